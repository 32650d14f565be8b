"""How well search answers files of queries, and which of its weights matter to them.

    python benchmarks/search_quality.py [--weights] [--papers FILE] QUERIES...

A file holds a JSON object to a line: `query` (or `like`, the line of a paper: those related to it are
looked for), `kind` and `relevant`, the lines of the papers that are right, or an object of them with
grades from 1 to 3. Kind `none` is a query that nothing answers;
`topic` and graded queries count by nDCG@10, all others by whether the first paper found is right.
The papers are those of the catalog that comes with kdcat, or those of FILE, a JSON object to a line.

With --weights each weight of `kdcat.searching.weights` is changed, one at a time: a figure to half,
to half as much again and to nothing, a number of letters, words or the like by one either way. Of
each it is said of which file how many queries are answered worse, and one of them; a weight that a
file needs is not tried on the next. The exit status is 1 if there is one that no file needs.
"""

from __future__ import annotations

import argparse
import json
import sys
from math import log2
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import kdcat
from kdcat.index.papers import Index
from kdcat.paper import Paper
from kdcat.searching import weights
from kdcat.searching.filters import rows_of
from kdcat.searching.find import find
from kdcat.searching.query import Qualifier, parse
from kdcat.searching.related import related

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

Query = dict[str, Any]
MEASURES = ("first", "nDCG@10", "unanswered")


class Change(NamedTuple):
    """One way to change a weight."""

    name: str
    value: object
    part: str = ""
    """The name as it is noted where only this part of the weight is asked for."""


def measure_of(query: Query) -> str:
    """Return what a query counts by."""
    if query["kind"] == "none":
        return "unanswered"
    graded = query["kind"] == "topic" or isinstance(query["relevant"], dict)
    return "nDCG@10" if graded else "first"


def value(query: Query, found: Sequence[int]) -> float:
    """Return how well a query is answered, from 0 to 1, by the lines of the papers found."""
    measure = measure_of(query)
    if measure == "unanswered":
        return float(not found)
    relevant = query["relevant"]
    if measure == "first":
        return float(bool(found) and found[0] in relevant)
    grades = (
        {int(line): grade for line, grade in relevant.items()}
        if isinstance(relevant, dict)
        else dict.fromkeys(relevant, 1)
    )
    lines = [line for line in found if line not in query.get("marginal", ())]
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(line, 0) for line in lines]) / _gain(best)


def _gain(grades: Sequence[int]) -> float:
    return sum(((1 << grade) - 1) / log2(i + 2) for i, grade in enumerate(grades[:10]))


def values(papers: Index, queries: Sequence[Query]) -> list[float]:
    """Return how well each query is answered."""
    return [value(query, _found(papers, query)) for query in queries]


def search(papers: Index, query: str) -> list[int]:
    """Return the lines of the papers that a query finds, best first."""

    def qualified(qualifier: Qualifier) -> Collection[int]:
        return rows_of(papers, qualifier.field, qualifier.value)

    found = find(parse(query), papers, papers.lexicon, qualified=qualified, with_spans=False)
    return [match.paper.line for match in found.matches]


def _found(papers: Index, query: Query) -> list[int]:
    """The lines of the papers that a query finds, best first."""
    if "like" not in query:
        return search(papers, query["query"])
    row = next(row for row, paper in enumerate(papers) if paper.line == query["like"])
    return [papers[like.row].line for like in related(papers, papers[row], {row})]


def _asked(query: Query) -> str:
    return str(query.get("query") or f"like the paper on line {query['like']}")


class _Watched(ModuleType):
    """A module that notes which of its names are asked for."""

    def __getattribute__(self, name: str) -> object:
        found = super().__getattribute__(name)
        if isinstance(found, dict):
            return _WatchedWorths(name, found)
        if name.isupper():
            _asked_for.add(name)
        return found


class _WatchedWorths(dict[str, float]):
    """A weight of several parts that notes which of them are asked for."""

    def __init__(self, name: str, worths: Mapping[str, float]) -> None:
        super().__init__(worths)
        self._name = name

    def __getitem__(self, key: str) -> float:
        _asked_for.add(f"{self._name}[{key}]")
        return super().__getitem__(key)


_asked_for: set[str] = set()


def values_and_needs(
    papers: Index, queries: Sequence[Query]
) -> tuple[list[float], list[frozenset[str]]]:
    """Return how well each query is answered, and the weights that were asked for to answer it.

    No other weight can change the answer.
    """
    of: list[float] = []
    needs: list[frozenset[str]] = []
    weights.__class__ = _Watched
    try:
        for query in queries:
            _asked_for.clear()
            of += values(papers, [query])
            needs.append(frozenset(_asked_for))
    finally:
        weights.__class__ = ModuleType
    return of, needs


def means(queries: Sequence[Query], of: Sequence[float]) -> dict[str, float]:
    """Return the mean of each measure that the queries count by."""
    found = {}
    for measure in MEASURES:
        own = [v for query, v in zip(queries, of, strict=True) if measure_of(query) == measure]
        if own:
            found[measure] = sum(own) / len(own)
    return found


def changes() -> Iterator[Change]:
    """Yield each way to change a weight; the parts of one that has several, one at a time."""
    for name, old in vars(weights).items():
        if not name.isupper() or name == "TYPE_CHECKING":
            continue
        if isinstance(old, dict):
            for key, worth in old.items():
                part = f"{name}[{key}]"
                yield from (Change(name, {**old, key: other}, part) for other in _others(worth))
        elif isinstance(old, tuple):
            for place, part in enumerate(old):
                for other in _others(part):
                    yield Change(name, (*old[:place], other, *old[place + 1 :]))
        elif isinstance(old, range):
            for start, stop in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                yield Change(name, range(old.start + start, old.stop + stop))
        else:
            yield from (Change(name, other) for other in _others(old))


def _others(old: float) -> tuple[float, ...]:
    return (old - 1, old + 1) if isinstance(old, int) else (0.0, old / 2, old * 1.5)


def sweep(
    papers: Index,
    queries: Sequence[Query],
    base: tuple[Sequence[float], Sequence[frozenset[str]]],
    tried: Collection[str],
) -> dict[str, list[str]]:
    """Return for each weight the queries that are answered worse if it is changed.

    Args:
        papers: The papers that are searched.
        queries: The queries.
        base: How well they are answered as it is, and which weights each asks for.
        tried: The names of the weights that are changed.
    """
    needs: dict[str, list[str]] = {}
    for change in changes():
        if change.name not in tried:
            continue
        # What is answered as badly as can be cannot be answered worse.
        touched = [
            i
            for i, asked in enumerate(base[1])
            if (change.part or change.name) in asked and base[0][i]
        ]
        old = getattr(weights, change.name)
        setattr(weights, change.name, change.value)
        try:
            changed = values(papers, [queries[i] for i in touched])
        except (ArithmeticError, ValueError):
            # A value with which search cannot be done at all is needed by every query.
            changed = [0.0] * len(touched)
        finally:
            setattr(weights, change.name, old)
        worse = needs.setdefault(change.name, [])
        worse += [
            _asked(queries[i])
            for i, now in zip(touched, changed, strict=True)
            if now < base[0][i] and _asked(queries[i]) not in worse
        ]
    return needs


def main(argv: Sequence[str]) -> int:
    """Print what was measured, and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="QUERIES")
    parser.add_argument("--papers", type=Path, metavar="FILE")
    parser.add_argument("--weights", action="store_true")
    options = parser.parse_args(argv)
    papers = Index.build(
        [Paper(**json.loads(line)) for line in options.papers.read_text().splitlines()]
        if options.papers
        else kdcat.read().papers
    )
    left = {change.name for change in changes()}
    for file in options.files:
        queries = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        of, needs = values_and_needs(papers, queries)
        figures = "  ".join(f"{name} {mean:.3f}" for name, mean in means(queries, of).items())
        print(f"{file.name:28} {len(queries):5} queries  {figures}", flush=True)
        for name, worse in sweep(
            papers, queries, (of, needs), left if options.weights else ()
        ).items():
            if worse:
                print(f"    {name:26} {len(worse):4}  {worse[0]}", flush=True)
                left.remove(name)
    if options.weights and left:
        print(f"no query needs {', '.join(sorted(left))}")
    return int(options.weights and bool(left))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

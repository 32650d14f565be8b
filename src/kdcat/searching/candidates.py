"""Which papers fit a query: those that fit every clause as it is interpreted."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kdcat.index.lexicon import FACETS
from kdcat.searching.interpretation import TURNING

if TYPE_CHECKING:
    from collections.abc import Collection

    from kdcat.searching.interpretation import Interpretation
    from kdcat.searching.query_words import Way


def candidates(meant: Interpretation, within: set[int] | None) -> set[int]:
    """Return the rows of the papers that fit every clause of a query.

    Args:
        meant: What the query means.
        within: The rows of the papers that may be returned; all of them without it.
    """
    clauses = [
        [way for way in ways if _demanding(meant, way)]
        for ways in meant.clauses
        if any(_demanding(meant, way) for way in ways)
    ]
    if not clauses:
        return set()
    rows = within
    for ways in sorted(clauses, key=lambda ways: sum(_size(meant, way) for way in ways)):
        rows = set().union(*(_fitting(meant, way, rows) for way in ways))
        if not rows:
            return set()
    return rows or set()


def _demanding(meant: Interpretation, way: Way) -> bool:
    return way.rows is not None or any(word.content for word in meant.words[way.first : way.end])


def _size(meant: Interpretation, way: Way) -> int:
    """Return about how many papers fit, so that the fewest are looked for first."""
    everything = len(meant.lexicon)
    if way.rows is not None:
        return everything - len(way.rows) if way.negated else len(way.rows)
    return min(
        sum(map(meant.lexicon.titles.count, meant.in_titles[i]))
        # The values of a facet are not counted; one of them may well have a quarter of the papers.
        + sum(everything // 4 for field in FACETS if meant.in_facets[field][i])
        for i in range(way.first, way.end)
        if meant.words[i].content
    )


def _fitting(meant: Interpretation, way: Way, within: set[int] | None) -> set[int]:
    if way.rows is not None:
        if way.negated:
            return (set(range(len(meant.lexicon))) if within is None else within) - way.rows
        return set(way.rows) if within is None else within & way.rows
    rows = within
    for i in range(way.first, way.end):
        if meant.words[i].content:
            rows = _holding(meant, i, rows)
            if not rows:
                break
    return rows or set()


def _holding(meant: Interpretation, i: int, within: set[int] | None) -> set[int]:
    """Return the rows of the papers in which a word of the query was found."""
    lexicon = meant.lexicon
    rows: set[int] = set()
    for word in meant.in_titles[i]:
        holding = lexicon.titles.holding(word)
        rows.update(holding if within is None else within.intersection(holding))
    for field in FACETS:
        rows.update(lexicon.rows(field, meant.in_facets[field][i], within))
    for whole in meant.together:
        if whole.first <= i < whole.end:
            rows.update(lexicon.rows(whole.field, whole.spots, within))
    rows.update(row for row in meant.in_identifiers[i] if within is None or row in within)
    return rows


def in_one_title(meant: Interpretation, rows: set[int], starts: Collection[int]) -> bool:
    """Tell whether one of some papers has in its title all the words that begin at some places.

    Args:
        meant: What the query means.
        rows: The rows of the papers.
        starts: The places in the query; of the words that need not be found only those are
            looked for that may turn a name or a year into something else.
    """
    titles = meant.lexicon.titles
    for word, meanings in zip(meant.words, meant.in_titles, strict=True):
        if word.start in starts and (word.content or word.word in TURNING):
            rows = rows.intersection(chain.from_iterable(map(titles.holding, meanings)))
    return bool(rows)

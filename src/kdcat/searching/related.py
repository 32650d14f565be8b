"""Papers like one: that share rare words and concepts with it, its task, venue or repository."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

from kdcat.index.wanted import give_up_if_unwanted
from kdcat.searching import weights
from kdcat.searching.concepts import Ground, concepts_of, information
from kdcat.searching.thesaurus import shipped
from kdcat.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kdcat.index.papers import Index
    from kdcat.paper import Paper

Kind: TypeAlias = Literal["words", "concept", "task", "venue", "repository"]
KINDS: tuple[Kind, ...] = get_args(Kind)


_MOST_WORDS = 100
"""How many different words of a title are looked at; no title of a paper has as many."""


class Reason(NamedTuple):
    """What two papers have in common."""

    kind: Kind
    """`words` that both have, a `concept` that the other has in other words, ..."""
    value: str
    """The words, as the given paper has them; the name of the section, venue or repository."""


class Related(NamedTuple):
    """A paper like the given one."""

    row: int
    score: float
    """How like it is, from 0 to 1."""
    reasons: tuple[Reason, ...]
    """What they have in common, what says most first."""


def related(
    papers: Index, of: Paper, without: Collection[int], limit: int | None = None
) -> list[Related]:
    """Return the papers like one, the most like first, then as in the catalog.

    The venue alone makes no two papers alike.

    Args:
        papers: All papers.
        of: The paper; it is one of them.
        without: The rows that are not looked at, such as its own.
        limit: The greatest number of papers to return; all of them without it.
    """
    worths: dict[Reason, dict[int, float]] = {}
    most = 0.0
    for reason, own, greatest in _in_common(papers, of):
        give_up_if_unwanted()
        most += greatest
        worths.setdefault(reason, {}).update(own)
    scores: dict[int, float] = {}
    for own in worths.values():
        for row, worth in own.items():
            scores[row] = scores.get(row, 0.0) + worth
    alike = {row for reason, own in worths.items() if reason.kind != "venue" for row in own}
    give_up_if_unwanted()
    # Of a long catalog half may have something in common with a paper, of which few are wanted.
    best = nsmallest(
        len(alike) if limit is None else limit,
        alike.difference(without),
        key=lambda row: (-scores[row], row),
    )
    return [
        Related(
            row,
            scores[row] / most,
            tuple(sorted(
                (reason for reason, own in worths.items() if row in own),
                key=lambda reason: (-worths[reason][row], reason),
            )),
        )
        for row in best
    ]  # fmt: skip


def _in_common(papers: Index, of: Paper) -> Iterator[tuple[Reason, dict[int, float], float]]:
    """Yield what others may have in common with a paper: who has it, its worth there, the most."""
    words = plain_words(of.title)
    once: dict[str, int] = {}
    for place, word in enumerate(words):
        once.setdefault(word, place)
    places = [*once.values()][:_MOST_WORDS]
    concepts, _ = concepts_of(Ground(papers.lexicon, {}, {}, {}), words, places, shipped())
    for concept in concepts:
        if concept.information < weights.TELLING:
            continue
        named = " ".join(words[place] for place in concept.words)
        worths = {row: worth for worth, rows in concept.strata for row in rows}
        shared = {row: worth for row, worth in worths.items() if row in concept.own}
        yield Reason("words", named), shared, concept.information
        alike = {row: worth for row, worth in worths.items() if row not in concept.own}
        yield Reason("concept", named), alike, 0.0
    fields: tuple[tuple[str, Kind, float], ...] = (
        ("task", "task", weights.SAME_TASK),
        ("subtask", "task", weights.SAME_TASK),
        ("venue", "venue", weights.SAME_VENUE),
    )
    for field, kind, weight in fields:
        value = getattr(of, field)
        if value is not None:
            column = papers.column(field)
            number = column.values.index(value)
            rows = [row for row, own in enumerate(column.numbers) if own == number]
            worth = weight * information(papers.lexicon, len(rows))
            yield Reason(kind, str(value)), dict.fromkeys(rows, worth), worth
    if of.code_url:
        yield from _same_repository(papers, of.code_url)


def _same_repository(
    papers: Index, address: str
) -> Iterator[tuple[Reason, dict[int, float], float]]:
    from kdcat.bibliography.addresses import repository

    code = repository(address)
    if not code:
        return
    rows = papers.lexicon.identified(code.lower())
    worth = information(papers.lexicon, len(rows))
    yield Reason("repository", code), dict.fromkeys(rows, worth), worth

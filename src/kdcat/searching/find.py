"""Search: the papers that fit a query, best first, and what in them matched.

The steps are a module each: the query as words, what they mean in the catalog, what misspelt ones
may mean, which papers fit, how well, and what is to be marked in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.errors import UsageError
from kdcat.index.papers import Index
from kdcat.searching.candidates import candidates
from kdcat.searching.interpretation import Interpretation, interpret, known
from kdcat.searching.query import Qualifier, Query, parse
from kdcat.searching.query_words import query_words
from kdcat.searching.ranking import ranked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from kdcat.index.lexicon import Lexicon
    from kdcat.paper import Paper
    from kdcat.searching.highlights import Span


class Match(NamedTuple):
    """A paper that fits a query."""

    paper: Paper
    score: float
    """How well it fits, from 0 to 1; 1 only where the query is the title."""
    spans: tuple[Span, ...]
    """What matched, by field and place; typing errors included."""


class Found(NamedTuple):
    """What a search found."""

    matches: list[Match]
    """The papers that fit, best first; in the order of the catalog where equally good."""
    suggestion: str | None
    """Where nothing fits, a query like it that something fits, if there is one."""
    hints: tuple[str, ...]
    """What the person may have meant otherwise, a sentence each."""
    unknown: tuple[str, ...]
    """The words that nothing in the catalog fits, as they were typed."""
    misspelt: dict[str, tuple[str, ...]]
    """The words that were taken for others, as they were typed, and the plain words they may be."""


def search(papers: Sequence[Paper], query: str, limit: int | None = None) -> list[Match]:
    """Return the papers that fit a query, best first.

    What was made to answer is kept for the next query, if the papers are a tuple as a catalog's
    are: until another tuple is searched.

    Args:
        papers: The papers to search, such as `Catalog.papers`.
        query: The query, in the language that `kdcat.searching.query` describes.
        limit: The greatest number of papers to return; all of them without it.

    Raises:
        UsageError: The query cannot be meant as it stands, or a qualifier's value names nothing.
    """
    from kdcat.searching.filters import rows_of

    index = _index_of(papers)

    def qualified(qualifier: Qualifier) -> Collection[int]:
        return rows_of(index, qualifier.field, qualifier.value)

    return find(parse(query), index, index.lexicon, qualified=qualified, limit=limit).matches


_last_index: list[tuple[tuple[Paper, ...], Index]] = []


def _index_of(papers: Sequence[Paper]) -> Index:
    """The index of papers, kept from the last call if they are the very same tuple."""
    if isinstance(papers, Index):
        return papers
    for last, index in _last_index:
        if last is papers:
            return index
    index = Index.build(papers)
    # Only a tuple is sure to hold the same papers the next time.
    if isinstance(papers, tuple):
        _last_index[:] = [(papers, index)]
    return index


def find(
    query: Query,
    papers: Sequence[Paper],
    lexicon: Lexicon,
    *,
    within: Collection[int] | None = None,
    qualified: Callable[[Qualifier], Collection[int]],
    limit: int | None = None,
    with_spans: bool = True,
) -> Found:
    """Return the papers that fit a query, best first.

    Args:
        query: What was asked.
        papers: The papers; only those that are returned are looked at, and those that may have an
            address that was asked for.
        lexicon: The lexicon of these papers.
        within: The rows of the papers that may be returned; all of them without it.
        qualified: Says which rows a qualifier selects; what it raises is not caught.
        limit: The greatest number of papers to return; all of them without it.
        with_spans: Whether to say what matched where, which takes longer than finding it.
    """
    allowed = None if within is None else set(within)

    def ask(query: Query) -> tuple[Interpretation, set[int]]:
        meant = understand(query, papers, lexicon, qualified)
        rows = candidates(meant, allowed)
        if not rows and _widened(meant):
            rows = candidates(meant, allowed)
        return meant, rows

    def fits(text: str) -> bool:
        try:
            return bool(ask(parse(text))[1])
        except UsageError:
            # Without one of its words a query may not be one.
            return False

    meant, rows = ask(query)
    suggestion = None if rows else next(filter(fits, _others(meant, query)), None)
    scored = ranked(meant, rows)
    if limit is not None:
        scored = scored[: max(limit, 0)]
    matches = _matches(meant, papers, scored, with_spans=with_spans)
    unknown = tuple(dict.fromkeys(meant.unknown))
    return Found(matches, suggestion, query.hints, unknown, _misspelt(meant))


def _misspelt(meant: Interpretation) -> dict[str, tuple[str, ...]]:
    return {
        word.typed: tuple(sorted(set(corrected)))
        for word, corrected in zip(meant.words, meant.corrected, strict=True)
        if corrected and word.content
    }


def understand(
    query: Query,
    papers: Sequence[Paper],
    lexicon: Lexicon,
    qualified: Callable[[Qualifier], Collection[int]],
) -> Interpretation:
    """Return what a query means among papers, misspelt words included; as `find` takes it."""
    meant = interpret(query_words(query, papers, lexicon, qualified), lexicon)
    if not all(word.content and known(meant, i) for i, word in enumerate(meant.words)):
        from kdcat.searching.misspellings import forgive

        forgive(meant)
    return meant


def _widened(meant: Interpretation) -> bool:
    from kdcat.searching.misspellings import widen

    return widen(meant)


def _others(meant: Interpretation, query: Query) -> Iterator[str]:
    from kdcat.searching.misspellings import others

    return others(meant, query.text)


def _matches(
    meant: Interpretation,
    papers: Sequence[Paper],
    scored: Sequence[tuple[int, float]],
    *,
    with_spans: bool,
) -> list[Match]:
    rows = [row for row, _ in scored]
    # An index takes up many papers at once in a third of the time.
    of_rows = papers.papers(rows) if isinstance(papers, Index) else [papers[row] for row in rows]
    spans: list[tuple[Span, ...]] = [()] * len(rows)
    if with_spans and rows:
        from kdcat.searching.highlights import highlights

        spans = highlights(meant, rows, of_rows)
    return [
        Match(paper, score, of_paper)
        for paper, (_, score), of_paper in zip(of_rows, scored, spans, strict=True)
    ]

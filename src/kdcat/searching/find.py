"""Search: the papers that fit a query, best first, and what in them matched.

The steps are a module each: the query as words, what they mean in the catalog, what misspelt ones
may mean, which papers fit, how well, and what is to be marked in them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kdcat.errors import UsageError
from kdcat.index.papers import Index
from kdcat.searching.candidates import candidates, in_one_title
from kdcat.searching.interpretation import Interpretation, may_be_turned
from kdcat.searching.query import Qualifier, Query, parse
from kdcat.searching.ranking import ranked
from kdcat.searching.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from kdcat.index.lexicon import Lexicon
    from kdcat.paper import Paper
    from kdcat.searching.abstracts import Abstracts
    from kdcat.searching.highlights import Span
    from kdcat.searching.near import Nearest
    from kdcat.searching.spoken_filters import Reading
    from kdcat.searching.thesaurus import Group


class Match(NamedTuple):
    """A paper that fits a query."""

    paper: Paper
    score: float
    """How well it fits, from 0 to 1; 1 only where the query is the title."""
    spans: tuple[Span, ...]
    """What matched, by field and place; typing errors included."""
    missing: tuple[str, ...] = ()
    """The words of the query that the paper lacks, as they were typed; none in a full answer."""


class Found(NamedTuple):
    """What a search found."""

    matches: list[Match]
    """The papers that fit, best first; in the order of the catalog where equally good."""
    suggestion: str | None
    """Where nothing was found, a query like it that something fits, if it may have been meant."""
    hints: tuple[str, ...]
    """What the person may have meant otherwise, a sentence each."""
    unknown: tuple[str, ...]
    """The words that no paper has, as they were typed."""
    misspelt: dict[str, tuple[str, ...]]
    """The words that were taken for others, as they were typed, and the plain words they may be."""
    filters: tuple[str, ...] = ()
    """What was taken for a filter though it was said in words, as it may be typed."""
    reason: str | None = None
    """Where nothing fits, why that is: a clause of a sentence."""


def search(
    papers: Sequence[Paper],
    query: str,
    limit: int | None = None,
    *,
    strict: bool = False,
    synonyms: Mapping[str, object] | None = None,
) -> list[Match]:
    """Return the papers that fit a query, best first.

    What was made to answer is kept for the next query, if the papers are a tuple as a catalog's
    are: until another tuple is searched.

    Args:
        papers: The papers to search, such as `Catalog.papers`.
        query: The query, in the language that `kdcat.searching.query` describes.
        limit: The greatest number of papers to return; all of them without it.
        strict: Whether only papers that fit are wanted; where there are none, those that have most
            of what was asked are returned without it, and `Match.missing` says what they lack.
        synonyms: Synonyms for near answers beside those that kdcat brings, as `synonyms.toml` has
            them and `tomllib.load` gives them: `same`, lists of lists of words, and `related`,
            lists of words by the word that leads to them.

    Raises:
        KdcatError: The synonyms are something else.
        UsageError: The query cannot be meant as it stands, or a qualifier's value names nothing.
    """
    from kdcat.searching.filters import rows_of

    index = _index_of(papers)
    own: tuple[Group, ...] = ()
    if synonyms is not None:
        from kdcat.searching.own_synonyms import groups

        own = groups(synonyms)

    def qualified(qualifier: Qualifier) -> Collection[int]:
        return rows_of(index, qualifier.field, qualifier.value)

    return find(
        parse(query),
        index,
        index.lexicon,
        qualified=qualified,
        limit=limit,
        strict=strict,
        synonyms=(lambda: own) if own else None,
    ).matches


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


class FoundRows(NamedTuple):
    """What a search found by rows, for who looks at few of the papers."""

    scored: list[tuple[int, float]]
    """The rows of the papers that fit, each with its score, in the order of `Found.matches`."""
    said: Found
    """What is to be said of them, without matches."""
    spans: Callable[[Sequence[int], Sequence[Paper]], list[tuple[Span, ...]]]
    """Says of some of the rows and their papers what matched in each."""
    missing: Callable[[int], tuple[str, ...]]
    """Says of a row which words of the query its paper lacks, as `Match` has them."""


class Answer(NamedTuple):
    """What a query means, and which papers fit it."""

    query: Query
    meant: Interpretation
    rows: set[int]


def find(
    query: Query,
    papers: Sequence[Paper],
    lexicon: Lexicon,
    *,
    within: Collection[int] | None = None,
    qualified: Callable[[Qualifier], Collection[int]],
    limit: int | None = None,
    with_spans: bool = True,
    strict: bool = False,
    synonyms: Callable[[], Sequence[Group]] | None = None,
    abstracts: Abstracts | None = None,
) -> Found:
    """Return the papers that fit a query, best first; where none does, those near to it.

    Args:
        query: What was asked.
        papers: The papers; only those that are returned are looked at, and those that may have an
            address that was asked for.
        lexicon: The lexicon of these papers.
        within: The rows of the papers that may be returned; all of them without it.
        qualified: Says which rows a qualifier selects; what it raises is not caught.
        limit: The greatest number of papers to return; all of them without it.
        with_spans: Whether to say what matched where, which takes longer than finding it.
        strict: Whether only papers that fit are wanted.
        synonyms: Gives the reader's own synonyms; asked only where near answers are looked for.
        abstracts: The words of abstracts, where they are looked for there too.
    """
    rows = find_rows(
        query, papers, lexicon, within=within, qualified=qualified, limit=limit, strict=strict,
        synonyms=synonyms, abstracts=abstracts,
    )  # fmt: skip
    matches = _matches(rows, papers, _first(rows.scored, limit), with_spans=with_spans)
    return rows.said._replace(matches=matches)


def find_rows(
    query: Query,
    papers: Sequence[Paper],
    lexicon: Lexicon,
    *,
    within: Collection[int] | None = None,
    qualified: Callable[[Qualifier], Collection[int]],
    limit: int | None = None,
    strict: bool = False,
    synonyms: Callable[[], Sequence[Group]] | None = None,
    abstracts: Abstracts | None = None,
) -> FoundRows:
    """Return the rows of what `find` returns, which takes the same.

    They are more than the limit where that many fit: only of those that are near, no others are
    ranked.
    """
    rows = None if within is None else set(within)
    of = Ground(papers, lexicon, rows, qualified, {}, abstracts)
    first = answer = ask(of, query)
    reading = None
    if not answer.rows or any(answer.meant.corrected) or may_be_turned(query, answer.meant):
        answer, reading = _read_in_words(of, answer)
    if not answer.rows:
        # Filler is left out of what must fit, but it may be a part of what is near.
        found = _otherwise(of, first, reading, synonyms, strict=strict, limit=limit)
    else:
        meant = answer.meant
        said = Found([], None, (), (), misspelt_in(meant))
        found = FoundRows(ranked(meant, answer.rows), said, partial(_spans, meant), _nothing)
    filters = reading.filters if reading else ()
    return found._replace(said=found.said._replace(hints=query.hints, filters=filters))


class Ground(NamedTuple):
    """What queries are asked of."""

    papers: Sequence[Paper]
    lexicon: Lexicon
    within: set[int] | None
    """The rows of the papers that may be returned; all of them without it."""
    qualified: Callable[[Qualifier], Collection[int]]
    spellings: dict[object, list[tuple[int, int]]]
    """As `Interpretation` has them."""
    abstracts: Abstracts | None = None


def ask(of: Ground, query: Query) -> Answer:
    """Return what a query means and the rows that fit it, misspelt words widened if none does."""
    meant = understand(query, of.papers, of.lexicon, of.qualified, of.spellings, of.abstracts)
    rows = candidates(meant, of.within)
    if not rows:
        from kdcat.searching.misspellings import widen

        rows = candidates(meant, of.within) if widen(meant) else rows
    return Answer(query, meant, rows)


def _otherwise(
    of: Ground,
    answer: Answer,
    reading: Reading | None,
    synonyms: Callable[[], Sequence[Group]] | None,
    *,
    strict: bool,
    limit: int | None,
) -> FoundRows:
    """Return what is near to a query that nothing fits, why nothing does, and what may be meant."""
    from kdcat.searching import reasons

    query = answer.query
    if reading and reading.filters:
        query = reading.query
        of = _forgiving(of)
        meant = understand(query, of.papers, of.lexicon, of.qualified, of.spellings, of.abstracts)
        answer = Answer(query, meant, set())
    near = _nearest(answer, synonyms, of.within, limit)
    scored = [] if strict else [(paper.row, paper.score) for paper in near.papers]
    told = {word for lacking in near.lacking for word in lacking.split()}
    left = (word for word in answer.meant.unknown if word not in told)
    unknown = [*near.lacking, *dict.fromkeys(left)]
    everywhere = of._replace(within=None)

    def count(query: Query) -> int:
        return len(ask(everywhere, query).rows)

    why = reasons.reason(query, answer.meant, unknown, count, has_options=of.within is not None)
    suggestion = None
    if not scored:
        likely = reasons.proposals(answer.meant, query.text)
        suggestion = next((text for text in likely if _fits(of, text)), None)
    said = Found([], suggestion, (), tuple(unknown), near.misspelt, (), why)
    missing = near.papers[0].missing if scored else _nothing
    return FoundRows(scored, said, partial(_near_spans, answer.meant, near), missing)


def _fits(of: Ground, text: str) -> bool:
    try:
        return bool(ask(of, parse(text)).rows)
    except UsageError:
        # With another word in its place a query may not be one.
        return False


def _forgiving(of: Ground) -> Ground:
    """The same, where a condition that names nothing in the catalog fits no paper.

    A venue may be said in words that the catalog does not have.
    """

    def qualified(qualifier: Qualifier) -> Collection[int]:
        try:
            return of.qualified(qualifier)
        except UsageError:
            return ()

    return of._replace(qualified=qualified)


def _read_in_words(of: Ground, answer: Answer) -> tuple[Answer, Reading | None]:
    """Return the answer where filters said in words are read as such, if they may be meant."""
    from kdcat.searching.spoken_filters import read

    reading = read(answer.query, of.lexicon)
    guessed = {
        word.start
        for word, corrected in zip(answer.meant.words, answer.meant.corrected, strict=True)
        if corrected
    }
    is_turned = reading.is_turned and not in_one_title(answer.meant, answer.rows, reading.taken)
    if reading.taken and (not answer.rows or is_turned or not guessed.isdisjoint(reading.taken)):
        other = ask(_forgiving(of), reading.told)
        if reading.extreme and not other.rows:
            reading = _of_those_that_fit(of, reading)
            other = ask(_forgiving(of), reading.told)
        if other.rows or is_turned or not answer.rows:
            return other, reading
    return answer, None


def _of_those_that_fit(of: Ground, reading: Reading) -> Reading:
    """Return a reading with the latest or earliest years of what fits, if anything does."""
    from kdcat.searching.spoken_years import years_of

    assert reading.extreme
    fit = ask(_forgiving(of), reading.bounded(None).told).rows
    years = [
        year
        for year in years_of(of.lexicon)
        if not fit.isdisjoint(of.qualified(reading.extreme._replace(value=str(year))))
    ]
    if not years:
        return reading
    is_latest = reading.extreme.value.endswith("-")
    return reading.bounded(f"{years[-1] - 1}-" if is_latest else f"-{years[0] + 1}")


def _nearest(
    answer: Answer,
    synonyms: Callable[[], Sequence[Group]] | None,
    within: set[int] | None,
    limit: int | None,
) -> Nearest:
    from kdcat.searching.near import nearest
    from kdcat.searching.thesaurus import of_groups, shipped

    thesaurus = shipped()
    if synonyms:
        thesaurus = of_groups([*thesaurus.groups, *synonyms()])
    return nearest(answer.query, answer.meant, thesaurus, within, limit)


def _first(scored: list[tuple[int, float]], limit: int | None) -> list[tuple[int, float]]:
    return scored if limit is None else scored[: max(limit, 0)]


def _nothing(_: int) -> tuple[str, ...]:
    return ()


def _spans(
    meant: Interpretation, rows: Sequence[int], papers: Sequence[Paper]
) -> list[tuple[Span, ...]]:
    from kdcat.searching.highlights import highlights

    return highlights(meant, rows, papers)


def _near_spans(
    meant: Interpretation, near: Nearest, rows: Sequence[int], papers: Sequence[Paper]
) -> list[tuple[Span, ...]]:
    from kdcat.searching.near import with_likenesses

    if rows:
        meant = with_likenesses(meant, near, rows)
    return _spans(meant, rows, papers)


def misspelt_in(meant: Interpretation) -> dict[str, tuple[str, ...]]:
    """Return the words that were taken for others, as `Found.misspelt` has them."""
    return {
        word.typed: tuple(sorted(set(corrected)))
        for word, corrected in zip(meant.words, meant.corrected, strict=True)
        if corrected and word.content
    }


def _matches(
    found: FoundRows,
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
        spans = found.spans(rows, of_rows)
    return [
        Match(paper, score, of_paper, found.missing(row))
        for paper, (row, score), of_paper in zip(of_rows, scored, spans, strict=True)
    ]

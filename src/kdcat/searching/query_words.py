"""The words of a query laid out: which are to be found, which belong together, what else selects.

What can be said of a query before the catalog's words are looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.searching.query import Phrase, Qualifier, Word
from kdcat.searching.word_matching import as_it_is, standing
from kdcat.words import STOP_WORDS, places, plain_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence, Set

    from kdcat.index.lexicon import Lexicon
    from kdcat.paper import Paper
    from kdcat.searching.query import Query, Term, TitleOnly

_AROUND = ".,;:!?()[]{}<>\"'"


class QueryWord(NamedTuple):
    """One word of the query."""

    word: str
    """The plain word."""
    typed: str
    start: int
    """Its place in the query."""
    content: bool
    """Whether it must be found."""
    exact: bool
    """Whether only the word itself and its inflections will do: it stands in a phrase."""
    unfinished: bool
    """Whether it ends the query, so that more of it may be yet to be typed."""
    field: TitleOnly | None
    """The field in which it must stand."""


class Stretch(NamedTuple):
    """Words of the query that follow one another, and so may belong together."""

    first: int
    end: int
    name: str = ""
    """What may be an identifier: the words as typed, if they are one run of characters."""


class Way(NamedTuple):
    """One of the ways to fit a clause: words that must be found, or rows selected otherwise."""

    first: int
    end: int
    rows: Set[int] | None = None
    negated: bool = False


class QueryWords(NamedTuple):
    """A query as words, and what it demands."""

    words: list[QueryWord]
    """The words that are to be found, but for those of an address."""
    stretches: list[Stretch]
    """Which of them follow one another."""
    clauses: list[list[Way]]
    """For each clause the ways to fit it."""


def query_words(
    query: Query,
    papers: Sequence[Paper],
    lexicon: Lexicon,
    qualified: Callable[[Qualifier], Collection[int]],
) -> QueryWords:
    """Return a query as words, and what else it demands.

    Args:
        query: What was asked.
        papers: The papers, of which only those are looked at that may have a given address.
        lexicon: The lexicon of these papers.
        qualified: Says which rows a qualifier selects; what it raises is not caught.
    """
    words: list[QueryWord] = []
    stretches: list[Stretch] = []
    clauses: list[list[Way]] = []
    plain: list[Way] = []
    for clause in query.clauses:
        ways = []
        for term in clause.terms:
            first = len(words)
            rows = _selected(term, papers, lexicon, qualified)
            if rows is not None:
                ways.append(Way(first, first, rows, term.negated))
                continue
            assert not isinstance(term, Qualifier)
            words += _words(term, len(query.text))
            ways.append(Way(first, len(words)))
            if isinstance(term, Word) and len(words) - first > 1:
                stretches.append(Stretch(first, len(words), _name(term.text)))
        clauses.append(ways)
        if len(ways) == 1 and isinstance(clause.terms[0], Word) and ways[0].rows is None:
            plain += ways
            continue
        stretches += _stretch(plain)
        plain = []
        for way in ways:
            if way.rows is None:
                stretches += _stretch([way])
    stretches += _stretch(plain)
    if not any(word.content for word in words):
        words = [word._replace(content=True) for word in words]
    return QueryWords(words, stretches, clauses)


def _stretch(ways: Sequence[Way]) -> Iterator[Stretch]:
    if ways and ways[0].first < ways[-1].end:
        yield Stretch(ways[0].first, ways[-1].end)


def _words(term: Word | Phrase, query_end: int) -> Iterator[QueryWord]:
    exact = isinstance(term, Phrase)
    for place in places(term.text):
        start = term.start + place.start
        end = start + place.end - place.start
        yield QueryWord(
            place.word,
            term.text[place.start : place.end],
            start,
            content=exact or place.word not in STOP_WORDS,
            exact=exact,
            unfinished=not exact and end == query_end,
            field=term.field,
        )


def _selected(
    term: Term,
    papers: Sequence[Paper],
    lexicon: Lexicon,
    qualified: Callable[[Qualifier], Collection[int]],
) -> Set[int] | None:
    """The rows that a term selects in another way than by words, None if it does not."""
    if isinstance(term, Qualifier):
        return frozenset(qualified(term))
    if isinstance(term, Word) and (address := _address(term.text)):
        from kdcat.searching.lookup import having

        near = lexicon.addressed(address)
        return {near[place] for place in having([papers[row] for row in near], address)}
    return _holding_exactly(term, lexicon) if term.negated else None


def _holding_exactly(term: Word | Phrase, lexicon: Lexicon) -> set[int]:
    """The rows where the words of a term stand next to one another, as they are."""
    words = plain_words(term.text)
    rows: set[int] = set()
    for field, texts in lexicon.fields(term.field):
        rows.update(lexicon.rows(field, standing(texts, [as_it_is(texts, w) for w in words])))
    return rows


def _address(text: str) -> str | None:
    # Of the few words with a slash some are addresses; the others need not wait for its module.
    if "/" not in text:
        return None
    from kdcat.bibliography.addresses import as_address

    return as_address(text)


def _name(text: str) -> str:
    """What a run of several words is if it is an identifier or the name of a repository."""
    typed = text.strip(_AROUND)
    return _identifier(typed) or typed.lower().replace("_", "-")


def _identifier(text: str) -> str | None:
    """The arXiv id or the DOI that a word is; both have digits, which few words have."""
    if not any(map(str.isdigit, text)):
        return None
    from kdcat.bibliography.addresses import as_arxiv_id, as_doi

    return as_arxiv_id(text) or as_doi(text)

"""A query as it is meant in a catalog: what its words stand for there.

A word is found in the title, a section, the venue, the year or an identifier; as it is, in another
form, as a beginning, joined or parted otherwise, by initials or a known abbreviation. Typing errors
are the business of `misspellings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.index.lexicon import AUTHORS, FACETS, TITLE
from kdcat.index.wanted import give_up_if_unwanted
from kdcat.searching import weights
from kdcat.searching.synonyms import longest, synonyms
from kdcat.searching.word_matching import (
    as_it_is,
    meanings_of,
    name_of,
    partings,
    raise_to,
    standing,
)
from kdcat.words import STOP_WORDS, inflection

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from kdcat.index.lexicon import Field, Lexicon
    from kdcat.index.texts import Texts
    from kdcat.searching.query import Query
    from kdcat.searching.query_words import QueryWord, QueryWords, Stretch, Way

_BOUNDED: tuple[Field, ...] = ("year", "venue", "venue_raw")
_DENYING = frozenset(("not", "without"))
TURNING = _DENYING.union(("as", "by", "on", "to"))
"""Of the words that need not be found those that may turn a name or a year into something else."""
_SIGNS = frozenset("<>=+-\u2010\u2011\u2012\u2013\u2014\u2264\u2265")
_SECTIONS = ("task", "subtask", "modality")


class Spot(NamedTuple):
    """Where in a text a word of the query was found."""

    start: int
    """The place of the first word, counted in words."""
    length: int
    """The number of words."""
    worth: float


class Together(NamedTuple):
    """Where words of the query were found as a whole: joined, parted, spelled out, in a phrase."""

    first: int
    end: int
    field: Field
    spots: dict[int, Spot]
    """By the number of the text."""


class Interpretation(NamedTuple):
    """What each word of a query means in a catalog. The steps of search add to what it holds."""

    lexicon: Lexicon
    words: list[QueryWord]
    """The words of the query; the lists below have one place for each of them."""
    stretches: list[Stretch]
    clauses: list[list[Way]]
    in_titles: list[dict[int, float]]
    """The words of titles that it may mean, and their worth."""
    in_facets: dict[Field, list[dict[int, float]]]
    """For each facet the texts in which it was found, and its worth there."""
    in_identifiers: list[dict[int, float]]
    """The rows with an identifier that has it, and its worth."""
    together: list[Together]
    """Where several words were found as a whole; this list has a place for each such finding."""
    corrected: list[list[str]]
    """If it was taken for a misspelling: what it may have been meant to be."""
    unknown: list[str]
    """The words that nothing in the catalog fits, as they were typed."""
    spellings: dict[object, list[tuple[int, int]]]
    """What words were found that others may be misspellings of, so that none is looked for twice
    where a query is read in several ways."""


def interpret(
    query: QueryWords,
    lexicon: Lexicon,
    spellings: dict[object, list[tuple[int, int]]] | None = None,
) -> Interpretation:
    """Return what the words of a query mean in the catalog of a lexicon, errors not forgiven."""
    count = range(len(query.words))
    meant = Interpretation(
        lexicon,
        *query,
        in_titles=[{} for _ in count],
        in_facets={field: [{} for _ in count] for field in FACETS},
        in_identifiers=[{} for _ in count],
        together=[],
        corrected=[[] for _ in count],
        unknown=[],
        spellings={} if spellings is None else spellings,
    )
    for i, word in enumerate(meant.words):
        if not word.exact:
            _read_alone(meant, i, word)
    for stretch in meant.stretches:
        first = meant.words[stretch.first]
        if first.exact:
            _read_phrase(meant, stretch)
        elif stretch.name:
            if first.field is None:
                identify(meant, stretch.first, stretch.end, stretch.name, weights.WHOLE_IDENTIFIER)
        else:
            for i in range(stretch.first, stretch.end):
                _read_from(meant, i, stretch.end)
    return meant


def known(meant: Interpretation, i: int) -> bool:
    """Tell whether anything in the catalog fits a word of the query."""
    return bool(
        meant.in_titles[i]
        or meant.in_identifiers[i]
        or any(meant.in_facets[field][i] for field in FACETS)
        or any(whole.first <= i < whole.end for whole in meant.together)
    )


def may_be_turned(query: Query, meant: Interpretation) -> bool:
    """Tell whether small words or signs may make something else of a name or a year in a query.

    Papers of arXiv have every word that must be found of `not on arXiv`, and are not meant.
    """
    small = {word.word for word in meant.words if not word.content}
    if small.isdisjoint(TURNING) and _SIGNS.isdisjoint(query.text):
        return False
    return any(
        meant.in_facets[field][i] and not word.exact
        for field in FACETS
        if field in _BOUNDED or not small.isdisjoint(_DENYING)
        for i, word in enumerate(meant.words)
    )


# What was found is kept by these.


def learn(
    meant: Interpretation, i: int, field: Field, texts: Texts, meanings: dict[int, float]
) -> None:
    """Keep that a word of the query may mean words of a field's texts, and what each is worth."""
    if field == TITLE:
        for word, worth in meanings.items():
            raise_to(meant.in_titles[i], word, worth)
        return
    for word, worth in meanings.items():
        for text in texts.holding(word):
            raise_to(meant.in_facets[field][i], text, worth * weights.FIELDS[field])


def identify(meant: Interpretation, first: int, end: int, name: str, worth: float) -> bool:
    """Keep which papers have words of the query as an identifier; tell whether any does."""
    rows = meant.lexicon.identified(name)
    for row in rows:
        for i in range(first, end):
            raise_to(meant.in_identifiers[i], row, worth)
    return bool(rows)


def find_together(
    meant: Interpretation,
    stretch: tuple[int, int],
    field: Field,
    pattern: Sequence[dict[int, float]],
    worth: float,
    among: Set[int] | None = None,
) -> None:
    """Keep in which texts of a field the words of a pattern stand next to one another.

    Args:
        meant: Where it is kept.
        stretch: The first word of the query for which they stand, and the one after the last.
        field: The field.
        pattern: For each place the words that may stand there, with their worth.
        worth: How much it is worth to be read as this pattern.
        among: The texts that are looked at; all of them without it.
    """
    found = standing(meant.lexicon.texts(field), pattern, among)
    if found:
        give_up_if_unwanted()
        worth *= weights.FIELDS[field]
        spots = {
            text: Spot(start, len(pattern), fit * worth) for text, (start, fit) in found.items()
        }
        meant.together.append(Together(*stretch, field, spots))


# The ways to read words of the query.


def _read_alone(meant: Interpretation, i: int, word: QueryWord) -> None:
    for field, texts in meant.lexicon.fields(word.field):
        if field == AUTHORS:
            meanings = name_of(texts, word.word, unfinished=word.unfinished)
        else:
            meanings = meanings_of(texts, word.word, unfinished=word.unfinished)
        learn(meant, i, field, texts, meanings)
    if word.field is None and word.content:
        identify(meant, i, i + 1, word.word, weights.IDENTIFIER)


def _read_phrase(meant: Interpretation, stretch: Stretch) -> None:
    words = meant.words[stretch.first : stretch.end]
    for field, texts in meant.lexicon.fields(words[0].field):
        pattern = [as_it_is(texts, word.word) for word in words]
        find_together(meant, stretch[:2], field, pattern, 1.0)


def _read_from(meant: Interpretation, i: int, end: int) -> None:
    """Read the words from one on as joined, parted, abbreviated or spelled out otherwise."""
    most = min(max(longest(), weights.LONGEST_JOINED), end - i)
    for length in range(1, most + 1):
        run = meant.words[i : i + length]
        if run[-1].field != run[0].field:
            break
        words = [word.word for word in run]
        if 2 <= length <= weights.LONGEST_JOINED and not STOP_WORDS.issuperset(words):
            _read_joined(meant, i, words)
        for others in synonyms().get(tuple(map(inflection, words)), ()):
            for field, texts in meant.lexicon.fields(run[0].field):
                pattern = [as_it_is(texts, word) for word in others]
                find_together(meant, (i, i + length), field, pattern, weights.SYNONYM)
    _read_parted(meant, i)
    _read_spelled_out(meant, i)


def _read_joined(meant: Interpretation, i: int, words: Sequence[str]) -> None:
    joined = "".join(words)
    end = i + len(words)
    last = meant.words[end - 1]
    for field, texts in meant.lexicon.fields(last.field):
        meanings = as_it_is(texts, joined)
        if not meanings and last.unfinished and len(joined) > weights.SHORTEST_BEGINNING:
            meanings = meanings_of(texts, joined, unfinished=True)
        find_together(meant, (i, end), field, [meanings], weights.JOINED)


def _read_parted(meant: Interpretation, i: int) -> None:
    word = meant.words[i]
    for field, texts in meant.lexicon.fields(word.field):
        for pattern in partings(texts, word.word, weights.MOST_PARTS):
            find_together(meant, (i, i + 1), field, pattern, weights.JOINED)


def _read_spelled_out(meant: Interpretation, i: int) -> None:
    word = meant.words[i]
    letters = word.word
    if len(letters) not in weights.INITIALS_LENGTHS or not letters.isalpha() or not word.content:
        return
    titles = meant.lexicon.titles
    own = titles.number(letters)
    if own is not None and titles.count(own):
        # The catalog writes the abbreviation; other runs with these initials are chance.
        return
    for field, texts in meant.lexicon.fields(word.field):
        if field != TITLE and field not in _SECTIONS:
            continue
        for run in sorted(set(texts.initials(letters))):
            if STOP_WORDS.isdisjoint((texts.word(run[0]), texts.word(run[-1]))):
                pattern = [{number: 1.0} for number in run]
                find_together(meant, (i, i + 1), field, pattern, weights.SYNONYM)

"""The names in filters that are said in words: of venues and of sections, and which may be meant.

`in sensors` speaks of sensors, `in Sensors` and `published in sensors` of a journal: a name that is
nothing but ordinary words must be said to be one, or be written as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kdcat.searching.filler import FAINT
from kdcat.searching.spoken_grammar import words_of
from kdcat.searching.terms import is_data_set, is_known
from kdcat.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kdcat.index.lexicon import Field, Lexicon
    from kdcat.index.texts import Texts
    from kdcat.searching.query import Name

_FIRST_YEAR, _LAST_YEAR = 1950, 2099
_SHORT_YEAR = 2
_LONGEST = 6
_LONGEST_VENUE = 10
_TELLING = 4
"""From so many words on the name of a venue is hardly said by chance: Computer Vision and Pattern
Recognition, where Medical Image Analysis is a journal and a topic."""
_FIELDS: tuple[tuple[Field, Name], ...] = (
    ("modality", "modality"),
    ("task", "task"),
    ("subtask", "task"),
)
_PUBLICATIONS = """
ieee acm transactions journal letters conference proceedings symposium workshop international annual
springer elsevier review reviews magazine notes advances bulletin annals
"""
_OF_PUBLICATIONS = frozenset(_PUBLICATIONS.split())
_BEFORE, _STRONG = words_of("SHOWN"), words_of("STRONG")


class Token(NamedTuple):
    """A word of the query, as the ways to say filters know it."""

    word: str
    start: int
    """Its place in the query."""
    typed: str = ""


class Section(NamedTuple):
    """A section of the catalog that is named."""

    field: Name
    name: str
    """As it was typed, in plain words."""
    is_whole: bool
    """Whether that is all of its name; else sections of any level have these words."""


Venue: TypeAlias = tuple[int, str, int | None]
"""Where a name of a venue ends, the name, and the year that is joined to it."""


def is_year(word: str) -> bool:
    """Tell whether a word is a year that papers may have."""
    return len(word) == 4 and word.isdecimal() and _FIRST_YEAR <= int(word) <= _LAST_YEAR


def century(two: str) -> int:
    """Return the year that two digits stand for."""
    year = 2000 + int(two)
    return year if year <= _LAST_YEAR - 50 else year - 100


def venues_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Iterator[Venue]:
    """Yield the names of venues that begin at a word, the longest first."""
    if tokens[at].word in _BEFORE:
        return
    for end in range(min(len(tokens), at + _LONGEST_VENUE), at, -1):
        words = [token.word for token in tokens[at:end]]
        if any(is_year(word) or not word.isalnum() for word in words):
            # Of a venue as a list has it the years would be left out: here they are wanted.
            continue
        year = None
        if len(words) == 1:
            words[0], year = _split_year(words[0])
        dated = year is not None or (end < len(tokens) and is_year(tokens[end].word))
        if name := _named(words, tokens, at, lexicon, dated=dated):
            yield end, name, year


def _split_year(word: str) -> tuple[str, int | None]:
    """A name and the year that is joined to it: `cvpr23`, `iclr2021`."""
    name = word.rstrip("0123456789")
    digits = word[len(name) :]
    if len(name) > 1 and is_year(digits):
        return name, int(digits)
    if len(name) > 1 and len(digits) == _SHORT_YEAR:
        return name, century(digits)
    return word, None


def _named(
    words: Sequence[str], tokens: Sequence[Token], at: int, lexicon: Lexicon, *, dated: bool
) -> str | None:
    """Return the venue that words name; what may be something else too must be said to be one.

    Args:
        words: The words of the name.
        tokens: All words.
        at: Where the name begins among them.
        lexicon: The lexicon of the catalog.
        dated: Whether a year stands behind it.
    """
    stands_there = _is_value(lexicon.texts("venue"), words)
    follows = at > 0 and tokens[at - 1].word in _BEFORE
    titles = lexicon.titles
    strange = [
        w
        for w in words
        if not (is_data_set(w) or ((own := titles.number(w)) is not None and titles.count(own)))
    ]
    own_tokens = tokens[at : at + len(words)]
    is_publication = not _OF_PUBLICATIONS.isdisjoint(words)
    if len(words) > _LONGEST and not is_publication:
        return None
    if (
        all(is_known((word,)) for word in strange)
        and not (stands_there or follows or (is_publication and len(words) > 1))
        and not any(token.typed[:1].isupper() for token in own_tokens)
    ):
        # Nothing says that it is a venue, and the names of venues are read from a file.
        return None
    from kdcat.bibliography.venues import find

    known = find(" ".join(words))
    if known is None:
        return words[0] if stands_there and len(words) == 1 else None
    is_here = _is_value(lexicon.texts("venue"), plain_words(known.name))
    if dated and not is_here and is_data_set(words[0]) and not _is_introduced(tokens, at):
        return None
    is_acronym = len(known.name.split()) == 1 and sum(map(str.isupper, known.name)) > 1
    is_ordinary = not is_publication and (
        len(words) > 1 or words[0] in FAINT or is_known(tuple(words)) or not (is_acronym or is_here)
    )
    if is_ordinary and not _is_written_as_name(own_tokens):
        return known.name if _is_introduced(tokens, at) else None
    if follows or len(words) >= _TELLING or (len(words) > 1 and not is_ordinary):
        return known.name
    may_be = (is_acronym and dated) or (is_here and len(words) == 1)
    return known.name if may_be and strange else None


def _is_introduced(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is said before a name that something was published there."""
    while at and tokens[at - 1].word in _BEFORE:
        at -= 1
        if tokens[at].word in _STRONG:
            return True
    return False


def _is_written_as_name(tokens: Sequence[Token]) -> bool:
    return all(token.typed[:1].isupper() or token.word in FAINT for token in tokens) and any(
        token.typed[:1].isupper() for token in tokens
    )


def sections_at(
    tokens: Sequence[Token], at: int, lexicon: Lexicon
) -> Iterator[tuple[int, Section]]:
    """Yield where names of sections that begin at a word end, the longest first."""
    for end in range(min(len(tokens), at + _LONGEST), at, -1):
        words = [token.word for token in tokens[at:end]]
        whole = [name for field, name in _FIELDS if _is_value(lexicon.texts(field), words)]
        if whole:
            yield end, Section(whole[0], " ".join(words), is_whole=True)
        elif any(_has(lexicon.texts(field), words) for field, _ in _FIELDS):
            yield end, Section("section", " ".join(words), is_whole=False)


def _has(texts: Texts, words: Sequence[str]) -> bool:
    """Whether one text has all the words."""
    numbers = [texts.number(word) for word in words]
    found = [set(texts.holding(number)) for number in numbers if number is not None]
    return len(found) == len(numbers) and bool(set.intersection(*found))


def _is_value(texts: Texts, words: Sequence[str]) -> bool:
    """Whether some words are the whole of a text."""
    numbers = [texts.number(word) for word in words]
    if None in numbers or numbers[0] is None:
        return False
    return any([*texts.of(text)] == numbers for text in texts.holding(numbers[0]))

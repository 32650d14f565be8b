"""Filters: which papers a field's value selects. The options and the query language share them.

A text value selects by full name, by the acronym in brackets (`asr` for `Speech Recognition
(ASR)`), by slug (`speech-recognition-asr`), and only where none of these fits by whole words
(`speech`). Venues also go by any known alias. Case, accents and punctuation never matter.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kdcat.errors import UsageError
from kdcat.index.number_arrays import places_of
from kdcat.words import plain_words, ways_to_say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from kdcat.index.papers import Index
    from kdcat.searching.query import Name


class Filter(NamedTuple):
    """One field and the values that are wanted, any of them."""

    field: Name
    """`task` is a subtask too."""
    values: tuple[str, ...]


HAS = {"code": "has_code", "paper": "has_paper"}
"""What `has:` may ask for, and the index's column that knows."""
_DEEPER = "deeper"
_COLUMNS = {
    "modality": ("modality",),
    "task": ("task", "subtask"),
    "venue": ("venue", "venue_raw"),
    "section": ("modality", "task", "subtask", _DEEPER),
}
_PLURALS = {"modality": "modalities", "task": "tasks", "venue": "venues", "section": "sections"}
_YEARS = re.compile(r"(?P<first>\d{4})?(?P<dash>-|\.\.)?(?P<last>\d{4})?", re.ASCII)
_BOUND = re.compile(r"(?P<sign>[<>]=?)\s*(?P<year>\d{4})", re.ASCII)
_FIRST, _LAST = 0, 9999
_MOST_VALUES = 1000
"""Of one field, as a query has words at most: each is held against all names that there are."""


def select(index: Index, filters: Iterable[Filter]) -> list[int]:
    """Return the rows of the papers that fit all filters, in their order.

    Raises:
        UsageError: A value names nothing in the catalog, or is not a year; the message says what
            exists and what may have been meant.
    """
    rows: Sequence[int] = range(len(index))
    for wanted in filters:
        chosen: set[int] = set()
        values = _few(dict.fromkeys(wanted.values), wanted.field)
        if wanted.field in _COLUMNS:
            chosen.update(_Names(index, wanted.field).rows(values))
        else:
            for value in values:
                chosen.update(rows_of(index, wanted.field, value))
        rows = [row for row in rows if row in chosen]
    return list(rows)


def _few(values: Collection[str], field: str) -> Collection[str]:
    if len(values) > _MOST_VALUES:
        raise UsageError(f"{field}: more than {_MOST_VALUES:,} values: ask with fewer")
    return values


def rows_of(index: Index, field: Name, value: str) -> list[int]:
    """Return the rows of the papers whose field has the value; `find.in_titles` does for titles.

    Raises:
        UsageError: As for `select`.
    """
    match field:
        case "year":
            spans = [years(part) for part in _parts(value, field)]
            return _where(
                index,
                "year",
                lambda year: isinstance(year, int) and any(a <= year <= b for a, b in spans),
            )
        case "has":
            wanted = value != "no-code"
            return _where(index, HAS[value.removeprefix("no-")], lambda present: present == wanted)
        case "is":
            from kdcat.bibliography.venues import find

            def of_kind(venue: object) -> bool:
                known = find(str(venue)) if venue else None
                return known is not None and known.kind == value

            return _where(index, "venue", of_kind)
        case "author":
            return _written_by(index, value)
    return _Names(index, field).rows([value])


def _written_by(index: Index, name: str) -> list[int]:
    from kdcat.bibliography.names import authors, is_among

    papers = index.papers()
    rows = [
        row
        for row, paper in enumerate(papers)
        if (written := paper.told_authors) and is_among(name, written)
    ]
    if rows or not papers:
        return rows
    families = {
        one.family: None
        for paper in papers
        if (written := paper.told_authors)
        for one in authors(written).names
    }
    message = f"no author {name!r} in {_catalogs(index)}"
    if not families:
        raise UsageError(f"{message}: no paper there has its authors named")
    from kdcat.errors import did_you_mean

    raise UsageError(f"{message}{did_you_mean(name, list(families))}")


def _parts(value: str, field: str) -> Collection[str]:
    return _few(dict.fromkeys(value.split(",")), field)


def field_named(index: Index, value: str) -> Name | None:
    """Return the field that a value names in full: a section's, a venue or a year that is there."""
    words = plain_words(value)
    fields: tuple[Name, ...] = ("modality", "task", "section")
    for field in fields:
        if any(words in ways_to_say(name) for name in names(index, field)):
            return field
    venues = names(index, "venue")
    # `cvpr 2024` is known as a name of CVPR, and says a year besides.
    has_year = len(words) > 1 and any(map(str.isdecimal, words))
    if any(
        words in ways_to_say(name) or (not has_year and _same_venue(name, value)) for name in venues
    ):
        return "venue"
    with suppress(UsageError):
        if rows_of(index, "year", value):
            return "year"
    return None


def years(text: str) -> tuple[int, int]:
    """Return the first and last year of `2024`, `2020-2023`, `2020-` or `-2019`.

    `..` may stand for the dash, and a bound may be written `>2020`, `>=2020`, `<2020`, `<=2020`.

    Raises:
        UsageError: The text is none of these.
    """
    if bound := _BOUND.fullmatch(text.strip()):
        year, is_beyond = int(bound["year"]), bound["sign"] in "<>"
        return (year + is_beyond, _LAST) if bound["sign"][0] == ">" else (_FIRST, year - is_beyond)
    span = _YEARS.fullmatch(text.strip())
    if not span or not (span["first"] or span["last"]) or bool(span["last"]) > bool(span["dash"]):
        raise UsageError(f"{text!r} is not a year: write 2024, 2020-2023, 2020- or -2019")
    first = int(span["first"] or _FIRST)
    last = int(span["last"] or (_LAST if span["dash"] else first))
    if first > last:
        raise UsageError(f"{text!r} ends before it begins: write {last}-{first}")
    return first, last


def _where(index: Index, column: str, fits: Callable[[object], bool]) -> list[int]:
    values, numbers = index.column(column)
    return places_of({number for number, value in enumerate(values) if fits(value)}, numbers)


def names(index: Index, field: str) -> list[str]:
    """Return the distinct names that a field has in the catalog, sorted."""
    columns = ("venue",) if field == "venue" else _COLUMNS[field]
    existing = {
        name
        for column in columns
        for value in index.column(column).values
        for name in _names_in(column, value)
    }
    return sorted(existing, key=str.casefold)


def _names_in(column: str, value: object) -> Sequence[str]:
    """The names that a value of a column holds: of the deeper sections, it may be several."""
    if column == _DEEPER:
        from json import loads

        return [name for name in loads(str(value)) if name]
    return (str(value),) if value else ()


_Numbers: TypeAlias = "dict[str, set[int]]"
"""Values of the index, by their columns."""


class _Names:
    """The names that a field has in a catalog: each is taken apart once for all that is asked."""

    def __init__(self, index: Index, field: str) -> None:
        self._index, self._field = index, field

    def rows(self, values: Iterable[str]) -> list[int]:
        """Return the rows of the papers whose field has one of the values.

        Raises:
            UsageError: One names nothing in the catalog.
        """
        named: _Numbers = {}
        for value in values:
            for column, numbers in self._named(value).items():
                named.setdefault(column, set()).update(numbers)
        rows = {
            row
            for column, numbers in named.items()
            for row in places_of(numbers, self._index.column(column).numbers)
        }
        return sorted(rows)

    def _named(self, value: str) -> _Numbers:
        words = tuple(plain_words(value))
        if self._field == "venue" and (numbers := self._of_venue(words, value)):
            # A venue has its own name before what was written for it.
            return {"venue": numbers}
        if found := self._said.get(words) or self._having(words):
            return found
        if not len(self._index):
            return {}
        if "," in value:
            # Several names; one that has a comma of its own was found above.
            parts = _parts(value, self._field)
            if not all(map(plain_words, parts)):
                raise UsageError(f"no {self._field} is named between two commas of {value!r}")
            several: _Numbers = {}
            for part in parts:
                for column, numbers in self._named(part).items():
                    several.setdefault(column, set()).update(numbers)
            return several
        raise UsageError(_nothing_named(self._index, self._field, value))

    def _of_venue(self, words: tuple[str, ...], value: str) -> set[int]:
        from kdcat.bibliography.venues import find

        own = self._said.get(words, {}).get("venue")
        if own or not (known := find(value)):
            return own or set()
        return {
            number
            for number, name in enumerate(self._index.column("venue").values)
            if name == known.name
        }

    @cached_property
    def _said(self) -> dict[tuple[str, ...], _Numbers]:
        """What is named by words in full."""
        said: dict[tuple[str, ...], _Numbers] = {}
        for column, number, name in self._each():
            for words in map(tuple, ways_to_say(name)):
                said.setdefault(words, {}).setdefault(column, set()).add(number)
        return said

    def _having(self, words: tuple[str, ...]) -> _Numbers:
        """What is named by more words than these, which stand next to one another there."""
        rarest = min((self._by_word.get(word, []) for word in words), key=len, default=[])
        found: _Numbers = {}
        for column, number, others in rarest:
            if _contains(others, words):
                found.setdefault(column, set()).add(number)
        return found

    @cached_property
    def _by_word(self) -> dict[str, list[tuple[str, int, tuple[str, ...]]]]:
        """The names that have a word: their columns, numbers and words."""
        having: dict[str, list[tuple[str, int, tuple[str, ...]]]] = {}
        for column, number, name in self._each():
            words = tuple(plain_words(name))
            for word in dict.fromkeys(words):
                having.setdefault(word, []).append((column, number, words))
        return having

    def _each(self) -> Iterator[tuple[str, int, str]]:
        for column in _COLUMNS[self._field]:
            for number, value in enumerate(self._index.column(column).values):
                for name in _names_in(column, value):
                    yield column, number, name


def _same_venue(name: str, value: str) -> bool:
    from kdcat.bibliography.venues import find

    known = find(value)
    return known is not None and known.name == name


def _contains(words: Sequence[str], wanted: Sequence[str]) -> bool:
    length = len(wanted)
    starts = range(len(words) - length + 1) if wanted else ()
    return any(words[start : start + length] == wanted for start in starts)


def _nothing_named(index: Index, field: str, value: str) -> str:
    from kdcat.errors import perhaps

    existing = names(index, field)
    words = plain_words(value)
    elsewhere = [
        other
        for other in _COLUMNS
        if other != field and any(words in ways_to_say(name) for name in names(index, other))
    ]
    message = f"no {field} {value!r} in {_catalogs(index)}{perhaps(value, existing)}"
    if elsewhere:
        message += f" ({value!r} is a {elsewhere[0]})"
    return f"{message}; {_PLURALS[field]}: {', '.join(existing) or 'none'}"


def _catalogs(index: Index) -> str:
    return ", ".join(str(name) for name in index.column("catalog").values)

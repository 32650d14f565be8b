"""Years and dates, as people write them beside a paper."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kdcat.text import Span

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
"""The number of each month by its names, in small letters."""
# Of ASCII: without regard to case the long s of old prints would be an `s`, and name no month.
_MONTH = "(?a:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:19[5-9]|20[0-4])\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_LAST_MONTH, _LAST_DAY = 12, 31


class Date(NamedTuple):
    """A date, as exact as it is written."""

    span: Span
    """Where it stands in the text."""
    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str | None:
        """The date in ISO 8601 (`2023-10`), None where only the year is written."""
        if self.month is None:
            return None
        day = f"-{self.day:02}" if self.day else ""
        return f"{self.year:04}-{self.month:02}{day}"


_TWO_DIGITS = re.compile(r"\d\d")
# What stands in each date, or else the name of a month: to look for that is quicker.
_IN_DATE = re.compile(
    r"\d(?:(?<=[12])\d(?:[./][01]\d|\d\d(?:\s?[-/.年]\s?\d|\d\d))|\s?[/.]\s?[12]\d{3})"
)
_LONGEST_BEGINNING = 3
_BEGINNINGS = {name[:_LONGEST_BEGINNING] for name in MONTHS}
_IN_WORDS = frozenset((*_BEGINNINGS, "st", "nd", "rd", "th", "of", *"年月日"))
_DATE = re.compile(
    rf"""
      (?<![\w./-])(?P<y1>{_YEAR})\s?[-/.年]\s?(?P<m1>1[0-2]|0?[1-9])(?!\d)
        (?:\s?[-/.月]\s?(?P<d1>{_DAY})日?(?!\d))?月?(?!\.?\d)
    | (?<![\w./-])(?P<m2>1[0-2]|0?[1-9])\s?[/.]\s?(?P<y2>{_YEAR})(?![\w-])
    | (?<!\w)(?:(?P<d3>{_DAY})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<m3>{_MONTH})(?:\s*[,'’-])?\s*
        (?:(?P<d4>{_DAY})(?:st|nd|rd|th)?,\s*)?(?P<y3>{_YEAR})(?!\d)
    | (?<!\w)(?P<y5>{_YEAR})(?:\s*[,.-])?\s+(?P<m5>{_MONTH})(?:\s+(?P<d5>{_DAY})\b)?(?!\w)
    | (?<![\w./:-])(?P<y6>{_YEAR})(?P<m6>1[0-2]|0[1-9])(?P<d6>3[01]|[12]\d|0[1-9])(?!\w)
    | ^\s*(?P<y8>20[0-4]\d)(?P<m8>1[0-2]|0[1-9])\s*$
    | (?<![\w./:-])(?P<y7>1[0-9]|2[0-9])(?P<s7>[./])(?P<m7>1[0-2]|0[1-9])
        (?:(?P=s7)(?P<d7>3[01]|[12]\d|0[1-9]))?(?![\w./])
    """,  # noqa: RUF001
    re.VERBOSE | re.IGNORECASE,
)
# What each date begins with: to look for that is quicker.
_DATE_START = re.compile(rf"(?i)^\s|(?<!\w)(?:\d|(?a:{'|'.join(sorted(_BEGINNINGS))}))")
# Neither the first digits of an arXiv identifier (2004.12345), nor a part of a longer number, nor
# the last of some pages (1929-1958).
_YEAR_ALONE = re.compile(
    rf"(?P<year>{_YEAR})(?<![\d.]\d{{4}})(?<!\d{{4}}[-–]\d{{4}})(?!\d|\.\d|[-–]\d)"  # noqa: RUF001
)
# Of what has a sign that is looked for first; a blank before it is a part of the year.
_YEAR_SHORT = re.compile(
    r"['’‘`´](?:(?:(?<=[A-Za-z)].)|(?<=[A-Za-z)]\s.))\s?(?P<year>[012]\d|9\d)|"  # noqa: RUF001
    r"(?<=['’‘])(?<!\w.)(?P<alone>[012]\d|9\d))(?!\w)"  # noqa: RUF001
)
_APOSTROPHES = frozenset("'’‘`´")  # noqa: RUF001
_YEAR_JOINED = re.compile(r"\b(?P<name>[A-Z][A-Za-z]++)-?(?P<year>[012]\d)(?![\w.])")
_CAPITALS = re.compile(r"[A-Z].*[A-Z][a-z]{0,4}")


def may_be_dated(text: str) -> bool:
    """Return whether a text can have a year or a date, as is soon seen of most that have none."""
    return _TWO_DIGITS.search(text) is not None


@lru_cache(maxsize=4096)
def dates(text: str) -> tuple[Date, ...]:
    """Return the dates with a month in a text, in its order."""
    if not may_be_dated(text) or not (
        _IN_DATE.search(text) or any(map(text.lower().__contains__, _BEGINNINGS))
    ):
        return ()
    found: list[Date] = []
    end = 0
    for start in _DATE_START.finditer(text):
        if start.start() < end or (match := _DATE.match(text, start.start())) is None:
            continue
        end = match.end()
        groups = {
            name[0]: value for name, value in match.groupdict().items() if value and name[0] != "s"
        }
        year = int(groups["y"])
        month = groups["m"].lower().rstrip(".")
        day = groups.get("d")
        found.append(
            Date(
                Span(*match.span()),
                year if year > 99 else 2000 + year,
                int(month) if month.isdecimal() else MONTHS[month],
                int(day) if day else None,
            )
        )
    return tuple(found)


def is_of_date(word: str) -> bool:
    """Return whether a word may stand in a date: it begins as a month does, or as in `3rd of`."""
    return word[:_LONGEST_BEGINNING].casefold() in _IN_WORDS


def is_of_dates(text: str) -> bool:
    """Return whether a text has no letters but the names of months: `May 2021, 12`."""
    return _OF_DATES.fullmatch(text) is not None


_OF_DATES = re.compile(rf"(?i)(?:[\W\d_]++|{_MONTH})*+")


@lru_cache(maxsize=4096)
def years(text: str) -> tuple[Date, ...]:
    """Return the years in a text that are no part of a date: `2019`, `'19`, `CVPR19`."""
    if not may_be_dated(text):
        return ()
    found = [
        Date(Span(*match.span("year")), int(match["year"])) for match in _YEAR_ALONE.finditer(text)
    ]
    if found:
        return tuple(found)
    for match in () if _APOSTROPHES.isdisjoint(text) else _YEAR_SHORT.finditer(text):
        number = int(match["year"] or match["alone"])
        start, end = match.span()
        if match["year"] and text[start - 1].isspace():
            start -= 1
        found.append(Date(Span(start, end), 1900 + number if number >= 90 else 2000 + number))
    if found:
        return tuple(found)
    return tuple(
        Date(Span(*joined.span("year")), 2000 + int(joined["year"]))
        for joined in _YEAR_JOINED.finditer(text)
        if _CAPITALS.fullmatch(joined["name"])
    )


@lru_cache(maxsize=1024)
def heading_year(text: str) -> int | None:
    """Return the one year that a heading is about, or None; `2015-2018` names none."""
    numbers = {date.year for date in dates(text)} | {date.year for date in years(text)}
    return numbers.pop() if len(numbers) == 1 and not _RANGE.search(text) else None


_RANGE = re.compile(
    r"(?i)\d{4}\s*(?:[-–—~]|to)\s*(?:\d{2,4}|now|present)|\b(?:before|since|until|from|after|"  # noqa: RUF001
    r"prior)\b|以前|之前"
)

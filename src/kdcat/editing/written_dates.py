"""Dates as lists write them: `2023-10`, `Oct 2023`, `18 Apr 2023`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WITH_DAYS = (
    "{y}-{m:02}-{d:02}", "{y}/{m:02}/{d:02}", "{y}.{m:02}.{d:02}", "{y}/{m}/{d}", "{y}.{m}.{d}",
    "{d:02}/{m:02}/{y}", "{d:02}.{m:02}.{y}", "{m:02}/{d:02}/{y}", "{d} {b} {y}", "{d:02} {b} {y}",
    "{b} {d}, {y}", "{b} {d:02}, {y}", "{b}. {d}, {y}", "{b} {d} {y}",
    "{d} {B} {y}", "{B} {d}, {y}", "{B} {d} {y}", "{y}{m:02}{d:02}",
)  # fmt: skip
_WITH_MONTHS = (
    "{y}-{m:02}", "{y}/{m:02}", "{y}.{m:02}", "{y}-{m}", "{y}/{m}", "{y}.{m}", "{m:02}/{y}",
    "{m:02}.{y}", "{m:02}-{y}", "{m}/{y}", "{b} {y}", "{b}. {y}", "{b}, {y}", "{b}., {y}",
    "{B} {y}",
    "{B}, {y}", "{y} {b}", "{y} {B}", "{y}, {b}", "{y}, {B}", "{b}-{y}", "{b}'{s:02}",
    "{s:02}/{m:02}", "{s:02}.{m:02}", "{s:02}-{m:02}",
)  # fmt: skip
_YEAR_AND_MONTH = 2


def dates_like(date: str) -> Iterator[tuple[str, str]]:
    """Give the ways in which a date is written, each with the date written so.

    Args:
        date: `2023-10` or `2023-10-18`.
    """
    ways = _WITH_MONTHS if len(date.split("-")) == _YEAR_AND_MONTH else _WITH_DAYS
    for way in ways:
        yield way, date_in(way, date) or ""


def date_in(way: str, date: str) -> str | None:
    """Return a date as a way writes it; None if that takes a day and the date has none."""
    year, month, *day = map(int, date.split("-"))
    if "{d" in way and not day:
        return None
    name = _MONTHS[month - 1]
    return way.format(y=year, s=year % 100, m=month, d=(day or [0])[0], b=name[:3], B=name)


def said_in(way: str, date: str) -> str:
    """Return as much of a date as a way of writing says of it."""
    return date if "{d" in way else "-".join(date.split("-")[:_YEAR_AND_MONTH])

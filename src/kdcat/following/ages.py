"""Moments as a reader names them, and how long ago they were, in words."""

from __future__ import annotations

import re
from datetime import MINYEAR, UTC, datetime, timedelta

from kdcat.errors import UsageError
from kdcat.words import how_many

_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30, "y": 365}
_HOUR, _DAY = 3600, 86400
_UNITS = (
    (365 * _DAY, 365 * _DAY, "year"),
    # Up to two weeks are told in days.
    (14 * _DAY, 7 * _DAY, "week"),
    (_DAY, _DAY, "day"),
    (_HOUR, _HOUR, "hour"),
    (60, 60, "minute"),
)
_LENGTH = re.compile(
    r"(?P<number>\d{1,5}) ?(?P<unit>h|d|w|m|y|hours?|days?|weeks?|months?|years?)(?: ago)?",
    re.ASCII,
)
_EARLIEST = datetime(MINYEAR + 1, 1, 1, tzinfo=UTC)
_DATE = re.compile(r"\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?", re.ASCII)


def now() -> datetime:
    """Return this moment; the one place that asks the clock for what is kept."""
    return datetime.now(UTC).replace(microsecond=0)


def written(moment: datetime) -> str:
    """Return a moment of UTC as files and answers have it: `2026-11-26T16:30:00Z`."""
    return moment.isoformat().replace("+00:00", "Z")


def since(text: str, moment: datetime) -> datetime:
    """Return the moment that `2w`, `10d`, `2026-11-05` or `2026-11` names.

    A date is its beginning where the reader is.

    Before the first year is over no moment is named: elsewhere it may have no date.

    Args:
        text: A length of time before now (h, d, w, m for months of 30 days, y), or a date.
        moment: Now.

    Raises:
        UsageError: It is neither, or a date to come.
    """
    wanted = text.strip().lower()
    if found := _LENGTH.fullmatch(wanted):
        try:
            length = timedelta(days=int(found["number"]) * _DAYS[found["unit"][0]])
            return max(_EARLIEST, moment - length)
        except OverflowError:
            return _EARLIEST
    try:
        if _DATE.fullmatch(wanted):
            numbers = [int(number) for number in wanted.split("-")]
            year, month, day = (*numbers, 1, 1)[:3]
            date = datetime(year, month, day).astimezone()
        else:
            date = datetime.fromisoformat(text.strip())
            date = date if date.tzinfo else date.astimezone()
    except (ValueError, OverflowError):
        raise UsageError(
            f"--since {text!r} is no time; write 2w (weeks), 10d (days), or a date as 2026-11-05"
        ) from None
    if date > moment:
        raise UsageError(f"--since {text!r} is yet to come")
    return max(_EARLIEST, date)


def age(then: datetime, moment: datetime) -> str:
    """Return how long ago something was, in words: `3 days`; in the largest unit that fits."""
    seconds = max(0, int((moment - then).total_seconds()))
    for least, size, unit in _UNITS:
        if seconds >= least:
            number = seconds // size
            return how_many(number, unit)
    return "less than a minute"

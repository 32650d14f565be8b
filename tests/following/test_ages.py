"""Moments that a reader names."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from kdcat.following.ages import since


@pytest.mark.parametrize(
    "text", ["99999y", "2028y", "0001-01-01T00:00:00+14:00", "0001-01-01T12:00Z"]
)
def test_the_earliest_moment_has_a_date_everywhere(text: str) -> None:
    earliest = since(text, datetime(2026, 11, 5, 10, 0, tzinfo=UTC))
    assert earliest == datetime(2, 1, 1, tzinfo=UTC)
    for hours in (-12, 14):
        assert earliest.astimezone(timezone(timedelta(hours=hours)))

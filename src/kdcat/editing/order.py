"""The order of entries by year, and where a new one goes in it."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kdcat.editing.sections import Path, Sections
    from kdcat.paper import Paper
    from kdcat.reading.catalog import Listing

Direction = Literal[1, -1, 0]
"""1 where years rise, -1 where they fall, 0 where neither can be said."""


class Row(NamedTuple):
    """A new paper among the entries of a section."""

    before: int
    """The number of the section's entries that stand before it."""
    paper: Paper


def direction(sections: Sections, path: Path, here: Sequence[Listing]) -> Direction:
    """Return how the entries of a section are sorted.

    Where all its years are the same, the other sections of the modality decide if they agree.

    Args:
        sections: The sections of the catalog.
        path: The section.
        here: Its entries.
    """
    own = _directions(here)
    if len(own) == 1:
        return own.pop()
    return _agreed(sections, path[:1]) if own else 0


# Each section of a modality may ask for it.
@lru_cache(maxsize=1)
def _agreed(sections: Sections, modality: Path) -> Direction:
    """How the sections of a modality are sorted, if those that show it agree; else 0."""
    beside = [
        _directions(those) for other, those in sections.listings.items() if other[:1] == modality
    ]
    sure = {direction for both in beside if len(both) == 1 for direction in both}
    unsorted = any(not both for both in beside)
    return sure.pop() if len(sure) == 1 and not unsorted else 0


def _directions(listings: Sequence[Listing]) -> set[Direction]:
    """The directions in which entries are sorted by year; both if all years are equal."""
    years = [listing.paper.year for listing in listings if listing.paper.year is not None]
    both: tuple[Direction, ...] = (1, -1)
    return {
        direction
        for direction in both
        if all((after - before) * direction >= 0 for before, after in pairwise(years))
    }


def in_order(
    years: Sequence[int | None], papers: Iterable[Paper], direction: Direction
) -> list[Row]:
    """Return papers in their order among the years of a section's entries."""
    rows: list[tuple[int | None, Paper | None]] = [(year, None) for year in years]
    for paper in papers:
        row = len(rows)
        if direction and paper.year is not None:
            dated = [(number, year) for number, (year, _) in enumerate(rows) if year is not None]
            not_after = [number for number, year in dated if (paper.year - year) * direction >= 0]
            row = not_after[-1] + 1 if not_after else dated[0][0] if dated else row
        rows.insert(row, (paper.year, paper))
    placed, before = [], 0
    for _, new in rows:
        if new is None:
            before += 1
        else:
            placed.append(Row(before, new))
    return placed

"""What came into a list: its copies compared, as `kdcat diff` compares two files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.diff.change import ADDED
from kdcat.diff.compare import compare
from kdcat.following.kept import sources
from kdcat.formats.atom import News
from kdcat.reading.catalog import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from kdcat.following.kept import Copy, Kept
    from kdcat.paper import Paper


def news(folder: Path, name: str, kept: Kept, since: datetime) -> list[News]:
    """Return the papers that are in a list now and were not at a time, in the list's order.

    A paper that was corrected or moved, a section that was renamed, and a list that was written
    anew in another form are no news. What a list held when it was first fetched came in at no time
    that is known, and is no news either.

    Args:
        folder: Where the copies are kept.
        name: The name of the list.
        kept: The copies.
        since: The time.

    Raises:
        KdcatError: A copy cannot be read.
    """
    first = max((place for place, copy in enumerate(kept.copies) if copy.time <= since), default=0)
    copies = kept.copies[first:]
    if len(copies) == 1:
        return []
    read = _Copies(folder, name, copies)
    last = len(copies) - 1
    seen = dict(_first_seen(read, read.added(0), 0, last))
    papers = [paper for paper in read.papers(last) if id(paper) in seen]
    return [News(paper, name, copies[seen[id(paper)]].time) for paper in papers]


def added_last(folder: Path, name: str, kept: Kept) -> int:
    """Return how many papers the newest copy has that the one before it lacked.

    Raises:
        KdcatError: A copy cannot be read.
    """
    if len(kept.copies) == 1:
        return 0
    return len(_Copies(folder, name, kept.copies[-2:]).added(0))


class _Copies:
    """The papers of copies, each read once."""

    def __init__(self, folder: Path, name: str, copies: Sequence[Copy]) -> None:
        self._folder = folder
        self._name = name
        self._copies = copies
        self._read: dict[int, list[Paper]] = {}

    def papers(self, number: int) -> list[Paper]:
        if number not in self._read:
            pages = sources(self._folder, self._name, self._copies[number])
            self._read[number] = [paper for page in pages for paper in parse(page).papers]
        return self._read[number]

    def added(self, number: int) -> Mapping[int, Paper]:
        """The papers of the newest copy that another lacks, by their identity."""
        newest = self.papers(len(self._copies) - 1)
        changes = compare(self.papers(number), newest)
        return {id(one.new): one.new for one in changes if one.change == ADDED and one.new}


def _first_seen(
    read: _Copies, wanted: Mapping[int, Paper], lacking: int, having: int
) -> Iterator[tuple[int, int]]:
    """Yield each paper and the first copy that has it, between one that lacks it and one that has.

    Copies are read from the middle on, so that of many only a few are read for a few papers.
    """
    if not wanted:
        return
    if having - lacking == 1:
        yield from ((paper, having) for paper in wanted)
        return
    middle = (lacking + having) // 2
    still = read.added(middle)
    lacked = {one: paper for one, paper in wanted.items() if one in still}
    had = {one: paper for one, paper in wanted.items() if one not in still}
    yield from _first_seen(read, had, lacking, middle)
    yield from _first_seen(read, lacked, middle, having)

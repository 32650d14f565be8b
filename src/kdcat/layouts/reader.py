"""A unit read in each form that fits it: a candidate for a paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from kdcat.bibliography.venues import all_venues
from kdcat.layouts.flat import flat
from kdcat.layouts.once import kept
from kdcat.layouts.pieces import html_pieces, pieces, rendered, whole_content
from kdcat.layouts.readings import Reading, Ways, strong
from kdcat.layouts.recognise import is_labelled_as_entry, recognise
from kdcat.layouts.said import Said
from kdcat.layouts.tally import Tally
from kdcat.layouts.venues import SAID
from kdcat.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt

    from kdcat.layouts.flat import Flat
    from kdcat.layouts.once import ReadBlocks
    from kdcat.layouts.piece import Piece
    from kdcat.layouts.units import Unit
    from kdcat.reading.blocks import Block, BlockKind


FAIR = 0.35
"""How well a reading fits at least of what can hardly be anything but a paper."""


class Found:
    """What some blocks were read as.

    What can be no title is not read before somebody asks: it fits worse than any other, and where
    there is no other, the entry is no paper.
    """

    __slots__ = ("_best", "_scores", "_unread", "blocks", "fair")

    def __init__(
        self,
        readings: Sequence[Reading] = (),
        blocks: tuple[Block, ...] = (),
        unread: Ways | None = None,
    ) -> None:
        """Take the readings in each form that fits.

        Args:
            readings: The readings, the most telling first.
            blocks: What was read. It is kept, so that nothing else is taken for it.
            unread: What gives these readings and others, none of which is `FAIR`.
        """
        self.blocks = blocks
        self._unread = unread
        self._take(readings)
        best = self._best
        self.fair = best if best is not None and best.score >= FAIR else None
        """The best reading, where it is `FAIR`."""

    def _take(self, readings: Sequence[Reading]) -> None:
        self._best = max(readings, key=attrgetter("score"), default=None)
        self._scores = {reading.form: reading.score for reading in readings}

    def _read(self, ways: Ways) -> None:
        self._unread = None
        self._take(ways.readings())

    @property
    def best(self) -> Reading | None:
        """The reading that fits best on its own; None where there is no title."""
        if self._unread is not None and self.fair is None:
            self._read(self._unread)
        return self._best

    @property
    def scores(self) -> dict[str, float]:
        """How well each form fits."""
        if self._unread is not None:
            self._read(self._unread)
        return self._scores

    @property
    def has_title(self) -> bool:
        """Whether there is a reading."""
        return self._unread is not None or self._best is not None


@dataclass(slots=True)
class Candidate:
    """A unit that may be a paper."""

    unit: Unit
    details: list[Block]
    """The blocks that belong to it besides its first."""
    found: Found
    """What it reads as on its own."""
    below: int = 0
    """The number of the block that holds its title, the first being 0."""
    owners: tuple[str, ...] = ()
    """The texts of the items that it stands under, outermost first, which are groups."""
    aside: str | None = None
    """The text of a `<summary>` or a bold line that it stands under."""
    strong: bool = field(init=False)
    """Whether it can hardly be anything but a paper."""

    def __post_init__(self) -> None:
        fair = self.found.fair
        self.strong = fair is not None and strong(fair.said)

    @property
    def best(self) -> Reading | None:
        """The reading that fits best on its own; None where it has no title."""
        return self.found.best

    @property
    def end_line(self) -> int:
        """The 1-based line after its last."""
        return max([self.unit.end_line, *(block.end_line for block in self.details)])


# What an entry begins with: in a list of several forms it tells one from another.
_BEGINS = re.compile(
    r"""(?P<label>\[\[|\(\[)|(?P<link>\[)|(?P<bold>\*\*|__|<b>|<strong>)|(?P<italic>[*_])"""
    r"""|(?P<quote>["'“])|(?P<html><)|(?P<code>`)|(?P<number>\d)|(?P<bracket>[(【])"""
)
_MOST_LATELY = 64
# No entry is as long; what is done for each link of one takes time with its length.
_LONGEST = 20_000


@dataclass(slots=True)
class Reader:
    """What is needed to read the blocks of a document."""

    markdown: MarkdownIt
    env: dict[str, object] = field(default_factory=dict)
    _tallies: dict[tuple[str | None, bool, int], Tally] = field(default_factory=dict)
    _lately: dict[tuple[BlockKind, str], list[Piece]] = field(default_factory=dict)
    _read_lately: dict[tuple[int, ...], Found] = field(default_factory=dict)

    def tally(self, unit: Unit, below: int) -> Tally:
        """Return the tally of the units that begin as this one, and own a list if it does."""
        begins = _BEGINS.match(unit.blocks[0].content)
        kind = (begins and begins.lastgroup, bool(unit.children), below)
        tally = self._tallies.get(kind)
        if tally is None:
            tally = self._tallies[kind] = Tally()
        return tally

    def pieces(self, block: Block) -> list[Piece]:
        """Return the pieces of a block that is no row of a table."""
        # A block is read on its own first, and then again with those that may belong to it.
        key = (block.kind, block.content)
        if (known := self._lately.get(key)) is not None:
            return known
        content = whole_content(block.content)
        if block.kind == "html":
            found = html_pieces(content)
        else:
            found = pieces(content, self.markdown, self.env)
        if len(self._lately) >= _MOST_LATELY:
            self._lately.clear()
        self._lately[key] = found
        return found

    def text(self, block: Block) -> str:
        """Return the rendered text of a block."""
        return rendered(self.pieces(block))

    def flat(self, blocks: Sequence[Block]) -> Flat:
        """Return the text of a unit."""
        return flat([self.pieces(block) for block in blocks])

    def ways(self, blocks: Sequence[Block], below: int) -> Ways:
        """Return the ways to read a unit with some blocks, kept while a page is edited."""
        once = None if self.env.get("references") else kept()
        if once is None:
            return self._ways(blocks, below)
        read: ReadBlocks = (below, *((block.kind, block.content) for block in blocks))
        known, venues = once.ways.get(read) or (None, ())
        # A page may have venues of its own.
        if known is None or venues is not all_venues():
            known = self._ways(blocks, below)
            once.ways.keep(read, (known, all_venues()))
        return known

    def _ways(self, blocks: Sequence[Block], below: int) -> Ways:
        text = self.flat(blocks)
        return Ways(text, *_region(text.text, below, text.breaks))

    def read(self, unit: Unit, blocks: tuple[Block, ...], below: int) -> Found:
        """Return what a unit with these blocks is read as, see `kdcat.layouts.reader.read`."""
        # What may belong to the unit in front of it is read for that first, and then for itself.
        key = (below, bool(unit.children), *map(id, blocks))
        if (known := self._read_lately.get(key)) is not None:
            return known
        found = _read(unit, blocks, self, below, None)
        if len(self._read_lately) >= _MOST_LATELY:
            self._read_lately.clear()
        self._read_lately[key] = found
        return found


def read(
    unit: Unit,
    details: list[Block],
    reader: Reader,
    *,
    below: int = 0,
    owners: tuple[str, ...] = (),
    only: str | None = None,
) -> Candidate:
    """Read a unit in every way.

    Args:
        unit: The unit.
        details: Its blocks besides the first.
        reader: The document.
        below: The number of the block that holds the title.
        owners: The groups that it stands in.
        only: The one recogniser that is asked; all of them without.
    """
    blocks = (unit.blocks[0], *details)
    if len(blocks[0].content) > _LONGEST:
        return Candidate(unit, details, Found(), below, owners)
    if only is None:
        found = reader.read(unit, blocks, below)
    else:
        found = _read(unit, blocks, reader, below, only)
    fair = found.fair
    at = 0 if fair is not None and fair.form == "home" else below
    return Candidate(unit, details, found, at, owners)


def _read(
    unit: Unit, blocks: tuple[Block, ...], reader: Reader, below: int, only: str | None
) -> Found:
    if own := _labelled(blocks[0], reader):
        return Found((own,), blocks)
    ways = reader.ways(blocks, below)
    found: list[Reading] = []
    tally = reader.tally(unit, below)
    if only is not None:
        found += filter(None, [ways.reading(only)])
    elif (favourite := tally.favourite()) is not None:
        alike = ways.alike(favourite)
        found += alike if alike and tally.fits(alike[0]) else ()
    if only is not None or found:
        return Found(found, blocks)
    found = ways.readings(FAIR)
    read = Found(found, blocks, ways if len(found) < ways.titled() else None)
    tally.note(read.fair)
    return read


def _labelled(block: Block, reader: Reader) -> Reading | None:
    """What an entry with the labels of the home form says; None of any other block.

    Labels that lead nowhere prove nothing on a page of another form: it is read as others are.
    """
    if not is_labelled_as_entry(block.content):
        return None
    entry = recognise(whole_content(block.content), reader.markdown, reader.env)
    if entry is None or not (entry.paper_url or entry.code_url):
        return None
    what = Said(
        venue=entry.venue_raw,
        venue_rank=SAID,
        year=entry.year,
        paper_url=entry.paper_url,
        code_url=entry.code_url,
        project_url=entry.project_url,
        links=entry.links,
        paper_labelled=True,
    )
    return Reading("home", entry.title, Span(0, 0), what, 1.0)


def _region(text: str, below: int, breaks: Sequence[int]) -> tuple[int, int]:
    start = breaks[below - 1] + 1 if below else 0
    end = breaks[below] if below < len(breaks) else len(text)
    return start, end

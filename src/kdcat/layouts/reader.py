"""A unit read in each form that fits it: a candidate for a paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from kdcat.layouts.flat import flat
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
    from kdcat.layouts.piece import Piece
    from kdcat.layouts.units import Unit
    from kdcat.reading.blocks import Block, BlockKind


@dataclass(slots=True)
class Candidate:
    """A unit that may be a paper."""

    unit: Unit
    details: list[Block]
    """The blocks that belong to it besides its first."""
    best: Reading | None
    """The reading that fits best on its own."""
    scores: dict[str, float]
    """How well each form fits."""
    below: int = 0
    """The number of the block that holds its title, the first being 0."""
    owners: tuple[str, ...] = ()
    """The texts of the items that it stands under, outermost first, which are groups."""
    aside: str | None = None
    """The text of a `<summary>` or a bold line that it stands under."""
    strong: bool = field(init=False)
    """Whether it can hardly be anything but a paper."""

    def __post_init__(self) -> None:
        best = self.best
        self.strong = best is not None and best.score >= FAIR and strong(best.said)

    @property
    def end_line(self) -> int:
        """The 1-based line after its last."""
        return max([self.unit.end_line, *(block.end_line for block in self.details)])


FAIR = 0.35
# What an entry begins with: in a list of several forms it tells one from another.
_BEGINS = re.compile(
    r"""(?P<label>\[\[|\(\[)|(?P<link>\[)|(?P<bold>\*\*|__|<b>|<strong>)|(?P<italic>[*_])"""
    r"""|(?P<quote>["'“])|(?P<html><)|(?P<code>`)|(?P<number>\d)|(?P<bracket>[(【])"""
)
_MOST_LATELY = 64
# No entry is as long; what is done for each link of one takes time with its length.
_LONGEST = 20_000


class _Read(NamedTuple):
    """What some blocks were read as."""

    best: Reading | None
    """The reading that fits best on its own."""
    scores: dict[str, float]
    """How well each form fits."""
    blocks: tuple[Block, ...]
    """What was read. It is kept, so that nothing else is taken for it."""


@dataclass(slots=True)
class Reader:
    """What is needed to read the blocks of a document."""

    markdown: MarkdownIt
    env: dict[str, object] = field(default_factory=dict)
    _tallies: dict[tuple[str | None, bool, int], Tally] = field(default_factory=dict)
    _lately: dict[tuple[BlockKind, str], list[Piece]] = field(default_factory=dict)
    _read_lately: dict[tuple[int, ...], _Read] = field(default_factory=dict)

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

    def read(self, unit: Unit, blocks: tuple[Block, ...], below: int) -> _Read:
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
        return Candidate(unit, details, None, {}, below, owners)
    if only is None:
        found = reader.read(unit, blocks, below)
    else:
        found = _read(unit, blocks, reader, below, only)
    best, scores, _ = found
    at = 0 if best is not None and best.form == "home" else below
    return Candidate(unit, details, best, scores, at, owners)


def _read(
    unit: Unit, blocks: tuple[Block, ...], reader: Reader, below: int, only: str | None
) -> _Read:
    if own := _labelled(blocks[0], reader):
        return _Read(own, {"home": 1.0}, blocks)
    text = reader.flat(blocks)
    ways = Ways(text, *_region(text.text, below, text.breaks))
    found: list[Reading] = []
    tally = reader.tally(unit, below)
    if only is not None:
        found += filter(None, [ways.reading(only)])
    elif (favourite := tally.favourite()) is not None:
        alike = ways.alike(favourite)
        found += alike if alike and tally.fits(alike[0]) else ()
    if unknown := only is None and not found:
        found = ways.readings()
    best = max(found, key=attrgetter("score"), default=None)
    if unknown:
        tally.note(best)
    return _Read(best, {reading.form: reading.score for reading in found}, blocks)


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

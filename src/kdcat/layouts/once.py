"""Short contents of pages that are edited: each is parsed once, though it is looked at often.

A fix reads a page, judges its entries, and compares what it shows with its state before and after;
what is added is written as the entries are, and read back. For long contents
`kdcat.layouts.inline.Lately` sees to it, in whatever command.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kdcat.bibliography.venues import Venue
    from kdcat.layouts.piece import Content, Piece
    from kdcat.layouts.readings import Ways
    from kdcat.layouts.recognise import Known
    from kdcat.layouts.sights import Sight

    ReadBlocks = tuple[int | tuple[str, str], ...]
    """The number of the block with the title, and the kind and the content of each block."""

_Of = TypeVar("_Of")
_Made = TypeVar("_Made")

_MOST = 300_000
"""Pieces, or sights, that are kept of two states: each takes, with what was made of it, up to 800
bytes."""
_PIECES_OF_WAYS = 40
"""As many pieces take about the memory of the ways to read an entry."""


class _OfTwoPages(Generic[_Of, _Made]):
    """What was made of the contents of this state of the pages and the one before."""

    def __init__(self, parts: Callable[[_Made], int]) -> None:
        """Keep nothing yet; `parts` returns of how many pieces or sights a thing is made."""
        self._parts_of = parts
        self._before: dict[_Of, _Made] = {}
        self._now: dict[_Of, _Made] = {}
        self._parts_before = self._parts = 0

    def turn(self) -> None:
        """Forget what was made for the page before and not asked for since."""
        self._before, self._parts_before = self._now, self._parts
        self._now, self._parts = {}, 0

    def get(self, of: _Of) -> _Made | None:
        """Return what was made of a content; None where nothing was."""
        made = self._now.get(of)
        if made is None:
            made = self._before.get(of)
            if made is not None:
                self.keep(of, made)
        return made

    def keep(self, of: _Of, made: _Made) -> None:
        if self._parts + self._parts_before < _MOST:
            self._now[of] = made
            self._parts += self._parts_of(made)


class Once:
    """What is known of the contents of the last two pages, which have no link references."""

    def __init__(self) -> None:
        self.pieces: _OfTwoPages[tuple[str, tuple[int, ...]], list[Piece]] = _OfTwoPages(len)
        """By a content; of one that is not of whole lines also by where its parts stand behind its
        beginning, from which on the pieces are placed."""
        self.placed: _OfTwoPages[str, tuple[list[Piece], int]] = _OfTwoPages(
            lambda placed: len(placed[0])
        )
        """By a content of one line that needs no parser: its pieces, and where it begins."""
        self.sights: _OfTwoPages[str, list[Sight]] = _OfTwoPages(len)
        self.known: _OfTwoPages[Content, Known] = _OfTwoPages(lambda known: len(known.pieces))
        """By a content with its places."""
        self.ways: _OfTwoPages[ReadBlocks, tuple[Ways, Sequence[Venue]]] = _OfTwoPages(
            lambda _: _PIECES_OF_WAYS
        )
        """By what is read: the ways to read it, and the venues that were known then."""

    def turn(self) -> None:
        """Begin with another state of the pages: what is known is of that and the one before."""
        self.pieces.turn()
        self.placed.turn()
        self.sights.turn()
        self.known.turn()
        self.ways.turn()


_once: list[Once] = []


def kept() -> Once | None:
    """Return what is known while pages are edited; None where nothing is kept."""
    return _once[-1] if _once else None


@contextmanager
def parsed_once() -> Iterator[Once]:
    """Keep what is made of contents meanwhile."""
    _once.append(Once())
    try:
        yield _once[-1]
    finally:
        _once.pop()

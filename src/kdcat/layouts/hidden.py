"""What stands in an entry and is no text of it: code, images, HTML, and where links lead."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kdcat.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kdcat.layouts.piece import Content, Piece

_HIDDEN = ("code", "image", "html", "comment")


def hidden_places(block: Iterable[Piece]) -> list[Span]:
    """Return where something stands that is not text as it is shown, in the order of the source."""
    found = set()
    for piece in block:
        if piece.kind in _HIDDEN:
            found.add(piece.span)
        if piece.link is not None:
            label = piece.link.label
            found.add(Span(label.end, piece.link.span.end) if label else piece.link.span)
    return sorted(found)


def marks_of_containers(content: Content, source: str) -> Iterator[Span]:
    """Give what stands before the lines of a content but its first: quote marks, indentation."""
    for before, place in pairwise(content.places):
        # No farther back than the line before: a text may have line ends of one kind only.
        feed, carriage = (source.rfind(end, before, place) for end in "\n\r")
        yield Span(max(feed + 1, carriage + 1, before), place)


def with_blanks(text: str, start: int, hidden: Iterable[Span]) -> str:
    """Return the text with blanks in some places, given in their order, which are in the source."""
    shown, done = [], 0
    for place in hidden:
        blanks = max(done, place.start - start), place.end - start
        shown += [text[done : blanks[0]], " " * (blanks[1] - blanks[0])]
        done = max(done, blanks[1])
    return "".join(shown) + text[done:]

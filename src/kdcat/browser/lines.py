"""Lines of cells: text that is cut or filled to a width, whatever letters it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment

from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.style import Style

Piece: TypeAlias = tuple[str, "Style"]
"""Some text of one style."""
_CUT = "\N{HORIZONTAL ELLIPSIS}"


def fitted(pieces: Iterable[Piece], width: int, rest: Style) -> list[Segment]:
    """Return pieces of text as a line that is just so many cells wide.

    Args:
        pieces: The pieces, in their order; what does not show in them is made visible.
        width: The width; what is too long ends in an ellipsis.
        rest: The style of what is filled up.
    """
    segments: list[Segment] = []
    left = width
    for text, style in pieces:
        shown = printable(text)
        wide = cell_len(shown)
        if wide > left:
            if left > 0:
                segments.append(Segment(set_cell_size(shown, left - 1) + _CUT, style))
            return segments
        if shown:
            segments.append(Segment(shown, style))
        left -= wide
    if left > 0:
        segments.append(Segment(" " * left, rest))
    return segments


def marked(
    text: str, spans: Iterable[tuple[int, int]], plain: Style, mark: Style
) -> Sequence[Piece]:
    """Return a text as pieces, those between the places of the spans in another style."""
    pieces = []
    end = 0
    for start, stop in sorted(spans):
        if start < end:
            continue
        if start > end:
            pieces.append((text[end:start], plain))
        pieces.append((text[start:stop], mark))
        end = stop
    pieces.append((text[end:], plain))
    return pieces

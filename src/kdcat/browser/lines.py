"""Lines of cells: text that is cut or filled to a width, whatever letters it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip

from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.style import Style
    from rich.text import Text
    from textual.widget import Widget

Piece: TypeAlias = tuple[str, "Style"]
"""Some text of one style."""
_CUT = "\N{HORIZONTAL ELLIPSIS}"


class Styles(dict[str, "Style"]):
    """The styles of a part of the screen by name, each looked up once for all that is drawn."""

    def __init__(self, part: Widget, prefix: str) -> None:
        """Take the part, and what its names begin with; no name is the style of its text."""
        super().__init__({"": part.rich_style})
        self._part, self._prefix = part, prefix

    def __missing__(self, name: str) -> Style:
        """Look one up."""
        own = self._part.get_component_rich_style(f"{self._prefix}--{name}", partial=True)
        self[name] = self[""] + own
        return self[name]


def fitted(pieces: Iterable[Piece], width: int, rest: Style) -> list[Piece]:
    """Return pieces of text that are together just so many cells wide.

    Args:
        pieces: The pieces, in their order; what does not show in them is made visible.
        width: The width; what is too long ends in an ellipsis.
        rest: The style of what is filled up.
    """
    found: list[Piece] = []
    left = width
    for text, style in pieces:
        shown = printable(text)
        wide = cell_len(shown)
        if wide > left:
            if left > 0:
                found.append((shortened(shown, left), style))
            return found
        found.append((shown, style))
        left -= wide
    found.append((" " * left, rest))
    return found


def shortened(text: str, width: int) -> str:
    """Return a text that shows, or so many cells of its beginning with an ellipsis as the last."""
    return text if cell_len(text) <= width else set_cell_size(text, max(width - 1, 0)) + _CUT


def cut_in_midst(text: str, width: int) -> str:
    """Return a text, or its beginning and its end if it is wider than so many cells.

    Names of one list often begin alike, and an acronym stands at the end.
    """
    shown = printable(text)
    if cell_len(shown) <= width:
        return shown
    end = max(width - 1, 0) // 3
    last = shown[len(shown) - end :]
    while cell_len(last) > end:
        last = last[1:]
    return set_cell_size(shown, max(width - 1, 0) - cell_len(last)).rstrip() + _CUT + last


def drawn(line: Text, width: int, style: Style, console: Console) -> Strip:
    """Return a text of one line as cells, filled to a width with a style, that of its letters."""
    line.style = style
    segments = [each for each in line.render(console) if each.text]
    return Strip(segments).adjust_cell_length(width, style)


def marked(text: str, spans: Iterable[tuple[int, int]], plain: Style, mark: Style) -> list[Piece]:
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


def line_of(pieces: Iterable[Piece], width: int) -> Strip:
    """Return pieces that are so wide as a line; fewer of them, where neighbours have one style."""
    texts: list[str] = []
    styles: list[Style] = []
    for text, style in pieces:
        if styles and style is styles[-1]:
            texts[-1] += text
        elif text:
            texts.append(text)
            styles.append(style)
    return Strip(map(Segment, texts, styles), width)

"""How long a list is, of which only the lines in sight are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.reactive import Reactive

if TYPE_CHECKING:
    from textual.scroll_view import ScrollView


def size_without_layout() -> Reactive[Size]:
    """Return the size of what can be scrolled, as a part of the screen has it.

    Textual lays out the whole screen anew whenever its own changes, as it would with each letter.
    """
    return Reactive(Size(0, 0))


def set_length(view: ScrollView, lines: int) -> None:
    """Let a list have so many lines; a layout follows only where its scroll bar comes or goes."""
    view.virtual_size = Size(0, lines)
    if view.show_vertical_scrollbar != (lines > view.size.height):
        view.refresh(layout=True)
    elif view.show_vertical_scrollbar:
        view.vertical_scrollbar.window_virtual_size = lines
    view.refresh()

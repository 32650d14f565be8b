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
    """Let a list have so many lines; the column of its bar is always there, in use or not."""
    view.virtual_size = Size(0, lines)
    view.refresh()
    bar = view.vertical_scrollbar
    # It is drawn with what comes behind the lines: it would take a sixth of their time.
    view.call_after_refresh(setattr, bar, "window_virtual_size", lines)

"""The line in which the query is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from kdcat.browser.bindings import bindings
from kdcat.browser.lengths import size_without_layout

if TYPE_CHECKING:
    from collections.abc import Callable


class SearchLine(Input):
    """The line in which the query is typed."""

    BINDINGS = bindings("search line")
    virtual_size = size_without_layout()

    def __init__(self, text: str, changed: Callable[[str], object]) -> None:
        """Begin with a text; a function is told of it, and at once of each other."""
        self._has_changed = changed
        super().__init__(
            text,
            placeholder="words, venue:cvpr, year:2020-, has:code",
            id="search",
            select_on_focus=False,
        )
        # A cursor that blinks is drawn twice a second, for nobody.
        self.cursor_blink = False

    def watch_value(self, value: str) -> None:
        """Tell of the text; Textual's own message would come later, past all that lies around."""
        self._has_changed(value)

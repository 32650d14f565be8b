"""The line in which the query is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from kdcat.browser.bindings import bindings
from kdcat.browser.lengths import size_without_layout

if TYPE_CHECKING:
    from collections.abc import Callable


_LONGEST = 1000
"""Letters. No query is so long; a page that was pasted by mistake would be searched for minutes."""


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

    def replace(self, text: str, start: int, end: int) -> None:
        """Put a text in the place of another, as much of it as there is room for."""
        room = max(_LONGEST - len(self.value) + abs(end - start), 0)
        super().replace(text[:room], start, end)

    def watch_value(self, value: str) -> None:
        """Tell of the text; Textual's own message would come later, past all that lies around."""
        self._has_changed(value)

"""The line in which the query is typed."""

from __future__ import annotations

from textual.widgets import Input

from kdcat.browser.bindings import bindings
from kdcat.browser.lengths import size_without_layout


class SearchLine(Input):
    """The line in which the query is typed."""

    BINDINGS = bindings("search line")
    virtual_size = size_without_layout()

    def __init__(self, text: str) -> None:
        """Begin with a text."""
        super().__init__(
            text,
            placeholder="words, venue:cvpr, year:2020-, has:code",
            id="search",
            select_on_focus=False,
        )
        # A cursor that blinks is drawn twice a second, for nobody.
        self.cursor_blink = False

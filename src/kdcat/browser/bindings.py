"""The table of the keys as Textual takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from kdcat.browser.keys import keys_of

if TYPE_CHECKING:
    from kdcat.browser.keys import Where


def bindings(where: Where) -> list[BindingType]:
    """Return the bindings of what has the focus.

    All have priority: before those that Textual has for its own parts of the screen.
    """
    return [Binding(key.keys, key.action, key.does, priority=True) for key in keys_of(where)]

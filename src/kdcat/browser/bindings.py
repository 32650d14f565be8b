"""The table of the keys as Textual takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from kdcat.browser.keys import keys_of

if TYPE_CHECKING:
    from kdcat.browser.keys import Where


def bindings(where: Where) -> list[Binding]:
    """Return the bindings of what has the focus; those of everywhere go before all others."""
    first = where == "everywhere"
    return [Binding(key.keys, key.action, key.does, priority=first) for key in keys_of(where)]

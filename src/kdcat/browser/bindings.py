"""The table of the keys as Textual takes it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from kdcat.browser.keys import keys_of

if TYPE_CHECKING:
    from textual.widgets import Input

    from kdcat.browser.keys import Where


def bindings(where: Where) -> list[BindingType]:
    """Return the bindings of what has the focus.

    All have priority: what is typed ahead is done in its order, and to what has the focus by then.
    Textual lets other keys go round by the part that had it when they came.
    """
    return [Binding(key.keys, key.action, key.does, priority=True) for key in keys_of(where)]


async def typed(line: Input) -> str:
    """Return what stands in a line when it has taken up all letters that came so far."""
    has_all = asyncio.Event()
    line.call_later(has_all.set)
    await has_all.wait()
    return line.value

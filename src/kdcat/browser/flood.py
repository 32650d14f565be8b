"""Whether more comes from the terminal than anybody types: then it is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Event, Key, Resize

if TYPE_CHECKING:
    from textual.message import Message

_MOST, _FEW = 1000, 100
"""How many may wait, and how few must, until more is taken again. Nobody types so far ahead."""
_MOST_CELLS = 1_000_000
"""No screen is so large; what says that it is would be drawn for hours."""
_KEPT_KEYS = {"ctrl+c", "ctrl+q"}


class Flood:
    """What came from the terminal and waits to be done, and whether it is too much."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._waiting: dict[int, Event] = {}
        """By its identity, which another may have as soon as it is gone."""
        self._is_on = False

    @property
    def is_on(self) -> bool:
        """Whether so much waits that what comes is forgotten."""
        if len(self._waiting) >= _MOST:
            self._is_on = True
        elif len(self._waiting) <= _FEW:
            self._is_on = False
        return self._is_on

    def lets_through(self, message: Message) -> bool:
        """Tell whether something is taken that came from the terminal, which then waits."""
        if isinstance(message, Resize):
            # Of many Textual itself takes but the last.
            return message.size.area <= _MOST_CELLS
        is_kept = isinstance(message, Key) and message.key in _KEPT_KEYS
        if isinstance(message, Event) and not is_kept:
            if self.is_on:
                return False
            self._waiting[id(message)] = message
        return True

    def done(self, event: Event) -> None:
        """Let an event wait no longer, if it did."""
        self._waiting.pop(id(event), None)

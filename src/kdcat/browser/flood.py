"""What comes faster than anybody types is forgotten, before it is known what it would be.

A page of codes for a terminal that is pasted by mistake is a hundred thousand keys, clicks and
moves of the mouse. To tell them apart takes longer than to search for them all.
"""

from __future__ import annotations

import re
import sys
from codecs import getincrementaldecoder
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser
from textual.events import Event, Key, Resize

if TYPE_CHECKING:
    from codecs import IncrementalDecoder
    from collections.abc import Callable, Iterable

    from textual.driver import Driver
    from textual.message import Message

_MOST, _FEW = 1000, 100
"""How many may wait, and how few must, until more is taken again. Nobody types so far ahead."""
_MOST_CELLS = 1_000_000
"""No screen is so large; what says that it is would be drawn for hours."""
_KEPT = re.compile("[\x03\x11]|\x1b\\[(?:99|113)(?::\\d*)*;\\d+[\\d:;]*u|\x1b\\[201~")
"""Ctrl-C and Ctrl-Q, also as Kitty's protocol writes them, and the end of what was pasted."""
_KEPT_KEYS = {"ctrl+c", "ctrl+q"}
_CTRL_C = re.compile("\x03|\x1b\\[99(?::\\d*)*;5(?::1)?u")


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

    def done(self, event: Event) -> None:
        """Let an event wait no longer, if it did."""
        self._waiting.pop(id(event), None)

    def reads(
        self, driver: type[Driver], failed: Callable[[BaseException], object]
    ) -> type[Driver]:
        """Return what reads the terminal, and forgets what comes while too much waits.

        Args:
            driver: What reads the terminal and hands over all.
            failed: Is told what goes wrong while it reads.
        """
        flood = self

        class Reading(driver):  # type: ignore[valid-type, misc]
            def run_input_thread(self) -> None:
                # Textual lets nobody choose what it reads with.
                parts = vars(sys.modules[driver.__module__])
                parts["XTermParser"] = partial(_Parser, flood)
                parts["getincrementaldecoder"] = _lenient
                try:
                    super().run_input_thread()
                except Exception as error:  # noqa: BLE001 (it is told where it is heeded)
                    failed(error)

            def process_message(self, message: Message) -> None:
                if flood._lets_through(message):
                    super().process_message(message)

        return Reading

    def _lets_through(self, message: Message) -> bool:
        if isinstance(message, Resize):
            # Of many Textual itself takes but the last.
            return message.size.area <= _MOST_CELLS
        is_kept = isinstance(message, Key) and message.key in _KEPT_KEYS
        if isinstance(message, Event) and not is_kept:
            if self.is_on:
                return False
            self._waiting[id(message)] = message
        return True


def _lenient(encoding: str) -> Callable[[], IncrementalDecoder]:
    """What reads letters, also of a terminal of another encoding than it says."""
    return partial(getincrementaldecoder(encoding), "replace")


class _Parser(XTermParser):
    """Tells keys apart, of a flood but those that end the program.

    What no keyboard sends is not to be the program's end, as it would be with Textual's own.
    """

    def __init__(self, flood: Flood, *given: Any) -> None:
        super().__init__(*given)
        self._flood = flood

    def feed(self, data: str) -> Iterable[Message]:
        """Yield what letters mean; none of them is the end."""
        if _CTRL_C.fullmatch(data):
            # Alone it is the key, also behind the beginning of what has no end.
            return [Key("ctrl+c", "\x03")]
        if data and self._flood.is_on:
            data = "".join(_KEPT.findall(data))
            if not data:
                return []
        return super().feed(data)

    def parse_mouse_code(self, code: str) -> Message | None:
        """Return what the mouse did; None where the terminal has told nothing of its pixels."""
        with suppress(ZeroDivisionError):
            return super().parse_mouse_code(code)
        return None

    def _parse_extended_key(  # type: ignore[override]  # Textual's own is one that is cached.
        self, sequence: str
    ) -> list[Key] | None:
        # Numbers of letters that are none, and such as Textual did not ask for.
        with suppress(ValueError, OverflowError):
            return super()._parse_extended_key(sequence)
        return None

"""What the terminal sends is read; what is no more than noise is not the program's end.

A page of codes for a terminal that is pasted by mistake is a hundred thousand keys, clicks and
moves of the mouse. To tell them apart takes longer than to search for them all, so that it is not
done once they are too many.
"""

from __future__ import annotations

import errno
import re
import signal
import sys
from codecs import getincrementaldecoder
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser
from textual.events import Key, Paste

from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.driver import Driver
    from textual.message import Message

    from kdcat.browser.flood import Flood
    from kdcat.browser.outside import End

_KEPT = re.compile("[\x03\x11]|\x1b\\[(?:99|113)(?::\\d*)*;\\d[\\d:;]*+u|\x1b\\[201~")
"""Ctrl-C and Ctrl-Q, also as Kitty's protocol writes them, and the end of what was pasted."""
_CTRL_C = re.compile("\x03|\x1b\\[99(?::\\d*)*;5(?::1)?u")


def reading(
    driver: type[Driver],
    flood: Flood,
    end: Callable[[End], object],
    failed: Callable[[Exception], object],
) -> type[Driver]:
    """Return what reads the terminal, and hands over what is not too much.

    Args:
        driver: What reads the terminal and hands over all.
        flood: Knows what is too much.
        end: Ends the program; called when the terminal is gone.
        failed: Is told what goes wrong while it reads.
    """

    class Reading(driver):  # type: ignore[valid-type, misc]
        def run_input_thread(self) -> None:
            # Textual lets nobody choose what it reads with.
            parts = vars(sys.modules[driver.__module__])
            parts["XTermParser"] = partial(_Parser, flood)
            parts["getincrementaldecoder"] = lambda _encoding: _Letters
            try:
                super().run_input_thread()
            except Exception as error:  # noqa: BLE001 (it is told where it is heeded)
                if isinstance(error, EOFError) or getattr(error, "errno", None) == errno.EIO:
                    # A program that has no part in the terminal's session hears of it by nothing
                    # else, and Textual would ask again without an end.
                    self._app.call_later(end, signal.SIGHUP)
                else:
                    self._app.call_later(failed, error)

        def process_message(self, message: Message) -> None:
            if isinstance(message, Paste):
                # A line in which one types draws what it is given as it is.
                lines = map(printable, message.text.splitlines())
                message = Paste("\n".join(lines))
            if flood.lets_through(message):
                super().process_message(message)

    return Reading


class _Letters:
    """Reads letters, also of a terminal of another encoding."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("replace")

    def decode(self, content: bytes, *, final: bool) -> str:
        """Return the letters that are whole by now.

        Raises:
            EOFError: There was nothing to read, which no terminal says that is still there.
        """
        if not content and not final:
            raise EOFError
        return self._decoder.decode(content, final)


class _Parser(XTermParser):
    """Tells keys apart, of a flood but those that end the program.

    What no keyboard sends is nothing, where Textual's own would be at its end.
    """

    def __init__(self, flood: Flood, *given: Any) -> None:
        super().__init__(*given)
        self._flood = flood

    def feed(self, data: str) -> Iterable[Message]:
        """Return what letters mean; none of them is the end."""
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

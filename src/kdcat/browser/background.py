"""Work beside the program that draws: the newest only, what nobody waits for any more is stopped.

A search of 100,000 papers takes up to half a second, in which a person types five more letters.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from contextlib import suppress
from contextvars import copy_context
from typing import TYPE_CHECKING

from kdcat.index.wanted import while_wanted

if TYPE_CHECKING:
    from collections.abc import Callable


_TURN = 0.0005
"""Seconds."""


class HandOver:
    """Lets the program that draws do what a thread has found to be done.

    Textual's own way leaves a coroutine that nobody awaits where the program ends meanwhile.
    """

    def __init__(self, failed: Callable[[Exception], object]) -> None:
        """Begin in the program that draws; what goes wrong there is told to a function."""
        self._loop = asyncio.get_running_loop()
        self._surroundings = copy_context()
        self._failed = failed

    def __call__(self, do: Callable[..., object], *given: object) -> None:
        """Let something be done as soon as may be; nothing where the program has ended."""

        def now() -> None:
            try:
                do(*given)
            except Exception as error:  # noqa: BLE001 (it is told where it is heeded)
                self._failed(error)

        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(now, context=self._surroundings)


class Background:
    """One piece of work at a time, each in a thread of its own."""

    def __init__(self, failed: Callable[[BaseException], object]) -> None:
        """Take what is called, in the thread, with what goes wrong there."""
        self._failed = failed
        self._wanted: threading.Thread | None = None

    def do(self, work: Callable[[], object]) -> None:
        """Begin with some work; what was begun before is given up."""
        # Two threads compute in turns, and who draws must not wait for the other's turn to end:
        # Python lets it last 5 ms, and drawing one letter takes a dozen turns.
        sys.setswitchinterval(_TURN)
        self._wanted = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._wanted.start()

    def stop(self) -> None:
        """Give up what is being done; what it has given out by then stays."""
        self._wanted = None

    def _run(self, work: Callable[[], object]) -> None:
        own = threading.current_thread()
        try:
            while_wanted(work, lambda: self._wanted is own)
        except BaseException as error:  # noqa: BLE001 (it is told where it is heeded)
            self._failed(error)

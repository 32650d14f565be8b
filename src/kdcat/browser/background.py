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

if TYPE_CHECKING:
    from collections.abc import Callable


_TURN = 0.0005
"""Seconds."""


class StoppedError(BaseException):
    """Nobody waits for this work any more. No handler of what goes wrong shall take it for that."""


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


_LOADING = threading.Lock()


class Background:
    """One piece of work at a time, each in a thread of its own."""

    def __init__(
        self, failed: Callable[[BaseException], object], load: Callable[[], object] | None = None
    ) -> None:
        """Take what is called, in the thread, with what goes wrong there.

        Args:
            failed: It is called with that.
            load: Loads the modules that the work needs; it is called before, and never stopped.
        """
        self._failed = failed
        self._load = load
        self._lock = threading.Lock()
        self._running: threading.Thread | None = None
        self._may_stop = False

    def do(self, work: Callable[[], object]) -> None:
        """Begin with some work, and stop what is being done."""
        self.stop()
        _keep_quiet_of_stops()
        # Two threads compute in turns, and who draws must not wait for the other's turn to end:
        # Python lets it last 5 ms, and drawing one letter takes a dozen turns.
        sys.setswitchinterval(_TURN)
        with self._lock:
            self._running = threading.Thread(target=self._run, args=(work,), daemon=True)
            self._running.start()

    def stop(self) -> None:
        """Stop what is being done; what it has given out by then stays.

        What is in the midst of loading a module goes on to its end: others may wait for the module.
        """
        with self._lock:
            running = self._running and self._running.ident
            if running and self._may_stop and not _is_loading(running):
                _raise_in(running, StoppedError)
                if _is_loading(running):
                    # It began to load between the two: a module that is broken off stays locked.
                    _raise_in(running, None)
            self._running, self._may_stop = None, False

    def _run(self, work: Callable[[], object]) -> None:
        try:
            # A module whose loading is broken off is half there for whoever waits for it.
            with _LOADING:
                # For `_raise_in`: while it loaded, the work that is to be stopped would go on.
                import ctypes  # noqa: F401

                if self._load:
                    self._load()
            with self._lock:
                if self._running is not threading.current_thread():
                    return
                self._may_stop = True
            work()
            with self._lock:
                if self._running is threading.current_thread():
                    self._running, self._may_stop = None, False
            # Where it was stopped at the last moment, Python says so at the end of a round at the
            # latest, and not behind the last line of this.
            for _ in range(2):
                pass
        except StoppedError:
            return
        except BaseException as error:  # noqa: BLE001 (it is told where it is heeded)
            self._failed(error)


def _is_loading(thread: int) -> bool:
    frame = sys._current_frames().get(thread)  # noqa: SLF001 (it is documented)
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _keep_quiet_of_stops() -> None:
    """Let Python say nothing where a thread was told to stop just while it disposed of something.

    There it goes on, and Python would write that across the screen.
    """
    before = sys.unraisablehook
    if getattr(before, "keeps_quiet_of_stops", False):
        return

    def hook(told: sys.UnraisableHookArgs) -> None:
        if not isinstance(told.exc_value, StoppedError):
            before(told)

    hook.keeps_quiet_of_stops = True  # type: ignore[attr-defined]
    sys.unraisablehook = hook


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Let a thread of Python raise an error wherever it is, or none if it has not raised it yet.

    The one way in which it need not ask now and then whether it is wanted, in the midst of a
    search: https://docs.python.org/3/c-api/init.html#c.PyThreadState_SetAsyncExc
    """
    # Not at the start, of which it would be a tenth of what is ours.
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(error) if error else None
    )

"""What other programs and the shell say to this one: to end, to stop, to go on."""

from __future__ import annotations

import asyncio
import signal
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from textual.app import App

    from kdcat.browser.outside import End

ENDING = (
    *("SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF"),
    *("SIGXCPU", "SIGIO", "SIGPWR", "SIGSTKFLT"),
)
"""The names of the signals that end a program, less those of its own faults, after which nothing
of it can be trusted to run. A system may lack some."""


def heed_signals(
    app: App[Any], end: Callable[[End], object]
) -> Callable[[], AbstractContextManager[None]]:
    """Let a running program end in good order when it is asked to, and go on after a stop.

    Returns what lets another program have the terminal for a while, and all that is said there.

    Args:
        app: The program.
        end: Called with how it ends.
    """
    loop = asyncio.get_running_loop()
    # By the loop, between two things that it does: in the midst of one a lock may be held that is
    # needed to let go of the terminal.
    heeded: dict[int, Callable[[], object]] = {signal.SIGINT: lambda: end("stopped")}
    for name in ENDING:
        if number := getattr(signal, name, None):
            heeded[number] = partial(end, number)
    if not app.is_headless and hasattr(signal, "SIGCONT"):
        heeded |= _stop_and_go(app)

    def heed() -> None:
        for number, do in heeded.items():
            loop.add_signal_handler(number, do)

    @contextmanager
    def lent() -> Iterator[None]:
        with app.suspend():
            for number in heeded:
                loop.remove_signal_handler(number)
            # Ctrl-C is for the other alone, as where the C library's `system` has started it. It
            # would be ignored there too if it were ignored here.
            signal.signal(signal.SIGINT, lambda *_: None)
            try:
                yield
            finally:
                # What came meanwhile the loop takes up in its next round, and has nobody to tell.
                loop.call_soon(loop.call_soon, heed)

    heed()
    return lent


def _stop_and_go(app: App[Any]) -> dict[int, Callable[[], object]]:
    stop, resume = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    has_let_go = False

    def let_go() -> None:
        nonlocal has_let_go
        has_let_go = True
        if callable(stop):
            stop(signal.SIGTSTP, None)

    def go_on() -> None:
        nonlocal has_let_go
        if not has_let_go:
            # It was stopped by force (SIGSTOP), and could not let go of the terminal, which others
            # may have used since. Textual would begin anew without an end.
            with app.suspend():
                pass
        elif callable(resume):
            resume(signal.SIGCONT, None)
        has_let_go = False
        app.refresh(layout=True)

    return {signal.SIGTSTP: let_go, signal.SIGCONT: go_on}

"""What other programs and the shell say to this one: to end, to stop, to go on."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

_ENDING = ("SIGTERM", "SIGHUP", "SIGINT")


def heed_signals(app: App[Any], end: Callable[[signal.Signals], object]) -> None:
    """Let a running program end in good order when it is asked to, and go on after a stop.

    Args:
        app: The program.
        end: Called with the signal that ends it.
    """
    loop = asyncio.get_running_loop()
    for name in _ENDING:
        if number := getattr(signal, name, None):
            loop.add_signal_handler(number, end, number)
    if app.is_headless or not hasattr(signal, "SIGCONT"):
        return
    stop, resume = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    has_let_go = False

    def let_go(*of: Any) -> None:
        nonlocal has_let_go
        has_let_go = True
        if callable(stop):
            stop(*of)

    def go_on(*of: Any) -> None:
        nonlocal has_let_go
        if not has_let_go:
            # It was stopped by force (SIGSTOP), and could not let go of the terminal, which others
            # may have used since. Textual would begin anew without an end.
            with app.suspend():
                pass
        elif callable(resume):
            resume(*of)
        has_let_go = False
        app.refresh(layout=True)

    # By the loop, between two things that it does: in the midst of one a lock may be held that is
    # needed to let go of the terminal.
    loop.add_signal_handler(signal.SIGTSTP, let_go, signal.SIGTSTP, None)
    loop.add_signal_handler(signal.SIGCONT, go_on, signal.SIGCONT, None)

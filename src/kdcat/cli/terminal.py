"""The terminal itself, wherever the standard streams lead."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from kdcat.errors import KdcatError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from _typeshed import ReadableBuffer

_NO_SCREEN = {"dumb", "unknown"}
_STREAMS = ("stdin", "stdout", "stderr")
_AS_BEFORE = (
    # No mouse, no bracketed paste, no reports of the focus, no keys by Kitty's protocol, no
    # synchronised drawing, lines that wrap, the first screen, and a cursor.
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?1004l\x1b[<u\x1b[?2026l"
    "\x1b[?7h\x1b[?1049l\x1b[?25h"
)


@contextmanager
def whole_screen() -> Iterator[int]:
    """Let Python's own streams be the terminal, and give its descriptor.

    So the answer may go into a pipe or a file while the screen is drawn on the terminal, and keys
    come from it though standard input is a list of papers. In the end the terminal is as it was,
    whatever has happened.

    Raises:
        KdcatError: There is no terminal, or it has no screen to draw on.
    """
    if os.environ.get("TERM") in _NO_SCREEN:
        raise KdcatError(
            f"a terminal without a screen (TERM={os.environ['TERM']}); "
            "'kdcat search' answers on every terminal"
        )
    descriptor = _opened()
    # How large the screen is says the terminal, which may be resized.
    sizes = {name: os.environ.pop(name, None) for name in ("COLUMNS", "LINES")}
    with ExitStack() as until_end:
        until_end.callback(os.close, descriptor)
        until_end.enter_context(_as_it_was(descriptor))
        for name in _STREAMS:
            mode = "r" if name == "stdin" else "w"
            raw = _Terminal(os.dup(descriptor), mode)
            buffered = io.BufferedReader(raw) if mode == "r" else io.BufferedWriter(raw)
            file = until_end.enter_context(io.TextIOWrapper(buffered, errors="replace", newline=""))
            own = f"__{name}__"
            until_end.callback(setattr, sys, own, getattr(sys, own))
            setattr(sys, own, file)
        try:
            yield descriptor
        finally:
            os.environ.update({name: size for name, size in sizes.items() if size is not None})


class _Terminal(io.FileIO):
    """A terminal, which takes what is written also when its window was closed meanwhile.

    The program hears of that by a signal, and ends in good order: it writes how all was before.
    """

    def write(self, content: ReadableBuffer, /) -> int:
        """Write, and return how many bytes were taken."""
        try:
            return super().write(content)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return memoryview(content).nbytes


def _opened() -> int:
    """The descriptor of the terminal: that of a standard stream, else that of the process."""
    names = []
    for number in (0, 2, 1):
        with suppress(OSError):
            names.append(os.ttyname(number))
    with suppress(OSError):
        names.append(os.ctermid())
    for name in names:
        with suppress(OSError):
            descriptor = os.open(name, os.O_RDWR | os.O_NOCTTY)
            if os.isatty(descriptor):
                return descriptor
            os.close(descriptor)
    raise KdcatError("there is no terminal to draw on; 'kdcat search' answers without one")


@contextmanager
def _as_it_was(descriptor: int) -> Iterator[None]:
    """Give a terminal back its modes, and after a crash or a signal also its screen."""
    import termios

    from kdcat.browser.signals import ENDING

    modes = termios.tcgetattr(descriptor)

    def restore_modes() -> None:
        with suppress(OSError, termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, modes)

    def restore_screen() -> None:
        with suppress(OSError):
            os.write(descriptor, _AS_BEFORE.encode())

    def ended(number: int, frame: FrameType | None) -> None:
        # The program on the screen heeds signals itself as soon as it runs.
        restore_screen()
        restore_modes()
        heeded = before[number]
        if callable(heeded):
            heeded(number, frame)
        else:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    before = {}
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            before[number] = signal.signal(number, ended)
    try:
        yield
    except BaseException:
        restore_screen()
        raise
    finally:
        restore_modes()
        for number, heeded in before.items():
            signal.signal(number, heeded)


@contextmanager
def streams_at(descriptor: int) -> Iterator[None]:
    """Let programs that are started meanwhile have a file as their standard streams."""
    saved = [os.dup(number) for number in range(len(_STREAMS))]
    try:
        for number in range(len(_STREAMS)):
            os.dup2(descriptor, number)
        yield
    finally:
        for number, own in enumerate(saved):
            os.dup2(own, number)
            os.close(own)

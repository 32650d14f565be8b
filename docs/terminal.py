"""A program on a pseudo-terminal, for the documents and the tests."""

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from select import select
from threading import Thread

_END = b"\0the end\0"
"""What no program shows."""


def on_terminal(
    words: Sequence[str],
    environment: Mapping[str, str],
    folder: Path | None = None,
    *,
    columns: int,
    rows: int,
    keys: bytes = b"",
) -> tuple[str, int]:
    """Return what a program shows on a terminal, colours included, and its exit code.

    Args:
        words: The program and its arguments.
        environment: All that it finds in its environment.
        folder: Where it runs; here without one.
        columns: The width of the terminal.
        rows: Its height.
        keys: What is typed ahead, and waits in the terminal until the program asks.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    program = subprocess.Popen(
        words, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment
    )
    os.write(ours, keys)
    (shown,) = all_written({ours: theirs}, program.wait)
    return shown.decode().replace("\r\n", "\n"), program.returncode


def all_written(sides: Mapping[int, int], end: Callable[[], object]) -> list[bytes]:
    """Return what programs write to terminals and pipes until they end.

    Where the last program closes its side of a terminal just after it wrote, Linux may tell of the
    end first, and the last lines are lost. So that side stays open here, and the end is written.

    Args:
        sides: The descriptors that are read, each with that which the programs write to. All are
            closed afterwards.
        end: Returns when the programs have ended.
    """

    def wait() -> None:
        end()
        for side in sides.values():
            os.write(side, _END)

    waiting = Thread(target=wait)
    waiting.start()
    written = dict.fromkeys(sides, b"")
    unended = set(sides)
    while unended:
        for side in select(unended, [], [])[0]:
            written[side] += os.read(side, 1 << 16)
            if written[side].endswith(_END):
                unended.remove(side)
    waiting.join()
    for side in (*sides, *sides.values()):
        os.close(side)
    return [part.removesuffix(_END) for part in written.values()]

"""Programs on a pseudo-terminal of their own, and what stands on its screen.

with Screen("browse", "lidar") as screen:
    screen.wait_for("of 172")
    screen.press("j", DOWN)
    assert screen.end(CTRL_Q) == 0
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Self

import pyte

PROGRAM = [sys.executable, "-m", "kdcat"]
UP, DOWN, RIGHT = "\x1b[A", "\x1b[B", "\x1b[C"
ESCAPE, ENTER, TAB, SPACE = "\x1b", "\r", "\t", " "
CTRL_C, CTRL_P, CTRL_Q, CTRL_Z = "\x03", "\x10", "\x11", "\x1a"
_PATIENCE, _MOST_QUIET = 60.0, 5.0
_BEGINS = re.compile(rb"\x1b(\[[<>=?]?[0-9;:]*(\$[a-z])?|[P\]][^\x07\x1b]*)?$")
"""The beginning of a code whose end is yet to come."""
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b[P\]][^\x07\x1b]*(?:\x07|\x1b\\)"
)
"""What pyte would print: Kitty's keys, questions to the terminal, and what is no drawing."""


class Screen:
    """A program on a terminal, which is also that of its session (`/dev/tty`)."""

    def __init__(
        self,
        *argv: str,
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str] = MappingProxyType({}),
        program: Sequence[str] = PROGRAM,
        stdin: IO[Any] | int | None = None,
        stdout: IO[Any] | int | None = None,
        stderr: IO[Any] | int | None = None,
        cwd: Path | None = None,
    ) -> None:
        """Start a program; a stream that is not given is the terminal."""
        self.main, self.side = pty.openpty()
        self.resize(columns, rows, tell=False)
        self.modes = termios.tcgetattr(self.side)
        self.written = b""
        self._rest = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        side = self.side
        self.process = subprocess.Popen(
            [*program, *argv],
            stdin=side if stdin is None else stdin,
            stdout=side if stdout is None else stdout,
            stderr=side if stderr is None else stderr,
            env={**os.environ, "TERM": "xterm-256color", **env},
            cwd=cwd,
            start_new_session=True,
            # Between the start of the process and the program's, where nothing else is run.
            preexec_fn=lambda: fcntl.ioctl(side, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
        os.close(self.main)
        os.close(self.side)

    def resize(self, columns: int, rows: int, *, tell: bool = True) -> None:
        """Make the terminal larger or smaller."""
        fcntl.ioctl(self.side, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if tell:
            self._screen.resize(rows, columns)
            os.killpg(self.process.pid, signal.SIGWINCH)

    def read(self, seconds: float) -> bool:
        """Take in what is drawn within a time; tell whether there was anything."""
        if not select.select([self.main], [], [], seconds)[0]:
            return False
        piece = os.read(self.main, 1 << 16)
        self.written += piece
        whole = self._rest + piece
        begun = _BEGINS.search(whole)
        end = begun.start() if begun else len(whole)
        self._rest = whole[end:]
        self._stream.feed(_UNKNOWN.sub(b"", whole[:end]))
        return True

    def quiet(self, seconds: float = 0.4) -> None:
        """Wait until nothing is drawn for a while; what blinks is not waited for long."""
        end = time.monotonic() + _MOST_QUIET
        while self.read(seconds) and time.monotonic() < end:
            pass

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, without the spaces at their ends."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """The same as one text."""
        return "\n".join(self.lines)

    def cells(self) -> Iterator[list[Any]]:
        """Yield the lines of the screen as pyte's cells; a wide letter is one of them."""
        for y in range(self._screen.lines):
            row = self._screen.buffer[y]
            yield [row[x] for x in range(self._screen.columns) if row[x].data]

    def wait_for(self, *texts: str, gone: str = "") -> None:
        """Wait until texts stand on the screen, and another does no longer."""
        end = time.monotonic() + _PATIENCE
        while not all(text in self.text for text in texts) or (gone and gone in self.text):
            assert time.monotonic() < end, f"no {texts} (or still {gone!r}) on:\n{self.text}"
            self.read(0.2)

    def wait_for_bytes(self, sign: bytes, start: int = 0) -> None:
        """Wait until the program has written some bytes."""
        end = time.monotonic() + _PATIENCE
        while sign not in self.written[start:]:
            assert time.monotonic() < end, f"no {sign!r} in {self.written[start:]!r}"
            self.read(0.2)

    def wait_for_lending(self) -> None:
        """Wait until the program, a shell, has lent the terminal to another: Ctrl-C is for that."""
        end = time.monotonic() + _PATIENCE
        while os.tcgetpgrp(self.main) == self.process.pid:
            assert time.monotonic() < end, f"the shell keeps the terminal:\n{self.text}"
            self.read(0.05)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other; a lone Esc is no beginning of another key."""
        for key in keys:
            os.write(self.main, key.encode())
            if key == ESCAPE:
                time.sleep(0.3)
                self.read(0)

    def end(self, *keys: str) -> int:
        """Press keys, and return the exit code of the program; by a signal it is negative."""
        self.press(*keys)
        end = time.monotonic() + _PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it does not end:\n{self.text}"
            self.read(0.05)
        self.quiet(0.1)
        return self.process.returncode

    def is_as_before(self) -> bool:
        """Whether the terminal has its first screen, its cursor and its modes again."""
        last = {
            mode: re.findall(rb"\x1b\[\?" + mode + rb"([hl])", self.written)[-1:]
            for mode in (b"1049", b"25", b"1000", b"1003", b"1006", b"2004", b"1004")
        }
        on = {mode for mode, found in last.items() if found == [b"h"]}
        kitty = self.written.count(b"\x1b[>"), self.written.count(b"\x1b[<u")
        return on <= {b"25"} and kitty[0] <= kitty[1] and termios.tcgetattr(self.side) == self.modes

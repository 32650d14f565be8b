"""A long answer goes through the reader's pager, as git and gh do it."""

from __future__ import annotations

import io
import os
import re
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping, Sequence

_CODE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
_NONE = {"", "cat"}


def pager(environment: Mapping[str, str]) -> list[str]:
    """Return the words that start the reader's pager; none at all where none is wanted or there.

    `$KDCAT_PAGER` says which, else `$PAGER`, else it is less. An empty one, and `cat`, mean none.
    """
    import shlex
    import shutil

    said = environment.get("KDCAT_PAGER", environment.get("PAGER", "less")).strip()
    if said in _NONE or environment.get("TERM", "dumb") == "dumb":
        return []
    try:
        words = shlex.split(said)
    except ValueError:
        return []
    return words if words and shutil.which(words[0]) else []


@contextmanager
def paged(environment: Mapping[str, str]) -> Iterator[None]:
    """Let what is written to standard output go through the pager, if it is long.

    That is, if it goes to a terminal and is longer than that. What has room on it is written when
    it is complete. A terminal that does not say how high it is has room for all.
    """
    command = pager(environment) if sys.stdout.isatty() else []
    size = os.get_terminal_size(sys.stdout.fileno()) if command else None
    if size is None or not size.lines:
        yield
        return
    out = sys.stdout
    answer = Answer(out, command, size)
    sys.stdout = answer
    try:
        yield
    finally:
        sys.stdout = out
        answer.show()


class Answer(io.TextIOBase):
    """What is written for a terminal: kept while there is room on it, then given to the pager."""

    def __init__(self, out: TextIO, command: Sequence[str], size: os.terminal_size) -> None:
        self._out = out
        self._command = command
        self._columns = max(size.columns, 1)
        self._free = size.lines - 2
        """Lines that there is room for, beside the next prompt and a line about the answer."""
        self._kept: list[str] = []
        self._process: subprocess.Popen[str] | None = None
        self._is_shown = False

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the terminal."""
        return self._out.encoding

    def isatty(self) -> bool:
        """It is read on a terminal."""
        return True

    def fileno(self) -> int:
        """The terminal's."""
        return self._out.fileno()

    def writable(self) -> bool:
        """It is there to be written to."""
        return True

    def write(self, text: str, /) -> int:
        """Keep a text, or hand it to the pager. One that was left reads nothing any more."""
        if self._process:
            self._hand_on(text)
            return len(text)
        if self._is_shown:
            return self._out.write(text)
        self._kept.append(text)
        for line in _CODE.sub("", text).split("\n")[1:]:
            self._free -= 1 + len(line) // self._columns
        if self._free < 0:
            self._start()
        return len(text)

    def show(self) -> None:
        """Write what was kept, or wait until the reader has left the pager.

        What is written afterwards goes to the terminal.
        """
        if self._process:
            import signal

            with suppress(OSError):
                assert self._process.stdin
                self._process.stdin.close()
            self._process.wait()
            self._process = None
            signal.signal(signal.SIGINT, self._interrupted)
        elif self._is_shown or not self._kept:
            return
        else:
            self._out.write("".join(self._kept))
            self._out.flush()
        self._is_shown = True

    def _start(self) -> None:
        import signal
        import subprocess

        # Ctrl-C is for the pager, as long as it is there: it would be left with no one to end it.
        self._interrupted = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            self._process = subprocess.Popen(  # noqa: S603 (the reader's own program)
                self._command,
                stdin=subprocess.PIPE,
                stdout=self._out,
                # As git has it: colours and links are kept, and the text stays on the screen.
                env={"LESS": "FRX", "LV": "-c", **os.environ},
                encoding=self._out.encoding,
                errors=self._out.errors,
            )
        except OSError:
            # It is there, and cannot be run.
            signal.signal(signal.SIGINT, self._interrupted)
            self.show()
            return
        self._hand_on("".join(self._kept))

    def _hand_on(self, text: str) -> None:
        with suppress(BrokenPipeError):
            assert self._process
            assert self._process.stdin
            self._process.stdin.write(text)

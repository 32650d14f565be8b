"""Files of lines to which lines are added, whole however a run ends, and hostile when read back.

A line is written in one go under a lock. One that is torn or too long is as good as none.
"""

from __future__ import annotations

import json
import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from kdcat.errors import KdcatError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

_LONGEST_LINE = 4 << 20
_MANY_LINES = 500
"""Lines that do not count any more, from which on a file is written anew."""

Stamp = tuple[int, int, int]
"""What tells whether the file is what it was: every line that is added makes it longer."""


def stamp_of(file: Path) -> Stamp | None:
    """Return what tells whether the file has changed, None where there is none to be read."""
    try:
        status = file.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def objects(file: Path, names: Collection[str]) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects that have these names and no others, of which each is a line.

    Lines that are something else are left out; there are none where the file cannot be read.
    """
    if stamp_of(file) is None:
        return
    with suppress(OSError), file.open("rb") as lines:
        for line in _whole(lines):
            with suppress(ValueError, RecursionError):
                said = json.loads(line)
                if isinstance(said, dict) and said.keys() == set(names):
                    yield said


def add(file: Path, added: Sequence[bytes]) -> None:
    """Add lines to a file, which is made where there is none, for its owner alone.

    Args:
        file: The file.
        added: The lines, with their ends.

    Raises:
        KdcatError: It cannot be written.
    """
    if not added:
        return
    with _opened(file) as lines:
        before = b"\n" if _is_torn(lines) else b""
        lines.write(before + b"".join(added))


def tidy(file: Path, counting: Callable[[], Sequence[bytes]]) -> None:
    """Write a file anew where most of its lines do not count any more.

    Args:
        file: The file.
        counting: Gives the lines that count.

    Raises:
        KdcatError: It cannot be written.
    """
    from kdcat.files import replaced

    with _opened(file) as lines:
        number = sum(1 for _ in _whole(lines))
        kept = counting()
        if number - len(kept) < max(_MANY_LINES, len(kept)):
            return
        try:
            with replaced(file) as beside:
                beside.write_bytes(b"".join(kept))
        except OSError as error:
            raise _not_written(file, error) from None


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    """Open the file to read it and add to it, alone among those that do."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = _locked(file)
    except OSError as error:
        raise _not_written(file, error) from None
    with os.fdopen(descriptor, "r+b", buffering=0) as lines:
        try:
            yield lines
        except OSError as error:
            raise _not_written(file, error) from None


def _locked(file: Path) -> int:
    """The descriptor of the file, locked; where there are no locks, of it as it is now.

    Who waits for the lock may find another file in its place, which was written anew meanwhile.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    while True:
        # A FIFO in its place would wait for somebody.
        descriptor = os.open(file, flags | getattr(os, "O_NONBLOCK", 0), 0o600)
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            os.close(descriptor)
            raise KdcatError(f"{file}: is no file that records could be kept in")
        # Systems without such locks write a line in one go all the same.
        with suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(status, file.stat()):
                return descriptor
        os.close(descriptor)


def _not_written(file: Path, error: OSError) -> KdcatError:
    return KdcatError(f"{file}: cannot be written: {error.strerror or error}")


def _is_torn(lines: BinaryIO) -> bool:
    """Whether the last line has no end: somebody was stopped in the midst of it."""
    end = lines.seek(0, os.SEEK_END)
    if not end:
        return False
    lines.seek(end - 1)
    return lines.read(1) != b"\n"


def _whole(lines: BinaryIO) -> Iterator[bytes]:
    lines.seek(0)
    whole = True
    while line := lines.readline(_LONGEST_LINE):
        # Of a line that is too long no piece is one.
        if whole and line.endswith(b"\n"):
            yield line
        whole = line.endswith(b"\n")

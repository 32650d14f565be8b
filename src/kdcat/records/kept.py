"""What is kept of registries' answers: one file of lines, to which each answer is added at once.

A line is an object of JSON: the key of what was asked for, when, and the record; or none, where the
registry knew none. The last line of a key is the one that counts. A line is written in one go
under a lock, so that what is kept is whole however a run ends; a line that is torn, damaged, too
long or of another form is as good as none, and is asked for again.
"""

from __future__ import annotations

import json
import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from kdcat.errors import KdcatError
from kdcat.records.record import FETCHED, Record, kept_json, of_kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

FILE = "records.jsonl"
"""The name of the file in kdcat's folder of the user's data."""
_LONGEST_LINE = 4 << 20
_LONGEST_KEY = 5000
_MANY_LINES = 500
"""Lines that do not count any more, from which on the file is written anew."""

Stamp = tuple[int, int, int]
"""What tells whether the file is what it was: every line that is added makes it longer."""


class Kept(NamedTuple):
    """What was answered about one key."""

    fetched: str
    """When, in ISO 8601 and UTC."""
    record: Record | None
    """The record; None where the registry knew none."""


def stamp_of(file: Path) -> Stamp | None:
    """Return what tells whether the file has changed, None where there is none to be read."""
    try:
        status = file.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def read(file: Path) -> dict[str, Kept]:
    """Return what is kept, by its keys; nothing where there is no file, or none to be read."""
    return {key: kept for key, kept in _lines(file) if kept}


def add(file: Path, answers: Mapping[str, Kept]) -> None:
    """Add answers to the file, which is made where there is none, for its owner alone.

    Raises:
        KdcatError: It cannot be written.
    """
    text = b"".join(_line(key, kept) for key, kept in answers.items())
    if not text:
        return
    with _opened(file) as lines:
        if _is_torn(lines):
            text = b"\n" + text
        lines.write(text)


def tidy(file: Path) -> None:
    """Write the file anew where most of its lines do not count any more.

    Raises:
        KdcatError: It cannot be written.
    """
    from kdcat.files import replaced

    with _opened(file) as lines:
        number = sum(1 for _ in _bare_lines(lines))
        counting = read(file)
        if number - len(counting) < max(_MANY_LINES, len(counting)):
            return
        try:
            with replaced(file) as beside:
                beside.write_bytes(b"".join(_line(key, kept) for key, kept in counting.items()))
        except OSError as error:
            raise _not_written(file, error) from None


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    """Open the file to read it and add to it, alone among those that do."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        # A FIFO in its place would wait for somebody.
        descriptor = os.open(file, flags | getattr(os, "O_NONBLOCK", 0), 0o600)
    except OSError as error:
        raise _not_written(file, error) from None
    with os.fdopen(descriptor, "r+b", buffering=0) as lines:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise KdcatError(f"{file}: is no file that records could be kept in")
        # Systems without such locks write a line in one go all the same.
        with suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX)
        try:
            yield lines
        except OSError as error:
            raise _not_written(file, error) from None


def _not_written(file: Path, error: OSError) -> KdcatError:
    return KdcatError(f"{file}: cannot be written: {error.strerror or error}")


def _is_torn(lines: BinaryIO) -> bool:
    """Whether the last line has no end: somebody was stopped in the midst of it."""
    end = lines.seek(0, os.SEEK_END)
    if not end:
        return False
    lines.seek(end - 1)
    return lines.read(1) != b"\n"


def _line(key: str, kept: Kept) -> bytes:
    said = {
        "key": key,
        "fetched": kept.fetched,
        "record": kept_json(kept.record) if kept.record else None,
    }
    return json.dumps(said).encode("ascii") + b"\n"


def _lines(file: Path) -> Iterator[tuple[str, Kept | None]]:
    """The keys in the file with what is kept of each, the lines that are none left out."""
    if stamp_of(file) is None:
        return
    try:
        with file.open("rb") as lines:
            for line in _bare_lines(lines):
                if read := _read(line):
                    yield read
    except OSError:
        # What cannot be read is as good as not there.
        return


def _bare_lines(lines: BinaryIO) -> Iterator[bytes]:
    lines.seek(0)
    whole = True
    while line := lines.readline(_LONGEST_LINE):
        # Of a line that is too long no piece is one.
        if whole and line.endswith(b"\n"):
            yield line
        whole = line.endswith(b"\n")


def _read(line: bytes) -> tuple[str, Kept] | None:
    try:
        said: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.keys() != {"key", "fetched", "record"}:
        return None
    key, fetched, record = said["key"], said["fetched"], said["record"]
    if type(key) is not str or len(key) > _LONGEST_KEY or type(fetched) is not str:
        return None
    if not FETCHED.fullmatch(fetched):
        return None
    if record is None:
        return key, Kept(fetched, None)
    read = of_kept(record) if isinstance(record, dict) else None
    return (key, Kept(fetched, read)) if read else None

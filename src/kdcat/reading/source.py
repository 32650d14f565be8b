"""The file of a catalog: its bytes, and the text they stand for."""

from __future__ import annotations

import os
import stat
import time
from functools import cached_property
from pathlib import Path
from typing import IO

from kdcat.errors import KdcatError

BUNDLED_NAME = "kdcat:catalog.md"
"""How the bundled catalog is named, as no file of the reader's own is."""
_BUNDLED_FILE = "catalog.md"
STDIN = "-"
"""The name of standard input, which only the command line reads; see `kdcat.cli.catalogs`."""

_SETTLED = 2_000_000_000
"""Nanoseconds: the coarsest step of a file system's clock, that of FAT's time of change."""

_CHANGES_ARE_DATED = os.name == "posix"
"""Whether files have a time of the last change of status; others are what programs say."""


class Source:
    """The content of one catalog, before it is parsed."""

    def __init__(
        self,
        name: str,
        content: bytes | None,
        path: Path | None,
        *,
        bundled: bool = False,
        status: os.stat_result | None = None,
    ) -> None:
        """Take the content, or leave it in the file until it is asked for.

        Args:
            name: How the catalog was named: the path as given, `BUNDLED_NAME` for the bundled
                one, `-` for standard input.
            content: The bytes of the file; None to read them from there when they are needed.
            path: Where the file is; None where there is none (standard input, an open text).
            bundled: Whether it is the catalog that comes with kdcat.
            status: The file's status, taken before its content.
        """
        self.name = name
        self.path = path
        self.bundled = bundled
        self.stamp = _stamp(status) if status else None
        """Numbers that a file has only as long as nobody writes to it; None where none are known.

        As git tells an unchanged file (`racy-git`): inode, size, and the times of the last change
        of content and status, unless they are so fresh that a change might not move them.
        """
        if content is not None:
            self.content = content

    @cached_property
    def content(self) -> bytes:
        """The bytes of the file.

        Raises:
            KdcatError: The file may not be read, or is gone.
        """
        assert self.path is not None
        try:
            return self.path.read_bytes()
        except (OSError, ValueError) as error:
            raise _unreadable(self.name, error) from None

    def holding(self, content: bytes) -> Source:
        """Return the same catalog with another content."""
        return Source(self.name, content, self.path, bundled=self.bundled)

    def text(self) -> str:
        """Return the content as text, less a byte order mark at its beginning.

        Raises:
            KdcatError: The content is not UTF-8 or has a NUL byte; the message says where.
        """
        try:
            text = self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            # The mark is not counted by the decoder, but is by whoever looks for the byte.
            place = error.start + (3 if self.content.startswith(b"\xef\xbb\xbf") else 0)
            raise KdcatError(
                f"{self.name}: not UTF-8: byte {place} (0x{self.content[place]:02x}) on line "
                f"{_line_of(self.content, place)}; convert the file to UTF-8"
            ) from None
        if (place := self.content.find(b"\0")) >= 0:
            raise KdcatError(
                f"{self.name}: byte {place} on line {_line_of(self.content, place)} is NUL; "
                "this is not a text file"
            )
        return text


def _line_of(content: bytes, place: int) -> int:
    before = content[:place]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")


def bundled_path() -> Path:
    """Return where the bundled catalog is: in the package, or above it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / _BUNDLED_FILE
    return installed if installed.exists() else package.parent.parent / _BUNDLED_FILE


def load(path: str | os.PathLike[str] | IO[str] | None = None) -> Source:
    """Return a catalog, whose content is read when it is asked for.

    Args:
        path: A path, an open text file, or None or `BUNDLED_NAME` for the bundled catalog.

    Raises:
        KdcatError: The file is missing, a directory, or may not be looked at.
    """
    if path is None or path == BUNDLED_NAME:
        bundled = bundled_path()
        return Source(BUNDLED_NAME, None, bundled, bundled=True, status=_status(str(bundled)))
    if not isinstance(path, str | os.PathLike):
        return _of_open_text(path)
    name = os.fspath(path)
    return Source(name, None, Path(name), status=_status(name))


def _of_open_text(file: IO[str]) -> Source:
    try:
        text = file.read()
    except UnicodeDecodeError as error:
        raise KdcatError(f"{getattr(file, 'name', '-')}: {error}") from None
    name = getattr(file, "name", None)
    return Source(
        name if isinstance(name, str) else STDIN, text.encode("utf-8", "surrogateescape"), None
    )


def _status(name: str) -> os.stat_result:
    try:
        status = Path(name).stat()
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None
    if stat.S_ISDIR(status.st_mode):
        raise _unreadable(name, IsADirectoryError())
    return status


def _stamp(status: os.stat_result) -> list[int] | None:
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    if (
        not _CHANGES_ARE_DATED
        or not stat.S_ISREG(status.st_mode)
        or changed > time.time_ns() - _SETTLED
    ):
        return None
    return [status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def _unreadable(name: str, error: OSError | ValueError) -> KdcatError:
    if isinstance(error, FileNotFoundError):
        return KdcatError(f"{name}: no such file")
    if isinstance(error, IsADirectoryError):
        return KdcatError(f"{name}: is a directory; name a Markdown file in it")
    if isinstance(error, PermissionError):
        return KdcatError(f"{name}: permission denied")
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return KdcatError(f"{name}: cannot be read: {reason}")

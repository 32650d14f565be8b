"""The file of a catalog: its bytes, and the text they stand for."""

from __future__ import annotations

import os
import stat
import time
from errno import EAGAIN
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kdcat.digest import blake2b
from kdcat.errors import KdcatError

if TYPE_CHECKING:
    from typing import Protocol

    # Known to no run: to make a protocol takes a millisecond of every start.
    class _Readable(Protocol):
        def read(self, size: int, /) -> bytes | None: ...


BUNDLED_NAME = "kdcat:catalog.md"
"""How the bundled catalog is named, as no file of the reader's own is."""
_BUNDLED_FILE = "catalog.md"
STDIN = "-"
"""The name of standard input, which only the command line reads; see `kdcat.cli.catalogs`."""

LARGE = 1 << 20
"""Bytes from which on a file is known by its status: reading it again would be felt."""
MOST = 1 << 28
"""Bytes: a hundred times the longest list there is; what has more is something else."""
_PIECE = 1 << 20
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
        collection: str | None = None,
        one_of_many: bool = False,
        followed: bool = False,
    ) -> None:
        """Take the content, or leave it in the file until it is asked for.

        Args:
            name: How the catalog was named: the path as given, `BUNDLED_NAME` for the bundled
                one, `-` for standard input.
            content: The bytes of the file; None to read them from there when they are needed.
            path: Where the file is; None where there is none (standard input, an open text).
            bundled: Whether it is the catalog that comes with kdcat.
            status: The file's status, taken before its content.
            collection: The folder or the pattern that it was found by, where it was not named.
            one_of_many: Whether it is read with so much beside it that even a small file is rather
                known by its status.
            followed: Whether it is the copy of a list that lives elsewhere.
        """
        self.name = name
        self.path = path
        self.bundled = bundled
        self.followed = followed
        self._sha256: str | None = None
        self.collection = collection
        """The folder or the pattern that the file was found by; None where it was named itself."""
        self.stamp = _stamp(status, 0 if one_of_many else LARGE) if status else None
        """Numbers that a large file, or one of many, has only as long as nobody writes to it; None
        where none are known, or it is so small that it is as soon read.

        As git tells an unchanged file (`racy-git`): inode, size, and the times of the last change
        of content and status, unless they are so fresh that a change might not move them.
        """
        self.lasting_stamp: list[int] | None = None
        """The stamp, once the content was read and if any later change of it will show in a stamp.

        It is not where another program had the file open for writing: of what is written through a
        memory map, only the first change of a page is dated, until the system has written it out.
        """
        if content is not None:
            self.content = content

    @cached_property
    def content(self) -> bytes:
        """The bytes of the file.

        Raises:
            KdcatError: The file may not be read, is gone, or is too large for a catalog; or it does
                not hold what was kept there.
        """
        assert self.path is not None
        try:
            with self.path.open("rb", buffering=0) as file:
                # Looked at before the content: who writes from now on must open the file first.
                if self.stamp and _nobody_writes(file.fileno()):
                    self.lasting_stamp = self.stamp
                found = _content(file, self.name, os.fstat(file.fileno()).st_size)
        except (OSError, ValueError) as error:
            raise _unreadable(self.name, error) from None
        if self._sha256 is not None:
            self._expect(found, self._sha256)
        return found

    def _expect(self, content: bytes, digest: str) -> None:
        from hashlib import sha256

        if sha256(content, usedforsecurity=False).hexdigest() != digest:
            name = self.collection or self.name
            raise KdcatError(
                f"{self.name}: its copy is damaged; 'kdcat update {name}' fetches it anew"
            )

    @cached_property
    def digest(self) -> str:
        """What is equal for equal contents only.

        Raises:
            KdcatError: As `content` says.
        """
        return blake2b(self.content, digest_size=16).hexdigest()

    def let_go(self) -> None:
        """Keep the digest of a large file, and not its content, which is read anew if asked for."""
        if self.stamp is not None and self.digest:
            del self.content

    @property
    def may_change(self) -> bool:
        """Whether it is a file of the reader's own."""
        return self.path is not None and not self.bundled and not self.followed

    def called(self, name: str, collection: str | None, sha256: str) -> Source:
        """Return the copy of a list that lives elsewhere, by the name it is followed under.

        Args:
            name: How it was named.
            collection: The list, where this is one of several pages.
            sha256: The digest of what was kept, in hexadecimal digits.
        """
        source = Source(name, None, self.path, collection=collection, followed=True)
        source._sha256 = sha256
        source.stamp = self.stamp
        return source

    def holding(self, content: bytes) -> Source:
        """Return the same catalog with another content."""
        return Source(
            self.name, content, self.path, bundled=self.bundled, collection=self.collection,
            followed=self.followed,
        )  # fmt: skip

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
        KdcatError: The file is missing, a directory, or may not be looked at; or it is a stream,
            which is read at once, and that fails.
    """
    if path is None or path == BUNDLED_NAME:
        bundled = bundled_path()
        return Source(BUNDLED_NAME, None, bundled, bundled=True, status=_status(str(bundled)))
    if not isinstance(path, str | os.PathLike):
        return _of_open_text(path)
    name = os.fspath(path)
    status = _status(name)
    if stat.S_ISREG(status.st_mode):
        return Source(name, None, Path(name), status=status)
    # A FIFO or a device gives its content once, and is no file to be written.
    try:
        with Path(name).open("rb", buffering=0) as file:
            return Source(name, _content(file, name), None)
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None


def of_stream(stream: _Readable, name: str) -> Source:
    """Return what a stream gives, such as standard input.

    Raises:
        KdcatError: It cannot be read, or gives more than any catalog has.
    """
    try:
        return Source(name, _content(stream, name), None)
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None


def _content(file: _Readable, name: str, size: int = 0) -> bytes:
    """All that a file gives; of what is seen to be no text, as much as shows that.

    Args:
        file: The file.
        name: How it is called in messages.
        size: Its bytes, as far as is known: they are read at one go.
    """
    pieces: list[bytes] = []
    while size <= MOST and (piece := file.read(max(size + 1, _PIECE))):
        pieces.append(piece)
        size = sum(map(len, pieces))
        if b"\0" in piece:
            break
    if size > MOST:
        raise KdcatError(f"{name}: has more than {MOST >> 20} MB; this is no catalog")
    if piece is None:
        raise BlockingIOError(EAGAIN, os.strerror(EAGAIN))
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _nobody_writes(descriptor: int) -> bool:
    """Whether it is certain that no program has the file open for writing, or mapped so.

    A lease for reading is given only then (fcntl(2), F_SETLEASE): on Linux, for files of one's own
    on file systems of this machine. It is given back at once.
    """
    try:
        from fcntl import F_RDLCK, F_SETLEASE, F_SETSIG, F_UNLCK, fcntl
        from signal import SIGURG

        # Who wants to write meanwhile makes the system send a signal, by default a deadly one.
        fcntl(descriptor, F_SETSIG, SIGURG)
        fcntl(descriptor, F_SETLEASE, F_RDLCK)
        fcntl(descriptor, F_SETLEASE, F_UNLCK)
    except (ImportError, OSError):
        return False
    return True


def _of_open_text(file: IO[str]) -> Source:
    try:
        text = file.read()
    except UnicodeDecodeError as error:
        raise KdcatError(f"{getattr(file, 'name', '-')}: {error}") from None
    given = getattr(file, "name", None)
    name = given if isinstance(given, str) else STDIN
    try:
        return Source(name, text.encode("utf-8", "surrogateescape"), None)
    except UnicodeEncodeError as error:
        raise KdcatError(f"{name}: {error}") from None


def _status(name: str) -> os.stat_result:
    try:
        status = Path(name).stat()
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None
    if stat.S_ISDIR(status.st_mode):
        raise _unreadable(name, IsADirectoryError())
    return status


def _stamp(status: os.stat_result, least: int) -> list[int] | None:
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    if (
        not _CHANGES_ARE_DATED
        or not stat.S_ISREG(status.st_mode)
        or status.st_size < least
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
    reason = getattr(error, "strerror", None) or error
    return KdcatError(f"{name}: cannot be read: {reason}")

"""The file of a catalog: its bytes, and the text they stand for."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO, NamedTuple

from kdcat.errors import KdcatError

BUNDLED_NAME = "catalog.md"
STDIN = "-"


class Source(NamedTuple):
    """The content of one catalog, before it is read."""

    name: str
    """How the catalog was named: the path as given, `catalog.md` for the bundled one, `-`."""
    content: bytes
    """The bytes of the file."""
    path: Path | None
    """Where the file is; None where there is none (standard input, an open text)."""
    bundled: bool = False

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
    package = Path(__file__).parent
    installed = package / BUNDLED_NAME
    return installed if installed.exists() else package.parent.parent / BUNDLED_NAME


def load(path: str | os.PathLike[str] | IO[str] | None = None) -> Source:
    """Return the content of a catalog.

    Args:
        path: A path, `-` for standard input, an open text file, or None for the bundled catalog.

    Raises:
        KdcatError: The file is missing, a directory, or may not be read.
    """
    if path is None:
        bundled = bundled_path()
        return Source(BUNDLED_NAME, _content(bundled, str(bundled)), bundled, bundled=True)
    if not isinstance(path, str | os.PathLike):
        return _of_open_text(path)
    name = os.fspath(path)
    if name == STDIN:
        if sys.stdin is None:
            raise KdcatError("-: there is no standard input")
        return Source(STDIN, sys.stdin.buffer.read(), None)
    return Source(name, _content(Path(name), name), Path(name))


def _of_open_text(file: IO[str]) -> Source:
    try:
        text = file.read()
    except UnicodeDecodeError as error:
        raise KdcatError(f"{getattr(file, 'name', '-')}: {error}") from None
    name = getattr(file, "name", None)
    return Source(
        name if isinstance(name, str) else STDIN, text.encode("utf-8", "surrogateescape"), None
    )


def _content(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise KdcatError(f"{name}: no such file") from None
    except IsADirectoryError:
        raise KdcatError(f"{name}: is a directory; name a Markdown file in it") from None
    except PermissionError:
        raise KdcatError(f"{name}: permission denied") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise KdcatError(f"{name}: cannot be read: {reason}") from None

"""Texts of TOML, and where in one that is none the mistake is."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from kdcat.errors import KdcatError

if TYPE_CHECKING:
    from pathlib import Path

_MOST_DOTS = 1000
"""On one line: for a key of many parts tomllib takes their number squared."""


def text_of(file: Path, name: str, most: int, *, links: bool = True) -> str | None:
    """Return the text of a file of TOML; None where there is no such file.

    Args:
        file: The file.
        name: What messages call it.
        most: The bytes that it may have.
        links: Whether it may be a symbolic link.

    Raises:
        KdcatError: It is no regular file, cannot be read, is too large, or is no text.
    """
    # What is no file must not be waited for.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if not links:
        flags |= getattr(os, "O_NOFOLLOW", 0)
    try:
        if not links and file.is_symlink():
            raise KdcatError(f"{name}: is a symbolic link, and is not followed")
        with open(os.open(file, flags), "rb") as opened:  # noqa: PTH123 (a descriptor)
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise KdcatError(f"{name}: is no regular file")
            content = opened.read(most + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise KdcatError(f"{name}: {error.strerror or error}") from None
    if len(content) > most:
        raise KdcatError(f"{name}: is larger than {most >> 10} KiB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise KdcatError(f"{name}:{line}: not UTF-8 text") from None


def table_of(text: str, name: str) -> dict[str, object]:
    """Return the table that a text of TOML is.

    Raises:
        KdcatError: It is none; the message says where, after the name.
    """
    # Imported here because most folders and users have no such file.
    import tomllib

    for line, written in enumerate(text.split("\n"), start=1):
        if written.count(".") > _MOST_DOTS:
            raise KdcatError(f"{name}:{line}: too many dots on one line")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).removesuffix(")").rpartition(" (at line ")
        if not what:
            # What ends too early has no line of its own.
            what, place = str(error).partition(" (at end of document")[0], str(_lines(text))
        raise KdcatError(
            f"{name}:{place.partition(',')[0]}: {what[:1].lower()}{what[1:]}"
        ) from None
    except (RecursionError, ValueError) as error:
        # Both take a line that nobody writes: one of many brackets, or of a number without end.
        line = max(enumerate(text.split("\n"), start=1), key=lambda one: len(one[1]))[0]
        number = "a number of too many digits"
        what = "too deeply nested" if isinstance(error, RecursionError) else number
        raise KdcatError(f"{name}:{line}: {what}") from None


def _lines(text: str) -> int:
    return max(text.rstrip("\n").count("\n") + 1, 1)

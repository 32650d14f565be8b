"""Edits of a file: spans replaced, every other byte kept, written whole or not at all."""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kdcat.errors import KdcatError
from kdcat.files import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kdcat.reading.source import Source
    from kdcat.text import Lines

_MARK = b"\xef\xbb\xbf"


class Edit(NamedTuple):
    """A range of characters of a text, and what is to stand there instead."""

    start: int
    """The first character's place in the text of the source (`Source.text`), from 0."""
    end: int
    """The place behind the last character; equal to `start` where text is put in."""
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the edits made; what lies outside their ranges stays.

    Args:
        text: The text.
        edits: In any order; of two that begin and end at one place the first given stands first.

    Raises:
        KdcatError: Two edits overlap, or one lies outside the text.
    """
    parts, done = [], 0
    for edit in sorted(edits, key=attrgetter("start", "end")):
        if not done <= edit.start <= edit.end <= len(text):
            raise KdcatError(
                f"two changes of the same place (character {edit.start}); nothing changed"
            )
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])


class Insertion(NamedTuple):
    """New lines below a line of a text; below 0 is above the first."""

    below: int
    lines: tuple[str, ...]


def edits_of(lines: Lines, insertions: Iterable[Insertion]) -> list[Edit]:
    """Return insertions as edits of the text, one for each place.

    New lines end as the line above them does, and the text's last line as it did.
    """
    below: dict[int, list[str]] = defaultdict(list)
    for insertion in insertions:
        lines_here, new_lines = below[insertion.below], insertion.lines
        if lines_here and new_lines and not (lines_here[-1] or new_lines[0]):
            # One blank line is enough between what goes into one place.
            new_lines = new_lines[1:]
        lines_here += new_lines
    edits = []
    for line, new in sorted(below.items()):
        ending, place = lines.ending_of(line), lines.after(line)
        is_closed = lines.is_closed(line)
        text = "".join(each + ending if is_closed else ending + each for each in new)
        edits.append(Edit(place, place, text))
    return edits


def encode(source: Source, text: str) -> bytes:
    """Return the text as the bytes of the source's file: UTF-8, with the byte order mark it had."""
    return (_MARK if source.content.startswith(_MARK) else b"") + text.encode("utf-8")


def write(source: Source, content: bytes) -> None:
    """Replace the content of the source's file, whole or not at all (`kdcat.files.replaced`).

    Args:
        source: The catalog as it was read.
        content: The bytes that are to stand in its file.

    Raises:
        KdcatError: It is the bundled catalog, the copy of a list or standard input, the file has
            changed since it was read or is being written by another kdcat, or it cannot be written.
    """
    if source.bundled:
        raise KdcatError(
            f"the bundled catalog is not changed; make a copy and name it: "
            f"cp {source.path} my-catalog.md, then add --catalog my-catalog.md"
        )
    if source.followed:
        raise KdcatError(
            f"{source.name}: is the copy of a list that you follow and is not changed; change the "
            "list where it lives, or a file of your own"
        )
    if source.path is None:
        raise KdcatError(f"{source.name}: only a file can be changed; name one with --catalog")
    target = Path(os.path.realpath(source.path))
    if not os.access(target, os.W_OK):
        raise KdcatError(f"{source.name}: is read-only and was not changed")

    def last_look() -> None:
        if target.read_bytes() != source.content:
            raise KdcatError(
                f"{source.name}: changed by someone else meanwhile, so nothing was written; run "
                "the command again"
            )

    try:
        with _alone(target, source.name), replaced(source.path, last_look) as beside:
            beside.write_bytes(content)
    except OSError as error:
        raise KdcatError(
            f"{source.name}: cannot be written: {error.strerror or error}; nothing was changed"
        ) from None


@contextmanager
def _alone(target: Path, name: str) -> Iterator[None]:
    """Keep other writers out between the last look at the file and its replacement.

    The lock is the kernel's, on the folder: it leaves no file behind, and ends with its process.
    """
    try:
        import fcntl
    except ImportError:
        # Windows has no such lock; a change between look and replacement is not noticed there.
        yield
        return
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KdcatError(
                f"{name}: another kdcat is writing in its folder, so nothing was written; try again"
            ) from None
        yield
    finally:
        os.close(folder)

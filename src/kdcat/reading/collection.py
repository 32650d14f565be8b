"""A collection: the Markdown files of a folder, or those that a pattern names, read as one list."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kdcat.errors import KdcatError
from kdcat.reading.page_patterns import has_wildcard, page_pattern, parts_of
from kdcat.reading.source import LARGE, MOST, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SEPARATORS = re.compile(r"[\\/]" if os.name == "nt" else "/")
_MOST_PAGES = 20_000
_MOST_LOOKED_AT = 200_000
"""Files and folders: two seconds of looking at names. What holds more is no folder of lists."""
_NO_SUCH = (errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP)
"""What the system says of a name that leads nowhere, besides that there is none."""


class _Place(NamedTuple):
    """A folder to be looked through."""

    path: str
    """With the separator behind it; empty for the current one."""
    taken: frozenset[int]
    """How far the path there has come through the pattern."""
    by_link: bool
    """Whether a link is on the way there."""


class _Entry(NamedTuple):
    """What stands in a folder."""

    name: str
    is_folder: bool
    """Whether it is one itself, and no link to one."""
    is_link: bool


class _Found(NamedTuple):
    """A file that is one of the collection's."""

    by_link: bool
    path: str
    status: os.stat_result


def is_folder(name: str) -> bool:
    """Return whether a name is a folder's; not where it leads nowhere, or cannot be a name."""
    try:
        return Path(name).is_dir()
    except OSError:
        return False


def collection(name: str) -> tuple[list[Source], list[str]]:
    """Return the Markdown files of a folder or of a pattern, sorted by path, and what was not seen.

    They are the files that end in `.md` or `.markdown`, at any depth. What is hidden is left out,
    and so are folders that are only linked to; a file that is there under two names comes once.
    What patterns mean is said in `page_patterns`. The second list has a message for each folder
    that may not be looked into.

    Args:
        name: A folder, or a pattern.

    Raises:
        KdcatError: There is no such file in it, it may not be looked into, or it holds more than
            any collection does.
    """
    head, parts = _parted(name)
    files, untold = _found(name, head, parts)
    if not files:
        if untold:
            raise KdcatError(untold[0])
        reason = "no Markdown file in this folder" if not parts else "no file fits this pattern"
        raise KdcatError(f"{name}: {reason}")
    size = sum(found.status.st_size for found in files)
    if size > MOST:
        raise KdcatError(f"{name}: has more than {MOST >> 20} MB of Markdown; name a part of it")
    sources = [
        Source(
            found.path, None, Path(found.path),
            status=found.status, collection=name, one_of_many=size >= LARGE,
        )
        for found in files
    ]  # fmt: skip
    return sources, untold


def _parted(name: str) -> tuple[str, list[str]]:
    """The folder to begin at, and the parts of a pattern from its first wildcard on."""
    if is_folder(name):
        return ("" if Path(name) == Path() else _with_separator(name)), []
    parts = _SEPARATORS.split(name)
    first = next(number for number, part in enumerate(parts) if has_wildcard(part))
    # Without its last separator an absolute pattern would begin at the current folder.
    head = "".join(f"{part}{os.sep}" for part in parts[:first])
    return head, [part for part in parts[first:] if part]


def files_named(folder: str, pattern: str) -> list[str]:
    """Return the files in a folder that a pattern names, sorted by path.

    Args:
        folder: The folder, with a separator behind it.
        pattern: From there on, with `/`.

    Raises:
        KdcatError: It names more than any collection holds, or none, where a folder may not be
            looked into.
    """
    files, untold = _found(folder + pattern, folder, parts_of(pattern))
    if untold and not files:
        raise KdcatError(untold[0])
    return [found.path for found in files]


def _found(name: str, head: str, parts: Sequence[str]) -> tuple[list[_Found], list[str]]:
    pattern = page_pattern(parts)
    waiting = [_Place(head, pattern.beginning(), by_link=False)]
    files: list[_Found] = []
    untold: list[str] = []
    looked_at = 0
    while waiting:
        place = waiting.pop()
        for entry in _entries(place.path, pattern.only(place.taken), untold):
            looked_at += 1
            if looked_at > _MOST_LOOKED_AT:
                raise _too_many(name, f"{_MOST_LOOKED_AT:,} files and folders")
            if len(files) > _MOST_PAGES:
                raise _too_many(name, f"{_MOST_PAGES:,} Markdown files")
            below, is_file = pattern.step(entry.name, place.taken, is_folder=entry.is_folder)
            path = place.path + entry.name
            by_link = place.by_link or entry.is_link
            if below and (entry.is_folder or (entry.is_link and is_folder(path))):
                waiting.append(_Place(_with_separator(path), below, by_link))
            elif is_file and (status := _status(path)):
                files.append(_Found(by_link, path, status))
    return _each_once(files), untold


def _too_many(name: str, what: str) -> KdcatError:
    return KdcatError(f"{name}: more than {what} in it; name a part of it")


def _with_separator(path: str) -> str:
    return path if _SEPARATORS.fullmatch(path[-1:]) else path + os.sep


def _entries(path: str, only: str | None, untold: list[str]) -> Iterator[_Entry]:
    """What stands in a folder, or the one name asked for; what may not be looked into is noted."""
    try:
        if only is not None:
            # Hundreds of pages that are named one by one are not each looked for among all.
            mode = Path(path + only).lstat().st_mode
            yield _Entry(only, stat.S_ISDIR(mode), stat.S_ISLNK(mode))
            return
        with os.scandir(path or os.curdir) as entries:
            for entry in entries:
                is_folder = entry.is_dir(follow_symlinks=False)
                yield _Entry(entry.name, is_folder, entry.is_symlink())
    except (FileNotFoundError, ValueError):
        # What led to a pattern's first wildcard is not there, no longer, or cannot be a name.
        return
    except OSError as error:
        if only is None or error.errno not in _NO_SUCH:
            untold.append(f"{path or os.curdir}: cannot be looked into: {error.strerror or error}")


def _status(path: str) -> os.stat_result | None:
    """The status of a file; None where it is something else, or leads nowhere."""
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def _each_once(files: list[_Found]) -> list[_Found]:
    """The files by their paths, each once: by the name that is no link, else by the first."""
    known = set()
    once = []
    for found in sorted(files, key=lambda found: found[:2]):
        file = (found.status.st_dev, found.status.st_ino)
        if file not in known or not found.status.st_ino:
            once.append(found)
        known.add(file)
    return sorted(once, key=lambda found: found.path)

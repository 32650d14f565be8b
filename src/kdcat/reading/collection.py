"""A collection: the Markdown files of a folder, or those that a pattern names, read as one list."""

from __future__ import annotations

import os
import re
import stat
from fnmatch import translate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kdcat.errors import KdcatError
from kdcat.reading.source import LARGE, MOST, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ENDS = (".md", ".markdown")
"""How the names of Markdown files end, in whatever case."""
_ANY_DEPTH = "**"
_HIDDEN = "."
_MAGIC = re.compile(r"[*?\[]")
_SEPARATORS = re.compile(r"[\\/]" if os.name == "nt" else "/")
_MOST_PAGES = 20_000
_MOST_LOOKED_AT = 200_000
"""Files and folders: two seconds of looking at names. What holds more is no folder of lists."""


class _Place(NamedTuple):
    """A folder to be looked through."""

    path: str
    """With the separator behind it; empty for the current one."""
    taken: frozenset[int]
    """How many parts of the pattern led there, in each of the ways that did, as `**` has many."""
    by_link: bool
    """Whether a link is on the way there."""


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


def is_pattern(name: str) -> bool:
    """Return whether a name that is no file may stand for several."""
    return _MAGIC.search(name) is not None


def collection(name: str) -> tuple[list[Source], list[str]]:
    """Return the Markdown files of a folder or of a pattern, sorted by path, and what was not seen.

    They are the files that end in `.md` or `.markdown`, at any depth. What is hidden is left out,
    and so are folders that are only linked to; a file that is there under two names comes once. In
    a pattern `*` and `?` stand for characters of a name, `[...]` for one of some, `**` for folders
    at any depth; a folder that it names stands for its files. A pattern that says how a name ends
    (`*.txt`) means files of that end. The second list has a message for each folder that may not
    be looked into.

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
    first = next(number for number, part in enumerate(parts) if _MAGIC.search(part))
    # Without its last separator an absolute pattern would begin at the current folder.
    head = "".join(f"{part}{os.sep}" for part in parts[:first])
    return head, [part for part in parts[first:] if part]


def _found(name: str, head: str, parts: list[str]) -> tuple[list[_Found], list[str]]:
    wanted = [_wanted(part) for part in parts]
    of_any_end = bool(parts) and _ends_otherwise(parts[-1])
    waiting = [_Place(head, frozenset([0]), by_link=False)]
    files: list[_Found] = []
    untold: list[str] = []
    looked_at = 0
    while waiting:
        place = waiting.pop()
        ways = _ways(place.taken, parts)
        for entry in _entries(place.path, untold):
            looked_at += 1
            if looked_at > _MOST_LOOKED_AT:
                raise _too_many(name, f"{_MOST_LOOKED_AT:,} files and folders")
            if len(files) > _MOST_PAGES:
                raise _too_many(name, f"{_MOST_PAGES:,} Markdown files")
            below, is_file = _step(entry, ways, parts, wanted, of_any_end)
            path = place.path + entry.name
            by_link = place.by_link or entry.is_symlink()
            if below and _leads_to_folder(entry):
                waiting.append(_Place(_with_separator(path), below, by_link))
            elif is_file and (status := _status(path)):
                files.append(_Found(by_link, path, status))
    return _each_once(files), untold


def _too_many(name: str, what: str) -> KdcatError:
    return KdcatError(f"{name}: more than {what} in it; name a part of it")


def _step(
    entry: os.DirEntry[str],
    ways: frozenset[int],
    parts: list[str],
    wanted: list[Callable[[str], object]],
    of_any_end: bool,
) -> tuple[frozenset[int], bool]:
    """The ways on through an entry, if it is a folder, and whether it is one of the files."""
    hidden = entry.name.startswith(_HIDDEN)
    is_markdown = entry.name.lower().endswith(ENDS)
    below = set()
    is_file = False
    for taken in ways:
        if taken == len(parts):
            is_file |= is_markdown and not hidden
            below |= {taken} if not hidden and _is_real(entry) else set()
        elif parts[taken] == _ANY_DEPTH:
            below |= {taken} if not hidden and _is_real(entry) else set()
        elif (not hidden or parts[taken].startswith(_HIDDEN)) and wanted[taken](entry.name):
            is_file |= taken + 1 == len(parts) and (is_markdown or of_any_end)
            below.add(taken + 1)
    return frozenset(below), is_file


def _ways(taken: frozenset[int], parts: list[str]) -> frozenset[int]:
    """The ways on from a folder, `**` for no folder at all among them."""
    ways = set(taken)
    for number in sorted(taken):
        while number < len(parts) and parts[number] == _ANY_DEPTH:
            number += 1  # noqa: PLW2901 (it goes on)
            ways.add(number)
    return frozenset(ways)


def _with_separator(path: str) -> str:
    return path if _SEPARATORS.fullmatch(path[-1:]) else path + os.sep


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link that leads to itself.
        return False


def _is_real(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, and no link to one: links may lead round in a circle."""
    return entry.is_dir(follow_symlinks=False)


def _wanted(part: str) -> Callable[[str], object]:
    return re.compile(translate(part), re.IGNORECASE if os.name == "nt" else 0).match


def _ends_otherwise(part: str) -> bool:
    """Whether a pattern says how names end, and other than as those of Markdown files do."""
    end = part.rpartition(".")[2] if "." in part else ""
    return bool(end) and not _MAGIC.search(end) and f".{end}".lower() not in ENDS


def _entries(path: str, untold: list[str]) -> Iterator[os.DirEntry[str]]:
    """What stands in a folder; of one that may not be looked into, that is noted."""
    try:
        with os.scandir(path or os.curdir) as entries:
            yield from entries
    except (FileNotFoundError, ValueError):
        # What led to a pattern's first wildcard is not there, no longer, or cannot be a name.
        return
    except OSError as error:
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

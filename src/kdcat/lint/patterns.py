"""Patterns of pages: `*/README.md` and the like, which name files inside a folder only.

`*` and `?` stand for characters of one name, `[...]` for one of some, and a name of `**` for any
number of folders.
"""

from __future__ import annotations

import os
import re
from fnmatch import translate
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANY_FOLDERS = "**"
_LONGEST = 1000


def why_not(pattern: str) -> str | None:
    """Return why a pattern cannot name pages inside a folder; None if it can."""
    parts = pattern.split("/")
    if not pattern.strip() or "" in parts or "\0" in pattern:
        return "is no pattern of files in the repository" if pattern[:1] != "/" else _OUTSIDE
    if len(pattern) > _LONGEST:
        return "is too long"
    if ".." in parts or "\\" in pattern or re.match("[A-Za-z]:|~", pattern):
        return _OUTSIDE
    return None


_OUTSIDE = "leads out of the repository"


def fits(page: str, pattern: str) -> bool:
    """Return whether a page, by its path with `/` from the folder on, is one of a pattern."""
    names = page.split("/")
    # The numbers of names that the parts of the pattern may have taken so far.
    reached = {0}
    for part in _parts(pattern):
        if part is None:
            reached = set(range(min(reached), len(names) + 1))
        else:
            reached = {
                place + 1 for place in reached if place < len(names) and part.match(names[place])
            }
        if not reached:
            return False
    return len(names) in reached


@lru_cache
def _parts(pattern: str) -> tuple[re.Pattern[str] | None, ...]:
    parts = [part for part in PurePosixPath(pattern).parts if part != "."]
    return tuple(None if part == _ANY_FOLDERS else re.compile(translate(part)) for part in parts)


def matching(folder: Path, pattern: str) -> Iterator[Path]:
    """Yield the files of a pattern in a folder, sorted; hidden folders are left out."""
    direct = folder / pattern
    if os.path.isfile(direct):  # noqa: PTH113 (a name that is too long is that of no file)
        yield direct
        return
    for file in files_in(folder):
        if fits(file.relative_to(folder).as_posix(), pattern):
            yield file


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and those below it, sorted, hidden folders and files aside."""
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(above) / name

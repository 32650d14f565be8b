"""Patterns of pages: `*/README.md` and the like, as a command line and a configuration have them.

`*` and `?` stand for characters of a name, `[...]` for one of some, `**` for folders at any depth.
A folder that a pattern names stands for its Markdown files. What is hidden is left out, unless the
pattern has the full stop that its name begins with. A pattern that says how a name ends (`*.txt`)
means files of that end, any other Markdown files.
"""

from __future__ import annotations

import os
import re
from fnmatch import translate
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ENDS = (".md", ".markdown")
"""How the names of Markdown files end, in whatever case."""
_ANY_DEPTH = "**"
_HIDDEN = "."
_MAGIC = re.compile(r"[*?\[]")
_START = frozenset([0])
_LONGEST = 1000
"""Characters of a part: names have 255 at most, and `translate` takes time with the square."""
_NOTHING = r"(?!)"


class PagePattern(NamedTuple):
    """The parts of a pattern, and how far a path may have come through them.

    Where a path stands is told by the numbers of parts that may lie behind it: several, as `**`
    stands for any number of folders.
    """

    parts: tuple[str, ...]
    fits: tuple[Callable[[str], object], ...]
    """Whether a name fits, for each part."""
    of_any_end: bool
    """Whether it says how the names of its files end, and other than as those of Markdown do."""
    start: str
    """What every path of it begins with: the parts before the first with a wildcard."""

    def beginning(self) -> frozenset[int]:
        """Return where every path begins."""
        return self._without_folders(_START)

    def step(
        self, name: str, taken: frozenset[int], *, is_folder: bool
    ) -> tuple[frozenset[int], bool]:
        """Return where a path is behind a name, and whether it is one of the files if it ends so.

        Args:
            name: A name in the folder where the path has come to.
            taken: Where that is.
            is_folder: Whether the name is that of a folder, and not of a link to one: links may
                lead round in a circle.
        """
        hidden = name.startswith(_HIDDEN)
        is_markdown = name.lower().endswith(ENDS)
        below = set()
        is_file = False
        for count in taken:
            if count == len(self.parts):
                is_file |= is_markdown and not hidden
                below |= {count} if not hidden and is_folder else set()
            elif self.parts[count] == _ANY_DEPTH:
                below |= {count} if not hidden and is_folder else set()
            elif (not hidden or self.parts[count].startswith(_HIDDEN)) and self.fits[count](name):
                is_file |= count + 1 == len(self.parts) and (is_markdown or self.of_any_end)
                below.add(count + 1)
        return self._without_folders(frozenset(below)), is_file

    def only(self, taken: frozenset[int]) -> str | None:
        """Return the one name that may stand where a path has come to, or None where any may."""
        if len(taken) > 1:
            return None
        (count,) = taken
        part = self.parts[count] if count < len(self.parts) else _ANY_DEPTH
        return part if _is_plain(part) else None

    def _without_folders(self, taken: frozenset[int]) -> frozenset[int]:
        """The same, with `**` for no folder at all among the ways on."""
        ways = set(taken)
        for count in sorted(taken):
            while count < len(self.parts) and self.parts[count] == _ANY_DEPTH:
                count += 1  # noqa: PLW2901 (it goes on)
                ways.add(count)
        return frozenset(ways)


def has_wildcard(name: str) -> bool:
    """Return whether a name may stand for several."""
    return _MAGIC.search(name) is not None


def page_pattern(parts: Sequence[str]) -> PagePattern:
    """Return the pattern of some parts; without any it names all Markdown files."""
    # `**` behind `**` says no more, and each would be one more place where a path may stand.
    parts = [
        part
        for part, before in zip(parts, ("", *parts), strict=False)
        if not part == before == _ANY_DEPTH
    ]
    plain = list(takewhile(_is_plain, parts))
    return PagePattern(
        tuple(parts),
        tuple(map(_fitting, parts)),
        bool(parts) and _ends_otherwise(parts[-1]),
        "/".join(plain),
    )


def _is_plain(part: str) -> bool:
    """Whether a part stands for one name, as it is written; there is none in Windows."""
    return os.name != "nt" and len(part) <= _LONGEST and not has_wildcard(part)


def _fitting(part: str) -> Callable[[str], object]:
    """What tells whether a name fits a part."""
    if _is_plain(part):
        return part.__eq__
    flags = re.IGNORECASE if os.name == "nt" else 0
    return re.compile(translate(part) if len(part) <= _LONGEST else _NOTHING, flags).match


def _ends_otherwise(part: str) -> bool:
    end = part.rpartition(".")[2] if "." in part else ""
    return bool(end) and not _MAGIC.search(end) and f".{end}".lower() not in ENDS


def fits(page: str, pattern: str) -> bool:
    """Return whether a page is one of a pattern's.

    Args:
        page: Its path, with `/`, from the folder on that the pattern begins in.
        pattern: The same of the pattern.
    """
    read = _read(pattern)
    # Most patterns of a long configuration are about other pages, and each is held against each.
    if not page.startswith(read.start):
        return False
    taken = read.beginning()
    *folders, name = page.split("/")
    for folder in folders:
        taken, _ = read.step(folder, taken, is_folder=True)
    return read.step(name, taken, is_folder=False)[1]


@cache
def _read(pattern: str) -> PagePattern:
    return page_pattern(parts_of(pattern))


def parts_of(pattern: str) -> list[str]:
    """Return the parts of a pattern that is written with `/`."""
    return [part for part in pattern.split("/") if part not in {"", "."}]

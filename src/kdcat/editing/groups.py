"""Sections that have no heading: groups of a nested list, or below a line in bold."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.works import folded
from kdcat.editing.spacing import item_end
from kdcat.layouts.line import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.editing.sections import Path, Sections
    from kdcat.reading.catalog import Listing

_BULLET = re.compile(r"[ \t]*(?:[*+-][ \t]+)?")


class Group(NamedTuple):
    """A group, and where it stands."""

    line: int
    """The line that names it."""
    before: str
    """What stands on that line before its name."""
    after: str
    """What stands behind it."""
    entries: list[Listing]
    """The entries right in it."""
    end: int
    """The last line of the last entry in it or in a group of it."""
    blank_below: int
    """The blank lines between its name and what follows."""

    def named(self, name: str) -> str:
        """Return the line that names another group in the same way."""
        return f"{self.before}{escaped(name)}{self.after}"


def groups_in(sections: Sections, parent: Path) -> list[Group]:
    """Return the groups right in a section that hold papers themselves, in their order."""
    inside: dict[Path, list[Listing]] = defaultdict(list)
    for path, listings in sections.listings.items():
        if len(path) > len(parent) and path[: len(parent)] == parent:
            inside[path[: len(parent) + 1]] += listings
    found = []
    for path, listings in inside.items():
        if path not in sections.by_path and (group := _group(sections, path, listings)):
            found.append(group)
    return sorted(found)


def _group(sections: Sections, path: Path, inside: Sequence[Listing]) -> Group | None:
    """The group that a path means, with the papers in it or in a group of it; None if none."""
    own = sections.entries(path)
    if not own:
        return None
    lines = sections.lines
    first = min(listing.block.line for listing in inside)
    line = first - 1
    while line > 0 and lines.is_blank(line):
        line -= 1
    blank_below = first - 1 - line
    # Between the name and the first entry there may be a name of a group in it.
    while line > 0 and _said(lines.content(line)) != folded(path[-1]):
        line -= 1
        if line in sections.catalog.document.heading_lines or first - line > _FARTHEST:
            return None
    text = lines.content(line) if line else ""
    bullet = _BULLET.match(text)
    before, name, after = text[bullet.end() :].partition(path[-1]) if bullet else ("", "", "")
    if not bullet or not name:
        return None
    end = max(item_end(sections.catalog, listing) for listing in inside)
    return Group(line, bullet[0] + before, after.rstrip(), own, end, blank_below)


_FARTHEST = 12


def _said(line: str) -> str:
    bullet = _BULLET.match(line)
    return folded(line[bullet.end() :] if bullet else line)

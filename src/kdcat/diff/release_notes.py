"""Changes as release notes in Markdown."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kdcat.bibliography.addresses import address
from kdcat.diff.change import ADDED, CHANGED, MOVED, REMOVED, RENAMED, differences, said_of
from kdcat.layouts.line import destination, entry_line, escaped
from kdcat.layouts.listing import listing, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kdcat.diff.change import Change, Kind

_HEADINGS: dict[Kind, str] = {
    ADDED: "New papers", REMOVED: "Removed papers", RENAMED: "Renamed sections",
    MOVED: "Moved papers", CHANGED: "Changed papers",
}  # fmt: skip


def release_notes(changes: Sequence[Change]) -> Iterator[str]:
    """Yield the new papers as a part of a catalog, under their sections; what else happened below.

    Args:
        changes: As `kdcat.diff.compare.compare` gives them.
    """
    for number, (kind, group) in enumerate(groupby(changes, lambda change: change.change)):
        if number:
            yield "\n"
        yield f"## {_HEADINGS[kind]}\n\n"
        if kind == ADDED:
            yield from listing((change.paper for change in group), level=3)
        else:
            yield from _other_changes(group)


def _other_changes(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        if change.section:
            yield shown(f"* {escaped(said_of(change.section))}") + "\n"
            continue
        yield shown(entry_line(change.paper)) + "\n"
        for name, *values in differences(change):
            before, after = (
                f"[{escaped(value)}]({destination(value)})" if address(value) else escaped(value)
                for value in values
            )
            yield shown(f"  * {name}: {before} → {after}") + "\n"

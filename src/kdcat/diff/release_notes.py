"""Changes as release notes in Markdown."""

from __future__ import annotations

from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from kdcat.bibliography.addresses import address
from kdcat.diff.change import ADDED, CHANGED, MOVED, REMOVED, differences
from kdcat.layouts.line import destination, entry_line, escaped
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kdcat.diff.change import Change, Kind

_HEADINGS: dict[Kind, str] = {
    ADDED: "New papers", REMOVED: "Removed papers", MOVED: "Moved papers", CHANGED: "Changed papers"
}  # fmt: skip


def release_notes(changes: Sequence[Change]) -> Iterator[str]:
    """Yield the new papers as a part of a catalog, under their sections; what else happened below.

    Args:
        changes: As `kdcat.diff.compare.compare` gives them.
    """
    for number, (kind, group) in enumerate(groupby(changes, lambda change: change.change)):
        if number:
            yield "\n"
        yield f"## {_HEADINGS[kind]}\n"
        yield from _new_papers(group) if kind == ADDED else _other_changes(group)


def _new_papers(changes: Iterable[Change]) -> Iterator[str]:
    section: tuple[str, ...] | None = None
    for change in changes:
        paper = change.paper
        here = paper.sections
        if here != section:
            both = zip(here, section or (), strict=False)
            shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))
            # Back from a subsection to the section around it, its heading is needed once more.
            for depth in range(min(shared, max(len(here) - 1, 0)), len(here)):
                yield f"\n{'#' * (depth + 3)} {printable(escaped(here[depth]))}\n"
            yield "\n"
            section = here
        yield printable(entry_line(paper)) + "\n"


def _other_changes(changes: Iterable[Change]) -> Iterator[str]:
    yield "\n"
    for change in changes:
        yield printable(entry_line(change.paper)) + "\n"
        for name, *values in differences(change):
            before, after = (
                f"[{escaped(value)}]({destination(value)})" if address(value) else escaped(value)
                for value in values
            )
            yield printable(f"  * {name}: {before} → {after}") + "\n"

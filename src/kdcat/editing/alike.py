"""Papers listed as their neighbours are: each form is tried, and what comes out is read back."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, NamedTuple

from kdcat.editing import placement
from kdcat.editing.edit import edits_of
from kdcat.editing.groups import groups_in
from kdcat.editing.neighbours import PARTS, source_of, ways_to_write
from kdcat.editing.read_back import read_back
from kdcat.editing.sections import GROUP
from kdcat.editing.spacing import gap, is_item
from kdcat.errors import KdcatError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kdcat.editing.edit import Edit, Insertion
    from kdcat.editing.neighbours import Written
    from kdcat.editing.sections import NewSections, Path, Sections
    from kdcat.paper import Paper
    from kdcat.reading.catalog import Catalog, Listing

_SAID = ("title", *PARTS, "sections", "links")
_DEEP = 2
_MOST_SHOWN, _LONGEST_SHOWN = 6, 300
"""Lines of a neighbour that a refusal shows, and characters of each."""


class Listed(NamedTuple):
    """Papers listed in the form of their neighbours."""

    edits: list[Edit]
    catalog: Catalog
    """The catalog as it is read with the edits made."""
    untold: list[tuple[Paper, tuple[str, ...]]]
    """Papers of which the form has no place for some fields, and which."""


class _Choice(NamedTuple):
    """How a paper is written in its place."""

    path: Path
    spot: placement.Spot
    written: Written


class _Usual(NamedTuple):
    """The most usual form of a paper in its place, if there is any."""

    path: Path
    spot: placement.Spot
    written: Written | None


def as_neighbours(
    sections: Sections, by_section: Mapping[Path, Sequence[Paper]], new: NewSections
) -> Listed:
    """Return the insertions that list papers in the form of the entries beside them.

    Args:
        sections: The sections of the catalog.
        by_section: The papers by their sections.
        new: The sections that are to be made.

    Raises:
        KdcatError: A paper cannot be written so that it is read as asked; the message shows a
            neighbour.
    """
    usual = [
        _Usual(path, spot, next(_ways(sections.catalog, spot), None))
        for path, papers in by_section.items()
        for spot in _spots(sections, path, papers, new)
    ]
    choices = _together(sections, usual, new)
    edits = _edits(sections, choices, new)
    after, wrong = _as_asked(sections.catalog, edits, [one.written.paper for one in choices])
    if wrong:
        raise KdcatError(f"{sections.catalog.name}: {wrong}; not done")
    untold = [(one.spot.paper, one.written.untold) for one in choices if one.written.untold]
    return Listed(edits, after, untold)


def _spots(
    sections: Sections, path: Path, papers: Sequence[Paper], new: NewSections
) -> list[placement.Spot]:
    if path not in new:
        return placement.spots(sections, path, papers)
    # As the entries of the group beside it are.
    beside = groups_in(sections, path[:-1])[-1].entries if new[path] == GROUP else []
    return [
        placement.Spot(paper, beside, len(beside), number) for number, paper in enumerate(papers, 1)
    ]


def _ways(catalog: Catalog, spot: placement.Spot) -> Iterator[Written]:
    return ways_to_write(catalog, spot.here, spot.paper, _beside(spot), spot.number)


def _beside(spot: placement.Spot) -> int:
    return max(spot.before - 1, 0)


def _together(sections: Sections, usual: Sequence[_Usual], new: NewSections) -> list[_Choice]:
    """How papers are written: in their usual forms, where all of them are read as asked with these.

    Else so is each half of them, so that the page is not read anew for each of many papers.
    """
    if len(usual) == 1:
        return [_chosen(sections, usual[0].path, usual[0].spot, new)]
    choices = [_Choice(one.path, one.spot, one.written) for one in usual if one.written]
    if len(choices) == len(usual):
        edits = _edits(sections, choices, _those_around(new, choices))
        papers = [one.written.paper for one in choices]
        if not _as_asked(sections.catalog, edits, papers)[1]:
            return choices
    middle = len(usual) // 2
    halves = (usual[:middle], usual[middle:])
    return [choice for half in halves for choice in _together(sections, half, new)]


def _those_around(new: NewSections, choices: Sequence[_Choice]) -> NewSections:
    """Of the sections that are to be made those that papers stand in."""
    paths = {one.path[:depth] for one in choices for depth in range(len(one.path) + 1)}
    return {path: kind for path, kind in new.items() if path in paths}


def _chosen(sections: Sections, path: Path, spot: placement.Spot, new: NewSections) -> _Choice:
    """The most usual form in which a paper is read as asked."""
    catalog = sections.catalog
    wrong: str | None = "none of them has a form that could be told"
    beside = _beside(spot)
    for written in _ways(catalog, spot):
        choice = _Choice(path, spot, written)
        edits = _edits(sections, [choice], _those_around(new, [choice]))
        _, wrong = _as_asked(catalog, edits, [written.paper])
        if not wrong:
            return choice
    shown = spot.here or catalog.listings
    model = (
        f"; line {shown[beside].block.line} is:\n{_shown(catalog, shown[beside])}" if shown else ""
    )
    raise KdcatError(
        f"{spot.paper.title}: cannot be written as the entries of {catalog.name} are: {wrong}"
        f"{model}"
    )


def _shown(catalog: Catalog, listing: Listing) -> str:
    lines = source_of(catalog, listing).split("\n")[:_MOST_SHOWN]
    return "\n".join(
        line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}..." for line in lines
    )


def _edits(sections: Sections, choices: Sequence[_Choice], new: NewSections) -> list[Edit]:
    insertions: list[Insertion] = []
    entries_of: dict[Path, list[str]] = {}
    # Looked for once in each section: it is a matter of all entries there.
    gaps: dict[Path, int] = {}
    for path, spot, written in choices:
        if path in new:
            entry = written.lines if new[path] == GROUP else _outermost(written.lines)
            entries_of.setdefault(path, []).append("\n".join(entry))
        else:
            lines = _as_deep(written.lines, spot, sections.catalog)
            if path not in gaps:
                gaps[path] = gap(sections, spot.here) if spot.here else 0
            insertions.append(placement.entry_at(sections, path, spot, lines, gaps[path]))
    insertions += placement.new_sections(sections, new, entries_of)
    return edits_of(sections.lines, insertions)


def _outermost(lines: Sequence[str]) -> list[str]:
    """The lines of an entry as deep as they stand below a heading: in no item, and no code."""
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    if len(indent.expandtabs(4)) < _DEEP:
        return list(lines)
    return [line.removeprefix(indent) for line in lines]


def _as_deep(lines: Sequence[str], spot: placement.Spot, catalog: Catalog) -> Sequence[str]:
    """The lines of an item as deep as the item that it stands beside, be its model of elsewhere."""
    if not spot.here:
        return lines
    beside = catalog.document.lines.content(spot.here[max(spot.before - 1, 0)].block.line)
    if not (is_item(lines[0]) and is_item(beside)):
        return lines
    old, wanted = (line[: len(line) - len(line.lstrip(" \t"))] for line in (lines[0], beside))
    return [wanted + line.removeprefix(old) if line else line for line in lines]


def _as_asked(
    catalog: Catalog, edits: Sequence[Edit], papers: Sequence[Paper]
) -> tuple[Catalog, str | None]:
    """Read what edits make; and what is wrong with it, if it is not the papers and all others."""
    after, new, lost = read_back(catalog, edits, lambda paper: paper._replace(line=0))
    if lost is not None:
        return after, f"line {lost.line} would be read in another way"
    by_title: dict[str, deque[Paper]] = defaultdict(deque)
    for one in new:
        by_title[one.title].append(one)
    for paper in papers:
        if not by_title[paper.title]:
            return after, "it would not be read as one paper"
        same = by_title[paper.title].popleft()
        for name in _SAID:
            meant, read = getattr(paper, name), getattr(same, name)
            # The form may have no place for a year, and the heading tell one.
            if meant != read and not (name == "year" and meant is None):
                said = "nothing" if not read else repr(read)
                asked = "" if meant is None else f", not as {meant!r}"
                return after, f"its {name.removesuffix('_raw')} would be read as {said}{asked}"
    return after, "something else would be read as a paper" if any(by_title.values()) else None

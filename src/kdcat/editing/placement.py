"""Where new entries and new sections go, as lines to insert below lines that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.editing.contents import NewHeading, items_of, new_items
from kdcat.editing.edit import Insertion
from kdcat.editing.groups import groups_in
from kdcat.editing.order import direction, in_order
from kdcat.editing.rows import is_header
from kdcat.editing.sections import GROUP
from kdcat.editing.slots import number_of
from kdcat.editing.spacing import (
    apart,
    are_headings_apart,
    blank_after,
    gap,
    is_item,
    is_spaced,
    item_end,
    last_content,
)
from kdcat.editing.style import usual_style
from kdcat.layouts.line import entry_line, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kdcat.editing.sections import HeadedSection, NewSections, Path, Sections
    from kdcat.layouts.line import Style
    from kdcat.paper import Paper
    from kdcat.reading.catalog import Listing


def entries(
    sections: Sections, path: Path, papers: Sequence[Paper], usual: Style
) -> Iterator[Insertion]:
    """Give the insertions that list papers in a section that is there.

    An entry goes where its year belongs if the section is sorted by year, else to the end. It is
    written as those of the section are, and as usual where these do not show it.
    """
    here = _entries_here(sections, path)
    style = usual_style(sections.catalog.document, here, usual)
    if not here:
        section = sections.section(path)
        yield _first_entries(sections, section, [entry_line(paper, style) for paper in papers])
        return
    blank = ("",) * gap(sections, here)
    years = [listing.paper.year for listing in here]
    for before, paper in in_order(years, papers, direction(sections, path, here)):
        beside = here[max(before - 1, 0)]
        line = sections.lines.content(beside.block.line)
        # As deep as the entry beside it: deeper, it would be read as part of that.
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        written = entry_line(paper, style._replace(indent=indent))
        if before:
            yield Insertion(item_end(sections.catalog, beside), (*blank, written))
        else:
            yield Insertion(beside.block.line - 1, (written, *blank))


class Spot(NamedTuple):
    """Where a paper goes in its section."""

    paper: Paper
    here: list[Listing]
    """The entries of the section."""
    before: int
    """How many of them stand before it."""
    number: int | None
    """The number of its item, where they are numbered."""


def spots(sections: Sections, path: Path, papers: Sequence[Paper]) -> list[Spot]:
    """Return where papers go in a section that is there.

    Numbers go on: where they rise a paper goes to the end, where they fall to the beginning; else
    it goes where its year belongs.
    """
    here = _entries_here(sections, path)
    lines = sections.lines
    found = [number_of(lines.content(listing.block.line)) for listing in here]
    numbers = [number for number in found if number is not None]
    if not here or len(numbers) < len(here) or (len(here) > 1 and len(set(numbers)) == 1):
        years = [listing.paper.year for listing in here]
        number = numbers[0] if here and len(numbers) == len(here) else None
        rows = in_order(years, papers, direction(sections, path, here))
        return [Spot(paper, here, before, number) for before, paper in rows]
    if numbers[0] > numbers[-1]:
        numbered = [Spot(paper, here, 0, numbers[0] + more) for more, paper in enumerate(papers, 1)]
        return numbered[::-1]
    return [
        Spot(paper, here, len(here), numbers[-1] + more) for more, paper in enumerate(papers, 1)
    ]


def entry_at(
    sections: Sections, path: Path, spot: Spot, written: Sequence[str], apart: int
) -> Insertion:
    """Return the insertion of the lines of an entry in its place, so many blank lines apart."""
    here = spot.here
    if not here:
        return _first_entries(sections, sections.section(path), ["\n".join(written)])
    beside = here[max(spot.before - 1, 0)]
    if is_header(sections.lines, beside):
        return Insertion(beside.block.line + 1, tuple(written))
    blank = ("",) * apart
    if spot.before:
        return Insertion(item_end(sections.catalog, here[spot.before - 1]), (*blank, *written))
    return Insertion(here[0].block.line - 1, (*written, *blank))


def _entries_here(sections: Sections, path: Path) -> list[Listing]:
    section = sections.section(path)
    here = sections.entries(path)
    return (sections.own_entries(section) or here) if section else here


def _first_entries(
    sections: Sections, section: HeadedSection | None, written: Sequence[str]
) -> Insertion:
    """The entries of a section that has none: below the heading and what is said there."""
    lines = sections.lines
    start, end = (section.below, section.own_end) if section else (0, len(lines))
    content = last_content(lines, start, end)
    spaced = start > 0 and is_spaced(sections)
    if content > start:
        below, before = content, [""]
    elif spaced and start < len(lines) and lines.is_blank(start + 1):
        below, before = start + 1, []
    else:
        below, before = start, [""] if spaced else []
    text = _in_lines(apart(written, gap(sections)))
    return Insertion(below, (*before, *text, *blank_after(lines, below)))


def _in_lines(written: Sequence[str]) -> list[str]:
    return [line for text in written for line in text.split("\n")]


def new_sections(
    sections: Sections, new: NewSections, entries_of: Mapping[Path, Sequence[str]]
) -> Iterator[Insertion]:
    """Give the insertions that make new sections, with their entries and items in the contents.

    Args:
        sections: The sections that are there.
        new: Those to be made.
        entries_of: The entries of each section, as written.

    Raises:
        KdcatError: A new heading would take the anchor of one that is there.
    """
    if not new:
        return
    spaced, headings_apart = is_spaced(sections), are_headings_apart(sections)
    blank = gap(sections)
    headings: list[NewHeading] = []
    inner_of: dict[Path, list[Path]] = {}
    for path in new:
        inner_of.setdefault(path[:-1], []).append(path)
    for path in new:
        if new[path] == GROUP:
            yield _new_group(sections, path, entries_of.get(path, ()))
            continue
        if path[:-1] in new:
            continue
        below, parted = _new_place(sections, path[:-1], headings_apart)
        text: list[str] = []
        for inner in _inside(path, inner_of):
            headings.append(NewHeading(inner, below))
            text += [""] if parted else []
            text.append(f"{'#' * new[inner]} {escaped(inner[-1])}")
            written = entries_of.get(inner, ())
            text += [""] if written and spaced else []
            text += _in_lines(apart(written, blank))
            parted = bool(written) or headings_apart
        yield Insertion(below, (*text, *blank_after(sections.lines, below)))
    yield from new_items(sections, headings)


def _new_group(sections: Sections, path: Path, written: Sequence[str]) -> Insertion:
    """The insertion of a group behind the last one beside it, and named as that is."""
    groups = groups_in(sections, path[:-1])
    lines, model = sections.lines, groups[-1]
    if len(groups) > 1:
        above = model.line - 1
        while lines.is_blank(above):
            above -= 1
        blank = model.line - 1 - above
    else:
        blank = 0 if is_item(model.before) else 1
    text = [*("",) * blank, model.named(path[-1]), *("",) * model.blank_below]
    text += _in_lines(apart(written, gap(sections, model.entries)))
    return Insertion(model.end, tuple(text))


def _inside(path: Path, inner_of: Mapping[Path, Sequence[Path]]) -> Iterator[Path]:
    """Give a new section and the new ones in it, each before those in it."""
    yield path
    for inner in inner_of.get(path, ()):
        yield from _inside(inner, inner_of)


def _new_place(sections: Sections, parent: Path, headings_apart: bool) -> tuple[int, bool]:
    """The line below which a new section goes, and whether a blank line goes first."""
    lines = sections.lines
    section = sections.section(parent) or _last_with_papers(sections)
    if section is None:
        items = items_of(sections.catalog.document)
        below = last_content(lines, items[-1].end if items else 0, len(lines))
        return below, below > 0
    below = last_content(lines, section.below, section.end)
    return below, below > section.below or headings_apart


def _last_with_papers(sections: Sections) -> HeadedSection | None:
    """The last of the outermost sections that holds papers, else the last.

    What follows it, such as a licence, is not of the catalog.
    """
    outermost = [section for section in sections.headed if len(section.path) == 1]
    named = {path[:1] for path in sections.listings}
    holding = [section for section in outermost if section.path in named]
    return next(reversed(holding or outermost), None)

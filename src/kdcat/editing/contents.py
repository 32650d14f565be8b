"""The table of contents: the items of new sections, written as those beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.works import folded
from kdcat.editing.edit import Insertion
from kdcat.errors import KdcatError
from kdcat.layouts.line import escaped
from kdcat.reading.outline import slugs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kdcat.editing.sections import Path, Sections
    from kdcat.reading.catalog import Catalog
    from kdcat.reading.document import Document
    from kdcat.text import Lines


class Item(NamedTuple):
    """An item of the table of contents."""

    depth: int
    line: int
    end: int
    """The last line of the item's own text."""
    bullet: str
    """What stands before the link on the line."""
    text: str
    anchor: str
    """The anchor that the item links to, in small letters."""


class NewHeading(NamedTuple):
    """The heading of a new section."""

    path: Path
    below: int
    """The line below which it goes."""


class _Spot(NamedTuple):
    """Where a new item goes."""

    depth: int
    below: int
    """The line below which it goes."""
    model: Item
    """The item that it is written like."""


def items_of(document: Document) -> list[Item]:
    """Return the items of the table of contents, in their order."""
    blocks = {block.line for block in document.contents}
    items: dict[int, Item] = {}
    for link in document.in_page_links:
        line = link.block.line
        if line in blocks and line not in items:
            start = document.lines.span(line).start
            items[line] = Item(
                link.depth,
                line,
                link.block.end_line - 1,
                document.text[start : link.span.start],
                document.rendered(link.text),
                link.anchor.lower(),
            )
    return list(items.values())


def new_items(sections: Sections, headings: Sequence[NewHeading]) -> Iterator[Insertion]:
    """Give the insertions that list new headings in the table of contents, if there is one.

    Raises:
        KdcatError: A new heading would take the anchor of one that is there.
    """
    items = items_of(sections.catalog.document)
    if not items or not headings:
        return
    there, new = _anchors(sections.catalog, headings)
    anchors = {section.path: there[section.heading.line] for section in reversed(sections.headed)}
    made: dict[Path, _Spot] = {}
    for heading, anchor in zip(headings, new, strict=True):
        parent = made.get(heading.path[:-1])
        spot = _spot_in_new(items, parent) if parent else _spot(items, sections, anchors, heading)
        if spot is None:
            continue
        made[heading.path] = spot
        alike = [item for item in items if item.depth == spot.depth]
        blank = _blank_above(sections.lines, spot.model) if len(alike) > 1 else 0
        text = f"{spot.model.bullet}[{escaped(heading.path[-1])}](#{anchor})"
        yield Insertion(spot.below, (*("",) * blank, text))


def _spot_in_new(items: Sequence[Item], parent: _Spot) -> _Spot | None:
    """Where an item goes whose parent is new: below it, written as the last of that depth."""
    depth = parent.depth + 1
    model = next((item for item in reversed(items) if item.depth == depth), None)
    return model and _Spot(depth, parent.below, model)


def _spot(
    items: Sequence[Item], sections: Sections, anchors: Mapping[Path, str], heading: NewHeading
) -> _Spot | None:
    """Where an item goes: behind the last before it that has its parent, else below that."""
    parent = heading.path[:-1]
    if parent:
        own = _item_of(items, anchors.get(parent), parent[-1])
        if own is None:
            return None
        depth, below = own.depth + 1, _last_inside(items, own)
    else:
        depth, below = 0, items[-1].end
    alike = [item for item in items if item.depth == depth]
    if not alike:
        return None
    beside = [
        _item_of(items, anchors[section.path], section.path[-1])
        for section in sections.headed
        if section.path[:-1] == parent and section.below <= heading.below
    ]
    last = next((item for item in reversed(beside) if item and item.depth == depth), None)
    return _Spot(depth, _last_inside(items, last) if last else below, last or alike[-1])


def _item_of(items: Sequence[Item], anchor: str | None, name: str) -> Item | None:
    """The item that leads to an anchor, else the first of that name."""
    leading = (item for item in items if item.anchor == anchor)
    named = (item for item in items if folded(item.text) == folded(name))
    return next(leading, None) or next(named, None)


def _last_inside(items: Sequence[Item], item: Item) -> int:
    """The last line of an item and of those in it."""
    end = item.end
    for other in items[items.index(item) + 1 :]:
        if other.depth <= item.depth:
            break
        end = other.end
    return end


def _blank_above(lines: Lines, item: Item) -> int:
    line = item.line - 1
    while line > 0 and lines.is_blank(line):
        line -= 1
    return item.line - 1 - line


def _anchors(catalog: Catalog, headings: Sequence[NewHeading]) -> tuple[dict[int, str], list[str]]:
    """The anchors of the headings that are there, by line, and of the new ones in their order.

    Raises:
        KdcatError: A new heading would take the anchor of one that is there.
    """
    there = [(heading.line, 0, heading.text) for heading in catalog.headings]
    new = [(heading.below, number, heading.path[-1]) for number, heading in enumerate(headings, 1)]
    order = sorted([*there, *new])
    after = {
        (line, number): anchor
        for (line, number, _), anchor in zip(
            order, slugs(text for _, _, text in order), strict=True
        )
    }
    for anchor, heading in catalog.document.slugs.items():
        if after[heading.line, 0] != anchor:
            raise KdcatError(
                f"{catalog.name}:{heading.line}: a new section of that name above would take "
                f"its anchor #{anchor}; choose another name"
            )
    return {line: after[line, 0] for line, _, _ in there}, [
        after[line, number] for line, number, _ in new
    ]

"""The table of contents: the items of new sections, written as those beside them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.works import folded
from kdcat.editing.edit import Insertion
from kdcat.errors import KdcatError
from kdcat.layouts.line import escaped
from kdcat.reading.outline import slugs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kdcat.editing.sections import HeadedSection, Path, Sections
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
            start = document.lines.start(line)
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
    contents = _Contents(items, sections, anchors)
    made: dict[Path, _Spot] = {}
    for heading, anchor in zip(headings, new, strict=True):
        parent = made.get(heading.path[:-1])
        spot = contents.spot_in_new(parent) if parent else contents.spot(heading)
        if spot is None:
            continue
        made[heading.path] = spot
        text = f"{spot.model.bullet}[{escaped(heading.path[-1])}](#{anchor})"
        yield Insertion(spot.below, (*("",) * contents.blank_above(spot), text))


class _Contents:
    """The items of the table of contents, each found without looking through all of them."""

    def __init__(
        self, items: Sequence[Item], sections: Sections, anchors: Mapping[Path, str]
    ) -> None:
        self._items = items
        self._sections = sections
        self._anchors = anchors
        backwards = items[::-1]
        # Of several the first counts.
        self._by_anchor = {item.anchor: item for item in backwards}
        self._by_name = {folded(item.text): item for item in backwards}
        self._of_depth: dict[int, list[Item]] = defaultdict(list)
        for item in items:
            self._of_depth[item.depth].append(item)
        self._last_inside = dict(_last_inside(items))
        self._in_section: dict[Path, list[HeadedSection]] = defaultdict(list)
        for section in sections.headed:
            self._in_section[section.path[:-1]].append(section)
        self._listed: dict[tuple[Path, int], list[tuple[int, Item]]] = {}
        self._blank_above: dict[int, int] = {}

    def spot_in_new(self, parent: _Spot) -> _Spot | None:
        """Where an item goes whose parent is new: below it, written as the last of that depth."""
        depth = parent.depth + 1
        alike = self._of_depth.get(depth)
        return _Spot(depth, parent.below, alike[-1]) if alike else None

    def spot(self, heading: NewHeading) -> _Spot | None:
        """Where an item goes: behind the last before it that has its parent, else below that."""
        parent = heading.path[:-1]
        if parent:
            own = self._item_of(parent)
            if own is None:
                return None
            depth, below = own.depth + 1, self._last_inside[own.line]
        else:
            depth, below = 0, self._items[-1].end
        alike = self._of_depth.get(depth)
        if not alike:
            return None
        listed = self._listed_in(parent, depth)
        before = bisect_right(listed, heading.below, key=itemgetter(0))
        last = listed[before - 1][1] if before else None
        return _Spot(depth, self._last_inside[last.line] if last else below, last or alike[-1])

    def blank_above(self, spot: _Spot) -> int:
        """How many blank lines stand above an item: as many as above its model, if it has twins."""
        line = spot.model.line
        if len(self._of_depth[spot.depth]) == 1:
            return 0
        if line not in self._blank_above:
            self._blank_above[line] = _blank_above(self._sections.lines, spot.model)
        return self._blank_above[line]

    def _listed_in(self, parent: Path, depth: int) -> list[tuple[int, Item]]:
        """The items of a depth that lead to the sections in one, with the lines of the headings."""
        if (parent, depth) not in self._listed:
            self._listed[parent, depth] = [
                (section.below, item)
                for section in self._in_section[parent]
                if (item := self._item_of(section.path)) and item.depth == depth
            ]
        return self._listed[parent, depth]

    def _item_of(self, path: Path) -> Item | None:
        """The item that leads to a section, else the first of its name."""
        anchor = self._anchors.get(path)
        leading = self._by_anchor.get(anchor) if anchor is not None else None
        return leading or self._by_name.get(folded(path[-1]))


def _last_inside(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Give the line of each item, and the last line of it and of those in it."""
    around: list[Item] = []
    end = 0
    for item in items:
        while around and around[-1].depth >= item.depth:
            yield around.pop().line, end
        around.append(item)
        end = item.end
    yield from ((item.line, end) for item in around)


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

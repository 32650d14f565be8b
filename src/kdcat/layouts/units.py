"""Units: what may be one paper, each in its section.

A list item with all its children, a paragraph, a row of a table, a `<summary>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kdcat.layouts.html import tags
from kdcat.text import Lines, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kdcat.reading.blocks import Block

UnitKind = Literal["item", "paragraph", "row", "summary", "heading"]


@dataclass(slots=True)
class Unit:
    """What may be one paper."""

    kind: UnitKind
    blocks: list[Block]
    """Its own text, the first block first."""
    children: list[Unit] = field(default_factory=list)
    """The items of the lists in it, or right after it."""

    @property
    def line(self) -> int:
        """The 1-based line it begins on."""
        return self.blocks[0].line

    @property
    def end_line(self) -> int:
        """The 1-based line after its last."""
        own = max(block.end_line for block in self.blocks)
        return max([own, *(child.end_line for child in self.children)])


@dataclass(slots=True)
class Group:
    """The units that stand together under one heading, one summary or one bold line."""

    heading: Block | None
    """The heading they stand under."""
    aside: str | None = None
    """The text of a `<summary>` or a bold line above them, which is no section."""
    units: list[Unit] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)
    """The comments of raw HTML among them: line and text."""


def groups(blocks: Iterable[Block]) -> Iterator[Group]:
    """Yield the groups of a document; each heading begins one, be it empty."""
    building = _Building()
    for block in blocks:
        yield from building.take(block)
    yield building.group


class _Building:
    def __init__(self) -> None:
        self.group = Group(None)
        self._items: dict[int, Unit] = {}
        # The level of a heading of HTML that is open: its text is a block of its own.
        self._open_heading = 0

    def take(self, block: Block) -> Iterator[Group]:
        if self._open_heading and (name := block.content.strip(" \t\n+-!#")):
            level, self._open_heading = self._open_heading, 0
            if not name.startswith("</"):
                yield self._next(Group(block._replace(kind="heading", content=name, level=level)))
                return
        if block.kind == "heading":
            yield self._next(Group(block))
        elif block.kind == "html":
            yield from self._html(block)
        elif block.kind in ("paragraph", "row"):
            self._add(block)

    def _next(self, group: Group) -> Group:
        done, self.group = self.group, group
        self._items.clear()
        return done

    def _add(self, block: Block) -> None:
        if block.kind == "row":
            self.group.units.append(Unit("row", [block]))
            return
        owner = next(
            (self._items[item] for item in reversed(block.parents) if item in self._items), None
        )
        if block.item is None:
            if owner is not None:
                owner.blocks.append(block)
            else:
                self.group.units.append(Unit("paragraph", [block]))
            return
        unit = Unit("item", [block])
        self._items[block.item] = unit
        if owner is not None:
            owner.children.append(unit)
        else:
            self.group.units.append(unit)

    def _html(self, block: Block) -> Iterator[Group]:
        if block.item is not None or block.parents:
            self._add(block)
            return
        if left_open := _OPEN_HEADING.search(block.content):
            self._open_heading = int(left_open[1])
        for name, part in html_parts(block):
            if name == "!--":
                self.group.comments.append((part.line, part.content))
            elif name in _HEADINGS:
                level = int(name[1])
                yield self._next(Group(part._replace(kind="heading", level=level)))
            elif name == "summary":
                self.group.units.append(Unit("summary", [part]))
            elif name == "/details":
                self.group.units.append(Unit("summary", [part._replace(content="")]))
            elif name == "li":
                self.group.units.append(Unit("item", [part]))
            elif name == "tr":
                self.group.units.append(Unit("row", [part._replace(level=block.line)]))
            else:
                self.group.units.append(Unit("paragraph", [part]))


_OPEN_HEADING = re.compile(r"(?i)<h([1-6])\b[^<>]*>\s*$")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_PARTING = _HEADINGS | frozenset(
    ["p", "div", "li", "tr", "summary", "details", "table", "ul", "ol", "center", "tbody", "thead"]
)


def html_parts(block: Block) -> Iterator[tuple[str, Block]]:
    """Yield the parts of raw HTML that its tags set apart: the name of the tag, and its content.

    A comment comes as `!--` with its text, the end of a `details` as `/details`.
    """
    text, start, name = block.content, 0, ""
    lines = Lines(text)

    def line_of(offset: int) -> int:
        return block.line + lines.number(offset) - 1

    for span, tag in tags(text):
        if tag is None:
            continue
        bare = tag.name.removeprefix("/")
        if bare not in _PARTING and bare != "!--":
            continue
        if part := _part(block, text, Span(start, span.start), line_of):
            yield name, part
        start = span.end
        if bare == "!--":
            comment = tag.raw[4:].removesuffix("-->").strip()
            yield "!--", block._replace(content=comment, line=line_of(span.start))
            continue
        if tag.name == "/details":
            yield "/details", block._replace(line=line_of(span.start))
        name = "" if tag.name.startswith("/") else bare
    if part := _part(block, text, Span(start, len(text)), line_of):
        yield name, part


_LETTER = re.compile(r"\w")


def _part(block: Block, text: str, span: Span, line_of: Callable[[int], int]) -> Block | None:
    content = text[slice(*span)]
    if not _LETTER.search(content):
        return None
    line = line_of(span.end - len(content.lstrip()))
    content = content.strip()
    return block._replace(content=content, line=line, end_line=line + content.count("\n") + 1)

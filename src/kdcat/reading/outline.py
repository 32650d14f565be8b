"""The outline of a document: its sections, its table of contents, and the links into the page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from kdcat.layouts.pieces import destination_span
from kdcat.layouts.recognise import is_labelled_as_entry
from kdcat.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from kdcat.layouts.piece import Link
    from kdcat.reading.blocks import Block
    from kdcat.reading.document import Document

_LEADS_INTO_PAGE = re.compile(r"\]\(\s*<?#")
_OPENS = re.compile(r"<[a-z]", re.IGNORECASE)
_NAMED = re.compile(
    r"""(?P<end>>)|\b(?:id|name)\s*+=\s*+["']?(?P<name>[^"'\s>]++)""", re.IGNORECASE
)


_TEXTS = ("paragraph", "row")
"""The blocks of inline Markdown that are no headings."""


class Section(NamedTuple):
    """A heading, with its text as rendered."""

    level: int
    text: str
    line: int


class InPageLink(NamedTuple):
    """A link into the page."""

    text: str
    """Its label, as written."""
    fragment: str
    """What follows `#`, as written."""
    span: Span
    """The whole link."""
    label_span: Span
    fragment_span: Span
    block: Block
    """Where it stands."""

    @property
    def anchor(self) -> str:
        """The name that it leads to."""
        return unquote(self.fragment).removeprefix("user-content-")

    @property
    def depth(self) -> int:
        """How deep its list item is nested, from 0."""
        return len(self.block.parents)


def contents(elements: Iterable[Block]) -> tuple[Block, ...]:
    """Return the items of the table of contents.

    It is the first list of links into the page, if it stands before all entries, and ends at a
    heading or at other text. Headings above it are the page's title and its own heading, and hold
    no papers. An item without a link stays among the others, as a group of them.
    """
    items: list[Block] = []
    for element in elements:
        if element.kind not in _TEXTS:
            if items:
                break
            continue
        if is_labelled_as_entry(element.content):
            break
        if element.item is None:
            if items:
                break
        elif _LEADS_INTO_PAGE.search(element.content):
            items.append(element)
    return tuple(items)


def has_title(headings: Sequence[Section], contents: Sequence[Block]) -> bool:
    """Return whether the first heading is the document's own.

    It is if it stands above the table of contents, or is the only one of level 1.
    """
    if not headings:
        return False
    first = headings[0]
    if contents and first.line < contents[0].line:
        return True
    return first.level == 1 and all(heading.level > 1 for heading in headings[1:])


def in_page_links(document: Document) -> Iterator[InPageLink]:
    """Give the links into the page that stand in blocks, in their order."""
    for block in document.elements:
        if block.kind not in _TEXTS or not _LEADS_INTO_PAGE.search(block.content):
            continue
        before: Link | None = None
        for piece in document.pieces(block):
            link = piece.link
            if link is None or link is before:
                continue
            before = link
            written = destination_span(link, document.text)
            if link.label and written and document.text.startswith("#", written.start):
                fragment = Span(written.start + 1, written.end)
                yield InPageLink(
                    document.text[slice(*link.label)],
                    document.text[slice(*fragment)],
                    link.span,
                    link.label,
                    fragment,
                    block,
                )


def anchors(text: str) -> frozenset[str]:
    """Return the names and ids that HTML in a text gives to places of the page."""
    found: set[str] = set()
    at = 0
    while (opening := _OPENS.search(text, at)) and (named := _NAMED.search(text, opening.end())):
        if named["name"] is not None:
            found.add(named["name"])
        at = named.end()
    return frozenset(found)


_ABOVE = 2
"""Lines above a heading in which its anchor stands: `<a name="nets"></a>`, and an empty one."""


def named_headings(document: Document, names: Set[str]) -> set[int]:
    """Return the lines of the headings that HTML in their lines, or right above, gives a name."""
    if names.isdisjoint(document.anchors):
        return set()
    lines = document.lines
    found = set()
    for heading in document.headings:
        above = [lines.content(line) for line in range(max(1, heading.line - _ABOVE), heading.line)]
        while above and above[0].strip() and not above[0].lstrip().startswith("<a"):
            del above[0]
        if not names.isdisjoint(anchors("\n".join([*above, lines.content(heading.line)]))):
            found.add(heading.line)
    return found


def slugs(texts: Iterable[str]) -> list[str]:
    """Return the anchors that GitHub gives to headings, from their rendered texts in order.

    In lower case; all but letters, marks, decimal digits, connectors, hyphens and spaces is left
    out, a space becomes a hyphen, and a repeated one gets -1, -2 and so on.
    """
    taken: Counter[str] = Counter()
    anchors = []
    for text in texts:
        kept = (
            letter
            for letter in text.lower()
            if letter in " -"
            or unicodedata.category(letter)[0] in "LM"
            or unicodedata.category(letter) in {"Nd", "Pc"}
        )
        slug = unique = "".join(kept).replace(" ", "-")
        while unique in taken:
            unique = f"{slug}-{taken[slug]}"
            taken[slug] += 1
        taken[unique] += 1
        anchors.append(unique)
    return anchors

"""What a page shows: its blocks in their order, and what a reader sees of the text of each.

It is made to compare one state of a page with another, and knows nothing of papers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from kdcat.layouts.inline import inline_tokens
from kdcat.layouts.once import kept
from kdcat.layouts.pieces import row_contents, whole_content
from kdcat.layouts.sights import sights, sights_of_simple
from kdcat.layouts.simple import simple_pieces
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from kdcat.layouts.sights import Sight

# In these, white space is shown as it is (HTML, section 15.3.5), or is a program's.
_VERBATIM = re.compile(r"<(?:pre|script|style|textarea)\b", re.IGNORECASE)


class Part(NamedTuple):
    """A block of a page, or where something that holds blocks begins or ends."""

    kind: str
    """`inline` of text; else markdown-it's name, with what tells it from others of the name."""
    content: str
    """Inline Markdown, code, or HTML, the white space of which is one space where none shows."""
    lines: range
    """The lines that it stands on, from 1; of an end, those of the whole."""


class Page(NamedTuple):
    """A page that can be compared."""

    told: Parts
    references: dict[str, object]
    """The link references, as markdown-it keeps them."""
    markdown: MarkdownIt

    @property
    def parts(self) -> list[Part]:
        """Its blocks, in their order."""
        return self.told.parts

    @property
    def leading(self) -> dict[str, tuple[str, str]]:
        """Where its link references lead, and their titles, by their labels."""
        return {label: (one["href"], one["title"]) for label, one in self._defined.items()}

    def lines_of(self, label: str) -> range:
        """Return the lines that a link reference is defined on, from 1."""
        start, end = self._defined[label]["map"]
        return range(start + 1, end + 1)

    @property
    def _defined(self) -> dict[str, dict[str, Any]]:
        references = self.references.get("references", {})
        assert isinstance(references, dict)
        return references

    def seen(self, content: str) -> list[Sight]:
        """Return what a reader sees of inline Markdown."""
        if self.references:
            return self._parsed(content)
        once = kept()
        seen = once.sights.get(content) if once else None
        if seen is None:
            placed = once.placed.get(content) if once else None
            simple, start = placed or (simple_pieces(whole_content(content)), 0)
            if simple is None:
                seen = self._parsed(content)
            else:
                seen = sights_of_simple(simple, content, start)
            if once:
                once.sights.keep(content, seen)
        return seen

    def _parsed(self, content: str) -> list[Sight]:
        return sights(inline_tokens(content, self.markdown, self.references))


class Parts:
    """The parts of a page, told one after the other by whoever walks it.

    The items of a list may be told apart from each other: a list goes on where nothing but empty
    lines stands between an item and the next one of the same mark (CommonMark 5.3).
    """

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._around: list[int] = []
        self._end_line = 0
        self._list: _List | None = None

    def take(self, tokens: Sequence[Token]) -> None:
        """Add what block tokens say; none at all are what shows nothing, a definition."""
        if not tokens:
            self._list = None
        for token in tokens:
            kind = token.type
            if kind in ("paragraph_open", "paragraph_close"):
                continue
            lines = range(token.map[0] + 1, token.map[1] + 1) if token.map else range(0)
            if kind == "rows":
                self.parts += _cells(token, lines.start)
                self._end_line = lines.stop
            elif kind == "inline":
                self.paragraph(token.content, lines)
            elif token.nesting > 0:
                self._begin(token, lines.start)
            elif token.nesting < 0:
                self._end(kind)
            elif kind == "html_block" and not _VERBATIM.search(token.content):
                self._add(kind, one_line(token.content), lines)
            else:
                self._add(f"{kind} {token.info.strip()}", token.content, lines)

    def paragraph(self, content: str, lines: range) -> None:
        """Add a paragraph."""
        self._add("inline", content, lines)

    def item(self, marker: str, number: str, content: str, line: int) -> None:
        """Add an item of one line, in no other; `number` is empty for one with a bullet."""
        lines = range(line, line + 1)
        kind, tag = ("ordered_list", "ol") if number else ("bullet_list", "ul")
        start = str(int(number)) if number and int(number) != 1 else ""
        self._begin_list(f"{kind}_open {tag} {start}", marker, line)
        self._add("list_item_open li ", "", lines)
        self._add("inline", content, lines)
        self._end(f"{kind}_close")

    def _add(self, kind: str, content: str, lines: range) -> None:
        self.parts.append(Part(kind, content, lines))
        self._end_line = lines.stop

    def _begin(self, token: Token, line: int) -> None:
        kind = f"{token.type} {token.tag} {token.attrs.get('start', '')}"
        if not self._around and token.type in ("bullet_list_open", "ordered_list_open"):
            self._begin_list(kind, token.markup, line)
        else:
            self._open(kind, line)

    def _begin_list(self, kind: str, marker: str, line: int) -> None:
        last = self._list
        if last and last.marker == marker and last.end == len(self.parts):
            self.parts.pop()
            self._around.append(last.start)
        else:
            self._list = _List(marker, len(self.parts), 0)
            self._open(kind, line)

    def _open(self, kind: str, line: int) -> None:
        self._around.append(len(self.parts))
        # On which line it ends is known when it does.
        self._add(kind, "", range(line, line + 1))

    def _end(self, kind: str) -> None:
        number = self._around.pop()
        begun = self.parts[number]
        lines = range(begun.lines.start, self._end_line)
        self.parts[number] = Part(begun.kind, begun.content, lines)
        if kind == "list_item_close":
            # An item ends where the next one begins, or its list ends.
            return
        self._add(kind, "", lines)
        if not self._around and self._list and kind.endswith("list_close"):
            self._list.end = len(self.parts)


@dataclass
class _List:
    """The last list that stands in nothing else."""

    marker: str
    start: int
    """The number of the part with which it begins."""
    end: int
    """The number of the part behind it."""


def _cells(token: Token, first: int) -> Iterator[Part]:
    """The rows of a table, and their cells; the row of dashes is shown in nothing but itself."""
    for number, row in enumerate(token.content.split("\n"), first):
        lines = range(number, number + 1)
        yield Part("row", "", lines)
        if number == first + 1:
            yield Part("alignment", "".join(row.split()), lines)
            continue
        for cell in row_contents(row, 0):
            yield Part("inline", cell.text, lines)

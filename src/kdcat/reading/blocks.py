"""The blocks of a Markdown text: headings, paragraphs, rows of tables, raw HTML and code.

This is the walk over the document. It knows the structure of CommonMark and of GitHub's tables, and
nothing of papers.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, Literal, NamedTuple

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock

from kdcat.layouts.block_rules import BUT_TABLES
from kdcat.text import LINE_END

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from kdcat.layouts.shown import Parts

BlockKind = Literal["heading", "paragraph", "row", "html", "code", "fence"]
"""What a block is; `code` is indented, and what is code is shown as it is."""


class Block(NamedTuple):
    """A block that has text of its own."""

    kind: BlockKind
    content: str
    """Inline Markdown, a row of a table as written, raw HTML, or code. Lines end in line feeds."""
    line: int
    """The 1-based line it begins on."""
    end_line: int
    """The 1-based line after its last."""
    item: int | None = None
    """The number of the list item it opens, in the order of the document; None for other text."""
    parents: tuple[int, ...] = ()
    """The numbers of the list items around it, outermost first; its own is not among them."""
    level: int = 0
    """Of a heading, 1 to 6; of a row of a table, the line on which its table begins."""
    number: int | None = None
    """With which number a list begins that an item begins with: 2015 of `- 2015. Text`."""


class Walked:
    """The blocks of a text, in the order of the document, to be gone through again and again.

    The text is handed to markdown-it one top-level block at a time, and a list one of its items, so
    that the tokens of a long document never stand in memory together; a table has one token for all
    its rows. The blocks of items of one line, nearly all of a long list, are made each time.
    """

    def __init__(
        self,
        text: str,
        markdown: MarkdownIt,
        env: dict[str, object],
        progress: Callable[[int], None] | None = None,
        shown: Parts | None = None,
    ) -> None:
        """Walk a text.

        Args:
            text: Markdown without NUL characters; any line ending, see `LINE_END`.
            markdown: The parser, see `kdcat.layouts.inline.page_parser`.
            env: Where markdown-it keeps the link references, all of them when this is done.
            progress: Called now and then with the number of the line that has been reached.
            shown: Where to add what the page shows; None where nobody asks for it.
        """
        parts: list[Block | _Items] = []
        told = 0
        for part in _parts(text, markdown, env, shown):
            parts.append(part)
            if progress and part.line >= told + _STEP:
                told = part.line
                progress(told)
        self._parts = tuple(parts)
        self.but_items = tuple([part for part in parts if isinstance(part, Block)])
        """The blocks but for items of one line that stand in no other: few of a long list."""

    def __iter__(self) -> Iterator[Block]:
        for part in self._parts:
            if isinstance(part, _Items):
                yield from part.blocks()
            else:
                yield part


_STEP = 1024
"""Lines between two reports of progress, and the most items that are taken together."""


class _Items(NamedTuple):
    """Items of one line that follow each other, in no other."""

    text: str
    starts: array[int]
    """Where each begins in the text, behind its bullet."""
    line: int
    number: int
    """The number of the first item."""

    def blocks(self) -> Iterator[Block]:
        text, line, number = self.text, self.line, self.number
        for start in self.starts:
            end = text.find("\n", start)
            content = text[start : end if end >= 0 else len(text)].strip(MD_TRIM_CHARS)
            yield Block("paragraph", content, line, line + 1, number)
            line += 1
            number += 1


def _parts(
    text: str, markdown: MarkdownIt, env: dict[str, object], shown: Parts | None
) -> Iterator[Block | _Items]:
    walker = _Walker(shown)
    text = LINE_END.sub("\n", text) if "\r" in text else text
    state = _State(text, markdown, env, [], walker)
    (begin,) = markdown.block.ruler.getRules("")
    (begin_no_table,) = markdown.block.ruler.getRules(BUT_TABLES)
    simple_item, begins = _SIMPLE_ITEM.match, state.bMarks
    line = defined_to = 0
    marker = ""
    while (line := state.skipEmptyLines(line)) < state.lineMax:
        first = line
        starts = array("Q")
        while len(starts) < _STEP and (item := simple_item(text, begins[line])):
            starts.append(item.start("text"))
            marker = item["marker"]
            line += 1
            if shown:
                content = item["text"].strip(MD_TRIM_CHARS)
                shown.item(marker, item["number"] or "", content, line)
        if starts:
            yield _Items(text, starts, first + 1, walker.items(len(starts)))
            continue
        start = begins[line]
        # Definitions may stand close together: where one of them ends, the rest is no simple one.
        paragraph = _SIMPLE_PARAGRAPH.match(text, start) if start >= defined_to else None
        content = paragraph[0] if paragraph else ""
        # The label of a definition may go on over lines.
        if content and not (content[0] == "[" and "]:" in content):
            marker = ""
            first, line = line + 1, line + 1 + content.count("\n")
            content = content.strip(MD_TRIM_CHARS)
            if shown:
                shown.paragraph(content, range(first, line + 1))
            yield Block("paragraph", content, first, line + 1)
            continue
        defined_to = max(defined_to, start + len(content))
        state.line = line
        # The paragraph rule comes last and takes whatever the others left. In a list that goes on
        # no table begins at an item's mark.
        goes_on = marker and (found := _MARK.match(text, start)) and found[1] == marker
        marker = ""
        (begin_no_table if goes_on else begin)(state, line, state.lineMax, False)
        line = state.line
        walker.take(state.tokens)
        state.tokens.clear()
        yield from walker.blocks
        walker.blocks.clear()


# An item of a list that is one line of text, at the margin, and goes on nowhere: the next line
# begins an item or a heading, or is empty, and what follows then stands at the margin. Its text
# begins with nothing that could begin a block: a tag of inline HTML does not before other text
# (CommonMark 4.6). What it says is the same with the parser.
_MARKER = r"(?:[-+*]|\d{1,9}[.)])\ "
_MARK = re.compile(r" {0,3}\d{0,9}([-+*.)])")
_SIMPLE_ITEM = re.compile(
    rf"""
    (?:(?P<number>\d{{1,9}})(?=[.)])|(?=[-+*]))(?P<marker>[-+*.)])[ ]{{1,4}}+
    (?!
        [\s>\#_=|+-] | \*(?!\*?[\w"'(\[“]) | <(?!(?:b|strong|i|em)>[ \t]*+\S)
      | `{{3}} | ~{{3}} | \d{{1,9}}[.)](?:\s|$) | \[[^\n]*\]:
    )
    (?P<text>[^\n]+)
    (?=\n(?:{_MARKER} | \#{{1,6}}\ | \n++(?:\S|\Z)) | \n?\Z)
    """,
    re.VERBOSE,
)


# A paragraph at the margin, of lines that begin with nothing that could begin a block or underline
# a heading, up to an empty line or the end.
_SIMPLE_PARAGRAPH = re.compile(
    r"""
    (?:
        (?:[^\W\d_] | \*{1,3}(?=[\w"'(\[“]) | _{1,3}(?=[^\W_]) | ["“(\[] | \d{1,9}(?![\d.)]))
        [^\n]*+
        (?:\n(?=[^\s])|(?=\n[ \t]*+(?:\n|\Z)|\Z))
    )++
    (?=\n|\Z)
    """,
    re.VERBOSE,
)
_COMMENT = re.compile(r"\s*<!--.*?-->\s*", re.DOTALL)


class _State(StateBlock):
    """The state of markdown-it's block parser, which gives up the tokens of a list's item."""

    def __init__(
        self,
        text: str,
        markdown: MarkdownIt,
        env: dict[str, object],
        tokens: list[Token],
        walker: _Walker,
    ) -> None:
        super().__init__(text, markdown, env, tokens)
        self._walker = walker
        self.last_definition = text.rfind("]:")

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        if ttype == "list_item_close" and self.level == 1:
            self._walker.take(self.tokens)
            self.tokens.clear()
        return token


_CODE: dict[str, BlockKind] = {"code_block": "code", "fence": "fence"}


class _Walker:
    """The list items around the current token, numbered through the document."""

    def __init__(self, shown: Parts | None) -> None:
        self.blocks: list[Block] = []
        self._shown = shown
        self._items = 0
        self._open: list[int] = []
        self._opening = False
        self._heading = 0
        self._number: int | None = None

    def items(self, count: int) -> int:
        """Count items, and return the number of the first of them."""
        self._items += count
        return self._items - count

    def take(self, tokens: list[Token]) -> None:
        """Add the blocks of tokens; a block is never parted between two calls."""
        if self._shown:
            self._shown.take(tokens)
        for token in tokens:
            kind = token.type
            if kind == "inline":
                if self._heading:
                    self._add("heading", token, self._heading)
                    self._heading = 0
                else:
                    self._add("paragraph", token)
            elif kind == "ordered_list_open":
                self._number = int(token.attrs.get("start", 1)) if self._opening else None
            elif kind == "list_item_open":
                self._open.append(self._items)
                self._items += 1
                self._opening = True
            elif kind == "list_item_close":
                self._open.pop()
                self._opening = False
            elif kind == "heading_open":
                self._heading = int(token.tag[1:])
            elif kind == "rows":
                self._rows(token)
            elif kind == "html_block":
                self._html(token)
            elif kind in _CODE:
                self._add(_CODE[kind], token)

    def _html(self, token: Token) -> None:
        """Add raw HTML; an item that begins with a comment begins with what follows it."""
        opening = self._opening and _COMMENT.fullmatch(token.content) is not None
        if opening:
            self._opening = False
        self._add("html", token)
        self._opening = opening

    def _add(self, kind: BlockKind, token: Token, level: int = 0) -> None:
        assert token.map is not None
        parents = tuple(self._open)
        item = parents[-1] if self._opening else None
        if self._opening:
            parents = parents[:-1]
        self._opening = False
        number, self._number = self._number, None
        start, end = token.map
        block = Block(kind, token.content, start + 1, end + 1, item, parents, level, number)
        self.blocks.append(block)

    def _rows(self, token: Token) -> None:
        assert token.map is not None
        first = token.map[0] + 1
        for number, row in enumerate(token.content.split("\n")):
            if number != 1:
                line = first + number
                self.blocks.append(
                    Block("row", row, line, line + 1, None, tuple(self._open), first)
                )
        self._opening = False

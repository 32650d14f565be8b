"""The blocks of a Markdown text that a catalog is made of: headings, and what may be an entry.

This is the walk over the document. It knows CommonMark's block structure and nothing of papers;
recognising an entry in a block is the business of `kdcat.layouts`.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

from kdcat.text import LINE_END

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token


class Heading(NamedTuple):
    """A heading, of either kind that CommonMark has."""

    level: int
    """1 to 6."""
    content: str
    """The inline Markdown of the heading."""
    line: int
    """The 1-based line it begins on."""


class Block(NamedTuple):
    """A piece of inline Markdown that may be an entry: a paragraph, in a list item or not."""

    content: str
    """The inline Markdown; its lines are separated by line feeds."""
    line: int
    """The 1-based line it begins on."""
    end_line: int
    """The 1-based line after its last."""
    item: int | None
    """The number of the list item it opens, in the order of the document; None for other text."""
    parents: tuple[int, ...]
    """The numbers of the list items around it, outermost first; its own is not among them."""


class CodeBlock(NamedTuple):
    """Indented or fenced code: shown as it is, so that nothing in it is an entry."""

    content: str
    line: int
    fenced: bool


Element = Heading | Block | CodeBlock


# Items of one line at the margin, which hold a paragraph and nothing else: nearly all of a list.
# What they begin with begins no other block, and what follows does not go on with them: another
# such item, a heading, or blank lines with nothing indented behind them. They are taken as they
# stand, at a small part of the time that markdown-it needs. (A test holds the two ways equal.)
_PARAGRAPH = r"(?:\*\*(?=[^\s*])|[A-Za-z\"'(]|[^\x00-\x7f]|\[(?![^\n]*?\]:))"
_ITEM = re.compile(
    rf"""
    [*+-][ ]{{1,4}}(?P<content>{_PARAGRAPH}[^\n]*+)
    (?=\n(?:[*+-][ ]{{1,4}}{_PARAGRAPH}|\#{{1,6}}[ \t]|(?:[ \t]*+\n)++(?![ \t]))|[ \t\n]*+\Z)
    """,
    re.VERBOSE,
)


def walk(text: str, markdown: MarkdownIt, env: dict[str, object]) -> Iterator[Element]:
    """Give the headings, entry candidates and code of a text, in the order of the document.

    The text is handed to markdown-it one top-level block at a time, so that the tokens of a long
    document never stand in memory together. Link reference definitions are gathered in `env`, and
    are complete when the walk is.

    Args:
        text: Markdown without NUL characters; any line ending, see `LINE_END`.
        markdown: The parser, see `kdcat.layouts.inline.parser`.
        env: Where markdown-it keeps the link references.
    """
    for part in _parts(text, markdown, env):
        if isinstance(part, _Items):
            yield from part.blocks()
        else:
            yield part


class Walked:
    """What `walk` gives, to be gone through again and again, with little of it in memory.

    The blocks of items of one line, nearly all of a long list, are made each time.
    """

    def __init__(
        self,
        text: str,
        markdown: MarkdownIt,
        env: dict[str, object],
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Walk a text; see `walk`. `progress` is told now and then which line is reached."""
        parts: list[Element | _Items] = []
        for part in _parts(text, markdown, env):
            parts.append(part)
            if progress and len(parts) % _STEP == 0:
                progress(part.line)
        self._parts = tuple(parts)

    def __iter__(self) -> Iterator[Element]:
        for part in self._parts:
            if isinstance(part, _Items):
                yield from part.blocks()
            else:
                yield part


_STEP = 64
"""Parts between two reports of progress."""


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
            content = mdTrim(text[start : end if end >= 0 else len(text)])
            yield Block(content, line, line + 1, number, ())
            line += 1
            number += 1


def _parts(text: str, markdown: MarkdownIt, env: dict[str, object]) -> Iterator[Element | _Items]:
    text = LINE_END.sub("\n", text) if "\r" in text else text
    state = StateBlock(text, markdown, env, [])
    rules = markdown.block.ruler.getRules("")
    walker = _Walker()
    item = _ITEM.match
    line = 0
    while (line := state.skipEmptyLines(line)) < state.lineMax:
        first = line
        starts = array("Q")
        while found := item(text, state.bMarks[line]):
            starts.append(found.start("content"))
            line += 1
        if starts:
            yield _Items(text, starts, first + 1, walker.items(len(starts)))
        if (line := state.skipEmptyLines(line)) >= state.lineMax:
            break
        state.line = line
        # The paragraph rule comes last and takes whatever the others left.
        any(rule(state, line, state.lineMax, False) for rule in rules)
        line = state.line
        yield from walker.elements(state.tokens)
        state.tokens.clear()


class _Walker:
    """The list items around the current token, numbered through the document."""

    def __init__(self) -> None:
        self._items = 0
        self._open: list[int] = []
        self._opening = False

    def items(self, count: int) -> int:
        """Count items, and return the number of the first of them."""
        self._items += count
        return self._items - count

    def elements(self, tokens: list[Token]) -> Iterator[Element]:
        heading = 0
        for token in tokens:
            kind = token.type
            if kind == "inline":
                assert token.map is not None
                if heading:
                    yield Heading(heading, token.content, token.map[0] + 1)
                    heading = 0
                else:
                    yield self._block(token, *token.map)
            elif kind == "list_item_open":
                self._open.append(self._items)
                self._items += 1
                self._opening = True
            elif kind == "list_item_close":
                self._open.pop()
                self._opening = False
            elif kind == "heading_open":
                heading = int(token.tag[1:])
            elif kind in {"code_block", "fence"}:
                assert token.map is not None
                yield CodeBlock(token.content, token.map[0] + 1, kind == "fence")

    def _block(self, token: Token, start: int, end: int) -> Block:
        opens = self._opening
        self._opening = False
        parents = tuple(self._open)
        item = parents[-1] if opens else None
        return Block(token.content, start + 1, end + 1, item, parents[:-1] if opens else parents)

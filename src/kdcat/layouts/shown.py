"""What a page shows: its blocks in their order, and what a reader sees of the text of each.

It is made to compare one state of a page with another, and knows nothing of papers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.rules_block import StateBlock

from kdcat.layouts.inline import inline_tokens, page_parser
from kdcat.layouts.pieces import row_contents
from kdcat.text import LINE_END
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

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


class Sight(NamedTuple):
    """A run of what a reader sees of inline Markdown, or what stands there unseen."""

    kind: str
    """`text`, with one space for each white space; `code`, `image`, `html`, `break`, the
    `title` of a link; else the beginning or end of a link or of emphasis, by markdown-it's name."""
    text: str
    """Its text; of a link where it leads, of an image what it shows."""


class Page(NamedTuple):
    """A page that can be compared."""

    parts: list[Part]
    references: dict[str, object]
    """The link references, as markdown-it keeps them."""
    markdown: MarkdownIt

    def seen(self, content: str) -> list[Sight]:
        """Return what a reader sees of inline Markdown."""
        return list(_sights(inline_tokens(content, self.markdown, self.references)))


def page(text: str) -> Page:
    """Return a page by its text.

    Args:
        text: Markdown without NUL characters.
    """
    markdown = page_parser()
    references: dict[str, object] = {}
    state = StateBlock(LINE_END.sub("\n", text), markdown, references, [])
    markdown.block.tokenize(state, 0, state.lineMax)
    return Page(list(_parts(state.tokens)), references, markdown)


def _parts(tokens: Iterable[Token]) -> Iterator[Part]:
    around: list[range] = []
    for token in tokens:
        lines = range(token.map[0] + 1, token.map[1] + 1) if token.map else range(0)
        kind = token.type
        if kind == "rows":
            yield from _cells(token, lines.start)
        elif kind == "inline":
            yield Part(kind, token.content, lines)
        elif kind in ("paragraph_open", "paragraph_close"):
            continue
        elif token.nesting > 0:
            around.append(lines)
            start = token.attrs.get("start", "")
            yield Part(f"{kind} {token.tag} {start}", "", lines)
        elif token.nesting < 0:
            yield Part(kind, "", around.pop())
        elif kind == "html_block" and not _VERBATIM.search(token.content):
            yield Part(kind, one_line(token.content), lines)
        else:
            yield Part(f"{kind} {token.info.strip()}", token.content, lines)


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


def _sights(tokens: Iterable[Token]) -> Iterator[Sight]:
    text: list[str] = []
    is_address = False
    for token in tokens:
        kind = token.type
        if kind in ("text", "text_special", "softbreak"):
            if not is_address:
                text.append(" " if kind == "softbreak" else token.content)
            continue
        if text:
            yield from _text("".join(text))
            text.clear()
        if kind == "link_open":
            # The text of an address in angle brackets is the address.
            is_address = token.markup == "autolink"
            yield Sight(kind, str(token.attrs.get("href", "")))
            if "title" in token.attrs:
                yield Sight("title", str(token.attrs["title"]))
        elif kind == "link_close":
            is_address = False
            yield Sight(kind, "")
        elif kind == "image":
            shown = " ".join(one_line(sight.text) for sight in _sights(token.children or ()))
            yield Sight(kind, f"{token.attrs['src']} {token.attrs.get('title', '')} {shown}")
        elif kind == "hardbreak":
            yield Sight("break", "")
        elif kind == "code_inline":
            yield Sight("code", token.content)
        elif kind == "html_inline":
            yield Sight("html", token.content)
        else:
            yield Sight(kind, "")
    yield from _text("".join(text))


_WHITE = re.compile(r"[ \t\n]+")


def _text(text: str) -> Iterator[Sight]:
    if text:
        yield Sight("text", _WHITE.sub(" ", text))

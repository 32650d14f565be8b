"""The pieces of a block: its rendered text in runs of one kind, each with its place in the source.

This is the one flattening of inline Markdown and of raw HTML. What a piece means for a paper is
for others to say.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.helpers import parseLinkDestination

from kdcat.layouts.html import Tag, tag, tags
from kdcat.layouts.inline import LONG, Lately, References, inline_tokens, one_of
from kdcat.layouts.once import kept
from kdcat.layouts.piece import Content, Link, Piece
from kdcat.layouts.sights import sights
from kdcat.layouts.simple import simple_pieces
from kdcat.text import Span
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from kdcat.layouts.once import Once
    from kdcat.layouts.piece import Kind
    from kdcat.text import Lines


def whole_content(text: str) -> Content:
    """Return a content that is the whole source: for whoever asks for the pieces' text alone."""
    return Content(text, (0,), (0,))


def block_content(text: str, lines: Lines, first: int, after: int = 0) -> Content:
    """Return the content of a paragraph, heading or block of HTML with its places.

    Args:
        text: The content as markdown-it gives it: the lines of the block less what stands before
            them (`> `, the indentation of a list).
        lines: The lines of the source.
        first: The 1-based line on which the block begins.
        after: The offset in the source after which the content begins, at the earliest.
    """
    if "\n" not in text:
        return Content(text, (0,), (_line_place(text, lines, first, after),))
    starts, places, offset = [], [], 0
    for number, line in enumerate(text.split("\n"), first):
        starts.append(offset)
        places.append(_line_place(line, lines, number, after))
        offset += len(line) + 1
    return Content(text, tuple(starts), tuple(places))


def row_contents(row: str, start: int) -> list[Content]:
    """Return the contents of the cells of a table's row, as GitHub parts them.

    A pipe after a backslash is a part of its cell, and stands there without the backslash
    (https://github.github.com/gfm/#tables-extension-); pipes at both ends are none of theirs.

    Args:
        row: The row, less what stands before it in its line.
        start: The offset in the source at which it begins.
    """
    start += len(row) - len(row.lstrip(MD_TRIM_CHARS))
    row = row.strip(MD_TRIM_CHARS)
    cells = []
    at = 0
    for cell in _PIPE.split(row):
        shown = cell.strip(MD_TRIM_CHARS)
        shift = start + at + len(cell) - len(cell.lstrip(MD_TRIM_CHARS))
        cells.append(_cell(shown, shift))
        at += len(cell) + 1
    if cells and row.startswith("|"):
        del cells[0]
    if cells and _PIPE.match(row, len(row) - 1):
        del cells[-1]
    return cells


_PIPE = re.compile(r"(?<!\\)\|")


def _cell(text: str, place: int) -> Content:
    if "\\|" not in text:
        return Content(text, (0,), (place,))
    starts, places, offset = [], [], 0
    for part in text.split("\\|"):
        starts.append(offset)
        places.append(place)
        # The pipe that follows stands behind its backslash.
        offset += len(part)
        place += len(part) + 1
    return Content(text.replace("\\|", "|"), tuple(starts), tuple(places))


def destination_span(link: Link, text: str) -> Span | None:
    """Return where the destination of a link stands as written, brackets not included.

    Args:
        link: A link of the text.
        text: The source.

    Returns:
        None where it stands elsewhere: in a link reference definition.
    """
    if link.label is None:
        return Span(link.span.start + 1, link.span.end - 1)
    if link.label.start == link.span.end:
        start = text.find(link.destination, link.span.start, link.span.end)
        return Span(start, start + len(link.destination)) if start >= 0 else None
    opening = _DESTINATION.match(text, link.label.end, link.span.end)
    if not opening:
        return None
    if text.startswith(link.destination, opening.end()):
        # Written as it leads, and no more of it behind: the usual case.
        end = opening.end() + len(link.destination)
        if text[end : end + 1] in _BEHIND_DESTINATION:
            return Span(opening.end(), end)
    found = parseLinkDestination(text, opening.end(), link.span.end)
    if not found.ok:
        return Span(opening.end(), opening.end())
    angle = text[opening.end()] == "<"
    return Span(opening.end() + angle, found.pos - angle)


_DESTINATION = re.compile(r"\]\([ \t\n\r>]*+")
_BEHIND_DESTINATION = frozenset(") \t\n\r")


def _line_place(line: str, lines: Lines, number: int, after: int) -> int:
    """Where a line of a content stands: it is the end of a line of the source, less white space.

    White space in front may be there that the source has not: a tab that is only in part before
    the content is replaced by spaces.
    """
    shown = line.strip(" \t")
    number = min(number, len(lines))
    start, end = lines.start(number), lines.end(number)
    if not shown:
        return end - len(line)
    place = lines.text.rfind(shown, max(start, after), end)
    return (place if place >= 0 else start) - line.find(shown)


def pieces(content: Content, markdown: MarkdownIt, env: dict[str, object]) -> list[Piece]:
    """Return the pieces of inline Markdown, in the order of the source.

    Runs of text that are alike and stand together in the source are one piece.

    Args:
        content: The content of a paragraph, a heading or the cell of a table.
        markdown: The parser (`kdcat.layouts.inline.parser`).
        env: The document's link references.
    """
    if len(content.text) >= LONG:
        return _pieces_of_long(content, one_of(markdown, content.text), References(env))
    return _pieces(content, markdown, env, kept())


def _pieces_of_long(content: Content, markdown: MarkdownIt, references: References) -> list[Piece]:
    def made() -> list[Piece]:
        # It may have been read before it was known where it stands.
        whole = _PIECES.known((whole_content(content.text), markdown, references))
        if whole is not None and len(content.starts) == 1:
            return _shifted(whole, content.places[0])
        return _pieces(content, markdown, {"references": references.of}, None)

    return list(_PIECES.get((content, markdown, references), len(content.text), made))


_PIECES: Lately[tuple[Content, MarkdownIt, References], list[Piece]] = Lately(len)


def _placed(pieces: Iterable[Piece], place: Callable[[int, int], Span]) -> list[Piece]:
    """The pieces of a content, each where a function says that its characters stand."""
    links: dict[int, Link] = {}
    found = []
    for kind, text, span, strong, emphasis, strike, link, detail in pieces:
        if link is not None:
            known = links.get(id(link))
            if known is None:
                label = link.label
                known = links[id(link)] = Link(
                    link.destination, place(*link.span), label and place(*label)
                )
            link = known  # noqa: PLW2901
        found.append(Piece(kind, text, place(*span), strong, emphasis, strike, link, detail))
    return found


def _shifted(pieces: Iterable[Piece], by: int) -> list[Piece]:
    """The pieces of a content that begins so many characters further on."""
    return _placed(pieces, lambda start, end: Span(start + by, end + by))


def _pieces(
    content: Content, markdown: MarkdownIt, env: dict[str, object], once: Once | None
) -> list[Piece]:
    if env.get("references"):
        return parsed_pieces(content, markdown, env)
    simple = simple_pieces(content)
    if simple is not None:
        if once is not None and len(content.starts) == 1:
            once.placed.keep(content.text, (simple, content.places[0]))
        return simple
    if once is None:
        return parsed_pieces(content, markdown, env)
    # What is read is read before it is known where it stands, and then again with its places.
    of_lines = all(content.text[start - 1] == "\n" for start in content.starts[1:])
    first = content.places[0]
    relative = () if of_lines else tuple([place - first for place in content.places])
    found = once.pieces.get((content.text, relative))
    if found is None:
        tokens = inline_tokens(content.text, markdown, env)
        whole = whole_content(content.text)
        found = _flattened(tokens, content._replace(places=relative) if relative else whole)
        once.pieces.keep((content.text, relative), found)
        # Of what may be struck out another parser says what is shown.
        if "~" not in content.text:
            once.sights.keep(content.text, sights(tokens))
    if len(content.starts) == 1 or relative:
        return _shifted(found, first)
    return _placed(found, content.span)


def parsed_pieces(content: Content, markdown: MarkdownIt, env: dict[str, object]) -> list[Piece]:
    """Return what `pieces` does, by the inline parser always."""
    return _flattened(inline_tokens(content.text, markdown, env), content)


def _flattened(tokens: Iterable[Token], content: Content) -> list[Piece]:
    flat = _Flat(content)
    for token in tokens:
        flat.take(token)
    return flat.pieces()


def html_pieces(content: Content) -> list[Piece]:
    """Return the pieces of a block of raw HTML; its lines are parted by soft breaks."""
    text = content.text
    if text and _ANY_HTML.isdisjoint(text):
        return [Piece("text", text, content.span(0, len(text)))]
    flat = _Flat(content)
    for (start, end), found in tags(content.text):
        if found is not None:
            flat.html(found, start, end)
            continue
        for part_start, part_end in _parted(content.text, start, end):
            text = content.text[part_start:part_end]
            if text == "\n":
                flat.add("softbreak", " ", part_start, part_end)
            else:
                flat.text(unescape(text), part_start, part_end)
    return flat.pieces()


_ANY_HTML = frozenset("<&\n")


def _parted(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of a part of a text, and between them the line feeds."""
    while (feed := text.find("\n", start, end)) >= 0:
        if start < feed:
            yield Span(start, feed)
        yield Span(feed, feed + 1)
        start = feed + 1
    if start < end:
        yield Span(start, end)


class _Flat:
    """The pieces so far, the text that may still go on, and the marks and links that are open."""

    def __init__(self, content: Content) -> None:
        self._pieces: list[Piece] = []
        self._content = content
        self._shift = content.places[0] if len(content.starts) == 1 else None
        self._texts: list[str] = []
        self._text_start = self._text_end = 0
        self._marks = {"strong": 0, "em": 0, "s": 0}
        self._open = (False, False, False)
        self._link: Link | None = None
        self._before_link = 0

    def pieces(self) -> list[Piece]:
        """Return the pieces, when all has been taken."""
        self._end_text()
        return self._pieces

    def take(self, token: Token) -> None:
        """Add what a token of markdown-it shows."""
        kind = token.type
        assert token.map is not None
        start, end = token.map[:2]
        if kind in ("text", "text_special"):
            if self._link is not None and self._link.label is None:
                # The address of an autolink, which markdown-it places at its bracket.
                start, end = start + 1, start + 1 + len(token.content)
            if token.content:
                self.text(token.content, start, end)
        elif kind == "link_open":
            self._open_link(str(token.attrs["href"]), token.map)
        elif kind == "link_close":
            self._close_link()
        elif token.nesting:
            self._mark(token.tag, token.nesting)
        elif kind == "softbreak":
            self.add("softbreak", " ", start, end)
        elif kind == "hardbreak":
            self.add("hardbreak", " ", start, end)
        elif kind == "code_inline":
            self.add("code", token.content, start, end)
        elif kind == "image":
            source = str(token.attrs["src"])
            self.add("image", _alternative(token.children or ()), start, end, source)
        elif kind == "html_inline":
            self.html(tag(token.content), start, end)

    def text(self, text: str, start: int, end: int) -> None:
        """Add text, to that before where it goes on."""
        if self._shift is None:
            start, end = self._content.span(start, end)
        else:
            start, end = start + self._shift, end + self._shift
        if not self._texts or self._text_end != start:
            self._end_text()
            self._text_start = start
        self._texts.append(text)
        self._text_end = end

    def add(self, kind: Kind, text: str, start: int, end: int, detail: str = "") -> None:
        """Add a piece that is no text."""
        self._end_text()
        span = self._span(start, end)
        self._pieces.append(Piece(kind, text, span, *self._open, self._link, detail))

    def html(self, found: Tag, start: int, end: int) -> None:
        """Add what a tag shows, or note what it says of the text behind it."""
        name = found.name
        if name == "!--":
            self.add("comment", "", start, end, found.raw[4:].removesuffix("-->"))
        elif name == "br":
            self.add("hardbreak", " ", start, end)
        elif name == "img":
            source = found.attribute("src") or ""
            self.add("image", found.attribute("alt") or "", start, end, source)
        elif name == "a":
            self._end_text()
            if (destination := found.attribute("href")) is not None:
                span = self._span(start, end)
                self._link = Link(destination, span, Span(span.end, span.end))
                self._before_link = len(self._pieces)
        elif name == "/a":
            self._close_link()
        elif (mark := _MARKS.get(name.removeprefix("/"))) is not None:
            self._mark(mark, -1 if name[0] == "/" else 1)
        else:
            self.add("html", "", start, end, name)

    def _span(self, start: int, end: int) -> Span:
        if self._shift is None:
            return self._content.span(start, end)
        return Span(start + self._shift, end + self._shift)

    def _end_text(self) -> None:
        if self._texts:
            text = "".join(self._texts)
            span = Span(self._text_start, self._text_end)
            self._pieces.append(Piece("text", text, span, *self._open, self._link))
            self._texts.clear()

    def _open_link(self, destination: str, places: list[int]) -> None:
        self._end_text()
        start, end = places[:2]
        label = self._span(start + 1, places[2]) if len(places) > 2 else None
        self._link = Link(destination, self._span(start, end), label)
        self._before_link = len(self._pieces)

    def _close_link(self) -> None:
        self._end_text()
        link = self._link
        if link is not None and len(self._pieces) == self._before_link:
            at = link.label.start if link.label else link.span.start
            self._pieces.append(Piece("text", "", Span(at, at), *self._open, link))
        self._link = None

    def _mark(self, name: str, change: int) -> None:
        self._end_text()
        self._marks[name] = max(0, self._marks[name] + change)
        self._open = (self._marks["strong"] > 0, self._marks["em"] > 0, self._marks["s"] > 0)


_MARKS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "cite": "em",
    "small": "em",
    "sub": "em",
    "s": "s",
    "del": "s",
    "strike": "s",
}


def _alternative(tokens: Sequence[Token]) -> str:
    """The text of an image: that of its label, images within it included."""
    return "".join(
        _alternative(token.children or ())
        if token.type == "image"
        else " "
        if token.type in ("softbreak", "hardbreak")
        else token.content
        if token.type != "html_inline"
        else ""
        for token in tokens
    )


def rendered(parts: Sequence[Piece]) -> str:
    """Return the text of pieces as a reader sees it, with one space between words."""
    return one_line("".join(piece.text for piece in parts))


def rendered_text(content: str, markdown: MarkdownIt, env: dict[str, object]) -> str:
    """Return the text of inline Markdown as a reader sees it, on one line."""
    return rendered(pieces(whole_content(content), markdown, env))

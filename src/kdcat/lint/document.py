"""A catalog as the rules see it: its lines, blocks and entries, and the places of their parts."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.addresses import address
from kdcat.layouts.inline import parser
from kdcat.reading.blocks import Block, CodeBlock, walk
from kdcat.text import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.paper import Paper
    from kdcat.reading.blocks import Element
    from kdcat.reading.catalog import Catalog, Listing, Section

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# A code span (CommonMark 6.1): as many backticks at its end as at its beginning.
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])(?P<text>.*?[^\s\\])\1", re.DOTALL)
_JOINT = re.compile(r"\s*:\s*(?=\*\*[^\s*:])")
_MARKER = re.compile(r"[ \t>]*(?:[*+-]|\d{1,9}[.)])(?:[ \t]+|$)|[ \t]+")
_LABEL = re.compile(r"!?\[\s*:(?P<name>link|octocat):\s*(?P<end>\]?)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ANY_LINK = re.compile(r"(?<!!)\[[^\[\]\n]*\]\(\s*https?://")
PAPER, CODE = "paper", "code"


class Span(NamedTuple):
    """A range of characters of the text of the source."""

    start: int
    end: int


class Link(NamedTuple):
    """A `[ :link: ](..)` or `[ :octocat: ](..)`, though it may be broken."""

    kind: str
    """`paper` or `code`."""
    span: Span
    """From its bracket to its closing parenthesis; a broken one may go on to the line's end."""
    url: Span
    """The destination, as it is written."""
    destination: str | None
    """Where it leads, as CommonMark reads it; None where CommonMark sees no link."""

    @property
    def address(self) -> str | None:
        """The destination if it is an absolute http or https URL with a host, else None."""
        return address(self.destination)


@dataclass(frozen=True, eq=False)
class Entry:
    """An entry, and the places of its parts."""

    listing: Listing
    heading: Section | None
    """The last heading before it."""
    span: Span
    """From its bullet to the end of its last line, less white space at both ends."""
    body: int
    """Where its text begins, behind the bullet."""
    masked: str
    """The characters of `span`; those of comments and code spans are blanks."""
    titles: tuple[Span, ...]
    """The bold runs of the title, less their stars; several where it is cut (`**A** : **B**`)."""
    fields: Span | None
    """What stands between the bold title and the first link; None without a bold title."""
    venue: Span | None
    year: Span | None
    links: tuple[Link, ...]

    @property
    def paper(self) -> Paper:
        """What the entry says."""
        return self.listing.paper

    @property
    def section(self) -> tuple[int, tuple[str, ...]]:
        """What is equal for the entries of one section."""
        return (self.heading.line if self.heading else 0, self.listing.sections)

    def link(self, kind: str) -> Link | None:
        """Return the first link of a kind that leads somewhere, else the first at all."""
        links = [link for link in self.links if link.kind == kind]
        return next((link for link in links if link.address), links[0] if links else None)

    @property
    def claims(self) -> bool:
        """Whether it says more than a title: a venue, a year or a link."""
        paper = self.paper
        return bool(paper.venue_raw or paper.year or paper.paper_url or self.links)


@dataclass(frozen=True, eq=False)
class Document:
    """A catalog with the places of all its parts."""

    catalog: Catalog
    text: str
    lines: tuple[Span, ...]
    """Each line, less its ending."""
    elements: tuple[Element, ...]
    """Headings, blocks and code in the order of the document."""
    entries: tuple[Entry, ...]
    code: frozenset[int]
    """The numbers of the lines that are code."""
    newline: str
    """The line ending of the first line."""
    contents: tuple[Block, ...]
    """The items of the table of contents: those of the first list of links into the page."""
    earlier: dict[Entry, list[tuple[Document, Entry]]] = field(default_factory=dict)
    """For each entry, the entries before it, in all catalogs, of the same address or title."""

    def line(self, number: int) -> Span:
        """Return the place of a line by its 1-based number."""
        return self.lines[number - 1]

    def line_text(self, number: int) -> str:
        """Return a line by its 1-based number, less its ending."""
        return self.text[slice(*self.line(number))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of a character of the text."""
        number = max(bisect_right(self._starts, offset), 1)
        return number, offset - self._starts[number - 1] + 1

    @property
    def _starts(self) -> tuple[int, ...]:
        starts: tuple[int, ...] | None = self.__dict__.get("_line_starts")
        if starts is None:
            starts = tuple(span.start for span in self.lines)
            object.__setattr__(self, "_line_starts", starts)
        return starts


def document(catalog: Catalog) -> Document:
    """Return a catalog with the places of all its parts."""
    text = catalog.text
    lines, at = [], 0
    for ending in LINE_END.finditer(text):
        lines.append(Span(at, ending.start()))
        at = ending.end()
    if at < len(text) or not lines:
        lines.append(Span(at, len(text)))
    first = LINE_END.search(text)
    elements = tuple(walk(text, parser(), {}))
    headings = catalog.headings
    heading_lines = [heading.line for heading in headings]
    entries = []
    for listing in catalog.listings:
        before = bisect_right(heading_lines, listing.block.line)
        entries.append(_entry(listing, headings[before - 1] if before else None, text, lines))
    return Document(
        catalog,
        text,
        tuple(lines),
        elements,
        tuple(entries),
        frozenset(
            line
            for element in elements
            if isinstance(element, CodeBlock)
            # Of a fence, its own two lines too.
            for line in range(
                element.line, element.line + element.content.count("\n") + 2 * element.fenced + 1
            )
        ),
        first[0] if first else "\n",
        _contents(elements),
    )


_IN_PAGE_LINK = re.compile(r"\]\(\s*#")
_LABELLED = re.compile(r"\[\s*:(?:link|octocat):")


def _contents(elements: tuple[Element, ...]) -> tuple[Block, ...]:
    """The blocks of the table of contents: it ends at a heading, or at other text."""
    found: list[Block] = []
    for element in elements:
        if isinstance(element, Block) and not _LABELLED.search(element.content):
            if element.item is not None and _IN_PAGE_LINK.search(element.content):
                found.append(element)
                continue
            # An item without a link stays among the others, as a group of them.
            if not found or element.item is not None:
                continue
            break
        if found:
            break
        if isinstance(element, Block):
            break
    return tuple(found)


def _entry(listing: Listing, heading: Section | None, text: str, lines: list[Span]) -> Entry:
    block = listing.block
    start, end = lines[block.line - 1].start, lines[min(block.end_line - 1, len(lines)) - 1].end
    raw = text[start:end]
    end -= len(raw) - len(raw.rstrip())
    indent = len(raw) - len(raw.lstrip())
    marker = _MARKER.match(raw)
    body = start + (marker.end() if marker and marker[0].strip() else indent)
    start += indent
    masked = text[start:end]
    for pattern in (CODE_SPAN, COMMENT):
        masked = pattern.sub(lambda found: " " * len(found[0]), masked)
    links = tuple(_links(masked, text[start:end], start))
    titles = _titles(masked, start, body)
    fields = venue = year = None
    if titles:
        after = titles[-1].end + 2
        until = links[0].span.start if links else _first_link(masked, start, after) or end
        if until >= after:
            fields = Span(after, until)
            said = masked[after - start : until - start]
            venue = _place_of_words(listing.paper.venue_raw, said, after)
            year = _place_of_year(listing.paper.year, said, after)
    return Entry(
        listing, heading, Span(start, end), body, masked, titles, fields, venue, year, links
    )


def _titles(masked: str, start: int, body: int) -> tuple[Span, ...]:
    found: list[Span] = []
    at = body - start
    while bold := (_BOLD.match if found else _BOLD.search)(masked, at):
        if not found and _LABELLED.search(masked, 0, bold.start()):
            break
        found.append(Span(start + bold.start("text"), start + bold.end("text")))
        joint = _JOINT.match(masked, bold.end())
        if not joint:
            break
        at = joint.end()
    return tuple(found)


def _first_link(masked: str, start: int, after: int) -> int | None:
    found = _ANY_LINK.search(masked, after - start)
    return start + found.start() if found else None


def _place_of_words(words: str | None, said: str, offset: int) -> Span | None:
    if not words:
        return None
    found = re.search(r"\s+".join(map(re.escape, words.split())), said)
    return Span(offset + found.start(), offset + found.end()) if found else None


def _place_of_year(year: int | None, said: str, offset: int) -> Span | None:
    at = said.rfind(str(year)) if year else -1
    return Span(offset + at, offset + at + 4) if at >= 0 else None


def _links(masked: str, raw: str, offset: int) -> Iterator[Link]:
    """The links of an entry, though they may be broken, by the place of its first character."""
    at = 0
    while label := _LABEL.search(masked, at):
        kind = PAPER if label["name"] == "link" else CODE
        open_at = label.end()
        if label["end"] and masked[open_at : open_at + 1] == "(":
            inner = _destination(raw, open_at + 1)
        else:
            inner = None
        if inner:
            url, end = inner
            destination: str | None = _ESCAPE.sub(r"\1", raw[slice(*url)])
        else:
            url, end = _broken(masked, open_at)
            destination = None
        yield Link(
            kind,
            Span(offset + label.start(), offset + end),
            Span(offset + url.start, offset + url.end),
            destination,
        )
        at = max(end, label.end())


_ANGLE = re.compile(r"<((?:[^<>\\\r\n]|\\.)*)>")
_TITLE = re.compile(
    r"""\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))""", re.DOTALL
)
_CLOSING = re.compile(r"\s*\)")
_SPACES = re.compile(r"\s*")


def _destination(raw: str, at: int) -> tuple[Span, int] | None:
    """Where a link's destination is, and where the link ends (CommonMark 6.3); None if broken."""
    blank = _SPACES.match(raw, at)
    start = at = blank.end() if blank else at
    if angle := _ANGLE.match(raw, at):
        span, at = Span(angle.start(1), angle.end(1)), angle.end()
    else:
        depth = 0
        while at < len(raw) and raw[at] > " " and raw[at] != "\x7f":
            if raw[at] == "\\":
                at += 1
            elif raw[at] == "(":
                depth += 1
            elif raw[at] == ")":
                if not depth:
                    break
                depth -= 1
            at += 1
        if depth or at > len(raw):
            return None
        span = Span(start, at)
    if title := _TITLE.match(raw, at):
        at = title.end()
    closing = _CLOSING.match(raw, at)
    return (span, closing.end()) if closing else None


def _broken(masked: str, at: int) -> tuple[Span, int]:
    """The place of what was meant as a destination, and of the end of what was meant as a link."""
    start = at + 1 if masked[at : at + 1] == "(" else at
    label = _LABEL.search(masked, start)
    limit = label.start() if label else len(masked)
    end = masked.find(")", start, limit)
    if start == at or end < 0:
        end = start if start == at else len(masked[:limit].rstrip())
        return Span(start, end), end
    return Span(start, end), end + 1

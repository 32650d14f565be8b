"""Rules about white space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdcat.editing.edit import Edit
from kdcat.lint.problem import Finding
from kdcat.lint.rule import Rule, example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.lint.checked_document import CheckedDocument, Entry
    from kdcat.reading.blocks import Block

_MARKER = re.compile(r"(?P<marker>[ \t]*(?:[*+-]|\d{1,9}[.)]))(?P<spaces> {2,4})(?=\S)")
_RUN = re.compile(r"(?<=\S) {2,}(?=\S)")
_BEFORE_COMMA = re.compile(r"(?<=\S)[ \t]+(?=,)")
_HARD_BREAK = 2
"""Spaces at the end of a line that break it, by CommonMark 6.7."""


def trailing_whitespace(document: CheckedDocument) -> Iterator[Finding]:
    # Of a heading of several lines (CommonMark 4.3) the last is above its underline.
    inner = {
        line
        for element in document.elements
        if element.kind == "paragraph"
        for line in range(element.line, element.end_line - 1)
    }
    lines, code = document.lines, document.code
    for number in range(1, len(lines) + 1):
        line = lines.content(number)
        shown = line.rstrip(" \t")
        if len(shown) == len(line) or number in code:
            continue
        if number in inner and line.endswith(" " * _HARD_BREAK):
            continue
        # A backslash at the very end would break the line too.
        if number in inner and shown.endswith("\\"):
            continue
        end = lines.end(number)
        start = end - (len(line) - len(shown))
        yield Finding(start, end, "white space at the end", edits=(Edit(start, end, ""),))


TRAILING_WHITESPACE = Rule(
    name="trailing-whitespace",
    severity="style",
    fixable="safe",
    check=trailing_whitespace,
    what="A line ends in white space.",
    why="It shows in every diff. Line breaks of Markdown stay.",
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\x20
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)


def blank_line_run(document: CheckedDocument) -> Iterator[Finding]:
    first = 0
    lines, code = document.lines, document.code
    count = len(lines)
    for number in range(1, count + 2):
        if number <= count and number not in code and not lines.content(number).strip():
            first = first or number
            continue
        if first and number - first > 1:
            start = document.line(first + 1).start
            end = document.line(number).start if number <= count else len(document.text)
            yield Finding(
                document.line(first).start,
                document.line(number - 1).end,
                f"{number - first} blank lines",
                edits=(Edit(start, end, ""),),
            )
        first = 0


BLANK_LINE_RUN = Rule(
    name="blank-line-run",
    severity="style",
    fixable="safe",
    check=blank_line_run,
    what="Blank lines follow each other.",
    why="One parts what is to be parted.",
    wrong=example("""
        # List


        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        # List

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)


def double_space(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        yield from _by_line(document, entry, _RUN, " ", "more than one space")


DOUBLE_SPACE = Rule(
    name="double-space",
    severity="style",
    fixable="safe",
    check=double_space,
    what="Spaces follow each other in an entry.",
    why="They make equal entries differ.",
    wrong=example("""
        * **Alpha**, ICASSP  2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)


def space_before_comma(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        for finding in _by_line(document, entry, _BEFORE_COMMA, "", "space before a comma"):
            # A title is what its authors wrote, until somebody agrees that it is not.
            safe = tuple(edit for edit in finding.edits if not _in_title(entry, edit))
            yield finding._replace(edits=safe, unsafe=() if safe else finding.edits)


def _in_title(entry: Entry, edit: Edit) -> bool:
    return any(title.start <= edit.start < title.end for title in entry.titles)


SPACE_BEFORE_COMMA = Rule(
    name="space-before-comma",
    severity="style",
    fixable="safe",
    check=space_before_comma,
    what="White space stands before a comma.",
    why="It makes equal entries differ. In a title it is fixed after asking.",
    wrong=example("""
        * **Alpha**, ICASSP 2021 , [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    changes=("title", "authors", "venue", "venue_raw"),
    alters=("commas",),
)


def _by_line(
    document: CheckedDocument, entry: Entry, pattern: re.Pattern[str], text: str, message: str
) -> Iterator[Finding]:
    """What a pattern finds outside of addresses, code and comments, one finding for each line."""
    raw = entry.raw
    if not pattern.search(raw):
        return
    # What is looked for stands behind the bullet of its item.
    bullet = _MARKER.match(raw) if entry.listing.block.item is not None else None
    if bullet and not pattern.search(raw, bullet.end()):
        return
    if not pattern.search(entry.solid, entry.body - entry.span.start):
        return
    solid = entry.but_addresses
    edits_of: dict[int, list[Edit]] = {}
    for run in pattern.finditer(solid, entry.body - entry.span.start):
        if raw[run.start() : run.end()] == run[0]:
            edit = Edit(entry.span.start + run.start(), entry.span.start + run.end(), text)
            edits_of.setdefault(document.place(edit.start)[0], []).append(edit)
    for edits in edits_of.values():
        yield Finding(edits[0].start, edits[-1].end, message, edits=tuple(edits))


def list_marker_spacing(document: CheckedDocument) -> Iterator[Finding]:
    owners = {
        parent
        for element in document.elements
        if element.kind == "paragraph"
        for parent in element.parents
    }
    for element in document.elements:
        if element.kind != "paragraph" or element.item is None:
            continue
        marker = _MARKER.match(document.line_text(element.line))
        if not marker:
            continue
        # What hangs under the item is indented by as much as its text.
        free = element.item not in owners and not _hangs(document, element, marker.start("spaces"))
        start = document.line(element.line).start
        place = start + marker.start("spaces"), start + marker.end("spaces")
        edits = (Edit(*place, " "),) if free else ()
        yield Finding(*place, "more than one space after the bullet", edits=edits)


LIST_MARKER_SPACING = Rule(
    name="list-marker-spacing",
    severity="style",
    fixable="safe",
    check=list_marker_spacing,
    what="Several spaces follow a bullet.",
    why="It makes equal entries differ.",
    wrong=example("""
        *  **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)


def _hangs(document: CheckedDocument, block: Block, column: int) -> bool:
    """Whether what follows an item is indented so far that it belongs to it."""
    for number in range(block.end_line, len(document.lines) + 1):
        line = document.line_text(number)
        if line.strip():
            return len(line) - len(line.lstrip()) > column
    return False

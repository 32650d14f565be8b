"""The cells of a table's rows, in Markdown and in HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.layouts.flat import flat
from kdcat.layouts.html import tags
from kdcat.layouts.piece import Content
from kdcat.layouts.pieces import block_content, html_pieces, pieces, row_contents

if TYPE_CHECKING:
    from kdcat.layouts.candidates import Reader
    from kdcat.layouts.flat import Flat
    from kdcat.reading.blocks import Block


class Cell(NamedTuple):
    """A cell, flattened."""

    flat: Flat
    text: str


def cells(block: Block, reader: Reader) -> list[Cell]:
    """Return the cells of a row."""
    found = []
    if block.kind == "html":
        for content in _html_cells(block, reader):
            text = flat([html_pieces(content)])
            found.append(Cell(text, " ".join(text.text.split())))
        return found
    start, end = reader.lines.span(block.line)
    place = reader.lines.text.find(block.content, start, end)
    for content in row_contents(block.content, max(place, start)):
        text = flat([pieces(content, reader.markdown, reader.env)])
        found.append(Cell(text, " ".join(text.text.split())))
    return found


def _html_cells(block: Block, reader: Reader) -> list[Content]:
    content = block_content(block.content, reader.lines, block.line)
    found: list[Content] = []
    start = None
    for span, tag in tags(block.content):
        if tag is None or tag.name.removeprefix("/") not in ("td", "th"):
            continue
        if start is not None:
            text = block.content[start : span.start]
            found.append(_part(content, text, start))
            start = None
        if tag.name in ("td", "th"):
            start = span.end
    if start is not None:
        found.append(_part(content, block.content[start:], start))
    return found


def _part(content: Content, text: str, start: int) -> Content:
    starts, places = [0], [content.span(start, start + 1).start]
    for at, letter in enumerate(text):
        if letter == "\n" and at + 1 < len(text):
            starts.append(at + 1)
            places.append(content.span(start + at + 1, start + at + 2).start)
    return Content(text, starts, places)

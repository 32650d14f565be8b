"""The cells of a table's rows, in Markdown and in HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.layouts.flat import flat
from kdcat.layouts.html import tags
from kdcat.layouts.pieces import html_pieces, pieces, row_contents, whole_content

if TYPE_CHECKING:
    from kdcat.layouts.flat import Flat
    from kdcat.layouts.reader import Reader
    from kdcat.reading.blocks import Block


class Cell(NamedTuple):
    """A cell, flattened."""

    flat: Flat
    text: str


def cells(block: Block, reader: Reader) -> list[Cell]:
    """Return the cells of a row."""
    found = []
    if block.kind == "html":
        for cell in _html_cells(block.content):
            text = flat([html_pieces(whole_content(cell))])
            found.append(Cell(text, " ".join(text.text.split())))
        return found
    for content in row_contents(block.content, 0):
        text = flat([pieces(content, reader.markdown, reader.env)])
        found.append(Cell(text, " ".join(text.text.split())))
    return found


def _html_cells(row: str) -> list[str]:
    found: list[str] = []
    start = None
    for span, tag in tags(row):
        if tag is None or tag.name.removeprefix("/") not in ("td", "th"):
            continue
        if start is not None:
            found.append(row[start : span.start])
            start = None
        if tag.name in ("td", "th"):
            start = span.end
    if start is not None:
        found.append(row[start:])
    return found

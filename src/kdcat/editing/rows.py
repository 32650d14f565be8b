"""A row of a table written as the others are: what an empty cell holds, and how wide cells are."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kdcat.editing.slots import GONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.reading.catalog import Listing
    from kdcat.text import Lines

_ALIKE = 0.5
_NEAREST = 8
"""So many rows tell how wide cells are, and what an empty one holds."""
_BAR = re.compile(r"(?<!\\)\|")
# Of the delimiter row of GitHub's Markdown, in a quotation too.
_OF_DELIMITERS = frozenset(" \t>|:-")
_EMPTY = re.compile(r"[\s\-\u2013\u2014/.xX✗❌]*|N/?A|None|TBD|&nbsp;", re.IGNORECASE)


def is_row(listing: Listing) -> bool:
    """Return whether an entry is a row of a table."""
    return listing.form == "table"


def is_header(lines: Lines, listing: Listing) -> bool:
    """Return whether an entry is the header of its table: delimiters stand on the line below."""
    below = listing.block.line + 1
    if not is_row(listing) or below > len(lines):
        return False
    line = lines.content(below)
    return "-" in line and _OF_DELIMITERS.issuperset(line)


def with_cells_of(row: str, rows: Sequence[str]) -> str:
    """Return a row with empty cells and widths as the rows beside it have them.

    Args:
        row: A row in which a cell without a value holds `GONE`.
        rows: The other rows of the table, the nearest first: a table changes its ways as it grows.
    """
    others = [_BAR.split(other) for other in rows[:_NEAREST]]
    cells = []
    for number, cell in enumerate(_BAR.split(row)):
        column = [other[number] for other in others if number < len(other)]
        written = cell
        if GONE in cell:
            empty = Counter(one for one in column if _EMPTY.fullmatch(one))
            written = empty.most_common(1)[0][0] if empty else cell.replace(GONE, "")
        widths = Counter(map(len, column))
        width = widths.most_common(1)[0][0] if widths else 0
        if widths[width] > max(1, _ALIKE * len(column)) and _is_padded(column):
            written = written.rstrip(" ").ljust(width - 1) + " " if written.strip() else " " * width
        elif written.strip() and written.endswith("  "):
            # It was filled up for what stood there before.
            written = written.rstrip(" ") + " "
        cells.append(written)
    return "|".join(cells)


def _is_padded(column: Sequence[str]) -> bool:
    """Whether cells of a column, which are of one width, are filled up to it."""
    return any(cell.strip() and cell.endswith("  ") for cell in column)

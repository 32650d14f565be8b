"""Counts of papers for a reader at a terminal: bars and tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.progress_bar import ProgressBar
from rich.style import Style
from rich.table import Table
from rich.text import Text

from kdcat.bibliography.works import listings
from kdcat.index import counts
from kdcat.printable import printable
from kdcat.words import how_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from kdcat.index.counts import Count, Value
    from kdcat.index.papers import Index

_TOP_VENUES = 8
_WIDEST_BAR = 60
_NARROW = 70
_NARROWEST_LABEL = 12
"""Columns that the labels of a cross table may have at least; they are wrapped from a third on."""
_LONGEST_NAME = 500
"""Characters of a name that are shown: no name has as many, and Rich lays out each line of a text
that was taken for one several times. The other formats have it whole."""
_BAR = Style(color="cyan")
_DIM = Style(dim=True)
_BOLD = Style(bold=True)
_SILENT = "(none)"


def print_overview(index: Index, rows: Sequence[int] | None, out: Console) -> None:
    """Print what there is on one screen: the total, years, modalities and the top venues."""
    width = min(out.width, 120)
    total = sum(count.papers for count in counts.count(index, ("has_code",), rows))
    with_code = sum(count.with_code for count in counts.count(index, ("has_code",), rows))
    venues = counts.count(index, ("venue",), rows)
    papers = len(listings(index.papers(rows)))
    said = how_many(papers, "paper")
    if papers != total:
        said = f"{total} entries, {said}"
    head = Text.assemble((said, _BOLD), f", {with_code} with code{_share(with_code, total)}")
    head.append(f", {how_many(sum(count.values != (None,) for count in venues), 'venue')}")
    pages = len(counts.count(index, ("catalog",), rows))
    out.print(head.append(f", in {pages} files") if index.has_pages else head)
    if not total:
        return
    out.print()
    part = width if width < _NARROW else width // 2 - 2
    years = _bars(counts.count(index, ("year",), rows), "year", part)
    beside = Table.grid()
    beside.add_row(_bars(counts.count(index, ("modality",), rows), "modality", part, shares=True))
    named = [count for count in venues if count.values != (None,)]
    if named:
        # Rich takes a table of no rows for as wide as a line may be.
        beside.add_row("")
        beside.add_row(_bars(named[:_TOP_VENUES], "venue", part))
    if (more := len(named) - _TOP_VENUES) > 0:
        beside.add_row(Text(f"{more} more: kdcat stats --by venue", style=_DIM))
    if width < _NARROW:
        out.print(years, "", beside, sep="\n")
    else:
        both = Table.grid(padding=(0, 2, 0, 0))
        both.add_row(years, beside)
        out.print(both)


def print_bars(counts: Sequence[Count], field: str, out: Console) -> None:
    """Print the counts by one field as bars that fit the width."""
    out.print(_bars(counts, field, min(out.width, 120), shares=True))


def print_cross(counts: Sequence[Count], fields: Sequence[str], out: Console) -> None:
    """Print the counts by two fields as a table: the first field down, the second across.

    Where the table is wider than the terminal, it stands on its other side. If there is no room
    for that either, the columns of the fewest papers, or of the oldest years, are put together.
    """
    tables = [_CrossTable.of(counts, fields, order) for order in ((0, 1), (1, 0))]
    fitting = [table for table in tables if table.room(out.width) == len(table.columns)]
    table = fitting[0] if fitting else max(tables, key=lambda each: each.room(out.width))
    out.print(table.drawn(out.width))


class _CrossTable(NamedTuple):
    """Papers by two fields, one down and one across."""

    down: str
    across: str
    rows: list[Value]
    columns: list[Value]
    """Those that matter most first: the newest years, and the most papers."""
    papers: dict[tuple[Value, Value], int]

    @classmethod
    def of(
        cls, counts: Sequence[Count], fields: Sequence[str], order: tuple[int, int]
    ) -> _CrossTable:
        down, across = order
        sizes: tuple[Counter[Value], Counter[Value]] = (Counter(), Counter())
        for count in counts:
            for size, value in zip(sizes, count.values, strict=True):
                size[value] += count.papers
        rows, columns = (
            sorted(sizes[place], key=lambda value: (value is None, -sizes[place][value]))
            for place in order
        )
        if fields[down] == "year":
            rows.sort(key=_in_time)
        if fields[across] == "year":
            columns.sort(key=_in_time, reverse=True)
        papers = {(count.values[down], count.values[across]): count.papers for count in counts}
        return cls(fields[down], fields[across], rows, columns, papers)

    def room(self, width: int) -> int:
        """For how many of its columns a terminal has room, beside one for the others."""
        most = len(str(sum(self.papers.values())))
        label = max(map(cell_len, [self.down, *(_label(self.down, row) for row in self.rows)]))
        free = width - min(label, max(_NARROWEST_LABEL, width // 3))
        free -= 1 + max(most, len("total"))
        fitting = 0
        for shown, column in enumerate(self.columns, 1):
            free -= 1 + max(most, cell_len(_label(self.across, column)))
            if free < 0:
                break
            if shown == len(self.columns) or free > max(most, cell_len(self._others(shown))):
                fitting = shown
        return fitting

    def drawn(self, width: int) -> Table:
        shown = self.room(width)
        ordered = self.columns[:shown]
        if self.across == "year":
            ordered.sort(key=_in_time)
        groups = [(_label(self.across, column), [column]) for column in ordered]
        if rest := self.columns[shown:]:
            groups.insert(0 if self.across == "year" else shown, (self._others(shown), rest))
        table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style=_BOLD)
        table.add_column(self.down, overflow="fold")
        for name in (*(name for name, _ in groups), "total"):
            table.add_column(name, justify="right", no_wrap=True, min_width=cell_len(name))
        for row in self.rows:
            numbers = [
                sum(self.papers.get((row, column), 0) for column in columns)
                for _, columns in groups
            ]
            cells = [Text(str(number)) if number else Text("·", style=_DIM) for number in numbers]
            table.add_row(_label(self.down, row), *cells, Text(str(sum(numbers)), style=_BOLD))
        return table

    def _others(self, shown: int) -> str:
        """What the columns are called that have no room of their own."""
        if self.across == "year":
            return f"-{next((year for year in self.columns[shown:] if year is not None), '')}"
        return f"{len(self.columns) - shown} others"


def _in_time(year: Value) -> tuple[bool, int]:
    return year is None, int(year or 0)


def _bars(counts: Sequence[Count], field: str, width: int, *, shares: bool = False) -> Table:
    most = max((count.papers for count in counts), default=1)
    labels = [_label(field, count.values[0]) for count in counts]
    widest = min(max(map(len, labels), default=0), max(width // 3, 8))
    notes = [
        f"{count.papers}{_share(count.with_code, count.papers, ' with code') if shares else ''}"
        for count in counts
    ]
    room = max(4, min(_WIDEST_BAR, width - widest - max(map(len, notes), default=0) - 3))
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=widest, overflow="fold")
    table.add_column(width=room)
    table.add_column(no_wrap=True)
    for label, count, note in zip(labels, counts, notes, strict=True):
        # A full bar as long as it should be: the rest of a longer one would be drawn too.
        length = max(1, round(room * count.papers / most))
        bar = ProgressBar(total=1, completed=1, width=length, finished_style=_BAR)
        table.add_row(label, bar, note)
    return table


def _label(field: str, value: Value) -> str:
    if field == "has_code" and isinstance(value, bool):
        return "with code" if value else "without code"
    if value is None:
        return _SILENT
    name = str(value)
    return printable(name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}...")


def _share(part: int, whole: int, of: str = "") -> str:
    return f" ({part / whole:.0%}{of})" if whole else ""

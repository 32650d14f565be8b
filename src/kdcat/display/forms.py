"""How a list was read, for a reader at a terminal: its forms by section, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from kdcat.display.console import print_text
from kdcat.display.grid import Cell, Column, print_grid
from kdcat.printable import printable
from kdcat.reading.forms import numbers, section_of
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from kdcat.reading.page import Form, Skipped

_QUIET = Style(dim=True)
_LINES = Column("lines", on_one_line=True, style=_QUIET, justify="right")
_UNLIKE = Style(color="yellow")


def print_forms(name: str, forms: Sequence[Form], out: Console) -> None:
    """Print for each section its lines, its form in words, its papers, and which are unlike.

    Args:
        name: The file, as it was named.
        forms: How its sections were read.
        out: Where to print.
    """
    columns = [
        _LINES,
        Column("section", takes_rest=True, hanging=2),
        Column("form", takes_rest=True, hanging=2),
        Column("papers", on_one_line=True, justify="right"),
    ]
    rows = [
        [
            Cell(f"{form.line}-{form.end_line - 1}"),
            _cell(section_of(form)),
            _cell(form.words),
            Cell(f"{form.units}"),
        ]
        for form in forms
    ]
    if any(form.unlike for form in forms):
        columns.append(Column("not alike", hanging=2, style=_UNLIKE))
        for row, form in zip(rows, forms, strict=True):
            row.append(Cell(numbers(form.unlike)))
    _print(name, columns, rows, out)


def print_skipped(name: str, skipped: Sequence[Skipped], out: Console) -> None:
    """Print what looks like an entry and was not read as one, with its line and why.

    Args:
        name: The file, as it was named.
        skipped: What was left out of it.
        out: Where to print.
    """
    columns = [
        _LINES._replace(name="line"),
        Column("left out", takes_rest=True, hanging=2),
        Column("why", most=30, style=_QUIET),
    ]
    rows = [[Cell(f"{unit.line}"), _cell(unit.text), _cell(unit.reason)] for unit in skipped]
    _print(name, columns, rows, out)


def _print(
    name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], out: Console
) -> None:
    if rows:
        print_text(Text(printable(name), style="bold"), out, 2)
        print_grid(columns, rows, out)


def _cell(text: str) -> Cell:
    return Cell(printable(one_line(text)))

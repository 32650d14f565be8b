"""The lists that one follows, and what came into them, for a reader at a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from kdcat.display.console import leading_to, print_text
from kdcat.display.grid import LINKED, Cell, Column, print_grid
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from kdcat.formats.atom import News
    from kdcat.paper import Paper

_NUMBERS = frozenset({"papers", "pages", "new"})
_BOLD, _DIM, _PLAIN = Style(bold=True), Style(dim=True), Style.null()
_STYLES = {"name": _BOLD, "checked": _DIM, "changed": _DIM}


def print_lists(names: Sequence[str], rows: Sequence[Sequence[object]], out: Console) -> None:
    """Print a row for each list, as wide as the terminal; nothing is cut.

    Args:
        names: What stands in the columns.
        rows: The values.
        out: Where to print.
    """
    if not rows:
        return
    columns = [
        Column(
            name,
            justify="right" if name in _NUMBERS else "left",
            style=_STYLES.get(name, _PLAIN),
            hanging=1 if name == "source" else 0,
        )
        for name in names
    ]
    cells = [[Cell("" if one is None else printable(str(one))) for one in row] for row in rows]
    print_grid(columns, cells, out)


def print_news(news: Sequence[News], out: Console) -> None:
    """Print papers below their list and their sections, each with the day on which it came in.

    Args:
        news: The papers, list by list, in the order of the lists.
        out: Where to print.
    """
    for number, (name, of_list) in enumerate(groupby(news, lambda one: one.list_name)):
        if number:
            out.print()
        print_text(Text(printable(name), _BOLD), out)
        for sections, group in groupby(of_list, lambda one: one.paper.sections):
            indent = 2
            if sections:
                heading = Text("  ").append(printable(" / ".join(sections)), Style(color="magenta"))
                print_text(heading, out, 4)
                indent = 4
            for one in group:
                print_text(_line(one, indent), out, indent + 2)


def _line(one: News, indent: int) -> Text:
    paper = one.paper
    line = Text(" " * indent).append(printable(paper.title), leading_to(paper.paper_url))
    if said := _said(paper):
        line.append(f", {printable(said)}")
    if paper.code_url:
        line.append("  ").append("code", LINKED + leading_to(paper.code_url))
    return line.append(f"  {one.added.astimezone():%Y-%m-%d}", _DIM)


def _said(paper: Paper) -> str:
    return " ".join(str(part) for part in (paper.venue or paper.venue_raw, paper.year) if part)

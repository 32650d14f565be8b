"""Papers for a reader: the table, and the page of one paper. The only module that uses Rich."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from kdcat.paper import FIELDS, Paper
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kdcat.searching.find import Match
    from kdcat.searching.highlights import Span

_NARROW, _WIDE, _VERY_WIDE = 60, 100, 140
"""Columns from which on the venue stands beside the title, the task is shown, the id is shown."""
_UNLIMITED = 1 << 16
_MARK = Style(bold=True, color="yellow", underline=True)
_DIM = Style(dim=True)
_NUMBERS = frozenset({"year", "line", "score"})


def console(file: IO[str]) -> Console:
    """Return Rich's console for a file, with no width to fill where it is not a terminal.

    Colour follows the terminal, NO_COLOR and FORCE_COLOR; $COLUMNS is heeded.
    """
    width = None if file.isatty() or "COLUMNS" in os.environ else _UNLIMITED
    return Console(
        file=file, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False
    )


def print_table(
    papers: Sequence[Paper],
    file: IO[str],
    fields: Sequence[str] | None = None,
    matches: Sequence[Match] | None = None,
) -> None:
    """Print papers as a table as wide as the terminal; nothing is cut, long text wraps.

    Args:
        papers: The papers, in their order.
        file: Where to print.
        fields: The columns that are wanted; else those that the width has room for.
        matches: For a search, what matched: it is marked.
    """
    if not papers:
        return
    out = console(file)
    spans = [match.spans for match in matches] if matches else None
    if fields:
        table = _fields_table(papers, fields, spans, matches)
    elif out.width < _NARROW:
        table = _narrow_table(papers, spans)
    else:
        table = _wide_table(papers, out.width, spans)
    out.print(table)


def _table() -> Table:
    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=Style(bold=True))


def _wide_table(
    papers: Sequence[Paper], width: int, spans: Sequence[tuple[Span, ...]] | None
) -> Table:
    table = _table()
    with_code = any(paper.code_url for paper in papers)
    with_task = width >= _WIDE and any(paper.task or paper.modality for paper in papers)
    with_id = width >= _VERY_WIDE
    table.add_column("year", width=4, no_wrap=True)
    table.add_column("venue", max_width=max(12, width // 7), overflow="fold")
    table.add_column("title", ratio=3, overflow="fold")
    if with_task:
        table.add_column("task", max_width=max(20, width // 6), overflow="fold", style=_DIM)
    if with_code:
        table.add_column("code", width=4, no_wrap=True)
    if with_id:
        table.add_column("id", no_wrap=True, style=_DIM)
    for row, paper in enumerate(papers):
        marked = spans[row] if spans else ()
        cells = [
            _text("" if paper.year is None else str(paper.year), "year", marked),
            _text(paper.venue or "", "venue", marked),
            _text(paper.title, "title", marked, paper.paper_url),
        ]
        if with_task:
            name = "subtask" if paper.subtask else "task" if paper.task else "modality"
            cells.append(_text(getattr(paper, name) or "", name, marked))
        if with_code:
            cells.append(_linked("code", paper.code_url) if paper.code_url else Text())
        if with_id:
            cells.append(Text(printable(paper.id)))
        table.add_row(*cells)
    return table


def _narrow_table(papers: Sequence[Paper], spans: Sequence[tuple[Span, ...]] | None) -> Table:
    """Venue and year under the title: there is no room beside it."""
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 0, 1, 0))
    table.add_column(overflow="fold")
    for row, paper in enumerate(papers):
        marked = spans[row] if spans else ()
        lines = [_text(paper.title, "title", marked, paper.paper_url)]
        below = [
            _text(text, name, marked)
            for name, text in (("venue", paper.venue), ("year", paper.year and str(paper.year)))
            if text
        ]
        if paper.code_url:
            below.append(_linked("code", paper.code_url))
        if below:
            line = Text(" ").join(below)
            line.stylize(_DIM)
            lines.append(line)
        table.add_row(Text("\n").join(lines))
    return table


def _fields_table(
    papers: Sequence[Paper],
    fields: Sequence[str],
    spans: Sequence[tuple[Span, ...]] | None,
    matches: Sequence[Match] | None,
) -> Table:
    table = _table()
    for name in fields:
        table.add_column(name, overflow="fold", justify="right" if name in _NUMBERS else "left")
    for row, paper in enumerate(papers):
        marked = spans[row] if spans else ()
        cells = []
        for name in fields:
            if name in FIELDS:
                value = getattr(paper, name)
                link = paper.paper_url if name == "title" else None
                cells.append(_text("" if value is None else str(value), name, marked, link))
            else:
                cells.append(Text(f"{matches[row].score:.3f}" if matches else ""))
        table.add_row(*cells)
    return table


def print_page(
    paper: Paper, places: Sequence[Paper], neighbours: Sequence[Paper], file: IO[str]
) -> None:
    """Print all that is known of a paper.

    Args:
        paper: The paper.
        places: Every listing of it, its own among them.
        neighbours: Other papers of its section.
        file: Where to print.
    """
    out = console(file)
    out.print(Text(printable(paper.title), style=Style(bold=True, link=paper.paper_url)))
    out.print()
    from kdcat.bibliography.venues import find

    known = find(paper.venue_raw) if paper.venue_raw else None
    venue = printable(paper.venue or "")
    if known and known.full_name != known.name:
        venue += f" ({known.full_name})"
    rows: list[tuple[str, str, str | None]] = [
        ("venue", venue, None),
        ("year", "" if paper.year is None else str(paper.year), None),
        ("paper", paper.paper_url or "", paper.paper_url),
        ("code", paper.code_url or "", paper.code_url),
        ("doi", paper.doi or "", f"https://doi.org/{paper.doi}"),
        ("arxiv", paper.arxiv_id or "", f"https://arxiv.org/abs/{paper.arxiv_id}"),
        ("id", paper.id, None),
    ]
    rows += [("listed" if at == 0 else "", _place(place), None) for at, place in enumerate(places)]
    for name, value, link in rows:
        if value:
            # A long address is not broken here: the terminal that wraps it keeps it whole.
            line = Text(f"{name:<8}", style=_DIM).append(
                printable(value), style=Style(link=link) if link else Style(dim=False)
            )
            out.print(line, soft_wrap=True)
    if neighbours:
        out.print()
        out.print(Text(f"beside it in {printable(_section(paper))}:", style=_DIM), soft_wrap=True)
        for other in neighbours:
            said = " ".join(str(part) for part in (other.venue, other.year) if part)
            line = Text("  ").append(printable(other.title), style=Style(link=other.paper_url))
            out.print(line.append(f"  {printable(said)}", style=_DIM), soft_wrap=True)


def _section(paper: Paper) -> str:
    return " / ".join(part for part in (paper.modality, paper.task, paper.subtask) if part)


def _place(paper: Paper) -> str:
    section = _section(paper)
    return f"{section + ', ' if section else ''}{paper.catalog} line {paper.line}"


def _text(text: str, field: str, spans: Sequence[Span], link: str | None = None) -> Text:
    cell = Text(printable(text), style=Style(link=link) if link else "")
    for span in spans:
        if span.field == field:
            cell.stylize(_MARK, span.start, span.end)
    return cell


def _linked(word: str, link: str) -> Text:
    return Text(word, style=Style(link=link))


@contextmanager
def bar(file: IO[str], what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how far long work has come, by the function that is given, and then go.

    Args:
        file: The terminal to show it on.
        what: What is done.
        total: The number that the function is called with at the end.
    """
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn(printable(what), markup=False), BarColumn())
    with Progress(*columns, console=console(file), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda done: progress.update(task, completed=done)

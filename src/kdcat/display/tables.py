"""Papers as a table for a reader at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from rich.table import Table
from rich.text import Text

from kdcat.display.grid import MARK, Cell, Column, print_grid
from kdcat.paper import FIELDS, Paper
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from kdcat.searching.highlights import Span

_NARROW, _WIDE, _VERY_WIDE = 60, 100, 140
"""Columns from which on the venue stands beside the title, the task, the authors and the id too."""
_DIM = Style(dim=True)
_NUMBERS = frozenset({"year", "line", "score"})


def print_table(
    papers: Sequence[Paper],
    out: Console,
    fields: Sequence[str] | None = None,
    spans: Sequence[tuple[Span, ...]] | None = None,
    extra: Mapping[str, Sequence[object]] | None = None,
    note: tuple[str, Sequence[str]] | None = None,
    pages: bool = False,
) -> None:
    """Print papers as a table as wide as the terminal; nothing is cut, long text wraps.

    Args:
        papers: The papers, in their order.
        out: Where to print.
        fields: The columns that are wanted; else those that the width has room for.
        spans: For a search, what matched in each: it is marked.
        extra: What is known beside the fields that may be wanted, by its name.
        note: A word, and what it heads for each paper; left out where that is nothing for all.
        pages: Whether it is shown which file each paper is from.
    """
    if not papers:
        return
    note = note if note and any(note[1]) else None
    if fields:
        _print_fields(papers, out, fields, spans, extra or {})
    elif out.width < _NARROW:
        out.print(_narrow_table(papers, spans, note, pages))
    else:
        _print_wide(papers, out, spans, note, pages)


def _print_wide(
    papers: Sequence[Paper],
    out: Console,
    spans: Sequence[tuple[Span, ...]] | None,
    note: tuple[str, Sequence[str]] | None,
    pages: bool,
) -> None:
    width = out.width
    with_code = any(paper.code_url for paper in papers)
    with_task = width >= _WIDE and any(paper.task or paper.modality for paper in papers)
    with_id = width >= _VERY_WIDE
    with_authors = width >= _VERY_WIDE and any(paper.authors for paper in papers)
    columns = [
        Column("year", width=4, on_one_line=True),
        Column("venue", most=max(12, width // 7)),
        Column("title", takes_rest=True),
        *([Column("authors", most=width // 6)] if with_authors else ()),
        *([Column("task", most=max(20, width // 6), dim=True)] if with_task else ()),
        *([Column("code", width=4, on_one_line=True)] if with_code else ()),
        *([Column(note[0], most=max(12, width // 6), dim=True)] if note else ()),
        *([Column("catalog", most=max(20, width // 4), dim=True)] if pages else ()),
        *([Column("id", on_one_line=True, dim=True)] if with_id else ()),
    ]
    rows = []
    for row, paper in enumerate(papers):
        marked = spans[row] if spans else ()
        cells = [
            _cell("" if paper.year is None else str(paper.year), "year", marked),
            _cell(paper.venue or "", "venue", marked),
            _cell(paper.title, "title", marked, paper.paper_url),
        ]
        if with_authors:
            cells.append(_cell(paper.authors or "", "authors", marked))
        if with_task:
            name = "subtask" if paper.subtask else "task" if paper.task else "modality"
            cells.append(_cell(getattr(paper, name) or "", name, marked))
        if with_code:
            cells.append(Cell("code", paper.code_url) if paper.code_url else Cell(""))
        if note:
            cells.append(Cell(printable(note[1][row])))
        if pages:
            cells.append(Cell(printable(paper.catalog)))
        if with_id:
            cells.append(Cell(printable(paper.id)))
        rows.append(cells)
    print_grid(columns, rows, out)


def _narrow_table(
    papers: Sequence[Paper],
    spans: Sequence[tuple[Span, ...]] | None,
    note: tuple[str, Sequence[str]] | None,
    pages: bool,
) -> Table:
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
        if note and note[1][row]:
            lines.append(Text(printable(f"{note[0]} {note[1][row]}"), style=_DIM))
        if pages:
            lines.append(Text(printable(paper.catalog), style=_DIM))
        table.add_row(Text("\n").join(lines))
    return table


def _print_fields(
    papers: Sequence[Paper],
    out: Console,
    fields: Sequence[str],
    spans: Sequence[tuple[Span, ...]] | None,
    extra: Mapping[str, Sequence[object]],
) -> None:
    columns = [Column(name, justify="right" if name in _NUMBERS else "left") for name in fields]
    rows = []
    for row, paper in enumerate(papers):
        marked = spans[row] if spans else ()
        cells = []
        for name in fields:
            if name in FIELDS:
                value = getattr(paper, name)
                link = paper.paper_url if name == "title" else None
                cells.append(_cell("" if value is None else str(value), name, marked, link))
            elif name == "sections":
                cells.append(Cell(printable(" / ".join(paper.sections))))
            elif name == "links":
                cells.append(
                    Cell(printable(", ".join(f"{said}: {url}" for said, url in paper.links)))
                )
            else:
                cells.append(Cell(printable(_shown(extra[name][row]))))
        rows.append(cells)
    print_grid(columns, rows, out)


def _cell(text: str, field: str, spans: Sequence[Span], link: str | None = None) -> Cell:
    marks = [(span.start, span.end) for span in spans if span.field == field] if spans else ()
    return Cell(printable(text), link, marks)


def _shown(value: object) -> str:
    """A value that is no field's, in a cell: a number, or a list of words or of mappings."""
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return str(value.get("word", value.get("value", "")))
    return str(value)


def _text(text: str, field: str, spans: Sequence[Span], link: str | None = None) -> Text:
    cell = Text(printable(text), style=Style(link=link) if link else "")
    for span in spans:
        if span.field == field:
            cell.stylize(MARK, span.start, span.end)
    return cell


def _linked(word: str, link: str) -> Text:
    return Text(word, style=Style(link=link))

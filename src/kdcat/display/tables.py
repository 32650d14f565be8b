"""Papers as a table for a reader at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from kdcat.display.console import leading_to, print_text
from kdcat.display.grid import LINKED, MARK, Cell, Column, print_grid
from kdcat.paper import FIELDS, Paper, json_value
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from kdcat.searching.highlights import Span

_NARROW, _WIDE, _VERY_WIDE = 60, 100, 140
"""Columns from which on the venue stands beside the title, the section, the authors and id too."""
_NARROW_WITH_NOTE = 80
_PLAIN, _DIM, _BOLD = Style.null(), Style(dim=True), Style(bold=True)
_VENUE = Style(color="magenta")
_STYLES = {"year": _BOLD, "venue": _VENUE, "section": _DIM, "id": _DIM}
"""What tells columns apart; yellow, blue and cyan are hard to read on light or on dark."""
_HANGING = 2
_NUMBERS = frozenset({"year", "line", "score"})


def print_table(
    papers: Sequence[Paper],
    out: Console,
    fields: Sequence[str] | None = None,
    spans: Sequence[tuple[Span, ...]] | None = None,
    extra: Mapping[str, Sequence[object]] | None = None,
    note: tuple[str, Sequence[str]] | None = None,
    *,
    pages: bool = False,
    addresses: bool = False,
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
        addresses: Whether the addresses are written out, as they cannot be links.
    """
    if not papers:
        return
    note = note if note and any(note[1]) else None
    if fields:
        _print_fields(papers, out, fields, spans, extra or {})
    elif out.width < (_NARROW_WITH_NOTE if note or pages else _NARROW) or addresses:
        _print_stacked(papers, out, spans, note, pages=pages, addresses=addresses)
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
    with_section = width >= _WIDE and any(paper.task or paper.modality for paper in papers)
    with_id = width >= _VERY_WIDE
    with_authors = width >= _VERY_WIDE and any(paper.told_authors for paper in papers)
    section = Column("section", most=max(20, width // 6), style=_DIM, hanging=1)
    columns = [
        Column("year", width=4, on_one_line=True, style=_BOLD),
        Column("venue", most=max(12, width // 7), style=_VENUE, hanging=1),
        Column("title", takes_rest=True, hanging=_HANGING),
        *([Column("authors", most=width // 6, hanging=1)] if with_authors else ()),
        *([section] if with_section else ()),
        *([Column("code", width=4, on_one_line=True)] if with_code else ()),
        *([Column(note[0], most=max(18, width // 5), style=_DIM)] if note else ()),
        *([Column("catalog", most=max(30, width // 3), style=_DIM)] if pages else ()),
        *([Column("id", on_one_line=True, style=_DIM)] if with_id else ()),
    ]
    rows = []
    for row, paper in enumerate(papers):
        marked = spans[row] if spans else ()
        cells = [
            _cell("" if paper.told_year is None else str(paper.told_year), "year", marked),
            _cell(paper.told_venue or "", "venue", marked),
            _cell(paper.title, "title", marked, paper.paper_url),
        ]
        if with_authors:
            name = "authors" if paper.authors else "record.authors"
            cells.append(_cell(paper.told_authors or "", name, marked))
        if with_section:
            name = "subtask" if paper.subtask else "task" if paper.task else "modality"
            cells.append(_cell(getattr(paper, name) or "", name, marked))
        if with_code:
            cells.append(_code(paper))
        if note:
            cells.append(Cell(printable(note[1][row])))
        if pages:
            cells.append(Cell(printable(paper.catalog)))
        if with_id:
            cells.append(Cell(printable(paper.id)))
        rows.append(cells)
    print_grid(columns, rows, out)


def _print_stacked(
    papers: Sequence[Paper],
    out: Console,
    spans: Sequence[tuple[Span, ...]] | None,
    note: tuple[str, Sequence[str]] | None,
    *,
    pages: bool,
    addresses: bool,
) -> None:
    """Venue and year under the title: there is no room beside it, or for the addresses."""
    for row, paper in enumerate(papers):
        if row:
            out.print()
        marked = spans[row] if spans else ()
        print_text(_text(paper.title, "title", marked, paper.paper_url), out)
        below = [
            _text(text, name, marked, style=style)
            for name, text, style in (
                ("venue", paper.told_venue, _VENUE),
                ("year", paper.told_year and str(paper.told_year), _BOLD),
            )
            if text
        ]
        if paper.code_url and not addresses:
            below.append(Text().append("code", LINKED + leading_to(paper.code_url)))
        lines = [Text(" ").join(below)] if below else []
        if note and note[1][row]:
            lines.append(Text(printable(f"{note[0]}: {note[1][row]}"), style=_DIM))
        if pages:
            lines.append(Text(printable(paper.catalog), style=_DIM))
        if addresses:
            named = (("paper", paper.paper_url), ("code", paper.code_url))
            lines += [Text(printable(f"{name} {url}")) for name, url in named if url]
        for line in lines:
            print_text(Text("  ").append_text(line), out, 4)


def _print_fields(
    papers: Sequence[Paper],
    out: Console,
    fields: Sequence[str],
    spans: Sequence[tuple[Span, ...]] | None,
    extra: Mapping[str, Sequence[object]],
) -> None:
    columns = [
        Column(
            name,
            justify="right" if name in _NUMBERS else "left",
            style=_STYLES.get(name, _PLAIN),
            hanging=_HANGING if name == "title" else 0,
        )
        for name in fields
    ]
    rows = []
    for row, paper in enumerate(papers):
        marked = spans[row] if spans else ()
        cells = []
        for name in fields:
            if name in FIELDS:
                value = getattr(paper, name)
                link = paper.paper_url if name == "title" else None
                if name.endswith("_url"):
                    link = value
                cells.append(_cell("" if value is None else str(value), name, marked, link))
            elif name == "sections":
                cells.append(Cell(printable(" / ".join(paper.sections))))
            elif name == "links":
                cells.append(
                    Cell(printable(", ".join(f"{said}: {url}" for said, url in paper.links)))
                )
            elif name in extra:
                cells.append(Cell(printable(_shown(extra[name][row]))))
            else:
                cells.append(Cell(printable(_shown(json_value(paper, name)))))
        rows.append(cells)
    print_grid(columns, rows, out)


def _code(paper: Paper) -> Cell:
    return Cell("code", paper.code_url, [(0, 4)], LINKED) if paper.code_url else Cell("")


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
        return str(value.get("word", value.get("value", value.get("source", ""))))
    return "" if value is None else str(value)


def _text(
    text: str,
    field: str,
    spans: Sequence[Span],
    link: str | None = None,
    style: Style = _PLAIN,
) -> Text:
    shown = Text().append(printable(text), style + leading_to(link))
    for span in spans:
        if span.field == field:
            shown.stylize(MARK, span.start, span.end)
    return shown

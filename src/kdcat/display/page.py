"""The page of one paper: all that is known of it, for a reader at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from kdcat.bibliography.venues import find
from kdcat.display.console import leading_to, print_named, print_text
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from kdcat.paper import Paper
    from kdcat.records.record import Record

_DIM = Style(dim=True)
_STYLES = {"venue": Style(color="magenta"), "year": Style(bold=True)}
_INDENT, _INDENT_WITH_RECORD = 8, 10


def print_page(
    paper: Paper, places: Sequence[Paper], neighbours: Sequence[Paper], out: Console
) -> None:
    """Print all that is known of a paper.

    Args:
        paper: The paper.
        places: Every listing of it, its own among them.
        neighbours: Other papers of its section.
        out: Where to print.
    """
    title = Text().append(printable(paper.title), Style(bold=True) + leading_to(paper.paper_url))
    print_text(title, out)
    out.print()
    venue = printable(paper.told_venue or "") + full_name_behind(paper)
    rows: list[tuple[str, str, str | None]] = [
        ("authors", paper.told_authors or "", None),
        ("venue", venue, None),
        ("year", "" if paper.told_year is None else str(paper.told_year), None),
        ("date", paper.date or "", None),
        ("paper", paper.paper_url or "", paper.paper_url),
        ("code", paper.code_url or "", paper.code_url),
        ("project", paper.project_url or "", paper.project_url),
        ("doi", paper.doi or "", f"https://doi.org/{paper.doi}"),
        ("arxiv", paper.arxiv_id or "", f"https://arxiv.org/abs/{paper.arxiv_id}"),
        ("id", paper.id, None),
    ]
    rows += [
        ("" if number else "links", f"{label}: {url}", url)
        for number, (label, url) in enumerate(paper.links)
    ]
    rows += [
        ("" if number else "listed", place_of(place), None) for number, place in enumerate(places)
    ]
    indent = _INDENT
    if paper.record:
        indent = _INDENT_WITH_RECORD
        rows += _of_record(paper.record)
    for name, value, link in rows:
        if value:
            style = leading_to(link) if link else _STYLES.get(name)
            print_named(name, Text().append(printable(value), style), out, indent)
    if neighbours:
        _print_neighbours(paper, neighbours, out)


def _of_record(record: Record) -> list[tuple[str, str, str | None]]:
    """What a registry says beside the authors: where it was published, and what it is about."""
    issue = f"({record.issue})" if record.issue else ""
    parts = [
        record.venue,
        f"{record.volume or ''}{issue}",
        record.pages and f"pages {record.pages}",
        record.publisher if record.publisher != record.venue else None,
        str(record.year or ""),
    ]
    link = f"https://doi.org/{record.doi}" if record.doi else None
    said = f"{record.source}, {record.fetched[: len('2026-11-26')]}"
    return [
        ("published", ", ".join(filter(None, parts)), link),
        ("abstract", record.abstract or "", None),
        ("record", said, None),
    ]


def _print_neighbours(paper: Paper, neighbours: Sequence[Paper], out: Console) -> None:
    out.print()
    where = f" in {printable(section)}" if (section := _section(paper)) else ""
    print_text(Text(f"beside it{where}:", style=_DIM), out)
    for other in neighbours:
        said = " ".join(str(part) for part in (other.venue, other.year) if part)
        line = Text("  ").append(printable(other.title), leading_to(other.paper_url))
        print_text(line.append(f"  {printable(said)}", _DIM), out, 4)


def _section(paper: Paper) -> str:
    return " / ".join(paper.sections)


def full_name_behind(paper: Paper) -> str:
    """Return the full name of a known venue as it stands behind the short one; else nothing."""
    known = find(paper.venue_raw) if paper.venue_raw else None
    return f" ({known.full_name})" if known and known.full_name != known.name else ""


def place_of(paper: Paper) -> str:
    """Return where an entry stands: its sections, its file and its line."""
    section = _section(paper)
    return f"{section + ', ' if section else ''}{paper.catalog} line {paper.line}"

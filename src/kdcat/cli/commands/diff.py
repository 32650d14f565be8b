"""`kdcat diff`: what became of the papers from one state of a catalog to another."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from typing import Annotated

import typer

from kdcat.bibliography.addresses import address
from kdcat.cli import DONE, NO, completion, options
from kdcat.cli.output import TABLE, Output
from kdcat.cli.streams import tell_people, write
from kdcat.diff.compare import (
    ADDED,
    CHANGED,
    KINDS,
    MOVED,
    REMOVED,
    SECTIONS,
    Change,
    compare,
    side,
)
from kdcat.errors import UsageError
from kdcat.paper import FIELDS, Paper
from kdcat.printable import printable
from kdcat.reading.catalog import parse
from kdcat.reading.source import STDIN

EPILOG = """Examples:

  kdcat diff HEAD~20:catalog.md catalog.md

  kdcat diff v1.0:catalog.md HEAD:catalog.md --format markdown > NEWS.md

  kdcat diff old.md new.md --json | jq -r '.[] | select(.change == "added") | .new.title'
"""
_FORMATS = (TABLE, "tsv", "csv", "json", "jsonl", "markdown")
_COLUMNS = ("change", "old", "new", "fields")
_SIGNS = {ADDED: "+", REMOVED: "-", MOVED: ">", CHANGED: "~"}
_STYLES = {ADDED: "green", REMOVED: "red", MOVED: "cyan", CHANGED: "yellow"}
_HEADINGS = {
    ADDED: "New papers", REMOVED: "Removed papers", MOVED: "Moved papers", CHANGED: "Changed papers"
}  # fmt: skip

_SIDE = "A file, - for standard input, or REV:FILE of the git repository the file is in."


def command(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_SIDE)],
    new: Annotated[str, typer.Argument(metavar="NEW", help=_SIDE)],
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", rich_help_panel="Output",
            autocompletion=lambda incomplete: [f for f in _FORMATS if f.startswith(incomplete)],
            help="table, tsv, csv, json, jsonl, or markdown for release notes. "
            "Default: a table on a terminal, tsv in a pipe.",
        ),
    ] = None,
    json: options.Json = False,
    fields: Annotated[
        str | None,
        typer.Option(
            "--fields", metavar="A,B,C", rich_help_panel="Output", autocompletion=completion.fields,
            help="Only these, in this order: change, old, new, fields (the names of those that "
            "differ), and the fields of the paper.",
        ),
    ] = None,
    exit_status: Annotated[
        bool,
        typer.Option(
            "--exit-status", "-e", rich_help_panel="Output", help="Exit with 1 if no paper differs."
        ),
    ] = False,
) -> int:  # fmt: skip
    """Show which papers were added, removed, moved to another section or changed.

    Papers are recognised by their identifiers and titles, so that one whose title, venue or link
    was corrected is the same paper. A file of the name REV:FILE goes before a revision.
    """
    output = Output.of(format, json, fields, exit_status, _COLUMNS)
    if output.format not in _FORMATS:
        raise UsageError(f"a diff cannot be {output.format}; formats: {', '.join(_FORMATS)}")
    if output.fields and output.format == "markdown":
        raise UsageError("the fields of markdown cannot be chosen; those of the other formats can")
    if old == new == STDIN:
        raise UsageError("standard input (-) can be read only once")
    before, after = parse(side(old)), parse(side(new))
    changes = compare(before.papers, after.papers)
    if output.format == TABLE:
        _print_table(changes, output.fields)
    else:
        write(_rendered(changes, output))
    tell_people(_summary(changes))
    return NO if exit_status and not changes else DONE


def _rendered(changes: Sequence[Change], output: Output) -> Iterator[str]:
    from kdcat.formats.json_text import array, lines, objects
    from kdcat.formats.table import FORMATS
    from kdcat.formats.tabular import csv, tsv

    about = ("change", "fields")
    match output.format:
        case "json" | "jsonl" as name:
            names = output.fields or _COLUMNS
            form = array if name == "json" else lines
            return form(objects(_rows(changes, names), names))
        case "csv":
            names = output.fields or (*about, *FIELDS)
            return csv(_rows(changes, names, text=True), names)
        case "tsv":
            names = output.fields or (*about, *FORMATS["tsv"].fields)
            return tsv(_rows(changes, names, text=True))
    return _release_notes(changes)


def _rows(
    changes: Sequence[Change], names: Sequence[str], text: bool = False
) -> Iterator[list[object]]:
    for change in changes:
        yield [_value(change, name, text) for name in names]


def _value(change: Change, name: str, text: bool) -> object:
    """A column of a change; where a value is wanted as text, names are joined by commas."""
    match name:
        case "change":
            return change.change
        case "fields":
            return ",".join(change.fields) if text else change.fields
        case "old" | "new":
            paper: Paper | None = getattr(change, name)
            return paper and paper._asdict()
    return getattr(change.paper, name)


def _print_table(changes: Sequence[Change], fields: Sequence[str] | None) -> None:
    from kdcat.display.tables import console

    out = console(sys.stdout)

    def show(line: str, style: str | None = None) -> None:
        # The terminal wraps a long line and lets it be copied whole.
        out.print(printable(line).rstrip(), style=style, soft_wrap=True)

    for change in changes:
        sign, style = _SIGNS[change.change], _STYLES[change.change]
        if fields:
            values = [_value(change, name, text=True) for name in fields]
            show(
                "  ".join([sign, *("" if value is None else str(value) for value in values)]), style
            )
            continue
        show(f"{sign} {_said(change.paper)}", style)
        if change.change in {ADDED, REMOVED}:
            show(f"    {_section(change.paper)}")
        for name, before, after in _differences(change):
            show(f"    {name}: {before} → {after}")


def _said(paper: Paper) -> str:
    said = " ".join(str(part) for part in (paper.venue_raw, paper.year) if part)
    return f"{paper.title}, {said}" if said else paper.title


def _section(paper: Paper) -> str:
    return " / ".join(name for name in _sections(paper) if name) or "no section"


def _sections(paper: Paper) -> tuple[str | None, ...]:
    return paper.modality, paper.task, paper.subtask


def _differences(change: Change) -> Iterator[tuple[str, str, str]]:
    """What differs, as a reader would tell it: the section as one, and no field twice."""
    if change.old is None or change.new is None:
        return
    if change.change == MOVED:
        yield "section", _section(change.old), _section(change.new)
    for name in change.fields:
        # The identifiers follow from the addresses, the canonical venue from the written one.
        if name in {*SECTIONS, "venue", "doi", "arxiv_id"}:
            continue
        before, after = getattr(change.old, name), getattr(change.new, name)
        yield (
            {"venue_raw": "venue", "paper_url": "paper", "code_url": "code"}.get(name, name),
            "none" if before is None else str(before),
            "none" if after is None else str(after),
        )


def _summary(changes: Sequence[Change]) -> str:
    counts = {kind: sum(change.change == kind for change in changes) for kind in KINDS}
    said = [f"{count} {kind}" for kind, count in counts.items() if count]
    return ", ".join(said) or "no paper differs"


def _release_notes(changes: Sequence[Change]) -> Iterator[str]:
    """The new papers as a part of a catalog, under their sections; what else happened below."""
    for number, (kind, group) in enumerate(groupby(changes, lambda change: change.change)):
        if number:
            yield "\n"
        yield f"## {_HEADINGS[kind]}\n"
        yield from _new_papers(group) if kind == ADDED else _other_changes(group)


def _new_papers(changes: Iterable[Change]) -> Iterator[str]:
    from kdcat.layouts.line import entry_line, escaped

    section: tuple[str, ...] | None = None
    for change in changes:
        paper = change.paper
        here = tuple(name for name in _sections(paper) if name)
        if here != section:
            both = zip(here, section or (), strict=False)
            shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))
            # Back from a subsection to the section around it, its heading is needed once more.
            for depth in range(min(shared, max(len(here) - 1, 0)), len(here)):
                yield f"\n{'#' * (depth + 3)} {escaped(here[depth])}\n"
            yield "\n"
            section = here
        yield entry_line(paper) + "\n"


def _other_changes(changes: Iterable[Change]) -> Iterator[str]:
    from kdcat.layouts.line import destination, entry_line, escaped

    yield "\n"
    for change in changes:
        yield entry_line(change.paper) + "\n"
        for name, *values in _differences(change):
            before, after = (
                f"[{escaped(value)}]({destination(value)})" if address(value) else escaped(value)
                for value in values
            )
            yield f"  * {name}: {before} → {after}\n"

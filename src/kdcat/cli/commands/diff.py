"""`kdcat diff`: what became of the papers from one state of a catalog to another."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from kdcat.cli import DONE, NO, catalogs, completion, configured, options, schemas
from kdcat.cli.format_names import TABLE
from kdcat.cli.output import Output
from kdcat.cli.paged import Paged
from kdcat.cli.streams import screen, tell_people, write
from kdcat.diff.change import COLUMNS, Change, counted, value
from kdcat.diff.compare import compare
from kdcat.diff.revisions import file_of, side
from kdcat.errors import UsageError
from kdcat.formats.table import ROW_FORMATS, render_rows
from kdcat.reading.catalog import Catalog, parse
from kdcat.reading.forms import alike
from kdcat.reading.source import BUNDLED_NAME, STDIN, Source

EPILOG = """Examples:

  kdcat diff HEAD~20:catalog.md catalog.md

  kdcat diff v1.0:catalog.md HEAD:catalog.md --format markdown > NEWS.md

  kdcat diff old.md new.md --json | jq -r '.[].new.title'
"""
KIND = Paged
MORE_FIELDS = COLUMNS
_FORMATS = (TABLE, *ROW_FORMATS, "markdown")
_SIDE = "A file, - for standard input, or REV:FILE of the git repository the file is in."


def command(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_SIDE)],
    new: Annotated[str, typer.Argument(metavar="NEW", help=_SIDE)],
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", rich_help_panel="Output",
            autocompletion=completion.of(_FORMATS),
            help=f"{', '.join((TABLE, *ROW_FORMATS))}, or markdown for release notes. "
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
    header: options.Header = False,
    schema: options.Schema = False,
    exit_code: Annotated[
        bool,
        typer.Option(
            "--exit-code", rich_help_panel="Output", help="Exit with 1 if there are differences."
        ),
    ] = False,
) -> int:  # fmt: skip
    """Show which papers were added, removed, moved to another section or changed.

    A section that was renamed is told once, not by each of its papers. Papers are recognised by
    their identifiers and titles, so that one whose title, venue or link was corrected is the same
    paper, and so is one of a list that was written anew in another form. A file of the name
    REV:FILE goes before a revision.
    """
    output = Output.of(format, json, fields, extra=COLUMNS, header=header)
    if output.format not in _FORMATS:
        raise UsageError(f"a diff cannot be {output.format}; formats: {', '.join(_FORMATS)}")
    if output.fields and output.format == "markdown":
        raise UsageError("the fields of markdown cannot be chosen; those of the other formats can")
    if schema:
        return schemas.print_schema(schemas.changes(output.fields, output.format))
    if old == new == STDIN:
        raise UsageError("standard input (-) can be read only once")
    sources = [_source(old), _source(new)]
    files = configured.files_of(sources)
    files |= {
        name: Path(file)
        for name in (old, new)
        if name not in files and (file := _file_of_revision(name))
    }
    with configured.with_venues(configured.pages_of(files).values()):
        before, after = map(_read, sources)
    changes = compare(before.papers, after.papers)
    if output.format == TABLE:
        from kdcat.display.changes import print_changes

        print_changes(changes, screen(sys.stdout), output.fields)
    else:
        write(_rendered(changes, output))
    tell_people(counted(changes))
    return NO if exit_code and changes else DONE


def _source(name: str) -> Source:
    return side(name, os.environ) if _file_of_revision(name) else catalogs.source(name)


def _file_of_revision(name: str) -> str | None:
    """The file of a name that is `REVISION:FILE`, and none of a catalog's own names."""
    is_own = name == BUNDLED_NAME or catalogs.is_followed(name)
    return None if is_own else file_of(name)


def _read(source: Source) -> Catalog:
    catalog = parse(source)
    if source.path or source.name == STDIN:
        catalogs.mention_forms([source], {source.name: alike(catalog)})
    return catalog


def _rendered(changes: Sequence[Change], output: Output) -> Iterator[str]:
    if output.format not in ROW_FORMATS:
        from kdcat.diff.release_notes import release_notes

        return release_notes(changes)
    form = ROW_FORMATS[output.format]
    names = output.fields or (COLUMNS if form.nested else ("change", "fields", *form.fields))
    rows = ([value(change, name, text=not form.nested) for name in names] for change in changes)
    return render_rows(form.name, rows, names, output.header)

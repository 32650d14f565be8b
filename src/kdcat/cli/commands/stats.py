"""`kdcat stats`: how many papers, by what."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kdcat.bibliography.works import listings
from kdcat.cli import DONE, catalogs, completion, options, schemas
from kdcat.cli.format_names import TABLE, one_of
from kdcat.cli.paged import Paged
from kdcat.cli.streams import at_terminal, screen, tell, tell_people, write
from kdcat.errors import KdcatError, UsageError
from kdcat.files import replaces
from kdcat.formats.table import render_rows
from kdcat.index import counts
from kdcat.index.papers import Index
from kdcat.words import how_many

EPILOG = """Examples:

  kdcat stats

  kdcat stats --by venue --modality speech

  kdcat stats --by modality --by year --format csv

  kdcat stats --by year --plot years.svg
"""
KIND = Paged
_FORMATS = (TABLE, "json", "csv", "tsv")
_MOST_FIELDS = 2
_OVERVIEW = ("year", "modality", "venue", "has_code")


def command(
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by", metavar="FIELD", autocompletion=completion.of(counts.FIELDS),
            help=f"{one_of(counts.FIELDS)}; two make a cross table.",
        ),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", metavar="FILE", help="Draw a picture: .svg, .png or .pdf."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the picture's file if there is one.")
    ] = False,
    modality: options.Modality = None,
    task: options.Task = None,
    venue: options.Venue = None,
    year: options.Year = None,
    title: options.Title = None,
    section: options.Section = None,
    author: options.Author = None,
    code: options.Code = None,
    not_in: options.NotIn = None,
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", autocompletion=completion.of(_FORMATS),
            help=f"{one_of(_FORMATS)}. Default: a table on a terminal, tsv in a pipe.",
        ),
    ] = None,
    json: options.Json = False,
    schema: options.Schema = False,
    catalog: options.Catalogs = None,
    no_cache: options.NoCache = False,
) -> int:  # fmt: skip
    """Count papers: an overview, or the number by one field or two.

    An entry listed under two tasks counts in each.
    """
    fields = _fields(by)
    name = _format(format, json)
    if schema:
        return schemas.print_schema(schemas.counts(fields))
    index = catalogs.opened(catalog, no_cache)
    rows = options.Where(modality, task, venue, year, title, section, author, code).rows(index)
    rows = catalogs.rows_not_in(not_in, index, rows, catalog, no_cache)
    if plot is not None:
        catalogs.may_be_written(plot, catalog, not_in)
        if replaces(plot) and not force:
            raise KdcatError(f"{plot}: exists and was not replaced; add --force to replace it")
        # Nothing is shown here, and matplotlib refuses to load for a word that it does not know.
        os.environ.pop("MPLBACKEND", None)
        from kdcat.display.picture import draw

        draw(
            plot,
            counts.count(index, fields or ("year", "modality"), rows),
            fields or ("year", "modality"),
        )
        tell_people(f"drawn in {plot}")
        return DONE
    if name == TABLE:
        from kdcat.display import charts

        if not fields:
            charts.print_overview(index, rows, screen(sys.stdout))
        elif len(fields) == 1:
            charts.print_bars(counts.count(index, fields, rows), fields[0], screen(sys.stdout))
        else:
            charts.print_cross(counts.count(index, fields, rows), fields, screen(sys.stdout))
        return DONE
    if index.has_pages:
        _tell_of_works(index, rows)
    names, records = _records(index, fields, rows)
    write(render_rows(name, records, names, header=True))
    return DONE


def _tell_of_works(index: Index, rows: Sequence[int] | None) -> None:
    """Say how many papers are counted where entries of several files are of one."""
    entries = len(index) if rows is None else len(rows)
    works = len(listings(index.papers(rows)))
    if works < entries:
        tell(f"kdcat: {entries} entries of {how_many(works, 'paper')}")


def _fields(by: list[str] | None) -> tuple[str, ...]:
    fields = tuple(
        dict.fromkeys(name.replace("-", "_") for given in by or [] for name in given.split(","))
    )
    for name in fields:
        if name not in counts.FIELDS:
            from kdcat.errors import no_such

            raise no_such("field", name, counts.FIELDS, " to count by")
    if len(fields) > _MOST_FIELDS:
        raise UsageError("--by takes one field or two")
    return fields


def _format(name: str | None, as_json: bool) -> str:
    wanted = "json" if as_json else name or (TABLE if at_terminal() else "tsv")
    if wanted not in _FORMATS:
        from kdcat.errors import no_such

        raise no_such("format", wanted, _FORMATS)
    return wanted


def _records(
    index: Index, fields: Sequence[str], rows: Sequence[int] | None
) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    records: list[tuple[object, ...]]
    if fields:
        groups = counts.count(index, fields, rows)
        records = [(*group.values, *group[1:]) for group in groups]
        return (*fields, "papers", "with_code"), records
    records = [
        (field, *group.values, *group[1:])
        for field in _OVERVIEW
        for group in counts.count(index, (field,), rows)
    ]
    return ("field", "value", "papers", "with_code"), records

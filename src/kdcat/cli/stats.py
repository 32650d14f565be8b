"""`kdcat stats`: how many papers, by what."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kdcat import stats
from kdcat.cli import DONE, catalogs, options
from kdcat.cli.streams import at_terminal, tell_people, write
from kdcat.errors import KdcatError, UsageError
from kdcat.files import replaces
from kdcat.index import Index

EPILOG = """Examples:

  kdcat stats

  kdcat stats --by venue --modality speech

  kdcat stats --by modality --by year --format csv

  kdcat stats --by year --plot years.svg
"""
FORMATS = ("table", "json", "csv", "tsv")
_MOST_FIELDS = 2
_OVERVIEW = ("year", "modality", "venue", "has_code")


def _complete_by(incomplete: str) -> list[str]:
    return [name for name in stats.FIELDS if name.startswith(incomplete)]


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


def command(
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by", metavar="FIELD", autocompletion=_complete_by,
            help="modality, task, subtask, venue, year or has_code; two make a cross table.",
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
    code: options.Code = None,
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", autocompletion=_complete_format,
            help="table, json, csv or tsv. Default: a table on a terminal, tsv in a pipe.",
        ),
    ] = None,
    json: options.Json = False,
    catalog: options.Catalogs = None,
    no_cache: options.NoCache = False,
) -> int:  # fmt: skip
    """Count papers: an overview, or the number by one field or two.

    An entry listed under two tasks counts in each.
    """
    fields = _fields(by)
    name = _format(format, json)
    index = catalogs.opened(catalog, no_cache)
    rows = options.Where(modality, task, venue, year, title, code).rows(index)
    if plot is not None:
        catalogs.may_be_written(plot, catalog)
        if replaces(plot) and not force:
            raise KdcatError(f"{plot}: exists and was not replaced; add --force to replace it")
        # Nothing is shown here, and matplotlib refuses to load for a word that it does not know.
        os.environ.pop("MPLBACKEND", None)
        from kdcat.plot import draw

        draw(
            plot,
            stats.count(index, fields or ("year", "modality"), rows),
            fields or ("year", "modality"),
        )
        tell_people(f"drawn in {plot}")
        return DONE
    if name == "table":
        from kdcat import charts

        if not fields:
            charts.print_overview(index, rows, sys.stdout)
        elif len(fields) == 1:
            charts.print_bars(stats.count(index, fields, rows), fields[0], sys.stdout)
        else:
            charts.print_cross(stats.count(index, fields, rows), fields, sys.stdout)
        return DONE
    names, records = _records(index, fields, rows)
    if name == "json":
        from kdcat.export.json_text import array, objects

        write(array(objects(records, names)))
    else:
        from kdcat.export.tabular import csv, tsv

        write(csv(records, names) if name == "csv" else tsv(records))
    return DONE


def _fields(by: list[str] | None) -> tuple[str, ...]:
    fields = tuple(
        dict.fromkeys(name.replace("-", "_") for given in by or [] for name in given.split(","))
    )
    for name in fields:
        if name not in stats.FIELDS:
            from kdcat.nearest import no_such

            raise no_such("field", name, stats.FIELDS, " to count by")
    if len(fields) > _MOST_FIELDS:
        raise UsageError("--by takes one field or two")
    return fields


def _format(name: str | None, as_json: bool) -> str:
    wanted = "json" if as_json else name or ("table" if at_terminal() else "tsv")
    if wanted not in FORMATS:
        from kdcat.nearest import no_such

        raise no_such("format", wanted, FORMATS)
    return wanted


def _records(
    index: Index, fields: Sequence[str], rows: Sequence[int] | None
) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    records: list[tuple[object, ...]]
    if fields:
        counts = stats.count(index, fields, rows)
        records = [(*one.values, *one[1:]) for one in counts]
        return (*fields, "papers", "with_code"), records
    records = [
        (field, *one.values, *one[1:])
        for field in _OVERVIEW
        for one in stats.count(index, (field,), rows)
    ]
    return ("field", "value", "papers", "with_code"), records

"""`kdcat layout`: in what form a list is written, as it was read, and what was left out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kdcat.cli import DONE, catalogs, options, schemas
from kdcat.cli.paged import Paged
from kdcat.cli.streams import at_terminal, screen, tell_people, write, write_lines
from kdcat.formats.table import render_rows
from kdcat.printable import printable
from kdcat.reading.catalog import parse
from kdcat.reading.forms import alike, forms, numbers, section_of, skipped
from kdcat.words import how_many, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kdcat.reading.catalog import Catalog

EPILOG = """Examples:

  kdcat layout -c list.md

  kdcat layout -c list.md --skipped

  kdcat layout -c list.md --json | jq -r '.[].form'
"""
KIND = Paged
_FORM = ("catalog", "line", "end_line", "sections", "form", "units", "alike", "unlike")
_SKIPPED = ("catalog", "line", "reason", "text")


def command(
    left_out: Annotated[
        bool,
        typer.Option(
            "--skipped",
            help="Show what looks like an entry and was not read as one, and why.",
        ),
    ] = False,
    json: options.Json = False,
    schema: options.Schema = False,
    catalog: options.Catalogs = None,
) -> int:
    """Show how a list was read: for each section its lines, its form in words, what is unlike.

    The papers of a section are mostly written alike. Where they are not, read with care: the lines
    of the others are named. A comment in the list says how its section is to be read:
    `<!-- kdcat: no papers -->`, or `<!-- kdcat: layout table title=1 venue=2 -->`.
    """
    if schema:
        return schemas.print_schema(schemas.skipped() if left_out else schemas.forms())
    # Of a folder the pages that hold papers are meant.
    read = [
        one
        for source in catalogs.sources(catalog)
        if (one := parse(source)).papers or not source.collection
    ]
    if json:
        names, rows = (_SKIPPED, _skipped) if left_out else (_FORM, _forms)
        write(render_rows("json", [row for one in read for row in rows(one)], names))
    elif at_terminal():
        _print(read, left_out)
    else:
        write_lines(line for one in read for line in (_told_skipped if left_out else _told)(one))
    for one in read:
        _summarise(one)
    return DONE


def _print(read: Sequence[Catalog], left_out: bool) -> None:
    from kdcat.display.forms import print_forms, print_skipped

    out = screen(sys.stdout)
    for number, catalog in enumerate(read):
        if number:
            out.print()
        if left_out:
            print_skipped(catalog.name, skipped(catalog), out)
        else:
            print_forms(catalog.name, forms(catalog), out)


def _forms(catalog: Catalog) -> Iterator[tuple[object, ...]]:
    for form in forms(catalog):
        yield (
            *(catalog.name, form.line, form.end_line - 1, list(form.sections), form.words),
            *(form.units, form.units - len(form.unlike), list(form.unlike)),
        )


def _skipped(catalog: Catalog) -> Iterator[tuple[object, ...]]:
    for unit in skipped(catalog):
        yield catalog.name, unit.line, unit.reason, unit.text


def _told(catalog: Catalog) -> Iterator[str]:
    for form in forms(catalog):
        papers = how_many(form.units, "paper")
        if form.unlike:
            name = "line" if len(form.unlike) == 1 else "lines"
            papers += f", not alike on {name} {numbers(form.unlike)}"
        place = f"{catalog.name}:{form.line}-{form.end_line - 1}"
        yield printable(one_line(f"{place}: {section_of(form)}: {form.words}; {papers}"))


def _told_skipped(catalog: Catalog) -> Iterator[str]:
    for unit in skipped(catalog):
        yield printable(f"{catalog.name}:{unit.line}: {unit.reason}: {one_line(unit.text)}")


def _summarise(catalog: Catalog) -> None:
    share = f"{int(100 * alike(catalog))} %"
    papers, left_out = len(catalog.papers), len(skipped(catalog))
    tell_people(
        f"{how_many(papers, 'paper')}, {share} read alike; left out: {left_out} (--skipped)"
    )

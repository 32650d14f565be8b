"""`kdcat export`: papers in a format for another program, to a file or to standard output."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kdcat.bibliography.works import listings
from kdcat.cli import DONE, catalogs, completion, options, schemas
from kdcat.cli.format_names import one_of
from kdcat.cli.output import check_header, known_fields, sorted_papers
from kdcat.cli.paged import Paged
from kdcat.cli.questions import confirmed
from kdcat.cli.streams import at_terminal, screen, someone_answers, tell_people, write
from kdcat.errors import KdcatError, UsageError
from kdcat.files import replaces
from kdcat.formats.table import FORMATS, KEYS, render
from kdcat.paper import Paper
from kdcat.words import how_many

EPILOG = """Examples:

  kdcat export --format bibtex --task asr --output asr.bib

  kdcat export -f csv -o papers.csv

  kdcat export -f sqlite -o papers.db
"""
KIND = Paged
_MANY = 2000
"""Papers from which on writing takes long enough to show how far it has come."""


def command(
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", autocompletion=completion.of(FORMATS),
            help=f"{one_of(list(FORMATS))}. Default: what the end of the output's name says.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file if there is one, without asking.")
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
    sort: options.Sort = None,
    key: Annotated[
        str | None,
        typer.Option(
            "--key", metavar="KIND", rich_help_panel="Output",
            autocompletion=completion.of(KEYS),
            help="What a bibliography's keys are: id, or author-year (hinton2015).",
        ),
    ] = None,
    limit: options.Limit = None,
    fields: options.Fields = None,
    header: options.Header = False,
    schema: options.Schema = False,
    catalog: options.Catalogs = None,
    no_cache: options.NoCache = False,
) -> int:  # fmt: skip
    """Write the papers that fit the filters in a format for another program.

    Bibliographies (bibtex, ris, csl-json) hold a paper once, however often it is listed.
    """
    wanted = known_fields(fields)
    if schema:
        return schemas.print_schema(schemas.papers(wanted, format))
    name = _format(format, output)
    if FORMATS[name].holds == "file" and output is None:
        raise UsageError(f"{name} is written to a file: add --output FILE")
    check_header(name, header)
    _check_key(name, key)
    index = catalogs.opened(catalog, no_cache)
    rows = options.Where(modality, task, venue, year, title, section, author, code).rows(index)
    papers = index.papers(catalogs.rows_not_in(not_in, index, rows, catalog, no_cache))
    papers = sorted_papers(papers, sort)[:limit]
    if output is None:
        write(render(name, papers, wanted, None, header, key))
        return DONE
    catalogs.may_be_written(output, catalog, not_in)
    if replaces(output) and not force and not _agreed(output):
        raise KdcatError(f"{output}: exists and was not replaced; add --force to replace it")
    from kdcat.formats.file import write_file

    if len(papers) >= _MANY and sys.stderr.isatty():
        from kdcat.display.console import bar

        with bar(screen(sys.stderr), f"writing {output}", len(papers)) as show:
            write_file(output, name, papers, wanted, header, show, key)
    else:
        write_file(output, name, papers, wanted, header, None, key)
    if at_terminal():
        tell_people(f"{_counted(papers)} written to {output}")
    return DONE


def _counted(papers: Sequence[Paper]) -> str:
    """How many papers they are, and how many entries where one is listed twice."""
    entries, works = len(papers), len(listings(papers))
    said = how_many(works, "paper")
    return said if entries == works else f"{entries} entries, {said}"


def _format(name: str | None, output: Path | None) -> str:
    """The format named, or the one that the end of the output's name stands for."""
    if name is None:
        # The first of two formats with the same end is the one meant: json, not csl-json.
        meant = {end: form.name for form in reversed(FORMATS.values()) for end in form.suffixes}
        end = output.suffix.lower() if output else ""
        if end not in meant:
            raise UsageError(f"--format is missing; formats: {', '.join(FORMATS)}")
        return meant[end]
    if name not in FORMATS:
        from kdcat.errors import no_such

        raise no_such("format", name, list(FORMATS))
    return name


def _check_key(format_name: str, key: str | None) -> None:
    if key is None:
        return
    if key not in KEYS:
        from kdcat.errors import no_such

        raise no_such("key", key, KEYS)
    if not FORMATS[format_name].once:
        keyed = ", ".join(form.name for form in FORMATS.values() if form.once)
        raise UsageError(f"--key goes with {keyed}; {format_name} has no keys")


def _agreed(path: Path) -> bool:
    if path.is_dir():
        raise KdcatError(f"{path}: is a directory; name a file in it")
    if not someone_answers():
        return False
    return confirmed(f"{path} exists. Replace it?")

"""`kdcat export`: papers in a format for another program, to a file or to standard output."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kdcat.cli import DONE, catalogs, completion, options
from kdcat.cli.output import sorted_papers
from kdcat.cli.streams import someone_answers, tell_people, write
from kdcat.errors import KdcatError, UsageError
from kdcat.files import replaces

EPILOG = """Examples:

  kdcat export --format bibtex --task asr --output asr.bib

  kdcat export -f csv -o papers.csv

  kdcat export -f sqlite -o papers.db
"""
SQLITE = "sqlite"
_MANY = 2000
"""Papers from which on writing takes long enough to show how far it has come."""
_SQLITE_SUFFIXES = (".db", ".sqlite", ".sqlite3")


def format_names() -> list[str]:
    """Return the names of all formats that papers can be exported in."""
    from kdcat.export import FORMATS

    return [*FORMATS, SQLITE]


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in format_names() if name.startswith(incomplete)]


def command(
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", autocompletion=_complete_format,
            help="tsv, csv, json, jsonl, markdown, bibtex, ris, csl-json or sqlite. "
            "Default: what the end of the output's name says.",
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
    code: options.Code = None,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort", "-s", metavar="A,-B", autocompletion=completion.sort_keys,
            help="Sort by fields; - before one: from its end.",
        ),
    ] = None,
    limit: options.Limit = None,
    fields: options.Fields = None,
    catalog: options.Catalogs = None,
    no_cache: options.NoCache = False,
) -> int:  # fmt: skip
    """Write the papers that fit the filters in a format for another program.

    Bibliographies (bibtex, ris, csl-json) hold a paper once, however often it is listed.
    """
    name = _format(format, output)
    if name == SQLITE and output is None:
        raise UsageError("sqlite is written to a file: add --output FILE")
    wanted = [field.strip() for field in fields.split(",")] if fields else None
    index = catalogs.opened(catalog, no_cache)
    papers = index.papers(options.Where(modality, task, venue, year, title, code).rows(index))
    papers = sorted_papers(papers, sort)[:limit]
    if output is None:
        from kdcat.export import render

        write(render(name, papers, wanted))
        return DONE
    catalogs.may_be_written(output, catalog)
    if replaces(output) and not force and not _agreed(output):
        raise KdcatError(f"{output}: exists and was not replaced; add --force to replace it")
    from kdcat.export.file import write_file

    if len(papers) >= _MANY and sys.stderr.isatty():
        from kdcat.view import bar

        with bar(sys.stderr, f"writing {output}", len(papers)) as show:
            write_file(output, name, papers, wanted, show)
    else:
        write_file(output, name, papers, wanted)
    tell_people(f"{len(papers)} paper{'' if len(papers) == 1 else 's'} written to {output}")
    return DONE


def _format(name: str | None, output: Path | None) -> str:
    """The format named, or the one that the end of the output's name stands for."""
    if name is None:
        from kdcat.export import FORMATS

        # The first of two formats with the same end is the one meant: json, not csl-json.
        known = {form.suffix: form.name for form in reversed(FORMATS.values())}
        known |= dict.fromkeys(_SQLITE_SUFFIXES, SQLITE)
        end = output.suffix.lower() if output else ""
        if end not in known:
            raise UsageError(f"--format is missing; formats: {', '.join(format_names())}")
        return known[end]
    if name not in format_names():
        from kdcat.nearest import no_such

        raise no_such("format", name, format_names())
    return name


def _agreed(path: Path) -> bool:
    if not someone_answers():
        return False
    return typer.confirm(f"{path} exists. Replace it?", err=True)

"""`kdcat new`: what came into the lists that one follows."""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Annotated

import typer

from kdcat.cli import DONE, NO, completion, followed, lists, options, schemas
from kdcat.cli.format_names import TABLE
from kdcat.cli.output import Output
from kdcat.cli.paged import Paged
from kdcat.cli.streams import screen, tell_people, write
from kdcat.errors import UsageError
from kdcat.following import ages
from kdcat.following.news import news
from kdcat.formats.atom import News, feed
from kdcat.formats.table import ROW_FORMATS, render_rows
from kdcat.paper import json_value
from kdcat.words import how_many

EPILOG = """Examples:

  kdcat new

  kdcat new llm-kd --since 2026-11-01 --format markdown

  kdcat new --since 30d --format atom > feed.xml
"""
KIND = Paged
COLUMNS = ("list", "added")
MORE_FIELDS = COLUMNS
_FORMATS = (TABLE, *ROW_FORMATS, "markdown", "atom")
_TSV = ("list", "added", "id", "title", "venue", "year", "paper_url")
_USUAL = "2w"


def command(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME", autocompletion=lists.proposed,
            help="Lists that you follow, by name or source. Default: all.",
        ),
    ] = None,
    since_when: Annotated[
        str,
        typer.Option(
            "--since", metavar="WHEN",
            help="Since when: 2w (weeks; also h, d, m for months, y), or a date as 2026-11-05.",
        ),
    ] = _USUAL,
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", rich_help_panel="Output",
            autocompletion=completion.of(_FORMATS),
            help=f"{', '.join(_FORMATS[:-1])}, or atom for a feed. "
            "Default: a table on a terminal, tsv in a pipe.",
        ),
    ] = None,
    json: options.Json = False,
    fields: Annotated[
        str | None,
        typer.Option(
            "--fields", metavar="A,B,C", rich_help_panel="Output", autocompletion=completion.fields,
            help="Only these, in this order: list, added (when it was first seen there), and the "
            "fields of the paper.",
        ),
    ] = None,
    header: options.Header = False,
    schema: options.Schema = False,
    exit_status: Annotated[
        bool,
        typer.Option(
            "--exit-status", "-e", rich_help_panel="Output", help="Exit with 1 if nothing is new."
        ),
    ] = False,
) -> int:  # fmt: skip
    """Show which papers came into the lists that you follow, by list and section.

    The copies that 'kdcat update' kept are compared as 'kdcat diff' does it: a paper that was
    corrected or moved is not new, nor is one that was there when you began to follow. Looking
    changes nothing: ask as often as you like.
    """
    output = _output(format, json, fields, header)
    if schema:
        return schemas.print_schema(schemas.news(output.fields, output.format))
    start = ages.since(since_when, ages.now())
    found = followed.settings()
    wanted = lists.named(found, names)
    came_in: list[News] = []
    for name, folder, copy in lists.readable(found, wanted) if found else ():
        followed.tell_age(name, copy)
        came_in += news(folder, name, copy, start)
    if output.format == TABLE:
        from kdcat.display.followed import print_news

        if output.fields:
            _print_fields(came_in, output)
        else:
            print_news(came_in, screen(sys.stdout))
    else:
        write(_rendered(came_in, output))
    if not wanted:
        tell_people("no list is followed yet; try: kdcat follow owner/repo --as NAME")
    else:
        number = how_many(len(came_in), "new paper")
        tell_people(f"{number} since {start.astimezone():%Y-%m-%d}")
    return NO if exit_status and not came_in else DONE


def _output(format_name: str | None, as_json: bool, fields: str | None, header: bool) -> Output:
    if format_name in ("atom", "markdown"):
        if as_json or fields is not None or header:
            raise UsageError(f"{format_name} is of one form; --json, --fields and --header are not")
        return Output(format_name, None, False, False)
    output = Output.of(format_name, as_json, fields, extra=COLUMNS, header=header)
    if output.format not in _FORMATS:
        raise UsageError(f"news cannot be {output.format}; formats: {', '.join(_FORMATS)}")
    return output


def _rendered(came_in: Sequence[News], output: Output) -> Iterator[str]:
    if output.format == "atom":
        newest_first = sorted(came_in, key=lambda one: one.added, reverse=True)
        return feed(newest_first, "New papers in the lists that I follow", "kdcat new")
    if output.format == "markdown":
        return _as_markdown(came_in)
    form = ROW_FORMATS[output.format]
    names = output.fields or (_TSV if form.name == "tsv" else (*COLUMNS, *form.fields))
    rows = ([_value(one, name) for name in names] for one in came_in)
    return render_rows(form.name, rows, names, output.header)


def _value(one: News, name: str) -> object:
    if name == "list":
        return one.list_name
    if name == "added":
        return ages.written(one.added)
    return json_value(one.paper, name)


def _as_markdown(came_in: Sequence[News]) -> Iterator[str]:
    """Each list as a part of a catalog, under its name."""
    from kdcat.layouts.line import escaped
    from kdcat.layouts.listing import listing

    for number, (name, group) in enumerate(groupby(came_in, lambda one: one.list_name)):
        if number:
            yield "\n"
        yield f"## {escaped(name)}\n\n"
        yield from listing((one.paper for one in group), level=3)


def _print_fields(came_in: Sequence[News], output: Output) -> None:
    from kdcat.display.tables import print_table

    extra = {name: [_value(one, name) for one in came_in] for name in COLUMNS}
    papers = [one.paper for one in came_in]
    print_table(papers, screen(sys.stdout), output.fields, None, extra)

"""`kdcat search`: the papers that fit a query, best first."""

from typing import Annotated

import typer

from kdcat.cli import catalogs, options, schemas
from kdcat.cli.output import Output, print_papers
from kdcat.cli.streams import tell, tell_people
from kdcat.searching.filters import rows_of
from kdcat.searching.find import find
from kdcat.searching.query import Qualifier, parse

EPILOG = """Examples:

  kdcat search lidar segmentation

  kdcat search 'venue:cvpr year:2020-2023 -lidar "point cloud"'

  kdcat search asr bert --code --json | jq -r '.[].code_url'
"""

_MOST_NAMED = 3


def command(
    query: Annotated[
        list[str],
        typer.Argument(
            help='Words, "exact phrases", -excluded, venue:cvpr year:2020-2023 has:code, OR.'
        ),
    ],
    modality: options.Modality = None,
    task: options.Task = None,
    venue: options.Venue = None,
    year: options.Year = None,
    title: options.Title = None,
    section: options.Section = None,
    author: options.Author = None,
    code: options.Code = None,
    limit: options.Limit = None,
    format: options.Format = None,  # noqa: A002
    json: options.Json = False,
    fields: options.Fields = None,
    header: options.Header = False,
    exit_status: options.ExitStatus = False,
    schema: options.Schema = False,
    catalog: options.Catalogs = None,
    no_cache: options.NoCache = False,
) -> int:
    """Find papers by words of title, sections, venue, year, identifiers or repository, best first.

    All words must fit; typing errors are forgiven. A query that begins with a dash stands after --.
    """
    output = Output.of(format, json, fields, exit_status, extra=("score", "matches"), header=header)
    if schema:
        return schemas.print_schema(schemas.papers(output.fields, output.format, True))
    parsed = parse(" ".join(query))
    index = catalogs.opened(catalog, no_cache)

    def qualified(qualifier: Qualifier) -> list[int]:
        return rows_of(index, qualifier.field, qualifier.value)

    answer = find(
        parsed,
        index,
        index.lexicon,
        within=options.Where(modality, task, venue, year, title, section, author, code).rows(index),
        qualified=qualified,
        limit=limit,
        with_spans=output.marks_matches(),
    )
    for hint in answer.hints:
        tell(f"kdcat: {hint}")
    if not answer.matches and len(index):
        suggestion = f"; did you mean: {answer.suggestion}" if answer.suggestion else ""
        tell(f"kdcat: nothing fits {parsed.text!r}{suggestion}")
    if answer.matches:
        for typed, words in answer.misspelt.items():
            meant = " or ".join(words[:_MOST_NAMED]) + " ..." * (len(words) > _MOST_NAMED)
            tell_people(f"{typed!r} is taken for {meant}")
    return print_papers([match.paper for match in answer.matches], output, answer.matches)

"""`kdcat search`: the papers that fit a query, best first."""

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from kdcat.cli import catalogs, completion, options, schemas
from kdcat.cli.dash_words import WithDashWords
from kdcat.cli.output import Output, in_order, print_papers
from kdcat.cli.streams import tell
from kdcat.errors import UsageError
from kdcat.searching.filters import rows_of
from kdcat.searching.find import Found, Match, find
from kdcat.searching.query import Qualifier, parse

if TYPE_CHECKING:
    from kdcat.index.papers import Index
    from kdcat.searching.abstracts import Abstracts

EPILOG = """Examples:

  kdcat search lidar segmentation

  kdcat search 'year:2020- -lidar "point cloud"'

  kdcat search asr bert --code --json | jq -r '.[].code_url'
"""

KIND = WithDashWords
_LONGEST_SAID = 200
MORE_FIELDS = ("score", "matches", "missing")


def command(
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUERY",
            autocompletion=completion.query,
            help='Words, "exact phrases", -excluded, venue:cvpr year:2020-2023 has:code, OR, NOT.',
        ),
    ] = None,
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
    limit: options.Limit = None,
    strict: options.Strict = False,
    abstracts: options.Abstracts = False,
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

    All words must fit; typing errors are forgiven. Where no paper has all that was asked, those
    that have most of it are given, with the words that they lack; --strict leaves them out. Filters
    may be said in words: since 2022, at CVPR, with code. A word that begins with a dash is
    excluded, unless it is an option.
    """
    output = Output.of(format, json, fields, exit_status, extra=MORE_FIELDS, header=header)
    if schema:
        return schemas.print_schema(schemas.papers(output.fields, output.format, "search"))
    where = options.Where(modality, task, venue, year, title, section, author, code)
    if not query and not sort and not not_in and all(value is None for value in where):
        raise UsageError("missing argument 'QUERY' (see 'kdcat search --help')")
    parsed = parse(" ".join(query or ()))
    index = catalogs.opened(catalog, no_cache)
    rows = catalogs.rows_not_in(not_in, index, where.rows(index), catalog, no_cache)
    if not query:
        papers = index.papers(rows)
        matches = [Match(paper, 1.0, ()) for paper in papers]
        return _print(matches, output, sort, limit, index.has_pages)

    def qualified(qualifier: Qualifier) -> list[int]:
        return rows_of(index, qualifier.field, qualifier.value)

    answer = find(
        parsed,
        index,
        index.lexicon,
        within=rows,
        qualified=qualified,
        limit=None if sort else limit,
        with_spans=output.marks_matches(),
        strict=strict,
        synonyms=catalogs.own_synonyms,
        abstracts=_words_of_abstracts(index) if abstracts else None,
    )
    if len(index):
        _tell(answer, parsed.text)
    return _print(answer.matches, output, sort, limit, index.has_pages)


def _words_of_abstracts(index: "Index") -> "Abstracts":
    from kdcat.searching.abstracts import of_papers

    return of_papers(index)


def _print(
    matches: list[Match], output: Output, sort: str | None, limit: int | None, pages: bool
) -> int:
    """Print what was found, in another order if that is asked for, and return the exit code."""
    papers = [match.paper for match in matches]
    places = in_order(papers, sort)[:limit]
    return print_papers(
        [papers[place] for place in places],
        output,
        [matches[place] for place in places],
        pages=pages,
    )


def _tell(answer: Found, query: str) -> None:
    """Say how the query was understood, and why nothing fits where nothing does."""
    for hint in answer.hints:
        tell(f"kdcat: {hint}")
    if answer.filters:
        tell(f"kdcat: read as {' '.join(answer.filters)}")
    if answer.matches:
        options.tell_misspelt(answer.misspelt)
    reason = f": {answer.reason}" if answer.reason else ""
    query = query if len(query) <= _LONGEST_SAID else f"{query[:_LONGEST_SAID]}..."
    if answer.matches and answer.matches[0].missing:
        tell(f"kdcat: {answer.reason or f'nothing fits {query!r}'}; nearest:")
    elif not answer.matches:
        likely = answer.suggestion
        suggestion = f"; did you mean: {_pasted(likely)}" if likely else ""
        tell(f"kdcat: nothing fits {query!r}{reason}{suggestion}")


def _pasted(query: str) -> str:
    """A query as a shell takes it: in quotes where it would not be left as it is."""
    words = query.split()
    return query if all(word == shlex.quote(word) for word in words) else shlex.quote(query)

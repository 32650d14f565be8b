"""`kdcat list`: the papers that fit the filters, in the order of the catalog."""

from kdcat.cli import catalogs, options, schemas
from kdcat.cli.output import Output, print_papers, sorted_papers
from kdcat.cli.paged import Paged

EPILOG = """Examples:

  kdcat list --modality speech --year 2024

  kdcat list --task asr --code --sort -year

  kdcat list --venue cvpr --year 2020-2022 --json | jq -r '.[].paper_url'
"""
KIND = Paged


def command(
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
    format: options.Format = None,  # noqa: A002
    json: options.Json = False,
    fields: options.Fields = None,
    header: options.Header = False,
    exit_status: options.ExitStatus = False,
    schema: options.Schema = False,
    catalog: options.Catalogs = None,
    no_cache: options.NoCache = False,
) -> int:
    """List the papers that fit all the filters, in the order of the catalog.

    Repeating a filter means or. Text matches without case by full name, by the acronym in
    brackets, or by whole words.
    """
    output = Output.of(format, json, fields, exit_status, header=header)
    if schema:
        return schemas.print_schema(schemas.papers(output.fields, output.format))
    index = catalogs.opened(catalog, no_cache)
    rows = options.Where(modality, task, venue, year, title, section, author, code).rows(index)
    rows = catalogs.rows_not_in(not_in, index, rows, catalog, no_cache)
    if limit is not None and not sort:
        rows = (list(range(len(index))) if rows is None else rows)[:limit]
    papers = index.papers(rows)
    if sort:
        papers = sorted_papers(papers, sort)[:limit]
    return print_papers(papers, output, pages=index.has_pages)

"""`kdcat related`: papers like one."""

from kdcat.bibliography.works import listings
from kdcat.cli import catalogs, options, references, schemas
from kdcat.cli.output import Output, print_papers
from kdcat.cli.paged import Paged
from kdcat.searching.related import related

EPILOG = """Examples:

  kdcat related radardistill

  kdcat related 2412.16380 --json | jq -r '.[].reasons[].value'
"""
KIND = Paged
_MOST = 10
MORE_FIELDS = ("score", "reasons")


def command(
    ref: references.Reference,
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
    """List papers like one, the most like first: ten, unless --limit says otherwise.

    They share rare words and concepts with it, its task, venue or repository. Nothing but the
    catalog is asked.
    """
    output = Output.of(format, json, fields, exit_status, extra=MORE_FIELDS, header=header)
    if schema:
        return schemas.print_schema(schemas.papers(output.fields, output.format, "related"))
    index = catalogs.opened(catalog, no_cache)
    papers = index.papers()
    works = listings(papers)
    meant, status = references.meant(index, works, [ref])
    if status:
        return status
    rows = {id(paper): row for row, paper in enumerate(papers)}
    own = {rows[id(paper)] for work in meant for paper in work}
    # A paper listed twice is shown once, as it is listed first.
    again = {rows[id(paper)] for work in works for paper in work[1:]}
    allowed = options.Where(modality, task, venue, year, title, section, author, code).rows(index)
    without = own | again
    if allowed is not None:
        without.update(set(range(len(index))).difference(allowed))
    found = related(index, meant[0][0], without, _MOST if limit is None else limit)
    return print_papers(
        [papers[each.row] for each in found],
        output,
        extra={
            "score": [round(each.score, 4) for each in found],
            "reasons": [[reason._asdict() for reason in each.reasons] for each in found],
        },
        note=("in common", [", ".join(reason.value for reason in each.reasons) for each in found]),
        pages=index.has_pages,
    )

"""`kdcat show`: papers in full."""

import sys

from kdcat.bibliography.works import listings
from kdcat.cli import catalogs, options, references, schemas
from kdcat.cli.format_names import TABLE
from kdcat.cli.output import Output, print_papers
from kdcat.cli.paged import Paged
from kdcat.cli.streams import at_terminal, screen

EPILOG = """Examples:

  kdcat show radardistill

  kdcat show 2412.16380 --format bibtex

  kdcat show https://arxiv.org/abs/2403.01479 'simplified tinybert'

  kdcat list --task asr --fields id | kdcat show -
"""
KIND = Paged
_MOST_NEIGHBOURS = 5


def command(
    refs: references.References,
    format: options.Format = None,  # noqa: A002
    json: options.Json = False,
    fields: options.Fields = None,
    header: options.Header = False,
    schema: options.Schema = False,
    catalog: options.Catalogs = None,
    no_cache: options.NoCache = False,
) -> int:
    """Show all that is known of a paper, with the places where it is listed and its neighbours.

    With --format or --json, the paper in that format: a citation, a part of a catalog, an object.
    """
    as_page = format is None and not json and fields is None and not header
    wanted = format or (TABLE if fields and at_terminal() else None)
    output = Output.of(wanted, json, fields, header=header)
    if schema:
        return schemas.print_schema(schemas.papers(output.fields, output.format))
    wanted_papers = references.read(refs, catalog)
    index = catalogs.opened(catalog, no_cache)
    papers = index.papers()
    works, code = references.meant(index, listings(papers), wanted_papers)
    if not as_page:
        if works or not code:
            print_papers([paper for work in works for paper in work], output, pages=index.has_pages)
        return code
    from kdcat.display.page import print_page

    for number, work in enumerate(works):
        if number:
            sys.stdout.write("\n")
        shown, listed = work[0], frozenset(work)
        beside = [
            other
            for other in papers
            if other not in listed
            and other.catalog == shown.catalog
            and other.sections == shown.sections
        ]
        # The nearest in the section, for it is not always short.
        beside.sort(key=lambda other: abs(other.line - shown.line))
        nearest = sorted(beside[:_MOST_NEIGHBOURS], key=lambda other: other.line)
        print_page(shown, work, nearest, screen(sys.stdout))
    return code

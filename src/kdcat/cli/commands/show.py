"""`kdcat show`: papers in full."""

import sys
from bisect import bisect_left
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from kdcat.bibliography.works import listings
from kdcat.cli import catalogs, options, references, schemas
from kdcat.cli.format_names import TABLE
from kdcat.cli.output import Output, print_papers
from kdcat.cli.paged import Paged
from kdcat.cli.streams import at_terminal, screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.paper import Paper

EPILOG = """Examples:

  kdcat show radardistill

  kdcat show 2412.16380 --format bibtex

  kdcat show https://arxiv.org/abs/2403.01479 'simplified tinybert'

  kdcat list --task asr --fields id | kdcat show -
"""
KIND = Paged
_MOST_NEIGHBOURS = 5
_line = attrgetter("line")


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

    sections: dict[object, list[Paper]] = {}
    for paper in sorted(papers, key=_line):
        sections.setdefault((paper.catalog, paper.sections), []).append(paper)
    for number, work in enumerate(works):
        if number:
            sys.stdout.write("\n")
        shown = work[0]
        nearest = _nearest(sections[shown.catalog, shown.sections], work)
        print_page(shown, work, nearest, screen(sys.stdout))
    return code


def _nearest(section: "Sequence[Paper]", work: "Sequence[Paper]") -> "list[Paper]":
    """Return the others of a section that are nearest to where a paper is listed first.

    Args:
        section: The papers of the section, by their lines.
        work: The paper, with all of its listings.
    """
    shown, listed = work[0], frozenset(work)
    place = bisect_left(section, shown.line, key=_line)
    above, below = range(place - 1, -1, -1), range(place, len(section))
    beside = [
        section[at]
        for side in (above, below)
        for at in islice((at for at in side if section[at] not in listed), _MOST_NEIGHBOURS)
    ]
    # For a section is not always short.
    beside.sort(key=lambda other: abs(other.line - shown.line))
    return sorted(beside[:_MOST_NEIGHBOURS], key=_line)

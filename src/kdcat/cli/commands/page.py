"""`kdcat page`: the list as a page for the web, to publish beside it."""

from pathlib import Path
from typing import Annotated

import typer

from kdcat.cli import DONE, catalogs, options, published
from kdcat.cli.helped import HelpedCommand
from kdcat.cli.questions import confirmed
from kdcat.cli.streams import at_terminal, someone_answers, tell_people
from kdcat.errors import KdcatError, UsageError
from kdcat.files import replaces

EPILOG = """Examples:

  kdcat page -c README.md -o site/

  kdcat page -c README.md -o list.html

  kdcat page -c lists --heading "Papers on distillation" -o site/ --force
"""
KIND = HelpedCommand


def command(
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="DIR|FILE",
            help="A folder, for the page and the papers as data beside it; or one file that ends "
            "in .html.",
        ),
    ],
    heading: Annotated[
        str | None,
        typer.Option(
            "--heading", metavar="TEXT",
            help="What stands above the page. Default: the title of the list.",
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source", metavar="URL",
            help="Where the list is read on the web: its page on GitHub, GitLab or Codeberg. "
            "Default: what the git repository that it lies in says.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what is there, without asking.")
    ] = False,
    modality: options.Modality = None,
    task: options.Task = None,
    venue: options.Venue = None,
    year: options.Year = None,
    title: options.Title = None,
    section: options.Section = None,
    author: options.Author = None,
    code: options.Code = None,
    catalog: options.Catalogs = None,
    no_cache: options.NoCache = False,
) -> int:  # fmt: skip
    """Write the list as a web page with search, filters and BibTeX, which needs no server.

    The page is one file that loads nothing from elsewhere and works from disk too. In a folder it
    is index.html, with the papers as papers.json beside it, and as feed.xml what came into the list
    in the last year, where a git repository or the copies of a list that you follow tell it.
    """
    from kdcat.page.site import files_of, write_site

    if not output:
        raise UsageError("--output needs a name")
    pages = published.named_source(source)
    index = catalogs.opened(catalog, no_cache)
    rows = options.Where(modality, task, venue, year, title, section, author, code).rows(index)
    papers = index.papers(rows)
    if not papers:
        raise KdcatError("no papers, so no page was written")
    read = published.sources(catalog)
    own_pages, news = published.origin(catalogs.names(catalog), read, papers)
    files = files_of(output, has_news=news is not None)
    for path in files:
        catalogs.may_be_written(path, catalog)
    _agree(files, force)
    pages = pages or own_pages
    above = heading or published.heading(read, pages)
    written = write_site(output, above, papers, pages, news)
    if at_terminal():
        tell_people(f"{len(papers)} papers written to {written[0]}")
    return DONE


def _agree(files: list[Path], force: bool) -> None:
    """See that what is there may be replaced."""
    there = [path for path in files if replaces(path)]
    if force or not there:
        return
    asked = f"{there[0]} exists. Replace it?"
    if not someone_answers() or not confirmed(asked):
        raise KdcatError(f"{there[0]}: exists and was not replaced; add --force to replace it")

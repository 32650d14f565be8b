"""`kdcat page`: the list as a page for the web, to publish beside it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kdcat.cli import DONE, catalogs, options
from kdcat.cli.helped import HelpedCommand
from kdcat.cli.streams import at_terminal, someone_answers, tell_people
from kdcat.errors import KdcatError, UsageError
from kdcat.files import replaces

if TYPE_CHECKING:
    from kdcat.bibliography.repositories import FilePages
    from kdcat.reading.source import Source

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
    is index.html, with the papers as papers.json beside it.
    """
    from kdcat.page.site import files_of, write_site

    if not output:
        raise UsageError("--output needs a name")
    pages = _pages_at(source)
    index = catalogs.opened(catalog, no_cache)
    rows = options.Where(modality, task, venue, year, title, section, author, code).rows(index)
    papers = index.papers(rows)
    if not papers:
        raise KdcatError("no papers, so no page was written")
    for path in files_of(output):
        catalogs.may_be_written(path, catalog)
    _agree(files_of(output), force)
    read = catalogs.sources(catalog)
    written = write_site(output, heading or _heading(read), papers, pages or _pages_of(read))
    if at_terminal():
        tell_people(f"{len(papers)} papers written to {written[0]}")
    return DONE


def _pages_at(source: str | None) -> "FilePages | None":
    from kdcat.bibliography.repositories import pages_at

    if source is None:
        return None
    if (pages := pages_at(source)) is None:
        raise UsageError(
            f"--source {source}: is no page of a file on GitHub, GitLab or Codeberg, such as "
            "https://github.com/OWNER/NAME/blob/main/README.md"
        )
    return pages


def _agree(files: list[Path], force: bool) -> None:
    """See that what is there may be replaced."""
    there = [path for path in files if replaces(path)]
    if force or not there:
        return
    asked = f"{there[0]} exists. Replace it?"
    if not someone_answers() or not typer.confirm(asked, err=True):
        raise KdcatError(f"{there[0]}: exists and was not replaced; add --force to replace it")


def _heading(read: "list[Source]") -> str:
    """The title of the first catalog that has one, else the name of its file."""
    from kdcat.reading.document import document

    for source in read:
        if found := document(source.text()).title:
            return found.text
    return Path(read[0].name).stem if read[0].path else "Papers"


def _pages_of(read: "list[Source]") -> "FilePages | None":
    """Where the one catalog stands on the web, as its git repository says."""
    from kdcat.bibliography.repositories import pages_of_file
    from kdcat.diff.origins import origin_of

    if len(read) != 1 or read[0].path is None or read[0].bundled:
        return None
    origin = origin_of(read[0].path, os.environ)
    return pages_of_file(*origin) if origin else None

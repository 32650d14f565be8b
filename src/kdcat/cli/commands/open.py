"""`kdcat open`: papers, or their code, in the web browser."""

import os
import sys
from typing import Annotated

import typer

from kdcat.bibliography.addresses import address
from kdcat.bibliography.works import listings
from kdcat.cli import DONE, NO, catalogs, options
from kdcat.cli.commands.show import References
from kdcat.cli.streams import someone_answers, tell, tell_people, write
from kdcat.errors import UsageError
from kdcat.searching.lookup import NoSuchPaperError, resolve

EPILOG = """Examples:

  kdcat open radardistill

  kdcat open --code 2412.16380

  kdcat list --venue cvpr --year 2024 --fields id | xargs kdcat open --print
"""
_ASK_ABOVE = 5


def command(
    references: References,
    code: Annotated[
        bool, typer.Option("--code", help="Open the repository, not the paper.")
    ] = False,
    only_print: Annotated[
        bool, typer.Option("--print", help="Print the addresses and open nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask, however many they are.")] = False,
    catalog: options.Catalogs = None,
    no_cache: options.NoCache = False,
) -> int:
    """Open papers in the web browser; where there is none, their addresses are printed."""
    works = listings(catalogs.opened(catalog, no_cache).papers())
    status, urls = DONE, []
    for reference in references:
        try:
            meant = resolve(works, reference)
        except NoSuchPaperError as error:
            tell(f"kdcat: {error}")
            status = NO
            continue
        for papers in meant:
            addresses = (address(paper.code_url if code else paper.paper_url) for paper in papers)
            if url := next(filter(None, addresses), None):
                urls.append(url)
            else:
                what, paper = "code" if code else "paper", papers[0]
                tell(f"kdcat: the catalog has no {what} link for {paper.id} ({paper.title})")
                status = NO
    urls = list(dict.fromkeys(urls))
    if only_print:
        write(f"{url}\n" for url in urls)
        return status
    if len(urls) > _ASK_ABOVE and not yes and not _agreed(len(urls)):
        return NO
    for url in urls:
        if _open(url):
            tell_people(f"opened {url}")
        else:
            tell("kdcat: no web browser here; the address:")
            write([f"{url}\n"])
    return status


def _agreed(count: int) -> bool:
    if not someone_answers():
        raise UsageError(f"{count} pages at once: add --yes to open them, or --print to print them")
    return typer.confirm(f"Open {count} pages?", err=True)


def _open(url: str) -> bool:
    """Open one address; False where no browser could show it to the person at this terminal."""
    if "BROWSER" not in os.environ and sys.platform == "linux":
        far = any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "CI"))
        screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
        if far or not screen:
            return False
    import webbrowser

    try:
        return webbrowser.open(url)
    except (webbrowser.Error, ValueError):
        # $BROWSER names none that is there, or is no command line.
        return False

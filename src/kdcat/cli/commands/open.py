"""`kdcat open`: papers, or their code, in the web browser."""

import os
import sys
from typing import Annotated

import typer

from kdcat.bibliography.addresses import address
from kdcat.bibliography.works import listings
from kdcat.cli import NO, TROUBLE, catalogs, options, references
from kdcat.cli.streams import someone_answers, tell, tell_people, write
from kdcat.errors import UsageError

EPILOG = """Examples:

  kdcat open radardistill

  kdcat open --code 2412.16380

  kdcat list --venue cvpr --year 2024 --fields id | kdcat open --print -
"""
_ASK_ABOVE = 5


def command(
    refs: references.References,
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
    wanted = references.read(refs, catalog)
    index = catalogs.opened(catalog, no_cache)
    works, status = references.meant(index, listings(index.papers()), wanted)
    urls = []
    for papers in works:
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
        if not _has_browser():
            tell("kdcat: no web browser here; the address:")
            write([f"{url}\n"])
        elif failure := _failure(url):
            tell(f"kdcat: {failure}; the address:")
            write([f"{url}\n"])
            status = TROUBLE
        else:
            tell_people(f"opened {url}")
    return status


def _agreed(count: int) -> bool:
    if not someone_answers():
        raise UsageError(f"{count} pages at once: add --yes to open them, or --print to print them")
    return typer.confirm(f"Open {count} pages?", err=True)


def _has_browser() -> bool:
    """Whether there may be a browser that shows something to the person at this terminal."""
    if "BROWSER" in os.environ or sys.platform != "linux":
        return True
    far = any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "CI"))
    return not far and any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _failure(url: str) -> str:
    """Open one address; return what failed and how, or nothing where a browser has opened it."""
    import webbrowser

    try:
        if webbrowser.open(url):
            return ""
    except (webbrowser.Error, ValueError) as error:
        # $BROWSER is no command line.
        return f"$BROWSER cannot be used: {error}"
    named = [name for name in os.environ.get("BROWSER", "").split(os.pathsep) if name]
    if not named:
        try:
            name = getattr(webbrowser.get(), "name", "") or "the web browser"
        except webbrowser.Error:
            return "there is no web browser"
        return f"{name} failed"
    return ", ".join(map(_how_failed, named)) + " ($BROWSER)"


def _how_failed(command: str) -> str:
    import shlex
    import shutil

    try:
        program = shlex.split(command)[0]
    except (ValueError, IndexError) as error:
        return f"{command!r} is no command line ({error})"
    return f"{program!r} {'failed' if shutil.which(program) else 'is not there'}"

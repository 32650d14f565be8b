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
        if _has_browser() and _open(url):
            tell_people(f"opened {url}")
            continue
        failed = _what_failed()
        tell(f"kdcat: {failed or 'no web browser here'}; the address:")
        write([f"{url}\n"])
        status = TROUBLE if failed else status
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


def _open(url: str) -> bool:
    import webbrowser

    try:
        return webbrowser.open(url)
    except (webbrowser.Error, ValueError):
        # $BROWSER names none that is there, or is no command line.
        return False


def _what_failed() -> str:
    """Return which browser could not open an address, and how; nothing where there is none."""
    import shutil
    import webbrowser

    if not _has_browser():
        return ""
    if "BROWSER" not in os.environ:
        try:
            return f"{getattr(webbrowser.get(), 'name', '') or 'the web browser'} failed"
        except webbrowser.Error:
            return ""
    programs = list(filter(None, map(_program, os.environ["BROWSER"].split(os.pathsep))))
    there = {program: shutil.which(program) is not None for program in programs}
    if not any(there.values()):
        return ""
    told = (f"{each!r} {'failed' if there[each] else 'is not there'}" for each in programs)
    return f"{', '.join(told)} ($BROWSER)"


def _program(command: str) -> str:
    """The program of a command line; nothing where that is none."""
    import shlex

    try:
        return next(iter(shlex.split(command)), "")
    except ValueError:
        return ""

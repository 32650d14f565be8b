"""`kdcat open`: papers, or their code, in the web browser."""

from typing import Annotated

import typer

from kdcat.bibliography.addresses import address
from kdcat.bibliography.works import listings
from kdcat.cli import NO, TROUBLE, catalogs, options, references, web_browser
from kdcat.cli.questions import confirmed
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
        if web_browser.is_there() and web_browser.opened(url):
            tell_people(f"opened {url}")
            continue
        failed = web_browser.what_failed()
        tell(f"kdcat: {failed or 'no web browser here'}; the address:")
        write([f"{url}\n"])
        status = TROUBLE if failed else status
    return status


def _agreed(count: int) -> bool:
    if not someone_answers():
        raise UsageError(f"{count} pages at once: add --yes to open them, or --print to print them")
    return confirmed(f"Open {count} pages?")

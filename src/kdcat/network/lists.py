"""A list fetched from where it comes: its README, the file that is named, or its other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.following.kept import Fetched
from kdcat.network.client import MOST
from kdcat.network.pages import Fetching, Text, git_name
from kdcat.network.repositories import File, commit, files, raw
from kdcat.printable import printable
from kdcat.reading.page_patterns import ENDS, fits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kdcat.following.kept import Kept, Page
    from kdcat.following.origins import Origin
    from kdcat.network.client import Client

_README = "README.md"
_MOST_PAGES = 1000
# Where else GitHub looks for the README of a repository:
# https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-readmes
_README_FOLDERS = ("", ".github/", "docs/")


def fetch(
    client: Client,
    origin: Origin,
    before: Kept | None,
    stored: Callable[[Page], bytes | None],
    progress: Callable[[int, int], object] = lambda done, of: None,
) -> Fetched:
    """Return a list as its server has it now; what has not changed since is not sent again.

    Of a repository the README is the list, or the file that is named; where the README holds no
    paper, the other Markdown files that hold some are. Pages without papers are left out.

    Args:
        client: Who asks.
        origin: Where the list comes from.
        before: What is kept of it; None where nothing is.
        stored: Gives the content of a page that is kept, and None where it is lost.
        progress: Called with the number of pages that are there, and that of all.

    Raises:
        KdcatError: It cannot be had, is no Markdown, holds no paper, or is too large.
    """
    fetching = Fetching(client, origin.written(), before, stored, progress)
    without: frozenset[str] = frozenset()
    if origin.server == "web":
        name = origin.url.rstrip("/").rpartition("/")[2]
        pages = _one(fetching, origin.url, name)
    elif origin.is_file:
        pages = _one(fetching, raw(origin, origin.path), origin.path)
    else:
        pages = {} if origin.is_pattern else _readme(fetching, origin)
        if not pages:
            pages, without = _several(fetching, origin)
    return Fetched(pages, fetching.validators, without)


def _one(fetching: Fetching, url: str, path: str) -> dict[str, tuple[bytes, int]]:
    page = fetching.page(url, path)
    if page is None:
        raise fetching.error("there is nothing there (404)")
    if not page.papers:
        raise fetching.error("no papers in it")
    return {path: page}


def _readme(fetching: Fetching, origin: Origin) -> dict[str, tuple[bytes, int]]:
    """The README, if it holds papers: where it was last, else by its usual name."""
    path = origin.path + _README
    for page in fetching.before.newest.pages if fetching.before else ():
        if _is_readme(page.path, origin):
            path = page.path
    found = fetching.page(raw(origin, path), path)
    return {path: found} if found and found.papers else {}


def _is_readme(path: str, origin: Origin) -> bool:
    lower = path.lower()
    folders = (origin.path.lower(),) if origin.path else _README_FOLDERS
    return any(lower == f"{folder}readme{end}" for folder in folders for end in ENDS)


def _several(
    fetching: Fetching, origin: Origin
) -> tuple[dict[str, tuple[bytes, int]], frozenset[str]]:
    """The pages that hold papers, as they are in one commit, and what is without papers."""
    at, is_same = commit(fetching, origin)
    before = fetching.pages_before()
    known = fetching.before.without if fetching.before else frozenset()
    if is_same and before is not None:
        return dict(before), known
    listed = files(fetching, origin, at)
    readmes = () if origin.is_pattern else [one for one in listed if _is_readme(one.path, origin)]
    for readme in readmes[:1]:
        if readme.path != origin.path + _README and readme.name not in known:
            # One of another name than was asked for.
            found = fetching.page(raw(origin, readme.path), readme.path)
            if found and found.papers:
                return {readme.path: found}, frozenset()
    wanted = list(_wanted(listed, origin))
    if len(wanted) > _MOST_PAGES:
        part = f"{origin._replace(path='').written()}:docs/**"
        raise fetching.error(f"more than {_MOST_PAGES} pages in it; name a part, such as {part}")
    same = {git_name(page.content): page for page in (before or {}).values()}
    new = [one for one in wanted if one.name not in same and one.name not in known]
    fetched = fetching.all_of((one.path, raw(origin, one.path, at)) for one in new)
    return _sorted_out(fetching, wanted, same, fetched, known)


def _sorted_out(
    fetching: Fetching,
    wanted: Iterable[File],
    same: dict[str, Text],
    fetched: dict[str, Text],
    known: frozenset[str],
) -> tuple[dict[str, tuple[bytes, int]], frozenset[str]]:
    pages: dict[str, tuple[bytes, int]] = {}
    without = set()
    for one in wanted:
        page = fetched.get(one.path) or same.get(one.name)
        if page and page.papers:
            pages[one.path] = page
        elif page or one.name in known:
            without.add(one.name)
    if not pages:
        raise fetching.error("no papers in its pages of Markdown")
    if sum(len(content) for content, _ in pages.values()) > MOST:
        raise fetching.error(f"its pages have more than {MOST >> 20} MB; name a part of them")
    return pages, frozenset(without)


def _wanted(listed: Iterable[File], origin: Origin) -> Iterator[File]:
    """The files of Markdown that are meant, sorted by their paths."""
    for one in sorted(listed):
        steps = one.path.split("/")
        hidden = any(step.startswith(".") for step in steps)
        inside = (
            fits(one.path, origin.path) if origin.is_pattern else one.path.startswith(origin.path)
        )
        # A path that would act on a terminal is nobody's list.
        shows = printable(one.path) == one.path
        if inside and shows and not hidden and steps[-1].lower().endswith(ENDS):
            yield one

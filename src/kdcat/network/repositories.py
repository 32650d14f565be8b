"""What GitHub and GitLab say of a repository: its newest commit, and the pages in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from kdcat.printable import shows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.following.origins import Origin
    from kdcat.network.pages import Fetching

RAW, API = "https://raw.githubusercontent.com", "https://api.github.com"
_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_GONE = frozenset([404, 410])
_NO_COMMIT = frozenset([409, 422])
_LINK = "120000"
"""The mode of a symbolic link, whose content is the path that it leads to."""
_MOST_ANSWERS = 100


class File(NamedTuple):
    """A file of a repository."""

    path: str
    name: str
    """What git calls its content."""


def raw(origin: Origin, path: str, ref: str = "") -> str:
    """Return the address of the content of a file, in a ref or in that of the origin."""
    at = quote(ref or origin.ref or "HEAD")
    if origin.server == "github":
        return f"{RAW}/{origin.repository}/{at}/{quote(path)}"
    return f"https://{origin.host}/{origin.repository}/-/raw/{at}/{quote(path)}"


def commit(fetching: Fetching, origin: Origin) -> tuple[str, bool]:
    """Return the commit that an origin means now, and whether it was the same before.

    Raises:
        FetchError: There is no such repository or ref, or the server does not answer.
    """
    on_github = origin.server == "github"
    ref = origin.ref or ("HEAD" if on_github else _default_branch(fetching, origin))
    if on_github:
        url = f"{API}/repos/{origin.repository}/commits/{quote(ref)}"
        answer = fetching.ask(url, {"Accept": "application/vnd.github.sha"})
    else:
        url = f"{_project(origin)}/repository/commits/{quote(ref, safe='')}"
        answer = fetching.ask(url)
    before = fetching.known(url, "commit")
    if answer.status == 304 and before:
        return before, True
    if answer.status in _GONE or answer.status in _NO_COMMIT:
        raise fetching.error(_why_none(origin, answer.status))
    if on_github:
        fetching.expect(answer)
        found = answer.content.decode("ascii", "replace").strip()
    else:
        said = fetching.json(answer)
        found = str(said.get("id", "")) if isinstance(said, dict) else ""
    if not _COMMIT.fullmatch(found):
        raise fetching.error(f"the answer of {url} cannot be understood")
    fetching.note(url, commit=found)
    return found, found == before


def _why_none(origin: Origin, status: int) -> str:
    place = "GitHub" if origin.server == "github" else origin.host
    private = "" if origin.server != "github" else ", or it is private ($GITHUB_TOKEN lets in)"
    if status == 409:
        return "the repository is empty"
    if status == 422 or origin.ref:
        return f"no such repository on {place}, or no branch, tag or commit {origin.ref!r} in it"
    return f"no such repository on {place}{private}"


def files(fetching: Fetching, origin: Origin, at: str) -> list[File]:
    """Return the files of a repository in a commit, links left out.

    Raises:
        FetchError: The server does not answer, or not with that.
    """
    listed = _on_github if origin.server == "github" else _on_gitlab
    return list(listed(fetching, origin, at))


def _on_github(fetching: Fetching, origin: Origin, at: str) -> Iterator[File]:
    url = f"{API}/repos/{origin.repository}/git/trees/{at}?recursive=1"
    said = fetching.json(fetching.client.get(url))
    if not isinstance(said, dict) or not isinstance(said.get("tree"), list):
        raise fetching.error(f"the answer of {url} cannot be understood")
    yield from _files(said["tree"], "sha")


def _on_gitlab(fetching: Fetching, origin: Origin, at: str) -> Iterator[File]:
    page = "1"
    for _ in range(_MOST_ANSWERS):
        url = f"{_project(origin)}/repository/tree?recursive=true&per_page=100&ref={at}&page={page}"
        answer = fetching.client.get(url)
        said = fetching.json(answer)
        if not isinstance(said, list):
            raise fetching.error(f"the answer of {url} cannot be understood")
        yield from _files(said, "id")
        page = answer.headers.get("x-next-page", "").strip()
        if not page.isdecimal():
            return


def _files(said: list[object], name: str) -> Iterator[File]:
    for one in said:
        if isinstance(one, dict) and one.get("type") == "blob" and one.get("mode") != _LINK:
            path, called = one.get("path"), one.get(name)
            if isinstance(path, str) and isinstance(called, str):
                yield File(path, called)


def _project(origin: Origin) -> str:
    return f"https://{origin.host}/api/v4/projects/{quote(origin.repository, safe='')}"


def _default_branch(fetching: Fetching, origin: Origin) -> str:
    answer = fetching.client.get(_project(origin))
    if answer.status in _GONE:
        raise fetching.error(_why_none(origin, answer.status))
    said = fetching.json(answer)
    branch = said.get("default_branch") if isinstance(said, dict) else None
    if not isinstance(branch, str) or not branch:
        raise fetching.error("the repository is empty")
    if not shows(branch):
        # JSON can hold half a surrogate pair, of which no address is made.
        raise fetching.error(f"the answer of {_project(origin)} cannot be understood")
    return branch

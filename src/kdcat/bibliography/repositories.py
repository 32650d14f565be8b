"""The pages that a host of repositories has for a file: where it is read, and where corrected."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

_REMOTE = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^@/\s]+@)?|(?:[\w.-]+@)?)(?P<host>github\.com|gitlab\.com|codeberg\.org)"
    r"(?::\d+)?[:/](?P<repository>[\w.~/-]+?)(?:\.git)?/?",
    re.IGNORECASE,
)
# How each host names the page of a file and that of its editor, and the lines of a page.
_HOSTS = {
    "github.com": ("blob/{branch}", "edit/{branch}", "?plain=1#L"),
    "gitlab.com": ("-/blob/{branch}", "-/edit/{branch}", "?plain=1#L"),
    "codeberg.org": ("src/branch/{branch}", "_edit/{branch}", "?display=source#L"),
}
_PAGE = re.compile(
    r"(?P<repository>https://(?P<host>github\.com|gitlab\.com|codeberg\.org)/(?P<name>[\w.~/-]+?))/"
    r"(?:-/)?(?:blob|src/branch)/(?P<branch>[^/\s?#]+)/(?P<path>[^\s?#]+)(?:[?#]\S*)?",
    re.IGNORECASE,
)


class FilePages(NamedTuple):
    """Where a file of a repository stands on the web."""

    repository: str
    """The address of the repository."""
    name: str
    """Its name there: `owner/name`."""
    line: str
    """The address of a line of the file, less the line's number at its end."""
    edit: str | None
    """The address where the file is corrected; None where no branch is known."""


def pages_of_file(remote: str, branch: str | None, path: str) -> FilePages | None:
    """Return the pages of a file; None where the host of its repository is none that is known.

    Args:
        remote: The address that git has of the repository, of any scheme, or `git@HOST:OWNER/NAME`.
        branch: The branch; None where there is none.
        path: The path of the file in the repository, with slashes.
    """
    found = _REMOTE.fullmatch(remote.strip())
    if not found:
        return None
    host, name = found["host"].lower(), found["repository"].strip("/")
    named = _quoted(branch) if branch else None
    return _pages(host, f"https://{host}/{name}", name, named, _quoted(path))


def _quoted(name: str) -> str:
    """A name of git's as an address has it: its bytes, which need be no UTF-8."""
    return quote(name, errors="surrogateescape")


def pages_at(address: str) -> FilePages | None:
    """Return the pages of a file from the address of the one where it is read; None of any other.

    The name of its branch may have no slash, which could not be told from one of the path.
    """
    found = _PAGE.fullmatch(address.strip())
    if not found:
        return None
    host = found["host"].lower()
    return _pages(host, found["repository"], found["name"], found["branch"], found["path"])


def _pages(host: str, repository: str, name: str, branch: str | None, path: str) -> FilePages:
    """The pages of a file, whose branch and path are written as addresses have them."""
    view, edit, line = _HOSTS[host]
    return FilePages(
        repository,
        name,
        f"{repository}/{view.format(branch=branch or 'HEAD')}/{path}{line}",
        f"{repository}/{edit.format(branch=branch)}/{path}" if branch else None,
    )

"""Where a list comes from: a repository on GitHub or GitLab, or an address.

owner/repo                     the README on GitHub, else its other pages
owner/repo@ref:docs/list.md    a file of a branch, tag or commit
owner/repo:docs/               the README of a folder, else its other pages
owner/repo:**                  all Markdown files
https://github.com/owner/repo/blob/main/list.md
https://gitlab.com/group/repo
https://example.org/list.md
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote

from kdcat.bibliography.addresses import as_address, fragment_of, parts, path_of
from kdcat.errors import UsageError
from kdcat.reading.page_patterns import has_wildcard

if TYPE_CHECKING:
    from collections.abc import Sequence

Server = Literal["github", "gitlab", "web"]
GITHUB, GITLAB = "github.com", "gitlab.com"
RAW_GITHUB = "raw.githubusercontent.com"
_OWNER = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})"
_REPOSITORY = r"[A-Za-z0-9._-]{1,100}"
# A ref is what git lets be one, near enough: https://git-scm.com/docs/git-check-ref-format
_REF = r"[^\s:?*\[\\^~@{}\x00-\x1f\x7f-\x9f]+"
_SHORT = re.compile(
    rf"(?P<repository>{_OWNER}/{_REPOSITORY}?)(?:@(?P<ref>{_REF}))?(?::(?P<path>[^:]+))?"
)
_BY_SSH = re.compile(r"(?:ssh://)?git@(github\.com|gitlab\.com)[:/](.+)")
_WITH_PATTERN = re.compile(r"(?P<url>[^*?\[]+[^:/]):(?P<path>[^:]*\*[^:]*)")
_OF_REFS = re.compile(r"refs/(?:heads|tags)/")
_FILE_PAGES = frozenset(["blob", "raw", "blame", "edit"])
_FOLDER_PAGES = frozenset(["tree", "commits", "commit"])
_LONGEST = 2000
_GIT = ".git"


class Origin(NamedTuple):
    """Where a list comes from."""

    server: Server
    host: str
    """The name of the server, with its port if that is not the usual one."""
    repository: str = ""
    """`owner/repo` on GitHub, `group/subgroup/repo` on GitLab."""
    ref: str = ""
    """A branch, tag or commit; empty for what the server shows by itself."""
    path: str = ""
    """A file; a folder if it ends in `/`; a pattern of files; empty for the repository's README."""
    url: str = ""
    """The address itself, where it is of no repository."""

    @property
    def is_pattern(self) -> bool:
        """Whether the path stands for several files."""
        return has_wildcard(self.path)

    @property
    def is_file(self) -> bool:
        """Whether one file is meant, and no other."""
        return bool(self.path) and not self.path.endswith("/") and not self.is_pattern

    def written(self) -> str:
        """Return the shortest text that means this origin, as `origin` reads it."""
        if self.server == "web":
            return self.url
        path = self.path
        if self.server == "github":
            ref = f"@{self.ref}" if self.ref else ""
            return f"{self.repository}{ref}{f':{path}' if path else ''}"
        text = f"https://{self.host}/{self.repository}"
        if self.is_file:
            return f"{text}/-/blob/{quote(self.ref or 'HEAD')}/{quote(path)}"
        if self.ref or (path and not self.is_pattern):
            text += f"/-/tree/{quote(self.ref or 'HEAD')}"
        return text + (f":{path}" if self.is_pattern else f"/{quote(path)}" if path else "")


def origin(source: str) -> Origin:
    """Return where a list comes from, by what a person calls it.

    Args:
        source: `owner/repo`, `owner/repo@ref:path`, or an address as the browser shows it.

    Raises:
        UsageError: It is none of these; the message says what is missing.
    """
    text = source.strip()
    if len(text) > _LONGEST:
        raise UsageError(f"{text[:40]}...: is too long for a source")
    if found := _SHORT.fullmatch(text):
        repository = _repository(source, found["repository"].split("/"), GITHUB)
        return _checked(
            source, Origin("github", GITHUB, repository, found["ref"] or "", found["path"] or "")
        )
    if found := _BY_SSH.fullmatch(text):
        text = f"https://{found[1]}/{found[2]}"
    pattern = ""
    if found := _WITH_PATTERN.fullmatch(text):
        text, pattern = found["url"], found["path"]
    url = as_address(text)
    if url is None:
        raise UsageError(
            f"{source!r} is no source of a list; name owner/repo, owner/repo@ref:path, or an "
            "address"
        )
    found_origin = _of_address(source, url)
    if pattern:
        if found_origin.server == "web" or found_origin.path:
            raise UsageError(f"{source}: a pattern goes with a repository alone")
        found_origin = found_origin._replace(path=pattern)
    return _checked(source, found_origin)


def looks_like_source(name: str) -> bool:
    """Return whether a name has the form of `owner/repo`, with ref and path or without."""
    return _SHORT.fullmatch(name) is not None


def _of_address(source: str, url: str) -> Origin:
    host = parts(url).host
    steps = [step for step in path_of(url).split("/") if step]
    if host == GITHUB:
        return _on_github(source, steps)
    if host == RAW_GITHUB:
        repository = _repository(source, steps[:2], GITHUB)
        ref, _, path = _OF_REFS.sub("", "/".join(steps[2:]), count=1).partition("/")
        if not path:
            raise UsageError(f"{source}: names no file of the repository {repository}")
        return Origin("github", GITHUB, repository, "" if ref == "HEAD" else ref, path)
    if host and (host == GITLAB or "-" in steps):
        return _on_gitlab(source, host, steps)
    # The fragment is for who reads the page.
    whole = as_address(url.removesuffix(f"#{fragment_of(url)}"))
    if whole is None:
        raise UsageError(f"{source!r} is no source of a list; it names no server")
    return Origin("web", host, url=whole)


def _on_github(source: str, steps: Sequence[str]) -> Origin:
    repository = _repository(source, steps[:2], GITHUB)
    kind, place = (steps[2], steps[3:]) if len(steps) > len(("owner", "repo")) else ("", [])
    if not kind:
        return Origin("github", GITHUB, repository)
    return _at_place(source, Origin("github", GITHUB, repository), kind, place)


def _on_gitlab(source: str, host: str, steps: Sequence[str]) -> Origin:
    end = steps.index("-") if "-" in steps else len(steps)
    repository = _repository(source, steps[:end], host)
    whole = Origin("gitlab", host, repository)
    if not steps[end + 1 :]:
        return whole
    return _at_place(source, whole, steps[end + 1], steps[end + 2 :])


def _at_place(source: str, whole: Origin, kind: str, place: Sequence[str]) -> Origin:
    """The place in a repository that a page of it shows."""
    is_file = kind in _FILE_PAGES and len(place) > 1
    if not is_file and not (kind in _FOLDER_PAGES and place):
        raise UsageError(
            f"{source}: is no page of files; name {whole.written()}, or the address of a file"
        )
    ref, *steps = place
    path = "/".join(steps) + ("" if is_file or not steps else "/")
    return whole._replace(ref="" if ref == "HEAD" else ref, path=path)


def _repository(source: str, steps: Sequence[str], host: str) -> str:
    """The name of a repository, less what git puts behind it."""
    names = [*steps]
    if names and names[-1].lower().endswith(_GIT):
        names[-1] = names[-1][: -len(_GIT)]
    on_github = host == GITHUB
    fit = all(
        re.fullmatch(_OWNER if on_github and not number else _REPOSITORY, name) and name.strip(".")
        for number, name in enumerate(names)
    )
    if len(names) < len(("owner", "repo")) or not fit:
        raise UsageError(f"{source}: names no repository on {host}; name owner/repo")
    return "/".join(names)


def _checked(source: str, found: Origin) -> Origin:
    """The origin, if its ref and path stay inside the repository."""
    for name, text in (("ref", found.ref), ("path", found.path)):
        steps = text.removesuffix("/").split("/") if text else []
        unfit = any(step.strip() in {"", ".", ".."} for step in steps)
        if unfit or not text.isprintable() or text.startswith("-") or "\\" in text:
            raise UsageError(f"{source}: {text!r} is no {name} in a repository")
    return found

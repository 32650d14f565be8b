"""What becomes of addresses: asked politely, one after the other of each server."""

from __future__ import annotations

import json
import re
import time
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from kdcat.bibliography.addresses import address, host_of, path_of, same_url
from kdcat.network.answer import NoAnswerError
from kdcat.network.side_by_side import side_by_side
from kdcat.records.links import Link
from kdcat.records.record import fetched_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kdcat.network.answer import Answer
    from kdcat.network.client import Client

_GONE = frozenset([404, 410])
_FOR_GOOD = frozenset([301, 308])
_OK = range(200, 300)
_AT_ONCE = 8
"""Servers that are asked side by side."""
_TIMES = ("HEAD", "GET", "GET")
"""How often a page must not be found."""
_LARGEST = 4 << 20
_GITHUB = "github.com"
_NO_CODE = re.compile(
    r"(?:readme|license|licence|copying|citation|contributing|code_of_conduct|changelog|notice)(?:[._-].*)?"
    r"|\.git(?:ignore|attributes)|\.github|\.ds_store|_config\.yml|cname"
    r"|.*\.(?:png|jpe?g|gif|svg|pdf|md|webp|mp4|bib)",
    re.IGNORECASE,
)
_PICTURES = frozenset(
    ["asset", "assets", "doc", "docs", "fig", "figs", "figure", "figures", "image", "images", "img",
     "imgs", "media", "paper", "pic", "pics", "pictures", "static"]
)  # fmt: skip


class Checked(NamedTuple):
    """What became of an address."""

    url: str
    link: Link
    no_host: bool = False
    """Whether no such host was found: there is none, or no network at all."""


def check(client: Client, url: str, wait: Callable[[float], object] = time.sleep) -> Checked:
    """Return what becomes of an address.

    It is asked with HEAD, and where that finds nothing with GET, twice: only what is not found
    each time is dead. Who is not let in learns nothing, nor does who gets no answer.

    Args:
        client: Asks.
        url: An http or https address; of http its https form is asked.
        wait: Waits some seconds before the last try.
    """
    secure = re.sub("(?i)^http:", "https:", url)
    statuses = []
    for number, method in enumerate(_TIMES):
        if number == len(_TIMES) - 1:
            wait(1.0)
        try:
            answer = (
                client.head(secure) if method == "HEAD" else client.get(secure, with_content=False)
            )
        except NoAnswerError as error:
            if error.cause == "host":
                # A client that cannot look up any name has no network.
                return Checked(
                    url, Link("dead", fetched_now(), "there is no such host"), no_host=True
                )
            unknown = Link("unknown", fetched_now(), _short(error.why))
            return Checked(url, unknown, no_host=error.cause == "unresolved")
        statuses.append(answer.status)
        if answer.status in _OK:
            return Checked(url, _alive(url, answer))
        if answer.status not in _GONE and method != "HEAD":
            return Checked(url, Link("unknown", fetched_now(), str(answer.status)))
    # An http page may be there that has no https form.
    if secure != url or not all(status in _GONE for status in statuses):
        return Checked(url, Link("unknown", fetched_now(), ", ".join(map(str, statuses))))
    return Checked(url, Link("dead", fetched_now(), f"{statuses[-1]} three times"))


def _alive(url: str, answer: Answer) -> Link:
    """Whether an address that leads somewhere has moved for good."""
    target = address(answer.url)
    has_moved = (
        bool(answer.redirects)
        and all(status in _FOR_GOOD for status, _ in answer.redirects)
        # To lead elsewhere is what a DOI is for.
        and not host_of(url).endswith("doi.org")
        and target is not None
        and same_url(target) != same_url(url)
        # Who leads from a page to the front page has lost the page.
        and path_of(target) not in ("", "/")
    )
    return (
        Link("moved", fetched_now(), "301", target) if has_moved else Link("alive", fetched_now())
    )


def repository(url: str) -> str | None:
    """Return the address of GitHub's interface that lists a repository's files, None elsewhere."""
    _, owner, name, *_ = (*path_of(url).split("/", 3), "", "", "")
    if host_of(url) != _GITHUB or not owner or not name:
        return None
    name = name.removesuffix(".git")
    return f"https://api.github.com/repos/{quote(owner, safe='')}/{quote(name, safe='')}/contents/"


def check_repository(client: Client, url: str) -> Checked:
    """Return whether a repository on GitHub holds code.

    Args:
        client: Asks, with the user's token for GitHub where there is one.
        url: The address of the repository.
    """
    listing = repository(url)
    assert listing is not None
    try:
        answer = client.get(listing, most=_LARGEST)
    except NoAnswerError as error:
        return Checked(url, Link("unknown", fetched_now(), _short(error.why)))
    try:
        said = json.loads(answer.content)
    except (ValueError, RecursionError):
        said = None
    if answer.status == 404 and isinstance(said, dict) and "empty" in str(said.get("message")):
        return Checked(url, Link("empty", fetched_now(), "no file in it"))
    if answer.status != 200 or not isinstance(said, list):
        return Checked(url, Link("unknown", fetched_now(), str(answer.status)))
    names = [file.get("name") for file in said if isinstance(file, dict)]
    files = [name for name in names if isinstance(name, str)]
    if files and all(_NO_CODE.fullmatch(name) or name.lower() in _PICTURES for name in files):
        return Checked(url, Link("empty", fetched_now(), _short(f"{', '.join(files[:3])} alone")))
    return Checked(url, Link("alive", fetched_now()))


def checked(urls: Sequence[str], check_one: Callable[[str], Checked]) -> Iterator[Checked]:
    """Yield what becomes of addresses, each as soon as it is known.

    Those of one server are asked one after the other; several servers side by side.

    Args:
        urls: The addresses.
        check_one: What finds out what becomes of one.
    """
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(host_of(url), []).append(url)
    waiting: SimpleQueue[list[str]] = SimpleQueue()
    for own in sorted(by_host.values(), key=len, reverse=True):
        waiting.put(own)

    def those_waiting() -> Iterator[Checked]:
        while own := _next(waiting):
            yield from map(check_one, own)

    return side_by_side([those_waiting() for _ in range(min(_AT_ONCE, len(by_host)))])


def _next(waiting: SimpleQueue[list[str]]) -> list[str] | None:
    try:
        return waiting.get_nowait()
    except Empty:
        return None


def _short(text: str) -> str:
    return text[:200]

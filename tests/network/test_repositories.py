"""What GitHub and GitLab say of a repository may be of any form, at any place of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

import pytest

from kdcat.errors import KdcatError
from kdcat.following.origins import origin
from kdcat.network.answer import Answer
from kdcat.network.client import Client
from kdcat.network.lists import fetch

COMMIT = "a" * 40
API = "https://gitlab.com/api/v4/projects/g%2Fp"
GITHUB = "https://api.github.com/repos/o/r"
PAGE = (
    b"## Birds\n\n* **An Owl at Night**, arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00017)\n"
)


def _files(name: str) -> list[dict[str, str]]:
    usual = {"type": "blob", "mode": "100644"}
    return [{"path": path, name: path, **usual} for path in ("a.md", "docs/readme.md")]


SAID: dict[str, Any] = {
    API: {"default_branch": "main"},
    f"{API}/repository/commits/main": {"id": COMMIT},
    f"{API}/repository/tree?recursive=true&per_page=100&ref={COMMIT}&page=1": _files("id"),
    f"{GITHUB}/commits/HEAD": COMMIT,
    f"{GITHUB}/git/trees/{COMMIT}?recursive=1": {"tree": _files("sha"), "truncated": False},
}
VALUES: tuple[object, ...] = (
    None, True, -1, 10**30, 1e999, "", "\ud800", "a\udfff.md", "\x1b[2J\x9b\u202e.md", "../../a.md", "/a.md",
    "x" * 9000, "\0.md", [], [[]], {}, {"a": 1}, [None],
)  # fmt: skip


class _Server:
    """Answers what is said at an address, and elsewhere with a page that has a paper, or one without."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.said = said

    def get(self, url: str, *_: object, **__: object) -> Answer:
        # Of what cannot be encoded no address is made.
        url.encode()
        if url.endswith("HEAD/README.md"):
            return Answer(url, 404, {}, b"")
        if url not in self.said:
            return Answer(url, 200, {}, b"# Nothing" if "readme" in url else PAGE)
        said = self.said[url]
        return Answer(url, 200, {}, (said if said == COMMIT else json.dumps(said)).encode())


def _places(said: Any) -> Iterator[tuple[Any, ...]]:
    yield ()
    if isinstance(said, dict | list):
        for key in said if isinstance(said, dict) else range(len(said)):
            yield from ((key, *place) for place in _places(said[key]))


def _with(said: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    changed = said.copy()
    changed[place[0]] = _with(said[place[0]], place[1:], value)
    return changed


@pytest.mark.parametrize("source", ["https://gitlab.com/g/p", "o/r"])
def test_whatever_stands_at_any_place_of_an_answer_it_is_taken_or_said(source: str) -> None:
    def outcome(said: dict[str, Any]) -> set[str] | str:
        client = cast("Client", _Server(said))
        try:
            return set(fetch(client, origin(source), None, lambda _: None).pages)
        except KdcatError as error:
            return str(error)

    assert outcome(SAID) == {"a.md"}
    others = [
        outcome(SAID | {url: _with(said, place, value)})
        for url, said in SAID.items()
        for place in _places(said)
        for value in VALUES
    ]
    errors = [other for other in others if isinstance(other, str)]
    assert errors
    assert all(error.startswith(f"{origin(source).written()}: ") for error in errors)
    taken = [path for other in others if isinstance(other, set) for path in other]
    assert all(path.isprintable() for path in taken)

"""What became of addresses when they were asked: kept with the time, as records are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from kdcat.bibliography.addresses import address
from kdcat.records import lines
from kdcat.records.record import FETCHED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "links.jsonl"
"""The name of the file in kdcat's folder of the user's data."""
State = Literal["alive", "moved", "dead", "unknown", "empty"]
"""`moved`: for good, to `target`; `dead`: not found again and again, or there is no such host;
`unknown`: who asks is not let in, or there was no answer; `empty`: a repository without code."""
_STATES: tuple[State, ...] = get_args(State)
_LONGEST = 4096


class Link(NamedTuple):
    """What became of one address."""

    state: State
    checked: str
    """When, in ISO 8601 and UTC."""
    said: str = ""
    """Why it is held to be so, in a few words."""
    target: str | None = None
    """Where it leads now, if it has moved."""


def read(file: Path) -> dict[str, Link]:
    """Return what is kept, by the addresses."""
    read = map(_read, lines.objects(file, ("url", *Link._fields)))
    return dict(filter(None, read))


def add(file: Path, found: Mapping[str, Link]) -> None:
    """Add what became of addresses.

    Raises:
        KdcatError: The file cannot be written.
    """
    lines.add(file, [_line(url, link) for url, link in found.items()])


def tidy(file: Path) -> None:
    """Write the file anew where most of its lines do not count any more.

    Raises:
        KdcatError: It cannot be written.
    """
    lines.tidy(file, lambda: [_line(url, link) for url, link in read(file).items()])


def _line(url: str, link: Link) -> bytes:
    return json.dumps({"url": url, **link._asdict()}).encode("ascii") + b"\n"


def _read(said: dict[str, Any]) -> tuple[str, Link] | None:
    url = said.pop("url")
    link = Link(**said)
    texts = (url, link.checked, link.said)
    if not all(type(text) is str and len(text) <= _LONGEST for text in texts):
        return None
    if link.state not in _STATES or not FETCHED.fullmatch(link.checked):
        return None
    if link.target is not None and (
        type(link.target) is not str
        or len(link.target) > _LONGEST
        or address(link.target) != link.target
    ):
        return None
    return (url, link) if link.state != "moved" or link.target else None

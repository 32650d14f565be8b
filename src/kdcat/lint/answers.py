"""What was answered on the network, for the rules that need it; without it they find nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kdcat.records.kept import Kept
    from kdcat.records.links import Link


class Answers(NamedTuple):
    """What registries said of papers, and what became of addresses."""

    records: Mapping[str, Kept] = {}
    """What registries said, by the keys of `kdcat.records.fitting`."""
    links: Mapping[str, Link] = {}
    """What became of addresses, by the addresses as papers have them."""
    repositories: Mapping[str, Link] = {}
    """What is in repositories, by the addresses of code."""

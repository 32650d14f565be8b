"""Links beside a title that say of no kind what they lead to: they cite, or are other titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kdcat.layouts.names import LIKELY, POSSIBLE, confidence
from kdcat.layouts.roles import address_role
from kdcat.layouts.venues import is_venue, venue_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.layouts.flat import Flat, Target
    from kdcat.text import Span

NAME_YEAR = re.compile(r"(?:and )?(.+?)(?<!\s)\s++\(?((?:19|20)\d\d)\)?")
"""Names and a year behind them: `Gao et al., 2018`, `and Dhruv Batra (2017)`."""


def unlabelled_beside(flat: Flat, title: Span) -> list[Target]:
    """Return the links beside a title whose text says of no kind what they lead to."""
    return [
        target
        for target in flat.targets
        if target.role is None
        and (target.span.end <= title.start or target.span.start >= title.end)
    ]


class Cited(NamedTuple):
    """A link that cites: who wrote the paper and when, and where it stands."""

    names: str
    year: int
    span: Span


def citation(beside: Sequence[Target], title: Span, paper: str | None) -> Cited | None:
    """Return what the link to the paper cites beside its title, or None where it cites nothing.

    It does in `TITLE ([Li et al., 2016](URL))` and in `[[Li et al., 2016]](URL) TITLE`.

    Args:
        beside: The links beside the title that `unlabelled_beside` returns.
        title: Where the title stands.
        paper: Where the link to the paper leads.
    """
    for target in beside:
        if target.destination != paper:
            continue
        least = POSSIBLE if target.span.start >= title.end else LIKELY
        dated = NAME_YEAR.fullmatch(target.label.strip("[]() "))
        if dated and confidence(names := dated[1].rstrip(", ")) >= least:
            return Cited(names, int(dated[2]), target.span)
        if target.span.start >= title.end:
            return None
    return None


def leading_venue(flat: Flat, title: Span) -> str | None:
    """Return the label of a link before the title that is a venue: `[[arXiv](..)] TITLE`."""
    if not flat.targets:
        return None
    target = flat.targets[0]
    if target.span.start >= title.start or target.role != "paper":
        return None
    if any(map(str.isalnum, flat.text[: target.span.start])):
        return None
    label = target.label.strip("[]() ")
    found = venue_in(label) if is_venue(label) else None
    return found.venue if found else None


def titles_beside(beside: Sequence[Target]) -> int:
    """Return how many characters the links beside a title have that look like its title."""
    return sum(
        len(target.label)
        for target in beside
        if " " in target.label
        and address_role(target.destination) == "paper"
        and not _cites(target.label)
        and not venue_in(target.label)
    )


def _cites(label: str) -> bool:
    """Whether the label of a link is names, with a year or without: `Gao et al., 2018`."""
    dated = NAME_YEAR.fullmatch(label)
    return confidence(dated[1].rstrip(", ") if dated else label) > 0

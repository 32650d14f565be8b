"""Whom and where a title is credited to inside its link: `[TITLE, AUTHOR, VENUE 2020](URL)`."""

from __future__ import annotations

import re

from kdcat.layouts.names import LIKELY, POSSIBLE, confidence
from kdcat.layouts.venues import is_date, is_venue
from kdcat.text import Span

_FEWEST_WORDS = 3


def before_credits(text: str, title: Span) -> Span:
    """Return a title less the names and the venue with its year that follow in the same link.

    Args:
        text: The masked text.
        title: What the link says.
    """
    said = text[slice(*title)]
    if ", " not in said or not said[-1:].isdigit():
        return title
    *chunks, venue = said.split(", ")
    if is_date(venue) or not is_venue(venue):
        return title
    kept = len(chunks)
    words = len(" ".join(chunks).split())
    while kept > 1 and confidence(chunks[kept - 1].removeprefix("and ")) >= POSSIBLE:
        words -= len(chunks[kept - 1].split())
        if words < _FEWEST_WORDS:
            break
        kept -= 1
    names = chunks[kept:]
    if len(names) > 1 and confidence(", ".join(names)) < LIKELY:
        kept = len(chunks)
    return Span(title.start, title.start + len(", ".join(chunks[:kept])))


# `TITLE IEEE TPAMI`, `TITLE ACM MM 2020`
_SPONSORED = re.compile(r"(?<=\w) (?:IEEE|ACM)(?:[/ ][A-Z][\w-]*+){1,3}(?: (?:19|20)\d\d)?$")
_LONGEST = 48


def before_sponsored(text: str, title: Span) -> Span:
    """Return a title less the venue behind it that is known by its sponsor, and needs no year."""
    start = max(title.start, title.end - _LONGEST)
    if text.find(" IEEE ", start, title.end) < 0 and text.find(" ACM ", start, title.end) < 0:
        return title
    found = _SPONSORED.search(text[: title.end], start)
    return Span(title.start, found.start()) if found and is_venue(found[0]) else title

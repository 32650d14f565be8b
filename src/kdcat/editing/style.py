"""How a catalog writes its entries: the usual form of those that are there."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from kdcat.layouts.line import HOME, Style
from kdcat.reading.catalog import places_of
from kdcat.text import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kdcat.reading.catalog import Listing
    from kdcat.reading.document import Document

_BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<bullet>(?:[*+-][ \t]+)?)")
_BEFORE = re.compile(r",?[ \t]{1,9}$")
_BETWEEN = re.compile(r"[ \t]*+[,;|/\u00b7]?+[ \t]*+")
_MOST_LOOKED_AT = 500
"""Entries that tell how a catalog is written; more would say the same."""


class SeenStyle(NamedTuple):
    """The style of one entry; a part is None where the entry does not show it."""

    indent: str
    bullet: str
    before: str
    paper: str
    between: str | None
    code: str | None


def usual_style(document: Document, listings: Iterable[Listing], otherwise: Style = HOME) -> Style:
    """Return the usual style: part by part the most frequent.

    Args:
        document: The document of the catalog.
        listings: Entries, of which the first five hundred are looked at.
        otherwise: What is taken of parts that none of them shows.
    """
    seen = list(_styles(document, listings))
    parts: dict[str, str] = {}
    for name in Style._fields:
        counts = Counter(getattr(style, name) for style in seen)
        del counts[None]
        if counts:
            parts[name] = counts.most_common(1)[0][0]
    return otherwise._replace(**parts)


def is_home_style(document: Document, listings: Iterable[Listing]) -> bool:
    """Return whether titles are in stars, not linked, as the home form has them.

    Where nothing but titles is listed, that is the home form too.
    """
    looked_at = list(islice(listings, _MOST_LOOKED_AT))
    bold = sum(places_of(listing, document).is_bold for listing in looked_at)
    return 2 * bold >= len(looked_at)


def _styles(document: Document, listings: Iterable[Listing]) -> Iterator[SeenStyle]:
    for listing in islice(listings, _MOST_LOOKED_AT):
        if style := style_of(document, listing):
            yield style


def style_of(document: Document, listing: Listing) -> SeenStyle | None:
    """Return how an entry is written; None if its title is not in stars or it links no paper."""
    text = document.text
    places = places_of(listing, document)
    if not places.is_bold or not text.startswith("**", places.titles[0].whole.start):
        return None
    end = places.titles[-1].whole.end
    links = [link for link in places.links if link.span.start >= end]
    if not links or links[0].kind != "paper" or not text.startswith("](", links[0].label.end):
        return None
    paper = links[0]
    line = document.lines.start(listing.block.line)
    bullet = _BULLET.fullmatch(text, line, places.titles[0].whole.start)
    before = _BEFORE.search(LINE_END.sub(" ", text[end : paper.span.start]))
    if not bullet or not before or paper.destination is None:
        return None
    between = code = None
    for other in links[1:2]:
        is_beside = _BETWEEN.fullmatch(text, paper.span.end, other.span.start)
        if other.kind == "code" and other.destination is not None and is_beside:
            between = is_beside[0]
            code = text[other.span.start : other.label.end + 1]
    label = text[paper.span.start : paper.label.end + 1]
    return SeenStyle(bullet["indent"], bullet["bullet"], before[0], label, between, code)

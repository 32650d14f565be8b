"""Papers as a bibliography sees them: each once, with a key, its full venue and all its places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from kdcat.bibliography.works import folded, listings, places, united
from kdcat.printable import printable
from kdcat.reading.ids import handle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kdcat.bibliography.venues import Venue
    from kdcat.paper import Paper

ReferenceKind = Literal["conference", "journal", "preprint", "publisher", ""]
"""What kind of venue it has, a workshop being a conference; empty if none is known."""
_NOT_IN_KEY = re.compile(r"[^a-z0-9-]+")


class Reference(NamedTuple):
    """One paper of a bibliography. No text in it has control characters."""

    key: str
    """A citation key: ASCII letters, digits and hyphens, made of title and year alone."""
    kind: ReferenceKind
    title: str
    venue: str | None
    """The venue's full name, or the venue as written where none is known."""
    year: int | None
    doi: str | None
    arxiv_id: str | None
    url: str | None
    code_url: str | None
    keywords: tuple[str, ...]
    """The sections the paper is listed in."""


def references(papers: Iterable[Paper]) -> Iterator[Reference]:
    """Yield a reference for each paper, in the order of the first entries.

    Args:
        papers: Entries; those of one paper give one reference.
    """
    from kdcat.bibliography.venues import find

    for listing in listings(papers):
        paper = united(listing)
        written = paper.venue_raw or paper.venue
        venue = find(written) if written else None
        yield Reference(
            citation_key(paper.title, paper.year),
            _kind(venue),
            printable(paper.title),
            venue.full_name if venue else _printable(written),
            paper.year,
            _printable(paper.doi),
            _printable(paper.arxiv_id),
            _printable(paper.paper_url),
            _printable(paper.code_url),
            tuple(map(printable, places(listing))),
        )


def _kind(venue: Venue | None) -> ReferenceKind:
    if venue is None:
        return ""
    return "conference" if venue.kind == "workshop" else venue.kind


def citation_key(title: str, year: int | None) -> str:
    """Return a paper's key, such as `radardistill-2024-4k0zs`.

    The name of the method or the first words of the title, the year, and five characters that stand
    for title and year, so that no key depends on what else is cited.
    """
    name = _NOT_IN_KEY.sub("", handle(title, year, ()).rpartition("-")[0]).strip("-")
    check = handle(folded(title), year, ()).rpartition("-")[2]
    return "-".join(filter(None, (name or "paper", str(year or ""), check)))


def _printable(text: str | None) -> str | None:
    return None if text is None else printable(text)

"""Papers as a bibliography sees them: each once, with a key, its full venue and all its places."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from kdcat.bibliography.works import listings, places, united
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kdcat.bibliography.venues import Venue
    from kdcat.paper import Paper

ReferenceKind = Literal["conference", "journal", "preprint", "publisher", ""]
"""What kind of venue it has, a workshop being a conference; empty if none is known."""
_NOT_IN_KEY = re.compile(r"[^a-z0-9-]+")


class Reference(NamedTuple):
    """One paper of a bibliography. No text in it has control characters."""

    key: str
    """A citation key, see `citation_keys`."""
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

    works = listings(papers)
    united_works = [united(listing) for listing in works]
    keys = citation_keys(united_works)
    for key, paper, listing in zip(keys, united_works, works, strict=True):
        written = paper.venue_raw or paper.venue
        venue = find(written) if written else None
        yield Reference(
            key,
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


def citation_keys(papers: Sequence[Paper]) -> list[str]:
    """Return the keys by which the papers of one export are cited: ASCII letters, digits, hyphens.

    A key is the paper's id, so that it leads back. Where several papers have one, the second and
    later in the order of the file get `-2`, `-3`..., whatever the order of the export.

    Args:
        papers: The papers of the export, each once.
    """
    catalogs = {name: at for at, name in enumerate(dict.fromkeys(one.catalog for one in papers))}
    in_file = sorted(
        range(len(papers)),
        key=lambda at: (catalogs[papers[at].catalog], papers[at].line),
    )
    keys = [_key(paper) for paper in papers]
    so_far: Counter[str] = Counter()
    for at in in_file:
        so_far[key := keys[at]] += 1
        if so_far[key] > 1:
            keys[at] = f"{key}-{so_far[key]}"
    return keys


def _key(paper: Paper) -> str:
    # An id is a key as it stands, but a paper need not come from a catalog.
    return _NOT_IN_KEY.sub("", paper.id.lower()).strip("-") or "paper"


def _printable(text: str | None) -> str | None:
    return None if text is None else printable(text)

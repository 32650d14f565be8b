"""Which venue is meant by what a registry or an entry of BibTeX calls it: each in its own way.

DBLP puts acronym, town and days behind the name, IEEE Xplore two names side by side, Springer the
book before the conference, ACM the acronym into the series; Google Scholar holds an arXiv number in
the journal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdcat.bibliography.venues import find
from kdcat.layouts.fields import venue_and_year
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kdcat.bibliography.venues import Venue

_IN_BOOKS = frozenset(["inproceedings", "conference", "incollection"])
_FIELDS = ("journal", "journaltitle", "booktitle", "howpublished", "publisher")
_ARXIV = re.compile(r"\b(?:arxiv|corr)\b", re.IGNORECASE)
_AROUND = re.compile(
    r"^(?:in\s+)?(?:proceedings\s+of\s+(?:the\s+)?)?(?:(?:19|20)\d\d\s+)?", re.IGNORECASE
)
_TRACK = re.compile(
    r"(?:\s*[-:,]\s+|\s+)(?:Datasets and Benchmarks|Main|Conference|Position Paper|Blogpost)"
    r"\s+Track.*$",
    re.IGNORECASE,
)
# OpenReview writes it of papers that nobody has taken yet.
_NOT_YET = re.compile(r"\s*submitted\s+to\b", re.IGNORECASE)
_OF_FINDINGS = re.compile(r"^(findings\s+of\b[^:]*:[^,:]*),.*$", re.IGNORECASE)
_WORKSHOPS = re.compile(r"\bworkshops?\b", re.IGNORECASE)
_VOLUME = re.compile(r",?\s*\b(?:vol(?:ume)?|part|number|no)\b\.?\s*\w+.*$", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
# A dash stands by itself between two names: the one in `ECML-PKDD` does not.
_PARTS = re.compile(r"\s*[,:;]\s+|\s+(?:-{1,3}|[\u2013\u2014])\s+")


def venue_of(kind: str, said: Callable[[str], str | None]) -> str | None:
    """Return the canonical name of the venue, as it is written where it is not known, or None.

    Args:
        kind: The entry type, in small letters.
        said: What gives a field's plain text, None where the entry has none of the name.
    """
    names = ("booktitle", *_FIELDS) if kind in _IN_BOOKS else _FIELDS
    # Of a run of blanks expressions would try each beginning.
    written = one_line(next(filter(None, map(said, names)), ""))
    preprint = (said("archiveprefix") or said("eprinttype") or "").lower() == "arxiv"
    if (preprint and (not written or kind == "misc")) or (written and _ARXIV.search(written)):
        return "arXiv"
    if not written or "://" in written or _NOT_YET.match(written):
        return None
    # Behind it DBLP has the town and the days; the parts alone would be of the conference.
    written = _OF_FINDINGS.sub(r"\1", _TRACK.sub("", written))
    known = known_venue(written) or known_venue(said("series") or "")
    if known:
        return known.name
    venue = _VOLUME.sub("", written)
    venue = venue_and_year(venue)[0] or venue
    return _AROUND.sub("", venue) or venue


def known_venue(written: str) -> Venue | None:
    """Return the first known venue that a text names, or that of its workshops.

    A venue of workshops that is not known by itself is called `CVPR Workshop`.
    """
    for name in _ways(written):
        venue = find(name)
        if venue is None or venue.kind == "publisher":
            continue
        if _WORKSHOPS.search(written) and venue.kind == "conference":
            workshops = find(f"{venue.name} Workshops")
            called = f"{venue.name} Workshop"
            return workshops or venue._replace(name=called, full_name=called, kind="workshop")
        return venue
    return None


def _ways(written: str) -> Iterator[str]:
    """What may be the name in a text, the whole first: less what stands around it, its parts."""
    yield written
    before, workshop, _ = written.partition(" Workshop")
    if workshop:
        yield venue_and_year(before)[0] or before
    # What brackets leave behind is one blank: expressions try each beginning of a run of them.
    outside = one_line(_BRACKETS.sub("", written))
    bare = _AROUND.sub("", _VOLUME.sub("", outside)).strip(" ,.")
    for name in (bare, venue_and_year(bare)[0], *_BRACKETS.findall(written)):
        if name:
            yield name
    for part in _PARTS.split(outside):
        name = venue_and_year(part)[0] or part
        yield from (part, name, _AROUND.sub("", name))

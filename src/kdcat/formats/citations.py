"""Papers as a bibliography sees them: each once, with a key, its full venue and all its places."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from kdcat.bibliography.addresses import without_text_directive
from kdcat.bibliography.names import Authors, authors, short_name
from kdcat.bibliography.works import listings, places, united
from kdcat.printable import printable
from kdcat.records.fitting import is_published_as
from kdcat.records.venue_names import known_venue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kdcat.bibliography.venues import Venue
    from kdcat.formats.table import Key
    from kdcat.paper import Paper
    from kdcat.records.record import Record

ReferenceKind = Literal["conference", "journal", "preprint", "publisher", ""]
"""What kind of venue it has, a workshop being a conference; empty if none is known."""
_NOT_IN_KEY = re.compile(r"[^a-z0-9-]+")
_LONGEST_NAME = 5
_FEW_WORDS = 4
_LONG_WORD = 40
NO_LAST_WORD = frozenset(
    (
        *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its"),
        *("of", "on", "or", "the", "to", "towards", "under", "using", "via", "with"),
    )
)
_BRACKETS = re.compile(r"[\[\](){}]")


_NOBODY = Authors((), others=False)


class Reference(NamedTuple):
    """One paper of a bibliography. No text in it has control characters.

    What the list says goes before what a record says. Editors, pages, volume, issue and publisher
    are a record's, where that is of the very publication that the list names.
    """

    key: str
    """A citation key, see `citation_keys`."""
    kind: ReferenceKind
    authors: Authors
    """As the list has them, else as the record of the paper does."""
    title: str
    name: str
    """What the paper is called for short: the name of its method, or how its title begins."""
    venue: str | None
    """The venue's full name, or the venue as written where none is known.

    Of a paper without one that has an arXiv id it is arXiv.
    """
    year: int | None
    doi: str | None
    arxiv_id: str | None
    url: str | None
    """The paper's address, less the words that somebody had marked on its page."""
    code_url: str | None
    keywords: tuple[str, ...]
    """The sections the paper is listed in."""
    editors: Authors = _NOBODY
    pages: str | None = None
    volume: str | None = None
    issue: str | None = None
    publisher: str | None = None


def references(papers: Iterable[Paper], key: Key = "id") -> Iterator[Reference]:
    """Yield a reference for each paper, in the order of the first entries.

    Args:
        papers: Entries; those of one paper give one reference.
        key: What the keys are made of.
    """
    from kdcat.bibliography.venues import find

    works = listings(papers)
    united_works = [united(listing) for listing in works]
    keys = citation_keys(united_works, key)
    for own, paper, listing in zip(keys, united_works, works, strict=True):
        record = paper.record
        told = record and is_published_as(paper, record)
        written = paper.venue_raw or paper.venue or (record.venue if record and told else None)
        written = written or ("arXiv" if paper.arxiv_id else None)
        venue = find(written) if written else None
        if venue is None and written and record and told and written == record.venue:
            venue = known_venue(written)
        reference = Reference(
            own,
            reference_kind(venue),
            _authors(paper),
            printable(paper.title),
            printable(_name(paper.title)),
            venue.full_name if venue else _printable(written),
            paper.told_year,
            _printable(paper.doi),
            _printable(paper.arxiv_id),
            _address(paper.paper_url),
            _address(paper.code_url),
            tuple(map(printable, places(listing))),
        )
        yield _published(reference, record) if record and told else reference


def reference_kind(venue: Venue | None) -> ReferenceKind:
    """Return what kind of venue a paper has, as a bibliography tells them apart."""
    if venue is None:
        return ""
    return "conference" if venue.kind == "workshop" else venue.kind


def _authors(paper: Paper) -> Authors:
    if paper.authors or not paper.record:
        return authors(printable(paper.authors or ""))
    return Authors(paper.record.authors, others=False)


def _published(reference: Reference, record: Record) -> Reference:
    """The reference with what a record says of its publication."""
    kind = reference.kind
    # An article without a journal is none, for BibTeX as for a reader.
    if not kind and reference.venue and record.kind != "other":
        kind = record.kind
    is_preprint = kind == "preprint"
    return reference._replace(
        kind=kind,
        doi=reference.doi or (None if is_preprint else record.doi),
        arxiv_id=reference.arxiv_id or record.arxiv_id,
        editors=Authors(record.editors, others=False),
        pages=record.pages,
        volume=record.volume,
        issue=record.issue,
        # Of a preprint the server stands for it, and is named already.
        publisher=None if is_preprint else record.publisher,
    )


def citation_keys(papers: Sequence[Paper], key: Key = "id") -> list[str]:
    """Return the keys by which the papers of one export are cited: ASCII letters, digits, hyphens.

    A key is the paper's id, so that it leads back; or where it is wanted and the first author is
    known, that author's family name with the year, `hinton2015`. Where several papers have one, the
    second and later in the order of the file get `-2`, `-3`..., whatever the order of the export.

    Args:
        papers: The papers of the export, each once.
        key: What the keys are made of.
    """
    first: dict[str, int] = {}
    for at, paper in enumerate(papers):
        first.setdefault(paper.catalog, at)
    in_file = sorted(
        range(len(papers)), key=lambda at: (first[papers[at].catalog], papers[at].line)
    )
    keys = [(key == "author-year" and _author_year(paper)) or _key(paper) for paper in papers]
    so_far: Counter[str] = Counter()
    for at in in_file:
        so_far[own := keys[at]] += 1
        if so_far[own] > 1:
            keys[at] = f"{own}-{so_far[own]}"
    return keys


def _author_year(paper: Paper) -> str:
    names = _authors(paper).names
    name = short_name(names[0]) if names else ""
    return f"{name}{paper.told_year or ''}" if name else ""


def _key(paper: Paper) -> str:
    # An id is a key as it stands, but a paper need not come from a catalog.
    return _NOT_IN_KEY.sub("", paper.id.lower()).strip("-") or "paper"


def _name(title: str) -> str:
    # natbib, which cites by it, does not read brackets in it, nor a word longer than a line.
    title = _BRACKETS.sub("", title)
    name, colon, _ = title.partition(":")
    words = name.split()
    if not colon or not 0 < len(words) <= _LONGEST_NAME:
        words = title.split()[:_FEW_WORDS]
        while len(words) > 1 and words[-1].lower() in NO_LAST_WORD:
            words.pop()
    return " ".join(word[:_LONG_WORD] for word in words) or "paper"


def _address(url: str | None) -> str | None:
    return None if url is None else printable(without_text_directive(url))


def _printable(text: str | None) -> str | None:
    return None if text is None else printable(text)

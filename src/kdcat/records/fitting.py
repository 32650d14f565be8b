"""Which paper a record fits: never another's, and where that is not sure, none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from kdcat.bibliography.venues import find
from kdcat.bibliography.works import folded
from kdcat.records.venue_names import known_venue
from kdcat.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kdcat.paper import Paper
    from kdcat.records.kept import Kept
    from kdcat.records.record import Record

Kind = Literal["doi", "arxiv", "title", "published"]
_ALIKE = 90
"""As in `bibliography.works`: titles less alike than this, of 100, are of two papers."""
_FEWEST_WORDS = 3
"""Words of a title before its colon that can be all of it."""
_ARXIV_DOI = "10.48550/"


class Key(NamedTuple):
    """What a paper's record is asked for and kept by."""

    kind: Kind
    name: str
    """The DOI, the arXiv id, or the title less case, accents, punctuation and spacing.

    `published` is what became of the preprint of an arXiv id.
    """

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


def keys_of(paper: Paper) -> list[Key]:
    """Return what the record of a paper is kept by, what tells most of it first.

    A DOI tells where it was published, an arXiv id its abstract; the title is one where it has
    neither.
    """
    keys = []
    # What DataCite tells of a DOI of arXiv is what arXiv tells.
    if paper.doi and not paper.doi.startswith(_ARXIV_DOI):
        keys.append(Key("doi", paper.doi))
    if paper.arxiv_id:
        keys.append(Key("arxiv", paper.arxiv_id))
    return keys or [Key("title", folded(paper.title))]


def fits(paper: Paper, key: Key, record: Record) -> bool:
    """Return whether a record that was asked for by a key is that of the paper.

    By an identifier it is where the record has the same one and a title that is alike; by a title
    where the titles are the same after folding, and the years are known and differ by one at most.
    """
    if not record.title:
        return False
    if key.kind == "title":
        return (
            folded(record.title) == folded(paper.title)
            and paper.year is not None
            and record.year is not None
            and abs(paper.year - record.year) <= 1
        )
    return is_of(key, record) and alike(paper.title, record.title)


def is_of(key: Key, record: Record) -> bool:
    """Return whether a record is that of an identifier, whatever it says of the paper."""
    own = record.doi if key.kind == "doi" else record.arxiv_id
    return own == key.name


def alike(title: str, other: str) -> bool:
    """Return whether two titles may be those of one paper.

    They are where they are the same after folding, nearly the same, or one is the other without its
    subtitle.
    """
    one, two = folded(title), folded(other)
    if one == two:
        return True
    for shorter, longer, written in ((one, two, other), (two, one, title)):
        before, colon, _ = written.partition(":")
        is_whole = colon and folded(before) == shorter
        if is_whole and longer.startswith(shorter) and len(plain_words(before)) >= _FEWEST_WORDS:
            return True
    from rapidfuzz import fuzz

    return fuzz.ratio(one, two) >= _ALIKE


def with_records(papers: Iterable[Paper], kept: Mapping[str, Kept]) -> Iterator[Paper]:
    """Yield papers, each with its record where one is kept that fits it."""
    for paper in papers:
        record = record_of(paper, kept) if kept else None
        yield paper if record is None else paper._replace(record=record)


def record_of(paper: Paper, kept: Mapping[str, Kept]) -> Record | None:
    """Return the record of a paper among those that are kept, None where none fits.

    Where both a DOI and an arXiv id have one, it is that of the DOI; what of authors and abstract
    that is silent about, the other says.
    """
    found: Record | None = None
    for key in keys_of(paper):
        answer = kept.get(str(key))
        if answer is None or answer.record is None or not fits(paper, key, answer.record):
            continue
        found = answer.record if found is None else _filled(found, answer.record)
    return found


def _filled(record: Record, other: Record) -> Record:
    lacking = {
        name: getattr(other, name)
        for name in ("authors", "abstract", "arxiv_id")
        if not getattr(record, name) and getattr(other, name)
    }
    if not lacking:
        return record
    if lacking.keys() != {"arxiv_id"}:
        lacking["source"] = f"{record.source}, {other.source}"
    return record._replace(**lacking)


def is_published_as(paper: Paper, record: Record) -> bool:
    """Return whether a record is of the very publication that an entry names.

    Pages, volume and publisher are of one publication. A preprint's record says nothing of the
    conference that the entry names, and a journal's nothing of the preprint.
    """
    written = paper.venue_raw or paper.venue
    if written is None:
        return True
    listed, said = find(written), record.venue and known_venue(record.venue)
    if listed and said:
        return listed.name == said.name
    if listed and record.kind == "preprint":
        return listed.kind == "preprint"
    if paper.doi is not None and paper.doi == record.doi:
        return (listed is not None and listed.kind == "preprint") == (record.kind == "preprint")
    return bool(record.venue) and folded(written) == folded(record.venue or "")

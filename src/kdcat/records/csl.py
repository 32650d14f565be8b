"""Records of DOIs: CSL-JSON as Crossref and DataCite answer it at doi.org, and Crossref's own form.

The keys are those of https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html; Crossref's
own form has arrays where CSL has text (https://api.crossref.org/swagger-ui/index.html, `Work`).
"""

from __future__ import annotations

import json
from typing import Any

from kdcat.bibliography.addresses import as_arxiv_id, as_doi
from kdcat.bibliography.names import Name
from kdcat.records.markup import plain_text
from kdcat.records.record import MOST_NAMES, Kind, Record, is_year, longest
from kdcat.records.venue_names import known_venue

_KINDS: dict[str, Kind] = {
    "article-journal": "journal",
    "journal-article": "journal",
    "article-magazine": "journal",
    "paper-conference": "conference",
    "proceedings-article": "conference",
    "posted-content": "preprint",
    "preprint": "preprint",
}
_DATES = ("issued", "published", "published-print", "published-online")
_ARXIV = "arxiv"
_ARXIV_DOI = "10.48550/"
LARGEST = 10 << 20
"""Bytes of an answer that is read; one with a thousand authors and their references has less."""


def loaded(content: bytes) -> Any:
    """Return what JSON an answer holds, None where it holds none that can be taken up."""
    if len(content) > LARGEST:
        return None
    try:
        return json.loads(content.decode("utf-8-sig", "replace"), parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None


def of_csl(content: bytes, fetched: str) -> Record | None:
    """Return the record that an answer of a DOI's registry holds, None where it holds none.

    Args:
        content: The body of the answer.
        fetched: When it was fetched, in ISO 8601.
    """
    said = loaded(content)
    if isinstance(said, list) and said:
        said = said[0]
    if isinstance(said, dict) and isinstance(said.get("message"), dict):
        said = said["message"]
    if not isinstance(said, dict) or not (title := plain_text(said.get("title"), "title")):
        return None
    doi = as_doi(said["DOI"]) if isinstance(said.get("DOI"), str) else None
    arxiv_id = as_arxiv_id(f"https://doi.org/{doi}") if doi else None
    publisher = plain_text(said.get("publisher"), "publisher")
    kind = _kind(said, arxiv_id, publisher)
    return Record(
        title=_with_subtitle(title, plain_text(said.get("subtitle"), "title")),
        authors=_names(said.get("author")),
        editors=_names(said.get("editor")),
        abstract=plain_text(said.get("abstract"), "abstract"),
        venue=_venue(said.get("container-title")) or (arxiv_id and "arXiv"),
        year=next(filter(None, (_year(said.get(name)) for name in _DATES)), None),
        doi=doi,
        arxiv_id=arxiv_id,
        kind=kind,
        pages=_pages(said),
        volume=_number(said.get("volume"), "volume"),
        issue=_number(said.get("issue"), "issue"),
        publisher=publisher,
        source=_source(said),
        fetched=fetched,
    )


def _kind(said: dict[str, Any], arxiv_id: str | None, publisher: str | None) -> Kind:
    if arxiv_id or (publisher or "").casefold() == _ARXIV:
        return "preprint"
    kind = said.get("type")
    known = _KINDS.get(kind, "other") if isinstance(kind, str) else "other"
    # What is published in proceedings as a chapter has an event (Springer's Lecture Notes).
    if known == "other" and kind in ("chapter", "book-chapter"):
        return "conference" if said.get("event") or said.get("event-title") else "other"
    return known


def _source(said: dict[str, Any]) -> str:
    if said.get("source") == "Crossref":
        return "Crossref"
    # DataCite names an item by its address, and says nowhere who it is.
    item = said.get("id")
    is_datacite = isinstance(item, str) and item.startswith("https://doi.org/")
    return "DataCite" if is_datacite else "doi.org"


def _venue(value: object) -> str | None:
    """The name of a journal or of proceedings; of several the one that is known, else the last.

    Of a book in a series Crossref names the series first.
    """
    names = value[:_MOST_VENUES] if isinstance(value, list) else [value]
    texts = [text for name in names if (text := plain_text(name, "venue"))]
    return next(filter(known_venue, texts), texts[-1] if texts else None)


_MOST_VENUES = 5


def _with_subtitle(title: str, subtitle: str | None) -> str:
    if not subtitle or subtitle.casefold() in title.casefold():
        return title
    both = f"{title}: {subtitle}"
    return both if len(both) <= longest("title") else title


def _pages(said: dict[str, Any]) -> str | None:
    for name in ("page", "article-number", "number-of-article"):
        if (pages := _number(said.get(name), "pages")) is not None:
            return pages
    return None


def _number(value: object, field: str) -> str | None:
    """A number of a volume, an issue or a page, which may be text: `20170387`, `e12`, `1-9`."""
    if type(value) is int:
        value = str(value) if 0 <= value < 10**18 else None
    return plain_text(value, field)


def _year(value: object) -> int | None:
    """The year of a date of none to three parts: `{"date-parts": [[2019, 2]]}`."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    while isinstance(parts, list):
        parts = parts[0] if parts else None
    if isinstance(parts, str) and parts.isascii() and parts.isdecimal() and len(parts) < 6:
        parts = int(parts)
    return parts if type(parts) is int and is_year(parts) else None


def _names(value: object) -> tuple[Name, ...]:
    """The names of a list of people; none where it is none, or one of them has no name.

    Of some nothing is told but an ORCID or where they work: the others alone would be the wrong
    authors.
    """
    if not isinstance(value, list) or len(value) > MOST_NAMES:
        return ()
    names = [_name(person) for person in value]
    return () if None in names else tuple(name for name in names if name)


def _name(person: object) -> Name | None:
    if not isinstance(person, dict):
        return None
    family, given, suffix, whole, name = (
        plain_text(person.get(key)) for key in ("family", "given", "suffix", "literal", "name")
    )
    particles = (person.get(f"{kind}-particle") for kind in ("dropping", "non-dropping"))
    particle = " ".join(filter(None, map(plain_text, particles)))
    if family:
        return Name(family, given or "", particle, suffix or "")
    if whole or name:
        return Name(whole or name or "", whole=True)
    return Name(given) if given else None

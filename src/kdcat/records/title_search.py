"""Records found by a title: the answers of Semantic Scholar's match, and of OpenAlex.

Their forms are those of https://api.semanticscholar.org/api-docs/graph (`/paper/search/match`) and
https://docs.openalex.org/api-entities/works/work-object.
"""

from __future__ import annotations

from typing import Any

from kdcat.bibliography.addresses import as_arxiv_id, as_doi
from kdcat.bibliography.names import Name, name
from kdcat.records.csl import loaded
from kdcat.records.markup import plain_text
from kdcat.records.record import MOST_NAMES, Kind, Record, is_year

SEMANTIC_SCHOLAR_FIELDS = (
    "title,authors,abstract,venue,year,externalIds,journal,publicationVenue,publicationTypes"
)
"""What is asked of a paper."""
_PREPRINTS = ("arxiv", "arxiv.org", "corr", "biorxiv", "medrxiv")


def of_match(content: bytes, fetched: str) -> Record | None:
    """Return the paper that Semantic Scholar takes for that of a title, None where it knows none.

    Args:
        content: The body of the answer.
        fetched: When it was fetched, in ISO 8601.
    """
    said = loaded(content)
    matches = said.get("data") if isinstance(said, dict) else None
    return _of_scholar(matches[0] if isinstance(matches, list) and matches else None, fetched)


def of_scholar(content: bytes, fetched: str) -> Record | None:
    """Return the paper that Semantic Scholar has of an identifier, None where it has none.

    Args:
        content: The body of the answer.
        fetched: When it was fetched, in ISO 8601.
    """
    return _of_scholar(loaded(content), fetched)


def _of_scholar(best: object, fetched: str) -> Record | None:
    if not isinstance(best, dict) or not (title := plain_text(best.get("title"), "title")):
        return None
    ids = _mapping(best.get("externalIds"))
    journal = _mapping(best.get("journal"))
    venue = (
        plain_text(best.get("venue"), "venue")
        or plain_text(_mapping(best.get("publicationVenue")).get("name"), "venue")
        or plain_text(journal.get("name"), "venue")
    )
    arxiv = ids.get("ArXiv")
    return Record(
        title=title,
        authors=_names(best.get("authors"), "name"),
        abstract=plain_text(best.get("abstract"), "abstract"),
        venue=venue,
        year=_year(best.get("year")),
        doi=as_doi(ids["DOI"]) if isinstance(ids.get("DOI"), str) else None,
        arxiv_id=as_arxiv_id(arxiv) if isinstance(arxiv, str) else None,
        kind=_kind(venue, best.get("publicationTypes"), best.get("publicationVenue")),
        pages=plain_text(journal.get("pages"), "pages"),
        volume=plain_text(journal.get("volume"), "volume"),
        source="Semantic Scholar",
        fetched=fetched,
    )


def _kind(venue: str | None, types: object, known: object) -> Kind:
    if venue is None or venue.casefold().partition(" ")[0] in _PREPRINTS:
        return "preprint" if venue else "other"
    of_venue: dict[object, Kind] = {"journal": "journal", "conference": "conference"}
    if kind := of_venue.get(_hashable(_mapping(known).get("type"))):
        return kind
    said = _list(types)
    if "Conference" in said:
        return "conference"
    return "journal" if "JournalArticle" in said else "other"


def of_works(content: bytes, fetched: str) -> Record | None:
    """Return the first paper of an answer of OpenAlex, None where it knows none.

    Args:
        content: The body of the answer.
        fetched: When it was fetched, in ISO 8601.
    """
    said = loaded(content)
    works = said.get("results") if isinstance(said, dict) else None
    best = works[0] if isinstance(works, list) and works else None
    if not isinstance(best, dict) or not (title := plain_text(best.get("title"), "title")):
        return None
    source = _mapping(_mapping(best.get("primary_location")).get("source"))
    venue = plain_text(source.get("display_name"), "venue")
    biblio = _mapping(best.get("biblio"))
    doi = as_doi(best["doi"]) if isinstance(best.get("doi"), str) else None
    arxiv = as_arxiv_id(f"https://doi.org/{doi}") if doi else None
    kinds: dict[object, Kind] = {
        "journal": "journal", "conference": "conference", "repository": "preprint"
    }  # fmt: skip
    return Record(
        title=title,
        authors=_names([_mapping(one).get("author") for one in _list(best.get("authorships"))],
                       "display_name"),
        abstract=_abstract(best.get("abstract_inverted_index")),
        venue="arXiv" if arxiv else venue,
        year=_year(best.get("publication_year")),
        doi=doi,
        arxiv_id=arxiv,
        kind="preprint" if arxiv else kinds.get(_hashable(source.get("type")), "other"),
        pages=_pages(biblio),
        volume=plain_text(biblio.get("volume"), "volume"),
        issue=plain_text(biblio.get("issue"), "issue"),
        publisher=plain_text(source.get("host_organization_name"), "publisher"),
        source="OpenAlex",
        fetched=fetched,
    )  # fmt: skip


_MOST_WORDS = 10_000


def _abstract(index: object) -> str | None:
    """An abstract of which it is told at which places each of its words stands."""
    at: dict[int, str] = {}
    for word, places in _mapping(index).items():
        for place in _list(places):
            if type(place) is not int or not 0 <= place < _MOST_WORDS:
                return None
            at[place] = word
    # Where a word is missing it is no abstract.
    whole = bool(at) and max(at) == len(at) - 1
    return plain_text(" ".join(at[place] for place in sorted(at)), "abstract") if whole else None


def _pages(biblio: dict[str, Any]) -> str | None:
    first, last = (plain_text(biblio.get(f"{end}_page"), "pages") for end in ("first", "last"))
    return f"{first}-{last}" if first and last and first != last else first


def _names(value: object, key: str) -> tuple[Name, ...]:
    people = _list(value)
    names = [plain_text(_mapping(person).get(key)) for person in people]
    if len(names) > MOST_NAMES or None in names:
        return ()
    return tuple(name(text) for text in names if text)


def _year(value: object) -> int | None:
    return value if type(value) is int and is_year(value) else None


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _hashable(value: object) -> str | None:
    return value if isinstance(value, str) else None

"""Papers as CSL-JSON, which Pandoc, Zotero and citeproc read.

The keys are those of https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json.
"""

from __future__ import annotations

from json import JSONEncoder
from typing import TYPE_CHECKING

from kdcat.formats.citations import references
from kdcat.formats.json import array, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kdcat.bibliography.names import Authors, Name
    from kdcat.formats.citations import Reference
    from kdcat.formats.table import Key
    from kdcat.paper import Paper

# A `document` is anything; an `article` is what styles print as a preprint.
_TYPES = {"conference": "paper-conference", "journal": "article-journal", "preprint": "article"}
_VENUE_KEYS = {"preprint": "publisher", "publisher": "publisher"}


def csl_json(papers: Iterable[Paper], key: Key = "id") -> Iterator[str]:
    """Return an array with an item for each paper, in pieces.

    Args:
        papers: Entries; a paper listed twice gives one item.
        key: What its key is made of.
    """
    encode = JSONEncoder(ensure_ascii=False).encode
    return array(escaped(encode(_item(reference))) for reference in references(papers, key))


def _item(reference: Reference) -> dict[str, object]:
    is_preprint = reference.kind == "preprint"
    arxiv = reference.arxiv_id and f"arXiv:{reference.arxiv_id}"
    # What the format has no key for may stand in `custom`. Of a published paper the preprint's
    # number would be in `archive`, but styles print that as where the paper is kept.
    custom = {"code": reference.code_url, "preprint": None if is_preprint else arxiv}
    item: dict[str, object | None] = {
        "id": reference.key,
        "type": _TYPES.get(reference.kind, "document"),
        "author": _authors(reference.authors) or None,
        "editor": _authors(reference.editors) or None,
        "title": reference.title,
        _VENUE_KEYS.get(reference.kind, "container-title"): reference.venue,
        "number": arxiv if is_preprint else None,
        "volume": reference.volume,
        "issue": reference.issue,
        "page": reference.pages,
        "issued": None if reference.year is None else {"date-parts": [[reference.year]]},
        "DOI": reference.doi,
        "URL": reference.url,
        "keyword": ", ".join(reference.keywords) or None,
        "custom": _known(custom) or None,
    }
    if reference.kind not in _VENUE_KEYS:
        item["publisher"] = reference.publisher
    return _known(item)


def _authors(authors: Authors) -> list[dict[str, object]]:
    # The format has no word for those that are not named; Pandoc, reading BibTeX, writes this.
    written = [*map(_author, authors.names)]
    return [*written, {"literal": "others"}] if written and authors.others else written


def _author(name: Name) -> dict[str, object]:
    if name.whole:
        return {"literal": name.family}
    parts = {
        "family": name.family,
        "given": name.given or None,
        "non-dropping-particle": name.particle or None,
        "suffix": name.suffix or None,
    }
    return _known(parts)


def _known(values: Mapping[str, object | None]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}

"""Papers as CSL-JSON, which Pandoc, Zotero and citeproc read.

The keys are those of https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json. The
catalog has no authors, so the items have none.
"""

from __future__ import annotations

from json import JSONEncoder
from typing import TYPE_CHECKING

from kdcat.formats.citations import references
from kdcat.formats.json import array, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kdcat.formats.citations import Reference
    from kdcat.paper import Paper

_TYPES = {"conference": "paper-conference", "journal": "article-journal"}
_VENUE_KEYS = {"preprint": "publisher", "publisher": "publisher"}


def csl_json(papers: Iterable[Paper]) -> Iterator[str]:
    """Return an array with an item for each paper, in pieces.

    Args:
        papers: Entries; a paper listed twice gives one item.
    """
    encode = JSONEncoder(ensure_ascii=False).encode
    return array(escaped(encode(_item(reference))) for reference in references(papers))


def _item(reference: Reference) -> dict[str, object]:
    item: dict[str, object | None] = {
        "id": reference.key,
        "type": _TYPES.get(reference.kind, "article"),
        "title": reference.title,
        _VENUE_KEYS.get(reference.kind, "container-title"): reference.venue,
        "issued": None if reference.year is None else {"date-parts": [[reference.year]]},
        "DOI": reference.doi,
        "URL": reference.url,
        "keyword": ", ".join(reference.keywords) or None,
        # What the format has no key for may stand in `custom`.
        "custom": {"code": reference.code_url} if reference.code_url else None,
    }
    if reference.arxiv_id:
        item |= {"archive": "arXiv", "archive_location": reference.arxiv_id}
        if reference.kind == "preprint":
            # What styles print of a preprint.
            item["number"] = f"arXiv:{reference.arxiv_id}"
    return {key: value for key, value in item.items() if value is not None}

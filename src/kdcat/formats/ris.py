"""Papers as RIS records, which EndNote, Zotero, Mendeley and JabRef read.

The tags are those of the RIS format specification (Thomson ResearchSoft, 2011), used as Zotero uses
them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdcat.formats.citations import references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kdcat.bibliography.names import Name
    from kdcat.formats.citations import Reference
    from kdcat.formats.table import Key
    from kdcat.paper import Paper

_TYPES = {"conference": "CONF", "journal": "JOUR", "preprint": "UNPB"}
_VENUE_TAGS = {"preprint": "PB", "publisher": "PB"}


def ris(papers: Iterable[Paper], key: Key = "id") -> Iterator[str]:
    r"""Yield the RIS record of each paper; its lines end in `\r\n`, as the specification has it.

    The code's address is in L3 (related records), the arXiv id in AN (accession number).

    Args:
        papers: Entries; a paper listed twice gives one record.
        key: What its key is made of.
    """
    for reference in references(papers, key):
        tags = "".join(f"{tag}  - {value}\r\n" for tag, value in _tags(reference) if value)
        yield f"{tags}ER  - \r\n\r\n"


def _tags(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "TY", _TYPES.get(reference.kind, "GEN")
    yield "ID", reference.key
    for name in reference.authors.names:
        yield "AU", _author(name)
    if reference.authors.names and reference.authors.others:
        yield "AU", "et al."
    for name in reference.editors.names:
        yield "ED", _author(name)
    yield "TI", reference.title
    yield _VENUE_TAGS.get(reference.kind, "T2"), reference.venue
    yield "PY", None if reference.year is None else str(reference.year)
    yield "VL", reference.volume
    yield "IS", reference.issue
    first, last = _pages(reference.pages)
    yield "SP", first
    yield "EP", last
    if reference.kind not in _VENUE_TAGS:
        yield "PB", reference.publisher
    yield "DO", reference.doi
    yield "AN", reference.arxiv_id and f"arXiv:{reference.arxiv_id}"
    yield "UR", reference.url
    yield "L3", reference.code_url
    for keyword in reference.keywords:
        yield "KW", keyword


def _pages(pages: str | None) -> tuple[str | None, str | None]:
    """The first page and the last; what is no such range is the first alone."""
    found = re.fullmatch(r"(\w+)\s*[-\u2013\u2014]+\s*(\w+)", pages) if pages else None
    return (found[1], found[2]) if found else (pages, None)


def _author(name: Name) -> str:
    """A name as the specification has it: family name, given name, suffix."""
    family = f"{name.particle} {name.family}".strip()
    return ", ".join(filter(None, (family, name.given, name.suffix)))

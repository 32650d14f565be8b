"""Records of arXiv: the Atom feed of its interface (https://info.arxiv.org/help/api/user-manual)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from xml.parsers import expat

from kdcat.bibliography.addresses import arxiv_id, as_doi
from kdcat.bibliography.names import name
from kdcat.records.csl import LARGEST
from kdcat.records.markup import plain_text
from kdcat.records.record import MOST_NAMES, Record, is_year

if TYPE_CHECKING:
    from collections.abc import Iterator

_ATOM, _ARXIV = "http://www.w3.org/2005/Atom ", "http://arxiv.org/schemas/atom "
_LONGEST = 100_000
"""Characters of one text."""
_DEEPEST = 32
"""Elements in one another: those of a feed are four at the most."""


class _ForbiddenError(Exception):
    """The feed declares what no feed does: entities, or a form of documents of its own."""


def of_feed(content: bytes, fetched: str) -> list[Record] | None:
    """Return the records of a feed in its order, None where it is no feed that can be read.

    What arXiv does not know is not in it.

    Args:
        content: The body of the answer.
        fetched: When it was fetched, in ISO 8601.
    """
    if len(content) > LARGEST:
        return None
    try:
        return list(_records(_entries(content), fetched))
    except (expat.ExpatError, _ForbiddenError, ValueError, LookupError):
        return None


_Entry = dict[str, list[str]]


def _entries(content: bytes) -> list[_Entry]:
    """The entries of a feed: the texts of each kind of element, its namespace left out."""
    entries: list[_Entry] = []
    path: list[str] = []
    text: list[str] = []
    is_feed = False

    def start(tag: str, _attributes: object) -> None:
        nonlocal is_feed
        is_feed = is_feed or (not path and tag == f"{_ATOM}feed")
        path.append(_short_name(tag))
        text.clear()
        if len(path) == _DEEPEST:
            raise _ForbiddenError
        if len(path) == 2 and path[1] == "entry":
            entries.append({})

    def end(_tag: str) -> None:
        if len(path) in (3, 4) and path[1] == "entry":
            values = entries[-1].setdefault("/".join(path[2:]), [])
            if len(values) <= MOST_NAMES:
                values.append("".join(text))
        path.pop()
        text.clear()

    def forbidden(*_: object) -> None:
        # A feed needs none, and entities made of entities fill the memory.
        raise _ForbiddenError

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = forbidden
    parser.Parse(content, True)
    if not is_feed:
        raise ValueError("no feed")
    return entries


@lru_cache(maxsize=64)
def _short_name(tag: str) -> str:
    """The name of an element of Atom, `arxiv:doi` of arXiv's own; of others with its namespace."""
    return tag.removeprefix(_ATOM).replace(_ARXIV, "arxiv:")


def _records(entries: list[_Entry], fetched: str) -> Iterator[Record]:
    for entry in entries:
        # A mistake is told as an entry too, whose address is none of a paper.
        own = arxiv_id(_first(entry, "id").strip())
        title = plain_text(_first(entry, "title"), "title")
        if not own or not title:
            continue
        names = [plain_text(text) for text in entry.get("author/name", ())]
        whole = len(names) <= MOST_NAMES and None not in names
        year = _first(entry, "published")[:4]
        yield Record(
            title=title,
            authors=tuple(name(text) for text in names if text) if whole else (),
            abstract=plain_text(_first(entry, "summary"), "abstract"),
            venue="arXiv",
            year=int(year) if year.isascii() and year.isdecimal() and is_year(int(year)) else None,
            doi=as_doi(_first(entry, "arxiv:doi").strip()),
            arxiv_id=own,
            kind="preprint",
            publisher=None,
            source="arXiv",
            fetched=fetched,
        )


def _first(entry: _Entry, tag: str) -> str:
    text = entry.get(tag, [""])[0]
    return text if len(text) <= _LONGEST else ""

"""An Atom feed of papers that came into lists, for a reader of news (RFC 4287)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Xml

from kdcat.bibliography.addresses import as_iri
from kdcat.bibliography.names import authors, full_name
from kdcat.formats.json import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kdcat.paper import Paper

_ATOM = "http://www.w3.org/2005/Atom"
# All but these may not even be written as references: https://www.w3.org/TR/xml/#charsets
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KIND = "kdcat:news"
"""What the names of feeds and entries are made of, beside what they name."""


class News(NamedTuple):
    """A paper that came into a list."""

    paper: Paper
    list_name: str
    """The name of the list."""
    added: datetime
    """When it was first seen there, with a time zone."""


def feed(
    news: Iterable[News],
    title: str,
    identity: str,
    *,
    updated: datetime | None = None,
    address: str | None = None,
    page: str | None = None,
) -> Iterator[str]:
    """Yield the feed as text, which is to be written in UTF-8.

    An entry has one name for all time, made of its list and of the paper's id, so that a reader of
    news shows it once; a paper that its list has in several sections is one entry, with all of them
    as categories. What XML has no way to hold is left out, and what could act on the terminal that
    it is shown on is written as a reference, which means the same.

    Args:
        news: The papers, in the order in which they shall stand.
        title: The title of the feed.
        identity: What tells this feed from all others, and stays: an address, or any words.
        updated: When the feed last changed; the newest of the dates without it, and without these
            the beginning of 1970.
        address: Where the feed itself will be, if that is known.
        page: The page that shows the same to a person, if there is one.
    """
    entries = _each_once(news)
    dates = [added for _, added, *_ in entries]
    root = Xml.Element("feed", xmlns=_ATOM)
    _add(root, "id", _name(identity))
    _add(root, "title", title)
    _add(root, "updated", _time(updated or max(dates, default=datetime.fromtimestamp(0, UTC))))
    _add(_add(root, "author"), "name", "kdcat")
    if address:
        _add(root, "link", rel="self", type="application/atom+xml", href=as_iri(address))
    if page:
        _add(root, "link", rel="alternate", type="text/html", href=as_iri(page))
    for (list_name, _), added, paper, sections in entries:
        _add_entry(root, list_name, added, paper, sections)
    Xml.indent(root)
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield escaped(Xml.tostring(root, encoding="unicode"), _referred)
    yield "\n"


_Entry = tuple[tuple[str, str], datetime, "Paper", dict[str, None]]


def _each_once(news: Iterable[News]) -> list[_Entry]:
    entries: dict[tuple[str, str], _Entry] = {}
    for one in news:
        key = (one.list_name, one.paper.id)
        known = entries.setdefault(key, (key, one.added, one.paper, {}))
        known[3].update(dict.fromkeys(one.paper.sections))
    return [*entries.values()]


def _add_entry(
    root: Xml.Element, list_name: str, added: datetime, paper: Paper, sections: Iterable[str]
) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", _name(f"{list_name}\n{paper.id}"))
    _add(entry, "title", paper.title)
    _add(entry, "updated", _time(added))
    _add(entry, "published", _time(added))
    written_by = authors(paper.authors or "")
    for name in written_by.names:
        _add(_add(entry, "author"), "name", full_name(name))
    if written_by.names and written_by.others:
        _add(_add(entry, "author"), "name", "et al.")
    if paper.paper_url:
        _add(entry, "link", rel="alternate", href=as_iri(paper.paper_url))
    for url, what in ((paper.code_url, "code"), (paper.project_url, "project")):
        if url:
            _add(entry, "link", rel="related", title=what, href=as_iri(url))
    for section in sections:
        _add(entry, "category", term=section)
    _add(entry, "content", _said(list_name, paper), type="text")


def _said(list_name: str, paper: Paper) -> str:
    """What a person reads below the title."""
    appeared = " ".join(str(part) for part in (paper.venue or paper.venue_raw, paper.year) if part)
    parts = [list_name, " / ".join(paper.sections), appeared]
    if paper.code_url:
        parts.append(f"code: {paper.code_url}")
    return " · ".join(filter(None, parts))


def _add(parent: Xml.Element, tag: str, text: str | None = None, **attributes: str) -> Xml.Element:
    allowed = {name: _allowed(value) for name, value in attributes.items()}
    element = Xml.SubElement(parent, tag, allowed)
    element.text = None if text is None else _allowed(text)
    return element


def _allowed(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _referred(character: re.Match[str]) -> str:
    return f"&#{ord(character[0])};"


def _name(of: str) -> str:
    """A name that is the same at every time and on every machine (RFC 4122, version 5)."""
    named = f"{_KIND}\n{of}".encode("utf-8", "replace").decode()
    return uuid5(NAMESPACE_URL, named).urn


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""A catalog: a Markdown text read into papers, each with its place in the source."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import IO, TYPE_CHECKING, NamedTuple

from kdcat.bibliography.addresses import address, arxiv_id, as_arxiv_id, doi
from kdcat.bibliography.venues import canonical
from kdcat.layouts.directives import MARKED, directives
from kdcat.layouts.inline import LONG
from kdcat.layouts.labels import named_links
from kdcat.layouts.once import kept
from kdcat.layouts.pieces import whole_content
from kdcat.layouts.places import Places, places_of_read
from kdcat.layouts.recognise import (
    begins_entry,
    is_labelled_as_entry,
    lists_entries,
    recognise,
)
from kdcat.paper import Paper
from kdcat.reading.blocks import Block
from kdcat.reading.document import document
from kdcat.reading.home import is_home
from kdcat.reading.ids import id_of
from kdcat.reading.source import Source, load
from kdcat.text import Span
from kdcat.words import one_line

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from kdcat.layouts.labels import LinkKind
    from kdcat.layouts.piece import Content
    from kdcat.layouts.recognise import Entry
    from kdcat.reading.document import Document
    from kdcat.reading.outline import Section
    from kdcat.reading.page import PageListing


HOME = "home"
"""The name of the home form among the forms of entries."""

_AUTHORS = re.compile(r"authors:\s+(?=\S)", re.IGNORECASE)
_MARKER = re.compile(r"[ \t]*+(?:(?:[*+-]|\d{1,9}[.)])[ \t]++)?")
_INDENTATION = re.compile(r"(?<=\n)[ \t]++")


class Listing(NamedTuple):
    """A paper, and the block of the source that lists it."""

    paper: Paper
    sections: tuple[str, ...]
    """All the sections the entry stands in, outermost first, groups included."""
    block: Block
    form: str = HOME
    """The form it is written in, as `kdcat.layouts.readings` names them; the parts of the home form
    are all known by their places."""
    above: frozenset[str] = frozenset()
    """The fields that do not stand in the entry but in a heading above it: its year, its venue."""


class Unread(NamedTuple):
    """What looks like an entry and could not be read as one."""

    line: int
    text: str
    reason: str


class Catalog(NamedTuple):
    """A catalog that has been read."""

    name: str
    """The file as given."""
    papers: tuple[Paper, ...]
    """In the order of the file."""
    listings: tuple[Listing, ...]
    """The papers again, each with its place."""
    unread: tuple[Unread, ...]
    document: Document
    """The source as it was walked, less a byte order mark."""
    listing: PageListing | None = None
    """How the page was read, where its entries have another form than the home one."""
    marked: tuple[Unread, ...] = ()
    """What a comment of the list says to be no papers."""

    @property
    def headings(self) -> tuple[Section, ...]:
        """Every heading, the title among them."""
        return self.document.headings

    @property
    def title(self) -> Section | None:
        """The document's own heading, which is not a section."""
        return self.document.title

    @property
    def text(self) -> str:
        """The source as text, less a byte order mark."""
        return self.document.text


def read(path: str | os.PathLike[str] | IO[str] | None = None) -> Catalog:
    """Read a catalog.

    Args:
        path: The file's path, an open text file, or None for the bundled catalog.

    Raises:
        KdcatError: The file cannot be read, or is not UTF-8 text.
    """
    return parse(load(path))


def parse(
    source: Source, progress: Callable[[int], None] | None = None, *, shown: bool = False
) -> Catalog:
    """Read the papers of a source.

    Args:
        source: The content and the name of the catalog.
        progress: Called now and then with the number of the line that has been reached.
        shown: Whether to keep what the page shows, to compare it with another state of the page.

    Raises:
        KdcatError: The content is not UTF-8 text.
    """
    with no_collection():
        walked = document(source.text(), progress, shown=shown)
        return _parse(source, walked, home=is_home(walked))


def parse_alike(source: Source, before: Catalog) -> Catalog | None:
    """Read the papers of another state of a page, and keep what it shows.

    Returns:
        None where it would be read as a list of another form: of the home one and was not, or the
        other way round.
    """
    with no_collection():
        walked = document(source.text(), shown=True)
        home = is_home(walked)
        return _parse(source, walked, home=home) if home == (before.listing is None) else None


class PapersRead(NamedTuple):
    """The papers of a source, read one after the other."""

    alike: float
    """As `kdcat.reading.forms.alike` says it of the catalog."""
    papers: Iterator[Paper]


def papers_of(source: Source, progress: Callable[[int], None] | None = None) -> PapersRead:
    """Return the papers of a source: those of `parse`, of which nothing else is kept.

    Args:
        source: The content and the name of the catalog.
        progress: Called now and then with the number of the line that has been reached.

    Raises:
        KdcatError: The content is not UTF-8 text.
    """
    walked = document(source.text(), progress)
    if not is_home(walked):
        catalog = _read_by_vote(source.name, walked)
        assert catalog.listing is not None
        return PapersRead(catalog.listing.alike, iter(catalog.papers))
    return PapersRead(1.0, _in_turn(source.name, walked))


def _in_turn(name: str, walked: Document) -> Iterator[Paper]:
    reading = _Reading(name, walked)
    for element in walked.elements:
        for part in _without_missing_bullets(element):
            reading.take(part)
        # The last may yet be told its authors by the next paragraph.
        yield from [listing.paper for listing in reading.listings[:-1]]
        del reading.listings[:-1]
    yield from [listing.paper for listing in reading.listings]


@contextmanager
def no_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: nearly all that reading makes stays, and each look costs more.

    Without this a paper of 100,000 takes a quarter longer to read than one of 1,000.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _parse(source: Source, walked: Document, *, home: bool) -> Catalog:
    # When the walk ends all link references are known, and whether there is a table of contents.
    if not home:
        return _read_by_vote(source.name, walked)
    reading = _Reading(source.name, walked)
    for element in walked.elements:
        for part in _without_missing_bullets(element):
            reading.take(part)
    return Catalog(
        source.name,
        tuple(listing.paper for listing in reading.listings),
        tuple(reading.listings),
        tuple(reading.unread),
        walked,
        marked=tuple(reading.marked),
    )


def _read_by_vote(name: str, walked: Document) -> Catalog:
    # What reads any form takes as long to load as a list of the home form takes to be read.
    from kdcat.reading.page import read_page, written

    page = read_page(walked)
    lines = walked.lines
    listings = []
    for entry, content in zip(page.entries, written(page.entries, lines), strict=True):
        told = entry.reading.said
        venue = one_line(entry.venue) if entry.venue else None
        paper_url, code_url = address(told.paper_url), address(told.code_url)
        project_url = address(told.project_url)
        modality, task, subtask = (*entry.sections, None, None, None)[:3]
        paper = Paper(
            id=id_of(entry.reading.title),
            title=entry.reading.title,
            venue=canonical(venue) if venue else None,
            venue_raw=venue,
            year=entry.year,
            modality=modality,
            task=task,
            subtask=subtask,
            paper_url=paper_url,
            code_url=code_url,
            doi=doi(paper_url or "") or doi(code_url or ""),
            arxiv_id=arxiv_id(paper_url or "")
            or arxiv_id(code_url or "")
            or as_arxiv_id(venue or ""),
            catalog=name,
            line=entry.line,
            authors=told.authors,
            date=told.date,
            project_url=project_url,
            deeper=entry.sections[3:],
            links=named_links(told.links, (paper_url, code_url, project_url)),
        )
        end_line = min(entry.end_line, len(lines) + 1)
        block = Block("paragraph", content, entry.line, end_line)
        above = frozenset(
            field
            for field, own in (("venue_raw", told.venue), ("year", told.year))
            if own is None and getattr(paper, field) is not None
        )
        listings.append(Listing(paper, entry.sections, block, entry.reading.form, above))
    papers = tuple(listing.paper for listing in listings)
    return Catalog(name, papers, tuple(listings), (), walked, page)


def places_of(listing: Listing, walked: Document) -> Places:
    """Return where the parts of an entry stand in its document."""
    block, paper = listing.block, listing.paper
    if not block.content:
        start = walked.lines.start(block.line)
        return Places(walked.text, Span(start, start), start, (), is_bold=False)
    # As the parser gives it, so that what has been read need not be read again.
    content = _INDENTATION.sub("", _MARKER.sub("", block.content, count=1))
    if content != block.content:
        block = block._replace(content=content)
    if listing.form == HOME:
        # By vote it may have been read from less than the whole of its lines.
        with suppress(ValueError):
            return walked.places(block)
    placed = walked.content(block)
    entry = recognise(placed, walked.markdown, walked.references)
    # Where the recognisers of one line say the same, they know the place of every part.
    if entry and (entry.title, entry.year, entry.paper_url) == (
        paper.title, paper.year, paper.paper_url
    ):  # fmt: skip
        return walked.places(block)
    addresses: dict[LinkKind, str | None] = {"paper": paper.paper_url, "code": paper.code_url}
    return places_of_read(
        placed, walked.text, walked.span(block), paper.title, addresses,
        walked.markdown, walked.references,
    )  # fmt: skip


def _content(block: Block, walked: Document) -> Content:
    """The content of a block, with its places where they would be asked for by a second reading."""
    is_kept = len(block.content) >= LONG or kept() is not None
    return walked.content(block) if is_kept else whole_content(block.content)


class _Reading:
    """The sections and groups around the current element, and what has been read so far."""

    def __init__(self, name: str, walked: Document) -> None:
        self.listings: list[Listing] = []
        self.unread: list[Unread] = []
        self.marked: list[Unread] = []
        # The level of the section that is marked as no papers.
        self._no_papers: int | None = None
        self._level = 0
        self._name = name
        self._walked = walked
        self._markdown = walked.markdown
        self._references = walked.references
        self._rendered = walked.rendered
        self._sections = {section.line: section for section in walked.sections}
        self._owners = frozenset(
            parent
            for element in walked.but_items
            if element.kind == "paragraph" and not _says_authors(element)
            for parent in element.parents
        )
        self._path: list[Section] = []
        self._names: tuple[str, ...] = ()
        self._groups: dict[int, str] = {}

    def take(self, element: Block) -> None:
        if element.kind == "heading":
            self._take_heading(element)
        elif element.kind == "html":
            if directives(element.content) and self._no_papers is None:
                self._no_papers = self._level
        elif self._no_papers is not None:
            if element.kind == "paragraph" and element.item is not None:
                self.marked.append(Unread(element.line, element.content, MARKED))
        elif element.kind == "paragraph":
            self._take_block(element)
        elif element.kind == "code" and lists_entries(element.content):
            self.unread.append(
                Unread(element.line, element.content, "indented so far that it is code")
            )

    def _take_heading(self, heading: Block) -> None:
        self._level = heading.level
        if self._no_papers is not None and heading.level <= self._no_papers:
            self._no_papers = None
        section = self._sections.get(heading.line)
        if section is not None:
            while self._path and self._path[-1].level >= section.level:
                self._path.pop()
            self._path.append(section)
            self._names = tuple(section.text for section in self._path)

    def _take_authors(self, block: Block) -> None:
        """Take what the second paragraph of an entry says: `Authors: Anna Author, Bert Author`."""
        last = self.listings[-1] if self.listings else None
        if last and last.block.item == block.parents[-1] and last.paper.authors is None:
            said = _AUTHORS.sub("", one_line(self._rendered(block.content)), count=1)
            self.listings[-1] = last._replace(paper=last.paper._replace(authors=said))

    def _take_block(self, block: Block) -> None:
        if _says_authors(block):
            self._take_authors(block)
            return
        item = block.item
        # Of a long list nearly all are items that hold no others, and need no label.
        labelled = (item is None or item in self._owners) and is_labelled_as_entry(block.content)
        if item in self._owners and not labelled:
            assert item is not None
            self._groups[item] = self._rendered(block.content)
            return
        entry = None
        if item is not None or labelled:
            entry = recognise(_content(block, self._walked), self._markdown, self._references)
        if entry:
            sections = self._names
            if block.parents:
                groups = (self._groups[item] for item in block.parents if item in self._groups)
                sections = (*sections, *groups)
            self.listings.append(Listing(self._paper(entry, sections, block.line), sections, block))
        elif labelled or (item is not None and is_labelled_as_entry(block.content)):
            self.unread.append(Unread(block.line, block.content, "no title before the links"))

    def _paper(self, entry: Entry, sections: tuple[str, ...], line: int) -> Paper:
        modality, task, subtask = (*sections, None, None, None)[:3]
        paper_url, code_url = entry.paper_url or "", entry.code_url or ""
        return Paper(
            id=id_of(entry.title),
            title=entry.title,
            venue=canonical(entry.venue_raw) if entry.venue_raw else None,
            venue_raw=entry.venue_raw,
            year=entry.year,
            modality=modality,
            task=task,
            subtask=subtask,
            paper_url=entry.paper_url,
            code_url=entry.code_url,
            doi=doi(paper_url) or doi(code_url),
            arxiv_id=arxiv_id(paper_url) or arxiv_id(code_url),
            catalog=self._name,
            line=line,
            project_url=entry.project_url,
            deeper=sections[3:],
            links=entry.links,
        )


def _says_authors(block: Block) -> bool:
    """Whether it is a further paragraph of an item, and tells authors."""
    return block.item is None and bool(block.parents) and _AUTHORS.match(block.content) is not None


def _without_missing_bullets(element: Block) -> Iterator[Block]:
    """Take apart the entries of one paragraph: without its bullet, one runs into the next."""
    if element.kind != "paragraph" or "\n" not in element.content:
        yield element
        return
    lines = element.content.split("\n")
    starts = [number for number, line in enumerate(lines) if number and begins_entry(line)]
    if not starts or not begins_entry(" ".join(lines[: starts[0]])):
        yield element
        return
    for start, end in pairwise([0, *starts, len(lines)]):
        yield element._replace(
            content="\n".join(lines[start:end]).strip(),
            line=element.line + start,
            end_line=element.line + end,
        )

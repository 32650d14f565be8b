"""A catalog: a Markdown text read into papers, each with its place in the source."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from itertools import pairwise
from typing import IO, TYPE_CHECKING, NamedTuple

from kdcat.bibliography.identifiers import arxiv_id, doi
from kdcat.bibliography.venues import canonical
from kdcat.layouts.inline import parser
from kdcat.layouts.pieces import rendered_text
from kdcat.layouts.recognise import (
    begins_entry,
    is_labelled_as_entry,
    lists_entries,
    recognise,
)
from kdcat.paper import Paper
from kdcat.reading.blocks import Block, CodeBlock, Heading, walk
from kdcat.reading.ids import handle
from kdcat.reading.source import Source, load

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from markdown_it import MarkdownIt

    from kdcat.layouts.recognise import Entry
    from kdcat.reading.blocks import Element


class Section(NamedTuple):
    """A heading, with its text as rendered."""

    level: int
    text: str
    line: int


class Listing(NamedTuple):
    """A paper, and the block of the source that lists it."""

    paper: Paper
    sections: tuple[str, ...]
    """All the sections the entry stands in, outermost first, groups included."""
    block: Block


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
    headings: tuple[Section, ...]
    """Every heading, the title among them."""
    title: Section | None
    """The document's own heading, which is not a section."""
    unread: tuple[Unread, ...]
    text: str
    """The source as text, less a byte order mark."""


def read(path: str | os.PathLike[str] | IO[str] | None = None) -> Catalog:
    """Read a catalog.

    Args:
        path: The file's path, an open text file, or None for the bundled catalog.

    Raises:
        KdcatError: The file cannot be read, or is not UTF-8 text.
    """
    return parse(load(path))


def parse(source: Source, progress: Callable[[int], None] | None = None) -> Catalog:
    """Read the papers of a source.

    Args:
        source: The content and the name of the catalog.
        progress: Called now and then with the number of the line that has been reached.

    Raises:
        KdcatError: The content is not UTF-8 text.
    """
    with _no_collection():
        return _parse(source, progress)


@contextmanager
def _no_collection() -> Iterator[None]:
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


def _parse(source: Source, progress: Callable[[int], None] | None) -> Catalog:
    text = source.text()
    markdown = parser()
    env: dict[str, object] = {}
    elements: list[Element] = []
    for element in walk(text, markdown, env):
        elements += _without_missing_bullets(element)
        if progress and len(elements) % 1024 == 0:
            progress(element.line)
    # Only now are all link references known, and whether there is a table of contents.
    reading = _Reading(source.name, markdown, env, elements)
    for element in elements:
        reading.take(element)
    return Catalog(
        source.name,
        tuple(listing.paper for listing in reading.listings),
        tuple(reading.listings),
        tuple(reading.headings),
        reading.title,
        tuple(reading.unread),
        text,
    )


_IN_PAGE_LINK = re.compile(r"\]\(\s*#")


class _Reading:
    """The sections and groups around the current element, and what has been read so far."""

    def __init__(
        self, name: str, markdown: MarkdownIt, env: dict[str, object], elements: Sequence[Element]
    ) -> None:
        self.listings: list[Listing] = []
        self.headings: list[Section] = []
        self.unread: list[Unread] = []
        self.title: Section | None = None
        self._name = name
        self._markdown = markdown
        self._env = env
        self._contents_line = _contents_line(elements)
        self._has_title = _has_title(elements, self._contents_line)
        self._owners = frozenset(
            parent
            for element in elements
            if isinstance(element, Block)
            for parent in element.parents
        )
        self._path: list[Section] = []
        self._groups: dict[int, str] = {}
        self._handles: dict[str, int] = {}

    def take(self, element: Element) -> None:
        match element:
            case Heading():
                self._take_heading(element)
            case Block():
                self._take_block(element)
            case CodeBlock(content, line, fenced):
                if not fenced and lists_entries(content):
                    self.unread.append(Unread(line, content, "indented so far that it is code"))

    def _take_heading(self, heading: Heading) -> None:
        text = rendered_text(heading.content, self._markdown, self._env)
        section = Section(heading.level, text, heading.line)
        self.headings.append(section)
        if len(self.headings) == 1 and self._has_title:
            self.title = section
        elif heading.line > self._contents_line:
            while self._path and self._path[-1].level >= section.level:
                self._path.pop()
            self._path.append(section)

    def _take_block(self, block: Block) -> None:
        labelled = is_labelled_as_entry(block.content)
        if block.item in self._owners and not labelled:
            assert block.item is not None
            self._groups[block.item] = rendered_text(block.content, self._markdown, self._env)
            return
        entry = None
        if block.item is not None or labelled:
            entry = recognise(block.content, self._markdown, self._env)
        if entry:
            sections = (
                *(section.text for section in self._path),
                *(self._groups[item] for item in block.parents if item in self._groups),
            )
            self.listings.append(Listing(self._paper(entry, sections, block.line), sections, block))
        elif labelled:
            self.unread.append(Unread(block.line, block.content, "no title before the links"))

    def _paper(self, entry: Entry, sections: tuple[str, ...], line: int) -> Paper:
        modality, task, subtask = (*sections, None, None, None)[:3]
        paper_url, code_url = entry.paper_url or "", entry.code_url or ""
        return Paper(
            self._unused(handle(entry.title, entry.year, sections)),
            entry.title,
            canonical(entry.venue_raw) if entry.venue_raw else None,
            entry.venue_raw,
            entry.year,
            modality,
            task,
            subtask,
            entry.paper_url,
            entry.code_url,
            doi(paper_url) or doi(code_url),
            arxiv_id(paper_url) or arxiv_id(code_url),
            self._name,
            line,
        )

    def _unused(self, wanted: str) -> str:
        """Only entries equal in title, year and sections want the same handle."""
        unused = wanted
        while unused in self._handles:
            self._handles[wanted] += 1
            unused = f"{wanted}-{self._handles[wanted]}"
        self._handles[unused] = 1
        return unused


def _without_missing_bullets(element: Element) -> Iterator[Element]:
    """Take apart the entries of one paragraph: without its bullet, one runs into the next."""
    if not isinstance(element, Block) or "\n" not in element.content:
        yield element
        return
    lines = element.content.split("\n")
    starts = [at for at, line in enumerate(lines) if at and begins_entry(line)]
    if not starts or not begins_entry(" ".join(lines[: starts[0]])):
        yield element
        return
    for start, end in pairwise([0, *starts, len(lines)]):
        yield element._replace(
            content="\n".join(lines[start:end]).strip(),
            line=element.line + start,
            end_line=element.line + end,
        )


def _contents_line(elements: Iterable[Element]) -> int:
    """The line on which the table of contents begins, 0 where there is none.

    It is the first list of links into the page, if it stands before all entries. Headings above it
    are the page's title and its own heading, and hold no papers.
    """
    for element in elements:
        if isinstance(element, Block):
            if is_labelled_as_entry(element.content):
                break
            if element.item is not None and _IN_PAGE_LINK.search(element.content):
                return element.line
    return 0


def _has_title(elements: Iterable[Element], contents_line: int) -> bool:
    """Whether the first heading is the document's own.

    It is if it stands above the table of contents, or is the only one of level 1.
    """
    headings = [element for element in elements if isinstance(element, Heading)]
    if not headings:
        return False
    first = headings[0]
    only_one = first.level == 1 and all(heading.level > 1 for heading in headings[1:])
    return only_one or first.line < contents_line

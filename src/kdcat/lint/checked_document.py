"""A catalog as the rules see it: its document, and its entries with the places of their parts."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kdcat.reading.catalog import places_of
from kdcat.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from kdcat.layouts.labels import LinkKind
    from kdcat.layouts.places import EntryLink, Places
    from kdcat.lint.answers import Answers
    from kdcat.paper import Paper
    from kdcat.reading.blocks import Block
    from kdcat.reading.catalog import Catalog, Listing
    from kdcat.reading.document import Document
    from kdcat.reading.outline import Section
    from kdcat.text import Lines


_MAY_HOLD_A_LINK = re.compile(r"\[|<(?:a\b|[^\s<>]*[:@])", re.IGNORECASE)
"""How a label begins, a link of HTML, or an address in angle brackets."""
HIDDEN = "\N{REPLACEMENT CHARACTER}"
"""Stands for each character of an entry that is no text, see `Entry.solid`."""


@dataclass(frozen=True, eq=False)
class Entry:
    """An entry, and the places of its parts, which are found when they are first asked for."""

    listing: Listing
    paper: Paper
    """What the entry says."""
    heading: Section | None
    """The last heading before it."""
    walked: Document
    """The document that it stands in."""

    @property
    def section(self) -> tuple[int, tuple[str, ...]]:
        """What is equal for the entries of one section."""
        return (self.heading.line if self.heading else 0, self.listing.sections)

    @cached_property
    def places(self) -> Places:
        """Where its parts stand."""
        return places_of(self.listing, self.walked)

    # The places are found by parsing, which most rules can do without for most entries.
    @cached_property
    def span(self) -> Span:
        """From its bullet to the end of its last line, less white space at both ends."""
        block = self.listing.block
        if not block.content:
            return self.places.span
        if block.end_line > block.line + 1:
            return self.walked.span(block)
        # Nearly all entries have one line.
        lines = self.walked.lines
        first = lines.start(block.line) + lines.content(block.line).find(self.raw)
        return Span(first, first + len(self.raw))

    @cached_property
    def raw(self) -> str:
        """The characters of `span` as they stand there."""
        block = self.listing.block
        if block.content and block.end_line == block.line + 1:
            return self.walked.lines.content(block.line).strip()
        return self.walked.text[slice(*self.span)]

    @property
    def body(self) -> int:
        """Where its text begins, behind the bullet."""
        return self.places.body

    @property
    def masked(self) -> str:
        """The characters of `span`; of what is no text (`Places.masked`) they are blanks."""
        return self.places.masked

    @cached_property
    def solid(self) -> str:
        """The same with a mark that no rule looks for in place of code, images and the like."""
        shown, done = [], 0
        for hidden in self.places.hidden:
            start, end = (place - self.span.start for place in hidden)
            shown += [self.masked[done:start], HIDDEN * (end - max(start, done))]
            done = max(done, end)
        return "".join(shown) + self.masked[done:]

    @cached_property
    def but_addresses(self) -> str:
        """The same with the mark in place of addresses too, and of what was meant as one."""
        shown, done = [], 0
        for start, end in sorted(link.url for link in self.links):
            first = max(start - self.span.start, done)
            last = max(end - self.span.start, first)
            shown += [self.solid[done:first], HIDDEN * (last - first)]
            done = last
        return "".join(shown) + self.solid[done:]

    @property
    def titles(self) -> tuple[Span, ...]:
        """The title, less its stars or its link; in several parts where it is cut."""
        return tuple([stretch.words for stretch in self.places.titles])

    @property
    def fields(self) -> Span | None:
        """What stands between the title and the first link."""
        return self.places.fields

    @property
    def venue(self) -> Span | None:
        """Where the venue stands; None where that is not known."""
        return self.places.venue

    @property
    def year(self) -> Span | None:
        """Where the year stands; None where that is not known."""
        return self.places.year

    @property
    def links(self) -> tuple[EntryLink, ...]:
        """The links to the paper and to its code, broken ones among them."""
        return self.places.links if _MAY_HOLD_A_LINK.search(self.raw) else ()

    @property
    def is_home(self) -> bool:
        """Whether it is written in the home form (`Places.is_home`)."""
        # Each label of that form has two colons.
        may_be = self.raw.count(":") > 1 or "&" in self.raw
        return may_be and bool(self.links) and self.places.is_home

    @property
    def leads_somewhere(self) -> bool:
        """Whether it may hold an absolute http or https URL."""
        return "http" in self.raw.lower() or "&" in self.raw

    def link(self, kind: LinkKind) -> EntryLink | None:
        """Return the first link of a kind that leads somewhere, else the first at all."""
        links = [link for link in self.links if link.kind == kind]
        return next((link for link in links if link.address), links[0] if links else None)

    @property
    def stated_year(self) -> int | None:
        """The year that it states itself; None where it is that of its section or of the page."""
        return None if "year" in self.listing.above else self.paper.year

    @property
    def claims(self) -> bool:
        """Whether it says more than a title: a venue, a year or a link."""
        paper = self.paper
        return bool(paper.venue_raw or paper.year or paper.paper_url or self.links)


@dataclass(eq=False)
class Collection:
    """Catalogs that are checked together."""

    documents: list[CheckedDocument] = field(default_factory=list)
    earlier: dict[Entry, list[tuple[CheckedDocument, Entry]]] | None = None
    """For each entry, the entries before it, in all catalogs, of the same address or title; None
    before anybody asks for them."""
    twins: dict[Entry, list[tuple[CheckedDocument, Entry]]] = field(default_factory=dict)
    """Those of them that list the same paper, of the entries of which somebody asked."""


@dataclass(frozen=True, eq=False)
class CheckedDocument:
    """A catalog that is checked."""

    catalog: Catalog
    entries: tuple[Entry, ...]
    judged: tuple[Entry, ...]
    """Those that rules are asked about; the others are there to be compared with."""
    collection: Collection
    """All catalogs that are checked together, this among them."""
    answers: Answers | None = None
    """What was answered on the network; None where nothing was asked."""

    # These are asked for so often that they are kept.
    @cached_property
    def walked(self) -> Document:
        """The document that was read."""
        return self.catalog.document

    @property
    def is_home(self) -> bool:
        """Whether its entries have the home form, and are judged by all of it."""
        return self.catalog.listing is None

    @cached_property
    def text(self) -> str:
        """The text of the source."""
        return self.walked.text

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return self.walked.lines

    @property
    def elements(self) -> Iterable[Block]:
        """The blocks in the order of the document."""
        return self.walked.elements

    @property
    def code(self) -> frozenset[int]:
        """The numbers of the lines that are code."""
        return self.walked.code_lines

    @cached_property
    def papers(self) -> tuple[Entry, ...]:
        """The entries judged that are papers beyond doubt.

        A bold bullet that says nothing but its title is one only where its neighbours are.
        """
        if all(entry.claims for entry in self.judged):
            return self.judged
        lists = {entry.section for entry in self.entries if entry.is_home}
        return tuple(entry for entry in self.judged if entry.claims or entry.section in lists)

    @cached_property
    def addresses(self) -> tuple[tuple[Entry, EntryLink, str], ...]:
        """The links that lead somewhere, of the entries judged, see `addresses_of`."""
        return self.addresses_of(self.judged)

    def addresses_of(self, entries: Iterable[Entry]) -> tuple[tuple[Entry, EntryLink, str], ...]:
        """Return entries' links that lead somewhere, with the address as it is written there."""
        return tuple(
            (entry, link, url)
            for entry in entries
            if entry.leads_somewhere
            for link in entry.links
            if link.address and (url := self.text[slice(*link.url)])
        )

    @cached_property
    def _blocks(self) -> tuple[list[int], list[Listing]]:
        listings = sorted(self.catalog.listings, key=lambda listing: listing.block.line)
        return [listing.block.line for listing in listings], listings

    def paper_at(self, line: int) -> Paper | None:
        """Return the entry that a line is of; None where it is of none."""
        lines, listings = self._blocks
        before = bisect_right(lines, line)
        if not before or line >= listings[before - 1].block.end_line:
            return None
        return listings[before - 1].paper

    @property
    def newline(self) -> str:
        """The line ending of the first line."""
        return self.lines.ending

    @property
    def contents(self) -> tuple[Block, ...]:
        """The items of the table of contents."""
        return self.walked.contents

    def line(self, number: int) -> Span:
        """Return the place of a line by its 1-based number."""
        return self.lines.span(number)

    def line_text(self, number: int) -> str:
        """Return a line by its 1-based number, less its ending."""
        return self.lines.content(number)

    def place(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of a character of the text."""
        return self.lines.place(offset)


def checked_document(
    catalog: Catalog,
    answers: Answers | None = None,
    lines: Set[int] | None = None,
    collection: Collection | None = None,
) -> CheckedDocument:
    """Return a catalog as the rules see it.

    Args:
        catalog: The catalog.
        answers: What was answered on the network; None where nothing was asked.
        lines: The lines that rules are asked about; None: all.
        collection: What it is checked together with, to which it is added; None: by itself.
    """
    headings = catalog.headings
    heading_lines = [heading.line for heading in headings]
    entries = []
    for listing in catalog.listings:
        before = bisect_right(heading_lines, listing.block.line)
        heading = headings[before - 1] if before else None
        entries.append(Entry(listing, listing.paper, heading, catalog.document))
    all_entries = judged = tuple(entries)
    if lines is not None:
        judged = tuple(
            entry
            for entry in all_entries
            if not lines.isdisjoint(range(entry.listing.block.line, entry.listing.block.end_line))
        )
    together = collection or Collection()
    document = CheckedDocument(catalog, all_entries, judged, together, answers)
    together.documents.append(document)
    return document

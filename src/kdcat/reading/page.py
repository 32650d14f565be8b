"""The papers of a list: read in whatever form they are written, each with its sections."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from kdcat.layouts.candidates import above_tables
from kdcat.layouts.cells import cells
from kdcat.layouts.columns import columns, described_columns, is_paper
from kdcat.layouts.dates import heading_year
from kdcat.layouts.description import described
from kdcat.layouts.directives import MARKED
from kdcat.layouts.inline import page_parser
from kdcat.layouts.reader import Reader
from kdcat.layouts.readings import strong
from kdcat.layouts.section_names import heading_venue, holds_no_papers
from kdcat.layouts.tables import column_written_once, row_reading
from kdcat.layouts.tally import Tally
from kdcat.layouts.units import groups
from kdcat.layouts.vote import elect, votes
from kdcat.reading.parts import outline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kdcat.layouts.columns import Columns
    from kdcat.layouts.reader import Candidate
    from kdcat.layouts.readings import Reading
    from kdcat.reading.blocks import Block
    from kdcat.reading.document import Document
    from kdcat.reading.parts import Part
    from kdcat.text import Lines


class Entry(NamedTuple):
    """A paper of a list."""

    reading: Reading
    year: int | None
    """That of the entry, else of what it stands under, else of the document's title."""
    venue: str | None
    """That of the entry, else of the heading with venue and year that it stands under."""
    sections: tuple[str, ...]
    """All sections that it stands in, outermost first."""
    line: int
    """The 1-based line it begins on."""
    end_line: int
    """The 1-based line after its last."""


class Skipped(NamedTuple):
    """A unit that is no paper."""

    line: int
    text: str
    """Its first block, as written."""
    reason: str


class Form(NamedTuple):
    """How the units of a section were read that are papers."""

    line: int
    end_line: int
    sections: tuple[str, ...]
    words: str
    """The form in words: `table: title in column 1, venue in column 2`."""
    units: int
    """How many units it has: papers, and rows of a table in which no title was found."""
    unlike: tuple[int, ...]
    """The lines of those that were not read alike."""


@dataclass(slots=True)
class PageListing:
    """What was read of a list."""

    title: str | None
    """The document's own heading."""
    entries: list[Entry] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)

    @property
    def alike(self) -> float:
        """The share of the papers that were read as their sections were, from 0 to 1."""
        units = sum(form.units for form in self.forms)
        return 1 - sum(len(form.unlike) for form in self.forms) / units if units else 1.0


_MOST_ON_A_LINE = 10
"""How many entries may begin on one line, as in HTML without line ends, for each to be looked for
in it: a line of thousands would be gone through, and kept, thousands of times. No paper of 23 lists
shares its line with another."""


def written(entries: Sequence[Entry], lines: Lines) -> Iterator[str]:
    """Yield the lines of each entry as written; of more than `_MOST_ON_A_LINE` on one, nothing."""
    beginning = Counter(entry.line for entry in entries)
    for entry in entries:
        if beginning[entry.line] > _MOST_ON_A_LINE:
            yield ""
        else:
            last = min(entry.end_line - 1, len(lines))
            yield "\n".join(lines.content(line) for line in range(entry.line, last + 1))


def read_page(walked: Document) -> PageListing:
    """Read the papers of a document, in whatever form they are written."""
    # The walk is done, and so all link references are known.
    reader = Reader(page_parser(), walked.references)
    parts = outline(list(groups(walked.elements)), reader)
    return _Reading(parts, reader).listing()


class _Reading:
    """What has been read so far."""

    def __init__(self, parts: Sequence[Part], reader: Reader) -> None:
        self._parts = parts
        self._reader = reader
        title = next((part.name for part in parts if part.is_title), None)
        self._title_year = heading_year(title) if title else None
        self._listing = PageListing(title)
        # Tables with one header are mostly of one form.
        self._tallies: dict[Columns, Tally] = {}

    def listing(self) -> PageListing:
        everywhere: dict[str, float] = {}
        for part in self._parts:
            for form, score in votes(part.candidates).items():
                everywhere[form] = everywhere.get(form, 0.0) + score
        for part in self._parts:
            self._tables(part)
            self._units(part, everywhere)
        self._listing.entries.sort(key=lambda entry: entry.line)
        self._listing.skipped.sort()
        self._listing.forms.sort()
        return self._listing

    def _units(self, part: Part, everywhere: dict[str, float]) -> None:
        open_to_vote = []
        asked_form = None
        for candidate in part.candidates:
            asked = part.asked(candidate.unit.line)
            if asked is not None and not asked.papers:
                self._skip(candidate.unit.blocks[0], MARKED)
                continue
            asked_form = asked.form if asked is not None and asked.form else asked_form
            open_to_vote.append(candidate)
        election = elect(open_to_vote, part.sections, everywhere, self._reader, asked_form)
        for candidate, reason in election.skipped:
            if candidate.found.has_title or candidate.unit.kind != "paragraph":
                self._skip(candidate.unit.blocks[0], reason)
        for candidate in election.papers:
            self._add_candidate(part, candidate)
        if election.papers:
            self._listing.forms.append(self._form(part, election.papers, election.form or ""))

    def _add_candidate(self, part: Part, candidate: Candidate) -> None:
        assert candidate.best is not None
        owners = (name for name in candidate.owners if name)
        sections = (*part.sections, *owners)
        lines = (candidate.unit.line, candidate.end_line)
        number = candidate.unit.blocks[0].number
        beside = [candidate.aside or "", *([] if number is None else [str(number)])]
        self._add(candidate.best, sections, beside, lines)

    def _form(self, part: Part, papers: Sequence[Candidate], form: str) -> Form:
        unlike = tuple(
            candidate.unit.line
            for candidate in papers
            if candidate.best is None or candidate.best.form != form
        )
        words = described(form, papers)
        last = max(candidate.end_line for candidate in papers)
        return Form(papers[0].unit.line, last, part.sections, words, len(papers), unlike)

    def _add(
        self,
        reading: Reading,
        sections: tuple[str, ...],
        beside: Sequence[str],
        lines: tuple[int, int],
    ) -> None:
        year = reading.said.year
        for name in reversed((*sections, *beside)):
            if year is not None:
                break
            year = heading_year(name)
        year = self._title_year if year is None else year
        venue = reading.said.venue
        if venue is None:
            above = map(heading_venue, reversed((*sections, *beside)))
            venue = next(filter(None, above), None)
        self._listing.entries.append(Entry(reading, year, venue, sections, *lines))

    def _tables(self, part: Part) -> None:
        above = above_tables(part.group.units, self._reader)
        rows = [unit.blocks[0] for unit in part.group.units if unit.kind == "row"]
        for line, table in groupby(rows, key=lambda row: row.level):
            self._table(part, list(table), above[line])

    def _table(self, part: Part, table: list[Block], above: str) -> None:
        asked = part.asked(table[0].line)
        if asked is not None and not asked.papers:
            self._skip_all(table[1:], MARKED)
            return
        given = asked.columns if asked is not None else None
        lines = (table[0].line, table[-1].end_line)
        # The whole of a long table in pieces would fill the memory.
        sample = [cells(row, self._reader) for row in table[:_SAMPLE]]
        rest = (cells(row, self._reader) for row in table[_SAMPLE:])
        header: list[str] = []
        if not is_paper(sample[0]):
            header = [cell.text for cell in sample[0]]
            table, sample = table[1:], sample[1:]
        layout = given or columns(header, sample)
        if layout is None:
            self._skip_all(table, "a table without titles")
            return
        tally = self._tallies.setdefault(layout, Tally())
        once = column_written_once(sample, layout)
        date, read = "", []
        for row, of_row in zip(table, chain(sample, rest), strict=True):
            if once is not None and once < len(of_row):
                date = of_row[once].text or date
            read.append((row, row_reading(of_row, layout, tally), date))
        sure = sum(reading is not None and strong(reading.said) for _, reading, _ in read)
        share = sure / max(1, len(read))
        other = max(map(holds_no_papers, part.sections), default=0.0)
        if given is None and share < max(_FEWEST_SURE, _MOST_SURE * other):
            self._skip_all(table, "a table of something else")
            return
        unlike = []
        for row, reading, date in read:
            if reading is None or (given is None and share < _HALF and not strong(reading.said)):
                self._skip(row, "no title")
                unlike.append(row.line)
                continue
            self._add(reading, part.sections, [above, date], (row.line, row.end_line))
        words = described_columns(layout)
        form = Form(*lines, part.sections, words, len(read), tuple(unlike))
        self._listing.forms.append(form)

    def _skip_all(self, rows: Sequence[Block], reason: str) -> None:
        for row in rows:
            self._skip(row, reason)

    def _skip(self, block: Block, reason: str) -> None:
        self._listing.skipped.append(Skipped(block.line, block.content, reason))


_SAMPLE = 41
_FEWEST_SURE, _HALF, _MOST_SURE = 0.3, 0.5, 0.8

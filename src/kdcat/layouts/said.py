"""What stands around a title: authors, venue, year, date and links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.names import and_others
from kdcat.bibliography.near_venues import misspells_venue
from kdcat.layouts.citing import (
    NAME_YEAR,
    citation,
    leading_venue,
    titles_beside,
    unlabelled_beside,
)
from kdcat.layouts.dates import dates, may_be_dated, years
from kdcat.layouts.document_types import around_type
from kdcat.layouts.journals import dated as journal_and_year
from kdcat.layouts.journals import in_italics, is_before_names
from kdcat.layouts.links import links
from kdcat.layouts.mask import EDGE, EDGES, MASK, TITLE, keyed, parts, sentences
from kdcat.layouts.names import (
    LIKELY,
    POSSIBLE,
    SURE,
    behind_from,
    behind_short_name,
    confidence,
    is_employed,
)
from kdcat.layouts.together import put_back
from kdcat.layouts.venues import (
    BESIDE_YEAR,
    SAID,
    is_date,
    is_number,
    is_venue,
    names_affiliation,
    names_organisation,
    venue_in,
)
from kdcat.layouts.written_names import as_written, chunks_of, with_its_stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.layouts.citing import Cited
    from kdcat.layouts.dates import Date
    from kdcat.layouts.document_types import Reference
    from kdcat.layouts.flat import Flat, Target
    from kdcat.text import Span


class Said(NamedTuple):
    """What an entry says besides its title; a field is None where it is silent."""

    authors: str | None = None
    """As written."""
    venue: str | None = None
    """As written, less the year."""
    venue_rank: int = 0
    """How surely it is one, see `kdcat.layouts.venues.Found`."""
    year: int | None = None
    date: str | None = None
    """In ISO 8601, as exact as written; None where only a year is."""
    paper_url: str | None = None
    code_url: str | None = None
    project_url: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    """The other links: label and address."""
    paper_labelled: bool = False
    """Whether a label says that its link leads to the paper."""
    unexplained: int = 0
    """How many characters of its text fit no field."""


def said(flat: Flat, mask: str, title: Span) -> Said:
    """Return what an entry says around its title.

    Args:
        flat: The entry.
        mask: Its text as `kdcat.layouts.mask.masked` gives it.
        title: Where its title stands.
    """
    if not flat.targets and not _says(mask[: title.start]) and not _says(mask[title.end :]):
        # All that it says is its title.
        return _NOTHING
    leads = links(flat, title)
    beside = unlabelled_beside(flat, title)
    cited = citation(beside, title, leads.paper)
    mask = _without_links(mask, beside, cited)
    text = mask[: title.start] + TITLE * (title.end - title.start) + mask[title.end :]
    named, text = _named(mask, text, title)
    residual = _Residual(text, flat)
    if _is_credited(flat, title):
        residual.least = POSSIBLE
    residual.read()
    residual.take_misspelt()
    if residual.venue is None and (label := leading_venue(flat, title)):
        residual.venue, residual.rank = label, SAID
    if "venue" in named:
        residual.take_venue(named["venue"])
    if residual.venue_year is None and not residual.dates:
        residual.take_badges()
    if residual.venue is None:
        residual.take_dated_label(beside, leads.paper)
    residual.take_reference(around_type(mask, title))
    year, date = residual.year_and_date(named.get("date", ""))
    authors = named.get("authors") or residual.authors
    if cited:
        authors, year = authors or cited.names, year or cited.year
    return Said(
        put_back(authors),
        put_back(residual.venue),
        residual.rank,
        year,
        date,
        leads.paper,
        leads.code,
        leads.project,
        leads.others,
        leads.paper_labelled,
        residual.unexplained + titles_beside(beside),
    )


def _is_credited(flat: Flat, title: Span) -> bool:
    """Whether more than the title stands in its link: `[TITLE, AUTHOR, VENUE 2020](URL)`."""
    return any(
        target.role is None and target.span.start <= title.start < title.end < target.span.end
        for target in flat.targets
    )


def _says(text: str) -> bool:
    """Whether there is a letter or a digit in a text."""
    return any(map(str.isalnum, text))


_NOTHING = Said()


def _named(mask: str, text: str, title: Span) -> tuple[dict[str, str], str]:
    """The fields that are named with a colon, and the text without them."""
    named: dict[str, str] = {}
    for field in keyed(mask):
        start, end = field.span
        if start < title.end and end > title.start:
            continue
        written = text[slice(*field.value)]
        value = written.strip(EDGES + MASK + EDGE)
        if field.key and value:
            of_names = field.key == "authors"
            named.setdefault(field.key, with_its_stop(value, written) if of_names else value)
        text = text[:start] + "\n" * (end - start) + text[end:]
    return named, text


# The box of a task, the number of an entry.
_NUMBERED = re.compile(
    r"^[\s\v]*(?:\[[ xX]\][\s\v]*+(?=[^\s\v]))?"
    r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)、:]|#\d{1,4})(?=[\s\v])"
)


def _without_links(mask: str, beside: Sequence[Target], cited: Cited | None) -> str:
    """Blank an entry's number, and links beside its title that are neither names nor venues.

    The one that cites the paper is blanked too: what it says is known.
    """
    if found := _NUMBERED.match(mask):
        mask = " " * found.end() + mask[found.end() :]
    for target in beside:
        start, end = target.span
        is_said = confidence(target.label) or venue_in(target.label) or is_date(target.label)
        if not is_said or (cited and cited.span == target.span):
            mask = mask[:start] + MASK * (end - start) + mask[end:]
    return mask


class _Residual:
    """The text beside the title, part by part."""

    def __init__(self, text: str, flat: Flat) -> None:
        self._text = text
        self._flat = flat
        self.authors: str | None = None
        self.venue: str | None = None
        self.venue_year: int | None = None
        self.rank = 0
        self.dates: list[Date] = []
        self.years: list[Date] = []
        self.unexplained = 0
        self.least = LIKELY
        """How surely names must be some where a venue follows them."""
        self._surely = 0.0
        self._journal: str | None = None
        self._word: str | None = None
        self._title = text.find(TITLE)

    def read(self) -> None:
        """Take what each part says."""
        text = self._text
        first = self._flat.breaks[0] if self._flat.breaks else len(text)
        described = _DESCRIBED.search(text) if "\v" in text else None
        silent_from = described.start() if described else len(text)
        silent_to = text.find("\n", described.end()) if described else 0
        quoted = sentences(text)
        for start, end in parts(text):
            if start > silent_from and (start < silent_to or silent_to < 0):
                continue
            part = text[start:end]
            while quoted and quoted[0][1] <= start:
                quoted.popleft()
            if quoted and quoted[0][0] <= start + len(part) - len(part.lstrip()):
                continue
            stripped = part.strip(EDGES)
            if len(stripped) > _LONGEST_PART or not _says(stripped):
                continue
            longest = _MOST_WORDS if start <= first else _MOST_WORDS_BELOW
            long = len(stripped.split()) > longest
            if long and not confidence(stripped) and not venue_in(stripped):
                # An abstract or a remark; the years in it are not the paper's.
                continue
            self._part(part, start)
        if self.venue is None and self.authors and (self.years or self.dates):
            self.venue = self._journal
            self.rank = BESIDE_YEAR if self.venue else 0

    def take_venue(self, named: str) -> None:
        """Take the venue that the entry calls one."""
        found = venue_in(named)
        self.venue, self.rank = (found.venue, found.rank) if found else (named, SAID)
        self.venue_year = (found and found.year) or self.venue_year

    def year_and_date(self, named: str) -> tuple[int | None, str | None]:
        """Return the year, and the date as ISO 8601 has it, with what the entry calls its date."""
        all_dates = dates(named) or self.dates
        date = all_dates[0] if all_dates else None
        year = self.venue_year
        if year is None:
            alone = years(named) or self.years
            year = date.year if date else alone[0].year if alone else None
        return year, date.iso if date else None

    def take_reference(self, reference: Reference | None) -> None:
        """Take what a reference says by where it stands."""
        if reference is None:
            return
        self.authors = reference.authors or self.authors
        if self.venue is None and reference.journal:
            self.take_venue(reference.journal)

    def take_misspelt(self) -> None:
        """Take the word beside a year for the venue that it misspells: `Interspech 2020`."""
        word = self._word
        if word and self.venue is None and misspells_venue(word):
            self.venue, self.rank = word, BESIDE_YEAR

    def take_badges(self) -> None:
        """Take the date of the paper's label, and its venue: `arXiv 2025.02` on a badge."""
        for target in self._flat.targets:
            if target.role != "paper" or self.dates:
                continue
            if dated := dates(target.label) or years(target.label):
                self.dates += [date for date in dated if date.month]
                self.years += dated
                if self.venue is None and (found := venue_in(target.label)):
                    self.venue, self.rank = found.venue, found.rank

    def take_dated_label(self, beside: Sequence[Target], paper: str | None) -> None:
        """Take the name and the year that the link to the paper shows: `[A Journal 2023](URL)`."""
        for target in beside:
            if target.destination == paper:
                self._take_dated(target.label.strip("[]() "))

    def _part(self, part: str, start: int) -> None:
        if (number := part.strip(EDGES + "()[]")).isdecimal():
            # A year, the number of an issue: neither names nor a venue.
            self._dated(number)
            return
        rest = part
        if "(" in part and (found := _BEFORE_YEAR.match(part)) and self._venue(found[0]):
            rest = " " * found.end() + part[found.end() :]
        for group in _GROUP.finditer(part):
            inside = group[1]
            remark = inside.count(" ") >= _REMARK and not self._cited(inside)
            if remark:
                # The years of a remark are not the paper's.
                self.unexplained += len(inside)
            if remark or self._cited(inside) or self._dated(inside):
                rest = rest.replace(group[0], " " * len(group[0]), 1)
        rest = behind_short_name(rest)
        given = behind_from(rest)
        rest = given or rest
        stripped = rest.replace("\v", " ").strip(EDGES + "()[]")
        if not stripped:
            return
        if self._led_by_venue(stripped, rest):
            return
        sure = confidence(stripped) if given is None else SURE
        if sure > self._surely and (
            sure >= SURE
            or self._in_italics(start, part)
            or (sure >= LIKELY and self._are_families(stripped, start, part))
        ):
            self._surely = sure
            self.authors = as_written(rest)
            return
        if sure >= SURE or self._mixed(with_its_stop(stripped, rest)):
            return
        venue = self._venue(stripped)
        dated = self._dated(stripped)
        flat = self._flat
        if flat.emphasis and not venue and self._journal is None and 0 <= self._title < start:
            self._journal = in_italics(flat.text, flat.emphasis, start, start + len(part))
        if not venue and not (dated and len(stripped) < _SHORT) and not is_number(stripped):
            self.unexplained += len(stripped)

    def _led_by_venue(self, text: str, written: str) -> bool:
        """Read `EMNLP 2020 by A. Author et al.` and `Nature, Lee et al.`."""
        if " by " in text:
            led, _, names = text.partition(" by ")
            return is_venue(led) and self._mixed(f"{led}, {with_its_stop(names, written)}")
        return is_before_names(text) and self._mixed(with_its_stop(text, written))

    def _in_italics(self, start: int, part: str) -> bool:
        """Whether a part is set in italics: one name alone is an author there, but for `*MIT*`."""
        word = part.strip(EDGES)
        if is_venue(part) or (" " not in word and names_organisation(word)):
            return False
        first = start + len(part) - len(part.lstrip(" \t\v(["))
        return any(span.start <= first < span.end for span in self._flat.emphasis)

    def _are_families(self, names: str, start: int, part: str) -> bool:
        """Whether names of one word, or one name, are authors by where they stand.

        `Toshev, Szegedy. TITLE` and `Marvin Minsky, TITLE` begin an entry; behind a title several
        have an `and` before the last, for tags and what a title is about may stand there too.
        """
        if is_venue(names) or names_organisation(names) or _AND.match(names):
            return False
        if TITLE in self._text[:start]:
            return _AND.search(names) is not None or _ONE_NAME.fullmatch(names) is not None
        end = start + len(part)
        before = self._text[:start]
        if self._text[end : end + 3].lstrip()[:1] in _DASHES:
            # `2021/05 - Dhariwal & Nichol - TITLE`
            return _AND.search(names) is not None and not any(map(str.isalpha, before))
        parted = (
            part.rstrip(' \t\v"“').endswith(",")
            or self._text[end : end + 1] in (".", "。")
            or _CLOSES_IN_YEAR.search(part) is not None
        )
        return parted and not _says(before)

    def _cited(self, text: str) -> bool:
        """Read what stands in brackets: `(Shen et al., ICASSP 2018)`, `(ICASSP 2018)`, `(MIT)`."""
        several = _AND.search(text) or and_others(text.partition(".,")[0]) or text.count(",") > 1
        if (several and self._mixed(text)) or self._venue(text):
            return True
        # Whom the authors work for stands between them and the venue.
        return names_affiliation(text) and not may_be_dated(text)

    def _mixed(self, text: str) -> bool:
        """Read `A. Author, B. Author, CVPR 2020`: names and a venue or a date, by commas."""
        chunks = [*chunks_of(text)]
        run = 0
        while run < len(chunks) and _may_be_name(chunks[run]):
            run += 1
            if and_others(chunks[run - 1]):
                # What follows is no name: `A. Author et al., UT Austin`.
                break
        last = NAME_YEAR.fullmatch(chunks[run]) if run < len(chunks) else None
        if last and not is_venue(chunks[run]) and not dates(chunks[run]) and confidence(last[1]):
            # `..., Dhruv Batra 2017`
            chunks[run : run + 1] = [last[1], last[2]]
            run += 1
        if run == len(chunks):
            return False
        listed, rest = ", ".join(chunks[:run]), ", ".join(chunks[run:])
        if not run and is_venue(chunks[0]):
            # `CVPR 2020, A. Author, B. Author`
            listed, rest = ", ".join(chunks[1:]), chunks[0]
        sure = confidence(listed)
        if sure < (self.least if run else SURE):
            return False
        venue, dated = self._venue(rest), self._dated(rest)
        if not (venue or dated or and_others(listed) or is_employed(listed, rest)):
            return False
        if sure > self._surely:
            self._surely, self.authors = sure, as_written(listed)
        if not venue and dated and self.venue is None:
            self._take_dated(rest)
        return True

    def _take_dated(self, text: str) -> None:
        """Take what stands between names and a year: `Remote Sensing of Environment, 2023`."""
        if found := journal_and_year(text.strip(EDGES)):
            self.venue, self.venue_year = found
            self.rank = BESIDE_YEAR

    def _venue(self, text: str) -> bool:
        found = venue_in(text.replace("\v", " "))
        if not found:
            return False
        better = found.rank == self.rank and found.year and not self.venue_year
        if found.rank > self.rank or better:
            self.venue, self.rank = found.venue, found.rank
            self.venue_year = found.year or self.venue_year
        return True

    def _dated(self, text: str) -> bool:
        if not may_be_dated(text):
            return False
        found = dates(text)
        alone = () if found else years(text)
        self.dates += found
        self.years += alone
        if word := _DATED_WORD.fullmatch(text.strip(EDGES)):
            self._word = word[1]
        return bool(found or alone)


_GROUP = re.compile(r"[(\[（【]([^()\[\]（）【】\n]{1,120})[)\]）】]")  # noqa: RUF001
# A bullet that is escaped, in a paragraph: what it says describes the paper.
_DESCRIBED = re.compile(r"\v[-*•+]\s")
# `Y. Li`, `J.-P. Serre`
_ONE_NAME = re.compile(r"(?:[A-Z]\.[ -]?){1,3}[A-Z][a-z]+(?:-[A-Z][a-z]+)?")
# `Ann Author (2017): TITLE`
_CLOSES_IN_YEAR = re.compile(r"\((?:19|20)\d\d[a-z]?\)\s?:\s*$")
# `Interspech 2020`, `Nuerips, 2020`, `Eurographcs'20`
_DATED_WORD = re.compile(r"([A-Z][A-Za-z]{4,19})[\s,'’-]{0,3}\d{2,4}")  # noqa: RUF001
_AND = re.compile(r"\band\b|&")
_DASHES = ("-", "–", "—", "|", "·")  # noqa: RUF001
# `ANIPS(2013): 3111-3119`, behind a title in quotes too
_BEFORE_YEAR = re.compile(r"[\s.,\"'”’]*+[A-Za-z](?:[^\W\d]|[ .&/-]){1,60}?\s?\((?:19|20)\d\d\)")  # noqa: RUF001
_MOST_WORDS, _MOST_WORDS_BELOW = 45, 8
_LONGEST_PART = 4000
_SHORT = 24
_REMARK = 3


def _may_be_name(chunk: str) -> bool:
    return confidence(chunk.removeprefix("and ")) >= POSSIBLE and not is_venue(chunk)

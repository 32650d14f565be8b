"""An entry written as those beside it: their form elected, and filled with another paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from kdcat.bibliography.addresses import host_of
from kdcat.editing.dropping import without_gone
from kdcat.editing.particular import less_particular, usual_in, words_left
from kdcat.editing.rows import is_row, with_cells_of
from kdcat.editing.slots import GONE, NUMBER, REPOSITORY, REST, SHORT, SLOT, pattern_of, slots_in
from kdcat.editing.spacing import item_end
from kdcat.editing.written_dates import date_in, said_in
from kdcat.layouts.line import destination, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kdcat.editing.particular import Usual
    from kdcat.paper import Paper
    from kdcat.reading.catalog import Catalog, Listing

PARTS = ("venue_raw", "year", "paper_url", "code_url", "authors", "date", "project_url")
"""The fields beside the title that an entry may have a place for."""

_MOST_LOOKED_AT = 300
_MOST_WAYS = 6
_EXACT = 3
"""What an entry with the very parts of the paper counts, where one with more counts 1."""
_FEWEST_TO_COMPARE = 5
_TWO_DIGITS = re.compile("\x01venue_raw\x02['\u2019 ]*\x01year:short\x02")
# `[NAME](ADDRESS): the rest`, of which a title without a name is the link.
_SHORT_LINK = re.compile(
    r"\[(?P<open>[*_`]*)\x01short\x02(?P<close>[*_`]*)\]\((?P<to>[^()\n]*)\)"
    r"(?:[*_`]*:|:[*_`]*)[ \t]+\x01(?:title|rest)\x02"
)
_FULL_STOP = re.compile("([*_\"\u201d\u2019')\\]]{0,4})\\.(?!\\w)")
_FAR = 16
"""How many entries away one counts half of the nearest: a list changes its ways as it grows."""
_SAME_HOST = 3
"""What an entry counts more that links to the same host: labels often name it."""
_WITHOUT_STOP = 0.1
"""What one counts whose title ends in a mark of its own: it does not show where others stop."""
_MAY_BE_RAW = re.compile(r"[^<`|\\\[\]]*")


class Written(NamedTuple):
    """One way in which a paper may be written."""

    lines: tuple[str, ...]
    paper: Paper
    """What it says: the paper less what the form has no place for."""
    untold: tuple[str, ...]
    """The fields that it has no place for."""
    model: Listing
    """An entry that is written so."""


class _Form(NamedTuple):
    text: str
    lacks: tuple[str, ...]
    weight: float
    model: Listing
    is_row: bool


def source_of(catalog: Catalog, listing: Listing) -> str:
    """Return the lines of an entry, parted by line feeds, with what is indented below it."""
    lines = catalog.document.lines
    end = item_end(catalog, listing)
    return "\n".join(map(lines.content, range(listing.block.line, end + 1)))


def ways_to_write(
    catalog: Catalog, here: Sequence[Listing], paper: Paper, beside: int, number: int | None
) -> Iterator[Written]:
    """Give the ways in which a paper may be written, the most usual first, at most a dozen.

    Args:
        catalog: The catalog.
        here: The entries of the section that it goes to.
        paper: The paper.
        beside: The number of the entry of the section that it stands beside.
        number: The number of the item, where items are numbered.
    """
    near = sorted(enumerate(here), key=lambda each: abs(each[0] - beside))[:_MOST_LOOKED_AT]
    own = _forms(catalog, [listing for _, listing in near], paper)
    forms = [form for form in own if not form.lacks]
    if not forms:
        fewest = min((len(form.lacks) for form in own), default=len(PARTS) + 1)
        openings = {_opening(form) for form in own}
        forms = [
            form
            for form in _forms(catalog, catalog.listings[:_MOST_LOOKED_AT], paper)
            if len(form.lacks) < fewest
            and not form.is_row
            and (not own or _opening(form) in openings)
        ] + own
    for form in forms[:_MOST_WAYS]:
        said = _without(paper, form.lacks)
        for is_raw in (True, False):
            text = _filled(form.text, said, number, is_raw)
            if is_raw and not text:
                continue
            if form.is_row:
                rows = [source_of(catalog, each) for _, each in near if is_row(each)]
                text = with_cells_of(text, rows)
            told = _as_told(form.text, said)
            untold = tuple(name for name in PARTS if getattr(paper, name) != getattr(told, name))
            yield Written(tuple(text.split("\n")), told, untold, form.model)


def _ends_itself(paper: Paper) -> bool:
    """Whether a title ends in a mark, in place of the full stop that others may have."""
    return paper.title.endswith(("?", "!"))


def _without(paper: Paper, fields: Sequence[str]) -> Paper:
    nothing: dict[str, Any] = dict.fromkeys(fields)
    return paper._replace(**nothing)


def _opening(form: _Form) -> str:
    """What stands before the first slot, less the indent."""
    return form.text.partition("\x01")[0].lstrip()


def _forms(catalog: Catalog, listings: Sequence[Listing], paper: Paper) -> list[_Form]:
    """The forms of entries, as a paper with such parts is written in them, the most usual first."""
    patterns = _patterns(catalog, listings)
    everywhere = patterns
    if len(patterns) < _FEWEST_TO_COMPARE:
        everywhere = _patterns(catalog, catalog.listings[:_MOST_LOOKED_AT])
    usual = usual_in([text for _, text in patterns], [text for _, text in everywhere])
    asked = [name for name in PARTS if getattr(paper, name) is not None]
    # Most entries are written alike.
    told: dict[tuple[str, bool], str] = {}
    forms: dict[str, _Form] = {}
    for far, (listing, pattern) in enumerate(patterns):
        row = is_row(listing)
        if (pattern, row) not in told:
            told[pattern, row] = _general(pattern, usual, paper, row)
        text = told[pattern, row]
        if not text:
            continue
        said = set(slots_in(text))
        lacks = tuple(name for name in asked if not _says(name, said, listing, paper))
        form = forms.get(text) or _Form(text, lacks, 0, listing, row)
        is_exact = text == pattern
        weight = (_EXACT if is_exact else 1) / (1 + far / _FAR)
        if host_of(listing.paper.paper_url or "") == host_of(paper.paper_url or ""):
            weight *= _SAME_HOST
        if _ends_itself(listing.paper) and not _ends_itself(paper):
            weight *= _WITHOUT_STOP
        forms[text] = form._replace(weight=form.weight + weight)
    return sorted(forms.values(), key=lambda form: (len(form.lacks), -form.weight))


_LONGEST_MODEL = 4000
"""Characters of an entry as which a paper may be written: a title and a hundred authors have less,
and an expression for a longer title takes long to be made."""


def _patterns(catalog: Catalog, listings: Sequence[Listing]) -> list[tuple[Listing, str]]:
    found = []
    for listing in listings:
        text = source_of(catalog, listing)
        if len(text) > _LONGEST_MODEL:
            continue
        if (pattern := pattern_of(text, listing.paper, listing.above)) is not None:
            found.append((listing, pattern))
    return found


def _says(name: str, said: set[str], listing: Listing, paper: Paper) -> bool:
    if name in listing.above and getattr(listing.paper, name) == getattr(paper, name):
        return True
    return name in said or (name == "year" and "date" in said)


def _general(pattern: str, usual: Usual, paper: Paper, row: bool) -> str:
    """A pattern as another paper can be written in it, or nothing.

    It can in none that has no place for a title, or words that are of its own paper alone.
    """
    text = _less_what_it_lacks(less_particular(pattern, usual, row), paper, row)
    has_title = not {"title", REST}.isdisjoint(slots_in(text))
    return text if has_title and not words_left(text, usual) else ""


def _less_what_it_lacks(general: str, paper: Paper, row: bool) -> str:
    """A pattern with the slots of those parts that a paper has."""
    has_year = "year" in set(slots_in(general))

    def kept(slot: re.Match[str]) -> str:
        field = slot["field"]
        if field == NUMBER:
            return slot[0]
        if field in (SHORT, REST):
            return slot[0] if _name_and_rest(paper) else GONE
        if field == REPOSITORY:
            return slot[0] if _repository(paper) else GONE
        if field == "date":
            if paper.date and date_in(slot["way"], paper.date):
                return slot[0]
            return GONE if has_year or paper.year is None else "\x01year\x02"
        return slot[0] if getattr(paper, field) is not None else GONE

    if not _name_and_rest(paper):
        general = _SHORT_LINK.sub("[\\g<open>\x01title\x02\\g<close>](\\g<to>)", general)
    if paper.venue_raw is None:
        # Two digits are a year only behind a venue.
        general = _TWO_DIGITS.sub("\x01venue_raw\x02 \x01year\x02", general)
    text = SLOT.sub(kept, general)
    return without_gone(text, row) if GONE in text else text


def _as_told(form: str, paper: Paper) -> Paper:
    """A paper with its date as exact as a form writes it."""
    for slot in SLOT.finditer(form):
        if slot["field"] == "date" and paper.date:
            return paper._replace(date=said_in(slot["way"], paper.date))
    return paper


def _filled(form: str, paper: Paper, number: int | None, is_raw: bool) -> str:
    """A form with the parts of a paper; empty where they cannot stand there raw."""
    texts = [paper.title, paper.authors or "", paper.venue_raw or ""]
    if is_raw and not all(map(_MAY_BE_RAW.fullmatch, texts)):
        return ""
    parts, done = [], 0
    for slot in SLOT.finditer(form):
        written = _value(slot, paper, number, is_raw)
        parts += [form[done : slot.start()], written]
        done = slot.end()
        # `Is it so?` and `Anna Author et al.` have an end of their own.
        if written[-1:] in (".", "?", "!") and slot["field"] in ("title", "authors"):
            ended = _FULL_STOP.match(form, done)
            if ended:
                parts.append(ended[1])
                done = ended.end()
    return "".join([*parts, form[done:]])


def _value(slot: re.Match[str], paper: Paper, number: int | None, is_raw: bool) -> str:
    field, way = slot["field"], slot["way"]
    as_text = str if is_raw else escaped
    if field == NUMBER:
        return str(number or 1)
    if field in (SHORT, REST):
        return as_text(_name_and_rest(paper)[field == REST])
    if field == REPOSITORY:
        return _repository(paper) or ""
    if field == "date":
        return date_in(way, paper.date or "") or ""
    if field == "year":
        return str(paper.year)[-2:] if way else str(paper.year)
    if way == "address":
        # What shields.io takes for its badges: https://shields.io/badges
        return quote(str(getattr(paper, field)).replace("-", "--").replace("_", "__"))
    if field.endswith("_url"):
        return destination(getattr(paper, field))
    return as_text(getattr(paper, field))


def _name_and_rest(paper: Paper) -> tuple[str, ...]:
    """What stands before the colon of a title, and behind; nothing where it has none."""
    name, colon, rest = paper.title.partition(": ")
    return (name, rest) if colon else ()


def _repository(paper: Paper) -> str | None:
    found = re.match(r"https?://github\.com/([^/\s]+/[^/\s#?]+)", paper.code_url or "")
    return found[1] if found else None

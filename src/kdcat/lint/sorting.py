"""Sorting: the entries of a section put in the order of their years, as most sections have it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from kdcat.editing.edit import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kdcat.lint.checked_document import CheckedDocument, Entry

Direction = Literal[1, -1]
"""1 where years rise, -1 where they fall."""
_ITEM = re.compile(r"(?P<indent> *)(?P<marker>(?:[*+-]|(?P<number>\d{1,9})[.)]) +)(?=\S)")
_NUMBER = re.compile(r"[ \t|]*\d+[ \t.]*\|")


class _Slot(NamedTuple):
    """An entry with all that hangs under it, and where it stands."""

    start: int
    """Behind the number of a numbered item, which stays where it is."""
    end: int
    """Behind its last character, before the line's ending."""
    year: int | None
    kind: str
    """`bullet`, `row`, or of a numbered item the width of its number."""
    depth: int
    is_one_line: bool


def sorted_sections(
    document: CheckedDocument, headings: Iterable[int], direction: Direction | None = None
) -> list[list[Edit]]:
    """Return the edits that sort sections by year, for each group of entries that can be sorted.

    Entries of one year keep their order, and those without a year their places. A group is left
    out if its entries are neither items of a list nor rows of a table, if something stands between
    them that is of none, or if it is not known which way it should be.

    Args:
        document: The document.
        headings: The lines of the headings whose sections are to be sorted.
        direction: How; without it as most sections of the document are, and where those are
            neither, as most pairs of the section's entries stand.
    """
    groups: dict[tuple[int, tuple[str, ...]], list[Entry]] = {}
    for entry in document.entries:
        groups.setdefault(entry.section, []).append(entry)
    chosen = set(headings)
    usual = direction or _more(_direction(_years(entries)) for entries in groups.values())
    rows = frozenset(block.line for block in document.elements if block.kind == "row")
    found = []
    for (line, _), entries in groups.items():
        years = _years(entries)
        if line not in chosen or years in (sorted(years), sorted(years, reverse=True)):
            continue
        wanted = usual or _more(_pairs(years))
        slots = _slots(document, entries, rows)
        if wanted and slots:
            found.append(_sorted(document.text, slots, wanted))
    return found


def _years(entries: Iterable[Entry]) -> list[int]:
    return [entry.paper.year for entry in entries if entry.paper.year]


def _direction(years: Sequence[int]) -> int:
    """1 where years rise, -1 where they fall, 0 where they do both or neither."""
    steps = {(after > before) - (after < before) for before, after in pairwise(years)} - {0}
    return steps.pop() if len(steps) == 1 else 0


def _pairs(years: Iterable[int]) -> Iterator[int]:
    """For each year, how many before it are earlier, less those that are later."""
    before: Counter[int] = Counter()
    for year in years:
        yield sum(count * ((year > other) - (year < other)) for other, count in before.items())
        before[year] += 1


def _more(directions: Iterable[int]) -> Direction | None:
    total = sum(directions)
    return None if total == 0 else 1 if total > 0 else -1


def _slots(
    document: CheckedDocument, entries: Sequence[Entry], rows: frozenset[int]
) -> list[_Slot] | None:
    """The entries with what hangs under them; None where they are not all of one kind."""
    ends = [entry.listing.block.line for entry in entries[1:]]
    slots = [
        _slot(document, entry, end, rows) for entry, end in zip(entries, [*ends, None], strict=True)
    ]
    known = [slot for slot in slots if slot is not None]
    kinds = {slot.kind for slot in known}
    numbered = not kinds <= {"bullet", "row"}
    if len(known) != len(slots) or len({slot.depth for slot in known}) > 1:
        return None
    if not numbered:
        return known if len(kinds) == 1 else None
    # What hangs under a number of another width would no longer do so.
    if len(kinds) > 1 and not all(slot.is_one_line for slot in known):
        return None
    return known if kinds.isdisjoint({"bullet", "row"}) else None


def _slot(
    document: CheckedDocument, entry: Entry, next_line: int | None, rows: frozenset[int]
) -> _Slot | None:
    block, lines = entry.listing.block, document.lines
    first = lines.content(block.line)
    start, end = lines.span(block.line)
    year = entry.paper.year
    if block.line in rows:
        # The numbers of rows, which count them, would no longer do so.
        is_apart = next_line not in (None, block.line + 1) or _NUMBER.match(first)
        return None if is_apart else _Slot(start, end, year, "row", 0, is_one_line=True)
    item = _ITEM.match(first)
    if item is None:
        return None
    last = line = block.end_line - 1
    while line < len(lines) and (next_line is None or line + 1 < next_line):
        line += 1
        content = lines.content(line)
        if lines.is_blank(line):
            continue
        if not content.startswith(("\t", " " * (len(item["indent"]) + 2))):
            # Behind the last entry the list may be at its end.
            if next_line is None:
                break
            return None
        last = line
    if item["number"]:
        start += item.end()
    kind = str(len(item["marker"])) if item["number"] else "bullet"
    # One blank before a bullet is a slip, two put it under another.
    depth = len(item["indent"]) // 2
    return _Slot(start, lines.end(last), year, kind, depth, is_one_line=last == block.line)


def _sorted(text: str, slots: Sequence[_Slot], direction: Direction) -> list[Edit]:
    dated = [(slot.year, slot) for slot in slots if slot.year]
    ordered = sorted(dated, key=lambda one: one[0] * direction)
    return [
        Edit(there.start, there.end, text[slot.start : slot.end])
        for (_, there), (_, slot) in zip(dated, ordered, strict=True)
        if there is not slot
    ]

"""The blank lines of a catalog, and where what is said in a section ends."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.editing.sections import Sections
    from kdcat.reading.catalog import Catalog, Listing
    from kdcat.text import Lines

# What stands at the end of a section and belongs to the next: a rule, an anchor, a comment.
_NOT_CONTENT = re.compile(
    r" {0,3}(?:(?:[-*_][ \t]*+){3,}+|<!--.*-->|"
    r"<a\b[^>]*>(?:\s*</a>)?+|</?(?:br|hr|p|div)\b[^>]*>)\s*$"
)

_ITEM = re.compile(r"[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]")


def is_item(line: str) -> bool:
    """Return whether a line begins an item of a list."""
    return _ITEM.match(line) is not None


def item_end(catalog: Catalog, listing: Listing) -> int:
    """Return the last line of an entry, with what is indented below it; a heading ends it."""
    lines = catalog.document.lines
    first = lines.content(listing.block.line)
    indent = len(first) - len(first.lstrip())
    end = line = listing.block.end_line - 1
    # Of an entry in another form than the home one, the first line alone tells.
    is_item = listing.block.item is not None or (
        catalog.listing is not None and _ITEM.match(first) is not None
    )
    while line < len(lines):
        line += 1
        text = lines.content(line)
        if not text.strip():
            continue
        if line in catalog.document.heading_lines or not is_item:
            break
        if len(text) - len(text.lstrip()) <= indent:
            break
        end = line
    return end


def gap(sections: Sections, listings: Sequence[Listing] = ()) -> int:
    """Return the usual number of blank lines between entries, these or else all of the catalog."""
    own = _gap(sections.catalog, listings)
    return _gap_of_all(sections) if own is None else own


# Of many sections with one entry each asks for it.
@lru_cache(maxsize=1)
def _gap_of_all(sections: Sections) -> int:
    return _gap(sections.catalog, sections.catalog.listings) or 0


def _gap(catalog: Catalog, listings: Sequence[Listing]) -> int | None:
    lines = catalog.document.lines
    between = [
        range(item_end(catalog, before) + 1, after.block.line)
        for before, after in pairwise(listings)
        if before.sections == after.sections
    ]
    # What is said between two entries has blank lines of its own.
    gaps = Counter(len(each) for each in between if all(map(lines.is_blank, each)))
    return gaps.most_common(1)[0][0] if gaps else None


@lru_cache(maxsize=1)
def is_spaced(sections: Sections) -> bool:
    """Return whether a blank line usually stands between a heading and its first entry."""
    firsts = Counter(
        sections.lines.is_blank(section.below + 1)
        for section in sections.headed
        if (here := sections.entries(section.path)) and here[0].block.line <= section.own_end
    )
    # Where entries stand in groups, between a heading and whatever is said below it.
    firsts = firsts or Counter(
        sections.lines.is_blank(section.below + 1)
        for section in sections.headed
        if last_content(sections.lines, section.below, section.own_end) > section.below
    )
    return bool(firsts) and firsts.most_common(1)[0][0]


def are_headings_apart(sections: Sections) -> bool:
    """Return whether a blank line usually stands between a heading and one right below it."""
    below = Counter(
        inner.heading.line - outer.below > 1
        for outer, inner in pairwise(sections.headed)
        if last_content(sections.lines, outer.below, outer.own_end) == outer.below
        and inner.heading.level > outer.heading.level
    )
    return not below or below.most_common(1)[0][0]


def apart(written: Sequence[str], blank_lines: int) -> list[str]:
    """Return lines with blank lines between them."""
    lines: list[str] = []
    for text in written:
        lines += [*("",) * (blank_lines if lines else 0), text]
    return lines


def blank_after(lines: Lines, number: int) -> list[str]:
    """Return the blank line that what goes below a line wants after it, if there is none."""
    return [] if lines.is_blank(number + 1) else [""]


def last_content(lines: Lines, start: int, end: int) -> int:
    """Return the last line after `start` with something of the section on it, else `start`."""
    while end > start and (lines.is_blank(end) or _NOT_CONTENT.match(lines.content(end))):
        end -= 1
    return end

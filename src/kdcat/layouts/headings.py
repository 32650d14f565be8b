"""Papers that have a heading each: it is the title, and what stands below it the details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.layouts.candidates import is_titled
from kdcat.layouts.dates import heading_year
from kdcat.layouts.reader import Candidate, read
from kdcat.layouts.readings import plausibility
from kdcat.layouts.section_names import holds_no_papers
from kdcat.layouts.units import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.layouts.reader import Reader
    from kdcat.layouts.units import Group

_FEWEST, _FEWEST_WITH_AUTHORS = 3, 2
_MOST_OF_THEM = 0.6
_MOST_BLOCKS = 10
_LONGEST = 600
_SURE = 0.9


def paper_headings(
    parts: Sequence[tuple[Group, Sequence[Candidate]]], reader: Reader
) -> dict[int, Candidate]:
    """Return the headings of a document that are titles of papers, by the number of their group.

    Headings of one level are titles if nearly all that have text of their own read as papers with
    it, and there are some of them.

    Args:
        parts: The groups of the document, each with the candidates among its units.
        reader: The document.
    """
    levels: dict[int, list[int]] = {}
    for number, (group, _) in enumerate(parts):
        if group.heading is not None and group.units:
            levels.setdefault(group.heading.level, []).append(number)
    titles: dict[int, Candidate] = {}
    for numbers in levels.values():
        titles |= _titles(numbers, parts, reader)
    return titles


def _titles(
    numbers: Sequence[int], parts: Sequence[tuple[Group, Sequence[Candidate]]], reader: Reader
) -> dict[int, Candidate]:
    """The headings of one level that are titles; none where too few of them are."""
    needed = max(_FEWEST_WITH_AUTHORS, _MOST_OF_THEM * len(numbers))
    may_be = len(numbers)
    found: dict[int, Candidate] = {}
    for number in numbers:
        if may_be < needed:
            # However the others read.
            return {}
        if (candidate := _read(*parts[number], reader)) is not None:
            found[number] = candidate
        else:
            may_be -= 1
    if len(found) < _FEWEST and not all(map(_has_authors, found.values())):
        return {}
    return found if may_be >= needed else {}


def _read(group: Group, candidates: Sequence[Candidate], reader: Reader) -> Candidate | None:
    heading = group.heading
    assert heading is not None
    name = reader.text(heading)
    if heading_year(name) is not None and len(name.split()) <= _FEWEST:
        return None
    if holds_no_papers(name) or any(map(is_titled, candidates)):
        return None
    blocks = [
        block
        for unit in group.units
        for block in (*unit.blocks, *(b for child in unit.children for b in child.blocks))
        if block.kind in ("paragraph", "html") and len(block.content) < _LONGEST
    ]
    candidate = read(Unit("heading", [heading]), blocks[:_MOST_BLOCKS], reader)
    is_one = candidate.strong or _has_authors(candidate)
    return candidate if is_one and plausibility(name) > 1 - _SURE else None


def _has_authors(candidate: Candidate) -> bool:
    """Whether a unit names authors and has a link: what has no paper yet may have its code."""
    if candidate.best is None:
        return False
    told = candidate.best.said
    return told.authors is not None and any((told.paper_url, told.code_url, told.project_url))

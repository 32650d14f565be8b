"""What nearly all entries of a list have, so that one without it is at fault.

A list of the home form promises a venue, a year and a link to the paper with each entry. Any other
list has habits of its own: a rule of form speaks there only of what its entries have all the same.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kdcat.lint.checked_document import CheckedDocument, Entry

Trait = Literal["venue", "year", "paper link"]
"""What an entry may have."""

_DOMINANT = 0.97
"""The share of entries that have a trait from which on the others are at fault: such a list has at
most three findings of form for a hundred papers."""
_FEWEST = 3
"""Of so many entries on, what has no home form is a list of papers, and not prose with links."""
_OF_ITS_OWN = 20
"""The number of entries from which on a section of another form than the rest has habits of its
own."""


def is_list(document: CheckedDocument) -> bool:
    """Return whether a page holds a list of papers: one of the home form, or some that say more.

    Of other pages in Markdown, here and there a line is like an entry of some list.
    """
    return (
        any(entry.is_home for entry in document.entries)
        or sum(entry.claims for entry in document.entries) >= _FEWEST
    )


def is_habit(having: int, of: int) -> bool:
    """Return whether so many of a list's entries have something that the others are at fault."""
    return having >= _DOMINANT * of


def papers(document: CheckedDocument, trait: Trait) -> Iterable[Entry]:
    """Return the papers that are to have a trait: all in a home list, else those of a habit."""
    if document.is_home:
        return document.papers
    judged: set[Entry] = set()
    for alike in _written_alike(document):
        if is_habit(sum(_has(entry, trait) for entry in alike), len(alike)):
            judged.update(alike)
    return (entry for entry in document.papers if entry in judged)


def _written_alike(document: CheckedDocument) -> Iterable[list[Entry]]:
    """The entries by their form; a large section of another form than most stands by itself."""
    forms: dict[str, list[Entry]] = defaultdict(list)
    for entry in document.entries:
        forms[entry.listing.form].append(entry)
    usual = max(forms, key=lambda form: len(forms[form]), default="")
    for form, entries in forms.items():
        if form == usual:
            yield entries
            continue
        sections: dict[object, list[Entry]] = defaultdict(list)
        for entry in entries:
            sections[entry.section].append(entry)
        large = [alike for alike in sections.values() if len(alike) >= _OF_ITS_OWN]
        yield from large
        yield [entry for alike in sections.values() if len(alike) < _OF_ITS_OWN for entry in alike]


def _has(entry: Entry, trait: Trait) -> bool:
    paper = entry.paper
    match trait:
        case "venue":
            return paper.venue_raw is not None
        case "year":
            return paper.year is not None
        case "paper link":
            return paper.paper_url is not None

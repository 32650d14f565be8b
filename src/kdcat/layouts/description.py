"""The form of a section in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.layouts.reader import Candidate

_KINDS = {
    "item": "list item",
    "paragraph": "paragraph",
    "summary": "summary",
    "row": "row",
    "heading": "heading",
}
_HALF = 0.5
HOME = "home form"
"""The form in words of `* **TITLE**, VENUE YEAR, [ :link: ](URL)`."""


def described(form: str, papers: Sequence[Candidate]) -> str:
    """Return how the papers of a section are written: `list item: title is a link, authors, year`.

    Named are the fields that half of them have or more, in the order of JSON.

    Args:
        form: The recogniser that was elected.
        papers: The units that it read.
    """
    kinds = [candidate.unit.kind for candidate in papers]
    kind = _KINDS[max(sorted(set(kinds)), key=kinds.count)]
    if any(candidate.below for candidate in papers):
        kind += " with the title in the list below it"
    if form == "home":
        return f"{kind}: {HOME}"
    said = [candidate.best.said for candidate in papers if candidate.best is not None]
    fields = {
        "authors": sum(told.authors is not None for told in said),
        "venue": sum(told.venue is not None for told in said),
        "year": sum(told.year is not None for told in said),
        "date": sum(told.date is not None for told in said),
        "paper": sum(told.paper_url is not None for told in said),
        "code": sum(told.code_url is not None for told in said),
        "project": sum(told.project_url is not None for told in said),
    }
    shown = [name for name, count in fields.items() if count >= _HALF * len(said)]
    return f"{kind}: " + ", ".join([form, *shown])

"""Change: what became of one paper, and how that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast, get_args

from kdcat.paper import FIELDS, LEVELS, NESTED_FIELDS, json_value
from kdcat.words import how_many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kdcat.diff.renamed import Renamed
    from kdcat.paper import Field, Level, NestedField, Paper

Kind = Literal["added", "removed", "renamed", "moved", "changed"]
"""What can become of a paper, and of a section: it was renamed, and that is told of none of its
papers. A paper that moved may have changed as well."""
ADDED: Final = "added"
REMOVED: Final = "removed"
RENAMED: Final = "renamed"
MOVED: Final = "moved"
CHANGED: Final = "changed"
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they are told."""
COLUMNS = ("change", "old", "new", "fields")
"""What is known of a change beside the fields of its paper, see `value`."""


class Change(NamedTuple):
    """What became of one paper, or of a section."""

    change: Kind
    old: Paper | None
    """The paper as it was; None for an added one and for a section."""
    new: Paper | None
    """The paper as it is; None for a removed one and for a section."""
    fields: tuple[Field | NestedField, ...]
    """The names of the fields that differ, in their order; none for an added or removed paper. Of a
    paper in a renamed section they are those that differ beside it."""
    section: Renamed | None = None
    """The section that was renamed; None where a paper was changed."""

    @property
    def paper(self) -> Paper:
        """The paper as it is, or as it last was; a section has none."""
        paper = self.new or self.old
        if paper is None:
            raise ValueError("a change is of a paper")
        return paper


def value(change: Change, name: str, *, text: bool) -> object:
    """Return a column of a change: one of `COLUMNS`, else a field of its paper.

    Args:
        change: The change.
        name: The name of the column.
        text: Whether the names of fields are joined by commas, for who can take no list.
    """
    match name:
        case "change":
            return change.change
        case "fields":
            return ",".join(change.fields) if text else change.fields
        case "old" | "new":
            if change.section:
                path = change.section.old if name == "old" else change.section.new
                return {"sections": list(path), "papers": change.section.papers}
            paper: Paper | None = getattr(change, name)
            return paper and {
                field: json_value(paper, field) for field in (*FIELDS, *NESTED_FIELDS)
            }
    if change.section:
        return _of_section(change.section, name)
    return json_value(change.paper, name)


def _of_section(section: Renamed, name: str) -> object:
    """What a field of papers is for a section: its names, and nothing else."""
    if name == "sections":
        return list(section.new)
    return dict(zip(LEVELS, section.new, strict=False)).get(cast("Level", name))


def section_of(sections: Sequence[str]) -> str:
    """Return the section that its names mean, as a reader is told it."""
    return " / ".join(sections) or "no section"


def said_of(section: Renamed) -> str:
    """Return what became of a section, as a reader is told it."""
    number = how_many(section.papers, "paper")
    return f"{section_of(section.old)} → {section_of(section.new)} ({number})"


def differences(change: Change) -> Iterator[tuple[str, str, str]]:
    """Yield what differs, as a reader would tell it: the section as one, and no field twice.

    Each is a name, what was there, and what is there now.
    """
    if change.old is None or change.new is None:
        return
    if change.change == MOVED:
        yield "section", section_of(change.old.sections), section_of(change.new.sections)
    for name in change.fields:
        # The identifiers follow from the addresses, the canonical venue from the written one.
        if name in {*LEVELS, "venue", "doi", "arxiv_id"}:
            continue
        named = {"venue_raw": "venue", "paper_url": "paper", "code_url": "code"}.get(name, name)
        yield named, _text(change.old, name), _text(change.new, name)


def _text(paper: Paper, name: Field | NestedField) -> str:
    said = getattr(paper, name)
    if name == "links":
        said = ", ".join(f"{label} {url}" for label, url in paper.links) or None
    return "none" if said is None else str(said)


def counted(changes: Sequence[Change]) -> str:
    """Return how many changes there are of each kind, in words."""
    counts = {kind: sum(change.change == kind for change in changes) for kind in KINDS}
    sections = "section" if counts[RENAMED] == 1 else "sections"
    said = [
        f"{count} {f'{sections} ' if kind == RENAMED else ''}{kind}"
        for kind, count in counts.items()
        if count
    ]
    return ", ".join(said) or "no paper differs"

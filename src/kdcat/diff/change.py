"""Change: what became of one paper, and how that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from kdcat.paper import FIELDS, LEVELS, NESTED_FIELDS, json_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.paper import Field, NestedField, Paper

Kind = Literal["added", "removed", "moved", "changed"]
"""What can become of a paper; one that moved may have changed as well."""
ADDED: Final = "added"
REMOVED: Final = "removed"
MOVED: Final = "moved"
CHANGED: Final = "changed"
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they are told."""
COLUMNS = ("change", "old", "new", "fields")
"""What is known of a change beside the fields of its paper, see `value`."""


class Change(NamedTuple):
    """What became of one paper."""

    change: Kind
    old: Paper | None
    """The paper as it was; None for an added one."""
    new: Paper | None
    """The paper as it is; None for a removed one."""
    fields: tuple[Field | NestedField, ...]
    """The names of the fields that differ, in their order; none for an added or removed paper."""

    @property
    def paper(self) -> Paper:
        """The paper as it is, or as it last was."""
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
            paper: Paper | None = getattr(change, name)
            return paper and {
                field: json_value(paper, field) for field in (*FIELDS, *NESTED_FIELDS)
            }
    return json_value(change.paper, name)


def section_of(paper: Paper) -> str:
    """Return the section that a paper stands in, as a reader is told it."""
    return " / ".join(paper.sections) or "no section"


def differences(change: Change) -> Iterator[tuple[str, str, str]]:
    """Yield what differs, as a reader would tell it: the section as one, and no field twice.

    Each is a name, what was there, and what is there now.
    """
    if change.old is None or change.new is None:
        return
    if change.change == MOVED:
        yield "section", section_of(change.old), section_of(change.new)
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

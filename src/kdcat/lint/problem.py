"""Problem: one fault of a catalog, and where it is."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kdcat.editing.edit import Edit
    from kdcat.paper import Paper

Severity = Literal["error", "warning", "style"]
"""`error`: false or unusable; `warning`: very likely wrong; `style`: reported where asked for."""
ERROR: Final = "error"
WARNING: Final = "warning"
STYLE: Final = "style"
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""


class Finding(NamedTuple):
    """What a rule found, before it is known by line and column."""

    start: int
    """The place of its first character in the text of the source, from 0."""
    end: int
    """The place behind its last character."""
    message: str
    suggestion: str | None = None
    """The text wanted instead, where it is known."""
    edits: tuple[Edit, ...] = ()
    """The safe fix: it keeps the meaning, or has one possible reading."""
    unsafe: tuple[Edit, ...] = ()
    """The fix to be confirmed by a person; empty where there is a safe one."""
    severity: Severity | None = None
    """The severity, where it is not the rule's own."""


class Problem(NamedTuple):
    """One fault of a catalog. Lines and columns count from 1, columns in characters."""

    rule: str
    severity: Severity
    catalog: str
    line: int
    column: int
    end_line: int
    end_column: int
    """The column behind the last character."""
    message: str
    suggestion: str | None
    """The text wanted instead, where it is known."""
    fixable: bool
    """Whether `--fix` mends it by itself."""
    edits: tuple[Edit, ...] = ()
    """The safe fix, in places of the text of the source."""
    unsafe: tuple[Edit, ...] = ()
    """The fix to be confirmed by a person, where exactly one text is suggested."""
    paper: Paper | None = None
    """The entry that it begins in."""


KEYS = Problem._fields[: Problem._fields.index("edits")]
"""The keys of a problem in JSON, in their order."""


def by_place(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems in the order of each file; of the same place, as the rules stand."""
    return sorted(problems, key=attrgetter("line", "column"))

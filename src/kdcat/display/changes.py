"""Changes between two catalogs for a reader at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from kdcat.diff.change import (
    ADDED,
    CHANGED,
    MOVED,
    REMOVED,
    RENAMED,
    differences,
    said_of,
    section_of,
    value,
)
from kdcat.display.console import print_text
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from kdcat.diff.change import Change, Kind
    from kdcat.paper import Paper

_SIGNS: dict[Kind, str] = {ADDED: "+", REMOVED: "-", RENAMED: "=", MOVED: ">", CHANGED: "~"}
_STYLES: dict[Kind, str] = {
    ADDED: "green", REMOVED: "red", RENAMED: "magenta", MOVED: "magenta", CHANGED: "bold",
}  # fmt: skip


def print_changes(
    changes: Sequence[Change], out: Console, fields: Sequence[str] | None = None
) -> None:
    """Print each change in its colour, with what differs below it.

    Args:
        changes: As `kdcat.diff.compare.compare` gives them.
        out: Where to print.
        fields: Columns of `kdcat.diff.change.value` that are wanted instead.
    """

    def show(line: str, style: str | None = None) -> None:
        text = printable(line).rstrip()
        print_text(Text(text, style=style or ""), out, len(text) - len(text.lstrip()) + 2)

    for change in changes:
        sign, style = _SIGNS[change.change], _STYLES[change.change]
        if fields:
            values = [value(change, name, text=True) for name in fields]
            show("  ".join([sign, *("" if said is None else str(said) for said in values)]), style)
            continue
        if change.section:
            show(f"{sign} section renamed: {said_of(change.section)}", style)
            continue
        show(f"{sign} {_said(change.paper)}", style)
        if change.change in {ADDED, REMOVED}:
            show(f"    {section_of(change.paper.sections)}")
        for name, before, after in differences(change):
            show(f"    {name}: {before} → {after}")


_LINE_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def print_diff(diff: str, out: Console) -> None:
    """Print a difference in the unified format, each line whole and in its colour.

    Args:
        diff: As `kdcat.editing.unified.unified_diff` gives it.
        out: Where to print.
    """
    for number, line in enumerate(diff.split("\n")[:-1]):
        style = "bold" if number < _HEADER else _LINE_STYLES.get(line[:1], "")
        text = printable(line.removesuffix("\r"))
        out.print(Text(text, style=style), soft_wrap=True)


_HEADER = 2
"""Lines that name the files."""


def _said(paper: Paper) -> str:
    said = " ".join(str(part) for part in (paper.venue_raw, paper.year) if part)
    return f"{paper.title}, {said}" if said else paper.title

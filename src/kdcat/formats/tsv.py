"""Rows as lines of values, tab separated for scripts."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_AT_ONCE = 500


def tsv(rows: Iterable[Sequence[object]], _names: Sequence[str]) -> Iterator[str]:
    """Return rows as lines of tab separated values, in pieces.

    Values are whole and as they are, but for tabs, line ends and control characters, which are made
    `printable`. They are for programs to read; a spreadsheet could take one for a formula, and has
    `csv`.

    Args:
        rows: The values; None is empty, lists and mappings are JSON.
        _names: The names of the columns, which are written as a first row where they are wanted.
    """
    remaining = iter(rows)
    while batch := list(islice(remaining, _AT_ONCE)):
        yield "".join(["\t".join([cell(value) for value in row]) + "\n" for row in batch])


def cell(value: object) -> str:
    """Return a value as text on one line: None is empty, lists and mappings are JSON."""
    if isinstance(value, str):
        return printable(value)
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    from json import dumps

    return printable(dumps(value, ensure_ascii=False))

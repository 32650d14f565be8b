"""Rows as JSON objects, each a line (https://jsonlines.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.formats.json import joined, objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def jsonl(rows: Iterable[Sequence[object]], names: Sequence[str]) -> Iterator[str]:
    """Return rows as JSON objects, each a line, in pieces.

    Args:
        rows: The values of each object, as `kdcat.formats.json.json` takes them.
        names: The keys, in the order of the values.
    """
    for piece in joined(objects(rows, names), "\n"):
        yield piece + "\n"

"""How many papers there are, by one field or by two."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.index.papers import Index

FIELDS = ("modality", "task", "subtask", "venue", "year", "has_code", "catalog")
"""What papers can be counted by."""
Value = str | int | bool | None


class Count(NamedTuple):
    """Papers that share their values of the fields counted by."""

    values: tuple[Value, ...]
    """One value for each field; None where the catalog is silent."""
    papers: int
    with_code: int


def count(index: Index, fields: Sequence[str], rows: Sequence[int] | None = None) -> list[Count]:
    """Return the counts of the papers by fields.

    Years come in their order, everything else the most frequent first and by name where equally
    frequent; papers of which the catalog does not say it come last.

    Args:
        index: The papers.
        fields: One or more of `FIELDS`.
        rows: The papers to count; all of them without it.
    """
    chosen = range(len(index)) if rows is None else rows
    columns = [index.column(field) for field in fields]
    has_code = index.column("has_code")
    coded = {number for number, value in enumerate(has_code.values) if value}
    papers: Counter[tuple[int, ...]] = Counter()
    with_code: Counter[tuple[int, ...]] = Counter()
    for row in chosen:
        key = tuple(column.numbers[row] for column in columns)
        papers[key] += 1
        with_code[key] += has_code.numbers[row] in coded
    counts = [
        Count(
            tuple(column.values[number] for column, number in zip(columns, key, strict=True)),
            total,
            with_code[key],
        )
        for key, total in papers.items()
    ]
    sizes = [_sizes(counts, place) for place in range(len(fields))]
    counts.sort(
        key=lambda count: tuple(
            _order(field, value, sizes[place][value])
            for place, (field, value) in enumerate(zip(fields, count.values, strict=True))
        )
    )
    return counts


def _sizes(counts: Sequence[Count], place: int) -> Counter[Value]:
    sizes: Counter[Value] = Counter()
    for count in counts:
        sizes[count.values[place]] += count.papers
    return sizes


def _order(field: str, value: Value, size: int) -> tuple[bool, int, str]:
    number = int(value) if field == "year" and value is not None else -size
    return value is None, number, str(value).casefold()

"""Which papers have most of some concepts, and what that says of them: the best first.

Where only some papers are wanted, those are looked at first that have as many concepts as they
must in the words that say most; the others only if one of them may still be better.
"""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING

from kdcat.index.wanted import give_up_if_unwanted
from kdcat.searching import weights

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kdcat.searching.concepts import Concept

# What is looked at first is worth at least such a share of the most that is there.
_SHARES = (0.9, 0.7, 0.4)


def near_rows(
    concepts: Sequence[Concept], within: set[int] | None, fewest: int, limit: int | None
) -> list[tuple[int, float]]:
    """Return the rows of the papers that are near, and what they have of the concepts, best first.

    A paper must have every concept, or all but one of three, or all but two of five and more.

    Args:
        concepts: The concepts.
        within: The rows of the papers that may be returned; all of them without it.
        fewest: The fewest words that a paper must have; 0 where nothing else is missing, and else
            words are not enough that most papers have.
        limit: The greatest number of papers to return; all of them without it.
    """
    least = len(concepts) - min((len(concepts) - 1) // 2, weights.MOST_LACKING)
    if limit is not None:
        for share in _SHARES:
            high, left = _parted(concepts, share)
            rows = _at_least(least, high, within)
            if len(rows) < limit:
                continue
            found = _ranked(concepts, rows, fewest, limit)
            # Where equal ones are left, the first in the catalog may be among them.
            if len(found) == limit and (not limit or found[-1][1] > _most(concepts, left, least)):
                return found
    every = [concept.rows for concept in concepts]
    return _ranked(concepts, _at_least(least, every, within), fewest, limit)


def _parted(concepts: Sequence[Concept], share: float) -> tuple[list[Collection[int]], list[float]]:
    """For each concept the rows worth at least a share of the most, and what others are worth."""
    high: list[Collection[int]] = []
    left: list[float] = []
    for concept in concepts:
        least = share * _greatest(concept)
        high.append(set().union(*(rows for worth, rows in concept.strata if worth >= least)))
        left.append(next((worth for worth, _ in concept.strata if worth < least), 0.0))
    return high, left


def _greatest(concept: Concept) -> float:
    return concept.strata[0][0] if concept.strata else 0.0


def _most(concepts: Sequence[Concept], left: Sequence[float], least: int) -> float:
    """The most that a paper may have that has fewer than `least` concepts in what says most."""
    more = sorted(
        (_greatest(concept) - low for concept, low in zip(concepts, left, strict=True)),
        reverse=True,
    )
    # Sums in another order may differ in their last digits.
    return (sum(left) + sum(more[: least - 1])) * (1 + 1e-9)


def _at_least(least: int, every: Sequence[Collection[int]], within: set[int] | None) -> set[int]:
    """Return the rows that are in at least so many of some collections."""
    ordered = sorted(every, key=len)
    if least == len(ordered):
        having = set(ordered[0]).intersection(*ordered[1:])
        return having if within is None else having & within
    # For each number the rows that are in so many of the collections looked at so far.
    having_so_many: list[set[int]] = [set() for _ in range(least + 1)]
    for rows in ordered:
        for number in range(least, 1, -1):
            having_so_many[number] |= having_so_many[number - 1].intersection(rows)
        having_so_many[1].update(rows)
    return having_so_many[least] if within is None else having_so_many[least] & within


def _ranked(
    concepts: Sequence[Concept], rows: set[int], fewest: int, limit: int | None
) -> list[tuple[int, float]]:
    told = dict.fromkeys(sorted(rows), 0.0)
    had = dict.fromkeys(rows, 0)
    for number, concept in enumerate(concepts):
        for worth, alike in concept.strata:
            give_up_if_unwanted()
            for row in rows.intersection(alike):
                told[row] += worth
                had[row] |= 1 << number
    if fewest:
        enough = {
            among: _says_enough([c for i, c in enumerate(concepts) if among >> i & 1], fewest)
            for among in set(had.values())
        }
        told = {row: worth for row, worth in told.items() if enough[had[row]]}
    give_up_if_unwanted()
    if limit is None:
        best = sorted(told, key=told.__getitem__, reverse=True)
    else:
        best = nlargest(max(limit, 0), told, key=told.__getitem__)
    return [(row, told[row]) for row in best]


def _says_enough(had: Sequence[Concept], fewest: int) -> bool:
    told = sum(concept.information for concept in had)
    return sum(len(concept.words) for concept in had) >= fewest and told >= weights.NAME

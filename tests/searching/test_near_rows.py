"""The near papers that are wanted are the first of all that are near, found the straight way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.searching.concepts import Concept
from kdcat.searching.near_rows import near_rows
from kdcat.searching.thesaurus import Level

WORTHS = (3.0, 2.8, 2.5, 2.0, 1.0, 0.5)
ROWS = range(12)


def concept(number: int, worths: dict[int, float], words: int) -> Concept:
    by_worth: dict[float, set[int]] = {}
    for row, worth in worths.items():
        by_worth.setdefault(worth, set()).add(row)
    return Concept(
        words=tuple(range(10 * number, 10 * number + words)),
        is_term=False,
        own=set(worths),
        like=Level(),
        strata=tuple(sorted(by_worth.items(), reverse=True)),
        rows=set(worths),
        information=max(worths.values(), default=0.5),
    )


concepts = st.lists(
    st.tuples(st.dictionaries(st.sampled_from(ROWS), st.sampled_from(WORTHS)), st.integers(1, 2)),
    min_size=1,
    max_size=5,
).map(lambda drawn: [concept(number, *each) for number, each in enumerate(drawn)])


def straight(of: list[Concept], within: set[int] | None, fewest: int) -> list[tuple[int, float]]:
    """Each row with what it has, all of them looked at."""
    least = len(of) - {1: 0, 2: 0, 3: 1, 4: 1, 5: 2}[len(of)]
    found = []
    for row in ROWS if within is None else sorted(within):
        had = [each for each in of if row in each.rows]
        if len(had) < least:
            continue
        told = 0.0
        for each, (worth, rows) in ((c, s) for c in had for s in c.strata):
            assert rows <= each.rows
            told += worth if row in rows else 0.0
        words = sum(len(each.words) for each in had)
        if not fewest or (words >= fewest and sum(each.information for each in had) >= 1.0):
            found.append((row, told))
    return sorted(found, key=lambda each: -each[1])


@pytest.mark.slow
@given(concepts, st.none() | st.sets(st.sampled_from(ROWS)), st.integers(0, 2))
def test_those_that_are_wanted_are_the_first_of_all(
    of: list[Concept], within: set[int] | None, fewest: int
) -> None:
    every = straight(of, within, fewest)
    assert near_rows(of, within, fewest, None) == every
    for limit in range(len(ROWS) + 1):
        assert near_rows(of, within, fewest, limit) == every[:limit]


def test_a_paper_that_lacks_a_concept_may_be_better_than_one_that_has_all() -> None:
    few = {0: 0.5}
    of = [concept(0, {0: 0.5, 1: 3.0}, 1), concept(1, {0: 0.5, 1: 3.0}, 1), concept(2, few, 1)]
    assert near_rows(of, None, 0, 1) == [(1, 6.0)]
    assert near_rows(of, None, 0, 2) == near_rows(of, None, 0, None) == [(1, 6.0), (0, 1.5)]


@pytest.mark.parametrize("limit", [None, 1])
@pytest.mark.parametrize("fewest", [0, 1])
def test_one_that_does_not_say_enough_gives_way_to_the_next(fewest: int, limit: int | None) -> None:
    of = [concept(0, {0: 0.5, 1: 0.5}, 1)]
    assert near_rows(of, None, fewest, limit) == ([] if fewest else [(0, 0.5), (1, 0.5)][:limit])

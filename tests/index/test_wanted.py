"""Work that is given up where nobody wants it any more."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from kdcat.browser.answers import Ground, Question, answer, counts
from kdcat.browser.known import Known, known_of
from kdcat.index.papers import Index
from kdcat.index.wanted import UnwantedError, give_up_if_unwanted, while_wanted
from tests.making import paper

if TYPE_CHECKING:
    from collections.abc import Callable


def after(number: int) -> Callable[[], bool]:
    """What is wanted so many times, and then no longer."""
    asked = count()
    return lambda: next(asked) < number


def test_it_is_done_to_its_end_while_it_is_wanted() -> None:
    done: list[int] = []

    def work() -> None:
        for number in range(5):
            give_up_if_unwanted()
            done.append(number)

    while_wanted(work, lambda: True)
    assert done == [0, 1, 2, 3, 4]
    # Once it is asked before the work begins.
    while_wanted(work, after(3))
    assert done == [0, 1, 2, 3, 4, 0, 1]
    while_wanted(work, after(0))
    assert done == [0, 1, 2, 3, 4, 0, 1]


def test_outside_of_it_nothing_is_given_up() -> None:
    while_wanted(give_up_if_unwanted, lambda: False)
    give_up_if_unwanted()


def test_what_goes_wrong_is_raised_and_nothing_takes_the_end_for_that() -> None:
    def fail() -> None:
        raise ValueError("a mistake")

    with pytest.raises(ValueError, match="a mistake"):
        while_wanted(fail, lambda: True)
    give_up_if_unwanted()
    assert not issubclass(UnwantedError, Exception)


TITLES = (
    "Knowledge Distillation for Speech Recognition",
    "Distilling Knowledge in Lidar Segmentation",
    "Speech Recognition with Small Models",
    "Graph Distillation of Language Models",
    "Neural Machine Translation by Distillation",
)
PAPERS = [
    paper(title, f"Speech/ASR{number % 3}", venue=f"V{number % 2}", year=2020 + number, line=number)
    for number, title in enumerate(TITLES, start=1)
]
Found = tuple[tuple[int, ...], str, dict[str, dict[str | int | bool, int]], list[Known]]


def found_in(index: Index, query: str) -> Found:
    given = answer(Ground(index), Question(query))
    numbers = {str(facet): values for facet, values in counts(Ground(index), given)}
    return tuple(given.rows), given.said, numbers, [known_of(index, row) for row in given.rows[:1]]


@pytest.mark.parametrize(
    "query",
    [
        "knowledge distillation",
        '"speech recognition" distil',
        "distilation of speach since 2021",
        "lidar segmentation knowledge zebras",
        "small models for speech that are nowhere",
    ],
)
def test_a_search_given_up_anywhere_leaves_what_it_looked_at_as_it_was(query: str) -> None:
    asked = count()
    expected: list[Found] = []

    def work() -> None:
        expected.append(found_in(Index.build(PAPERS), query))

    while_wanted(work, lambda: next(asked) >= 0)
    assert expected[0][0]
    every = next(asked)
    assert every > 50
    index = Index.build(PAPERS)
    for number in range(0, every, max(every // 50, 1)):
        while_wanted(lambda: found_in(index, query), after(number))
    assert found_in(index, query) == expected[0]


def test_papers_are_scored_only_while_they_are_wanted() -> None:
    """Each of the titles is looked at, of which 2,000 are four times as many as at once."""
    index = Index.build([paper(f"Distillation {number}", line=number) for number in range(2000)])

    def asked_of(limit: int) -> int:
        asked = count()
        while_wanted(
            lambda: answer(Ground(index, range(limit)), Question("distillation")),
            lambda: next(asked) >= 0,
        )
        return next(asked)

    assert asked_of(2000) - asked_of(500) == 3

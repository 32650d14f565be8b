"""How well papers fit a query, as a score from 0 to 1.

It says how well the words of the query fit, in which field, how close together, and how much of
the title they are. What each of these counts stands in `weights`.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from kdcat.index.lexicon import TITLE
from kdcat.index.wanted import give_up_if_unwanted
from kdcat.searching import weights
from kdcat.searching.interpretation import Spot

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from kdcat.searching.interpretation import Interpretation

_AT_ONCE = 512
"""So many papers are scored before it is asked whether anybody wants that: in some 5 ms."""
# So many places of one word are compared: only a title that is there to do harm has more.
_MOST_PLACES = 16


class FacetWorths(NamedTuple):
    """What was found in a field with few distinct values."""

    numbers: array[int]
    """For each paper the number of its text."""
    worths: dict[int, tuple[float, ...]]
    """For each text in which anything was found what each word of the query is worth in it."""


class Ranking(NamedTuple):
    """What a query means, by what stands in papers."""

    meant: Interpretation
    roles: dict[int, list[tuple[int, float]]]
    """For each word of titles the words of the query that it may be, and its worth for each."""
    facets: list[FacetWorths]
    by_words: bool
    """Whether words are all that counts: papers are alike that have the same in the same places."""


def ranking(meant: Interpretation) -> Ranking:
    """Return what papers are scored by."""
    facets = [
        FacetWorths(
            meant.lexicon.facet(field).numbers,
            {
                text: tuple(texts.get(text, 0.0) for texts in of_words)
                for text in set().union(*of_words)
            },
        )
        for field, of_words in meant.in_facets.items()
        if any(of_words)
    ]
    by_words = not meant.together and not any(meant.in_identifiers)
    return Ranking(meant, roles(meant), facets, by_words)


def roles(
    meant: Interpretation, words: Set[int] | None = None
) -> dict[int, list[tuple[int, float]]]:
    """Return for each word of titles the words of the query that it may be, and its worth.

    Args:
        meant: What the query means.
        words: The words of titles that are looked at; all of them without it.
    """
    by_word: dict[int, list[tuple[int, float]]] = {}
    for i, meanings in enumerate(meant.in_titles):
        for word in meanings if words is None else words & meanings.keys():
            by_word.setdefault(word, []).append((i, meanings[word]))
    return by_word


def ranked(meant: Interpretation, rows: Iterable[int]) -> list[tuple[int, float]]:
    """Return papers that fit every clause with their scores, best first, then as in the catalog."""
    rows = [*rows]
    scored = scores(ranking(meant), rows)
    found: list[tuple[float, int]] = []
    for start in range(0, len(rows), _AT_ONCE):
        give_up_if_unwanted()
        found += [(-next(scored), row) for row in rows[start : start + _AT_ONCE]]
    found.sort()
    return [(row, -less) for less, row in found]


def scores(by: Ranking, rows: Sequence[int]) -> Iterator[float]:
    """Yield how well papers that fit every clause do so, from 0 to 1."""
    if not by.meant.words:
        yield from repeat(1.0, len(rows))
        return
    title_of = by.meant.lexicon.titles.of
    if not by.by_words:
        for row in rows:
            yield own_score(by, row, title_of(row))
        return
    known: dict[object, float] = {}
    meanings = by.roles
    facets = [(facet.worths.get, facet.numbers) for facet in by.facets]
    for row in rows:
        words = title_of(row)
        alike = (
            len(words),
            *[(place, word) for place, word in enumerate(words) if word in meanings],
            *[worths(numbers[row]) for worths, numbers in facets],
        )
        score = known.get(alike)
        if score is None:
            score = known[alike] = own_score(by, row, words)
        yield score


def own_score(by: Ranking, row: int, title: Sequence[int]) -> float:
    """Return the score of a paper from its own title, by the numbers of its words, and fields."""
    in_title = spots_in_title(by.meant, by.roles, row, title)
    length = len(title)
    fit = total = together = 0.0
    pairs = 0
    covered: set[int] = set()
    first = length
    last: Spot | None = None
    run = iter(_best_run([spots for spots in in_title if spots]))
    for word, spots, worth in zip(by.meant.words, in_title, _elsewhere(by, row), strict=True):
        weight = 1.0 if word.content else weights.FILLER
        total += weight
        if spots:
            best = next(run)
            if last:
                pairs += 1
                together += _closeness(best, last)
            last = best
            for spot in spots:
                covered.update(range(spot.start, spot.start + spot.length))
            first = min(first, best.start)
            fit += weight * max(worth, best.worth)
        elif worth:
            fit += weight * worth
    fit /= total
    return (
        weights.FIT * fit
        + weights.TOGETHER * (together / pairs if pairs else fit)
        + weights.COVERED * (len(covered) / length if length else 0.0)
        + weights.BEGINS * (1 / (1 + first) if first < length else 0.0)
    )


def spots_in_title(
    meant: Interpretation,
    by_word: Mapping[int, Sequence[tuple[int, float]]],
    row: int,
    title: Sequence[int],
) -> list[list[Spot]]:
    """Return for each word of the query where it was found in a title.

    Args:
        meant: What the query means.
        by_word: Its `roles`.
        row: The paper.
        title: The numbers of the title's words.
    """
    in_title: list[list[Spot]] = [[] for _ in meant.words]
    for place, word in enumerate(title):
        if word in by_word:
            for i, worth in by_word[word]:
                in_title[i].append(Spot(place, 1, worth))
    for whole in meant.together:
        if whole.field == TITLE and row in whole.spots:
            spot = whole.spots[row]
            # Word for word where the numbers agree; else each stands for all.
            each = whole.end - whole.first == spot.length
            for i in range(whole.first, whole.end):
                own = Spot(spot.start + i - whole.first, 1, spot.worth)
                in_title[i].append(own if each else spot)
    return in_title


def _elsewhere(by: Ranking, row: int) -> list[float]:
    """Return for each word of the query its greatest worth in other fields."""
    best = [0.0] * len(by.meant.words)
    for numbers, worths in by.facets:
        for i, worth in enumerate(worths.get(numbers[row], ())):
            best[i] = max(best[i], worth)
    for whole in by.meant.together:
        if whole.field != TITLE:
            number = by.meant.lexicon.facet(whole.field).numbers[row]
            if number in whole.spots:
                for i in range(whole.first, whole.end):
                    best[i] = max(best[i], whole.spots[number].worth)
    for i, rows in enumerate(by.meant.in_identifiers):
        if row in rows:
            best[i] = max(best[i], rows[row])
    return best


def _best_run(places: Sequence[Sequence[Spot]]) -> list[Spot]:
    """Return one place for each word such that words of the query stand close to one another.

    Of all ways to choose, this is the one with the greatest worth and closeness together, and of
    several such ways the one that begins first.
    """
    if all(len(spots) == 1 for spots in places):
        return [spot for (spot,) in places]
    # For each place of the word before: how good the best run up to it is, and that run.
    runs: list[tuple[float, int, list[Spot]]] = [(0.0, 0, [])]
    for spots in places:
        runs = [
            max(
                (
                    value
                    + spot.worth
                    + (weights.CLOSE * _closeness(spot, run[-1]) if run else 0.0),
                    -(run[0] if run else spot).start,
                    [*run, spot],
                )
                for value, _, run in runs
            )
            for spot in spots[:_MOST_PLACES]
        ]
    return max(runs)[2]


def _closeness(spot: Spot, last: Spot) -> float:
    """Return 1 where a word follows the one before it, and less the further away it is."""
    gap = spot.start - last.start - last.length
    if spot == last:
        # Two words that are joined in one.
        return 1.0
    if gap >= 0:
        return 1 / (1 + weights.GAP * gap)
    return weights.BEFORE

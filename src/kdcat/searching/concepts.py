"""Words as concepts: what they are about, which papers have it, and how much that says of a paper.

A word, or a run of words that is known as a whole, is a concept if the catalog, the thesaurus or
the list of the field's terms holds it. Any other word is a name, as of a data set or an author.
"""

from __future__ import annotations

from itertools import groupby
from math import log, sqrt
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kdcat.index.lexicon import FACETS, TITLE
from kdcat.searching import weights
from kdcat.searching.filler import FAINT
from kdcat.searching.terms import is_data_set, is_term
from kdcat.searching.thesaurus import Level, like
from kdcat.searching.word_matching import forms_of, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from kdcat.index.lexicon import Field, Lexicon
    from kdcat.searching.synonyms import Run
    from kdcat.searching.thesaurus import Thesaurus

_LONGEST = 4
_NOTHING = Level()
_MOST_LIKE, _SHARE = 3000, 8
"""Words that may stand in the place of those of a query, each of which is looked for in some ten
microseconds; and the part of those left that may stand for the next."""
_SUBJECTS: tuple[Field, ...] = (TITLE, "modality", "task", "subtask")
_EVERYWHERE: tuple[Field, ...] = (TITLE, *FACETS)


class Concept(NamedTuple):
    """What some words are about, and which papers have it."""

    words: tuple[int, ...]
    """Its words, by their places."""
    is_term: bool
    own: Set[int]
    """The rows of the papers that have the words themselves."""
    like: Level
    """What may stand in their place."""
    strata: tuple[tuple[float, Set[int]], ...]
    """What it says of papers that they have them or something like them, in nats, the most first,
    and the rows of these papers; each row stands where it is worth most."""
    rows: Set[int]
    """All these rows."""
    information: float
    """The most that it may say of a paper."""


class Ground(NamedTuple):
    """What concepts are looked for in; new for each query."""

    lexicon: Lexicon
    forms: dict[tuple[Field, str], dict[int, float]]
    """The forms of words in a field, once they were looked for: many stand for several others."""
    stands: dict[tuple[Field, Run], list[tuple[float, Set[int]]]]
    """Where runs of words stand in a field, once they were looked for."""
    levels: dict[Run, tuple[Level, int]]
    """What may stand in the place of runs, once that was looked for, and how many words it has."""


def concepts_of(
    ground: Ground, words: Sequence[str], places: Sequence[int], thesaurus: Thesaurus
) -> tuple[list[Concept], list[int]]:
    """Return the concepts that words are about, and the places of those that are names.

    Args:
        ground: Where they are looked for.
        words: Plain words.
        places: The places of the words that are looked at; those side by side may be one concept.
        thesaurus: What may stand in the place of words.
    """
    concepts: list[Concept] = []
    names: list[int] = []
    at = 0
    while at < len(places):
        concept = next(_readings(ground, words, places[at : at + _LONGEST], thesaurus), None)
        at += len(concept.words) if concept else 1
        if concept and (concept.rows or concept.is_term or concept.like != _NOTHING):
            concepts.append(concept)
        elif concept:
            names += concept.words
            # The year of a data set says nothing of when a paper appeared.
            while (
                at < len(places)
                and is_data_set(words[places[at - 1]])
                and (places[at] == places[at - 1] + 1 and words[places[at]].isdecimal())
            ):
                names.append(places[at])
                at += 1
    return concepts, names


def information(lexicon: Lexicon, count: int) -> float:
    """Return how much it says of a paper that it is one of so many, in nats."""
    return log((len(lexicon) + 1) / (count + 0.5))


def _readings(
    ground: Ground, words: Sequence[str], places: Sequence[int], thesaurus: Thesaurus
) -> Iterator[Concept]:
    """Yield the longest run of words that says something as a whole, and at last a word alone.

    Nothing is yielded for filler.
    """
    for length in range(len(places), 1, -1):
        if places[length - 1] - places[0] != length - 1:
            continue
        run = tuple(words[place] for place in places[:length])
        concept = _known(ground, run, places[:length], thesaurus)
        if concept and (concept.rows or not _ends_in_another(ground, words, places, length)):
            yield concept
        # `enhancing speech` is speech enhancement.
        other = _known(ground, (*run[1:], run[0]), places[:length], thesaurus)
        if other and other.rows:
            yield other
    if words[places[0]] not in FAINT:
        yield _concept(ground, (words[places[0]],), (places[0],), thesaurus)


def _ends_in_another(
    ground: Ground, words: Sequence[str], places: Sequence[int], length: int
) -> bool:
    """Whether the last words of a run begin a term that papers have: `text to video retrieval`."""
    for start in range(1, length):
        run = tuple(words[place] for place in places[start:])
        for end in range(length - start + 1, len(run) + 1):
            is_one = places[start + end - 1] - places[start] == end - 1
            if is_one and is_term(run[:end]) and any(_standing(ground, run[:end], _SUBJECTS)):
                return True
    return False


def _known(ground: Ground, run: Run, places: Sequence[int], thesaurus: Thesaurus) -> Concept | None:
    """A run of words as a concept, if it is known as a whole."""
    if not is_term(run) and _like(ground, run, thesaurus) == _NOTHING:
        return None
    concept = _concept(ground, run, tuple(places), thesaurus)
    return concept if concept.rows or concept.is_term else None


def _concept(ground: Ground, run: Run, places: tuple[int, ...], thesaurus: Thesaurus) -> Concept:
    lexicon = ground.lexicon
    level = _like(ground, run, thesaurus)
    # Other words are looked for where subjects stand: nobody asks for a venue in other words.
    found = [
        (1.0, list(_standing(ground, run, _EVERYWHERE))),
        *((weights.SAME, list(_standing(ground, other, _SUBJECTS))) for other in level.same),
    ]
    every = [_rows(stands) for _, stands in found]
    own = every[0]
    everything = set().union(*every)
    alike = len(everything)
    if not alike and is_term(run):
        return Concept(places, True, own, level, (), everything, 0.0)
    for other in level.related:
        stands = list(_standing(ground, other, _SUBJECTS))
        found.append((weights.RELATED, stands))
        every.append(_rows(stands))
        everything.update(every[-1])
    # What nearly all papers are about says little of one, even in a word that few of them use.
    told = sqrt(
        information(lexicon, alike or len(everything)) * information(lexicon, len(everything))
    )
    strata = _strata(
        [
            (part * worth * min(told, information(lexicon, len(rows))), standing_there)
            for (part, stands), rows in zip(found, every, strict=True)
            for worth, standing_there in stands
        ]
    )
    return Concept(places, is_term(run), own, level, strata, everything, told)


def _like(ground: Ground, run: Run, thesaurus: Thesaurus) -> Level:
    """What may stand in the place of a run: of a very long list of one's own the first."""
    if run not in ground.levels:
        left = _MOST_LIKE - sum(count for _, count in ground.levels.values())
        level = _shortened(like(thesaurus, run), left // _SHARE)
        ground.levels[run] = level, sum(map(len, (*level.same, *level.related)))
    return ground.levels[run][0]


def _shortened(level: Level, most: int) -> Level:
    """The first runs of a level, as many as have so many words together."""
    kept: list[list[Run]] = [[], []]
    for runs, of_kind in zip(level, kept, strict=True):
        for run in runs:
            most -= len(run)
            if most < 0:
                return Level(*map(tuple, kept))
            of_kind.append(run)
    return level


def rows_having(ground: Ground, word: str) -> Set[int]:
    """Return the rows of the papers that have a plain word or another form of it."""
    return _rows([*_standing(ground, (word,), _EVERYWHERE)])


def _rows(stands: Sequence[tuple[float, Set[int]]]) -> Set[int]:
    return stands[0][1] if len(stands) == 1 else set().union(*(rows for _, rows in stands))


def _strata(
    stands: Iterable[tuple[float, Set[int]]],
) -> tuple[tuple[float, Set[int]], ...]:
    """What stands are worth, the most first, and the rows that stand nowhere for more."""
    strata: list[tuple[float, Set[int]]] = []
    seen: set[int] = set()
    by_worth = groupby(sorted(stands, key=itemgetter(0), reverse=True), itemgetter(0))
    for worth, alike in by_worth:
        every = [rows for _, rows in alike]
        rows = (set().union(*every) if len(every) > 1 else every[0]) - seen
        if rows:
            strata.append((worth, rows))
            seen |= rows
    return tuple(strata)


def _standing(
    ground: Ground, run: Run, fields: Sequence[Field]
) -> Iterator[tuple[float, Set[int]]]:
    """Yield where a run of words stands: what it is worth there, and the rows of the papers."""
    for field in fields:
        if (field, run) not in ground.stands:
            ground.stands[field, run] = _standing_in(ground, run, field)
        yield from ground.stands[field, run]


def _standing_in(ground: Ground, run: Run, field: Field) -> list[tuple[float, Set[int]]]:
    texts = ground.lexicon.texts(field)
    pattern = [forms_in(ground, field, word) for word in run]
    if not all(pattern):
        return []
    by_worth: dict[float, set[int]] = {}
    if len(run) == 1:
        for word, worth in pattern[0].items():
            by_worth.setdefault(worth, set()).update(texts.holding(word))
    else:
        for text, (_, worth) in standing(texts, pattern).items():
            by_worth.setdefault(worth, set()).add(text)
    if field == TITLE or not by_worth:
        return [*by_worth.items()]
    # The forms of a word count alike in a facet.
    found = set().union(*by_worth.values())
    return [(max(by_worth) * weights.FIELDS[field], set(ground.lexicon.rows(field, found)))]


def forms_in(ground: Ground, field: Field, word: str) -> dict[int, float]:
    """Return the words of a field's texts that are forms of a word, as `forms_of` does."""
    if (field, word) not in ground.forms:
        ground.forms[field, word] = forms_of(ground.lexicon.texts(field), word)
    return ground.forms[field, word]

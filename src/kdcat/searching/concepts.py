"""Words as concepts: what they are about, which papers have it, and how much that says of a paper.

A word, or a run of words that is known as a whole, is a concept if the catalog, the thesaurus or
the list of the field's terms holds it. Any other word is a name, as of a data set or an author.
"""

from __future__ import annotations

from itertools import chain
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
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kdcat.index.lexicon import Field, Lexicon
    from kdcat.searching.synonyms import Run
    from kdcat.searching.thesaurus import Thesaurus

_LONGEST = 4
# So many texts of a facet are looked for byte by byte, which is quick.
_FEW = 256
_NOTHING = Level()
_SUBJECTS: tuple[Field, ...] = (TITLE, "modality", "task", "subtask")
_EVERYWHERE: tuple[Field, ...] = (TITLE, *FACETS)


class Concept(NamedTuple):
    """What some words are about, and which papers have it."""

    words: tuple[int, ...]
    """Its words, by their places."""
    is_term: bool
    own: Collection[int]
    """The rows of the papers that have the words themselves."""
    like: Level
    """What may stand in their place."""
    worths: dict[int, float]
    """What it says of a paper that it has them or something like them, in nats, by row."""
    information: float
    """The most that it may say of a paper."""


class Ground(NamedTuple):
    """What concepts are looked for in; new for each query."""

    lexicon: Lexicon
    columns: dict[Field, list[list[int]]]
    """For each text of a facet with many the rows of the papers that have it, once it was looked
    at: one walk along a column takes as long as to look for some texts in it."""


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
        if concept and (concept.worths or concept.is_term or concept.like != _NOTHING):
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
        run = tuple(words[place] for place in places[:length])
        if places[length - 1] - places[0] == length - 1 and (
            is_term(run) or like(thesaurus, run) != _NOTHING
        ):
            concept = _concept(ground, run, tuple(places[:length]), thesaurus)
            if concept.worths or concept.is_term:
                yield concept
    if words[places[0]] not in FAINT:
        yield _concept(ground, (words[places[0]],), (places[0],), thesaurus)


def _concept(ground: Ground, run: Run, places: tuple[int, ...], thesaurus: Thesaurus) -> Concept:
    lexicon = ground.lexicon
    level = like(thesaurus, run)
    # Other words are looked for where subjects stand: nobody asks for a venue in other words.
    found = [
        (1.0, list(_standing(ground, run, _EVERYWHERE))),
        *((weights.SAME, list(_standing(ground, other, _SUBJECTS))) for other in level.same),
    ]
    every = [_rows(stands) for _, stands in found]
    own = set(every[0])
    alike = own.union(*every[1:]) if level.same else own
    if not alike and is_term(run):
        return Concept(places, True, own, level, {}, 0.0)
    for other in level.related:
        stands = list(_standing(ground, other, _SUBJECTS))
        found.append((weights.RELATED, stands))
        every.append(_rows(stands))
    everything = alike.union(*every[len(level.same) + 1 :]) if level.related else alike
    # What nearly all papers are about says little of one, even in a word that few of them use.
    told = sqrt(
        information(lexicon, len(alike or everything)) * information(lexicon, len(everything))
    )
    worths = _worths(
        [
            (part * worth * min(told, information(lexicon, len(rows))), standing_there)
            for (part, stands), rows in zip(found, every, strict=True)
            for worth, standing_there in stands
        ]
    )
    return Concept(places, is_term(run), own, level, worths, told)


def rows_having(ground: Ground, word: str) -> Collection[int]:
    """Return the rows of the papers that have a plain word or another form of it."""
    return _rows([*_standing(ground, (word,), _EVERYWHERE)])


def _rows(stands: Sequence[tuple[float, Collection[int]]]) -> Collection[int]:
    return stands[0][1] if len(stands) == 1 else set().union(*(rows for _, rows in stands))


def _worths(stands: Iterable[tuple[float, Collection[int]]]) -> dict[int, float]:
    """The greatest worth of each row."""
    worths: dict[int, float] = {}
    for worth, rows in sorted(stands, key=itemgetter(0)):
        worths.update(dict.fromkeys(rows, worth))
    return worths


def _standing(
    ground: Ground, run: Run, fields: Sequence[Field]
) -> Iterator[tuple[float, Collection[int]]]:
    """Yield where a run of words stands: what it is worth there, and the rows of the papers."""
    for field in fields:
        texts = ground.lexicon.texts(field)
        pattern = [forms_of(texts, word) for word in run]
        if not all(pattern):
            continue
        by_worth: dict[float, set[int]] = {}
        if len(run) == 1:
            for word, worth in pattern[0].items():
                by_worth.setdefault(worth, set()).update(texts.holding(word))
        else:
            for text, (_, worth) in standing(texts, pattern).items():
                by_worth.setdefault(worth, set()).add(text)
        if field == TITLE:
            yield from by_worth.items()
        elif by_worth:
            # The forms of a word count alike in a facet.
            found = set().union(*by_worth.values())
            yield max(by_worth) * weights.FIELDS[field], set(_rows_of(ground, field, found))


def _rows_of(ground: Ground, field: Field, found: Collection[int]) -> Iterable[int]:
    if len(ground.lexicon.texts(field)) <= _FEW:
        return ground.lexicon.rows(field, found)
    column = _column(ground, field)
    return chain.from_iterable(column[text] for text in found)


def _column(ground: Ground, field: Field) -> list[list[int]]:
    if field not in ground.columns:
        texts, numbers = ground.lexicon.facet(field)
        rows: list[list[int]] = [[] for _ in range(len(texts))]
        for row, number in enumerate(numbers):
            rows[number].append(row)
        ground.columns[field] = rows
    return ground.columns[field]

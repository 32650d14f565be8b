"""Words as concepts: what they are about, which papers have it, and how much that says of a paper.

A word, or a run of words that is known as a whole, is a concept if the catalog, the thesaurus or
the list of the field's terms holds it. Any other word is a name, as of a data set or an author.
"""

from __future__ import annotations

from math import log, sqrt
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kdcat.index.lexicon import FACETS, TITLE
from kdcat.searching import weights
from kdcat.searching.filler import FAINT
from kdcat.searching.terms import is_term
from kdcat.searching.thesaurus import Level, like
from kdcat.searching.word_matching import forms_of, standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kdcat.index.lexicon import Field, Lexicon
    from kdcat.searching.synonyms import Run
    from kdcat.searching.thesaurus import Thesaurus

_LONGEST = 4
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


def concepts_of(
    lexicon: Lexicon, words: Sequence[str], places: Sequence[int], thesaurus: Thesaurus
) -> tuple[list[Concept], list[int]]:
    """Return the concepts that words are about, and the places of those that are names.

    Args:
        lexicon: The lexicon of the papers that may have them.
        words: Plain words.
        places: The places of the words that are looked at; those side by side may be one concept.
        thesaurus: What may stand in the place of words.
    """
    concepts: list[Concept] = []
    names: list[int] = []
    at = 0
    while at < len(places):
        concept = next(_readings(lexicon, words, places[at : at + _LONGEST], thesaurus), None)
        at += len(concept.words) if concept else 1
        if concept and (concept.worths or concept.is_term or concept.like != _NOTHING):
            concepts.append(concept)
        elif concept:
            names += concept.words
    return concepts, names


def information(lexicon: Lexicon, count: int) -> float:
    """Return how much it says of a paper that it is one of so many, in nats."""
    return log((len(lexicon) + 1) / (count + 0.5))


def _readings(
    lexicon: Lexicon, words: Sequence[str], places: Sequence[int], thesaurus: Thesaurus
) -> Iterator[Concept]:
    """Yield the longest run of words that says something as a whole, and at last a word alone.

    Nothing is yielded for filler.
    """
    for length in range(len(places), 1, -1):
        run = tuple(words[place] for place in places[:length])
        if places[length - 1] - places[0] == length - 1 and (
            is_term(run) or like(thesaurus, run) != _NOTHING
        ):
            concept = _concept(lexicon, run, tuple(places[:length]), thesaurus)
            if concept.worths or concept.is_term:
                yield concept
    if words[places[0]] not in FAINT:
        yield _concept(lexicon, (words[places[0]],), (places[0],), thesaurus)


def _concept(lexicon: Lexicon, run: Run, places: tuple[int, ...], thesaurus: Thesaurus) -> Concept:
    level = like(thesaurus, run)
    # Other words are looked for where subjects stand: nobody asks for a venue in other words.
    found = [
        (1.0, list(_standing(lexicon, run, _EVERYWHERE))),
        *((weights.SAME, list(_standing(lexicon, other, _SUBJECTS))) for other in level.same),
    ]
    own = _rows(found[0][1])
    alike = own.union(*(_rows(stands) for _, stands in found[1:]))
    if not alike and is_term(run):
        return Concept(places, True, own, level, {}, 0.0)
    found += [
        (weights.RELATED, list(_standing(lexicon, other, _SUBJECTS))) for other in level.related
    ]
    counts = [len(_rows(stands)) for _, stands in found]
    everything = alike.union(*(_rows(stands) for _, stands in found))
    # What nearly all papers are about says little of one, even in a word that few of them use.
    told = sqrt(
        information(lexicon, len(alike or everything)) * information(lexicon, len(everything))
    )
    worths = _worths(
        [
            (part * worth * min(told, information(lexicon, count)), rows)
            for (part, stands), count in zip(found, counts, strict=True)
            for worth, rows in stands
        ]
    )
    return Concept(places, is_term(run), own, level, worths, told)


def rows_having(lexicon: Lexicon, word: str) -> set[int]:
    """Return the rows of the papers that have a plain word or another form of it."""
    return _rows(_standing(lexicon, (word,), _EVERYWHERE))


def _rows(stands: Iterable[tuple[float, Collection[int]]]) -> set[int]:
    return set().union(*(rows for _, rows in stands))


def _worths(stands: Iterable[tuple[float, Collection[int]]]) -> dict[int, float]:
    """The greatest worth of each row."""
    worths: dict[int, float] = {}
    for worth, rows in sorted(stands, key=itemgetter(0)):
        worths.update(dict.fromkeys(rows, worth))
    return worths


def _standing(
    lexicon: Lexicon, run: Run, fields: Sequence[Field]
) -> Iterator[tuple[float, Collection[int]]]:
    """Yield where a run of words stands: what it is worth there, and the rows of the papers."""
    for field in fields:
        texts = lexicon.texts(field)
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
            # To look through a column takes long; the forms of a word in it count alike.
            rows = lexicon.rows(field, set().union(*by_worth.values()))
            yield max(by_worth) * weights.FIELDS[field], set(rows)

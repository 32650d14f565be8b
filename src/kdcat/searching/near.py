"""Near answers: the papers that have most of what was asked, where none has all of it.

A query is read as concepts. A word, or a run of words that is a term, is a concept if the catalog,
the thesaurus or the list of the field's terms holds it; any other word is a name, and filler is
neither. A near answer has every concept, or something like it, or all but one of three and more;
names may be missing. A term that the catalog lacks leaves the query unanswered. What is typed as a
condition or a phrase is never given up.

Loaded only where there is no full answer.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from math import log
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kdcat.index.lexicon import TITLE
from kdcat.searching import weights
from kdcat.searching.candidates import candidates
from kdcat.searching.filler import FAINT
from kdcat.searching.interpretation import find_together, learn
from kdcat.searching.query import is_plain
from kdcat.searching.terms import is_term
from kdcat.searching.thesaurus import Level, like
from kdcat.searching.word_matching import forms_of, standing
from kdcat.words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kdcat.index.lexicon import Lexicon
    from kdcat.searching.interpretation import Interpretation
    from kdcat.searching.query import Query
    from kdcat.searching.query_words import Way
    from kdcat.searching.synonyms import Run
    from kdcat.searching.thesaurus import Thesaurus

_LONGEST = 4
_NOTHING = Level((), ())


class Concept(NamedTuple):
    """What some words of the query are about, and which papers have it."""

    words: tuple[int, ...]
    """Its words, by their places in the query."""
    is_filler: bool
    is_term: bool
    own: Collection[int]
    """The rows of the papers that have the words themselves."""
    like: Level
    """What may stand in their place."""
    worths: dict[int, float]
    """What it says of a paper that it has them or something like them, in nats, by row."""
    information: float
    """The most that it may say of a paper."""


class Near(NamedTuple):
    """A paper that has most of what was asked."""

    row: int
    score: float
    """How near it is, from 0 to 1."""
    missing: tuple[str, ...]
    """The words of the query that it lacks, as they were typed; there is at least one."""


class Nearest(NamedTuple):
    """The near answers to a query."""

    papers: list[Near]
    """Best first, then as in the catalog."""
    concepts: list[Concept]
    lacking: tuple[str, ...]
    """The words of the query that no paper has, as they were typed."""


def nearest(
    query: Query, meant: Interpretation, thesaurus: Thesaurus, within: set[int] | None
) -> Nearest:
    """Return the papers that are near to a query which no paper fits.

    Args:
        query: What was asked.
        meant: What it means in the catalog.
        thesaurus: What may stand in the place of its words.
        within: The rows of the papers that may be returned; all of them without it.
    """
    soft: list[list[Way]] = []
    hard: list[list[Way]] = []
    for clause, ways in zip(query.clauses, meant.clauses, strict=True):
        (soft if is_plain(clause) and ways[0].rows is None else hard).append(ways)
    concepts, names = concepts_of(
        meant, [i for (way,) in soft for i in range(way.first, way.end)], thesaurus
    )
    lacking = tuple(
        dict.fromkeys(
            meant.words[i].typed
            for words in (names, *(c.words for c in concepts if not c.own and not c.is_filler))
            for i in words
        )
    )
    if hard:
        within = candidates(meant._replace(clauses=hard), within)
    told = [concept for concept in concepts if not concept.is_filler]
    if not told or any(concept.is_term and not concept.worths for concept in told):
        return Nearest([], concepts, lacking)
    return Nearest(_near(meant, concepts, names, within), concepts, lacking)


def _near(
    meant: Interpretation, concepts: list[Concept], names: list[int], within: set[int] | None
) -> list[Near]:
    told = [concept for concept in concepts if not concept.is_filler]
    least = len(told) - min((len(told) - 1) // 2, weights.MOST_LACKING)
    total = sum(concept.information for concept in concepts) + weights.NAME * len(names)
    found = []
    for row, count in Counter(chain.from_iterable(c.worths for c in told)).items():
        if count < least or (within is not None and row not in within):
            continue
        had = [concept for concept in told if row in concept.worths]
        if names and not _says_enough(had, len(names)):
            continue
        value = sum(concept.worths.get(row, 0.0) for concept in concepts)
        lacked = [i for concept in told if row not in concept.own for i in concept.words]
        found.append((-value / total, row, lacked))
    return [
        Near(row, -less, tuple(meant.words[i].typed for i in sorted([*lacked, *names])))
        for less, row, lacked in sorted(found)
    ]


def _says_enough(had: Sequence[Concept], names: int) -> bool:
    """Tell whether a paper has so much of what was asked that names may be missing."""
    words = sum(len(concept.words) for concept in had)
    return words > 1 and sum(c.information for c in had) >= weights.NAME * names


def concepts_of(
    meant: Interpretation, places: Sequence[int], thesaurus: Thesaurus
) -> tuple[list[Concept], list[int]]:
    """Return the concepts of a query, and the places of the words that are names.

    Args:
        meant: What the query means.
        places: The places of the words that may be missing.
        thesaurus: What may stand in the place of words.
    """
    concepts: list[Concept] = []
    names: list[int] = []
    at = 0
    while at < len(places):
        concept = next(_readings(meant, places, at, thesaurus))
        at += len(concept.words)
        is_known = concept.worths or concept.is_term or concept.like != _NOTHING
        if is_known:
            concepts.append(concept)
        elif not concept.is_filler:
            names += concept.words
    return concepts, names


def _readings(
    meant: Interpretation, places: Sequence[int], at: int, thesaurus: Thesaurus
) -> Iterator[Concept]:
    """Yield the longest run of words that says something as a whole, and at last a word alone."""
    for end in range(min(len(places), at + _LONGEST), at + 1, -1):
        if places[end - 1] - places[at] == end - 1 - at:
            run = tuple(meant.words[i].word for i in places[at:end])
            if is_term(run) or like(thesaurus, run) != _NOTHING:
                concept = _concept(meant, tuple(places[at:end]), thesaurus)
                if concept.worths or concept.is_term:
                    yield concept
    yield _concept(meant, (places[at],), thesaurus)


def _concept(meant: Interpretation, words: tuple[int, ...], thesaurus: Thesaurus) -> Concept:
    lexicon = meant.lexicon
    run = tuple(meant.words[i].word for i in words)
    if len(run) == 1 and run[0] in FAINT:
        own = {} if run[0] in STOP_WORDS else _having(lexicon, run)
        information = weights.FAINT * _information(lexicon, len(own))
        worths = {row: worth * information for row, worth in own.items()}
        return Concept(words, True, False, own.keys(), _NOTHING, worths, information)
    level = like(thesaurus, run)
    own = _having(lexicon, run)
    same = [_having(lexicon, other) for other in level.same]
    related = [_having(lexicon, other) for other in level.related]
    alike = set(own).union(*same)
    a_term = is_term(run)
    if a_term and not alike:
        return Concept(words, False, True, (), level, {}, 0.0)
    everything = alike.union(*related)
    information = (
        _information(lexicon, len(alike or everything)) * _information(lexicon, len(everything))
    ) ** 0.5
    worths = {}
    for part, found in ((weights.RELATED, related), (weights.SAME, same), (1.0, [own])):
        for rows in found:
            value = part * min(information, _information(lexicon, len(rows)))
            for row, worth in rows.items():
                if worths.get(row, 0.0) < worth * value:
                    worths[row] = worth * value
    return Concept(words, False, a_term, own.keys(), level, worths, information)


def _information(lexicon: Lexicon, count: int) -> float:
    """Return how much it says of a paper that it is one of so many, in nats."""
    return log((len(lexicon) + 1) / (count + 0.5))


def _having(lexicon: Lexicon, run: Run) -> dict[int, float]:
    """Return the rows of the papers that have a run of words, and what it is worth there."""
    found: dict[int, float] = {}
    for worth, rows in sorted(_places(lexicon, run), key=itemgetter(0)):
        found.update(dict.fromkeys(rows, worth))
    return found


def _places(lexicon: Lexicon, run: Run) -> Iterator[tuple[float, Iterable[int]]]:
    """Yield where a run of words stands: what it is worth, and the papers."""
    for field, texts in lexicon.fields():
        pattern = [forms_of(texts, word) for word in run]
        if not all(pattern):
            continue
        if len(run) == 1:
            found = [(worth, set(texts.holding(word))) for word, worth in pattern[0].items()]
        else:
            by_worth: dict[float, set[int]] = {}
            for text, (_, worth) in standing(texts, pattern).items():
                by_worth.setdefault(worth, set()).add(text)
            found = [*by_worth.items()]
        for worth, of_texts in found:
            yield worth * weights.FIELDS[field], lexicon.rows(field, of_texts)


def with_likenesses(meant: Interpretation, concepts: Iterable[Concept]) -> Interpretation:
    """Return what a query means if what is like its words is meant too, so that it is marked."""
    wider = meant._replace(
        in_titles=[*map(dict, meant.in_titles)],
        in_facets={field: [*map(dict, own)] for field, own in meant.in_facets.items()},
        together=[*meant.together],
    )
    for concept in concepts:
        for run in (*concept.like.same, *concept.like.related):
            for field, texts in meant.lexicon.fields():
                pattern = [forms_of(texts, word) for word in run]
                if not all(pattern):
                    continue
                if len(run) > 1:
                    stretch = concept.words[0], concept.words[-1] + 1
                    find_together(wider, stretch, field, pattern, weights.RELATED)
                elif field == TITLE:
                    learn(wider, concept.words[0], field, texts, pattern[0])
    return wider

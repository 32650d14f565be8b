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
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kdcat.index.lexicon import TITLE
from kdcat.searching import weights
from kdcat.searching.candidates import candidates
from kdcat.searching.concepts import Ground, concepts_of, information, rows_having
from kdcat.searching.filler import FILLER
from kdcat.searching.interpretation import find_together, learn
from kdcat.searching.query import is_plain
from kdcat.searching.terms import is_data_set
from kdcat.searching.word_matching import forms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from kdcat.searching.concepts import Concept
    from kdcat.searching.interpretation import Interpretation
    from kdcat.searching.query import Query
    from kdcat.searching.query_words import Way
    from kdcat.searching.thesaurus import Thesaurus

_FEWEST_BESIDE_NAME = 2
"""A single word is too little beside one that may be no name at all."""


class Near(NamedTuple):
    """A paper that has most of what was asked."""

    row: int
    score: float
    """How near it is, from 0 to 1."""
    missing: Callable[[int], tuple[str, ...]]
    """Says for its row which words of the query it lacks, as typed; there is at least one."""


class Nearest(NamedTuple):
    """The near answers to a query."""

    papers: list[Near]
    """Best first, then as in the catalog."""
    concepts: list[Concept]
    lacking: tuple[str, ...]
    """The words and terms of the query that no paper has, as they were typed."""


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
    words = [word.word for word in meant.words]
    places = [place for (way,) in soft for place in range(way.first, way.end)]
    ground = Ground(meant.lexicon, {})
    concepts, names = concepts_of(ground, words, places, thesaurus)
    lacking = tuple(
        dict.fromkeys(
            [
                *(meant.words[i].typed for i in names),
                *(" ".join(meant.words[i].typed for i in c.words) for c in concepts if not c.own),
            ]
        )
    )
    if hard:
        within = candidates(meant._replace(clauses=hard), within)
    if not concepts or any(concept.is_term and not concept.worths for concept in concepts):
        return Nearest([], concepts, lacking)
    told = {place for concept in concepts for place in concept.words}.union(names)
    faint = [place for place in places if place not in told and words[place] not in FILLER]
    owners = [
        *((place, concept.own) for concept in concepts for place in concept.words),
        *((place, rows_having(ground, words[place])) for place in faint),
        *((place, ()) for place in names),
    ]
    missing = partial(_missing, meant, sorted(owners, key=itemgetter(0)))
    # A name would say as much of a paper as what no paper has.
    most = sum(c.information for c in concepts) + len(names) * information(meant.lexicon, 0)
    fewest = 1 if all(_is_surely_name(meant, i) for i in names) else _FEWEST_BESIDE_NAME
    found = _near(concepts, within, fewest if names else 0)
    return Nearest([Near(row, has / most, missing) for row, has in found], concepts, lacking)


def _is_surely_name(meant: Interpretation, i: int) -> bool:
    """Whether a word is more likely a name of the field than a word of another one.

    `lidar nuscenes` asks for lidar, and `camera lens repair` for nothing that the list has.
    """
    word, typed = meant.words[i].word, meant.words[i].typed
    has_capital = any(map(str.isupper, typed if i else typed[1:]))
    return (
        is_data_set(word)
        or any(map(str.isdigit, word))
        or (has_capital and any(other.typed.islower() for other in meant.words))
    )


def _near(concepts: list[Concept], within: set[int] | None, fewest: int) -> list[tuple[int, float]]:
    """Return the rows of the papers that are near, and what they have of the concepts, best first.

    Where names are missing, words are not enough that most papers have, nor fewer than `fewest`.
    """
    having = _having_enough(concepts, within)
    told = dict.fromkeys(having, 0.0)
    had = dict.fromkeys(having, 0)
    for number, concept in enumerate(concepts):
        for row in having.intersection(concept.worths):
            told[row] += concept.worths[row]
            had[row] |= 1 << number
    enough = {
        among: not fewest
        or _says_enough([c for i, c in enumerate(concepts) if among >> i & 1], fewest)
        for among in set(had.values())
    }
    found = sorted((-told[row], row) for row in having if enough[had[row]])
    return [(row, -less) for less, row in found]


def _says_enough(had: Sequence[Concept], fewest: int) -> bool:
    told = sum(concept.information for concept in had)
    return sum(len(concept.words) for concept in had) >= fewest and told >= weights.NAME


def _having_enough(concepts: Sequence[Concept], within: set[int] | None) -> set[int]:
    """Return the rows of the papers that have as many of the concepts as a near answer must."""
    least = len(concepts) - min((len(concepts) - 1) // 2, weights.MOST_LACKING)
    rows = sorted((concept.worths.keys() for concept in concepts), key=len)
    if least == len(concepts):
        having = set(rows[0]).intersection(*rows[1:])
    else:
        counts = Counter(chain.from_iterable(rows))
        having = {row for row, count in counts.items() if count >= least}
    return having if within is None else having & within


def _missing(
    meant: Interpretation, owners: Sequence[tuple[int, Collection[int]]], row: int
) -> tuple[str, ...]:
    """The words of the query that a paper lacks, as they were typed.

    Args:
        meant: What the query means.
        owners: The places of the words, and the rows of the papers that have each.
        row: The row of the paper.
    """
    return tuple(meant.words[place].typed for place, rows in owners if row not in rows)


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

"""Near answers: the papers that have most of what was asked, where none has all of it.

A query is read as concepts. A word, or a run of words that is a term, is a concept if the catalog,
the thesaurus or the list of the field's terms holds it; any other word is a name, and filler is
neither. A near answer has every concept, or something like it, or all but one of three and more;
names may be missing. A term that the catalog lacks leaves the query unanswered. What is typed as a
condition or a phrase is never given up.

Loaded only where there is no full answer.
"""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kdcat.index.lexicon import TITLE
from kdcat.searching import weights
from kdcat.searching.candidates import candidates
from kdcat.searching.concepts import Ground, concepts_of, forms_in, information, rows_having
from kdcat.searching.filler import FILLER
from kdcat.searching.interpretation import find_together, learn
from kdcat.searching.near_rows import near_rows
from kdcat.searching.query import is_plain
from kdcat.searching.terms import is_data_set

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from kdcat.searching.concepts import Concept
    from kdcat.searching.interpretation import Interpretation
    from kdcat.searching.query import Query
    from kdcat.searching.query_words import Way
    from kdcat.searching.thesaurus import Thesaurus

_FEWEST_BESIDE_NAME = 2
"""A single word is too little beside one that may be no name at all."""
_FEWEST_THAT_VOUCH = 3
"""Words and conditions of a query of which one may be misspelt where no paper has all of them."""


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
    ground: Ground
    """What they were looked for in."""
    misspelt: dict[str, tuple[str, ...]]
    """The words that were taken for others, as `Found` has them."""


def nearest(
    query: Query,
    meant: Interpretation,
    thesaurus: Thesaurus,
    within: set[int] | None,
    limit: int | None = None,
) -> Nearest:
    """Return the papers that are near to a query which no paper fits.

    Args:
        query: What was asked.
        meant: What it means in the catalog.
        thesaurus: What may stand in the place of its words.
        within: The rows of the papers that may be returned; all of them without it.
        limit: The greatest number of papers to return; all of them without it.
    """
    soft: list[list[Way]] = []
    hard: list[list[Way]] = []
    for clause, ways in zip(query.clauses, meant.clauses, strict=True):
        (soft if is_plain(clause) and ways[0].rows is None else hard).append(ways)
    words = [word.word for word in meant.words]
    places = [place for (way,) in soft for place in range(way.first, way.end)]
    ground = Ground(meant.lexicon, {}, {}, {})
    concepts, names = concepts_of(ground, words, places, thesaurus)
    asked = sum(words[place] not in FILLER for place in places) + len(hard)
    if spelt := _spelt_otherwise(meant, names, asked):
        words = [spelt.get(i, word) for i, word in enumerate(words)]
        concepts, names = concepts_of(ground, words, places, thesaurus)
    misspelt: dict[str, tuple[str, ...]] = {
        meant.words[i].typed: (word,) for i, word in spelt.items()
    }
    lacking = _lacking(meant, concepts, names)
    if hard:
        within = candidates(meant._replace(clauses=hard), within)
    if not concepts or any(concept.is_term and not concept.rows for concept in concepts):
        return Nearest([], concepts, lacking, ground, misspelt)
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
    found = near_rows(concepts, within, fewest if names else 0, limit)
    papers = [Near(row, has / most, missing) for row, has in found]
    return Nearest(papers, concepts, lacking, ground, misspelt)


def _spelt_otherwise(meant: Interpretation, names: Collection[int], asked: int) -> dict[int, str]:
    """What the names may be that are misspelt words, by their places."""
    if asked < _FEWEST_THAT_VOUCH:
        # Of two words one that is misspelt leaves too little that vouches for what was meant.
        return {}
    return {
        i: _spelt(meant, i) for i in names if meant.corrected[i] and not _is_surely_name(meant, i)
    }


def _spelt(meant: Interpretation, i: int) -> str:
    """The word that a misspelt one most likely is: of those it was taken for the most usual."""
    titles = meant.lexicon.titles

    def likelihood(word: str) -> tuple[int, str]:
        number = titles.number(word)
        count = 0 if number is None else titles.count(number)
        return -count, word

    return min(meant.corrected[i], key=likelihood)


def _lacking(
    meant: Interpretation, concepts: Sequence[Concept], names: Sequence[int]
) -> tuple[str, ...]:
    """The words and terms that no paper has, as they were typed."""
    runs = [(i,) for i in names] + [concept.words for concept in concepts if not concept.own]
    return tuple(dict.fromkeys(" ".join(meant.words[i].typed for i in run) for run in runs))


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


def with_likenesses(meant: Interpretation, near: Nearest, rows: Collection[int]) -> Interpretation:
    """Return what a query means if what is like its words is meant too, so that it is marked.

    Args:
        meant: What the query means.
        near: The near answers to it.
        rows: The rows of those in which it is to be marked.
    """
    wider = meant._replace(
        in_titles=[*map(dict, meant.in_titles)],
        in_facets={field: [*map(dict, own)] for field, own in meant.in_facets.items()},
        together=[*meant.together],
    )
    lexicon = meant.lexicon
    words = set().union(*map(lexicon.titles.of, rows))
    for field, texts in lexicon.fields():
        shown = {*rows} if field == TITLE else {lexicon.facet(field).numbers[row] for row in rows}
        for concept in near.concepts:
            for run in (*concept.like.same, *concept.like.related):
                pattern = [forms_in(near.ground, field, word) for word in run]
                if not all(pattern):
                    continue
                if len(run) > 1:
                    stretch = concept.words[0], concept.words[-1] + 1
                    find_together(wider, stretch, field, pattern, weights.RELATED, shown)
                elif field == TITLE:
                    own = {word: worth for word, worth in pattern[0].items() if word in words}
                    learn(wider, concept.words[0], field, texts, own)
    return wider

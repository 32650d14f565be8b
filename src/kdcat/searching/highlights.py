"""What the words of a query matched in a paper, by field and place.

Loaded only where it is to be shown: it takes longer than finding the paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from kdcat.index.lexicon import AUTHORS, FACETS, TITLE, Field
from kdcat.searching.ranking import roles, spots_in_title
from kdcat.searching.word_matching import meanings_of, name_of, with_wholes
from kdcat.words import inflection, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kdcat.paper import Paper
    from kdcat.searching.interpretation import Interpretation
    from kdcat.words import Place

Marked: TypeAlias = (
    Field | Literal["arxiv_id", "doi", "code_url", "paper_url", "record.authors", "record.abstract"]
)
"""A field in which words are marked."""
Known: TypeAlias = dict[tuple[Field, int], frozenset[int]]
"""For a field and a word of the query the words of the field that it may mean, once asked for."""
_WITH_IDENTIFIERS: tuple[Marked, ...] = ("arxiv_id", "doi", "code_url", "paper_url")
_ORDER: tuple[Marked, ...] = (
    TITLE, *FACETS, *_WITH_IDENTIFIERS, "record.authors", "record.abstract"
)  # fmt: skip


class Span(NamedTuple):
    """What a word of the query matched in a field of a paper."""

    field: Marked
    start: int
    """The place in the field's text, in characters from 0.

    That of a record's authors is their names, each with a comma and a blank behind it.
    """
    end: int
    word: str
    """The word of the query, as it was typed."""


def highlights(
    meant: Interpretation, rows: Iterable[int], papers: Iterable[Paper]
) -> list[tuple[Span, ...]]:
    """Return for each paper what the words of the query matched in it, by field and place.

    Args:
        meant: What the query means.
        rows: The rows of papers.
        papers: These papers.
    """
    rows = [*rows]
    words = set().union(*map(meant.lexicon.titles.of, rows))
    by_word = roles(meant, words)
    known: Known = {}
    return [
        _spans(meant, by_word, known, row, paper) for row, paper in zip(rows, papers, strict=True)
    ]


def _spans(
    meant: Interpretation,
    by_word: Mapping[int, Sequence[tuple[int, float]]],
    known: Known,
    row: int,
    paper: Paper,
) -> tuple[Span, ...]:
    marked: dict[tuple[Marked, int, int], int] = {}
    title = spots_in_title(meant, by_word, row, meant.lexicon.titles.of(row))
    stands = list(places(paper.title)) if any(title) else []
    for i, spots in enumerate(title):
        for spot in spots:
            for place in stands[spot.start : spot.start + spot.length]:
                marked.setdefault((TITLE, place.start, place.end), i)
    name: Marked
    for field in FACETS:
        value, name = getattr(paper, field), field
        if value is None and field == AUTHORS:
            value, name = paper.told_authors, "record.authors"
        if value is not None:
            for place, i in _in_facet(meant, known, row, field, str(value)):
                marked.setdefault((name, place.start, place.end), i)
    for i, rows in enumerate(meant.in_identifiers):
        if row in rows:
            for of, start, end in _in_identifiers(meant, paper, i):
                marked.setdefault((of, start, end), i)
    return tuple(
        Span(*where, meant.words[marked[where]].typed)
        for where in sorted(marked, key=lambda where: (_ORDER.index(where[0]), *where[1:]))
    )


def _in_facet(
    meant: Interpretation, known: Known, row: int, field: Field, value: str
) -> Iterator[tuple[Place, int]]:
    """Yield the places in the text of a field at which a word of the query was found, and which."""
    number = meant.lexicon.facet(field).numbers[row]
    own = [i for i, texts in enumerate(meant.in_facets[field]) if number in texts]
    together = [each for each in meant.together if each.field == field and number in each.spots]
    # To look for the words of a text takes longest, and most fields have none that is asked for.
    stands = list(places(value)) if own or together else []
    for i in own:
        yield from ((place, i) for place in stands if _means(meant, known, field, place.word, i))
    for whole in together:
        spot = whole.spots[number]
        for place in stands[spot.start : spot.start + spot.length]:
            yield place, whole.first


def _means(meant: Interpretation, known: Known, field: Field, word: str, i: int) -> bool:
    """Tell whether a word of the query may mean a word of a facet."""
    texts = meant.lexicon.texts(field)
    if (field, i) in known:
        return texts.number(word) in known[field, i]
    of_query = meant.words[i]
    meaning = name_of if field == AUTHORS else meanings_of
    meanings = meaning(texts, of_query.word, unfinished=of_query.unfinished)
    for name in meant.corrected[i]:
        if (number := texts.number(name)) is not None:
            meanings[number] = 1.0
    known[field, i] = frozenset(with_wholes(texts, meanings))
    return texts.number(word) in known[field, i]


def _in_identifiers(
    meant: Interpretation, paper: Paper, i: int
) -> Iterator[tuple[Marked, int, int]]:
    """Yield where a word of the query, or the name it is a part of, stands in identifiers."""
    names = {
        stretch.name
        for stretch in meant.stretches
        if stretch.name and stretch.first <= i < stretch.end
    }
    found = False
    for field in _WITH_IDENTIFIERS:
        value = (getattr(paper, field) or "").lower().replace("_", "-")
        for name in sorted({meant.words[i].word, *names}):
            if (start := value.find(name)) >= 0:
                found = True
                yield field, start, start + len(name)
    if not found and paper.record and paper.record.abstract:
        wanted = inflection(meant.words[i].word)
        for place in places(paper.record.abstract):
            if inflection(place.word) == wanted:
                yield "record.abstract", place.start, place.end

"""What fits a question, and how many papers each value of a facet would leave.

A question is a query and the values that were chosen of facets. Values of one facet mean or,
different facets mean and, as the options of the commands do.
"""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

from kdcat.errors import KdcatError
from kdcat.index.number_arrays import places_of
from kdcat.index.wanted import give_up_if_unwanted

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Collection, Iterator, Sequence

    from kdcat.index.papers import Index
    from kdcat.searching.find import Found, FoundRows
    from kdcat.searching.query import Qualifier
    from kdcat.searching.thesaurus import Group

Facet: TypeAlias = Literal["modality", "task", "venue", "year", "code", "catalog"]
FACETS: tuple[Facet, ...] = get_args(Facet)
"""What a question can be narrowed by, in the order in which it is shown."""
Value: TypeAlias = str | int | bool
"""A value of a facet; of `code` whether there is any."""
_COLUMNS: dict[Facet, tuple[str, ...]] = {
    "modality": ("modality",),
    "task": ("task", "subtask"),
    "venue": ("venue",),
    "year": ("year",),
    "code": ("has_code",),
    "catalog": ("catalog",),
}
_MOST_NAMED = 3


class Question(NamedTuple):
    """What is asked."""

    text: str = ""
    """A query, in the language of `kdcat search`."""
    chosen: frozenset[tuple[Facet, Value]] = frozenset()
    """The values that were chosen of facets."""


class Ground(NamedTuple):
    """What questions are asked of."""

    papers: Index
    within: Sequence[int] | None = None
    """The rows of the papers that may be found, ascending; None for all."""
    synonyms: Callable[[], Sequence[Group]] | None = None
    """Gives the reader's own synonyms, as `searching.find` takes them."""


class Answer(NamedTuple):
    """What fits a question."""

    question: Question
    rows: Sequence[int]
    """The rows of the papers, best first; without a query in the order of the catalog."""
    said: str = ""
    """What is to be said of it, as `kdcat search` says it; nothing where it is clear."""
    found: FoundRows | None = None
    """What the search knows of the rows; None without a query."""
    is_near: bool = False
    """Whether the papers only have most of what was asked."""
    is_wrong: bool = False
    """Whether the query cannot be meant as it stands."""


Counts: TypeAlias = dict[Facet, dict[Value, int]]
"""For each facet the number of papers of each value; those of no paper may be left out."""


def answer(ground: Ground, question: Question) -> Answer:
    """Return what fits a question; a query that cannot be meant fits nothing, and it is said why.

    Args:
        ground: What is asked.
        question: The question.
    """
    within = _chosen_rows(ground, question.chosen)
    if not question.text.strip():
        return Answer(question, range(len(ground.papers)) if within is None else within)
    from kdcat.searching.filters import rows_of
    from kdcat.searching.find import find_rows
    from kdcat.searching.query import parse

    def qualified(qualifier: Qualifier) -> Collection[int]:
        return rows_of(ground.papers, qualifier.field, qualifier.value)

    try:
        found = find_rows(
            parse(question.text),
            ground.papers,
            ground.papers.lexicon,
            within=within,
            qualified=qualified,
            synonyms=ground.synonyms,
        )
    except KdcatError as error:
        return Answer(question, (), str(error), is_wrong=True)
    rows = [row for row, _ in found.scored]
    is_near = bool(rows and found.missing(rows[0]))
    return Answer(question, rows, _said(found.said, rows, is_near), found, is_near)


_LOADED = (
    *("bibliography.names", "bibliography.venues", "bibliography.works", "searching.find"),
    *("searching.filters", "searching.near", "searching.near_rows", "searching.highlights"),
    *("searching.lookup", "searching.misspellings", "searching.reasons", "searching.related"),
    *("searching.spoken_filters", "searching.own_synonyms"),
)
_LOADED_ELSEWHERE = ("tomllib", "rapidfuzz")


def load_search() -> None:
    """Load what a search and a page may need before it is needed: a tenth of a second."""
    from importlib import import_module

    for name in (*(f"kdcat.{name}" for name in _LOADED), *_LOADED_ELSEWHERE):
        import_module(name)


def _said(found: Found, rows: Sequence[int], is_near: bool) -> str:
    """How the query was understood, and why nothing fits where nothing does."""
    said = list(found.hints)
    if found.filters:
        said.append(f"read as {' '.join(found.filters)}")
    if is_near:
        said.append(f"{found.reason or 'nothing fits'}; nearest:")
    elif not rows:
        said.append(found.reason or "nothing fits")
        if found.suggestion:
            said.append(f"did you mean {found.suggestion}?")
    for typed, words in found.misspelt.items() if rows else ():
        meant = " or ".join(words[:_MOST_NAMED]) + " ..." * (len(words) > _MOST_NAMED)
        said.append(f"{typed!r} is taken for {meant}")
    return "; ".join(said)


def counts(ground: Ground, given: Answer) -> Iterator[tuple[Facet, dict[Value, int]]]:
    """Yield for each facet how many papers each of its values would leave or add.

    Where values of a facet are chosen, its other values are counted as if none were: to choose one
    more of them adds its papers.

    Args:
        ground: What was asked.
        given: The answer to the question.
    """
    chosen = given.question.chosen
    for facet in FACETS:
        others = frozenset(pair for pair in chosen if pair[0] != facet)
        if others == chosen:
            rows = given.rows
        else:
            rows = answer(ground, given.question._replace(chosen=others)).rows
        yield facet, _counted(ground.papers, facet, rows)


def all_values(index: Index) -> Counts:
    """Return the values of all facets with the numbers of their papers in the whole catalog.

    The most frequent come first, and by name where equally frequent; of years the last. A single
    catalog is no facet.
    """
    found: Counts = {}
    for facet in FACETS:
        if facet == "catalog" and not index.has_pages:
            continue
        numbers = _counted(index, facet, range(len(index)))
        if facet == "year":
            found[facet] = dict(sorted(numbers.items(), key=lambda each: -int(each[0])))
        else:
            found[facet] = dict(
                sorted(numbers.items(), key=lambda each: (-each[1], str(each[0]).casefold()))
            )
    return found


def _counted(index: Index, facet: Facet, rows: Sequence[int]) -> dict[Value, int]:
    give_up_if_unwanted()
    columns = [index.column(name) for name in _COLUMNS[facet]]
    found: Counter[Value] = Counter()
    for column in columns:
        for number, count in Counter(_at(rows, column.numbers)).items():
            if (value := column.values[number]) is not None:
                found[value] += count
    if len(columns) == 1:
        return found
    # A paper counts once, also where its task and its subtask have one name.
    both = set.intersection(*({*column.values} for column in columns))
    for value in both:
        if value is not None:
            twice = [set(places_of({of.values.index(value)}, of.numbers)) for of in columns]
            found[value] -= len(set.intersection(*twice).intersection(rows))
    return found


def _at(rows: Sequence[int], numbers: array[int]) -> Sequence[int]:
    """The numbers of rows, picked all at once: in half the time of one after the other."""
    if len(rows) == len(numbers):
        return numbers
    return itemgetter(*rows)(numbers) if len(rows) > 1 else [numbers[row] for row in rows]


def _chosen_rows(ground: Ground, chosen: Collection[tuple[Facet, Value]]) -> Sequence[int] | None:
    """The rows of the papers that have what was chosen, ascending; None where nothing was."""
    rows: set[int] | None = None
    for facet in FACETS:
        values = {value for other, value in chosen if other == facet}
        if not values:
            continue
        own: set[int] = set()
        for name in _COLUMNS[facet]:
            column = ground.papers.column(name)
            wanted = {number for number, value in enumerate(column.values) if value in values}
            own.update(places_of(wanted, column.numbers))
        rows = own if rows is None else rows & own
    if rows is None:
        return ground.within
    if ground.within is not None:
        rows.intersection_update(ground.within)
    return sorted(rows)


def as_chosen(
    ground: Ground, facet: Facet, rows: Sequence[int]
) -> frozenset[tuple[Facet, Value]] | None:
    """Return the values of a facet that together have just these rows; None where none have.

    So an option of the command line is shown as if it had been chosen here.

    Args:
        ground: What is asked.
        facet: The facet.
        rows: Rows of papers, ascending.
    """
    index = ground.papers
    found: set[Value] = set()
    for name in _COLUMNS[facet]:
        column = index.column(name)
        numbers = set(map(column.numbers.__getitem__, rows))
        found |= {value for number in numbers if (value := column.values[number]) is not None}
    # Of the two names of a paper, its task and its subtask, one may have been meant.
    chosen = frozenset(
        (facet, value)
        for value in found
        if set(_chosen_rows(Ground(index), [(facet, value)]) or ()).issubset(rows)
    )
    return chosen if chosen and _chosen_rows(Ground(index), chosen) == list(rows) else None

"""Search: the papers that fit a query, in what order, and what in them matched.

A paper's score says how well the words of the query fit, in which field, how close together, and
how much of the title they are.

The weights were set by hand and then compared on machine-made queries (tests/data/search-*.jsonl);
the measures hardly change with any one of them, but where many titles fit: there it counts most how
close together the words stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.errors import UsageError
from kdcat.index.lexicon import FACETS
from kdcat.index.papers import Index
from kdcat.searching.interpretation import TITLE, Question, Spot
from kdcat.searching.query import Qualifier, Query, parse
from kdcat.searching.word_matching import meanings_of, with_wholes
from kdcat.words import places

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from kdcat.index.lexicon import Lexicon
    from kdcat.paper import Paper
    from kdcat.words import Place

# What a score is made of: its parts sum to 1.
_FIT, _TOGETHER, _COVERED, _BEGINS = 0.72, 0.22, 0.04, 0.02
_CONTENT, _FILLER = 1.0, 0.15
# A place nearer to the word before is preferred, if it is worth at most so much less.
_CLOSE = 0.3
_SAME_SECTION = 0.8
_SWAPPED, _BEFORE = 0.4, 0.25
_MOST_PLACES = 16
_WITH_IDENTIFIERS = ("arxiv_id", "doi", "code_url", "paper_url")


class Span(NamedTuple):
    """What a word of the query matched in a field of a paper."""

    field: str
    start: int
    """The place in the field's text, in characters from 0."""
    end: int
    word: str
    """The word of the query, as it was typed."""


class Match(NamedTuple):
    """A paper that fits a query."""

    paper: Paper
    score: float
    """How well it fits, from 0 to 1; 1 only where the query is the title."""
    spans: tuple[Span, ...]
    """What matched, by field and place; typing errors included."""


class Found(NamedTuple):
    """What a search found."""

    matches: list[Match]
    """The papers that fit, best first; in the order of the catalog where equally good."""
    suggestion: str | None
    """Where nothing fits, a query like it that something fits, if there is one."""
    hints: tuple[str, ...]
    """What the person may have meant otherwise, a sentence each."""
    unknown: tuple[str, ...]
    """The words that nothing in the catalog fits, as they were typed."""
    misspelt: dict[str, tuple[str, ...]]
    """The words that were taken for others, as they were typed, and the plain words they may be."""


def search(papers: Sequence[Paper], text: str, limit: int | None = None) -> list[Match]:
    """Return the papers that fit a query, best first.

    Args:
        papers: The papers to search, such as `Catalog.papers`.
        text: The query, in the language that `kdcat.searching.query` describes.
        limit: The greatest number of papers to return; all of them without it.

    Raises:
        UsageError: The query cannot be meant as it stands, or a qualifier's value names nothing.
    """
    from kdcat.searching.filters import rows_of

    index = Index.build(papers)

    def qualified(qualifier: Qualifier) -> Collection[int]:
        return rows_of(index, qualifier.field, qualifier.value)

    return find(parse(text), papers, index.lexicon, qualified=qualified, limit=limit).matches


def find(
    query: Query,
    papers: Sequence[Paper],
    lexicon: Lexicon,
    *,
    within: Collection[int] | None = None,
    qualified: Callable[[Qualifier], Collection[int]],
    limit: int | None = None,
    with_spans: bool = True,
) -> Found:
    """Return the papers that fit a query, best first.

    Args:
        query: What was asked.
        papers: The papers; only those that are returned are looked at, and those that may have an
            address that was asked for.
        lexicon: The lexicon of these papers.
        within: The rows of the papers that may be returned; all of them without it.
        qualified: Says which rows a qualifier selects; what it raises is not caught.
        limit: The greatest number of papers to return; all of them without it.
        with_spans: Whether to say what matched where, which takes longer than finding it.
    """
    allowed = None if within is None else set(within)

    def ask(query: Query) -> tuple[Question, set[int]]:
        question = Question(query, papers, lexicon, qualified)
        rows = question.rows(allowed)
        if not rows and question.widen():
            rows = question.rows(allowed)
        return question, rows

    def fits(text: str) -> bool:
        try:
            return bool(ask(parse(text))[1])
        except UsageError:
            # Without one of its words a query may not be one.
            return False

    question, rows = ask(query)
    suggestion = None
    if not rows:
        suggestion = next(filter(fits, question.others()), None)
    ranking = _Ranking(question)
    ranked = sorted((-ranking.score(row), row) for row in rows)
    if limit is not None:
        ranked = ranked[: max(limit, 0)]
    found = _papers_of(papers, [row for _, row in ranked])
    matches = [
        Match(paper, -negative, ranking.spans(row, paper) if with_spans else ())
        for paper, (negative, row) in zip(found, ranked, strict=True)
    ]
    misspelt = {
        one.typed: tuple(sorted(set(words)))
        for one, words in zip(question.asked, question.meant, strict=True)
        if words and one.content
    }
    unknown = tuple(dict.fromkeys(question.unknown))
    return Found(matches, suggestion, query.hints, unknown, misspelt)


def _papers_of(papers: Sequence[Paper], rows: Sequence[int]) -> list[Paper]:
    """The papers of the rows; an index decodes many at once in a third of the time."""
    if isinstance(papers, Index):
        return papers.papers(rows)
    return [papers[row] for row in rows]


class _Ranking:
    """How well papers fit a question, and what matched in them."""

    def __init__(self, question: Question) -> None:
        self._question = question
        # For each word of titles that a word of the query may mean: which one, and its worth.
        self._roles: dict[int, list[tuple[int, float]]] = {}
        for i, meanings in enumerate(question.words):
            for word, worth in meanings.items():
                self._roles.setdefault(word, []).append((i, worth))
        # For each facet in which anything was found: for each text what each word is worth in it.
        self._facets = [
            (
                field,
                question.lexicon.facet(field).numbers,
                {
                    text: tuple(texts.get(text, 0.0) for texts in words)
                    for text in set().union(*words)
                },
            )
            for field, words in question.texts.items()
            if any(words)
        ]
        self._scores: dict[object, float] | None = None
        if not question.together and not any(question.identified):
            # Then papers are alike that have the same words in the same places.
            self._scores = {}

    # How well they fit.

    def score(self, row: int) -> float:
        """Return how well a paper that fits every clause does so, from 0 to 1."""
        if not self._question.asked:
            return 1.0
        words = self._question.lexicon.titles.of(row)
        if self._scores is None:
            return self._score(row, words)
        roles = self._roles
        alike = (
            len(words),
            *[(place, word) for place, word in enumerate(words) if word in roles],
            *[worths.get(numbers[row]) for _, numbers, worths in self._facets],
        )
        if alike not in self._scores:
            self._scores[alike] = self._score(row, words)
        return self._scores[alike]

    def _score(self, row: int, words: Sequence[int]) -> float:
        in_title = self._in_title(row, words)
        elsewhere = self._elsewhere(row)
        length = len(words)
        fit = weights = together = 0.0
        pairs = 0
        covered: set[int] = set()
        first = length
        last: Spot | None = None
        section = ""
        run = iter(_best_run([options for options in in_title if options]))
        for one, options, (worth, field) in zip(
            self._question.asked, in_title, elsewhere, strict=True
        ):
            weight = _CONTENT if one.content else _FILLER
            weights += weight
            if options:
                best = next(run)
                if last:
                    pairs += 1
                    together += _closeness(best, last)
                last = best
                for option in options:
                    covered.update(range(option.start, option.start + option.length))
                first = min(first, best.start)
                fit += weight * max(worth, best.worth)
            elif worth:
                if field == section:
                    pairs += 1
                    together += _SAME_SECTION
                section = field
                fit += weight * worth
        fit /= weights
        return (
            _FIT * fit
            + _TOGETHER * (together / pairs if pairs else fit)
            + _COVERED * (len(covered) / length if length else 0.0)
            + _BEGINS * (1 / (1 + first) if first < length else 0.0)
        )

    def _in_title(self, row: int, words: Sequence[int]) -> list[list[Spot]]:
        """Return for each word of the query where it was found in a title."""
        roles = self._roles
        found: list[list[Spot]] = [[] for _ in self._question.asked]
        for place, word in enumerate(words):
            if word in roles:
                for i, worth in roles[word]:
                    found[i].append(Spot(place, 1, worth))
        for one in self._question.together:
            if one.field == TITLE and row in one.found:
                at = one.found[row]
                # Word for word where the numbers agree; else each stands for all.
                each = one.end - one.first == at.length
                for i in range(one.first, one.end):
                    own = Spot(at.start + i - one.first, 1, at.worth)
                    found[i].append(own if each else at)
        return found

    def _elsewhere(self, row: int) -> list[tuple[float, str]]:
        """Return for each word of the query its greatest worth in other fields, and the field."""
        best = [(0.0, "")] * len(self._question.asked)
        for field, numbers, worths in self._facets:
            for i, worth in enumerate(worths.get(numbers[row], ())):
                if worth:
                    best[i] = max(best[i], (worth, field))
        for one in self._question.together:
            if one.field != TITLE:
                number = self._question.lexicon.facet(one.field).numbers[row]
                if number in one.found:
                    for i in range(one.first, one.end):
                        best[i] = max(best[i], (one.found[number].worth, one.field))
        for i, rows in enumerate(self._question.identified):
            if row in rows:
                best[i] = max(best[i], (rows[row], ""))
        return best

    # What matched.

    def spans(self, row: int, paper: Paper) -> tuple[Span, ...]:
        """Return what the words of the query matched in a paper, by field and place."""
        found: dict[tuple[str, int, int], int] = {}
        for field, start, end, i in self._marks(row, paper):
            found.setdefault((field, start, end), i)
        order = (TITLE, *FACETS, *_WITH_IDENTIFIERS)
        return tuple(
            Span(*where, self._question.asked[found[where]].typed)
            for where in sorted(found, key=lambda where: (order.index(where[0]), *where[1:]))
        )

    def _marks(self, row: int, paper: Paper) -> Iterator[tuple[str, int, int, int]]:
        """Yield a field, a beginning and an end in its text, and the word of the query there."""
        stands = list(places(paper.title))
        for i, options in enumerate(self._in_title(row, self._question.lexicon.titles.of(row))):
            for at in options:
                for place in stands[at.start : at.start + at.length]:
                    yield TITLE, place.start, place.end, i
        for field in FACETS:
            value = getattr(paper, field)
            if value is not None:
                for place, i in self._marks_in_facet(row, field, str(value)):
                    yield field, place.start, place.end, i
        for i, rows in enumerate(self._question.identified):
            if row in rows:
                yield from self._marks_in_identifiers(paper, i)

    def _marks_in_facet(self, row: int, field: str, value: str) -> Iterator[tuple[Place, int]]:
        number = self._question.lexicon.facet(field).numbers[row]
        stands = list(places(value))
        for i, found in enumerate(self._question.texts[field]):
            if number in found:
                yield from ((place, i) for place in stands if self._means(field, place.word, i))
        for one in self._question.together:
            if one.field == field and number in one.found:
                at = one.found[number]
                for place in stands[at.start : at.start + at.length]:
                    yield place, one.first

    def _means(self, field: str, word: str, i: int) -> bool:
        """Tell whether a word of the query may mean a word of a facet."""
        texts = self._question.lexicon.values(field)
        one = self._question.asked[i]
        meant = meanings_of(texts, one.word, unfinished=one.unfinished)
        for name in self._question.meant[i]:
            if (number := texts.number(name)) is not None:
                meant[number] = 1.0
        return texts.number(word) in with_wholes(texts, meant)

    def _marks_in_identifiers(self, paper: Paper, i: int) -> Iterator[tuple[str, int, int, int]]:
        names = {
            one.name for one in self._question.stretches if one.name and one.first <= i < one.end
        }
        for field in _WITH_IDENTIFIERS:
            value = (getattr(paper, field) or "").lower().replace("_", "-")
            for name in sorted({self._question.asked[i].word, *names}):
                if (at := value.find(name)) >= 0:
                    yield field, at, at + len(name), i


def _best_run(places: Sequence[Sequence[Spot]]) -> list[Spot]:
    """Return one place for each word such that words of the query stand close to one another.

    Of all ways to choose, this is the one with the greatest worth and closeness together, and of
    several such ways the one that begins first.
    """
    if all(len(options) == 1 for options in places):
        return [at for (at,) in places]
    # For each place of the word before: how good the best run up to it is, and that run.
    runs: list[tuple[float, int, list[Spot]]] = [(0.0, 0, [])]
    for options in places:
        runs = [
            max(
                (
                    value + at.worth + (_CLOSE * _closeness(at, run[-1]) if run else 0.0),
                    -(run[0] if run else at).start,
                    [*run, at],
                )
                for value, _, run in runs
            )
            # In no title does a word stand so often, unless the title is there to do harm.
            for at in options[:_MOST_PLACES]
        ]
    return max(runs)[2]


def _closeness(place: Spot, last: Spot) -> float:
    """Return 1 where a word follows the one before it, and less the further away it is."""
    gap = place.start - last.start - last.length
    if place == last:
        # Two words that are joined in one.
        return 1.0
    if gap >= 0:
        return 1 / (1 + 0.5 * gap)
    return _SWAPPED if place.start + place.length == last.start else _BEFORE

"""Search: which papers fit a query, and in what order.

Every content word must be found: in the title, a section, the venue, the year or an identifier; as
it is, in another form, as a beginning, joined or parted otherwise, by initials or a known
abbreviation; and only where the catalog has none of these, with a typing error. A paper's score
says how well its words fit, in which field, how close together, and how much of the title they are.

The weights were set by hand and then compared on machine-made queries (tests/data/search-*.jsonl);
the measures hardly change with any one of them, but where many titles fit: there it counts most how
close together the words stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kdcat.errors import UsageError
from kdcat.index import Index
from kdcat.lexicon import FACETS, Lexicon, repository, same_address
from kdcat.packed import places_of
from kdcat.query import Phrase, Qualifier, Query, Word, parse
from kdcat.words import (
    STOP_WORDS,
    inflection,
    longest_same,
    places,
    plain_words,
    same,
    stem,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set

    from kdcat.lexicon import Texts
    from kdcat.paper import Paper
    from kdcat.words import Place

TITLE = "title"
_SECTIONS = ("task", "subtask", "modality")
# How much a word found in a field is worth.
_FIELDS = {
    TITLE: 1.0,
    "task": 0.8,
    "subtask": 0.8,
    "modality": 0.6,
    "venue": 0.85,
    "venue_raw": 0.84,
    "year": 0.9,
}
_IDENTIFIER = 0.7
_WHOLE_IDENTIFIER = 0.95
# How much a word is worth that is not found as it was typed.
_INFLECTED = 0.95
_DERIVED = 0.85
_PART = 0.92
_BEGINNING, _WHOLE_BEGINNING = 0.6, 0.9
_JOINED = 0.99
_SAME = 0.85
_INITIALS = 0.8
_ERROR = 0.12
# What a score is made of: its parts sum to 1.
_FIT, _TOGETHER, _COVERED, _BEGINS = 0.72, 0.22, 0.04, 0.02
_CONTENT, _FILLER = 1.0, 0.15
# A place nearer to the word before is preferred, if it is worth at most so much less.
_CLOSE = 0.3
_SAME_SECTION = 0.8
_SWAPPED, _BEFORE = 0.4, 0.25

_LONGEST_JOINED = 3
_MOST_PARTS = 3
_SHORTEST_PARTED = 3
_INITIALS_LENGTHS = range(3, 7)
_SHORTEST_BEGINNING, _SHORTEST_UNFINISHED = 4, 2
_SHORTEST_WITH_DIGITS = 5
_SHORTEST_LENGTHENED = 8
_LONGEST_ACRONYM = 6
_MOST_TRIED = 8


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


def search(papers: Sequence[Paper], text: str, limit: int | None = None) -> list[Match]:
    """Return the papers that fit a query, best first.

    Args:
        papers: The papers to search, such as `Catalog.papers`.
        text: The query, in the language that `kdcat.query` describes.
        limit: The greatest number of papers to return; all of them without it.

    Raises:
        UsageError: The query cannot be meant as it stands, or a qualifier's value names nothing.
    """
    from kdcat.filters import rows_of
    from kdcat.index import Index

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

    def ask(query: Query) -> tuple[_Question, set[int]]:
        question = _Question(query, papers, lexicon, qualified)
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
    ranked = sorted((-question.score(row), row) for row in rows)
    if limit is not None:
        ranked = ranked[: max(limit, 0)]
    found = _papers_of(papers, [row for _, row in ranked])
    matches = [
        Match(paper, -negative, question.spans(row, paper) if with_spans else ())
        for paper, (negative, row) in zip(found, ranked, strict=True)
    ]
    return Found(matches, suggestion, query.hints, tuple(dict.fromkeys(question.unknown)))


def _papers_of(papers: Sequence[Paper], rows: Sequence[int]) -> list[Paper]:
    """The papers of the rows; an index decodes many at once in a third of the time."""
    if isinstance(papers, Index):
        return papers.papers(rows)
    return [papers[row] for row in rows]


class _Asked(NamedTuple):
    """One word of the query."""

    word: str
    """The plain word."""
    typed: str
    start: int
    """Its place in the query."""
    content: bool
    """Whether it must be found."""
    exact: bool
    """Whether only the word itself and its inflections will do: it stands in a phrase."""
    unfinished: bool
    """Whether it ends the query, so that more of it may be yet to be typed."""
    field: str | None
    """The field in which it must stand."""


class _Way(NamedTuple):
    """One of the ways to fit a clause: words that must be found, or rows selected otherwise."""

    first: int
    end: int
    rows: Set[int] | None = None
    negated: bool = False


class _Stretch(NamedTuple):
    """Words of the query that follow one another, and so may belong together."""

    first: int
    end: int
    name: str = ""
    """What may be an identifier: the words as typed, if they are one run of characters."""


class _Place(NamedTuple):
    """Where in a text a word of the query was found."""

    start: int
    """The place of the first word, counted in words."""
    length: int
    """The number of words."""
    worth: float


class _Together(NamedTuple):
    """Where words of the query were found as a whole: joined, parted, spelled out, in a phrase."""

    first: int
    end: int
    field: str
    found: dict[int, _Place]
    """By the number of the text."""


class _Question:
    """A query being answered: what each of its words means in this catalog."""

    def __init__(
        self,
        query: Query,
        papers: Sequence[Paper],
        lexicon: Lexicon,
        qualified: Callable[[Qualifier], Collection[int]],
    ) -> None:
        self.unknown: list[str] = []
        self._query = query
        self._papers = papers
        self._lexicon = lexicon
        self._qualified = qualified
        self._asked: list[_Asked] = []
        self._clauses: list[list[_Way]] = []
        self._stretches: list[_Stretch] = []
        self._lay_out()
        # For each word of the query: the words of titles that it may mean, and their worth; the
        # texts of each facet, and the rows with an identifier, in which it was found.
        self._words: list[dict[int, float]] = [{} for _ in self._asked]
        self._texts: dict[str, list[dict[int, float]]] = {
            field: [{} for _ in self._asked] for field in FACETS
        }
        self._identified: list[dict[int, float]] = [{} for _ in self._asked]
        self._together: list[_Together] = []
        # For each word that was taken for a misspelling: what it may have been meant to be.
        self._meant: list[list[str]] = [[] for _ in self._asked]
        self._roles: dict[int, list[tuple[int, float]]] = {}
        self._understand()

    # What was asked.

    def _lay_out(self) -> None:
        plain: list[_Way] = []
        for clause in self._query.clauses:
            ways = [self._way(term) for term in clause.terms]
            self._clauses.append(ways)
            if len(ways) == 1 and isinstance(clause.terms[0], Word) and ways[0].rows is None:
                plain += ways
                continue
            self._stretch(plain)
            plain = []
            for way in ways:
                if way.rows is None:
                    self._stretch([way])
        self._stretch(plain)
        if not any(one.content for one in self._asked):
            self._asked = [one._replace(content=True) for one in self._asked]

    def _stretch(self, ways: list[_Way]) -> None:
        if ways and ways[0].first < ways[-1].end:
            self._stretches.append(_Stretch(ways[0].first, ways[-1].end))

    def _way(self, term: Word | Phrase | Qualifier) -> _Way:
        first = len(self._asked)
        if isinstance(term, Qualifier):
            return _Way(first, first, frozenset(self._qualified(term)), term.negated)
        if isinstance(term, Word) and (address := _as_address(term.text)):
            return _Way(first, first, self._addressed(address), term.negated)
        if term.negated:
            return _Way(first, first, self._holding_exactly(term), negated=True)
        exact = isinstance(term, Phrase)
        for place in places(term.text):
            start = term.start + place.start
            end = start + place.end - place.start
            self._asked.append(
                _Asked(
                    place.word,
                    term.text[place.start : place.end],
                    start,
                    content=exact or place.word not in STOP_WORDS,
                    exact=exact,
                    unfinished=not exact and end == len(self._query.text),
                    field=term.field,
                )
            )
        end = len(self._asked)
        if not exact and end - first > 1:
            typed = term.text.strip(_AROUND)
            name = _as_identifier(typed) or typed.lower().replace("_", "-")
            self._stretches.append(_Stretch(first, end, name))
        return _Way(first, end)

    def _addressed(self, address: str) -> set[int]:
        """Return the rows of the papers that have an address, or else its repository."""
        near = self._lexicon.addressed(address)
        has = {row: (self._papers[row].paper_url, self._papers[row].code_url) for row in near}
        rows = {row for row, own in has.items() if address in own}
        if not rows:
            rows = {
                row
                for row, own in has.items()
                if any(one and same_address(address, one) for one in own)
            }
        from kdcat.identifiers import arxiv_id, doi

        for name in (arxiv_id(address), doi(address), repository(address)):
            if name and not rows:
                rows.update(self._lexicon.identified(name))
        return rows

    def _holding_exactly(self, term: Word | Phrase) -> set[int]:
        """Return the rows where the words of a term stand next to one another, as they are."""
        words = plain_words(term.text)
        rows: set[int] = set()
        for field, texts in self._fields(term.field):
            found = _standing(texts, [_as_it_is(texts, word) for word in words])
            rows.update(self._rows_of(field, found, None))
        return rows

    def _fields(self, field: str | None) -> Iterator[tuple[str, Texts]]:
        yield TITLE, self._lexicon.titles
        if field is None:
            for name in FACETS:
                yield name, self._lexicon.values(name)

    # What it means in this catalog.

    def _understand(self) -> None:
        for i, one in enumerate(self._asked):
            if not one.exact:
                for field, texts in self._fields(one.field):
                    self._learn(
                        i, field, texts, _meanings(texts, one.word, unfinished=one.unfinished)
                    )
                if one.field is None and one.content and len(one.word) >= _SHORTEST_IDENTIFIED:
                    self._identify(i, i + 1, one.word, _IDENTIFIER)
        for stretch in self._stretches:
            first = self._asked[stretch.first]
            if first.exact:
                words = [one.word for one in self._asked[stretch.first : stretch.end]]
                for field, texts in self._fields(first.field):
                    pattern = [_as_it_is(texts, word) for word in words]
                    self._find_together(stretch.first, stretch.end, field, pattern, 1.0)
            elif stretch.name:
                if first.field is None:
                    self._identify(*stretch, _WHOLE_IDENTIFIER)
            else:
                for i in range(stretch.first, stretch.end):
                    self._read_from(i, stretch.end)
        self._forgive()

    def _learn(self, i: int, field: str, texts: Texts, meanings: dict[int, float]) -> None:
        if field == TITLE:
            for word, worth in meanings.items():
                _raise(self._words[i], word, worth)
            return
        for word, worth in meanings.items():
            for text in texts.holding(word):
                _raise(self._texts[field][i], text, worth * _FIELDS[field])

    def _identify(self, first: int, end: int, name: str, worth: float) -> bool:
        rows = self._lexicon.identified(name)
        for row in rows:
            for i in range(first, end):
                _raise(self._identified[i], row, worth)
        return bool(rows)

    def _find_together(
        self, first: int, end: int, field: str, pattern: Sequence[dict[int, float]], worth: float
    ) -> None:
        texts = self._lexicon.titles if field == TITLE else self._lexicon.values(field)
        worth *= _FIELDS[field]
        found = {
            text: _Place(start, len(pattern), fit * worth)
            for text, (start, fit) in _standing(texts, pattern).items()
        }
        if found:
            self._together.append(_Together(first, end, field, found))

    def _read_from(self, i: int, end: int) -> None:
        """Read the words from one on as joined, parted, abbreviated or spelled out otherwise."""
        longest = min(max(longest_same(), _LONGEST_JOINED), end - i)
        for length in range(1, longest + 1):
            asked = self._asked[i : i + length]
            if asked[-1].field != asked[0].field:
                break
            words = [one.word for one in asked]
            if 2 <= length <= _LONGEST_JOINED and not STOP_WORDS.issuperset(words):
                self._read_joined(i, words)
            for others in same().get(tuple(map(inflection, words)), ()):
                for field, texts in self._fields(asked[0].field):
                    pattern = [_as_it_is(texts, word) for word in others]
                    self._find_together(i, i + length, field, pattern, _SAME)
        self._read_parted(i)
        self._read_spelled_out(i)

    def _read_joined(self, i: int, words: Sequence[str]) -> None:
        joined = "".join(words)
        end = i + len(words)
        last = self._asked[end - 1]
        for field, texts in self._fields(last.field):
            meanings = _as_it_is(texts, joined)
            if not meanings and last.unfinished and len(joined) > _SHORTEST_BEGINNING:
                meanings = _meanings(texts, joined, unfinished=True)
            self._find_together(i, end, field, [meanings], _JOINED)

    def _read_parted(self, i: int) -> None:
        one = self._asked[i]
        if len(one.word) < _SHORTEST_PARTED:
            return
        for field, texts in self._fields(one.field):
            for pattern in _partings(texts, one.word, _MOST_PARTS):
                self._find_together(i, i + 1, field, pattern, _JOINED)

    def _read_spelled_out(self, i: int) -> None:
        one = self._asked[i]
        if len(one.word) not in _INITIALS_LENGTHS or not one.word.isalpha() or not one.content:
            return
        titles = self._lexicon.titles
        own = titles.number(one.word)
        if own is not None and titles.count(own):
            # The catalog writes the abbreviation; other runs with these initials are chance.
            return
        for field, texts in self._fields(one.field):
            if field != TITLE and field not in _SECTIONS:
                continue
            for run in sorted(set(texts.initials(one.word))):
                if STOP_WORDS.isdisjoint((texts.word(run[0]), texts.word(run[-1]))):
                    pattern = [{word: 1.0} for word in run]
                    self._find_together(i, i + 1, field, pattern, _INITIALS)

    def _known(self, i: int) -> bool:
        return bool(
            self._words[i]
            or self._identified[i]
            or any(self._texts[field][i] for field in FACETS)
            or any(one.first <= i < one.end for one in self._together)
        )

    def _only_identified(self, i: int) -> bool:
        return not (self._words[i] or any(self._texts[field][i] for field in FACETS))

    # What it may have been meant to be.

    def _forgive(self) -> None:
        """Take words that nothing fits for misspellings of near ones."""
        known = [one.content and self._known(i) for i, one in enumerate(self._asked)]
        strange = [
            i for i, one in enumerate(self._asked) if one.content and not known[i] and not one.exact
        ]
        for stretch in self._stretches:
            if stretch.name and not all(known[stretch.first : stretch.end]):
                self._forgive_name(stretch)
        for i, one in enumerate(self._asked):
            if one.exact and not known[i]:
                fields = self._fields(one.field)
                if not any(_as_it_is(texts, one.word) for _, texts in fields):
                    self.unknown.append(one.typed)
        supported = any(
            known[i] and self._words[i] and not one.word.isdigit()
            for i, one in enumerate(self._asked)
        )
        left = [
            i for i in strange if not self._known(i) and not self._forgiven(i, supported=supported)
        ]
        if not supported and len(left) < len(strange):
            # Those that were taken for others now support those that were not.
            left = [i for i in left if not self._forgiven(i, supported=True)]
        # The owner of a repository is no reason to think that the rest was said by the way.
        named = [known[i] and not self._only_identified(i) for i in range(len(known))]
        for i in left:
            one = self._asked[i]
            enough = 1 if len(one.word) > 3 else 2
            if sum(named) >= enough and _near_stop_word(one.word):
                self._asked[i] = one._replace(content=False)
            else:
                self.unknown.append(one.typed)

    def _forgiven(self, i: int, *, supported: bool) -> bool:
        short = len(self._asked[i].word) <= _LONGEST_ACRONYM
        return (
            (short and self._name_venue(i))
            or self._forgive_word(i, supported=supported)
            or self._name_venue(i)
        )

    def _name_venue(self, i: int) -> bool:
        """Take a word for another name of a venue, such as nips for NeurIPS."""
        # Imported here because the names of venues are read from a file of their own.
        from kdcat.venues import find

        one = self._asked[i]
        venue = find(one.word) if one.field is None else None
        if venue is None:
            return False
        facet = self._lexicon.facet("venue")
        name = plain_words(venue.name)
        for text in range(len(facet.texts)):
            if [facet.texts.word(word) for word in facet.texts.of(text)] == name:
                _raise(self._texts["venue"][i], text, _SAME * _FIELDS["venue"])
        return bool(self._texts["venue"][i])

    def _forgive_word(self, i: int, *, supported: bool, widely: bool = False) -> bool:
        """Let a word mean the ones that are nearest to it, or widely all that are near."""
        one = self._asked[i]
        most = _most_errors(one.word, supported=supported)
        if not most or (_digits(one.word) and len(one.word) < _SHORTEST_WITH_DIGITS):
            return False
        near = [
            (errors, field, texts, word)
            for field, texts in self._fields(one.field)
            if field != "year"
            for word, errors in _near(texts, one.word, most, supported=supported)
        ]
        least = min((errors for errors, *_ in near), default=0)
        for errors, field, texts, word in near:
            if errors == least or widely:
                meanings = _with_wholes(texts, {word: 1 - _ERROR * errors})
                self._learn(i, field, texts, meanings)
                self._meant[i].append(texts.word(word))
        return bool(near)

    def _forgive_name(self, stretch: _Stretch) -> None:
        """Take the unknown words of a hyphenated name for near ones that stand together so."""
        asked = self._asked[stretch.first : stretch.end]
        for field, texts in self._fields(asked[0].field):
            pattern = []
            for one in asked:
                meanings = _as_it_is(texts, one.word)
                if not meanings and len(one.word) > 1 and one.word.isalpha():
                    meanings = {
                        word: 1 - _ERROR * errors
                        for word, errors in _near(texts, one.word, 1, shortest=2)
                    }
                pattern.append(meanings)
            self._find_together(stretch.first, stretch.end, field, pattern, _JOINED)

    def widen(self) -> bool:
        """Allow errors in known words and in filler words too; tell whether that changed anything.

        A misspelled word may be another word of the catalog. This is tried only where the words
        were all known and yet no paper has them all.
        """
        if self.unknown or any(one.exact for one in self._asked):
            return False
        changed = False
        for stretch in self._stretches:
            for i in range(stretch.first, stretch.end - 1):
                # `mt dnn` for the repository mt-dnn, whose name is kept with and without its dash.
                joined = self._asked[i].word + self._asked[i + 1].word
                changed |= self._identify(i, i + 2, joined, _IDENTIFIER)
        content = sum(one.content for one in self._asked)
        for i, one in enumerate(self._asked):
            if not one.content:
                continue
            if self._meant[i] and content > 2 and _near_stop_word(one.word):
                self._asked[i] = one._replace(content=False)
                changed = True
            changed |= self._forgive_word(i, supported=content > 2, widely=True)
        self._roles = {}
        return changed

    def others(self) -> Iterator[str]:
        """Yield queries like this one that may fit something, the most like it first."""
        content = [i for i, one in enumerate(self._asked) if one.content]
        strange = [i for i in content if self._asked[i].typed in self.unknown]
        replaced = {}
        for i in strange:
            near = [
                (errors, texts.word(word))
                for _, texts in self._fields(None)
                for word, errors in _near(texts, self._asked[i].word, _MOST_SUGGESTED)
            ]
            if near:
                replaced[i] = min(near)[1]
        if replaced:
            yield self._rewritten({**dict.fromkeys(strange, ""), **replaced})
        if strange and len(content) - len(strange) > 1:
            yield self._rewritten(dict.fromkeys(strange, ""))
        if not strange and 2 < len(content) <= _MOST_TRIED:
            for i in content:
                yield self._rewritten({i: ""})

    def _rewritten(self, words: dict[int, str]) -> str:
        text = self._query.text
        for i in sorted(words, reverse=True):
            one = self._asked[i]
            text = text[: one.start] + words[i] + text[one.start + len(one.typed) :]
        return " ".join(text.split())

    # Which papers fit.

    def rows(self, within: set[int] | None) -> set[int]:
        """Return the rows of the papers that fit every clause."""
        clauses = [
            [way for way in ways if self._demanding(way)]
            for ways in self._clauses
            if any(map(self._demanding, ways))
        ]
        if not clauses:
            return set()
        rows = within
        for ways in sorted(clauses, key=lambda ways: sum(map(self._size, ways))):
            rows = set().union(*(self._fitting(way, rows) for way in ways))
            if not rows:
                return set()
        return rows or set()

    def _demanding(self, way: _Way) -> bool:
        return way.rows is not None or any(one.content for one in self._asked[way.first : way.end])

    def _size(self, way: _Way) -> int:
        """Return about how many papers fit, so that the fewest are looked for first."""
        everything = len(self._lexicon)
        if way.rows is not None:
            return everything - len(way.rows) if way.negated else len(way.rows)
        return min(
            sum(map(self._lexicon.titles.count, self._words[i]))
            + sum(everything // 4 for field in FACETS if self._texts[field][i])
            for i in range(way.first, way.end)
            if self._asked[i].content
        )

    def _fitting(self, way: _Way, within: set[int] | None) -> set[int]:
        if way.rows is not None:
            if way.negated:
                return (set(range(len(self._lexicon))) if within is None else within) - way.rows
            return set(way.rows) if within is None else within & way.rows
        rows = within
        for i in range(way.first, way.end):
            if self._asked[i].content:
                rows = self._holding(i, rows)
                if not rows:
                    break
        return rows or set()

    def _holding(self, i: int, within: set[int] | None) -> set[int]:
        """Return the rows of the papers in which a word of the query was found."""
        found: set[int] = set()
        for word in self._words[i]:
            rows = self._lexicon.titles.holding(word)
            found.update(rows if within is None else within.intersection(rows))
        for field in FACETS:
            found.update(self._rows_of(field, self._texts[field][i], within))
        for one in self._together:
            if one.first <= i < one.end:
                found.update(self._rows_of(one.field, one.found, within))
        found.update(row for row in self._identified[i] if within is None or row in within)
        return found

    def _rows_of(
        self, field: str, texts: Collection[int], within: set[int] | None
    ) -> Iterable[int]:
        """Return the rows of the papers whose field has one of the texts."""
        if not texts:
            return ()
        if field == TITLE:
            return texts if within is None else within.intersection(texts)
        numbers = self._lexicon.facet(field).numbers
        if within is None:
            return places_of(texts, numbers)
        return [row for row in within if numbers[row] in texts]

    # How well they fit.

    def score(self, row: int) -> float:
        """Return how well a paper that fits every clause does so, from 0 to 1."""
        if not self._asked:
            return 1.0
        in_title = self._in_title(row)
        elsewhere = self._elsewhere(row)
        length = len(self._lexicon.titles.of(row))
        fit = weights = together = 0.0
        pairs = 0
        covered: set[int] = set()
        first = length
        last: _Place | None = None
        section = ""
        run = iter(_best_run([options for options in in_title if options]))
        for one, options, (worth, field) in zip(self._asked, in_title, elsewhere, strict=True):
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

    def _in_title(self, row: int) -> list[list[_Place]]:
        """Return for each word of the query where it was found in a title."""
        if not self._roles:
            for i, meanings in enumerate(self._words):
                for word, worth in meanings.items():
                    self._roles.setdefault(word, []).append((i, worth))
        roles = self._roles
        found: list[list[_Place]] = [[] for _ in self._asked]
        for place, word in enumerate(self._lexicon.titles.of(row)):
            if word in roles:
                for i, worth in roles[word]:
                    found[i].append(_Place(place, 1, worth))
        for one in self._together:
            if one.field == TITLE and row in one.found:
                at = one.found[row]
                # Word for word where the numbers agree; else each stands for all.
                each = one.end - one.first == at.length
                for i in range(one.first, one.end):
                    own = _Place(at.start + i - one.first, 1, at.worth)
                    found[i].append(own if each else at)
        return found

    def _elsewhere(self, row: int) -> list[tuple[float, str]]:
        """Return for each word of the query its greatest worth in other fields, and the field."""
        best = [(0.0, "")] * len(self._asked)
        for field, words in self._texts.items():
            if any(words):
                number = self._lexicon.facet(field).numbers[row]
                for i, texts in enumerate(words):
                    if number in texts:
                        best[i] = max(best[i], (texts[number], field))
        for one in self._together:
            if one.field != TITLE:
                number = self._lexicon.facet(one.field).numbers[row]
                if number in one.found:
                    for i in range(one.first, one.end):
                        best[i] = max(best[i], (one.found[number].worth, one.field))
        for i, rows in enumerate(self._identified):
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
            Span(*where, self._asked[found[where]].typed)
            for where in sorted(found, key=lambda where: (order.index(where[0]), *where[1:]))
        )

    def _marks(self, row: int, paper: Paper) -> Iterator[tuple[str, int, int, int]]:
        """Yield a field, a beginning and an end in its text, and the word of the query there."""
        stands = list(places(paper.title))
        for i, options in enumerate(self._in_title(row)):
            for at in options:
                for place in stands[at.start : at.start + at.length]:
                    yield TITLE, place.start, place.end, i
        for field in FACETS:
            value = getattr(paper, field)
            if value is not None:
                for place, i in self._marks_in_facet(row, field, str(value)):
                    yield field, place.start, place.end, i
        for i, rows in enumerate(self._identified):
            if row in rows:
                yield from self._marks_in_identifiers(paper, i)

    def _marks_in_facet(self, row: int, field: str, value: str) -> Iterator[tuple[Place, int]]:
        number = self._lexicon.facet(field).numbers[row]
        stands = list(places(value))
        for i, found in enumerate(self._texts[field]):
            if number in found:
                yield from ((place, i) for place in stands if self._means(field, place.word, i))
        for one in self._together:
            if one.field == field and number in one.found:
                at = one.found[number]
                for place in stands[at.start : at.start + at.length]:
                    yield place, one.first

    def _means(self, field: str, word: str, i: int) -> bool:
        """Tell whether a word of the query may mean a word of a facet."""
        texts = self._lexicon.values(field)
        one = self._asked[i]
        meant = _meanings(texts, one.word, unfinished=one.unfinished)
        for name in self._meant[i]:
            if (number := texts.number(name)) is not None:
                meant[number] = 1.0
        return texts.number(word) in _with_wholes(texts, meant)

    def _marks_in_identifiers(self, paper: Paper, i: int) -> Iterator[tuple[str, int, int, int]]:
        names = {one.name for one in self._stretches if one.name and one.first <= i < one.end}
        for field in _WITH_IDENTIFIERS:
            value = (getattr(paper, field) or "").lower().replace("_", "-")
            for name in sorted({self._asked[i].word, *names}):
                if (at := value.find(name)) >= 0:
                    yield field, at, at + len(name), i


_ADDRESS = re.compile(r"https?://\S|(?:[\w-]+\.)+[a-z]{2,}/\S", re.IGNORECASE)
_WITH_IDENTIFIERS = ("arxiv_id", "doi", "code_url", "paper_url")
_SHORTEST_IDENTIFIED = 3
_AROUND = ".,;:!?()[]{}<>\"'"
_MOST_SUGGESTED = 2


def _best_run(places: Sequence[Sequence[_Place]]) -> list[_Place]:
    """Return one place for each word such that words of the query stand close to one another.

    Of all ways to choose, this is the one with the greatest worth and closeness together, and of
    several such ways the one that begins first.
    """
    if all(len(options) == 1 for options in places):
        return [at for (at,) in places]
    # For each place of the word before: how good the best run up to it is, and that run.
    runs: list[tuple[float, int, list[_Place]]] = [(0.0, 0, [])]
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
            for at in options
        ]
    return max(runs)[2]


def _continues(place: _Place, last: _Place | None) -> bool:
    """Tell whether a place follows the last one, or is the same: two words joined in one."""
    return last is not None and (place.start == last.start + last.length or place == last)


def _closeness(place: _Place, last: _Place) -> float:
    """Return 1 where a word follows the one before it, and less the further away it is."""
    if _continues(place, last):
        return 1.0
    gap = place.start - last.start - last.length
    if gap >= 0:
        return 1 / (1 + 0.5 * gap)
    return _SWAPPED if place.start + place.length == last.start else _BEFORE


def _raise(worths: dict[int, float], key: int, worth: float) -> None:
    if worths.get(key, 0.0) < worth:
        worths[key] = worth


def _as_it_is(texts: Texts, word: str) -> dict[int, float]:
    """Return the words that are a word or an inflection of it, or have it as a part."""
    found = {number: 1.0} if (number := texts.number(word)) is not None else {}
    for other, inflected in _forms(texts, word):
        if inflected:
            _raise(found, other, _INFLECTED)
    return _with_wholes(texts, found)


def _meanings(texts: Texts, word: str, *, unfinished: bool) -> dict[int, float]:
    """Return the words that a word of the query may mean, and what each is worth.

    Args:
        texts: The texts whose words they are.
        word: A plain word.
        unfinished: Whether more of it may be yet to be typed.
    """
    found = {number: 1.0} if (number := texts.number(word)) is not None else {}
    for other, inflected in _forms(texts, word):
        _raise(found, other, _INFLECTED if inflected else _DERIVED)
    shortest = _SHORTEST_UNFINISHED if unfinished else _SHORTEST_BEGINNING
    if len(word) >= shortest and (unfinished or not found) and not word.isdigit():
        for other in texts.beginning(word):
            share = len(word) / len(texts.word(other))
            _raise(found, other, _BEGINNING + (_WHOLE_BEGINNING - _BEGINNING) * share)
    return _with_wholes(texts, found)


def _forms(texts: Texts, word: str) -> Iterator[tuple[int, bool]]:
    """Yield the other words of one stem with a word, and whether they are inflections of it."""
    if len(word) < 3 or not word.isalpha():
        return
    light, root = inflection(word), stem(word)
    # Words of one stem begin alike: `stem` takes off an ending, and changes two letters at most.
    for other in texts.beginning(root[: max(3, len(root) - 2)]):
        name = texts.word(other)
        if name != word and name.isalpha() and stem(name) == root:
            yield other, inflection(name) == light


def _with_wholes(texts: Texts, meanings: dict[int, float]) -> dict[int, float]:
    """Add the words of which the given ones are parts, such as tinybert to bert."""
    found = dict(meanings)
    for word, worth in meanings.items():
        for whole in texts.wholes(word):
            _raise(found, whole, worth * _PART)
    return found


def _partings(texts: Texts, word: str, most: int) -> Iterator[list[dict[int, float]]]:
    """Yield the ways to part a word into words of the texts, as patterns for `_standing`."""
    for at in range(1, len(word)):
        before = texts.number(word[:at])
        if before is None or not texts.count(before):
            continue
        if after := _as_it_is(texts, word[at:]):
            yield [{before: 1.0}, after]
        elif most > 2:
            for rest in _partings(texts, word[at:], most - 1):
                yield [{before: 1.0}, *rest]


def _standing(texts: Texts, pattern: Sequence[dict[int, float]]) -> dict[int, tuple[int, float]]:
    """Return the texts in which words stand next to one another.

    Args:
        texts: The texts.
        pattern: For each place the words that may stand there, with their worth.

    Returns:
        For each such text the place of the first word and the least worth, where that is greatest.
    """
    found: dict[int, tuple[int, float]] = {}
    if not pattern or not all(pattern):
        return found
    sizes = [sum(map(texts.count, meanings)) for meanings in pattern]
    rarest = sizes.index(min(sizes))
    rare = pattern[rarest]
    for text in set().union(*map(texts.holding, rare)):
        words = texts.of(text)
        last = len(words) - len(pattern)
        for at, word in enumerate(words):
            if word in rare and 0 <= (start := at - rarest) <= last:
                worths = [m.get(w, 0.0) for m, w in zip(pattern, words[start:], strict=False)]
                if (worth := min(worths)) > found.get(text, (0, 0.0))[1]:
                    found[text] = start, worth
    return found


def _most_errors(word: str, *, supported: bool) -> int:
    """Return how many typing errors a word may hold: more where others of the query are known."""
    steps = (3, 6, 9) if supported else (4, 7, 12)
    return sum(len(word) >= step for step in steps)


def _near(
    texts: Texts, word: str, most: int, *, supported: bool = True, shortest: int = 3
) -> list[tuple[int, int]]:
    """Return the words that a word may be a misspelling of, each with the number of errors.

    An error is a letter too many, too few or wrong, or two neighbours swapped (the optimal string
    alignment distance). Digits are never wrong.

    Args:
        texts: The texts whose words they are.
        word: A plain word.
        most: The greatest number of errors.
        supported: Whether other words of the query are known. Without them a wrong first letter in
            a short word must be the only error, and two letters too many or too few make another
            word: graphql is not graph. With them they do so in a short word: rental is not real.
        shortest: The least number of letters of the words found.
    """
    # Imported here because it takes longer than all else that a search does.
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    digits = _digits(word)
    # A wrong first letter is seldom; in a short word it may not be one error of several.
    shortest_astray = 7 if supported else 10
    other_length = supported and len(word) >= _SHORTEST_LENGTHENED
    found = []
    for length in range(max(len(word) - most, min(shortest, len(word))), len(word) + most + 1):
        first, names = texts.as_long_as(length)
        for name, distance, place in extract(
            word, names, scorer=OSA.distance, score_cutoff=most, limit=None
        ):
            errors = int(distance)
            if (
                errors < length
                and name not in STOP_WORDS
                and _digits(name) == digits
                and (name[0] == word[0] or len(word) >= shortest_astray * (errors - 1))
                and (other_length or errors != abs(length - len(word)) or errors < 2)
                # Those that are no more than parts of words are not what anybody means to type.
                and texts.count(first + place)
            ):
                found.append((first + place, errors))
    return found


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _near_stop_word(word: str) -> bool:
    """Tell whether a word may be a filler word with a letter too many or too few, or two swapped.

    One with a wrong letter is too often a word of its own: hate is not have.
    """
    from rapidfuzz.distance import OSA

    return any(
        len(filler) > 2
        and (len(word) != len(filler) or sorted(word) == sorted(filler))
        and OSA.distance(word, filler, score_cutoff=1) <= 1
        for filler in STOP_WORDS
    )


def _as_identifier(text: str) -> str | None:
    """Return the arXiv id or the DOI that a word is; both have digits, which few words have."""
    if not any(map(str.isdigit, text)):
        return None
    from kdcat.identifiers import as_arxiv_id, as_doi

    return as_arxiv_id(text) or as_doi(text)


def _as_address(text: str) -> str | None:
    """Return a word that is an address, without the punctuation it may have been pasted with."""
    text = text.strip(_AROUND)
    if not _ADDRESS.match(text):
        return None
    return text if "://" in text else f"https://{text}"

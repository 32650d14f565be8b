"""A query as it is meant in a catalog: what its words stand for there, and which papers fit.

Every content word must be found: in the title, a section, the venue, the year or an identifier; as
it is, in another form, as a beginning, joined or parted otherwise, by initials or a known
abbreviation; and only where the catalog has none of these, with a typing error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.index.lexicon import FACETS
from kdcat.index.number_arrays import places_of
from kdcat.searching.query import Phrase, Qualifier, Query, Word
from kdcat.searching.word_matching import (
    ERROR,
    SHORTEST_BEGINNING,
    as_it_is,
    digits_of,
    meanings_of,
    most_errors,
    near_stop_word,
    near_words,
    partings,
    raise_to,
    standing,
    with_wholes,
)
from kdcat.words import (
    STOP_WORDS,
    inflection,
    longest_same,
    places,
    plain_words,
    same,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set

    from kdcat.index.lexicon import Lexicon
    from kdcat.index.texts import Texts
    from kdcat.paper import Paper

TITLE = "title"
_SECTIONS = ("task", "subtask", "modality")
_VENUES = ("venue", "venue_raw")
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
_JOINED = 0.99
_SAME = 0.85
_INITIALS = 0.8

_LONGEST_JOINED = 3
_MOST_PARTS = 3
_SHORTEST_PARTED = 3
_INITIALS_LENGTHS = range(3, 7)
_SHORTEST_WITH_DIGITS = 5
_LONGEST_ACRONYM = 6
_MOST_TRIED = 8
_TELLING = 4
_FEW = 3
_SHORTEST_IDENTIFIED = 3
_AROUND = ".,;:!?()[]{}<>\"'"
_MOST_SUGGESTED = 2


class Asked(NamedTuple):
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


class Stretch(NamedTuple):
    """Words of the query that follow one another, and so may belong together."""

    first: int
    end: int
    name: str = ""
    """What may be an identifier: the words as typed, if they are one run of characters."""


class Spot(NamedTuple):
    """Where in a text a word of the query was found."""

    start: int
    """The place of the first word, counted in words."""
    length: int
    """The number of words."""
    worth: float


class Together(NamedTuple):
    """Where words of the query were found as a whole: joined, parted, spelled out, in a phrase."""

    first: int
    end: int
    field: str
    found: dict[int, Spot]
    """By the number of the text."""


class Question:
    """A query being answered: what each of its words means in this catalog."""

    def __init__(
        self,
        query: Query,
        papers: Sequence[Paper],
        lexicon: Lexicon,
        qualified: Callable[[Qualifier], Collection[int]],
    ) -> None:
        """Find out what a query means.

        Args:
            query: What was asked.
            papers: The papers, of which only those are looked at that may have a given address.
            lexicon: The lexicon of these papers.
            qualified: Says which rows a qualifier selects; what it raises is not caught.
        """
        self._query = query
        self._papers = papers
        self._qualified = qualified
        self._clauses: list[list[_Way]] = []
        self.lexicon = lexicon
        self.asked: list[Asked] = []
        """The words of the query that are to be found, but for those of an address."""
        self.stretches: list[Stretch] = []
        """Which of them follow one another."""
        self._lay_out()
        self.words: list[dict[int, float]] = [{} for _ in self.asked]
        """For each word of the query: the words of titles that it may mean, and their worth."""
        self.texts: dict[str, list[dict[int, float]]] = {
            field: [{} for _ in self.asked] for field in FACETS
        }
        """For each facet and word of the query: the texts in which it was found, and its worth."""
        self.identified: list[dict[int, float]] = [{} for _ in self.asked]
        """For each word of the query: the rows with an identifier that has it, and its worth."""
        self.together: list[Together] = []
        """Where several words were found as a whole."""
        self.meant: list[list[str]] = [[] for _ in self.asked]
        """For each word that was taken for a misspelling: what it may have been meant to be."""
        self.unknown: list[str] = []
        """The words that nothing in the catalog fits, as they were typed."""
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
        if not any(one.content for one in self.asked):
            self.asked = [one._replace(content=True) for one in self.asked]

    def _stretch(self, ways: list[_Way]) -> None:
        if ways and ways[0].first < ways[-1].end:
            self.stretches.append(Stretch(ways[0].first, ways[-1].end))

    def _way(self, term: Word | Phrase | Qualifier) -> _Way:
        first = len(self.asked)
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
            self.asked.append(
                Asked(
                    place.word,
                    term.text[place.start : place.end],
                    start,
                    content=exact or place.word not in STOP_WORDS,
                    exact=exact,
                    unfinished=not exact and end == len(self._query.text),
                    field=term.field,
                )
            )
        end = len(self.asked)
        if not exact and end - first > 1:
            typed = term.text.strip(_AROUND)
            name = _as_identifier(typed) or typed.lower().replace("_", "-")
            self.stretches.append(Stretch(first, end, name))
        return _Way(first, end)

    def _addressed(self, address: str) -> set[int]:
        """Return the rows of the papers that have an address, or else its repository."""
        from kdcat.searching.lookup import having

        near = self.lexicon.addressed(address)
        return {near[place] for place in having([self._papers[row] for row in near], address)}

    def _holding_exactly(self, term: Word | Phrase) -> set[int]:
        """Return the rows where the words of a term stand next to one another, as they are."""
        words = plain_words(term.text)
        rows: set[int] = set()
        for field, texts in self._fields(term.field):
            found = standing(texts, [as_it_is(texts, word) for word in words])
            rows.update(self._rows_of(field, found, None))
        return rows

    def _fields(self, field: str | None) -> Iterator[tuple[str, Texts]]:
        yield TITLE, self.lexicon.titles
        if field is None:
            for name in FACETS:
                yield name, self.lexicon.values(name)

    # What it means in this catalog.

    def _understand(self) -> None:
        for i, one in enumerate(self.asked):
            if not one.exact:
                for field, texts in self._fields(one.field):
                    self._learn(
                        i, field, texts, meanings_of(texts, one.word, unfinished=one.unfinished)
                    )
                if one.field is None and one.content and len(one.word) >= _SHORTEST_IDENTIFIED:
                    self._identify(i, i + 1, one.word, _IDENTIFIER)
        for stretch in self.stretches:
            first = self.asked[stretch.first]
            if first.exact:
                words = [one.word for one in self.asked[stretch.first : stretch.end]]
                for field, texts in self._fields(first.field):
                    pattern = [as_it_is(texts, word) for word in words]
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
                raise_to(self.words[i], word, worth)
            return
        for word, worth in meanings.items():
            for text in texts.holding(word):
                raise_to(self.texts[field][i], text, worth * _FIELDS[field])

    def _identify(self, first: int, end: int, name: str, worth: float) -> bool:
        rows = self.lexicon.identified(name)
        for row in rows:
            for i in range(first, end):
                raise_to(self.identified[i], row, worth)
        return bool(rows)

    def _find_together(
        self, first: int, end: int, field: str, pattern: Sequence[dict[int, float]], worth: float
    ) -> None:
        texts = self.lexicon.titles if field == TITLE else self.lexicon.values(field)
        worth *= _FIELDS[field]
        found = {
            text: Spot(start, len(pattern), fit * worth)
            for text, (start, fit) in standing(texts, pattern).items()
        }
        if found:
            self.together.append(Together(first, end, field, found))

    def _read_from(self, i: int, end: int) -> None:
        """Read the words from one on as joined, parted, abbreviated or spelled out otherwise."""
        longest = min(max(longest_same(), _LONGEST_JOINED), end - i)
        for length in range(1, longest + 1):
            asked = self.asked[i : i + length]
            if asked[-1].field != asked[0].field:
                break
            words = [one.word for one in asked]
            if 2 <= length <= _LONGEST_JOINED and not STOP_WORDS.issuperset(words):
                self._read_joined(i, words)
            for others in same().get(tuple(map(inflection, words)), ()):
                for field, texts in self._fields(asked[0].field):
                    pattern = [as_it_is(texts, word) for word in others]
                    self._find_together(i, i + length, field, pattern, _SAME)
        self._read_parted(i)
        self._read_spelled_out(i)

    def _read_joined(self, i: int, words: Sequence[str]) -> None:
        joined = "".join(words)
        end = i + len(words)
        last = self.asked[end - 1]
        for field, texts in self._fields(last.field):
            meanings = as_it_is(texts, joined)
            if not meanings and last.unfinished and len(joined) > SHORTEST_BEGINNING:
                meanings = meanings_of(texts, joined, unfinished=True)
            self._find_together(i, end, field, [meanings], _JOINED)

    def _read_parted(self, i: int) -> None:
        one = self.asked[i]
        if len(one.word) < _SHORTEST_PARTED:
            return
        for field, texts in self._fields(one.field):
            for pattern in partings(texts, one.word, _MOST_PARTS):
                self._find_together(i, i + 1, field, pattern, _JOINED)

    def _read_spelled_out(self, i: int) -> None:
        one = self.asked[i]
        if len(one.word) not in _INITIALS_LENGTHS or not one.word.isalpha() or not one.content:
            return
        titles = self.lexicon.titles
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
            self.words[i]
            or self.identified[i]
            or any(self.texts[field][i] for field in FACETS)
            or any(one.first <= i < one.end for one in self.together)
        )

    # What it may have been meant to be.

    def _forgive(self) -> None:
        """Take words that nothing fits for misspellings of near ones."""
        known = [one.content and self._known(i) for i, one in enumerate(self.asked)]
        strange = [
            i for i, one in enumerate(self.asked) if one.content and not known[i] and not one.exact
        ]
        for stretch in self.stretches:
            if stretch.name and not all(known[stretch.first : stretch.end]):
                self._forgive_name(stretch)
        for i, one in enumerate(self.asked):
            if one.exact and not known[i]:
                fields = self._fields(one.field)
                if not any(as_it_is(texts, one.word) for _, texts in fields):
                    self.unknown.append(one.typed)
        supported = any(
            known[i] and self._telling(i) and not one.word.isdigit()
            for i, one in enumerate(self.asked)
        )
        left = [
            i for i in strange if not self._known(i) and not self._forgiven(i, supported=supported)
        ]
        if not supported and len(left) < len(strange):
            # Those that were taken for others now support those that were not.
            left = [i for i in left if not self._forgiven(i, supported=True)]
        for i in left:
            one = self.asked[i]
            enough = 1 if len(one.word) > 3 else 2
            if sum(known) >= enough and near_stop_word(one.word):
                self.asked[i] = one._replace(content=False)
            else:
                self.unknown.append(one.typed)

    def _telling(self, i: int) -> bool:
        """Tell whether a word stands in titles, but not in so many that it says little of any."""
        count = sum(map(self.lexicon.titles.count, self.words[i]))
        return 0 < count * _TELLING <= len(self.lexicon) or 0 < count <= _FEW

    def _forgiven(self, i: int, *, supported: bool) -> bool:
        short = len(self.asked[i].word) <= _LONGEST_ACRONYM
        return (
            (short and self._name_venue(i))
            or self._forgive_word(i, supported=supported)
            or self._name_venue(i)
        )

    def _name_venue(self, i: int) -> bool:
        """Take a word for another name of a venue, such as nips for NeurIPS."""
        # Imported here because the names of venues are read from a file of their own.
        from kdcat.bibliography.venues import find

        one = self.asked[i]
        venue = find(one.word) if one.field is None else None
        if venue is None:
            return False
        facet = self.lexicon.facet("venue")
        name = plain_words(venue.name)
        for text in range(len(facet.texts)):
            if [facet.texts.word(word) for word in facet.texts.of(text)] == name:
                raise_to(self.texts["venue"][i], text, _SAME * _FIELDS["venue"])
        return bool(self.texts["venue"][i])

    def _forgive_word(self, i: int, *, supported: bool, widely: bool = False) -> bool:
        """Let a word mean the ones that are nearest to it, or widely all that are near."""
        one = self.asked[i]
        most = most_errors(one.word, supported=supported)
        if not most or (digits_of(one.word) and len(one.word) < _SHORTEST_WITH_DIGITS):
            return False
        near = [
            (errors, field, texts, word)
            for field, texts in self._fields(one.field)
            if field != "year"
            # Venues have short names of their own; what is further from one is another word.
            for word, errors in near_words(
                texts, one.word, 1 if field in _VENUES else most, supported=supported
            )
        ]
        least = min((errors for errors, *_ in near), default=0)
        for errors, field, texts, word in near:
            if errors == least or widely:
                meanings = with_wholes(texts, {word: 1 - ERROR * errors})
                self._learn(i, field, texts, meanings)
                self.meant[i].append(texts.word(word))
        return bool(near)

    def _forgive_name(self, stretch: Stretch) -> None:
        """Take the unknown words of a hyphenated name for near ones that stand together so."""
        asked = self.asked[stretch.first : stretch.end]
        for field, texts in self._fields(asked[0].field):
            pattern = []
            for one in asked:
                meanings = as_it_is(texts, one.word)
                if not meanings and len(one.word) > 1 and one.word.isalpha():
                    meanings = {
                        word: 1 - ERROR * errors
                        for word, errors in near_words(texts, one.word, 1, shortest=2)
                    }
                pattern.append(meanings)
            self._find_together(stretch.first, stretch.end, field, pattern, _JOINED)

    def widen(self) -> bool:
        """Allow errors in known words and in filler words too; tell whether that changed anything.

        A misspelled word may be another word of the catalog. This is tried only where the words
        were all known and yet no paper has them all.
        """
        if self.unknown or any(one.exact for one in self.asked):
            return False
        changed = False
        for stretch in self.stretches:
            for i in range(stretch.first, stretch.end - 1):
                # `mt dnn` for the repository mt-dnn, whose name is kept with and without its dash.
                joined = self.asked[i].word + self.asked[i + 1].word
                changed |= self._identify(i, i + 2, joined, _IDENTIFIER)
        content = sum(one.content for one in self.asked)
        for i, one in enumerate(self.asked):
            if not one.content:
                continue
            if self.meant[i] and content > 2 and near_stop_word(one.word):
                self.asked[i] = one._replace(content=False)
                changed = True
            changed |= self._forgive_word(i, supported=content > 2, widely=True)
        return changed

    def others(self) -> Iterator[str]:
        """Yield queries like this one that may fit something, the most like it first."""
        content = [i for i, one in enumerate(self.asked) if one.content]
        strange = [i for i in content if self.asked[i].typed in self.unknown]
        replaced = {}
        for i in strange:
            near = [
                (errors, texts.word(word))
                for _, texts in self._fields(None)
                for word, errors in near_words(texts, self.asked[i].word, _MOST_SUGGESTED)
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
            one = self.asked[i]
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
        return way.rows is not None or any(one.content for one in self.asked[way.first : way.end])

    def _size(self, way: _Way) -> int:
        """Return about how many papers fit, so that the fewest are looked for first."""
        everything = len(self.lexicon)
        if way.rows is not None:
            return everything - len(way.rows) if way.negated else len(way.rows)
        return min(
            sum(map(self.lexicon.titles.count, self.words[i]))
            + sum(everything // 4 for field in FACETS if self.texts[field][i])
            for i in range(way.first, way.end)
            if self.asked[i].content
        )

    def _fitting(self, way: _Way, within: set[int] | None) -> set[int]:
        if way.rows is not None:
            if way.negated:
                return (set(range(len(self.lexicon))) if within is None else within) - way.rows
            return set(way.rows) if within is None else within & way.rows
        rows = within
        for i in range(way.first, way.end):
            if self.asked[i].content:
                rows = self._holding(i, rows)
                if not rows:
                    break
        return rows or set()

    def _holding(self, i: int, within: set[int] | None) -> set[int]:
        """Return the rows of the papers in which a word of the query was found."""
        found: set[int] = set()
        for word in self.words[i]:
            rows = self.lexicon.titles.holding(word)
            found.update(rows if within is None else within.intersection(rows))
        for field in FACETS:
            found.update(self._rows_of(field, self.texts[field][i], within))
        for one in self.together:
            if one.first <= i < one.end:
                found.update(self._rows_of(one.field, one.found, within))
        found.update(row for row in self.identified[i] if within is None or row in within)
        return found

    def _rows_of(
        self, field: str, texts: Collection[int], within: set[int] | None
    ) -> Iterable[int]:
        """Return the rows of the papers whose field has one of the texts."""
        if not texts:
            return ()
        if field == TITLE:
            return texts if within is None else within.intersection(texts)
        numbers = self.lexicon.facet(field).numbers
        if within is None:
            return places_of(texts, numbers)
        return [row for row in within if numbers[row] in texts]


def _as_identifier(text: str) -> str | None:
    """Return the arXiv id or the DOI that a word is; both have digits, which few words have."""
    if not any(map(str.isdigit, text)):
        return None
    from kdcat.bibliography.addresses import as_arxiv_id, as_doi

    return as_arxiv_id(text) or as_doi(text)


def _as_address(text: str) -> str | None:
    """Return a word that is an address, without the punctuation it may have been pasted with."""
    if "/" not in text:
        return None
    from kdcat.bibliography.addresses import as_address

    return as_address(text)

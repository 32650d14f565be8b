"""Filters said in words: `since 2022`, `at CVPR`, `with code`, `speech papers`.

What people say is a small grammar (`spoken_grammar`). It is read only where no paper has the words
themselves, so a title is found before it is understood.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kdcat.searching.filler import FILLER
from kdcat.searching.query import Clause, Qualifier, Query, Word, typed
from kdcat.searching.spoken_grammar import lead, patterns, words_of
from kdcat.searching.spoken_names import (
    Section,
    Token,
    Venue,
    century,
    is_year,
    sections_at,
    venues_at,
)
from kdcat.searching.spoken_words import is_words, stretches
from kdcat.searching.spoken_years import is_extreme, written_years
from kdcat.searching.terms import is_data_set, is_known
from kdcat.words import places

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from kdcat.index.lexicon import Lexicon
    from kdcat.searching.spoken_grammar import Part

_PAPERS = words_of("PAPERS")
_ENDS, _BARE, _FIRST = "ends", "bare", "first"
_EITHER = ("or", "nor")
_COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10,
    "couple": 2,
}  # fmt: skip
_LONGEST_TERM = 4
_NAME_AND_YEAR = 2


class Reading(NamedTuple):
    """A query as it is meant where it says filters in words."""

    query: Query
    """The query with these as conditions."""
    told: Query
    """The same without filler."""
    filters: tuple[str, ...]
    """The conditions as they may be typed."""
    taken: frozenset[int]
    """The places in the query of the words that were taken for filters or filler."""
    is_turned: bool = False
    """Whether one of the filters means more or something else than the names and years in it:
    a bound of years, or what is denied."""
    extreme: Qualifier | None = None
    """The filter of years that stands for the latest or earliest papers, if these are wanted: a
    bound from the last but one year of the catalog on, or up to the second."""

    def bounded(self, bound: str | None) -> Reading:
        """Return the same with another bound of years in place of the extreme one, or with none."""
        assert self.extreme
        before = Clause((self.extreme,))
        after = [Clause((self.extreme._replace(value=bound),))] if bound else []

        def with_bound(query: Query) -> Query:
            clauses = [
                one for each in query.clauses for one in (after if each == before else [each])
            ]
            return query._replace(clauses=tuple(clauses))

        filters = [*self.filters]
        place = filters.index(typed(self.extreme))
        filters[place : place + 1] = [typed(each.terms[0]) for each in after]
        query, told = with_bound(self.query), with_bound(self.told)
        return self._replace(query=query, told=told, filters=tuple(filters))


class _Run(NamedTuple):
    """Plain words of the query that follow one another."""

    tokens: list[Token]
    venues: list[list[Venue]]
    """For each word where names of venues that begin there end, the names, and joined years."""
    sections: list[list[tuple[int, Section]]]
    """For each word where names of sections that begin there end, and the sections."""
    terms: list[tuple[int, int]]
    """Where terms of several words begin and end."""


def _run(tokens: list[Token], lexicon: Lexicon) -> _Run:
    places = range(len(tokens))
    words = [token.word for token in tokens]
    return _Run(
        tokens,
        [list(venues_at(tokens, at, lexicon)) for at in places],
        [list(sections_at(tokens, at, lexicon)) for at in places],
        [
            (at, end)
            for at in places
            for end in range(at + 2, min(at + _LONGEST_TERM, len(tokens)) + 1)
            if is_known(tuple(words[at:end])) or _is_dated_data(words[at:end])
        ],
    )


def _is_dated_data(words: Sequence[str]) -> bool:
    """Whether words are the name of a data set and its year: `asvspoof 2019`."""
    return len(words) == _NAME_AND_YEAR and is_data_set(words[0]) and is_year(words[1])


class _Read(NamedTuple):
    """What stood for YEAR, VENUE and the like, in order."""

    years: tuple[int, ...] = ()
    venue: str = ""
    section: Section | None = None
    span: int = 0


def read(query: Query, lexicon: Lexicon) -> Reading:
    """Return a query with the filters that it says in words, and without its filler.

    Only words that stand for themselves are read so, not what is typed as a condition or a phrase.

    Args:
        query: What was asked.
        lexicon: The lexicon of the catalog, whose sections, venues and years may be meant.
    """
    runs = [_run(list(tokens), lexicon) for tokens in stretches(query)]
    said: list[list[Qualifier]] = []
    taken: set[int] = set()
    extreme = None
    for run in runs:
        for first, end, conditions in _filters(run, lexicon):
            _add(said, conditions)
            words = [token.word for token in run.tokens[first:end]]
            if is_extreme(words, conditions[0][0].value):
                extreme = conditions[0][0]
            taken.update(token.start for token in run.tokens[first:end])
    if not said and not any(token.word in FILLER for run in runs for token in run.tokens):
        return Reading(query, query, (), frozenset())
    left = [token for run in runs for token in run.tokens if token.start not in taken]
    bare = [token for token in left if token.word not in FILLER]
    with_filler = _without(query, taken, said)
    if bare or said:
        taken.update(token.start for token in left if token.word in FILLER)
    filters = tuple(" OR ".join(map(typed, any_of)) for any_of in said)
    is_turned = any(each.negated or _is_span(each) for any_of in said for each in any_of)
    told = _without(query, taken, said)
    return Reading(with_filler, told, filters, frozenset(taken), is_turned, extreme)


def _add(said: list[list[Qualifier]], conditions: Sequence[Sequence[Qualifier]]) -> None:
    """Add the conditions of one pattern: of values that no paper has two of any may be meant."""
    for condition in conditions:
        for any_of in said:
            if any_of == condition:
                break
            if _is_single(condition) and _is_single(any_of) and condition[0][0] == any_of[0][0]:
                any_of += [qualifier for qualifier in condition if qualifier not in any_of]
                break
        else:
            said.append([*condition])


def _is_single(any_of: Sequence[Qualifier]) -> bool:
    """Whether single values are wanted of one field that each paper has one of."""
    return not any(
        qualifier.negated or qualifier.field in ("has", "is") or _is_span(qualifier)
        for qualifier in any_of
    )


def _is_span(qualifier: Qualifier) -> bool:
    return qualifier.field == "year" and not qualifier.value.isdecimal()


def _filters(run: _Run, lexicon: Lexicon) -> Iterator[tuple[int, int, list[list[Qualifier]]]]:
    """Yield the filters that are said in a run: where each begins and ends, and its conditions."""
    last_end = 0
    last: list[list[Qualifier]] = []
    for at, end, meant in _widest(run, lexicon):
        conditions = meant
        # `not at CVPR or ICCV` is neither.
        if 0 < last_end == at - 1 and run.tokens[last_end].word in _EITHER:
            fields = {qualifier.field for any_of in conditions for qualifier in any_of}
            if all(each.negated and {each.field} == fields for (each, *_) in last):
                conditions = [[each._replace(negated=True)] for (each, *_) in meant]
        yield at, end, conditions
        last_end, last = end, conditions


_Choice: TypeAlias = tuple[int, int, tuple[int, list[list[Qualifier]]] | None]
"""What is best from a word on: how many words filters take up, less how many conditions these are,
and where the first ends and what it means, if one begins at the word."""


def _widest(run: _Run, lexicon: Lexicon) -> list[tuple[int, int, list[list[Qualifier]]]]:
    """Return the filters that take up most words of a run, and of such the simplest.

    `CVPR 2022 or later` is CVPR and a bound, and `CVPR 2022 to 2024` CVPR and a span, though
    `CVPR 2022` alone would be a filter too.
    """
    best: list[_Choice] = [(0, 0, None)]
    # Where no other words follow than those of filters.
    last = {len(run.tokens)}

    # Many words may stand before a filter, and from each of them on it is found again.
    @cache
    def said_from(first: int) -> dict[int, list[Qualifier]]:
        return _said_from(run, first, lexicon, last)

    for at in range(len(run.tokens) - 1, -1, -1):
        choices: list[_Choice] = [(*best[0][:2], None)]
        for end, conditions in _ways(run, at, said_from).items():
            covered, simpler, _ = best[end - at - 1]
            covered += end - at
            simpler -= len(conditions)
            choices.append((covered, simpler, (end, conditions)))
        best.insert(0, max(choices, key=lambda choice: choice[:2]))
        if best[0][0] == len(run.tokens) - at:
            last.add(at)
    found = []
    at = 0
    while at < len(run.tokens):
        chosen = best[at][2]
        if chosen is not None:
            found.append((at, *chosen))
        at = chosen[0] if chosen else at + 1
    return found


def _ways(
    run: _Run, at: int, said_from: Callable[[int], Mapping[int, Sequence[Qualifier]]]
) -> dict[int, list[list[Qualifier]]]:
    """Return where filters that begin at a word may end, and the conditions that each is."""
    ways: dict[int, list[list[Qualifier]]] = {}
    for skipped, is_denied in lead([token.word for token in run.tokens[at:]]):
        for end, meanings in said_from(at + skipped).items():
            if end not in ways:
                ways[end] = _denied(meanings) if is_denied else [[each] for each in meanings]
    return ways


def _said_from(
    run: _Run, first: int, lexicon: Lexicon, last: Collection[int]
) -> dict[int, list[Qualifier]]:
    """Return where filters that begin at a word, nothing before them, may end, and what each is."""
    said: dict[int, list[Qualifier]] = {}
    for parts, meant in patterns():
        for end, got in _match(run, first, parts, _Read()):
            if end in said or _breaks_term(run, first, end):
                continue
            if meant[-1] == _ENDS and end < len(run.tokens) and not _asks(run.tokens[end]):
                continue
            if meant[-1] == _BARE and (end not in last or not _names(run, first)):
                continue
            if meant[-1] == _FIRST and not _is_first(run, first, end):
                continue
            if meanings := _meaning(meant, got, lexicon):
                said[end] = meanings
    return said


def _breaks_term(run: _Run, first: int, end: int) -> bool:
    """Whether a filter would take a part of a term: `code switching`, `text to speech papers`."""
    return any(at < first < stop <= end or first <= at < end < stop for at, stop in run.terms)


def _asks(token: Token) -> bool:
    return token.word in FILLER or not token.typed or is_year(token.word)


def _is_first(run: _Run, first: int, end: int) -> bool:
    """Whether nothing but words that ask stand before, and others behind: `github asr`."""
    return end < len(run.tokens) and all(map(_asks, run.tokens[:first]))


def _names(run: _Run, end: int) -> bool:
    """Whether right before a place a word says what is asked for: `audio tagging code`."""
    before = run.tokens[end - 1].word if end else ""
    return bool(before) and (before not in FILLER or before in _PAPERS)


def _denied(qualifiers: Sequence[Qualifier]) -> list[list[Qualifier]]:
    """Return the conditions that a paper fits which does not fit all of some filters."""
    others = [_opposite(qualifier) for qualifier in qualifiers]
    if len({qualifier.field for qualifier in qualifiers}) == 1:
        # Of several values of one field none is meant.
        return [[other] for other in others]
    return [others]


def _opposite(qualifier: Qualifier) -> Qualifier:
    first, dash, last = qualifier.value.partition("-")
    if qualifier.field == "year" and dash and not (first and last):
        # A paper without a year is neither before one nor after it.
        other = f"-{int(first) - 1}" if first else f"{int(last) + 1}-"
        return qualifier._replace(value=other)
    return qualifier._replace(negated=not qualifier.negated)


def _match(run: _Run, at: int, parts: Sequence[Part], got: _Read) -> Iterator[tuple[int, _Read]]:
    """Yield where a pattern may end, and what was read."""
    if not parts:
        yield at, got
        return
    part, rest = parts[0], parts[1:]
    if not part.least:
        yield from _match(run, at, rest, got)
    if at == len(run.tokens):
        return
    again = (part._replace(least=0, most=part.most - 1), *rest) if part.most > 1 else rest
    if run.tokens[at].word in part.choices:
        yield from _match(run, at + 1, again, got)
    for name, reader in _READERS.items():
        if name in part.choices:
            for end, more in reader(run, at, got):
                yield from _match(run, end, rest, more)


def _year(run: _Run, at: int, got: _Read) -> Iterator[tuple[int, _Read]]:
    word = run.tokens[at].word
    if is_year(word):
        yield at + 1, got._replace(years=(*got.years, int(word)))


def _age(run: _Run, at: int, got: _Read) -> Iterator[tuple[int, _Read]]:
    word = run.tokens[at].word
    if len(word) == 2 and word.isdecimal():
        yield at + 1, got._replace(years=(*got.years, century(word)))


def _decade(run: _Run, at: int, got: _Read) -> Iterator[tuple[int, _Read]]:
    word = run.tokens[at].word
    if len(word) == 5 and word[:4].isdecimal() and word[3:] == "0s":
        yield at + 1, got._replace(years=(int(word[:4]),))


def _span(run: _Run, at: int, got: _Read) -> Iterator[tuple[int, _Read]]:
    word = run.tokens[at].word
    count = int(word) if word.isdecimal() and len(word) < 3 else _COUNTS.get(word, 0)
    if count:
        yield at + 1, got._replace(span=count)


def _venue(run: _Run, at: int, got: _Read) -> Iterator[tuple[int, _Read]]:
    for end, name, year in run.venues[at]:
        years = got.years if year is None else (*got.years, year)
        yield end, got._replace(venue=name, years=years)


def _section(run: _Run, at: int, got: _Read) -> Iterator[tuple[int, _Read]]:
    for end, section in run.sections[at]:
        if section.is_whole:
            yield end, got._replace(section=section)


def _heading(run: _Run, at: int, got: _Read) -> Iterator[tuple[int, _Read]]:
    for end, section in run.sections[at]:
        yield end, got._replace(section=section)


_READERS = {
    "YEAR": _year,
    "AGE": _age,
    "DECADE": _decade,
    "SPAN": _span,
    "VENUE": _venue,
    "SECTION": _section,
    "HEADING": _heading,
}


def _meaning(meant: Sequence[str], got: _Read, lexicon: Lexicon) -> list[Qualifier]:
    """Return the filters that a pattern means, or none where they make no sense."""
    years = list(got.years)
    qualifiers: list[Qualifier] = []
    for filter_ in meant:
        field, _, value = filter_.removeprefix("-").partition(":")
        match field:
            case "year":
                written = written_years(value, years, got.span, lexicon)
                if written is None:
                    return []
                qualifiers.append(Qualifier("year", written, 0))
            case "venue":
                qualifiers.append(Qualifier("venue", got.venue, 0))
                if meant[-1].startswith("venue") and years:
                    qualifiers.append(Qualifier("year", str(years.pop(0)), 0))
            case "section":
                if got.section is None:
                    return []
                qualifiers.append(Qualifier(got.section.field, got.section.name, 0))
            case "has" | "is":
                qualifiers.append(Qualifier(field, value, 0, filter_.startswith("-")))
    return qualifiers


def _without(query: Query, taken: set[int], said: Sequence[Sequence[Qualifier]]) -> Query:
    """Return a query without some of its words, and with some conditions more."""
    clauses: list[Clause] = []
    for clause in query.clauses:
        if not is_words(clause):
            clauses.append(clause)
            continue
        term = clause.terms[0]
        assert isinstance(term, Word)
        if not any(map(str.isalnum, term.text)) and term.start in taken:
            continue
        if not any(term.start + place.start in taken for place in places(term.text)):
            clauses.append(clause)
            continue
        clauses += [
            Clause((Word(term.text[place.start : place.end], term.start + place.start),))
            for place in places(term.text)
            if term.start + place.start not in taken
        ]
    clauses += [Clause(tuple(any_of)) for any_of in said]
    return query._replace(clauses=tuple(clauses))

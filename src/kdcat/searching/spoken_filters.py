"""Filters said in words: `since 2022`, `at CVPR`, `with code`, `speech papers`.

What people say is a small grammar (`spoken_grammar`). It is read only where no paper has the words
themselves, so a title is found before it is understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.searching.filler import FILLER
from kdcat.searching.query import Clause, Qualifier, Query, Word, is_plain, typed
from kdcat.searching.spoken_grammar import patterns, words_of
from kdcat.words import places, plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kdcat.index.lexicon import Field, Lexicon
    from kdcat.index.texts import Texts
    from kdcat.searching.query import Name
    from kdcat.searching.spoken_grammar import Part

_SIGNS = {">": "after", ">=": "since", "<": "before", "<=": "until", "..": "to", "...": "to"}
_APOSTROPHES = ("'", "\u2019", "\u2018")
_DASHES = ("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "/")
_SHORT_YEAR = 2
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "couple": 2}
_FIRST_YEAR, _LAST_YEAR = 1950, 2099
_RECENT = 2
_LONGEST_NAME = 6
_SECTIONS: tuple[tuple[Field, Name], ...] = (
    ("modality", "modality"),
    ("task", "task"),
    ("subtask", "task"),
)


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


class _Token(NamedTuple):
    word: str
    start: int


class _Run(NamedTuple):
    """Plain words of the query that follow one another."""

    tokens: list[_Token]
    venues: list[list[tuple[int, str, int | None]]]
    """For each word where names of venues that begin there end, the names, and joined years."""
    sections: list[list[tuple[int, tuple[Name, str]]]]
    """For each word where names of sections that begin there end, the fields and the names."""


def _run(tokens: list[_Token], lexicon: Lexicon) -> _Run:
    places = range(len(tokens))
    return _Run(
        tokens,
        [list(_venues_at(tokens, at, lexicon)) for at in places],
        [list(_sections_at(tokens, at, lexicon)) for at in places],
    )


class _Read(NamedTuple):
    """What stood for YEAR, VENUE and the like, in order."""

    years: tuple[int, ...] = ()
    venue: str = ""
    section: tuple[Name, str] | None = None
    span: int = 0


def read(query: Query, lexicon: Lexicon) -> Reading:
    """Return a query with the filters that it says in words, and without its filler.

    Only words that stand for themselves are read so, not what is typed as a condition or a phrase.

    Args:
        query: What was asked.
        lexicon: The lexicon of the catalog, whose sections, venues and years may be meant.
    """
    runs = [_run(list(tokens), lexicon) for tokens in _stretches(query)]
    said: list[list[Qualifier]] = []
    taken: set[int] = set()
    for run in runs:
        at = 0
        while at < len(run.tokens):
            end, qualifiers = _longest(run, at, lexicon)
            if end > at:
                _add(said, qualifiers)
                taken.update(token.start for token in run.tokens[at:end])
            at = max(end, at + 1)
    if not said and not any(token.word in FILLER for run in runs for token in run.tokens):
        return Reading(query, query, (), frozenset())
    left = [token for run in runs for token in run.tokens if token.start not in taken]
    bare = [token for token in left if token.word not in FILLER]
    with_filler = _without(query, taken, said)
    if bare or said:
        taken.update(token.start for token in left if token.word in FILLER)
    conditions = tuple(" OR ".join(map(typed, any_of)) for any_of in said)
    return Reading(with_filler, _without(query, taken, said), conditions, frozenset(taken))


def _add(said: list[list[Qualifier]], qualifiers: Sequence[Qualifier]) -> None:
    """Add the filters of one pattern: values that no paper has two of are any of them meant."""
    for qualifier in qualifiers:
        for any_of in said:
            if _is_single(qualifier) and _is_single(any_of[0]) and qualifier[0] == any_of[0][0]:
                if qualifier not in any_of:
                    any_of.append(qualifier)
                break
        else:
            said.append([qualifier])


def _is_single(qualifier: Qualifier) -> bool:
    """Whether it wants one value of a field that each paper has one of."""
    return qualifier.field != "has" and (qualifier.field != "year" or qualifier.value.isdecimal())


def _stretches(query: Query) -> Iterator[Iterator[_Token]]:
    """Yield the stretches of plain words, word by word."""
    start = 0
    for number, clause in enumerate((*query.clauses, None)):
        if clause is None or not _is_words(clause):
            if start < number:
                yield _tokens(query, start, number)
            start = number + 1


def _is_words(clause: Clause) -> bool:
    term = clause.terms[0]
    return is_plain(clause) and isinstance(term, Word) and "//" not in term.text


def _tokens(query: Query, first: int, end: int) -> Iterator[_Token]:
    for number in range(first, end):
        term = query.clauses[number].terms[0]
        assert isinstance(term, Word)
        end = 0
        before = ""
        for place in places(term.text):
            start = term.start + place.start
            sign = term.text[end : place.start]
            end = place.end
            word = place.word
            if sign in _APOSTROPHES and len(word) == _SHORT_YEAR and word.isdecimal():
                word = str(_century(word))
            elif _is_year(word) and (said := _SIGNS.get(sign.strip())):
                yield _Token(said, start)
            elif _is_year(word) and sign in _DASHES and _is_year(before):
                yield _Token("to", start)
            yield _Token(word, start)
            before = word
            if _is_year(word) and term.text[end:] == "+":
                yield _Token("onwards", start)


def _longest(run: _Run, at: int, lexicon: Lexicon) -> tuple[int, list[Qualifier]]:
    """Return where the longest filter that begins at a word ends, and the filter."""
    best = at, list[Qualifier]()
    for parts, meant in patterns():
        for end, got in _match(run, at, parts, _Read()):
            if end > best[0] and (qualifiers := _meaning(meant, got, lexicon)):
                best = end, qualifiers
    return best


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
    if _is_year(word):
        yield at + 1, got._replace(years=(*got.years, int(word)))


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and _FIRST_YEAR <= int(word) <= _LAST_YEAR


def _age(run: _Run, at: int, got: _Read) -> Iterator[tuple[int, _Read]]:
    word = run.tokens[at].word
    if len(word) == 2 and word.isdecimal():
        yield at + 1, got._replace(years=(*got.years, _century(word)))


def _decade(run: _Run, at: int, got: _Read) -> Iterator[tuple[int, _Read]]:
    word = run.tokens[at].word
    if len(word) == 5 and word[:4].isdecimal() and word[3:] == "0s":
        yield at + 1, got._replace(years=(int(word[:4]),))


def _span(run: _Run, at: int, got: _Read) -> Iterator[tuple[int, _Read]]:
    word = run.tokens[at].word
    count = int(word) if word.isdecimal() and len(word) < 3 else _COUNTS.get(word, 0)
    if count:
        yield at + 1, got._replace(span=count)


def _century(two: str) -> int:
    year = 2000 + int(two)
    return year if year <= _LAST_YEAR - 50 else year - 100


def _venue(run: _Run, at: int, got: _Read) -> Iterator[tuple[int, _Read]]:
    for end, name, year in run.venues[at]:
        years = got.years if year is None else (*got.years, year)
        yield end, got._replace(venue=name, years=years)


def _section(run: _Run, at: int, got: _Read) -> Iterator[tuple[int, _Read]]:
    for end, section in run.sections[at]:
        yield end, got._replace(section=section)


def _venues_at(
    tokens: Sequence[_Token], at: int, lexicon: Lexicon
) -> Iterator[tuple[int, str, int | None]]:
    """Yield where names of venues that begin at a word end, the names, and years joined to them."""
    alone = at == 0 or tokens[at - 1].word not in _BEFORE
    for end in range(min(len(tokens), at + _LONGEST_NAME), at, -1):
        words = [token.word for token in tokens[at:end]]
        year = None
        if len(words) == 1:
            words[0], year = _split_year(words[0])
        dated = year is not None or (end < len(tokens) and _is_year(tokens[end].word))
        if _BEFORE.isdisjoint(words[:1]) and (
            name := _venue_named(words, lexicon, alone=alone, dated=dated)
        ):
            yield end, name, year


_BEFORE = words_of("SHOWN")


def _split_year(word: str) -> tuple[str, int | None]:
    """A name and the year that is joined to it: `cvpr23`, `iclr2021`."""
    name = word.rstrip("0123456789")
    digits = word[len(name) :]
    if len(name) > 1 and _is_year(digits):
        return name, int(digits)
    if len(name) > 1 and len(digits) == _SHORT_YEAR:
        return name, _century(digits)
    return word, None


def _venue_named(words: Sequence[str], lexicon: Lexicon, *, alone: bool, dated: bool) -> str | None:
    """Return the venue of a name; what may be something else too must be said to be a venue.

    Args:
        words: The words of the name.
        lexicon: The lexicon of the catalog.
        alone: Whether nothing before it says that it is a venue.
        dated: Whether a year stands behind it.
    """
    from kdcat.bibliography.venues import find

    known = find(" ".join(words))
    if known is None:
        is_here = _is_value(lexicon.texts("venue"), words)
        return words[0] if is_here and len(words) == 1 else None
    is_here = _is_value(lexicon.texts("venue"), plain_words(known.name))
    if not alone:
        return known.name
    titles = lexicon.titles
    in_titles = all((own := titles.number(w)) is not None and titles.count(own) for w in words)
    is_acronym = len(known.name.split()) == 1 and sum(map(str.isupper, known.name)) > 1
    may_be = (is_acronym and dated) or (is_here and len(words) == 1)
    return known.name if may_be and not in_titles else None


def _is_value(texts: Texts, words: Sequence[str]) -> bool:
    """Whether some words are the whole of a text."""
    numbers = [texts.number(word) for word in words]
    if None in numbers or numbers[0] is None:
        return False
    return any([*texts.of(text)] == numbers for text in texts.holding(numbers[0]))


def _sections_at(
    tokens: Sequence[_Token], at: int, lexicon: Lexicon
) -> Iterator[tuple[int, tuple[Name, str]]]:
    """Yield where names of sections that begin at a word end, with the field and the name."""
    for end in range(min(len(tokens), at + _LONGEST_NAME), at, -1):
        words = [token.word for token in tokens[at:end]]
        for field, name in _SECTIONS:
            if _is_value(lexicon.texts(field), words):
                yield end, (name, " ".join(words))
                break


_READERS = {
    "YEAR": _year,
    "AGE": _age,
    "DECADE": _decade,
    "SPAN": _span,
    "VENUE": _venue,
    "SECTION": _section,
}


def _meaning(meant: Sequence[str], got: _Read, lexicon: Lexicon) -> list[Qualifier]:
    """Return the filters that a pattern means, or none where they make no sense."""
    years = list(got.years)
    qualifiers: list[Qualifier] = []
    for filter_ in meant:
        field, _, value = filter_.removeprefix("-").partition(":")
        match field:
            case "year":
                written = _years(value, years, got, lexicon)
                if written is None:
                    return []
                qualifiers.append(Qualifier("year", written, 0))
            case "venue":
                qualifiers.append(Qualifier("venue", got.venue, 0))
                if "year" not in " ".join(meant) and years:
                    qualifiers.append(Qualifier("year", str(years.pop(0)), 0))
            case "section":
                if got.section is None:
                    return []
                qualifiers.append(Qualifier(*got.section, 0))
            case _:
                qualifiers.append(Qualifier("has", value, 0, filter_.startswith("-")))
    return qualifiers


def _years(value: str, years: list[int], got: _Read, lexicon: Lexicon) -> str | None:
    """Return the years of a pattern as they are typed: YEAR+- with 2021 is 2022-."""
    if value in ("RECENT", "LAST"):
        newest = _newest(lexicon)
        span = got.span if value == "LAST" else _RECENT
        return f"{newest - span + 1}-" if newest else None
    if value == "DECADE":
        return f"{years[0]}-{years[0] + 9}"
    first, dots, last = value.partition("..")
    ends = [str(years.pop(0) + _STEPS[end]) if end else "" for end in (first, last)]
    if all(ends) and dots:
        ends.sort()
    return ends[0] + ("-" if dots else "") + ends[1]


_STEPS = {"YEAR": 0, "YEAR+": 1, "YEAR-": -1}


def _newest(lexicon: Lexicon) -> int | None:
    """The newest year of the catalog."""
    texts = lexicon.texts("year")
    words = [texts.word(number) for text in range(len(texts)) for number in texts.of(text)]
    years = [int(word) for word in words if word.isdecimal() and int(word) <= _LAST_YEAR]
    return max(years, default=None)


def _without(query: Query, taken: set[int], said: Sequence[Sequence[Qualifier]]) -> Query:
    """Return a query without some of its words, and with some conditions more."""
    clauses: list[Clause] = []
    for clause in query.clauses:
        if not _is_words(clause):
            clauses.append(clause)
            continue
        term = clause.terms[0]
        assert isinstance(term, Word)
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

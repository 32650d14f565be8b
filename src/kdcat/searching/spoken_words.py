"""The words of a query as the ways to say filters know them: signs and dashes are words too.

`>=2021` is `since 2021`, `2019-21` is `2019 - 2021`, and `2021+` is `2021 onwards`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.searching.query import Clause, Query, Word, is_plain
from kdcat.searching.spoken_grammar import words_of
from kdcat.searching.spoken_names import Token, century, is_year
from kdcat.words import places

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = {
    ">": "after", ">=": "since", "<": "before", "<=": "until", "..": "to", "...": "to", "=": "in",
    "\u2265": "since", "\u2264": "until", "&": "and", "+": "plus", "@": "at",
}  # fmt: skip
_APOSTROPHES = ("'", "\u2019", "\u2018")
_DASHES = ("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "/")
_DASH = "-"
_NOW = words_of("NOW")
_SHORT_YEAR = 2


def stretches(query: Query) -> Iterator[Iterator[Token]]:
    """Yield the stretches of plain words of a query, word by word."""
    start = 0
    for number, clause in enumerate((*query.clauses, None)):
        if clause is None or not is_words(clause):
            if start < number:
                yield _tokens(query, start, number)
            start = number + 1


def is_words(clause: Clause) -> bool:
    """Tell whether a clause is plain words, so that it may say a filter."""
    term = clause.terms[0]
    return is_plain(clause) and isinstance(term, Word) and "//" not in term.text


def _tokens(query: Query, first: int, end: int) -> Iterator[Token]:
    for number in range(first, end):
        term = query.clauses[number].terms[0]
        assert isinstance(term, Word)
        end = 0
        before = ""
        for place in places(term.text):
            start = term.start + place.start
            sign = term.text[end : place.start].strip()
            end = place.end
            word = place.word
            if len(word) == _SHORT_YEAR and word.isdecimal():
                if sign[-1:] in _APOSTROPHES:
                    word = str(century(word))
                    sign = sign[:-1]
                elif sign in _DASHES and is_year(before) and word > before[2:]:
                    word = before[:2] + word
            if is_year(before) and sign in _DASHES and (is_year(word) or word in _NOW):
                yield Token(_DASH, start)
            elif is_year(word) and sign in _SIGNS:
                yield Token(_SIGNS[sign], start)
            yield Token(word, start, term.text[place.start : end])
            before = word
        if is_year(before) and term.text[end:] in ("+", *_DASHES):
            yield Token("onwards", term.start + end - 1)
        elif not before and (said := _SIGNS.get(term.text) or _dash(term.text)):
            yield Token(said, term.start)


def _dash(text: str) -> str:
    return _DASH if text in _DASHES else ""

"""The query language: what a person typed, as a tree.

    query     = clause { clause }                 all of the clauses must fit
    clause    = [ "AND" ] term { "OR" term }      any of the terms
    term      = [ "-" | "NOT" ] ( qualifier | phrase | word )
    qualifier = name ":" ( word | phrase )        name: modality task section venue
                                                         year author title has is
    phrase    = '"' words '"'

Words are any run of characters without white space. What a person types is never syntax by
accident: only a known name before a colon makes a qualifier, a quote without its pair, a dash that
stands alone or twice, and an `OR` with nothing on one side are words. So are `AND` and `NOT` where
all of the query is in capitals.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Literal, NamedTuple, TypeAlias, cast, get_args

from kdcat.errors import UsageError
from kdcat.words import places, split

Name: TypeAlias = Literal[
    "modality", "task", "section", "venue", "year", "author", "title", "has", "is"
]  # fmt: skip
NAMES: tuple[Name, ...] = get_args(Name)
"""What may stand before a colon."""
TitleOnly: TypeAlias = Literal["title"]
"""The one field that words may be wanted in."""


class Word(NamedTuple):
    """A run of characters as it was typed: one word, or several joined by punctuation."""

    text: str
    start: int
    """The place of the text in the query, in characters from 0."""
    field: TitleOnly | None = None
    """Where the word must stand; None for anywhere."""
    negated: bool = False


class Phrase(NamedTuple):
    """Words that must stand next to one another, in order."""

    text: str
    start: int
    field: TitleOnly | None = None
    negated: bool = False


class Qualifier(NamedTuple):
    """A field and the value it must have: one of `NAMES` but `title`."""

    field: Name
    value: str
    start: int
    """The place of the value in the query."""
    negated: bool = False


Term: TypeAlias = Word | Phrase | Qualifier


class Clause(NamedTuple):
    """Terms of which at least one must fit."""

    terms: tuple[Term, ...]


class Query(NamedTuple):
    """What was asked: every clause must fit."""

    text: str
    """The query as it was typed."""
    clauses: tuple[Clause, ...]
    hints: tuple[str, ...] = ()
    """What the person may have meant otherwise, a sentence each."""


_VALUES = {"has": ("code", "paper"), "is": ("conference", "journal", "preprint", "workshop")}
_QUALIFIER = re.compile(rf"({'|'.join(NAMES)}):", re.IGNORECASE)
_LIKE_A_QUALIFIER = re.compile(r"([a-z]{2,20}):(?=[^\s/:])")
# `arXiv:2403.01479` and `doi:10.1145/...` are how identifiers are written.
_NOT_MEANT_AS_ONE = ("arxiv", "doi", "http", "https")
_CHUNK = re.compile(r"\S+")
_QUOTED = re.compile(r'"([^"]*)"|\u201c([^\u201c\u201d]*)\u201d')
_ANY_LETTER = re.compile(r"[^\W_]")
_OR, _AND, _NOT = "OR", "AND", "NOT"
MOST_WORDS = 1000
"""Of a query: more than anybody types."""
# No title is as long. What is done for a word and its neighbours takes a millisecond.
_MOST_READ = 32
_LONGEST_WORD = 200


def parse(text: str) -> Query:
    """Return what a query asks for.

    Args:
        text: The query as it was typed.

    Raises:
        UsageError: A qualifier cannot be meant as it stands: it has no value, or one that its
            field never has. The message quotes the query and says at which character. Or there
            are more than 1,000 words, or one of more than 200 letters: more than anybody types.
    """
    _see_that_it_was_typed(text)
    terms: list[Term] = []
    hints: list[str] = []
    end = 0
    while chunk := _CHUNK.search(text, end):
        term, end = _term(text, chunk.start(), chunk.end())
        terms.append(term)
        if isinstance(term, Word):
            hints.extend(_hints(term))
    terms = _with_capitals_read(terms)
    read = _beginning(terms)
    if read != terms:
        hints.append(f"only the first {_MOST_READ} words of the query are looked for")
    return Query(text, tuple(_clauses(read)), tuple(dict.fromkeys(hints)))


def _see_that_it_was_typed(text: str) -> None:
    words = split(text)
    if max(len(text.split()), len(words)) > MOST_WORDS:
        raise UsageError(f"the query has more than {MOST_WORDS:,} words: ask with fewer")
    if max(map(len, words), default=0) > _LONGEST_WORD:
        raise UsageError(f"a word of the query has more than {_LONGEST_WORD} letters")


def of_titles(words: str) -> Query:
    """Return what asks for words in titles: `title:` before each of them, as if it was typed.

    Nothing in them is syntax but quotes, which make a phrase.

    Raises:
        UsageError: There are more words than anybody types; see `parse`.
    """
    terms: list[Term] = []
    end = 0
    while chunk := _CHUNK.search(words, end):
        quoted = _quoted(words, chunk.start())
        if quoted:
            start, end = chunk.start() + 1, quoted.end()
            terms.append(Phrase(quoted[1] or quoted[2] or "", start, "title"))
        else:
            end = chunk.end()
            terms.append(Word(chunk[0], chunk.start(), "title"))
    _see_that_it_was_typed(words)
    return Query(words, tuple(_clauses(_beginning(terms))))


def _beginning(terms: list[Term]) -> list[Term]:
    """The terms up to as many words as are read, the last of them less what goes beyond."""
    read: list[Term] = []
    left = _MOST_READ
    for term in terms:
        if left <= 0:
            break
        if isinstance(term, Qualifier):
            read.append(term)
            left -= 1
            continue
        words = list(islice(places(term.text), left + 1))
        if len(words) > left:
            from kdcat.bibliography.addresses import as_address

            if as_address(term.text):
                # It is looked up as a whole, as a qualifier is, and never in part.
                read.append(term)
                left -= 1
                continue
            read.append(term._replace(text=term.text[: words[left - 1].end]))
            break
        read.append(term)
        left -= max(len(words), 1)
    return read


def _clauses(terms: list[Term]) -> list[Clause]:
    """Join the terms on both sides of each OR; one with nothing to join is a word."""
    clauses: list[Clause] = []
    joins = False
    for number, term in enumerate(terms):
        if _is_or(term):
            joins = 0 < number < len(terms) - 1 and not any(
                map(_is_or, (terms[number - 1], terms[number + 1]))
            )
            if not joins:
                clauses.append(Clause((term,)))
        elif joins:
            clauses[-1] = Clause((*clauses[-1].terms, term))
            joins = False
        else:
            clauses.append(Clause((term,)))
    return clauses


def _is_or(term: Term) -> bool:
    return _is(term, _OR)


def _is(term: Term, word: str) -> bool:
    return isinstance(term, Word) and term[:] == (word, term.start, None, False)


def _with_capitals_read(terms: list[Term]) -> list[Term]:
    """Let each NOT before a term exclude it, and leave out each AND between terms."""
    others = [term for term in terms if not _is_operator(term)]
    if len(others) == len(terms) or not any(map(_has_small_letters, others)):
        return terms
    negated: list[Term] = []
    for term in terms:
        if negated and _is(negated[-1], _NOT) and not _is_operator(term) and not term.negated:
            negated[-1] = term._replace(negated=True)
        else:
            negated.append(term)
    return [
        term
        for number, term in enumerate(negated)
        if not _is(term, _AND)
        or not 0 < number < len(negated) - 1
        or any(map(_is_operator, (negated[number - 1], negated[number + 1])))
    ]


def _is_operator(term: Term) -> bool:
    return any(_is(term, word) for word in (_OR, _AND, _NOT))


def _has_small_letters(term: Term) -> bool:
    return any(map(str.islower, term.value if isinstance(term, Qualifier) else term.text))


def is_plain(clause: Clause) -> bool:
    """Tell whether a clause is one word or address as it is typed, no syntax of any kind."""
    term = clause.terms[0]
    return len(clause.terms) == 1 and isinstance(term, Word) and term[2:] == (None, False)


def typed(term: Term) -> str:
    """Return a term of a query as it may be typed."""
    dash = "-" if term.negated else ""
    name = f"{term.field}:" if term.field else ""
    value = term.value if isinstance(term, Qualifier) else term.text
    in_quotes = isinstance(term, Phrase) or " " in value
    return f'{dash}{name}"{value}"' if in_quotes else f"{dash}{name}{value}"


def _term(text: str, start: int, end: int) -> tuple[Term, int]:
    """Read the term that begins at a place; the chunk there ends at `end`. Return its end too."""
    negated = text[start] == "-" and start + 1 < end and text[start + 1] != "-"
    first = start + negated
    name = _QUALIFIER.match(text, first, end)
    if name and (name[1].islower() or name.end() < end):
        return _qualifier(text, name, end, negated=negated)
    if quoted := _quoted(text, first):
        return Phrase(quoted[1] or quoted[2] or "", first + 1, None, negated), quoted.end()
    if negated and not _ANY_LETTER.search(text, first, end):
        return Word(text[start:end], start), end
    return Word(text[first:end], first, None, negated), end


def _qualifier(text: str, name: re.Match[str], end: int, *, negated: bool) -> tuple[Term, int]:
    field = cast("Name", name[1].lower())
    start = name.end()
    quoted = _quoted(text, start)
    if quoted:
        end = quoted.end()
    value = (quoted[1] or quoted[2] or "") if quoted else text[start:end]
    if not _ANY_LETTER.search(value):
        raise _error(text, start, f"{field}: needs a value")
    if field == "title":
        kind = Phrase if quoted else Word
        return kind(value, start + bool(quoted), field, negated), end
    if field == "year" and (why := _no_years(value)):
        raise _error(text, start, why)
    if field in _VALUES and value not in _VALUES[field]:
        known = " or ".join(f"{field}:{known}" for known in _VALUES[field])
        raise _error(text, start, f"{field}: does not know {value!r}: write {known}")
    return Qualifier(field, value, start + bool(quoted), negated), end


def _no_years(value: str) -> str:
    """Why a value is no years; empty where it is."""
    from kdcat.searching.filters import years

    try:
        for part in value.split(","):
            years(part)
    except UsageError as error:
        return str(error)
    return ""


def _quoted(text: str, start: int) -> re.Match[str] | None:
    """Return the quoted words that begin at a place, if there is a word between the quotes."""
    quoted = _QUOTED.match(text, start)
    return quoted if quoted and _ANY_LETTER.search(quoted[0]) else None


def _hints(word: Word) -> list[str]:
    name = _LIKE_A_QUALIFIER.match(word.text)
    if not name or name[1] in _NOT_MEANT_AS_ONE:
        return []
    return [f"{name[1]}: is not a qualifier, so it was read as a word; there are {_named()}"]


def _named() -> str:
    return " ".join(f"{name}:" for name in NAMES)


def _error(text: str, place: int, what: str) -> UsageError:
    # repr escapes what would break the line, or the terminal.
    return UsageError(f"query {text!r}, character {place + 1}: {what}")

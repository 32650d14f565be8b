"""Why nothing was found, and what may have been meant instead.

Loaded only where nothing is to be shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.searching.query import Clause, Qualifier, Query, typed
from kdcat.searching.terms import is_known
from kdcat.searching.word_matching import most_errors, near_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from kdcat.searching.interpretation import Interpretation


def named(words: Sequence[str], joint: str) -> str:
    """Return words in quotes as they stand in a sentence: `'a', 'b' and 'c'`."""
    quoted = [f"'{word}'" for word in words]
    return f" {joint} ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))


def reason(
    query: Query,
    meant: Interpretation,
    lacking: Collection[str],
    count: Callable[[Query], int],
    *,
    has_options: bool,
) -> str | None:
    """Return why a query finds nothing, as a clause of a sentence; None if there is none to give.

    Args:
        query: What was asked.
        meant: What it means in the catalog.
        lacking: The words that no paper has, as they were typed.
        count: Tells how many papers fit another query in the whole catalog.
        has_options: Whether options left some papers out.
    """
    if lacking:
        return f"no paper has {named([*lacking], 'or')}"
    conditions = [clause for clause in query.clauses if _is_condition(clause)]
    words = tuple(clause for clause in query.clauses if clause not in conditions)
    if conditions and words and (fitting := count(query._replace(clauses=words))):
        asked = " ".join(map(_asked, conditions))
        return f"{_papers(fitting)} without {asked}"
    if len(conditions) > 1 and not words:
        return f"no paper fits {_both(conditions)} {named([*map(_asked, conditions)], 'and')}"
    if has_options and (fitting := count(query)):
        return f"{_papers(fitting)} without the filters"
    known = list(dict.fromkeys(word.typed for word in meant.words if word.content))
    if len(known) > 1 and len(query.clauses) > 1:
        return f"no paper has {_both(known)} {named(known, 'and')}"
    return None


def _asked(clause: Clause) -> str:
    return " OR ".join(map(typed, clause.terms))


def _both(several: Collection[object]) -> str:
    return "both" if len(several) == _TWO else "all of"


_TWO = 2


def _papers(count: int) -> str:
    return f"{count:,} paper fits" if count == 1 else f"{count:,} papers fit"


def _is_condition(clause: Clause) -> bool:
    return any(isinstance(term, Qualifier) or term.negated for term in clause.terms)


def proposals(meant: Interpretation, query: str) -> Iterator[str]:
    """Yield queries that may have been meant: one with each unknown word as it may be spelt.

    A word that the field has is no misspelling, nor is one that is near to others by chance.

    Args:
        meant: What the query means; nothing fits it.
        query: Its text.
    """
    changed: dict[int, str] = {}
    for i, word in enumerate(meant.words):
        if not word.content or word.typed not in meant.unknown:
            continue
        most = most_errors(word.word, supported=False)
        if not most or not word.word.isalpha() or is_known((word.word,)):
            return
        near = [
            (errors, texts.word(number))
            for _, texts in meant.lexicon.fields()
            for number, errors in near_words(texts, word.word, most)
            if texts.word(number).isalpha()
        ]
        if not near:
            return
        changed[i] = min(near)[1]
    if changed:
        yield _rewritten(meant, query, changed)


def _rewritten(meant: Interpretation, query: str, words: dict[int, str]) -> str:
    for i in sorted(words, reverse=True):
        word = meant.words[i]
        query = query[: word.start] + words[i] + query[word.start + len(word.typed) :]
    return " ".join(query.split())

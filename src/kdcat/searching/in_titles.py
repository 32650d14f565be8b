"""Words in titles: what `--title` and a reference look for, by the rows of the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.searching.find import Ground, ask, misspelt_in
from kdcat.searching.query import of_titles
from kdcat.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kdcat.index.lexicon import Lexicon
    from kdcat.index.papers import Index
    from kdcat.searching.query import Qualifier

_LONG = 7
"""Letters from which on a word may be proposed that is less near than one that is found."""


class InTitles(NamedTuple):
    """In which titles words stand."""

    rows: set[int]
    misspelt: dict[str, tuple[str, ...]]
    """The words that were taken for others, as `Found` has them."""
    unknown: tuple[str, ...]
    """The words that no title has, as they were typed."""
    near: tuple[str, ...]
    """The words of titles that are nearest to them."""


def in_titles(index: Index, words: str) -> InTitles:
    """Return in which papers' titles words stand, as `title:` before each of them finds them.

    Args:
        index: The papers.
        words: The words; those in quotes stand next to one another.

    Raises:
        UsageError: There are more words than anybody types.
    """
    of = Ground(index, index.lexicon, None, _no_qualifier, {})
    answer = ask(of, of_titles(words))
    unknown = tuple(answer.meant.unknown)
    near = _near_titles(index.lexicon, unknown) if unknown else ()
    return InTitles(answer.rows, misspelt_in(answer.meant), unknown, near)


def _near_titles(lexicon: Lexicon, unknown: Sequence[str]) -> tuple[str, ...]:
    from kdcat.searching.word_matching import most_errors, near_words

    near = []
    for typed in unknown:
        for word in plain_words(typed):
            most = most_errors(word, supported=True) + (len(word) >= _LONG)
            near += near_words(lexicon.titles, word, most)
    least = min((errors for _, errors in near), default=0)
    return tuple(lexicon.titles.word(number) for number, errors in near if errors == least)


def _no_qualifier(_: Qualifier) -> Collection[int]:
    return ()

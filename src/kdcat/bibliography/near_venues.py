"""Slips of the pen in names of one word: the known venues whose names a word may be meant for."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from kdcat.bibliography.venues import all_venues, by_venues, folded

LONG_ACRONYM = 6
"""From so many letters on, one more, one less or another makes no other venue of a name."""

_TWO = 2


def misspells_venue(word: str) -> bool:
    """Return whether a word is one slip away from a known venue's name of six letters and more."""
    name = folded(word)
    return any(
        len(known) >= LONG_ACRONYM and known[0] == name[0] and is_one_slip(name, known)
        for known, _ in alike(name)
    )


@by_venues
@cache
def folded_names() -> tuple[tuple[str, str], ...]:
    """Return the folded names of venues, publishers left out, with the canonical one of each."""
    return tuple(
        (folded(name), venue.name)
        for venue in all_venues()
        if venue.kind != "publisher"
        for name in (venue.name, venue.full_name, *venue.aliases)
    )


def alike(word: str) -> set[tuple[str, str]]:
    """Return the known names of one word that are perhaps one slip away from a folded word.

    Each comes with the canonical name of its venue.
    """
    if not 0 < len(word) <= _longest() + 1:
        return set()
    found: set[tuple[str, str]] = set()
    for less in _less_one_letter(word):
        found.update(_by_letters_less_one().get(less, ()))
    return found


def is_one_slip(one: str, other: str) -> bool:
    """Return whether two words are at an edit distance of one, in optimal string alignment.

    One letter is another one, too many or missing, or two neighbours changed place.
    """
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) == 1 or (len(one) == _TWO and one == other[::-1])


@by_venues
@cache
def _by_letters_less_one() -> dict[str, list[tuple[str, str]]]:
    """The folded names of one word, by what is in common with words that are one slip away.

    Where a letter is another one, is missing or too many, or is exchanged for its neighbour, either
    word or what is left of it without a letter is what the other is, or what is left of that.
    """
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, venue in folded_names():
        if " " not in name:
            for less in _less_one_letter(name):
                found[less].append((name, venue))
    return dict(found)


@by_venues
@cache
def _longest() -> int:
    """The letters of the longest known name of one word."""
    return max(map(len, _by_letters_less_one()), default=0)


def _less_one_letter(word: str) -> set[str]:
    """A word, and what is left of it without any one of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}

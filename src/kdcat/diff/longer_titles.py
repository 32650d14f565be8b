"""Titles that held more than the title: the venue and the year behind it, or the authors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdcat.bibliography.venues import find
from kdcat.bibliography.works import folded
from kdcat.words import plain_words

if TYPE_CHECKING:
    from kdcat.paper import Paper

_FEWEST_WORDS = 2
_YEAR = re.compile(r"(?:19|20)\d\d")
# What a list writes beside the facts of a paper.
_BESIDE = frozenset(["in", "by", "et", "al", "and", "proc", "proceedings"])


def is_inside(old: Paper, new: Paper) -> bool:
    """Return whether the title of one of two entries is whole in that of the other."""
    return _beside(folded(old.title), folded(new.title)) is not None


def is_one_with_facts(old: Paper, new: Paper, fewest_words: int = _FEWEST_WORDS) -> bool:
    """Return whether one title is the other, and venue, year, date or authors beside it.

    What stands beside it is what the other entry says of these, or a venue that is known and a
    year. `Deep nets` is inside `Deep nets, CVPR 2021`, but not so inside `Deep nets for cats`.

    Args:
        old: One entry.
        new: The other.
        fewest_words: A title of fewer words is no part of another; one may be a word of it.
    """
    beside = _beside(folded(old.title), folded(new.title), fewest_words)
    if beside is None:
        return False
    shorter = min((old, new), key=lambda paper: len(folded(paper.title)))
    facts = _facts(shorter)
    told = [word for word in beside if word in facts or _is_venue_with_year(word, facts)]
    others = [word for word in beside if word not in told and word not in _BESIDE]
    names = [word for word in others if not _YEAR.fullmatch(word)]
    if names:
        return find(" ".join(names)) is not None
    # A year alone may be of the title, such as the one of a challenge.
    return bool(told) and (not others or any(map(str.isalpha, told)))


def _facts(paper: Paper) -> set[str]:
    """The words of what an entry says beside its title."""
    said = [paper.venue_raw, paper.venue, paper.date, paper.authors]
    words = {word for fact in said if fact for word in plain_words(fact)}
    return words | (
        {str(paper.year), f"{paper.year % 100:02}"} if paper.year is not None else set()
    )


def _is_venue_with_year(word: str, said: set[str]) -> bool:
    """Whether a word such as `cvpr21` is of two that an entry says."""
    letters = word.rstrip("0123456789")
    return bool(letters) and {letters, word[len(letters) :]} <= said


def _beside(one: str, other: str, fewest_words: int = _FEWEST_WORDS) -> list[str] | None:
    """What a longer text has beside a shorter one that is whole in it; None if it is not."""
    shorter, longer = sorted((one, other), key=len)
    before, inside, after = f" {longer} ".partition(f" {shorter} ")
    if not inside or shorter.count(" ") + 1 < fewest_words or shorter == longer:
        return None
    return [*before.split(), *after.split()]

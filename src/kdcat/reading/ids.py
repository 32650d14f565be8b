"""The id by which a person names a title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdcat.digest import blake2b
from kdcat.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable

_FILLERS = frozenset(
    (
        *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is"),
        *("of", "on", "or", "the", "to", "towards", "via", "with"),
    )
)
# Crockford's base 32 in lower case: no i, l, o or u to be mistaken for another character.
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [low + high for high in _DIGITS for low in _DIGITS]
"""Two digits for each ten bits, the lower first; there are 40 bits in all: of 100,000 titles that
begin alike, two have one id in one list out of 200."""
_MOST_WORDS = 3
_LONGEST_WORD = 24
_UNTYPABLE = re.compile(r"[^a-z0-9]+")


def id_of(title: str) -> str:
    """Return the id of a title, such as `simplified-tinybert-knowledge-3k0zs8qm`.

    Its beginning is the first words of the title, for people; its end is eight characters that
    stand for the whole. Both are made from the folded title and nothing else, so that no mending of
    an entry, no other place and no other entry changes it; titles that differ in case, accents,
    punctuation and spacing alone have one id. It is ASCII, and so a BibTeX key as well.
    """
    words = plain_words(title)
    content = (" ".join(words) or title.casefold()).encode("utf-8", "replace")
    digest = int.from_bytes(blake2b(content, digest_size=5).digest())
    low, high = digest & 0xFFFFF, digest >> 20
    end = _PAIRS[low & 1023] + _PAIRS[low >> 10] + _PAIRS[high & 1023] + _PAIRS[high >> 10]
    return "-".join([*(_first_of(words, title.isascii()) or ["paper"]), end])


def _first_of(words: Iterable[str], are_typable: bool) -> list[str]:
    """The first plain words that say something, in characters that are easily typed."""
    first: list[str] = []
    for word in words:
        typable = word if are_typable else _UNTYPABLE.sub("", word)
        if typable and (beginning := typable[:_LONGEST_WORD]) not in _FILLERS:
            first.append(beginning)
            if len(first) == _MOST_WORDS:
                break
    return first

"""The short handle by which a person names an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.digest import blake2b
from kdcat.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_FILLERS = frozenset(
    (
        *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is"),
        *("of", "on", "or", "the", "to", "towards", "via", "with"),
    )
)
# Crockford's base 32 in lower case: no i, l, o or u to be mistaken for another character.
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_CHECK_LENGTH = 5
_LONGEST_WORD = 24


def handle(title: str, year: int | None, sections: Sequence[str]) -> str:
    """Return the handle of an entry, such as `radardistill-4k0zs`.

    Its beginning is the method's name or the first words of the title, for people; its end is five
    characters that stand for title, year and sections, so that a paper listed in two sections has
    two handles, and that no entry's handle depends on what else the catalog lists.
    """
    name, colon, _ = title.partition(":")
    words = plain_words(name) if colon else []
    if not 1 <= len(words) <= 3:
        words = [word for word in plain_words(title) if word not in _FILLERS][:3] or ["paper"]
    meant = "\n".join((title.casefold(), str(year or ""), *sections))
    digest = int.from_bytes(blake2b(meant.encode("utf-8", "replace"), digest_size=4).digest())
    check = "".join(_DIGITS[digest >> 5 * place & 31] for place in range(_CHECK_LENGTH))
    return f"{'-'.join(word[:_LONGEST_WORD] for word in words)}-{check}"

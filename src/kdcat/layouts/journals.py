"""Journals that are known by nothing but how an entry sets them: in italics, or before a year."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from kdcat.bibliography.venues import is_journal
from kdcat.layouts.mask import EDGES
from kdcat.layouts.names import confidence
from kdcat.layouts.venues import names_affiliation, names_organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.text import Span

# `Methods in Ecology and Evolution`, `Molecular Systems Biology`
_NAMED = r"(?:The )?[A-Z][a-zA-Z]+(?:(?: (?:of|in|on|for|the|and|&))*+:? [A-Z][a-zA-Z]+){1,8}"
_JOURNAL = re.compile(_NAMED)
_DATED = re.compile(rf"({_NAMED}),? ((?:19|20)\d\d)")


# Journals whose names mean something else where they are not set in italics.
_OF_ONE_WORD_WORDS = "Brain Cell Chaos Circulation Cognition Energy Neuron Patterns Radiology"
_OF_ONE_WORD = frozenset(_OF_ONE_WORD_WORDS.split())

# `. In: *A Journal*`
_LEAD = re.compile(rf"(?i)[{re.escape(EDGES)}]*+(?:in:?\s++)?")


def in_italics(text: str, emphasis: Sequence[Span], first: int, end: int) -> str | None:
    """Return the name of a journal that is set in italics, or None where it has not the look.

    Args:
        text: The flat text of an entry.
        emphasis: What is set in italics in it, in its order.
        first: Where the part begins that may be one,
        end: and where it ends.
    """
    if lead := _LEAD.match(text, first, end):
        first = lead.end()
    at = bisect_right(emphasis, first, key=itemgetter(0)) - 1
    if at < 0 or not first < emphasis[at].end <= end:
        return None
    name = text[slice(*emphasis[at])].replace("\v", " ").strip(EDGES)
    if name in _OF_ONE_WORD:
        return name
    return name if _JOURNAL.fullmatch(name) and not _is_other(name) else None


def dated(text: str) -> tuple[str, int] | None:
    """Return the journal and the year where a text is both: `Remote Sensing of Environment, 2023`.

    None where it says more or less, or names people or whom they work for.
    """
    found = _DATED.fullmatch(text)
    return (found[1], int(found[2])) if found and not _is_other(found[1]) else None


def is_before_names(text: str) -> bool:
    """Return whether a journal stands before names, as one of them might: `Nature, Lee et al.`."""
    first, comma, rest = text.partition(", ")
    if not comma or not first[:1].isupper() or not is_journal(first):
        return False
    return _INITIALS.match(rest) is None


# `Brain, A. B., Lee, C.`
_INITIALS = re.compile(r"(?:[A-Z]\b\.?[ -]?){1,3}(?:,|$|&|and\b)")


def _is_other(name: str) -> bool:
    return (
        names_affiliation(name)
        or names_organisation(name)
        or confidence(name.partition(" and ")[0]) > 0
    )

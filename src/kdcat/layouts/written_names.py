"""Names as they are written: what commas part among them, and the full stops that are theirs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kdcat.bibliography.venues import by_venues
from kdcat.layouts.citing import NAME_YEAR
from kdcat.layouts.dates import may_be_dated
from kdcat.layouts.mask import EDGES
from kdcat.layouts.names import confidence
from kdcat.layouts.venues import venue_in

if TYPE_CHECKING:
    from collections.abc import Sequence

_INITIALLED = re.compile(r"(.* [A-Z]{1,2})\.\s++([^.]+)")
_COMMA = re.compile(r",\s*")
# The full stop of `et al.` and of an initial at the end is theirs.
_SHORTENED = re.compile(r"(?:\bet(?: |\. ?)al|(?<![\w])[A-Z])$")
# What is left of the number of a reference: `[2] A. Author`.
_MARKED = re.compile(r"^\d{1,3}\]\s*")
_BY = re.compile(r"(?i)^\s*(?:by|authors?\s*:)\s+")


# What stands below several items is read with each of them.
@by_venues
@lru_cache(maxsize=16)
def chunks_of(text: str) -> Sequence[str]:
    """Return what commas part in a text; nothing where it says one thing at most."""
    if "," not in text and "." not in text and not may_be_dated(text):
        return ()
    if "." in text:
        by = _INITIALLED.fullmatch(text)
        if by and not confidence(by[2].partition(",")[0]) and venue_in(by[2]):
            # `Busoniu L, Babuska R, De Schutter B. IEEE Transactions ...`
            text = f"{by[1]}, {by[2]}"
    if text.lstrip()[:1] in "abAB":
        text = _BY.sub("", text)
    if "," in text:
        return _COMMA.split(text)
    ends_in_year = text.endswith(")") or text[-1:].isdecimal()
    cited = NAME_YEAR.fullmatch(text) if ends_in_year else None
    return (text,) if cited is not None and confidence(cited[1]) else ()


def as_written(part: str) -> str:
    """Return the names of a part, less the number of a reference, `by` and what parts it."""
    text = with_its_stop(_MARKED.sub("", part.strip(EDGES + "()[]")), part)
    return " ".join(_BY.sub("", text).split()).rstrip(",;")


def with_its_stop(text: str, written: str) -> str:
    """Return a text with the full stop that it lost, where that shortens its last word."""
    if not text[-1:].isupper() and not text.endswith("al"):
        return text
    is_its_own = _SHORTENED.search(text) and written.partition(text)[2].startswith(".")
    return f"{text}." if is_its_own else text

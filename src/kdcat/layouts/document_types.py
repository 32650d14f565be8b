"""The mark of a document's type behind a title, as the standard GB/T 7714 has it: `TITLE[J]`.

Lists whose references come from a search engine for papers, in that style, have it in each entry:
`Zhou Z, Feng J. Deep forest[J]. National Science Review, 2019, 6(1): 74-86.`
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.names import and_others
from kdcat.bibliography.venues import by_venues
from kdcat.layouts.names import LIKELY, confidence
from kdcat.layouts.title_ends import EDGES, trimmed

if TYPE_CHECKING:
    from kdcat.text import Span

# The types and the carriers of GB/T 7714-2015, annex B.
_MARK = re.compile(
    r"(?<=[\w)?!”\"])\s?\[(?P<type>M|C|G|N|J|D|R|S|P|DB|CP|EB|A|CM|DS|Z)(?:/(?:MT|DK|CD|OL))?\]"
    r"(?=\s?[.,/:．])"  # noqa: RUF001
)
_STOP = re.compile(r"[.．]\s*")  # noqa: RUF001
# `Zhou Z, Feng J`, `Kingma D P`, `Van Den Oord A, Vinyals O, et al`
_FAMILY_FIRST = re.compile(
    r"(?:(?:^|, )[^\W\d_][\w'’-]*+(?: [\w'’-]+)*? [A-Z]{1,3}(?: [A-Z])*+)++$"  # noqa: RUF001
)
# `. National Science Review, 2019`
_JOURNAL = re.compile(
    r"\s?[.．]\s*([^\W\d_][^,\n\v\x1f]{2,100}), ?(?:19|20)\d\d\b"  # noqa: RUF001
)
_MOST_STOPS = 24
_LONGEST_NAMES = 600


# The two forms of a title without marks ask for it, one after the other.
@by_venues
@lru_cache(maxsize=16)
def before_type(text: str, start: int, end: int) -> Span | None:
    """Return the title that stands before the mark of its type, or None where there is no mark.

    Args:
        text: The masked text of an entry.
        start: Where the entry begins in it.
        end: Where its title may end at the latest.
    """
    if "[" not in text:
        return None
    mark = _MARK.search(text, start, end)
    if mark is None:
        return None
    names_end = start
    longest = min(mark.start(), start + _LONGEST_NAMES)
    for stop in islice(_STOP.finditer(text, start, longest), _MOST_STOPS):
        if _are_names(text[start : stop.start()]):
            names_end = stop.end()
    title = trimmed(text, names_end, mark.start())
    # A tag in front is for others to read: `[C] TITLE`.
    return title if title.start < title.end and text[title.start] not in "[(" else None


class Reference(NamedTuple):
    """What stands around a title that has the mark of its type."""

    authors: str | None
    """As written."""
    journal: str | None
    """The journal that stands before a year, as written."""


def around_type(text: str, title: Span) -> Reference | None:
    """Return what a reference in that style says, or None where no mark is behind its title.

    Args:
        text: The masked text of an entry.
        title: Where its title stands.
    """
    mark = _MARK.match(text, title.end) if text.find("[", title.end, title.end + 2) >= 0 else None
    if mark is None:
        return None
    before = text[: title.start].strip(EDGES)
    are_names = len(before) < _LONGEST_NAMES and _are_names(before)
    # Initials have no full stops in this style, and the one behind the last ends the names.
    before += "." if before.endswith("et al") else ""
    journal = _JOURNAL.match(text, mark.end()) if mark["type"] == "J" else None
    return Reference(before if are_names else None, journal and journal[1])


def _are_names(text: str) -> bool:
    text = text.strip()
    return (
        confidence(text) >= LIKELY
        or _FAMILY_FIRST.match(text) is not None
        or (and_others(text) and len(text.split()) > 1)
    )

"""Placeholders: what stands in a field for what was not known yet, or came out of a spreadsheet."""

from __future__ import annotations

import re

# Folded; spreadsheets write the first four.
_PLACEHOLDERS = frozenset(
    [
        "nan", "n/a", "#n/a", "null", "none", "undefined", "tbd", "tba", "tbc", "todo", "to do",
        "fixme", "xxx", "to be added", "to be announced", "to be determined", "coming soon",
        "placeholder", "lorem ipsum", "title", "paper title", "venue", "?",
    ]
)  # fmt: skip
_HASHES = re.compile(r"[#?.\s]*")


def says_nothing(written: str) -> bool:
    """Return whether a field stands for one to come: `nan`, `N/A`, `TBD`, `###` and the like."""
    folded = written.strip(" .,:;()[]<>*_").casefold()
    return folded in _PLACEHOLDERS or _HASHES.fullmatch(folded) is not None


def year_to_come(venue: str) -> str | None:
    """Return what stands for the year behind a venue, as in `ICASSP TBD`; None where nothing."""
    name, _, last = venue.rpartition(" ")
    return last if name and not says_nothing(venue) and says_nothing(last) else None

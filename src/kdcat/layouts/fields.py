"""The fields of an entry: what the text between its title and its links says."""

from __future__ import annotations

import re
from functools import lru_cache

from kdcat.words import one_line

SEPARATORS = " \t,.;:|-–—"  # noqa: RUF001 (the dashes people write)
"""What parts the fields of entries."""
_YEAR = r"(?:19|20)\d\d"
YEAR_AT_END = re.compile(rf"(?<!\d)(?P<year>{_YEAR})[)\]]*$")
YEAR_INSIDE = re.compile(rf"(?<![\d.])(?P<year>{_YEAR})(?!\d|\.\d)")
"""Not the first digits of an arXiv identifier (2004.12345), nor a part of a longer number."""
_YEAR_FUSED = re.compile(rf"(?<=[A-Za-z]){_YEAR}(?!\d)")


@lru_cache(maxsize=4096)
def venue_and_year(text: str) -> tuple[str | None, int | None]:
    """Return what the text between title and links says: the venue less the year at its end.

    The year is the last number from 1900 to 2099 in the text. Where it does not stand at the end
    (`DCASE2024 Challenge`), the venue keeps it, as written.
    """
    text = one_line(text).strip(SEPARATORS)
    year: int | None = None
    if at_end := YEAR_AT_END.search(text):
        venue = text[: at_end.start()].rstrip(SEPARATORS + "([")
        year = int(at_end["year"])
    else:
        venue = text
        inside = YEAR_INSIDE.findall(text) or _YEAR_FUSED.findall(text)
        if inside:
            year = int(inside[-1])
    for opening, closing in ("()", "[]"):
        if venue.startswith(opening) and (venue.endswith(closing) or closing not in venue):
            venue = venue[1:].removesuffix(closing).strip(SEPARATORS)
    return venue or None, year

"""Names of venues with commas in them, kept together while a text is parted by commas and stops."""

from __future__ import annotations

import re
from functools import cache

from kdcat.bibliography.venues import by_venues, names_with_commas

COMMA, STOP = "\x01", "\x02"
"""Stand in place of the commas and the full stops of a venue's name, so that they part nothing."""
_HELD = str.maketrans(",.", COMMA + STOP)
_WRITTEN = str.maketrans(COMMA + STOP, ",.")


def held_together(text: str) -> str:
    """Return a text in which the names of venues that have commas are held together.

    No character moves: `..., IEEE/ACM Trans. Audio, Speech, Lang. Process., 2019`.
    """
    if ", " not in text:
        return text
    before_comma, whole = _patterns()
    if before_comma.search(text) is None:
        return text
    return whole.sub(lambda found: found[0].translate(_HELD), text)


def put_back(name: str | None) -> str | None:
    """Return a name with the commas and full stops that it was written with."""
    return name if name is None else name.translate(_WRITTEN)


@by_venues
@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds a word before a comma of these names, and what finds the whole of one."""
    names = [re.sub(r",? (?:and|&) |, ", ", ", name) for name in names_with_commas()]
    before = {name.partition(",")[0].split()[-1] for name in names}
    wholes = sorted(map(_pattern, names), key=len, reverse=True)
    return (
        re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, before)))}),"),
        re.compile(rf"(?<!\w)(?i:{'|'.join(wholes)})(?!\w)\.?"),
    )


def _pattern(name: str) -> str:
    """What finds a name whether `and` or `&` stands behind its last comma, or instead of it."""
    *most, last = re.escape(name).replace(r"\ ", r"\s").split(",\\s")
    joint = r"(?:,\s(?:and\s|&\s)?|\s(?:and|&)\s)"
    return ",\\s".join(most) + joint + last if most else last

"""The ways to say a filter in words, as data: a line for each, and what it means.

In a pattern `a|b` is either word, `[a|b]` one that may be left out, and `[a|b]*` any number of
them. A name in capitals stands for the words that `_WORDS_OF` has under it, or is read from the
query: YEAR is a year, AGE one in short as in CVPR'23, DECADE as in 2010s, SPAN a small number,
VENUE the name of a venue, SECTION that of a section of the catalog. Behind the arrow stands the
filter as it would be typed: the YEARs in their order, the year after one as YEAR+ and the one
before as YEAR-, a first year with .. behind it and a last one with .. before it; RECENT years are
the last that the catalog has, LAST as many of them as are said.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, TypeAlias

_WORDS_OF = {
    "PAPERS": "paper papers article articles work works study studies publication publications "
    "preprint preprints literature research results",
    "DATED": "published released made written appeared appearing out proposed presented dated "
    "accepted introduced submitted posted",
    "IN": "in of during within from for over the year years published released appeared",
    "THE": "the year years just only alone",
    "TO": "to until till through upto",
    "NOW": "present now today date",
    "LATER": "later newer after up on onward onwards forward above beyond younger",
    "EARLIER": "earlier older before below prior",
    "SHOWN": "published presented accepted appeared appearing appears shown from in at by of for "
    "to the proceedings",
    "THAT": "that which who do does did have has are is been and also",
    "HAVING": "with having has have had provide provides providing release releases releasing "
    "released include includes including offer offers offering share shares sharing come comes "
    "coming give gives giving publish publishes whose plus",
    "LACKING": "without lacking lack lacks missing no",
    "NOT": "no not any lack lacks lacking never dont doesn don didn haven hasn t",
    "OPEN": "a an the any some their its with source open public publicly available official "
    "released github free freely online accessible published working reference pytorch tensorflow "
    "have has release provide come",
    "CODE": "code codes codebase implementation implementations repo repos repository repositories "
    "github sourcecode",
    "THERE": "available released included online provided public published open accessible "
    "attached is are on github",
}
_PATTERNS = """
# A first year
since|starting|beginning [from|in|with|at]* [THE]* YEAR [on|onward|onwards]* > year:YEAR..
as of|from [THE]* YEAR > year:YEAR..
from [THE]* YEAR on|onward|onwards|upward|upwards|forward > year:YEAR..
[IN]* YEAR and|or LATER > year:YEAR..
[IN]* YEAR and|or more recent > year:YEAR..
[IN]* YEAR onward|onwards|upward|upwards|forward > year:YEAR..
[IN|since]* YEAR TO NOW > year:YEAR..
between YEAR and [the]* NOW > year:YEAR..
not|no|never EARLIER [than]* YEAR > year:YEAR..
not prior to YEAR > year:YEAR..
at least [from]* YEAR > year:YEAR..
after|post|following|past|beyond [THE]* YEAR > year:YEAR+..
later|newer|younger than [THE]* YEAR > year:YEAR+..
more recent than [THE]* YEAR > year:YEAR+..
# A last year
not|no|never after|later|newer [than]* YEAR > year:..YEAR
no|not more recent than YEAR > year:..YEAR
TO [THE]* YEAR > year:..YEAR
up to|until|through [and|including]* [THE]* YEAR > year:..YEAR
at most|latest [from|in]* YEAR > year:..YEAR
[IN]* YEAR and|or EARLIER > year:..YEAR
before|pre|preceding [THE]* YEAR > year:..YEAR-
prior to [THE]* YEAR > year:..YEAR-
earlier|older than [THE]* YEAR > year:..YEAR-
ahead of YEAR > year:..YEAR-
# A span of years
between [THE]* YEAR and|to YEAR > year:YEAR..YEAR
[IN]* YEAR [up]* TO YEAR > year:YEAR..YEAR
[IN]* YEAR and|or YEAR > year:YEAR year:YEAR
[IN]* YEAR and|or YEAR and|or YEAR > year:YEAR year:YEAR year:YEAR
[IN]* last|past|recent|previous SPAN years > year:LAST
[IN]* last|past|recent|previous [few|couple|of]* years|year > year:RECENT
[IN]* DECADE > year:DECADE
[most]* recent|recently|latest|newest [DATED]* > year:RECENT
# One year
[IN|DATED]* [THE]* YEAR [alone|only|edition]* > year:YEAR
# A venue
[SHOWN]* VENUE [of|in|from]* [the]* YEAR|AGE > venue:VENUE year:YEAR
[SHOWN]* YEAR VENUE > year:YEAR venue:VENUE
[SHOWN]* VENUE [conference|workshop|journal|proceedings] > venue:VENUE
# Code
[THAT]* LACKING [OPEN]* CODE [THERE]* > -has:code
[THAT|come|comes|there|with]* NOT [NOT|OPEN]* CODE [THERE]* > -has:code
[where|whose|the]* CODE [is|are|was] not|isn|unavailable [OPEN|THERE|t]* > -has:code
closed source > -has:code
[THAT]* HAVING [HAVING|OPEN]* CODE [THERE]* > has:code
[where|there|is|the|and]* [OPEN]* CODE THERE [THERE]* > has:code
[THAT]* open|opensource source|sourced [only|code]* > has:code
[THAT]* opensource|opensourced [only]* > has:code
[THAT]* [i|we|you|one]* can|could reproduce|run|rerun > has:code
reproducible > has:code
on|in|from github > has:code
# A section
SECTION PAPERS > section:SECTION
PAPERS on|about|in|of|for [the]* SECTION [section]* > section:SECTION
[in|from|under]* [the]* SECTION section > section:SECTION
"""


class Part(NamedTuple):
    """A part of a pattern: what may stand there, and how often."""

    choices: frozenset[str]
    least: int
    most: int


Pattern: TypeAlias = tuple[tuple[Part, ...], tuple[str, ...]]
"""The parts, and the filters that are meant."""


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the ways to say filters."""
    found = []
    for line in _PATTERNS.strip().splitlines():
        if not line.startswith("#"):
            said, _, meant = line.partition(" > ")
            found.append((tuple(map(_part, said.split())), tuple(meant.split())))
    return tuple(found)


def words_of(name: str) -> frozenset[str]:
    """Return the words that a name in capitals stands for."""
    return frozenset(_WORDS_OF[name].split())


def _part(text: str) -> Part:
    inner = text.removesuffix("*").strip("[]")
    choices = frozenset(
        word for name in inner.split("|") for word in _WORDS_OF.get(name, name).split()
    )
    least = 0 if text.startswith("[") else 1
    return Part(choices, least, len(choices) if text.endswith("*") else 1)

"""The ways to say a filter in words, as data: a line for each, and what it means.

In a pattern `a|b` is either word, `[a|b]` one that may be left out, and `[a|b]*` any number of
them. A name in capitals stands for the words that `_WORDS_OF` has under it, or is read from the
query: YEAR is a year, AGE one in short as in CVPR'23, DECADE as in 2010s, SPAN a small number,
VENUE the name of a venue, SECTION that of a section of the catalog as it is written, HEADING that
of one as it may be said; `-` is a dash between years. Behind the arrow stands the filter as it
would be typed: the YEARs in their order, the year after one as YEAR+ and the one before as YEAR-, a
first year with .. behind it and a last one with .. before it; RECENT years are the last two that
the catalog has, NEWEST the last and TEN the last ten, LAST as many of them as are said and OLDER
those before; SAME_DECADE is the decade of the last; the LATEST and the EARLIEST are the last and
the first two, or where nothing of these fits, of what fits; AROUND a year are the years beside it
too. `ends` says that no other word follows but those that ask, `bare` that nothing but filters
follows and that what is asked for stands right before, and `first` that nothing but words that ask
stands before, and others behind. What denies a filter may stand before any of them (`lead`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS_OF = {
    "PAPERS": "paper papers article articles work works study studies publication publications "
    "literature research results ones",
    "DATED": "published released made written appeared appearing out proposed presented dated "
    "accepted introduced submitted posted came come coming dating dates",
    "IN": "in of during within from for over the year years published released appeared dated "
    "period range span interval ranging",
    "THE": "the year years just only alone end start beginning early late mid of around about",
    "TO": "to until till through thru upto",
    "NOW": "present now today date",
    "LATER": "later newer after up on onward onwards forward above beyond younger",
    "EARLIER": "earlier older before below prior",
    "AFTER": "after post following past beyond postdating",
    "BEFORE": "before pre preceding predating",
    "PAST": "last past recent previous",
    "YEARS": "years year yrs yr",
    "SHOWN": "published presented accepted appeared appearing appears shown submitted from in at "
    "by of for to on into the proceedings proc venue venues journal journals conference "
    "conferences either only s",
    "STRONG": "published presented accepted appeared appearing appears shown submitted at "
    "proceedings proc venue venues journal journals conference conferences",
    "THAT": "that which who do does did have has are is been and also those",
    "HAVING": "with having has have had provide provides providing release releases releasing "
    "released include includes including offer offers offering share shares sharing shared come "
    "comes coming give gives giving publish publishes published made make makes making open opens "
    "opened whose authors plus need needs want wants require requires w",
    "LACKING": "without lacking lack lacks missing no",
    "NOT": "not no never lack lacks lacking dont doesn don didn haven hasn isn aren wasn t",
    "OPEN": "a an the any some their its with source open public publicly available official "
    "released github free freely online accessible published working reference pytorch tensorflow "
    "jax have has release provide come link links url to runnable usable full complete sample "
    "demo own",
    "CODE": "code codes codebase implementation implementations repo repos repository repositories "
    "github sourcecode",
    "THERE": "available released included online provided public published open accessible "
    "attached is are on github publicly freely openly link links url page exists only",
    "WHO": "i we you one anyone",
    "GET": "find get download access see use",
    "HEAD": "section sections chapter heading",
    "PART": "part category modality task",
}
_PATTERNS = """
# A first year
since|starting|beginning [from|in|with|at]* [THE]* YEAR [on|onward|onwards]* > year:YEAR..
as of|from [THE]* YEAR > year:YEAR..
dating|going|reaching back to [THE]* YEAR > year:YEAR..
from [THE]* YEAR on|onward|onwards|upward|upwards|forward > year:YEAR..
[IN]* YEAR and|or LATER > year:YEAR..
[IN]* YEAR and|or more recent > year:YEAR..
[IN]* YEAR onward|onwards|upward|upwards|forward > year:YEAR..
[IN|since]* YEAR TO|- NOW > year:YEAR..
between YEAR and [the]* NOW > year:YEAR..
in|on|during|from or after|later|since [THE]* YEAR > year:YEAR..
after or in|during [THE]* YEAR > year:YEAR..
at least [from]* YEAR > year:YEAR..
at [the]* earliest [from|in]* YEAR > year:YEAR..
[IN]* YEAR at [the]* earliest|least > year:YEAR..
AFTER [THE]* YEAR > year:YEAR+..
later|newer|younger than [THE]* YEAR > year:YEAR+..
more recent than [THE]* YEAR > year:YEAR+..
# A last year
TO|by [THE]* YEAR > year:..YEAR
up to|until|till|through|thru [and|including]* [THE]* YEAR > year:..YEAR
as late as [THE]* YEAR > year:..YEAR
at [the]* most|latest [from|in]* YEAR > year:..YEAR
[IN]* YEAR at [the]* latest|most > year:..YEAR
[IN]* YEAR and|or EARLIER > year:..YEAR
in|on|during|from or before|earlier [THE]* YEAR > year:..YEAR
before or in|during|on [THE]* YEAR > year:..YEAR
BEFORE [the|year]* YEAR > year:..YEAR-
prior [to] [the|year]* YEAR > year:..YEAR-
earlier|older|sooner than [the|year]* YEAR > year:..YEAR-
ahead of YEAR > year:..YEAR-
# A span of years
[anywhere|somewhere|IN]* between [THE]* YEAR and|to|- YEAR > year:YEAR..YEAR
[IN|between|since|starting|anywhere|somewhere]* YEAR [up]* TO|- [TO]* YEAR > year:YEAR..YEAR
[IN|either]* YEAR and|or YEAR > year:YEAR year:YEAR
[IN|either]* YEAR [and|or] YEAR and|or YEAR > year:YEAR year:YEAR year:YEAR
[IN|since]* PAST SPAN YEARS > year:LAST
[IN|since]* PAST [few|couple|of]* YEARS > year:RECENT
[IN|since]* PAST [one]* decade > year:TEN
less|newer|younger|fewer than SPAN YEARS [old|ago]* > year:LAST
at most SPAN YEARS old > year:LAST
more|older than SPAN YEARS [old|ago]* > year:OLDER
[IN|THE]* DECADE > year:DECADE
[IN]* this|current|present decade > year:SAME_DECADE
since|starting [from|in|with]* [THE]* DECADE [on|onward|onwards]* > year:YEAR..
from [THE]* DECADE on|onward|onwards > year:YEAR..
BEFORE [the] DECADE > year:..YEAR-
prior [to] [the] DECADE > year:..YEAR-
earlier|older|sooner than [the] DECADE > year:..YEAR-
[IN]* [the|very]* recent [past]* [DATED]* > year:RECENT
[very|most]* recently [DATED]* > year:RECENT
[the|very]* latest|newest [DATED]* > year:LATEST
[the|very]* most recent [DATED]* > year:LATEST
[the|very]* earliest|oldest [DATED]* > year:EARLIEST
[IN]* this|current year [s]* > year:NEWEST
# One year, or one that is said to be about
[IN|DATED]* around|circa|ca|approximately|roughly|about YEAR > year:AROUND
[IN|DATED]* [THE]* YEAR [alone|only|edition]* > year:YEAR
# A venue
[SHOWN]* VENUE [of|in|from]* [the]* YEAR|AGE > venue:VENUE year:YEAR
[SHOWN]* YEAR VENUE > year:YEAR venue:VENUE
[with|where|whose]* [the]* venue|conference|journal is|was|being VENUE > venue:VENUE
[SHOWN]* this|current year [s]* VENUE > year:NEWEST venue:VENUE
[SHOWN]* VENUE [conference|workshop|journal|proceedings] [only] > venue:VENUE
# Code
[THAT]* LACKING [OPEN]* CODE [THERE]* > -has:code
w o|out [OPEN]* CODE [THERE]* > -has:code
[THAT|come|comes|there|with]* NOT [NOT|OPEN]* CODE [THERE]* > -has:code
[where|whose|the]* CODE is|are|was|were|has|have [been]* not|never [OPEN|THERE|been]* > -has:code
[where|whose|the]* CODE not|never|isn|unavailable|missing [OPEN|THERE|t|been]* > -has:code
[where|whose|the]* CODE is|are|was unavailable|missing > -has:code
closed source > -has:code
unreleased|unpublished|unavailable|missing CODE > -has:code
[THAT]* HAVING [HAVING|OPEN]* CODE [THERE]* > has:code
[where|for|there|is|the|and]* [OPEN]* CODE THERE [THERE]* > has:code
[HAVING|OPEN]* CODE release|access|availability|download|downloads > has:code
[THAT]* open|opensource source|sourced|sourcing [only|OPEN]* [CODE] > has:code
[THAT]* opensource|opensourced [only|OPEN]* [CODE] > has:code
[where|with|THAT]* WHO can|could reproduce|run|rerun|replicate > has:code
where|whose|which [WHO|can|could|GET]* [OPEN]* CODE [can|be|found|THERE]* > has:code
[THAT]* can be reproduced|rerun|replicated > has:code
reproducible|replicable > has:code
[OPEN|hosted|found|up]* on|in|from github > has:code
code|github|repo|repository|codebase > has:code bare
[OPEN]* CODE for|of > has:code first
github > has:code first
[HAVING|OPEN]* CODE and|plus paper|papers|weights|models|checkpoints|data > has:code
[HAVING]* paper|papers|weights|models|checkpoints|data and|plus|with [OPEN]* CODE > has:code
# What it was published in, if at all
[as]* preprint|preprints > is:preprint
peer|non reviewed|refereed|preprint|preprints > -is:preprint
[DATED]* [in|at|from]* [a|the]* journal|journals PAPERS|only > is:journal
[DATED]* in|at|from [the]* journals > is:journal
DATED in|at [a|the]* journal > is:journal
[DATED]* [in|at|from]* [a|the]* conference|conferences PAPERS|only > is:conference
[DATED]* in|at|from [the]* conferences > is:conference
DATED in|at [a|the]* conference > is:conference
[DATED]* [in|at|from]* [a|the]* workshop|workshops PAPERS|only > is:workshop
[DATED]* in|at|from [the]* workshops > is:workshop
DATED in|at [a|the]* workshop > is:workshop
# A section
SECTION PAPERS > section:SECTION
PAPERS on|about|in|of|for|from [the]* SECTION > section:SECTION ends
[in|from|under|within|for]* [the]* HEADING HEAD > section:SECTION
in|from|under|within|for|the [the]* SECTION PART > section:SECTION
[in|from|under|within|for]* [the]* HEAD [on|about|called|of|for]* HEADING > section:SECTION
in|from|under|within|for|the [the]* PART [on|about|called|of|for]* SECTION > section:SECTION
listed|filed|found in|under|below [the]* HEADING [HEAD]* > section:SECTION
under|below [the]* SECTION > section:SECTION ends
"""
_DENYING = """
not no never nothing none isn aren wasn weren don doesn didn except excluding exclude ignoring
ignore skip skipping omit omitting avoid avoiding nor apart aside other besides without outside
"""
_BETWEEN = """
that which who were was is are be been being have has got getting made only just but and with from
in at of on anything everything all any papers paper articles want show me include give t than the
a it its year years strictly solely exclusively
"""
_DENIALS = frozenset(_DENYING.split())
_LEADING = frozenset(_BETWEEN.split()).union(_WORDS_OF["DATED"].split())
_MOST = 6
"""Nobody says more of such words on end; to try any number of them would take long."""


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


def lead(words: Sequence[str]) -> Iterator[tuple[int, bool]]:
    """Yield after how many words a filter may begin, and whether the words before deny it.

    `that came out` may stand before a filter, and `not`, `excluding anything` make it the opposite.
    """
    denied = False
    for place, word in enumerate(words):
        yield place, denied
        if word in _DENIALS and (word != "other" or "than" in words[place + 1 : place + 2]):
            denied = not denied
        elif word not in _LEADING and words[max(place - 1, 0) : place + 1] != ["any", "time"]:
            return


def words_of(name: str) -> frozenset[str]:
    """Return the words that a name in capitals stands for."""
    return frozenset(_WORDS_OF[name].split())


def _part(text: str) -> Part:
    inner = text.removesuffix("*").strip("[]")
    choices = frozenset(
        word for name in inner.split("|") for word in _WORDS_OF.get(name, name).split()
    )
    least = 0 if text.startswith("[") else 1
    return Part(choices, least, min(len(choices), _MOST) if text.endswith("*") else 1)

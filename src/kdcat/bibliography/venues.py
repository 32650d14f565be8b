"""Venues: the one meant by a text as it is written in a catalog, and what is known of it.

The facts stand in `venues.toml`. Nothing is guessed: a text is a venue's name or alias, less what
people put around names (years, ordinals, sponsors), or it is no known venue.
"""

from __future__ import annotations

import re
from collections import deque
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from kdcat.words import ascii_words, normal_form, without_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from functools import _lru_cache_wrapper
    from typing import Any, TypeVar

    _Remembering = TypeVar("_Remembering", bound=_lru_cache_wrapper[Any])

VenueKind = Literal["conference", "workshop", "journal", "preprint", "publisher"]
_KINDS: tuple[VenueKind, ...] = get_args(VenueKind)


class Venue(NamedTuple):
    """Where papers appear."""

    name: str
    """The canonical short name, such as `TPAMI`; a journal without one has its full name."""
    full_name: str
    """The name in full, without year or ordinal."""
    kind: VenueKind
    aliases: tuple[str, ...] = ()
    """Other correct ways to write the name."""
    held: Literal["even", "odd"] | None = None
    """Which years it is held in only; None where every year or unknown."""
    misspellings: tuple[str, ...] = ()
    """Mistakes met in catalogs that can mean no other venue; found, but never to be written."""


_NO_LETTER = re.compile(r"[\W_]+")
# What a text in ASCII has instead of its own signs; none of them is a letter in another form.
_SIGNS = re.compile("[\u2010-\u201f\u2026\u3001\u3002\u3008-\u3011\uff08\uff09\uff0c\uff1a\uff1b]")
# `2024`, also fused as in `DCASE2024`; `'24` and `-24` only behind a name.
_YEAR = re.compile(r"(?:19|20)\d\d(?<!\d\d{4})(?!\d)|['\u2019-](?<=[A-Za-z].)\d\d\b")
_TWO_DIGITS = re.compile(r"\d\d")
# `arXiv v2`, `bioRxiv (v1)`: which version a server for preprints holds is no part of its name.
_VERSION = re.compile(r"(?i)(?<=xiv)[ :]?(?:\(v\d{1,2}(?:\)|$)|v\d{1,2}\b)")
_PARTED = frozenset("(:-\u2013\u2014")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_IN_A_WORD = re.compile(r"\w")
_SIDE_BY_SIDE = re.compile(r"([^:]+):(.+)|(.+?)\s[-\u2013\u2014]\s(.+)")
_SPONSORS = frozenset(["ieee", "acm", "cvf", "rsj", "ras", "iapr", "isca", "siam", "eurasip"])
_PRECEDING = _SPONSORS | {"in", "the", "proceedings", "proc", "of", "annual"}
_UNITS = "first second third fourth fifth sixth seventh eighth ninth"
_ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)?|"
    + _UNITS.replace(" ", "|")
    + r"|\w+(?:teenth|tieth)|tenth|eleventh|twelfth"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
)
# What is one ends in a digit or one of these: to look for that is quicker.
_ORDINAL_ENDS = ("st", "nd", "rd", "th", "ty")
# What stands beside a conference and is not the conference.
_BESIDE = frozenset(
    [
        "workshop",
        "workshops",
        "findings",
        "companion",
        "adjunct",
        "challenge",
        "challenges",
        "tutorial",
        "tutorials",
        "demo",
        "demos",
        "demonstration",
        "demonstrations",
        "doctoral",
        "satellite",
    ]
)
# A full name of fewer words says too little without its sponsor: `Access` is not `IEEE Access`.
_FEWEST_WORDS = 3


_own: list[Venue] = []
"""The venues that are known meanwhile, see `known_too`."""
_to_forget: list[Callable[[], None]] = []


def by_venues(remembering: _Remembering) -> _Remembering:
    """Return a function that remembers what it gave, and forgets it when other venues are known."""
    _to_forget.append(remembering.cache_clear)
    return remembering


@contextmanager
def known_too(venues: Iterable[Venue]) -> Iterator[None]:
    """Know other venues meanwhile: those that a list has names of its own for.

    What is a venue's name already stays that; further names of a known venue are added to it.
    """
    if not (added := list(venues)):
        yield
        return
    _own.extend(added)
    try:
        _forget()
        yield
    finally:
        del _own[-len(added) :]
        _forget()


def _forget() -> None:
    for forget in _to_forget:
        forget()


def folded(text: str) -> str:
    """Return the normal form of a name, equal for all that differ in no letter, digit or word.

    Case, accents, punctuation and `&` for `and` do not matter; words are parted by one space.
    """
    if not text.isascii():
        text = _SIGNS.sub(" ", text)
    if not text.isascii():
        text = normal_form("NFKD", text)
    if text.isascii():
        return " ".join(ascii_words(text.replace("&", " and ")))
    text = without_marks(text.casefold()).replace("&", " and ")
    return _NO_LETTER.sub(" ", text).strip()


@by_venues
@cache
def all_venues() -> tuple[Venue, ...]:
    """Return every known venue, in the order of `venues.toml`, which is read when first asked."""
    import tomllib

    tables = tomllib.loads(Path(__file__).with_name("venues.toml").read_text(encoding="utf-8"))
    held = {name: years for years, names in tables.pop("held").items() for name in names}
    misspelt = tables.pop("misspelt")
    return _with_own(
        Venue(name, names[0], kind, tuple(names[1:]), held.get(name), tuple(misspelt.get(name, ())))
        for kind in _KINDS
        for name, names in tables[kind].items()
    )


def names_with_commas() -> list[str]:
    """Return the names of venues in which a comma parts words."""
    return [name for venue in all_venues() for name in _all_names(venue) if ", " in name]


def _with_own(known: Iterable[Venue]) -> tuple[Venue, ...]:
    venues = {venue.name: venue for venue in known}
    if not _own:
        return tuple(venues.values())
    of_name = {folded(name): venue.name for venue in venues.values() for name in _all_names(venue)}
    for own in _own:
        new = tuple(name for name in own.aliases if folded(name) not in of_name)
        name = of_name.get(folded(own.name), own.name)
        if name in venues:
            venues[name] = venues[name]._replace(aliases=(*venues[name].aliases, *new))
        else:
            venues[name] = own._replace(full_name=max((name, *new), key=len), aliases=new)
        of_name |= dict.fromkeys(map(folded, (own.name, *new)), name)
    return tuple(venues.values())


def _all_names(venue: Venue) -> tuple[str, ...]:
    return (venue.name, venue.full_name, *venue.aliases, *venue.misspellings)


@by_venues
@lru_cache(maxsize=4096)
def find(written: str) -> Venue | None:
    """Return the venue that is meant, or None where it is unknown or could be several.

    Args:
        written: The venue as written in an entry, with its year or without.

    Returns:
        The venue whose name, full name or alias this is; else the one that is left without years,
        `Proceedings of the`, ordinals and sponsors in front; else, of `Full Name (ACRONYM)`,
        `ACRONYM: Full Name` and `ACRONYM - Full Name`, the one that either part names, if the other
        names no other; where one is a server for preprints, the other. Publishers are found by
        their names alone. A workshop, or the Findings, of a conference is never the conference.
    """
    undated = written
    if _TWO_DIGITS.search(written):
        undated = _YEAR.sub(" ", written)
    if "xiv" in written.lower() or not written.isascii():
        undated = _VERSION.sub("", undated)
    name = ""
    for text in (written, undated) if undated != written else (written,):
        name = _as_name(text)
        if known := _names().get(name):
            return known
    if known := _without_sponsors(name):
        return known
    if _PARTED.isdisjoint(undated):
        return None
    parts = _with_brackets(undated) or _beside(undated)
    if not parts:
        return None
    one, other = parts
    first, second = _without_sponsors(_as_name(one)), _without_sponsors(_as_name(other))
    if first and second:
        published = [venue for venue in (first, second) if venue.kind != "preprint"]
        return first if first == second else published[0] if len(published) == 1 else None
    found, rest = (first, other) if first else (second, one)
    if found is None or (found.kind != "workshop" and not _BESIDE.isdisjoint(folded(rest).split())):
        return None
    return found


def is_journal(written: str) -> bool:
    """Return whether a text is the name or an alias of a known journal, with nothing beside it."""
    if written.partition(" ")[0].lower() not in _first_words_of_journals():
        return False
    venue = _names().get(folded(written))
    return venue is not None and venue.kind == "journal"


@by_venues
@cache
def _first_words_of_journals() -> frozenset[str]:
    return frozenset(
        name.partition(" ")[0].lower()
        for venue in all_venues()
        if venue.kind == "journal"
        for name in _all_names(venue)
    )


def _with_brackets(text: str) -> tuple[str, str] | None:
    """What stands before the last brackets and in them, where no word follows."""
    if "(" not in text:
        return None
    found = deque(_IN_BRACKETS.finditer(text), maxlen=1)
    last = found[0] if found else None
    if last is None or not last.start() or _IN_A_WORD.search(text, last.end()):
        return None
    return text[: last.start()], last[1]


def _beside(text: str) -> tuple[str, str] | None:
    """The two sides of a colon or a dash."""
    parts = _SIDE_BY_SIDE.fullmatch(text)
    return (parts[1] or parts[3], parts[2] or parts[4]) if parts else None


def may_precede(word: str) -> bool:
    """Return whether a word in small letters may stand before a venue's name: `ieee`, `tenth`."""
    return word in _PRECEDING or (
        (word.endswith(_ORDINAL_ENDS) or word[-1:].isdecimal())
        and _ORDINAL.fullmatch(word) is not None
    )


def opening_letters() -> frozenset[str]:
    """Return for each name of a venue the first letters of it that stand together, in small ones.

    A text of ASCII in which none of them stands, between what are no letters, names no venue. They
    are empty of a name that has no letters.
    """
    return frozenset(
        found[0] if (found := re.search("[a-z]+", name)) else ""
        for name in (*_names(), *_bare_names())
    )


def _as_name(text: str) -> str:
    """A text folded, or nothing where its first word is none with which a name begins."""
    first = _FIRST.match(text)
    if first and first[0].isascii():
        return folded(text) if _begins_name(first[1].lower()) else ""
    # Of what is not ASCII the word is seen when it is folded.
    name = folded(text)
    return name if _begins_name(name.partition(" ")[0]) else ""


# The first word, and what decides whether it ends there.
_FIRST = re.compile(r"[^\w&]*+([A-Za-z0-9]++).?")


def _begins_name(word: str) -> bool:
    return word in _first_words() or may_precede(word)


@by_venues
@cache
def _first_words() -> frozenset[str]:
    names = (*_names(), *_bare_names())
    return frozenset(name.partition(" ")[0] for name in names)


def canonical(written: str) -> str:
    """Return the canonical short name of the venue that is meant, or the text if it is unknown."""
    venue = find(written)
    return venue.name if venue else written


@by_venues
@cache
def _names() -> dict[str, Venue]:
    """Each venue by the folded forms of all its names."""
    return {folded(name): venue for venue in all_venues() for name in _all_names(venue)}


@by_venues
@cache
def _bare_names() -> dict[str, list[Venue]]:
    """Venues by those of their names that lose something in `_bare`, such as a sponsor."""
    found: dict[str, list[Venue]] = {}
    for name, venue in _names().items():
        bare = _bare(name)[1]
        if bare != name and bare.count(" ") + 1 >= _FEWEST_WORDS:
            venues = found.setdefault(bare, [])
            if venue not in venues:
                venues.append(venue)
    return found


def _bare(name: str) -> tuple[frozenset[str], str]:
    """The sponsors in front of a folded name, and the name without all that is not its own."""
    words = name.split(" ")
    at, end = 0, len(words)
    while at < end and may_precede(words[at]):
        at += 1
    while end > at and words[end - 1].isdecimal():
        end -= 1
    return _SPONSORS.intersection(words[:at]), " ".join(words[at:end])


def _without_sponsors(name: str) -> Venue | None:
    """The venue of a folded name that may have a sponsor or `Proceedings of the` in front."""
    if not name:
        return None
    sponsors, bare = _bare(name)
    for wanted in (name, bare, bare.removesuffix(" conference")):
        known = _names().get(wanted)
        venues = [known] if known else _bare_names().get(wanted, ())
        fitting = [venue for venue in venues if wanted == name or _sponsored(venue, sponsors)]
        if len(fitting) == 1 and fitting[0].kind != "publisher":
            return fitting[0]
    return None


def _sponsored(venue: Venue, sponsors: frozenset[str]) -> bool:
    """Whether the sponsors may stand before the venue's name: they are its own, or not known.

    `IEEE Sensors` is not the journal `Sensors`, nor `ACM Transactions on Multimedia` the IEEE's.
    """
    own = _bare(folded(venue.full_name))[0]
    if sponsors and own:
        return not sponsors.isdisjoint(own)
    return not sponsors or venue.kind in ("conference", "workshop")

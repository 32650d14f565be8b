"""Slips of the pen: the known venue that is meant by a name that is none."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kdcat.bibliography.near_venues import LONG_ACRONYM, alike, folded_names, is_one_slip
from kdcat.bibliography.proceedings import decode
from kdcat.bibliography.venues import by_venues, find, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kdcat.bibliography.venues import Venue
    from kdcat.paper import Paper

# Words whose lack or surplus makes no other venue of a name.
_FEW = frozenset(["a", "an", "and", "for", "in", "of", "on", "the"])
_FILLING = _FEW | {"annual", "conference", "ieee", "international", "journal", "proceedings"}
BESIDE = re.compile(
    r"\b(?:workshops?|findings|companion|challenges?|demos?|tutorials?)\b", re.IGNORECASE
)
"""What stands beside a conference, and is not the conference."""
# Names of other venues that look like known ones misspelt, folded; behind each what it stands for.
_OTHERS = frozenset(
    [
        "aaas",  # American Association for the Advancement of Science
        "amas",  # Autonomous Multi-Agent Systems
        "big data",  # the journal; not the IEEE conference
        "cicv",  # Intelligent and Connected Vehicles
        "cidm",  # Computational Intelligence and Data Mining
        "cira",  # Computational Intelligence in Robotics and Automation
        "cvip",  # Computer Vision and Image Processing
        "ecal",  # European Conference on Artificial Life
        "icad",  # Auditory Display
        "icai",  # Artificial Intelligence
        "icaip",  # Advances in Image Processing
        "ican",  # Applied Nanotechnology, and others
        "icap",  # Atomic Physics; Antennas and Propagation
        "icar",  # Advanced Robotics
        "icas",  # Autonomic and Autonomous Systems
        "icca",  # Control and Automation
        "iccd",  # Computer Design
        "iccw",  # the workshops of ICC
        "icda",  # Data Analytics
        "iced",  # Engineering Design
        "icem",  # Electrical Machines
        "icia",  # Information and Automation
        "icim",  # Information Management
        "ickm",  # Knowledge Management
        "icla",  # Logic and its Applications
        "icma",  # Mechatronics and Automation
        "icslp",  # Spoken Language Processing, now Interspeech
        "icta",  # Integrated Circuits, Technologies and Applications
        "isar",  # Augmented Reality, now ISMAR
        "iscs",  # Complex Systems
        "isma",  # Mechatronics and its Applications
        "itai",  # Information Technology and Artificial Intelligence
        "itcs",  # Innovations in Theoretical Computer Science
        "itst",  # Intelligent Transport Systems Telecommunications
        "mlss",  # Machine Learning Summer School
        "pkdd",  # Principles and Practice of Knowledge Discovery in Databases, now ECML-PKDD
        "taes",  # IEEE Transactions on Aerospace and Electronic Systems
        "talp",  # ACM Transactions on Asian Language Processing, now TALLIP
        "tasl",  # IEEE Transactions on Audio, Speech and Language Processing, now TASLP
        "tcst",  # IEEE Transactions on Control Systems Technology
        "tslp",  # ACM Transactions on Speech and Language Processing
        "international conference on artificial intelligence",  # ICAI
        "international conference on biometrics",  # ICB, joined into IJCB later
        "international conference on computer design",  # ICCD
        "international conference on information processing",
        "international conference on natural language processing",  # ICON
        "international conference on neural networks",  # ICNN
        "acm transactions on speech and language processing",  # TSLP
        "transactions on speech and language processing",
        "journal of artificial intelligence",
        "proceedings of the ire",  # Institute of Radio Engineers, now the IEEE
        "language resources and evaluation",  # the journal beside LREC
    ]
)
# One letter more or less makes another acronym (ICIP, ICPR); of the long ones it does not.
_SHORTEST = 4
# Where the address says which venue it is, a slip is one in shorter acronyms too.
_SHORTEST_SAID = 3
_LONG_NAME, _LONGEST_WORD, _WORDS_TO_LACK_ONE = 11, 15, 5
# Of names of three such words, the lack of one makes another name (ICCAD, ICCD).
_TELLING_WORDS_TO_LACK_ONE = 4
_FEWEST_WORDS = 3
"""Of a known name of which a word may be missing, or to which one may be added."""
_FEWEST_SHARED = 2
_MOST_SLIPS = 2
"""In a name of several words; in one word it is one."""
SPONSORS = frozenset(["acm", "cvf", "ieee", "isca", "ras", "rsj"])
"""Who stands behind conferences, and in front of their names; folded."""


def misspelt(paper: Paper) -> str | None:
    """Return the canonical name of the venue that is meant by a paper's misspelt one, else None."""
    written = paper.venue_raw
    if not written:
        return None
    said = decode(paper.paper_url or "").venues
    wanted = _respelt(written)
    # What the address says is better known than what a text that is like a name may mean.
    if wanted and (find(written) or not said or wanted in {*said, *map(main_of, said)}):
        return wanted
    if find(written) is None and not BESIDE.search(written):
        for name in said:
            venue = find(name)
            if venue and _misspells(written, venue):
                return venue.name
    return None


def _misspells(written: str, venue: Venue) -> bool:
    """Whether a text that is no known name is meant for the venue that the address is of."""
    text = folded(written)
    names = [folded(name) for name in (venue.name, venue.full_name, *venue.aliases)]
    # A journal's name without its last words; what is in capitals is an acronym.
    is_beginning = any(name.startswith(f"{text} ") for name in names)
    if is_beginning and venue.kind == "journal" and not written.isupper():
        return True
    if " " not in text:
        return any(_one_slip(text, name) for name in names if " " not in name)
    return venue.full_name != venue.name and _shares_words(written, venue)


def _one_slip(written: str, acronym: str) -> bool:
    return len(acronym) >= _SHORTEST_SAID and is_one_slip(written, acronym)


def _shares_words(written: str, venue: Venue) -> bool:
    mine = set(folded(written).split()) - _FEW
    theirs = set(folded(venue.full_name).split()) - _FEW
    shared = mine & theirs
    # Any two conferences share `international` and `conference`.
    return len(shared) * 2 >= len(theirs) and len(shared - _FILLING) >= _FEWEST_SHARED


@by_venues
@lru_cache(maxsize=4096)
def _respelt(written: str) -> str | None:
    """The one known venue that a text misspells; None if it is known, or near none or several."""
    name = folded(written)
    venue = find(written)
    if venue is not None:
        misspellings = {folded(misspelling) for misspelling in venue.misspellings}
        return venue.name if name in misspellings else None
    if BESIDE.search(written):
        return None
    if name in _OTHERS or (name := _unsponsored(name)) in _OTHERS:
        return None
    # `CVPR-W` is another way to write the workshops.
    together = None if name.endswith(" w") else _run_together().get(name.replace(" ", ""))
    if together:
        return together
    near = _near(name)
    # A letter that is doubled and was written once is the likeliest slip: `ICASP` is not ICAPS.
    near = [(known, venue) for known, venue in near if _halves(name, known)] or near
    venues = {venue for _, venue in near}
    # Venues that it may mean with less right make it uncertain too.
    is_certain = len(venues) == 1 and any(_surely(name, known) for known, _ in near)
    return venues.pop() if is_certain else None


def _surely(name: str, known: str) -> bool:
    """Whether no other venue is to be expected by a name that is near a known one."""
    mine, theirs = name.split(), known.split()
    if len(theirs) <= len(mine) or set(theirs) - set(mine) <= _FILLING:
        return True
    return len(set(theirs) - _FILLING) >= _TELLING_WORDS_TO_LACK_ONE


@by_venues
@cache
def _known() -> tuple[tuple[str, str], ...]:
    """The folded names of venues, with the canonical one of each."""
    return tuple((_unsponsored(name), venue) for name, venue in folded_names())


def _near(name: str) -> list[tuple[str, str]]:
    """The known names that a folded text is one small slip away from, each with its venue."""
    words = name.split()
    if len(words) <= 1:
        return [one for one in alike(name) if _is_near_acronym(name, one[0])]
    found = list(_by_words_less_one().get(name, ()))
    for letters in range(max(len(name) - _MOST_SLIPS, _LONG_NAME), len(name) + _MOST_SLIPS + 1):
        same = _by_length().get((len(words), letters), ())
        found += [one for one in same if _distance(name, one[0]) <= _MOST_SLIPS]
    # Of more words than this no known name is.
    if _FEWEST_WORDS < len(words) <= _most_words() + 1:
        for word, rest in _less_one(words):
            if word in _FILLING:
                found += _by_name().get(rest, ())
    return found


@by_venues
@cache
def _by_length() -> dict[tuple[int, int], list[tuple[str, str]]]:
    """`_known` by how many words and how many characters a name has."""
    found: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for name, venue in _known():
        found[len(name.split()), len(name)].append((name, venue))
    return dict(found)


@by_venues
@cache
def _most_words() -> int:
    """The words of the known name that has most."""
    return max(words for words, _ in _by_length())


@by_venues
@cache
def _by_name() -> dict[str, list[tuple[str, str]]]:
    """`_known` by the name."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, venue in _known():
        found[name].append((name, venue))
    return dict(found)


@by_venues
@cache
def _by_words_less_one() -> dict[str, list[tuple[str, str]]]:
    """`_known` by what is left of a name without a word the lack of which makes no other name."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, venue in _known():
        words = name.split()
        is_long = len(words) >= _WORDS_TO_LACK_ONE
        for word, rest in _less_one(words) if len(words) >= _FEWEST_WORDS else ():
            if word in _FILLING or (is_long and len(word) < _LONGEST_WORD):
                found[rest].append((name, venue))
    return dict(found)


def _less_one(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each word of a name, and what is left without it."""
    for at, word in enumerate(words):
        yield word, " ".join(words[:at] + words[at + 1 :])


@by_venues
@cache
def _run_together() -> dict[str, str]:
    """The folded names of venues without blanks, that mean one venue only, with its canonical name.

    `Neur-IPS`, `NAACLHLT` and `CV PR` are found by them.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for name, venue in _known():
        named[name.replace(" ", "")].add(venue)
    return {name: venues.pop() for name, venues in named.items() if len(venues) == 1}


def _unsponsored(name: str) -> str:
    """A long folded name without those in front who only stand behind the conference."""
    words = name.split()
    while len(words) >= _WORDS_TO_LACK_ONE and words[0] in SPONSORS:
        del words[0]
    return " ".join(words)


def _is_near_acronym(name: str, known: str) -> bool:
    """Whether a folded word is one small slip away from a known name of one word."""
    if len(known) >= LONG_ACRONYM or known == "arxiv":
        return name[0] == known[0] and is_one_slip(name, known)
    return _near_a_short_one(name, known)


# `ICC` begins the names of other conferences: those on computing and on computers.
_DOUBLED = re.compile(r"(?<!\bi)(?P<letter>[a-z])(?P=letter)")


def _near_a_short_one(name: str, known: str) -> bool:
    """Whether two letters of a short acronym are exchanged, or one is missing, or stands twice."""
    # A digit tells an acronym of three letters from all others.
    long_enough = len(known) >= _SHORTEST or not known.isalpha()
    if long_enough and len(name) == len(known) and sorted(name) == sorted(known):
        return is_one_slip(name, known)
    if not long_enough or name[0] != known[0]:
        return False
    if len(name) == len(known) - 1:
        return len(name) >= _SHORTEST and is_one_slip(name, known)
    return any(
        name[: twice.start()] + name[twice.start() + 1 :] == known
        for twice in _DOUBLED.finditer(name)
    )


def _halves(name: str, known: str) -> bool:
    """Whether a letter that stands twice in a known name is written once."""
    return len(name) == len(known) - 1 and any(
        known[: twice.start()] + known[twice.end() - 1 :] == name
        for twice in _DOUBLED.finditer(known)
    )


def _distance(one: str, other: str) -> int:
    """How many letters are others, too many, missing, or exchanged for their neighbours."""
    return _osa()(one, other)


@cache
def _osa() -> Callable[[str, str], int]:
    # It takes a while to load, and most pages have no name that is near a known one.
    from rapidfuzz.distance import OSA

    return OSA.distance


def main_of(name: str) -> str | None:
    """Return the conference of which a venue is the workshops or the Findings, else None."""
    venue = find(name)
    main = name.removesuffix(" Findings").removesuffix(" Workshop").removesuffix("W")
    return main if main != name and find(main) and find(main) != venue else None

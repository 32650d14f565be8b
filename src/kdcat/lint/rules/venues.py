"""Rules about the venue of an entry: how it is written, and what the links say of it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kdcat.bibliography.addresses import arxiv_id
from kdcat.bibliography.proceedings import decode, never_carries
from kdcat.bibliography.venues import all_venues, find, folded
from kdcat.editing.edit import Edit
from kdcat.lint.problem import WARNING, Finding
from kdcat.lint.rule import Rule, example
from kdcat.lint.rules.years import is_arxiv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.bibliography.venues import Venue
    from kdcat.lint.document import Document, Entry
    from kdcat.lint.problem import Severity

# Words whose lack or surplus makes no other venue of a name.
_FEW = frozenset(["a", "an", "and", "for", "in", "of", "on", "the"])
_FILLING = _FEW | {"annual", "conference", "ieee", "international", "journal", "proceedings"}
_BESIDE = re.compile(
    r"\b(?:workshops?|findings|companion|challenges?|demos?|tutorials?)\b", re.IGNORECASE
)
# Names of other venues that look like known ones misspelt, folded; behind each what it stands for.
_OTHERS = frozenset(
    [
        "cicv",  # Intelligent and Connected Vehicles
        "cidm",  # Computational Intelligence and Data Mining
        "cira",  # Computational Intelligence in Robotics and Automation
        "cvip",  # Computer Vision and Image Processing
        "ecal",  # European Conference on Artificial Life
        "icaip",  # Advances in Image Processing
        "icar",  # Advanced Robotics
        "iced",  # Engineering Design
        "icem",  # Electrical Machines
        "icim",  # Information Management
        "ickm",  # Knowledge Management
        "icslp",  # Spoken Language Processing, now Interspeech
        "itcs",  # Innovations in Theoretical Computer Science
        "itst",  # Intelligent Transport Systems Telecommunications
        "taes",  # IEEE Transactions on Aerospace and Electronic Systems
        "international conference on artificial intelligence",  # ICAI
        "international conference on biometrics",  # ICB, joined into IJCB later
        "international conference on computer design",  # ICCD
        "international conference on information processing",
        "international conference on natural language processing",  # ICON
        "international conference on neural networks",  # ICNN
        "acm transactions on speech and language processing",  # TSLP
        "transactions on speech and language processing",
        "journal of artificial intelligence",
        "language resources and evaluation",  # the journal beside LREC
    ]
)
# One letter more or less makes another acronym (ICIP, ICPR); of the long ones it does not.
_LONG_ACRONYM, _SHORTEST = 6, 4
_LONG_NAME, _LONGEST_WORD, _WORDS_TO_LACK_ONE = 11, 15, 5
# Of names of three such words, the lack of one makes another name (ICCAD, ICCD).
_TELLING_WORDS_TO_LACK_ONE = 4
_LONGEST_ABBREVIATION = 6
_FEWEST_SHARED = 2
_SPONSORS = frozenset(["acm", "cvf", "ieee", "isca", "ras", "rsj"])
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th)\b")
_FUSED_YEAR = re.compile(r"(?:19|20)\d\d")


def venue_conflict(entry: Entry) -> tuple[str, str | None, Severity | None] | None:
    """What the paper's address says against the venue: a message, the venue wanted, a severity."""
    url, written = entry.paper.paper_url, entry.paper.venue_raw
    if not (url and written) or not any(letter.isalpha() for letter in written):
        return None
    venue = find(written)
    if (venue and venue.kind == "publisher") or misspelt(entry):
        return None
    said = decode(url).venues
    if not said:
        host = never_carries(url, venue.name) if venue else None
        return (f"{host} never carries papers of {written}", None, None) if host else None
    if (venue and venue.name in said) or folded(written) in map(folded, said):
        return None
    wanted = said[0]
    if venue is None and _may_mean(written, wanted):
        return None
    beside = _main_of(wanted)
    if beside and venue and venue.name == beside:
        return f"the address is of {wanted}, the entry says {written}", wanted, WARNING
    if venue and _main_of(venue.name) == wanted:
        return f"the address is of {wanted}, the entry says {written}", wanted, WARNING
    if venue is None and beside and (main := find(beside)) and _names_it(written, main):
        # `Findings of EMNLP, short papers` is at home among the Findings.
        if _BESIDE.search(written):
            return None
        return f"the address is of {wanted}, the entry says {written}", wanted, WARNING
    return f"the address is of {wanted}, the entry says {written}", wanted, None


def _main_of(name: str) -> str | None:
    """The conference of which a venue is the workshops or the Findings."""
    venue = find(name)
    main = name.removesuffix(" Findings").removesuffix(" Workshop").removesuffix("W")
    return main if main != name and find(main) and find(main) != venue else None


def _may_mean(written: str, name: str) -> bool:
    """Whether a text that is no known name may still mean the venue of that canonical name."""
    venue = find(name)
    if not name.endswith(" Findings") and _main_of(name):
        # Each workshop has a name of its own.
        return True
    names = (venue.name, venue.full_name) if venue else (name,)
    if any(_holds(written, known) or _holds(known, written) for known in names):
        return True
    return (venue is None or venue.kind == "journal") and _abbreviates(written, names[-1])


def _holds(text: str, words: str) -> bool:
    """Whether a text holds others' words, whole and in their order."""
    return f" {folded(words)} " in f" {folded(text)} "


def _abbreviates(written: str, name: str) -> bool:
    """Whether a short word is made of letters of a name in their order, from the first on."""
    letters, rest = folded(written), iter(folded(name))
    return (
        len(letters) <= _LONGEST_ABBREVIATION
        and letters[:1] == folded(name)[:1]
        and all(letter in rest for letter in letters)
    )


def _names_it(written: str, venue: Venue) -> bool:
    """Whether a text that is no known name holds a name of the venue."""
    return any(_holds(written, name) for name in (venue.name, venue.full_name))


def venue_vs_url(document: Document) -> Iterator[Finding]:
    for entry in document.entries:
        if conflict := venue_conflict(entry):
            message, wanted, severity = conflict
            edits = (Edit(*entry.venue, wanted),) if wanted and entry.venue else ()
            yield Finding(*entry.span, message, wanted, unsafe=edits, severity=severity)


VENUE_VS_URL = Rule(
    name="venue-vs-url",
    severity="error",
    fixable="unsafe",
    check=venue_vs_url,
    what="The address of the paper is of another venue.",
    why="One of the two is wrong. Workshops or Findings under the main venue's name are a warning.",
    wrong=example("""
        * **Alpha**, CVPR 2021, [ :link: ](https://openaccess.thecvf.com/content/ICCV2021/html/Li_Alpha_ICCV_2021_paper.html)
        """),
    right=example("""
        * **Alpha**, ICCV 2021, [ :link: ](https://openaccess.thecvf.com/content/ICCV2021/html/Li_Alpha_ICCV_2021_paper.html)
        """),
    changes=("venue", "venue_raw"),
    also=(WARNING,),
)


def arxiv_venue_without_arxiv_link(document: Document) -> Iterator[Finding]:
    for entry in document.entries:
        paper = entry.paper
        if not is_arxiv(entry) or not paper.paper_url or venue_conflict(entry):
            continue
        if not any(url and _on_arxiv(url) for url in (paper.paper_url, paper.code_url)):
            yield Finding(*entry.span, "the venue is arXiv, but no link leads there")


ARXIV_VENUE_WITHOUT_ARXIV_LINK = Rule(
    name="arxiv-venue-without-arxiv-link",
    severity="warning",
    fixable="no",
    check=arxiv_venue_without_arxiv_link,
    what="The venue is arXiv, and no link leads to arXiv.",
    why="Either the venue is the publisher's, or the preprint is not linked.",
    wrong=example("""
        * **Alpha**, arXiv 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, arXiv 2021, [ :link: ](https://arxiv.org/abs/2101.00001)
        """),
)


def _on_arxiv(url: str) -> bool:
    return arxiv_id(url) is not None or "arxiv" in url.lower().split("?")[0]


def publisher_as_venue(document: Document) -> Iterator[Finding]:
    for entry in document.entries:
        venue = find(entry.paper.venue_raw or "")
        if venue and venue.kind == "publisher":
            said = decode(entry.paper.paper_url or "").venues
            wanted = said[0] if said else None
            yield Finding(
                *(entry.venue or entry.span),
                f"{entry.paper.venue_raw} is a publisher or a series, not where the paper appeared"
                + (f"; the address is of {wanted}" if wanted else ""),
                wanted,
                unsafe=(Edit(*entry.venue, wanted),) if wanted and entry.venue else (),
            )


PUBLISHER_AS_VENUE = Rule(
    name="publisher-as-venue",
    severity="warning",
    fixable="no",
    check=publisher_as_venue,
    what="The venue is a publisher or a series.",
    why="It does not say where the paper appeared.",
    wrong=example("""
        * **Alpha**, ACM 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, MM 2021, [ :link: ](https://x.org/a)
        """),
    changes=("venue", "venue_raw"),
)


def misspelt(entry: Entry) -> str | None:
    """Return the canonical name of the venue that is meant by a misspelt one, else None."""
    written = entry.paper.venue_raw
    if not written:
        return None
    said = decode(entry.paper.paper_url or "").venues
    wanted = _respelt(written)
    # What the address says is better known than what a text that is like a name may mean.
    if wanted and (find(written) or not said or wanted in {*said, *map(_main_of, said)}):
        return wanted
    if find(written) is None and not _BESIDE.search(written):
        for name in said:
            venue = find(name)
            if venue and venue.full_name != venue.name and _shares_words(written, venue):
                return venue.name
    return None


def _shares_words(written: str, venue: Venue) -> bool:
    mine = set(folded(written).split()) - _FEW
    theirs = set(folded(venue.full_name).split()) - _FEW
    shared = mine & theirs
    # Any two conferences share `international` and `conference`.
    return len(shared) * 2 >= len(theirs) and len(shared - _FILLING) >= _FEWEST_SHARED


@lru_cache(maxsize=4096)
def _respelt(written: str) -> str | None:
    """The one known venue that a text misspells; None if it is known, or near none or several."""
    name = folded(written)
    venue = find(written)
    if venue is not None:
        misspellings = {folded(misspelling) for misspelling in venue.misspellings}
        return venue.name if name in misspellings else None
    if _BESIDE.search(written):
        return None
    if name in _OTHERS or (name := _unsponsored(name)) in _OTHERS:
        return None
    near = [(known, venue) for known, venue in _known() if _near(name, known)]
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


@cache
def _known() -> tuple[tuple[str, str], ...]:
    """The folded names of venues, with the canonical one of each."""
    return tuple(
        (_unsponsored(folded(name)), venue.name)
        for venue in all_venues()
        if venue.kind != "publisher"
        for name in (venue.name, venue.full_name, *venue.aliases)
    )


def _unsponsored(name: str) -> str:
    """A long folded name without those in front who only stand behind the conference."""
    words = name.split()
    while len(words) >= _WORDS_TO_LACK_ONE and words[0] in _SPONSORS:
        del words[0]
    return " ".join(words)


def _near(name: str, known: str) -> bool:
    """Whether a folded text is one small slip away from a known name."""
    from rapidfuzz.distance import OSA

    if abs(len(name) - len(known)) > _LONGEST_WORD:
        return False
    mine, theirs = name.split(), known.split()
    if len(theirs) == 1 and len(mine) == 1:
        if len(known) >= _LONG_ACRONYM or known == "arxiv":
            return bool(OSA.distance(name, known) == 1) and name[0] == known[0]
        # Of short acronyms, two letters exchanged.
        return (
            len(known) >= _SHORTEST
            and sorted(name) == sorted(known)
            and (OSA.distance(name, known) == 1)
        )
    if len(known) >= _LONG_NAME and len(mine) == len(theirs) and OSA.distance(name, known) <= 2:
        return True
    more, less = (mine, theirs) if len(mine) > len(theirs) else (theirs, mine)
    if len(more) - len(less) != 1 or len(theirs) < 3:
        return False
    place = next((i for i, word in enumerate(less) if more[i] != word), len(less))
    if more[:place] + more[place + 1 :] != less:
        return False
    return more[place] in _FILLING or (more is theirs and len(theirs) >= _WORDS_TO_LACK_ONE)


def venue_misspelled(document: Document) -> Iterator[Finding]:
    for entry in document.entries:
        if wanted := misspelt(entry):
            edits = (Edit(*entry.venue, wanted),) if entry.venue else ()
            # Only the name of arXiv is so short of likenesses that nobody need be asked.
            certain = wanted == "arXiv"
            yield Finding(
                *(entry.venue or entry.span),
                f"{entry.paper.venue_raw} is {wanted} misspelt",
                wanted,
                edits=edits if certain else (),
                unsafe=() if certain else edits,
            )


VENUE_MISSPELLED = Rule(
    name="venue-misspelled",
    severity="warning",
    fixable="unsafe",
    check=venue_misspelled,
    what="The venue is no known one, and one slip away from one.",
    why="It is not found by its name. Spellings of arXiv are fixed without asking.",
    wrong=example("""
        * **Alpha**, arXive 2021, [ :link: ](https://arxiv.org/abs/2101.00001)
        """),
    right=example("""
        * **Alpha**, arXiv 2021, [ :link: ](https://arxiv.org/abs/2101.00001)
        """),
    changes=("venue", "venue_raw"),
)


def venue_variant(document: Document) -> Iterator[Finding]:
    for entry in document.entries:
        written, place = entry.paper.venue_raw, entry.venue
        venue = find(written or "")
        if not written or not venue or venue.kind == "publisher" or written == venue.name:
            continue
        # A year inside the name (`DCASE2024 Challenge`) is a fault of its own.
        if misspelt(entry) or (_FUSED_YEAR.search(written) and not _ORDINAL.search(written)):
            continue
        edits = (Edit(*place, venue.name),) if place else ()
        case_only = written.casefold() == venue.name.casefold()
        yield Finding(
            *(place or entry.span),
            f"the canonical name of {written} is {venue.name}",
            venue.name,
            edits=edits if case_only else (),
            unsafe=() if case_only else edits,
        )


VENUE_VARIANT = Rule(
    name="venue-variant",
    severity="style",
    fixable="unsafe",
    check=venue_variant,
    what="The venue is not written by its canonical short name.",
    why=(
        "One venue under several names is hard to scan and to count. Fixed without asking where "
        "only the case differs."
    ),
    wrong=example("""
        * **Alpha**, icassp 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    changes=("venue_raw",),
)

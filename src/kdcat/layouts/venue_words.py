"""Whether a text can name a venue at all, as is soon seen of most that cannot.

What is a venue is said by `kdcat.layouts.venues`, which takes long to say that something is none.
"""

from __future__ import annotations

import re
from functools import cache

from kdcat.bibliography.venues import by_venues, may_precede, opening_letters
from kdcat.layouts.dates import MONTHS, may_be_dated
from kdcat.words import normal_form, without_marks

_SAYING_WORDS = """
proceedings proc conference conf symposium workshop workshops transactions trans journal letters
magazine annual advances arxiv pre preprint openreview thesis dissertation technical tech techreport
findings bioarxiv biorxiv medrxiv ssrn eprint springer elsevier ieee acm press bulletin annals
archive archives wiley morgan chapman prentice addison mcgraw taylor lecture synthesis
foundations phys lett commun natl acad astrophys chem appl comput biol mech eng
"""
_SAYING = frozenset(_SAYING_WORDS.split())
"""Words with which what says that a text is a venue begins, see `kdcat.layouts.venues`."""
SAYING = (
    *("学报", "期刊", "会议", "學报", "学会誌", "学会志", "論文誌", "杂志", "研究与发展"),
    *("학회지", "논문지"),
)
"""What says the same in writings that do not part their words."""
_SAYING_LETTERS = frozenset(saying[0] for saying in SAYING)
_BEFORE_ACRONYM = frozenset(("in", "at", "accepted"))
"""Words of which one stands before an acronym without a year that is a venue."""
_LEADING = frozenset(
    (
        *("accepted", "published", "appeared", "presented", "to", "appear", "appears", "submitted"),
        *("under", "review", "released", "in", "at", "by", "as", "for", "on", "the", "venue"),
        *("conference", "of"),
    )
)
"""Words that may stand before a venue: what is done there."""
_IN_DATES = frozenset(("st", "nd", "rd", "th", *MONTHS))
"""Words of dates and of ordinals in digits, which may stand before a venue too."""
_WORDS = re.compile(r"[a-z]+")
# The `www` of an address is no venue.
_WORDS_BUT_OF_HOSTS = re.compile(r"(?<![a-z])(?!www\.[a-z])[a-z]+")
_TWO_CAPITALS = re.compile(r"[A-Z][a-z&+.]*[A-Z]")
# The first word of each part: an acronym may stand behind a name, or in front of it.
_FIRST_WORDS = re.compile(
    r"(?:^|[()\[\]:-])[^A-Za-z()\[\]:-]*+(?!www\.[a-z])([A-Za-z]+)([^\s@/()\[\]:-]*)"
)


def says_venue(text: str) -> bool:
    """Return whether a word of a text may say that it is a venue: `Proceedings`, `学报`."""
    if text.isascii():
        return not _SAYING.isdisjoint(_WORDS.findall(text.lower()))
    return not _SAYING.isdisjoint(_WORDS.findall(text.casefold())) or (
        not _SAYING_LETTERS.isdisjoint(text) and any(saying in text for saying in SAYING)
    )


def may_have_venue(text: str) -> bool:
    """Return whether a text can be or have a venue.

    It has a word with which a known one begins, or that says that it is one, or an acronym and what
    may be its year.
    """
    telling = _telling()
    if not text.isascii():
        if says_venue(text):
            return True
        text = _in_ascii(text)
        if not text.isascii():
            return True
    return (
        not telling.isdisjoint(_WORDS_BUT_OF_HOSTS.findall(text.lower()))
        or (_TWO_CAPITALS.search(text) is not None and may_be_dated(text))
        or "" in telling
    )


def may_be_venue(text: str) -> bool:
    """Return whether a text as a whole can be a venue that no word says to be one.

    Its first word, or one behind a bracket, a colon or a dash, is one with which a known venue
    begins; or the first of all is one in capitals, or one that may stand before a venue.
    """
    if not text.isascii():
        text = _in_ascii(text)
        if not text.isascii():
            return True
    telling = _telling()
    words = _FIRST_WORDS.findall(text)
    if words and (words[0][0].lower() in _LEADING or _TWO_CAPITALS.search("".join(words[0]))):
        return True
    for letters, _ in words:
        word = letters.lower()
        if word in telling:
            return True
        if word in _IN_DATES or may_precede(word):
            # The venue stands behind it, if there is one.
            return may_have_venue(text)
    return "" in telling


def _in_ascii(text: str) -> str:
    """A text less its accents, with colons for signs, of which each may part a name from another.

    What is left that is not ASCII are letters that are none of it with an accent.
    """
    text = _SIGN.sub(":", text)
    if not text.isascii():
        text = without_marks(normal_form("NFKD", text))
    return text


# Neither a letter nor an accent; that of `™` has letters, which are no part of a name.
_SIGN = re.compile(r"[^\w\x00-\x7f\u0300-\u036f]")


@by_venues
@cache
def _telling() -> frozenset[str]:
    """The words of which a text has one that is a venue and no acronym with its year."""
    return opening_letters() | _SAYING | _BEFORE_ACRONYM

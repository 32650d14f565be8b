"""What a unit says under each recogniser, and how well that fits."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.addresses import as_arxiv_id
from kdcat.bibliography.venues import by_venues
from kdcat.layouts.mask import masked
from kdcat.layouts.names import citation, confidence
from kdcat.layouts.roles import address_role
from kdcat.layouts.said import Said, said
from kdcat.layouts.titles import RECOGNISERS, UNMARKED, Head, possible
from kdcat.layouts.venues import KNOWN, is_venue

if TYPE_CHECKING:
    from kdcat.layouts.flat import Flat
    from kdcat.text import Span


class Reading(NamedTuple):
    """One way to read a unit."""

    form: str
    """The recogniser, a key of `RECOGNISERS`."""
    title: str
    span: Span
    """Where the title stands in the flat text."""
    said: Said
    score: float
    """How well it fits: 0 not at all, 1 in every way."""


_PROSE = re.compile(
    r"(?i)\b(?:we (?:propose|present|introduce|provide|collect|also|will|are|have|find|show|"
    r"welcome|release)|"
    r"our (?:repo|repository|paper|survey|work|list|github|code|team|project)|please|"
    r"feel free|if you|let me|let us|"
    r"this (?:is|repo|repository|list|paper|section|project|page|work)|here (?:is|are)|"
    r"(?:paper|reading) list|(?:list|collection) of (?:\w+ ){0,2}papers|click|note that|"
    r"maintained by|curated list|thanks?|contributions? (?:is|are|welcome)|pull requests?|"
    r"star this)\b"
    r"|^\W*(?:from|source|image|figure|fig)\b[\s.:]"
    r"|^\W*注\d?[:：]|欢迎|论文和开源项目|(?:论文|文献|资源)(?:合集|汇总|列表|整理)"  # noqa: RUF001
)
# Words of what `_PROSE` looks for: to look for these is quicker.
_PROSE_WORDS = """
we our please feel if you let me us this here papers list pull click note maintained
curated thank thanks contribution contributions request requests star from source image figure fig
"""
_OF_PROSE = frozenset(_PROSE_WORDS.split())
_WORDS = re.compile(r"[a-z]+")


# `[Update: June] Added all the related papers`: what was done to the list.
_NEWS = re.compile(
    r"(?i)(?:\W*update\b[^\]]{0,20}\])?\W*(?:added|updated|released|uploaded|fixed|removed|created)\s+"
    r"(?:all|the|new|more|some|an?|our|\d+|papers?|support|codes?|links?|sections?)\b"
)
# What all of its words for what was done end in: to look for that is quicker.
_DONE = "ed"


def _may_be_prose(text: str) -> bool:
    return not _OF_PROSE.isdisjoint(_WORDS.findall(text.lower())) or (
        not text.isascii() and _CJK.search(text) is not None
    )


_CJK = re.compile("[\u3040-\u9fff]")
_TWO, _FEW, _MANY = 2, 3, 32


# What sets a title apart before a plain one is looked for.
_MARKS = frozenset(takewhile(lambda form: form not in UNMARKED, RECOGNISERS))


class Ways:
    """The ways to read a unit; each is tried when it is first asked for, and once."""

    def __init__(self, flat: Flat, start: int, end: int) -> None:
        """Prepare to read a unit.

        Args:
            flat: The unit.
            start: Where in its text the title is looked for, from here
            end: to here; the rest says what it may besides.
        """
        self._flat = flat
        self._head = Head(flat, masked(flat), start, end)
        self._possible = possible(self._head)
        self._marks = [form for form in self._possible if form in _MARKS]
        self._spans: dict[str, Span | None] = {}
        self._marked: list[Span] | None = None
        self._readings: dict[Span, Reading] = {}

    def titled(self) -> int:
        """Return in how many forms there is a title."""
        return sum(self._span(form) is not None for form in self._possible)

    def reading(self, form: str) -> Reading | None:
        """Return what the unit says in one form, or None where it has no title in that."""
        span = self._span(form)
        if span is None:
            return None
        known = self._readings.get(span)
        if known is None:
            told = said(self._flat, self._head.mask, span)
            title = self._title(span)
            known = Reading(form, title, span, told, _score(title, told, form))
            self._readings[span] = known
        if known.form == form:
            return known
        return Reading(form, known.title, span, known.said, known.score)

    def readings(self, least: float = 0.0) -> list[Reading]:
        """Return the readings that have a title, the most telling form first.

        Args:
            least: A score that the readings wanted may reach.
        """
        forms = [form for form in self._possible if not least or self._may_reach(least, form)]
        return [*filter(None, map(self.reading, forms))]

    def _may_reach(self, least: float, form: str) -> bool:
        span = self._span(form)
        return span is not None and _most_plausible(self._title(span)) >= least

    def alike(self, form: str) -> list[Reading]:
        """Return the reading in one form; behind a plain one, those in which marks say the same."""
        reading = self.reading(form)
        if reading is None or form not in UNMARKED:
            return [] if reading is None else [reading]
        marked = [form for form in self._marks if self._span(form) == reading.span]
        return [reading, *(reading._replace(form=form) for form in marked)]

    def _title(self, span: Span) -> str:
        return " ".join(self._flat.text[slice(*span)].split())

    def _span(self, form: str) -> Span | None:
        """Where the title stands in a form; a plain one does not swallow one that is marked."""
        if form not in self._possible:
            return None
        if form not in self._spans:
            span = RECOGNISERS[form](self._head)
            if span is not None and (
                (form in UNMARKED and self._swallows(span)) or self._is_of_images(span)
            ):
                span = None
            self._spans[form] = span
        return self._spans[form]

    def _is_of_images(self, span: Span) -> bool:
        """Whether nothing but images says what a title would be: the badges of the list itself."""
        text, images = self._flat.text, self._flat.images
        if not images:
            return False
        ends = [span.start, *(end for image in images for end in image), span.end]
        return not any(
            any(map(str.isalnum, text[max(start, span.start) : min(end, span.end)]))
            for start, end in zip(ends[::2], ends[1::2], strict=True)
        )

    def _swallows(self, span: Span) -> bool:
        """Whether a title holds more than a title that is set apart by marks, of some words."""
        if self._marked is None:
            self._marked = [*filter(None, map(self._span, self._marks))]
        return bool(self._marked) and any(
            span != other
            and span.start <= other.start
            and other.end <= span.end
            and len(self._flat.text[slice(*other)].split()) >= _TWO
            for other in self._marked
        )


def _score(title: str, told: Said, form: str) -> float:
    plausible = plausibility(title)
    unexplained = min(1.0, told.unexplained / (len(title) + told.unexplained + 1))
    return (
        plausible
        * (0.5 + 0.5 * evidence(told))
        * (1 - (0.6 if form in UNMARKED else 0.4) * unexplained)
    )


def _most_plausible(title: str) -> float:
    """What the plausibility of a title is not above: it is soon seen of an address and brackets."""
    if "://" in title:
        return _WITH_ADDRESS
    return _IN_BRACKETS if _is_in_brackets(title) else plausibility(title)


def _is_in_brackets(title: str) -> bool:
    return title.startswith(("(", "[")) and (title.endswith((")", "]")) or ")" not in title)


_WITH_ADDRESS, _IN_BRACKETS = 0.1, 0.3


# How well a title fits is asked when it is found, and again when it is judged.
@by_venues
@lru_cache(maxsize=64)
def plausibility(title: str) -> float:
    """Return how much a text looks like the title of a paper, from 0 to 1."""
    words = title.split()
    count = len(words)
    if not count:
        return 0.0
    if not title.isascii() and _CJK.search(title):
        count = max(count, len(title) // 2)
    fit = 1.0 if _FEW <= count <= _MANY else {1: 0.45, 2: 0.7}.get(count, 0.35)
    if _may_be_prose(title) and _PROSE.search(title):
        fit *= 0.6
    if _DONE in title.lower() and _NEWS.match(title):
        fit *= 0.1
    if count > 1 and (sure := confidence(title)) >= 0.5:
        fit *= 0.25 if sure >= 0.85 else 0.6
    if is_venue(title) or citation(title) or title.endswith(_UNFINISHED):
        fit *= 0.1
    if "://" in title:
        fit *= _WITH_ADDRESS
    if _is_in_brackets(title):
        fit *= _IN_BRACKETS
    if title[0].islower():
        fit *= 0.85
    return fit


_UNFINISHED = (
    "et al",
    "et al.",
    " the",
    " a",
    " an",
    " this",
    " these",
    " our",
    " its",
    " their",
    " and",
    " or",
)
"""What no title ends in: a sentence goes on behind it, with a link or a citation."""


def evidence(told: Said) -> float:
    """Return how much speaks for a paper beside its title, from 0 to 1."""
    sure = 0.0
    if told.paper_labelled or (told.paper_url and address_role(told.paper_url) == "paper"):
        sure += 0.5
    elif told.paper_url:
        sure += 0.15
    if told.venue:
        sure += 0.15 + 0.05 * told.venue_rank
    if told.authors:
        sure += 0.2
    if told.year:
        sure += 0.1
    if told.code_url or told.project_url:
        sure += 0.1
    return min(1.0, sure)


def strong(told: Said) -> bool:
    """Return whether what is said can hardly be said of anything but a paper."""
    return (
        told.paper_labelled
        or (told.paper_url is not None and address_role(told.paper_url) == "paper")
        or (told.venue_rank >= KNOWN and (told.year is not None or told.authors is not None))
        or (told.venue is not None and as_arxiv_id(told.venue) is not None)
        or (told.authors is not None and told.year is not None and told.venue is not None)
    )

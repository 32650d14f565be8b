"""An entry as a pattern: its source text with slots where the parts of its paper stand.

`- [Deep nets](https://x.org/a), ICML 2021` is `- [{title}]({paper_url}), {venue_raw} {year}`. In
the text a slot is a word between two controls, which no list holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kdcat.editing.written_dates import dates_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kdcat.paper import Paper

SLOT = re.compile("\x01(?P<field>[a-z_]+)(?::(?P<way>[^\x02]*))?\x02")
"""A slot: the field, and the way in which it is written there."""
GONE = "\x00"
"""What stands for a part that the paper has not, until `kdcat.editing.dropping` takes it away."""
NUMBER = "number"
"""The slot of the number of an item."""
SHORT = "short"
"""The slot of the name before the title's colon, where it stands by itself too."""
REST = "rest"
"""The slot of what follows that colon, where the name alone is a link."""
REPOSITORY = "repository"
"""The slot of the owner and name of the code's repository, as a badge shows them."""

SHORTCODE = r":[a-z0-9_+-]+:"
EMOJI = r"[\U0001f300-\U0001faff\u2600-\u27bf\u2b50]\ufe0f?"
"""A picture by its name, and one as itself, as regular expressions."""

# Each takes all that it can and gives nothing back: what follows is never one of its characters.
_MARKS = r"[*_`\\]{0,4}+"
_SPACE = r"(?:[\s>*_`\\]|<br ?/?>)++"
_BETWEEN_WORDS = re.compile(r"[\s>*_`\\]+")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_URL_END = r"(?=[)\]\s>\"'|}]|$)"
_IMAGE_ADDRESS = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)|<img\b[^<>]*>")
_LABEL = re.compile(r"(?<!\[)\[++([^\[\]]*+)\]++\(")
_ANY_ADDRESS = re.compile(r"https?://[^\s)\]>\"'|\x01\x02]+")
_CLOSING_STOP = re.compile(r"\.[*_]{0,3}[ \t]+(?:[\"\u201c*_\[(A-Z]|arXiv)")
_BEFORE_BRACKET = re.compile("(?<=_url)\x02[ \t]+\\)")
_NUMBER = re.compile(r"[ \t>|*_\[(#]*(?P<number>\d{1,3})(?=[.)\]|]|[*_]*[ \t])")


class _Found(NamedTuple):
    start: int
    end: int
    slot: str


# Of many papers that are added each asks for the patterns of its neighbours.
@lru_cache(maxsize=1 << 11)
def pattern_of(text: str, paper: Paper, above: frozenset[str]) -> str | None:
    """Return the text of an entry with slots; None if a part of its paper does not stand there.

    Args:
        text: The lines of the entry, as they stand in the source, parted by line feeds.
        paper: What is read there.
        above: The fields that stand in a heading above it, not in the entry.
    """
    if re.search(r"[\x00-\x02]", text):
        return None
    parts = _Parts(text)
    wanted = [
        parts.take_addresses(paper),
        parts.take("title", paper.title) or parts.take_name_and_rest(paper.title),
        paper.authors is None or parts.take("authors", paper.authors),
        paper.date is None or parts.take_date(paper.date),
        paper.venue_raw is None or "venue_raw" in above or parts.take_venue(paper.venue_raw),
        paper.year is None or "year" in above or parts.take_year(paper.year),
    ]
    if not all(wanted):
        return None
    parts.take_short(paper.title)
    parts.take_number()
    # `[code](https://x.org/a )` is a slip of that entry.
    return _BEFORE_BRACKET.sub("\x02)", parts.with_slots())


def loosely(words: str) -> str:
    """Return an expression for words as a list may write them: broken, in bold, with escapes.

    Marks that are said in the words may be any there: which of many is which would be tried in
    all ways.
    """
    words, done, parts = words.strip(), 0, []
    for between in _BETWEEN_WORDS.finditer(words):
        parts += [f"{_MARKS}{re.escape(char)}" for char in words[done : between.start()]]
        if any(map(str.isspace, between[0])):
            parts.append(_SPACE)
        else:
            parts.append(r"[>*_`\\]++" if ">" in between[0] else r"[*_`\\]++")
        done = between.end()
    parts += [f"{_MARKS}{re.escape(char)}" for char in words[done:]]
    return "".join(parts)


class _Parts:
    """The parts of an entry that have been found, none over another."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[_Found] = []
        self.images = [match.span() for match in _IMAGE_ADDRESS.finditer(text)]
        self.addresses = [match.span() for match in _ANY_ADDRESS.finditer(text)]

    def is_free(self, start: int, end: int) -> bool:
        at = bisect_left(self.found, (start,))
        return (not at or self.found[at - 1].end <= start) and (
            at == len(self.found) or end <= self.found[at].start
        )

    def put(self, start: int, end: int, slot: str) -> None:
        insort(self.found, _Found(start, end, f"\x01{slot}\x02"))

    def in_image(self, start: int) -> bool:
        return _in_any(self.images, start)

    def in_address(self, start: int) -> bool:
        return _in_any(self.addresses, start)

    def take_addresses(self, paper: Paper) -> bool:
        """Take the addresses; those of no field are gone."""
        fields = ("paper_url", "code_url", "project_url")
        known = [(field, url) for field in fields if (url := getattr(paper, field))]
        for field, url in sorted(known, key=lambda each: -len(each[1])):
            written = re.escape(url).replace("_", r"\\?_").replace("\\&", "&(?:amp;)?")
            places = [
                match.span()
                for match in re.finditer(written + _URL_END, self.text)
                if self.is_free(*match.span())
            ]
            for place in places:
                self.put(*place, field)
            if not places:
                return False
        repository = re.match(r"https?://github\.com/([^/\s]+/[^/\s#?]+)", paper.code_url or "")
        if repository:
            for match in re.finditer(re.escape(repository[1]), self.text):
                if self.in_image(match.start()) and self.is_free(*match.span()):
                    self.put(*match.span(), REPOSITORY)
        if paper.arxiv_id:
            # `[[1706.03762]](URL)`
            for match in re.finditer(rf"(?<![\w.]){re.escape(paper.arxiv_id)}(?![\d.])", self.text):
                # A badge shows it too.
                shown = self.in_image(match.start()) or not self.in_address(match.start())
                if shown and self.is_free(*match.span()):
                    self.put(*match.span(), "arxiv_id")
        for start, end in self.addresses:
            if self.is_free(start, end) and not self.in_image(start):
                insort(self.found, _Found(start, end, GONE))
        return True

    def take(self, field: str, words: str) -> bool:
        """Take the first place of words that is no address."""
        for place in _places_of(words, self.text):
            start, end = _less_marks(self.text, *place)
            if self.is_free(start, end) and not self.in_address(start):
                # The full stop of `et al.` may stand for the one that closes all authors.
                if field == "authors" and _CLOSING_STOP.match(self.text, end - 1):
                    end -= 1
                self.put(start, end, field)
                return True
        return False

    def take_name_and_rest(self, title: str) -> bool:
        """Take a title of which only the name before its colon is a link."""
        name, colon, rest = title.partition(": ")
        if not colon:
            return False
        split = rf"\[(?P<name>{loosely(name)})\]\([^()\s]*\):\s+(?P<rest>{loosely(rest)})"
        match = re.search(split, self.text)
        if match is None:
            return False
        self.put(*_less_marks(self.text, *match.span("name")), SHORT)
        self.put(*_less_marks(self.text, *match.span("rest")), REST)
        return True

    def take_date(self, date: str) -> bool:
        for way, written in dates_like(date):
            for match in re.finditer(rf"(?<!\d){re.escape(written)}(?!\d)", self.text):
                if self.is_free(*match.span()) and not self.in_address(match.start()):
                    self.put(*match.span(), f"date:{way}")
                    return True
        return False

    def take_venue(self, venue: str) -> bool:
        """Take all places of a venue: a badge says it twice."""
        quoted = loosely(venue).replace(_SPACE, r"(?:\s|_|%20|\+|[*`\\])++")
        edges = rf"(?<![^\W_]){quoted}(?![^\W\d_])"
        places = [
            _less_marks(self.text, *match.span())
            for match in re.finditer(edges, self.text)
            if self.is_free(*match.span())
            and (self.in_image(match.start()) or not self.in_address(match.start()))
        ]
        labels = {match.span(1) for match in _LABEL.finditer(self.text)}
        told = [place for place in places if place not in labels]
        # `arXiv 2021, [arXiv](URL)`: the second is a label.
        for start, end in told or places[:1]:
            way = ":address" if self.in_address(start) else ""
            self.put(start, end, f"venue_raw{way}")
        return bool(places)

    def take_year(self, year: int) -> bool:
        """Take all places of a year; the date may hold it."""
        expressions = [
            # What month it was is of that paper alone.
            rf"(?<![\w-])(?:{_MONTH},?[ ])?(?<!\d){year}(?!\d)|(?<!\d){year}(?!\d)",
            rf"(?<!\d)(?<=['\u2019 A-Za-z\x02]){year % 100:02}(?!\d)",
        ]
        for expression, way in zip(expressions, ("", ":short"), strict=True):
            places = [
                match.span()
                for match in re.finditer(expression, self.text)
                if self.is_free(*match.span())
                and (self.in_image(match.start()) or not self.in_address(match.start()))
            ]
            for place in places:
                self.put(*place, f"year{way}")
            if places:
                return True
            if any(one.slot.startswith("\x01date") for one in self.found):
                return True
        return False

    def take_short(self, title: str) -> None:
        """Take the name before the title's colon, where it stands before the title."""
        name, colon, _ = title.partition(":")
        titles = [one.start for one in self.found if one.slot == "\x01title\x02"]
        if colon and titles:
            before = min(titles)
            match = re.search(rf"(?<!\w){loosely(name)}(?!\w)", self.text[:before])
            if match and self.is_free(*match.span()):
                self.put(*_less_marks(self.text, *match.span()), SHORT)

    def take_number(self) -> None:
        match = _NUMBER.match(self.text)
        if match and self.is_free(*match.span("number")):
            self.put(*match.span("number"), NUMBER)

    def with_slots(self) -> str:
        parts, done = [], 0
        for start, end, slot in self.found:
            parts += [self.text[done:start], slot]
            done = end
        return "".join([*parts, self.text[done:]])


def _places_of(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where words stand: as they are said, for which no expression is made, then loosely."""
    words = words.strip()
    start = text.find(words) if words else -1
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + len(words))
    for match in re.finditer(loosely(words), text):
        yield match.span()


def _in_any(places: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a character stands in one of some places, which stand one after the other."""
    before = bisect_right(places, at, key=itemgetter(0)) - 1
    return before >= 0 and at < places[before][1]


def number_of(line: str) -> int | None:
    """Return the number that an item begins with; None where it has none."""
    match = _NUMBER.match(line)
    return int(match["number"]) if match else None


def _less_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of words less the marks before them, and with those that close some in them.

    Marks before them that are closed in them stay.
    """
    marks = re.match(r"[*_`\\]+", text[start:end])
    first = start + marks.end() if marks else start
    for mark in ("**", "__", "*", "_", "`"):
        inside = text[first:end].replace("\\" + mark, "")
        if inside.count(mark) % 2:
            if text.startswith(mark, end):
                return first, end + len(mark)
            if text.startswith(mark, first - len(mark)) and first - len(mark) >= start:
                # `**NAME**: THE REST`: what is opened before is closed within.
                return first - len(mark), end
    return first, end


def slots_in(text: str) -> Iterator[str]:
    """Give the fields of the slots in a text."""
    for slot in SLOT.finditer(text):
        yield slot["field"]

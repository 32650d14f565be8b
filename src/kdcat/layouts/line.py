"""A paper as the line of a catalog that lists it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kdcat.layouts.fields import venue_and_year
from kdcat.layouts.labels import HOME_CODE, HOME_PAPER
from kdcat.words import one_line

if TYPE_CHECKING:
    from kdcat.paper import Paper

# Whatever could be inline Markdown (CommonMark 6, and GitHub's strikethrough, mathematics and
# tables). A backslash before it makes it text (2.4); before an ampersand only if an entity or a
# numeric reference follows (2.5). `](#` is what a table of contents is known by.
_SIGNS = "\\`*_[]<>~$|"
_BEFORE_OTHERS = r"(?=&#?\w+;)|(?<=\])(?=\(\s*#)"
_PARTED = re.compile(_BEFORE_OTHERS)
_MARKDOWN = re.compile(f"[{re.escape(_SIGNS)}]|{_BEFORE_OTHERS}")
_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in _SIGNS})
# What a destination can hold in plain parentheses, without an escape or an entity (6.3).
_PLAIN_DESTINATION = re.compile(r"(?:[^\s()<>\\&\x00-\x20\x7f]|&(?!#?\w+;))+")
_IN_BRACKETS = re.compile(r"[\\<>]|&(?=#?\w+;)")
_NOT_IN_DESTINATION = re.compile(r"[\s\x00-\x20\x7f]")


class Style(NamedTuple):
    """How an entry is written, around what it says: the home form where nothing else is given."""

    indent: str = ""
    bullet: str = "* "
    before: str = ", "
    """What stands before the links."""
    paper: str = f"[ {HOME_PAPER} ]"
    """The label of the paper's link, in its brackets."""
    between: str = " "
    """What stands between the links."""
    code: str = f"[ {HOME_CODE} ]"


HOME = Style()


def entry_line(paper: Paper, style: Style = HOME) -> str:
    """Return the bullet that lists a paper, without the line's end.

    Its form is `* **TITLE**, VENUE YEAR, [ :link: ](URL) [ :octocat: ](URL)`, less what the paper
    has not. Read in the section that the paper stands in, it gives the same paper.
    """
    title = escaped(one_line(paper.title))
    links = style.between.join(
        f"{label}({destination(url)})"
        for label, url in ((style.paper, paper.paper_url), (style.code, paper.code_url))
        if url
    )
    fields = escaped(_venue_and_year(paper, bool(links)))
    text = f"**{title}**, {fields}" if fields else f"**{title}**"
    # A title before a colon and nothing more would be no entry.
    end = "," if title.endswith(":") and not (fields or links) else ""
    before = style.before if links else ""
    return f"{style.indent}{style.bullet}{text}{before}{links}{end}"


def escaped(text: str) -> str:
    """Return the text as Markdown that is rendered as the text."""
    if not _MARKDOWN.search(text):
        return text
    # To replace the signs one by one takes ten times as long where a text is nothing else.
    return "\\".join(part.translate(_ESCAPES) for part in _PARTED.split(text))


def destination(url: str) -> str:
    """Return the URL as the destination of a Markdown link, in angle brackets if it needs them.

    White space and controls, which no URL has, are percent-encoded (RFC 3986, section 2.1).
    """
    url = _NOT_IN_DESTINATION.sub(
        lambda unfit: "".join(f"%{byte:02X}" for byte in unfit[0].encode()), url
    )
    if _PLAIN_DESTINATION.fullmatch(url):
        return url
    return "<" + _IN_BRACKETS.sub(r"\\\g<0>", url) + ">"


def _venue_and_year(paper: Paper, before_links: bool) -> str:
    """The text that says venue and year, in the usual way where it is read so."""
    venue, year = one_line(paper.venue_raw or ""), "" if paper.year is None else str(paper.year)
    ways = (
        # Where the venue as written holds the year (`DCASE2024 Challenge`), it is not said twice.
        venue,
        f"{venue} {year}".strip(),
        # A venue in brackets, or that ends in an open one, is to keep them.
        f"({venue}) {year}".strip(),
        f"[{venue}] {year}".strip(),
        f"{venue}, {year}",
    )
    for way in ways:
        text = f", {way}, " if before_links else f", {way}".rstrip("([")
        if venue_and_year(text) == (venue or None, paper.year):
            return way
    return ways[1]

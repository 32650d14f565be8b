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
# numeric reference follows (2.5).
_MARKDOWN = re.compile(r"[\\`*_\[\]<>~$|]|&(?=#?\w+;)")
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
    text = ", ".join([f"**{escaped(one_line(paper.title))}**", *_venue_and_year(paper)])
    links = [
        f"{label}({destination(url)})"
        for label, url in ((style.paper, paper.paper_url), (style.code, paper.code_url))
        if url
    ]
    before = style.before if links else ""
    return f"{style.indent}{style.bullet}{text}{before}{style.between.join(links)}"


def escaped(text: str) -> str:
    """Return the text as Markdown that is rendered as the text."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


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


def _venue_and_year(paper: Paper) -> list[str]:
    venue = one_line(paper.venue_raw or "")
    # Where the venue as written holds the year (`DCASE2024 Challenge`), it is not said twice.
    if paper.year is None or (venue and venue_and_year(venue) == (venue, paper.year)):
        text = venue
    else:
        text = f"{venue} {paper.year}".lstrip()
    return [escaped(text)] if text else []

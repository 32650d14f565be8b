"""An entry of a catalog: how one is recognised in a block, and what it says.

`RECOGNISERS` are the ways of writing an entry that are known; `recognise` tries them in order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.addresses import address
from kdcat.bibliography.venues import find
from kdcat.layouts.bullets import bold_title, destination, linked_title, plain_title
from kdcat.layouts.fields import venue_and_year
from kdcat.layouts.inline import LONG, Lately, References
from kdcat.layouts.labels import (
    CODE_LABELS,
    HOME_CODE,
    HOME_LABEL,
    HOME_PAPER,
    PAPER_LABELS,
    kind_of,
    named_links,
)
from kdcat.layouts.once import kept
from kdcat.layouts.piece import Content, Link, Piece
from kdcat.layouts.pieces import pieces
from kdcat.layouts.runs import Run, runs, text_before_links
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt

    from kdcat.layouts.bullets import Parts


class Entry(NamedTuple):
    """What one entry says of its paper, apart from where it stands."""

    title: str
    venue_raw: str | None
    year: int | None
    paper_url: str | None
    code_url: str | None
    project_url: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    """The other links: a label of its own for each, and its address."""


RECOGNISERS = (bold_title, linked_title, plain_title)
"""The ways of writing an entry that are known, the most telling first."""

# The usual form, where none of its characters can mean anything else in CommonMark: such an entry
# says the same with the inline parser and without it, at a twentieth of the time. Whatever does
# not match is parsed. (A test holds the two ways equal.)
# What is taken is never given back: no other way to take it would fit, and trying them all takes
# time with the cube of a long line.
_URL = r"https?://[^\s()<>\\\x00-\x20\x7f-\x9f]++"
_USUAL_FORM = re.compile(
    rf"""
    \*\*(?P<title>[^\s*_\[\]<>&`\\][^*_\[\]<>&`\\\n]*+(?<!\s))\*\*
    (?P<fields>(?:[,.:\ ][^*_\[\]<>`\\\n!]*+)?+)
    (?P<paper_link>\[(?P<paper_label>\ ?{HOME_PAPER}\ ?)\]\((?P<paper>{_URL})\))?+[ ]*+
    (?P<code_link>\[(?P<code_label>\ ?{HOME_CODE}\ ?)\]\((?P<code>{_URL})\))?+[ ]*+
    """,
    re.VERBOSE,
)


class Known(NamedTuple):
    """What is known of a block: its pieces, its runs, and what it says if it is an entry."""

    pieces: Sequence[Piece]
    runs: Sequence[Run]
    said: tuple[Entry, Parts] | None
    """The entry and its parts; None of any other block."""


def recognise(content: Content, markdown: MarkdownIt, env: dict[str, object]) -> Entry | None:
    """Return what a block says if it is an entry, else None.

    Args:
        content: The inline Markdown of the block; of a long one with its places, for which it
            need not be read again.
        markdown: The parser (`kdcat.layouts.inline.parser`).
        env: The document's link references.
    """
    usual = usual_form(content.text)
    if usual and (entry := usual_entry(usual)):
        return entry
    # While pages are edited somebody asks for more of what is no usual entry.
    if usual and kept() is None:
        said = recognised(_usual_runs(usual))
    else:
        said = known(content, markdown, env).said
    return said[0] if said else None


def known(content: Content, markdown: MarkdownIt, env: dict[str, object]) -> Known:
    """Return what is known of a block.

    Args:
        content: Its inline Markdown with its places.
        markdown: The parser (`kdcat.layouts.inline.parser`).
        env: The document's link references.
    """

    def made() -> Known:
        block = entry_pieces(content, markdown, env)
        block_runs = runs(block)
        return Known(block, block_runs, recognised(block_runs))

    if len(content.text) < LONG:
        once = kept()
        if once is None or env.get("references"):
            return made()
        block = once.known.get(content)
        if block is None:
            block = made()
            once.known.keep(content, block)
        return block
    return _KNOWN.get((content, markdown, References(env)), len(content.text), made)


_KNOWN: Lately[tuple[Content, MarkdownIt, References], Known] = Lately(
    lambda known: len(known.pieces)
)


def recognised(block: Sequence[Run]) -> tuple[Entry, Parts] | None:
    """Return what an entry says and what its parts are, from its runs; None if it is none."""
    for recogniser in RECOGNISERS:
        parts = recogniser(block)
        if parts and (entry := _said(parts)):
            return entry, parts
    return None


def _said(parts: Parts) -> Entry | None:
    title = one_line(parts.title).rstrip(",; ")
    if not any(map(str.isalnum, title)):
        return None
    paper = destination(parts.rest, PAPER_LABELS)
    code = destination(parts.rest, CODE_LABELS)
    entry = Entry(
        title,
        *venue_and_year(text_before_links(parts.rest)),
        address(parts.title_link) if paper is None else address(paper),
        address(code),
    )
    others = [
        (run.text, run.destination)
        for run in parts.rest
        if run.destination is not None and run.destination not in (paper, code)
    ]
    if paper is not None and parts.title_link is not None:
        others.insert(0, ("title", parts.title_link))
    return _with_others(entry, others) if others else entry


def _with_others(entry: Entry, others: Sequence[tuple[str, str]]) -> Entry:
    """An entry with the links that lead neither to the paper nor to its code."""
    # Few entries have any, and the labels of other forms take a while to load.
    from kdcat.layouts.roles import label_role

    pages = (address(url) for label, url in others if label_role(label) == "project")
    project = next(filter(None, pages), None)
    links = named_links(others, (entry.paper_url, entry.code_url, project))
    return entry._replace(project_url=project, links=links)


def entry_pieces(content: Content, markdown: MarkdownIt, env: dict[str, object]) -> list[Piece]:
    """Return the pieces of an entry: what `pieces` returns, sooner where its form is the usual."""
    usual = usual_form(content.text)
    if usual is None:
        return pieces(content, markdown, env)
    block, once = _usual_pieces(usual, content), kept()
    if once is not None and len(content.starts) == 1:
        once.placed.keep(content.text, (block, content.places[0]))
    return block


def usual_form(content: str) -> re.Match[str] | None:
    """Return the parts of an entry that has the usual form, else None.

    They are `title`, `fields`, and where there are such links `paper_link` and `code_link`, each
    with its `_label` and its destination, `paper` and `code`.
    """
    usual = _USUAL_FORM.fullmatch(content)
    # What looks like an entity (`&amp;`) is left to the parser.
    return None if usual and "&" in content and ";" in content else usual


def usual_entry(usual: re.Match[str]) -> Entry | None:
    """Return what `bold_title` makes of an entry of the usual form; None where it has no link."""
    if not is_usual_entry(usual):
        return None
    title = one_line(usual["title"]).rstrip(",; ")
    return Entry(
        title, *usual_venue_and_year(usual), address(usual["paper"]), address(usual["code"])
    )


def is_usual_entry(usual: re.Match[str]) -> bool:
    """Return whether a text of the usual form is an entry: it has a title, and a link."""
    return bool(usual["paper"] or usual["code"]) and any(map(str.isalnum, usual["title"]))


def usual_venue_and_year(usual: re.Match[str]) -> tuple[str | None, int | None]:
    """Return what an entry of the usual form says of the venue and the year."""
    return venue_and_year(usual["fields"].rstrip("[("))


def _usual_runs(usual: re.Match[str]) -> list[Run]:
    """The runs of an entry of the usual form, less the pieces they are made of."""
    title, fields, paper, code = usual.group("title", "fields", "paper", "code")
    block = [Run(title, True, None), Run(fields, False, None)]
    if paper:
        block.append(Run(usual["paper_label"], False, paper))
    if code:
        block.append(Run(usual["code_label"], False, code))
    return block


def _usual_pieces(usual: re.Match[str], content: Content) -> list[Piece]:
    title = Piece("text", usual["title"], content.span(*usual.span("title")), strong=True)
    block = [title]
    end = usual.end("fields")
    if end > usual.start("fields"):
        block.append(Piece("text", usual["fields"], content.span(usual.start("fields"), end)))
    for kind in ("paper", "code"):
        start, stop = usual.span(f"{kind}_link")
        if start < 0:
            continue
        if end < start:
            block.append(Piece("text", content.text[end:start], content.span(end, start)))
        label = content.span(*usual.span(f"{kind}_label"))
        link = Link(usual[kind], content.span(start, stop), label)
        block.append(Piece("text", usual[f"{kind}_label"], label, link=link))
        end = stop
    return block


_ENTRY_LINE = re.compile(rf"^[ \t]*+[*+-]*[ \t]*\*\*[^\s*].*?{HOME_LABEL.pattern}")
_LISTED_IN_CODE = re.compile(rf"^[^\S\n]*+[*+-]\s.*{HOME_LABEL.pattern}", re.MULTILINE)


def is_labelled_as_entry(content: str) -> bool:
    """Return whether a block shows by a link's label that it is an entry, in a list or not.

    `VENUE [TITLE](URL) [:octocat:](URL)` has the label too, and is an entry of another form.
    """
    label = HOME_LABEL.search(content)
    return label is not None and not _links_title(content[: label.start()])


def _links_title(before: str) -> bool:
    """Whether what stands before a label has a link of other words behind a text without bold."""
    if "](" not in before or before.startswith("[") or "**" in before or "__" in before:
        return False
    return any(kind_of(link[1]) is None for link in _LINK.finditer(before))


_LINK = re.compile(r"(?<!!)\[([^\[\]\n]++)\]\(")


_HOME_FORM = re.compile(
    r"(?:\*\*[^*\n]++\*\*|<(?:b|strong)>[^<\n]++</(?:b|strong)>),"
    r"(?=[^,\[\]\n]*?\b(?:19|20)\d\d\b)[^,\[\]\n]*+,?[ ]*+\[{1,2}+(?P<label>[^\[\]\n]*+)\]\(",
    re.ASCII,
)


_LINKED_FORM = re.compile(r"\[[^\[\]\n]++\]\([^()\n]*+\),(?P<fields>[^,.\[\]\n]++)(?:\[|$)")


def is_bold_entry(content: str) -> bool:
    """Return whether a block is `**TITLE**, VENUE YEAR, [LABEL](`.

    A label is one of those that `kdcat.layouts.labels` knows: what leads to a paper by other words
    is for the vote to say.
    """
    entry = _HOME_FORM.match(content)
    return entry is not None and kind_of(entry["label"]) is not None


def is_linked_entry(content: str) -> bool:
    """Return whether a block is `[TITLE](URL), VENUE YEAR`, of a venue that is known."""
    linked = _LINKED_FORM.match(content)
    venue, year = venue_and_year(linked["fields"]) if linked else (None, None)
    return year is not None and venue is not None and find(venue) is not None


def begins_entry(line: str) -> bool:
    """Return whether an entry begins on a line of a paragraph, its bullet forgotten."""
    return _ENTRY_LINE.match(line) is not None


def lists_entries(code: str) -> bool:
    """Return whether code looks like entries that were indented too far."""
    return _LISTED_IN_CODE.search(code) is not None

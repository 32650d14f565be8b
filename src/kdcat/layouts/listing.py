"""Papers as a part of a catalog: the line of each under the headings of its sections."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from kdcat.layouts.line import entry_line, escaped
from kdcat.printable import printable
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kdcat.paper import Paper

_LOWEST = 6
"""The level of the lowest heading there is (https://spec.commonmark.org/0.31.2/#atx-headings)."""


def listing(papers: Iterable[Paper], level: int = 2) -> Iterator[str]:
    """Yield the lines that list papers; read as a catalog, they give the same papers.

    The headings come as the papers do, and once more where a paper goes back to a section. Papers
    of no section come first, for nothing ends a section but another. Sections deeper than there are
    headings are bold bullets that own the list below them. Authors are a paragraph of their own.

    Args:
        papers: The papers, in their order.
        level: The level of the headings of the outermost sections.
    """
    papers = tuple(papers)
    below = _LOWEST + 1 - level
    headings: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    before = ""
    for paper in sorted(papers, key=lambda paper: bool(_sections(paper))):
        sections = _sections(paper)
        if sections[:below] != headings:
            shared = _shared(headings, sections[:below])
            headings, groups = sections[:below], ()
            # Back from a subsection to the section around it, its heading is needed once more.
            for depth in range(min(shared, len(headings) - 1), len(headings)):
                yield f"{before}{'#' * (level + depth)} {_heading(headings[depth])}".rstrip() + "\n"
                before = "\n"
            yield "\n"
        for depth in range(_shared(groups, sections[below:]), len(sections[below:])):
            yield f"{'  ' * depth}* **{shown(escaped(sections[below + depth]))}**\n"
        groups = sections[below:]
        yield f"{'  ' * len(groups)}{shown(entry_line(paper))}\n"
        if paper.authors:
            authors = shown(escaped(one_line(paper.authors)))
            yield f"\n{'  ' * (len(groups) + 1)}Authors: {authors}\n"
        before = "\n"


def _sections(paper: Paper) -> tuple[str, ...]:
    """The names of the sections around a paper, outermost first, those without a text too."""
    levels = (paper.modality, paper.task, paper.subtask)
    return (*(name for name in levels if name is not None), *paper.sections[len(levels) :])


def _shared(before: tuple[str, ...], after: tuple[str, ...]) -> int:
    """How many sections they have in common, from the outermost on."""
    both = enumerate(zip(before, after, strict=False))
    return next((at for at, (one, other) in both if one != other), min(len(before), len(after)))


def _heading(name: str) -> str:
    text = shown(escaped(name))
    # Number signs at the end would close the heading.
    return f"{text[:-1]}\\#" if text.endswith("#") else text


def shown(line: str) -> str:
    """Return a line of Markdown without what could act on a terminal it is shown on.

    Direction marks become character references, which mean the same, and controls U+FFFD.
    """
    if line.isascii() and line.isprintable():
        return line
    visible = printable(line)
    if visible == line:
        return line
    return "".join(
        f"&#x{ord(letter):x};" if kept != letter and unicodedata.category(letter) == "Cf" else kept
        for letter, kept in zip(line, visible, strict=True)
    )

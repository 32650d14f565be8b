"""The outline of a list: its title, and the sections that each group of units stands in."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from kdcat.layouts.candidates import candidates
from kdcat.layouts.directives import directive
from kdcat.layouts.headings import paper_headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.layouts.directives import Directive
    from kdcat.layouts.reader import Candidate, Reader
    from kdcat.layouts.units import Group


@dataclass(slots=True)
class Part:
    """A group of units with what is known of it."""

    group: Group
    candidates: list[Candidate]
    """Its units that may be papers; rows of tables are not among them."""
    sections: tuple[str, ...] = ()
    """The sections that it stands in, outermost first."""
    name: str = ""
    """The text of its heading."""
    is_title: bool = False
    """Whether its heading is the document's own, which is no section."""
    around: Directive | None = None
    """What a comment above asks for, in a section that this one is a part of."""
    directives: list[tuple[int, Directive]] = field(default_factory=list)
    """What its own comments ask for, each from its line on, in their order."""

    def asked(self, line: int) -> Directive | None:
        """Return what is asked for at a line."""
        at = bisect_right(self.directives, line, key=itemgetter(0))
        return self.directives[at - 1][1] if at else self.around


def outline(groups: Sequence[Group], reader: Reader) -> list[Part]:
    """Return the parts of a document, each with its sections and candidates."""
    parts = []
    for group in groups:
        units = [unit for unit in group.units if unit.kind != "row"]
        parts.append(Part(group, list(candidates(units, reader))))
        if group.heading is not None:
            parts[-1].name = reader.text(group.heading)
    titles = paper_headings([(part.group, part.candidates) for part in parts], reader)
    for number, candidate in titles.items():
        parts[number].candidates = [candidate]
    contents = _contents_line(parts)
    title = _title([part for part in parts if part.group.heading is not None], contents)
    if title is not None:
        title.is_title = True
    _place(parts, contents, titles)
    _direct(parts)
    return parts


def _place(parts: Sequence[Part], contents: int, papers: dict[int, Candidate]) -> None:
    path: list[tuple[int, str]] = []
    for number, part in enumerate(parts):
        heading = part.group.heading
        if part.is_title:
            path.clear()
        elif heading is not None and heading.line > contents:
            while path and path[-1][0] >= heading.level:
                path.pop()
            if part.name and number not in papers:
                path.append((heading.level, part.name))
        part.sections = tuple(name for _, name in path)


def _direct(parts: Sequence[Part]) -> None:
    """Let each comment hold to the end of the section that it stands in."""
    # The latest of each section around, the outermost first.
    held: list[tuple[int, Directive]] = []
    for part in parts:
        level = part.group.heading.level if part.group.heading is not None else 0
        while held and held[-1][0] >= level:
            held.pop()
        part.around = held[-1][1] if held else None
        for line, text in part.group.comments:
            if (asked := directive(text)) is not None:
                part.directives.append((line, asked))
        if part.directives:
            held.append((level, part.directives[-1][1]))


_IN_PAGE = re.compile(r"\]\(\s*#|href=[\"']#")


def _contents_line(parts: Sequence[Part]) -> int:
    """The line on which the table of contents begins, 0 where there is none at the beginning."""
    for part in parts:
        for unit in part.group.units:
            content = unit.blocks[0].content
            if unit.kind == "item" and _IN_PAGE.search(content):
                return unit.line
            if "](http" in content and unit.kind in ("item", "row"):
                return 0
    return 0


_AWESOME = re.compile(r"(?i)\bawesome\b|\b(?:paper|reading)[- ]?lists?\b")


def _title(headings: Sequence[Part], contents: int) -> Part | None:
    """The heading that is the document's own.

    It is the first, if it stands above the contents, or is the only one of level 1, or has other
    text than papers below it; or an early one of level 1 that names the list.
    """
    if not headings:
        return None
    for part in headings[:3]:
        assert part.group.heading is not None
        if part.group.heading.level == 1 and _AWESOME.search(part.name):
            return part
    part = headings[0]
    first = part.group.heading
    assert first is not None
    if first.line < contents:
        return part
    others = [
        other for other in headings[1:] if other.group.heading and other.group.heading.level == 1
    ]
    if first.level > 1:
        return None
    if not others:
        return part
    # Other headings of level 1 may be sections, or what is said at the end.
    if any(candidate.strong for candidate in part.candidates):
        return None
    introduced = any(unit.kind == "paragraph" for unit in part.group.units)
    return part if introduced or headings[1] in others else None

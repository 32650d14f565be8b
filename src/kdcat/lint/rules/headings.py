"""Rules about the headings of a list, and the sections below them."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from kdcat.editing.edit import Edit
from kdcat.lint.problem import Finding
from kdcat.lint.rule import Rule, example
from kdcat.lint.rules.table_of_contents import is_of_the_page, sections_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from kdcat.lint.checked_document import CheckedDocument
    from kdcat.reading.outline import Section

_ONLY_RULES = re.compile(r"[\s=*_-]*")


def empty_section(document: CheckedDocument) -> Iterator[Finding]:
    headings = document.catalog.headings
    entries = sorted(
        [entry.paper.line for entry in document.entries]
        + [unread.line for unread in document.catalog.unread]
    )
    lines = {heading.line for heading in headings}
    ends: dict[int, int] = {}
    # The line of the next heading of each level or of one above it, from the end on.
    following = [len(document.lines) + 1] * 7
    for heading in reversed(headings):
        ends[heading.line] = following[heading.level]
        following[heading.level :] = [heading.line] * (7 - heading.level)
    years_follow = {
        before.line
        for before, after in pairwise(headings)
        if before.level == after.level and _is_a_year(after) and not _is_a_year(before)
    }
    for heading in sections_of(document):
        # `### Speech` with `### 2024` and `### 2023` below it.
        if heading.line in years_follow:
            continue
        end = ends[heading.line]
        if bisect_right(entries, heading.line) != bisect_right(entries, end - 1):
            continue
        if is_of_the_page(document, heading) or "](" in document.line_text(heading.line):
            # What a heading links to may be where its papers are.
            continue
        if heading.text.endswith((".", "!")):
            # A sentence that is set as a heading promises nothing.
            continue
        if not _has_other_content(document, heading.line, end, lines):
            yield Finding(*document.line(heading.line), f"{heading.text!r} has no papers")


EMPTY_SECTION = Rule(
    name="empty-section",
    severity="warning",
    fixable="no",
    check=empty_section,
    what="A section and the sections in it hold no papers, nor anything else.",
    why="It promises what is not there.",
    wrong=example("""
        # List

        ## Speech

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)

        ## Video
        """),
    right=example("""
        # List

        ## Speech

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)


def _has_other_content(document: CheckedDocument, first: int, end: int, headings: Set[int]) -> bool:
    """Whether there is text between two lines beside headings: `License` need not hold papers."""
    lines = document.lines
    text = "\n".join(lines.content(line) for line in range(first, end) if line not in headings)
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (after := text.find("-->", start + 4)) >= 0:
        if not _ONLY_RULES.fullmatch(text, at, start):
            return True
        at = after + len("-->")
    return not _ONLY_RULES.fullmatch(text, at)


def _is_a_year(heading: Section) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", heading.text.strip()) is not None


def heading_blank_line(document: CheckedDocument) -> Iterator[Finding]:
    headings = {heading.line for heading in document.catalog.headings}
    # The line below a heading of the other kind is its underline.
    headings |= {line + 1 for line in headings if not _ATX.match(document.line_text(line))}
    for heading in document.catalog.headings:
        if heading.line == 1 or not _ATX.match(document.line_text(heading.line)):
            continue
        before = document.line_text(heading.line - 1)
        if before.strip() and heading.line - 1 not in headings:
            place = document.line(heading.line)
            yield Finding(
                *place,
                "no blank line before the heading",
                edits=(Edit(place.start, place.start, document.newline),),
            )


HEADING_BLANK_LINE = Rule(
    name="heading-blank-line",
    severity="style",
    fixable="safe",
    check=heading_blank_line,
    what="No blank line stands before a heading.",
    why="Some renderers take it for text.",
    wrong=example("""
        # List

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        ## Video

        * **Beta**, CVPR 2021, [ :link: ](https://x.org/b)
        """),
    right=example("""
        # List

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)

        ## Video

        * **Beta**, CVPR 2021, [ :link: ](https://x.org/b)
        """),
)


_ATX = re.compile(r" {0,3}#{1,6}(?:\s|$)")


def section_not_sorted(document: CheckedDocument) -> Iterator[Finding]:
    years: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for entry in document.entries:
        if entry.paper.year and entry.heading:
            years.setdefault(entry.section, []).append(entry.paper.year)
    said = set()
    for (line, _), written in years.items():
        if written not in (sorted(written), sorted(written, reverse=True)) and line not in said:
            said.add(line)
            yield Finding(
                *document.line(line), "the years of the papers neither rise nor fall throughout"
            )


SECTION_NOT_SORTED = Rule(
    name="section-not-sorted",
    severity="style",
    fixable="named",
    check=section_not_sorted,
    what="The years in a section neither rise nor fall throughout.",
    why=(
        "Sorted, what is new is found at one end. Items of lists and rows of tables are sorted as "
        "most sections are; papers of one year keep their order."
    ),
    wrong=example("""
        # List

        ## Video

        * **One**, CVPR 2021, [ :link: ](https://x.org/a)
        * **Two**, CVPR 2023, [ :link: ](https://x.org/b)
        * **Six**, CVPR 2022, [ :link: ](https://x.org/c)
        """),
    right=example("""
        # List

        ## Video

        * **One**, CVPR 2021, [ :link: ](https://x.org/a)
        * **Six**, CVPR 2022, [ :link: ](https://x.org/c)
        * **Two**, CVPR 2023, [ :link: ](https://x.org/b)
        """),
)

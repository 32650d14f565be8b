"""Rules about the table of contents and the other links into the page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kdcat.editing.edit import Edit
from kdcat.layouts.line import escaped
from kdcat.lint.problem import Finding
from kdcat.lint.rule import Rule, example
from kdcat.reading.outline import named_headings, slugs
from kdcat.words import plain_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from kdcat.lint.checked_document import CheckedDocument
    from kdcat.reading.outline import InPageLink, Section

_PLAIN = re.compile(r"[^*_`<\\&\[\]]*")
_BULLET = re.compile(r"[ \t>]*[*+-][ \t]+")
_PICTURE = re.compile(
    r"(?i)\[!\[[^\[\]]*\]\([^()\s]*\)\]\([^()\s]*\)|!\[[^\[\]]*\]\([^()\s]*\)|<img\b[^<>]*>"
)
_MARKS_OF_HEADING = re.compile(r"^\s*#+\s+")
_NEAR = 0.35
_MOST_MEANT = 300
"""Of more broken links than this no heading is looked for: each would be held against each."""
_LEAST_DEPTH = 2
# Anchors of every page on GitHub; `#` and `#top` are the top of any page (HTML, section 7.4.6.4).
_ALWAYS = frozenset(["", "top", "readme", "start-of-content"])


def _target(document: CheckedDocument, link: InPageLink) -> Section | None:
    name = link.anchor.lower()
    return document.walked.slugs.get(name) or _beside_pictures(document).get(name)


@lru_cache(maxsize=4)
def _beside_pictures(document: CheckedDocument) -> dict[str, Section]:
    """The headings with a badge, by the anchors that GitHub makes of their words alone.

    The blank between the words and the badge behind them is a hyphen there.
    """
    found = {}
    for heading in document.catalog.headings:
        line = document.line_text(heading.line)
        words = _PICTURE.sub("", line)
        if words != line:
            found[slugs([_MARKS_OF_HEADING.sub("", words)])[0]] = heading
    return found


def _resolves(document: CheckedDocument, link: InPageLink) -> bool:
    name = link.anchor
    return (
        _target(document, link) is not None
        or name in document.walked.anchors
        or name.lower() in _ALWAYS
    )


@lru_cache(maxsize=4)
def _linked(document: CheckedDocument) -> frozenset[int]:
    """The lines of the headings that are linked."""
    links = document.walked.in_page_links
    targets = (_target(document, link) for link in links)
    linked = frozenset(heading.line for heading in targets if heading)
    return linked | named_headings(document.walked, {link.anchor for link in links})


def sections_of(document: CheckedDocument) -> list[Section]:
    """Return the headings behind the table of contents, less the title."""
    last = document.contents[-1].end_line - 1 if document.contents else 0
    title = document.catalog.title
    return [
        heading
        for heading in document.catalog.headings
        if heading.line > last and not (title and heading.line == title.line)
    ]


# What belongs to the page and not to the list, folded.
_OF_THE_PAGE = frozenset(
    [
        "acknowledgement", "acknowledgements", "acknowledgment", "acknowledgments", "citation",
        "citing", "contact", "contents", "contribute", "contributing", "contributors", "licence",
        "license", "star history", "stargazers", "table of contents", "to do", "todo", "todo list",
        "todos",
    ]
)  # fmt: skip


def is_of_the_page(document: CheckedDocument, heading: Section) -> bool:
    """Return whether a heading names no part of the list, but the page or what belongs to it.

    That are a second title before the first paper, `Table of Contents`, `Star History` and the
    like, and headings without a word.
    """
    words = " ".join(plain_words(heading.text))
    first = document.entries[0].paper.line if document.entries else None
    is_title = heading.level == 1 and (first is None or heading.line < first)
    return not words or words in _OF_THE_PAGE or is_title


class Meant(NamedTuple):
    """The heading that a broken link may mean, and whether that is beyond doubt."""

    heading: Section
    certain: bool


@lru_cache(maxsize=4)
def _meant(document: CheckedDocument) -> dict[int, Meant]:
    """By the place of each broken link, the one unlinked heading of its depth that is near it."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    broken = [link for link in document.walked.in_page_links if not _resolves(document, link)]
    if len(broken) > _MOST_MEANT:
        return {}
    sections = sections_of(document)
    top = min((heading.level for heading in sections), default=0)
    named: dict[int, list[tuple[Section, str, set[str]]]] = defaultdict(list)
    for heading in sections:
        if heading.line not in _linked(document):
            name = _plain(heading.text)
            named[heading.level].append((heading, name, set(name.split())))
    found: dict[int, Meant] = {}
    for link in broken:
        here = named[top + link.depth]
        text = _plain(link.text)
        near = process.extract(
            text, [name for _, name, _ in here], scorer=Levenshtein.normalized_distance,
            score_cutoff=_NEAR, limit=2,
        )  # fmt: skip
        words = set(text.split())
        if len(near) == 1:
            found[link.span.start] = Meant(here[near[0][2]][0], certain=True)
        elif not near:
            within = [heading for heading, _, its_words in here if its_words < words]
            if len(within) == 1:
                found[link.span.start] = Meant(within[0], certain=False)
    # A heading that two broken links may mean is meant by neither beyond doubt.
    wanted = Counter(meant.heading.line for meant in found.values())
    return {
        place: meant if wanted[meant.heading.line] == 1 else meant._replace(certain=False)
        for place, meant in found.items()
    }


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def toc_broken_anchor(document: CheckedDocument) -> Iterator[Finding]:
    by_line = {heading.line: name for name, heading in document.walked.slugs.items()}
    # The text of an item that owns papers is their section's name, and stays.
    owners = {item for entry in document.entries for item in entry.listing.block.parents}
    for link in document.walked.in_page_links:
        if _resolves(document, link):
            continue
        meant = _meant(document).get(link.span.start)
        message = f"no heading has the anchor #{link.fragment}"
        if not meant:
            yield Finding(*link.span, message)
            continue
        anchor = by_line[meant.heading.line]
        edits: tuple[Edit, ...] = (
            Edit(*link.fragment_span, anchor),
            # The same misspelling is in the item's text.
            Edit(*link.label_span, escaped(meant.heading.text)),
        )
        # Marks in the text, and code, would be lost.
        if link.block.item in owners or not _PLAIN.fullmatch(link.text):
            edits = edits[:1]
        yield Finding(
            *link.span,
            f"{message}; the heading on line {meant.heading.line} is {meant.heading.text!r}",
            f"[{escaped(meant.heading.text)}](#{anchor})",
            edits=edits if meant.certain else (),
            unsafe=() if meant.certain else edits,
        )


TOC_BROKEN_ANCHOR = Rule(
    name="toc-broken-anchor",
    severity="error",
    fixable="some",
    check=toc_broken_anchor,
    what="A link into the page has no heading to go to.",
    why=(
        "Readers who click it stay where they are. Fixed by itself where one heading of the item's "
        "depth, linked by nothing else, is a near match."
    ),
    wrong=example("""
        * [Spech](#spech)

        ## Speech

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * [Speech](#speech)

        ## Speech

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    alters=(
        "words",
        "addresses",
    ),
)


def toc_anchor_case(document: CheckedDocument) -> Iterator[Finding]:
    slugs, anchors = document.walked.slugs, document.walked.anchors
    for link in document.walked.in_page_links:
        name = link.anchor
        if name in slugs or name in anchors or name.lower() not in slugs:
            continue
        yield Finding(
            link.fragment_span.start - 1,
            link.fragment_span.end,
            f"the anchor of the heading is #{name.lower()}",
            f"#{name.lower()}",
            edits=(Edit(*link.fragment_span, name.lower()),),
        )


TOC_ANCHOR_CASE = Rule(
    name="toc-anchor-case",
    severity="style",
    fixable="safe",
    check=toc_anchor_case,
    what="A link into the page is written in other letters than the heading's anchor.",
    why="It works on GitHub, which ignores case, and not elsewhere.",
    wrong=example("""
        * [Speech](#Speech)

        ## Speech

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * [Speech](#speech)

        ## Speech

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    alters=("addresses",),
)


def heading_not_in_toc(document: CheckedDocument) -> Iterator[Finding]:
    if not document.contents:
        return
    sections = sections_of(document)
    lines = {block.line for block in document.contents}
    targets = [
        _target(document, link)
        for link in document.walked.in_page_links
        if link.block.line in lines
    ]
    if not any(targets):
        return
    deepest = max([_LEAST_DEPTH, *(heading.level for heading in targets if heading)])
    meant = {match.heading.line for match in _meant(document).values()}
    by_line = {heading.line: name for name, heading in document.walked.slugs.items()}
    items, parents = _mirror(document, sections), _parents(sections)
    like = {item.heading.level: item for item in items.values()}
    top = min(like, default=0)
    above = None
    known = _linked(document) | meant
    covered = _covered(sections, known)
    for heading in sections:
        above = items.get(heading.line, above)
        if heading.level > deepest or heading.line in known or heading.level not in covered:
            continue
        if is_of_the_page(document, heading):
            continue
        item = None
        # The item's own parent must be there, or it would hang under another.
        if (
            above
            and heading.level in like
            and (heading.level <= top or parents[heading.line] in items)
        ):
            item = _new_item(document, heading, like[heading.level], above, by_line[heading.line])
        yield Finding(
            *document.line(heading.line),
            f"{heading.text!r} is not in the table of contents",
            item[1].strip() if item else None,
            edits=(Edit(item[0], item[0], item[1]),) if item else (),
        )


def _covered(sections: Sequence[Section], known: Set[int]) -> set[int]:
    """The levels that the table of contents covers: it has half of their headings, or more."""
    of = Counter(heading.level for heading in sections)
    having = Counter(heading.level for heading in sections if heading.line in known)
    return {level for level in of if level <= _LEAST_DEPTH or 2 * having[level] >= of[level]}


HEADING_NOT_IN_TOC = Rule(
    name="heading-not-in-toc",
    severity="warning",
    fixable="safe",
    check=heading_not_in_toc,
    what="A heading of a level that the table of contents covers is not in it.",
    why=(
        "Readers take what is not in the table of contents for missing. Fixed where the table "
        "mirrors the headings; where it does not, it is made anew if this is asked for by name."
    ),
    wrong=example("""
        * [Speech](#speech)

        ## Speech

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)

        ## Video

        * **Beta**, CVPR 2021, [ :link: ](https://x.org/b)
        """),
    right=example("""
        * [Speech](#speech)
        * [Video](#video)

        ## Speech

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)

        ## Video

        * **Beta**, CVPR 2021, [ :link: ](https://x.org/b)
        """),
    alters=("items",),
)


class _Item(NamedTuple):
    """An item of the table of contents that leads to a heading."""

    link: InPageLink
    heading: Section
    end_line: int


def _new_item(
    document: CheckedDocument, heading: Section, like: _Item, above: _Item, anchor: str
) -> tuple[int, str] | None:
    """Where a heading's item goes, below another, and its line; None where it cannot be written."""
    start = document.line(like.link.block.line).start
    bullet = document.text[start : like.link.span.start]
    if not _BULLET.fullmatch(bullet):
        # Numbered items behind it would want other numbers, and what else stands there, such as an
        # anchor, is not to stand there twice.
        return None
    if above.end_line > len(document.lines):
        return None
    line = f"{bullet}[{escaped(heading.text)}](#{anchor}){document.newline}"
    return document.line(above.end_line).start, line


def _parents(sections: Sequence[Section]) -> dict[int, int]:
    """For the line of each heading that of the one whose section it stands in; 0 for none."""
    parents, around = {}, [(0, 0)]
    for heading in sections:
        while around[-1][0] >= heading.level:
            around.pop()
        parents[heading.line] = around[-1][1]
        around.append((heading.level, heading.line))
    return parents


def _mirror(document: CheckedDocument, sections: Sequence[Section]) -> dict[int, _Item]:
    """The items of the contents, if nested as the headings are, by the lines of these."""
    by_line: dict[int, list[InPageLink]] = {}
    for link in document.walked.in_page_links:
        by_line.setdefault(link.block.line, []).append(link)
    top = min((heading.level for heading in sections), default=0)
    items: dict[int, _Item] = {}
    last = 0
    for block in document.contents:
        here = by_line.get(block.line, [])
        if len(here) != 1:
            return {}
        link = here[0]
        heading = _target(document, link)
        if heading is None:
            continue
        if heading.level != top + link.depth or heading.line <= last:
            return {}
        last = heading.line
        items[last] = _Item(link, heading, block.end_line)
    return items


def toc_text(document: CheckedDocument) -> Iterator[Finding]:
    items = {block.line for block in document.contents}
    owners = {item for entry in document.entries for item in entry.listing.block.parents}
    for link in document.walked.in_page_links:
        heading = _target(document, link)
        if not heading or link.block.line not in items or not _differ(link.text, heading.text):
            continue
        wanted = escaped(heading.text)
        yield Finding(
            *link.label_span,
            f"leads to the heading {heading.text!r} on line {heading.line}",
            wanted,
            unsafe=() if link.block.item in owners else (Edit(*link.label_span, wanted),),
        )


def _differ(text: str, heading: str) -> bool:
    """Whether an item says other words than its heading: a part of them is an abbreviation."""
    item, said = ({*map(stem, plain_words(written))} for written in (text, heading))
    item, said = ({word for word in words if not word.isdecimal()} for words in (item, said))
    return bool(item and said) and not item <= said and not said <= item


TOC_TEXT = Rule(
    name="toc-text",
    severity="warning",
    fixable="unsafe",
    check=toc_text,
    what="An item of the table of contents has other words than the heading it leads to.",
    why="Readers are led to a section that they did not ask for, or one of the two is misspelt.",
    wrong=example("""
        * [Speech](#video)

        ## Video

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * [Video](#video)

        ## Video

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)

"""Rules about titles that hold more, or less, than the title of a paper."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from kdcat.editing.edit import Edit
from kdcat.lint.placeholders import says_nothing, year_to_come
from kdcat.lint.problem import Finding
from kdcat.lint.rule import Rule, example
from kdcat.lint.traits import is_habit
from kdcat.words import one_line, plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.lint.checked_document import CheckedDocument, Entry
    from kdcat.text import Span


def _place(entry: Entry) -> Span:
    """Where the title stands; the whole entry where that is not known."""
    return entry.titles[0] if len(entry.titles) == 1 else entry.span


def edit_of_title(
    document: CheckedDocument, entry: Entry, written: str, wanted: str
) -> tuple[Edit, ...]:
    """The edit that writes the title otherwise, where it stands in the source as it is rendered."""
    if len(entry.titles) != 1 or document.text[slice(*entry.titles[0])] != written:
        return ()
    return (Edit(*entry.titles[0], wanted),)


_STARS = re.compile(r"\s*\*\*\s*")
_STARS_AROUND = re.compile(r"\*\*[^*]+\*\*")
_BULLETS = ("*", "+", "-")


def markup_in_title(document: CheckedDocument) -> Iterator[Finding]:
    shown = sum("**" in entry.paper.title for entry in document.entries)
    is_a_slip = document.is_home or is_habit(len(document.entries) - shown, len(document.entries))
    for entry in document.judged if is_a_slip else ():
        title = entry.paper.title
        if "**" in title:
            wanted = one_line(_STARS.sub(" ", title))
            bold = f"**{wanted}**" if _STARS_AROUND.fullmatch(title) else wanted
            edits = edit_of_title(document, entry, title, bold) if wanted else ()
            yield Finding(*_place(entry), "the title shows `**`", wanted, unsafe=edits)
    yield from _empty_bullets(document)


def _empty_bullets(document: CheckedDocument) -> Iterator[Finding]:
    """Bullets without a word, on the line before or behind an entry."""
    firsts = {entry.listing.block.line for entry in document.entries}
    ends = {entry.listing.block.end_line for entry in document.entries}
    code, count = document.code, len(document.lines)
    for number in sorted({first - 1 for first in firsts} | ends):
        if not 1 <= number <= count or number in code:
            continue
        # A line of hyphens below a text makes a heading of it.
        line = document.line_text(number)
        if line.strip(" \t") not in _BULLETS or ("-" in line and number in ends):
            continue
        span = document.line(number)
        after = document.line(number + 1).start if number < count else span.end
        yield Finding(*span, "a bullet without an entry", unsafe=(Edit(span.start, after, ""),))


MARKUP_IN_TITLE = Rule(
    name="markup-in-title",
    severity="warning",
    fixable="unsafe",
    check=markup_in_title,
    what="A title shows the `**` that was to make it bold, or a bullet is empty.",
    why="Markdown takes stars beside a blank for stars. Readers see them.",
    wrong=example("""
        * ** Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    changes=("title", "venue", "venue_raw"),
)


def placeholder(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        paper = entry.paper
        for name, written in (
            ("title", paper.title),
            ("venue", paper.venue_raw),
            ("authors", paper.authors),
            # `ICASSP TBD`: what stands there for the year was read as a part of the venue.
            ("year", None if paper.year else year_to_come(paper.venue_raw or "")),
        ):
            if written is not None and says_nothing(written):
                place = {"title": _place(entry), "authors": entry.span}.get(name, entry.venue)
                yield Finding(
                    *(place or entry.span), f"the {name} {written!r} stands for one to come"
                )


PLACEHOLDER = Rule(
    name="placeholder",
    severity="error",
    fixable="no",
    check=placeholder,
    what="A field holds what stands for nothing, such as `nan`, `N/A` or `TBD`.",
    why="It was to be filled in, or came out of a spreadsheet.",
    wrong=example("""
        * **Alpha**, nan 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)


# What sites put around the title of a paper, in the text of a page or in the name of its tab.
_BEFORE = re.compile(
    r"(?i)(?:"
    r"back arrow\s*(?:go to .{0,80}?homepage|back to .{0,80}?)\s*"
    r"|go to .{0,80}? homepage\s*"
    r"|(?:skip to (?:main )?content|download pdf|view pdf)\b[\s|:]*"
    r"|(?:log ?in|sign ?in|open access)\s*[|:]\s*"
    r"|[\[(](?:pdf|html|full text)[\])]\s*"
    r"|\[\d{4}\.\d{4,5}(?:v\d+)?\]\s*"
    r")"
)
_SITES = (
    r"openreview|acl anthology|ieee (?:xplore|conference publication|journals & magazine)[^|]{0,40}"
    r"|springerlink|springer(?: nature)? link|sciencedirect|papers with code|semantic scholar"
    r"|arxiv(?:\.org)?|acm digital library|proceedings of [^|]{3,120}|cvf open access"
    r"|hugging ?face|researchgate|github"
)
_BEHIND = re.compile(
    rf"(?i)[\s\[(](?:(?<=\s)[|\u2013\u2014-]\s+(?:{_SITES})|(?<=[\[(])(?:pdf|html|full text)[\])]"
    r"|(?<=\s)(?:pdf|log ?in|sign ?in|download pdf|view pdf))\s*$"
)


def page_furniture(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        title = entry.paper.title
        wanted = one_line(_less_furniture(title))
        if wanted and wanted != title:
            edits = edit_of_title(document, entry, title, wanted)
            yield Finding(
                *_place(entry), "words of the page it was copied from", wanted, unsafe=edits
            )


def _less_furniture(title: str) -> str:
    while found := _BEFORE.match(title):
        title = title[found.end() :]
    # Only a few of these can follow each other, so that this looks at the end a few times.
    for _ in range(3):
        found = _BEHIND.search(title, max(0, len(title) - 200))
        if not found:
            break
        title = title[: found.start()]
    return title


PAGE_FURNITURE = Rule(
    name="page-furniture",
    severity="warning",
    fixable="unsafe",
    check=page_furniture,
    what="A title carries words of the page that it was copied from.",
    why="They are no part of the title, and nobody finds it by them.",
    wrong=example("""
        * **Alpha of Beta | OpenReview**, ICLR 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha of Beta**, ICLR 2021, [ :link: ](https://x.org/a)
        """),
    changes=("title",),
)


# Tried once for each run of small letters, not from each of its letters on.
_JOINED = re.compile(r"(?:[A-Z]|(?<![A-Za-z])[a-z])[a-z]{3,}+(?:[A-Z][a-z]{3,}+)++")
_MOST_JOINED = 20
"""So many are told of one title: each suggestion is the whole of it."""
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def words_run_together(document: CheckedDocument) -> Iterator[Finding]:
    words = [plain_words(entry.paper.title) for entry in document.entries]
    counts = Counter(word for title in words for word in set(title))
    phrases = {pair for title in words for pair in pairwise(title)}
    for entry in document.judged:
        title = entry.paper.title
        for joined in islice(_JOINED.finditer(title), _MOST_JOINED):
            if _is_a_name(title, joined, counts):
                continue
            parts = _CAPITAL.split(joined[0])
            if all(pair in phrases for pair in pairwise(map(str.lower, parts))):
                apart = " ".join(parts)
                wanted = title[: joined.start()] + apart + title[joined.end() :]
                edits = edit_of_title(document, entry, title, wanted)
                yield Finding(*_place(entry), f"{joined[0]}: {apart}?", wanted, unsafe=edits)


def _is_a_name(title: str, joined: re.Match[str], counts: Counter[str]) -> bool:
    """Whether a word of two capitals is the name of a method.

    It is where it stands before a colon or in brackets, or where other titles have it too.
    """
    following, before = title[joined.end() :].lstrip(), title[: joined.start()]
    return (
        following.startswith((":", "-", ")"))
        or before.endswith(("-", "("))
        or counts[joined[0].lower()] > 1
    )


WORDS_RUN_TOGETHER = Rule(
    name="words-run-together",
    severity="style",
    fixable="unsafe",
    check=words_run_together,
    what="A title has words of the list without the blank between them.",
    why="Who looks for one of the words does not find the paper.",
    wrong=example("""
        * **Alpha with KnowledgeDistillation**, ICASSP 2021, [ :link: ](https://x.org/a)
        * **Knowledge Distillation for Beta**, ICASSP 2021, [ :link: ](https://x.org/b)
        """),
    right=example("""
        * **Alpha with Knowledge Distillation**, ICASSP 2021, [ :link: ](https://x.org/a)
        * **Knowledge Distillation for Beta**, ICASSP 2021, [ :link: ](https://x.org/b)
        """),
    changes=("title",),
)

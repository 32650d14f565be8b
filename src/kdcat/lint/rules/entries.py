"""Rules about the form of an entry: its fields, and what parts them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kdcat.bibliography.addresses import is_file
from kdcat.editing.edit import Edit
from kdcat.layouts.footnotes import without_calls
from kdcat.lint.placeholders import says_nothing, year_to_come
from kdcat.lint.problem import Finding
from kdcat.lint.rule import Rule, example
from kdcat.lint.traits import papers
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.lint.checked_document import CheckedDocument, Entry

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ARXIV_NUMBER = re.compile(r"\d{4}\.\d{4,5}")
_LAST = re.compile(r"(?:^|[\s,(\[])(?:19|20)\d\d[)\]]*[\s.,;:|]*$")
_FUSED = re.compile(r"(?P<name>[A-Za-z]+)(?P<year>20\d\d)")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]")
_WORDS_ARE_LETTERS = re.compile(r"[^\W\d_]")


def unread_entry(document: CheckedDocument) -> Iterator[Finding]:
    for unread in document.catalog.unread:
        yield Finding(
            *document.line(unread.line), f"looks like a paper and is not read: {unread.reason}"
        )


UNREAD_ENTRY = Rule(
    name="unread-entry",
    severity="error",
    fixable="no",
    check=unread_entry,
    what="What looks like a paper cannot be read as one.",
    why="A paper that no program can read is found by none.",
    wrong=example("""
        * , ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)


def said(entry: Entry) -> str:
    """Return what stands between title and first link, as it is written."""
    if not entry.fields:
        return entry.paper.venue_raw or ""
    start = entry.span.start
    return without_calls(entry.masked[entry.fields.start - start : entry.fields.end - start])


def missing_paper_link(document: CheckedDocument) -> Iterator[Finding]:
    for entry in papers(document, "paper link"):
        if entry.paper.paper_url:
            continue
        link = entry.link("paper")
        if link and not _is_empty(document, entry):
            continue
        if any(other.destination is None for other in entry.links):
            continue
        place = link.span if link else entry.span
        yield Finding(*place, "no link to the paper")


MISSING_PAPER_LINK = Rule(
    name="missing-paper-link",
    severity="error",
    fixable="no",
    check=missing_paper_link,
    what="An entry has no link to its paper.",
    why="The paper is what readers come for.",
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :octocat: ](https://github.com/a/b)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://github.com/a/b)
        """),
)


def _is_empty(document: CheckedDocument, entry: Entry) -> bool:
    link = entry.link("paper")
    return bool(link and link.destination is not None and not link.destination.strip())


def broken_link_syntax(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        for link in entry.links:
            if link.address:
                continue
            if link.destination is None:
                written = document.text[slice(*link.url)]
                reason = (
                    "its destination has spaces" if " " in written.strip() else "it is not closed"
                )
                yield Finding(*link.span, f"this is no link: {reason}")
            elif is_file(link.destination):
                # Where the list stands it is a page like others: `[paper](papers/alpha.pdf)`.
                continue
            elif link.destination.strip() or link.kind == "code":
                yield Finding(
                    *link.span,
                    f"the link leads nowhere: {link.destination.strip() or 'nothing'!r} is no "
                    "http or https address",
                )
    if not document.is_home:
        yield from _raw_links(document)


# A link as it is written, from its closing bracket on; some that are none are like it.
_DESTINATION = re.compile(r"\]\(\s*+(?=https?://|www\.)")
_CLOSED = re.compile(
    r"\]\(\s*+(?:[^\s()\\]|\\.|\([^\s()]*+\))*+(?:\s+(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?+\s*+\)"
)


def _raw_links(document: CheckedDocument) -> Iterator[Finding]:
    """Links that readers see the brackets of, whatever their labels are."""
    for block in document.elements:
        if block.kind not in ("paragraph", "row"):
            continue
        written = [
            found.start()
            for found in _DESTINATION.finditer(block.content)
            if not _CLOSED.match(block.content, found.start())
        ]
        if not written:
            continue
        content = document.walked.content(block)
        shown = [piece for piece in document.walked.pieces(block) if piece.kind == "text"]
        for start in written:
            place = content.span(start, start + 1).start
            if not any(
                piece.link is None and piece.span.start <= place < piece.span.end for piece in shown
            ):
                continue
            begins = block.content.rfind("[", 0, start)
            end = block.content.find("\n", start)
            span = content.span(max(begins, 0), end if end >= 0 else len(block.content))
            url = block.content[start + len("](") :].split(")", 1)[0].split("\n", 1)[0]
            spaced = ")" in block.content[start:] and " " in url.strip()
            reason = "its destination has spaces" if spaced else "it is not closed"
            yield Finding(*span, f"this is no link: {reason}")


BROKEN_LINK_SYNTAX = Rule(
    name="broken-link-syntax",
    severity="error",
    fixable="no",
    check=broken_link_syntax,
    what="A link that Markdown does not see as one, or that leads to no http or https address.",
    why="Readers see its brackets, or click and get nowhere.",
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](Alpha of one)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)


# Words before a year, that are not the name of a month: a venue that is not known to be one.
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_VENUE_UNREAD = re.compile(
    rf"(?i)\b(?!(?:{_MONTHS}))[^\W\d_]{{2,}}\W{{1,3}}(?:(?:{_MONTHS})[a-z]{{0,6}}\W{{1,3}})?(?:19|20)\d\d(?!\d)"
)
_YEAR_UNREAD = re.compile(
    rf"(?i)(?<!\d)(?:19|20)\d\d(?!\d)|\b(?:{_MONTHS})[a-z]{{0,6}}\W{{1,3}}\d\d\b"
)
_YEAR_IN_BRACKETS = re.compile(r"\((?:19|20)\d\d(?!\d)")


def _beside(entry: Entry) -> str:
    """What an entry of a list that has its own form says beside its title and authors."""
    from kdcat.bibliography.names import listed

    # What is one word among the authors may be a venue that was taken for one of them.
    people = [name for name in listed(entry.paper.authors or "") if " " in name]
    text = entry.masked
    for part in (entry.paper.title, *people):
        text = text.replace(part, " ")
    return text


def missing_venue(document: CheckedDocument) -> Iterator[Finding]:
    for entry in papers(document, "venue"):
        venue = entry.paper.venue_raw
        if venue is not None and says_nothing(venue):
            # `placeholder` says so.
            continue
        if venue is None and not document.is_home and _VENUE_UNREAD.search(_beside(entry)):
            continue
        if venue is None or not _WORDS_ARE_LETTERS.search(venue):
            yield Finding(*(entry.titles[-1] if entry.titles else entry.span), "no venue")


MISSING_VENUE = Rule(
    name="missing-venue",
    severity="error",
    fixable="no",
    check=missing_venue,
    what="No venue stands between title and first link.",
    why="Readers judge a paper by where it appeared, and filter by it.",
    wrong=example("""
        * **Alpha**, 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)


def missing_year(document: CheckedDocument) -> Iterator[Finding]:
    for entry in papers(document, "year"):
        if entry.paper.year is not None or _YEAR.search(_ARXIV_NUMBER.sub("", said(entry))):
            continue
        venue = entry.paper.venue_raw or ""
        if venue and (says_nothing(venue) or year_to_come(venue)):
            continue
        if document.is_home or not (
            _YEAR_UNREAD.search(_beside(entry)) or _YEAR_IN_BRACKETS.search(entry.masked)
        ):
            yield Finding(*(entry.titles[-1] if entry.titles else entry.span), "no year")


MISSING_YEAR = Rule(
    name="missing-year",
    severity="error",
    fixable="no",
    check=missing_year,
    what="No year stands between title and first link.",
    why="Readers sort and filter by it.",
    wrong=example("""
        * **Alpha**, ICASSP, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)


_AS_WANTED = re.compile(r",(?: (?:[^\W_]|['&/()-])+)+ (?:19|20)\d\d, +")


def _are_as_wanted(document: CheckedDocument, entry: Entry) -> bool:
    """Whether the fields of an entry are those of nearly all, of which nothing is to be said."""
    return bool(entry.fields and _AS_WANTED.fullmatch(document.text, *entry.fields))


def misplaced_year(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        if entry.paper.year is None or not (document.is_home or entry.is_home):
            continue
        if _are_as_wanted(document, entry):
            continue
        text, fields, year = _BOLD.sub(r"\g<inner>", said(entry)), entry.fields, entry.year
        if not entry.places.is_bold or not fields or not year or _LAST.search(text):
            continue
        edits: tuple[Edit, ...] = ()
        wanted = None
        place = entry.venue or fields
        written = document.text[slice(*place)]
        certain = False
        if entry.venue and year.start >= place.start and year.end <= place.end:
            rest = one_line(
                document.text[place.start : year.start] + " " + document.text[year.end : place.end]
            ).strip(" ,;:-")
            certain = _FUSED.fullmatch(written) is not None
            if rest and rest.count("(") == rest.count(")") and not _EMPTY.search(rest):
                wanted = f"{rest} {entry.paper.year}"
                edits = (Edit(*place, wanted),)
        elif entry.venue and year.start == place.end:
            # `AAAI2019`, where the venue is read without the year.
            certain = True
            wanted = f"{written} {entry.paper.year}"
            edits = (Edit(year.start, year.start, " "),)
        yield Finding(
            *place,
            f"the year {entry.paper.year} does not stand by itself at the end",
            wanted,
            edits=edits if certain else (),
            unsafe=() if certain else edits,
        )


MISPLACED_YEAR = Rule(
    name="misplaced-year",
    severity="warning",
    fixable="some",
    check=misplaced_year,
    what="The year does not stand by itself behind the venue.",
    why=(
        "Programs, and readers who look at the ends of lines, miss it. `AAAI2019` is taken apart "
        "without asking."
    ),
    wrong=example("""
        * **Alpha**, AAAI2019, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, AAAI 2019, [ :link: ](https://x.org/a)
        """),
    changes=("venue", "venue_raw"),
    alters=("words",),
)


_SEPARATORS = ".,;:|"
_AFTER_TITLE = re.compile(r"\s*,(?=\s)")
_AFTER_TITLE_WRONG = re.compile(
    rf"(?P<wrong>\s*(?:(?:[{_SEPARATORS}]+|[-\u2013\u2014](?=\s))\s*)*)(?=\S|$)"
)
_BEFORE_LINK = re.compile(r"[^,\s]\s*,\s+")
_BOLD = re.compile(r"(?P<stars>\*\*|__)(?P<inner>[^*_]+)(?P=stars)")
_APART = tuple(" \t\r\n,.;")
_COMMA_BEFORE_YEAR = re.compile(r"\w(?P<wrong>\s*,\s*)(?:19|20)\d\d\s*+(?:,\s*+)?+$")


def field_separator(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        if not entry.is_home or not entry.fields:
            continue
        edits = [*_title_edits(document, entry), *_field_edits(document, entry)]
        if edits:
            start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
            yield Finding(
                start,
                end,
                "title, venue with year, and links are to be parted by a comma and a space",
                edits=tuple(edits),
            )


FIELD_SEPARATOR = Rule(
    name="field-separator",
    severity="warning",
    fixable="safe",
    check=field_separator,
    what="Title, venue with year, and links are not parted by a comma and a space.",
    why="The form is what makes the list readable for programs.",
    wrong=example("""
        * **Alpha**. ICASSP 2021 [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    changes=("venue", "venue_raw"),
    alters=("separators",),
)


def _title_edits(document: CheckedDocument, entry: Entry) -> Iterator[Edit]:
    """What makes one bold run of several, and moves a comma out of the last."""
    for before, after in pairwise(entry.places.titles):
        if document.text[before.whole.end : after.whole.start].strip() == ":":
            yield Edit(before.words.end, before.whole.end, "")
            yield Edit(after.whole.start, after.words.start, "")
    last = entry.places.titles[-1].words
    if document.text[last.end - 1] == ",":
        yield Edit(last.end - 1, last.end, "")


def _field_edits(document: CheckedDocument, entry: Entry) -> Iterator[Edit]:
    """What makes a comma and a space of the wrong separators around venue and year."""
    if _are_as_wanted(document, entry):
        return
    assert entry.fields is not None
    start, end = entry.fields
    # Code, say, is no separator: what stands there is to be seen as something.
    text = entry.solid[start - entry.span.start : end - entry.span.start]
    if not said(entry).strip(f" \t\r\n{_SEPARATORS}"):
        # Neither venue nor year, which is a fault of its own.
        if not text.strip(f" \t\r\n{_SEPARATORS}") and not text.strip().startswith(","):
            yield Edit(start, end, ", ")
        return
    if not _AFTER_TITLE.match(text):
        wrong = _AFTER_TITLE_WRONG.match(text)
        assert wrong is not None
        yield Edit(start, start + wrong.end("wrong"), ", ")
    comma = _COMMA_BEFORE_YEAR.search(text)
    if comma and entry.venue and start + comma.start("wrong") == entry.venue.end:
        yield Edit(start + comma.start("wrong"), start + comma.end("wrong"), " ")
    for bold in _BOLD.finditer(text):
        # Without the marks, what stood outside and inside may be read as one: `!**[a](b)**`.
        if text[: bold.start()].endswith(_APART) and text[bold.end() :].startswith(_APART):
            yield Edit(start + bold.start(), start + bold.start("inner"), "")
            yield Edit(start + bold.end("inner"), start + bold.end(), "")
    before = text.rstrip().rstrip(_SEPARATORS).rstrip()
    if any(link.span.start == end for link in entry.links) and not _BEFORE_LINK.fullmatch(
        text, len(before) - 1
    ):
        yield Edit(start + len(before), end, ", ")


_NOT_ASCII = {
    "\u2013": "-", "\u2014": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"',
    "\u00a0": " ",
}  # fmt: skip
_PUNCTUATION = re.compile(f"[{''.join(_NOT_ASCII)}]")


def non_ascii_punctuation(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        if entry.raw.isascii():
            continue
        places = [*entry.titles, *([entry.venue] if entry.venue else [])]
        marks = [
            (place.start + mark.start(), mark[0])
            for place in places
            for mark in _PUNCTUATION.finditer(document.text[slice(*place)])
        ]
        if marks:
            names = " ".join(dict.fromkeys(f"U+{ord(mark):04X}" for _, mark in marks))
            yield Finding(
                marks[0][0],
                marks[-1][0] + 1,
                f"punctuation that keyboards do not write: {names}",
                unsafe=tuple(Edit(start, start + 1, _NOT_ASCII[mark]) for start, mark in marks),
            )


NON_ASCII_PUNCTUATION = Rule(
    name="non-ascii-punctuation",
    severity="style",
    fixable="unsafe",
    check=non_ascii_punctuation,
    what="A title or venue has a long dash, a curly quote or a no-break space.",
    why="Who types the title does not find it.",
    wrong=example("""
        * **Audio\u2013Visual**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Audio-Visual**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    changes=("title", "venue", "venue_raw"),
)

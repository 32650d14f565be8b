"""Rules about what the links of an entry lead to, and about what stands behind them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kdcat.bibliography.addresses import fragment_of, parts, same_url
from kdcat.bibliography.venues import folded
from kdcat.bibliography.works import listings
from kdcat.lint.problem import Finding
from kdcat.lint.rule import Rule, example
from kdcat.lint.traits import is_habit
from kdcat.text import Span
from kdcat.words import plain_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.lint.checked_document import CheckedDocument, Entry
    from kdcat.paper import Paper

_SUPPLEMENT = re.compile(
    r"(?i)[-_/.]supp(?:l|lement(?:s|al|ary)?)?(?:[-_]?(?:materials?|conference|info))?(?=[-_/.]|$)"
)


def supplement_as_paper(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        url = entry.paper.paper_url
        if url and _SUPPLEMENT.search(parts(url).path):
            link = entry.link("paper")
            place = link.url if link and link.address else entry.span
            yield Finding(*place, "the address is of a supplement, not of the paper")


SUPPLEMENT_AS_PAPER = Rule(
    name="supplement-as-paper",
    severity="warning",
    fixable="no",
    check=supplement_as_paper,
    what="The link to the paper leads to its supplement.",
    why="Readers get the appendix and miss the paper.",
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/alpha-supp.pdf)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/alpha.pdf)
        """),
)


_MANY = 3
"""From so many papers on one address is a home of many projects, not a slip."""
_SHARED_WORDS = 0.5
"""Titles that share so much of the words of the shorter one may well share their code."""


def code_link_shared(document: CheckedDocument) -> Iterator[Finding]:
    at: dict[str, list[Entry]] = defaultdict(list)
    for entry in document.entries:
        if url := entry.paper.code_url:
            # One page may hold several projects.
            at[f"{same_url(url)}#{fragment_of(url)}"].append(entry)
    for entries in at.values():
        works = listings([entry.paper for entry in entries]) if len(entries) > 1 else []
        if not 1 < len(works) < _MANY:
            continue
        first, second = works[0][0], works[1][0]
        if _alike(first.title, second.title) or _share_more(first, second):
            continue
        for entry in entries:
            if entry.paper in works[1]:
                link = entry.link("code")
                place = link.url if link and link.address else entry.span
                yield Finding(
                    *place, f"the same code as that of {first.title!r} on line {first.line}"
                )


def _alike(one: str, other: str) -> bool:
    """Whether two titles may be of one work: `MoCo` and `MoCo v2` share words, and their code."""
    if folded(one) == folded(other):
        return True
    words = [{stem(word) for word in plain_words(title) if len(word) > 2} for title in (one, other)]
    fewest = min(map(len, words))
    return not fewest or len(words[0] & words[1]) >= _SHARED_WORDS * fewest


def _share_more(one: Paper, other: Paper) -> bool:
    """Whether two papers share an author, or the address of the paper, which is another fault."""
    urls = [same_url(paper.paper_url) for paper in (one, other) if paper.paper_url]
    if len(urls) == len((one, other)) and urls[0] == urls[1]:
        return True
    from kdcat.bibliography.names import listed

    people = [{folded(name) for name in listed(paper.authors or "")} for paper in (one, other)]
    return not people[0].isdisjoint(people[1])


CODE_LINK_SHARED = Rule(
    name="code-link-shared",
    severity="warning",
    fixable="no",
    check=code_link_shared,
    what="Two papers of quite other titles have one link to their code.",
    why=(
        "One of the two was copied with the line. An address of three papers and more is a home of "
        "many projects, and authors have one for several of their papers: these are not reported."
    ),
    wrong=example("""
        * **Alpha of Beta**, ICASSP 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://github.com/a/b)
        * **Gamma**, ICASSP 2021, [ :link: ](https://x.org/c) [ :octocat: ](https://github.com/a/b)
        """),
    right=example("""
        * **Alpha of Beta**, ICASSP 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://github.com/a/b)
        * **Gamma**, ICASSP 2021, [ :link: ](https://x.org/c) [ :octocat: ](https://github.com/c/d)
        """),
)


# The label of another link: what follows it, down to the end of its address, is blanks there.
_LABEL = re.compile(r"\[[^\[\]\n]*?\]?(?=\s{4}|$)")
_SHORTCODE_OR_TAG = re.compile(r":[\w+-]++:|<[^<>\n]*+>")


def text_after_links(document: CheckedDocument) -> Iterator[Finding]:
    # In a home list all are judged alike; elsewhere by what the others have.
    judged = document.judged if document.is_home else document.entries
    # In a row the next column stands behind a link.
    entries = [
        entry
        for entry in judged
        if entry.listing.form != "table" and any(link.address for link in entry.links)
    ]
    behind = {entry: _behind_links(entry) for entry in entries}
    ending = sum(place is None for place in behind.values())
    if not document.is_home and not is_habit(ending, len(entries)):
        return
    for place in behind.values():
        if place is not None:
            yield Finding(*place, "text behind the links")


def _behind_links(entry: Entry) -> Span | None:
    """The stretch between or behind the links of an entry that holds words."""
    links = sorted([link.span for link in entry.links])
    start = entry.span.start
    ends = [*[link.start for link in links[1:]], entry.span.end]
    for link, end in zip(links, ends, strict=True):
        if not entry.walked.text[link.end : end].strip():
            continue
        rest = entry.masked[link.end - start : end - start]
        if any(map(str.isalnum, _SHORTCODE_OR_TAG.sub("", _LABEL.sub("", rest)))):
            left = len(rest) - len(rest.lstrip())
            return Span(link.end + left, link.end + len(rest.rstrip()))
    return None


TEXT_AFTER_LINKS = Rule(
    name="text-after-links",
    severity="warning",
    fixable="no",
    check=text_after_links,
    what="Text stands between or behind the links of an entry, where others end with theirs.",
    why="It is often a second entry without its bullet, or a remark that belongs before the links.",
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) best paper
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)

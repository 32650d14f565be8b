"""Entries taken out of a list and added to it again, from what was read of them.

    python benchmarks/added_again.py LIST.md... [--most 30] [--show]

says of each list how many of its one-line entries come back as the very line that was taken out
(less white space at its end), how many in another way, and how many are refused; first of those that say nothing beyond their
fields, then of the others. With `--show` it prints both lines where they differ, and why one was
refused.

An entry says something beyond its fields if it has another link, a picture, or a word that is no
part of a field, no label of a link, and not of eight in ten entries of the list.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kdcat.editing.add import add, in_section
from kdcat.editing.edit import apply
from kdcat.editing.particular import words_of
from kdcat.editing.slots import GONE, NUMBER, SLOT, pattern_of
from kdcat.errors import KdcatError
from kdcat.formats.new_paper import new_paper
from kdcat.reading.catalog import parse
from kdcat.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kdcat.paper import Paper
    from kdcat.reading.catalog import Catalog, Listing

SAME, OTHER, REFUSED = "same", "other", "refused"
_PICTURE = re.compile(r":[a-z0-9_+-]+:|[\U0001f300-\U0001faff\u2600-\u27bf\u2b50]")
_OF_THE_FORM = 0.8
"""A word that so many entries have is of their form."""
_NUMBER = re.compile(r"\d+")


class Again(NamedTuple):
    """What came of one entry."""

    line: int
    beyond: bool
    """Whether it says something beyond its fields."""
    result: str
    before: str
    after: str
    """The line that was added, or why none was."""


def added_again(catalog: Catalog, lines: Collection[int] | None, most: int) -> Iterator[Again]:
    """Give what came of one-line entries: of those on some lines, or of a sample evenly spread."""
    text_lines = catalog.document.lines
    one_line = [
        listing
        for listing in catalog.listings
        if not listing.block.end_line - 1 > listing.block.line
        and (lines is None or listing.block.line in lines)
    ]
    patterns = {listing.block.line: _pattern(catalog, listing) for listing in catalog.listings}
    known = [pattern for pattern in patterns.values() if pattern]
    counts = Counter(word for pattern in known for word in words_of(pattern))
    usual = {word for word, count in counts.items() if count >= _OF_THE_FORM * len(known)}
    step = max(1, len(one_line) // most)
    for listing in one_line[::step][:most]:
        pattern = patterns[listing.block.line]
        beyond = _says_more(pattern, listing.paper, usual)
        before = text_lines.content(listing.block.line)
        result, after = _again(catalog, listing, before)
        yield Again(listing.block.line, beyond, result, before, after)


def _says_more(pattern: str | None, paper: Paper, usual: Collection[str]) -> bool:
    """Whether an entry says something beyond its fields."""
    if pattern is None or GONE in pattern or paper.links:
        return True
    return (
        bool(words_of(pattern).difference(usual))
        or _PICTURE.search(SLOT.sub("", pattern)) is not None
    )


def _pattern(catalog: Catalog, listing: Listing) -> str | None:
    text = catalog.document.lines.content(listing.block.line)
    return pattern_of(text, listing.paper, listing.above)


def _again(catalog: Catalog, listing: Listing, before: str) -> tuple[str, str]:
    lines = catalog.text.split("\n")
    del lines[listing.block.line - 1]
    without = parse(Source(catalog.name, "\n".join(lines).encode(), None))
    try:
        addition = add(without, [_asked(listing.paper)], new_sections=True)
    except KdcatError as error:
        return REFUSED, str(error)
    after = apply(without.text, addition.edits).split("\n")
    kept = Counter(lines)
    new = [line for line in after if not kept.subtract([line]) and kept[line] < 0]
    written = "\n".join(line for line in new if line.strip())
    # The number of an item follows from where it goes.
    pattern = pattern_of(before, listing.paper, listing.above) or ""
    if f"\x01{NUMBER}\x02" in pattern:
        is_same = _NUMBER.sub("1", written.rstrip(), count=1) == _NUMBER.sub(
            "1", before.rstrip(), count=1
        )
    else:
        is_same = written.rstrip() == before.rstrip()
    return (SAME if is_same else OTHER), written


def _asked(paper: Paper) -> Paper:
    """What is asked for who says the fields of an entry."""
    asked = new_paper(
        paper.title, paper.venue_raw, paper.year, None, None, None, paper.paper_url, paper.code_url,
        authors=paper.authors, date=paper.date if paper.date and "-" in paper.date else None,
        project_url=paper.project_url,
    )  # fmt: skip
    return in_section(asked, paper.sections)


def main() -> None:
    """Measure the lists that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("lists", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=30, help="entries of each list")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    totals: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    for path in arguments.lists:
        catalog = parse(Source(path.name, path.read_bytes(), None))
        counts: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
        for again in added_again(catalog, None, arguments.most):
            counts[again.beyond][again.result] += 1
            if arguments.show and again.result != SAME:
                beyond = " (says more)" if again.beyond else ""
                print(f"{path.name}:{again.line}: {again.result}{beyond}")
                print(f"  - {again.before}\n  + {again.after}")
        print(f"{path.name}: {_said(counts[False])}; of those that say more: {_said(counts[True])}")
        for says_more in totals:
            totals[says_more] += counts[says_more]
    print(f"all: {_said(totals[False])}; of those that say more: {_said(totals[True])}")


def _said(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[name]} {name}" for name in (SAME, OTHER, REFUSED))


if __name__ == "__main__":
    main()

"""How the time of each command grows with its input: CPU time, of inputs of many families.

    python benchmarks/growth.py [--only WORDS] [--command NAME] [--most SECONDS]

Each family is a text that grows with a number, and is made to be hard for some expression or loop.
It is made so long that a command takes more than 50 ms for it, above what an ordinary small catalog
takes, and then four times as long. Each figure is of a run in a process of its own, which begins
with everything loaded; what looks bad is measured anew, as the best of three. Four times the input
may take at most six times the time. And the text may take at most four times what an ordinary
catalog of its size takes the same command, or what markdown-it-py alone needs for it. The exit
status is 1 where it takes more.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import signal
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

LINK = "[ :link: ](https://arxiv.org/abs/2401.00001)"
HEAD = "# Papers\n\n## Vision\n\n### Detection\n\n"
ORDINARY = HEAD + f"* **Alpha Beta**, CVPR 2020, {LINK}\n"


class Family(NamedTuple):
    """Texts of one kind, which grow with a number."""

    attacks: str
    """The modules, and what in them the text is made to be hard for."""
    text: Callable[[int], str]
    """Returns the member whose size is in proportion to the number: some bytes for each."""


def _repeated(part: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """A part again and again, between two others, below the headings of a catalog."""
    return lambda number: HEAD + before + part * number + after + "\n"


def _entry(part: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """The same in the title of an entry."""
    return _repeated(part, f"* **Alpha {before}", f"{after} Beta**, CVPR 2020, {LINK}")


def _venue(part: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """The same in the fields of an entry."""
    return _repeated(part, f"* **Alpha Beta**, {before}", f"{after} CVPR 2020, {LINK}")


def _address(part: str, before: str = "https://a.org/", after: str = "") -> Callable[[int], str]:
    """The same in the address of an entry."""
    return _repeated(part, f"* **Alpha Beta**, CVPR 2020, [ :link: ]({before}", f"{after})")


def _lines(line: Callable[[int], str], head: str = HEAD) -> Callable[[int], str]:
    """Lines that are made of their number."""
    return lambda number: head + "".join(line(at) + "\n" for at in range(number))


def _word(number: int) -> str:
    """A word of its own for each number: four letters, and more for large numbers."""
    letters = "bcdfgklmnprstvz"
    syllables = ""
    for _ in range(4):
        number, at = divmod(number, len(letters))
        syllables += letters[at] + "aeiou"[at % 5]
    return syllables.title()


def _rare(number: int) -> str:
    words = " ".join(_word(number * 5 + at) for at in range(5))
    return f"* **{words}**, CVPR 2020, [ :link: ](https://arxiv.org/abs/2401.{number:05d})"


def _nested(mark: str) -> Callable[[int], str]:
    """Containers in one another, to the depth at which markdown-it stops, again and again."""
    return lambda number: (
        HEAD + "".join(mark * 15 + f"**Alpha {at}**, CVPR 2020, {LINK}\n\n" for at in range(number))
    )


SITES = (
    "openaccess.thecvf.com/content/CVPR2021/html/Li_Alpha_Beta_CVPR_2021_paper.html",
    "www.researchgate.net/publication/1_Alpha_Beta_Gamma_Delta",
    "proceedings.neurips.cc/paper_files/paper/2021/hash/a",
    "aclanthology.org/2021.acl-long.1",
    "aclanthology.org/P19-1001",
    "www.ecva.net/papers/eccv_2020/a",
    "www.isca-archive.org/interspeech_2021/a",
    "www.ijcai.org/proceedings/2021/1",
    "www.computer.org/csdl/proceedings-article/cvpr/2021/a",
    "proceedings.mlr.press/v139/a.html",
    "jmlr.org/papers/v22/a.html",
    "ojs.aaai.org/index.php/AAAI/article/view/1",
    "doi.org/10.1609/aaai.v35i1.1",
    "doi.org/10.1109/CVPR46437.2021.1",
    "doi.org/10.1016/j.patcog.2021.1",
    "doi.org/10.3390/s21010001",
    "doi.org/10.21437/Interspeech.2021-1",
    "www.roboticsproceedings.org/rss17/p1.html",
    "www.bmva.org/bmvc/2021/a",
    "proceedings.iclr.cc/paper_files/paper/2024/a",
    "www.mdpi.com/1424-8220/21/1/1",
    "www.sciencedirect.com/science/article/pii/S0031320321001234",
    "link.springer.com/article/10.1007/s11263-021-01453-z",
    "www.nature.com/articles/s41586-021-03819-2",
    "www.biorxiv.org/content/10.1101/2021.01.01.1v1",
    "arxiv.org/pdf/2101.00001v2",
    "www.interspeech2021.org/a",
)
FAMILIES = {
    "papers": Family("every loop over papers", _lines(_rare)),
    "papers with authors": Family(
        "bibliography/names, layouts/names: authors between title and venue",
        _lines(
            lambda at: (
                f"- [{_word(at)} {_word(at + 7)} of {_word(at + 3)}](https://arxiv.org/abs/2401.{at:05d}), "
                f"{_word(at + 1)} B. {_word(at + 2)}, G. {_word(at + 4)} and OpenAI, CVPR 2020"
            )
        ),
    ),
    "titles with words run together": Family(
        "lint/rules/titles, lint/harm: a word of two, and a space before a comma",
        _lines(
            lambda at: (
                f"* **Alpha , {_word(at)} with DistilledKnowledge{'s' * (at % 3)} and distilled "
                f"knowledge**, CVPR 2020, {LINK}"
            )
        ),
    ),
    "comments between items": Family(
        "reading/blocks: comments",
        _lines(lambda at: f"* <!-- {_word(at)} -->\n  **Alpha {at}**, {LINK}"),
    ),
    "papers alike": Family(
        "lint/rules/duplicates, diff/compare: papers of one title",
        _lines(lambda at: f"* **Alpha Beta**, CVPR 2020, {LINK}"),
    ),
    "papers in prose": Family(
        "layouts/candidates, layouts/readings",
        _lines(lambda at: f"[{_word(at)} {_word(at + 7)}](https://a.org/{at}), CVPR 2020\n"),
    ),
    "rows": Family(
        "layouts/tables, layouts/columns, layouts/block_rules",
        _lines(
            lambda at: f"| {_word(at)} {_word(at + 9)} | CVPR 2020 | [pdf](https://a.org/{at}) |",
            f"{HEAD}| Title | Venue | Paper |\n| --- | --- | --- |\n",
        ),
    ),
    "cells": Family(
        "layouts/tables: one long row",
        lambda n: (
            f"{HEAD}|" + " a |" * n + "\n|" + "-|" * n + "\n|" + " [b](https://a.org) |" * n + "\n"
        ),
    ),
    "headings": Family(
        "reading/outline, reading/parts, lint/rules/headings, editing/sections",
        _lines(lambda at: f"## {_word(at)}\n"),
    ),
    "headings alike": Family("reading/outline: anchors", _lines(lambda at: "## Same\n")),
    "headings with papers": Family(
        "reading/parts, layouts/vote",
        _lines(lambda at: f"## {_word(at)}\n\n{_rare(at)}\n"),
    ),
    "headings deep": Family(
        "reading/outline: sections in sections",
        _lines(lambda at: f"{'#' * (at % 6 + 1)} {_word(at)}\n\n{_rare(at)}\n"),
    ),
    "underlined": Family("editing/sections: _UNDERLINE", _repeated("a\n---\n\n")),
    "contents": Family(
        "lint/rules/table_of_contents, editing/contents",
        lambda n: (
            "# Papers\n\n"
            + "".join(f"- [{_word(at)}](#{_word(at).lower()})\n" for at in range(n))
            + "\n"
            + "".join(f"## {_word(at)}\n\n{_rare(at)}\n\n" for at in range(n))
        ),
    ),
    "anchors": Family("reading/outline: _NAMED", _repeated('<a id="x">\n\n')),
    "open tags": Family("reading/outline: _NAMED, layouts/html", _repeated("<a ")),
    "open tags in an entry": Family("layouts/html, layouts/pieces", _entry("<a ")),
    "open tags in html": Family("layouts/html: _TAG, _ATTRIBUTE", _repeated("<a x=", "<div>\n")),
    "open names": Family("reading/outline: _NAMED", _repeated("<a id ")),
    "named again": Family("reading/outline: _NAMED", _repeated(" id", "<a")),
    "into the page": Family("reading/outline: _LEADS_INTO_PAGE", _repeated("[](#")),
    "into the page, blanks": Family(
        "reading/outline, reading/parts: _IN_PAGE", _repeated("](" + " " * 30)
    ),
    "blanks behind a label": Family("reading/outline", _repeated(" ", "* [a](", "#")),
    "open comments": Family("lint/rules/headings: _COMMENT, layouts/html", _repeated("<!-- ")),
    "open comments on lines": Family("layouts/html, editing/spacing", _repeated("<!-- a\n\n")),
    "comments": Family("layouts/directives", _repeated("<!-- kdcat: no papers -->\n\n")),
    "blanks in a comment": Family(
        "layouts/directives: _DIRECTIVE", _repeated(" ", "<!-- kdcat: a", "b -->")
    ),
    "ignores": Family(
        "lint/checking: _IGNORE",
        _repeated(f"* **Alpha Beta**, CVPR 2020, {LINK} <!-- kdcat: ignore duplicate-title -->\n"),
    ),
    "open ignores": Family("lint/checking: _IGNORE", _repeated("<!-- kdcat: ignore ")),
    "blanks in an ignore": Family(
        "lint/checking: _IGNORE", _repeated(" ", "<!--", "kdcat: ignore")
    ),
    "rules of an ignore": Family(
        "lint/checking: _NAME", _repeated("a, ", "<!-- kdcat: ignore ", "-->")
    ),
    "stars and blanks": Family("layouts/recognise: _USUAL_FORM", _repeated(" ", "* **a**, ", "!")),
    "fields and stars": Family(
        "layouts/recognise: _HOME_FORM", _repeated("2020 ", "* **a**, ", "!")
    ),
    "bold, open": Family("layouts/pieces, layouts/simple", _repeated("**a ")),
    "bold, open, in an entry": Family("layouts/simple", _entry("**a ")),
    "bold": Family("layouts/runs, layouts/places: _bold", _repeated("**a** b ", "* ")),
    "bold titles": Family(
        "layouts/bullets: bold_title", _repeated("**a** : ", "* ", f"**b**, {LINK}")
    ),
    "links in an entry": Family(
        "layouts/links, layouts/places", _repeated(LINK + ", ", "* **a**, CVPR 2020, ")
    ),
    "broken links": Family(
        "layouts/places: _broken_links", _repeated("[ :link: ](a b ", "* **a**, CVPR 2020, ")
    ),
    "labels": Family("layouts/labels", _repeated("[ :link: ] ", "* **a**, CVPR 2020, ")),
    "open labels": Family("layouts/labels", _repeated("[ ", "* **a**, CVPR 2020, ")),
    "blanks in a label": Family(
        "layouts/labels", _repeated(" ", "* **a**, CVPR 2020, [", "link](https://a.org)")
    ),
    "brackets": Family(
        "layouts/mask, layouts/titles: _GROUP", _repeated("(", "* **a**, CVPR 2020, ")
    ),
    "pairs of brackets": Family("layouts/mask: _AROUND", _repeated("()", "* **a**, CVPR 2020, ")),
    "blanks behind a link": Family(
        "layouts/pieces, lint/rules/whitespace", _repeated(" ", f"* **a**, CVPR 2020, {LINK}", "b")
    ),
    "blanks after the title": Family("lint/rules/entries", _venue(" ")),
    "blanks in a title": Family("words, layouts/places: _place_of_words", _entry(" ")),
    "blanks in a line": Family("lint/rules/whitespace: _RUN", _repeated(" ", "a", "b")),
    "blanks in front": Family(
        "lint/rules/whitespace: _BLANKS, layouts/recognise: _ENTRY_LINE", _repeated(" ", "a\n", "b")
    ),
    "blanks at the end": Family("lint/rules/whitespace: _BLANKS", _repeated(" ", "a")),
    "tabs": Family("lint/rules/whitespace", _repeated("\t", "a", "b")),
    "blank lines": Family("lint/rules/whitespace", _repeated("\n", "a", "b")),
    "blank lines in code": Family(
        "layouts/recognise: _LISTED_IN_CODE", _repeated("\n", "    a\n", "    b")
    ),
    "bullets in code": Family("layouts/recognise: _LISTED_IN_CODE", _repeated("    * a\n")),
    "fenced": Family("reading/blocks", _repeated("a\n", "```\n", "```")),
    "separators": Family(
        "lint/rules/entries: _AFTER_TITLE_WRONG", _repeated(", ", "* **a**", f"CVPR 2020 {LINK}")
    ),
    "dashes": Family(
        "lint/rules/entries, layouts/titles: _DASH", _repeated("- ", "* **a**", f"CVPR 2020 {LINK}")
    ),
    "commas": Family("layouts/titles: _by_commas, layouts/names", _repeated("Ab Cd, ", "* ", LINK)),
    "names": Family("layouts/names: _NAME", _repeated("Ab ", "* ", LINK)),
    "small names": Family("layouts/names: _PARTICLE", _repeated("de ", "* Alpha Beta. ", LINK)),
    "years": Family("layouts/dates, layouts/fields", _repeated("2020 ", "* **a**, ", LINK)),
    "digits": Family("lint/rules/entries: _YEAR", _repeated("2", "* **a**, CVPR ", LINK)),
    "dates": Family("layouts/dates", _repeated("Jan 2020 ", "* [a](https://a.org) ")),
    "quotes": Family("layouts/titles: _QUOTED", _repeated('"', "* a ", LINK)),
    "open quotes": Family("layouts/titles: _QUOTED", _repeated("“abcdefghi ", "* a ", LINK)),
    "apostrophes": Family(
        "layouts/titles: _QUOTED, words: _WORD", _repeated(" 'Abcdefghijklmn", "* a ", LINK)
    ),
    "colons": Family("layouts/flat: _KEY, layouts/titles: _JOINT", _repeated("a: ", "* ", LINK)),
    "keys": Family("layouts/mask: _KEYED", _repeated("  authors: a\n", "* **a** \n", LINK)),
    "blank keys": Family("layouts/mask: _KEYED", _repeated("  >\n", "* **a** \n", LINK)),
    "periods": Family("layouts/mask: _PARTING", _repeated("Ab. ", "* ", LINK)),
    "shortcodes": Family(
        "layouts/mask: _ORNAMENTS, layouts/bullets: _SHORTCODE", _repeated(":a", "* ", LINK)
    ),
    "hyphens": Family("words, layouts/section_names", _entry("a-")),
    "slashes": Family("layouts/venues", _venue("a/")),
    "letters": Family("words: _WORD, _PART", _entry("a")),
    "capitals": Family("words: _PART, bibliography/venues: _FUSED", _venue("A")),
    "camels": Family("words: _PART", _entry("Ab")),
    "combining marks": Family("words: _WORD, unicode normal forms", _entry("\u0301\u0323")),
    "combining marks in venues": Family("bibliography/venues", _venue("\u0301\u0323")),
    "combining marks in headings": Family("reading/outline", _repeated("\u0301\u0323", "## a")),
    "combining marks in addresses": Family("bibliography/addresses", _address("\u0301\u0323")),
    "ordinals": Family("lint/rules/venues: _ORDINAL", _venue("1st ")),
    "workshops": Family("layouts/venues: _REMARK, lint/rules/venues: _BESIDE", _venue("workshop ")),
    "venue brackets": Family("bibliography/venues: _IN_BRACKETS", _venue("(")),
    "venue pairs": Family("bibliography/venues: _IN_BRACKETS", _venue("(a) ")),
    "venue dashes": Family("bibliography/venues: _SIDE_BY_SIDE", _venue("a - ")),
    "venue colons": Family("bibliography/venues: _SIDE_BY_SIDE", _venue("a:")),
    "escapes in addresses": Family("bibliography/addresses: _ESCAPE_OR_UNFIT", _address("%41")),
    "parameters": Family("bibliography/addresses: _tracks", _address("a=b&", "https://a.org/?")),
    "dots in addresses": Family("bibliography/addresses", _address("../")),
    "slashes in addresses": Family("bibliography/addresses, layouts/roles", _address("/")),
    "dots of hosts": Family("bibliography/addresses", _address("a.", "https://")),
    "brackets of a doi": Family(
        "bibliography/identifiers: DOI",
        _repeated(")", "* **Alpha**, CVPR 2020, [ :link: ](<https://doi.org/10.1145/1", ">)"),
    ),
    "periods of a doi": Family(
        "bibliography/identifiers: DOI", _address(".", "https://doi.org/10.1145/1")
    ),
    "anthology": Family(
        "bibliography/proceedings: _ANTHOLOGY", _address(".v1", "https://aclanthology.org/a")
    ),
    "hyphens of a path": Family(
        "bibliography/proceedings", _address("-1", "https://dl.acm.org/doi/10.1007/s")
    ),
    "github": Family(
        "bibliography/works, bibliography/addresses: _GIT",
        _address(".git", "https://github.com/a/b"),
    ),
    "badges of headings": Family(
        "lint/rules/table_of_contents: _PICTURE, _MARKS_OF_HEADING",
        _lines(
            lambda at: (
                f"- [A](#a{at}-)\n\n## {_word(at)} [![b](https://a.org/b)](https://a.org)\n\n"
                f"* **{_word(at)}**, CVPR 2020, {LINK}\n"
            )
        ),
    ),
    "open badges": Family(
        "lint/rules/table_of_contents: _PICTURE",
        _repeated("[![", "- [A](#a)\n\n## A ", f"\n\n{LINK}"),
    ),
    "venues that are not known": Family(
        "lint/rules/entries: _VENUE_UNREAD, _YEAR_UNREAD, _YEAR_IN_BRACKETS",
        _lines(
            lambda at: (
                (
                    f"- [{_word(at)} {_word(at + 7)} of {_word(at + 3)}](https://arxiv.org/abs/2401.{at:05d}), "
                    f"{_word(at + 1)} B. {_word(at + 2)}, CVPR 2020\n"
                )
                * 50
                + f"- [{_word(at)} of {_word(at + 3)}](https://arxiv.org/abs/2402.{at:05d}), Ab Cd, {_word(at)}\n"
            )
        ),
    ),
    "sites": Family(
        "bibliography/proceedings, bibliography/identifiers, lint/rules/links: _CVF_TITLE, "
        "_RESEARCHGATE_TITLE",
        _lines(
            lambda at: "\n".join(
                f"* **Alpha Beta {_word(at)}**, AAAI 2021, [ :link: ](https://{site}/{at})"
                f"\n* **Alpha beta gamma {at}**, AAAI2021, [ :link: ](https://{site})"
                for site in SITES
            )
        ),
    ),
    **{
        f"what follows a name, {said}": Family(
            "layouts/titles: _JOINT, _STOP, _title_end",
            _repeated(part, "- [Ab](https://a.org/b): alpha beta ", " 2021, Ab Cd"),
        )
        for said, part in (
            ("open brackets", "(b c "),
            ("brackets", "(b c) "),
            ("sentences", "b c. "),
            ("commas", "b c, "),
            ("dashes", "b - c "),
            ("tails", "b | "),
        )
    },
    "badges": Family(
        "layouts/roles: _BADGE, _STARS, _COLOUR",
        _lines(
            lambda at: (
                f"- [{_word(at)} {_word(at + 7)}](https://a.org/{at}), Ab Cd, CVPR'21 "
                f"[![Stars](https://img.shields.io/github/stars/a/b{at}.svg?style=social)]"
                f"(https://github.com/a/b{at}) "
                f"[![arXiv](https://img.shields.io/badge/arXiv-2101.{at:05d}-b31b1b.svg)]"
                f"(https://arxiv.org/abs/2101.{at:05d})"
            )
        ),
    ),
    "cells with more": Family(
        "layouts/tables: _BADGE, _FUSED, layouts/dates: _YEAR_SHORT, _YEAR_JOINED, _RANGE",
        _lines(
            lambda at: "\n".join(
                f"| {_word(at)} {_word(at + 9)} {at} [{cell}] | {cell} | [pdf](https://a.org/{at}) |"
                for cell in ("CVPR21", "ICCV'21", "2019-2021", "[CVPR 2020]", "Report of us, 2021")
            ),
            f"{HEAD}| Title | Date | Paper |\n| --- | --- | --- |\n",
        ),
    ),
    "sentences": Family(
        "layouts/venues: _PROSE, _IN_PROCEEDINGS, _REPORT, layouts/titles: _STOP",
        _lines(
            lambda at: "\n".join(
                f"- {name}[{_word(at)} {_word(at + 3)} {at}](https://a.org/{at}). {said}"
                for name, said in (
                    ("", "In Proc. of the Workshop of Ab Cd. 2021. We propose a thing."),
                    ("Ab Cd: ", "Technical report of our lab, 2021, which is large"),
                    (
                        "(ABC) ",
                        "*Ab Cd*, Ef Gh et al. - arXiv 2021 | [code](https://github.com/a/b)",
                    ),
                    ("**ABC21** ", "Ab Cd (Ef Gh University of Ij), Kl Mn (Op) In CVPR, 2021"),
                    ("\u8bba\u6587\u3042 ", "\u738b\u5c0f\u660e, \u674e\u56db. IJCV'21"),
                )
            )
        ),
    ),
    "titles that are one number apart": Family(
        "diff/compare: _NUMBER",
        _lines(
            lambda at: (
                f"* **Alpha beta gamma {at} of the delta**, CVPR 2020, "
                f"[ :link: ](https://a.org/{at}(<b&amp;c))"
            )
        ),
    ),
    "bare addresses": Family("layouts/flat: _ADDRESS", _repeated("https://a.org ", "* a 2020 ")),
    "one bare address": Family("layouts/flat: _ADDRESS", _repeated("http://", "* a 2020 ", "...")),
    "periods of an address": Family(
        "layouts/flat: _ADDRESS", _repeated(".", "* a 2020 https://a.org/")
    ),
    "backticks": Family("layouts/pieces", _repeated("` ", "* ")),
    "code spans": Family(
        "layouts/places: _masked", _repeated("`a` ", "* **a**, CVPR 2020, ", LINK)
    ),
    "images": Family(
        "layouts/flat, layouts/roles: _BADGE",
        _repeated("![a](https://img.shields.io/badge/a-b-c) ", "* **a** ", LINK),
    ),
    "escapes": Family("layouts/simple", _entry("\\*")),
    "entities": Family("layouts/pieces", _entry("&amp;")),
    "ampersands": Family("layouts/line: _MARKDOWN", _entry("&a")),
    "lines of an entry": Family("layouts/flat", _repeated("  a b\n", "* **a**\n", LINK)),
    "lines of an entry, bold": Family(
        "layouts/titles", _repeated("  **a** b,\n", "* **a**\n", LINK)
    ),
    "paragraph": Family("layouts/units, layouts/recognise: _ENTRY_LINE", _repeated("a b\n")),
    "forgotten bullets": Family(
        "layouts/recognise: _ENTRY_LINE", _repeated(f"**a**, CVPR 2020, {LINK}\n")
    ),
    "stars of a line": Family("layouts/recognise: _ENTRY_LINE", _repeated("*", "", " **a")),
    "lists in lists": Family("reading/blocks, layouts/candidates", _nested("- ")),
    "quotes in quotes": Family("reading/blocks", _nested("> ")),
    "lists in quotes": Family("reading/blocks", _nested("> - ")),
    "details of an item": Family(
        "layouts/candidates", _repeated(f"  - a, 2020, {LINK}\n", f"* **a**, CVPR 2020, {LINK}\n")
    ),
    "long items": Family("layouts/candidates", _repeated("  - a\n\n  b\n\n", "* **a**\n")),
    "html": Family(
        "layouts/units: _OPEN_HEADING, layouts/html", _repeated("<h2>a</h2>\n", "<div>\n")
    ),
    "html items": Family(
        "layouts/units",
        _repeated('<li><b>a</b>, CVPR 2020 <a href="https://a.org">pdf</a></li>\n', "<ul>\n"),
    ),
    "html, open headings": Family("layouts/units: _OPEN_HEADING", _repeated("<h1 ", "<div>\n")),
    "details": Family("layouts/units", _repeated("<details><summary>a</summary>\n\n", "")),
    "references": Family(
        "layouts/links: references",
        lambda n: (
            HEAD
            + "".join(f"* **{_word(at)}**, CVPR 2020, [ :link: ][r{at}]\n" for at in range(n))
            + "\n"
            + "".join(f"[r{at}]: https://a.org/{at}\n" for at in range(n))
        ),
    ),
    "papers as links": Family(
        "layouts/said, layouts/names, layouts/readings",
        _lines(
            lambda at: (
                f"- [{_word(at)} {_word(at + 7)} of {_word(at + 9)}](https://a.org/{at})."
                f" {_word(at + 2)} {_word(at + 3)}, {_word(at + 4)} {_word(at + 5)}. CVPR 2021"
            )
        ),
    ),
    "papers on lines": Family(
        "layouts/mask, layouts/titles: _PARTED",
        _lines(
            lambda at: (
                f"- **{_word(at)} {_word(at + 7)}**  \n  *{_word(at)} {_word(at + 1)}*  \n"
                f"  CVPR 2021. [[Paper](https://a.org/{at})] [[Code](https://github.com/a/{at})]"
            )
        ),
    ),
    "papers that are numbered": Family(
        "layouts/titles: _NUMBER, layouts/said: _NUMBERED",
        _lines(
            lambda at: (
                f"{at + 1}. [{at}] {_word(at)} {_word(at + 1)}, et al. "
                f'"{_word(at + 2)} {_word(at + 3)} {_word(at + 4)}". In: ICCV 2021. '
                f"https://arxiv.org/abs/2101.{at % 100000:05d}"
            )
        ),
    ),
    "papers as references": Family(
        "layouts/links: references, layouts/readings",
        lambda n: (
            HEAD
            + "".join(f"- [{_word(at)} {_word(at + 7)}][{at}] (CVPR 2021)\n" for at in range(n))
            + "\n"
            + "".join(f"[{at}]: https://a.org/{at}\n" for at in range(n))
        ),
    ),
    "papers folded away": Family(
        "layouts/units: html_parts",
        _lines(
            lambda at: (
                f"<details><summary>{_word(at)} {_word(at + 7)}, CVPR 2021</summary>\n\n"
                f"- [paper](https://a.org/{at})\n\n</details>\n"
            )
        ),
    ),
    "papers as headings": Family(
        "layouts/units, layouts/headings",
        _lines(
            lambda at: (
                f"### {_word(at)} {_word(at + 7)}\n\n{_word(at + 1)} {_word(at + 2)}. CVPR 2021. "
                f"[PDF](https://a.org/{at})\n"
            )
        ),
    ),
    "papers in rows of HTML": Family(
        "layouts/html, layouts/units: html_parts",
        lambda n: (
            f"{HEAD}<table>\n<tr><th>Title</th><th>Venue</th><th>Link</th></tr>\n"
            + "".join(
                f"<tr><td>{_word(at)} {_word(at + 7)}</td><td>CVPR 2021</td>"
                f'<td><a href="https://a.org/{at}">pdf</a></td></tr>\n'
                for at in range(n)
            )
            + "</table>\n"
        ),
    ),
    "a table in an item": Family(
        "layouts/block_rules, layouts/tables",
        _lines(
            lambda at: f"  | {_word(at)} | ICCV 2021 | [pdf](https://a.org/{at}) |",
            f"{HEAD}- a\n\n  | Title | Venue | Paper |\n  | --- | --- | --- |\n",
        ),
    ),
    "tables": Family(
        "layouts/columns, reading/page",
        _lines(
            lambda at: (
                f"| Title | Venue | Paper |\n|--|--|--|\n| {_word(at)} | ICCV 2021 |"
                f" [pdf](https://a.org/{at}) |\n"
            )
        ),
    ),
    "pipes": Family("layouts/pieces: _PIPE", _repeated("\\|", f"{HEAD}|a|b|\n|-|-|\n|", "|")),
    "many marks of names": Family(
        "layouts/names: _NAME_PARTS", _repeated("Ab Cd and ", "- ", LINK)
    ),
    "affiliations": Family("layouts/names: _AFFILIATED", _repeated("Ab Cd (E F), ", "- ", LINK)),
    "groups of a title": Family(
        "layouts/said: _GROUP", _repeated("(a b) ", "- [a b](https://a.org) ")
    ),
    "emoji": Family("layouts/mask: _ORNAMENTS", _entry("\u2600\ufe0f\u200d")),
    "words of CJK": Family(
        "layouts/readings: _CJK",
        _repeated("\u57fa\u4e8e \u77e5\u8bc6", "- [", "](https://a.org/b) 2021"),
    ),
    "years of headings": Family(
        "layouts/dates: _RANGE",
        _lines(lambda at: f"## Before {2000 + at % 20}\n\n- [{_word(at)} b](https://a.org/{at})\n"),
    ),
    "fused venues": Family(
        "layouts/tables: _FUSED",
        _lines(
            lambda at: (
                f"| {_word(at)} {_word(at + 9)} of a | Ubicomp24 | [pdf](https://a.org/{at}) |"
            ),
            f"{HEAD}| Title | Venue | Paper |\n| --- | --- | --- |\n",
        ),
    ),
    "names and places": Family(
        "layouts/names: _CAPITAL",
        _lines(
            lambda at: (
                f"- [Alpha beta gamma {_word(at)}](https://a.org/{at}). "
                "Ann Lee, Bob Wu, Cy Orr, Ed Gray, Dept of Arts of Yale, Flo Hay, Guy Ives, "
                "Hal Jones, Di Fox. CVPR 2021"
            )
        ),
    ),
    "reports": Family(
        "layouts/venues: _REPORT",
        _lines(
            lambda at: (
                f"- [{_word(at)} {_word(at + 3)} b](https://a.org/{at}), Technical report, 2021"
            )
        ),
    ),
    "unsorted numbers": Family(
        "lint/sorting: _ITEM",
        _lines(lambda at: f"1. **{_word(at)} {at}**, CVPR {2000 + at * 7 % 11}, {LINK}"),
    ),
    "unsorted rows": Family(
        "lint/sorting: _NUMBER",
        _lines(
            lambda at: (
                f"| [{_word(at)} {_word(at + 9)} of a student](https://arxiv.org/abs/2401.{at:05}) "
                f"| CVPR | {2000 + at * 7 % 11} |"
            ),
            f"{HEAD}| Title | Venue | Year |\n| --- | --- | --- |\n",
        ),
    ),
    "contents the wrong way round": Family(
        "lint/contents_anew: _MARKER",
        lambda number: "".join(
            [
                "# Papers\n\n",
                *(f"- [S {at}](#s-{at})\n" for at in range(number, 0, -1)),
                *(f"\n## S {at}\n\n* **A {at}**, CVPR 2021, {LINK}\n" for at in range(number + 1)),
            ]
        ),
    ),
    "CJK": Family("layouts/names: _CJK_NAME", _entry("\u8bba\u6587，")),  # noqa: RUF001
    "carriage returns": Family("text: LINE_END", _repeated("\r", "a", "b")),
    "controls": Family("printable", _entry("\x1b\x9b\u202e")),
}

_NEW = ("--title", "Gamma Delta", "--venue", "CVPR", "--year", "2021", "--modality", "vision")
_NEW_TASK = ("--task", "detection", "--paper-url", "https://arxiv.org/abs/2101.00002")

COMMANDS: dict[str, tuple[str, ...]] = {
    "list": ("list", "--catalog", "FILE", "--no-cache", "--format", "json"),
    "table": ("list", "--catalog", "FILE", "--no-cache", "--format", "table"),
    "search": ("search", "alpha", "--catalog", "FILE", "--no-cache"),
    "show": ("show", "alpha", "--catalog", "FILE", "--no-cache"),
    "stats": ("stats", "--catalog", "FILE", "--no-cache", "--format", "table"),
    "export": ("export", "--catalog", "FILE", "--no-cache", "--format", "bibtex"),
    "layout": ("layout", "--catalog", "FILE", "--json"),
    "skipped": ("layout", "--catalog", "FILE", "--skipped"),
    "markdown": ("export", "--catalog", "FILE", "--no-cache", "--format", "markdown"),
    "lint": ("lint", "FILE", "--format", "json"),
    "fix": ("lint", "FILE", "--style", "--diff"),
    "arrange": ("lint", "FILE", "--select", "section-not-sorted,heading-not-in-toc", "--diff"),
    "diff": ("diff", "OTHER", "FILE", "--format", "markdown"),
    "add": ("add", "--catalog", "FILE", "--dry-run", "--force", *_NEW, *_NEW_TASK),
}
"""The commands, as they are measured: `FILE` is the text, `OTHER` the same less its even lines."""


class Run(NamedTuple):
    """What a run of a command took and said."""

    seconds: float
    """CPU time of the process: its own and the system's for it."""
    code: int
    """Its exit code; 128 and the number of the signal that ended it."""
    error: str


def run(arguments: tuple[str, ...], folder: Path, most: int = 60) -> Run:
    """Run a command in a process of its own that has everything loaded, for `most` seconds."""
    told = folder / "stderr"
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        os.dup2(os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        # Whoever forked may have put others in their places, as pytest does.
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        from kdcat.cli.program import run as kdcat

        code = 70
        try:
            code = kdcat(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return Run(
        used.ru_utime + used.ru_stime,
        code if code >= 0 else 128 - code,
        told.read_text("utf-8", "replace"),
    )


def load_all(folder: Path) -> None:
    """Run each command for a page of the home form and for another, see `load`."""
    for command, name in product(COMMANDS, ("papers", "papers in prose", "rows")):
        load(arguments(command, FAMILIES[name].text(3), folder))


def load(words: tuple[str, ...]) -> None:
    """Run a command in this process, so that those that follow have loaded what it loads."""
    from kdcat.cli.program import run as kdcat

    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        kdcat(words)


def arguments(command: str, text: str, folder: Path) -> tuple[str, ...]:
    """Write a text into a folder, and return the words of a command that reads it."""
    file, other = folder / "list.md", folder / "other.md"
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
    with other.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(islice(text.splitlines(keepends=True), 0, None, 2))
    places = {"FILE": str(file), "OTHER": str(other)}
    return tuple(places.get(word, word) for word in COMMANDS[command])


_LONG_ENOUGH = 0.05
_FOUR, _AT_MOST = 4, 6.0
_TIMES_ORDINARY = 4.0
_LONGEST = 2_000_000
"""Characters that no member of a family is longer than."""


class Growth(NamedTuple):
    """How a command grows with a family."""

    number: int
    seconds: float
    """For the member of that number, above an ordinary small catalog's."""
    four: float
    """For the member of four times the number, likewise."""
    size: int
    """The characters of that member."""

    @property
    def times(self) -> float:
        """How many times longer the command takes for four times the input."""
        return self.four / max(self.seconds, 0.001)


def growth(
    command: str, family: Family, folder: Path, idle: float, rounds: int = 1, most: int = 60
) -> Growth:
    """Measure how much longer a command takes for four times the input.

    Args:
        command: One of `COMMANDS`.
        family: The texts.
        folder: Where to write them.
        idle: The seconds that the command takes for an ordinary small catalog.
        rounds: Of how many runs each figure is the best.
        most: Seconds after which a run is ended.
    """

    def took(text: str) -> float:
        words = arguments(command, text, folder)
        return min(run(words, folder, most).seconds for _ in range(rounds)) - idle

    number = 250
    text = family.text(number)
    seconds = took(text)
    while True:
        number *= _FOUR
        text = family.text(number)
        four = took(text)
        if seconds > _LONG_ENOUGH or len(text) * _FOUR > _LONGEST:
            return Growth(number // _FOUR, seconds, four, len(text))
        seconds = four


def parsed(text: str) -> float:
    """Return the seconds that markdown-it-py needs for a text, tables included."""
    from markdown_it import MarkdownIt

    start = time.process_time()
    MarkdownIt("commonmark").enable("table").parse(text)
    return time.process_time() - start


def main() -> int:
    """Print a line for each command and family."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--only", default="", help="families whose name has these words")
    parser.add_argument("--command", choices=COMMANDS, action="append", help="these commands only")
    parser.add_argument("--most", type=int, default=60, help="seconds for one run")
    chosen = parser.parse_args()
    names = [name for name in FAMILIES if chosen.only in name]
    too_much = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Whatever a run loads is loaded here, once.
        load_all(folder)
        for command in chosen.command or COMMANDS:
            words = arguments(command, ORDINARY, folder)
            idle = min(run(words, folder).seconds for _ in range(3))
            usual = growth(command, FAMILIES["papers"], folder, idle, 3)
            for family in names:
                too_much += _told(command, family, folder, idle, usual, chosen.most)
    print(f"{too_much} take too long")
    return too_much > 0


def _told(command: str, family: str, folder: Path, idle: float, usual: Growth, most: int) -> bool:
    """Print how a command grows with a family, and return whether it is too much."""
    for rounds in (1, 3):
        grown = growth(command, FAMILIES[family], folder, idle, rounds, most)
        ordinary = grown.four / max(usual.four / usual.size * grown.size, 0.001)
        said = []
        if grown.four > _LONG_ENOUGH * _AT_MOST:
            if grown.times > _AT_MOST:
                said.append("grows")
            if ordinary > _TIMES_ORDINARY:
                times = grown.four / parsed(FAMILIES[family].text(grown.number * _FOUR))
                if times > _TIMES_ORDINARY:
                    said.append(f"long: {times:.1f} times markdown-it")
        if not said:
            break
    print(
        f"{command:8} {family:32} {grown.number:9,} {grown.seconds:8.3f} s {grown.four:8.3f} s"
        f" {grown.times:6.1f} {ordinary:6.1f}  {', '.join(said)}".rstrip(),
        flush=True,
    )
    return bool(said)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(main())

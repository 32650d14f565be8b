"""Texts of many families, each made to be hard for some expression or loop of kdcat.

Each grows with a number. `growth.py` measures how the time of each command grows with them, and a
test sees that each expression is tried by one.
"""

from __future__ import annotations

import json
import re
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_PAPER = "https://arxiv.org/abs/2401.00001"
LINK = f"[ :link: ]({_PAPER})"
HEAD = "# Papers\n\n## Vision\n\n### Detection\n\n"
ORDINARY = HEAD + f"* **Alpha Beta**, CVPR 2020, {LINK}\n"


class Family(NamedTuple):
    """Texts of one kind, which grow with a number."""

    attacks: str
    """The modules, and what in them the text is made to be hard for."""
    text: Callable[[int], str]
    """Returns the member whose size is in proportion to the number: some bytes for each."""


def to_mend(family: Family) -> Family:
    """Return the same with a fault in each entry: a blank before its commas."""
    return Family(family.attacks, lambda number: family.text(number).replace(",", " ,"))


def _repeated(part: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """A part again and again, between two others, below the headings of a catalog."""
    return partial(_around, part, before, after)


def _around(part: str, before: str, after: str, number: int) -> str:
    return HEAD + before + part * number + after + "\n"


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


def _of_usual_words(number: int, usual: int) -> str:
    """Four of so many words, which other numbers share."""
    return " ".join(_word(number // usual**at % usual * 7 + at) for at in range(4))


def _linked(number: int) -> str:
    """A paper in another form than the home one."""
    return f"- [{_word(number)} {_word(number + 7)} of b](https://a.org/{number}), CVPR 2021"


_LONGEST_MODEL = 3_900
"""Characters of an entry that another may be written like, see `kdcat.editing.neighbours`."""


def _models(part: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """A part again and again in entries of another form, none too long for a model of others."""
    most = (_LONGEST_MODEL - len(before) - len(after)) // len(part)

    def models(number: int) -> str:
        entries = range(0, max(number, 1), most)
        return HEAD + "".join(
            f"{_linked(at)} {before}{part * min(most, number - first)}{after}\n"
            for at, first in enumerate(entries)
        )

    return models


def _nested(mark: str) -> Callable[[int], str]:
    """Containers in one another, to the depth at which markdown-it stops, again and again."""
    return lambda number: (
        HEAD + "".join(mark * 15 + f"**Alpha {at}**, CVPR 2020, {LINK}\n\n" for at in range(number))
    )


_DIRECTED = "<!-- kdcat: layout table title=1 -->\n\n"
"""A comment for which a page is read by vote."""
_BY_VOTE = HEAD + _DIRECTED
_TABLE = "| Title | Venue | Paper |\n| --- | --- | --- |\n"
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
    "short entries to mend": Family(
        "lint/fixing, lint/harm: entries of a dozen bytes, each with faults",
        _repeated("-  **a** ,b\n"),
    ),
    "short entries of HTML to mend": Family("lint/fixing, reading/blocks", _repeated("- <b>a \n")),
    "labels that are text": Family(
        "layouts/places: _broken_links; layouts/labels: _AS_TEXT",
        _repeated("-  and  T[:octocat:]BD \n"),
    ),
    "venues that are nearly known": Family(
        "lint/slips: _near",
        _lines(lambda at: f"*  **A ,**. T: {_word(at)} {_word(at + 7)} {_word(at + 9)} , CVPR"),
    ),
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
    "blanks in models": Family(
        "editing/dropping, editing/slots, bibliography/names: _SEPARATOR, _AFFILIATED",
        _models(" ", "https://b.org", "a"),
    ),
    "underscores in models": Family(
        "editing/dropping: _LABELLED_LINE", _models("_", "\n  ", ": https://b.org")
    ),
    "backticks in models": Family(
        "editing/dropping: _MARKED", _models("`", "https://b.org ", " b")
    ),
    "code in models": Family("editing/particular: _GROUPS", _models("`a` ")),
    "brackets in models": Family(
        "editing/dropping: MOST_NESTED",
        _models("(", after="https://b.org/" + ")" * (_LONGEST_MODEL // 2)),
    ),
    "links in a link in models": Family(
        "editing/dropping: _LINKS", _models("[a](c)", "[", "](d https://b.org")
    ),
    "open tags in models": Family("editing/dropping: _ANCHOR", _models("<a https://b.org ")),
    "comments between items": Family(
        "reading/blocks: comments",
        _lines(lambda at: f"* <!-- {_word(at)} -->\n  **Alpha {at}**, {LINK}"),
    ),
    "links before a label": Family(
        "layouts/recognise: _links_title; layouts/mask: _DATED_GROUP",
        _lines(
            lambda at: (
                f"- `ICLR 2020` [{_word(at)} of all](https://a.org/{at}) (ICLR 2020) and [:octocat:](b)\n"
            )
        ),
    ),
    "links before one label": Family(
        "layouts/recognise: _LINK",
        _repeated("a [b c](https://a.org) (ICLR 2020) d ", before="- ", after="[:octocat:](b)\n"),
    ),
    "journals in italics": Family(
        "layouts/journals: _JOURNAL; layouts/titles: _is_behind_names",
        _repeated(
            "*Methods in Ecology* and ", before=f"- [A Title of It]({_PAPER}), Ann Author, 2020, "
        ),
    ),
    "sponsors of venues": Family(
        "layouts/credits: _SPONSORED; layouts/together; layouts/mask: _by_slashes",
        _repeated(" IEEE TIP / Speech, Man,", f"* [Alpha Beta]({_PAPER}), Gamma", " IEEE TIP\n"),
    ),
    "journals in short": Family(
        "layouts/venues: _SPLIT, _ABBREVIATED; layouts/mask: _INITIAL",
        _repeated("J. Math. Phys. 43, ", before=f"- [A Title of It]({_PAPER}), A. Author, "),
    ),
    "volumes and pages": Family(
        "layouts/venues: _VOLUME, _ENDS_IN_VOLUME",
        _repeated(
            "12(3): 4-5, ", before=f"- [A Title of It]({_PAPER}), Ann Author, Nature ", after="6-7"
        ),
    ),
    "blanks behind a year between commas": Family(
        "lint/rules/entries: _COMMA_BEFORE_YEAR",
        _repeated(" ", before="* **Alpha Beta**, CVPR, 2020", after=f"x, [ :link: ]({_PAPER})"),
    ),
    "blanks of a field without a paper": Family(
        "layouts/candidates: _NO_PAPER_YET",
        _repeated(
            " ",
            before="**Alpha Beta of Gamma**\n- paper:",
            after="x\n- code: [code](https://github.com/a/b)",
        ),
    ),
    "what was done to the list": Family(
        "layouts/readings: _NEWS",
        _repeated("Update: ", before="- ", after=f"] Added the papers [pdf]({_PAPER})"),
    ),
    "names in bold among names": Family(
        "layouts/mask: _LISTED",
        _repeated("Ann Author, **Ben Book**, ", before=f"- [A Title of It]({_PAPER}), "),
    ),
    "journals behind full-width commas": Family(
        "layouts/mask: _BEFORE_CHINESE",
        _repeated("，软件学报", before="- 基于深度学习的研究综述", after=f"[论文]({_PAPER})"),  # noqa: RUF001
    ),
    "years that close and names": Family(
        "layouts/title_ends: _CLOSED_YEAR, _AND_BETWEEN; layouts/titles: _DATED_FIRST",
        _repeated(
            "Alpha Beta (2016), Ann Author and Ben Book, ", before="- ", after=f"[pdf]({_PAPER})"
        ),
    ),
    "journals and years as labels": Family(
        "layouts/journals: _DATED",
        _repeated(
            "[[Statistical Review 2022](https://a.org/b)] ", before=f"- [A Title of It]({_PAPER}) "
        ),
    ),
    "stops before the type of a document": Family(
        "layouts/document_types: _STOP, _FAMILY_FIRST",
        _repeated(
            "Kingma D P. ", before="- ", after=f"A Study of It[J]. Nature, 2020. [pdf]({_PAPER})"
        ),
    ),
    "types of documents": Family(
        "layouts/document_types: _MARK, _JOURNAL; layouts/journals: _INITIALS",
        _repeated(
            "A Deep Study of It[J]. Nature, Lee, 2020. ",
            before="- Kingma D P. ",
            after=f"[pdf]({_PAPER})",
        ),
    ),
    "letters behind the type of a document": Family(
        "layouts/document_types: _JOURNAL",
        _repeated(
            "a ", before="- Kingma D P. A Deep Study of It[J]. ", after=f", 2020. [pdf]({_PAPER})"
        ),
    ),
    "hashtags": Family(
        "layouts/mask: _TAGS, _LINE_ENDS_HERE",
        _repeated(
            "#tag #tag b ", before="- A Study of It, CVPR 2020 ", after=f"#tag [pdf]({_PAPER})"
        ),
    ),
    "years that close before a title": Family(
        "layouts/said: _CLOSES_IN_YEAR; layouts/journals: _LEAD",
        _repeated(
            "Ann Author (2017): In: *Big Data*. ", before="- ", after=f"[A Study of It]({_PAPER})"
        ),
    ),
    "badges in a link in models": Family(
        "editing/particular: _LABEL", _models("![a](https://b.c/d)", "[", "](https://b.org ")
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
    "bold": Family("layouts/runs, layouts/title_places: _bold", _repeated("**a** b ", "* ")),
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
    "links in an open bracket": Family(
        "layouts/mask: _AROUND", _repeated("[pdf](https://a.org); ", "* **a**, CVPR 2020 [")
    ),
    "links in open brackets": Family(
        "layouts/mask: _AROUND", _repeated("([pdf](https://a.org); ", "* **a**, CVPR 2020 ")
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
        "layouts/mask: _ORNAMENT, layouts/bullets: _SHORTCODE", _repeated(":a", "* ", LINK)
    ),
    "hyphens": Family("words, layouts/section_names", _entry("a-")),
    "slashes": Family("layouts/venues", _venue("a/")),
    "letters": Family("words: _WORD, _PART", _entry("a")),
    "capitals": Family("words: _PART, bibliography/venues: _FUSED", _venue("A")),
    "words that are joined": Family(
        "lint/rules/titles: _JOINED", _entry("AlphaBeta ", "Alpha Beta ", "Alpha Beta")
    ),
    "camels": Family("words: _PART", _entry("Ab")),
    "combining marks": Family("words: _WORD, unicode normal forms", _entry("\u0301\u0323")),
    "combining marks in venues": Family("bibliography/venues", _venue("\u0301\u0323")),
    "combining marks in headings": Family("reading/outline", _repeated("\u0301\u0323", "## a")),
    "combining marks in addresses": Family("bibliography/addresses", _address("\u0301\u0323")),
    "ordinals": Family("lint/rules/venues: _ORDINAL", _venue("1st ")),
    "workshops": Family("layouts/venues: _REMARK, lint/rules/venues: _BESIDE", _venue("workshop ")),
    "venue brackets": Family("bibliography/venues: _IN_BRACKETS", _venue("(")),
    "venue pairs": Family("bibliography/venues: _IN_BRACKETS", _venue("(a) ")),
    "venue years": Family(
        "bibliography/venues: _IN_BRACKETS", _venue("2020 (2021) ", after="Delta")
    ),
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
    **{
        f"paths of {host}": Family(
            "bibliography/archives: page_of",
            _address(again, f"https://{host}/", after),
        )
        for host, again, after in (
            ("openaccess.thecvf.com", "html/", "/"),
            ("www.computer.org", "csdl/", "."),
            ("www.ecva.net", "eccv_2020/", "a"),
            ("www.ijcai.org/proceedings/2020", "0", "a"),
        )
    },
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
                # A number of four digits is none: those papers take twice as long.
                f"{at + 1}. [{at % 1000}] {_word(at)} {_word(at + 1)}, et al. "
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
    "names behind a title in its link": Family(
        "layouts/credits",
        _lines(
            lambda at: (
                f"- [Alpha beta {_word(at)}, {'Ab Cd, ' * 2000}CVPR 2020](https://a.org/{at})"
            )
        ),
    ),
    "names behind from": Family(
        "layouts/names: _FROM, _SEVERAL", _repeated("Ab and ", "- [N](https://a.org) from ", LINK)
    ),
    "citations": Family(
        "layouts/names: _CITED", _repeated(f"[Ab & Cd, 2020a, Ef]({_PAPER}) ", "- Alpha ")
    ),
    "names before a year in brackets": Family(
        "layouts/names: _YEAR_CLOSED", _repeated("N: Ab, C. (2020, May). ", "- ", LINK)
    ),
    "citations that go on": Family(
        "layouts/names: _CITED", _repeated("Ab 2020 (", "- [", f"]({_PAPER})")
    ),
    "brackets of a title that are not closed": Family(
        "layouts/title_ends: before_unclosed",
        _repeated("[(a ", "- Alpha Beta ", f" [paper]({_PAPER})"),
    ),
    "names behind from, and brackets": Family(
        "layouts/names: _BRACKET",
        _repeated("[(", "- [N](https://a.org) from Ab and Cd ", f": [Ef Gh]({_PAPER})"),
    ),
    "links to papers beside a title": Family(
        "layouts/said: _titles_beside",
        _repeated(f"[Ab Cd]({_PAPER}) ", "- Alpha Beta. "),
    ),
    "affiliations": Family("layouts/names: _AFFILIATED", _repeated("Ab Cd (E F), ", "- ", LINK)),
    "groups of a title": Family(
        "layouts/said: _GROUP", _repeated("(a b) ", "- [a b](https://a.org) ")
    ),
    "emoji": Family("layouts/mask: _ORNAMENT", _entry("\u2600\ufe0f\u200d")),
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
    # Nested things, and many of one kind in one place.
    "brackets in brackets": Family(
        "layouts/inline: links",
        lambda n: f"{HEAD}* " + "[" * n + f"a, 2020, {LINK}" + "]" * n + "\n",
    ),
    "images in images": Family(
        "layouts/inline: images",
        lambda n: f"{HEAD}* **a** " + "![" * n + "a" + "](https://a.org/b.png)" * n + f" {LINK}\n",
    ),
    "links in links": Family(
        "layouts/inline: links",
        lambda n: f"{HEAD}* **a** " + "[a " * n + "](https://a.org)" * n + f" {LINK}\n",
    ),
    "bold in bold": Family(
        "layouts/inline: emphasis", lambda n: f"{HEAD}* " + "**a " * n + "b**" * n + f", {LINK}\n"
    ),
    "stars": Family("layouts/inline: emphasis", _entry("*")),
    "underscores": Family("layouts/inline: emphasis", _entry("_")),
    "words and underscores": Family("layouts/inline: emphasis", _entry("_a ")),
    "words and stars": Family("layouts/inline: emphasis", _entry("a**b ")),
    "stars and words": Family("layouts/inline: emphasis", _entry("*a_ ")),
    "tildes": Family("layouts/inline: strikethrough", _entry("~")),
    "struck out": Family("layouts/inline: strikethrough", _entry("~~a ")),
    "brackets that open": Family("layouts/inline, layouts/labels", _entry("[")),
    "brackets that close": Family("layouts/inline, layouts/labels", _entry("]")),
    "brackets and a bracket": Family("layouts/inline", _entry("](")),
    "links that are empty": Family("layouts/inline, layouts/flat", _entry("[](https://a.org)")),
    "open links": Family("layouts/inline: links", _entry("[a](")),
    "open links, angles": Family("layouts/inline: links", _entry("[a](<b")),
    "open links, titles": Family("layouts/inline: links", _entry('[a](b "c')),
    "open images": Family("layouts/inline: images", _entry("![")),
    "parentheses that close": Family("layouts/mask: _AROUND", _entry(")")),
    "pipes of a line": Family("layouts/pieces: _PIPE", _entry("|")),
    "pipes of a paragraph": Family("layouts/block_rules", _repeated("|")),
    "lines of a pipe": Family("layouts/block_rules", _repeated("|\n")),
    "lines of dashes": Family("layouts/block_rules", _repeated("a|b\n-|-\n")),
    "quotes of lines": Family("reading/blocks", _repeated(">")),
    "bullets of a line": Family("reading/blocks", _repeated("- ")),
    "bullets of lines": Family("reading/blocks", _repeated("-\n")),
    "backticks of a line": Family("layouts/inline: backticks", _entry("`")),
    "backticks, more and more": Family(
        "layouts/inline: backticks",
        lambda n: (
            HEAD + "* **a** " + " ".join("`" * (at % 99 + 1) for at in range(n)) + f" {LINK}\n"
        ),
    ),
    "open fences": Family("reading/blocks", _repeated("``` a\n> ")),
    "open instructions": Family("layouts/inline: html", _entry("<?")),
    "open declarations": Family("layouts/inline: html", _entry("<!A ")),
    "open data": Family("layouts/inline: html", _entry("<![CDATA[")),
    "open comments of an entry": Family("layouts/inline: html", _entry("<!-- a ")),
    "comments of an entry": Family("layouts/simple, layouts/places", _entry("<!-- a -->")),
    "angles": Family("layouts/inline: autolinks", _entry("<")),
    "autolinks": Family("layouts/inline, layouts/flat", _entry("<https://a.org>")),
    "open autolinks": Family("layouts/inline: autolinks", _entry("<http:")),
    "open entities": Family("layouts/inline: entities", _entry("&#")),
    "backslashes": Family("layouts/line", _entry("\\")),
    "joined emoji": Family("words, display/tables, printable", _entry("\U0001f468\u200d")),
    "joiners": Family("printable: _JOINER", _entry("\u200d")),
    "wide letters": Family("display/tables", _entry("\uff21 ")),
    "marks of Hangul": Family("words: unicode normal forms", _entry("\u1100\u1161\u11a8")),
    "letters that grow": Family("words: unicode normal forms", _entry("\ufdfa")),
    "letters of other sorts": Family("printable, words", _entry("\u0130\u00df")),
    "tags of names": Family("layouts/pieces", _entry("<b>")),
    "tags that close": Family("layouts/pieces", _entry("</a>")),
    "links of html": Family("layouts/pieces", _entry('<a href="https://a.org">b</a>')),
    "long attributes": Family("layouts/html: _ATTRIBUTE", _entry("a='b' ", "<a ", ">")),
    "names of attributes": Family("layouts/html: _ATTRIBUTE", _entry("a", "<a ", ">")),
    # Blocks of other kinds.
    "headings with a number": Family(
        "reading/outline: slugs",
        lambda n: "# a\n" + "".join(f"## b-{at}\n" for at in range(n)) + "## b\n" * n,
    ),
    "headings of many words": Family("reading/outline", _repeated("a-1 ", "## ")),
    "headings of other marks": Family("reading/outline: slugs", _repeated("\u0301", "## a")),
    "headings and directives": Family(
        "reading/parts, layouts/directives",
        lambda n: (
            "# Papers\n\n"
            + "<!-- kdcat: layout bold -->\n\n" * n
            + "".join(f"## {_word(at)}\n\n{_linked(at)}\n\n" for at in range(n))
        ),
    ),
    "papers before directives": Family(
        "reading/parts, layouts/directives",
        lambda n: (
            f"{HEAD}<!-- kdcat: layout link -->\n\n"
            + "\n".join(_linked(at) for at in range(n))
            + "\n\n"
            + "<!-- kdcat: layout link -->\n\n" * n
        ),
    ),
    "columns of directives": Family(
        "layouts/directives: _columns",
        _repeated("venue=2 ", "<!-- kdcat: layout table title=1 ", "-->"),
    ),
    "words of directives": Family(
        "layouts/directives: _DIRECTIVE", _repeated(" kdcat:", "<!--", "-->")
    ),
    "directives of one block": Family(
        "layouts/directives, layouts/units: html_parts",
        _repeated("<!-- kdcat: layout link -->\n", "<div>\n"),
    ),
    "definitions": Family(
        "layouts/block_rules: definition", _lines(lambda at: f"[{_word(at)}]: https://a.org/{at}")
    ),
    "definitions apart": Family(
        "layouts/block_rules: definition", _lines(lambda at: f"[{_word(at)}]: https://a.org/{at}\n")
    ),
    "definitions of one name": Family(
        "layouts/block_rules: definition", _repeated("[a]: https://a.org\n")
    ),
    "open definitions": Family("layouts/block_rules: definition", _repeated("[a\n", "", "]:")),
    "open titles of definitions": Family(
        "layouts/block_rules: definition", _repeated('[a]: b "c\n')
    ),
    "long names of definitions": Family(
        "layouts/block_rules: definition",
        _repeated("a ", "[", f"]: https://a.org\n\n* [a][b] {LINK}"),
    ),
    "references to nothing": Family(
        "layouts/inline: links", _repeated("[a][b] ", "* **a** ", f"{LINK}\n\n[c]: https://a.org")
    ),
    "references to one": Family(
        "layouts/inline: links", _repeated("[c] ", "* **a** ", f"{LINK}\n\n[c]: https://a.org")
    ),
    "entries beside a definition": Family(
        "layouts/inline, layouts/pieces",
        lambda n: HEAD + "\n".join(_rare(at) for at in range(n)) + "\n\n[c]: https://a.org\n",
    ),
    "lines of entries": Family(
        "layouts/hidden: marks_of_containers",
        _lines(lambda at: f"* **{_word(at)} {_word(at + 7)}**,\n  CVPR 2020,\n  {LINK}"),
    ),
    "sub-bullets": Family(
        "layouts/candidates, reading/catalog",
        lambda n: f"{HEAD}* **a**\n" + "".join(f"  - {_word(at)} b\n" for at in range(n)),
    ),
    "sub-bullets with links": Family(
        "layouts/candidates",
        lambda n: (
            f"{HEAD}- a\n"
            + "".join(f"  - [{_word(at)} b of c](https://a.org/{at}), 2020\n" for at in range(n))
        ),
    ),
    "long sub-bullets": Family(
        "layouts/candidates: _texts",
        _repeated(f"  - {'a b ' * 320}\n", "- [a b c](https://a.org)\n"),
    ),
    "deep bullets": Family(
        "layouts/candidates, layouts/units: end_line",
        lambda n: (
            HEAD
            + "".join(
                f"{'  ' * (at % 9)}- [{_word(at)} b of c](https://a.org/{at}), 2020\n"
                for at in range(n)
            )
        ),
    ),
    "deep bullets, ever deeper": Family(
        "reading/blocks", lambda n: HEAD + "".join(f"{' ' * (at % 250)}- a\n" for at in range(n))
    ),
    "paragraphs of an item": Family(
        "layouts/units, reading/catalog", _repeated("  b c\n\n", f"* **a**, CVPR 2020, {LINK}\n\n")
    ),
    "authors of an item": Family(
        "reading/catalog: _AUTHORS",
        _repeated("  Authors: A B\n\n", f"* **a**, CVPR 2020, {LINK}\n\n"),
    ),
    "items after a paragraph": Family(
        "layouts/candidates: _touches",
        _repeated("- a\n", f"{_DIRECTED}[a b c](https://a.org), 2020\n"),
    ),
    "summaries": Family(
        "layouts/units: html_parts, layouts/candidates",
        _repeated("<details><summary>a, 2020</summary>\n", f"{_DIRECTED}<div>\n"),
    ),
    "fields below titles in bold": Family(
        "layouts/candidates: _FIELD",
        _lines(
            lambda at: (
                f"**{_word(at)} of {_word(at + 7)}, Told at Such Length That Its Line Is Long**\n\n"
                f"- Paper: https://a.org/{at}\n- Code: https://github.com/a/b{at}\n"
            ),
            HEAD + _DIRECTED,
        ),
    ),
    "marks before a field": Family(
        "layouts/candidates: _FIELD",
        _repeated(" _", f"{_DIRECTED}**Alpha Beta of Gamma**\n\n- Paper", ": https://a.org/b"),
    ),
    "titles with a dated venue of no name": Family(
        "layouts/title_ends: _ENDS_IN_YEAR",
        _lines(
            lambda at: f"- **{_word(at)} of b (Network Science 2015)** [[p]](https://a.org/{at})",
            HEAD + _DIRECTED,
        ),
    ),
    "marks before the year of a title": Family(
        "layouts/title_ends: _ENDS_IN_YEAR",
        _repeated(" ,", f"{_DIRECTED}- **Alpha of Beta (Network", " 2015)** [[p]](https://a.org)"),
    ),
    "venues of no name before a year": Family(
        "layouts/title_ends: _NAMED",
        _lines(
            lambda at: (
                f"- J. Pearl, A. Tian, {_word(at)} of {_word(at + 7)}, Sadhana, 1994. "
                f"[pdf](https://a.org/{at})"
            ),
            HEAD + _DIRECTED,
        ),
    ),
    "details in details": Family(
        "layouts/units: html_parts",
        lambda n: (
            f"{HEAD}{_DIRECTED}"
            + "<details>\n<summary>a b c, 2020</summary>\n\n" * n
            + "- [a b c](https://a.org)\n\n"
            + "</details>\n\n" * n
        ),
    ),
    "html items, by vote": Family(
        "layouts/units: html_parts, layouts/html",
        lambda n: (
            f"{HEAD}{_DIRECTED}<ul>\n"
            + "".join(
                f'<li><b>{_word(at)} of {_word(at + 7)}</b>, CVPR 2020 <a href="https://a.org">pdf</a>'
                "</li>\n"
                for at in range(n)
            )
            + "</ul>\n"
        ),
    ),
    "papers on one line of html": Family(
        "reading/page, lint/checked_document",
        lambda n: (
            _BY_VOTE
            + "".join(
                f"<p>{_word(at)} b of c 2020 <a href='https://a.org/{at}'>pdf</a>"
                for at in range(n)
            )
            + "\n"
        ),
    ),
    "html cells": Family(
        "layouts/cells: _html_cells",
        _repeated(
            '<td><a href="https://a.org">b</a></td>', f"{_DIRECTED}<table><tr>", "</tr></table>"
        ),
    ),
    "html, blank tags": Family(
        "layouts/units: html_parts", _repeated("<p>", f"{_DIRECTED}<div>\n")
    ),
    "html, lines": Family("layouts/pieces: _parted", _repeated("a\n", f"{_DIRECTED}<div>\n")),
    "html, links": Family(
        "layouts/pieces: html_pieces",
        _repeated('<a href="https://a.org">a</a>\n', f"{_DIRECTED}<div>\n"),
    ),
    "cells of one row": Family(
        "layouts/tables: _with_links, layouts/columns",
        lambda n: (
            f"{HEAD}{_TABLE}| Alpha beta of gamma |"
            + "".join(f" [{_word(at)}](https://a.org/{at}) |" for at in range(n))
            + "\n"
        ),
    ),
    "links of one cell": Family(
        "layouts/tables: _with_links, layouts/labels",
        lambda n: (
            f"{HEAD}{_TABLE}| Alpha beta of gamma | CVPR 2020 |"
            + "".join(f" [{_word(at)}](https://a.org/{at})" for at in range(n))
            + " |\n"
        ),
    ),
    "links of one name": Family(
        "layouts/labels: named_links",
        lambda n: (
            f"{HEAD}* **a**, CVPR 2020, {LINK}"
            + "".join(f" [b](https://a.org/{at})" for at in range(n))
            + "\n"
        ),
    ),
    "text of one cell": Family(
        "layouts/tables, layouts/titles",
        _repeated("b c, ", f"{_TABLE}| [Alpha beta of gamma](https://a.org): ", " | CVPR | |"),
    ),
    "empty cells": Family(
        "layouts/tables, layouts/pieces", _repeated("|", f"{_TABLE}| Alpha beta of gamma |")
    ),
    "a wide header": Family(
        "layouts/columns",
        lambda n: f"{HEAD}|" + " Title |" * n + "\n|" + "-|" * n + "\n| a b c | CVPR 2020 |\n",
    ),
    "a long cell of many": Family(
        "editing/rows",
        _repeated("a ", f"{_TABLE}| Alpha beta of gamma | CVPR 2020 | [pdf](https://a.org) ", "|"),
    ),
    # Long fields.
    "long titles at one address": Family(
        "lint/rules/duplicates, diff/compare",
        lambda n: (
            f"{HEAD}* **{' '.join(map(_word, range(n)))}**, CVPR 2020, {LINK}\n"
            f"* **{' '.join(map(_word, range(3, n)))}**, CVPR 2020, {LINK}\n"
            f"* **{' '.join(map(_word, range(5, n)))}**, CVPR 2020, {LINK}\n"
        ),
    ),
    "a title of many words": Family(
        "searching/concepts",
        lambda n: f"{HEAD}* **Alpha {' '.join(map(_word, range(n)))}**, CVPR 2020, {LINK}\n",
    ),
    "long titles of usual words": Family(
        "diff/compare: _COMMON, _NUMBER",
        lambda n: (
            HEAD
            + "".join(
                f"* **{_of_usual_words(at, -(-n // 550))}{' x' * 100}**, CVPR 2020\n"
                for at in range(n)
            )
        ),
    ),
    "headings before definitions": Family(
        "lint/fixing, lint/harm",
        lambda n: (
            "## A\n" + "".join(f"\n# W{at}\n[{at}]: https://a.org/{at}\n\n" for at in range(n))
        ),
    ),
    "double spaces in each entry": Family(
        "lint/fixing, lint/rules/whitespace",
        _lines(lambda at: f"* **{_word(at)}  b**,  CVPR  2020,  {LINK}"),
    ),
    "faults in each entry": Family(
        "lint/fixing, layouts/simple",
        _lines(
            lambda at: (
                f"*  **{_word(at)} , b **  CVPR2020 ,"
                f"[ :link: ](http://arxiv.org/pdf/2101.{at:05}v1 )  "
            )
        ),
    ),
    "faults in each entry with entities": Family(
        "lint/fixing, layouts/once",
        _lines(
            lambda at: (
                f"* **{_word(at)} &amp; b** , *CVPR*  2020,"
                f"  [ :link: ](https://arxiv.org/abs/2101.{at:05})  "
            )
        ),
    ),
    "harmful fixes of one block": Family(
        "lint/fixing, lint/harm",
        _repeated("  b  c \n", f"* **a**, CVPR 2020, {LINK} `\n", "  `\n"),
    ),
    "long venues": Family(
        "lint/rules/venues, bibliography/venues",
        lambda n: f"{HEAD}* **a**, {' '.join(map(_word, range(n)))} 2020, {LINK}\n",
    ),
    "venues of one kind": Family(
        "lint/rules/venues, lint/rules/years",
        _lines(lambda at: f"* **{_word(at)} a**, {_word(at)} {2000 + at % 25}, {LINK}"),
    ),
    "venues like acronyms": Family(
        "lint/slips: _DOUBLED",
        _lines(lambda at: f"* **{_word(at)} a**, IC{_word(at)[:4].upper()[at % 3 :]} 2020, {LINK}"),
    ),
    "years ahead": Family(
        "lint/rules/years",
        _lines(
            lambda at: (
                f"* **{_word(at)} a**, CVPR 2099, [ :link: ](https://arxiv.org/abs/2401.{at:05d})"
            )
        ),
    ),
    "one address": Family(
        "lint/rules/duplicates, diff/compare",
        _lines(lambda at: f"* **{_word(at)} {_word(at * 3)}**, CVPR 2020, {LINK}"),
    ),
    "sections alike with papers": Family(
        "lint/rules/duplicates, editing/sections",
        _lines(lambda at: f"## Same\n\n* **Alpha Beta**, CVPR 2020, {LINK}\n"),
    ),
    "blanks behind a year": Family(
        "layouts/dates: _DATE", _repeated(" ", "- [a](https://a.org) 2020", "b")
    ),
    "blanks behind a month": Family(
        "layouts/dates: _DATE", _repeated(" ", "- [a](https://a.org) May", "b")
    ),
    "blanks behind a day": Family(
        "layouts/dates: _DATE", _repeated(" ", "- [a](https://a.org) 1", "b")
    ),
    "blanks in names": Family(
        "layouts/names: _NAME", _repeated(" ", "- [a](https://a.org) Ab", "Cd")
    ),
    "escaped bullets": Family("layouts/mask: _KEYED", _repeated("\\-\n", "* **a**\n", LINK)),
    "breaks and brackets": Family("layouts/mask: _AROUND", _repeated("( ", f"- a, 2020, {LINK} ")),
    "quotations": Family(
        "layouts/titles: _QUOTED", _repeated('"abc defgh", ', "* a b c d e f ", LINK)
    ),
    "quoted abstracts": Family(
        "layouts/said: _QUOTED",
        _repeated(
            "“a b c d e f g h i j. k” ", "- [Alpha of beta](https://arxiv.org/abs/2101.00001) "
        ),
    ),
    "quotations that are open": Family(
        "layouts/said: _QUOTED",
        _repeated("“a b c d e. ", "- [Alpha of beta](https://arxiv.org/abs/2101.00001) "),
    ),
    "brackets of titles": Family("layouts/title_ends: _GROUP", _repeated("(a b) c ", "- a ", LINK)),
    "parts of a text": Family("layouts/mask: parts", _repeated("ab. ", "- Alpha beta of ", LINK)),
    "dotted names": Family(
        "bibliography/names: _DOTTED",
        _lines(
            lambda at: (
                f"- [{_word(at)} {_word(at + 7)} of {_word(at + 3)}](https://arxiv.org/abs/2401.{at:05d}), "
                f"A. {_word(at + 2)} B., C. {_word(at + 4)} D. and E. {_word(at + 5)} F., CVPR 2020"
            )
        ),
    ),
    "commas between western words": Family(
        "layouts/mask: _BETWEEN_WESTERN",
        _repeated("Ab\uff0c", "- [Ab cd ef](https://a.org)\uff0c", "CVPR 2020"),
    ),
    "links around titles": Family(
        "layouts/places: _ONLY_MARKS, _behind_link",
        _lines(
            lambda at: (
                f"* [**{_word(at)} {_word(at + 7)}** ](https://a.org/{at}), CVPR 2020, {LINK}"
            )
        ),
    ),
    "given names behind commas": Family(
        "bibliography/names: _DOTTED",
        _lines(
            lambda at: (
                f"- [{_word(at)} {_word(at + 7)} of b](https://a.org/{at}), {_word(at + 2)}, B., "
                f"{_word(at + 4)}, D., and {_word(at + 5)}, F., CVPR 2020"
            )
        ),
    ),
    "misspelt names": Family(
        "layouts/names: _CAPITAL",
        _lines(
            lambda at: (
                f"- [{_word(at)} {_word(at + 7)} of b](https://a.org/{at}), *Ann {_word(at + 2)}, "
                f"Bob {_word(at + 3)}, Carl mary {_word(at + 4)}, Dan {_word(at + 5)}, "
                f"Eve {_word(at + 6)}*, CVPR 2020"
            )
        ),
    ),
    "groups": Family(
        "editing/groups: _BULLET",
        _lines(
            lambda at: f"  * **{_word(at)} {_word(at + 7)} of {_word(at + 3)}**, CVPR 2020, {LINK}",
            "# Papers\n\n## Vision\n\n* Detection\n",
        ),
    ),
    "marks in titles": Family(
        "editing/slots: _MARKS, _SPACE, _BETWEEN_WORDS",
        _lines(lambda at: f"* **{_word(at)} {'*' * 90}**, CVPR 2020, {LINK}"),
    ),
    "marks apart in titles": Family(
        "editing/slots: _MARKS, _SPACE, _BETWEEN_WORDS",
        _lines(lambda at: f"* **{_word(at)} {'* _ > ' * 15}b**, CVPR {'* ' * 15}2020, {LINK}"),
    ),
    "groups of one section": Family(
        "editing/groups",
        lambda n: (
            "# Papers\n\n## Vision\n\n"
            + "".join(f"* {_word(at)} {at}\n  * **{_word(at)}**, CVPR, {LINK}\n" for at in range(n))
        ),
    ),
    "outermost sections": Family(
        "editing/placement",
        lambda n: (
            "# Papers\n\n"
            + "".join(f"## A{at}\n\nb\n\n" for at in range(n))
            + "".join(f"## B{at}\n\n{_rare(at)}\n\n" for at in range(n))
        ),
    ),
    "papers below the last heading of a name": Family(
        "editing/sections",
        lambda n: HEAD + "### Detection\n\n" * n + "".join(f"{_rare(at)}\n" for at in range(n)),
    ),
    "headings in items": Family(
        "editing/sections: _CLOSED_HEADING",
        _lines(lambda at: f"- # {_word(at)}\n  ## b\n  [c d e](https://a.org/{at})", _BY_VOTE),
    ),
    "marks before a heading": Family(
        "editing/sections: _CLOSED_HEADING", _repeated(" > -", after=" # a")
    ),
    "lines of breaks before a field": Family(
        "layouts/mask: _NAMED, _LINE_END",
        _repeated(" \n\t<br>", f"{_DIRECTED}- a", " Authors: b\n"),
    ),
    "ornaments behind a field": Family(
        "layouts/mask: _NAMED, _LINE_END", _repeated(":a1: ", f"{_DIRECTED}- Title: a ", "\n")
    ),
    "capitals beside a number": Family(
        "layouts/dates: _YEAR_JOINED, _CAPITALS",
        lambda n: (
            _BY_VOTE
            + "".join(
                f"- [{_word(at)} b c](https://a.org/{at}), {'A' * 3900} {_word(at)}12\n"
                for at in range(n // 25)
            )
        ),
    ),
    "blanks between two links": Family(
        "editing/style: _BETWEEN",
        _repeated(" ", f"* **a**, CVPR 2020, {LINK}", "x [code](https://github.com/a/b)"),
    ),
    "blanks in a link that cites": Family(
        "layouts/citing: NAME_YEAR",
        _repeated(" ", f"{_DIRECTED}- [a b c](https://a.org/1) ([A", "B](https://a.org/1))"),
    ),
    "brackets before a link": Family(
        "editing/slots: _LABEL", _repeated("[", f"{_DIRECTED}- [a b c](https://a.org/1) CVPR 2020 ")
    ),
    "blanks on a badge": Family(
        "layouts/roles: _NAMED",
        _repeated(
            "%20",
            f"{_DIRECTED}- [a b c](https://a.org/1) ![b](https://img.shields.io/badge/Venue",
            "-b)",
        ),
    ),
    "items in items by tabs": Family(
        "layouts/candidates",
        lambda n: (
            _BY_VOTE + "".join("\t" * (at % 6) + f"-\t{_word(at)} b c 2020\n" for at in range(n))
        ),
    ),
    "venues of several words": Family(
        "lint/slips: _by_length, _by_words_less_one",
        _lines(lambda at: f"* **{_word(at)}**, International {_word(at)} on Ab 2020, {LINK}"),
    ),
    "misspelt contents": Family(
        "lint/rules/table_of_contents: _PLAIN",
        lambda n: (
            "# Papers\n\n"
            + "".join(f"- [{_word(at * 7919)}x](#{_word(at * 7919)}x)\n" for at in range(n))
            + "\n"
            + "".join(f"## {_word(at * 7919)}\n\n{_rare(at)}\n\n" for at in range(n))
        ),
    ),
    "contents that lack some": Family(
        "lint/rules/table_of_contents: _BULLET",
        lambda n: (
            "# Papers\n\n"
            + "".join(f"- [{_word(at)}](#{_word(at).lower()})\n" for at in range(0, 3 * n, 3))
            + "\n"
            + "".join(f"## {_word(at)}\n\n{_rare(at)}\n\n" for at in range(3 * n))
        ),
    ),
    "spaces before commas of fields": Family(
        "lint/harm: _BEFORE_COMMA", _lines(lambda at: f"{_rare(at)} a , b".replace("**,", "** ,"))
    ),
    "bold in links": Family(
        "layouts/places: _ONLY_MARKS",
        _lines(
            lambda at: (
                f"* [ **{_word(at)} {_word(at + 7)}** *_*](https://a.org/{at}), CVPR 2020, {LINK}"
            )
        ),
    ),
    "papers without links": Family(
        "diff/compare: _NUMBER",
        _lines(
            lambda at: (
                f"* **{_word(at * 7919)} {_word(at * 7919 + 3)} of some {at} words**, CVPR 2020"
            )
        ),
    ),
    "open brackets of data": Family("layouts/candidates: _MAY_BE", _repeated("<![CDATA[ ")),
    "dated venues": Family(
        "layouts/title_ends: _DATED",
        _lines(
            lambda at: (
                f"- {_word(at)} {_word(at + 3)} of b, CVPR 2021, a b c [pdf](https://a.org/{at})"
            )
        ),
    ),
    "plain contents": Family(
        "lint/rules/table_of_contents: _BULLET, _PLAIN, editing/contents",
        lambda n: (
            "# Papers\n\n"
            + "".join(f"- [{_word(at)}](#{_word(at).lower()}-x)\n- b\n" for at in range(n))
            + "\n"
            + "".join(f"## {_word(at)}\n\n{_rare(at)}\n\n" for at in range(n))
        ),
    ),
    "contents of one name": Family(
        "lint/rules/table_of_contents",
        lambda n: (
            "# Papers\n\n" + "- [Same](#same)\n" * n + "\n" + f"## Same\n\n{_rare(1)}\n\n" * n
        ),
    ),
    "long contents": Family(
        "lint/rules/table_of_contents", _repeated("[a](#b) ", "# a\n\n- ", "\n\n## b\n")
    ),
    "spaces before commas": Family(
        "lint/harm: _BEFORE_COMMA, lint/rules/whitespace: _BEFORE_COMMA", _entry("a , ")
    ),
    "spaces before a comma": Family("lint/harm: _BEFORE_COMMA", _entry(" ", "a", ", b")),
    "carriage returns": Family("text: LINE_END", _repeated("\r", "a", "b")),
    # Very many very short units.
    "open destinations of definitions": Family(
        "layouts/block_rules: definition", _lines(lambda at: f"[r{at}]: <https://a.org/{at}\n")
    ),
    "details that are closed": Family(
        "layouts/units: html_parts", _lines(lambda at: "<details><summary>a</summary></details>\n")
    ),
    "details of a link": Family(
        "layouts/units: html_parts, layouts/candidates",
        _lines(
            lambda at: (
                f"<details><summary>{_word(at)} b</summary>[c](https://a.org/{at})</details>\n"
            )
        ),
    ),
    "footnotes": Family(
        "layouts/candidates, layouts/reader", _lines(lambda at: f"[^{at}]: {_word(at)} b\n")
    ),
    "footnotes that are called": Family(
        "layouts/candidates, layouts/reader", _lines(lambda at: f"a[^{at}], 2020\n")
    ),
    "letters apart": Family("layouts/candidates, reading/catalog", _repeated("a\n\n")),
    "bullets apart": Family("layouts/candidates, reading/catalog", _repeated("- a\n\n")),
    "small links apart": Family(
        "layouts/candidates, layouts/reader",
        _lines(lambda at: f"[{_word(at)}](https://a.org/{at})\n"),
    ),
    "small links in bullets": Family(
        "layouts/candidates, layouts/reader",
        _lines(lambda at: f"- [{_word(at)}](https://a.org/{at})"),
    ),
    "small items": Family(
        "layouts/titles, layouts/venues", _lines(lambda at: f"- {_word(at)} b", _BY_VOTE)
    ),
    "small items of two lines": Family(
        "layouts/mask: _LINE_ENDS",
        _lines(lambda at: f"- {_word(at)}\n  {_word(at + 1)}", _BY_VOTE),
    ),
    "small items in items": Family(
        "layouts/candidates", _lines(lambda at: f"- {_word(at)}\n  - {_word(at + 1)}", _BY_VOTE)
    ),
    "small items in brackets": Family(
        "layouts/title_ends: _GROUP",
        _lines(lambda at: f"- ({_word(at)}) [{_word(at + 9)}] b", _BY_VOTE),
    ),
    "small items with a year": Family(
        "layouts/dates, layouts/said",
        _lines(lambda at: f"- {_word(at)}, {1950 + at % 90}", _BY_VOTE),
    ),
    "small items of a month": Family(
        "layouts/dates", _lines(lambda at: f"- May {1950 + at % 90}, {at}", _BY_VOTE)
    ),
    "small items of names": Family(
        "layouts/names",
        _lines(
            lambda at: f"- {_word(at)[0]}. {_word(at)}, {_word(at + 4)[0]}. {_word(at + 5)}",
            _BY_VOTE,
        ),
    ),
    "small items of an acronym": Family(
        "layouts/venues: _ACRONYM", _lines(lambda at: f"- {_word(at).upper()} 20", _BY_VOTE)
    ),
    "small items in an acronym": Family(
        "layouts/venues: _IN_PROCEEDINGS",
        _lines(lambda at: f"- In {_word(at).upper()}", _BY_VOTE),
    ),
    "small items of an address": Family(
        "layouts/flat: _ADDRESS", _lines(lambda at: f"- www.a.org/{at}", _BY_VOTE)
    ),
    "small items that are keyed": Family(
        "layouts/mask: _KEYED", _lines(lambda at: f"- Title: {_word(at)}", _BY_VOTE)
    ),
    "small items struck out": Family(
        "layouts/pieces", _lines(lambda at: f"- ~~{_word(at)}~~", _BY_VOTE)
    ),
    "small items in tags": Family(
        "layouts/pieces, layouts/html", _lines(lambda at: f"- <b>{_word(at)}</b>", _BY_VOTE)
    ),
    "small items of HTML": Family(
        "layouts/units: html_parts", _lines(lambda at: f"<li>{_word(at)}", _BY_VOTE)
    ),
    "small items of HTML with a year": Family(
        "layouts/titles, layouts/dates",
        _lines(lambda at: f"<li>{_word(at)} {1950 + at % 90}", _BY_VOTE),
    ),
    "small items of HTML with an address": Family(
        "layouts/flat: _ADDRESS, layouts/venues",
        _lines(lambda at: f"<li>www.a.org/{at}", _BY_VOTE),
    ),
    "calls of footnotes": Family("layouts/footnotes", _entry("[^a]")),
    "calls of footnotes that are none": Family("layouts/footnotes", _entry("[^a")),
    "small items that call footnotes": Family(
        "layouts/title_ends: _GROUP", _lines(lambda at: f"- {_word(at)}[^{at}] 2020", _BY_VOTE)
    ),
    "headings of a word": Family(
        "layouts/headings", _lines(lambda at: f"### {_word(at)}\n\na{at} 2020\n", _BY_VOTE)
    ),
    "small rows of HTML": Family(
        "layouts/units: html_parts", _lines(lambda at: f"<tr><td>{_word(at)}", _BY_VOTE)
    ),
    "small rows of their own": Family(
        "layouts/tables",
        _lines(lambda at: f"|{_word(at)}|b|", _BY_VOTE + "|Title|Venue|\n|-|-|\n"),
    ),
    "quotes apart": Family("reading/blocks", _repeated("> a\n\n")),
    "rules apart": Family("reading/blocks", _repeated("---\n\n")),
    "numbers apart": Family("reading/blocks", _repeated("1. a\n\n")),
    "small rows": Family("layouts/tables", _repeated("|a|b|\n", "|a|b|\n|-|-|\n")),
    "tiny items of HTML": Family("lint/rules/whitespace", lambda n: HEAD + "- <b>a \n" * n),
    "tiny items and commas": Family("lint/rules/whitespace", lambda n: HEAD + "-  **a** ,b\n" * n),
    "controls": Family("printable", _entry("\x1b\x9b\u202e")),
}

# What is read by vote is read up to a length, so that one text does not grow: many do.
_LONGEST_ENTRY = 15_000
_FIRST_WORD = re.compile(r"(?m)^([*-] \W{0,4})[^\W_]+")
COPIES_OF = 250


def _many(text: Callable[[int], str]) -> Callable[[int], str]:
    """Return texts of many members that are as long as entries of any form may be."""

    @cache
    def one() -> str:
        size = (len(text(1000)) - len(text(0))) / 1000
        longest = text(int((_LONGEST_ENTRY - len(text(0))) / size))
        for home, other in ((":link:", "pdf"), (":octocat:", "code")):
            longest = longest.replace(home, other)
        return longest.removeprefix(HEAD)

    def many(number: int) -> str:
        # Each has a word of its own: what was said of one text is not looked for again.
        return _BY_VOTE + "\n".join(
            _FIRST_WORD.sub(rf"\g<1>{_word(at)}", one(), count=1)
            for at in range(max(1, number // COPIES_OF))
        )

    return many


MANY = {
    f"{name}, many by vote": Family(family.attacks, _many(family.text))
    for name, family in FAMILIES.items()
    if isinstance(family.text, partial)
}
"""The same for pages that are read by vote: each member of those families is one entry."""


_MOST_ASKED = 1000
"""The words of a query that is not refused: a longer one would be measured being refused."""


def _asked(part: str, before: str = "", most: int = _MOST_ASKED) -> Callable[[int], str]:
    return lambda number: f"{before}{part * min(number, most)}"


QUERIES = {
    "words": Family("searching/query, searching/word_matching", _asked("alpha ")),
    "words of their own": Family(
        "searching/misspellings, words: _VOWEL, _DOUBLED",
        lambda n: " ".join(f"{_word(at).lower()}ing" for at in range(min(n, _MOST_ASKED))),
    ),
    "phrases": Family("searching/query: _QUOTED", _asked('"alpha beta" ', most=500)),
    "open phrases": Family("searching/query: _QUOTED", _asked('"', most=100_000)),
    "hyphens": Family("searching/query_words", _asked("a-")),
    "qualifiers": Family(
        "searching/query: _QUALIFIER, _LIKE_A_QUALIFIER", _asked("year:2020 ", most=500)
    ),
    "one qualifier": Family("searching/filters: _YEARS, _BOUND", _asked("2", "year:>=", 200)),
    "names of qualifiers": Family("searching/query: _LIKE_A_QUALIFIER", _asked("ab:")),
    "minus signs": Family("searching/query", _asked("-alpha ")),
    "letters": Family("searching/misspellings", _asked("a", most=200)),
    "capitals": Family("words: _PART", _asked("Ab", most=100)),
    "combining marks": Family("words: _WORD", _asked("\u0301\u0323", "a", 90)),
    "CJK": Family("searching/query_words", _asked("\u8bba", most=200)),
    "years": Family("searching/spoken_filters", _asked("since 2020 and before 2021 ", most=200)),
    "misspelt words": Family(
        "searching/misspellings",
        _asked("distilation segmntation recogniton-detecton lerning speach netwoks ", most=140),
    ),
    "names of sections and venues": Family(
        "searching/spoken_names",
        _asked("the latest at CVPR Spoken Language Identification ", most=140),
    ),
    "words around filters": Family("searching/spoken_filters", _asked("released ")),
    "brackets": Family("searching/query, words: _IN_BRACKETS", _asked("(a) ")),
    "addresses": Family("searching/query", _asked("https://arxiv.org/abs/2101.00001 ", most=160)),
    "arXiv ids": Family(
        "bibliography/identifiers: _ARXIV_BARE", _asked("arXiv:2101.00001 ", most=330)
    ),
    "DOIs": Family("bibliography/identifiers: _DOI_PREFIX", _asked("doi:10.1145/1 ", most=250)),
}
"""Queries of `search`."""


def _named(line: Callable[[int], tuple[str, str, str]]) -> Callable[[int], str]:
    """Lines of a reference, and the title and the address of an entry of the list."""
    return _lines(lambda at: "\t".join(line(at)), head="")


REFERENCES = {
    "titles": Family("searching/lookup", _named(lambda at: (_word(at), _word(at), _PAPER))),
    "words of titles": Family(
        "searching/lookup", _named(lambda at: (_word(at), f"Alpha {_word(at)}", _PAPER))
    ),
    "words of all titles": Family(
        "searching/lookup", _named(lambda at: (f"Alpha {_word(at)}", f"{_word(at)} Alpha", _PAPER))
    ),
    "no titles": Family(
        "searching/lookup, cli/references", _named(lambda at: (_word(at), "Alpha Beta", _PAPER))
    ),
    "addresses of papers": Family(
        "searching/lookup", _named(lambda at: (f"https://a.org/{at}", "A", f"https://a.org/{at}"))
    ),
    "other pages of repositories": Family(
        "searching/lookup",
        _named(
            lambda at: (
                *(f"https://github.com/a/r{at}/wiki", _word(at)),
                f"https://github.com/a/r{at}/issues",
            )
        ),
    ),
    "arXiv ids of no paper": Family(
        "searching/lookup, cli/references", _named(lambda at: (f"1901.{at:05d}", "Alpha", _PAPER))
    ),
}
"""References of `show`, each with an entry of the list that they are looked for in."""


VENUES = {
    "venues": Family("searching/filters", _named(lambda at: (_word(at), _word(at), _PAPER))),
    "venues by a word": Family(
        "searching/filters", _named(lambda at: (_word(at), f"Workshop on {_word(at)}", _PAPER))
    ),
}
"""Values of `--venue`, each with the venue of an entry of the list."""


def _record(
    part: str, field: str = "title", before: str = "", after: str = ""
) -> Callable[[int], str]:
    """An entry of BibTeX with a part again and again in one field."""
    fields = {"title": "Alpha Beta", "journal": "CVPR", "year": "2020", "url": "https://a.org/b"}

    def record(number: int) -> str:
        written = fields | {field: before + part * number + after}
        return "@article{a,\n" + "".join(f"  {k} = {{{v}}},\n" for k, v in written.items()) + "}\n"

    return record


PAGES = {
    "papers": Family("lint/fixing, lint/checking, lint/reported", _lines(_rare, "")),
    "faults": Family(
        "lint/fixing, lint/checking, lint/reported",
        _lines(lambda at: f"*  **{_word(at)}**,  CVPR 2020, {LINK} ", ""),
    ),
}
"""Lines of which each is to be a page of its own."""


BIBTEX = {
    "entries": Family(
        "formats/bibtex_input, formats/new_paper",
        lambda n: "".join(
            f"@article{{a{at},\n  title = {{{_word(at)} {_word(at + 7)} of {_word(at + 3)}}},\n"
            f"  journal = {{Proceedings of CVPR ({_word(at)})}},\n  year = {{2020}},\n"
            f"  url = {{https://a.org/{at}}},\n}}\n"
            for at in range(n)
        ),
    ),
    "blanks": Family("formats/bibtex_input", _record(" ", "title", "a", "b")),
    "words": Family("formats/bibtex_input", _record("Ab ")),
    "accents": Family("formats/bibtex_input", _record("{\\'e}")),
    "braces": Family("formats/bibtex_input", _record("{a}")),
    "commands": Family("formats/bibtex_input", _record("\\emph{a} ")),
    "venues": Family("records/venue_names: _PARTS", _record("a, ", "journal")),
    "blanks of a venue": Family(
        "records/venue_names: _PARTS, _VOLUME", _record("~", "journal", "a", "b")
    ),
    "volumes": Family("records/venue_names: _VOLUME", _record("vol. ", "journal")),
    "brackets of a venue": Family("records/venue_names: _BRACKETS", _record("(a) ", "journal")),
    "open brackets of a venue": Family("records/venue_names: _BRACKETS", _record("(", "journal")),
    "dashes of a venue": Family("records/venue_names: _PARTS", _record(" - a", "journal", "b")),
    "addresses": Family("formats/bibtex_input", _record("\\_", "url", "https://a.org/")),
    "other fields": Family("formats/bibtex_input", _record("a, ", "note", "arXiv ")),
    "authors": Family("formats/bibtex_input", _record("A. B. and ", "author", "", "C")),
    "short authors": Family("formats/bibtex_input", _record("A and ", "author", "", "C")),
    "accents of authors": Family("formats/bibtex_input", _record("\\'e and ", "author", "", "C")),
    "commas of authors": Family("formats/bibtex_input: _COMMA", _record("A, ", "author", "", "C")),
    "blanks of authors": Family(
        "formats/bibtex_input: _AND, _COMMA", _record(" ", "author", "A", "B")
    ),
}
"""Files of BibTeX that `add` takes."""


def _objects(section: Callable[[int], dict[str, str]]) -> Callable[[int], str]:
    return lambda number: "".join(
        json.dumps(
            {
                "title": f"{_word(at)} {_word(at + 7)} of {_word(at + 3)}",
                "year": 2020,
                "paper_url": f"https://a.org/{at}",
                **section(at),
            }
        )
        + "\n"
        for at in range(number)
    )


JSON = {
    "papers": Family(
        "formats/json_input, formats/new_paper", _objects(lambda _: {"modality": "Vision"})
    ),
    "sections of their own": Family(
        "editing/sections, editing/placement", _objects(lambda at: {"modality": _word(at)})
    ),
    "sections in one": Family(
        "editing/sections, editing/placement",
        _objects(lambda at: {"modality": "Vision", "task": _word(at)}),
    ),
}
"""Files of JSON that `add` takes."""


def _toml(part: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda number: f"{before}{part * number}{after}\n"


_ANY_TOML = {
    "comments": Family("lint/mistakes", _toml("# a\n")),
    "blank lines": Family("lint/mistakes", _toml("\n")),
    "nested arrays": Family("lint/mistakes", _toml("[", "same = ")),
    "nested keys": Family("lint/mistakes", _toml("a.", "", "a = 1")),
    "long numbers": Family("lint/mistakes, searching/own_synonyms", _toml("1", "same = ")),
    "no TOML": Family("lint/mistakes, searching/own_synonyms", _toml("a\n")),
    "what ends too early": Family("lint/mistakes, searching/own_synonyms", _toml("a", 'same = "')),
    "keys that are not known": Family(
        "lint/mistakes: line_of", lambda n: "".join(f"{_word(at)} = {at}\n" for at in range(n))
    ),
    "tables": Family("lint/mistakes", lambda n: "".join(f"[{_word(at)}]\n" for at in range(n))),
    "a long key": Family("errors", _toml("a", "", " = 1")),
}
SETTINGS = {
    "lists": Family(
        "following/settings, following/origins, cli/lists",
        lambda n: "[follow]\n" + "".join(f'l{at} = "o/{_word(at)}"\n' for at in range(n)),
    ),
    "lists that are none": Family(
        "following/settings",
        lambda n: (
            "[follow]\n" + "".join(f'l{at} = "o/{_word(at)}"\n' for at in range(n)) + "x = 1\n"
        ),
    ),
    "a long source": Family("following/origins", _toml("a/", '[follow]\na = "', '"')),
    "a pattern": Family("reading/page_patterns", _toml("**/", '[follow]\na = "o/r:', '*.md"')),
    "a long address": Family("following/origins", _toml("a.", '[follow]\na = "https://', '"')),
    "catalogs": Family(
        "following/settings",
        lambda n: f"catalog = {json.dumps([f'a{at}.md' for at in range(n)])}\n",
    ),
    **_ANY_TOML,
}
"""The reader's settings."""
SYNONYMS = {
    "groups": Family(
        "searching/own_synonyms, searching/thesaurus",
        lambda n: (
            "same = [\n"
            + "".join(f'["{_word(at)}", "{_word(at + 7)} {_word(at + 3)}"],\n' for at in range(n))
            + "]\n"
        ),
    ),
    "one group": Family(
        "searching/thesaurus",
        lambda n: f"same = {json.dumps([['alpha', *map(_word, range(n))]])}\n",
    ),
    "groups of one word": Family(
        "searching/thesaurus",
        lambda n: "same = [\n" + "".join(f'["alpha", "{_word(at)}"],\n' for at in range(n)) + "]\n",
    ),
    "groups in a chain": Family(
        "searching/thesaurus",
        lambda n: (
            "same = [\n"
            + "".join(f'["{_word(at)}", "{_word(at + 1)}"],\n' for at in range(n))
            + "]\n"
        ),
    ),
    "related": Family(
        "searching/own_synonyms",
        lambda n: "[related]\n" + "".join(f'{_word(at)} = ["alpha"]\n' for at in range(n)),
    ),
    "a long phrase": Family("searching/own_synonyms", _toml("a ", 'same = [["alpha", "', 'b"]]')),
    "a group that is none": Family(
        "searching/own_synonyms",
        lambda n: (
            "same = [\n"
            + "".join(f'["{_word(at)}", "{_word(at + 7)}"],\n' for at in range(n))
            + "[1]]\n"
        ),
    ),
    **_ANY_TOML,
}
"""A reader's own synonyms."""
RULES = {
    "venues": Family(
        "lint/configuration",
        lambda n: (
            "[venues]\n" + "".join(f'{_word(at)} = ["{_word(at + 7)} x"]\n' for at in range(n))
        ),
    ),
    "names of one venue": Family(
        "lint/configuration",
        lambda n: f"[venues]\nalpha = {json.dumps([*map(_word, range(n))])}\n",
    ),
    "rules": Family("lint/configuration", _toml('"missing-year", ', "select = [", "]")),
    "what is to be ignored and is not there": Family(
        "lint/reported, lint/mistakes",
        lambda n: "".join(
            '[[ignore]]\npage = "ordinary.md"\n'
            f'entry = "{_word(at)}"\nrules = ["missing-year"]\nreason = "b"\n'
            for at in range(n)
        ),
    ),
    "a rule that is none": Family("lint/configuration", _toml("a", 'ignore = ["', '"]')),
    "pages": Family(
        "reading/page_patterns",
        lambda n: f"pages = {json.dumps([f'{_word(at)}/**/*.md' for at in range(n)])}\n",
    ),
    "a pattern": Family("reading/page_patterns", _toml("**/a*", 'pages = ["', '.md"]')),
    "open brackets of a pattern": Family(
        "reading/page_patterns", _toml("[", 'pages = ["', '*.md"]')
    ),
    **_ANY_TOML,
}
"""What a list says of how it is to be judged, see `lint/configuration`."""


def _answer(part: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """An answer in the forms of all registries at once, whose texts are one text."""
    return lambda number: _registered(before + part * number + after)


def _registered(title: str, people: int = 1, *, name: str = "Ann Lee") -> str:
    best = {
        "title": title,
        "abstract": title,
        "venue": title,
        "publisher": title,
        "container-title": [title, "CVPR"],
        "DOI": f"10.1145/{title}",
        "doi": f"https://doi.org/10.1145/{title}",
        "page": title,
        "volume": title,
        "author": [{"given": f"{name} {at}", "family": name} for at in range(people)],
        "authors": [{"name": f"{name} {at}"} for at in range(people)],
        "authorships": [{"author": {"display_name": f"{name} {at}"}} for at in range(people)],
        "abstract_inverted_index": {f"w{at}": [at] for at in range(people)},
        "primary_location": {"source": {"display_name": title, "type": "journal"}},
        "year": 2021,
        "issued": {"date-parts": [[2021]]},
    }
    return json.dumps({**best, "data": [best], "results": [best]})


_TEXTS = {
    "words": Family("records/markup", _answer("Alpha beta ")),
    "tags": Family("records/markup: _TAG, _BLOCK", _answer("<p>a</p>")),
    "open tags": Family("records/markup: _TAG", _answer("<a ")),
    "open tags of a prefix": Family("records/markup: _TAG", _answer("<jats:a ")),
    "blanks of a tag": Family("records/markup: _TAG", _answer(" ", "<p", "b")),
    "open comments": Family("records/markup: _TAG", _answer("<!--")),
    "unseen elements": Family("records/markup: _UNSEEN", _answer("<script>a</script>")),
    "open unseen elements": Family("records/markup: _UNSEEN", _answer("<script>")),
    "open unseen tags": Family("records/markup: _UNSEEN", _answer("<script ")),
    "headings": Family("records/markup: _HEADING", _answer(" ", "<title>abstract", "b")),
    "entities": Family("records/markup", _answer("&amp;lt;")),
    "open entities": Family("records/markup", _answer("&")),
    "dollars": Family("records/markup: _MATHEMATICS", _answer("$a")),
    "open dollars": Family("records/markup: _MATHEMATICS", _answer("$")),
    "formulas": Family("records/markup: _SCRIPT", _answer("$a_{b}$")),
    "commands": Family("records/markup: _COMMAND", _answer("\\emph{a}")),
    "commands in one another": Family("records/markup: _COMMAND", _answer("\\emph{")),
    "commands of their own": Family(
        "records/markup: _COMMAND",
        lambda n: _registered("".join(f"\\emph{{{_word(at)}}}" for at in range(n))),
    ),
    "accents": Family("records/markup: _COMMAND", _answer("\\'{e}")),
    "braces": Family("records/markup: _GROUP", _answer("{a}")),
    "open braces": Family("records/markup: _GROUP", _answer("{a")),
    "blanks": Family("records/markup", _answer(" ", "a", "b")),
    "controls": Family("records/markup, printable", _answer("\x9b\u202e")),
    "brackets": Family("bibliography/identifiers: DOI", _answer(")")),
    "marks": Family("records/markup", _answer("\u0301\u0323", "a")),
    "commas": Family("records/venue_names: _PARTS", _answer("a, ")),
    "volumes": Family("records/venue_names: _VOLUME", _answer("vol. ")),
    "numbers": Family("records/csl", _answer("1-")),
}
ANSWERS = {
    "names": Family("bibliography/names", lambda n: _registered("Alpha Beta", n)),
    "names with commas": Family(
        "bibliography/names", lambda n: _registered("Alpha", n, name="a, B.")
    ),
    "names of markup": Family(
        "records/markup", lambda n: _registered("Alpha", n, name="<b>\\'{e}</b>")
    ),
    **_TEXTS,
    "nested arrays": Family("records/csl: loaded", lambda n: "[" * n),
    "nested objects": Family("records/csl: loaded", lambda n: '{"title":' * n),
    "numbers without end": Family("records/csl: loaded", lambda n: '{"year": ' + "1" * n + "}"),
}
"""Answers of registries in JSON."""


def _entries(made: Callable[[int], str]) -> Callable[[int], str]:
    return lambda number: (
        '<feed xmlns="http://www.w3.org/2005/Atom">'
        + "".join(
            f"<entry><id>http://arxiv.org/abs/2101.{at:05d}v1</id>{made(at)}"
            "<published>2021-01-01T00:00:00Z</published></entry>"
            for at in range(number)
        )
        + "</feed>"
    )


def _fed(part: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda number: _entries(
        lambda _: f"<title>a {before}{part * number}{after}</title><summary>{part}</summary>"
    )(1)


FEEDS = {
    "papers": Family(
        "records/atom",
        _entries(lambda at: f"<title>{_word(at)} b</title><author><name>A B</name></author>"),
    ),
    "names": Family(
        "records/atom",
        lambda n: _entries(lambda _: "<title>a</title>" + "<author><name>A B</name></author>" * n)(
            1
        ),
    ),
    "entities": Family("records/atom", _fed("&amp;")),
    "lines": Family("records/atom", _fed("a\n")),
    "elements": Family("records/atom", _fed("<b/>")),
    "elements of their own": Family(
        "records/atom", lambda n: _entries(lambda _: "".join(f"<a{at}/>" for at in range(n)))(1)
    ),
    "open elements": Family("records/atom", _fed("<b>")),
    "attributes": Family(
        "records/atom", lambda n: "<feed " + " ".join(f'a{at}="b"' for at in range(n)) + "/>"
    ),
    "namespaces": Family(
        "records/atom", lambda n: "<feed " + " ".join(f'xmlns:a{at}="b"' for at in range(n)) + "/>"
    ),
    "comments": Family("records/atom", _fed("<!-- a -->")),
    "open comments": Family("records/atom", _fed("<!-- a ")),
    "data": Family("records/atom", _fed("<![CDATA[a]]>")),
}
"""Answers of arXiv."""

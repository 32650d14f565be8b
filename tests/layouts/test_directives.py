"""Comments by which a list says how it is to be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.layouts.columns import Columns
from kdcat.layouts.directives import Directive, directive
from kdcat.reading.document import document
from kdcat.reading.page import Form, PageListing, Skipped, read_page

ITEM = "- [{0} for Everyone and Everything](https://arxiv.org/abs/2001.0000{1}), CVPR 2020\n"
LIST = "".join(ITEM.format(name, at) for at, name in enumerate(["Teachers", "Students", "Schools"]))
TABLE = "| A | B | C |\n|-|-|-|\n| x1 | Teachers of Mine | ICML 2019 |\n| x2 | Students of Mine | ICML 2018 |\n"


def page(text: str) -> PageListing:
    return read_page(document(text))


@pytest.mark.parametrize(
    ("comment", "asked"),
    [
        (" kdcat: no papers ", Directive(papers=False)),
        ("kdcat:no\n papers", Directive(papers=False)),
        ("Kdcat: No Papers", None),
        ("kdcat: no paper", None),
        ("kdcat: ignore-line", None),
        ("a remark", None),
        ("kdcat: layout", None),
        ("kdcat: layout bold", Directive(form="title in bold")),
        ("kdcat: layout link", Directive(form="title is a link")),
        ("kdcat: layout quotes", Directive(form="title in quotes")),
        ("kdcat: layout key", Directive(form="title after its name")),
        ("kdcat: layout first", Directive(form="title first")),
        ("kdcat: layout after-authors", Directive(form="title after the authors")),
        ("kdcat: layout italics", Directive(form="title in italics")),
        ("kdcat: layout bold italics", None),
        ("kdcat: layout tabel title=1", None),
        (
            "kdcat: layout table title=2 year=4 venue=1",
            Directive(columns=Columns(1, ("venue", "title", "other", "date"), ())),
        ),
        ("kdcat: layout table venue=1", None),
        ("kdcat: layout table title=0", None),
        ("kdcat: layout table title=101", None),
        ("kdcat: layout table title=1 colour=2", None),
        ("kdcat: layout table title=one", None),
    ],
)
def test_what_a_comment_asks_for(comment: str, asked: Directive | None) -> None:
    assert directive(comment) == asked


@given(st.text(alphabet="kdcat: layout tbe=19no pr²\n"))
def test_any_comment_can_be_asked(comment: str) -> None:
    directive(f"kdcat: layout table title=1 {comment}")
    directive(comment)


def test_no_papers_holds_to_the_end_of_its_section() -> None:
    text = f"# T\n\n## A\n\n<!-- kdcat: no papers -->\n\n{LIST}\n### B\n\n{LIST}\n## C\n\n{LIST}"
    listing = page(text)
    assert [(entry.line, entry.sections) for entry in listing.entries] == [
        (19, ("C",)),
        (20, ("C",)),
        (21, ("C",)),
    ]
    marked = zip([7, 8, 9, 13, 14, 15], LIST.splitlines() * 2, strict=True)
    assert listing.skipped == [
        Skipped(line, item[2:], "marked as no papers") for line, item in marked
    ]


def test_a_comment_holds_from_its_line_on() -> None:
    text = f"# T\n\n## A\n\n{LIST}\n<!-- kdcat: no papers -->\n\n{LIST}"
    assert [entry.line for entry in page(text).entries] == [5, 6, 7]


def test_a_later_comment_holds_instead_of_one_before_it() -> None:
    text = (
        f"# T\n\n## A\n\n<!-- kdcat: no papers -->\n\n{TABLE}\n### B\n\n"
        f"<!-- kdcat: layout table title=2 venue=3 -->\n\n{TABLE}"
    )
    assert [entry.line for entry in page(text).entries] == [18, 19]


def test_a_comment_gives_the_columns() -> None:
    listing = page(f"# T\n\n## S\n\n<!-- kdcat: layout table title=2 venue=3 -->\n\n{TABLE}")
    assert [(e.reading.title, e.reading.said.venue, e.year) for e in listing.entries] == [
        ("Teachers of Mine", "ICML", 2019),
        ("Students of Mine", "ICML", 2018),
    ]
    words = "table: title in column 2, venue in column 3"
    assert listing.forms == [Form(7, 11, ("S",), words, 2, ())]


def test_a_comment_says_what_sets_the_title_apart() -> None:
    item = "- *Learning from Teachers at School* **A Study of Students and of Them** CVPR 2020\n"
    for form, title in [
        ("bold", "A Study of Students and of Them"),
        ("italics", "Learning from Teachers at School"),
    ]:
        text = f"# T\n\n## S\n\n<!-- kdcat: layout {form} -->\n\n{item * 3}"
        assert [entry.reading.title for entry in page(text).entries] == [title] * 3

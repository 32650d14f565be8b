"""Where the parts of an entry stand, and that lint sees them in every form that is read."""

from __future__ import annotations

import io
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.layouts.places import Places
from kdcat.lint.checking import check
from kdcat.reading.blocks import Block
from kdcat.reading.catalog import parse, places_of, read
from kdcat.reading.document import Document, document
from kdcat.reading.source import Source
from kdcat.text import Span


def placed(text: str) -> tuple[Document, Places]:
    walked = document(text)
    block = next(element for element in reversed([*walked.elements]) if isinstance(element, Block))
    return walked, walked.places(block)


def said(text: str) -> dict[str, object]:
    """What stands at the places of the parts of the only entry of a text."""
    document, places = placed(text)

    def at(span: Span | None) -> str | None:
        return None if span is None else document.text[slice(*span)]

    return {
        "titles": [at(stretch.words) for stretch in places.titles],
        "whole": [at(stretch.whole) for stretch in places.titles],
        "fields": at(places.fields),
        "venue": at(places.venue),
        "year": at(places.year),
        "links": [
            (link.kind, at(link.label), at(link.url), link.address, link.is_home)
            for link in places.links
        ],
        "home": places.is_home,
    }


A, B = "https://x.org/a", "https://github.com/a/b"


def test_the_parts_of_the_home_form() -> None:
    line = f"* **A title**, CVPR 2024, [ :link: ]({A}) [ :octocat: ]({B})"
    home = {
        "titles": ["A title"],
        "whole": ["**A title**"],
        "fields": ", CVPR 2024, ",
        "venue": "CVPR",
        "year": "2024",
        "links": [("paper", " :link: ", A, A, True), ("code", " :octocat: ", B, B, True)],
        "home": True,
    }
    assert said(line) == home
    # This is not of the usual form, and goes the way of the inline parser.
    assert said(line.replace("CVPR", "*CVPR*")) == home | {"fields": ", *CVPR* 2024, "}


FIELD = st.text("ab XY3:,.!?()/@-–é'\"~|;+=\xa0", max_size=20)


@given(FIELD, FIELD, FIELD, st.sampled_from([":link:", ":octocat:"]), st.booleans())
def test_the_parts_of_the_usual_form_stand_where_the_recognisers_find_them(
    title: str, venue: str, path: str, label: str, code: bool
) -> None:
    line = f"* **{title}a**, {venue} 2020 {title}, [ {label} ](https://x.org/{path})"
    line += f" [ :octocat: ]({B})  " if code else ""
    walked, found = placed(f"## A\n\n{line}\n")
    with patch("kdcat.layouts.places.usual_form", lambda _: None):
        assert found == placed(walked.text)[1]


def test_the_parts_of_other_forms() -> None:
    assert said(f"- __A__ : **B**, *CVPR* 2024 [Paper]({A}) [code](<{B}>)") == {
        "titles": ["A", "B"],
        "whole": ["__A__", "**B**"],
        "fields": ", *CVPR* 2024 ",
        "venue": "CVPR",
        "year": "2024",
        "links": [("paper", "Paper", A, A, False), ("code", "code", B, B, False)],
        "home": False,
    }
    assert said(f'1. [A *title*]({A} "t"), CVPR 2024 [code]({B})') == {
        "titles": ["A *title"],
        "whole": [f'[A *title*]({A} "t")'],
        "fields": ", CVPR 2024 ",
        "venue": "CVPR",
        "year": "2024",
        "links": [("paper", "A *title*", A, A, False), ("code", "code", B, B, False)],
        "home": False,
    }
    assert said(f"* A title,\n  CVPR\n  2024, [ :link: ][1]\n\n[1]: {A}") == {
        "titles": ["A title"],
        "whole": ["A title"],
        "fields": ",\n  CVPR\n  2024, ",
        "venue": "CVPR",
        "year": "2024",
        "links": [("paper", " :link: ", "", A, True)],
        "home": False,
    }
    assert said(f"> * **[A title]({A})**, CVPR 2024")["links"] == [
        ("paper", "A title", A, A, False)
    ]


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ("[ :link: ](https://x.org/a b)", [("paper", ":link:", "https://x.org/a b", None, True)]),
        ("[paper](https://x.org/a b)", [("paper", "paper", "https://x.org/a b", None, False)]),
        ("[ :link: ](https://x.org/a", [("paper", ":link:", "https://x.org/a", None, True)]),
        ("[ :octocat: (https://x.org/a)", [("code", ":octocat:", "https://x.org/a", None, True)]),
        (
            f"[ :link: ]([{A}]({A})) [code]({B})",
            [("paper", " :link: ", f"[{A}]({A})", None, True), ("code", "code", B, B, False)],
        ),
        ("[ :link: ]()", [("paper", " :link: ", "", None, True)]),
        ("`[ :link: ](x y)` [pdf](#)", [("paper", "pdf", "#", None, False)]),
    ],
)
def test_broken_links_have_places_too(links: str, expected: list[object]) -> None:
    # In a code span, nothing is a link; what is read as fields ends there all the same.
    assert said(f"* **A title**, CVPR 2024, {links}")["links"] == expected


@pytest.mark.parametrize(
    ("entry", "words", "whole"),
    [
        ("**A *b***, 2024", "A *b*", "**A *b***"),
        ("***A** title*, [pdf](https://x.org)", "A", "**A**"),
        ("***A title**, 2024, [ :link: ](https://x.org)", "A title", "**A title**"),
        ("<b>A</b>, 2024, [pdf](https://x.org)", "A", "<b>A</b>"),
        ("**A &amp; `b`**, 2024", "A &amp; `b`", "**A &amp; `b`**"),
        ("🔥 **A**  \n  , 2024", "A", "**A**"),
    ],
)
def test_the_place_of_a_title_in_bold(entry: str, words: str, whole: str) -> None:
    document, places = placed(f"* x\n\n{entry}" if entry.startswith("***A t") else f"* {entry}")
    (stretch,) = places.titles
    assert document.text[slice(*stretch.words)] == words
    assert document.text[slice(*stretch.whole)] == whole


MARKS = st.sampled_from(
    ["**", "__", "*", "`", "[", "]", "(", ")", "](", " :link: ", ":octocat:", "paper", "code", " ",
     ", ", "CVPR", "2024", "https://x.org/a", "<b>", "</b>", "<!--", "-->", "\\", "&amp;", "\n  ",
     "Ü", ": ", "[ :link: ](https://x.org/a)", "[pdf](https://x.org)", "![", "<https://x.org>"]
)  # fmt: skip


@given(st.lists(MARKS, max_size=25).map("".join), st.sampled_from(["* ", "1. ", "> * ", "", "*\t"]))
def test_all_places_lie_in_the_entry_in_their_order(text: str, bullet: str) -> None:
    catalog = read(io.StringIO(f"# T\n\n{bullet}{text}\n"))
    for listing in catalog.listings:
        span, places = catalog.document.span(listing.block), places_of(listing, catalog.document)
        assert len(places.masked) == span.end - span.start
        for stretch in places.titles:
            assert span.start <= stretch.whole.start <= stretch.words.start
            assert stretch.words.end <= stretch.whole.end <= span.end
        if places.fields:
            assert places.titles[-1].whole.end == places.fields.start
            assert places.fields.start <= places.fields.end <= span.end
        for link in places.links:
            assert span.start <= link.span.start <= link.span.end <= span.end
            assert link.span.start <= link.url.start <= link.url.end <= link.span.end


# Two faulty entries, in three forms.

FAULTS = [
    ("Alpha", "arXiv 2005", "https://arxiv.org/abs/2005.14435", "http://github.com/a/a"),
    ("Beta \u2013 two", "ECCV 2021", "https://x.org/b?utm_source=y", "https://github.com/b/b/tree/main"),
    ("Gamma", "Interspech 2021", "http://www.arxiv.org/pdf/2101.00001v2#:~:text=a", "https://github.com/g/g"),
    ("Gamma", "Interspeech 2020", "https://arxiv.org/abs/2101.00001", "https://github.com/g/g"),
    ("Delta", "CVPR 2024", "https://openaccess.thecvf.com/content/ICCV2023/html/L_ICCV_2023_paper.html", "https://github.com/d/d"),
    ("Eps", "ACM 2020", "https://x.org/e?X-Amz-Date=1", "https://github.com/e/e"),
]  # fmt: skip
FORMS = {
    "home": "* **{title}**, {fields}, [ :link: ]({paper}) [ :octocat: ]({code})\n",
    "words": "- **{title}**, {fields}. [[paper]({paper})] [[code]({code})]\n",
    "linked": "* [{title}]({paper}), {fields} [code]({code})\n",
}
# By LINT.md these judge how an entry is written, and not what it says.
OF_FORM = {"field-separator", "misplaced-year", "missing-venue", "missing-year", "missing-paper-link"}  # fmt: skip


def facts(form: str) -> list[tuple[object, ...]]:
    """The findings of fact in entries of a form: the rule, what it is about, what it would do."""
    lines = (
        FORMS[form].format(title=title, fields=fields, paper=paper, code=code)
        for title, fields, paper, code in FAULTS
    )
    text = "# List\n\n" + "".join(lines)
    return sorted(
        (
            problem.line, problem.rule, problem.severity, problem.message, problem.suggestion or "",
            [text[edit.start : edit.end] for edit in problem.edits or problem.unsafe],
        )
        for problem in check([parse(Source("list.md", text.encode(), None))])
        if problem.rule not in OF_FORM
    )  # fmt: skip


@pytest.mark.parametrize("form", ["words", "linked"])
def test_entries_of_any_form_have_the_same_findings_of_fact(form: str) -> None:
    home = facts("home")
    assert facts(form) == home
    assert [(line, rule) for line, rule, *_ in home] == [
        (1, "section-not-sorted"),
        (3, "arxiv-year-mismatch"),
        (3, "insecure-http"),
        (4, "code-link-into-tree"),
        (4, "impossible-venue-year"),
        (4, "non-ascii-punctuation"),
        (4, "tracking-query"),
        (5, "insecure-http"),
        (5, "non-canonical-arxiv-url"),
        (5, "text-fragment"),
        (5, "venue-misspelled"),
        (6, "conflicting-duplicates"),
        (6, "duplicate-in-section"),
        (6, "preprint-link-for-published-paper"),
        (6, "year-before-arxiv"),
        (7, "venue-vs-url"),
        (7, "year-vs-url"),
        (8, "expiring-url"),
        (8, "publisher-as-venue"),
    ]


def test_a_broken_link_is_found_by_any_label() -> None:
    for label, kind in (("[ :link: ]", "paper"), ("[paper]", "paper"), ("[code]", "code")):
        other = "[pdf](https://x.org/a) " if kind == "code" else ""
        text = f"* **Alpha**, ICASSP 2021, {other}{label}(https://x.org/a b)\n"
        (problem,) = check([parse(Source("list.md", text.encode(), None))])
        assert problem.rule == "broken-link-syntax"
        assert problem.message == "this is no link: its destination has spaces"
        assert text[problem.column - 1 : problem.end_column - 1] == f"{label}(https://x.org/a b)"

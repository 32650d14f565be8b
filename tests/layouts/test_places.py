"""Where the parts of an entry stand, and that lint sees them in every form that is read."""

from __future__ import annotations

import io
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.common.utils import unescapeAll

from kdcat.layouts.places import Places
from kdcat.lint.checking import check
from kdcat.reading.catalog import places_of, read
from kdcat.reading.document import Document, document
from kdcat.text import Span
from tests.making import catalog
from tests.reading import forms


def placed(text: str) -> tuple[Document, Places]:
    walked = document(text)
    block = next(element for element in reversed([*walked.elements]) if element.kind == "paragraph")
    return walked, walked.places(block)


def placed_if_entry(line: str) -> Places | None:
    try:
        return placed(f"## A\n\n{line}\n")[1]
    except ValueError:
        return None


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


@given(
    FIELD,
    st.sampled_from([", ", ",", ". ", ":", " ", " ,", ""]),
    FIELD,
    st.sampled_from([f"[ {label} ](https://x.org/" for label in (":link:", ":octocat:")] + [""]),
    FIELD,
    st.booleans(),
)
def test_the_parts_of_the_usual_form_stand_where_the_recognisers_find_them(
    title: str, between: str, venue: str, link: str, path: str, code: bool
) -> None:
    line = f"* **{title}a**{between}{venue} 2020 {title}"
    line += f", {link}{path})" if link else ""
    line += f" [ :octocat: ]({B})  " if code else ""
    found = placed_if_entry(line)
    with patch("kdcat.layouts.places.usual_form", lambda _: None):
        assert found == placed_if_entry(line)


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


# How some forms say where a paper is without a link that has its own place: a bare address, or a
# reference to a definition far below.
PLACELESS = {"sub-bullets with keys", "title, venue (year), link at end", "reference link", "bare urls", "numbered, reference links", "keys on soft lines"}  # fmt: skip
# A title in parts that are not all set apart alike has no one place.
UNTITLED = {"name: title"}


@pytest.mark.slow
@pytest.mark.parametrize("form", [*forms.FORMS, *forms.TABLES])
def test_what_stands_at_the_places_of_entries_in_any_form(form: str) -> None:
    catalog = read(io.StringIO(forms.listed(form)))
    text = catalog.text
    found = []
    for listing in catalog.listings:
        entry = places_of(listing, catalog.document)
        urls = {link.kind: text[slice(*link.url)] for link in reversed(entry.links)}
        found.append((
            [text[slice(*stretch.words)] for stretch in entry.titles],
            urls.get("paper"),
            urls.get("code"),
        ))  # fmt: skip
    told = [forms.said(form, paper) for paper in forms.PAPERS]
    assert found == [
        (
            [paper["title"]] if form not in UNTITLED else [],
            (
                paper["paper_url"]
                if form not in PLACELESS
                else {"reference link": "", "numbered, reference links": ""}.get(form)
            ),
            paper["code_url"] if form not in PLACELESS else None,
        )
        for paper in told
    ]


def test_the_parts_of_a_linked_title_are_placed_on_a_page_of_another_form() -> None:
    entry = (
        "- [A title of words](https://x.org/1), Ann Lee, Bo Wu, CVPR 2021 [code](https://x.org/2)"
    )
    catalog = read(io.StringIO(f"# T\n\n{entry}\n"))
    (places,) = [places_of(listing, catalog.document) for listing in catalog.listings]
    found = [places.fields, places.venue, places.year]
    assert [catalog.text[slice(*place)] for place in found if place] == [
        ", Ann Lee, Bo Wu, CVPR 2021 ", "Ann Lee, Bo Wu, CVPR", "2021"
    ]  # fmt: skip


def test_a_link_with_half_a_tag_in_it_is_placed_on_a_page_of_another_form() -> None:
    entry = "- [\x1b[ :link: ]Venue</h2>](https://x.org/b), CVPR 2020"
    catalog = read(io.StringIO(f"# T\n\n<!-- kdcat: layout table title=1 -->\n\n{entry}\n"))
    (places,) = [places_of(listing, catalog.document) for listing in catalog.listings]
    assert catalog.text[slice(*places.span)] == entry


def test_entries_that_share_a_line_with_many_are_placed_at_its_beginning() -> None:
    entries = [f"<p>Alpha {n} beta, CVPR 2020 [pdf](https://x.org/{n})" for n in range(200)]
    head = "# T\n\n<!-- kdcat: layout table title=1 -->\n\n"
    for several in (entries[:3], entries):
        catalog = read(io.StringIO(f"{head}{''.join(several)}\n"))
        placed = [places_of(listing, catalog.document) for listing in catalog.listings]
        assert len(placed) == len(several)
        # Each looked for in the whole line, they would keep and go through it as often as there are.
        assert all(bool(places.titles) is (several is not entries) for places in placed)
        assert sum(len(places.masked) for places in placed) <= 3 * len(catalog.text)


WORDS = st.sampled_from([
    "\n\n- ", "\n- ", "\n\n## ", "\n\n", "\n  - ", "\n| a | b |\n|-|-|\n| ", " | ", "<br>", "<li>", "</li>", "<tr><td>", "</td></tr>",
    "**A title of it**", "*Ann Lee, Bo Chen*", "\"Titles in quotes, and more\"", "CVPR 2020", "[paper](https://x.org/a.pdf)",
    "[[code](https://github.com/a/b)]", "[A linked title](https://arxiv.org/abs/2001.00001)", "<a href='https://x.org/b'>pdf</a>",
    "https://arxiv.org/abs/2001.00002", "`code`", "<!-- c -->", "&amp;", "\\*", " - ", ", ", ". ", "\t", "A Plain Title of Words", "1. ", "> ", "é", "\r\n",
])  # fmt: skip


@given(st.lists(WORDS, max_size=30).map("".join))
def test_all_places_in_other_forms_lie_in_the_text(text: str) -> None:
    catalog = read(io.StringIO(f"# T\n\n- {text}\n"))
    for listing in catalog.listings:
        span, entry = catalog.document.span(listing.block), places_of(listing, catalog.document)
        assert 0 <= span.start <= entry.body <= span.end <= len(catalog.text)
        for stretch in entry.titles:
            assert span.start <= stretch.words.start <= stretch.words.end <= span.end
            if entry.fields is None:
                words = entry.masked[
                    stretch.words.start - span.start : stretch.words.end - span.start
                ]
                assert " ".join(words.split()) == listing.paper.title
        for link in entry.links:
            assert span.start <= link.span.start <= link.url.start <= link.url.end <= link.span.end
            assert link.span.end <= span.end
            url = unescapeAll(catalog.text[slice(*link.url)])
            assert url == (link.destination or "")


# Two faulty entries, in three forms.

FAULTS = [
    ("Alpha", "arXiv 2005", "https://arxiv.org/abs/2005.14435", "http://github.com/a/a"),
    ("Beta \u2013 two", "ECCV 2021", "https://x.org/b?utm_source=y", "https://github.com/b/b/tree/main"),
    ("Gamma", "Interspech 2021", "http://www.arxiv.org/pdf/2103.00001v2#:~:text=a", "https://github.com/g/g"),
    ("Gamma", "Interspeech 2020", "https://arxiv.org/abs/2103.00001", "https://github.com/g/g"),
    ("Delta", "CVPR 2024", "https://openaccess.thecvf.com/content/ICCV2023/html/L_ICCV_2023_paper.html", "https://github.com/d/d"),
    ("Eps", "ACM 2020", "https://x.org/e?X-Amz-Date=1", "https://github.com/e/e"),
]  # fmt: skip
FORMS = {
    "home": "* **{title}**, {fields}, [ :link: ]({paper}) [ :octocat: ]({code})\n",
    "words": "- **{title}**, {fields}. [[paper]({paper})] [[code]({code})]\n",
    "linked": "* [{title}]({paper}), {fields} [code]({code})\n",
}
# By LINT.md these judge how an entry is written, and not what it says.
OF_FORM = {
    "field-separator", "misplaced-year", "missing-venue", "missing-year", "missing-paper-link",
    "text-after-links",
}  # fmt: skip


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
        for problem in check([catalog(text)])
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
        (8, "expiring-url"),
        (8, "publisher-as-venue"),
    ]


def test_a_broken_link_is_found_by_any_label() -> None:
    for label, kind in (("[ :link: ]", "paper"), ("[paper]", "paper"), ("[code]", "code")):
        other = "[pdf](https://x.org/a) " if kind == "code" else ""
        text = f"* **Alpha**, ICASSP 2021, {other}{label}(https://x.org/a b)\n"
        (problem,) = check([catalog(text)])
        assert problem.rule == "broken-link-syntax"
        assert problem.message == "this is no link: its destination has spaces"
        assert text[problem.column - 1 : problem.end_column - 1] == f"{label}(https://x.org/a b)"

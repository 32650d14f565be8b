"""Papers written as a catalog, read back by markdown-it and by the reader of catalogs."""

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kdcat.bibliography.addresses import address
from kdcat.formats.table import render
from kdcat.layouts.inline import parser
from kdcat.layouts.line import entry_line
from kdcat.layouts.listing import listing
from kdcat.layouts.pieces import whole_content
from kdcat.layouts.recognise import recognise
from kdcat.paper import Paper
from kdcat.printable import printable
from kdcat.reading.catalog import parse
from kdcat.reading.source import Source
from kdcat.words import one_line
from tests.formats.cases import ALL, BARE, FULL, HOSTILE, addresses, hostile, texts
from tests.making import paper as paper_of

CATALOG = Source("catalog.md", b"", None)


def read(markdown: str) -> tuple[Paper, ...]:
    return parse(CATALOG.holding(f"# Papers\n\n## M\n\n{markdown}\n".encode())).papers


def said(paper: Paper) -> tuple[object, ...]:
    """What the line itself says of a paper, apart from where it stands."""
    return paper.title, paper.venue_raw, paper.year, paper.paper_url, paper.code_url


def bold(line: str) -> str:
    """The text in bold at the beginning of a bullet, as CommonMark renders it."""
    tokens = MarkdownIt("commonmark").parse(line)
    assert [token.type for token in tokens[:3]] == [
        "bullet_list_open", "list_item_open", "paragraph_open",
    ]  # fmt: skip
    children = tokens[3].children or []
    assert [child.type for child in children[:2]] == ["text", "strong_open"]
    assert children[0].content == ""
    end = next(at for at, child in enumerate(children) if child.type == "strong_close")
    assert {child.type for child in children[2:end]} <= {"text"}
    return "".join(child.content for child in children[2:end])


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({}, "* **Bare**"),
        ({"venue_raw": "CVPR"}, "* **Bare**, CVPR"),
        ({"year": 2021}, "* **Bare**, 2021"),
        ({"venue_raw": "DCASE2024 Challenge", "year": 2024}, "* **Bare**, DCASE2024 Challenge"),
        ({"venue_raw": "A*", "year": 2021}, "* **Bare**, A\\* 2021"),
        ({"paper_url": "https://a.org/x_y"}, "* **Bare**, [ :link: ](https://a.org/x_y)"),
        ({"code_url": "https://a.org/"}, "* **Bare**, [ :octocat: ](https://a.org/)"),
        (
            {
                "venue_raw": "AAAI",
                "year": 2020,
                "paper_url": "https://a.org/S00(20)",
                "code_url": "https://b.org/?a&amp;b<c>&d",
            },
            (
                "* **Bare**, AAAI 2020, [ :link: ](<https://a.org/S00(20)>) "
                "[ :octocat: ](<https://b.org/?a\\&amp;b\\<c\\>&d>)"
            ),
        ),
        ({"title": "A & B <C> [d] e_f *g* `h` \\i &amp;"},
         "* **A & B \\<C\\> \\[d\\] e\\_f \\*g\\* \\`h\\` \\\\i \\&amp;**"),
        ({"title": "two\n lines "}, "* **two lines**"),
        ({"title": "So it is:"}, "* **So it is:**,"),
        ({"title": "So it is:", "year": 2021}, "* **So it is:**, 2021"),
        ({"title": "a](#b) [c](d)"}, "* **a\\]\\(#b) \\[c\\](d)**"),
        ({"venue_raw": "(A)"}, "* **Bare**, ((A))"),
        ({"venue_raw": "[A]", "year": 2021}, "* **Bare**, \\[\\[A\\]\\] 2021"),
        ({"venue_raw": "A (B)", "year": 2021}, "* **Bare**, A (B) 2021"),
        ({"venue_raw": "A ("}, "* **Bare**, (A ()"),
        ({"paper_url": "https://a.org/b c\n"}, "* **Bare**, [ :link: ](https://a.org/b%20c%0A)"),
    ],
)  # fmt: skip
def test_a_line_as_it_is_written(change: dict[str, object], line: str) -> None:
    assert entry_line(Paper(**(BARE._asdict() | change))) == line


def told(paper: Paper) -> tuple[object, ...]:
    """What a catalog says of a paper."""
    return *said(paper), paper.modality, paper.task, paper.subtask


def read_whole(markdown: str) -> tuple[Paper, ...]:
    return parse(CATALOG.holding(markdown.encode())).papers


@pytest.mark.parametrize("papers", [ALL, ALL[::-1], sorted(ALL, key=said)], ids=["", "-", "sorted"])
def test_every_paper_of_the_catalog_comes_back(papers: tuple[Paper, ...]) -> None:
    back = read_whole("".join(render("markdown", papers)))
    assert list(map(told, back)) == list(map(told, papers))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_are_rendered_as_they_are(text: str) -> None:
    line = entry_line(hostile(text))
    assert "\n" not in line
    assert bold(line) == one_line(text).replace("\0", "\ufffd")


@given(texts)
def test_any_title_is_rendered_as_it_is(text: str) -> None:
    assume(text.strip())
    assert bold(entry_line(FULL._replace(title=text))) == one_line(text).replace("\0", "\ufffd")


@given(texts)
def test_any_title_comes_back(text: str) -> None:
    title = one_line(text).rstrip(",;")
    assume(any(letter.isalnum() for letter in title) and "\0" not in title)
    assume(title == one_line(title))
    paper = FULL._replace(title=title)
    content = entry_line(paper).removeprefix("* ")
    entry = recognise(whole_content(content), parser(), {})
    assert entry is not None
    assert entry[: len(said(paper))] == said(paper)


@given(addresses)
def test_any_address_comes_back(url: str) -> None:
    assume(address(url) == url)
    paper = FULL._replace(paper_url=url, code_url=url)
    (back,) = read(entry_line(paper))
    assert said(back) == said(paper)


def paper(title: str, *sections: str) -> Paper:
    """A paper that says its title alone."""
    return paper_of(title, "/".join(sections) if sections else None, catalog="catalog.md")


def test_an_export_has_the_headings_of_the_sections() -> None:
    papers = [
        paper("A", "M", "T", "S #"), paper("B", "M", "T", "S #"), paper("C", "M", "T"),
        paper("D", "M", "*U*"), paper("E", "M"), paper("F", "N", "T"), paper("G", ""),
    ]  # fmt: skip
    text = "".join(render("markdown", papers))
    assert text == (
        "## M\n\n### T\n\n#### S \\#\n\n* **A**\n* **B**\n\n### T\n\n* **C**\n\n"
        "### \\*U\\*\n\n* **D**\n\n## M\n\n* **E**\n\n## N\n\n### T\n\n* **F**\n\n##\n\n* **G**\n"
    )
    assert list(map(told, read_whole(text))) == list(map(told, papers))


def test_headings_come_again_where_the_papers_do() -> None:
    papers = [paper("A", "M", "T"), paper("B", "N"), paper("C", "M", "T"), paper("D", "M", "U")]
    text = "".join(render("markdown", papers))
    assert text == (
        "## M\n\n### T\n\n* **A**\n\n## N\n\n* **B**\n\n## M\n\n### T\n\n* **C**\n\n"
        "### U\n\n* **D**\n"
    )
    assert list(map(told, read_whole(text))) == list(map(told, papers))


def test_papers_of_no_section_come_before_all_sections() -> None:
    papers = [paper("A", "M"), paper("B"), paper("C", "M"), paper("D")]
    assert "".join(render("markdown", papers)) == ("* **B**\n* **D**\n\n## M\n\n* **A**\n* **C**\n")


def test_authors_are_a_paragraph_of_their_own() -> None:
    papers = (
        paper("One", "A")._replace(authors="Anna Graves, [B] Hinton", paper_url="https://x.org/a"),
        paper("Two", "A")._replace(authors="WhaleAI et al."),
        paper("Three", "A"),
    )
    text = "".join(listing(papers))
    assert text == (
        "## A\n\n* **One**, [ :link: ](https://x.org/a)\n\n  Authors: Anna Graves, \\[B\\] Hinton\n"
        "* **Two**\n\n  Authors: WhaleAI et al.\n* **Three**\n"
    )
    back = parse(CATALOG.holding(text.encode())).papers
    assert [(one.title, one.authors) for one in back] == [
        ("One", "Anna Graves, [B] Hinton"), ("Two", "WhaleAI et al."), ("Three", None)
    ]  # fmt: skip


@given(texts)
def test_any_authors_come_back(text: str) -> None:
    authors = one_line(text)
    assume(authors and "\0" not in authors and printable(authors) == authors)
    linked = paper("One", "A", "B")._replace(authors=authors, paper_url="https://x.org/a")
    for one in (linked, linked._replace(paper_url=None)):
        back = parse(CATALOG.holding("".join(listing([one, FULL])).encode("utf-8"))).papers
        assert [said.authors for said in back] == [authors, None]


def test_below_the_lowest_heading_sections_are_groups() -> None:
    papers = [
        paper("A", "M", "T", "S"), paper("B", "M", "T", "S"), paper("C", "M", "T", "R"),
        paper("D", "M", "T"), paper("E", "M", "U", "S"), paper("F", "M"), paper("G", "N", "U"),
    ]  # fmt: skip
    text = "".join(listing(papers, level=6))
    assert text == (
        "###### M\n\n* **T**\n  * **S**\n    * **A**\n    * **B**\n  * **R**\n    * **C**\n"
        "  * **D**\n* **U**\n  * **S**\n    * **E**\n* **F**\n\n"
        "###### N\n\n* **U**\n  * **G**\n"
    )
    assert list(map(told, read_whole(text))) == list(map(told, papers))


def test_what_acts_on_a_terminal_is_not_written_as_it_is() -> None:
    hostile = paper("a\u202eb\x1b[31m", "\u200fM\x9b")
    text = "".join(render("markdown", [hostile]))
    assert text == "## &#x200f;M\ufffd\n\n* **a&#x202e;b\ufffd\\[31m**\n"
    (back,) = read_whole(text)
    assert told(back) == told(paper("a\u202eb\ufffd[31m", "\u200fM\ufffd"))


PIECES = (
    "**", "*", "* ", "\n", "\n\n", "# ", "## ", "### ", "#### ", "##### ", "###### ", "  * ", "    * ", "+ ", "- ", "1. ", "> ",
    "[ :link: ](https://a.org/x)", "[ :octocat: ](https://github.com/a/b)", "[ :link: ](", "[ :link:",
    "[paper](https://b.org)", "[T](https://c.org/#:~:text=x)", "https://x.org", "](#a)", "](#", "* [a](#a)\n",
    " 2024", "2020, ", "2021", "(2020)", "CVPR", "DCASE2024 Challenge", "((A))", "[B]", "(", ")", "[", "]",
    ",", " , ", ":", ";", ".", "#", "|", "--", "\u2013", "!", "_", "~~", "$", "\\", "`", "`c`", "<b>", "</p>", "<!-- x -->",
    "a", "B", "Title", "é", "知", "0", "&amp;", "&#x202e;", "\u202e", "\t", "\xa0", "\u200b", "\u2028", "\x0b", "\n---\n", "===\n",
)  # fmt: skip
ON_A_LINE = [piece for piece in PIECES if "\n" not in piece]
pieces = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
phrases = st.lists(st.sampled_from(ON_A_LINE), max_size=5).map("".join)
lines = st.one_of(
    st.builds("* **{}**{}".format, phrases, phrases),
    st.builds("  * **{}**, {}".format, phrases, phrases),
    st.builds("{} {}".format, st.integers(1, 6).map("#".__mul__), phrases),
)
documents = st.one_of(pieces, st.lists(lines, max_size=8).map("\n".join), texts)
"""Text that is much like a catalog."""


@given(documents)
@example("* **So it is:** [ :link: ](none)\n* **So it is:**, ACL 2021 [ :link: ](none)")
@example("* **Its end ,**, ACL 2021")
@example("* **A**, ((ACL)) 2021\n* **B**, ([ACL])\n* **C**, ACL ( ")
@example("https://x.org[ :link: ](")
@example("  * **[paper](https://b.org)DCASE2024 Challenge**, a\n# [ :link: ](https://a.org/x)")
@example("## A \\#\n## \n* **A**\n* **](#b)**\n")
def test_what_is_read_of_any_text_comes_back(text: str) -> None:
    assume("\ud800" not in text and "\0" not in text)
    papers = read_whole(text)
    # The order is kept but for papers of no section.
    ordered = sorted(papers, key=lambda paper: paper.modality is not None)
    letters = {letter for paper in papers for letter in str(told(paper))}
    assume("Cc" not in map(unicodedata.category, letters))
    assert list(map(told, read_whole("".join(render("markdown", papers))))) == list(
        map(told, ordered)
    )

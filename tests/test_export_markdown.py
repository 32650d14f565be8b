"""A paper written as its line, read back by markdown-it and by the reader of catalogs."""

import pytest
from hypothesis import assume, given
from markdown_it import MarkdownIt

from kdcat.bibliography.addresses import address
from kdcat.formats.table import render
from kdcat.layouts.inline import parser
from kdcat.layouts.line import entry_line
from kdcat.layouts.recognise import recognise
from kdcat.paper import Paper
from kdcat.reading.catalog import parse
from kdcat.reading.source import Source
from kdcat.words import one_line
from tests.export_cases import ALL, BARE, FULL, HOSTILE, addresses, hostile, texts

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
        ({"paper_url": "https://a.org/b c\n"}, "* **Bare**, [ :link: ](https://a.org/b%20c%0A)"),
    ],
)  # fmt: skip
def test_a_line_as_it_is_written(change: dict[str, object], line: str) -> None:
    assert entry_line(Paper(**(BARE._asdict() | change))) == line


def test_every_line_of_the_catalog_says_the_same() -> None:
    lines = "".join(render("markdown", ALL))
    assert [said(paper) for paper in read(lines)] == [said(paper) for paper in ALL]


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
    entry = recognise(content, parser(), {})
    assert entry is not None
    assert tuple(entry) == said(paper)


@given(addresses)
def test_any_address_comes_back(url: str) -> None:
    assume(address(url) == url)
    paper = FULL._replace(paper_url=url, code_url=url)
    (back,) = read(entry_line(paper))
    assert said(back) == said(paper)


def test_an_export_is_bullets_alone() -> None:
    assert "".join(render("markdown", [BARE, FULL._replace(code_url=None)])) == (
        "* **Bare**\n"
        "* **RadarDistill: Boosting Radar & LiDAR {50%} with Distillation**, CVPR 2024, "
        "[ :link: ](https://example.org/a_b/~c%20d?x=1&y=2#z)\n"
    )

"""Titles that carry more than a title, links that lead elsewhere, and what only looks so."""

from __future__ import annotations

import pytest

from kdcat.editing.edit import apply
from tests.making import entry, problems

FURNITURE = {
    "back arrowGo to ICLR 2025 Conference homepage Alpha of Beta": "Alpha of Beta",
    "[PDF] Alpha of Beta": "Alpha of Beta",
    "Alpha of Beta (PDF)": "Alpha of Beta",
    "[2101.00001] Alpha of Beta": "Alpha of Beta",
    "Alpha of Beta - ACL Anthology": "Alpha of Beta",
    "Alpha of Beta | IEEE Conference Publication | IEEE Xplore": "Alpha of Beta",
    "Alpha of Beta | Proceedings of the 30th ACM International Conference on Multimedia": "Alpha of Beta",
    "Skip to main content Alpha of Beta": "Alpha of Beta",
}


@pytest.mark.parametrize(("title", "wanted"), FURNITURE.items())
def test_words_of_the_page_are_no_title(title: str, wanted: str) -> None:
    text = entry("ACL 2021", title=title.replace("[", "\\[").replace("]", "\\]"))
    (problem,) = problems(text, "page-furniture")
    assert problem.suggestion == wanted
    if "[" not in title:
        assert apply(text, problem.unsafe) == entry("ACL 2021", title=wanted)


@pytest.mark.parametrize(
    "title",
    [
        "Login Pages that Phish: a Study",
        "From PDF to Text",
        "Understanding GitHub",
        "Alpha - a Study of Proceedings",
        "Open Access for All",
    ],
)
def test_titles_may_speak_of_pages(title: str) -> None:
    assert problems(entry("ACL 2021", title=title), "page-furniture") == []


@pytest.mark.parametrize("venue", ["nan", "N/A", "TBD", "TBA", "???", "###", "To be announced"])
def test_a_venue_that_stands_for_one_to_come(venue: str) -> None:
    (problem,) = problems(entry(f"{venue} 2021"), "placeholder")
    assert (problem.severity, problem.line) == ("error", 1)


@pytest.mark.parametrize("venue", ["NAACL", "TODS", "None of the Above Workshop", "ICML"])
def test_a_venue_that_is_one(venue: str) -> None:
    assert problems(entry(f"{venue} 2021"), "placeholder") == []


def test_an_empty_bullet_between_entries() -> None:
    one, two = entry("ACL 2021"), entry("ACL 2022", "https://x.org/b", "Beta")
    text = f"# List\n\n## Text\n\n{one}* \n{two}"
    (problem,) = problems(text, "markup-in-title")
    assert (problem.line, problem.message) == (6, "a bullet without an entry")
    assert apply(text, problem.unsafe) == f"# List\n\n## Text\n\n{one}{two}"
    assert problems(f"# List\n\n## Text\n\n{one}{two}\n---\n", "markup-in-title") == []


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("Li_Alpha_CVPR_2021_supplemental.pdf", True),
        ("paper/2021/file/0a-Supplemental-Conference.pdf", True),
        ("alpha-supp.pdf", True),
        ("alpha/supplementary-material", True),
        ("support-vector-machines.pdf", False),
        ("suppose.html", False),
        ("supplying-labels.pdf", False),
    ],
)
def test_a_supplement_is_not_the_paper(path: str, is_one: bool) -> None:
    text = entry("CVPR 2021", f"https://x.org/{path}")
    assert len(problems(text, "supplement-as-paper")) == is_one


def with_code(title: str, name: str, code: str = "https://github.com/a/b") -> str:
    return f"* **{title}**, ACL 2021, [ :link: ](https://x.org/{name}) [ :octocat: ]({code})\n"


def test_one_code_for_two_papers() -> None:
    one, two = with_code("Teaching Small Networks", "a"), with_code("Whales of the North", "b")
    (problem,) = problems(one + two, "code-link-shared")
    assert (problem.line, problem.message) == (
        2,
        "the same code as that of 'Teaching Small Networks' on line 1",
    )


@pytest.mark.parametrize(
    "others",
    [
        # The same paper again, one that follows it, a home of many projects.
        ("Teaching Small Networks",),
        ("Teaching Small Networks Again, with Improved Baselines",),
        ("Whales of the North", "A Third of its Own"),
    ],
    ids=["again", "follows", "many"],
)
def test_one_code_for_what_belongs_together(others: tuple[str, ...]) -> None:
    lines = [with_code(title, str(number)) for number, title in enumerate(others)]
    assert (
        problems(with_code("Teaching Small Networks", "a") + "".join(lines), "code-link-shared")
        == []
    )


@pytest.mark.parametrize(
    ("behind", "marked"),
    [
        (" best paper", "best paper"),
        (", and [ :octocat: ](https://github.com/a/b)", ", and"),
        (" :star:", None),
        (" ![](https://x.org/star.png) <br>", None),
        (" [project](https://x.org/p)", None),
        (" <!-- a remark -->", None),
    ],
)
def test_text_behind_the_links(behind: str, marked: str | None) -> None:
    text = f"* **Alpha**, ACL 2021, [ :link: ](https://x.org/a){behind}\n"
    said = [text[one.column - 1 : one.end_column - 1] for one in problems(text, "text-after-links")]
    assert said == ([] if marked is None else [marked])


@pytest.mark.parametrize(
    ("item", "heading", "is_one"),
    [
        ("Speech", "Video", True),
        ("Image Segmentation", "Image Classification", True),
        ("Segmentation", "Image Segmentation", False),
        ("Image Segmentations", "Image segmentation", False),
        ("1. Speech (12)", "Speech", False),
    ],
)
def test_an_item_of_the_contents_names_its_heading(item: str, heading: str, is_one: bool) -> None:
    anchor = heading.lower().replace(" ", "-")
    text = f"# List\n\n* [{item}](#{anchor})\n* [Other](#other)\n\n## {heading}\n\n{entry('ACL 2021')}\n## Other\n\n{entry('ACL 2022')}"
    assert len(problems(text, "toc-text")) == is_one


def test_what_stands_behind_the_links_of_a_row_is_its_next_column() -> None:
    rows = [
        f"| [A study of small views, part {at}](https://arxiv.org/abs/2001.{at:05}) |"
        f" [code](https://github.com/a/b{at}){' (soon)' if at == 7 else ''} |\n"
        for at in range(60)
    ]
    assert (
        problems("# Views\n\n| Paper | Code |\n|---|---|\n" + "".join(rows), "text-after-links")
        == []
    )

"""`kdcat add` through the command line: the options for lists of any form, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Kdcat

Write = Callable[..., str]

TABLE = """# Papers

## Vision

| Title | Authors | Venue | Date | Paper | Code | Project |
|-------|---------|-------|------|-------|------|---------|
| Seeing less with more | Anna Author, Bert Writer | CVPR | 2020-06 | [link](https://arxiv.org/abs/2001.00001) | [code](https://github.com/a/less) | [page](https://less.github.io) |
| Small eyes: learning from views | Carl Scribe, Dora Penn | ECCV | 2020-08 | [link](https://arxiv.org/abs/2101.00002) | - | - |
| Hidden views for hidden nets | Emil Quill, Fay Note | ICLR | 2022-05 | [link](https://arxiv.org/abs/2201.00003) | - | [page](https://hidden.github.io) |
"""
PAPER = (
    "--title", "One more view", "--venue", "AAAI", "--paper-url", "https://arxiv.org/abs/2305.01234",
)  # fmt: skip


def inserted(diff: str) -> list[str]:
    """The lines that a diff inserts; it takes none away."""
    lines = diff.splitlines()
    assert not [line for line in lines[2:] if line.startswith("-")]
    return [line[1:] for line in lines[2:] if line.startswith("+")]


def test_authors_date_and_project_have_options(kdcat: Kdcat, write: Write) -> None:
    path = write(TABLE)
    diff = kdcat(
        "add", "-c", path, *PAPER, "--section", "Vision", "--authors", "Gita Ink, Hans Blot",
        "--date", "2023-02", "--project-url", "https://view.github.io",
    )  # fmt: skip
    row = (
        "| One more view | Gita Ink, Hans Blot | AAAI | 2023-02 "
        "| [link](https://arxiv.org/abs/2305.01234) | - | [page](https://view.github.io) |"
    )
    assert inserted(diff) == [row]
    assert Path(path).read_text(encoding="utf-8") == TABLE + row + "\n"


def test_a_dry_run_shows_the_change_and_makes_none(kdcat: Kdcat, write: Write) -> None:
    path = write(TABLE)
    diff = kdcat("add", "-c", path, *PAPER, "--section", "vision", "--date", "2023-02", "--dry-run")
    assert diff == (
        f"--- a/{path.lstrip('/')}\n+++ b/{path.lstrip('/')}\n"
        "@@ -7,3 +7,4 @@\n"
        + "".join(f" {line}\n" for line in TABLE.splitlines()[6:])
        + "+| One more view |  | AAAI | 2023-02 | [link](https://arxiv.org/abs/2305.01234) | - | - |\n"
    )
    assert Path(path).read_text(encoding="utf-8") == TABLE


BRACKETS = """# Papers

## Vision

* Seeing less with more. CVPR 2020. [[Paper](https://arxiv.org/abs/2001.00001)]
* Small eyes: learning from views. ECCV 2020. [[Paper](https://arxiv.org/abs/2101.00002)]
"""


def test_what_the_form_has_no_place_for_is_told(kdcat: Kdcat, write: Write) -> None:
    path = write(BRACKETS)
    diff = kdcat(
        "add", "-c", path, *PAPER, "--section", "Vision", "--authors", "Gita Ink, Hans Blot",
        "--date", "2023-02", "--project-url", "https://view.github.io",
        stderr=f"kdcat: One more view: the entries of {path} have no place for: "
        "authors, date, project address\n",
    )  # fmt: skip
    assert inserted(diff) == [
        "* One more view. AAAI 2023. [[Paper](https://arxiv.org/abs/2305.01234)]"
    ]


NESTED = """# Papers

## Vision

* **Segmentation / Detection**
  * **2D**
    * Seeing less with more. CVPR 2020. [[Paper](https://arxiv.org/abs/2001.00001)]
    * Small eyes: learning from views. ECCV 2020. [[Paper](https://arxiv.org/abs/2101.00002)]
  * **3D**
    * **Fast**
      * Hidden views for hidden nets. ICLR 2022. [[Paper](https://arxiv.org/abs/2201.00003)]
      * Views of everything. ICLR 2022. [[Paper](https://arxiv.org/abs/2201.00004)]

## Sound

* **Speech**
  * **Fast**
    * Loud nets for quiet rooms. ICASSP 2020. [[Paper](https://arxiv.org/abs/2001.00005)]
    * Quiet nets for loud rooms. ICASSP 2021. [[Paper](https://arxiv.org/abs/2101.00006)]
"""
LINE = "* One more view. AAAI 2023. [[Paper](https://arxiv.org/abs/2305.01234)]"
SECTIONS = {
    "Vision / Segmentation / Detection / 3D / Fast": (12, [f"      {LINE}"]),
    "segmentation / detection / 3d / fast": (12, [f"      {LINE}"]),
    "3D / Fast": (12, [f"      {LINE}"]),
    "2D": (8, [f"    {LINE}"]),
    "Sound / Speech / Fast": (19, [f"    {LINE}"]),
    "Vision / Segmentation / Detection / 3D / Slow": (12, ["    * **Slow**", f"      {LINE}"]),
    "Speech / Slow": (19, ["  * **Slow**", f"    {LINE}"]),
    "Taste": (19, ["", "## Taste", "", LINE]),
}


@pytest.mark.parametrize("words", SECTIONS)
def test_a_section_is_reached_by_its_path(kdcat: Kdcat, write: Write, words: str) -> None:
    below, expected = SECTIONS[words]
    path = write(NESTED)
    new = ("--new-section",) if "low" in words or words == "Taste" else ()
    diff = kdcat("add", "-c", path, *PAPER, "--year", "2023", "--section", words, *new)
    assert inserted(diff) == expected
    lines = NESTED.splitlines()
    after = [*lines[:below], *expected, *lines[below:]]
    assert Path(path).read_text(encoding="utf-8").splitlines() == after


WRONG_SECTIONS = {
    "Fast": (
        "section 'Fast' could be Vision / Segmentation / Detection / 3D / Fast; "
        "Sound / Speech / Fast"
    ),
    "/": "--section names no section",
    " / ".join(["Fast"] * 21): "--section has more than 20 names with ` / ` between them",
}


@pytest.mark.parametrize("words", WRONG_SECTIONS)
def test_a_section_that_is_not_one_is_refused(kdcat: Kdcat, write: Write, words: str) -> None:
    kdcat(
        "add", "-c", write(NESTED), *PAPER, "--year", "2023", "--section", words,
        code=2, stderr=f"kdcat: {WRONG_SECTIONS[words]}\n",
    )  # fmt: skip


@pytest.mark.parametrize("option", ["--modality", "--task", "--section"])
def test_a_new_section_has_no_name_as_long_as_a_page(
    kdcat: Kdcat, write: Write, option: str
) -> None:
    path = write(NESTED)
    above = ("--modality", "Vision") if option == "--task" else ()
    add = ("add", "-c", path, *PAPER, "--year", "2023", "--new-section", *above, option)
    level = "task" if above else "modality"
    said = f"kdcat: the name of a new {level} has more than 1,000 characters\n"
    kdcat(*add, "`" * 100_000, code=2, stderr=said)
    kdcat(*add, "x" * 1001, code=2, stderr=said)
    assert Path(path).read_text(encoding="utf-8") == NESTED
    assert "x" * 1000 in kdcat(*add, "x" * 1000)


def test_a_section_is_named_in_one_way(kdcat: Kdcat, write: Write) -> None:
    kdcat(
        "add", "-c", write(NESTED), *PAPER, "--section", "2D", "--task", "Speech", code=2,
        stderr="kdcat: --section says it all: --modality, --task and --subtask cannot be beside\n",
    )  # fmt: skip


def test_a_form_that_is_beyond_it_is_refused_with_a_neighbour(kdcat: Kdcat, write: Write) -> None:
    text = """# Papers

## Vision

- Eyes, a study, as told in [this text](https://arxiv.org/abs/2001.00001) of CVPR 2020
"""
    path = write(text)
    kdcat(
        "add", "-c", path, *PAPER, "--year", "2023", "--section", "Vision", code=2,
        stderr=f"kdcat: One more view: cannot be written as the entries of {path} are: none of them "
        "has a form that could be told; line 5 is: - Eyes, a study, as told in "
        "[this text](https://arxiv.org/abs/2001.00001) of CVPR 2020\n",
    )  # fmt: skip
    assert Path(path).read_text(encoding="utf-8") == text


WRONG = {
    ("--date", "May 2023"): "the date 'May 2023' is not like 2023-10 or 2023-10-18",
    ("--date", "2023-05", "--year", "2022"): "the date 2023-05 is not in the year 2022",
    ("--year", "2023", "--project-url", "view.github.io"): (
        "One more view: the project_url 'view.github.io' is not an absolute http or https address"
    ),
}


@pytest.mark.parametrize("words", WRONG)
def test_a_date_or_address_that_is_none_is_refused(
    kdcat: Kdcat, write: Write, words: tuple[str, ...]
) -> None:
    kdcat(
        "add", "-c", write(BRACKETS), *PAPER, "--section", "Vision", *words,
        code=2, stderr=f"kdcat: {WRONG[words]}\n",
    )  # fmt: skip


BIBTEX = """@inproceedings{x, title = {One more view}, author = {Ink, Gita and Blot, Hans},
  booktitle = {AAAI}, year = {2023}, url = {https://arxiv.org/abs/2305.01234}}
"""


def test_the_authors_of_bibtex_are_said_where_the_list_names_authors(
    kdcat: Kdcat, write: Write
) -> None:
    add = ("add", "--bibtex", "-", "--section", "Vision", "-c")
    assert inserted(kdcat(*add, write(TABLE), stdin=BIBTEX)) == [
        (
            "| One more view | Gita Ink, Hans Blot | AAAI | 2023 "
            "| [link](https://arxiv.org/abs/2305.01234) | - | - |"
        )
    ]
    assert inserted(kdcat(*add, write(BRACKETS), stdin=BIBTEX)) == [
        "* One more view. AAAI 2023. [[Paper](https://arxiv.org/abs/2305.01234)]"
    ]

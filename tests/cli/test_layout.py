"""`kdcat layout`, and what every command says of a list whose papers are not written alike."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kdcat.index.cache import index_of
from kdcat.reading.source import load
from tests.cli.test_terminal import on_terminal, plain
from tests.conftest import Kdcat

Write = Callable[[str | bytes], str]
MIXED = """# Papers

## Methods

- [Teachers for Everyone and Everything](https://arxiv.org/abs/2001.00001), CVPR 2020
- [Students for Everyone and Everything](https://arxiv.org/abs/2001.00002), CVPR 2020
- [Schools for Everyone and Everything](https://arxiv.org/abs/2001.00003), CVPR 2020
- "A Title in Quotes for Once", Ann Lee, Bo Chen, ICML 2019

## Tables

| Title | Venue | Code |
|---|---|---|
| [Learning to Read a Table](https://arxiv.org/abs/2001.00004) | ICML 2019 | [code](https://github.com/a/b) |
| [Learning to Write a Table](https://arxiv.org/abs/2001.00005) | ACL 2019 | - |

## Tools

- [Detector](https://github.com/a/detector): a library for everyone
"""
HOME = """# Papers

## Speech

* **Alpha**, ICASSP 2021, [ :link: ](https://arxiv.org/abs/2101.00001)
* **Beta**, ICASSP 2020, [ :link: ](https://arxiv.org/abs/2001.00002)

### Other

* [ :link: ](https://arxiv.org/abs/2001.00002)

## Ours

<!-- kdcat: no papers -->

* **Gamma**, ICASSP 2020, [ :link: ](https://arxiv.org/abs/2001.00003)

### Within

* **Delta**, ICASSP 2020, [ :link: ](https://arxiv.org/abs/2001.00004)

## Text

* **Epsilon**, ACL 2020, [ :link: ](https://arxiv.org/abs/2001.00005)
"""
LINK = "list item: title is a link, venue, year, paper"
TABLE = "table: title in column 1, venue in column 2, code in column 3"
WARNING = "kdcat: {0}: 83 % of its papers were read alike; 'kdcat layout -c {0}' says how\n"


def test_the_forms_of_a_list(kdcat: Kdcat, write: Write) -> None:
    path = write(MIXED)
    assert kdcat("layout", "-c", path).splitlines() == [
        f"{path}:5-8: Methods: {LINK}; 4 papers, not alike on line 8",
        f"{path}:12-15: Tables: {TABLE}; 2 papers",
    ]
    assert json.loads(kdcat("layout", "-c", path, "--json")) == [
        {
            "catalog": path, "line": 5, "end_line": 8, "sections": ["Methods"], "form": LINK,
            "units": 4, "alike": 3, "unlike": [8],
        },
        {
            "catalog": path, "line": 12, "end_line": 15, "sections": ["Tables"], "form": TABLE,
            "units": 2, "alike": 2, "unlike": [],
        },
    ]  # fmt: skip


@pytest.mark.slow
def test_a_terminal_shows_a_table_of_the_same(write: Write) -> None:
    path = write(MIXED)
    shown, code = on_terminal("layout", "-c", path, columns=100)
    assert code == 0
    assert [line.split() for line in plain(shown).splitlines()] == [
        line.split()
        for line in (
            path,
            "lines section form papers not alike",
            "5-8 Methods list item: title is a link, venue, year, paper 4 8",
            "12-15 Tables table: title in column 1, venue in column 2, code in column 3 2",
            "6 papers, 83 % read alike; left out: 1 (--skipped)",
        )
    ]
    shown, code = on_terminal("layout", "-c", path, "--skipped", columns=200)
    assert [line.split() for line in plain(shown).splitlines()] == [
        line.split()
        for line in (
            path,
            "line left out why",
            (
                "19 [Detector](https://github.com/a/detector): a library for everyone "
                "in a section of something else"
            ),
            "6 papers, 83 % read alike; left out: 1 (--skipped)",
        )
    ]


def test_what_was_left_out(kdcat: Kdcat, write: Write) -> None:
    path = write(MIXED)
    text = "[Detector](https://github.com/a/detector): a library for everyone"
    reason = "in a section of something else"
    assert kdcat("layout", "-c", path, "--skipped") == f"{path}:19: {reason}: {text}\n"
    assert json.loads(kdcat("layout", "-c", path, "--skipped", "--json")) == [
        {"catalog": path, "line": 19, "reason": reason, "text": text}
    ]


def test_the_home_form_is_told_as_such(kdcat: Kdcat, write: Write) -> None:
    path = write(HOME)
    assert kdcat("layout", "-c", path).splitlines() == [
        f"{path}:5-6: Speech: home form; 2 papers",
        f"{path}:24-24: Text: home form; 1 paper",
    ]
    assert [paper["title"] for paper in json.loads(kdcat("list", "-c", path, "--json"))] == [
        "Alpha", "Beta", "Epsilon",
    ]  # fmt: skip
    assert kdcat("layout", "-c", path, "--skipped").splitlines() == [
        f"{path}:10: no title before the links: [ :link: ](https://arxiv.org/abs/2001.00002)",
        f"{path}:16: marked as no papers: **Gamma**, ICASSP 2020, [ :link: ](https://arxiv.org/abs/2001.00003)",
        f"{path}:20: marked as no papers: **Delta**, ICASSP 2020, [ :link: ](https://arxiv.org/abs/2001.00004)",
    ]


def test_the_bundled_catalog_is_all_of_the_home_form(kdcat: Kdcat) -> None:
    forms = json.loads(kdcat("layout", "--json"))
    assert {form["form"] for form in forms} == {"home form"}
    assert sum(form["units"] for form in forms) == 172
    assert json.loads(kdcat("layout", "--skipped", "--json")) == []


def test_a_comment_that_asks_for_a_form_goes_before_the_home_form(
    kdcat: Kdcat, write: Write
) -> None:
    table = "| A | B |\n|-|-|\n| x1 | A Title of Some Words |\n| x2 | Another Title of Words |\n"
    path = write(f"{HOME}\n## More\n\n<!-- kdcat: layout table title=2 -->\n\n{table}")
    forms = json.loads(kdcat("layout", "-c", path, "--json"))
    assert [(form["sections"], form["form"]) for form in forms] == [
        (["Speech"], "list item: home form"),
        (["Text"], "list item: home form"),
        (["More"], "table: title in column 2"),
    ]


COMMANDS = [
    ("list", "-c", "FILE"),
    ("list", "-c", "FILE", "--no-cache"),
    ("search", "teachers", "-c", "FILE"),
    ("show", "teachers", "-c", "FILE"),
    ("stats", "-c", "FILE"),
    ("export", "-c", "FILE", "-f", "markdown"),
    ("lint", "FILE", "--select", "tracking-query"),
    ("lint", "FILE", "--select", "tracking-query", "--diff"),
    ("diff", "FILE", "-", "--json"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_says_that_papers_are_not_alike(
    kdcat: Kdcat, write: Write, words: tuple[str, ...]
) -> None:
    path = write(MIXED)
    argv = [path if word == "FILE" else word for word in words]
    cold = kdcat(*argv, stderr=WARNING.format(path))
    # The share is kept in the index.
    assert kdcat(*argv, stderr=WARNING.format(path)) == cold


def test_adding_says_it_too(kdcat: Kdcat, write: Write) -> None:
    path = write(MIXED + "- [Trainer](https://github.com/a/trainer)\n" * 3)
    words = ("--title", "New", "--modality", "Methods", "--venue", "ICML", "--year", "2020")
    kdcat(
        *(
            "add",
            "-c",
            path,
            "--dry-run",
            *words,
            "--paper-url",
            "https://arxiv.org/abs/2001.00009",
        ),
        stderr=WARNING.format(path),
    )


def test_a_name_with_a_space_can_be_pasted(kdcat: Kdcat, tmp_path: Path) -> None:
    path = tmp_path / "a list.md"
    path.write_text(MIXED, encoding="utf-8")
    said = (
        f"kdcat: {path}: 83 % of its papers were read alike; 'kdcat layout -c '{path}'' says how\n"
    )
    kdcat("stats", "-c", str(path), stderr=said)


def test_nothing_is_said_of_lists_whose_papers_are_alike(kdcat: Kdcat, write: Write) -> None:
    for text in (MIXED.replace('- "A Title', '- [A](https://a.b/c) "A Title'), HOME, "# Empty\n"):
        path = write(
            text if text is HOME or "Empty" in text else MIXED.split('- "A', maxsplit=1)[0]
        )
        empty = f"kdcat: {path}: no papers in it\n" if "Empty" in text else ""
        for _ in range(2):
            kdcat("list", "-c", path, stderr=empty)


def test_standard_input_is_read_too(kdcat: Kdcat) -> None:
    assert kdcat("layout", "-c", "-", stdin=MIXED).startswith("-:5-8: Methods: ")
    kdcat("list", "-c", "-", stdin=MIXED, stderr=WARNING.format("-"))


def test_the_share_of_each_catalog_is_kept(write: Write, tmp_path: Path) -> None:
    path = write(MIXED)
    for _ in range(2):
        index = index_of([load(path)], tmp_path / "cache")
        assert {name: round(share, 3) for name, share in index.alike.items()} == {path: 0.833}


def test_layout_takes_no_papers(kdcat: Kdcat, write: Write) -> None:
    path = write("# Empty\n\nNothing.\n")
    assert kdcat("layout", "-c", path) == ""
    assert json.loads(kdcat("layout", "-c", path, "--json")) == []
    assert io.StringIO(kdcat("layout", "-c", path, "--skipped")).read() == ""

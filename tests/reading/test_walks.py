"""A page is walked once: how often each command walks a catalog."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from markdown_it.rules_block import StateBlock

from kdcat.editing.add import add
from kdcat.formats.new_paper import new_paper
from kdcat.lint.checking import check
from kdcat.reading.catalog import read
from tests.conftest import Kdcat

Write = Callable[[str | bytes], str]
LIST = """# List

* [Speech](#Speech)

## Speech

* **Alpha**, ICASSP  2021 , [ :link: ](http://arxiv.org/abs/2101.00001)
* **Beta**, ICASSP 2020, [ :link: ](https://arxiv.org/abs/2001.00002)
"""


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were walked."""
    walked: list[str] = []

    made = StateBlock.__init__

    def counted(state: StateBlock, text: str, *others: Any) -> None:
        walked.append(text)
        made(state, text, *others)

    # Whoever walks a text, or has markdown-it do it, makes such a state.
    monkeypatch.setattr(StateBlock, "__init__", counted)
    return walked


def test_a_list_is_read_by_one_walk(kdcat: Kdcat, write: Write, walks: list[str]) -> None:
    path = write(LIST)
    assert len(kdcat("list", "-c", path, "--json").splitlines()) > 1
    assert walks == [LIST]
    kdcat("list", "-c", path, "--json")
    assert walks == [LIST]


def test_a_list_in_another_form_is_read_by_one_walk(write: Write, walks: list[str]) -> None:
    other = "# List\n\n- A Title of Some Words [[paper](https://arxiv.org/abs/2101.00001)]\n"
    catalog = read(write(other))
    assert catalog.listing is not None
    assert len(catalog.papers) == 1
    assert walks == [other]


def test_lint_walks_each_catalog_once(write: Write, walks: list[str]) -> None:
    catalogs = [read(write(LIST)), read(write(LIST + "\n"))]
    assert check(catalogs)
    assert walks == [LIST, LIST + "\n"]


def test_lint_as_a_command(kdcat: Kdcat, write: Write, walks: list[str]) -> None:
    said = "1 warning; 1 fixable with --fix\n"
    kdcat("lint", write(LIST), code=1, stderr=said)
    assert walks == [LIST]


def test_fixing_walks_before_and_after(kdcat: Kdcat, write: Write, walks: list[str]) -> None:
    path = write(LIST)
    rules = ("--style", "--ignore", "preprint-link-for-published-paper")
    done = (
        ":3: fixed toc-anchor-case: the anchor of the heading is #speech",
        ":7: fixed double-space: more than one space",
        ":7: fixed space-before-comma: space before a comma",
        ":7: fixed insecure-http: the address is http, not https",
        ": 4 fixed",
    )
    kdcat("lint", path, "--fix", *rules, stderr="".join(f"{path}{line}\n" for line in done))
    fixed = (
        LIST.replace("#Speech", "#speech").replace("  2021 ,", " 2021,").replace("http:", "https:")
    )
    assert walks == [LIST, fixed]
    walks.clear()
    kdcat("lint", path, "--diff", *rules)
    assert walks == [fixed]


def test_sorting_walks_before_and_after(kdcat: Kdcat, write: Write, walks: list[str]) -> None:
    entry = "* **{}**, ICASSP {}, [ :link: ](https://x.org/{})\n"
    entries = [entry.format(*paper) for paper in (("A", 2021, 1), ("B", 2019, 2), ("C", 2020, 3))]
    head = "# List\n\n## Speech\n\n"
    path = write(head + "".join(entries))
    fixed = head + entries[0] + entries[2] + entries[1]
    done = (
        f"{path}:3: fixed section-not-sorted: the years of the papers neither rise nor fall throughout\n"
        f"{path}: 1 fixed\n"
    )
    kdcat("lint", path, "--fix", "--select", "section-not-sorted", stderr=done)
    assert walks == [head + "".join(entries), fixed]


def test_adding_walks_before_and_after(kdcat: Kdcat, write: Write, walks: list[str]) -> None:
    path = write(LIST)
    kdcat(
        *("add", "-c", path, "--modality", "speech", "--title", "New", "--venue", "ICASSP"),
        *("--year", "2019", "--paper-url", "https://arxiv.org/abs/1901.00003"),
    )
    entry = "* **New**, ICASSP 2019, [ :link: ](https://arxiv.org/abs/1901.00003)\n"
    assert walks == [LIST, LIST + entry]


def test_a_new_section_is_made_without_another_walk(write: Write, walks: list[str]) -> None:
    before = read(write(LIST))
    paper = new_paper("New", "CVPR", 2019, "Video", None, None, "https://x.org/new", None)
    after = add(before, [paper], new_sections=True).catalog
    assert walks == [LIST, after.text]

"""`kdcat diff`: what became of the papers, by the function and by the command."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kdcat.diff.change import (
    ADDED,
    CHANGED,
    KINDS,
    MOVED,
    REMOVED,
    RENAMED,
    Change,
    Kind,
    differences,
)
from kdcat.diff.compare import COMPARED, compare
from kdcat.diff.renamed import Renamed, renamed_path
from kdcat.paper import LEVELS, Field, Paper
from kdcat.reading.catalog import read
from tests.formats.cases import as_keys
from tests.making import ROOT, catalog, git
from tests.making import paper as paper_of

BUNDLED = read().papers


def paper(title: str, section: str = "Text", line: int = 1, **said: Any) -> Paper:
    """A paper of the catalog `c.md` that says nothing but what is given."""
    return paper_of(title, section, line=line, id=f"id-{line}", catalog="c.md", **said)


A, B = "https://arxiv.org/abs/2401.00001", "https://arxiv.org/abs/2402.00002"
WHALES = "Distilling whales into minnows"
TREES = "Forests that teach single trees"

PAIRED = {
    "nothing": (paper(WHALES), paper(WHALES, line=7), None),
    "id, catalog and line": (
        paper(WHALES),
        paper(WHALES, line=7)._replace(catalog="d.md", id="other"),
        None,
    ),
    "venue and year": (
        paper(WHALES, venue="arXiv", year=2023, paper_url=A),
        paper(WHALES, venue="ACL", year=2024, paper_url=A),
        (CHANGED, ("venue", "venue_raw", "year")),
    ),
    "a title under one address": (
        paper(WHALES, venue="ACL", paper_url="https://a.b/1"),
        paper("Small fry from big fish", venue="ACL", paper_url="https://a.b/1"),
        (CHANGED, ("title",)),
    ),
    "a title with no address": (
        paper("Distiling whales into minows", year=2023),
        paper(WHALES, year=2023),
        (CHANGED, ("title",)),
    ),
    "an address": (
        paper(WHALES, paper_url="https://a.b/1"),
        paper(WHALES, paper_url="https://a.b/2"),
        (CHANGED, ("paper_url",)),
    ),
    "title, venue, year and address, as when a preprint is published": (
        paper("Distilling whales in minnows", venue="arXiv", year=2023, paper_url=A),
        paper(WHALES, venue="ACL", year=2024, paper_url="https://a.b/9"),
        (CHANGED, ("title", "venue", "venue_raw", "year", "paper_url", "arxiv_id")),
    ),
    "section": (
        paper(WHALES, "Text/Summaries"),
        paper(WHALES, "Text/Translation"),
        (MOVED, ("task",)),
    ),
    "section and year": (
        paper(WHALES, "Text/Summaries", year=2023),
        paper(WHALES, "Speech", year=2024),
        (MOVED, ("year", "modality", "task")),
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), PAIRED.values(), ids=PAIRED)
def test_a_paper_is_recognised_whatever_changed(
    old: Paper, new: Paper, expected: tuple[Kind, tuple[Field, ...]] | None
) -> None:
    if (old.arxiv_id, new.arxiv_id) == (None, None) and expected:
        kind, fields = expected
        expected = kind, tuple(name for name in fields if name != "arxiv_id")
    found = compare([old], [new])
    assert found == ([] if expected is None else [Change(expected[0], old, new, expected[1])])


NOT_PAIRED = {
    "two papers": (paper(WHALES, paper_url=A), paper(TREES, paper_url=B)),
    "two titles with one wrong address": (
        paper(WHALES, venue="ACL", year=2023, paper_url="https://a.b/1"),
        paper(TREES, venue="CVPR", year=2021, paper_url="https://a.b/1"),
    ),
    "titles that differ in a number": (
        paper("Distillation for 2D object detection from video"),
        paper("Distillation for 3D object detection from video"),
    ),
    "titles that differ a little in different sections": (
        paper("Distillation of whales into minnows", "Speech"),
        paper(WHALES, "Text"),
    ),
    "titles that differ a little with different identifiers": (
        paper("Distillation of whales into minnows", paper_url=A),
        paper(WHALES, paper_url=B),
    ),
    "titles that differ in a suffix": (
        paper("Distilling whales"),
        paper("Distilling whales into minnows by way of trout"),
    ),
}


@pytest.mark.parametrize(("old", "new"), NOT_PAIRED.values(), ids=NOT_PAIRED)
def test_two_papers_are_not_taken_for_one(old: Paper, new: Paper) -> None:
    assert compare([old], [new]) == [Change(ADDED, None, new, ()), Change(REMOVED, old, None, ())]


def test_a_link_that_two_papers_shared_and_that_was_corrected() -> None:
    wrong = paper(WHALES, paper_url="https://a.b/trees")
    right = paper(WHALES, paper_url="https://a.b/whales")
    trees = paper(TREES, paper_url="https://a.b/trees")
    assert compare([wrong], [trees, right]) == [
        Change(ADDED, None, trees, ()),
        Change(CHANGED, wrong, right, ("paper_url",)),
    ]


def test_one_wrong_link_under_two_titles_that_are_both_gone() -> None:
    shared = "https://a.b/1"
    old = [paper(WHALES, paper_url=shared, year=2023), paper(TREES, paper_url=shared, year=2023)]
    new = [old[0], paper("Mirrors and lamps", paper_url=shared, year=2023)]
    assert compare(old, new) == [
        Change(ADDED, None, new[1], ()),
        Change(REMOVED, old[1], None, ()),
    ]


def test_a_paper_listed_under_two_tasks_is_matched_within_each() -> None:
    old = [paper(WHALES, "Text/Summaries"), paper(WHALES, "Text/Translation")]
    new = [paper(WHALES, "Text/Translation"), paper(WHALES, "Text/Summaries", year=2024)]
    assert compare(old, new) == [Change(CHANGED, old[0], new[1], ("year",))]


def test_titles_of_usual_words_are_compared_with_some_of_those_that_share_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[Paper] = []

    def contradict(_: Paper, new: Paper) -> bool:
        compared.append(new)
        return False

    monkeypatch.setattr("kdcat.diff.compare._contradict", contradict)
    words = [[f"{letter}{number}" for number in "abcd"] for letter in "pqrs"]
    count, behind = 600, " x" * 100
    titles = [
        " ".join(word[number // 4**at % 4] for at, word in enumerate(words)) + behind
        for number in range(count)
    ]
    old = [paper(f"{title} v{number}w") for number, title in enumerate(titles)]
    new = [paper(f"{title} y{number}z") for number, title in enumerate(titles)]
    compare(old, new)
    # Each word is one of 150 titles, and each title has four of them.
    assert len(compared) <= 200 * count


def test_of_two_listings_the_one_that_is_gone_is_removed() -> None:
    old = [paper(WHALES, "Text/Summaries"), paper(WHALES, "Text/Translation")]
    assert compare(old, old[1:]) == [Change(REMOVED, old[0], None, ())]


class Renaming(NamedTuple):
    """Where papers stood and where they do: of each section, how many went from one to another."""

    went: dict[tuple[str, str], int]
    renamed: dict[tuple[str, str], int]
    moved: int


RENAMINGS = {
    "one section": Renaming({("Txt", "Text"): 2}, {("Txt", "Text"): 2}, 0),
    "one of one paper, a little": Renaming({("Txt", "Text"): 1}, {("Txt", "Text"): 1}, 0),
    "one of one paper, wholly": Renaming({("Text", "Speech"): 1}, {}, 1),
    "a year of one paper": Renaming({("2023", "2024"): 1}, {}, 1),
    "most of one": Renaming(
        {("Text", "Words"): 4, ("Text", "Speech"): 1, ("Speech", "Speech"): 2},
        {("Text", "Words"): 4},
        1,
    ),
    "one with those in it": Renaming(
        {("Text/Old", "Words/Old"): 2, ("Text/Neat", "Words/Neat"): 1, ("Text", "Words"): 2},
        {("Text", "Words"): 5},
        0,
    ),
    "one in a section that stays": Renaming(
        {("Text/Old", "Text/Ancient"): 2, ("Text/New", "Text/New"): 2},
        {("Text/Old", "Text/Ancient"): 2},
        0,
    ),
    "one and one in it": Renaming(
        {("Text/A", "Words/A"): 2, ("Text/B", "Words/B"): 2, ("Text/Old", "Words/Ancient"): 2},
        {("Text", "Words"): 4, ("Text/Old", "Words/Ancient"): 2},
        0,
    ),
    "one put elsewhere with its name": Renaming(
        {("Text/Old", "Speech/Old"): 2, ("Text/New", "Text/New"): 2, ("Speech", "Speech"): 1},
        {("Text/Old", "Speech/Old"): 2},
        0,
    ),
    "one around all": Renaming(
        {("Text", "Papers/Text"): 2, ("Speech/New", "Papers/Speech/New"): 1},
        {("", "Papers"): 3},
        0,
    ),
    "one around all, gone": Renaming(
        {("Papers/Text", "Text"): 2, ("Papers/Speech", "Speech"): 2}, {("Papers", ""): 4}, 0
    ),
    "one between": Renaming(
        {("Text/Old", "Text/All/Old"): 2, ("Text/New", "Text/All/New"): 2, ("Speech", "Speech"): 1},
        {("Text", "Text/All"): 4},
        0,
    ),
    "one into another that was there": Renaming(
        {("Text", "Speech"): 3, ("Speech", "Speech"): 1}, {}, 3
    ),
    "one parted into those in it": Renaming({("Text", "Text/A"): 3, ("Text", "Text/B"): 2}, {}, 5),
    "two made one": Renaming(
        {("Text", "Words"): 3, ("Prose", "Words"): 2}, {("Text", "Words"): 3}, 2
    ),
    "three made one": Renaming(
        {("Text", "Words"): 2, ("Prose", "Words"): 2, ("Verse", "Words"): 2}, {}, 6
    ),
    "two exchanged": Renaming({("Text", "Speech"): 2, ("Speech", "Text"): 2}, {}, 4),
}


@pytest.mark.parametrize("case", RENAMINGS.values(), ids=RENAMINGS)
def test_that_a_section_was_renamed_is_told_once(case: Renaming) -> None:
    old: list[Paper] = []
    new: list[Paper] = []
    for (before, after), count in case.went.items():
        for _ in range(count):
            title = f"Paper {chr(65 + len(old))} of one subject"
            old.append(paper(title, before))
            new.append(paper(title, after))
    changes = compare(old, new)
    found = [change.section for change in changes if change.section]
    assert {("/".join(one.old), "/".join(one.new)): one.papers for one in found} == case.renamed
    assert Counter(change.change for change in changes if not change.section) == (
        {MOVED: case.moved} if case.moved else {}
    )


def test_what_else_changed_in_a_renamed_section_is_told() -> None:
    old = [paper(WHALES, "Txt", year=2020), paper(TREES, "Txt"), paper("Gone one", "Txt")]
    new = [paper(WHALES, "Text", year=2021), paper(TREES, "Text"), paper("Brand new", "Text")]
    assert compare(old, new) == [
        Change(ADDED, None, new[2], ()),
        Change(REMOVED, old[2], None, ()),
        Change(RENAMED, None, None, ("modality",), Renamed(("Txt",), ("Text",), 2)),
        Change(CHANGED, old[0], new[0], ("year",)),
    ]


def test_a_title_corrected_in_a_renamed_section_is_in_one_section() -> None:
    old = [
        paper("Distillation of whales into minnows", "Txt"),
        paper(TREES, "Txt"),
        paper("Mirrors", "Txt"),
    ]
    new = [one._replace(modality="Text") for one in old]
    new[0] = paper(WHALES, "Text")
    assert compare(old, new) == [
        Change(RENAMED, None, None, ("modality",), Renamed(("Txt",), ("Text",), 3)),
        Change(CHANGED, old[0], new[0], ("title",)),
    ]


LONGER = {
    "venue and year": (f"{WHALES}, CVPR 2021", {"venue": "CVPR", "year": 2021}),
    "in brackets, two digits": (f"{WHALES} (CVPR'21)", {"venue": "CVPR", "year": 2021}),
    "year alone": (f"{WHALES} 2021", {"year": 2021}),
    "known venue that the entry does not say": (f"{WHALES}. In ICML, 2020", {}),
    "venue before": (f"[NeurIPS 2019] {WHALES}", {}),
    "authors": (f"{WHALES}, Jo Doe et al.", {"authors": "Jo Doe"}),
    "venue that nobody knows": (f"{WHALES}, Whale Days 2021", {"venue": "Whale Days"}),
}  # fmt: skip


@pytest.mark.parametrize(("title", "said"), LONGER.values(), ids=LONGER)
def test_a_title_that_held_venue_and_year_is_of_one_paper(title: str, said: dict[str, Any]) -> None:
    long, short = paper(title), paper(WHALES, **said)
    for old, new in ((long, short), (short, long)):
        assert [change.change for change in compare([old], [new])] == [CHANGED]


OTHER_LONGER = {
    "a year of no venue": (f"{WHALES} 2021", {}),
    "other words": (f"{WHALES} in CVPR style", {"venue": "CVPR"}),
    "one word": ("Whales, CVPR 2021", {"title": "Whales", "venue": "CVPR", "year": 2021}),
    "another arXiv id": (
        f"{WHALES}, CVPR 2021", {"venue": "CVPR", "year": 2021, "paper_url": A},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("title", "said"), OTHER_LONGER.values(), ids=OTHER_LONGER)
def test_a_title_that_holds_another_and_more_is_of_another_paper(
    title: str, said: dict[str, Any]
) -> None:
    old = paper(title, paper_url=B)
    new = paper(**{"title": WHALES, **said})
    assert [change.change for change in compare([old], [new])] == [ADDED, REMOVED]


def test_a_title_inside_another_under_one_address_is_of_one_paper() -> None:
    url = "https://a.b/1"
    held = (
        f"Anna Author, Bert Writer, Carl Scribe, Dora Penn and Emil Quill: {WHALES}, a long story"
    )
    old, new = paper(held, paper_url=url, year=2020), paper(WHALES, paper_url=url)
    assert [change.change for change in compare([old], [new])] == [CHANGED]


def test_a_title_of_one_word_that_held_its_venue_is_known_by_its_address() -> None:
    url = "https://a.b/1"
    old, other = paper("CAvatar (UbiComp 2023)", paper_url=url), paper(TREES, paper_url=url)
    new = paper("CAvatar", paper_url=url, venue="UbiComp", year=2023)
    assert [change.change for change in compare([old, other], [new, other])] == [CHANGED]


BULLETS = """# Papers

## Vision

- Anna Author, Bert Writer. "Seeing less with more." CVPR 2020. [pdf](https://arxiv.org/abs/2001.00001)
- Carl Scribe, Cleo Dunn. "Small eyes: learning from views." ECCV 2020. [pdf](https://arxiv.org/abs/2101.00002) [code](https://github.com/a/small)
- Dora Penn, Emil Quill. "Hidden views." ICLR 2022. [pdf](https://a.b/hidden)
- Fay Note, Gus Tone. "Views of everything." ICLR 2022. [pdf](https://a.b/every)
"""
TABLE = """# Papers

## Seeing

| Title | Venue | Code |
|-------|-------|------|
| [Seeing Less With More](https://arxiv.org/abs/2001.00001) | CVPR 2020 | - |
| [Small eyes: learning from views](https://arxiv.org/abs/2101.00002) | ECCV 2020 | [code](https://github.com/a/small) |
| [Hidden views](https://a.b/hidden) | ICLR 2022 | - |
| [Views of everything](https://a.b/every) | ICLR 2022 | - |
"""


def test_a_list_written_anew_in_another_form_has_its_papers() -> None:
    for old, new in ((BULLETS, TABLE), (TABLE, BULLETS)):
        changes = compare(catalog(old).papers, catalog(new).papers)
        assert Counter(change.change for change in changes) == {RENAMED: 1, CHANGED: 4}
        assert {name for change in changes for name in change.fields} == {
            "title", "authors", "modality"
        }  # fmt: skip


def test_of_papers_with_one_title_each_keeps_its_facts_and_its_identifier() -> None:
    old = [paper(WHALES, year=2020), paper(WHALES, year=2021)]
    new = [one._replace(modality="Speech") for one in reversed(old)]
    assert [change.change for change in compare(old, new)] == [RENAMED]
    old = [paper(WHALES, paper_url=A, year=2020), paper(WHALES, paper_url=B, year=2020)]
    new = [one._replace(modality="Speech", year=2021) for one in reversed(old)]
    assert {change.fields for change in compare(old, new)} == {("modality",), ("year",)}


def test_the_title_in_the_same_section_is_preferred_to_one_more_alike_elsewhere() -> None:
    old = [
        paper("Distilling whales into minnow", "Speech"),
        paper("Distilling a whale into minnows"),
    ]
    new = [paper(WHALES)]
    assert compare(old, new) == [
        Change(REMOVED, old[0], None, ()),
        Change(CHANGED, old[1], new[0], ("title",)),
    ]


def test_changes_of_one_kind_are_in_the_order_of_the_new_catalog() -> None:
    old = [paper(TREES, year=2020), paper("Distilling whales into minnow")]
    new = [paper(WHALES), paper(TREES, year=2021)]
    assert [change.new for change in compare(old, new)] == new


def test_the_changes_are_told_by_kind_in_the_order_of_the_catalogs() -> None:
    old = [
        paper(title, line=at) for at, title in enumerate(("Gone one", WHALES, TREES, "Lost too"))
    ]
    new = [
        paper("Brand new", line=1),
        paper(TREES, "Speech", line=2),
        paper(WHALES, line=3, year=2024),
        paper("Fresh as well", line=4),
    ]
    assert [(change.change, change.paper.title) for change in compare(old, new)] == [
        (ADDED, "Brand new"),
        (ADDED, "Fresh as well"),
        (REMOVED, "Gone one"),
        (REMOVED, "Lost too"),
        (MOVED, TREES),
        (CHANGED, WHALES),
    ]


# Few values, so that papers often have something in common.
TITLES = st.sampled_from(
    [
        WHALES,
        TREES,
        "Distilling whales into minnow",
        "A",
        "a",
        "Detection in 2D",
        "Detection in 3D",
        "鯨",
    ]
) | st.text(min_size=1, max_size=8)
URLS = st.none() | st.sampled_from([A, B, A + "v2", "https://a.b/1", "https://a.b/2"])
PAPERS = st.lists(
    st.builds(
        paper,
        TITLES,
        st.sampled_from(["Text", "Text/Summaries", "Speech"]),
        st.integers(1, 9),
        venue=st.sampled_from([None, "ACL", "arXiv"]),
        year=st.sampled_from([None, 2023, 2024]),
        paper_url=URLS,
    ),
    max_size=8,
)


def said(one: Paper) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in COMPARED)


@pytest.mark.slow
@given(PAPERS, PAPERS)
@settings(max_examples=500)
def test_the_changes_applied_to_the_old_papers_give_the_new_ones(
    old: list[Paper], new: list[Paper]
) -> None:
    changes = compare(old, new)
    renamed = {change.section.old: change.section.new for change in changes if change.section}

    def in_new_section(one: Paper) -> Paper:
        path = renamed_path(one.sections, renamed)
        levels: dict[str, Any] = dict(zip(LEVELS, (*path, None, None, None), strict=False))
        return one._replace(**levels)

    was = Counter(said(in_new_section(change.old)) for change in changes if change.old)
    now = Counter(said(change.new) for change in changes if change.new)
    before, after = Counter(said(in_new_section(one)) for one in old), Counter(map(said, new))
    assert was <= before
    assert before - was + now == after
    for side in ("old", "new"):
        told = [id(getattr(change, side)) for change in changes if getattr(change, side)]
        assert len(told) == len(set(told))
    for change in changes:
        if change.old and change.new:
            assert (
                change.fields
                == tuple(
                    name
                    for name in COMPARED
                    if getattr(change.old, name) != getattr(change.new, name)
                    and (change.change == MOVED or name not in LEVELS)
                )
                != ()
            )
    assert [KINDS.index(change.change) for change in changes] == sorted(
        KINDS.index(change.change) for change in changes
    )


@given(PAPERS, st.randoms())
def test_the_order_of_the_papers_is_no_change(papers: list[Paper], random: Random) -> None:
    shuffled = list(papers)
    random.shuffle(shuffled)
    assert compare(papers, shuffled) == []


def test_a_catalog_does_not_differ_from_itself() -> None:
    assert compare(BUNDLED, BUNDLED) == []


@pytest.mark.slow
def test_ten_thousand_papers_are_compared() -> None:
    old = [
        paper(
            f"Distilling {at} whales into {at % 7} minnows",
            f"Text/{at % 90}",
            at,
            year=2000 + at % 25,
        )
        for at in range(10_000)
    ]
    new = [one._replace(venue="ACL", venue_raw="ACL") for one in old[:100]] + old[200:]
    changes = compare(old, new)
    assert Counter(change.change for change in changes) == {CHANGED: 100, REMOVED: 100}


def test_of_entries_under_one_identifier_the_one_that_fits_is_taken() -> None:
    old = [paper("Mirrors", paper_url=A, year=2019), paper("Mirrors", paper_url=A, year=2023)]
    new = [paper(WHALES, paper_url=A, year=2023)]
    assert compare(old, new) == [
        Change(REMOVED, old[0], None, ()),
        Change(CHANGED, old[1], new[0], ("title",)),
    ]


# The command.

CATALOG = """# List

## Text
### Summaries
* **Alpha one**, ACL 2023, [ :link: ](https://a.b/1)
* **Beta two**, arXiv 2022, [ :link: ](https://a.b/2)
* **Gamma three**, ACL 2021, [ :link: ](https://a.b/3) [ :octocat: ](https://github.com/x/y)

## Speech
* **Delta four**, 2020, [ :link: ](https://a.b/4)
"""
LATER = """# List

## Text
* **New *one* \\[x\\]**, CVPR 2024, [ :link: ](https://a.b/7)

### Summaries
* **Alpha one**, ACL 2023, [ :link: ](https://a.b/1)
* **Beta two**, EMNLP 2023, [ :link: ](https://a.b/2)

## Speech
* **Gamma three**, ACL 2021, [ :link: ](https://a.b/3) [ :octocat: ](https://github.com/x/y)
* **New two**, ACL 2024, [ :link: ](https://a.b/8)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.md").write_text(CATALOG)
    (tmp_path / "new.md").write_text(LATER)
    return tmp_path


def run(
    folder: Path,
    *words: str,
    code: int = 0,
    err: str = "",
    stdin: str | None = None,
    **environment: str,
) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kdcat", "diff", *words],
        cwd=folder,
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        encoding="utf-8",
        env=dict(os.environ, **environment),
    )
    assert (done.returncode, done.stderr) == (code, err)
    return done.stdout


@pytest.mark.slow
def test_in_a_pipe_a_line_tells_a_change(folder: Path) -> None:
    rows = [line.split("\t") for line in run(folder, "old.md", "new.md").splitlines()]
    assert [[*row[:2], *row[3:]] for row in rows] == [
        ["added", "", "New one [x]", "CVPR", "2024", "Text", "", "https://a.b/7", ""],
        ["added", "", "New two", "ACL", "2024", "Speech", "", "https://a.b/8", ""],
        ["removed", "", "Delta four", "", "2020", "Speech", "", "https://a.b/4", ""],
        ["moved", "modality,task", "Gamma three", "ACL", "2021", "Speech", "", "https://a.b/3",
         "https://github.com/x/y"],
        ["changed", "venue,venue_raw,year", "Beta two", "EMNLP", "2023", "Text", "Summaries",
         "https://a.b/2", ""],
    ]  # fmt: skip


@pytest.mark.slow
def test_as_a_table(folder: Path) -> None:
    assert run(folder, "old.md", "new.md", "--format", "table") == (
        "+ New one [x], CVPR 2024\n"
        "    Text\n"
        "+ New two, ACL 2024\n"
        "    Speech\n"
        "- Delta four, 2020\n"
        "    Speech\n"
        "> Gamma three, ACL 2021\n"
        "    section: Text / Summaries → Speech\n"
        "~ Beta two, EMNLP 2023\n"
        "    venue: arXiv → EMNLP\n"
        "    year: 2022 → 2023\n"
    )


@pytest.mark.slow
def test_a_table_is_coloured_where_colour_is_wanted(folder: Path) -> None:
    shown = run(
        folder, "old.md", "new.md", "-f", "table", "--fields", "title,fields", FORCE_COLOR="1", TERM="xterm"
    )  # fmt: skip
    assert shown == (
        "\x1b[32m+  New one [x]\x1b[0m\n"
        "\x1b[32m+  New two\x1b[0m\n"
        "\x1b[31m-  Delta four\x1b[0m\n"
        "\x1b[35m>  Gamma three  modality,task\x1b[0m\n"
        "\x1b[1m~  Beta two  venue,venue_raw,year\x1b[0m\n"
    )


@pytest.mark.slow
def test_as_json_both_papers_are_whole(folder: Path) -> None:
    old = [as_keys(one) for one in catalog(CATALOG, "old.md").papers]
    new = [as_keys(one) for one in catalog(LATER, "new.md").papers]
    expected = [
        {"change": "added", "old": None, "new": new[0], "fields": []},
        {"change": "added", "old": None, "new": new[4], "fields": []},
        {"change": "removed", "old": old[3], "new": None, "fields": []},
        {"change": "moved", "old": old[2], "new": new[3], "fields": ["modality", "task"]},
        {"change": "changed", "old": old[1], "new": new[2], "fields": ["venue", "venue_raw", "year"]},
    ]  # fmt: skip
    assert json.loads(run(folder, "old.md", "new.md", "--json")) == expected
    lines = run(folder, "old.md", "new.md", "--format", "jsonl").splitlines()
    assert list(map(json.loads, lines)) == expected


@pytest.mark.slow
def test_a_renamed_section_in_every_format(folder: Path) -> None:
    (folder / "named.md").write_text(CATALOG.replace("## Text", "## Words \\*"))
    words = ("old.md", "named.md")
    assert run(folder, *words, "-f", "table") == "= section renamed: Text → Words * (3 papers)\n"
    assert run(folder, *words, "-f", "markdown") == (
        "## Renamed sections\n\n* Text → Words \\* (3 papers)\n"
    )
    assert run(folder, *words) == "renamed\tmodality\t\t\t\t\tWords *\t\t\t\n"
    assert json.loads(run(folder, *words, "--json")) == [
        {
            "change": "renamed",
            "old": {"sections": ["Text"], "papers": 3},
            "new": {"sections": ["Words *"], "papers": 3},
            "fields": ["modality"],
        }
    ]
    assert json.loads(
        run(folder, *words, "--json", "--fields", "title,modality,task,sections")
    ) == [{"title": None, "modality": "Words *", "task": None, "sections": ["Words *"]}]
    assert run(folder, *words, "--exit-code", "-f", "table", "--fields", "change,old", code=1) == (
        "=  renamed  {'sections': ['Text'], 'papers': 3}\n"
    )


@pytest.mark.slow
def test_as_csv_with_fields(folder: Path) -> None:
    text = run(folder, "old.md", "new.md", "--format", "csv", "--fields", "change,fields,title")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["change", "fields", "title"],
        ["added", "", "New one [x]"],
        ["added", "", "New two"],
        ["removed", "", "Delta four"],
        ["moved", "modality,task", "Gamma three"],
        ["changed", "venue,venue_raw,year", "Beta two"],
    ]


NOTES = """## New papers

### Text

* **New one \\[x\\]**, CVPR 2024, [ :link: ](https://a.b/7)

### Speech

* **New two**, ACL 2024, [ :link: ](https://a.b/8)

## Removed papers

* **Delta four**, 2020, [ :link: ](https://a.b/4)

## Moved papers

* **Gamma three**, ACL 2021, [ :link: ](https://a.b/3) [ :octocat: ](https://github.com/x/y)
  * section: Text / Summaries → Speech

## Changed papers

* **Beta two**, EMNLP 2023, [ :link: ](https://a.b/2)
  * venue: arXiv → EMNLP
  * year: 2022 → 2023
"""


@pytest.mark.slow
def test_as_release_notes(folder: Path) -> None:
    assert run(folder, "old.md", "new.md", "--format", "markdown") == NOTES


@pytest.mark.slow
def test_the_new_papers_of_release_notes_can_be_read_as_a_catalog(folder: Path) -> None:
    (folder / "nothing.md").write_text("# List\n")
    notes = run(
        folder,
        "nothing.md",
        str(ROOT / "catalog.md"),
        "-f",
        "markdown",
    )
    read_back = catalog(notes).papers
    assert [
        (one.title, one.venue_raw, one.year, one.task, one.subtask, one.paper_url, one.code_url)
        for one in read_back
    ] == [
        (one.title, one.venue_raw, one.year, one.modality, one.task, one.paper_url, one.code_url)
        for one in BUNDLED
    ]


@pytest.mark.slow
def test_release_notes_go_back_from_a_subsection_to_its_section(folder: Path) -> None:
    def entry(name: str) -> str:
        return f"* **{name}**, ACL 2020, [ :link: ](https://a.b/{name})\n"

    (folder / "nothing.md").write_text("")
    (folder / "two.md").write_text(
        f"## T\n### S\n{entry('A')}## T\n{entry('B')}### S\n{entry('C')}"
    )
    assert run(folder, "nothing.md", "two.md", "-f", "markdown") == (
        f"## New papers\n\n### T\n\n#### S\n\n{entry('A')}\n### T\n\n{entry('B')}\n#### S\n\n"
        f"{entry('C')}"
    )


@pytest.mark.slow
def test_where_nothing_differs(folder: Path) -> None:
    assert run(folder, "old.md", "old.md") == ""
    assert run(folder, "old.md", "old.md", "--json") == "[]\n"
    assert run(folder, "old.md", "old.md", "-f", "markdown") == ""
    assert run(folder, "old.md", "old.md", "--exit-code") == ""
    assert run(folder, "old.md", "new.md", "-f", "markdown", "--exit-code", code=1) == NOTES
    assert run(folder, "old.md", "new.md", "--fields", "change") == (
        "added\nadded\nremoved\nmoved\nchanged\n"
    )


@pytest.mark.slow
def test_a_side_can_be_standard_input(folder: Path) -> None:
    assert run(folder, "-", "new.md", "-f", "markdown", stdin=CATALOG) == NOTES
    run(folder, "-", "-", code=2, err="kdcat: standard input (-) can be read only once\n", stdin="")


@pytest.mark.slow
def test_text_of_a_catalog_does_not_reach_the_terminal_as_it_is(folder: Path) -> None:
    (folder / "evil.md").write_text(
        "## \x1b[31mA\n* **B\x1b[2J \\[red\\]**, ACL 2020, [ :link: ](http://a.b)\n"
    )
    (folder / "no.md").write_text("")
    assert run(folder, "no.md", "evil.md", "-f", "table") == (
        "+ B\ufffd[2J [red], ACL 2020\n    \ufffd[31mA\n"
    )


WRONG = {
    ("old.md", "none.md"): "none.md: no such file",
    ("old.md", "new.md", "-f", "bibtex"): (
        "a diff cannot be bibtex; formats: table, tsv, csv, json, jsonl, markdown"
    ),
    ("old.md", "new.md", "-f", "markdown", "--fields", "title"): (
        "the fields of markdown cannot be chosen; those of the other formats can"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("words", "message"), WRONG.items())
def test_what_goes_wrong_is_said_in_a_line(
    folder: Path, words: tuple[str, ...], message: str
) -> None:
    assert run(folder, *words, code=2, err=f"kdcat: {message}\n") == ""


# Revisions.


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / "lists").mkdir(parents=True)
    git(folder, "init", "-q")
    for text in (CATALOG, LATER):
        (folder / "lists/c.md").write_text(text)
        git(folder, "add", ".")
        git(folder, "commit", "-q", "-m", "fix: the list")
    git(folder, "tag", "v1", "HEAD~1")
    (folder / "lists/c.md").write_text(CATALOG)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "old", "new"),
    [
        ("", "v1:lists/c.md", "HEAD:lists/c.md"),
        ("lists", "HEAD~1:c.md", "HEAD:c.md"),
        ("lists", "v1:../lists/c.md", "HEAD^{/fix: the}:c.md"),
        ("..", "v1:repository/lists/c.md", "HEAD:repository/lists/c.md"),
        ("lists", "c.md", "HEAD:c.md"),
    ],
)
def test_a_side_can_be_a_revision_of_a_file(
    repository: Path, where: str, old: str, new: str
) -> None:
    assert run(repository / where, old, new, "-f", "markdown") == NOTES


@pytest.mark.slow
def test_a_file_and_its_folder_may_be_gone(repository: Path) -> None:
    (repository / "lists/c.md").unlink()
    (repository / "lists").rmdir()
    assert run(repository, "v1:lists/c.md", "HEAD:lists/c.md", "-f", "markdown") == NOTES


@pytest.mark.slow
def test_a_file_of_that_very_name_goes_first(repository: Path) -> None:
    (repository / "HEAD:lists").mkdir()
    (repository / "HEAD:lists/c.md").write_text(CATALOG)
    assert run(repository, "v1:lists/c.md", "HEAD:lists/c.md") == ""


@pytest.mark.slow
def test_the_repository_is_the_one_the_file_is_in(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    words = ("v1:lists/c.md", "HEAD:lists/c.md", "-f", "markdown")
    assert run(repository, *words, GIT_DIR=str(other / ".git")) == NOTES


@pytest.mark.slow
def test_what_git_cannot_give_is_said_in_a_line(repository: Path, tmp_path: Path) -> None:
    def refused(folder: Path, side: str, message: str, **environment: str) -> None:
        run(folder, "--", side, "old.md", code=2, err=f"kdcat: {side}: {message}\n", **environment)

    lists = repository / "lists"
    refused(lists, "HEAD:d.md", "no file 'd.md' in revision 'HEAD'")
    refused(lists, "HEAD~7:c.md", f"no revision 'HEAD~7' in the git repository of {lists}")
    refused(lists, "--help:c.md", "'--help' begins like an option and is no revision")
    refused(lists, "HEAD:../lists", "no file '../lists' in revision 'HEAD'")
    refused(tmp_path, "HEAD:c.md", f"{tmp_path} is not in a git repository")
    refused(
        lists, "HEAD:c.md", "git is not installed, so there are no revisions", PATH=str(tmp_path)
    )


def test_a_section_below_the_third_level_is_a_place_too() -> None:
    before = paper("Mirrors", "A/B/C", 1)._replace(deeper=("D",))
    after = before._replace(deeper=("E",))
    assert compare([before], [after]) == [Change(MOVED, before, after, ())]


def test_which_entries_are_one_paper_is_asked_of_the_works() -> None:
    # Of two papers of one title the identifiers tell which is which, whatever section they are in.
    old = [paper("Whales", "A", 1, paper_url=A)]
    new = [paper("Whales", "A", 1, paper_url=B), paper("Whales", "B", 2, paper_url=A)]
    (added, moved) = compare(old, new)
    assert (added.change, added.new) == ("added", new[0])
    assert (moved.change, moved.old, moved.new) == ("moved", old[0], new[1])


def test_another_link_is_a_change() -> None:
    old = paper("Whales", "A", 1, paper_url=A)
    new = old._replace(links=(("blog", "https://x.org/b"),))
    (change,) = compare([old], [new])
    assert (change.change, change.fields) == ("changed", ("links",))
    assert list(differences(change)) == [("links", "none", "blog https://x.org/b")]

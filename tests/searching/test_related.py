"""Papers like one: what makes them so, and that it is said."""

from __future__ import annotations

import json

import pytest

from kdcat.index.papers import Index
from kdcat.searching.related import Reason, related
from tests.conftest import Kdcat
from tests.searching.cases import papers
from tests.searching.test_near import listed


def like(index: Index, row: int) -> list[tuple[int, tuple[Reason, ...]]]:
    return [(each.row, each.reasons) for each in related(index, index[row], {row})]


def test_what_papers_have_in_common() -> None:
    one, *others = listed(
        "Compressing BERT by Hand",
        "BERT, Once More",
        "A Tiny Something",
        "Nothing Alike",
        "Nor This",
        "Nor That One",
    )
    home = "https://github.com/a/b"
    shelf = (
        one._replace(code_url=home, task="Speech", subtask="Deep"),
        others[0],
        others[1],
        others[2]._replace(code_url=f"{home}/tree/main"),
        others[3]._replace(task="Speech", subtask="Deep"),
        others[4]._replace(venue="Other"),
        *(paper._replace(venue="Other") for paper in others[5:]),
    )
    index = Index.build(shelf)
    found = like(index, 0)
    venue = Reason("venue", "V")
    assert sorted(found) == [
        (1, (Reason("words", "bert"), venue)),
        (2, (Reason("concept", "compressing"), venue)),
        (3, (Reason("repository", "a/b"), venue)),
        (4, (Reason("task", "Deep"), Reason("task", "Speech"), venue)),
    ]
    scores = [each.score for each in related(index, index[0], {0})]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_what_most_papers_have_is_no_reason() -> None:
    index = Index.build(listed(*(f"Distillation {word}" for word in "ABCDEFGHIJKL")))
    assert like(index, 0) == []


def test_a_rare_word_says_more_than_a_common_one() -> None:
    index = Index.build(
        listed("Zebra Parsing", "Parsing One", "Parsing Two", "Zebra Three", "Parsing Four")
    )
    assert [row for row, _ in like(index, 0)] == [3, 1, 2, 4]


@pytest.mark.slow
def test_every_paper_has_reasons_for_each_like_it() -> None:
    index = Index.build(papers())
    for row, paper in enumerate(papers()):
        found = related(index, paper, {row})
        assert row not in {each.row for each in found}
        assert all(each.reasons and 0 < each.score <= 1 for each in found)
        assert related(index, paper, {row}, 3) == found[:3]


@pytest.mark.slow
def test_the_command(kdcat: Kdcat) -> None:
    found = json.loads(kdcat("related", "lircdepth", "--json", "-n", "2"))
    assert [(paper["line"], paper["reasons"][0]) for paper in found] == [
        (89, {"kind": "words", "value": "depth estimation"}),
        (88, {"kind": "words", "value": "depth estimation"}),
    ]
    assert len(kdcat("related", "lircdepth").splitlines()) == 10
    lines = kdcat(
        "related", "lircdepth", "--venue", "cvpr", "--year", "2024", "-n", "3"
    ).splitlines()
    assert {tuple(line.split("\t")[2:4]) for line in lines} == {("CVPR", "2024")}
    assert kdcat("related", "lircdepth", "--year", "1999", "-e", code=1) == ""
    kdcat(
        *("related", "zzxqy"), code=1, stderr="kdcat: no paper 'zzxqy'; try: kdcat search zzxqy\n"
    )


def test_a_paper_listed_twice_is_neither_like_itself_nor_shown_twice(kdcat: Kdcat) -> None:
    twice = "Knowledge Distillation for Improved Accuracy in Spoken Question Answering"
    for reference in (twice, "MRD-Net"):
        titles = [paper["title"] for paper in json.loads(kdcat("related", reference, "--json"))]
        assert titles.count(twice) == (reference != twice)


@pytest.mark.slow
def test_a_title_without_end_is_read_by_its_beginning() -> None:
    """Of as many words none is looked for in vain, and none is compared with all before it."""
    words = [f"Na{number:06d}" for number in range(50_000)]
    index = Index.build(listed(" ".join(words), "Na000001 One", "Na049999 One"))
    (found,) = like(index, 0)
    assert found == (1, (Reason("words", "na000001"), Reason("venue", "V")))
    repeated = Index.build(listed("Na000001 " * 50_000, "Na000001 One", "Nothing Alike"))
    assert like(repeated, 0) == [found]

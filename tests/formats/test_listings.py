"""Which entries are listings of one paper."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.bibliography.works import folded, listings, places, united
from kdcat.paper import Paper
from tests.formats.cases import ALL, BARE, FULL
from tests.making import paper as paper_of

REVIEW = "https://openreview.net/forum"


def paper(name: str, title: str = "One", **fields: Any) -> Paper:
    return paper_of(title, id=name, **fields)


def groups(papers: Sequence[Paper]) -> list[str]:
    return ["".join(one.id for one in listing) for listing in listings(papers)]


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        ([], []),
        ([paper("a"), paper("b")], ["ab"]),
        ([paper("a", year=2020), paper("b", year=2021)], ["ab"]),
        ([paper("a", "One: two"), paper("b", "ONE -  two")], ["ab"]),
        ([paper("a", "One", year=2020, doi="10.1/x"), paper("b", "one", doi="10.1/x")], ["ab"]),
        ([paper("a", "One two three", arxiv_id="1"), paper("b", "One two three.s", arxiv_id="1")],
         ["ab"]),
        ([paper("a", "One wrong link", doi="10.1/x"), paper("b", "Another", doi="10.1/x")],
         ["a", "b"]),
        ([paper("a", "One two three"), paper("b", "One two threes")], ["a", "b"]),
        ([paper("a", "One", doi="10.1/x"), paper("b", "Two"), paper("c", "One", doi="10.1/y")],
         ["a", "b", "c"]),
        ([paper("a", arxiv_id="1"), paper("b", arxiv_id="2")], ["a", "b"]),
        # An arXiv address beside a publisher's contradicts nothing, nor does arXiv's own DOI.
        ([paper("a", arxiv_id="1"), paper("b", doi="10.1/x")], ["ab"]),
        ([paper("a", doi="10.48550/arxiv.1"), paper("b", doi="10.1/x")], ["ab"]),
        ([paper("a", paper_url=f"{REVIEW}?id=A"), paper("b", paper_url=f"{REVIEW}?id=B")],
         ["a", "b"]),
        ([paper("a", paper_url=f"{REVIEW}?id=A"),
          paper("b", "Ones", paper_url="https://www.openreview.net/pdf?id=A&noteId=x"),
          paper("c", "Ones upon a time", paper_url=f"{REVIEW}?id=A")], ["a", "b", "c"]),
        ([paper("a", "One upon a time", paper_url=f"{REVIEW}?id=A"),
          paper("b", "Once upon a time", paper_url="https://www.openreview.net/pdf?id=A")], ["ab"]),
        # Two pages of no archive may be of one paper.
        ([paper("a", paper_url="https://a.org/1"), paper("b", paper_url="https://a.org/2")],
         ["ab"]),
        ([paper("a", "One two three", paper_url="http://www.a.org/x/"),
          paper("b", "One two threes", paper_url="https://a.org/x#y")], ["ab"]),
        # One that may be of several papers is of the first; so is one that says nothing.
        ([paper("a", arxiv_id="1"), paper("b", arxiv_id="2"), paper("c"), paper("d", doi="10.1/x"),
          paper("e", doi="10.1/y"), paper("f", doi="10.1/z")], ["acd", "be", "f"]),
        # The last entry shows of which paper the second one is.
        ([paper("a", arxiv_id="1"), paper("b", doi="10.1/x"),
          paper("c", doi="10.1/x", arxiv_id="2")], ["a", "bc"]),
        ([paper("a", "???"), paper("b", "!!!"), paper("c", "???")], ["ac", "b"]),
    ],
)  # fmt: skip
def test_entries_of_one_paper(papers: list[Paper], expected: list[str]) -> None:
    assert groups(papers) == expected


def test_the_catalog_lists_one_paper_twice() -> None:
    (twice,) = [listing for listing in listings(ALL) if len(listing) > 1]
    assert [(one.line, one.task) for one in twice] == [
        (207, "Speech Recognition (ASR)"),
        (263, "Spoken Question Answering and Conversational AI"),
    ]


@given(
    st.lists(
        st.builds(
            paper,
            st.sampled_from("abc"),
            st.sampled_from(["One two three", "one two threes", "Other"]),
            year=st.sampled_from([None, 2020, 2021]),
            doi=st.sampled_from([None, "10.1/x", "10.1/y"]),
            arxiv_id=st.sampled_from([None, "1", "2"]),
        )
    )
)
def test_each_entry_is_in_one_group(papers: list[Paper]) -> None:
    found = listings(papers)
    assert sorted(map(str, (one for listing in found for one in listing))) == sorted(
        map(str, papers)
    )
    firsts = [next(at for at, one in enumerate(papers) if one is listing[0]) for listing in found]
    assert firsts == sorted(firsts)
    # Entries of one title and one identifier are of one paper, whatever comes between.
    for kind in ("doi", "arxiv_id"):
        keys = [
            {(folded(one.title), getattr(one, kind)) for one in listing if getattr(one, kind)}
            for listing in found
        ]
        assert sum(map(len, keys)) == len(set[object]().union(*keys))
    # Two groups of one title contradict each other.
    for at, listing in enumerate(found):
        for other in found[:at]:
            if {folded(one.title) for one in listing} & {folded(one.title) for one in other}:
                assert any(
                    any(getattr(one, kind) for one in listing)
                    and any(getattr(one, kind) for one in other)
                    for kind in ("doi", "arxiv_id")
                )


def test_united_takes_each_field_from_the_first_that_has_it() -> None:
    first = paper("a", year=2020, task="T")
    second = paper(
        "b",
        year=2021,
        doi="10.1/x",
        venue="V",
        venue_raw=None,
        task="U",
        subtask="S",
        deeper=("D",),
    )
    assert united([first, second]) == first._replace(doi="10.1/x", venue="V")
    assert united([FULL]) == FULL


def test_places_are_named_once() -> None:
    again = FULL._replace(task="Depth", subtask=None)
    assert places([FULL, again, BARE]) == (
        "3D Input",
        "3D Object Detection",
        "Radar, LiDAR",
        "Depth",
    )

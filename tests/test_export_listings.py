"""Which entries are listings of one paper."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.bibliography.works import folded, listings, places, united
from kdcat.paper import Paper
from tests.export_cases import ALL, BARE, FULL


def paper(name: str, title: str = "One", **fields: object) -> Paper:
    return Paper(**(BARE._asdict() | {"id": name, "title": title} | fields))


def groups(papers: Sequence[Paper]) -> list[str]:
    return ["".join(one.id for one in listing) for listing in listings(papers)]


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        ([], []),
        ([paper("a"), paper("b")], ["ab"]),
        ([paper("a", year=2020), paper("b", year=2021)], ["a", "b"]),
        ([paper("a", "One: two"), paper("b", "ONE -  two")], ["ab"]),
        ([paper("a", "One", year=2020, doi="10.1/x"), paper("b", "one", doi="10.1/x")], ["ab"]),
        ([paper("a", "One two three", arxiv_id="1"), paper("b", "One two three.s", arxiv_id="1")],
         ["ab"]),
        ([paper("a", "One wrong link", doi="10.1/x"), paper("b", "Another", doi="10.1/x")],
         ["a", "b"]),
        ([paper("a", "One two three"), paper("b", "One two threes")], ["a", "b"]),
        ([paper("a", "One", doi="10.1/x"), paper("b", "Two"), paper("c", "One", doi="10.1/y")],
         ["ac", "b"]),
        # The last entry shows that the first two are of one paper.
        ([paper("a", year=2020, doi="10.1/x"), paper("b", year=2021, arxiv_id="1"),
          paper("c", "Two"), paper("d", year=2022, doi="10.1/x", arxiv_id="1"),
          paper("e", year=2021)], ["abde", "c"]),
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
    keys = [{(folded(one.title), one.year) for one in listing} for listing in found]
    assert sum(map(len, keys)) == len(set[object]().union(*keys))


def test_united_takes_each_field_from_the_first_that_has_it() -> None:
    first = paper("a", year=2020, task="T")
    second = paper("b", year=2021, doi="10.1/x", venue="V", task="U")
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

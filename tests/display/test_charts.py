"""Counts for a reader: whatever the width of the terminal, no paper is lost on the way."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from kdcat.display import charts
from kdcat.display.console import console
from kdcat.display.picture import _parts
from kdcat.index.counts import Count, count
from kdcat.index.papers import Index
from tests.making import paper


def printed(counts: list[Count], fields: tuple[str, str], width: int) -> list[str]:
    out = Console(file=io.StringIO(), width=width, highlight=False, markup=False, _environ={})
    charts.print_cross(counts, fields, out)
    assert isinstance(out.file, io.StringIO)
    return [line.rstrip() for line in out.file.getvalue().splitlines()]


COUNTS = [
    Count(("Speech", 2019), 3, 0),
    Count(("Speech", 2020), 4, 0),
    Count(("Speech", 2021), 5, 0),
    Count(("Speech", None), 1, 0),
    Count(("Text in any of its forms", 2021), 2, 0),
]


def test_a_cross_table_that_has_room() -> None:
    assert printed(COUNTS, ("modality", "year"), 80) == [
        "modality                 2019 2020 2021 (none) total",
        "Speech                      3    4    5      1    13",
        "Text in any of its forms    ·    ·    2      ·     2",
    ]


def test_one_that_is_too_wide_is_turned() -> None:
    counts = [Count(("Speech", year), year % 3 + 1, 0) for year in range(2010, 2020)]
    assert printed(counts, ("modality", "year"), 40) == [
        "year Speech total",
        *(f"{year}      {year % 3 + 1}     {year % 3 + 1}" for year in range(2010, 2020)),
    ]


def test_what_has_no_room_at_all_is_put_together() -> None:
    counts = [
        Count((f"Modality number {number}", year), number, 0)
        for number in range(1, 5)
        for year in range(2010, 2022)
    ]
    assert printed(counts, ("modality", "year"), 40) == [
        "modality      -2018 2019 2020 2021 total",
        "Modality         36    4    4    4    48",
        "number 4",
        "Modality         27    3    3    3    36",
        "number 3",
        "Modality         18    2    2    2    24",
        "number 2",
        "Modality          9    1    1    1    12",
        "number 1",
    ]
    venues = [
        Count(
            (f"{letter} is a modality of a long name", f"Venue of many words {number}"), number, 0
        )
        for letter in "AB"
        for number in range(1, 9)
    ]
    assert printed(venues, ("modality", "venue"), 75) == [
        "modality                       Venue of many words 8 7 others total",
        "A is a modality of a long name                     8       28    36",
        "B is a modality of a long name                     8       28    36",
    ]


@given(
    papers=st.lists(
        st.tuples(
            st.sampled_from(["Speech", "Text", "A long name of a modality", None]),
            st.sampled_from([1999, 2019, 2020, 2021, 2022, None]),
        ),
        min_size=1,
        max_size=30,
    ),
    width=st.integers(34, 100),
)
def test_every_paper_counts_at_every_width(
    papers: list[tuple[str | None, int | None]], width: int
) -> None:
    index = Index.build(
        [
            paper(title=f"Title {number}", modality=modality, year=year)
            for number, (modality, year) in enumerate(papers)
        ]
    )
    lines = printed(count(index, ("modality", "year")), ("modality", "year"), width)
    assert max(map(len, lines)) <= width
    numbers = [[int(n) for n in re.findall(r"(?<= )\d+(?= |$)", line)] for line in lines[1:]]
    assert sum(row[-1] for row in numbers if len(row) > 1) == len(papers)
    assert sum(sum(row[:-1]) for row in numbers if len(row) > 1) == len(papers)


@pytest.mark.parametrize("more", [0, 1, 5])
def test_the_overview_says_how_many_venues_it_does_not_show(more: int) -> None:
    papers = [paper(title=f"Title {n}", venue=f"V{n}", year=2020) for n in range(8 + more)]
    out = Console(file=io.StringIO(), width=100, highlight=False, markup=False, _environ={})
    charts.print_overview(Index.build(papers), None, out)
    assert isinstance(out.file, io.StringIO)
    said = re.findall(r"(\d+) more: kdcat stats --by venue", out.file.getvalue())
    assert said == [str(more)] * bool(more)


def test_the_overview_of_papers_without_venues_is_no_wider_than_its_bars() -> None:
    out = console(io.StringIO(), endless=True)
    charts.print_overview(Index.build([paper(year=2020), paper(title="B", year=2021)]), None, out)
    assert isinstance(out.file, io.StringIO)
    lines = out.file.getvalue().splitlines()
    assert lines[0] == "2 papers, 0 with code (0%), 0 venues"
    assert max(map(len, lines)) <= 120


def test_a_count_of_one_is_said_as_such() -> None:
    out = console(io.StringIO(), endless=True)
    charts.print_overview(Index.build([paper(venue="V", year=2020)]), None, out)
    assert isinstance(out.file, io.StringIO)
    assert out.file.getvalue().startswith("1 paper, 0 with code (0%), 1 venue\n")


@pytest.mark.parametrize(("length", "shown"), [(500, "v" * 500), (501, "v" * 500 + "...")])
def test_what_is_too_long_for_a_name_is_shown_by_its_beginning(length: int, shown: str) -> None:
    out = Console(file=io.StringIO(), width=100, highlight=False, markup=False, _environ={})
    charts.print_bars([Count(("v" * length,), 1, 0)], "venue", out)
    assert isinstance(out.file, io.StringIO)
    assert "".join(re.findall(r"(?m)^[v.]+", out.file.getvalue())) == shown


def test_the_older_years_of_a_picture_come_first() -> None:
    counts = [Count(("Speech", year), year - 2000, 0) for year in range(2010, 2020)]
    assert [(name, part) for name, _, part in _parts(counts, ("modality", "year"))] == [
        ("before 2013", {"Speech": 10 + 11 + 12}),
        *((str(year), {"Speech": year - 2000}) for year in range(2013, 2020)),
    ]

"""Papers as a table: what stands where, in terminals of every width."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from rich.console import Console

from kdcat.display.console import console
from kdcat.display.tables import print_table
from tests.making import paper

PAPERS = (
    paper(
        title="Distilling a Teacher of Many Words into a Student of Few Words and Fewer Layers",
        venue="Pattern Recognition",
        year=2021,
        paper_url="https://x.org/teacher",
        code_url="https://github.com/a/teacher",
        modality="Text",
        task="Parsing of Sentences",
    ),
    paper(title="Short", year=2020, paper_url="https://x.org/short", modality="Text"),
)


def printed(width: int, fields: Sequence[str] | None = None, *, addresses: bool = False) -> str:
    out = Console(file=io.StringIO(), width=width, highlight=False, markup=False, _environ={})
    print_table(PAPERS, out, fields, addresses=addresses)
    assert isinstance(out.file, io.StringIO)
    return "\n".join(line.rstrip() for line in out.file.getvalue().splitlines())


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (
            40,
            """\
Distilling a Teacher of Many Words into
  a Student of Few Words and Fewer
  Layers
  Pattern Recognition 2021 code

Short
  2020""",
        ),
        (
            70,
            """\
year  venue         title                                         code
2021  Pattern       Distilling a Teacher of Many Words into a     code
       Recognition    Student of Few Words and Fewer Layers
2020                Short""",
        ),
        (
            110,
            """\
year  venue            title                                                        section               code
2021  Pattern          Distilling a Teacher of Many Words into a Student of Few     Parsing of Sentences  code
       Recognition       Words and Fewer Layers
2020                   Short                                                        Text""",
        ),
    ],
)
def test_rows_can_be_told_apart(width: int, shown: str) -> None:
    assert printed(width) == shown


def test_fields_that_have_no_room_stand_below_one_another() -> None:
    assert (
        printed(44, ("title", "year", "paper_url", "code_url"))
        == """\
title      Distilling a Teacher of Many
           Words into a Student of Few Words
           and Fewer Layers
year       2021
paper_url  https://x.org/teacher
code_url   https://github.com/a/teacher

title      Short
year       2020
paper_url  https://x.org/short"""
    )


def test_addresses_are_written_out_where_nothing_can_be_clicked() -> None:
    assert (
        printed(110, addresses=True)
        == """\
Distilling a Teacher of Many Words into a Student of Few Words and Fewer Layers
  Pattern Recognition 2021
  paper https://x.org/teacher
  code https://github.com/a/teacher

Short
  2020
  paper https://x.org/short"""
    )


def test_where_a_line_has_no_end_no_title_is_broken() -> None:
    """Where no terminal says how wide it is, a row is a line, however long the title."""
    out = io.StringIO()
    title = "T" * 100_000
    print_table([paper(title=title, year=2021)], console(out, endless=True))
    assert out.getvalue().split() == ["year", "venue", "title", "id", "2021", title, "paper-1"]

"""Long answers on a terminal go through the reader's pager; all else does not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kdcat.cli.pager import pager
from tests.cli.test_terminal import on_terminal, plain

LONG = [
    f"* **Paper {number}**, CVPR 2020, [ :link: ](https://x.org/{number})" for number in range(90)
]


@pytest.fixture
def long(tmp_path: Path) -> str:
    """A catalog that is longer than a terminal."""
    path = tmp_path / "long.md"
    path.write_text("## Text\n\n### Task\n\n" + "\n".join(LONG) + "\n")
    return str(path)


@pytest.fixture
def reader(tmp_path: Path) -> str:
    """A pager that says what it got, and how it was asked."""
    script = tmp_path / "reader.py"
    script.write_text(
        "import os, sys\n"
        "lines = sys.stdin.read().splitlines()\n"
        "print('read', len(lines), 'lines', os.environ['LESS'], *sys.argv[1:])\n"
    )
    return f"'{sys.executable}' '{script}' wide"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["KDCAT_PAGER", "PAGER"])
def test_a_long_answer_goes_through_the_pager(
    name: str, long: str, reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KDCAT_PAGER")
    shown, code = on_terminal("list", "-c", long, env={name: reader})
    assert (plain(shown), code) == ("read 91 lines FRX wide\n90 papers\n", 0)


@pytest.mark.slow
def test_what_has_room_on_the_terminal_is_printed(long: str, reader: str) -> None:
    shown, code = on_terminal("list", "-c", long, "--limit", "3", env={"KDCAT_PAGER": reader})
    assert plain(shown).split() == [
        *("year", "venue", "title"),
        *(word for number in range(3) for word in ("2020", "CVPR", "Paper", str(number))),
        *("3", "papers"),
    ]
    assert code == 0


@pytest.mark.slow
@pytest.mark.parametrize("wish", [{"KDCAT_PAGER": ""}, {"KDCAT_PAGER": "cat"}, {"TERM": "dumb"}])
def test_no_pager_is_used_where_none_is_wanted(
    wish: dict[str, str], long: str, reader: str
) -> None:
    shown, _ = on_terminal("list", "-c", long, env={"PAGER": reader, **wish})
    assert shown.count("Paper ") == 90


@pytest.mark.slow
def test_a_terminal_that_does_not_say_how_high_it_is_has_room(long: str, reader: str) -> None:
    shown, code = on_terminal("list", "-c", long, env={"KDCAT_PAGER": reader}, rows=0)
    assert (shown.count("Paper "), code) == (90, 0)


@pytest.mark.slow
def test_the_option_turns_it_off(long: str, reader: str) -> None:
    shown, _ = on_terminal("list", "-c", long, "--no-pager", env={"KDCAT_PAGER": reader})
    assert shown.count("Paper ") == 90


@pytest.mark.slow
def test_a_reader_who_leaves_early_ends_nothing(long: str) -> None:
    shown, code = on_terminal("list", "-c", long, env={"KDCAT_PAGER": "head -n 1"})
    assert (plain(shown).split(), code) == (["year", "venue", "title", "90", "papers"], 0)


def test_which_pager_it_is() -> None:
    terminal = {"TERM": "xterm"}
    assert pager({**terminal, "KDCAT_PAGER": "sh -e", "PAGER": "cat"}) == ["sh", "-e"]
    assert pager({**terminal, "PAGER": "'sh' -e"}) == ["sh", "-e"]
    assert pager({**terminal, "PAGER": "no-such-program-anywhere"}) == []
    assert pager({**terminal, "PAGER": "'open"}) == []
    assert pager({"PAGER": "sh"}) == []

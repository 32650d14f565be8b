"""When papers came into a list, by the history of its file."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kdcat.diff.history import came_in, revisions_of
from kdcat.reading.catalog import read
from tests.making import catalog, entry, git

START = datetime(2026, 1, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    return datetime(2026, 1, number, 12, tzinfo=UTC)


def committed(folder: Path, states: list[list[int]]) -> Path:
    """A repository whose list has had these papers, one state a day from the first of a year on."""
    git(folder, "init", "-q")
    file = folder / "list.md"
    for at, numbers in enumerate(states, start=1):
        titles = [
            f"{['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta'][n]} of number {n}"
            for n in numbers
        ]
        lines = [
            entry("ACL 2020", f"https://x.org/{n}", title)
            for n, title in zip(numbers, titles, strict=True)
        ]
        file.write_text("## Text\n\n" + "".join(lines) + f"\n<!-- {at} -->\n")
        git(folder, "add", "list.md")
        git(folder, "commit", "-q", "-m", "x", moment=day(at).isoformat())
    return file


def found(file: Path, since: datetime = START) -> dict[str, int] | None:
    came = came_in(file, read(file).papers, os.environ, since)
    return None if came is None else {paper.title.split()[0]: time.day for paper, time in came}


def test_each_paper_came_in_with_the_revision_that_first_had_it(tmp_path: Path) -> None:
    file = committed(tmp_path, [[0], [0, 1], [0, 1], [0, 1, 2, 3], [4, 0, 1, 2, 3]])
    assert [one.time for one in revisions_of(file, os.environ)] == [day(at) for at in range(1, 6)]
    assert found(file) == {"Epsilon": 5, "Beta": 2, "Gamma": 4, "Delta": 4}
    assert found(file, day(4)) == {"Epsilon": 5}
    assert found(file, day(9)) == {}


def test_what_is_not_committed_yet_came_in_last(tmp_path: Path) -> None:
    file = committed(tmp_path, [[0], [0, 1]])
    file.write_text(
        file.read_text() + entry("ACL 2021", "https://x.org/n", "New and not committed")
    )
    assert found(file) == {"Beta": 2, "New": 2}


def test_without_a_repository_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(catalog(entry("ACL 2021")).text)
    assert found(tmp_path / "list.md") is None
    git(tmp_path, "init", "-q")
    assert found(tmp_path / "list.md") is None


@pytest.mark.parametrize(
    ("seconds", "moment"),
    [
        ("0", datetime(1970, 1, 1, tzinfo=UTC)),
        ("99999999999", datetime(5138, 11, 16, 9, 46, 39, tzinfo=UTC)),
        *((said, datetime(9999, 12, 31, tzinfo=UTC)) for said in ("253402300800", "9" * 17, "-1")),
    ],
)
def test_a_commit_may_say_any_time(tmp_path: Path, seconds: str, moment: datetime) -> None:
    file = committed(tmp_path, [[0]])
    tree = git(tmp_path, "rev-parse", "HEAD^{tree}")
    said = f"tree {tree}\nauthor a <a> {seconds} +0000\ncommitter a <a> {seconds} +9999\n\nx\n"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=tmp_path, input=said, capture_output=True, text=True, check=True,
    )  # fmt: skip
    git(tmp_path, "update-ref", "HEAD", made.stdout.strip())
    assert [one.time for one in revisions_of(file, os.environ)] == [moment]

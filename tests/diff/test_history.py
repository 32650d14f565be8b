"""When papers came into a list, by the history of its file."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kdcat.diff import history
from kdcat.diff.git import NoGitError
from kdcat.diff.history import came_in, revisions_of
from kdcat.reading.catalog import read
from kdcat.reading.source import Source
from tests.making import catalog, entry, git

State = list[int] | Callable[[Path], None]
START = datetime(2026, 1, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    return datetime(2026, 1, number, 12, tzinfo=UTC)


def committed(folder: Path, states: Sequence[State]) -> Path:
    """A repository whose list has had these papers, one state a day from the first of a year on.

    A state may be what makes another one of the last.
    """
    git(folder, "init", "-q")
    file = folder / "list.md"
    file.touch()
    for at, numbers in enumerate(states, start=1):
        if callable(numbers):
            numbers(file)
            _commit(file, at)
            continue
        file.unlink(missing_ok=True)
        titles = [
            f"{['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta'][n]} of number {n}"
            for n in numbers
        ]
        lines = [
            entry("ACL 2020", f"https://x.org/{n}", title)
            for n, title in zip(numbers, titles, strict=True)
        ]
        file.write_text("## Text\n\n" + "".join(lines) + f"\n<!-- {at} -->\n")
        _commit(file, at)
    return file


def _commit(file: Path, at: int) -> None:
    git(file.parent, "add", "-A")
    git(file.parent, "commit", "-q", "--allow-empty", "-m", "x", moment=day(at).isoformat())


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


def _in_another_encoding(file: Path) -> None:
    file.write_bytes(b"## Caf\xe9\n")


def _deleted(file: Path) -> None:
    file.unlink()


def _a_link(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.symlink_to("elsewhere.md")


def _missing(file: Path) -> None:
    """As the contents of old revisions are in a clone without them, once it is taken away."""
    file.write_text("not here")


@pytest.mark.parametrize("unreadable", [_in_another_encoding, _deleted, _a_link, _missing])
def test_a_revision_that_cannot_be_read_says_nothing(
    tmp_path: Path, unreadable: Callable[[Path], None]
) -> None:
    first, middle = tmp_path / "first", tmp_path / "middle"
    later: list[State] = [unreadable, [0, 1], [0, 1, 2]]
    for folder, states in ((first, later), (middle, [[0], *later])):
        folder.mkdir()
        committed(folder, states)
        if unreadable is _missing:
            (folder / "same").write_text("not here")
            name = git(folder, "hash-object", "same")
            (folder / ".git/objects" / name[:2] / name[2:]).unlink()
    assert found(first / "list.md") == {"Gamma": 3}
    assert found(middle / "list.md") == {"Beta": 3, "Gamma": 4}


def test_of_many_that_cannot_be_read_not_all_are_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "_MOST_UNREADABLE", 2)
    two, three = tmp_path / "two", tmp_path / "three"
    two.mkdir()
    three.mkdir()
    committed(two, [[0], _in_another_encoding, _deleted, [0, 1]])
    committed(three, [[0], _in_another_encoding, _deleted, _a_link, [0, 1]])
    assert found(two / "list.md") == {"Beta": 4}
    assert found(three / "list.md") is None


def test_a_git_that_gives_no_answer_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = committed(tmp_path, [[0], [0, 1], [0, 1, 2]])
    asked = []

    def silent(name: str, environment: Mapping[str, str]) -> Source:
        asked.append(name)
        raise NoGitError(name)

    monkeypatch.setattr(history, "side", silent)
    assert found(file) is None
    assert len(asked) == 1

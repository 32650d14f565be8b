"""Killed at any moment, or many at once: every file is the old one or the new one, whole."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.test_files import LIST, PROGRAM, WRITERS, left, posix, run

pytestmark = pytest.mark.slow


def whole(kind: str, path: Path) -> str:
    """Which of the two contents a file has, all of it."""
    if kind == "sqlite":
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            return str(database.execute("SELECT count(*) FROM papers").fetchone()[0])
    return path.read_text()


KILLER = """
import os, random, signal, sys, time
from kdcat.cli.program import run
number, *argv = sys.argv[1:]

def started():
    child = os.fork()
    if not child:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        run(argv)
        os._exit(0)
    return child

# Once here, so that the victims need not load everything anew; then one to see how long it takes.
sys.stdout = sys.stderr = open(os.devnull, "w")
run([*argv, "--help"])
run(["list"])
before = time.monotonic()
os.waitpid(started(), 0)
longest = 1.3 * (time.monotonic() - before)
chance = random.Random(7)
for _ in range(int(number)):
    os.write(1, b"ready\\n")
    os.read(0, 1)
    child = started()
    time.sleep(chance.uniform(0, longest))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
os.write(1, b"ready\\n")
"""


def kills(kind: str, folder: Path, number: int) -> dict[str, int]:
    """Kill a writing command so many times at random moments; return how often which content stood."""
    path = folder / "list.md"
    words = ["export", "-o", str(path), "--force", "-f", "sqlite" if kind == "sqlite" else "csv"]
    argv = {"add": WRITERS["add"](str(path)), "fix": WRITERS["fix"](str(path))}.get(kind, words)
    if kind in {"export", "sqlite"}:
        assert run([*words, "--limit", "100"]).returncode == 0
        saved = path.read_bytes()
    else:
        saved = LIST.encode()
        path.write_bytes(saved)
    old = whole(kind, path)
    assert run(argv).returncode in {0, 1}
    new = whole(kind, path)
    assert old != new
    path.write_bytes(saved)
    found = {"old": 0, "new": 0}
    with subprocess.Popen(
        [sys.executable, "-c", KILLER, str(number), *argv],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        for _ in range(number):
            path.write_bytes(saved)
            process.stdin.write(b"\n")
            assert process.stdout.readline() == b"ready\n"
            content = whole(kind, path)
            assert content in {old, new}
            found["old" if content == old else "new"] += 1
    assert process.returncode == 0
    # One of them at most is left, and the next write takes it away.
    assert len(left(folder)) <= 2
    path.write_bytes(saved)
    assert run(argv).returncode in {0, 1}
    assert left(folder) == ["list.md"]
    return found


def crowd(folder: Path, number: int) -> None:
    """Start so many processes at once on one cache folder, which is empty, and see what they say."""
    lists = []
    for name in range(5):
        path = folder / f"list{name}.md"
        path.write_text(
            "".join(
                f"* **Title {name} {at}**, CVPR 2024, [ :link: ](https://x.org/{at})\n"
                for at in range(300)
            )
        )
        lists.append(path)
    environment = {**os.environ, "KDCAT_CACHE_DIR": str(folder / "cache")}
    processes = []
    for at in range(number):
        words = ["list", "--json"] if at % 2 else ["search", "title", "7", "--json"]
        processes.append(
            subprocess.Popen(
                [*PROGRAM, *words, "-c", str(lists[at % len(lists)])],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        )
    for at, process in enumerate(processes):
        out, err = process.communicate(timeout=600)
        assert (process.returncode, err) == (0, b"")
        titles = [paper["title"] for paper in json.loads(out)]
        name = at % len(lists)
        assert titles[0] == f"Title {name} {'0' if at % 2 else '7'}"
        assert len(titles) == len(set(titles))
        assert len(titles) == 300 or at % 2 == 0
    kept = left(folder / "cache")
    assert len(kept) == len(lists)
    assert all(name.endswith(".kdcat-index") for name in kept)


KINDS = ("add", "fix", "export", "sqlite")


@posix
@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_any_moment_a_command_leaves_the_old_file_or_the_new_one(
    kind: str, tmp_path: Path
) -> None:
    assert sum(kills(kind, tmp_path, 30).values()) == 30


def test_many_processes_with_one_cache_folder_all_answer_right(tmp_path: Path) -> None:
    crowd(tmp_path, 15)


if __name__ == "__main__":
    # By hand, with more of each: python -m tests.cli.test_kills
    for kind in KINDS:
        with TemporaryDirectory() as folder:
            print(f"300 kills of {kind}:", kills(kind, Path(folder), 300), flush=True)  # noqa: T201
    with TemporaryDirectory() as folder:
        crowd(Path(folder), 50)
        print("50 processes with one cache folder: all right")  # noqa: T201

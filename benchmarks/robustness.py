"""What is left of files when commands are killed, crowded or lied to.

    python benchmarks/robustness.py [--kills N] [--processes N] [--only WORDS]

Each command that writes is killed (SIGKILL) at random moments of its run, and what stands in the
file's place must be the old content or the new one, all of it; so it is with the index that every
command keeps. Then many processes answer from one cache folder while their list is being replaced,
and each must answer from one of its states. Last, every byte of an index is flipped, one at a time,
and the answers must stay what they are.

A line for each says how many, how many left all whole, and which files were left beside, before and
after the next ordinary run. The exit status is 1 where anything was harmed.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAM = [sys.executable, "-m", "kdcat"]
LINK = "[ :link: ](https://x.org/{})"
LIST = f"""## Text

* **Alpha**, CVPR 2024, {LINK.format("a")}
* **Alpha too**, CVPR 2024,, {LINK.format("b")}
"""
PAPER = ("--title", "Beta", "--venue", "CVPR", "--year", "2024", "-m", "text", "--paper-url", "https://x.org/c")  # fmt: skip


class Part(NamedTuple):
    """A command that writes a file."""

    argv: Callable[[str], list[str]]
    """Its words, given the path of the file."""
    before: str | None
    """What stands in the file before; None where it is not there; empty for another export."""


PARTS = {
    "export -o": Part(lambda path: ["export", "-f", "csv", "-o", path], None),
    "export --force": Part(lambda path: ["export", "-f", "csv", "--force", "-o", path], ""),
    "export --force, sqlite": Part(
        lambda path: ["export", "-f", "sqlite", "--force", "-o", path], ""
    ),
    "add": Part(lambda path: ["add", "-c", path, *PAPER], LIST),
    "lint --fix": Part(lambda path: ["lint", "--fix", "--select", "all", path], LIST),
}


class Told(NamedTuple):
    """What a part came to."""

    tried: int
    whole: Counter[str]
    """How often all was whole, by what stood there."""
    left: int
    """How many files were left beside."""
    left_later: int
    """How many of them after the next ordinary run."""

    @property
    def is_right(self) -> bool:
        """Whether nothing was harmed, and nothing is left."""
        return self.whole.total() == self.tried and not self.left_later

    def __str__(self) -> str:
        what = ", ".join(f"{number} {name}" for name, number in sorted(self.whole.items()))
        return (
            f"{self.tried} tried, {self.whole.total()} whole ({what}); "
            f"left beside: {self.left}, after the next run {self.left_later}"
        )


def run(argv: list[str]) -> int:
    """Run the program by itself, and return its exit code."""
    return subprocess.run(
        [*PROGRAM, *argv], capture_output=True, timeout=600, check=False
    ).returncode


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

# Once here, so that the victims need not load everything anew; then three to see how long it takes,
# of which the shortest tells it: where the machine was busy, most kills would come too late.
sys.stdout = sys.stderr = open(os.devnull, "w")
run([*argv, "--help"])
run(["list"])
took = []
for _ in range(3):
    os.write(1, b"ready\\n")
    os.read(0, 1)
    before = time.monotonic()
    os.waitpid(started(), 0)
    took.append(time.monotonic() - before)
longest = 1.3 * min(took)
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


def killed(argv: list[str], number: int, ready: Callable[[], None]) -> Iterator[None]:
    """Kill a command so many times at random moments, each time after `ready` made things so."""
    with subprocess.Popen(
        [sys.executable, "-c", KILLER, str(number), *argv],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        for at in range(number + 3):
            ready()
            process.stdin.write(b"\n")
            assert process.stdout.readline() == b"ready\n"
            # The first three are not killed: they tell how long a run takes.
            if at >= 3:
                yield
    assert process.returncode == 0


def content(path: Path) -> str | None:
    """What a file holds that a reader would miss; None where there is none.

    Raises:
        sqlite3.Error: It is a database that is not whole.
    """
    if not path.exists():
        return None
    if path.suffix != ".sqlite":
        return path.read_bytes().decode()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return str(database.execute("SELECT count(*) FROM papers").fetchone()[0])


def kills(name: str, folder: Path, number: int) -> Told:
    """Kill a command of `PARTS` so many times, and look at its file each time."""
    part = PARTS[name]
    path = folder / ("list.sqlite" if "sqlite" in name else "list.md")
    argv = part.argv(str(path))
    saved = part.before.encode() if part.before else None
    if part.before == "":
        assert run([*argv, "--limit", "100"]) == 0
        saved = path.read_bytes()

    def as_before() -> None:
        if saved is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(saved)

    as_before()
    old = content(path)
    assert run(argv) in {0, 1}
    new = content(path)
    assert old != new
    states = {old: "not there" if old is None else "old", new: "new"}
    found: Counter[str] = Counter()
    for _ in killed(argv, number, as_before):
        try:
            now = content(path)
        except sqlite3.Error:
            continue
        if now in states:
            found[states[now]] += 1
    left = beside(folder, path)
    as_before()
    assert run(argv) in {0, 1}
    return Told(number, found, left, beside(folder, path))


def beside(folder: Path, path: Path) -> int:
    """How many files stand beside one."""
    return sum(file != path for file in folder.iterdir())


def answer(argv: list[str]) -> str:
    """What the program answers, run in this process."""
    from kdcat.cli.program import run as program

    said = io.StringIO()
    with redirect_stdout(said):
        assert program(argv) == 0
    return said.getvalue()


def index_kills(folder: Path, number: int) -> Told:
    """Kill a command that keeps an index, with none and with an old one there, and ask again."""
    path, cache = folder / "list.md", folder / "cache"
    argv = ["list", "--json", "-c", str(path)]
    before = os.environ.get("KDCAT_CACHE_DIR")
    os.environ["KDCAT_CACHE_DIR"] = str(cache)
    states = [many("A"), many("B")]
    found: Counter[str] = Counter()
    turn = 0

    def as_before() -> None:
        nonlocal turn
        turn += 1
        path.write_text(states[turn % 2])

    for _ in killed(argv, number, as_before):
        told = {paper["title"][0] for paper in json.loads(answer(argv))}
        found["right answers"] += told == {"AB"[turn % 2]}
    left = sum(not file.name.endswith(".kdcat-index") for file in cache.iterdir())
    as_before()
    answer(argv)
    later = sum(not file.name.endswith(".kdcat-index") for file in cache.iterdir())
    if before is None:
        del os.environ["KDCAT_CACHE_DIR"]
    else:
        os.environ["KDCAT_CACHE_DIR"] = before
    return Told(number, found, left, later)


def many(name: str, number: int = 300) -> str:
    """A list of so many papers, the titles of which begin with a name."""
    return "".join(f"* **{name} {at}**, CVPR 2024, {LINK.format(at)}\n" for at in range(number))


def crowd(folder: Path, number: int) -> Told:
    """Start so many processes at once on one empty cache, and replace their lists meanwhile."""
    lists = [folder / f"list{name}.md" for name in range(5)]
    for path in lists:
        path.write_text(many("A"))
    environment = {**os.environ, "KDCAT_CACHE_DIR": str(folder / "cache")}
    processes = []
    for at in range(number):
        words = ["list", "--json"] if at % 2 else ["search", "7", "--json"]
        argv = [*PROGRAM, *words, "-c", str(lists[at % len(lists)])]
        processes.append(
            subprocess.Popen(argv, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        )
        other = folder / "other.md"
        other.write_text(many("AB"[at % 2]))
        other.replace(lists[(at * 3) % len(lists)])
    found: Counter[str] = Counter()
    for at, process in enumerate(processes):
        out, err = process.communicate(timeout=600)
        if (process.returncode, err) != (0, b""):
            continue
        titles = [paper["title"] for paper in json.loads(out)]
        names = {title[0] for title in titles}
        right = {f"{name} {n}" for name in names for n in range(300) if at % 2 or "7" in str(n)}
        if len(names) == 1 and (set(titles) == right if at % 2 else set(titles) <= right):
            found["answers of one state"] += 1
    kept = list((folder / "cache").iterdir())
    left = sum(not file.name.endswith(".kdcat-index") for file in kept)
    return Told(number, found, left, left)


def flips(folder: Path) -> Told:
    """Flip every byte of an index, one at a time, and ask."""
    from kdcat.index import cache
    from kdcat.reading.source import load

    path = folder / "list.md"
    path.write_text(many("A", 3))
    source = load(path)
    truth = list(cache.index_of([source], folder / "cache"))
    (index,) = (folder / "cache").iterdir()
    good = index.read_bytes()
    found: Counter[str] = Counter()
    for at, byte in enumerate(good):
        index.write_bytes(good[:at] + bytes([byte ^ 1 << at % 8]) + good[at + 1 :])
        found["right answers"] += list(cache.index_of([source], folder / "cache")) == truth
    left = beside(folder / "cache", index)
    return Told(len(good), found, left, left)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=300, help="of each command (%(default)s)")
    parser.add_argument("--processes", type=int, default=50, help="at once (%(default)s)")
    parser.add_argument(
        "--only", default="", metavar="WORDS", help="parts with these in their names"
    )
    chosen = parser.parse_args()
    parts: dict[str, Callable[[Path], Told]] = {
        **{
            f"kills of {name}": lambda folder, name=name: kills(name, folder, chosen.kills)  # type: ignore[misc]
            for name in PARTS
        },
        "kills of what keeps an index": lambda folder: index_kills(folder, chosen.kills),
        "processes with one cache folder, their lists replaced": lambda folder: crowd(
            folder, chosen.processes
        ),
        "bytes of an index flipped": flips,
    }
    right = True
    for name, part in parts.items():
        if chosen.only in name:
            with TemporaryDirectory() as folder:
                told = part(Path(folder))
            right = right and told.is_right
            print(f"{name}: {told}", flush=True)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())

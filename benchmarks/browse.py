"""The full-screen program on a real pseudo-terminal: its start, and how soon a key is answered.

    python benchmarks/browse.py [--rounds 11] [--papers 100000]

The start is measured against an empty Textual program, taken in turn, each from its begin until
its first screen has been drawn. A key's answer is measured from the key until the count of the
papers is drawn, and set beside the time that the search itself takes; meanwhile further letters
are typed, and it is measured how long each takes to be shown.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CATALOGS = Path(__file__).with_name("catalogs.py")
PYTHON = sys.executable
KDCAT = str(Path(PYTHON).with_name("kdcat"))
EMPTY = "from textual.app import App\n\nApp().run()\n"
# Written once what was laid out first is drawn: the cursor goes to the upper left corner.
DRAWN = re.compile(rb"\x1b\[1;1H")
COUNT = re.compile(rb"(\d+) of (\d+)")
ROWS, COLUMNS = 50, 160
QUERIES = ("segmentation", "lidar", "recognition distillation", "graph translation", "speech")


class Terminal:
    """A program on a pseudo-terminal."""

    def __init__(self, argv: Sequence[str], env: dict[str, str]) -> None:
        self.main, side = pty.openpty()
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            argv, stdin=side, stdout=side, stderr=side, env={**env, "TERM": "xterm-256color"}
        )
        os.close(side)
        self.begin = time.perf_counter()
        self.drawn = b""

    def read(self, seconds: float) -> bool:
        """Read what is there within a time; tell whether there was anything."""
        if not select.select([self.main], [], [], seconds)[0]:
            return False
        try:
            piece = os.read(self.main, 1 << 16)
        except OSError:
            return False
        self.drawn += piece
        return bool(piece)

    def until(self, sign: re.Pattern[bytes], start: int = 0, most: float = 30) -> float:
        """Return the time at which what a program draws has a sign."""
        end = time.perf_counter() + most
        while not sign.search(self.drawn, start):
            if time.perf_counter() > end:
                raise SystemExit(f"{sign.pattern!r} is not drawn: {self.drawn[-2000:]!r}")
            self.read(1)
        return time.perf_counter()

    def quiet(self, seconds: float = 1.0) -> None:
        """Wait until nothing more is drawn."""
        while self.read(seconds):
            pass

    def end(self, key: bytes = b"\x11") -> None:
        """End the program by a key."""
        os.write(self.main, key)
        while self.process.poll() is None:
            self.read(0.05)
        os.close(self.main)


def start(argv: Sequence[str], env: dict[str, str], sign: re.Pattern[bytes]) -> float:
    terminal = Terminal(argv, env)
    seconds = terminal.until(sign) - terminal.begin
    terminal.quiet(0.3)
    terminal.end()
    return seconds


def starts(folder: Path, env: dict[str, str], rounds: int) -> None:
    """Print how long the start takes, against that of an empty program."""
    empty = folder / "empty.py"
    empty.write_text(EMPTY)
    ours, theirs = [], []
    for number in range(rounds + 1):
        theirs.append(start([PYTHON, str(empty)], env, DRAWN))
        ours.append(start([KDCAT, "browse"], env, COUNT))
        if not number:  # the first is to warm up
            ours, theirs = [], []
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    mine, other = (statistics.median(times) * 1000 for times in (ours, theirs))
    print(
        f"| start, 172 papers, first screen drawn | empty Textual program | {mine:.0f} ms | {other:.0f} ms | **{ratio:.2f}** | 1.3 |"
    )


def search(query: str, catalog: Path, env: dict[str, str]) -> float:
    """Return how long the search itself takes, in a process like the program's, in seconds."""
    program = (
        "import sys, time\n"
        "from kdcat.cli import catalogs\n"
        "from kdcat.browser.answers import Ground, Question, answer\n"
        "ground = Ground(catalogs.opened([sys.argv[1]]))\n"
        "answer(ground, Question(sys.argv[2][:-1]))\n"
        "start = time.perf_counter()\n"
        "answer(ground, Question(sys.argv[2]))\n"
        "print(time.perf_counter() - start)\n"
    )
    argv = [PYTHON, "-c", program, str(catalog), query]
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=True)
    return float(done.stdout)


def answers(catalog: Path, env: dict[str, str], rounds: int) -> None:
    """Print how long the answer to the last letter of queries takes beside the search itself."""
    echoes = []
    for query in QUERIES:
        times, alone = [], []
        for _ in range(rounds):
            alone.append(search(query, catalog, env))
            terminal = Terminal([KDCAT, "browse", "-c", str(catalog), query[:-1]], env)
            terminal.until(COUNT)
            terminal.quiet()
            place = len(terminal.drawn)
            begin = time.perf_counter()
            os.write(terminal.main, query[-1].encode())
            times.append(terminal.until(COUNT, place) - begin)
            terminal.quiet()
            terminal.end(b"\x03")
        taken, own = statistics.median(times) * 1000, statistics.median(alone) * 1000
        beyond = statistics.median(one - other for one, other in zip(times, alone, strict=True))
        print(
            f"| {query!r}, the last letter | the search itself | {taken:.0f} ms | {own:.0f} ms "
            f"| +{beyond * 1000:.0f} ms | +50 ms |",
            flush=True,
        )
    for _ in range(rounds):
        terminal = Terminal([KDCAT, "browse", "-c", str(catalog)], env)
        terminal.until(COUNT)
        terminal.quiet()
        # A search of each of these takes long, and the next letter comes in its midst.
        for letter in "lidxqzw":
            place = len(terminal.drawn)
            begin = time.perf_counter()
            os.write(terminal.main, letter.encode())
            echoes.append(terminal.until(re.compile(letter.encode()), place) - begin)
            while time.perf_counter() < begin + 0.12:
                terminal.read(0.01)
        terminal.end(b"\x03")
    print(
        f"| a letter typed while searches run, until it is shown | | {statistics.median(echoes) * 1000:.0f} ms, at most {max(echoes) * 1000:.0f} ms | | | |"
    )


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=11)
    arguments.add_argument("--papers", type=int, default=100_000)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = {**os.environ, "KDCAT_CACHE_DIR": str(folder / "cache")}
        for setting in ("KDCAT_CATALOG", "NO_COLOR", "COLUMNS", "LINES"):
            env.pop(setting, None)
        catalog = folder / "long.md"
        with catalog.open("w") as file:
            subprocess.run([PYTHON, str(CATALOGS), str(options.papers)], stdout=file, check=True)
        subprocess.run(
            [KDCAT, "stats", "-c", str(catalog)], env=env, stdout=subprocess.DEVNULL, check=True
        )
        print("| measured | against | kdcat | other | ratio | goal |")
        print("|---|---|---|---|---|---|")
        starts(folder, env, options.rounds)
        answers(catalog, env, max(options.rounds // 4, 1))


if __name__ == "__main__":
    main()

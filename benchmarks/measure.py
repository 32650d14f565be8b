"""Whole processes side by side, taken in turn: medians and ratios.

    python benchmarks/measure.py [--rounds 15] [--only WORDS] [--profile]

Measures the kdcat of the interpreter that runs it (the virtual environment's), against programs
that anybody has: an empty Typer program, markdown-it-py, Rich, fzf and jq. What is not installed
is left out, and said so.
"""

from __future__ import annotations

import argparse
import compileall
import fcntl
import functools
import importlib.metadata
import os
import platform
import pty
import re
import shlex
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import NamedTuple

import kdcat

CATALOGS = Path(__file__).with_name("catalogs.py")
REAL = CATALOGS.parent.parent / "catalog.md"
PYTHON = sys.executable
KDCAT = str(Path(PYTHON).with_name("kdcat"))
_IMPORT = re.compile(r"import time:\s*(?P<self>\d+) \|\s*\d+ \|\s*(?P<module>\S+)")
# Queries that no paper fits, and what is left of them that papers fit.
NEAR = (
    (("lidar", "segmentation", "nuscenes"), ("lidar", "segmentation")),
    (("speech", "recognition", "distillation", "librispeech"), ("speech", "recognition", "distillation")),
    (("point", "cloud", "completion", "wav2vec"), ("point", "cloud", "completion")),
    (("compress", "bert", "jetson"), ("compress", "bert")),
    (("quantized", "lidar", "detection", "kitti"), ("lidar", "detection")),
)  # fmt: skip
# Each in its turn: fzf is as fast as there are few lines that have the letters in their order.
WORDS = (
    *("segmentation", "recognition", "summarization", "countermeasure", "pretraining"),
    *("transformer", "retrieval", "spoofing", "captioning", "federated", "completion"),
    *("robustness", "translation", "enhancement", "adaptation"),
)
SIZES = (1_000, 10_000, 100_000)
FOREIGN = ((4_600, "mixed"), (100_000, "tables"))
# The script that pip makes for a program, so that both sides start alike.
_START = "import re\nimport sys\n"

PROGRAMS = {
    "empty": "import typer\n\ndef main() -> None:\n    pass\n",
    # Ended as kdcat ends, without taking everything apart.
    "ended": "import os\nimport typer\n\ndef main() -> None:\n    os._exit(0)\n",
    "rapidfuzz": "import typer\nfrom rapidfuzz import fuzz, process\n\ndef main() -> None:\n    pass\n",
    "markdown": (
        "import sys\nimport typer\nfrom markdown_it import MarkdownIt\n\n"
        "def main(path: str) -> None:\n"
        "    MarkdownIt('commonmark').parse(open(path, encoding='utf-8').read())\n"
    ),
    "table": (
        "import json\nimport typer\nfrom rich.console import Console\nfrom rich.table import Table\n\n"
        "def main(path: str) -> None:\n"
        "    table = Table(box=None)\n"
        "    for name in ('year', 'venue', 'title', 'task', 'code'):\n"
        "        table.add_column(name)\n"
        "    for paper in json.load(open(path, encoding='utf-8')):\n"
        "        table.add_row(str(paper['year']), paper['venue'], paper['title'], paper['task'],"
        " paper['code_url'] and 'code')\n"
        "    Console().print(table)\n"
    ),
    # Not a Typer program: what is compared is reading alone.
    "read": "import sys, kdcat\nkdcat.read(sys.argv[1])\n",
    "tables": (
        "import sys\nfrom markdown_it import MarkdownIt\n"
        "markdown = MarkdownIt('commonmark').enable('table')\n"
        "markdown.parse(open(sys.argv[1], encoding='utf-8').read())\n"
    ),
    "parse": (
        "import sys\nfrom markdown_it import MarkdownIt\n"
        "MarkdownIt('commonmark').parse(open(sys.argv[1], encoding='utf-8').read())\n"
    ),
}


class Run(NamedTuple):
    seconds: float
    megabytes: float


class Row(NamedTuple):
    measured: str
    against: str
    ours: list[list[str]]
    """The commands to run, one in each round, in turn."""
    theirs: list[list[str]]
    goal: float
    terminal: bool = False
    cold: bool = False
    rounds: int | None = None


def run(argv: list[str], folder: Path, *, terminal: bool = False) -> Run:
    """Run a command to its end and return its time and peak memory, as the kernel counts them."""
    env = {**os.environ, "KDCAT_CACHE_DIR": str(folder / "cache")}
    if terminal:
        main, side = pty.openpty()
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 120, 0, 0))
        env["TERM"] = "xterm-256color"
    start = time.perf_counter()
    if terminal:
        process = subprocess.Popen(argv, stdin=side, stdout=side, stderr=side, env=env)
        os.close(side)
        try:
            while os.read(main, 1 << 16):
                pass
        except OSError:  # the other side is closed
            pass
        os.close(main)
    else:
        process = subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=env
        )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{shlex.join(argv)}: exit code {process.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024)


def prepare(folder: Path) -> None:
    """Write the catalogs, what the others read, and the programs; keep the indexes."""
    # As pip does when it installs: where Python may not write bytecode, an edited module of a
    # checkout would else be compiled at every start.
    compileall.compile_dir(Path(kdcat.__file__).parent, quiet=2)
    shutil.copy(REAL, folder / "172.md")
    for size in SIZES:
        # In a process of its own: what this one once held would count as its children's peak.
        with (folder / f"{size}.md").open("w") as file:
            subprocess.run([PYTHON, str(CATALOGS), str(size)], stdout=file, check=True)
    subprocess.run([PYTHON, str(CATALOGS), "100000", "pages", str(folder / "pages")], check=True)
    for size, form in FOREIGN:
        with (folder / f"{form}.md").open("w") as file:
            argv = [PYTHON, str(CATALOGS), str(size), form]
            subprocess.run(argv, stdout=file, check=True)
    for name, text in PROGRAMS.items():
        start = _START + text
        if "def main" in text:
            start += "\nsys.exit(typer.run(main))\n"
        (folder / f"bare_{name}.py").write_text(start)
    env = {**os.environ, "KDCAT_CACHE_DIR": str(folder / "cache")}
    for name, form in (("172", "json"), ("100000", "jsonl")):
        with (folder / f"{name}.{form}").open("w") as file:
            subprocess.run(
                [KDCAT, "list", "-f", form, "-c", str(folder / f"{name}.md")],
                stdout=file,
                env=env,
                check=True,
            )


def rows(folder: Path) -> list[Row]:
    small, large = str(folder / "172.md"), str(folder / "100000.md")
    empty = [PYTHON, str(folder / "bare_empty.py")]
    misspelt = [word[:3] + word[4] + word[3] + word[5:] for word in WORDS]
    complete = [
        "env",
        "_KDCAT_COMPLETE=complete_bash",
        f"COMP_WORDS=kdcat list --catalog {small} --venue c",
        "COMP_CWORD=5",
        KDCAT,
    ]
    select = "select(.year == 2024)"
    return [
        Row("`list --json`, 172, index kept", "empty Typer program", [[KDCAT, "list", "--json", "-c", small]], [empty], 1.15),
        Row("`search`, 172, index kept", "empty Typer program, rapidfuzz imported", [[KDCAT, "search", "lidar segmnetation", "-c", small]], [[PYTHON, str(folder / "bare_rapidfuzz.py")]], 1.25),
        Row("`list`, 172, table at 120 columns", "bare Rich table of the same", [[KDCAT, "list", "-c", small]], [[PYTHON, str(folder / "bare_table.py"), str(folder / "172.json")]], 1.15, terminal=True),
        Row("`list --json`, 172, first time", "Typer program, markdown-it parse", [[KDCAT, "list", "--json", "-c", small]], [[PYTHON, str(folder / "bare_markdown.py"), small]], 1.15, cold=True),
        Row("completion of `--venue`", "empty Typer program", [complete], [["env", "A=1", *empty]], 1.2),
        Row("reading 100,000", "markdown-it parse of the same", [[PYTHON, str(folder / "bare_read.py"), large]], [[PYTHON, str(folder / "bare_parse.py"), large]], 0.75, rounds=3),
        Row("reading 4,600 in other forms, 0.9 MB", "markdown-it with tables, parse of the same", [[PYTHON, str(folder / "bare_read.py"), str(folder / "mixed.md")]], [[PYTHON, str(folder / "bare_tables.py"), str(folder / "mixed.md")]], 1.5),
        Row("reading a table of 100,000 rows", "markdown-it with tables, parse of the same", [[PYTHON, str(folder / "bare_read.py"), str(folder / "tables.md")]], [[PYTHON, str(folder / "bare_tables.py"), str(folder / "tables.md")]], 1.5, rounds=3),
        Row("`search`, misspelt, 100,000, index kept", "`fzf --filter`, right word", [[KDCAT, "search", word, "-c", large] for word in misspelt], [["sh", "-c", f"exec fzf --filter {word} < {large}"] for word in WORDS], 1.0),
        Row("`search`, near answers, 100,000, index kept", "`search`, the same without what is lacking", [[KDCAT, "search", *words, "-n", "10", "-c", large] for words, _ in NEAR], [[KDCAT, "search", *words, "-n", "10", "-c", large] for _, words in NEAR], 1.5),
        Row("`search`, 1,000 pages of 100, index kept", "`search`, 100,000, index kept", [[KDCAT, "search", word, "-c", str(folder / "pages")] for word in misspelt], [[KDCAT, "search", word, "-c", large] for word in misspelt], 2.0),
        Row("`list --year 2024 --json`, 100,000, index kept", "`jq` over JSON lines", [[KDCAT, "list", "--year", "2024", "--json", "-c", large]], [["jq", "-c", select, str(folder / "100000.jsonl")]], 0.5),
    ]  # fmt: skip


def measure(row: Row, folder: Path, rounds: int) -> str:
    """Return a line of the table: medians, and the median of the ratios round by round."""
    command = row.theirs[0]
    program = command[2].split()[1] if command[0] == "sh" else command[0]
    if not shutil.which(program):
        return f"| {row.measured} | {row.against} | {program} is not installed | | | {row.goal} | |"
    ours, theirs = [], []
    for number in range(1 + (row.rounds or rounds)):
        if row.cold:
            shutil.rmtree(folder / "cache", ignore_errors=True)
        one = run(row.ours[number % len(row.ours)], folder, terminal=row.terminal)
        other = run(row.theirs[number % len(row.theirs)], folder, terminal=row.terminal)
        if number:  # the first is to warm up
            ours.append(one)
            theirs.append(other)
    ratio = statistics.median(
        one.seconds / other.seconds for one, other in zip(ours, theirs, strict=True)
    )
    mine = statistics.median(one.seconds for one in ours)
    other_time = statistics.median(one.seconds for one in theirs)
    peak = max(one.megabytes for one in ours)
    return (
        f"| {row.measured} | {row.against} | {mine * 1000:.0f} ms | {other_time * 1000:.0f} ms "
        f"| **{ratio:.2f}** | {row.goal} | {peak:.0f} MB |"
    )


def per_paper(folder: Path) -> str:
    """The time for a paper read, among 100,000 and among 1,000, each in a process of its own."""
    program = (
        "import sys, time, kdcat.reading.catalog\n"
        "kdcat.reading.catalog.read(sys.argv[1])\n"
        "start = time.perf_counter()\n"
        "kdcat.reading.catalog.read(sys.argv[2])\n"
        "print(time.perf_counter() - start)\n"
    )
    times = {}
    for size, rounds in ((1_000, 15), (100_000, 3)):
        argv = [PYTHON, "-c", program, str(folder / "172.md"), str(folder / f"{size}.md")]
        seconds = [
            float(subprocess.run(argv, capture_output=True, text=True, check=True).stdout)
            for _ in range(rounds)
        ]
        times[size] = statistics.median(seconds) / size
    return (
        f"| time for a paper, among 100,000 | among 1,000 | {times[100_000] * 1e6:.0f} µs "
        f"| {times[1_000] * 1e6:.0f} µs | **{times[100_000] / times[1_000]:.2f}** | 1.1 | |"
    )


def profile(folder: Path, rounds: int) -> None:
    """Print where the time of a start goes: the modules that Typer loads, and those beyond."""
    env = {**os.environ, "KDCAT_CACHE_DIR": str(folder / "cache")}
    small = str(folder / "172.md")
    print("| run | Python and Typer's modules | kdcat's modules | others | the work | whole |")
    print("|---|---|---|---|---|---|")
    for words in (["list", "--json"], ["search", "lidar segmnetation"]):
        argv = [PYTHON, "-X", "importtime", KDCAT, *words, "-c", small]
        parts: dict[str, list[float]] = {name: [] for name in ("typer", "kdcat", "other")}
        for _ in range(rounds):
            said = subprocess.run(argv, capture_output=True, text=True, env=env, check=True).stderr
            sums = dict.fromkeys(parts, 0.0)
            for line in said.splitlines():
                if found := _IMPORT.match(line):
                    name = found["module"]
                    group = "kdcat" if name.split(".")[0] == "kdcat" else "other"
                    sums["typer" if name in _of_typer() else group] += int(found["self"]) / 1000
            for name, taken in sums.items():
                parts[name].append(taken)
        empty = statistics.median(
            run([PYTHON, str(folder / "bare_ended.py")], folder).seconds for _ in range(rounds)
        )
        whole = statistics.median(
            run([KDCAT, *words, "-c", small], folder).seconds for _ in range(rounds)
        )
        kdcat, other = statistics.median(parts["kdcat"]), statistics.median(parts["other"])
        work = (whole - empty) * 1000 - kdcat - other
        print(
            f"| `{words[0]}` | {empty * 1000:.0f} ms | {kdcat:.1f} ms | {other:.1f} ms "
            f"| {work:.1f} ms | {whole * 1000:.0f} ms |"
        )


@functools.cache
def _of_typer() -> frozenset[str]:
    argv = [PYTHON, "-X", "importtime", "-c", "import typer"]
    said = subprocess.run(argv, capture_output=True, text=True, check=True).stderr
    return frozenset(
        found["module"] for line in said.splitlines() if (found := _IMPORT.match(line))
    )


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--profile", action="store_true", help="where the time of a start goes")
    options = arguments.parse_args()
    versions = [
        f"{name} {importlib.metadata.version(name)}"
        for name in ("kdcat", "typer", "rich", "markdown-it-py", "rapidfuzz")
    ]
    for tool in filter(shutil.which, ("fzf", "jq")):
        said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True)
        versions.append(f"{tool} {said.stdout.split()[0]}")
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {', '.join(versions)}\n"
    )
    if not options.profile:
        print("| measured | against | kdcat | other | ratio | goal | peak memory |")
        print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        if options.profile:
            profile(folder, options.rounds)
            return
        for row in rows(folder):
            if options.only in row.measured:
                print(measure(row, folder, options.rounds), flush=True)
        if options.only in "time for a paper":
            print(per_paper(folder), flush=True)


if __name__ == "__main__":
    main()

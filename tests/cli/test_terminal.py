"""The installed program in a pipe and on a terminal: the layout differs, the facts do not."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

import pytest

import terminal
from kdcat.reading.catalog import Catalog

pytestmark = pytest.mark.slow

PROGRAM = [sys.executable, "-m", "kdcat"]
_CODE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;[^\x1b]*\x1b\\")


def on_terminal(
    *argv: str,
    columns: int = 80,
    env: Mapping[str, str] = MappingProxyType({}),
    program: Sequence[str] = PROGRAM,
    keys: bytes = b"",
    rows: int = 50,
) -> tuple[str, int]:
    """Run the program on a pseudo-terminal; return what stands on it, codes included, and the exit code."""
    environment = {**os.environ, "TERM": "xterm-256color", **env}
    return terminal.on_terminal(
        [*program, *argv], environment, columns=columns, rows=rows, keys=keys
    )


def plain(shown: str) -> str:
    return _CODE.sub("", shown)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
def test_the_table_fits_and_says_the_same_at_every_width(columns: int, catalog: Catalog) -> None:
    shown, code = on_terminal("list", "--task", "speech enhancement", columns=columns)
    assert code == 0
    lines = plain(shown).splitlines()
    assert max(map(len, lines)) <= columns
    assert lines[-1] == "7 papers"
    papers = [paper for paper in catalog.papers if paper.task == "Speech Enhancement"]
    if columns == 40:
        for paper in papers:
            assert squeezed(paper.title) in squeezed("".join(lines))
            assert f"{paper.venue} {paper.year}" in plain(shown)
    else:
        # One column of the table holds all of the titles, in order.
        start = lines[0].index("title")
        after = [at for name in ("section", "code") if (at := lines[0].find(name, start)) >= 0]
        end = min(after, default=columns)
        column = squeezed("".join(line[start:end] for line in lines[1:-1]))
        assert column == squeezed("".join(paper.title for paper in papers))
        assert [line[:4] for line in lines[1:-1] if line[:4].strip()] == [
            str(paper.year) for paper in papers
        ]


def test_titles_are_links_where_the_terminal_can(catalog: Catalog) -> None:
    shown, _ = on_terminal("list", "--limit", "1", columns=120)
    assert f";{catalog.papers[0].paper_url}\x1b\\" in shown
    assert f";{catalog.papers[0].code_url}\x1b\\" in shown


def test_colour_follows_the_terminal_and_its_wishes() -> None:
    assert "\x1b[1m" in on_terminal("list", "--limit", "1")[0]
    assert not re.search(
        r"\x1b\[[0-9;]*3[0-9]", on_terminal("search", "lidar", env={"NO_COLOR": "1"})[0]
    )
    piped = subprocess.run(
        [*PROGRAM, "list", "--limit", "1", "-f", "table"],
        capture_output=True,
        env={**os.environ, "FORCE_COLOR": "1"},
    )
    assert b"\x1b[1m" in piped.stdout


def test_the_words_that_matched_are_marked_typing_errors_included() -> None:
    shown, _ = on_terminal("search", "radardistil", columns=120)
    assert re.search(r"\x1b\[[0-9;]*m(\x1b\]8;[^\x1b]*\x1b\\)?RadarDistill", shown)
    assert "\x1b[1;31mRadarDistill" in shown or "RadarDistill\x1b[0m" in shown


def test_a_misspelt_word_is_said_to_be_taken_for_another() -> None:
    shown, _ = on_terminal("search", "auctoin", "recogniton", "--limit", "1", columns=120)
    assert plain(shown).splitlines()[:2] == [
        "'auctoin' is taken for action",
        "'recogniton' is taken for recognition",
    ]
    shown, _ = on_terminal("search", "action recognition", "--limit", "1")
    assert "taken" not in shown
    shown, _ = on_terminal("search", "zzxqy")
    assert plain(shown).splitlines() == [
        "kdcat: nothing fits 'zzxqy': no paper has 'zzxqy'",
        "0 papers",
    ]


def test_a_bar_chart_fits_and_falls_back_to_ascii() -> None:
    shown, _ = on_terminal("stats", columns=80)
    assert max(map(len, plain(shown).splitlines())) <= 80
    assert len(plain(shown).splitlines()) <= 24
    ascii_shown, code = on_terminal(
        "stats", env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    )
    assert code == 0
    assert ascii_shown.isascii()


def test_counts_are_told_only_at_a_terminal() -> None:
    piped = subprocess.run([*PROGRAM, "list", "-m", "video"], capture_output=True, text=True)
    assert (len(piped.stdout.splitlines()), piped.stderr, piped.returncode) == (21, "", 0)


def test_a_reader_that_goes_away_ends_it_in_silence(tmp_path: Path) -> None:
    long = tmp_path / "long.md"
    long.write_text("* **A title**, CVPR 2024, [ :link: ](https://x.org/a)\n" * 5000)
    for argv in (["list"], ["list", "--json"], ["list", "-f", "table"], ["search", "title"]):
        process = subprocess.Popen(
            [*PROGRAM, *argv, "-c", str(long)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
        process.stderr.close()


def test_a_full_disk_is_trouble_in_one_line() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with open("/dev/full", "w") as full:
        done = subprocess.run([*PROGRAM, "list"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (2, "kdcat: output: No space left on device\n")


def test_what_was_written_before_trouble_is_not_lost() -> None:
    program = (
        "import sys, kdcat.__main__ as it, kdcat.cli.program as program\n"
        "program.run = lambda _: sys.stdout.write('half') and sys.stderr.write('why') and 2\n"
        "it.main()\n"
    )
    env = {**os.environ, "PYTHONUNBUFFERED": ""}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=env)
    assert (done.returncode, done.stdout, done.stderr) == (2, "half", "why")


def test_ctrl_c_exits_130_without_a_traceback(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [*PROGRAM, "list", "-c", str(fifo)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    main = opened_by_a_reader(fifo)
    try:
        code = interrupted(process)
    finally:
        os.close(main)
    assert (code, *process.communicate()) == (130, b"", b"")


def opened_by_a_reader(fifo: Path) -> int:
    """Open a FIFO for writing as soon as somebody reads it."""
    while True:
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            time.sleep(0.01)


def interrupted(process: subprocess.Popen[bytes]) -> int:
    """Interrupt a program, and again if Python drops that where it disposes of something."""
    while True:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return process.wait(5)


@pytest.mark.parametrize(
    "argv", [["list"], ["list", "--json"], ["list", "-f", "table"], ["show", "audio-visual"]]
)
def test_an_ascii_locale_escapes_what_it_cannot_hold(argv: list[str]) -> None:
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([*PROGRAM, *argv], capture_output=True, env=env)
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"Audio\\u2013Visual" in done.stdout


def test_no_permission_and_no_home_are_no_traceback(tmp_path: Path) -> None:
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HOME", "XDG", "KDCAT"))
    }
    done = subprocess.run(
        [*PROGRAM, "list"], capture_output=True, text=True, env={**env, "HOME": "/dev/null"}
    )
    assert (len(done.stdout.splitlines()), done.stderr, done.returncode) == (172, "", 0)


def test_long_reading_shows_how_far_it_has_come_and_leaves_no_trace(tmp_path: Path) -> None:
    long = tmp_path / "long.md"
    long.write_text("* **A title of a paper**, CVPR 2024, [ :link: ](https://x.org/a)\n" * 36_000)
    shown, code = on_terminal("list", "--limit", "1", "--no-cache", "-c", str(long), columns=200)
    assert code == 0
    assert "reading " in shown
    # What was drawn is erased, and the cursor is back.
    assert shown.rindex("\x1b[2K") > shown.rindex("reading ")
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")
    assert plain(shown).rstrip().endswith("1 paper")
    piped = subprocess.run(
        [*PROGRAM, "list", "--limit", "1", "--no-cache", "-c", str(long)], capture_output=True
    )
    assert piped.stderr == b""
    shown, code = on_terminal(
        "export", "-c", str(long), "-o", str(tmp_path / "a.bib"), "--limit", "3000", columns=200
    )
    assert code == 0
    assert f"writing {tmp_path / 'a.bib'}" in shown
    assert plain(shown).rstrip().endswith(f"3000 entries, 1 paper written to {tmp_path / 'a.bib'}")


def test_unsafe_fixes_are_asked_about_one_by_one(tmp_path: Path) -> None:
    catalog = tmp_path / "list.md"
    entry = "* **{}**, CVPR 2024, [ :link: ](https://openaccess.thecvf.com/content/CVPR2023/html/{}_CVPR_2023_paper.html)\n"
    catalog.write_text("## Text\n" + entry.format("Alpha", "A") + entry.format("Beta", "B"))
    shown, code = on_terminal(
        "lint",
        "--fix",
        "--unsafe",
        "--select",
        "year-vs-url",
        str(catalog),
        columns=120,
        keys=b"y\nn\n",
    )
    assert plain(shown).count("[y/N]") == 2
    assert code == 1
    assert catalog.read_text() == "## Text\n" + entry.format("Alpha", "A").replace(
        "CVPR 2024", "CVPR 2023"
    ) + entry.format("Beta", "B")


def test_problems_are_coloured_on_a_terminal(tmp_path: Path) -> None:
    catalog = tmp_path / "list.md"
    catalog.write_text(
        "## Text\n* **[red]A[/]**, arXiv 2005, [ :link: ](https://arxiv.org/abs/2005.14435)\n"
    )
    shown, code = on_terminal("lint", str(catalog), columns=200)
    assert code == 1
    assert "\x1b[" in shown
    assert "arxiv-year-mismatch: arXiv 2005.14435 is of 2020, the entry says 2005" in plain(shown)


def test_messages_break_between_words() -> None:
    shown, code = on_terminal("list", "--venue", "cvrp", columns=50)
    lines = plain(shown).splitlines()
    assert code == 2
    assert lines[0] == "kdcat: no venue 'cvrp' in kdcat:catalog.md (did"
    assert all(line.startswith("  ") for line in lines[1:])
    assert max(map(len, lines)) <= 50
    assert " ".join(" ".join(lines).split()).endswith("TCSVT, TMM, WACV, WASPAA")


def test_a_terminal_without_links_is_shown_the_addresses(catalog: Catalog) -> None:
    paper = catalog.papers[0]
    shown, _ = on_terminal("list", "--limit", "1", columns=120, env={"TERM": "linux"})
    assert plain(shown).splitlines() == [
        paper.title,
        f"  {paper.venue} {paper.year}",
        f"  paper {paper.paper_url}",
        f"  code {paper.code_url}",
        "1 paper",
    ]


def test_problems_are_by_file_the_gravest_first(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(
            "* **Alpha**, ECCV 2021, [ :link: ](https://arxiv.org/abs/2101.00001)\n"
            "* **Beta**, [ :link: ](https://x.org/b)\n"
        )
    files = [str(tmp_path / name) for name in ("a.md", "b.md")]
    rules = ("--select", "missing-venue,impossible-venue-year")
    shown, code = on_terminal("lint", *files, *rules, columns=200)
    of_file = [
        "  2:5  error: missing-venue: no venue",
        "  1:19  warning: impossible-venue-year: ECCV is held in even years only",
    ]
    assert plain(shown).splitlines() == [
        *(files[0], *of_file, "", files[1], *of_file, ""),
        "  2  missing-venue",
        "  2  impossible-venue-year",
        "2 errors, 2 warnings",
    ]
    assert code == 1


def test_who_stops_while_asked_about_fixes_is_told_what_was_done(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    url = "https://openaccess.thecvf.com/content/CVPR2023/html/L_CVPR_2023_paper.html"
    path.write_text(f"* **Alpha**, CVPR 2024, [ :link: ]({url})\n")
    before = path.read_bytes()
    shown, code = on_terminal("lint", str(path), "--fix", "--unsafe", keys=b"\x04", columns=200)
    assert plain(shown).splitlines()[-1] == "kdcat: stopped; nothing was changed"
    assert (code, path.read_bytes()) == (130, before)


def test_who_is_asked_about_a_fix_is_told_of_which_paper(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    entry = "* **Alpha of the Betas**, CVPR 2024, [ :link: ](https://example.org/a)\n"
    path.write_text(f"## Speech\n{entry}{entry}")
    shown, code = on_terminal(
        "lint", str(path), "--fix", "--unsafe", keys=b"perhaps\ny\n", columns=200
    )
    problem = "duplicate-in-section: listed already in this section, on line 2"
    assert plain(shown).splitlines()[2:] == [
        f"{path}:3: {problem}",
        "  Alpha of the Betas",
        "take the line away? [y/N]: Error: invalid input",
        f"take the line away? [y/N]: {path}:3: fixed {problem}",
        f"{path}: 1 fixed",
    ]
    assert (code, path.read_text()) == (0, f"## Speech\n{entry}")


def test_a_difference_has_its_colours_and_acts_on_no_terminal(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_bytes(
        b"## Speech\r\n* **Al\x1b[31mpha**, arxive 2024, [ :link: ](https://arxiv.org/abs/2401.00001)\r\n"
    )
    line = "* **Al\ufffd[31mpha**, {} 2024, [ :link: ](https://arxiv.org/abs/2401.00001)"
    shown, code = on_terminal(
        "lint", str(path), "--diff", "--select", "venue-misspelled", columns=40
    )
    assert shown.splitlines() == [
        f"\x1b[1m--- a/{path.as_posix()[1:]}\x1b[0m",
        f"\x1b[1m+++ b/{path.as_posix()[1:]}\x1b[0m",
        "\x1b[36m@@ -1,2 +1,2 @@\x1b[0m",
        " ## Speech",
        f"\x1b[31m-{line.format('arxive')}\x1b[0m",
        f"\x1b[32m+{line.format('arXiv')}\x1b[0m",
    ]
    assert code == 1
    words = "-m Speech --title Beta --venue ACL -y 2024 --paper-url https://example.org/b --dry-run"
    added, code = on_terminal("add", "-c", str(path), *words.split(), columns=300)
    assert added.splitlines()[-2:] == [
        "\x1b[32m+* **Beta**, ACL 2024, [ :link: ](https://example.org/b)\x1b[0m",
        f"1 paper would be added to {path}",
    ]
    assert code == 0


def test_what_is_no_year_is_asked_for_again(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_text("## Speech\n* **Beta**, ACL 2024, [ :link: ](https://example.org/b)\n")
    given = ("-m", "Speech", "--title", "Alpha", "--venue", "ACL", "--paper-url", "https://x.org/a")
    shown, code = on_terminal(
        "add", "-c", str(path), *given, "--dry-run", keys=b"soon\n2023\n\n\n\n", columns=100
    )
    assert "year: Error: 'soon' is not a year: write 2024\n" in plain(shown)
    assert "+* **Alpha**, ACL 2023, [ :link: ](https://x.org/a)\n" in plain(shown)
    assert code == 0

"""The full-screen program as it is installed, on a real pseudo-terminal."""

from __future__ import annotations

import base64
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kdcat.extras import lacking
from screens import (
    CTRL_C,
    CTRL_Q,
    CTRL_Z,
    DOWN,
    ENTER,
    ESCAPE,
    PROGRAM,
    SPACE,
    TAB,
    Screen,
)

pytestmark = pytest.mark.slow

RADAR = "radardistill-boosting-radar-s2r0v4e6"


def test_a_student_looks_for_asr_distillation_with_code(tmp_path: Path) -> None:
    with Screen("browse", cwd=tmp_path) as screen:
        screen.wait_for("172 of 172")
        screen.press(*"asr distillation")
        screen.wait_for("20 of 172", "Distilling the Knowledge of BERT")
        screen.press(*" with code")
        screen.wait_for("2 of 172", "read as has:code")
        # Into the list, both selected, and to a file.
        screen.press(ENTER, SPACE, SPACE)
        screen.wait_for("2 selected")
        screen.press("e")
        screen.wait_for("write 2 papers to", "papers.bib")
        screen.press("\x15", *"asr.bib", ENTER)
        screen.wait_for("2 papers written to asr.bib")
        assert screen.end("q") == 0
        assert screen.is_as_before()
    searched = subprocess.run(
        [*PROGRAM, "search", "asr distillation with code", "-f", "bibtex"],
        capture_output=True, check=True,
    )  # fmt: skip
    assert (tmp_path / "asr.bib").read_bytes() == searched.stdout


def test_the_selection_goes_to_standard_output_and_the_screen_to_the_terminal() -> None:
    with Screen("browse", "--select", "bibtex", stdout=subprocess.PIPE) as screen:
        screen.wait_for("172 of 172")
        screen.press(*"radardistill")
        screen.wait_for("1 of 172", "RadarDistill")
        # The first Enter goes to the list, the second takes the paper.
        assert screen.end(ENTER, ENTER) == 0
        assert screen.process.stdout is not None
        written = screen.process.stdout.read()
        assert screen.is_as_before()
    shown = subprocess.run([*PROGRAM, "show", RADAR, "-f", "bibtex"], capture_output=True)
    assert written == shown.stdout


@pytest.mark.parametrize("keys", [(ENTER, "q"), (CTRL_Q,), (DOWN, ENTER), (TAB, CTRL_Q)])
def test_what_is_typed_ahead_is_done_in_its_order(keys: tuple[str, ...]) -> None:
    with Screen("browse", "--select", "id", stdout=subprocess.PIPE) as screen:
        screen.wait_for("172 of 172")
        # All at once, as a script or a hasty person does.
        assert screen.end("radardistill" + "".join(keys)) == 0
        assert screen.process.stdout is not None
        assert screen.process.stdout.read() == f"{RADAR}\n".encode()


def test_several_papers_are_written_in_the_order_in_which_they_were_selected() -> None:
    argv = ["browse", "--select", "title", "--task", "speech enhancement"]
    with Screen(*argv, stdout=subprocess.PIPE) as screen:
        screen.wait_for("7 of 172")
        screen.press(ENTER, "G", SPACE, "g", SPACE)
        screen.wait_for("2 selected")
        assert screen.end("q") == 0
        assert screen.process.stdout is not None
        written = screen.process.stdout.read().decode().splitlines()
    listed = subprocess.run(
        [*PROGRAM, "list", "--task", "speech enhancement", "--fields", "title"],
        capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    assert written == [listed[-1], listed[0]]


def test_a_filter_that_no_facet_shows_is_told() -> None:
    with Screen("browse", "--title", "lidar", "--venue", "cvpr") as screen:
        screen.wait_for("in CVPR --title lidar")
        assert screen.end(CTRL_Q) == 0


def test_without_select_nothing_is_written() -> None:
    with Screen("browse", "radardistill", stdout=subprocess.PIPE) as screen:
        screen.wait_for("1 of 172")
        assert screen.end(CTRL_Q) == 0
        assert screen.process.stdout is not None
        assert screen.process.stdout.read() == b""


@pytest.mark.parametrize("keys", [(), (ENTER,), (ENTER, "f"), (ENTER, "e"), (ENTER, "?")])
def test_ctrl_c_writes_nothing_and_exits_130(keys: tuple[str, ...]) -> None:
    with Screen("browse", "--select", "id", stdout=subprocess.PIPE) as screen:
        screen.wait_for("172 of 172")
        screen.press(*keys)
        screen.quiet()
        assert screen.end(CTRL_C) == 130
        assert screen.process.stdout is not None
        assert screen.process.stdout.read() == b""
        assert screen.is_as_before()


def test_ctrl_q_ends_it_from_wherever_one_is() -> None:
    for keys in ((), (ENTER, "f"), (ENTER, "e"), (ENTER, "?"), (ENTER, TAB, TAB)):
        with Screen("browse", "radardistill", "--select", "id", stdout=subprocess.PIPE) as screen:
            screen.wait_for("1 of 172")
            screen.press(*keys)
            screen.quiet()
            assert screen.end(CTRL_Q) == 0
            assert screen.process.stdout is not None
            assert screen.process.stdout.read() == f"{RADAR}\n".encode()
            assert screen.is_as_before()


def test_esc_goes_a_step_back_and_never_ends_it() -> None:
    with Screen("browse", "lidar", "--code") as screen:
        screen.wait_for("with code")
        screen.press(ENTER, "f")
        screen.wait_for("━ facets")
        screen.press(ESCAPE)
        screen.wait_for("━ papers")
        screen.press("?")
        screen.wait_for("keys")
        screen.press(ESCAPE)
        screen.wait_for("━ papers", gone="Esc closes")
        screen.press(ESCAPE)
        screen.wait_for("─ papers")
        screen.press(ESCAPE)
        screen.wait_for("words, venue:cvpr", "67 of 172")
        screen.press(ESCAPE)
        screen.wait_for("172 of 172")
        screen.press(ESCAPE, ESCAPE, ESCAPE)
        screen.quiet()
        assert screen.process.poll() is None
        assert screen.end(CTRL_Q) == 0


def test_a_catalog_on_standard_input_and_keys_from_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_text("## Speech\n* **Alpha one**, CVPR 2024, [ :link: ](https://x.org/a)\n")
    with path.open() as file, Screen("browse", "-c", "-", stdin=file) as screen:
        screen.wait_for("1 of 1", "Alpha one")
        assert screen.end(ENTER, "q") == 0
        assert screen.is_as_before()


def test_all_streams_elsewhere_it_is_drawn_on_the_terminal_of_the_session(tmp_path: Path) -> None:
    with (
        (tmp_path / "said").open("w") as said,
        Screen(
            "browse", "radardistill", "--select", "id",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, columns=100,
        ) as screen,
    ):  # fmt: skip
        screen.wait_for("1 of 172")
        assert screen.end(CTRL_Q) == 0
        assert screen.process.stdout is not None
        assert screen.process.stdout.read() == f"{RADAR}\n".encode()
        assert screen.is_as_before()
    assert (tmp_path / "said").read_text() == ""


def test_without_a_terminal_one_line_says_so() -> None:
    done = subprocess.run(
        [*PROGRAM, "browse"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (
        2, "", "kdcat: there is no terminal to draw on; 'kdcat search' answers without one\n"
    )  # fmt: skip


def test_a_terminal_without_a_screen_is_refused() -> None:
    with Screen("browse", env={"TERM": "dumb"}, columns=200) as screen:
        assert screen.end() == 2
        said = "kdcat: a terminal without a screen (TERM=dumb); 'kdcat search' answers on every terminal"
        assert screen.lines[0] == said
        assert b"\x1b" not in screen.written


@pytest.mark.parametrize("redirection", [">&-", "1</dev/null"])
def test_a_selection_that_would_be_lost_is_refused_before_anything_is_drawn(
    redirection: str,
) -> None:
    shell = ["sh", "-c", f'"$0" "$@" {redirection}', *PROGRAM]
    with Screen("browse", "--select", "id", program=shell) as screen:
        assert screen.end() == 2
        assert screen.written == b"kdcat: output: Bad file descriptor\r\n"


def test_without_the_extra_one_line_says_how_to_have_it(tmp_path: Path) -> None:
    (tmp_path / "textual.py").write_text("raise ImportError('gone', name='textual')\n")
    done = subprocess.run(
        [*PROGRAM, "browse"], capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (
        2, "", f"kdcat: {lacking('browse', 'Textual', 'browse')}\n"
    )  # fmt: skip


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGALRM", "SIGIO"])
def test_a_signal_that_ends_it_leaves_the_terminal_as_it_was(name: str) -> None:
    number = getattr(signal, name)
    with Screen("browse") as screen:
        screen.wait_for("172 of 172")
        screen.process.send_signal(number)
        assert screen.end() == -number
        assert screen.is_as_before()


SIGNALLED = """
import os, signal, sys
from kdcat.browser import browser
browser.Browser.on_mount = lambda self: os.kill(os.getpid(), signal.{name})
import kdcat.__main__ as it
sys.argv = ["kdcat", "browse"]
it.main()
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR2"])
def test_a_signal_before_it_runs_leaves_the_terminal_as_it_was(name: str) -> None:
    with Screen(program=[sys.executable, "-c", SIGNALLED.format(name=name)]) as screen:
        assert screen.end() == -getattr(signal, name)
        assert b"\x1b[?1049h" in screen.written
        assert screen.is_as_before()


@pytest.mark.parametrize("keys", [(), (ENTER, "e")])
def test_when_the_window_is_closed_it_ends_and_says_nothing(
    keys: tuple[str, ...], tmp_path: Path
) -> None:
    with (
        (tmp_path / "said").open("w") as said,
        Screen("browse", "--select", "id", stdout=subprocess.PIPE, stderr=said) as screen,
    ):
        screen.wait_for("172 of 172")
        screen.press(*keys)
        screen.quiet()
        nowhere = os.open(os.devnull, os.O_RDWR)
        # Both ends of the terminal are closed.
        os.dup2(nowhere, screen.side)
        os.dup2(nowhere, screen.main)
        os.close(nowhere)
        assert screen.process.wait(60) == -signal.SIGHUP
        assert screen.process.stdout is not None
        assert screen.process.stdout.read() == b""
    assert (tmp_path / "said").read_text() == ""


def test_when_the_terminal_of_another_session_is_gone_it_ends_too() -> None:
    # Nobody sends a signal there.
    main, side = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, "browse"], stdin=side, stdout=side, stderr=side, start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(side)
    drawn = b""
    while b"of 172" not in drawn:
        drawn += os.read(main, 1 << 16)
    os.close(main)
    try:
        assert process.wait(20) == -signal.SIGHUP
    finally:
        process.kill()


def test_an_interrupt_from_elsewhere_is_ctrl_c() -> None:
    with Screen("browse", "--select", "id", stdout=subprocess.PIPE) as screen:
        screen.wait_for("172 of 172")
        screen.process.send_signal(signal.SIGINT)
        assert screen.end() == 130
        assert screen.process.stdout is not None
        assert screen.process.stdout.read() == b""
        assert screen.is_as_before()


def stopped(screen: Screen) -> None:
    """Wait until the program is stopped."""
    stat = Path(f"/proc/{screen.process.pid}/stat")
    end = time.monotonic() + 30
    while stat.read_text().rpartition(")")[2].split()[0] != "T":
        assert time.monotonic() < end, "it was not stopped"
        # A program whose terminal takes in nothing waits with all that it has to draw.
        screen.read(0.1)
    screen.quiet(0.1)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")
@pytest.mark.parametrize("how", ["key", "SIGTSTP", "SIGSTOP"])
def test_suspended_it_lets_go_of_the_terminal_and_goes_on_as_it_was(how: str) -> None:
    with Screen("browse", "lidar") as screen:
        screen.wait_for("of 172")
        if how == "key":
            screen.press(CTRL_Z)
        else:
            screen.process.send_signal(getattr(signal, how))
        stopped(screen)
        if how != "SIGSTOP":
            # Nobody can do anything when stopped by force.
            assert screen.is_as_before()
        place = len(screen.written)
        screen.process.send_signal(signal.SIGCONT)
        screen.wait_for_bytes(b"\x1b[?1049h", place)
        # What is pressed before it is drawn anew may come while the terminal is still the shell's.
        screen.wait_for_bytes(b"of 172", place)
        screen.press(ENTER, "?")
        screen.wait_for("show all keys")
        assert screen.end(CTRL_Q) == 0
        assert screen.is_as_before()


CRASH = """
import sys
from kdcat.browser import browser
def fail(self, *_): raise RuntimeError("a mistake")
{where} = fail
import kdcat.__main__ as it
sys.argv = ["kdcat", "browse", "--select", "id"]
it.main()
"""


@pytest.mark.parametrize(
    "where",
    [
        "browser.Browser.action_copy",
        "browser.PaperList.render_line",
        "browser.known_of",
        "browser.counts",
        "browser.Browser.on_mount",
    ],
)
def test_a_crash_is_told_and_leaves_the_terminal_as_it_was(where: str) -> None:
    program = [sys.executable, "-c", CRASH.format(where=where)]
    with Screen(program=program, stdout=subprocess.PIPE, columns=200) as screen:
        if where.endswith(("action_copy", "counts")):
            screen.wait_for("172 of 172")
            screen.press(*("radar", ENTER, "y"))
        assert screen.end() == 2
        assert screen.process.stdout is not None
        assert screen.process.stdout.read() == b""
        assert screen.is_as_before()
        assert "RuntimeError: a mistake" in screen.text
        assert "kdcat: this is a bug in kdcat; please report it" in screen.text


def test_it_follows_the_size_of_the_terminal() -> None:
    with Screen("browse", columns=160, rows=50) as screen:
        screen.wait_for("172 of 172", "facets", "papers", "paper")
        for columns, rows in ((60, 20), (250, 70), (20, 5), (1, 1), (100, 30)):
            screen.resize(columns, rows)
            screen.quiet(0.8)
            assert screen.process.poll() is None, screen.text
        screen.wait_for("172 of 172", "facets")
        screen.press(ENTER, *"jjj", "G")
        screen.quiet()
        assert screen.end("q") == 0
        assert screen.is_as_before()


def test_bibtex_is_copied_by_the_terminal_also_from_afar() -> None:
    with Screen("browse", "radardistill") as screen:
        screen.wait_for("1 of 172")
        screen.press(ENTER, "y")
        screen.wait_for("BibTeX of 1 paper copied")
        assert screen.end("q") == 0
        copied = re.findall(rb"\x1b\]52;c;([\w+/=]*)\x07", screen.written)
    shown = subprocess.run([*PROGRAM, "show", RADAR, "-f", "bibtex"], capture_output=True)
    assert [base64.b64decode(each) for each in copied] == [shown.stdout]


def test_no_colour_where_none_is_wanted() -> None:
    # The foreground and the background of the terminal (39, 49) are no colours.
    coloured = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9\d|10[0-7])(?:;\d+)*m")
    for env, is_coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        with Screen("browse", "lidar distilation nuscenes", env=env) as screen:
            screen.wait_for("of 172", "lacks")
            screen.press(ENTER, SPACE, "f", DOWN, SPACE)
            screen.quiet()
            assert screen.end(CTRL_C) == 130
            assert bool(coloured.search(screen.written)) == is_coloured
            # What is under the cursor is told by another sign.
            assert re.search(rb"\x1b\[(?:\d+;)*7(?:;\d+)*m", screen.written)


@pytest.mark.parametrize("browser", ["sh -c 'echo PAGE %s; sleep 1' &", "sh -c 'echo PAGE %s'"])
def test_a_paper_is_opened_and_what_the_web_browser_says_is_in_nobodys_way(browser: str) -> None:
    # The first is started and left alone, as one with windows is; the second has the terminal.
    with Screen(
        "browse", "radardistill", "--select", "id", env={"BROWSER": browser}, stdout=subprocess.PIPE
    ) as screen:
        screen.wait_for("1 of 172")
        screen.press(ENTER, "o")
        screen.wait_for("opened in the web browser")
        # All is drawn anew a moment later.
        screen.quiet()
        assert ("PAGE" in screen.text) is False
        page = b"PAGE https://openaccess.thecvf.com/content/CVPR2024/html/Bang_Radar"
        assert (page in screen.written) == (not browser.endswith("&"))
        assert screen.end("q") == 0
        assert screen.process.stdout is not None
        assert screen.process.stdout.read() == f"{RADAR}\n".encode()


def test_what_a_web_browser_on_the_terminal_is_told_there_is_not_for_us() -> None:
    env = {"BROWSER": "sh -c 'echo PAGE %s; sleep 60'", "PS1": "at the shell"}
    with Screen(program=["bash", "--norc", "-i"], env=env) as screen:
        screen.wait_for("at the shell")
        screen.press(f"{shlex.join(PROGRAM)} browse radardistill{ENTER}")
        screen.wait_for("1 of 172")
        screen.press(ENTER, "o")
        screen.wait_for("PAGE http")
        screen.press(CTRL_Z)
        screen.wait_for("Stopped")
        screen.press(f"fg{ENTER}")
        screen.wait_for_lending()
        for _ in range(3):
            # One in sixty reached nobody where much else was running, with the terminal lent by
            # then, the key shown, and no process of the job without its default action.
            screen.press(CTRL_C)
            screen.quiet(2)
            if "'sh' failed" in screen.text:
                break
        screen.wait_for("'sh' failed")
        place = len(screen.written)
        screen.press("q")
        screen.wait_for_bytes(b"at the shell", place)
        assert screen.end("exit", ENTER) == 0


def test_a_title_is_pasted_and_a_page_of_codes_pasted_by_mistake_is_in_nobodys_way() -> None:
    with Screen("browse") as screen:
        screen.wait_for("172 of 172")
        screen.press("\x1b[200~RadarDistill: Boosting Radar-based\x1b[201~")
        screen.wait_for("1 of 172", "RadarDistill: Boosting")
        screen.press("\x15")
        screen.wait_for("172 of 172")
        # What no keyboard sends, and a letter of another encoding.
        os.write(screen.main, b"\x1b[99999999999R\x1b[:H\x1b[48;99999;99999;0;0t\xff\x15")
        screen.press(*"lidar nusc")
        screen.wait_for("/ lidar nusc")
        screen.press(ENTER, "g")
        screen.quiet()
        clicks = memoryview(b"\x1b[<0;40;9M\x1b[<0;40;9m\x1b[<35;30;9M" * 30_000)
        os.set_blocking(screen.main, False)
        while clicks:
            try:
                clicks = clicks[os.write(screen.main, clicks) :]
            except BlockingIOError:
                screen.read(0.01)
        os.set_blocking(screen.main, True)
        # All of them would be done for minutes.
        began = time.monotonic()
        assert screen.end(CTRL_C) == 130
        assert time.monotonic() - began < 20
        assert screen.is_as_before()


def test_wrong_words_are_told_before_anything_is_drawn() -> None:
    for argv, said in (
        (("--select", "bibtx"), "no format 'bibtx' to select in (did you mean bibtex?)"),
        (("--venue", "cvrp"), "no venue 'cvrp' in kdcat:catalog.md (did you mean CVPR"),
        (("-c", "none.md"), "none.md: no such file"),
    ):
        with Screen("browse", *argv, columns=200) as screen:
            assert screen.end() == 2
            assert said in screen.text
            assert b"\x1b[?1049h" not in screen.written


HOSTILE = "\x1b[2J\x9b2J\x1b]0;x\x07\u202e\u2066[red]A[/red]\x07\x08\u200b[@click=app.leave]z[/]"


def acting_in(written: bytes) -> list[str]:
    """What acts of what was written to the terminal, less what draws the screen."""
    # The last is the form of the mouse's pointer.
    ours = rb"\x1b\[[\d;?<>=$]*[A-Za-z]|\x1b\]22;[a-z]*(?:\x07|\x1b\\\\)"
    codes = re.sub(ours, b"", written.replace(b"\x1b[2J", b"\x07"))
    return re.findall(
        "[\0-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]", codes.decode()
    )


def test_hostile_text_is_shown_and_does_nothing(write: Callable[[str | bytes], str]) -> None:
    path = write(
        f"## Speech {HOSTILE}\n\n### Tasks {HOSTILE}\n"
        f"* **Alpha {HOSTILE} one**, CVPR {HOSTILE} 2020, [ :link: ](https://a.org/{HOSTILE})"
        f" [ :octocat: ](<https://github.com/a/')\"app.stop(){HOSTILE}>)\n"
        f"* **Beta {HOSTILE}**, {HOSTILE} 2021, [ :link: ](https://b.org/)\n"
    )
    with Screen("browse", "-c", path, columns=200) as screen:
        screen.wait_for("2 of 2", "Alpha")
        screen.press(*f"alpha {HOSTILE[-20:]}", ENTER)
        screen.quiet()
        screen.press("/", "\x15", ENTER, SPACE, "f", DOWN, DOWN, SPACE, ESCAPE, "?")
        screen.wait_for("Esc closes")
        screen.press(ESCAPE)
        screen.wait_for(gone="Esc closes")
        assert "[red]A[/red]" in screen.text
        assert screen.end("q") == 0
        assert screen.is_as_before()
        assert acting_in(screen.written) == []


def test_a_hostile_query_is_shown_and_does_nothing() -> None:
    """One that is given as words of the command, and what is pasted, be it for the name of a file."""
    with Screen("browse", f"alpha {HOSTILE}", columns=200) as screen:
        screen.wait_for("0 of 172", "[red]A[/red]")
        screen.press("\x15", f"\x1b[200~beta {HOSTILE[3:].replace(chr(27), '')} gamma\x1b[201~")
        screen.wait_for("beta", "gamma")
        screen.press("\x15", ENTER, "e", "\x1b[200~\u202ename\u200b\x1b[201~")
        screen.wait_for("write 1 paper to", "name")
        assert screen.end(ESCAPE, CTRL_Q) == 0
        assert acting_in(screen.written) == []


def test_a_list_without_papers(write: Callable[[str | bytes], str]) -> None:
    with Screen(
        "browse", "-c", write("# Nothing\n"), "--select", "id", stdout=subprocess.PIPE
    ) as screen:
        screen.wait_for("0 of 0")
        screen.press(*"any", ENTER, *"jkgGoycea ", ENTER)
        assert screen.end() == 0
        assert screen.process.stdout is not None
        assert screen.process.stdout.read() == b""


def test_wide_letters_and_marks_keep_the_columns_straight(
    write: Callable[[str | bytes], str],
) -> None:
    path = write(
        "## 音声\n"
        "* **知識蒸留による音声認識モデルの圧縮と高速化に関する研究とその応用の展開**, ACL 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://github.com/a/b)\n"
        "* **E\u0301tude de\u0301taille\u0301e du franc\u0327ais**, ACL 2022, [ :link: ](https://x.org/b) [ :octocat: ](https://github.com/a/c)\n"
    )
    with Screen("browse", "-c", path, columns=60, rows=20) as screen:
        screen.wait_for("2 of 2", "知識")
        screen.press(ENTER)
        screen.quiet()
        rows = [line for line in screen.lines if "2021" in line or "2022" in line][:2]
        assert len(rows) == 2
        assert screen.end("q") == 0

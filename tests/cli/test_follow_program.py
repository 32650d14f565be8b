"""The program that follows lists, as a process: on a terminal, interrupted, killed, many at once."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kdcat.cli import followed
from kdcat.following import kept, settings
from tests.cli.test_terminal import on_terminal, plain
from tests.loopback import Reply, Web, write_program

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="of a terminal")]

README = "https://raw.githubusercontent.com/o/r/HEAD/README.md"
LIST = "## Text\n\n* **Alpha one**, ACL 2024, [ :link: ](https://x.org/alpha)\n"
MORE = "* **Beta two**, ACL 2025, [ :link: ](https://x.org/beta)\n"


@pytest.fixture
def program(web: Web, tmp_path: Path) -> str:
    web.pages[README] = LIST
    return str(write_program(web, tmp_path))


def ran(program: str, *words: str) -> str:
    done = subprocess.run([program, *words], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


@pytest.fixture
def stopped(web: Web, program: str) -> Iterator[subprocess.Popen[str]]:
    """An update in whose midst the server has stopped to speak."""
    ran(program, "follow", "o/r", "--as", "mine")
    asked, enough = threading.Event(), threading.Event()

    def wait() -> None:
        asked.set()
        enough.wait(20)

    web.answers[README] = [Reply(200, LIST + MORE, before=wait)]
    process = subprocess.Popen(
        [program, "update"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert asked.wait(20)
    yield process
    enough.set()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_update_that_is_stopped_leaves_the_copy(
    stopped: subprocess.Popen[str], program: str, number: signal.Signals
) -> None:
    stopped.send_signal(number)
    out, err = stopped.communicate(timeout=20)
    expected = 130 if number == signal.SIGINT else -number
    assert (stopped.returncode, out, err) == (expected, "", "")
    assert ran(program, "list", "-c", "mine", "--fields", "title") == "Alpha one\n"
    folder = followed.folder_of_list("mine")
    assert sorted(file.name for file in folder.iterdir()) == ["pages", "state.json"]


def test_a_bar_shows_that_something_is_done_and_goes(web: Web, program: str) -> None:
    shown, code = on_terminal("follow", "o/r", "--as", "mine", program=[program])
    assert code == 0
    assert "fetching mine" in shown
    # What stands there in the end is below the bar, whose line was erased.
    assert "\x1b[2K" in shown
    end = plain(shown).splitlines()[-3:]
    assert [re.split(" {2,}", line.strip()) for line in end] == [
        ["name", "papers", "checked", "source"],
        ["mine", "1", "less than a minute ago", "o/r"],
        ["try: kdcat search WORDS -c mine"],
    ]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_news_fit_the_terminal_and_say_the_same(web: Web, program: str, columns: int) -> None:
    ran(program, "follow", "o/r", "--as", "mine")
    long = "* **A title of many words that has no room on one line of a terminal**, ACL 2025, [ :link: ](https://x.org/beta)\n"
    web.pages[README] = LIST + long
    ran(program, "update")
    shown, code = on_terminal("new", columns=columns, program=[program])
    lines = plain(shown).splitlines()
    assert code == 0
    assert max(map(len, lines)) <= columns
    assert re.sub(r"\d{4}-\d\d-\d\d", "DATE", " ".join(" ".join(lines).split())) == (
        "mine Text A title of many words that has no room on one line of a terminal, ACL 2025 DATE "
        "1 new paper since DATE"
    )


def test_who_follows_many_lists_at_once_follows_them_all(web: Web, program: str) -> None:
    names = [f"list{number}" for number in range(5)]
    for name in names:
        web.pages[f"https://example.org/{name}.md"] = LIST
    running = [
        subprocess.Popen(
            [program, "follow", f"https://example.org/{name}.md"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for name in names
    ]  # fmt: skip
    for process in running:
        assert process.communicate(timeout=60)[1] == ""
        assert process.returncode == 0
    found = settings.read(followed.settings_file())
    assert sorted(found.followed) == names


def test_updates_of_several_processes_keep_every_page(web: Web, program: str) -> None:
    ran(program, "follow", "o/r", "--as", "mine")
    texts = [LIST + MORE * number for number in range(1, 9)]
    web.answers[README] = [Reply(200, text) for text in texts]
    running = [
        subprocess.Popen([program, "update"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    assert [process.communicate(timeout=60)[1] for process in running] == [b""] * 4
    copies = kept.kept(followed.folder_of_list("mine"))
    assert copies is not None
    for copy in copies.copies:
        (page,) = copy.pages
        assert kept.content(followed.folder_of_list("mine"), page) is not None
    assert len(copies.copies) == 5

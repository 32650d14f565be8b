"""The environment, the streams and Ctrl-C: whatever they are, an answer or one clear line."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kdcat
from kdcat.cli.catalogs import cache_folder
from kdcat.cli.catalogs import source as named
from kdcat.errors import KdcatError
from tests.cli.test_hostile_input import LIST, PROGRAM, posix, run
from tests.cli.test_terminal import interrupted

pytestmark = pytest.mark.slow

# The environment.


@pytest.mark.parametrize(
    "argv",
    [["list", "-f", "table", "--limit", "3"], ["search", "--help"], ["stats", "-f", "table"]],
)
def test_a_size_that_is_none_is_as_good_as_not_given(argv: list[str]) -> None:
    usual = run(*argv)
    assert (usual.returncode, usual.stderr) == (0, "")
    for value in ("\u00b2", "0", "000", "-5", "9" * 30, "x", "", "\u0663", "8\n"):
        done = run(*argv, environment=dict.fromkeys(("COLUMNS", "LINES", "TERMINAL_WIDTH"), value))
        assert (done.returncode, done.stderr, done.stdout) == (0, "", usual.stdout), value


def test_a_size_that_is_one_is_heeded() -> None:
    lines = run("list", "-f", "table", environment={"COLUMNS": "080"}).stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert run("list", "-f", "table", environment={"COLUMNS": "99999"}).stdout.startswith("year")


@posix
@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"KDCAT_CACHE_DIR": "/a/b", "HOME": ""}, "/a/b"),
        ({"XDG_CACHE_HOME": "/a", "HOME": "/b"}, "/a/kdcat"),
        ({"XDG_CACHE_HOME": "/a", "HOME": ""}, "/a/kdcat"),
        ({"XDG_CACHE_HOME": "", "HOME": "/b"}, "/b/.cache/kdcat"),
        ({"XDG_CACHE_HOME": "a", "HOME": "/b"}, "/b/.cache/kdcat"),
        ({"HOME": "/b"}, "/b/.cache/kdcat"),
        ({"HOME": ""}, None),
        ({"XDG_CACHE_HOME": "../a", "HOME": ""}, None),
        ({"HOME": "b"}, None),
        ({"HOME": "~"}, None),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other folders")
def test_indexes_are_kept_where_the_rules_say(
    environment: dict[str, str], folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("KDCAT_CACHE_DIR", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == (None if folder is None else Path(folder))


def test_without_home_it_is_the_one_of_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    pwd = pytest.importorskip("pwd")
    for name in ("KDCAT_CACHE_DIR", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    home = pwd.getpwuid(os.getuid()).pw_dir
    assert cache_folder() == Path(home, ".cache", "kdcat")

    def unknown(_: int) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert cache_folder() is None


@pytest.mark.parametrize(
    "environment",
    [
        {"MPLBACKEND": "nonsense"},
        {"SOURCE_DATE_EPOCH": "\u00b2"},
        {"SOURCE_DATE_EPOCH": "9" * 30},
        {"MPLCONFIGDIR": os.devnull},
        {"MATPLOTLIBRC": "wrong"},
    ],
    ids=str,
)
def test_a_picture_is_drawn_whatever_matplotlib_is_told(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "wrong").write_text("font.size: x\nbackend: module://none\nnone: 1\n")
    (tmp_path / "list.md").write_text(
        f"{LIST}* **B**, \u4f1a\u8bae 2024, [ :link: ](https://x.org/b)\n"
    )
    done = subprocess.run(
        [*PROGRAM, "stats", "--by", "venue", "--plot", "a.svg", "-c", "list.md"],
        cwd=tmp_path, capture_output=True, env={**os.environ, **environment},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "a.svg").read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize("browser", ["'%s", "%s", os.devnull, "", ":", "none:'%s"])
def test_a_browser_that_is_none_gives_the_address(tmp_path: Path, browser: str) -> None:
    (tmp_path / "list.md").write_text(LIST)
    environment = {"BROWSER": browser, "DISPLAY": "", "WAYLAND_DISPLAY": "", "PATH": str(tmp_path)}
    done = run("open", "alpha", "-c", str(tmp_path / "list.md"), environment=environment)
    assert (done.returncode, done.stdout) == (0, "https://x.org/a\n")
    assert done.stderr == "kdcat: no web browser here; the address:\n"


@pytest.mark.parametrize(
    "environment", [{}, {"COMP_WORDS": "kdcat "}, *({"COMP_WORDS": "kdcat list", "COMP_CWORD": word} for word in ("", "\u00b2", "-5", "x", "9" * 30))]
)  # fmt: skip
def test_a_shell_that_says_nothing_of_the_words_is_no_trouble(
    environment: dict[str, str],
) -> None:
    done = run(environment={"_KDCAT_COMPLETE": "complete_bash", **environment})
    assert (done.returncode, done.stderr) == (0, "")


def test_a_shell_that_asks_for_what_is_unknown_is_trouble() -> None:
    done = run("list", environment={"_KDCAT_COMPLETE": "x"})
    said = "Invalid completion instruction.\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.parametrize("encoding", ["idna", "ascii:strict", "latin-1", "punycode", "cp037"])
def test_any_encoding_holds_the_answer(encoding: str) -> None:
    done = subprocess.run(
        [*PROGRAM, "list"], capture_output=True, env={**os.environ, "PYTHONIOENCODING": encoding}
    )
    assert (done.returncode, done.stderr) == (0, b"")
    name = {"idna": "utf-8"}.get(encoding, encoding.partition(":")[0])
    assert done.stdout.decode(name).count("\n") == 172


# Streams.

QUESTIONS = {
    "export": ["export", "-f", "csv", "-o", "list.md", "-c", "other.md"],
    "add": ["add", "-c", "list.md"],
    "lint": ["lint", "--fix", "--unsafe", "list.md"],
    "open": ["open", "--code", "a", "b", "c", "d", "e", "f", "-c", "list.md"],
}


@posix
@pytest.mark.parametrize("argv", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("redirection", ["<&-", "<&- >&-", "</dev/null", "0>written"])
def test_who_has_no_standard_input_is_asked_nothing(
    tmp_path: Path, argv: list[str], redirection: str
) -> None:
    titles = "".join(
        f"* **{letter}**, CVPR 2024, [ :link: ](https://x.org/{letter}) [ :octocat: ](https://g.org/{letter})\n"
        for letter in "abcdef"
    )
    for name in ("list.md", "other.md"):
        (tmp_path / name).write_text(f"## Text\n\n{titles}")
    said = []
    for words in (redirection, "</dev/null"):
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {words}', "sh", *PROGRAM, *argv],
            cwd=tmp_path, capture_output=True, text=True,
        )  # fmt: skip
        said.append((done.returncode, done.stdout, done.stderr))
    assert said[0] == said[1]
    assert said[0][0] == 2
    assert said[0][2].startswith("kdcat: ")
    assert said[0][2].count("\n") == 1
    assert (tmp_path / "list.md").read_text() == f"## Text\n\n{titles}"


@posix
@pytest.mark.parametrize(
    ("redirection", "message"),
    [
        ("<&-", "-: there is no standard input"),
        ("0>written", "-: cannot be read: {}"),
    ],
)
def test_a_standard_input_that_cannot_be_read_is_said(
    tmp_path: Path, redirection: str, message: str
) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *PROGRAM, "list", "-c", "-"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    said = {f"kdcat: {message.format(why)}\n" for why in ("Bad file descriptor", "read")}
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr in said


class Folder:
    """A standard input that turns out to be a folder."""

    class buffer:  # noqa: N801
        @staticmethod
        def read(_: int) -> bytes:
            raise IsADirectoryError(21, "Is a directory")


class Hasty:
    """A standard input that does not wait for its writer, who is slow."""

    class buffer:  # noqa: N801
        pieces: list[bytes | None] = []  # noqa: RUF012

        @classmethod
        def read(cls, _: int) -> bytes | None:
            return cls.pieces.pop(0)


def test_a_standard_input_that_breaks_off_is_no_shorter_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", Hasty)
    Hasty.buffer.pieces = [LIST.encode(), None]
    with pytest.raises(KdcatError) as raised:
        named("-")
    assert str(raised.value) == f"-: cannot be read: {os.strerror(11)}"
    Hasty.buffer.pieces = [LIST.encode(), LIST.encode(), b""]
    assert named("-").content == LIST.encode() * 2
    monkeypatch.setattr(sys, "stdin", Folder)
    with pytest.raises(KdcatError) as raised:
        named("-")
    assert str(raised.value) == "-: is a directory; name a Markdown file in it"


@posix
def test_no_file_gets_the_number_of_a_closed_stream(tmp_path: Path) -> None:
    script = (
        "import os, sys; from kdcat.cli.streams import set_up; set_up()\n"
        "sys.exit(os.open(os.devnull, os.O_RDONLY) <= 2 or not os.get_inheritable(0))"
    )
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", script]
    )
    assert done.returncode == 0


@posix
@pytest.mark.parametrize(
    ("argv", "code"),
    [(["list"], 0), (["list", "-c", "none.md"], 2), (["lint", "list.md"], 1), (["--nonsense"], 2)],
)
def test_what_cannot_be_said_does_not_change_the_answer(
    tmp_path: Path, argv: list[str], code: int
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    (tmp_path / "list.md").write_text(LIST + LIST)
    usual = subprocess.run([*PROGRAM, *argv], cwd=tmp_path, capture_output=True)
    with open("/dev/full", "w") as full:
        done = subprocess.run([*PROGRAM, *argv], cwd=tmp_path, stdout=subprocess.PIPE, stderr=full)
    assert (done.returncode, done.stdout) == (usual.returncode, usual.stdout)
    assert done.returncode == code


# Ctrl-C.


@posix
@pytest.mark.parametrize("moment", [0, 1, 2, 3])
def test_ctrl_c_is_heeded_from_the_first_line_on(moment: int) -> None:
    # The signal comes while the module of that name is loaded, be it kdcat's own or Typer's.
    module = ("kdcat.cli.program", "kdcat.cli.streams", "typer", "kdcat.cli.commands.list")[moment]
    script = f"""
import os, signal, sys
import kdcat.__main__ as program

class Finder:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder())
sys.argv = ["kdcat", "list"]
program.main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@posix
def test_ctrl_c_is_heeded_where_python_lets_no_exception_out() -> None:
    script = """
import os, signal, sys
import kdcat.__main__ as program
import kdcat.cli.program

class Last:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000):
            pass

def run(_):
    Last()
    return 0

kdcat.cli.program.run = run
program.main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@posix
def test_ctrl_c_while_the_answer_waits_for_its_reader() -> None:
    import fcntl
    import termios

    process = subprocess.Popen(
        [*PROGRAM, "list", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    waiting = [0, 0]
    while not waiting[-1] or waiting[-1] != waiting[-2]:
        time.sleep(0.2)
        told = fcntl.ioctl(process.stdout, termios.FIONREAD, bytes(4))
        waiting.append(int.from_bytes(told, sys.byteorder))
    code = interrupted(process)
    _, errors = process.communicate()
    assert (code, errors) == (130, b"")


def test_ctrl_c_is_heeded_before_anything_else_is_loaded() -> None:
    """What is loaded before it is heeded is a moment in which it prints a traceback."""
    program = (
        f"import sys; sys.path.insert(0, {str(Path(kdcat.__file__).parent.parent)!r})\n"
        "import _signal, os\n"
        "before = set(sys.modules)\n"
        "def told(*_):\n"
        "    print(*sorted(set(sys.modules) - before), flush=True)\n"
        "    os._exit(0)\n"
        "_signal.signal = told\n"
        "import kdcat.__main__\n"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True)
    loaded = {"__future__", "gc", "kdcat", "kdcat.__main__", "kdcat.errors"}
    assert (set(done.stdout.decode().split()), done.stderr) == (loaded, b"")

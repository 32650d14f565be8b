"""Text, environment and files from outside: one clear line and an exit code, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kdcat.cli.catalogs import cache_folder
from kdcat.cli.program import run as run_here
from kdcat.errors import KdcatError
from kdcat.formats.bibtex_input import from_bibtex
from kdcat.formats.json_input import from_json
from kdcat.reading.source import load
from tests.conftest import Kdcat

PROGRAM = [sys.executable, "-m", "kdcat"]
LIST = "## Text\n\n* **Alpha**, CVPR 2024, [ :link: ](https://x.org/a)\n"
posix = pytest.mark.skipif(os.name != "posix", reason="what POSIX knows")


def run(*argv: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *argv],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **(environment or {})},
    )


# Papers from elsewhere.

BROKEN_LATEX = [
    r"T \href{a} x", r"\verb", r"\sqrt[", r"\input", r"\frac{a}", "{" * 3000 + "a" + "}" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("latex", BROKEN_LATEX, ids=lambda latex: latex[:20])
@pytest.mark.parametrize("field", ["title", "journal"])
def test_latex_that_cannot_be_read_is_said(
    latex: str, field: str, capfd: pytest.CaptureFixture[str]
) -> None:
    fields = {"title": "A title", "journal": "TMM", "year": "2024", field: latex}
    text = "@article{a," + ",".join(f"{name}={{{value}}}" for name, value in fields.items()) + "}"
    with pytest.raises(KdcatError) as raised:
        from_bibtex(text, "n.bib")
    assert str(raised.value) == f"n.bib: a: its {field} is not LaTeX that can be read"
    assert capfd.readouterr() == ("", "")


def test_latex_that_nobody_asks_for_may_be_broken(capfd: pytest.CaptureFixture[str]) -> None:
    text = "@article{a, title={A {T}itle}, journal={TMM}, year=2024, abstract={%s}, note={%s}}"
    (paper,) = from_bibtex(text % (BROKEN_LATEX[0], BROKEN_LATEX[1]), "n.bib")
    assert (paper.title, paper.venue_raw, paper.year) == ("A Title", "TMM", 2024)
    assert capfd.readouterr() == ("", "")


LATEX = st.lists(
    st.sampled_from(
        [*r"\{}[]$&#%~^_|'\"`", "a", " ", "1", "\n", r"\sqrt", r"\frac", r"\verb", r"\href", r"\url", r"\begin{a}",
         r"\end{a}", r"\item", r"\input", r"\textbf", r"\emph", r"\"u", r"\(", r"\)", r"\[", r"\]", r"\\", r"\left"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LATEX)
def test_any_latex_is_read_or_refused(capfd: pytest.CaptureFixture[str], latex: str) -> None:
    with suppress(KdcatError):
        from_bibtex(f"@article{{a, title={{{latex}}}, year=2024}}", "n.bib")
    assert capfd.readouterr() == ("", "")


DEEP = "[" * 100_000
LONG = "9" * 5000
HOSTILE_JSON = {
    f'{{"title": "A", "year": {LONG}}}': "not the JSON of papers: a number is too long",
    f'{{"title": "A", "line": {LONG}}}': "not the JSON of papers: a number is too long",
    f'{{"title": "A"}}\n{{"title": {LONG}}}': "2:1: not JSON: Extra data",
    f'{{"title": "A"}}\n{DEEP}': "2:1: not JSON: Extra data",
    DEEP: "not the JSON of papers: nested too deeply",
    DEEP + "]" * 100_000: "not the JSON of papers: nested too deeply",
    '{"title": "\\ud800"}': "paper 1: the title '\ufffd' has control characters",
    '{"title": "A", "venue": "a\\udfffb"}': "paper 1: the venue 'a\ufffdb' has control characters",
    '{"title": "A", "paper_url": "https://x.org/\\ud800"}': "paper 1: A: the paper_url 'https://x.org/\ufffd' is not an absolute http or https address",
    '{"title": "A", "year": NaN}': "paper 1: year is not a year: NaN",
    '{"title": "A", "year": 1e999}': "paper 1: year is not a year: Infinity",
    '{"title": "A", "year": 99999}': "paper 1: year is not a year: 99999",
    '{"title": "A", "year": -2024}': "paper 1: year is not a year: -2024",
    f'{{"title": "A", "year": {LONG[:4000]}}}': f"paper 1: year is not a year: {LONG[:60]}...",
    '{"title": "A", "year": "\u00b2\u2070\u00b2\u2074"}': 'paper 1: year is not a year: "\\u00b2\\u2070\\u00b2\\u2074"',
    f'{{"title": {"[" * 900}{"]" * 900}}}': f"paper 1: title is not text: {'[' * 60}...",
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), HOSTILE_JSON.items(), ids=range(len(HOSTILE_JSON)))
def test_json_that_cannot_be_meant_is_said(text: str, message: str) -> None:
    with pytest.raises(KdcatError) as raised:
        from_json(text, "n.json")
    separator = ":" if message[0].isdecimal() else ": "
    assert str(raised.value) == f"n.json{separator}{message}"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda parts: st.lists(parts) | st.dictionaries(st.text(st.characters(codec=None)), parts),
)


@given(
    st.dictionaries(
        st.sampled_from(["title", "venue", "venue_raw", "year", "modality", "task", "paper_url"]),
        ANYTHING,
    )
)
def test_any_json_is_read_or_refused(said: dict[str, object]) -> None:
    with suppress(KdcatError):
        (paper,) = from_json(json.dumps(said), "n.json")
        "\n".join(str(value) for value in paper).encode()


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
        load("-")
    assert str(raised.value) == f"-: cannot be read: {os.strerror(11)}"
    Hasty.buffer.pieces = [LIST.encode(), LIST.encode(), b""]
    assert load("-").content == LIST.encode() * 2
    monkeypatch.setattr(sys, "stdin", Folder)
    with pytest.raises(KdcatError) as raised:
        load("-")
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


# Catalogs.


@posix
@pytest.mark.parametrize("argv", [["list"], ["search", "a"], ["lint"], ["stats"], ["export", "-f", "csv"], ["show", "a"]])  # fmt: skip
def test_what_is_no_catalog_is_said(kdcat: Kdcat, tmp_path: Path, argv: list[str]) -> None:
    folder, circle, missing = tmp_path / "folder", tmp_path / "circle", tmp_path / "a.md" / "b.md"
    folder.mkdir()
    circle.symlink_to("circle")
    (tmp_path / "a.md").write_text(LIST)
    huge = tmp_path / "huge"
    huge.touch()
    os.truncate(huge, 10 << 30)
    wrong = {
        folder: "is a directory; name a Markdown file in it",
        circle: "cannot be read: Too many levels of symbolic links",
        missing: "cannot be read: Not a directory",
        huge: "has more than 256 MB; this is no catalog",
        Path("/dev/zero"): "byte 0 on line 1 is NUL; this is not a text file",
    }
    for path, message in wrong.items():
        kdcat(*argv, "-c", str(path), code=2, stderr=f"kdcat: {path}: {message}\n")


@posix
def test_a_socket_is_no_catalog(
    kdcat: Kdcat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(socket.socket(socket.AF_UNIX)) as listener:
        listener.bind("here")
        message = "kdcat: here: cannot be read: No such device or address\n"
        kdcat("list", "-c", "here", code=2, stderr=message)


@posix
def test_what_never_ends_is_no_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kdcat.reading.source._MOST", 1 << 21)
    os.mkfifo(tmp_path / "fifo")
    with subprocess.Popen(
        ["sh", "-c", 'yes > "$1"', "sh", str(tmp_path / "fifo")], stderr=subprocess.DEVNULL
    ) as endless:
        with pytest.raises(KdcatError) as raised:
            load(str(tmp_path / "fifo"))
        assert str(raised.value) == f"{tmp_path / 'fifo'}: has more than 2 MB; this is no catalog"
        endless.wait()


@posix
def test_a_list_from_a_fifo_is_a_list(kdcat: Kdcat, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "list.md").write_text(LIST * 9999)
    with subprocess.Popen(["sh", "-c", "cat list.md > fifo"], cwd=tmp_path):
        shown = kdcat("list", "-c", str(tmp_path / "fifo"), "--fields", "title")
    assert shown == "Alpha\n" * 9999


@posix
def test_a_list_that_goes_while_it_is_read_is_said(
    kdcat: Kdcat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.md"
    path.write_text(LIST)
    from kdcat.reading import source

    looked_at = source._status

    def gone(name: str) -> os.stat_result:
        found = looked_at(name)
        path.unlink()
        return found

    monkeypatch.setattr(source, "_status", gone)
    kdcat("list", "-c", str(path), code=2, stderr=f"kdcat: {path}: no such file\n")


NESTED = {
    "quotes": "> " * 5000 + "* **A**, CVPR 2024, [ :link: ](https://x.org/a)",
    "bullets": "* " * 5000 + "**A**, CVPR 2024, [ :link: ](https://x.org/a)",
    "stars": "*" * 5000,
    "strong": "**a " * 3000,
    "brackets": "[" * 3000,
    "images": "![" * 500 + "](a)" * 500,
    "parentheses": "[a](" + "(" * 5000,
    "lists": "".join(f"{'  ' * at}* **A {at}**, CVPR 2024\n" for at in range(300)),
    "numbers": "* **A**, CVPR "
    + "9" * 9000
    + ", [ :link: ](https://arxiv.org/abs/"
    + "1" * 9000
    + ")",
    "entities": "* **&#xD800;&#x110000;**, CVPR 2024, [ :link: ](https://x.org/&#xD800;)",
    "ports": "* **A**, CVPR 2024, [ :link: ](https://x.org:99999/a) [ :octocat: ](https://[::1/a)",
    "digits": "* **A\u00b2**, CVPR\u00b2\u2070\u00b2\u2074 \u0662\u0660\u0662\u0664, [ :link: ](https://x.org:\u00b2/\u0662\u0660\u0662\u0664)",
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_any_nesting_is_read(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.md"
    path.write_text(f"## Text\n\n{text}\n")
    new = ["--title", "New", "--venue", "X", "--year", "2024", "--paper-url", "https://n.org/n", "-m", "text"]  # fmt: skip
    for argv in (
        ["list", "--json"], ["search", "a"], ["stats", "--json"], ["export", "-f", "bibtex"],
        ["lint", "--style"], ["lint", "--diff", "--unsafe", "--style"], ["add", *new, "--dry-run"],
    ):  # fmt: skip
        assert run_here([*argv, "-c", str(path)]) in {0, 1, 2}
        said = capsys.readouterr()
        assert "Traceback" not in said.err, argv


# The command line.

WORDS = [
    "\u00b2", "\u0662\u0660\u0662\u0664", "-1", "9" * 5000, "\udcff\udcfe", "", " ", "-", "a\x1b[31mb", "a\nb",
    "a" * 100_000, "\U0001f600", "\u202e", "2024-2020", "0000", "nan", "1e9", "((", "[", "\\", "\"", "*",
]  # fmt: skip


@posix
@pytest.mark.parametrize("word", WORDS, ids=lambda word: ascii(word[:12]))
def test_any_word_is_understood_or_refused_in_one_line(
    tmp_path: Path, word: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.md").write_text(LIST)
    paper = ["--venue", "X", "--year", "2024", "-m", "text", "--paper-url", "https://x.org/b"]
    for argv in (
        ["search", "--", word], *(["list", f"--{name}={word}"] for name in ("year", "limit", "sort", "venue", "task", "title", "fields", "format")),
        ["show", "--", word], ["open", "--print", "--", word], ["stats", f"--by={word}"], ["list", "-c", word],
        ["lint", f"--select={word}", "list.md"], ["lint", f"--explain={word}"], ["diff", "--", word, "list.md"],
        ["export", "-f", "csv", "-o", f"none/{word}"], ["add", f"--title={word}", *paper, "-c", "list.md", "--dry-run"],
        ["add", "--title=A", *paper, "-c", "list.md", "--dry-run", f"--year={word}"],
        ["add", "--title=A", *paper, "-c", "list.md", "--dry-run", f"--modality={word}", "--new-section"],
        ["add", "--title=A", *paper, "-c", "list.md", "--dry-run", f"--paper-url=https://x.org/{word}"],
        [word],
    ):  # fmt: skip
        code = run_here(argv)
        said = capsys.readouterr()
        assert code in {0, 1, 2}, argv
        assert "Traceback" not in said.err, argv
        if code == 2:
            assert said.err.startswith("kdcat: "), argv
            assert said.err.count("\n") == 1, argv


@posix
def test_a_name_that_is_no_utf_8_is_written_as_it_is_printed(
    kdcat: Kdcat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(b"\xff.md")
    Path(name).write_text(LIST)
    for form in ("csv", "json", "jsonl", "tsv", "markdown", "bibtex", "ris", "csl-json"):
        kdcat("export", "-c", name, "-f", form, "-o", "out", "--force")
        assert Path("out").read_bytes() == run_bytes("export", "-c", name, "-f", form)
    kdcat("export", "-c", name, "-f", "sqlite", "-o", "out", "--force")


def run_bytes(*argv: str) -> bytes:
    return subprocess.run([*PROGRAM, *argv], check=True, capture_output=True).stdout


# Ctrl-C.


@posix
@pytest.mark.parametrize("moment", [0, 1, 2, 3])
def test_ctrl_c_is_heeded_from_the_first_line_on(moment: int) -> None:
    # The signal comes while the module of that name is loaded, be it kdcat's own or Typer's.
    module = ("kdcat.cli.program", "kdcat.cli.streams", "typer", "kdcat.cli.list")[moment]
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
    process = subprocess.Popen(
        [*PROGRAM, "list", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.communicate()
    assert process.returncode == 130

"""Text, environment and files from outside: one clear line and an exit code, never a traceback."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


@pytest.mark.slow
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


@pytest.mark.parametrize("field", ["title", "journal"])
def test_a_field_of_bibtex_has_an_end(field: str) -> None:
    fields = {"title": "A title", "journal": "TMM", field: "(" * 20_001}
    text = "@article{a," + ",".join(f"{name}={{{value}}}" for name, value in fields.items()) + "}"
    with pytest.raises(KdcatError) as raised:
        from_bibtex(text, "n.bib")
    assert str(raised.value) == f"n.bib: a: its {field} is longer than 20,000 characters"


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


@pytest.mark.slow
@settings(max_examples=50)
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
        folder: "no Markdown file in this folder",
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
    monkeypatch.setattr("kdcat.reading.source.MOST", 1 << 21)
    os.mkfifo(tmp_path / "fifo")
    with subprocess.Popen(
        ["sh", "-c", 'yes > "$1"', "sh", str(tmp_path / "fifo")], stderr=subprocess.DEVNULL
    ) as endless:
        with pytest.raises(KdcatError) as raised:
            load(str(tmp_path / "fifo"))
        assert str(raised.value) == f"{tmp_path / 'fifo'}: has more than 2 MB; this is no catalog"
        endless.wait()


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
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
            # What lint finds in the new line of `add` stands before it.
            told = [line for line in said.err.splitlines() if not line.startswith("list.md:4:")]
            assert [line[:7] for line in told] == ["kdcat: "], argv


@pytest.mark.slow
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

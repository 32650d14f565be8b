"""What leaves the program, byte by byte: nothing of a catalog or of a query acts on a terminal."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kdcat
from kdcat.cli import TROUBLE
from kdcat.cli.command_table import COMMANDS, program
from kdcat.cli.commands import diff, stats
from kdcat.cli.format_names import TABLE
from kdcat.cli.program import run
from kdcat.formats.table import FORMATS, ROW_FORMATS, TEXT_FORMATS
from kdcat.lint import report
from kdcat.paper import FIELDS
from tests.loopback import Web, authority, lead_to, serving
from tests.one_door import ACTING, HOSTILE, OF_OUR_OWN, acting, said

SOURCE = Path(kdcat.__file__).parent
LIST = f"""# Papers {HOSTILE}

* [Vision {HOSTILE}](#vision{HOSTILE})

## Vision {HOSTILE}

### Detection {HOSTILE}

* **Alpha {HOSTILE} Beta**, CVPR {HOSTILE} 2020, [ :link: ](https://a.org/{HOSTILE}) [ :octocat: ](<https://github.com/a/{HOSTILE}>)
* **Alpha {HOSTILE} Beta**, {HOSTILE}, [ :link: ](https://b.org/ {HOSTILE})
* **Gamma**, Venue of {HOSTILE}, 2020 , [ :link: ](javascript:{HOSTILE})
* [Delta {HOSTILE}](#{HOSTILE})
* **Eps{HOSTILE}** ,  CVPR 2021 , [ :link: ](http://arxiv.org/pdf/2101.00001{HOSTILE})
"""
# A page of another form, in which authors are told.
_README = "https://raw.githubusercontent.com/o/r/HEAD/README.md"
PAGE = f"""# Awesome {HOSTILE}

## Models {HOSTILE}

- [Alpha beta {HOSTILE} of gamma](https://arxiv.org/abs/2101.00001). Ann {HOSTILE} Lee, Bo Wu. CVPR {HOSTILE} 2021
- [Delta epsilon of {HOSTILE} zeta](https://arxiv.org/abs/2101.00002). Cy Orr, Di Fox. ICCV 2021
"""
OTHER = LIST.replace("Alpha", "Omega").replace("CVPR", "ICCV")
_LISTS = {"file": LIST, "other": OTHER, "page": PAGE}
BIBTEX = f"""@inproceedings{{a, title={{New {HOSTILE} one}}, author={{Lee, {HOSTILE} Ann}},
  booktitle={{CVPR {HOSTILE}}}, year={{2021}}, url={{https://x.org/{HOSTILE}}}}}
"""
JSON = json.dumps(
    {"title": f"New {HOSTILE}", "venue": "CVPR", "year": 2021, "modality": "vision",
     "paper_url": f"https://x.org/{HOSTILE}", "authors": [f"Ann {HOSTILE} Lee"]}
)  # fmt: skip


def _commands(folder: Path) -> list[tuple[str, ...]]:
    """Every command in every format, and what is said where it cannot be done."""
    file, other, page = (str(folder / f"{name}{HOSTILE}.md") for name in _LISTS)
    of = ("--catalog", file, "--no-cache")
    add = ("add", "--catalog", str(folder / "plain.md"), "--new-section")
    new = ("--title", "New", "--venue", "CVPR", "--year", "2020", "--paper-url", "https://x.org/n")
    return [
        *(
            (*command, "--catalog", read, "--no-cache", "--format", name)
            for command in (("list",), ("search", "alpha"))
            for read in (file, page)
            for name in (TABLE, *TEXT_FORMATS)
        ),
        *((*("list", *of), "--fields", ",".join(FIELDS), "--format", name) for name in ROW_FORMATS),
        *(
            ("list", *of, "--fields", ",".join(FIELDS)),
            ("search", "alpha", *of, "--fields", "id,score"),
        ),
        *(("export", *of, "--format", name) for name in FORMATS),
        *(
            ("export", *of, "--output", str(folder / f"x{HOSTILE}.{name}"))
            for name in ("csv", "db")
        ),
        ("export", *of, "--output", str(folder / f"x{HOSTILE}.csv")),
        ("export", *of, "--output", str(folder / f"x{HOSTILE}{os.sep}y.csv")),
        *(("diff", other, file, "--format", name) for name in diff._FORMATS),
        *(("diff", page, file, "--format", name) for name in diff._FORMATS),
        *(("lint", file, page, "--style", "--format", name) for name in report.FORMATS),
        *(("stats", *of, "--format", name) for name in stats._FORMATS),
        *(("lint", "--explain", name) for name in ("all", HOSTILE)),
        *((name, "--schema") for name in ("list", "search", "lint", "stats", "export")),
        ("diff", other, file, "--schema"),
        ("show", "alpha", *of),
        ("show", "alpha", *of, "--json"),
        ("show", "gamma", *of),
        ("show", "delta", "--catalog", page),
        ("show", f"nothing{HOSTILE}", *of),
        ("open", "alpha", *of, "--print"),
        ("open", "gamma", *of, "--code"),
        ("search", f"alpha {HOSTILE} nowhere", *of),
        ("search", f"alpha author{HOSTILE}:x venu:x{HOSTILE}", *of),
        ("search", f"alhpa {HOSTILE}", *of),
        ("search", f"year:{HOSTILE}x", *of),
        ("search", f"venue:{HOSTILE}x", *of),
        ("search", f"title:{HOSTILE}x https://x.org/{HOSTILE}", *of),
        ("list", "--catalog", f"{file}{HOSTILE}"),
        ("list", "--catalog", str(folder / f"empty{HOSTILE}.md")),
        ("list", "--catalog", str(folder / f"bytes{HOSTILE}.md")),
        ("list", *of, "--format", HOSTILE),
        ("list", *of, "--sort", HOSTILE),
        ("list", *of, "--fields", HOSTILE),
        ("list", *of, "--year", HOSTILE),
        *(("list", *of, f"--{name}", HOSTILE) for name in ("venue", "task", "modality", "title")),
        ("diff", f"{HOSTILE}:{file}", file),
        ("diff", f"HEAD:{file}", file),
        ("lint", file, "--select", HOSTILE),
        (*add, "--dry-run", "--title", HOSTILE),
        (*add, *new, "--modality", f"Vision {HOSTILE}"),
        (*add, *new, "--modality", "vision", "--task", f"{HOSTILE}"),
        (*add, "--title", f"New {HOSTILE}", *new[2:], "--modality", "Sound"),
        (*add, *new, "--modality", "Sound", "--code-url", f"https://x.org/{HOSTILE}"),
        (*add, "--bibtex", str(folder / f"new{HOSTILE}.bib"), "--modality", "Sound"),
        (*add, "--from-json", str(folder / f"new{HOSTILE}.json")),
        (*add, "--from-json", f"none{HOSTILE}.json"),
        (f"list{HOSTILE}",),
        ("list", f"--{HOSTILE}"),
        ("list", "--limit", HOSTILE),
    ]


# What a command needs that it may do something. The formats of each, and its options, are asked of
# the program itself.
_NEEDS: dict[str, tuple[str, ...]] = {
    "list": ("--catalog", "FILE", "--no-cache"),
    "search": ("alpha", "--catalog", "FILE", "--no-cache"),
    "browse": ("--catalog", "FILE", "--no-cache"),
    "related": ("gamma", "--catalog", "FILE", "--no-cache"),
    "show": ("gamma", "--catalog", "FILE", "--no-cache"),
    "open": ("gamma", "--print", "--catalog", "FILE", "--no-cache"),
    "stats": ("--catalog", "FILE", "--no-cache"),
    "export": ("--catalog", "FILE", "--no-cache", "--format", "markdown"),
    "page": ("--catalog", "FILE", "--no-cache", "--output", "page.html", "--force"),
    "layout": ("--catalog", "PAGE"),
    "lint": ("FILE", "PAGE", "--style"),
    "add": (
        *("--catalog", "FILE", "--dry-run", "--force", "--title", "New", "--venue", "CVPR"),
        *("--year", "2020", "--paper-url", "https://x.org/n", "--modality", "vision"),
    ),
    "diff": ("OTHER", "FILE"),
    "follow": ("o/r", "--as", "mine"),
    "unfollow": ("none",),
    "update": (),
    "new": (),
    "complete": ("--catalog", "PAGE", "--no-cache"),
}
_NAMES_OF_KINDS = ("--format", "--by", "--key", "--titles-from")
_RAW = ("--diff", "--dry-run")
"""What is made of a list is written as it is into a pipe, for `patch` or `git apply`."""


def _every_option(folder: Path, at_terminal: bool) -> list[tuple[str, ...]]:
    """Each option and argument of each command: each kind that it knows, and a hostile value."""
    places = {f"{name.upper()}": str(folder / f"{name}{HOSTILE}.md") for name in _LISTS}
    kdcat = program()
    context = kdcat.make_context("kdcat", [], resilient_parsing=True)
    walked: list[tuple[str, ...]] = []
    declared: set[object] = set()
    for name in COMMANDS:
        needed = [places.get(word, word) for word in _NEEDS[name]]
        command = kdcat.get_command(context, name)
        assert command is not None
        within = command.make_context(name, [], parent=context, resilient_parsing=True)
        walked.append((name, *needed))
        for given in command.get_params(within):
            option = given.opts[0]
            values: list[tuple[str, ...]] = [(HOSTILE,)]
            if given.param_type_name == "argument":
                walked.append((name, HOSTILE, *needed))
                continue
            if at_terminal and (option, getattr(given, "help", None)) in declared:
                # It is the same as that of another command, and costs as much time again.
                continue
            declared.add((option, getattr(given, "help", None)))
            if getattr(given, "is_flag", False):
                values = [()]
            elif option in _NAMES_OF_KINDS:
                values += [(one.value,) for one in given.shell_complete(within, "")]
                assert len(values) > 1
            walked += [(name, *needed, option, *value) for value in values]
    return [
        words
        for words in walked
        # On a terminal it draws, see `test_browse`; the whole of a change is for a program.
        if not (words[0] == "browse" and at_terminal)
        and (at_terminal or not set(_RAW).intersection(words))
    ]


# What is made of a list is written as it is into a pipe, for `patch` or `git apply`.
def _diffs(folder: Path) -> list[tuple[str, ...]]:
    file = str(folder / f"file{HOSTILE}.md")
    new = ("--title", "New", "--venue", "CVPR", "--year", "2020", "--paper-url", "https://x.org/n")
    return [
        ("lint", file, "--style", "--diff", "--unsafe"),
        *(
            ("add", "--catalog", file, *new, "--modality", "vision", "--force", *how)
            for how in (("--dry-run",), ())
        ),
    ]


def _prepare(folder: Path) -> None:
    for name, text in (
        *((f"{name}.md", text) for name, text in _LISTS.items()),
        *(("empty.md", "# Nothing\n"), ("new.bib", BIBTEX), ("new.json", JSON)),
    ):
        stem, _, end = name.partition(".")
        (folder / f"{stem}{HOSTILE}.{end}").write_text(text, encoding="utf-8")
    (folder / f"bytes{HOSTILE}.md").write_bytes(b"# A\n\xff\n")
    (folder / "plain.md").write_text("# Papers\n\n## Vision\n", encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("at_terminal", [False, True])
def test_nothing_of_a_list_or_a_query_acts_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_terminal: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("KDCAT_CACHE_DIR", str(tmp_path / "cache"))
    _prepare(tmp_path)
    commands = _commands(tmp_path) + (_diffs(tmp_path) if at_terminal else [])
    # At last what changes the lists.
    commands += [("lint", str(tmp_path / f"file{HOSTILE}.md"), "--fix", "--unsafe", "--yes")]
    assert acting(commands, tmp_path, at_terminal) == ({}, [])


@pytest.mark.slow
@pytest.mark.parametrize("at_terminal", [False, True])
def test_no_value_of_an_option_acts_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_terminal: bool
) -> None:
    assert [*_NEEDS] == [*COMMANDS]
    _prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("KDCAT_CACHE_DIR", str(tmp_path / "cache"))
    with serving(Web(authority())) as web:
        lead_to(web, monkeypatch, tmp_path)
        web.pages[_README] = LIST
        assert run(["follow", "o/r", "--as", "mine"]) == 0
        web.pages[_README] = (
            LIST + f"* **Brand-new {HOSTILE}**, ICCV 2022, [ :link: ](https://a.org/n)"
        )
        assert run(["update"]) == 0
    # Nobody answers any more.
    commands = _every_option(tmp_path, at_terminal)
    acts, silent = acting(commands, tmp_path, at_terminal)
    assert acts == {}
    # Where nothing fits, there is nothing to say in a pipe.
    assert len(silent) < 10 < len(commands) / 10


def _questions(folder: Path) -> list[tuple[tuple[str, ...], bytes, str]]:
    """What asks a person, what is answered, and what was asked."""
    file, page, twice, table, web, site = (
        str(folder / f"{name}{HOSTILE}{end}")
        for name, end in (
            *(("file", ".md"), ("page", ".md"), ("twice", ".md")),
            *(("x", ".csv"), ("x", ".html"), ("site", "")),
        )
    )
    of = ("--catalog", file, "--no-cache")
    return [
        (("export", *of, "--output", table), b"n\n", "exists. Replace it? [y/N]: "),
        (("page", *of, "--output", web), b"n\n", "exists. Replace it? [y/N]: "),
        (("page", *of, "--output", site), b"n\n", "exists. Replace it? [y/N]: "),
        (("show", "of", "--catalog", page), b"99\n\n", "99 is not from 1 to 2\nWhich?"),
        (("lint", twice, "--fix", "--unsafe"), b"n\n" * 9, "take the line away? [y/N]: "),
        (
            ("add", "--catalog", page, "--dry-run", "--title", "New one"),
            b"CVPR\nlong ago\n2020\nnone\nmodels\n",
            "Error: 'long ago' is not a year: write 2024\nyear: ",
        ),
    ]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="elsewhere there are other terminals")
def test_no_question_acts_on_a_terminal_or_stands_in_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "200")
    _prepare(tmp_path)
    (tmp_path / f"site{HOSTILE}").mkdir()
    for name in (f"x{HOSTILE}.csv", f"x{HOSTILE}.html", f"site{HOSTILE}{os.sep}index.html"):
        (tmp_path / name).write_text("here before", encoding="utf-8")
    listed = f"* **Alpha {HOSTILE} Beta**, CVPR 2020, [ :link: ](https://a.org/a)\n"
    text = f"# Papers\n\n## Vision {HOSTILE}\n\n{listed * 2}"
    (tmp_path / f"twice{HOSTILE}.md").write_text(text, encoding="utf-8")
    for words, typed, question in _questions(tmp_path):
        out, err = said(words, at_terminal=False, typed=typed)
        assert question in err.replace("\r\n", "\n")
        for stream in (out, err):
            assert ACTING.findall(OF_OUR_OWN.sub("", stream)) == []
        # What lint leaves is its answer.
        assert (out == "") is (words[0] != "lint")


def test_questions_are_asked_in_one_place() -> None:
    asking = [
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if re.search(r"\b(?:confirm|prompt|input)\(", file.read_text(encoding="utf-8"))
    ]
    assert asking == [str(Path("cli", "questions.py"))]


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--venue", "--task", "--modality", "--sort"])
def test_what_is_proposed_to_a_shell_acts_on_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    _prepare(tmp_path)
    monkeypatch.setenv("KDCAT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("_KDCAT_COMPLETE", "complete_bash")
    file = tmp_path / "named.md"
    file.write_text(LIST, encoding="utf-8")
    for typed in ("", "v", HOSTILE):
        monkeypatch.setenv("COMP_WORDS", f"kdcat list --catalog {file} {option} {typed}")
        monkeypatch.setenv("COMP_CWORD", "5")
        done = subprocess.run([sys.executable, "-m", "kdcat"], capture_output=True, timeout=60)
        for text in (done.stdout.decode(), done.stderr.decode()):
            assert not ACTING.search(text), text


def test_a_bug_quotes_nothing_that_acts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(argv: object) -> int:
        raise RuntimeError(HOSTILE)

    monkeypatch.setattr("kdcat.cli.program._command", broken)
    assert run(["list"]) == TROUBLE
    out, err = capsys.readouterr()
    assert out == ""
    assert ACTING.findall(err) == []
    first, *_, last = err.splitlines()
    assert first == "Traceback (most recent call last):"
    assert last == "kdcat: this is a bug in kdcat; please report it with the lines above"
    assert "in broken" in err

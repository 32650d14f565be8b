"""What stands around a list acts on no terminal: variables, the reader's own files, git, shells."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path

import pytest

import kdcat
from kdcat.cli.command_table import COMMANDS, program
from kdcat.cli.commands import diff
from kdcat.cli.program import run
from kdcat.following import kept
from kdcat.lint import report
from kdcat.network import client
from tests.making import git
from tests.one_door import HOSTILE, acting

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="elsewhere there are other terminals"),
]
both = pytest.mark.parametrize("at_terminal", [False, True])

_LIST = """\
## Text

* **Alpha one**, CVPR 2024, [ :link: ](https://x.org/a)
* **Beta two**, CVPR 202, [ :link: ](https://x.org/b) [ :octocat: ](https://github.com/a/b)
"""
_OF = ("--catalog", "l.md")
_ADD = ("add", *_OF, "--dry-run", "--modality", "text")
# What reads each variable: kdcat itself, or one of its libraries.
_READ_BY: dict[str, list[tuple[str, ...]]] = {
    "KDCAT_CATALOG": [("list",), ("lint",), ("browse",), ("--version",)],
    "KDCAT_CACHE_DIR": [("list", *_OF), ("--version",)],
    "KDCAT_PAGER": [("list", *_OF)],
    "PAGER": [("list", *_OF)],
    "KDCAT_CONTACT": [("complete", *_OF), (*_ADD, "10.9999/x")],
    "OPENALEX_API_KEY": [("complete", *_OF)],
    "SEMANTIC_SCHOLAR_API_KEY": [("complete", *_OF)],
    "GITHUB_TOKEN": [("follow", "o/r"), ("update",)],
    "BROWSER": [("open", "alpha", *_OF)],
    "HOME": [("--version",), ("follow",), ("search", "alpha", *_OF)],
    "XDG_CONFIG_HOME": [("--version",), ("follow", "o/r"), ("search", "alpha", *_OF)],
    "XDG_DATA_HOME": [("--version",), ("complete", *_OF), ("new",)],
    "XDG_CACHE_HOME": [("--version",), ("list", *_OF)],
    "HTTPS_PROXY": [("follow", "o/r"), (*_ADD, "10.9999/x")],
    "SSL_CERT_FILE": [("follow", "o/r"), ("complete", *_OF)],
    "TERM": [("list", *_OF), ("stats", *_OF), ("search", "--help"), ("browse", *_OF)],
    "TERM_PROGRAM": [("list", *_OF)],
    "COLUMNS": [("list", *_OF), ("list", "--help"), ("list", *_OF, "--venue", "none")],
    "LINES": [("list", *_OF)],
    "COLORFGBG": [("browse", *_OF)],
    "FORCE_COLOR": [("lint", "l.md"), ("list", *_OF)],
    "NO_COLOR": [("lint", "l.md"), ("list", *_OF)],
    "LANGUAGE": [("list", "--none"), ("list", "--help")],
    "LC_ALL": [("list", *_OF), ("stats", *_OF)],
    "TMPDIR": [("stats", *_OF, "--by", "venue", "--plot", "p.svg", "--force")],
    "MPLBACKEND": [("stats", *_OF, "--by", "venue", "--plot", "p.svg", "--force")],
    "PATH": [("diff", "HEAD:l.md", "l.md"), ("open", "alpha", *_OF)],
    "GIT_CEILING_DIRECTORIES": [("diff", "HEAD:l.md", "l.md")],
    "GIT_DIR": [("diff", "HEAD:l.md", "l.md")],
    "EDITOR": [("add", *_OF)],
    "COMP_WORDS": [("list", *_OF)],
    "COMP_CWORD": [("list", *_OF)],
    "_KDCAT_COMPLETE": [("list", *_OF)],
    "_TYPER_COMPLETE_ARGS": [("list", *_OF)],
    "TEXTUAL_FPS": [("browse", *_OF)],
}
_BEGINNINGS = {"_KDCAT_COMPLETE": "source_"}
"""What a value begins with that something is said of."""
# What is no letter of UTF-8 comes from the environment as a lone surrogate.
_VALUES = (f"x{HOSTILE}\udcff\n", f"/{HOSTILE}\udcff\n/x")


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be in a folder with a list, from which no server can be reached."""
    monkeypatch.chdir(tmp_path)
    Path("l.md").write_text(_LIST, encoding="utf-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("KDCAT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(client, "PATIENCE", client.PATIENCE._replace(tries=1))
    _load()


@cache
def _load() -> None:
    """Let what commands need be loaded here once, and not each time that they run on their own."""
    for words in dict.fromkeys(words for commands in _READ_BY.values() for words in commands):
        run(words)


def test_every_variable_that_is_read_is_walked() -> None:
    named = re.compile(
        r"""(?:environ|environment)(?:\.\w+\(|\[)"([A-Z_]+)"|_key\("([A-Z_]+)"\)|"(\w+)" in os\.environ"""
    )
    folder = Path(kdcat.__file__).parent
    read = {
        next(filter(None, found.groups()))
        for file in folder.rglob("*.py")
        for found in named.finditer(file.read_text(encoding="utf-8"))
    }
    assert "BROWSER" in read
    assert read <= _READ_BY.keys()


@both
def test_no_variable_acts_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_terminal: bool
) -> None:
    acts: dict[str, str] = {}
    for name, commands in _READ_BY.items():
        with monkeypatch.context() as patched:
            if name in ("HOME", "XDG_CACHE_HOME"):
                for folder in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "KDCAT_CACHE_DIR"):
                    patched.delenv(folder)
            if name == "PAGER":
                patched.delenv("KDCAT_PAGER")
            patched.setenv(name, _BEGINNINGS.get(name, "") + _VALUES[at_terminal])
            # On a terminal it draws, see `test_browse`.
            asked = [words for words in commands if not (words[0] == "browse" and at_terminal)]
            found, _ = acting(asked, tmp_path, at_terminal)
        acts |= {f"${name}: {words}": text for words, text in found.items()}
    assert acts == {}


_IN_TOML = "".join(f"\\U{ord(letter):08x}" for letter in HOSTILE)
_SETTINGS = (
    f'"k{_IN_TOML}" = 1\n', f'catalog = "c{_IN_TOML}"\n', f'catalog = ["mine", "c{_IN_TOML}"]\n',
    f'contact = "c{_IN_TOML}@x"\n', f'[follow]\n"n{_IN_TOML}" = "o/r"\n',
    f'[follow]\nmine = "o{_IN_TOML}/r"\n', f'[follow]\nmine = "https://x.org/{_IN_TOML}"\n',
    f"[follow{HOSTILE}]\n", f'"{HOSTILE}" = {HOSTILE}\n',
)  # fmt: skip
_SYNONYMS = (
    f'"k{_IN_TOML}" = 1\n', f'same = ["{_IN_TOML}"]\n', f'same = [["a{_IN_TOML}"]]\n',
    f'same = [["a", ["{_IN_TOML}"]]]\n', f'[related]\n"k{_IN_TOML}" = "x"\n',
    f'[related]\n"alpha" = ["beta {_IN_TOML}", "{_IN_TOML[:10]}"]\n', f"same = {HOSTILE}\n",
    f'same = [["zeta", "alp{_IN_TOML}ha", "beta"]]\n',
)  # fmt: skip
_OF_THE_LIST = (
    f'"k{_IN_TOML}" = 1\n', f'pages = ["p{_IN_TOML}.md"]\n', f'select = ["s{_IN_TOML}"]\n',
    f'[[ignore]]\nrules = ["r{_IN_TOML}"]\nreason = "x"\n', f'order = "o{_IN_TOML}"\n',
    f'[[ignore]]\nrules = ["missing-year"]\nreason = "{_IN_TOML}"\nentry = "e{_IN_TOML}"\n',
    f'[venues]\n"v{_IN_TOML}" = ["{_IN_TOML}"]\n', f"[{HOSTILE}\n",
)  # fmt: skip
_FILES: dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]] = {
    "config/kdcat/config.toml": (
        _SETTINGS,
        [("list",), ("follow",), ("follow", "o/r"), ("unfollow", "mine"), ("--version",)],
    ),
    "config/kdcat/synonyms.toml": (
        _SYNONYMS,
        [("search", "alpha", *_OF), ("search", "zeta", *_OF), ("search", "alpha none", *_OF)],
    ),
    "kdcat.toml": (_OF_THE_LIST, [("lint",), ("lint", "l.md"), (*_ADD, "--title", "New")]),
    "data/kdcat/records.jsonl": (
        (f'{{"key": {json.dumps(HOSTILE)}}}\n{HOSTILE}\n',),
        [("show", "alpha", *_OF), ("complete", *_OF)],
    ),
}


@both
@pytest.mark.parametrize("name", _FILES)
def test_nothing_of_the_reader_s_own_files_acts_on_a_terminal(
    tmp_path: Path, name: str, at_terminal: bool
) -> None:
    contents, commands = _FILES[name]
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    acts: dict[str, str] = {}
    for content in contents:
        file.write_text(content, encoding="utf-8")
        found, _ = acting(commands, tmp_path, at_terminal)
        acts |= {f"{ascii(content)[:60]}: {words}": text for words, text in found.items()}
    assert acts == {}


def _states() -> list[dict[str, object]]:
    digest = "a" * 64
    time = "2026-01-01T00:00:00+00:00"
    state = {
        "version": 1, "reader": "0", "source": "o/r", "checked": time, "validators": {}, "without": [],
        "copies": [{"time": time, "pages": {"README.md": [digest, 1]}}],
    }  # fmt: skip
    pages = {f"{name}{HOSTILE}.md": [digest, 1] for name in "ab"}
    return [
        state,
        state | {"source": f"o/{HOSTILE}"},
        state | {"checked": HOSTILE},
        state | {"copies": [{"time": time, "pages": pages}]},
        state | {"copies": [{"time": time, "pages": {HOSTILE: [HOSTILE, 1]}}]},
        state | {"copies": [{"time": time, "pages": {HOSTILE: ["b" * 64, -1]}}]},
        state | {"validators": {f"https://{HOSTILE}": {HOSTILE: HOSTILE}}},
    ]


@both
def test_no_state_of_a_list_that_is_followed_acts_on_a_terminal(
    tmp_path: Path, at_terminal: bool
) -> None:
    settings = tmp_path / "config" / "kdcat" / "config.toml"
    settings.parent.mkdir(parents=True)
    folder = tmp_path / "data" / "kdcat" / "lists" / "mine"
    (folder / "pages").mkdir(parents=True)
    hostile = _LIST.replace("Alpha", f"Alpha {HOSTILE}")
    (folder / "pages" / f"{'a' * 64}.md").write_text(hostile, encoding="utf-8")
    commands = [
        *(("follow", "--format", name) for name in ("table", "json")),
        *(("new", "--format", name) for name in ("table", "atom")),
        *(("list", "--catalog", name) for name in ("mine", f"mine:a{HOSTILE}.md")),
        *(("lint", "mine"), ("update",)),
    ]
    acts: dict[str, str] = {}
    for number, state in enumerate(_states()):
        settings.write_text('[follow]\nmine = "o/r"\n', encoding="utf-8")
        (folder / kept._STATE).write_text(json.dumps(state), encoding="utf-8")
        found, _ = acting(commands, tmp_path, at_terminal)
        acts |= {f"{number}: {words}": text for words, text in found.items()}
    assert acts == {}


_PROGRAMS = (
    *("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "core.askPass"),
    *("diff.external", "diff.x.command", "diff.x.textconv", "filter.x.clean", "filter.x.smudge"),
    *("filter.x.process", "gpg.program", "pager.rev-list", "pager.config", "credential.helper"),
    *("uploadpack.packObjectsHook", "core.gitProxy", "remote.origin.uploadpack"),
)


@both
def test_no_word_of_git_acts_on_a_terminal_and_nothing_runs(
    tmp_path: Path, at_terminal: bool
) -> None:
    seen = "".join(letter for letter in HOSTILE if letter >= "\x80")
    name = f"l{HOSTILE}\udcff\n.md"
    Path(name).write_text(_LIST, encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", f"main{seen}")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", f"{HOSTILE}", f"--author={HOSTILE.strip()} <a@b>")
    git(tmp_path, "remote", "add", "origin", f"https://github.com/o/{seen}")
    git(tmp_path, "remote", "set-url", "--add", "origin", "https://github.com/o/r")
    trap, sprung = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\necho >>'{sprung}'\n", encoding="utf-8")
    trap.chmod(0o755)
    for program_of_git in _PROGRAMS:
        git(tmp_path, "config", program_of_git, str(trap))
    for verb in ("rev-parse", "rev-list", "ls-tree", "cat-file", "config"):
        git(tmp_path, "config", f"alias.{verb}", f"!{trap}")
    Path(".gitattributes").write_text("* filter=x diff=x\n")
    for file in ("l.md", name):
        Path(file).write_text(f"{_LIST}* **New {HOSTILE}**, ACL 2020\n", encoding="utf-8")
    commands: list[tuple[str, ...]] = [
        *(("diff", f"HEAD:{name}", name, "--format", form) for form in diff._FORMATS),
        *(("lint", "--since", "HEAD", name, "--format", form) for form in report.FORMATS),
        *(("diff", f"{revision}:{name}", name) for revision in (f"main{seen}", f"x{HOSTILE}")),
        ("diff", f"HEAD^{{/{HOSTILE}}}:{name}", name),
        ("diff", f"HEAD:none{HOSTILE}.md", "l.md"),
        ("lint", "--since", f"x{HOSTILE}", name),
        ("page", "--catalog", name, "--output", "p.html", "--force"),
        ("page", "--catalog", name, "--output", "site", "--force"),
    ]
    acts, _ = acting(commands, tmp_path, at_terminal)
    settings = tmp_path / ".git" / "config"
    for broken in (
        f"[core{HOSTILE}\n",
        f'[core]\nrepositoryformatversion = 1\n[extensions]\nobjectformat = "{seen}"\n',
        f"[core]\nrepositoryformatversion = 7{HOSTILE}\n",
    ):
        settings.write_text(broken, encoding="utf-8")
        acts |= acting([commands[0], commands[-3], commands[-2]], tmp_path, at_terminal)[0]
    assert acts == {}
    assert not sprung.exists()


_NAMES = "$(touch sprung) `touch sprung`; touch sprung & | > < \" ' \\ : ! ~ # % {a,b} [y] *"
_META = re.compile(r"""(?<!\\)[$`]|[;|<>!~#{}*]""")


def test_nothing_of_a_list_is_more_than_letters_to_a_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = f"{_NAMES} {HOSTILE}"
    Path("l.md").write_text(
        f"## Text {hostile}\n\n### Sub {hostile}\n\n* **Alpha {hostile} one**, CVPR {hostile} 2024, "
        f"[ :link: ](https://arxiv.org/abs/2101.00001)\n* **$(touch${{IFS}}sprung)**, `x` 2023, "
        "[ :link: ](https://x.org/$(x)) [ :octocat: ](https://github.com/a/`b`)\n",
        encoding="utf-8",
    )
    for name in ("$(touch sprung).md", f"a{_NAMES[:40]}.md", f"b{HOSTILE}\udcff.md"):
        Path(name).write_text(_LIST, encoding="utf-8")
    told, number = [], 0
    walked: set[tuple[object, ...]] = set()
    top = program()
    context = top.make_context("kdcat", [], resilient_parsing=True)
    for name in COMMANDS:
        command = top.get_command(context, name)
        assert command is not None
        within = command.make_context(name, [], parent=context, resilient_parsing=True)
        named = ("-c", "l.md") if any("-c" in one.opts for one in command.params) else ()
        for given in command.get_params(within):
            proposes = getattr(given, "_custom_shell_complete", None)
            if (
                proposes is None
                or (given.name, proposes.__qualname__, getattr(given, "help", "")) in walked
            ):
                continue
            walked.add((given.name, proposes.__qualname__, getattr(given, "help", "")))
            option = () if given.param_type_name == "argument" else (given.opts[0],)
            for typed in ("", '"t'):
                number += 1
                line = ["kdcat", name, *named, *option, typed]
                shell = ("bash", "zsh", "fish")[number % 3]
                monkeypatch.setenv("_KDCAT_COMPLETE", f"complete_{shell}")
                monkeypatch.setenv("COMP_WORDS", "\n".join(line))
                monkeypatch.setenv("COMP_CWORD", str(len(line) - 1))
                monkeypatch.setenv("_TYPER_COMPLETE_ARGS", " ".join(line))
                monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
                out, err = proposed()
                told.append((shell, line, out))
                assert err == ""
    assert sum("touch" in out for *_, out in told) > 5
    assert {shell for shell, _, out in told if "touch" in out} == {"bash", "zsh", "fish"}
    for shell, line, out in told:
        static = shell != "bash"  # The others are told what an option is for.
        assert static or not _META.search(out), (line, out)
        assert "$(" not in out, (shell, line, out)
        assert not re.search(r"(?<!\\)`", out), (shell, line, out)
    assert not Path("sprung").exists()


def proposed() -> tuple[str, str]:
    """What is proposed to the shell of the environment."""
    from tests.one_door import ACTING, said

    out, err = said((), at_terminal=False)
    assert not ACTING.search(out + err), out + err
    return out, err

"""The documents: their examples run and print what is shown, and they name all that there is."""

from __future__ import annotations

import inspect
import re
import shlex
import shutil
import tomllib
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import typer
from markdown_it import MarkdownIt
from markdown_it.token import Token

import draw_page
from draw_browser import PICTURES as OF_BROWSER
from draw_pictures import DOCS, PICTURES, picture
from kdcat.cli.command_table import COMMANDS, program
from kdcat.cli.format_names import TABLE
from kdcat.cli.program import run
from kdcat.formats.table import FORMATS
from kdcat.paper import FIELDS
from kdcat.searching.own_synonyms import groups
from run_examples import DOCUMENTS, ON_THE_NETWORK, ROOT, Block, blocks, renewed

TEXTS = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS)
}
SRC = ROOT / "src" / "kdcat"
FOLDERS = sorted(path.name for path in SRC.iterdir() if (path / "__init__.py").exists())
SHOWN_ONLY = [
    ".ci/run",
    '.venv/bin/pytest -m "not slow"',
    ".venv/bin/pytest -n auto",
    ".venv/bin/pytest -n auto --cov-report=term:skip-covered --cov=kdcat",
    ".venv/bin/python -m kdcat.cli.manual > docs/kdcat.1",
    ".venv/bin/python benchmarks/measure.py",
    ".venv/bin/python benchmarks/page.py",
    ".venv/bin/python benchmarks/robustness.py",
    ".venv/bin/python benchmarks/search_quality.py --weights tests/data/search-natural.jsonl",
    ".venv/bin/python docs/draw_page.py",
    ".venv/bin/python docs/draw_pictures.py",
    ".venv/bin/python docs/run_examples.py",
    'kdcat add -c list.md --title "A title" --modality speech ...',
    "kdcat add 2311.00430 -c list.md --section asr",
    "kdcat browse",
    "kdcat browse --select bibtex > refs.bib",
    "kdcat lint list.md --fix",
    "kdcat page -c README.md -o list.html",
    "kdcat page -c README.md -o site/",
    "kdcat search lidar segmnetation year:2023",
    "kdcat show $(kdcat browse --select id)",
    "kdcat update && kdcat new",
    "pipx install '.[browse]'",
    "pipx install .",
    "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/pytest -n auto",
    "python3 -m venv .venv && .venv/bin/pip install -e '.[test,dev]'",
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/kdcat list --modality speech --year 2024",
    "uv tool install .",
]
"""The command lines that no test runs: they install, start the tests, or have no output here."""


def tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt().enable("table").parse(text):
        yield token
        yield from token.children or ()


def in_code(text: str) -> list[str]:
    """The lines and stretches of a document that are shown as code."""
    found = [
        token.content
        for token in tokens(text)
        if token.type in {"fence", "code_block", "code_inline"}
    ]
    return [line for content in found for line in content.splitlines()]


CODE = {name: in_code(text) for name, text in TEXTS.items()}
ALL_CODE = [line for lines in CODE.values() for line in lines]
SPANS = [
    token.content
    for text in TEXTS.values()
    for token in tokens(text)
    if token.type == "code_inline"
]
"""What is named in a sentence or a table, rather than used in an example."""


# Examples.


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [name for name, text in TEXTS.items() if blocks(text) and name not in ON_THE_NETWORK]
)
def test_the_examples_print_what_they_are_said_to_print(name: str) -> None:
    if "jq" in TEXTS[name] and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    assert renewed(TEXTS[name]).splitlines() == TEXTS[name].splitlines()


def test_no_example_is_overlooked() -> None:
    shown = [line for text in TEXTS.values() for line in text.splitlines()]
    found = [block for text in TEXTS.values() for block in blocks(text)]
    assert [line[2:] for line in shown if line.startswith("$ ")] == [
        command for block in found for command in block.commands
    ]
    statements = [line for line in shown if line.startswith(">>> ")]
    assert len(statements) == sum(
        block.content.count(">>> ") for block in found if block.language == "pycon"
    )
    run_or_read = {"console", "pycon", "python"}
    assert {block.language for block in found if not block.file} == {
        *run_or_read,
        "text",
        "toml",
        "yaml",
    }
    assert {
        "README.md",
        "docs/searching.md",
        "docs/following.md",
        "docs/complete.md",
        "docs/formats.md",
        "docs/healthy-lists.md",
        "docs/page.md",
        "docs/promises.md",
        "docs/pull-requests.md",
    } == {name for name, text in TEXTS.items() if "```console" in text}


def test_the_lines_that_are_only_shown_are_known() -> None:
    programs = ("python3", ".venv/", "pipx", "uv ", "pip ", ".ci/", "kdcat ", "git ")
    shown = [
        line
        for text in TEXTS.values()
        for token in tokens(text)
        if token.type == "code_block"
        for line in token.content.splitlines()
        if line.startswith(programs)
    ]
    assert sorted(shown) == SHOWN_ONLY


def shown_tests() -> list[Callable[..., None]]:
    """The tests that the documents show, as functions."""
    shown: list[Callable[..., None]] = []
    for text in TEXTS.values():
        for block in blocks(text):
            if block.language == "python":
                names: dict[str, Any] = {}
                exec(compile(block.content, "a document", "exec"), names)
                shown += [value for name, value in names.items() if name.startswith("test_")]
    return shown


def test_there_is_a_test_to_follow() -> None:
    assert len(shown_tests()) == 1


@pytest.mark.parametrize("shown", shown_tests(), ids=lambda shown: shown.__name__)
def test_the_tests_that_are_shown_pass(
    shown: Callable[..., None], request: pytest.FixtureRequest
) -> None:
    fixtures = inspect.signature(shown).parameters
    shown(**{name: request.getfixturevalue(name) for name in fixtures})


@pytest.mark.slow
def test_the_queries_of_the_language_run(capsys: pytest.CaptureFixture[str]) -> None:
    queries = re.findall(r"^\|.*`kdcat (search .*?)` \|$", TEXTS["docs/searching.md"], re.MULTILINE)
    assert len(queries) == 10
    for query in queries:
        assert run(shlex.split(query)) == 0
        assert capsys.readouterr().out


@pytest.mark.slow
def test_output_is_renewed_where_it_differs_and_nowhere_else() -> None:
    document = (
        "Text.\n\n```text list.md\n* **Alpha**, CVPR 2024\n```\n\n"
        "```console\n$ kdcat list -c list.md --fields year | cat\n{}```\n\n"
        ">>> 1\n\n```pycon\n>>> for _ in range(2):\n...     print('x')\n{}>>> 1 / 0\n{}```\n"
    )
    error = 'Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\nZeroDivisionError: division by zero\n'
    expected = document.format("2024\n", "x\nx\n", error)
    assert renewed(document.format("1\n2\n", "", "old\n")) == expected
    assert renewed(expected) == expected
    assert blocks(expected)[0] == Block("text", "list.md", 3, "* **Alpha**, CVPR 2024\n")


# Pictures.


def words(svg: str) -> list[str]:
    """The lines of text of a picture, whatever version of Rich drew it."""
    lines: dict[float, str] = {}
    for place, text in re.findall(r'<text [^>]*\by="([\d.]+)"[^>]*>([^<]*)</text>', svg):
        shown = unescape(text).replace("\xa0", " ").rstrip("\n")
        lines[float(place)] = lines.get(float(place), "") + shown
    return [lines[place].rstrip() for place in sorted(lines)]


@pytest.mark.slow
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_what_the_terminal_shows(name: str) -> None:
    drawn = words((DOCS / name).read_text(encoding="utf-8"))
    assert drawn[0] == f"$ {PICTURES[name]}"
    assert drawn == words(picture(PICTURES[name]))


def test_every_picture_is_drawn_here_and_shown_somewhere() -> None:
    drawn = {*PICTURES, *draw_page.PICTURES, *OF_BROWSER}
    assert {path.name for path in DOCS.iterdir() if path.suffix in (".svg", ".png")} == drawn
    shown = {
        Path(str(token.attrs["src"])).name
        for text in TEXTS.values()
        for token in tokens(text)
        if token.type == "image"
    }
    assert shown == drawn


def test_pictures_fetch_nothing() -> None:
    for name in (*PICTURES, *OF_BROWSER):
        svg = (DOCS / name).read_text(encoding="utf-8")
        assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]


# All that there is has its name in a document, and what is named is there.


@pytest.mark.parametrize(
    "names", [COMMANDS, FIELDS, [TABLE, *FORMATS]], ids=["commands", "fields", "formats"]
)
def test_every_name_stands_in_a_document(names: list[str]) -> None:
    assert [name for name in names if name not in SPANS and f"kdcat {name}" not in SPANS] == []


OPTION = re.compile(r"(?<![\w-])--?[a-zA-Z][\w-]*")


def options() -> set[str]:
    """All options of the program and its commands, short and long."""
    group = program()
    context = typer.Context(group)
    commands: list[Any] = [group, *(group.get_command(context, name) for name in COMMANDS)]
    return {
        option
        for command in commands
        for parameter in command.get_params(context)
        if parameter.param_type_name == "option"
        for option in (*parameter.opts, *parameter.secondary_opts)
    }


def test_every_option_stands_in_a_document() -> None:
    assert {"--catalog", "-c", "--no-code", "--version", "--install-completion"} <= options()
    explained = (span for span in SPANS if span.startswith(("-", "kdcat ")))
    named = {option for span in explained for option in OPTION.findall(span)}
    assert options() - named == set()


def test_every_option_in_a_document_is_there() -> None:
    of_kdcat = [
        part
        for line in ALL_CODE
        for part in re.split(r"[|;&]", line)
        if part.startswith("--") or re.search(r"\bkdcat (?!-c)", part)
    ]
    named = {option for part in of_kdcat for option in re.findall(r"(?<![\w-])--[a-z][\w-]*", part)}
    measuring = {
        option
        for name in ("measure.py", "robustness.py", "growth.py", "search_quality.py")
        for option in re.findall(
            r'"(--[a-z]+)"', (ROOT / "benchmarks" / name).read_text(encoding="utf-8")
        )
    }
    assert {"--catalog", "--no-code", "--rounds"} <= named
    assert named - options() - measuring == set()


@pytest.mark.slow
def test_every_option_of_every_command_stands_in_its_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    group = program()
    context = typer.Context(group)
    for name in COMMANDS:
        assert run([name, "--help"]) == 0
        text = capsys.readouterr().out
        command: Any = group.get_command(context, name)
        for parameter in command.params:
            assert parameter.name == "help" or parameter.help, (
                f"{name}: {parameter.name} has no help"
            )
            for option in parameter.opts if parameter.param_type_name == "option" else ():
                assert option in text


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_link_into_the_repository_leads_somewhere() -> None:
    dead = []
    for name, text in TEXTS.items():
        for token in tokens(text):
            target = str(token.attrs.get("href", token.attrs.get("src", "")))
            if not target or re.match(r"https?:", target):
                continue
            path, _, anchor = target.partition("#")
            file = (ROOT / name).parent / path if path else ROOT / name
            headings = (
                re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
                if anchor
                else []
            )
            if not file.exists() or (anchor and anchor not in map(slug, headings)):
                dead.append(f"{name}: {target}")
    assert dead == []


def test_every_document_is_linked() -> None:
    linked = {
        ((ROOT / name).parent / str(token.attrs["href"]).partition("#")[0]).resolve()
        for name, text in TEXTS.items()
        for token in tokens(text)
        if token.type == "link_open"
    }
    assert {*DOCUMENTS} - linked == {ROOT / "README.md"}


def test_what_is_said_to_be_in_the_repository_is_there() -> None:
    tops = ("src/", "tests/", "docs/", "benchmarks/", ".ci/", *(f"{name}/" for name in FOLDERS))
    named = {
        word
        for line in ALL_CODE
        for word in line.split()
        if word.startswith(tops) and ":" not in word
    }
    assert "reading/blocks" in named
    lost = {
        name
        for name in named
        if not any((base / f"{name}{end}").exists() for base in (ROOT, SRC) for end in ("", ".py"))
    }
    assert lost == set()
    for text in TEXTS.values():
        assert re.findall(r"(?:[Ii]ssue |\s#)\d+", text) == []


def test_the_architecture_names_every_folder() -> None:
    text = TEXTS["docs/architecture.md"]
    assert sorted(re.findall(r"^\| `(\w+)/` \|", text, re.MULTILINE)) == FOLDERS


def test_the_first_commands_are_lines_that_can_be_run_as_they_stand() -> None:
    text = TEXTS["README.md"]
    assert [line[4:] for line in text.splitlines() if line.startswith("    python3 -m venv")] == [
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/kdcat list --modality speech --year 2024",
        "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/pytest -n auto",
    ]


def test_the_synonyms_of_the_documents_are_synonyms() -> None:
    (block,) = [each for each in blocks(TEXTS["docs/searching.md"]) if each.language == "toml"]
    assert groups(tomllib.loads(block.content)) == (
        ((("cod",), ("camouflaged", "object", "detection")), ()),
        ((("pointmamba",),), (("point", "cloud"), ("state", "space"))),
    )


def test_the_hook_of_the_documents_is_the_hook_of_the_repository() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (named,) = set(re.findall(r"- id: (\S+)", TEXTS["docs/healthy-lists.md"]))
    assert f"- id: {named}\n" in hooks

"""The README: its commands run, its output is what they print, and it names every command and option."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from kdcat.cli.command_table import COMMANDS, program
from kdcat.cli.format_names import TABLE
from kdcat.formats.table import FORMATS
from kdcat.paper import FIELDS
from tests.test_terminal import on_terminal, plain

README = Path(__file__).parent.parent / "README.md"
TEXT = README.read_text(encoding="utf-8")
BLOCK = re.compile(r"```console\n(.*?)\n```", re.DOTALL)


def run_in_terminal(command: str) -> str:
    """What a command line of the README shows on a terminal of 100 columns."""
    bin_folder = Path(sys.executable).parent
    env = {"PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}", "HOME": "/", "CI": "1"}
    shown, _ = on_terminal(command, program=["bash", "-c"], columns=100, env=env)
    return "\n".join(line.rstrip() for line in plain(shown).splitlines())


def examples() -> list[tuple[str, str]]:
    found = []
    for block in BLOCK.findall(TEXT):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output.rstrip("\n")))
    return found


@pytest.mark.parametrize(
    ("command", "output"), examples(), ids=[command for command, _ in examples()]
)
def test_the_examples_print_what_they_are_said_to_print(command: str, output: str) -> None:
    if "jq" in command and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    assert run_in_terminal(command).rstrip("\n") == output


def test_there_are_examples() -> None:
    assert len(examples()) >= 8


def test_the_python_example_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == 3


def test_the_queries_of_the_language_run(capsys: pytest.CaptureFixture[str]) -> None:
    from kdcat.cli.program import run

    queries = re.findall(r"^\|.*`kdcat (search .*?)` \|$", TEXT, re.MULTILINE)
    assert len(queries) == 7
    import shlex

    for query in queries:
        assert run(shlex.split(query)) == 0
        assert capsys.readouterr().out


@pytest.mark.parametrize(
    "names", [COMMANDS, FIELDS, [TABLE, *FORMATS]], ids=["commands", "fields", "formats"]
)
def test_every_name_stands_in_the_readme(names: list[str]) -> None:
    assert [
        name for name in names if f"`{name}`" not in TEXT and f"`kdcat {name}" not in TEXT
    ] == []


def test_every_option_of_every_command_stands_in_its_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from kdcat.cli.program import run

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


def test_the_first_commands_are_lines_that_can_be_run_as_they_stand() -> None:
    commands = [line[4:] for line in TEXT.splitlines() if line.startswith("    python3 -m venv")]
    assert commands[0] == (
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/kdcat list --modality speech --year 2024"
    )
    assert (
        commands[1]
        == "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/pytest"
    )

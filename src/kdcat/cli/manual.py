"""The manual page, made from the commands' own help, and the list of formats of the documents.

    python -m kdcat.cli.manual > docs/kdcat.1
    python -m kdcat.cli.manual formats

The form is man(7)'s: https://man7.org/linux/man-pages/man7/man.7.html.
"""

import sys
from inspect import cleandoc

import typer
from typer.core import TyperCommand

from kdcat import __version__
from kdcat.cli.command_table import COMMANDS, program
from kdcat.cli.format_names import TABLE
from kdcat.formats.table import FORMATS

_EXIT_CODES = (
    ("0", "Done, though nothing was found."),
    (
        "1",
        (
            "No: lint leaves problems, there is no such paper, --exit-status and nothing matched, "
            "or diff --exit-code and there are differences."
        ),
    ),
    ("2", "Trouble: wrong words, a catalog that cannot be read, a refused edit, or a bug."),
    ("130", "Stopped by Ctrl-C."),
)
_ENVIRONMENT = (
    ("KDCAT_CATALOG", "The catalog to read where no --catalog is given."),
    ("KDCAT_CACHE_DIR", "The folder in which indexes of unchanged catalogs are kept."),
    ("NO_COLOR, FORCE_COLOR", "No colour, or colour where there is no terminal."),
)


def manual() -> str:
    """Return the manual page as roff."""
    group = program()
    context = typer.Context(group, info_name="kdcat")
    lines = [
        f'.TH KDCAT 1 "" "kdcat {__version__}" "User Commands"',
        ".SH NAME",
        "kdcat \\- query a curated list of papers, and keep it healthy",
        ".SH SYNOPSIS",
        ".B kdcat",
        ".I COMMAND",
        "[\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...",
        ".SH DESCRIPTION",
        _roff(cleandoc(group.help or "")),
        ".SH COMMANDS",
    ]
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        lines += _command(command, name)
    lines.append(".SH EXIT STATUS")
    for term, meaning in _EXIT_CODES:
        lines += _entry(term, meaning)
    lines.append(".SH ENVIRONMENT")
    for term, meaning in _ENVIRONMENT:
        lines += _entry(term, meaning)
    return "\n".join(lines) + "\n"


def _command(command: TyperCommand, name: str) -> list[str]:
    context = typer.Context(command, info_name=f"kdcat {name}")
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [f".SS kdcat {name} {_roff(usage)}"]
    for paragraph in (command.help or "").split("\n\n"):
        lines += [_roff(paragraph), ".PP"]
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            lines += _entry(*record)
    examples = [line.strip() for line in (command.epilog or "").splitlines() if line.strip()]
    lines += [".PP", "Examples:", ".PP", ".nf", ".RS"]
    lines += [_roff(line) for line in examples if line != "Examples:"]
    return [*lines, ".RE", ".fi"]


def _entry(term: str, meaning: str) -> list[str]:
    return [".TP", f".B {_roff(term)}", _roff(" ".join(meaning.split()))]


def _roff(text: str) -> str:
    """Text as roff shows it: a backslash, a hyphen and a leading dot or quote mean themselves."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


def formats() -> str:
    """Return the list of the formats as a table in Markdown, from the table of them."""
    rows = [
        (TABLE, "a table for people"),
        *((form.name, form.summary) for form in FORMATS.values()),
    ]
    lines = [f"| `{name}` | {summary} |\n" for name, summary in rows]
    return "".join(["| format | what it is |\n", "|---|---|\n", *lines])


if __name__ == "__main__":
    sys.stdout.write(formats() if sys.argv[1:] == ["formats"] else manual())

"""The manual page, made from the commands' own help, and the list of formats of the documents.

    python -m kdcat.cli.manual > docs/kdcat.1
    python -m kdcat.cli.manual formats

The form is man(7)'s: https://man7.org/linux/man-pages/man7/man.7.html.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import cast

import typer

from kdcat import __version__
from kdcat.cli import schemas
from kdcat.cli.command_table import COMMANDS, program
from kdcat.cli.format_names import TABLE
from kdcat.cli.help import Entry, Part, entry, examples, options_of, paragraphs, usage
from kdcat.cli.helped import HelpedCommand
from kdcat.formats.schema import paper_properties
from kdcat.formats.table import FORMATS

QUERIES = (
    Entry("words", "All of them must fit, in any order."),
    Entry('"exact phrase"', "These words, next to one another."),
    Entry('-word, -"a phrase", NOT word', "Not these."),
    Entry("this OR that", "One of its neighbours."),
    Entry(
        "modality:NAME, task:NAME, section:NAME, venue:NAME, year:YEARS, author:NAME",
        "As the options of these names.",
    ),
    Entry('title:word, title:"a phrase"', "In the title, as with --title."),
    Entry("has:code, has:paper", "What the paper has."),
    Entry(
        "is:journal, is:conference, is:workshop, is:preprint",
        "What kind of publication it is, by its venue.",
    ),
)
"""The query language, as `kdcat.searching.query` reads it."""
_ON_QUERIES = """
What is typed to kdcat search, or given to the Python function of that name. A value of several
words stands in quotes (task:"speech recognition"), and a dash before a condition excludes. Nothing
else is syntax: other colons, dashes within words and a quote without its pair are words.

A word fits as it is, in another form (summarize, summarization), as a beginning (segm), joined or
parted (pointcloud), by its initials (asr), or with a typing error or two where the list does not
have it. Where no paper has the words themselves, a filter may be said as people say it (since 2022,
at CVPR, with code); and where none has all of what was asked, those that have most of it are
listed, with what they lack.
"""
_ON_FIELDS = """
What --fields names. --sort takes those up to project_url; links and sections are lists. Of kdcat
search alone are score, matches and missing, of kdcat related score and reasons.
"""
_SCORE = "From 0 to 1: how well the paper fits the query, or how like the given paper it is."
_EXIT_CODES = (
    ("0", "Done, though nothing was found."),
    (
        "1",
        (
            "No: lint leaves problems, there is no such paper, --exit-status and nothing matched, "
            "or diff --exit-code and there are differences."
        ),
    ),
    (
        "2",
        "Trouble: wrong words, an unreadable catalog, a refused edit, a failing browser, or a bug.",
    ),
    ("130", "Stopped by Ctrl-C."),
)
_ENVIRONMENT = (
    ("KDCAT_CATALOG", "The catalog to read where no --catalog is given."),
    ("KDCAT_CACHE_DIR", "The folder in which indexes of unchanged catalogs are kept."),
    ("KDCAT_PAGER, PAGER", "The program that shows long answers on a terminal; else it is less."),
    ("NO_COLOR, FORCE_COLOR", "No colour, or colour where there is no terminal."),
)


def manual() -> str:
    """Return the manual page as roff."""
    group = program()
    context = typer.Context(group, info_name="kdcat", **group.context_settings)
    commands = {name: group.get_command(context, name) for name in COMMANDS}
    parts = {
        name: options_of(
            cast("HelpedCommand", command),
            typer.Context(command, help_option_names=context.help_option_names),
        )
        for name, command in commands.items()
        if command is not None
    }
    shared = _shared(list(parts.values()))
    lines = [
        f'.TH KDCAT 1 "" "kdcat {__version__}" "User Commands"',
        ".SH NAME",
        "kdcat \\- query a curated list of papers, and keep it healthy",
        ".SH SYNOPSIS",
        ".B kdcat",
        ".I COMMAND",
        "[\\fIARGUMENT\\fR]... [\\fIOPTION\\fR]...",
        ".SH DESCRIPTION",
        *_told(paragraphs(group.help)),
        ".SH COMMANDS",
    ]
    for name, command in commands.items():
        lines += _command(cast("HelpedCommand", command), name, parts[name], shared)
    lines += [".SH OPTIONS", ".SS kdcat", *_entries(map(entry, group.params))]
    for heading, of_heading in groupby(shared, key=shared.__getitem__):
        lines += [f".SS {heading}", *_entries(of_heading)]
    lines += [".SH QUERIES", *_told(paragraphs(_ON_QUERIES)), *_entries(QUERIES)]
    lines += [".SH FIELDS", *_told(paragraphs(_ON_FIELDS))]
    fields = paper_properties() | schemas.matching() | schemas.likeness()
    told = {name: str(field["description"]) for name, field in fields.items()} | {"score": _SCORE}
    lines += _entries([Entry(name, meaning) for name, meaning in told.items()])
    lines += [".SH FORMATS", *_entries(_formats())]
    for heading, entries in (("EXIT STATUS", _EXIT_CODES), ("ENVIRONMENT", _ENVIRONMENT)):
        lines += [f".SH {heading}", *_entries(Entry(*each) for each in entries)]
    return "\n".join(lines) + "\n"


def _shared(commands: Sequence[Sequence[Part]]) -> dict[Entry, str]:
    """The options that several commands have, each with the heading that it stands under."""
    counts = Counter(each for parts in commands for part in parts for each in part.entries)
    headings = {
        each: part.heading
        for parts in commands
        for part in parts
        for each in part.entries
        if counts[each] > 1 and each.term.startswith("-")
    }
    order = list(dict.fromkeys(headings.values()))
    return dict(sorted(headings.items(), key=lambda item: order.index(item[1])))


def _command(
    command: HelpedCommand, name: str, parts: Sequence[Part], shared: dict[Entry, str]
) -> list[str]:
    context = typer.Context(command, info_name=f"kdcat {name}")
    lines = [f".SS {_roff(usage(command, context))}", *_told(paragraphs(command.help))]
    lines += [".PP", ".nf", ".RS", *map(_roff, examples(command)), ".RE", ".fi"]
    entries = [each for part in parts for each in part.entries]
    lines += _entries(each for each in entries if each not in shared)
    if others := [_long_name(each) for each in entries if each in shared]:
        lines += [".PP", _roff(f"Options of several commands: {', '.join(others)}.")]
    return lines


def _long_name(option: Entry) -> str:
    """The long name of an option: `--venue` of `--venue NAME`."""
    return next(word for word in option.term.split() if word.startswith("--")).rstrip(",")


def _told(texts: Sequence[str]) -> list[str]:
    return [line for text in texts for line in (".PP", _roff(text))][1:]


def _entries(entries: Iterable[Entry]) -> list[str]:
    return [line for each in entries for line in _entry(*each)]


def _entry(term: str, meaning: str) -> list[str]:
    return [".TP", f".B {_roff(term)}", _roff(" ".join(meaning.split()))]


def _roff(text: str) -> str:
    """Text as roff shows it: backslashes, hyphens, quotes and a leading dot mean themselves."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("`", "")
    return f"\\&{text}" if text.startswith((".", "'")) else text


def formats() -> str:
    """Return the list of the formats as a table in Markdown, from the table of them."""
    lines = [f"| `{name}` | {summary} |\n" for name, summary in _formats()]
    return "".join(["| format | what it is |\n", "|---|---|\n", *lines])


def _formats() -> list[Entry]:
    return [
        Entry(TABLE, "a table for people"),
        *(Entry(form.name, form.summary) for form in FORMATS.values()),
    ]


if __name__ == "__main__":
    sys.stdout.write(formats() if sys.argv[1:] == ["formats"] else manual())

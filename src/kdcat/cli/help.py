"""The help of the program and of each command: what it does, examples, and then the options.

Lines end between words, as wide as the terminal is; on a narrow one what an option means stands
below it. What the help says of a command, the manual page says too.
"""

from __future__ import annotations

import re
import textwrap
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import typer
from typer.core import TyperArgument, TyperCommand, TyperOption

from kdcat.paper import FIELDS, NESTED_FIELDS, RECORD_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WIDEST, _NARROWEST = 100, 20
"""Longer lines are hard to read; into shorter ones few words fit."""
_BESIDE = 60
"""Columns from which on terms and their meanings stand side by side."""
_LONGEST_TERM = 24
_OPTIONS = "Options"
_ORDER = ("Arguments", _OPTIONS)
"""The sections that come first; the others follow as the command has them."""
_WORD = re.compile(r"""(?:'[^']*'|"[^"]*"|[^\s'"])+""")
"""A word of a command line, with what is in quotes."""
_LONGEST_PAIR = 30
_HELD = "\0"
"""Stands for a blank at which no line is broken."""


class Entry(NamedTuple):
    """A line of a list: an option, an argument or a command, and what it means."""

    term: str
    meaning: str


class Part(NamedTuple):
    """A part of the help: a heading, and what stands below it."""

    heading: str
    entries: Sequence[Entry] = ()
    paragraphs: Sequence[str] = ()
    examples: Sequence[str] = ()


def help_of_program(ctx: Any, about: str, commands: Iterable[Entry], options: Part) -> str:
    """Return the help of the program itself.

    Args:
        ctx: The call.
        about: What the program is for.
        commands: The commands, each with what it does.
        options: The options of the program.
    """
    parts = [
        Part("", paragraphs=[about]),
        Part(
            "Examples",
            examples=[
                "kdcat list --modality speech --year 2024",
                "kdcat search lidar segmentation",
                "kdcat show radardistill",
                "kdcat help search",
            ],
        ),
        Part("Commands", [*commands, Entry("help", "Show the help of a command.")]),
        options,
    ]
    return _laid_out(ctx, "kdcat COMMAND [ARGUMENT...] [OPTION...]", parts)


def usage(command: TyperCommand, ctx: Any) -> str:
    """Return the form of a command's call: `kdcat show REF... [OPTION...]`."""
    return " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])


def argument_name(argument: TyperArgument) -> str:
    """Return the name of an argument: `REF`, `[QUERY...]`."""
    name = argument.metavar or str(argument.name).upper()
    dots = "..." if argument.nargs != 1 else ""
    return f"{name}{dots}" if argument.required else f"[{name}{dots}]"


def entry(parameter: object) -> Entry:
    """Return how an option or argument is written, and its help."""
    if isinstance(parameter, TyperArgument):
        return Entry(argument_name(parameter).strip("[]"), parameter.help or "")
    assert isinstance(parameter, TyperOption)
    names = ", ".join(sorted(parameter.opts, key=len))
    others = ", ".join(sorted(parameter.secondary_opts, key=len))
    has_value = not (parameter.is_flag or parameter.count)
    value = f" {parameter.metavar or str(parameter.name).upper()}" if has_value else ""
    return Entry(f"{names}{value}{f' / {others}' if others else ''}", parameter.help or "")


def examples(command: TyperCommand) -> list[str]:
    """Return the command lines of the examples."""
    lines = [line.strip() for line in (command.epilog or "").splitlines() if line.strip()]
    return lines[1:]


def options_of(command: TyperCommand, ctx: Any) -> list[Part]:
    """Return the arguments and options of a command in their sections."""
    sections: dict[str, list[Entry]] = {heading: [] for heading in _ORDER}
    for parameter in command.get_params(ctx):
        heading = _ORDER[0]
        if isinstance(parameter, TyperOption):
            if parameter.hidden:
                continue
            heading = parameter.rich_help_panel or _OPTIONS
        sections.setdefault(heading, []).append(entry(parameter))
    if len(sections[_OPTIONS]) == 1:
        # That is --help alone, which whoever reads this has found.
        sections[_OPTIONS] = sections.pop(_OPTIONS)
    return [Part(heading, entries) for heading, entries in sections.items() if entries]


def fields_of(command: TyperCommand) -> list[str]:
    """Return sentences on the fields that a command prints or sorts by; none where it does not."""
    options = {name for each in command.params for name in each.opts}
    if "--fields" not in options:
        return []
    if of_all := getattr(command, "all_fields", ()):
        return [f"For --fields: {', '.join(of_all)}."]
    shared, own = ", ".join(FIELDS), (*NESTED_FIELDS, *getattr(command, "more_fields", ()))
    if "--sort" not in options:
        return [f"For --fields: {', '.join((shared, *own))}.", _OF_RECORDS]
    alone = f"For --fields alone: {', '.join(own)}."
    return [f"For --fields and --sort: {shared}.", alone, _OF_RECORDS]


_OF_RECORDS = f"Of a paper's record: {', '.join(RECORD_FIELDS)}."


def paragraphs(text: str | None) -> list[str]:
    """Return the paragraphs of a text, each in one line."""
    return [" ".join(part.split()) for part in cleandoc(text or "").split("\n\n")]


def of_command(command: TyperCommand, ctx: Any) -> str:
    """Return the help of a command."""
    return _laid_out(ctx, usage(command, ctx), _parts(command))


def _parts(command: TyperCommand) -> list[Part]:
    ctx = typer.Context(cast("Any", command))
    first, *further = paragraphs(command.help)
    parts = [Part("", paragraphs=[first]), Part("Examples", examples=examples(command))]
    if further:
        parts.append(Part("", paragraphs=further))
    parts += options_of(command, ctx)
    if fields := fields_of(command):
        parts.append(Part("Fields", paragraphs=fields))
    return parts


# How it looks.


def _laid_out(ctx: Any, usage: str, parts: Iterable[Part]) -> str:
    from shutil import get_terminal_size

    width = ctx.terminal_width or min(get_terminal_size().columns, _WIDEST)
    width = max(width, _NARROWEST)
    first, *others = _wrapped("Usage: ", usage, width, hanging=4)
    lines = [first.replace("Usage:", _heading("Usage"), 1), *others]
    for part in parts:
        lines.append("")
        indent = ""
        if part.heading:
            lines.append(_heading(part.heading))
            indent = "  "
        for number, paragraph in enumerate(part.paragraphs):
            if number and not part.heading:
                lines.append("")
            lines += _wrapped(indent, paragraph, width, hanging=len(indent))
        for example in part.examples:
            lines += _example(example, width)
        lines += _entries(part.entries, width)
    return "".join(f"{line}\n" for line in lines)


def _heading(text: str) -> str:
    import os

    # echo() takes the code away where there is no terminal.
    return f"{text}:" if os.environ.get("TERM") == "dumb" else typer.style(f"{text}:", bold=True)


def _entries(entries: Sequence[Entry], width: int) -> Iterator[str]:
    if width < _BESIDE:
        for term, meaning in entries:
            yield from _wrapped("  ", term, width, hanging=6)
            yield from _wrapped("      ", meaning, width, hanging=6)
        return
    terms = (len(term) for term, _ in entries)
    column = 4 + max((length for length in terms if length <= _LONGEST_TERM), default=0)
    for term, meaning in entries:
        beside = len(term) <= column - 4
        if not beside:
            yield f"  {term}"
        first = f"  {term}".ljust(column) if beside else " " * column
        yield from _wrapped(first, meaning, width, hanging=column)


def _example(command: str, width: int) -> list[str]:
    """A command line, broken as a shell joins it again."""
    parts: list[str] = []
    for word in _WORD.findall(command):
        # An option and its value stay together, as does a pipe with what it leads to.
        if parts and parts[-1][0] in "-|" and " " not in parts[-1] and word[0] not in "-|>":
            pair = f"{parts[-1]} {word}"
            if len(pair) <= _LONGEST_PAIR:
                parts[-1] = pair
                continue
        parts.append(word)
    lines = _filled("  ", parts, width - len(" \\"), hanging=6)
    return [f"{line} \\" for line in lines[:-1]] + lines[-1:]


def _wrapped(first: str, text: str, width: int, *, hanging: int) -> list[str]:
    return _filled(first, text.split(), width, hanging=hanging)


def _filled(first: str, words: Iterable[str], width: int, *, hanging: int) -> list[str]:
    """Fill lines with words.

    Args:
        first: What the first line begins with, the space before its first word included.
        words: The words, none of which is cut, though it has blanks.
        width: The columns that there are.
        hanging: The spaces before the words of the other lines.
    """
    lines = textwrap.wrap(
        " ".join(word.replace(" ", _HELD) for word in words),
        width,
        initial_indent=first,
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_HELD, " ") for line in lines] or [first.rstrip()]

"""The console on which everything for a reader is printed, and the bar of long work."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ENDLESS = 1 << 20
"""Columns of a line that has no end: more than a title has, and few enough for Rich to fill up."""
_NAME = Style(dim=True)
_WORDS = re.compile(r"\S+\s*|\s+")


def console(file: IO[str], *, endless: bool = False) -> Console:
    """Return Rich's console for a file. Colour follows the terminal, NO_COLOR and FORCE_COLOR.

    Args:
        file: Where to print.
        endless: Whether a line has no end, because there is no terminal whose width it could fill.
    """
    width = _ENDLESS if endless else None
    return Console(
        file=file, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False
    )


def leading_to(url: str | None) -> Style:
    """Return the style of what leads to an address; of none, none.

    A terminal takes printable ASCII alone: of other letters it could take a byte for the end
    (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda).
    """
    return Style(link=as_link(url)) if url else Style.null()


def as_link(url: str) -> str:
    """Return an address as a terminal takes it."""
    if url.isascii() and url.isprintable():
        return url
    # Few addresses have other letters, and what knows addresses takes as long to load as Rich.
    from kdcat.bibliography.addresses import in_ascii

    return in_ascii(url)


def print_text(text: Text, out: Console, indent: int = 2) -> None:
    """Print a text that breaks between words, its second line and those below moved in.

    A word that is longer than a line, such as an address, is left whole: the terminal breaks it,
    and knows that it is one.
    """
    breaks, used = [], 0
    # It is found anew each time that it is asked for.
    room = out.width
    for word in _WORDS.finditer(text.plain):
        width = cell_len(word[0].rstrip())
        if used + width > room >= indent + width:
            breaks.append(word.start())
            used = indent
        used += cell_len(word[0])
    for number, line in enumerate(text.divide(breaks)):
        line.rstrip()
        out.print(Text(" " * indent if number else "").append_text(line), soft_wrap=True)


def print_named(name: str, text: Text, out: Console, indent: int) -> None:
    """Print a text behind its name, whose place is as wide as the indent of the other lines."""
    print_text(Text().append(f"{name:<{indent}}", _NAME).append_text(text), out, indent)


@contextmanager
def bar(out: Console, what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how far long work has come, by the function that is given, and then go.

    Args:
        out: The terminal to show it on.
        what: What is done.
        total: The number that the function is called with at the end.
    """
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn(printable(what), markup=False), BarColumn())
    with Progress(*columns, console=out, transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda done: progress.update(task, completed=done)

"""The console on which everything for a reader is printed, and the bar of long work."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from rich.console import Console

from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ENDLESS = 1 << 16


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

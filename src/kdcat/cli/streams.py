"""Standard output and standard error, as every command uses them."""

import codecs
import io
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from kdcat.printable import printable

if TYPE_CHECKING:
    from rich.console import Console


def set_up() -> None:
    """Let text that the terminal's encoding cannot hold be escaped, not stop the program."""
    # A stream that was closed before the start (`>&-`) is None.
    sys.stdout = sys.stdout or nowhere()
    sys.stderr = sys.stderr or nowhere()
    codecs.register_error("kdcat-escape", _escape)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # The formats say how their lines end.
            stream.reconfigure(errors="kdcat-escape", newline="\n")


def nowhere() -> TextIO:
    """Return a stream whose text is lost."""
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def _escape(error: UnicodeError) -> tuple[str, int]:
    r"""Write characters as `\uXXXX`, pairs for those beyond: what JSON and most languages read."""
    assert isinstance(error, UnicodeEncodeError)
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    pairs = zip(units[::2], units[1::2], strict=True)
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in pairs), error.end


def write(pieces: Iterable[str]) -> None:
    """Write the answer."""
    for piece in pieces:
        sys.stdout.write(piece)


def tell(message: str) -> None:
    """Say something about the answer, on a line of its own, on standard error."""
    sys.stderr.write(f"{printable(message)}\n")


def tell_people(message: str) -> None:
    """Say something to a person who watches; a pipe or a script is not told."""
    if at_terminal() and sys.stderr.isatty():
        tell(message)


def at_terminal() -> bool:
    """Whether the answer goes to a terminal."""
    return sys.stdout.isatty()


def somebody_answers() -> bool:
    """Whether there is a person who can be asked: who sees questions, and can type."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def screen(stream: TextIO) -> "Console":
    """Return a stream as what is for people to see is printed on it.

    It is as wide as the terminal or as $COLUMNS says, and knows no end where nothing says it.
    """
    from kdcat.display.console import console

    return console(stream, endless=not stream.isatty() and "COLUMNS" not in os.environ)

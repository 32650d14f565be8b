"""Standard output and standard error, as every command uses them."""

import codecs
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from kdcat.errors import KdcatError
from kdcat.plain import printable

_SIZE = "0*[1-9][0-9]{0,4}"
_NUMBERS = {
    "COLUMNS": _SIZE, "LINES": _SIZE, "TERMINAL_WIDTH": _SIZE, "SOURCE_DATE_EPOCH": "[0-9]{1,11}"
}  # fmt: skip
"""The variables that Rich, Typer and matplotlib take for numbers, and what they must look like."""
_STREAMS = 3
_ESCAPED = "kdcat-escape"


def set_up() -> None:
    """Make streams and environment such as the libraries expect them.

    Text that the terminal's encoding cannot hold is escaped and does not stop the program, a stream
    that was closed before the start takes what is written, and a number that is none is as good
    as not given.
    """
    for name, form in _NUMBERS.items():
        if name in os.environ and not re.fullmatch(form, os.environ[name]):
            del os.environ[name]
    if "_KDCAT_COMPLETE" in os.environ:
        # What the shell says of the words before the cursor; who says nothing gets no proposals.
        os.environ.setdefault("COMP_WORDS", "")
        if not re.fullmatch("[0-9]{1,5}", os.environ.get("COMP_CWORD", "")):
            os.environ["COMP_CWORD"] = "0"
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _fill_gaps()
    # A stream that was closed before the start (`>&-`) is None.
    sys.stdout = sys.stdout or nowhere()
    sys.stderr = sys.stderr or nowhere()
    codecs.register_error(_ESCAPED, _escape)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # The formats say how their lines end.
            stream.reconfigure(errors=_ESCAPED, newline="\n")
            try:
                stream.encoding and "".encode(stream.encoding, _ESCAPED)
            except UnicodeError:
                # An encoding for something else than text, which escapes nothing (idna).
                stream.reconfigure(encoding="utf-8", errors=_ESCAPED)


def nowhere() -> TextIO:
    """Return a stream whose text is lost."""
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def _fill_gaps() -> None:
    """Let no file that is opened later get the number of a standard stream that was closed.

    What a library or another program writes to that stream would land in it.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) < _STREAMS:
        os.set_inheritable(number, True)
    os.close(number)


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
    """Say something about the answer, on a line of its own, on standard error.

    Where that is full or nobody listens, the answer is no other for it.
    """
    with suppress(OSError):
        sys.stderr.write(f"{printable(message)}\n")


def tell_people(message: str) -> None:
    """Say something to a person who watches; a pipe or a script is not told."""
    if at_terminal() and sys.stderr.isatty():
        tell(message)


@contextmanager
def after_a_change(what: str) -> Iterator[None]:
    """Write the answer of a command that has changed something, and if it cannot be, say so.

    Args:
        what: What was changed, as the beginning of a message.

    Raises:
        KdcatError: The answer could not be written.
        BrokenPipeError: Nobody reads it any more.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or error
        raise KdcatError(f"{what}, but standard output cannot be written: {reason}") from None
    if getattr(sys.stdout, "name", None) == os.devnull:
        tell(f"kdcat: {what}; standard output is closed")


def at_terminal() -> bool:
    """Whether the answer goes to a terminal."""
    return sys.stdout.isatty()


def someone_answers() -> bool:
    """Whether there is a person who reads questions and can answer them."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

"""Standard output and standard error, as every command uses them."""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO

from kdcat.cli.pager import Answer
from kdcat.errors import KdcatError
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.console import Console


class _WhileRead(io.FileIO):
    """Where a stream goes, as long as it is read: a reader that goes away changes nothing else.

    What a command has to say by its exit code, or to write to a file, does not depend on who reads
    along. So a broken pipe is no error here: the stream then leads nowhere, and the command goes on
    to its end in silence.
    """

    def __init__(self, stream: TextIO, descriptor: int, forgiven: type[OSError]) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        # The one that it stands for would close the file if nobody had it any more.
        self.stands_for = stream
        self.forgiven = forgiven
        self.unread = False
        """Whether nobody reads any more."""

    def write(self, data: Any, /) -> int:
        """Write some bytes of a buffer, and return how many those were; all, if nobody reads."""
        try:
            # A pipe that may not block (another program that shares it can say so) takes nothing
            # when it is full, and is not broken for that.
            while (written := super().write(data)) is None:
                from select import select

                select([], [self], [])
        except self.forgiven:
            self.unread = True
            _lead_nowhere(self.fileno())
            return memoryview(data).nbytes
        return written


_SIZE = "0*[1-9][0-9]{0,4}"
_NUMBERS = {
    "COLUMNS": _SIZE, "LINES": _SIZE, "TERMINAL_WIDTH": _SIZE, "SOURCE_DATE_EPOCH": "[0-9]{1,11}"
}  # fmt: skip
"""The variables that Rich, Typer and matplotlib take for numbers, and what they must look like."""
_STREAMS = 3
_NARROWEST = 20
"""Columns from which on messages are broken between words; some terminals say they have none."""
_LONGEST = 2_000
"""Characters of a message. What has more repeats what was asked for, or is in a file, in full."""
_LONGEST_WORD = 200
"""Characters of each word of such a message, so that what is said of it is still to be seen."""
_ESCAPED = "kdcat-escape"


def set_up() -> None:
    """Make streams and environment such as the libraries expect them.

    Text that the encoding cannot hold is escaped; a reader that goes away ends nothing. Standard
    output that cannot be written for another reason, such as a full disk, or because it was closed
    before the start (`>&-`), raises `OSError`: the answer is lost. What was to be said about the
    answer is lost in silence. A number that is none is as good as not given.
    """
    for name, form in _NUMBERS.items():
        if name in os.environ and not re.fullmatch(form, os.environ[name]):
            del os.environ[name]
    if "_KDCAT_COMPLETE" in os.environ:
        # A shell that Typer does not know is named as it is said here.
        os.environ["_KDCAT_COMPLETE"] = printable(os.environ["_KDCAT_COMPLETE"])
        # What the shell says of the words before the cursor; who says nothing gets no proposals.
        os.environ.setdefault("COMP_WORDS", "")
        if not re.fullmatch("[0-9]{1,5}", os.environ.get("COMP_CWORD", "")):
            os.environ["COMP_CWORD"] = "0"
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _fill_gaps()
    codecs.register_error(_ESCAPED, _escape)
    sys.stdout = _ready(sys.stdout or _closed(1, os.O_RDONLY), BrokenPipeError)
    sys.stderr = _ready(sys.stderr or _closed(2, os.O_WRONLY), OSError)


def _closed(descriptor: int, mode: int) -> TextIO:
    """What stands for a stream that was closed before the start (`>&-`).

    Opened for reading, it refuses what is written, as the GNU programs have it: `cat` too says
    "Bad file descriptor", and fails, but only where it has something to write.
    """
    _lead_nowhere(descriptor, mode)
    return open(descriptor, "w", encoding="utf-8", closefd=False)


def _ready(stream: TextIO, forgiven: type[OSError]) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    # The formats say how their lines end.
    stream.reconfigure(errors=_ESCAPED, newline="\n")
    try:
        stream.encoding and "".encode(stream.encoding, _ESCAPED)
    except UnicodeError:
        # An encoding for something else than text, which escapes nothing (idna).
        stream.reconfigure(encoding="utf-8", errors=_ESCAPED)
    raw = getattr(stream.buffer, "raw", stream.buffer)
    if type(raw) is not io.FileIO:
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(_WhileRead(stream, raw.fileno(), forgiven)),
        encoding=stream.encoding,
        errors=_ESCAPED,
        newline="\n",
        # Unbuffered (`python -u`) means at least that nobody waits for a line.
        line_buffering=stream.line_buffering or stream.write_through,
    )


def _lead_nowhere(descriptor: int, mode: int = os.O_WRONLY) -> None:
    nowhere = os.open(os.devnull, mode)
    if nowhere != descriptor:
        os.dup2(nowhere, descriptor)
        os.close(nowhere)


def _is_read() -> bool:
    """Whether anyone may still read the answer."""
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    return not (isinstance(raw, _WhileRead) and raw.unread)


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
    """Write the answer; what nobody reads any more is not made."""
    for piece in pieces:
        if not _is_read():
            break
        sys.stdout.write(piece)


def refuse_what_takes_nothing() -> None:
    """Raise `OSError` if standard output takes no answer, before a person has worked for one."""
    os.write(sys.stdout.fileno(), b"")


def write_lines(lines: Iterable[str]) -> None:
    """Write the lines of an answer; on a terminal they break between words."""
    width = _width_of(sys.stdout) if at_terminal() else 0
    write(f"{_between_words(line, width)}\n" for line in lines)


def write_diff(diff: str) -> None:
    """Write a difference of two texts: the bytes for a program, colours for a person.

    A terminal must not take what stands in a list for commands.
    """
    if at_terminal():
        from kdcat.display.changes import print_diff

        print_diff(diff, screen(sys.stdout))
    else:
        write([diff])


def tell(message: str) -> None:
    """Say something about the answer, on a line of its own, on standard error.

    Where that is full or nobody listens, the answer is no other for it. What is very long is cut.
    """
    text = printable(_in_short(message))
    if isinstance(sys.stdout, Answer):
        sys.stdout.show()
    with suppress(OSError):
        if sys.stderr.isatty():
            text = _between_words(text, _width_of(sys.stderr))
        sys.stderr.write(f"{text}\n")


def _in_short(message: str) -> str:
    if len(message) <= _LONGEST:
        return message
    words = (_cut(word, _LONGEST_WORD) for word in message.split(" "))
    return _cut(" ".join(words), _LONGEST)


def _cut(text: str, most: int) -> str:
    """A text without its middle, if it is longer than that."""
    half = (most - len("...")) // 2
    return text if len(text) <= most else f"{text[:half]}...{text[-half:]}"


def _width_of(stream: TextIO) -> int:
    """How many columns a terminal has; $COLUMNS goes first, as it does for what Rich prints."""
    if "COLUMNS" in os.environ:
        return int(os.environ["COLUMNS"])
    return os.get_terminal_size(stream.fileno()).columns


def _between_words(text: str, width: int) -> str:
    """The lines of a message, broken between words; a longer word, such as an address, is whole."""
    if len(text) <= width or width < _NARROWEST:
        return text
    import textwrap

    lines = textwrap.wrap(
        text, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(lines)


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


def at_terminal() -> bool:
    """Whether the answer goes to a terminal."""
    return sys.stdout.isatty()


def someone_answers() -> bool:
    """Whether there is a person who reads questions and can answer them."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def shows_links() -> bool:
    """Whether standard output is no terminal that is known to show no links (OSC 8).

    Source: https://github.com/Alhadis/OSC8-Adoption,
    """
    if not at_terminal():
        return True
    terminal = os.environ.get("TERM", ""), os.environ.get("TERM_PROGRAM")
    return terminal[0] not in {"", "dumb", "unknown", "linux"} and terminal[1] != "Apple_Terminal"


def screen(stream: TextIO) -> Console:
    """Return a stream as what is for people to see is printed on it.

    It is as wide as the terminal or as $COLUMNS says, and knows no end where nothing says it. A
    terminal on another stream says it too: `kdcat list --format table | less -R`.
    """
    from kdcat.display.console import console

    has_end = "COLUMNS" in os.environ or any(
        each is not None and each.isatty() for each in (stream, sys.stdin, sys.stderr)
    )
    return console(stream, endless=not has_end)


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], object]]:
    """Show a person who waits how far some work has come, by the function that is given.

    Args:
        what: What is being done.
        total: The number that the function is called with at the end.
    """
    if not total or not sys.stderr.isatty():
        yield lambda _: None
        return
    from kdcat.display.console import bar

    with bar(screen(sys.stderr), what, total) as show:
        yield show

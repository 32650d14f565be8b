"""What commands write, byte by byte, and what of it acts on a terminal."""

import os
import pty
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from kdcat.cli.program import run
from terminal import all_written

# Clears the screen in two ways, sets the window's title, turns the direction of text, breaks the
# line where only some see it, hides letters from a reader, and has a letter of whose bytes a terminal
# may take one for a control.
HOSTILE = (
    "\x1b[2J\x9b2J\x1b]0;x\x07\u202e\u2066\u200f\u061c\x7f\x08\x85\u2028\u2029\x0c"
    "\ufeff\u200b\u2060\U000e0041\ufff9\xad\u3164\ufdd0\u672ca\u200db"
)
# What Rich writes on a terminal: colours, links to addresses that are printable, bars that grow.
OF_OUR_OWN = re.compile(
    r"\x1b\[[\d;]*m|\x1b\]8;[\w=-]*;[\x20-\x7e]*\x1b\\|\x1b\[\?25[hl]|\r?\x1b\[(?:2K|1A)"
)
ACTING = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\xad\u034f\u3164\uffa0\ufdd0-\ufdef\uffff]|\r(?!\r?\n)"
)


def said(words: tuple[str, ...], *, at_terminal: bool, typed: bytes = b"") -> tuple[str, str]:
    """What a command writes to standard output and to standard error.

    Args:
        words: The command.
        at_terminal: Whether these are terminals.
        typed: What a person at another terminal types, who is asked on standard error.
    """
    streams = [pty.openpty() if at_terminal else os.pipe() for _ in range(2)]
    if typed:
        streams[1] = pty.openpty()
        keyboard, own_side = pty.openpty()
        # At last the end of the input: nobody waits for an answer that is not there.
        os.write(keyboard, typed + b"\x04\x04")
    # The end of a terminal that a program writes to is the second; so it is of a pipe.
    child = os.fork()
    if child == 0:
        try:
            stdin = own_side if typed else os.open(os.devnull, os.O_RDONLY)
            for number, descriptor in enumerate((stdin, streams[0][1], streams[1][1])):
                os.dup2(descriptor, number)
            sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            run(words)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(0)
    ended: list[int] = []
    output, errors = all_written(dict(streams), lambda: ended.append(os.waitpid(child, 0)[1]))
    assert ended == [0]
    if typed:
        os.close(own_side)
        os.close(keyboard)
    return output.decode(), errors.decode()


def acting(
    commands: Iterable[tuple[str, ...]], folder: Path, at_terminal: bool
) -> tuple[dict[str, str], list[str]]:
    """What acts of that which commands write, by their words; and the commands that say nothing."""
    acts, silent = {}, []
    for words in commands:
        written = [OF_OUR_OWN.sub("", text) for text in said(words, at_terminal=at_terminal)]
        shown = " ".join(words).replace(HOSTILE, "H").replace(str(folder), "")
        if not any(written) and "--output" not in words:
            silent.append(shown)
        if "Traceback" in written[1]:
            acts[shown] = written[1][-300:]
        for text in written:
            if found := ACTING.search(text):
                acts[shown] = text[max(found.start() - 40, 0) :][:80]
    return acts, silent

"""What leaves the program, byte by byte: nothing of a catalog or of a query acts on a terminal."""

import os
import pty
import re
import sys
from pathlib import Path
from select import select

import pytest

from kdcat.cli.program import run
from kdcat.formats.table import TEXT_FORMATS

# Clears the screen in two ways, sets the window's title, turns the direction of text.
HOSTILE = "\x1b[2J\x9b2J\x1b]0;x\x07\u202e\u2066\u200f\u061c\x7f\x08"
# What Rich writes on a terminal: colours, and links to addresses that are printable.
OF_OUR_OWN = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[\w=-]*;[\x20-\x7e]*\x1b\\")
ACTING = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

LIST = f"""# Papers {HOSTILE}

## Vision {HOSTILE}

### Detection {HOSTILE}

* **Alpha {HOSTILE} Beta**, CVPR {HOSTILE} 2020, [ :link: ](https://a.org/{HOSTILE}) [ :octocat: ](<https://github.com/a/{HOSTILE}>)
* **Alpha {HOSTILE} Beta**, {HOSTILE}, [ :link: ](https://b.org/ {HOSTILE})
* **Gamma**, Venue of {HOSTILE}, 2020 , [ :link: ](javascript:{HOSTILE})
* [Delta {HOSTILE}](#{HOSTILE})
"""
OTHER = LIST.replace("Alpha", "Omega").replace("CVPR", "ICCV")


def _commands(file: str, other: str) -> list[tuple[str, ...]]:
    of = ("--catalog", file, "--no-cache")
    formats = ("table", *TEXT_FORMATS)
    return [
        *(("list", *of, "--format", name) for name in formats),
        *(("search", "alpha", *of, "--format", name) for name in formats),
        *(("diff", other, file, "--format", name) for name in ("table", "json", "tsv", "markdown")),
        *(("lint", file, "--style", "--format", of) for of in ("text", "json", "github", "sarif")),
        ("export", *of, "--format", "bibtex"),
        ("show", "alpha", *of),
        ("show", "alpha", *of, "--json"),
        ("stats", *of),
        ("stats", *of, "--json"),
        ("open", "alpha", *of, "--print"),
        ("search", f"alpha {HOSTILE} nowhere", *of),
        ("search", f"year:{HOSTILE}x", *of),
        ("search", f"venue:{HOSTILE}x", *of),
        ("list", "--catalog", f"{file}{HOSTILE}"),
        ("list", *of, "--format", HOSTILE),
        ("list", *of, "--venue", HOSTILE),
        ("diff", f"{HOSTILE}:{file}", file),
        ("lint", file, "--select", HOSTILE),
        ("add", *of[:2], "--dry-run", "--title", HOSTILE),
        ("add", *of[:2], "--dry-run", "--title", "New", "--year", "2020", "--modality", HOSTILE),
        (f"list{HOSTILE}",),
        ("list", f"--{HOSTILE}"),
    ]


def _said(words: tuple[str, ...], *, at_terminal: bool) -> tuple[str, str]:
    """What a command writes to standard output and to standard error."""
    streams = [pty.openpty() if at_terminal else os.pipe() for _ in range(2)]
    # The end of a terminal that a program writes to is the second; so it is of a pipe.
    child = os.fork()
    if child == 0:
        try:
            nowhere = os.open(os.devnull, os.O_RDONLY)
            for number, descriptor in enumerate((nowhere, streams[0][1], streams[1][1])):
                os.dup2(descriptor, number)
            sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            run(words)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(0)
    for _, end in streams:
        os.close(end)
    said = {end: b"" for end, _ in streams}
    open_ends = list(said)
    while open_ends:
        for end in select(open_ends, [], [])[0]:
            try:
                part = os.read(end, 1 << 16)
            except OSError:  # a terminal that nobody writes to any more
                part = b""
            said[end] += part
            if not part:
                open_ends.remove(end)
    os.waitpid(child, 0)
    for end in said:
        os.close(end)
    output, errors = (part.decode() for part in said.values())
    return output, errors


@pytest.mark.slow
@pytest.mark.parametrize("at_terminal", [False, True])
def test_nothing_of_a_list_or_a_query_acts_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_terminal: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("KDCAT_CACHE_DIR", str(tmp_path / "cache"))
    file, other = tmp_path / f"list{HOSTILE}.md", tmp_path / "other.md"
    file.write_text(LIST, encoding="utf-8")
    other.write_text(OTHER, encoding="utf-8")
    acting, silent = {}, []
    for words in _commands(str(file), str(other)):
        said = [OF_OUR_OWN.sub("", text) for text in _said(words, at_terminal=at_terminal)]
        if not any(said):
            silent.append(words)
        if "Traceback" in said[1]:
            acting[words] = said[1][-300:]
        for text in said:
            if ACTING.search(text):
                acting[words] = text[max(ACTING.search(text).start() - 40, 0) :][:80]  # type: ignore[union-attr]
    assert (acting, silent) == ({}, [])

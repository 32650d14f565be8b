"""The pictures of the documents: what the program shows on a terminal, drawn as SVG.

    python docs/draw_pictures.py

Nothing is made up: each picture is a run of the program of this interpreter on a pseudo-terminal,
its colours included. The window around it is Rich's, without the fonts that Rich would fetch from
elsewhere, so that a picture is the same offline.
"""

import fcntl
import io
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

DOCS = Path(__file__).parent
PICTURES = {"search.svg": "kdcat search lidar segmnetation"}
"""What each picture shows: a command as a person types it."""
_COLUMNS = 90
_ROWS = 50

_BLACK, _RED, _GREEN, _YELLOW = (36, 41, 47), (255, 123, 114), (126, 231, 135), (255, 203, 107)
_BLUE, _MAGENTA, _CYAN, _WHITE = (121, 192, 255), (210, 168, 255), (118, 227, 234), (201, 209, 217)
_THEME = TerminalTheme(
    (22, 27, 34), _WHITE, [_BLACK, _RED, _GREEN, _YELLOW, _BLUE, _MAGENTA, _CYAN, _WHITE]
)
# Rich's own form less the web fonts: https://rich.readthedocs.io/en/stable/console.html#exporting
_FORM = """\
<svg xmlns="http://www.w3.org/2000/svg" class="rich-terminal" viewBox="0 0 {width} {height}">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
  font-variant-east-asian: full-width;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def on_terminal(
    words: Sequence[str], folder: Path, environment: Mapping[str, str], columns: int = _COLUMNS
) -> str:
    """Return what a program shows on a terminal, colours included.

    Args:
        words: The program and its arguments.
        folder: Where it runs.
        environment: All that it finds in its environment.
        columns: The width of the terminal.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, columns, 0, 0))
    program = subprocess.Popen(
        words, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 1 << 16):
            shown += piece
    except OSError:
        # Linux says so when the last program has closed its side.
        pass
    os.close(ours)
    program.wait()
    return shown.decode().replace("\r\n", "\n")


def surroundings(home: Path) -> dict[str, str]:
    """Return an environment that is the same everywhere: the program, and no wishes of anyone."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {"PATH": programs, "HOME": str(home), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


def picture(command: str) -> str:
    """Return the SVG of a command and what it shows on a terminal."""
    with TemporaryDirectory() as home:
        folder = Path(home)
        shown = on_terminal(["bash", "-c", command], folder, surroundings(folder))
    console = Console(
        record=True, width=_COLUMNS, file=io.StringIO(), force_terminal=True, legacy_windows=False
    )
    console.print(Text.assemble(("$ ", "green"), (command, "bold")))
    console.print(Text.from_ansi(shown.rstrip("\n")))
    return console.export_svg(title="", theme=_THEME, code_format=_FORM, unique_id="shown")


if __name__ == "__main__":
    for name, drawn in PICTURES.items():
        (DOCS / name).write_text(picture(drawn), encoding="utf-8")

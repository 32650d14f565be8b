"""The pictures of the documents: what the program shows on a terminal, drawn as SVG.

    python docs/draw_pictures.py
    python docs/draw_pictures.py --screens FOLDER

The second line draws every screen of the program into a folder, in several widths, dark and light,
for whoever works on what they look like.

Nothing is made up: each picture is a run of the program of this interpreter on a pseudo-terminal,
its colours included. The window around it is Rich's, without the fonts that Rich would fetch from
elsewhere, so that a picture is the same offline.
"""

import argparse
import io
import os
import sys
from functools import cache
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.cells import chop_cells
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from terminal import on_terminal

DOCS = Path(__file__).parent
PICTURES = {"search.svg": "kdcat search lidar segmnetation"}
"""What each picture shows: a command as a person types it."""
SCREENS = {
    "list": "kdcat list --modality speech --year 2023-",
    "list-fields": "kdcat list --limit 5 --fields year,venue,title,paper_url,code_url",
    "search": "kdcat search lidar segmnetation",
    "near": "kdcat search lidar nuscenes wav2vec",
    "nothing": "kdcat search colour",
    "related": "kdcat related radardistill --limit 5",
    "show": "kdcat show radardistill",
    "stats": "kdcat stats",
    "stats-venue": "kdcat stats --by venue",
    "stats-cross": "kdcat stats --by modality --by year",
    "stats-wide": "kdcat stats --by year --by venue",
    "layout": "kdcat layout",
    "lint": "kdcat lint --select year-vs-url,arxiv-year-mismatch,venue-misspelled,venue-alias",
    "lint-fix": "kdcat export --format markdown > l.md; kdcat lint l.md --fix",
    "diff": "kdcat export --format markdown > a.md; sed -e 30,40d -e s/2024/2023/ a.md > b.md; "
    "kdcat diff a.md b.md",
    "help": "kdcat --help",
    "help-search": "kdcat search --help",
    "no-command": "kdcat speech",
    "no-value": "kdcat list --venue cvrp",
}
"""What the program shows, and how it is asked for it."""
WIDTHS = (40, 80, 120, 200)
COLUMNS = 90
ROWS = 50

_DARK = TerminalTheme(
    (22, 27, 34),
    (201, 209, 217),
    [
        *((36, 41, 47), (255, 123, 114), (126, 231, 135), (255, 203, 107)),
        *((121, 192, 255), (210, 168, 255), (118, 227, 234), (201, 209, 217)),
    ],
)
_LIGHT = TerminalTheme(
    (255, 255, 255),
    (36, 41, 47),
    [
        *((36, 41, 47), (207, 34, 46), (17, 99, 41), (190, 140, 0)),
        *((9, 105, 218), (130, 80, 223), (27, 124, 131), (110, 119, 129)),
    ],
)
THEMES = {"dark": _DARK, "light": _LIGHT}
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


def surroundings(home: Path) -> dict[str, str]:
    """Return an environment that is the same everywhere: the program, and no wishes of anyone."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {
        "PATH": programs,
        "HOME": str(home),
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        # The picture is as high as the answer.
        "KDCAT_PAGER": "",
    }


@cache
def _shown(command: str, columns: int) -> str:
    with TemporaryDirectory() as home:
        folder = Path(home)
        words = ["bash", "-c", command]
        environment = surroundings(folder)
        return on_terminal(words, environment, folder, columns=columns, rows=ROWS)[0]


def picture(command: str, columns: int = COLUMNS, theme: TerminalTheme = _DARK) -> str:
    """Return the SVG of a command and what it shows on a terminal."""
    console = Console(
        record=True, width=columns, file=io.StringIO(), force_terminal=True, legacy_windows=False
    )
    console.print(Text.assemble(("$ ", "green"), (command, "bold")))
    for line in Text.from_ansi(_shown(command, columns).rstrip("\n")).split(allow_blank=True):
        # A terminal breaks a line where it is full.
        pieces = chop_cells(line.plain, columns) or [""]
        for piece in line.divide(list(accumulate(map(len, pieces[:-1])))):
            console.print(piece, no_wrap=True, crop=False)
    return drawn(console, theme)


def drawn(console: Console, theme: TerminalTheme) -> str:
    """Return the SVG of what a console has recorded."""
    return console.export_svg(title="", theme=theme, code_format=_FORM, unique_id="shown")


def _draw_screens(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, command in SCREENS.items():
        for columns in WIDTHS:
            for shade, theme in THEMES.items():
                svg = picture(command, columns, theme)
                (folder / f"{name}-{columns}-{shade}.svg").write_text(svg, encoding="utf-8")


def _main() -> None:
    parser = argparse.ArgumentParser(description="Draw what the program shows on a terminal.")
    parser.add_argument("--screens", type=Path, metavar="FOLDER", help="draw every screen there")
    folder = parser.parse_args().screens
    if folder:
        _draw_screens(folder)
        return
    for name, command in PICTURES.items():
        (DOCS / name).write_text(picture(command), encoding="utf-8")


if __name__ == "__main__":
    _main()

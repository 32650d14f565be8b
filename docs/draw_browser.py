"""The pictures of `kdcat browse` in the documents, drawn as SVG.

    python docs/draw_browser.py
    python docs/draw_browser.py --screens FOLDER

The second line draws it in several sizes, dark and light, for whoever works on what it looks like.
Each picture is a run of the program of this interpreter on a pseudo-terminal. Another Textual may
draw a little otherwise, so that the tests compare them only under the one that is named here.
"""

import argparse
import io
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyte
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from draw_pictures import DOCS, THEMES, drawn, surroundings
from screens import CTRL_C, DOWN, ENTER, SPACE, Screen

TEXTUAL = "8.2.8"
"""The version that the pictures were drawn with."""


class Scene(NamedTuple):
    """What a picture shows."""

    keys: tuple[str, ...]
    sign: str
    """What stands on the screen when all keys are answered."""
    columns: int = 120
    rows: int = 32


_ASR = tuple("asr distillation with code")
PICTURES = {
    "browse.svg": Scene((*_ASR, ENTER, SPACE), "beside it"),
    "browse-facets.svg": Scene((ENTER, "f", SPACE, DOWN, DOWN), "67 of 172  in Speech"),
}
_SCREENS = {
    "start": Scene((), "beside it"),
    "search": Scene((*_ASR, ENTER), "beside it"),
    "near": Scene((*"lidar nuscenes", ENTER), "nearest:"),
    "facets": Scene((ENTER, "f", SPACE, DOWN, SPACE), "in 3D Input, Speech"),
    "help": Scene((ENTER, "?"), "Esc closes"),
    "export": Scene((ENTER, SPACE, "e"), "Enter writes"),
    "palette": Scene((ENTER, "\x10"), "Copy BibTeX"),
    "paper": Scene((ENTER, ENTER), "beside it"),
}
_SIZES = ((60, 20), (80, 24), (120, 36), (200, 50))
_NAMES = {"brown": "yellow", "brightbrown": "bright_yellow"}
# pyte knows no faint letters, and the program has none that blink.
pyte.graphics.TEXT[2] = "+blink"


def shown(scene: Scene) -> list[Text]:
    """Return the lines of the screen of a scene, in their colours."""
    with TemporaryDirectory() as home:
        env = {**surroundings(Path(home)), "KDCAT_CATALOG": "kdcat:catalog.md", "NO_COLOR": ""}
        del env["NO_COLOR"]
        with Screen("browse", columns=scene.columns, rows=scene.rows, env=env) as screen:
            screen.wait_for("172 of 172")
            for key in scene.keys:
                # What one key does may come a while later, such as the numbers beside the facets.
                screen.quiet(0.1 if key.isalnum() else 0.6)
                screen.press(key)
            screen.wait_for(scene.sign)
            screen.quiet(1.0)
            lines = [*_lines(screen)]
            screen.end(CTRL_C)
    return lines


def _lines(screen: Screen) -> Iterator[Text]:
    for cells in screen.cells():
        line = Text()
        for cell in cells:
            style = Style(
                color=_colour(cell.fg),
                bgcolor=_colour(cell.bg),
                bold=cell.bold,
                underline=cell.underscore,
                reverse=cell.reverse,
                dim=cell.blink,
            )
            line.append(cell.data, style)
        yield line


def _colour(name: str) -> str | None:
    if name == "default":
        return None
    if len(name) == len("rrggbb") and all(letter in "0123456789abcdef" for letter in name):
        return f"#{name}"
    plain = _NAMES.get(name, name)
    bright = plain.removeprefix("bright")
    return plain if bright == plain or bright.startswith("_") else f"bright_{bright}"


def picture(scene: Scene, theme: TerminalTheme = THEMES["dark"]) -> str:
    """Return the SVG of a scene."""
    console = Console(
        record=True,
        width=scene.columns,
        file=io.StringIO(),
        force_terminal=True,
        legacy_windows=False,
        color_system="truecolor",
    )
    for line in shown(scene):
        console.print(line, no_wrap=True, crop=False, soft_wrap=True)
    return drawn(console, theme)


def _main() -> None:
    parser = argparse.ArgumentParser(description="Draw what kdcat browse shows.")
    parser.add_argument("--screens", type=Path, metavar="FOLDER", help="draw every screen there")
    folder = parser.parse_args().screens
    if version("textual") != TEXTUAL and not folder:
        raise SystemExit(f"the pictures are drawn with Textual {TEXTUAL}")
    if not folder:
        for name, scene in PICTURES.items():
            (DOCS / name).write_text(picture(scene), encoding="utf-8")
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, scene in _SCREENS.items():
        for columns, rows in _SIZES:
            for shade, theme in THEMES.items():
                svg = picture(scene._replace(columns=columns, rows=rows), theme)
                (folder / f"{name}-{columns}-{shade}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    _main()

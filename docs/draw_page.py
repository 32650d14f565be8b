"""The pictures of the web page in the documents: photographs of it in a browser without a window.

    python docs/draw_page.py
    python docs/draw_page.py --screens FOLDER

The second line photographs the page in every width, light and dark, and what can be asked of it,
for whoever works on what it looks like. Both need a Chromium; the fonts are those of the machine.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

DOCS = Path(__file__).parent
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The names under which a Chromium may be installed."""
WIDTHS = (390, 1024, 1600)
SCHEMES = ("light", "dark")


class Photograph(NamedTuple):
    """A picture of the page."""

    asked: str = ""
    """The end of the address."""
    width: int = 1024
    height: int = 640
    scheme: str = "light"
    click: str = ""
    """What is clicked before."""


PICTURES = {
    "page.png": Photograph("#q=distillation&section=Text&year=2020-"),
    "page-phone.png": Photograph("#q=lidar", 390, 640, "dark"),
}
"""Those of the documents."""
SCREENS = {
    "all": Photograph(),
    "asked": Photograph("#q=distillation&section=Text&year=2020-&has=code"),
    "nothing": Photograph("#q=zzzz"),
    "near": Photograph("#q=lidar+nuscenes+wav2vec"),
    "sorted": Photograph("#sort=-year"),
    "cite": Photograph("#q=asr", click="td button >> nth=0"),
    "filters": Photograph(click="#filters >> visible=true"),
}
"""What can be asked of the page."""


@contextmanager
def browser() -> Iterator[Browser]:
    """Give a Chromium without a window.

    Raises:
        FileNotFoundError: None is installed.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise FileNotFoundError(f"no browser: none of {', '.join(PROGRAMS)} is installed")
    with sync_playwright() as playwright:
        # Root, as whom CI may run, has no sandbox to put it in.
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


def photograph(opened: Browser, page: Path, what: Photograph, to: Path) -> None:
    """Take a picture of a page, once nothing on it moves."""
    size = {"width": what.width, "height": what.height}
    context = opened.new_context(
        viewport=size,  # type: ignore[arg-type]
        color_scheme=what.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.goto(page.as_uri() + what.asked)
    tab.wait_for_selector(".ready")
    if what.click and tab.locator(what.click).count():
        tab.click(what.click)
    tab.wait_for_selector("#papers[aria-busy=false]", state="attached")
    tab.wait_for_timeout(500)
    tab.screenshot(path=to)
    context.close()


def main() -> int:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--screens", type=Path, metavar="FOLDER")
    parser.add_argument("--catalog", metavar="PATH", default="kdcat:catalog.md")
    options = parser.parse_args()
    wanted = {DOCS / name: picture for name, picture in PICTURES.items()}
    if options.screens:
        options.screens.mkdir(parents=True, exist_ok=True)
        wanted = {
            options.screens / f"{name}-{width}-{scheme}.png": what._replace(
                width=width, height=900, scheme=scheme
            )
            for (name, what), width, scheme in product(SCREENS.items(), WIDTHS, SCHEMES)
        }
    with TemporaryDirectory() as folder, browser() as opened:
        page = Path(folder) / "list.html"
        kdcat = [sys.executable, "-m", "kdcat", "page", "-c", options.catalog, "-o", str(page)]
        subprocess.run(kdcat, check=True)
        for to, what in wanted.items():
            photograph(opened, page, what, to)
            print(to)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The document on browsing: its keys, and its pictures under the Textual that drew them."""

from __future__ import annotations

import os
from importlib.metadata import version

import pytest

from draw_browser import PICTURES, TEXTUAL, picture
from draw_pictures import DOCS
from kdcat.browser.keys import KEYS, PLACES


def test_the_document_has_all_keys() -> None:
    rows = [
        row
        for place in PLACES
        for row in (
            f"{place[:1].upper()}{place[1:]}:",
            "| key | what it does |",
            *(f"| {key.shown} | {key.does} |" for key in KEYS if key.where == place),
        )
    ]
    text = (DOCS / "browsing.md").read_text(encoding="utf-8")
    part = text.partition("## Keys")[2].partition("## Colours")[0]
    shown = [line for line in part.splitlines() if line.startswith("| ") or line.endswith(":")]
    assert shown == rows


@pytest.mark.slow
@pytest.mark.skipif(
    version("textual") != TEXTUAL or "CI" not in os.environ,
    reason="another Textual draws a little otherwise, and a slow terminal another moment",
)
@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_are_what_the_program_shows(name: str) -> None:
    assert picture(PICTURES[name]) == (DOCS / name).read_text(encoding="utf-8")

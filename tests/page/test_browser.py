"""The page in a browser: what a reader sees, types, clicks and takes home."""

from __future__ import annotations

import pytest

from kdcat.reading.catalog import Catalog
from tests.conftest import Kdcat
from tests.page.conftest import Opened, ask, titles

pytestmark = pytest.mark.slow


def test_search_as_one_types(opened: Opened) -> None:
    page = opened()
    assert page.inner_text("#count") == "172 of 172"
    assert ask(page, "radardis") == "1 of 172"
    assert titles(page) == [
        "RadarDistill: Boosting Radar-based Object Detection Performance via Knowledge Distillation from LiDAR Features"
    ]
    assert ask(page, "lidar") == f"{len(titles(page))} of 172"
    assert ask(page, "") == "172 of 172"


def test_the_list_is_read_without_a_program(opened: Opened, catalog: Catalog) -> None:
    page = opened(java_script_enabled=False)
    assert titles(page) == [paper.title for paper in catalog.papers]
    sections = page.locator("tr.section").all_inner_texts()
    assert sections[0] == "3D Input › 3D Object Detection"
    visible = "button, input, select, dialog, aside"
    assert [each for each in page.locator(visible).all() if each.is_visible()] == []


def test_bibtex_is_that_of_the_command(opened: Opened, kdcat: Kdcat) -> None:
    page = opened()
    page.click("#cite-shown")
    assert page.input_value("#citation textarea") == kdcat("export", "-f", "bibtex")

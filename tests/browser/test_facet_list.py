"""The facets on small screens: which values are shown, and where the cursor is."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from kdcat.browser.browser import Browser
from kdcat.browser.facet_list import _lines
from tests.browser.test_browser import browse, foot, lines, press, settle
from tests.making import paper

pytestmark = pytest.mark.slow

PAPERS = tuple(
    paper(f"Paper {n}", f"Speech/Task {n % 12:02}", venue=f"V{n % 4}", year=2020, line=n)
    for n in range(1, 60)
)


def reversed_lines(browser: Browser) -> list[str]:
    """The lines of the facets that are drawn as those under the cursor."""
    facets = browser._facets
    shown = [facets.render_line(y) for y in range(facets.content_size.height)]
    return [
        line.text.strip("\N{BLACK CIRCLE} ").split("  ")[0]
        for line in shown
        if all(each.style and each.style.reverse for each in line)
    ]


def test_a_chosen_value_is_shown_behind_the_first_and_one_more_in_the_place_of_one_more() -> None:
    known = {"a": 4, "b": 3, "c": 2, "d": 1, "e": 1}

    def shown(limit: int, *chosen: str) -> list[object]:
        pairs = [("task", value) for value in chosen]
        found = _lines("task", known, known | {"e": 0}, pairs, limit)  # type: ignore[arg-type]
        return [line.more or line.value for line in found]

    assert shown(2) == [None, "a", "b", 2]
    assert shown(2, "d") == [None, "a", "b", "d", 1]
    assert shown(2, "e") == [None, "a", "b", "e", 2]
    assert shown(3) == [None, "a", "b", "c", "d"]
    assert shown(3, "e") == [None, "a", "b", "c", "e", 1]


def test_the_cursor_stays_in_sight_and_on_its_value() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        assert reversed_lines(browser) == []
        places = []
        await press(pilot, "enter", "f")
        for keys in (["j"] * 4, ["j"], ["space"], ["j"] * 4, ["j"] * 5, ["l"], ["h"] * 9, ["k"]):
            await press(pilot, *keys)
            await settle(pilot)
            places.append((*reversed_lines(browser), round(browser._facets.scroll_y)))
        # At the top, the name of the first facet is in sight too.
        assert places == [
            ("9 more", 0),
            ("V1", 0),
            ("V1", 0),
            ("2020", 1),
            ("without code", 3),
            ("without code", 3),
            ("Speech", 0),
            ("Speech", 0),
        ]
        await press(pilot, "escape")
        assert reversed_lines(browser) == []

    browse(then, PAPERS, size=(120, 16))


def test_the_mouse_chooses_what_is_under_it_also_where_the_list_is_scrolled() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f", *["l"] * 4)
        for name, said in (("code", "59 of 59"), ("V3", "15 of 59  in V3")):
            at = [line.strip().split("  ")[0] for line in lines(browser, "facets")].index(name)
            await pilot.click("#facets", offset=(5, at + 1))
            await settle(pilot)
            assert foot(browser)[0] == said

    browse(then, PAPERS, size=(120, 16))


def test_where_no_facet_has_a_value_no_key_does_anything() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, *"zzqx", "enter", "f", "space", "l", "h", "j", "k", "enter")
        await settle(pilot)
        assert (lines(browser, "facets")[0], foot(browser)[0][:6]) == ("", "0 of 5")

    browse(then, PAPERS, size=(120, 16))

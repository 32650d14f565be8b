"""The page of a paper: all that is known of it, how it is broken into lines, and how it looks."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from kdcat.browser.browser import Browser
from tests.browser.test_browser import browse, lines, press, settle
from tests.making import paper
from tests.records.answers import record

pytestmark = pytest.mark.slow

PAPERS = (
    paper(
        "Alpha of speech that is taught by a choir of sparrows",
        "Speech/ASR",
        venue="ACL",
        year=2021,
        date="2021-05",
        authors="Ada Lark, Bo Li",
        paper_url="https://x.org/10.9999/sparrow",
        code_url="https://x.org/c",
        doi="10.9999/sparrow",
        project_url="https://x.org/project",
        links=(
            ("IEEE Xplore", "https://x.org/ieee"),
            ("a label that is longer than a third of it", "https://x.org/long"),
            ("知識蒸留の紹介", "https://x.org/wide-letters-and-a-long-address"),
        ),
        record=record(abstract="We teach a sparrow to sing, and measure how well it sings."),
    ),
    paper("Beta of sparrows", "Speech/ASR", venue="ACL", year=2022, line=2),
)


def styled(browser: Browser, y: int) -> list[tuple[str, str]]:
    """The pieces of a line of the page, each with what is told by its letters' form."""
    pieces = []
    for segment in browser._page._lines[y]:
        style = segment.style
        assert style is not None
        forms = ("bold", "dim", "underline")
        pieces.append((segment.text, " ".join(form for form in forms if getattr(style, form))))
    return pieces


def test_all_that_is_known_of_a_paper_at_a_width() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "enter")
        await settle(pilot)
        assert lines(browser, "page")[:30] == [
            "Alpha of speech that is taught by a choir of",
            "sparrows",
            "authors  Ada Lark, Bo Li",
            "venue    ACL (Annual Meeting of the Association",
            "         for Computational Linguistics)",
            "year     2021",
            "date     2021-05",
            "paper    https://x.org/10.9999/sparrow",
            "code     https://x.org/c",
            "project  https://x.org/project",
            "IEEE Xplore https://x.org/ieee",
            "a label that i… https://x.org/long",
            "知識蒸留の紹介 https://x.org/wide-letters-and-a",
            "               -long-address",
            "doi      10.9999/sparrow",
            "id       paper-1",
            "listed   Speech / ASR, list.md line 1",
            "",
            "We teach a sparrow to sing, and measure how",
            "well it sings.",
            "",
            "beside it:",
            "  Beta of sparrows  ACL  2022",
            "",
            "like it:",
            "  Beta of sparrows  ACL  2022  (ASR, ACL)",
            "",
            "",
            "",
            "",
        ]
        assert styled(browser, 0) == [
            ("Alpha of speech that is taught by a choir of", "bold"),
            ("   ", ""),
        ]
        assert styled(browser, 7)[:2] == [
            ("paper    ", "dim"),
            ("https://x.org/10.9999/sparrow", "underline"),
        ]
        assert styled(browser, 21)[0] == ("beside it:", "dim")
        assert styled(browser, 22)[:3] == [
            ("  ", ""),
            ("Beta of sparrows", ""),
            ("  ACL  2022", "dim"),
        ]

    browse(then, PAPERS, size=(50, 40))


def test_another_paper_is_shown_at_once_and_from_its_top() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "enter", "G")
        await pilot.pause()
        assert browser._page.scroll_y > 0
        browser._page.show(PAPERS[1], (), ["sparrow", "choir"])
        # Before anything else is known of it.
        assert browser._page.scroll_y == 0
        assert lines(browser, "page")[:6] == [
            "Beta of sparrows",
            "lacks    sparrow, choir",
            "venue    ACL (Annual Meeting of the Association",
            "         for Computational Linguistics)",
            "year     2022",
            "id       paper-2",
        ]
        browser._page.show(None)
        assert not any(lines(browser, "page"))

    browse(then, PAPERS, size=(50, 12))

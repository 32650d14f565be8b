"""A browser for the tests of the page, and the pages in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

import draw_page
from tests.conftest import Kdcat

Opened = Callable[..., Page]
PATIENCE = 30_000
"""Milliseconds after which what should come has failed to; machines may be slow."""
ROWS = "#papers tr[data-key]"
"""The papers that are shown: each with its row, in sight or far below."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A Chromium without a window; the tests are skipped where there is none, but never in CI."""
    with ExitStack() as until_all_ran:
        try:
            yield until_all_ran.enter_context(draw_page.browser())
        except FileNotFoundError as error:
            pytest.fail(str(error)) if os.environ.get("CI") else pytest.skip(str(error))


@pytest.fixture
def opened(browser: Browser, kdcat: Kdcat, tmp_path: Path) -> Iterator[Opened]:
    """Write the page of a catalog and open it from disk; whatever it complains of is a failure.

    So is a request for anything but the file itself.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(
        *argv: str,
        asked: str = "",
        width: int = 1200,
        before: str = "",
        fails: bool = False,
        **options: Any,
    ) -> Page:
        output = tmp_path / f"page{len(contexts)}.html"
        kdcat("page", "-o", str(output), *argv)
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(before)
        page.on("console", lambda message: complaints.append(message.text))
        if not fails:
            page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.extend(_elsewhere(request.url)))
        page.goto(output.as_uri() + asked)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("html:not(.runs)" if fails else ".ready")
        return page

    def _elsewhere(url: str) -> list[str]:
        return [] if url.startswith(("file:", "data:image/png;base64,")) else [url]

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def titles(page: Page) -> list[str]:
    """The titles of the papers that are shown."""
    return page.locator(f"{ROWS} td:first-child > :first-child").all_text_contents()


def wait_for_all(page: Page) -> None:
    """Wait until the rows of all papers of the answer are there."""
    page.wait_for_selector("#papers[aria-busy=false]", state="attached")


def ask(page: Page, query: str) -> str:
    """Type a query, and return the count that is shown for it."""
    page.fill("#q", query)
    return page.inner_text("#count")

"""`kdcat open`: the address that is meant, and no other, in the browser that is there."""

from __future__ import annotations

import json
import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_terminal import on_terminal, plain
from tests.conftest import Kdcat

PAPER = "https://arxiv.org/abs/2403.01479"
CODE = "https://github.com/ncsoft/Align-to-Distill"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the browser was given."""
    urls: list[str] = []

    def open_url(url: str) -> bool:
        urls.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", open_url)
    monkeypatch.setenv("BROWSER", "true")
    return urls


def test_the_paper_or_its_code_is_opened(kdcat: Kdcat, opened: list[str]) -> None:
    assert kdcat("open", "2403.01479") == ""
    assert kdcat("open", "--code", "align-to-distill: trainable") == ""
    assert opened == [PAPER, CODE]


def test_print_only_prints(kdcat: Kdcat, opened: list[str]) -> None:
    assert (
        kdcat("open", "--print", "2403.01479", "2105.12967")
        == f"{PAPER}\nhttps://arxiv.org/abs/2105.12967\n"
    )
    assert opened == []


def test_without_a_browser_the_address_is_printed_and_said_so(
    kdcat: Kdcat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert (
        kdcat("open", "2403.01479", stderr="kdcat: no web browser here; the address:\n")
        == f"{PAPER}\n"
    )


def test_what_is_not_there_is_said(kdcat: Kdcat, opened: list[str]) -> None:
    kdcat(
        "open",
        "zzxqy",
        code=1,
        stderr="kdcat: no paper zzxqy".replace("zzxqy", "'zzxqy'") + "; try: kdcat search zzxqy\n",
    )
    kdcat(
        "open", "--code", "radardistill", code=1,
        stderr="kdcat: the catalog has no code link for radardistill-boosting-radar-s2r0v4e6 (RadarDistill: Boosting Radar-based Object "
        "Detection Performance via Knowledge Distillation from LiDAR Features)\n",
    )  # fmt: skip
    assert opened == []


@pytest.mark.slow
def test_many_at_once_are_asked_about(kdcat: Kdcat, opened: list[str]) -> None:
    references = [
        "2403.01479",
        "2105.12967",
        "1902.10461",
        "2012.04584",
        "1808.07644",
        "1911.03829",
    ]
    kdcat(
        "open",
        *references,
        code=2,
        stderr="kdcat: 6 pages at once: add --yes to open them, or --print to print them\n",
    )
    assert opened == []
    kdcat("open", "--yes", *references)
    assert len(opened) == 6
    shown, code = on_terminal("open", *references, env={"BROWSER": "true"}, keys=b"n\n")
    assert "Open 6 pages? [y/N]:" in plain(shown)
    assert code == 1


def test_only_http_and_https_are_ever_opened(
    kdcat: Kdcat, opened: list[str], write: Callable[[str], str]
) -> None:
    for url in ("javascript:alert(1)", "file:///etc/passwd", "-x", "vscode://x"):
        path = write(f"* **Alpha one**, CVPR 2024, [ :link: ]({url})\n")
        (paper,) = json.loads(kdcat("list", "-c", path, "--json"))
        said = f"kdcat: the catalog has no paper link for {paper['id']} (Alpha one)\n"
        kdcat("open", "alpha", "-c", path, code=1, stderr=said)
    assert opened == []


@pytest.mark.slow
def test_a_browser_that_fails_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    browser = tmp_path / "fails"
    browser.write_text("#!/bin/sh\nexit 3\n")
    browser.chmod(0o755)
    # No other browser of this machine may be found.
    env = {"BROWSER": f"nosuch %s:{browser}", "PATH": str(tmp_path), "DISPLAY": ""}
    shown, code = on_terminal("open", "2403.01479", "2105.12967", env=env, columns=300)
    failed = f"kdcat: 'nosuch' is not there, '{browser}' failed ($BROWSER); the address:\n"
    assert plain(shown) == f"{failed}{PAPER}\n{failed}https://arxiv.org/abs/2105.12967\n"
    assert code == 2

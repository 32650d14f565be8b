"""What all tests share: a clean environment, and one strict way to run the program."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from hypothesis import settings

from kdcat.cli.program import run
from kdcat.layouts import inline
from kdcat.reading.catalog import Catalog, read
from tests.making import LABELS

if TYPE_CHECKING:
    from tests.loopback import Web

# The same texts are made up at every run, so that a change is judged by what it changes; others are
# looked for with `pytest --hypothesis-profile explore`. A slow moment of the machine is no failure.
settings.register_profile("kdcat", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("kdcat")

# Who starts the tests may ignore signals, as nohup does and a shell for what it runs beside itself; the
# programs that the tests start would ignore them too.
for _name, _usual in (
    ("SIGINT", signal.default_int_handler),
    ("SIGQUIT", signal.SIG_DFL),
    ("SIGHUP", signal.SIG_DFL),
):
    if hasattr(signal, _name) and signal.getsignal(getattr(signal, _name)) == signal.SIG_IGN:
        signal.signal(getattr(signal, _name), _usual)

LONGEST_CHILD = 240
"""Seconds after which a process that a test has forked off is ended: fewer than a test may take."""

# A test that hangs is ended with its process: see `timeout` in pyproject.toml. What was forked off by
# it would live on, and hold the pipe from whose end xdist knows that a process has ended.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=lambda: signal.alarm(LONGEST_CHILD))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count what draws a hundred examples or asks a server as slow; begin with the longest."""
    for item in items:
        draws = getattr(getattr(item, "function", None), "is_hypothesis_test", False)
        if draws or "web" in getattr(item, "fixturenames", ()):
            item.add_marker("slow")
    # At the end one core would be left alone with them.
    items.sort(key=lambda item: item.path.name != "test_growth.py")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The contents that the inline parser is asked for, each time."""
    contents: list[str] = []
    tokens = inline._tokens

    def noted(content: str, *others: Any) -> Any:
        contents.append(content)
        return tokens(content, *others)

    monkeypatch.setattr(inline, "_tokens", noted)
    return contents


class Kdcat(Protocol):
    def __call__(self, *argv: str, code: int = ..., stderr: str = ..., stdin: str = ...) -> str: ...


@pytest.fixture(autouse=True)
def _clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in ("KDCAT_CATALOG", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    # A pager waits for keys that nobody presses.
    monkeypatch.setenv("KDCAT_PAGER", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp() / "data"))
    monkeypatch.setenv("KDCAT_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def kdcat(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Kdcat:
    """Run the program here, fail on another exit code or other words on stderr, return stdout."""

    def kdcat(*argv: str, code: int = 0, stderr: str = "", stdin: str = "") -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        found = run(argv)
        said = capsys.readouterr()
        assert said.err == stderr
        assert found == code
        return said.out

    return kdcat


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """All the servers of the world, on this machine."""
    from tests.loopback import Web, authority, lead_to, serving

    with serving(Web(authority())) as web:
        lead_to(web, monkeypatch, tmp_path_factory.mktemp("home"))
        yield web


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return read()


@pytest.fixture(scope="session")
def labels() -> list[dict[str, Any]]:
    """The hand labels of all entries of the catalog."""
    return list(LABELS)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], str]:
    """Write a catalog and return its path."""

    def write(content: str | bytes, name: str = "list.md") -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write

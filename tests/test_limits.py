"""A test that hangs is ended, and the others go on: whatever it is that hangs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
TESTS = """\
import asyncio, os, threading

import pytest
from hypothesis import given, strategies

from tests import conftest

conftest.LONGEST_CHILD = 2


@given(strategies.integers())
def test_hypothesis(number):
    threading.Event().wait()


def test_thread():
    async def wait():
        await asyncio.to_thread(threading.Event().wait)

    asyncio.run(wait())


def test_forked():
    if (child := os.fork()) == 0:
        threading.Event().wait()
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize("number", range(7))
def test_other(number):
    pass
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is forked off")
def test_whatever_hangs_is_ended_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "test_hanging.py").write_text(TESTS)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-n", "1", "--rootdir", str(tmp_path)),
            *("-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider"),
            *("-p", "tests.conftest", "-o", "timeout=3", "-o", "faulthandler_timeout=1"),
            str(tmp_path / "test_hanging.py"),
        ],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    hanging = ["test_forked", "test_hypothesis", "test_thread"]
    assert sorted(re.findall(r"^FAILED .*::(\w+)", done.stdout, re.MULTILINE)) == hanging
    assert "\n3 failed, 7 passed in " in done.stdout
    # Where each waits is told before: a second before the forked child is ended, the first that is.
    assert (
        sorted({*re.findall(r'test_hanging\.py", line \d+ in (test_\w+)', done.stderr)}) == hanging
    )

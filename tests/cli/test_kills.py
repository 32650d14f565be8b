"""Killed at any moment, or many at once: every file is the old one or the new one, whole.

The program that does it is `benchmarks/robustness.py`; here it does less of it.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "benchmarks"))

from robustness import PARTS, Told, crowd, index_kills, kills

from tests.test_files import posix

pytestmark = pytest.mark.slow


def is_whole(told: Told) -> bool:
    # One temporary file at most is left, and the next write takes it away.
    return told.is_right and told.left <= 1


@posix
@pytest.mark.slow
@pytest.mark.parametrize("name", PARTS)
def test_killed_at_any_moment_a_command_leaves_the_old_file_or_the_new_one(
    name: str, tmp_path: Path
) -> None:
    assert is_whole(kills(name, tmp_path, 30))


@posix
@pytest.mark.slow
def test_killed_at_any_moment_a_command_leaves_an_index_that_answers_right(tmp_path: Path) -> None:
    assert is_whole(index_kills(tmp_path, 30))


def test_many_processes_with_one_cache_folder_all_answer_right(tmp_path: Path) -> None:
    assert is_whole(crowd(tmp_path, 15))

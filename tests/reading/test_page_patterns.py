"""Patterns of pages: what they name, by paths alone and by what lies in a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.reading import page_patterns
from kdcat.reading.collection import files_named
from kdcat.reading.page_patterns import PagePattern, fits, page_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("page", "pattern", "is_one"),
    [
        ("a.md", "a.md", True),
        ("a.md", "./a.md", True),
        ("x/a.md", "*.md", False),
        # As long as no name is; to read it would take time with the square of its length.
        ("a.md", f"{'*' * 1000}.md", False),
        ("x/a.md", "*/a.md", True),
        ("x/y/a.md", "*/a.md", False),
        ("a.md", "**/a.md", True),
        ("x/y/a.md", "**/a.md", True),
        ("x/y/a.md", "x/**", True),
        ("z/y/a.md", "x/**", False),
        ("x/b.md", "x/[ab].md", True),
        ("x/B.md", "x/[ab].md", False),
        ("x/a.md", "**/**/**/?.md", True),
        ("x/y/a.md", "x/*", True),
        ("x/y/a.md", "x", True),
        ("xy/a.md", "x", False),
        ("x/y/a.md", "x/y/a.md", True),
        ("x/y/a.md", "x/y/?.md", True),
        ("x/z/a.md", "x/y/?.md", False),
        ("x/a.txt", "x/*", False),
        ("x/a.txt", "x/*.txt", True),
        ("x/.a.md", "x/*", False),
        (".x/a.md", "**/a.md", False),
        (".x/a.md", ".x/*", True),
        ("x/a.md", "**", True),
        ("x/a.md", "x/a.md/**", False),
    ],
)
def test_a_page_is_one_of_a_pattern(page: str, pattern: str, is_one: bool) -> None:
    assert fits(page, pattern) == is_one


def test_any_depth_again_and_again_is_one_part() -> None:
    # Each would be one more place where a path may stand, and each place leads to all behind it.
    parts = ("**", "**", "x", "**", "*", "**", "**", "**")
    assert page_pattern(parts).parts == ("**", "x", "**", "*", "**")


def test_each_of_many_patterns_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as a configuration may have, for each of many pages."""
    read = []

    def counted(parts: list[str]) -> PagePattern:
        read.append(parts)
        return page_pattern(parts)

    monkeypatch.setattr(page_patterns, "page_pattern", counted)
    for page in range(3):
        for number in range(1000):
            assert fits(f"z/{page}.md", f"z/{number}*.md") == (page == number)
    assert len(read) == 1000


_PARTS = ("**", "*", "x", ".x", "*.md", "a.md", "?.md", "*.txt", "[ax]*", ".*")
_FILES = ("a.md", "x/a.md", "x/x/b.md", "x/a.txt", ".x/a.md", "x/.x/a.md", "x/.a.md", "y/x/a.MD")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("pages")
    for name in _FILES:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text("")
    return top


@given(parts=st.lists(st.sampled_from(_PARTS), min_size=1, max_size=4))
def test_what_is_found_in_a_folder_is_what_fits(folder: Path, parts: list[str]) -> None:
    pattern = "/".join(parts)
    found = [
        Path(name).relative_to(folder).as_posix() for name in files_named(f"{folder}/", pattern)
    ]
    assert found == sorted(name for name in _FILES if fits(name, pattern))


@pytest.mark.parametrize("pattern", ["x/a.md", "x/x/b.md", "./.x/a.md", "*/a.md", "missing/a.md"])
def test_one_name_is_looked_for_alone(
    folder: Path, pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_into = []

    def scanned(path: str) -> Iterator[os.DirEntry[str]]:
        looked_into.append(path)
        return scandir(path)

    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", scanned)
    found = [
        Path(name).relative_to(folder).as_posix() for name in files_named(f"{folder}/", pattern)
    ]
    assert found == sorted(name for name in _FILES if fits(name, pattern))
    assert looked_into == ([f"{folder}/"] if "*" in pattern else [])

"""Where a file comes from, by what git says of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kdcat.bibliography.repositories import pages_of_file
from kdcat.diff.origins import Origin, origin_of
from tests.making import git

_REMOTE = "https://github.com/o/r"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere no file is called so")
@pytest.mark.parametrize(
    ("branch", "folder", "name", "line"),
    [
        ("main", "docs", "l.md", "main/docs/l.md"),
        # The letters that end a line in Python and in no name of git.
        ("a\x85b\u2028c", "docs\x85", "l\x0b.md", "a%C2%85b%E2%80%A8c/docs%C2%85/l%0B.md"),
        ("main", "two\nlines", "l\n.md", "main/two%0Alines/l%0A.md"),
        ("m\u202e", "\udcff\x1b[2J", "\udcfe.md", "m%E2%80%AE/%FF%1B%5B2J/%FE.md"),
    ],
)
def test_a_name_is_what_git_has_whatever_letters_it_has(
    tmp_path: Path, branch: str, folder: str, name: str, line: str
) -> None:
    git(tmp_path, "init", "-q", "-b", branch)
    git(tmp_path, "remote", "add", "origin", _REMOTE)
    file = tmp_path / folder / name
    file.parent.mkdir()
    file.touch()
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "x")
    found = origin_of(file, os.environ)
    assert found == Origin(_REMOTE, branch, f"{folder}/{name}")
    pages = pages_of_file(*found)
    assert pages is not None
    assert pages.line == f"{_REMOTE}/blob/{line}?plain=1#L"
    assert pages.edit == f"{_REMOTE}/edit/{line}"

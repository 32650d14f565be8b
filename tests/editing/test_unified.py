"""Differences in the unified format, which git applies."""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.editing import unified
from kdcat.editing.unified import unified_diff

TEXTS = st.text(st.sampled_from("ab\r\n \té"), max_size=40)


@given(TEXTS, TEXTS, st.sampled_from([0, 10_000]))
def test_git_applies_it(
    tmp_path_factory: pytest.TempPathFactory, old: str, new: str, most: int
) -> None:
    if shutil.which("git") is None:
        pytest.skip("no git")
    folder = tmp_path_factory.mktemp("patch")
    (folder / "a.md").write_bytes(old.encode())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(unified, "_MOST_COMPARED", most)
        diff = unified_diff("a.md", old, new)
    assert (diff == "") == (old == new)
    if diff:
        command = ["git", "apply", "-p1", "--unidiff-zero", "--whitespace=nowarn", "-"]
        environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)}
        subprocess.run(command, cwd=folder, input=diff.encode(), check=True, env=environment)
    assert (folder / "a.md").read_bytes() == new.encode()


def test_changes_far_apart_are_those_that_difflib_finds() -> None:
    old = [f"{line}\n" if line % 3 else "\n" for line in range(600)]
    new = [*old]
    new[0:0] = ["first\n"]
    new[100] = "other\n"
    new[104] = "other\n"
    del new[300:303]
    new[-1] = "last"
    whole = "".join(difflib.unified_diff(old, new, "a/x.md", "b/x.md"))
    assert unified_diff("/x.md", "".join(old), "".join(new)) == (
        f"{whole}\n\\ No newline at end of file\n"
    )


def test_lines_that_change_in_turn_are_replaced_one_by_one() -> None:
    old = "a\n\n\n\n\n\n\n\n" * 30
    hunks = "".join(
        f"@@ -{line + 1 - before},{4 + before} +{line + 1 - before},{4 + before} @@\n"
        + " \n" * before
        + "-a\n+b\n \n \n \n"
        for line, before in ((line, min(line, 3)) for line in range(0, 240, 8))
    )
    assert unified_diff("x.md", old, old.replace("a", "b")) == f"--- a/x.md\n+++ b/x.md\n{hunks}"


def test_a_long_block_is_replaced_as_one() -> None:
    old = [f"{line}\n" for line in range(150)]
    new = [f"{line} more\n" for line in range(150)]
    whole = "".join(difflib.unified_diff(old, new, "a/x.md", "b/x.md"))
    assert unified_diff("x.md", "".join(old), "".join(new)) == whole


PAGE = [f"{line}\n" for line in range(150)]
LINES = PAGE[:60]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([], LINES[:2]),
        (LINES[:2], []),
        # Changes with five, six and seven lines between them: two hunks only in the last.
        *((LINES, [*LINES[:20], "a\n", *LINES[21 : 21 + n], "b\n", *LINES[22 + n :]])
          for n in (5, 6, 7)),
        # A line that was moved to the front.
        (LINES, [LINES[20], *LINES[:20], *LINES[21:]]),
        # Lines that stand more than once are not told from each other.
        (["a\n", "\n", "x\n", "\n", "a\n", "\n"], ["a\n", "\n", "\n", "\n"]),
        # A page that has all thrice, and a paper more in one of them.
        (PAGE * 3, [*PAGE, *PAGE[:75], "new\n", *PAGE[75:], *PAGE]),
    ],
)  # fmt: skip
def test_the_difference_is_the_one_of_difflib(old: list[str], new: list[str]) -> None:
    whole = "".join(difflib.unified_diff(old, new, "a/x.md", "b/x.md"))
    assert unified_diff("x.md", "".join(old), "".join(new)) == whole


def test_lines_that_stand_often_are_compared_as_others() -> None:
    old, new = "a\n" + "\n" * 40 + "b\n", "c\n" + "\n" * 220 + "d\n"
    diff = unified_diff("x.md", old, new).splitlines()
    assert (diff.count("-"), diff.count("+")) == (0, 180)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere no file is called so")
@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("d\u00e9j\u00e0 vu.md", "{}/d\u00e9j\u00e0 vu.md\t"),
        ("\x1b[2J\n\u202e.md", r'"{}/\033[2J\012\342\200\256.md"'),
        ("\udcff\x9b\u200b\t\r.md", r'"{}/\377\302\233\342\200\213\011\015.md"'),
        ('a "b" \\c\\.md', '"{}/a \\"b\\" \\\\c\\\\.md"\t'),
    ],
)
def test_a_name_that_acts_is_written_as_git_and_patch_read_it(
    tmp_path: Path, name: str, written: str
) -> None:
    before, after = "one\ntwo\n", "one\nthree\n"
    diff = unified_diff(name, before, after)
    heads = [f"{sign} {written.format(side)}" for sign, side in (("---", "a"), ("+++", "b"))]
    assert diff.split("\n")[:2] == heads
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    for program in (["git", "apply"], ["patch", "-p1", "-s"]):
        if not shutil.which(program[0]):
            continue
        file = tmp_path / name
        file.write_text(before)
        subprocess.run(program, cwd=tmp_path, input=diff.encode(), check=True, env=environment)
        assert file.read_text() == after

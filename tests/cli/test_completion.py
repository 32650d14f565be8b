"""Completion: the real values of the catalog, in a form that each shell can take."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

KDCAT = str(Path(sys.executable).with_name("kdcat"))


def proposed(*words: str, shell: str = "bash") -> list[str]:
    """What the program proposes for the last of the words."""
    line = ["kdcat", *words]
    env = {
        **os.environ,
        "_KDCAT_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "\n".join(line),
        "COMP_CWORD": str(len(line) - 1),
        "_TYPER_COMPLETE_ARGS": " ".join(line),
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = subprocess.run([KDCAT], env=env, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["list", "--modality", ""], ["3d-input", "Speech", "Text", "Video"]),
        (["list", "--modality", "s"], ["speech"]),
        (["list", "-m", "S"], ["Speech"]),
        (["list", "--task", "speech-r"], ["speech-recognition-asr"]),
        (["list", "--section", "speech-r"], ["speech-recognition-asr"]),
        (["stats", "--section", "vi"], ["video"]),
        (["list", "--fields", "title,li"], ["title,line", "title,links"]),
        (["export", "--key", "au"], ["author-year"]),
        (["list", "--venue", "cv"], ["cvpr"]),
        (["search", "x", "--venue", "IC"], ["ICASSP", "ICCV", "ICIP", "ICLR", "ICME", "ICML", "ICPR", "ICRA"]),
        (["list", "--year", "202"], ["2025", "2024", "2023", "2022", "2021", "2020"]),
        (["show", "radard"], ["radardistill-boosting-radar-s2r0v4e6"]),
        (["list", "--fields", "title,ye"], ["title,year"]),
        (["list", "--sort", "year,-ti"], ["year,-title"]),
        (["list", "--format", "b"], ["bibtex"]),
        (["export", "--format", "s"], ["sqlite"]),
        (["stats", "--by", "ye"], ["year"]),
        (["sta"], ["stats"]),
        (["list", "-c", "/no/such/file", "--venue", ""], [""]),
    ],
    ids=" ".join,
)  # fmt: skip
def test_real_values_are_proposed(words: list[str], expected: list[str]) -> None:
    assert proposed(*words) == expected


@pytest.mark.slow
@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_served(shell: str) -> None:
    assert any("cvpr" in line for line in proposed("list", "--venue", "cv", shell=shell))


@pytest.mark.slow
def test_what_is_proposed_is_understood(tmp_path: Path) -> None:
    """A slug and a name in lower case select what the name does."""
    counts = []
    for value in ("3d-input", "3D Input"):
        done = subprocess.run(
            [KDCAT, "list", "-m", value], capture_output=True, text=True, check=True
        )
        counts.append(len(done.stdout.splitlines()))
    assert counts == [53, 53]


@pytest.mark.slow
def test_hostile_names_do_nothing_to_a_shell(write: Callable[[str], str]) -> None:
    path = write("## $(touch pwned) `id` ; rm *\n* **A**, CVPR 2024, [ :link: ](https://x.org/a)\n")
    assert proposed("list", "-c", path, "--modality", "") == ["touch-pwned-id-rm"]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_bash_completes_with_what_is_shown() -> None:
    """As a user has it: the script that --show-completion prints, read by bash."""
    script = subprocess.run(
        [KDCAT, "--show-completion", "bash"], capture_output=True, text=True, check=True,
        env={**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"},
    ).stdout  # fmt: skip
    program = (
        f"{script}\nPATH={Path(KDCAT).parent}:$PATH\nCOMP_WORDS=(kdcat list --modality v); COMP_CWORD=3\n"
        '_kdcat_completion kdcat; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "video\n"

"""Completion: the real values of the catalog, in a form that each shell can take."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
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
        (["list", "-m", "speech", "--task", "speech-"], [
            "speech-enhancement", "speech-recognition-asr", "speech-separation",
            "speech-synthesis-text-to-speech", "speech-translation",
        ]),
        (["list", "-m", "text", "--task", "speech-"], [""]),
        (["list", "-m", "nonsense", "--task", "speech-"], [""]),
        (["list", "--task", '"Speech R'], ["Speech Recognition (ASR)"]),
        (["list", "--task", "'speech r"], ["speech recognition (asr)"]),
        (["search", "venue:CV"], ["venue:CVPR"]),
        (["search", "lidar", "-venue:cv"], ["-venue:cvpr"]),
        (["search", "venue", ":", "CV"], ["CVPR"]),
        (["search", "has", ":"], ["code", "paper"]),
        (["search", "'lidar year:202"], [f"lidar year:{year}" for year in range(2025, 2019, -1)]),
        (["search", '"task:Speech R'], [""]),
        (["search", '"lidar task:speech-r'], ["lidar task:speech-recognition-asr"]),
        (["search", "title:li"], [""]),
        (["search", "lidar"], [""]),
        (["show", "2412"], ["2412.16380", "2412.03515"]),
        (["show", "tinyb"], ["tinybert"]),
        (["show", "'simplified ti"], ["simplified tinybert"]),
        (["open", "lircd"], ["lircdepth-lightweight-radar-0t6kcfk1"]),
        (["open", "--code", "lircd"], ["lircdepth-lightweight-radar-0t6kcfk1"]),
        (["open", "--code", "radard"], [""]),
        (["help", "se"], ["search"]),
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


LINES = {
    'kdcat list -m speech --task "Speech Rec': ["list", "-m", "speech", "--task", "Speech Recognition (ASR)"],
    "kdcat list --task speech-rec": ["list", "--task", "speech-recognition-asr"],
    "kdcat search lidar venue:CV": ["search", "lidar", "venue:CVPR"],
    "kdcat search 'lidar venue:CV": ["search", "lidar venue:CVPR"],
    "kdcat search -venue:CV": ["search", "-venue:CVPR"],
    "kdcat show 2412.16": ["show", "2412.16380"],
    "kdcat show 'simplified tin": ["show", "simplified tinybert"],
    "kdcat open --code radard": ["open", "--code", "radard"],
}  # fmt: skip
"""Beginnings of command lines, and the words that the Tab key makes of them."""
STARTS = {
    "bash": ["bash", "--noprofile", "--rcfile", "start", "-i"],
    "zsh": ["zsh", "-d", "-i"],
    "fish": ["fish", "--no-config", "--init-command", "source start", "-i"],
}
BEFORE = {"zsh": "autoload -U compinit; compinit -u -D; bindkey -e\n"}


class Shell:
    """A shell at work on a terminal, as a user has it: with what --show-completion prints."""

    def __init__(self, name: str, home: Path) -> None:
        script = subprocess.run(
            [KDCAT, "--show-completion", name], capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        for file in ("start", ".zshrc"):
            (home / file).write_text(f"{BEFORE.get(name, '')}{script}")
        # It prints the words it is called with, unless it is asked what to propose.
        program = home / "bin" / "kdcat"
        program.parent.mkdir()
        program.write_text(
            f'#!/bin/sh\n[ -n "$_KDCAT_COMPLETE" ] && exec {KDCAT} "$@"\nprintf "<%s>" "$@"; echo END\n'
        )
        program.chmod(0o755)
        env = {
            "PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": str(home), "ZDOTDIR": str(home),
            "TERM": "xterm", "LC_ALL": "C.UTF-8", "KDCAT_CACHE_DIR": os.environ["KDCAT_CACHE_DIR"],
        }  # fmt: skip
        self.process, self.terminal = pty.fork()
        if not self.process:
            os.chdir(home)
            os.execvpe(STARTS[name][0], STARTS[name], env)

    def completed(self, line: str) -> list[str]:
        """Type a line, the Tab key and Return, and return the words that kdcat was called with."""
        os.write(self.terminal, f"{line}\t\n".encode())
        shown = b""
        while b">END" not in shown:
            assert select.select([self.terminal], [], [], 60)[0], shown
            shown += os.read(self.terminal, 65536)
        words = re.findall(r"<([^\r\n]*)>END", shown.decode())[0]
        return str(words).split("><")

    def end(self) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


@pytest.mark.slow
@pytest.mark.parametrize("name", STARTS)
def test_a_real_shell_completes(name: str, tmp_path: Path) -> None:
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    shell = Shell(name, tmp_path)
    try:
        for line, words in LINES.items():
            # Where nothing is proposed for an open quote, the line would go on.
            assert shell.completed(line) == words
    finally:
        shell.end()

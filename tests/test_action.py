"""The action for GitHub and the hooks for pre-commit, run as those who run them do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml  # type: ignore[import-untyped]

from tests.making import ROOT, entry, git

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)
OLD = "".join(entry("ACL 2021", f"http://x.org/{n}", f"Old paper {n}") for n in range(400))
ALPHA = entry("ICASP 2022", "https://x.org/alpha", "Alpha")
GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


class Job(NamedTuple):
    """What a run of the action leaves."""

    code: int
    said: str
    summary: str
    outputs: dict[str, str]


class Runner:
    """What GitHub's runner does of a composite action, as far as this one needs it."""

    def __init__(self, folder: Path, workspace: Path, kdcat: Path) -> None:
        self.folder = folder
        self.workspace = workspace
        temp = folder / "temp"
        (temp / "kdcat").parent.mkdir(parents=True)
        if not (temp / "kdcat").exists():
            (temp / "kdcat").symlink_to(kdcat)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "RUNNER_TEMP": str(temp),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_WORKSPACE": str(workspace),
            "GITHUB_ACTIONS": "true",
            **GIT,
        }

    def run(self, event: dict[str, Any], inputs: dict[str, str], **variables: str) -> Job:
        """Run the steps but for the first, which installs kdcat."""
        given = {name: str(one["default"]) for name, one in ACTION["inputs"].items()} | inputs
        known: dict[str, Any] = {"inputs": given, "github": {"event": event}, "steps": {}}
        summary = said = ""
        code = 0
        for number, step in enumerate(ACTION["runs"]["steps"][1:]):
            if code:
                break
            files = {
                name: self.folder / f"{name.lower()}_{number}"
                for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")
            }
            for file in files.values():
                file.write_text("")
            script = self.folder / f"{number}.sh"
            script.write_text(step["run"])
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
                cwd=self.workspace,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                env={
                    **self.environment,
                    **{name: str(file) for name, file in files.items()},
                    **{name: _evaluated(text, known) for name, text in step.get("env", {}).items()},
                    **variables,
                },
            )
            code = done.returncode
            said += done.stdout
            summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
            lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
            known["steps"][step.get("id")] = {"outputs": dict(line.split("=", 1) for line in lines)}
        outputs = {name: _evaluated(one["value"], known) for name, one in ACTION["outputs"].items()}
        return Job(code, said, summary, outputs)


def _evaluated(text: str, known: dict[str, Any]) -> str:
    """A text with its expressions, which are names and `||`, replaced by their values."""

    def value(match: re.Match[str]) -> str:
        for path in match[1].split("||"):
            found: Any = known
            for name in path.strip().split("."):
                found = found.get(name) if isinstance(found, dict) else None
            if found:
                return str(found)
        return ""

    return re.sub(r"\$\{\{\s*(.*?)\s*\}\}", value, text)


@pytest.fixture
def upstream(tmp_path: Path) -> Path:
    """A list of two pages with many old faults."""
    folder = tmp_path / "upstream"
    (folder / "text").mkdir(parents=True)
    git(folder, "init", "-q")
    (folder / "kdcat.toml").write_text('pages = ["*/README.md", "speech.md"]\n')
    (folder / "text/README.md").write_text(
        "## Text\n\n" + entry("ACL 2023", "https://x.org/b", "Beta")
    )
    (folder / "speech.md").write_text("## Speech\n\n" + OLD)
    (folder / "README.md").write_text("# Our lists\n\n* [Text](text/README.md)\n")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "The lists")
    return folder


def proposed(upstream: Path) -> str:
    """A pull request merged into what there is by then, as GitHub does; the merge's name."""
    git(upstream, "checkout", "-q", "-b", "fork")
    page = upstream / "speech.md"
    beta = entry("ACL 2023", "https://x.org/b", "Beta")
    page.write_text(page.read_text().replace("Old paper 7*", "Old paper seven*") + ALPHA + beta)
    git(upstream, "commit", "-qam", "More papers")
    git(upstream, "checkout", "-q", "main")
    with (upstream / "text/README.md").open("a") as file:
        file.write(entry("ACL 2024", "http://x.org/m", "Meanwhile"))
    git(upstream, "commit", "-qam", "Meanwhile")
    git(upstream, "merge", "-q", "--no-ff", "-m", "Merge", "fork")
    merge = git(upstream, "rev-parse", "HEAD")
    git(upstream, "update-ref", "refs/pull/1/merge", merge)
    git(upstream, "reset", "-q", "--hard", "HEAD^1")
    return merge


def checked_out(tmp_path: Path, upstream: Path, reference: str) -> Path:
    """What actions/checkout makes: one commit, and nothing that it came from."""
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    git(workspace, "init", "-q")
    git(workspace, "remote", "add", "origin", upstream.as_uri())
    git(workspace, "fetch", "-q", "--depth=1", "origin", reference)
    git(workspace, "checkout", "-q", "FETCH_HEAD")
    return workspace


@pytest.fixture
def installed() -> Path:
    """Where kdcat is, as the action's first step leaves it: `bin/kdcat` in it."""
    return Path(sysconfig.get_path("scripts")).parent


SUMMARY = """\
## Findings

| Place | Severity | Rule | What |
| --- | --- | --- | --- |
| speech.md:403 | warning | venue-misspelled | ICASP is ICASSP misspelt |

## Listed on other pages too

* Beta: text/README.md:3, speech.md:404

## Papers

2 added, 1 changed

## New papers

### Speech

* **Alpha**, ICASP 2022, [ :link: ](https://x.org/alpha)
* **Beta**, ACL 2023, [ :link: ](https://x.org/b)

## Changed papers

* **Old paper seven**, ACL 2021, [ :link: ](http://x.org/7)
  * title: Old paper 7 → Old paper seven
"""
NOTED = (
    "::warning file=speech.md,line=403,endLine=403,col=14,endColumn=19,title=venue-misspelled"
    "::ICASP is ICASSP misspelt\n"
)


@pytest.mark.slow
def test_a_pull_request_of_a_fork(tmp_path: Path, upstream: Path, installed: Path) -> None:
    base = git(upstream, "rev-parse", "HEAD")
    merge = proposed(upstream)
    workspace = checked_out(tmp_path, upstream, "refs/pull/1/merge")
    runner = Runner(tmp_path / "runner", workspace, installed)
    # The event tells what there was when the request was made.
    event = {"pull_request": {"base": {"sha": base}}}
    job = runner.run(event, {}, GITHUB_EVENT_NAME="pull_request", GITHUB_SHA=merge)
    said = f"kdcat: kdcat.toml is obeyed\n{NOTED}1 warning\n"
    assert sorted(job.said.splitlines()) == sorted(said.splitlines())
    assert job._replace(said="") == Job(1, "", SUMMARY, {"findings": "true"})


@pytest.mark.slow
def test_a_push(tmp_path: Path, upstream: Path, installed: Path) -> None:
    base = git(upstream, "rev-parse", "HEAD")
    (upstream / "speech.md").write_text(
        (upstream / "speech.md").read_text().replace("paper 7*", "paper seven*")
    )
    git(upstream, "commit", "-qam", "A correction")
    workspace = checked_out(tmp_path, upstream, "main")
    runner = Runner(tmp_path / "runner", workspace, installed)
    variables = {"GITHUB_EVENT_NAME": "push", "GITHUB_SHA": git(workspace, "rev-parse", "HEAD")}
    job = runner.run({"before": base}, {}, **variables)
    assert (job.code, job.said, job.outputs) == (
        0, "kdcat: kdcat.toml is obeyed\n", {"findings": "false"},
    )  # fmt: skip
    assert job.summary.startswith("## Findings\n\nNone.\n\n## Papers\n\n1 changed\n")
    # To a branch that is new.
    job = runner.run({"before": "0" * 40}, {"files": "speech.md\n\n"}, **variables)
    assert (job.code, job.said.count("insecure-http")) == (1, 400)
    # Compared with what the workflow names.
    job = runner.run({}, {"since": "main", "files": "text"}, **variables)
    assert (job.code, job.summary) == (0, "## Findings\n\nNone.\n\n## Papers\n\nno paper differs\n")


@pytest.mark.slow
def test_trouble_is_no_finding(tmp_path: Path, upstream: Path, installed: Path) -> None:
    (upstream / "kdcat.toml").write_text("page = 1")
    git(upstream, "commit", "-qam", "A mistake")
    workspace = checked_out(tmp_path, upstream, "main")
    runner = Runner(tmp_path / "runner", workspace, installed)
    job = runner.run({}, {"files": "$(touch x); `touch y`\n-x.md"}, GITHUB_EVENT_NAME="push")
    assert job == Job(2, "kdcat: $(touch x); `touch y`: no such file\n", "", {"findings": ""})
    job = runner.run({}, {}, GITHUB_EVENT_NAME="push")
    message = "no key 'page' (did you mean pages?); keys: pages, select, ignore, order, venues"
    assert job == Job(2, f"kdcat: kdcat.toml:1: {message}\n", "", {"findings": ""})
    assert sorted(path.name for path in workspace.iterdir()) == [
        ".git",
        "README.md",
        "kdcat.toml",
        "speech.md",
        "text",
    ]


@pytest.mark.slow
def test_the_first_step_installs_kdcat(tmp_path: Path) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    subprocess.run(
        [
            "bash",
            "--noprofile",
            "--norc",
            "-e",
            "-o",
            "pipefail",
            "-c",
            ACTION["runs"]["steps"][0]["run"],
        ],
        check=True,
        env={
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "RUNNER_TEMP": str(temp),
            "GITHUB_ACTION_PATH": str(ROOT),
            # What it takes from a registry is here already, and no other is asked.
            "PYTHONPATH": sysconfig.get_path("purelib"),
            "PIP_NO_INDEX": "1",
            "PIP_NO_BUILD_ISOLATION": "false",
            "PIP_NO_DEPS": "1",
        },
    )
    program = (temp / "kdcat/bin/kdcat").read_text(encoding="utf-8")
    assert "from kdcat.__main__ import main" in program


def test_no_expression_stands_in_a_script() -> None:
    steps = ACTION["runs"]["steps"]
    assert [step["name"] for step in steps if "${{" in step["run"]] == []
    assert {step["shell"] for step in steps} == {"bash"}
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert "token" not in re.sub(r"#.*", "", text)
    assert "secrets." not in text


# Hooks.


def hook(name: str, folder: Path, *files: str, args: list[str] | None = None) -> tuple[int, str]:
    """Run a hook as pre-commit does: once, with the names of the files that are committed."""
    (found,) = (one for one in HOOKS if one["id"] == name)
    assert found["require_serial"]
    program, *words = found["entry"].split()
    done = subprocess.run(
        [
            str(Path(sysconfig.get_path("scripts")) / program),
            *words,
            *(args or found["args"]),
            *files,
        ],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **GIT},
    )
    return done.returncode, done.stdout


@pytest.mark.slow
def test_the_hooks_judge_what_is_committed(upstream: Path) -> None:
    page = upstream / "speech.md"
    files = ("speech.md", "README.md")
    assert hook("kdcat-lint", upstream, *files) == (0, "kdcat: kdcat.toml is obeyed\n")
    assert hook("kdcat-lint", upstream, "README.md") == (0, "kdcat: kdcat.toml is obeyed\n")
    arxiv = entry("arxive 2021", "https://arxiv.org/abs/2104.00001", "Alpha")
    before = page.read_text()
    page.write_text(before + arxiv)
    code, said = hook("kdcat-lint", upstream, *files)
    assert code == 1
    assert (
        "speech.md:403:14: warning: venue-misspelled: arxive is arXiv misspelt [fixable]\n" in said
    )
    mended = "venue-misspelled: arxive is arXiv misspelt"
    assert hook("kdcat-fix", upstream, *files) == (
        0,
        f"kdcat: kdcat.toml is obeyed\nspeech.md:403: fixed {mended}\nspeech.md: 1 fixed\n",
    )  # fmt: skip
    assert page.read_text() == before + arxiv.replace("arxive", "arXiv")
    assert hook("kdcat-lint", upstream, *files, args=["--since="])[0] == 1

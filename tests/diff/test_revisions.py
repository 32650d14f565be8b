"""Files of a revision, out of repositories that nobody should trust: nothing runs, nothing connects.

Every trap is proved to be one: git as people run it falls into it.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import socket
import stat
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from kdcat.diff.revisions import pages_before, side
from kdcat.errors import KdcatError
from kdcat.reading.source import load

# Each test makes a repository with git.
pytestmark = pytest.mark.slow


CONTENT = "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith("GIT_")
} | {"GIT_CONFIG_GLOBAL": os.devnull}  # fmt: skip
PROMISE = {
    "core.repositoryFormatVersion": "1",
    "extensions.partialClone": "origin",
    "remote.origin.promisor": "true",
    "remote.origin.fetch": "+refs/heads/*:refs/remotes/origin/*",
}
GIT = shutil.which("git") or "git"
MISSING = "is missing in the repository (is it a partial clone?), and kdcat fetches nothing"


def git(folder: Path, *words: str, **environment: str) -> str:
    """Run git as its users do, whatever comes of it, and return what it prints."""
    done = subprocess.run(
        [GIT, "-c", "user.name=a", "-c", "user.email=a@b.c", *words],
        cwd=folder,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        encoding="utf-8",
        env={**ENVIRONMENT, **environment},
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with `c.md` and `sub/d.md` in two revisions, where the test is run."""
    folder = tmp_path / "repository"
    (folder / "sub").mkdir(parents=True)
    git(folder, "init", "-q")
    for text in ("", CONTENT):
        (folder / "c.md").write_text(text)
        (folder / "sub/d.md").write_text(f"{text}\n")
        git(folder, "add", ".")
        git(folder, "commit", "-q", "-m", "fix: the list")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def trap(tmp_path: Path) -> tuple[str, Path]:
    """A program that tells that it was run by making a file, and the file."""
    marker, program = tmp_path / "marker", tmp_path / "trap"
    program.write_text(f'#!/bin/sh\ncat > /dev/null < /dev/null; touch "{marker}"; exit 1\n')
    program.chmod(0o755)
    return str(program), marker


def configure(folder: Path, settings: Mapping[str, str], trap: str) -> None:
    for name, value in settings.items():
        git(folder, "config", "--add", name.replace("TRAP", trap), value.replace("TRAP", trap))


def lose(folder: Path, name: str) -> None:
    """Take an object out of a repository."""
    oid = git(folder, "rev-parse", name)
    (folder / ".git/objects" / oid[:2] / oid[2:]).unlink()


def refusal(name: str, environment: Mapping[str, str] = MappingProxyType(ENVIRONMENT)) -> str:
    with pytest.raises(KdcatError) as refused:
        side(name, environment)
    return str(refused.value)


FETCHING = {
    "core.sshCommand": {
        "remote.origin.url": "ssh://x.invalid/y", "core.sshCommand": "TRAP",
        "protocol.ssh.allow": "always",
    },
    "uploadpack": {"remote.origin.url": "file:///tmp", "remote.origin.uploadpack": "TRAP"},
    "an ext:: address": {"remote.origin.url": "ext::TRAP", "protocol.ext.allow": "always"},
    "url.*.insteadOf": {
        "remote.origin.url": "https://x.invalid/y", "protocol.ext.allow": "always",
        "url.ext::TRAP .insteadOf": "https://x.invalid/",
    },
    "remote.*.vcs": {
        "remote.origin.url": "TRAP", "remote.origin.vcs": "ext", "protocol.ext.allow": "always",
    },
    "core.gitProxy": {
        "remote.origin.url": "git://x.invalid/y", "core.gitProxy": "TRAP",
        "protocol.git.allow": "always",
    },
    "everything allowed": {
        "remote.origin.url": "ext::TRAP", "protocol.allow": "always",
        "protocol.ext.allow": "always", "fetch.recurseSubmodules": "true",
    },
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("settings", FETCHING.values(), ids=FETCHING)
def test_what_is_promised_is_not_fetched(
    settings: Mapping[str, str],
    repository: Path,
    trap: tuple[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program, marker = trap
    lose(repository, "HEAD:c.md")
    configure(repository, {**PROMISE, **settings}, program)
    message = f"HEAD:c.md: the content of 'c.md' in revision 'HEAD' {MISSING}"
    assert refusal("HEAD:c.md") == message
    assert not marker.exists()
    # Each of the two holds by itself: old versions of git know only the second.
    alone = ({"GIT_NO_LAZY_FETCH": "1"}, {"GIT_ALLOW_PROTOCOL": "none"})
    for environment in alone:
        monkeypatch.setattr("kdcat.diff.git._ENVIRONMENT", environment)
        assert refusal("HEAD:c.md") == message
        assert not marker.exists()
    monkeypatch.setattr("kdcat.diff.git._ENVIRONMENT", {})
    assert refusal("HEAD:c.md") == message
    assert marker.exists()


@pytest.mark.slow
@pytest.mark.parametrize("how", ["include", "includeIf", "worktree"])
def test_settings_in_other_files_are_no_way_around(
    how: str, repository: Path, trap: tuple[str, Path]
) -> None:
    program, marker = trap
    lose(repository, "HEAD:c.md")
    other = repository / ".git/config.worktree"
    own = {
        "include": {"include.path": str(other)},
        "includeIf": {"includeIf.gitdir:**.path": str(other)},
        "worktree": {"extensions.worktreeConfig": "true"},
    }[how]
    configure(repository, {**PROMISE, **own}, program)
    other.write_text(
        f'[remote "origin"]\nurl = ssh://x.invalid/y\n[core]\nsshCommand = {program}\n'
    )
    assert MISSING in refusal("HEAD:c.md")
    assert not marker.exists()
    git(repository, "cat-file", "blob", "HEAD:c.md")
    assert marker.exists()


@pytest.mark.parametrize("scheme", ["git", "http"])
def test_no_connection_is_opened(scheme: str, repository: Path) -> None:
    lose(repository, "HEAD:c.md")
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
        url = {"remote.origin.url": f"{scheme}://{address}/x"}
        configure(repository, {**PROMISE, **url, f"protocol.{scheme}.allow": "always"}, "")
        assert MISSING in refusal("HEAD:c.md")
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()
        process = subprocess.Popen(
            [GIT, "cat-file", "blob", "HEAD:c.md"], env=ENVIRONMENT, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        server.settimeout(30)
        server.accept()[0].close()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


RUNNING: dict[str, tuple[dict[str, str], str, list[str]]] = {
    "core.fsmonitor": ({"core.fsmonitor": "TRAP"}, "", ["status"]),
    "core.hooksPath": ({"core.hooksPath": "HOOKS"}, "", ["checkout", "HEAD~1"]),
    "a smudge filter": (
        {"filter.x.smudge": "TRAP", "filter.x.clean": "TRAP", "filter.x.required": "true"},
        "*.md filter=x", ["cat-file", "--filters", "HEAD:c.md"],
    ),
    "a filter process": (
        {"filter.x.process": "TRAP"}, "*.md filter=x", ["cat-file", "--filters", "HEAD:c.md"],
    ),
    "textconv": ({"diff.x.textconv": "TRAP"}, "*.md diff=x", ["cat-file", "--textconv", "HEAD:c.md"]),
    "diff.*.command": ({"diff.x.command": "TRAP"}, "*.md diff=x", ["diff", "HEAD~1"]),
    "diff.external": ({"diff.external": "TRAP"}, "", ["diff", "HEAD~1"]),
    "core.pager": ({"core.pager": "TRAP"}, "", ["--paginate", "cat-file", "blob", "HEAD:c.md"]),
    "pager.cat-file": (
        {"pager.cat-file": "TRAP", "pager.ls-tree": "TRAP", "pager.rev-parse": "TRAP"},
        "", ["cat-file", "blob", "HEAD:c.md"],
    ),
    "an alias": (
        {"alias.x": "!TRAP", "alias.cat-file": "!TRAP", "alias.rev-parse": "!TRAP"}, "", ["x"],
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("settings", "attributes", "words"), RUNNING.values(), ids=RUNNING)
def test_nothing_that_the_repository_names_is_run(
    settings: Mapping[str, str],
    attributes: str,
    words: list[str],
    repository: Path,
    trap: tuple[str, Path],
) -> None:
    program, marker = trap
    hooks = repository.parent / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        (hooks / name).symlink_to(program)
    configure(
        repository, {name: value.replace("HOOKS", str(hooks)) for name, value in settings.items()},
        program,
    )  # fmt: skip
    (repository / ".git/info/attributes").write_text(attributes)
    (repository / ".gitattributes").write_text(attributes)
    assert side("HEAD:c.md", ENVIRONMENT).text() == CONTENT
    assert "no file" in refusal("HEAD:none.md")
    assert "no revision" in refusal("none:c.md")
    assert not marker.exists()
    # On a terminal, which is where git looks for a pager.
    main, terminal = pty.openpty()
    with subprocess.Popen(
        [GIT, *words], stdin=terminal, stdout=terminal, stderr=terminal,
        env={**ENVIRONMENT, "TERM": "xterm"},
    ) as process:  # fmt: skip
        os.close(terminal)
        process.wait(60)
    os.close(main)
    assert marker.exists()


VARIABLES: dict[str, tuple[dict[str, str], list[str]]] = {
    "GIT_SSH_COMMAND": ({"GIT_SSH_COMMAND": "TRAP"}, ["cat-file", "blob", "HEAD:sub/d.md"]),
    "GIT_SSH": ({"GIT_SSH": "TRAP"}, ["cat-file", "blob", "HEAD:sub/d.md"]),
    "GIT_EXTERNAL_DIFF": ({"GIT_EXTERNAL_DIFF": "TRAP"}, ["diff", "HEAD~1", "c.md"]),
    "GIT_CONFIG_COUNT": (
        {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": "TRAP"},
        ["status"],
    ),
    "GIT_CONFIG_PARAMETERS": ({"GIT_CONFIG_PARAMETERS": "'core.fsmonitor'='TRAP'"}, ["status"]),
    "GIT_CONFIG_GLOBAL": ({"GIT_CONFIG_GLOBAL": "CONFIG"}, ["status"]),
    "GIT_EXEC_PATH": ({"GIT_EXEC_PATH": "FOLDER"}, ["cat-file", "blob", "HEAD:sub/d.md"]),
    "GIT_TRACE": ({"GIT_TRACE": "MARKER"}, ["rev-parse", "HEAD"]),
    "GIT_TRACE2_EVENT": ({"GIT_TRACE2_EVENT": "MARKER"}, ["rev-parse", "HEAD"]),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("variables", "words"), VARIABLES.values(), ids=VARIABLES)
def test_no_variable_of_git_is_handed_on(
    variables: Mapping[str, str], words: list[str], repository: Path, trap: tuple[str, Path]
) -> None:
    program, marker = trap
    lose(repository, "HEAD:sub/d.md")
    configure(repository, {**PROMISE, "remote.origin.url": "ssh://x.invalid/y"}, program)
    config, folder = repository.parent / "config", repository.parent / "programs"
    config.write_text(f"[core]\nfsmonitor = {program}\n")
    folder.mkdir()
    (folder / "git").symlink_to(program)
    places = {"TRAP": program, "CONFIG": str(config), "FOLDER": str(folder), "MARKER": str(marker)}
    set_to = {
        name: next((value.replace(*one) for one in places.items() if one[0] in value), value)
        for name, value in variables.items()
    }
    environment = {**ENVIRONMENT, **set_to}
    assert side("HEAD:c.md", environment).text() == CONTENT
    assert MISSING in refusal("HEAD:sub/d.md", environment)
    assert not marker.exists()
    git(repository, *words, **set_to)
    assert marker.exists()


def test_no_variable_of_git_leads_elsewhere(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(repository, other)
    git(other, "commit", "-q", "--amend", "-m", "another")
    (other / "c.md").write_text("another\n")
    git(other, "commit", "-q", "-a", "-m", "another")
    lose(repository, "HEAD:sub/d.md")
    environment = {
        **ENVIRONMENT,
        "GIT_DIR": str(other / ".git"),
        "GIT_COMMON_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / ".git/index"),
        "GIT_NAMESPACE": "another",
        "GIT_PREFIX": "sub/",
        "GIT_OBJECT_DIRECTORY": str(other / ".git/objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(other / ".git/objects"),
        "GIT_SHALLOW_FILE": str(other / ".git/shallow"),
        "GIT_REPLACE_REF_BASE": "refs/heads/",
        "GIT_GLOB_PATHSPECS": "1",
    }
    assert side("HEAD:c.md", environment).text() == CONTENT
    assert MISSING in refusal("HEAD:sub/d.md", environment)


@pytest.mark.parametrize("path", ["", ".", "bin", "./bin"])
def test_only_the_users_own_git_is_run(
    path: str, repository: Path, trap: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty or relative entry of PATH is whatever folder one happens to be in."""
    program, marker = trap
    where = repository / path
    where.mkdir(exist_ok=True)
    (where / "git").symlink_to(program)
    environment = {**ENVIRONMENT, "PATH": f"{path}{os.pathsep}{ENVIRONMENT['PATH']}"}
    assert side("HEAD:c.md", environment).text() == CONTENT
    only = {**ENVIRONMENT, "PATH": path}
    assert refusal("HEAD:c.md", only) == (
        "HEAD:c.md: git is not installed, so there are no revisions"
    )
    assert not marker.exists()
    subprocess.run(["git", "version"], env=environment)
    assert marker.exists()


def test_a_repository_hidden_in_a_folder_is_not_asked(
    repository: Path, trap: tuple[str, Path]
) -> None:
    """Bare, so that its files are among those of the folder, as they come with a clone."""
    program, _ = trap
    planted = repository / "planted"
    git(repository, "clone", "-q", "--bare", ".", "planted")
    configure(repository / "planted", {"core.fsmonitor": "TRAP"}, program)
    (planted / "c.md").write_text(CONTENT)
    assert git(planted, "rev-parse", "HEAD") == git(repository, "rev-parse", "HEAD")
    assert refusal("HEAD:planted/c.md") == (
        f"HEAD:planted/c.md: cannot use bare repository '{planted}' "
        "(safe.bareRepository is 'explicit')"
    )


def test_what_was_committed_counts_not_what_was_put_in_its_place(repository: Path) -> None:
    first, last = git(repository, "rev-parse", "HEAD~1"), git(repository, "rev-parse", "HEAD")
    replaced = f"refs/replace/{last}"
    git(repository, "update-ref", replaced, first)
    assert git(repository, "cat-file", "blob", "HEAD:c.md") == ""
    assert side("HEAD:c.md", ENVIRONMENT).text() == CONTENT
    git(repository, "update-ref", "-d", replaced)
    (repository / ".git/info/grafts").write_text(f"{last}\n")
    assert git(repository, "rev-parse", "--verify", "--quiet", "HEAD~1") == ""
    assert side("HEAD~1:c.md", ENVIRONMENT).text() == ""
    assert refusal("HEAD~2:c.md") == (
        f"HEAD~2:c.md: no revision 'HEAD~2' in the git repository of {repository}"
    )


NAMES = [
    "a\nb.md", "-x.md", "--help", "*.md", "?.md", "[c].md", ":(top)c.md", ":(glob)**",
    "!c.md", "\\c.md", "c.md ", " c.md", "a\tb.md", '"c".md', "{c}.md", "ä\u2028.md",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name(repository: Path, name: str) -> None:
    assert refusal(f"HEAD:sub/{name}") == (
        f"HEAD:sub/{name}: no file {f'sub/{name}'!r} in revision 'HEAD'"
    )
    (repository / "sub" / name).write_text(name)
    git(repository, "--literal-pathspecs", "add", f"sub/{name}")
    git(repository, "commit", "-q", "-m", "one more")
    assert side(f"HEAD:sub/{name}", ENVIRONMENT).content == name.encode()
    os.chdir(repository / "sub")
    assert side(f"HEAD:./{name}", ENVIRONMENT).content == name.encode()
    assert "no file" in refusal(f"HEAD~1:./{name}")


@pytest.mark.parametrize("revision", ["--help", "-h", "--upload-pack=x", "--git-dir=.", "--all"])
def test_an_option_is_no_revision(repository: Path, revision: str) -> None:
    assert refusal(f"{revision}:c.md") == (
        f"{revision}:c.md: {revision!r} begins like an option and is no revision"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "revision",
    [
        "^HEAD",
        "HEAD~1..HEAD",
        "HEAD^@",
        "HEAD^!",
        "HEAD HEAD",
        "none",
        "HEAD^{blob}",
        "HEAD\n",
        " ",
    ],
)
def test_what_names_no_one_revision(repository: Path, revision: str) -> None:
    said = f"no revision {revision!r} in the git repository of {repository}"
    assert refusal(f"{revision}:c.md").partition(" (")[0] == f"{revision}:c.md: {said}"


def test_a_revision_that_is_not_here(repository: Path) -> None:
    oid = "0123456789" * 4
    assert refusal(f"{oid}:c.md") == f"{oid}:c.md: revision {oid!r} {MISSING}"


@pytest.mark.parametrize("revision", ["HEAD:c.md", "HEAD~1:sub"])
def test_a_colon_ends_a_revision(repository: Path, revision: str) -> None:
    file = f"{revision.partition(':')[2]}:c.md"
    assert refusal(f"{revision}:c.md") == (
        f"{revision}:c.md: no file {file!r} in revision {revision.partition(':')[0]!r}"
    )


def test_a_file_named_as_a_revision(repository: Path) -> None:
    oid = git(repository, "rev-parse", "HEAD:c.md")
    assert refusal(f"{oid}:c.md") == f"{oid}:c.md: {oid!r} is a file and no revision"


@pytest.mark.parametrize("promised", [False, True])
def test_a_missing_object_is_said_to_be_missing(
    repository: Path, promised: bool, trap: tuple[str, Path]
) -> None:
    """Each kind of object, taken away from the leaves to the root."""
    program, marker = trap
    if promised:
        url = {"remote.origin.url": "ext::TRAP", "protocol.ext.allow": "always"}
        configure(repository, {**PROMISE, **url}, program)
    lose(repository, "HEAD:sub/d.md")
    assert refusal("HEAD:sub/d.md") == (
        f"HEAD:sub/d.md: the content of 'sub/d.md' in revision 'HEAD' {MISSING}"
    )
    assert refusal("HEAD:sub/e.md") == "HEAD:sub/e.md: no file 'sub/e.md' in revision 'HEAD'"
    assert side("HEAD:c.md", ENVIRONMENT).text() == CONTENT
    lose(repository, "HEAD:sub")
    assert refusal("HEAD:sub/d.md") == f"HEAD:sub/d.md: a folder of revision 'HEAD' {MISSING}"
    assert side("HEAD:c.md", ENVIRONMENT).text() == CONTENT
    lose(repository, "HEAD^{tree}")
    assert refusal("HEAD:c.md") == f"HEAD:c.md: a folder of revision 'HEAD' {MISSING}"
    parent = git(repository, "rev-parse", "HEAD~1")
    assert side("HEAD~1:c.md", ENVIRONMENT).text() == ""
    lose(repository, "HEAD~1")
    said = refusal("HEAD~2:c.md")
    assert said.startswith(
        f"HEAD~2:c.md: no revision 'HEAD~2' in the git repository of {repository} ("
    )
    assert parent in said
    assert not marker.exists()


def test_a_damaged_object_is_not_said_to_be_missing(repository: Path) -> None:
    oid = git(repository, "rev-parse", "HEAD:c.md")
    path = repository / ".git/objects" / oid[:2] / oid[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-20] + b"x" * 20)
    said = refusal("HEAD:c.md")
    assert said.startswith("HEAD:c.md: ")
    assert MISSING not in said
    assert "no file" not in said


def test_what_is_not_a_file_of_its_own(repository: Path) -> None:
    (repository / "link.md").symlink_to("/etc/passwd")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "a link")
    (repository / "link.md").unlink()
    assert refusal("HEAD:link.md") == (
        "HEAD:link.md: 'link.md' is a symbolic link in revision 'HEAD'"
    )
    assert refusal("HEAD:sub") == "HEAD:sub: no file 'sub' in revision 'HEAD'"
    assert "is not in a git repository" in refusal("HEAD:.")
    assert "is not in a git repository" in refusal("HEAD:/")
    assert "is not in a git repository" in refusal("HEAD:..")
    assert "no file" in refusal(f"HEAD:{'x' * 300}/{'y' * 5000}")


def test_of_a_path_longer_than_any_only_the_beginning_is_looked_for(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_for: list[str] = []
    is_there = os.path.isdir

    def isdir(folder: Path) -> bool:
        looked_for.append(str(folder))
        return is_there(folder)

    monkeypatch.setattr("os.path.isdir", isdir)
    file = "a/" * 20_000 + "b.md"
    assert refusal(f"HEAD:{file}") == f"HEAD:{file}: no file {file!r} in revision 'HEAD'"
    assert 0 < len(looked_for) <= 4096 // 2


def test_a_repository_of_another_user_is_not_read(repository: Path) -> None:
    if os.name == "nt" or os.geteuid():
        pytest.skip("only the superuser can give files away")
    for path in (repository, repository / ".git"):
        os.chown(path, 12345, 12345)
    assert refusal("HEAD:c.md") == (
        f"HEAD:c.md: detected dubious ownership in repository at '{repository}'"
    )


def test_a_damaged_configuration_is_said(repository: Path) -> None:
    with (repository / ".git/config").open("a") as config:
        config.write("[core\n")
    said = refusal("HEAD:c.md")
    assert said.startswith("HEAD:c.md: bad config line")


@pytest.mark.slow
def test_a_repository_that_never_answers(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git waits for someone to write to a FIFO."""
    monkeypatch.setattr("kdcat.diff.git.PATIENCE", 1)
    lose(repository, "HEAD:c.md")
    os.mkfifo(repository / ".git/objects/info/alternates")
    assert refusal("HEAD:c.md") == "HEAD:c.md: git gave no answer in 1 seconds"


@pytest.mark.parametrize("name", [".git/HEAD", ".git/config", ".git/packed-refs", "sub/HEAD"])
def test_a_fifo_at_which_git_would_wait_is_said(
    name: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kdcat.diff.git.PATIENCE", 1)
    path = repository / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    said = f"HEAD:sub/d.md: {path} is a FIFO, at which git would wait; remove it"
    assert refusal("HEAD:sub/d.md") == said
    page = load(str(repository / "sub/d.md"))
    with pytest.raises(KdcatError, match="is a FIFO, at which git would wait; remove it"):
        pages_before("HEAD", [page], ENVIRONMENT, lambda _: False)


def test_a_fifo_at_which_git_does_not_look_is_none_to_wait_at(repository: Path) -> None:
    os.mkfifo(repository / "sub/HEAD")
    os.mkfifo(repository.parent / "HEAD")
    assert side("HEAD:c.md", ENVIRONMENT).content == CONTENT.encode()


@pytest.mark.parametrize("kind", ["FIFO", "socket", "folder"])
def test_a_repository_that_is_none_is_said(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / ".git"
    if kind == "FIFO":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    else:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(".git")
    assert refusal("HEAD:c.md").startswith("HEAD:c.md: ")


def fake(tmp_path: Path, script: str) -> dict[str, str]:
    """Put a program in the place of git."""
    folder = tmp_path / "fake"
    folder.mkdir(exist_ok=True)
    (folder / "git").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "git").chmod(0o755)
    return {**ENVIRONMENT, "PATH": f"{folder}{os.pathsep}{ENVIRONMENT['PATH']}"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "script",
    [
        "sleep 1000",
        "sleep 1000 & exit",
        "exec >&- 2>&-; sleep 1000",
        "while :; do echo no >&2; done",
        'trap "" TERM INT HUP; sleep 1000',
    ],
)
def test_a_git_that_never_ends_is_ended(
    script: str, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kdcat.diff.git.PATIENCE", 1)
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    alive = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    environment = fake(tmp_path, f'exec 9> "{fifo}"; echo >&9\n{script}')
    assert refusal("HEAD:c.md", environment) == "HEAD:c.md: git gave no answer in 1 seconds"
    # The FIFO comes to its end when the last process that holds it has ended.
    assert os.read(alive, 9) == b"\n"
    assert select.select([alive], [], [], 30) == ([alive], [], [])
    assert os.read(alive, 9) == b""
    os.close(alive)


def test_an_answer_without_end_is_cut(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kdcat.diff.git.LARGEST", 1 << 20)
    assert refusal("HEAD:c.md", fake(tmp_path, "yes")) == "HEAD:c.md: is larger than 1 MiB"
    (repository / "c.md").write_bytes(b"x" * (1 << 20))
    git(repository, "commit", "-q", "-a", "-m", "as large as may be")
    assert side("HEAD:c.md", ENVIRONMENT).content == b"x" * (1 << 20)
    (repository / "c.md").write_bytes(b"x" * ((1 << 20) + 1))
    git(repository, "commit", "-q", "-a", "-m", "one more")
    assert refusal("HEAD:c.md") == "HEAD:c.md: is larger than 1 MiB"


def test_much_that_is_said_disturbs_nothing(repository: Path, tmp_path: Path) -> None:
    chatter = f'i=0; while [ $i -lt 3000 ]; do echo "warning: $i {"x" * 50}" >&2; i=$((i+1)); done'
    environment = fake(tmp_path, f'{chatter}\nexec "{GIT}" "$@"')
    assert side("HEAD:c.md", environment).text() == CONTENT


def test_a_git_that_cannot_be_run_is_said(repository: Path, tmp_path: Path) -> None:
    environment = fake(tmp_path, "")
    (tmp_path / "fake/git").write_bytes(b"\x7fELF")
    assert refusal("HEAD:c.md", environment).startswith("HEAD:c.md: git cannot be run: ")


@pytest.mark.parametrize(
    "prepare",
    [
        lambda folder: git(folder, "gc", "-q"),
        lambda folder: git(folder, "pack-refs", "--all"),
        lambda folder: git(folder, "worktree", "add", "-q", "--detach", "../beside"),
        lambda folder: shutil.rmtree(folder / "sub"),
    ],
    ids=["packed", "packed refs", "another worktree", "a folder that is gone"],
)
def test_ordinary_repositories_are_read(
    repository: Path, prepare: Callable[[Path], object], tmp_path: Path
) -> None:
    prepare(repository)
    assert side("HEAD:sub/d.md", ENVIRONMENT).text() == f"{CONTENT}\n"
    assert side("HEAD~1:sub/d.md", ENVIRONMENT).text() == "\n"
    if (tmp_path / "beside").exists():
        assert side("HEAD:../beside/c.md", ENVIRONMENT).text() == CONTENT
    assert side("sub/d.md", ENVIRONMENT).path if (repository / "sub").exists() else True


def test_nothing_is_written(repository: Path) -> None:
    def everything() -> list[tuple[str, int, int]]:
        return sorted(
            (str(path), (status := path.lstat()).st_mtime_ns, stat.S_IFMT(status.st_mode))
            for path in repository.rglob("*")
        )

    before = everything()
    assert side("HEAD:c.md", ENVIRONMENT).text() == CONTENT
    assert "no file" in refusal("HEAD:none.md")
    assert everything() == before


def test_pages_as_they_were(repository: Path) -> None:
    def pages(revision: str, *names: str) -> tuple[list[bytes | None], list[tuple[str, bytes]]]:
        found = pages_before(revision, list(map(load, names)), ENVIRONMENT, lambda _: True)
        gone = [(page.name, page.content) for page in found.gone]
        return [page.content if page else None for page in found.pages], gone

    content = CONTENT.encode()
    assert pages("HEAD", "sub/d.md", "c.md") == ([b"* " + content[2:] + b"\n", content], [])
    assert pages("HEAD~1", "c.md", "sub/d.md") == ([b"", b"\n"], [])
    # What is the same is not asked for.
    entry = git(repository, "rev-parse", "HEAD:c.md")
    (repository / f".git/objects/{entry[:2]}/{entry[2:]}").unlink()
    assert pages("HEAD", "c.md") == ([content], [])
    (repository / "c.md").write_text(CONTENT.replace("Alpha", "Beta"))
    with pytest.raises(KdcatError, match=f"^c.md: the content of 'c.md' .* {re.escape(MISSING)}$"):
        pages("HEAD", "c.md")


def test_a_page_of_another_name_is_the_one_that_is_most_like_it(repository: Path) -> None:
    lines = [f"* **Paper {number}**, ACL 2021\n" for number in range(10)]
    for name, some in (("one.md", lines), ("two.md", lines[5:]), ("three.txt", lines)):
        (repository / name).write_text("".join(some))
    (repository / "link.md").symlink_to("one.md")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "more")
    for name in ("one.md", "two.md", "three.txt", "link.md"):
        (repository / name).unlink()
    (repository / "sub/new.md").write_text("".join(lines[4:]))
    (repository / "sub/other.md").write_text("Nothing of it\n")
    sources = [load("sub/new.md"), load("sub/other.md")]
    found = pages_before("HEAD", sources, ENVIRONMENT, lambda path: path.suffix == ".md")
    renamed, other = found.pages
    assert renamed is not None
    assert (renamed.name, renamed.text()) == ("sub/new.md", "".join(lines[5:]))
    assert other is None
    assert [(page.name, page.text()) for page in found.gone] == [("one.md", "".join(lines))]

"""The sides of a comparison: files, and files as they were in a revision of a git repository."""

from __future__ import annotations

import os
import re
import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kdcat.errors import KdcatError
from kdcat.reading.source import Source, load

if TYPE_CHECKING:
    from collections.abc import Mapping

# A colon in braces belongs to the revision: `HEAD^{/fix: years}:catalog.md`.
_REVISION = re.compile(r"(?P<revision>(?:\{[^}]*\}|[^:{])+):(?P<file>.+)", re.DOTALL)
# With these, git (and what it calls, such as a hook) would look elsewhere than where the file is.
_ELSEWHERE = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX"})


def side(name: str, environment: Mapping[str, str]) -> Source:
    """Return one side of a comparison: a file, or `REVISION:FILE` of the file's git repository.

    A file of that very name goes before a revision.

    Args:
        name: A path, or such as `HEAD~20:catalog.md`.
        environment: The variables with which git runs.

    Raises:
        KdcatError: There is no such file, revision or repository, or no git.
    """
    parts = _REVISION.fullmatch(name)
    if not parts or os.path.lexists(name):
        return load(name)
    return Source(name, _committed(name, parts["revision"], parts["file"], environment), None)


def _committed(name: str, revision: str, file: str, environment: Mapping[str, str]) -> bytes:
    """The content that a file had in a revision."""
    if revision.startswith("-"):
        raise KdcatError(f"{name}: {revision!r} begins like an option and is no revision")
    path = Path(os.path.realpath(file))
    # The file and its folder may be gone by now, and git must start in a folder that is there.
    folder = next(above for above in path.parents if above.is_dir())
    inside = path.relative_to(folder).as_posix()
    git = partial(_git, name, folder, environment)
    # Not `git show`, which runs the filters that the repository's configuration names.
    read = git("cat-file", "blob", f"{revision}:./{inside}")
    if not read.returncode:
        return read.stdout
    if git("rev-parse", "--git-dir").returncode:
        raise KdcatError(f"{name}: {folder} is not in a git repository")
    known = git("rev-parse", "--verify", "--quiet", f"{revision}^{{tree}}")
    if known.returncode:
        raise KdcatError(f"{name}: no revision {revision!r} in the git repository of {folder}")
    raise KdcatError(f"{name}: no file {file!r} in revision {revision!r}")


def _git(
    name: str, folder: Path, environment: Mapping[str, str], *arguments: str
) -> subprocess.CompletedProcess[bytes]:
    variables = {key: text for key, text in environment.items() if key not in _ELSEWHERE}
    try:
        return subprocess.run(  # noqa: S603 (a list of words, no shell)
            ["git", "-C", str(folder), *arguments],  # noqa: S607 (the user's own git)
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=variables,
            check=False,
        )
    except FileNotFoundError:
        raise KdcatError(f"{name}: git is not installed, so there are no revisions") from None

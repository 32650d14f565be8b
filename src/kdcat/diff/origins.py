"""Where a file of a git repository comes from: the address of its origin, and its place there."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kdcat.diff.git import git

if TYPE_CHECKING:
    from collections.abc import Mapping


class Origin(NamedTuple):
    """Where a file stands in the repository that its own was cloned from."""

    remote: str
    """The address of that repository, as git has it."""
    branch: str | None
    """The branch that is checked out; None where it is none."""
    path: str
    """The path in the repository, with slashes."""


def origin_of(file: Path, environment: Mapping[str, str]) -> Origin | None:
    """Return where a file comes from; None where it is in no repository that has an origin.

    Args:
        file: The file.
        environment: The variables that git is run with, less those that are about git.

    Raises:
        KdcatError: There is no git, or it gives no answer.
    """
    path = Path(os.path.realpath(file))
    ask = partial(git, str(file), path.parent, environment)
    remote = ask("config", "--get", "remote.origin.url")
    place = ask("rev-parse", "--show-prefix", "--abbrev-ref", "HEAD")
    tracked = ask("ls-tree", "-z", "--name-only", "HEAD", "--", path.name)
    if remote.code or place.code or tracked.code or not tracked.out:
        return None
    # A folder may have any letter in its name, and a branch all but controls of ASCII.
    prefix, _, branch = os.fsdecode(place.out).removesuffix("\n").rpartition("\n")
    return Origin(
        os.fsdecode(remote.out).strip(),
        None if branch == "HEAD" else branch,
        prefix + path.name,
    )

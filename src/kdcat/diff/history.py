"""A list in its git repository: the revisions of its file, and when each paper came in."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kdcat.diff.change import ADDED
from kdcat.diff.compare import compare
from kdcat.diff.git import git
from kdcat.diff.revisions import side
from kdcat.errors import KdcatError
from kdcat.reading.catalog import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kdcat.paper import Paper

_MOST = 2000
"""Revisions of a file that are looked at, the newest."""
_LAST = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())
"""The latest time of a commit, in seconds since 1970."""


class Revision(NamedTuple):
    """A state in which a file was committed."""

    time: datetime
    """When it was."""
    commit: str
    """The name of the commit."""


def revisions_of(file: Path, environment: Mapping[str, str]) -> list[Revision]:
    """Return the revisions in which a file was changed, oldest first.

    Of branches that were merged it is the merge. Empty where it lies in no git repository.

    Args:
        file: The file.
        environment: The variables that git is run with, less those that are about git.
    """
    path = Path(os.path.realpath(file))
    words = ("rev-list", "--first-parent", "--timestamp", f"--max-count={_MOST}", "HEAD", "--")
    try:
        answer = git(str(file), path.parent, environment, *words, path.name)
    except KdcatError:
        return []
    if answer.code:
        return []
    lines = [line.split() for line in answer.out.decode().splitlines()]
    found = [Revision(_moment(int(time)), commit) for time, commit in lines]
    return found[::-1]


def _moment(seconds: int) -> datetime:
    """The time that a commit says, which can be any number; the last that there is for a later."""
    return datetime.fromtimestamp(min(seconds, _LAST), UTC)


def came_in(
    file: Path, papers: Sequence[Paper], environment: Mapping[str, str], since: datetime
) -> list[tuple[Paper, datetime]] | None:
    """Return the papers that a list has and had not at a time, each with when it came in.

    What the first revision held came in at no time that is known. None where there are no
    revisions.

    Args:
        file: The file of the list.
        papers: What it holds now.
        environment: The variables that git is run with, less those that are about git.
        since: The time.

    Raises:
        KdcatError: A revision cannot be read.
    """
    revisions = revisions_of(file, environment)
    if not revisions:
        return None
    first = max((at for at, one in enumerate(revisions) if one.time <= since), default=0)
    revisions = revisions[first:]
    read = partial(_papers, file, environment)
    lacking = _lacking(papers, read(revisions[0].commit))
    seen = dict(_first_seen(papers, lacking, revisions, read))
    return [(paper, seen[id(paper)]) for paper in papers if id(paper) in seen]


def _papers(file: Path, environment: Mapping[str, str], commit: str) -> tuple[Paper, ...]:
    return parse(side(f"{commit}:{file}", environment)).papers


def _lacking(papers: Sequence[Paper], others: Sequence[Paper]) -> set[int]:
    """The identities of the papers that another state of their list lacks."""
    return {id(one.new) for one in compare(others, papers) if one.change == ADDED}


def _first_seen(
    papers: Sequence[Paper],
    wanted: set[int],
    revisions: Sequence[Revision],
    read: Callable[[str], tuple[Paper, ...]],
) -> Iterator[tuple[int, datetime]]:
    """Yield each of the wanted papers, which the first revision lacks, and when it came in.

    Revisions are read from the middle on, so that of many only a few are read for a few papers.
    What the last one lacks too is not committed yet, and came in with that as far as is known.
    """
    if not wanted:
        return
    if len(revisions) <= len(("lacking", "having")):
        yield from ((paper, revisions[-1].time) for paper in wanted)
        return
    middle = len(revisions) // 2
    still = _lacking(papers, read(revisions[middle].commit)) & wanted
    yield from _first_seen(papers, wanted - still, revisions[: middle + 1], read)
    yield from _first_seen(papers, still, revisions[middle:], read)

"""A list in its git repository: the revisions of its file, and when each paper came in."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kdcat.diff.change import ADDED
from kdcat.diff.compare import compare
from kdcat.diff.git import NoGitError, git
from kdcat.diff.revisions import side
from kdcat.errors import KdcatError
from kdcat.reading.catalog import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kdcat.paper import Paper

_MOST = 2000
"""Revisions of a file that are looked at, the newest."""
_MOST_UNREADABLE = 50
"""Of more revisions that cannot be read, the others are not looked at any more either."""
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

    What the first revision held came in at no time that is known. A revision that cannot be read
    says nothing: it may be missing in a partial clone, and a list need not have been one always.
    None where there are no revisions, or too few that can be read.

    Args:
        file: The file of the list.
        papers: What it holds now.
        environment: The variables that git is run with, less those that are about git.
        since: The time.
    """
    revisions = revisions_of(file, environment)
    first = max((at for at, one in enumerate(revisions) if one.time <= since), default=0)
    revisions = revisions[first:]
    states = _States(file, environment)
    try:
        while revisions:
            held = states.papers(revisions[0].commit)
            if held is not None:
                seen = dict(_first_seen(papers, _lacking(papers, held), revisions, states))
                return [(paper, seen[id(paper)]) for paper in papers if id(paper) in seen]
            revisions = revisions[1:]
    except KdcatError:
        pass
    return None


class _States:
    """What a list held in its revisions, as far as these can be read."""

    def __init__(self, file: Path, environment: Mapping[str, str]) -> None:
        self._file = file
        self._environment = environment
        self._unreadable = 0

    def papers(self, commit: str) -> tuple[Paper, ...] | None:
        """Return the papers of a revision; None of one that cannot be read.

        Raises:
            KdcatError: So many could not be read that no other is tried, or git gives no answer.
        """
        try:
            return parse(side(f"{commit}:{self._file}", self._environment)).papers
        except NoGitError:
            raise
        except KdcatError:
            self._unreadable += 1
            if self._unreadable > _MOST_UNREADABLE:
                raise
            return None


def _lacking(papers: Sequence[Paper], others: Sequence[Paper]) -> set[int]:
    """The identities of the papers that another state of their list lacks."""
    return {id(one.new) for one in compare(others, papers) if one.change == ADDED}


def _first_seen(
    papers: Sequence[Paper],
    wanted: set[int],
    revisions: Sequence[Revision],
    states: _States,
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
    held = states.papers(revisions[middle].commit)
    if held is None:
        others = (*revisions[:middle], *revisions[middle + 1 :])
        yield from _first_seen(papers, wanted, others, states)
        return
    still = _lacking(papers, held) & wanted
    yield from _first_seen(papers, wanted - still, revisions[: middle + 1], states)
    yield from _first_seen(papers, still, revisions[middle:], states)

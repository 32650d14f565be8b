"""Which records are to be asked for: those of papers that have none, and what is too old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from kdcat.bibliography.works import united
from kdcat.records.fitting import fits, keys_of
from kdcat.records.record import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kdcat.paper import Paper
    from kdcat.records.fitting import Key
    from kdcat.records.kept import Kept
    from kdcat.records.record import Record

UNKNOWN_FOR = timedelta(days=30)
"""After so long it is asked again for what a registry did not know."""

Result = Literal["taken", "near", "none", "not asked"]


class Found(NamedTuple):
    """What is kept of one paper."""

    result: Result
    """`taken`: it has a record; `near`: one was answered that may be another paper's; `none`: the
    registries know none; `not asked`: nothing is kept of it."""
    record: Record | None
    """The record, or the near one."""


def keys_of_work(work: Sequence[Paper]) -> list[Key]:
    """Return what the record of a paper is asked for by, all of its listings considered."""
    return keys_of(united(work))


def wanted(
    works: Iterable[Sequence[Paper]],
    kept: Mapping[str, Kept],
    now: datetime,
    older_than: timedelta | None = None,
) -> dict[Key, Paper]:
    """Return the keys that are to be asked for, each with a paper that it is of.

    Args:
        works: The papers, each with all of its listings.
        kept: What is kept.
        now: The time, in UTC.
        older_than: The age from which on what is kept is asked for again, be it a record; without
            it only that a registry knew none is, after `UNKNOWN_FOR`.
    """
    asked: dict[Key, Paper] = {}
    for work in works:
        for key in keys_of_work(work):
            if key.kind == "title" and not 0 < len(key.name.strip()) <= LONGEST["title"]:
                continue
            answer = kept.get(str(key))
            if answer is None or _is_too_old(answer, now, older_than):
                asked.setdefault(key, work[0])
    return asked


def _is_too_old(answer: Kept, now: datetime, older_than: timedelta | None) -> bool:
    if older_than is None and answer.record is not None:
        return False
    return age(answer.fetched, now) >= (UNKNOWN_FOR if older_than is None else older_than)


def age(fetched: str, now: datetime) -> timedelta:
    """Return how long ago something was fetched; as long as can be where that is no time.

    Args:
        fetched: When, as `Kept.fetched` has it.
        now: The time, in UTC.
    """
    try:
        then = datetime.strptime(fetched, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return timedelta.max
    # What is to come was written by a clock that was wrong.
    return now - then if then <= now else timedelta.max


def found(work: Sequence[Paper], kept: Mapping[str, Kept]) -> Found:
    """Return what is kept of a paper.

    Args:
        work: The paper with all of its listings.
        kept: What is kept.
    """
    paper = united(work)
    answers = [(key, kept[str(key)]) for key in keys_of_work(work) if str(key) in kept]
    near = None
    for key, answer in answers:
        if answer.record is None:
            continue
        if fits(paper, key, answer.record):
            return Found("taken", answer.record)
        near = near or answer.record
    if near:
        return Found("near", near)
    return Found("none" if answers else "not asked", None)

"""What a person at a terminal is asked of a paper that is to be added."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kdcat.cli.questions import answered
from kdcat.editing.add import find_sections
from kdcat.errors import UsageError
from kdcat.paper import LEVELS
from kdcat.reading.catalog import Catalog


class Words(NamedTuple):
    """What the command line says of one paper."""

    title: str | None
    venue: str | None
    year: int | None
    modality: str | None
    task: str | None
    subtask: str | None
    paper_url: str | None
    code_url: str | None
    authors: str | None
    date: str | None
    project_url: str | None


_NOT_ASKED_FOR = ("authors", "date", "project_url")
"""Few lists have a place for these."""


def asked_for(words: Words, missing: Sequence[str], catalog: Catalog, new_section: bool) -> Words:
    """Ask for what is missing, and for what else there may be; an empty answer leaves that out.

    Args:
        words: What is known of the paper.
        missing: The names of those that must be answered.
        catalog: The catalog it goes to, whose sections are shown.
        new_section: Whether a section may be named that is not there.

    Raises:
        UsageError: A section named before is not there.
    """
    answer: Any
    for name in words._fields:
        if name in _NOT_ASKED_FOR or getattr(words, name) is not None:
            continue
        optional = name not in missing
        if name in LEVELS:
            above = [getattr(words, level) for level in LEVELS[: LEVELS.index(name)]]
            known = _names_in(catalog, above, new_section)
            if known or not optional:
                answer = _ask_section(name, above, known, optional, catalog, new_section)
                words = _with(words, name, answer)
            continue
        question = name.replace("_", " ") + (" (may be empty)" if optional else "")
        answer = answered(question, _year if name == "year" else str, optional=optional)
        words = _with(words, name, answer or None)
    return words


def _year(answer: str) -> int | None:
    if answer and not (answer.isascii() and answer.isdecimal()):
        raise UsageError(f"{answer!r} is not a year: write 2024")
    return int(answer) if answer else None


def _with(words: Words, name: str, value: Any) -> Words:
    return words._replace(**{name: value})


def _names_in(catalog: Catalog, above: Sequence[str | None], new_section: bool) -> list[str]:
    """The names of the sections in a section, in the order of the catalog."""
    if not all(above):
        return []
    try:
        path = find_sections(catalog, [name for name in above if name])
    except UsageError:
        if new_section:
            return []
        raise
    depth = len(path)
    names = (
        getattr(paper, LEVELS[depth])
        for paper in catalog.papers
        if tuple(getattr(paper, level) for level in LEVELS[:depth]) == path
    )
    return list(dict.fromkeys(name for name in names if name))


def _ask_section(
    level: str,
    above: Sequence[str | None],
    known: Sequence[str],
    optional: bool,
    catalog: Catalog,
    new_section: bool,
) -> str | None:
    def checked(answer: str) -> str:
        if answer and not new_section:
            find_sections(catalog, [*(name for name in above if name), answer])
        return answer

    question = f"{level} ({', '.join(known)}{'; may be empty' if optional else ''})"
    return answered(question, checked, optional=optional) or None

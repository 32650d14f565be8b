"""The configuration of a list, which lies in its repository and may be a stranger's.

    pages = ["*/README.md"]
    select = ["error", "warning", "section-not-sorted"]
    order = "newest first"

    [[ignore]]
    rules = ["insecure-http"]
    page = "speech/README.md"
    reason = "the publisher has no other address"

    [venues]
    "Workshop on Tiny Models" = ["WTM"]

It is `kdcat.toml`, or the table `[tool.kdcat]` of `pyproject.toml`. It names pages of its own
repository, rules, an order and venues, and nothing else: no other file, command, address or output.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.venues import Venue
from kdcat.errors import KdcatError, did_you_mean, perhaps
from kdcat.lint.choices import Choice, ChoicesOfPage
from kdcat.lint.mistakes import Keys, MistakeError, line_of
from kdcat.lint.problem import SEVERITIES
from kdcat.reading.collection import files_named
from kdcat.toml import table_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kdcat.lint.sorting import Direction

FILES = ("kdcat.toml", "pyproject.toml")
"""The names of its file; of two in one folder the first counts."""
EVERYTHING = "all"
_SETTINGS = ("pages", "select", "ignore", "order", "venues")
_ORDERS: dict[object, Direction] = {"oldest first": 1, "newest first": -1}
_OF_CHOICE = ("rules", "page", "entry", "reason")
_OUTSIDE = "leads out of the repository"
_LONGEST = 1000
"""Characters of a pattern."""
_LARGEST = 1 << 18
"""Bytes: each pattern is held against each page."""


@cache
def rule_choices() -> tuple[str, ...]:
    """Return what rules may be named by: all of them, those of a severity, or one."""
    # Where a configuration names none, nobody need load them.
    from kdcat.lint.rules.table import BY_NAME

    return (EVERYTHING, *SEVERITIES, *BY_NAME)


class Configuration(NamedTuple):
    """What a list says of itself."""

    file: Path
    """Where it is written."""
    top: Path
    """The folder that it may name files of: that of its git repository, else its own."""
    pages: tuple[str, ...] = ()
    """The patterns of the pages of the collection, from the file's folder on."""
    select: tuple[Choice, ...] = ()
    ignore: tuple[Choice, ...] = ()
    order: Direction | None = None
    """How the years of a section that is sorted go on; None as in most sections of the page."""
    venues: tuple[Venue, ...] = ()
    """The venues that this list knows by names of its own."""
    text: str = ""
    """The content of the file."""
    keys: Keys = ()
    """What leads to it in the file."""

    @property
    def folder(self) -> Path:
        """The folder that its patterns begin in."""
        return self.file.parent

    def named_pages(self) -> list[Path]:
        """Return the files that its patterns name, in their order.

        Raises:
            KdcatError: One names none, or one that lies outside; it tells file and line.
        """
        found: dict[Path, None] = {}
        for number, pattern in enumerate(self.pages):
            pages = [Path(name) for name in files_named(f"{self.folder}{os.sep}", pattern)]
            wrong = "names no file" if not pages else None
            for page in pages:
                if not Path(os.path.realpath(page)).is_relative_to(os.path.realpath(self.top)):
                    wrong = f"leads out of the repository, by {page.name!r}"
            if wrong:
                keys = (*self.keys, "pages", number)
                mistake = MistakeError(keys, f"pages: {pattern!r} {wrong}", pattern)
                raise _at(self.file, self.text, mistake)
            found |= dict.fromkeys(pages)
        return list(found)

    def within(self, page: Path) -> str:
        """Return a page as its patterns name it: its path from the folder on, with `/`."""
        path = Path(os.path.realpath(page.parent)) / page.name
        return Path(os.path.relpath(path, os.path.realpath(self.folder))).as_posix()


@dataclass(frozen=True, eq=False)
class Page:
    """A page that obeys a configuration."""

    configuration: Configuration
    path: str
    """The page as the configuration's patterns name it."""

    @cached_property
    def everywhere(self) -> frozenset[str]:
        """The rules that its configuration selects for every page."""
        select = self.configuration.select
        return frozenset[str]().union(*(each.rules for each in select if each[1:3] == (None, None)))

    @cached_property
    def ignored(self) -> ChoicesOfPage:
        """What is ignored on it."""
        return ChoicesOfPage(self.configuration.ignore, self.path)

    @cached_property
    def selected(self) -> ChoicesOfPage:
        """What is selected on it."""
        return ChoicesOfPage(self.configuration.select, self.path)


def find(folder: Path) -> Configuration | None:
    """Return the configuration that pages in a folder have, None where there is none.

    It is looked for in the folder and those above it, up to the top of the git repository; where
    there is no repository, in the folder alone.

    Raises:
        KdcatError: There is one that cannot be read, or has a mistake; it names file and line.
    """
    folder = Path(os.path.realpath(folder))
    top = next((one for one in (folder, *folder.parents) if _is_top(one)), folder)
    for inside in (folder, *folder.parents):
        for name in FILES:
            found = _read(inside / name, top)
            if found is not None:
                return found
        if inside == top:
            break
    return None


def shown(file: Path) -> str:
    """Return a file as messages name it: from the current folder on, if it is in it or above."""
    path = os.path.relpath(file)
    return path if len(path) < len(str(file)) else str(file)


def _is_top(folder: Path) -> bool:
    # A folder, or the file that stands for it in a work tree and a submodule.
    return os.path.lexists(folder / ".git")


def _read(file: Path, top: Path) -> Configuration | None:
    is_part = file.name != FILES[0]
    try:
        text = text_of(file, shown(file), _LARGEST, links=False)
    except KdcatError:
        # A project may have any file of that name.
        if is_part:
            return None
        raise
    if text is None or (is_part and "kdcat" not in text):
        return None
    text = text.replace("\r\n", "\n")
    try:
        table: object = table_of(text, shown(file))
    except KdcatError:
        if is_part and "[tool.kdcat" not in text:
            return None
        raise
    keys: Keys = ()
    for key in ("tool", "kdcat") if is_part else ():
        if not isinstance(table, dict) or key not in table:
            return None
        table, keys = table[key], (*keys, key)
    try:
        if not isinstance(table, dict):
            raise MistakeError(keys, "tool.kdcat must be a table")
        return configuration(table, file, top, text, keys)
    except MistakeError as mistake:
        raise _at(file, text, mistake) from None


def _at(file: Path, text: str, mistake: MistakeError) -> KdcatError:
    # A table that lacks something has no line for that: the line of the table then.
    return KdcatError(f"{shown(file)}:{line_of(text, mistake.keys, mistake.near)}: {mistake}")


def configuration(
    table: Mapping[str, object], file: Path, top: Path, text: str = "", keys: Keys = ()
) -> Configuration:
    """Return the configuration that a table is.

    Args:
        table: As tomllib gives it.
        file: Where it is written.
        top: The folder that it may name files of.
        text: The content of the file.
        keys: What leads to the table in the file.

    Raises:
        MistakeError: It holds something else.
    """
    for key in table:
        if key not in _SETTINGS:
            raise MistakeError((*keys, key), _no_key(key, _SETTINGS))
    return Configuration(
        file,
        top,
        tuple(_pages(table.get("pages", []), (*keys, "pages"))),
        tuple(_choices(table.get("select", []), (*keys, "select"))),
        tuple(_choices(table.get("ignore", []), (*keys, "ignore"))),
        _order(table.get("order"), (*keys, "order")),
        tuple(_venues(table.get("venues", {}), (*keys, "venues"))),
        text,
        keys,
    )


def _pages(value: object, keys: Keys) -> Iterator[str]:
    for number, pattern in enumerate(_texts(value, keys)):
        if wrong := _why_no_pages(pattern):
            raise MistakeError((*keys, number), f"pages: {pattern!r} {wrong}", pattern)
        yield pattern


def _why_no_pages(pattern: str) -> str | None:
    """Why a pattern cannot name pages inside a folder; None if it can."""
    parts = pattern.split("/")
    if not pattern.strip() or "" in parts or "\0" in pattern:
        return "is no pattern of files in the repository" if pattern[:1] != "/" else _OUTSIDE
    if len(pattern) > _LONGEST:
        return "is too long"
    if ".." in parts or "\\" in pattern or re.match("[A-Za-z]:|~", pattern):
        return _OUTSIDE
    return None


def _order(value: object, keys: Keys) -> Direction | None:
    if value is None:
        return None
    if isinstance(value, str) and value in _ORDERS:
        return _ORDERS[value]
    raise MistakeError(keys, f"order must be {' or '.join(map(repr, _ORDERS))}")


def _choices(value: object, keys: Keys) -> Iterator[Choice]:
    setting = keys[-1]
    if not isinstance(value, list):
        raise MistakeError(keys, f"{setting} must be an array")
    plain = [one for one in value if isinstance(one, str)]
    if plain and setting == "ignore":
        wanted = "[[ignore]] with rules and a reason"
        raise MistakeError((*keys, value.index(plain[0])), f"ignore needs reasons: {wanted}")
    if plain:
        yield Choice(frozenset(_rule(name, keys) for name in plain))
    for number, one in enumerate(value):
        if isinstance(one, str):
            continue
        if not isinstance(one, dict):
            raise MistakeError((*keys, number), f"{setting} must hold tables, not {one!r}")
        yield _choice(one, (*keys, number))


def _choice(table: Mapping[str, object], keys: Keys) -> Choice:
    for key in table:
        if key not in _OF_CHOICE:
            raise MistakeError((*keys, key), _no_key(key, _OF_CHOICE))
    for key in ("rules", "reason"):
        if not table.get(key):
            raise MistakeError(keys, f"{keys[-2]} lacks its {key}")
    page, entry, reason = (_text_of(table, key, keys) for key in ("page", "entry", "reason"))
    if page is not None and (wrong := _why_no_pages(page)):
        raise MistakeError((*keys, "page"), f"page: {page!r} {wrong}")
    rules = _texts(table["rules"], (*keys, "rules"))
    return Choice(
        frozenset(_rule(name, (*keys, "rules")) for name in rules), page, entry, reason
    )  # fmt: skip


def _text_of(table: Mapping[str, object], key: str, keys: Keys) -> str | None:
    value = table.get(key)
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    raise MistakeError((*keys, key), f"{key} must be a text")


def _rule(name: str, keys: Keys) -> str:
    choices = rule_choices()
    if name not in choices:
        raise MistakeError(keys, f"no rule {name!r}{did_you_mean(name, choices)}", name)
    return name


def _venues(value: object, keys: Keys) -> Iterator[Venue]:
    if not isinstance(value, dict):
        raise MistakeError(keys, "venues must be a table")
    for name, others in value.items():
        names = _texts(others, (*keys, name))
        if not all(one.strip() for one in (name, *names)):
            raise MistakeError((*keys, name), "a venue needs a name")
        yield Venue(name, max((name, *names), key=len), "conference", tuple(names))


def _texts(value: object, keys: Keys) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise MistakeError(keys, f"{keys[-1]} must be an array of texts")
    return value


def _no_key(key: str, known: tuple[str, ...]) -> str:
    return f"no key {key!r}{perhaps(key, known)}; keys: {', '.join(known)}"

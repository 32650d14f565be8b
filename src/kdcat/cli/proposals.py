"""What may be typed instead of words that are no command, or that a command does not take.

Loaded only where there are such words. Nothing that is proposed is run.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING

from kdcat.errors import KdcatError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.index.papers import Index

_OTHERWISE = {
    "browse": "open", "cat": "show", "check": "lint", "cite": "export", "clone": "follow",
    "columns": "layout", "compare": "diff", "count": "stats", "dir": "list", "fetch": "update",
    "filter": "list", "find": "search", "get": "show", "grep": "search", "info": "show",
    "insert": "add", "like": "related", "log": "diff", "look": "show", "ls": "list", "news": "new",
    "print": "show", "pull": "update", "query": "search", "save": "export", "similar": "related",
    "statistics": "stats", "subscribe": "follow", "summary": "stats", "unsubscribe": "unfollow",
    "validate": "lint", "view": "show", "verify": "lint", "write": "export",
}  # fmt: skip
"""What other programs call the commands."""
_SHORT = 4
_SHORTEST_BEGINNING = 2
_MOST_NAMING = 10
"""Words that names are looked for among: a name is looked for from each word to each one behind it,
and whether there is one takes a millisecond."""
_FILTERING = ("list", "stats", "export")
_CATALOG = ("-c", "--catalog")


def for_no_command(args: Sequence[str], commands: Sequence[str]) -> str:
    """Return a clause on what to type where the first word is no command; it may be empty.

    Args:
        args: The words after the program's name.
        commands: The commands.
    """
    name, rest = args[0], args[1:]
    if name.lower() in _OTHERWISE:
        return _tried([[_OTHERWISE[name.lower()], *rest]])
    if _is_file(name):
        return _tried([["list", "-c", name, *rest]])
    words, options = _apart(args)
    index = _index(args)
    filters = None if index is None else _as_filters(index, words)
    if filters:
        return _tried([["list", *filters, *options]])
    near = [command for command in commands if _is_near(name.lower(), command)]
    if near and not rest:
        return f"; did you mean {' or '.join(near)}?"
    if near:
        return _tried([[command, *rest] for command in near])
    if index is not None and _is_found(index, words):
        return _tried([["show" if _is_reference(words) else "search", *words, *options]])
    return ""


def for_words(command: str, args: Sequence[str], words: Sequence[str]) -> str:
    """Return a clause on what to type where a command is given words that it does not take.

    Args:
        command: Its name.
        args: The words after it.
        words: Those of them that it does not take.
    """
    taken = Counter(words)
    rest = []
    for arg in args:
        if taken[arg]:
            taken[arg] -= 1
        else:
            rest.append(arg)
    if all(map(_is_file, words)):
        named = [part for word in words for part in ("-c", word)]
        return _tried([[command, *named, *rest]])
    if command not in _FILTERING:
        return ""
    index = _index(args)
    if index is None:
        return ""
    proposed = []
    if filters := _as_filters(index, words):
        proposed.append([command, *filters, *rest])
    if command == "list" and _is_found(index, words):
        proposed.append(["search", *words, *rest])
    return _tried(proposed)


def _tried(lines: Sequence[Sequence[str]]) -> str:
    if not lines:
        return ""
    return f"; try: {', or '.join(join(['kdcat', *line]) for line in lines)}"


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def _is_near(word: str, command: str) -> bool:
    """Whether a word is a beginning of a command, or is one but for an error or two."""
    from rapidfuzz.distance import OSA

    if command.startswith(word):
        return len(word) >= _SHORTEST_BEGINNING
    most = 1 if min(len(word), len(command)) <= _SHORT else 2
    return bool(OSA.distance(word, command) <= most)


def _apart(args: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words up to the first option, and what follows."""
    for place, arg in enumerate(args):
        if arg.startswith("-"):
            return list(args[:place]), list(args[place:])
    return list(args), []


def _index(args: Sequence[str]) -> Index | None:
    """The index of the catalogs that the words name; None where they cannot be read at once."""
    from kdcat.cli.catalogs import cache_folder, sources
    from kdcat.index.cache import index_of

    named = [name for arg, name in pairwise(args) if arg in _CATALOG]
    named += [arg.partition("=")[2] for arg in args if arg.startswith("--catalog=")]
    if "-" in named:
        # Standard input is for the command that may be typed yet.
        return None
    try:
        return index_of(sources(named), cache_folder())
    except KdcatError:
        return None


def _as_filters(index: Index, words: Sequence[str]) -> list[str]:
    """The words as filter options, each of a name as long as can be; none if one is no name."""
    from kdcat.searching.filters import field_named

    if len(words) > _MOST_NAMING:
        return []
    options: list[str] = []
    start = 0
    while start < len(words):
        for end in range(len(words), start, -1):
            value = " ".join(words[start:end])
            if field := field_named(index, value):
                options += [f"--{field}", value]
                start = end
                break
        else:
            return []
    return options


def _is_found(index: Index, words: Sequence[str]) -> bool:
    from kdcat.searching.filters import rows_of
    from kdcat.searching.find import find
    from kdcat.searching.query import Qualifier, parse

    def qualified(qualifier: Qualifier) -> Sequence[int]:
        return rows_of(index, qualifier.field, qualifier.value)

    try:
        found = find(
            parse(" ".join(words)), index, index.lexicon,
            qualified=qualified, limit=1, with_spans=False, strict=True,
        )  # fmt: skip
    except KdcatError:
        return False
    return bool(found.matches)


def _is_reference(words: Sequence[str]) -> bool:
    from kdcat.bibliography.addresses import as_address, as_arxiv_id, as_doi

    return all(as_arxiv_id(word) or as_doi(word) or as_address(word) for word in words)

"""The lists that one follows, as every command finds them: on this machine, never on another."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kdcat.cli.folders import folder_of, from_home
from kdcat.cli.streams import at_terminal, tell
from kdcat.errors import KdcatError, did_you_mean, no_such

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kdcat.following.kept import Kept
    from kdcat.following.settings import Settings
    from kdcat.reading.source import Source

_FILE = "config.toml"
_OLD_DAYS = 8
"""From then on, later than one week's update, the age of a copy is said to everyone, and before it
to who sits at a terminal."""


def settings_file() -> Path:
    """Return the file of the reader's settings, which need not be there.

    Raises:
        KdcatError: There is no home to have one in.
    """
    folder = folder_of("config")
    if folder is None:
        raise KdcatError("there is no home folder to keep settings in; set $XDG_CONFIG_HOME")
    return folder / _FILE


def settings() -> Settings | None:
    """Return the reader's settings; None where there are none, as for most.

    Raises:
        KdcatError: They cannot be read, or have a mistake.
    """
    folder = folder_of("config")
    # Who has no settings does not wait for what reads them to be loaded.
    if folder is None or not os.path.lexists(folder / _FILE):
        return None
    from kdcat.following.settings import read

    return read(folder / _FILE)


def folder_of_list(name: str) -> Path:
    """Return the folder of the copies of a list.

    Raises:
        KdcatError: There is no home to have one in.
    """
    folder = folder_of("data")
    if folder is None:
        raise KdcatError("there is no home folder to keep lists in; set $XDG_DATA_HOME")
    return folder / "lists" / name.lower()


def usual_catalogs(told: Callable[[str], object]) -> list[Source] | None:
    """Return the catalogs that the settings name for where none is named; None where they do not.

    Each is a list that is followed, or else a path from the folder of the settings on.

    Raises:
        KdcatError: One of them cannot be read.
    """
    found = settings()
    if found is None or not found.catalogs:
        return None
    from kdcat.reading.collection import collection, is_folder
    from kdcat.reading.source import BUNDLED_NAME, load

    named: list[Source] = []
    for one in found.catalogs:
        if (copies := sources_of(one, told)) is not None:
            named += copies
            continue
        path = str(found.file.parent / from_home(one)) if one != BUNDLED_NAME else one
        try:
            named += collection(path)[0] if is_folder(path) else [load(path)]
        except KdcatError as error:
            raise KdcatError(f"{error} ({found.file} names it as the catalog)") from None
    return named


def sources_of(word: str, told: Callable[[str], object]) -> list[Source] | None:
    """Return the newest copy of a list that is followed, page by page; None where none is meant.

    Args:
        word: Its name or its source, and behind a colon one of its pages.
        told: Is given what is to be said of its age.

    Raises:
        KdcatError: It was not fetched yet, or its copy is damaged.
    """
    found = settings()
    if found is None or not found.followed:
        return None
    name, page = found.name_of(word), ""
    if name is None:
        first, _, page = word.partition(":")
        name = found.name_of(first)
    if name is None:
        return None
    from kdcat.following import kept

    copy = kept_of(found, name)
    pages = kept.sources(folder_of_list(name), name, copy.newest)
    if page:
        paths = [one.path for one in copy.newest.pages]
        if page not in paths:
            raise no_such("page", page, paths[:20], f" in {name}")
        pages = [pages[paths.index(page)]]
    tell_age(name, copy, told)
    return pages


def kept_of(found: Settings, name: str) -> Kept:
    """Return what is kept of a list that is followed.

    Raises:
        KdcatError: Nothing is, or not of this list.
    """
    from kdcat.following.kept import kept

    copy = kept(folder_of_list(name))
    if copy is None or copy.source != found.followed[name].written():
        raise KdcatError(f"{name}: is not fetched yet; 'kdcat update {name}' does it")
    return copy


def tell_age(name: str, copy: Kept, told: Callable[[str], object] = tell) -> None:
    """Say how old what is known of a list is, where that is worth a word."""
    from kdcat.following import ages

    days = (ages.now() - copy.checked).days
    if days >= _OLD_DAYS or (days > 0 and at_terminal()):
        old = ages.age(copy.checked, ages.now())
        told(f"kdcat: {name}: {old} old; 'kdcat update' looks for newer")


def why_unknown(word: str) -> str | None:
    """Return what to say of a word that is no file and has the form of a list's name; else None."""
    from kdcat.following.names import why_no_name
    from kdcat.following.origins import looks_like_source
    from kdcat.reading.page_patterns import ENDS

    if word.lower().endswith(ENDS):
        return None
    found = settings()
    if looks_like_source(word):
        return f"no such file, and not followed; 'kdcat follow {word}' follows it"
    if why_no_name(word) is None and "." not in word:
        near = did_you_mean(word, list(found.followed)) if found else ""
        return f"no such file, and no list that you follow{near} (see 'kdcat follow')"
    return None


def proposed(incomplete: str) -> Sequence[str]:
    """Return the names of the lists that are followed, for the shell to propose."""
    try:
        found = settings()
    except KdcatError:
        return ()
    return [name for name in found.followed if name.startswith(incomplete)] if found else ()

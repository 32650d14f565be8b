"""Which files and folders of the user's kdcat uses, for who wonders what it goes by."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kdcat.cli import catalogs, followed
from kdcat.cli.folders import folder_of
from kdcat.errors import KdcatError
from kdcat.printable import printable
from kdcat.reading.source import BUNDLED_NAME, bundled_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def lines() -> Iterator[str]:
    """Yield a line for each file and folder: what it is for, where it is, whether it is there."""
    config, data = folder_of("config"), folder_of("data")
    yield _line("settings", config and config / "config.toml")
    yield _line("synonyms", config and config / "synonyms.toml")
    yield _line("lists", data and data / "lists")
    yield _line("records", data and data / "records.jsonl")
    yield _line("cache", catalogs.cache_folder())
    named = catalogs.names(None)
    if named:
        yield printable(f"{'catalog':<10}{named[0]} ($KDCAT_CATALOG)")
        return
    try:
        found = followed.settings()
    except KdcatError as error:
        yield printable(f"{'catalog':<10}{error}")
        return
    if found and found.catalogs:
        yield printable(f"{'catalog':<10}{', '.join(found.catalogs)} (settings)")
    else:
        yield printable(f"{'catalog':<10}{BUNDLED_NAME} ({bundled_path()})")


def _line(what: str, path: Path | None) -> str:
    if path is None:
        return f"{what:<10}(no home folder)"
    return printable(f"{what:<10}{path}{'' if os.path.lexists(path) else ' (not there)'}")

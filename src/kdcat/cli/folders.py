"""Where the user's files of kdcat lie: settings, data and what is kept to be faster."""

import os
import sys
from pathlib import Path
from typing import Literal

Kind = Literal["cache", "config", "data"]
_ON_LINUX: dict[Kind, str] = {"cache": ".cache", "config": ".config", "data": ".local/share"}


def folder_of(kind: Kind) -> Path | None:
    """Return kdcat's folder for the user's files of a kind; None where there is no home."""
    if sys.platform == "linux":
        # What platformdirs gives here, without the 3 ms that its import takes of every start. A
        # relative path is to be ignored:
        # https://specifications.freedesktop.org/basedir-spec/latest/#variables
        base = Path(os.environ.get(f"XDG_{kind.upper()}_HOME", ""))
        if base.is_absolute():
            return base / "kdcat"
    try:
        if not Path.home().is_absolute() or os.environ.get("HOME") == "":
            return None
        if sys.platform == "linux":
            return Path.home() / _ON_LINUX[kind] / "kdcat"
        from platformdirs import user_cache_path, user_config_path, user_data_path

        folders = {"cache": user_cache_path, "config": user_config_path, "data": user_data_path}
        return folders[kind]("kdcat", appauthor=False)
    except (OSError, RuntimeError):
        return None


def from_home(path: str) -> Path:
    """Return a path with the user's home in the place of `~`; as it is where there is none."""
    try:
        return Path(path).expanduser()
    except (RuntimeError, ValueError):
        return Path(path)

"""The names by which a reader calls the lists that he follows; folders are named after them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdcat.bibliography.addresses import path_of
from kdcat.errors import UsageError
from kdcat.reading.page_patterns import ENDS

if TYPE_CHECKING:
    from kdcat.following.origins import Origin

_LONGEST = 64
_NAME = re.compile(rf"[A-Za-z0-9](?:[A-Za-z0-9._-]{{0,{_LONGEST - 2}}}[A-Za-z0-9_-])?")
# Devices on Windows, whatever stands behind a dot:
# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_SAY_NOTHING = frozenset(["readme", "index", "list", "raw", "main", "master"])


def why_no_name(name: str) -> str | None:
    """Return why a list cannot be called so; None if it can."""
    if not _NAME.fullmatch(name):
        return f"a name has letters a-z, digits, '-', '_', '.' inside, {_LONGEST} at the most"
    if _DEVICE.fullmatch(name):
        return "Windows keeps this name for a device"
    if name.lower().endswith(ENDS):
        return "it would be taken for a file"
    return None


def checked_name(name: str) -> str:
    """Return the name.

    Raises:
        UsageError: A list cannot be called so.
    """
    if why := why_no_name(name):
        raise UsageError(f"a list cannot be called {name!r}: {why}")
    return name


def usual_name(origin: Origin) -> str | None:
    """Return what a list is called if its reader says nothing: as its repository, or its file.

    None where that makes no name.
    """
    path = path_of(origin.url) if origin.server == "web" else origin.path
    names = [
        *origin.repository.split("/")[-1:],
        *(path.split("/") if not origin.is_pattern else ()),
    ]
    words = [_plain(name) for name in names]
    telling = [word for word in words if word and word not in _SAY_NOTHING]
    if origin.server == "web":
        # Of an address the last step says most, and the host what is left.
        telling = telling[-1:] or [_plain(origin.host)]
    name = "-".join([*telling[:1], *telling[1:][-1:]])[:_LONGEST].rstrip(".-")
    return None if why_no_name(name) else name


def _plain(name: str) -> str:
    lower = name.lower()
    for end in ENDS:
        lower = lower.removesuffix(end)
    return re.sub(r"[^a-z0-9._]+", "-", lower).strip("-._")

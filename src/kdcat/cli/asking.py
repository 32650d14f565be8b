"""What those commands share that ask servers: who asks, and with which keys."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kdcat.cli.streams import screen
from kdcat.errors import KdcatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kdcat.network.records import Keys

_CONTACT = re.compile(r"[!-~]+@[!-~]+\.[!-~]+")


def keys(configuration: Path | None) -> Keys:
    """Return what the services know the user by.

    The contact address is `$KDCAT_CONTACT`, else `contact` of `config.toml`; keys stand in the
    environment.

    Args:
        configuration: The folder of the user's configuration; None where there is none.

    Raises:
        KdcatError: The configuration cannot be read, or the address is none.
    """
    from kdcat.network.records import Keys

    contact = os.environ.get("KDCAT_CONTACT") or _configured(configuration)
    if contact is not None and not (isinstance(contact, str) and _CONTACT.fullmatch(contact)):
        raise KdcatError(f"the contact address {contact!r} is no address for letters")
    return Keys(
        contact,
        _key("SEMANTIC_SCHOLAR_API_KEY"),
        _key("OPENALEX_API_KEY"),
    )


def _key(name: str) -> str | None:
    value = os.environ.get(name, "").strip()
    if value and not re.fullmatch("[!-~]+", value):
        # A key with a line end in it would be another header.
        raise KdcatError(f"${name} is no key: it has white space or letters beyond ASCII in it")
    return value or None


def _configured(folder: Path | None) -> object:
    if folder is None:
        return None
    import tomllib

    file = folder / "config.toml"
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise KdcatError(f"{file}: cannot be read: {error}") from None
    return said.get("contact")


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], object]]:
    """Show a person how far the asking has come, by the function that is given.

    Args:
        what: Who is asked.
        total: The number that the function is called with at the end.
    """
    if not total or not sys.stderr.isatty():
        yield lambda _: None
        return
    from kdcat.display.console import bar

    with bar(screen(sys.stderr), what, total) as show:
        yield show

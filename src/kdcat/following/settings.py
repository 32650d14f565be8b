"""The reader's own settings, in `config.toml`: which lists are followed, and the usual catalog.

    catalog = "llm-kd"

    [follow]
    llm-kd = "Tebmer/Awesome-Knowledge-Distillation-of-LLMs"

`kdcat follow` and `unfollow` write there as the reader would: what else is in it, comments too,
stays as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kdcat.errors import KdcatError, UsageError, perhaps
from kdcat.files import locked, replaced
from kdcat.following.names import why_no_name
from kdcat.following.origins import origin
from kdcat.lint.mistakes import MistakeError, line_of
from kdcat.toml import table_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tomlkit import TOMLDocument

    from kdcat.following.origins import Origin
    from kdcat.lint.mistakes import Keys

FILE = "config.toml"
_KEYS = ("catalog", "contact", "follow")
_LARGEST = 1 << 20
CONTACT = re.compile(r"[!-?A-~]++@[!-,\-/-?A-~]++(?:\.[!-,\-/-?A-~]++)+")
"""An address for letters, of which nothing acts where it is sent in a header."""
_FIRST_LINES = """\
# What kdcat knows of you: the lists that you follow, and which catalog you mean if you name none
# (catalog = "..."). 'kdcat follow' and 'kdcat unfollow' write here, and so may you.

[follow]
"""


class Settings(NamedTuple):
    """What a reader has set."""

    file: Path
    """Where it is written, or would be."""
    catalogs: tuple[str, ...] = ()
    """The catalogs that are meant where none is named: lists that are followed, or paths."""
    followed: Mapping[str, Origin] = {}
    """The lists that are followed: their names, and where they come from."""
    contact: str | None = None
    """The reader's address for letters, which registries ask for."""

    def name_of(self, word: str) -> str | None:
        """Return the name of the list that a word means: its name, or its source; None of none.

        Case does not matter.
        """
        folded = word.casefold()
        for name, comes_from in self.followed.items():
            if folded in (name.casefold(), comes_from.written().casefold()):
                return name
        return None


def read(file: Path) -> Settings:
    """Return the settings of a file; none where there is no such file.

    Raises:
        KdcatError: It cannot be read, or holds something else; the message names file and line.
    """
    text = _text(file)
    table = table_of(text, str(file)) if text else {}
    try:
        return _settings(file, table)
    except MistakeError as mistake:
        line = line_of(text, mistake.keys, mistake.near)
        raise KdcatError(f"{file}:{line}: {mistake}") from None


def follow(file: Path, name: str, source: str) -> None:
    """Write down that a list is followed.

    Args:
        file: The file of the settings, which need not be there.
        name: What the list is called.
        source: Where it comes from, as `kdcat.following.origins.origin` reads it.

    Raises:
        KdcatError: The file cannot be read or written, or has a mistake.
    """

    def change(document: TOMLDocument) -> None:
        import tomlkit

        if "follow" not in document:
            document["follow"] = tomlkit.table()
        document["follow"][name] = source

    _change(file, change)


def rename(file: Path, name: str, new: str) -> None:
    """Write down that a list that is followed has another name.

    Raises:
        KdcatError: The file cannot be read or written, or has a mistake.
    """

    def change(document: TOMLDocument) -> None:
        table = document["follow"]
        table[new] = table[name]
        if new != name:
            del table[name]
        usual = document.get("catalog")
        if usual == name:
            document["catalog"] = new
        elif isinstance(usual, list) and name in usual:
            usual[usual.index(name)] = new

    _change(file, change)


def unfollow(file: Path, name: str) -> None:
    """Write down that a list is no longer followed, nor meant where none is named.

    Raises:
        KdcatError: The file cannot be read or written, or has a mistake.
    """

    def change(document: TOMLDocument) -> None:
        del document["follow"][name]
        usual = document.get("catalog")
        if usual == name:
            del document["catalog"]
        elif isinstance(usual, list) and name in usual:
            usual.remove(name)

    _change(file, change)


def _change(file: Path, change: Callable[[TOMLDocument], None]) -> None:
    import tomlkit

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with locked(file.parent):
            read(file)
            document = tomlkit.parse(_text(file) or _FIRST_LINES)
            change(document)
            with replaced(file) as beside:
                beside.write_bytes(tomlkit.dumps(document).encode("utf-8"))
    except OSError as error:
        raise KdcatError(f"{file}: cannot be written: {error.strerror or error}") from None
    # What was written must be what was meant.
    read(file)


def _text(file: Path) -> str:
    """The content of the file; nothing where there is none."""
    return text_of(file, str(file), _LARGEST) or ""


def _settings(file: Path, table: Mapping[str, object]) -> Settings:
    for key in table:
        if key not in _KEYS:
            hint = perhaps(key, _KEYS)
            raise MistakeError((key,), f"no key {key!r}{hint}; keys: {', '.join(_KEYS)}")
    named = table.get("catalog", [])
    catalogs = [named] if isinstance(named, str) else named
    if not isinstance(catalogs, list) or not all(isinstance(one, str) and one for one in catalogs):
        raise MistakeError(("catalog",), "catalog must be a name or path, or an array of them")
    follows = table.get("follow", {})
    if not isinstance(follows, dict):
        raise MistakeError(
            ("follow",), 'follow must be a table: [follow], then name = "owner/repo"'
        )
    followed: dict[str, Origin] = {}
    folded: set[str] = set()
    for name, source in follows.items():
        followed[name] = _followed(name, source, ("follow", name))
        if name.casefold() in folded:
            raise MistakeError(("follow", name), f"{name!r}: two names differ only in case")
        folded.add(name.casefold())
    contact = table.get("contact")
    if contact is not None and not (isinstance(contact, str) and CONTACT.fullmatch(contact)):
        raise MistakeError(("contact",), "contact must be an address for letters: you@example.org")
    return Settings(file, tuple(catalogs), followed, contact)


def _followed(name: str, source: object, keys: Keys) -> Origin:
    if why := why_no_name(name):
        raise MistakeError(keys, f"a list cannot be called {name!r}: {why}")
    if not isinstance(source, str):
        raise MistakeError(keys, f"{name} must be a text such as {'owner/repo'!r}")
    try:
        return origin(source)
    except UsageError as error:
        raise MistakeError(keys, str(error)) from None

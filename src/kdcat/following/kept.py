"""The copies of a list on this machine: the newest is read, and older ones say what is new.

Of each list there is a folder with `state.json` and `pages/`. A page is a file named by its
content, written once and never changed, so that who reads a copy reads all of it, whatever is
fetched meanwhile; `state.json`, which says what copies there are, is replaced whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from contextlib import contextmanager, suppress
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from kdcat import __version__
from kdcat.errors import KdcatError
from kdcat.files import locked, remove_unfinished, replacement
from kdcat.reading.source import Source, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_STATE = "state.json"
_PAGES = "pages"
_VERSION = 1
_LARGEST = 1 << 26
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ALL_KEPT = timedelta(days=60)
"""So long every copy is kept, then one a week."""
_ANY_KEPT = timedelta(days=400)


class Page(NamedTuple):
    """A page of a copy."""

    path: str
    """Its path in the repository, or the last step of its address."""
    digest: str
    """SHA-256 of its content, in hexadecimal digits."""
    papers: int
    """How many entries were read in it."""


class Copy(NamedTuple):
    """A list as it was at a time."""

    time: datetime
    """When it was fetched."""
    pages: tuple[Page, ...]

    @property
    def papers(self) -> int:
        """Return how many entries were read in it."""
        return sum(page.papers for page in self.pages)


class Kept(NamedTuple):
    """What is kept of a list."""

    source: str
    """Where it comes from, as `kdcat.following.origins.Origin.written` says it."""
    checked: datetime
    """When its server last said what it holds."""
    copies: tuple[Copy, ...]
    """Oldest first; never empty."""
    validators: Mapping[str, Mapping[str, str]]
    """What servers said of answers, by address, to be asked whether these still hold."""
    without: frozenset[str]
    """What git calls the contents of the pages in which no paper was read."""

    @property
    def newest(self) -> Copy:
        """Return the copy that is read."""
        return self.copies[-1]


class Fetched(NamedTuple):
    """A list as a server gave it."""

    pages: Mapping[str, tuple[bytes, int]]
    """The contents of the pages, and how many papers each has, by their paths."""
    validators: Mapping[str, Mapping[str, str]]
    without: frozenset[str] = frozenset()
    """As in `Kept`."""


def kept(folder: Path) -> Kept | None:
    """Return what is kept in the folder of a list; None where nothing is.

    Raises:
        KdcatError: It cannot be read, or is no longer what was written.
    """
    file = folder / _STATE
    try:
        # What is no file must not be waited for.
        if not file.is_file() and file.exists():
            raise ValueError(_STATE)
        with file.open("rb") as opened:
            content = opened.read(_LARGEST)
        return _kept(json.loads(content))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise KdcatError(f"{file}: {error.strerror or error}") from None
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        raise KdcatError(f"{file}: is damaged; 'kdcat update' fetches the list anew") from None


def _kept(state: Any) -> Kept:
    if state["version"] != _VERSION:
        raise ValueError(state["version"])
    copies = []
    for one in state["copies"]:
        pages = tuple(
            Page(_encodable(path), _digest(digest), int(papers))
            for path, (digest, papers) in one["pages"].items()
        )
        copies.append(Copy(_moment(one["time"]), pages))
    if not copies or not all(copy.pages for copy in copies):
        raise ValueError(_STATE)
    validators = {
        str(url): {str(name): str(value) for name, value in said.items()}
        for url, said in state["validators"].items()
    }
    # Another version of kdcat may read papers where this one read none.
    without = state["without"] if state["reader"] == __version__ else ()
    return Kept(
        str(state["source"]),
        _moment(state["checked"]),
        tuple(copies),
        validators,
        frozenset(map(str, without)),
    )


def _digest(text: str) -> str:
    if not _DIGEST.fullmatch(text):
        raise ValueError(text)
    return text


def _encodable(path: str) -> str:
    # JSON can hold half a surrogate pair, which no name of a file is made of.
    path.encode()
    return path


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    # In the first year and the last there are moments that other time zones have no date for.
    if moment.tzinfo is None or not MINYEAR < moment.year < MAXYEAR:
        raise ValueError(text)
    return moment


def sources(folder: Path, name: str, copy: Copy) -> list[Source]:
    """Return the pages of a copy as catalogs, which are called by the list's name.

    A list of one page has that name; of several each is `name:path`.

    What a page holds is compared with what was kept when it is read.

    Raises:
        KdcatError: A page is no longer there.
    """
    several = len(copy.pages) > 1
    found = []
    for page in copy.pages:
        called = f"{name}:{page.path}" if several else name
        source = _page(folder, page)
        if source is None:
            raise KdcatError(
                f"{called}: its copy is no longer there; 'kdcat update {name}' fetches it anew"
            )
        found.append(source.called(called, name if several else None, page.digest))
    return found


def _page(folder: Path, page: Page) -> Source | None:
    """A page as it is kept; None where it is no longer there."""
    file = folder / _PAGES / f"{page.digest}.md"
    # What is no file must not be waited for.
    if not file.is_file():
        return None
    try:
        return load(file)
    except KdcatError:
        return None


def content(folder: Path, page: Page) -> bytes | None:
    """Return the content of a page; None where it is no longer what was written."""
    source = _page(folder, page)
    if source is None:
        return None
    try:
        found = source.content
    except KdcatError:
        return None
    return found if hashlib.sha256(found).hexdigest() == page.digest else None


def keep(folder: Path, source: str, fetched: Fetched, moment: datetime) -> Kept:
    """Keep a list as it was fetched, beside older copies, and return all that is kept now.

    Where it is what the newest copy was, only that is noted, and when. Of copies older than two
    months one a week stays, and none that is older than four hundred days.

    Raises:
        KdcatError: It cannot be written.
    """
    pages = tuple(
        Page(path, hashlib.sha256(text).hexdigest(), papers)
        for path, (text, papers) in fetched.pages.items()
    )
    with _alone(folder):
        try:
            before = kept(folder)
        except KdcatError:
            before = None
        older = before.copies if before is not None and before.source == source else ()
        # What is to come was written by a clock that was wrong: nothing is newer than this.
        older = tuple(copy._replace(time=min(copy.time, moment)) for copy in older)
        if older and _contents(older[-1].pages) == _contents(pages):
            copies = (*older[:-1], older[-1]._replace(pages=pages))
        else:
            copies = (*older, Copy(moment, pages))
        kept_now = tuple(_thinned(copies, moment))
        now = Kept(source, moment, kept_now, fetched.validators, fetched.without)
        (folder / _PAGES).mkdir(exist_ok=True)
        for page in pages:
            if content(folder, page) is None:
                _write(folder / _PAGES / f"{page.digest}.md", fetched.pages[page.path][0])
        _write(folder / _STATE, _state(now))
        _remove_others(folder / _PAGES, now)
    return now


def _contents(pages: Sequence[Page]) -> list[tuple[str, str]]:
    return [(page.path, page.digest) for page in pages]


def _thinned(copies: Sequence[Copy], moment: datetime) -> Iterator[Copy]:
    """Yield the copies that stay; of those of one week that is over long ago, the last."""
    for copy, later in zip_longest(copies, copies[1:]):
        age = moment - copy.time
        is_last_of_week = later is None or _week(copy) != _week(later)
        if later is None or age < _ALL_KEPT or (age < _ANY_KEPT and is_last_of_week):
            yield copy


def _week(copy: Copy) -> tuple[int, int]:
    return copy.time.isocalendar()[:2]


def _state(now: Kept) -> bytes:
    state = {
        "version": _VERSION,
        "reader": __version__,
        "source": now.source,
        "checked": now.checked.isoformat(),
        "copies": [
            {
                "time": copy.time.isoformat(),
                "pages": {page.path: [page.digest, page.papers] for page in copy.pages},
            }
            for copy in now.copies
        ],
        "validators": now.validators,
        "without": sorted(now.without),
    }
    return json.dumps(state, indent=1).encode() + b"\n"


def move(folder: Path, target: Path) -> None:
    """Give the copies of a list another folder; nothing is done where there are none.

    Raises:
        KdcatError: They cannot be moved.
    """
    try:
        if os.path.lexists(folder):
            folder.rename(target)
    except OSError as error:
        raise KdcatError(f"{folder}: cannot be moved: {error.strerror or error}") from None


def forget(folder: Path) -> None:
    """Remove all that is kept of a list; of a link to another folder, the link.

    Raises:
        KdcatError: It cannot be removed.
    """
    import shutil

    try:
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        elif os.path.lexists(folder):
            # To remove a FIFO as a folder would wait for somebody.
            folder.unlink()
    except OSError as error:
        raise KdcatError(
            f"{error.filename or folder}: cannot be removed: {error.strerror or error}"
        ) from None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one writer after another into a folder, which is made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            yield
    except OSError as error:
        raise KdcatError(
            f"{error.filename or folder}: cannot be written: {error.strerror or error}"
        ) from None


def _write(target: Path, written: bytes) -> None:
    with replacement(target, 0o666) as (beside, descriptor):
        beside.write_bytes(written)
        os.fsync(descriptor)


def _remove_others(pages: Path, now: Kept) -> None:
    """Remove the pages of copies that did not stay."""
    wanted = {f"{page.digest}.md" for copy in now.copies for page in copy.pages}
    remove_unfinished(pages)
    with suppress(OSError):
        for file in pages.iterdir():
            if file.name not in wanted and _DIGEST.fullmatch(file.name.removesuffix(".md")):
                file.unlink()

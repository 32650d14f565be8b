"""What `follow`, `unfollow`, `update` and `new` share: fetching lists, and telling of them."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kdcat.cli import completion, followed
from kdcat.cli.format_names import TABLE
from kdcat.cli.output import check_header
from kdcat.cli.streams import at_terminal, progress, screen, tell, write
from kdcat.errors import KdcatError, UsageError, no_such
from kdcat.following import ages, kept
from kdcat.formats.table import ROW_FORMATS, render_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kdcat.following.kept import Kept
    from kdcat.following.settings import Settings
    from kdcat.network.client import Client

COLUMNS = ("name", "source", "papers", "pages", "checked", "changed")
"""What is known of a list that is followed."""
FORMATS = (TABLE, *ROW_FORMATS)
_TABLE = ("name", "papers", "checked", "source")
_AT_ONCE = 4
_PARTS = 1000
"""Of a list, as its progress is told."""

Format = Annotated[
    str | None,
    typer.Option(
        "--format", "-f", metavar="FORMAT", rich_help_panel="Output",
        autocompletion=completion.of(FORMATS),
        help=f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}. "
        "Default: a table on a terminal, tsv in a pipe.",
    ),
]  # fmt: skip
Fields = Annotated[
    str | None,
    typer.Option(
        "--fields", metavar="A,B,C", rich_help_panel="Output",
        help="Only these, in this order; checked is when its server was asked last, changed when "
        "it was fetched as it is.",
    ),
]  # fmt: skip


class Output(NamedTuple):
    """How rows about lists are wanted."""

    format: str
    fields: tuple[str, ...] | None
    header: bool
    columns: tuple[str, ...]
    table: tuple[str, ...]

    @classmethod
    def of(
        cls,
        format_name: str | None,
        as_json: bool,
        fields: str | None,
        header: bool,
        columns: tuple[str, ...] = COLUMNS,
        table: tuple[str, ...] = _TABLE,
    ) -> Output:
        """Take the options of a command.

        Raises:
            UsageError: There is no such format or column; the message says what there is.
        """
        if as_json and format_name not in {None, "json"}:
            raise UsageError(f"--json and --format {format_name} cannot both be meant")
        wanted = "json" if as_json else format_name or (TABLE if at_terminal() else "tsv")
        if wanted not in FORMATS:
            raise no_such("format", wanted, FORMATS)
        check_header(wanted, header)
        names = None
        if fields is not None:
            names = tuple(dict.fromkeys(name.strip() for name in fields.split(",") if name.strip()))
            for name in names:
                if name not in columns:
                    raise no_such("field", name, columns)
            if not names:
                raise UsageError(f"--fields names no field; fields: {', '.join(columns)}")
        return cls(wanted, names, header, columns, table)

    @property
    def lines(self) -> bool:
        """Whether each row is a line of its own."""
        return self.format == "jsonl"

    def print(self, rows: Sequence[dict[str, object]]) -> None:
        """Print rows, each a value by the name of its column."""
        if self.format == TABLE:
            from kdcat.display.followed import print_lists

            names = self.fields or self.table
            moment = ages.now()
            told = [[_told(one[name], moment) for name in names] for one in rows]
            print_lists(names, told, screen(sys.stdout))
            return
        names = self.fields or self.columns
        values = [[_written(one[name]) for name in names] for one in rows]
        write(render_rows(self.format, values, names, self.header))


def _written(value: object) -> object:
    from datetime import datetime

    return ages.written(value) if isinstance(value, datetime) else value


def _told(value: object, moment: object) -> object:
    from datetime import datetime

    if isinstance(value, datetime) and isinstance(moment, datetime):
        return f"{ages.age(value, moment)} ago"
    return value


def row(found: Settings, name: str) -> dict[str, object]:
    """Return what is known of a list that is followed, by column."""
    source = found.followed[name].written()
    said: dict[str, object] = {**dict.fromkeys(COLUMNS), "name": name, "source": source}
    try:
        copy = followed.kept_of(found, name)
    except KdcatError as error:
        tell(f"kdcat: {error}")
        return said
    newest = copy.newest
    return said | {
        "papers": newest.papers, "pages": len(newest.pages),
        "checked": copy.checked, "changed": newest.time,
    }  # fmt: skip


def named(found: Settings | None, words: Sequence[str] | None) -> list[str]:
    """Return the names of the lists that words mean; of all that are followed without words.

    Raises:
        UsageError: One of them means none.
    """
    known = list(found.followed) if found else []
    if not words:
        return known
    names = []
    for word in words:
        name = found.name_of(word) if found else None
        if name is None:
            if not known:
                raise UsageError(
                    f"no list {word!r} is followed, nor any other; 'kdcat follow' begins"
                )
            raise no_such("list", word, known)
        names.append(name)
    return list(dict.fromkeys(names))


def is_path(name: str) -> bool:
    """Return whether a file or folder here has a name."""
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def fetched(found: Settings, names: Sequence[str]) -> dict[str, Kept | KdcatError]:
    """Return what is kept of lists after their servers were asked for what is newer.

    Of one that cannot be had it is the trouble; a bar shows the progress on a terminal.

    Args:
        found: The settings.
        names: The names of the lists.
    """
    from kdcat.network.client import Client

    done: dict[str, Kept | KdcatError] = {}
    with ExitStack() as until_fetched:
        client = until_fetched.enter_context(Client(os.environ.get("GITHUB_TOKEN")))
        report = _progress(names, until_fetched)
        pool = ThreadPoolExecutor(_AT_ONCE)
        # Who is interrupted does not wait for answers that nobody wants any more.
        until_fetched.callback(pool.shutdown, wait=False, cancel_futures=True)
        jobs = {name: pool.submit(_fetch, client, found, name, report) for name in names}
        for name, job in jobs.items():
            try:
                done[name] = job.result()
            except KdcatError as error:
                done[name] = KdcatError(f"{error}{_what_stays(found, name)}")
    return done


def _fetch(
    client: Client, found: Settings, name: str, report: Callable[[str, int, int], object]
) -> Kept:
    from kdcat.network.lists import fetch

    folder = followed.folder_of_list(name)
    origin = found.followed[name]
    before = _kept_before(found, name)
    stored = partial(kept.content, folder)
    lists = fetch(client, origin, before, stored, partial(report, name))
    report(name, 1, 1)
    return kept.keep(folder, origin.written(), lists, ages.now())


def _kept_before(found: Settings, name: str) -> Kept | None:
    """What is kept of a list; None where that is not of use: it is fetched anew."""
    try:
        return followed.kept_of(found, name)
    except KdcatError:
        return None


def _what_stays(found: Settings, name: str) -> str:
    copy = _kept_before(found, name)
    return f"; the copy of {copy.checked.astimezone():%Y-%m-%d} stays" if copy else ""


def _progress(names: Sequence[str], until_fetched: ExitStack) -> Callable[[str, int, int], object]:
    """How fetching reports its progress: with a bar, where a person waits for it."""
    what = f"fetching {names[0] if len(names) == 1 else f'{len(names)} lists'}"
    show = until_fetched.enter_context(progress(what, len(names) * _PARTS))
    so_far = dict.fromkeys(names, 0)

    def reached(name: str, done: int, of: int) -> None:
        so_far[name] = _PARTS * done // max(of, 1)
        show(sum(so_far.values()))

    return reached


def proposed(incomplete: str) -> list[str]:
    """Propose the names of the lists that are followed."""
    return list(followed.proposed(incomplete))


def readable(
    found: Settings, names: Sequence[str], *, quietly: bool = False
) -> Iterator[tuple[str, Path, Kept]]:
    """Yield the lists whose copies can be read, each with their folder; say which cannot."""
    for name in names:
        try:
            yield name, followed.folder_of_list(name), followed.kept_of(found, name)
        except KdcatError as error:
            if not quietly:
                tell(f"kdcat: {error}")

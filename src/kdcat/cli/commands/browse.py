"""`kdcat browse`: the catalog as a full-screen program."""

from __future__ import annotations

import gc
import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from kdcat.cli import DONE, INTERRUPTED, catalogs, completion, options, web_browser
from kdcat.cli.dash_words import DashWords
from kdcat.cli.folders import from_home
from kdcat.cli.streams import refuse_what_takes_nothing, write
from kdcat.cli.terminal import streams_at, whole_screen
from kdcat.errors import KdcatError, UsageError
from kdcat.extras import lacking
from kdcat.formats.table import FORMATS, TEXT_FORMATS, render
from kdcat.paper import FIELDS, Paper
from kdcat.printable import printable
from kdcat.words import how_many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from kdcat.browser.answers import Facet, Ground, Value
    from kdcat.browser.browser import Browser

EPILOG = """Examples:

  kdcat browse

  kdcat browse asr distillation --code

  kdcat browse --select bibtex > refs.bib

  kdcat show $(kdcat browse --select id)
"""
KIND = DashWords


def command(
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUERY",
            autocompletion=completion.query,
            help="What is asked at first, as with search.",
        ),
    ] = None,
    modality: options.Modality = None,
    task: options.Task = None,
    venue: options.Venue = None,
    year: options.Year = None,
    title: options.Title = None,
    section: options.Section = None,
    author: options.Author = None,
    code: options.Code = None,
    not_in: options.NotIn = None,
    select: Annotated[
        str | None,
        typer.Option(
            "--select", metavar="FORMAT", rich_help_panel="Output",
            autocompletion=completion.of([*TEXT_FORMATS, *FIELDS]),
            help="Write the papers that are selected in the end: a format, or a field such as id.",
        ),
    ] = None,
    catalog: options.Catalogs = None,
    no_cache: options.NoCache = False,
) -> int:  # fmt: skip
    """Search, read and select papers on the whole screen.

    The list follows every letter of the query; facets narrow it; ? shows all keys. Needs Textual,
    which comes with the extra browse.
    """
    _check(select)
    if select is not None:
        refuse_what_takes_nothing()
    where = options.Where(modality, task, venue, year, title, section, author, code)
    index = catalogs.opened(catalog, no_cache)
    # An answer waits for the next of the moments at which Textual draws: 60 a second are few.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    try:
        from kdcat.browser.answers import Ground, Question
        from kdcat.browser.browser import Browser
        from kdcat.browser.outside import Outside
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        raise lacking("browse", "Textual", "browse") from None
    chosen, where = _as_chosen(Ground(index), where)
    rows = catalogs.rows_not_in(not_in, index, where.rows(index), catalog, no_cache)
    ground = Ground(index, rows, catalogs.own_synonyms)
    with whole_screen() as screen, _uncollected():
        outside = Outside(
            web_browser.needs_terminal,
            lambda url, without: _open(url, screen, without),
            lambda name, papers, force: _write(name, papers, force, catalog, not_in),
        )
        # The search line draws it as it is.
        question = Question(printable(" ".join(query or ())), chosen)
        browser = Browser(
            ground,
            question,
            outside,
            selects=select is not None,
            light=_is_light(),
            note=_named(where, not_in),
        )
        end = browser.run()
        if browser.error is not None:
            raise browser.error
    if isinstance(end, signal.Signals):
        signal.signal(end, signal.SIG_DFL)
        os.kill(os.getpid(), end)
    if end != "left":
        return INTERRUPTED
    if select is not None:
        write(_selection(browser, select))
    return DONE


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile, but where the program says so, and in nothing that is there.

    In the midst of a search of many papers that takes as long as the search.
    """
    is_on = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()
        gc.unfreeze()


def _check(select: str | None) -> None:
    known = [*TEXT_FORMATS, *FIELDS]
    if select is not None and select not in known:
        from kdcat.errors import no_such

        raise no_such("format", select, known, " to select in")


def _selection(browser: Browser, select: str) -> Iterable[str]:
    papers = browser.selection()
    if select in TEXT_FORMATS:
        return render(select, papers)
    return render("tsv", papers, [select])


def _as_chosen(
    ground: Ground, where: options.Where
) -> tuple[frozenset[tuple[Facet, Value]], options.Where]:
    """Return the values of facets that options stand for, and the options that stand for none."""
    from kdcat.browser.answers import FACETS, as_chosen

    nothing = options.Where(*[None] * len(where))
    chosen: frozenset[tuple[Facet, Value]] = frozenset()
    for facet in FACETS:
        if facet not in where._fields:
            # Which catalogs are open says `--catalog`: they are all there is.
            continue
        alone = nothing._replace(**{facet: getattr(where, facet)})
        rows = alone.rows(ground.papers)
        values = None if rows is None else as_chosen(ground, facet, rows)
        if values:
            chosen |= values
            where = where._replace(**{facet: None})
    return chosen, where


def _named(where: options.Where, not_in: Sequence[str] | None) -> str:
    """The options that no facet shows, as they may be typed."""
    from shlex import join

    words = []
    for field, values in {**where._asdict(), "not-in": not_in}.items():
        if isinstance(values, list):
            words += [word for value in values for word in (f"--{field}", value)]
    return join(words)


def _is_light() -> bool:
    """Whether the terminal says that its background is light, as rxvt and Konsole do."""
    return os.environ.get("COLORFGBG", "").rpartition(";")[2] in {"7", "15"}


def _open(url: str, screen: int, without: Callable[[], AbstractContextManager[None]] | None) -> str:
    """Open an address in the web browser, and return what is to be said of it.

    Args:
        url: The address.
        screen: The descriptor of the terminal.
        without: Lets go of the terminal, for a web browser that needs it.
    """
    if without is not None:
        with without(), streams_at(screen):
            is_open = web_browser.opened(url)
    elif web_browser.is_there():
        # What it says while it starts must not stand in the midst of the screen.
        nowhere = os.open(os.devnull, os.O_RDWR)
        with streams_at(nowhere):
            is_open = web_browser.opened(url)
        os.close(nowhere)
    else:
        is_open = False
    if is_open:
        return "opened in the web browser"
    return f"{web_browser.what_failed() or 'no web browser here'}; the address: {url}"


def _write(
    name: str,
    papers: list[Paper],
    force: bool,
    catalog: Sequence[str] | None,
    not_in: Sequence[str] | None,
) -> str:
    """Write papers to a file, and return what is to be said of it.

    Raises:
        KdcatError: The file's name says no format, or it cannot be written.
        FileExistsError: There is one, and it is not to be replaced.
    """
    from kdcat.files import replaces
    from kdcat.formats.file import write_file

    path = from_home(name)
    meant = {end: form.name for form in reversed(FORMATS.values()) for end in form.suffixes}
    if path.suffix.lower() not in meant:
        raise UsageError(f"{name}: a name ends in {', '.join(meant)}")
    catalogs.may_be_written(path, catalog, not_in)
    if os.path.isdir(path):  # noqa: PTH112 (a name that no file can have is no folder)
        raise KdcatError(f"{path}: is a directory; name a file in it")
    if replaces(path) and not force:
        raise FileExistsError(name)
    write_file(path, meant[path.suffix.lower()], papers)
    return f"{how_many(len(papers), 'paper')} written to {path}"

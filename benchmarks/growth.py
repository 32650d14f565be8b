"""How the time of each command grows with its input: CPU time, of inputs of many families.

    python benchmarks/growth.py [--only WORDS] [--command NAME] [--most SECONDS] [--size CHARACTERS]

Each family is a text that grows with a number, and is made to be hard for some expression or loop.
It is made so long that a command takes more than 50 ms for it, above what an ordinary small catalog
takes, and then four times as long. Each figure is of a run in a process of its own, which begins
with everything loaded; what looks bad is measured anew, as the best of three. Four times the input
may take at most six times the time. And the text may take at most four times what an ordinary
catalog of its size takes the same command, or what markdown-it-py alone needs for it. The ordinary
catalog for a command that mends has something to mend in each entry. The exit status is 1 where it
takes more.

With `--size 60000` each family is measured at that size and at four times as much: all of them in
half an hour, where to the length at which a command takes 50 ms is a matter of hours.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hostile import (
    ANSWERS,
    BIBTEX,
    COPIES_OF,
    FAMILIES,
    FEEDS,
    HEAD,
    JSON,
    MANY,
    ORDINARY,
    PAGES,
    QUERIES,
    REFERENCES,
    RULES,
    SETTINGS,
    SYNONYMS,
    VENUES,
    to_mend,
)

from kdcat.formats.table import TEXT_FORMATS
from kdcat.reading.catalog import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hostile import Family


_SECTION = ("--modality", "vision", "--task", "detection")
_NEW = ("--title", "Gamma Delta", "--venue", "CVPR", "--year", "2021", *_SECTION)
_NEW_ADDRESS = ("--paper-url", "https://arxiv.org/abs/2101.00002")

COMMANDS: dict[str, tuple[str, ...]] = {
    "list": ("list", "--catalog", "FILE", "--no-cache", "--format", "json"),
    "table": ("list", "--catalog", "FILE", "--no-cache", "--format", "table"),
    "search": ("search", "alpha", "--catalog", "FILE", "--no-cache"),
    "show": ("show", "alpha", "--catalog", "FILE", "--no-cache"),
    "stats": ("stats", "--catalog", "FILE", "--no-cache", "--format", "table"),
    "export": ("export", "--catalog", "FILE", "--no-cache", "--format", "bibtex"),
    "csl-json": ("export", "--catalog", "FILE", "--no-cache", "--format", "csl-json"),
    "related": ("related", "alpha", "--catalog", "FILE", "--no-cache"),
    "open": ("open", "alpha", "--print", "--catalog", "FILE", "--no-cache"),
    "page": ("page", "--catalog", "FILE", "--no-cache", "--output", "PAGE", "--force"),
    "complete": ("complete", "--catalog", "FILE", "--no-cache", "--dry-run"),
    "layout": ("layout", "--catalog", "FILE", "--json"),
    "skipped": ("layout", "--catalog", "FILE", "--skipped"),
    "markdown": ("export", "--catalog", "FILE", "--no-cache", "--format", "markdown"),
    "lint": ("lint", "FILE", "--style", "--format", "json"),
    "fix": ("lint", "FILE", "--style", "--diff"),
    "fixed": ("lint", "FILE", "--style", "--fix"),
    "pages": ("lint", "FOLDER", "--style", "--diff"),
    "arrange": ("lint", "FILE", "--select", "section-not-sorted,heading-not-in-toc", "--diff"),
    "diff": ("diff", "OTHER", "FILE", "--format", "markdown"),
    "retyped": ("diff", "RETYPED", "FILE", "--format", "markdown"),
    "add": ("add", "--catalog", "FILE", "--dry-run", "--force", *_NEW, *_NEW_ADDRESS),
    "grouped": (
        *("add", "--catalog", "FILE", "--dry-run", "--force", "--new-section", *_NEW_ADDRESS),
        *("--title", "Gamma Delta", "--venue", "CVPR", "--year", "2021"),
        *("--modality", "vision", "--task", "tracking"),
    ),
    "query": ("search", "TEXT", "--no-cache"),
    "references": ("show", "--catalog", "NAMED", "--no-cache", "REFERENCES"),
    "venues": ("list", "--catalog", "NAMED", "--no-cache", "VENUES"),
    "bibtex": ("add", "--catalog", "LIST", "--bibtex", "FILE", "--dry-run", "--force", *_SECTION),
    "from json": (
        *("add", "--catalog", "LIST", "--from-json", "FILE"),
        *("--dry-run", "--force", "--new-section"),
    ),
    **{
        f"as {name}": ("export", "--catalog", "FILE", "--no-cache", "--format", name)
        for name in TEXT_FORMATS
        if name not in ("json", "bibtex", "csl-json", "markdown")
    },
    "as sqlite": (
        *("export", "--catalog", "FILE", "--no-cache", "--format", "sqlite"),
        *("--output", "DATABASE", "--force"),
    ),
    "new": ("new", "--format", "atom"),
    "settings": ("follow",),
    "synonyms": ("search", "alpha gamma", "--catalog", "LIST", "--no-cache"),
    "rules": ("lint", "LIST"),
    "csl": ("kdcat.records.csl:of_csl",),
    "scholar": ("kdcat.records.title_search:of_match",),
    "works": ("kdcat.records.title_search:of_works",),
    "feed": ("kdcat.records.atom:of_feed",),
}
"""The commands, as they are measured: `FILE` is the text, `OTHER` the same less its even lines,
`RETYPED` the same with a letter more on each third line, `TEXT` its words themselves, `LIST` an
ordinary small catalog, `REFERENCES` and `VENUES` what stands before the tabs of its lines, `NAMED` a
list with an entry for what stands behind them, `FOLDER` has a page for each line of the text, and `PAGE` and `DATABASE`
are files to be written. The last ones are the
functions that read what a server answers."""

OF = {
    "pages": PAGES,
    "query": QUERIES,
    "references": REFERENCES,
    "venues": VENUES,
    "bibtex": BIBTEX,
    "from json": JSON,
    "settings": SETTINGS,
    "synonyms": SYNONYMS,
    "rules": RULES,
    **dict.fromkeys(("csl", "scholar", "works"), ANSWERS),
    "feed": FEEDS,
}
"""The families of the commands that read no list."""
_WRITTEN = {
    "settings": "config/kdcat/config.toml",
    "synonyms": "config/kdcat/synonyms.toml",
    "rules": "kdcat.toml",
}
"""Where the text is written for the commands that look for it themselves."""
_NOW = datetime.now(UTC)


def families_of(command: str) -> dict[str, Family]:
    """Return the families that a command is measured with, by their names."""
    return OF.get(command) or FAMILIES | MANY


class Run(NamedTuple):
    """What a run of a command took and said."""

    seconds: float
    """CPU time of the process: its own and the system's for it."""
    code: int
    """Its exit code; 128 and the number of the signal that ended it."""
    error: str


def run(arguments: tuple[str, ...], folder: Path, most: int = 60) -> Run:
    """Run a command in a process of its own that has everything loaded, for `most` seconds."""
    told = folder / "stderr"
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        os.dup2(os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        # Whoever forked may have put others in their places, as pytest does.
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        # As the program itself does, see `kdcat.__main__`.
        gc.disable()
        code = 70
        try:
            code = _done(arguments, folder)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return Run(
        used.ru_utime + used.ru_stime,
        code if code >= 0 else 128 - code,
        told.read_text("utf-8", "replace"),
    )


def run_here(words: tuple[str, ...], folder: Path) -> Run:
    """Run a command in this process, so that those that follow have loaded what it loads.

    Whatever a function that reads an answer raises is raised here.
    """
    told = io.StringIO()
    start = time.process_time()
    with redirect_stdout(io.StringIO()), redirect_stderr(told):
        code = _done(words, folder)
    return Run(time.process_time() - start, code, told.getvalue())


def _done(words: tuple[str, ...], folder: Path) -> int:
    """Run a command here, or a function that reads an answer, and return the exit code."""
    module, _, name = words[0].partition(":")
    if name:
        answer = (folder / "list.md").read_bytes()
        getattr(import_module(module), name)(answer, "2026-01-01T00:00:00Z")
        return 0
    from kdcat.cli.program import run as kdcat

    return kdcat(words)


def load_all(folder: Path) -> None:
    """Run each command for a page of the home form and for another, see `run_here`.

    Settings and what is kept of lists that are followed lie in the folder from then on.
    """
    for kind in ("config", "data", "cache"):
        os.environ[f"XDG_{kind.upper()}_HOME"] = str(folder / kind)
    for command, name in product(COMMANDS, ("papers", "papers in prose", "rows")):
        families = families_of(command)
        text = families.get(name, next(iter(families.values()))).text(3)
        run_here(arguments(command, text, folder), folder)


def arguments(command: str, text: str, folder: Path) -> tuple[str, ...]:
    """Write a text into a folder, and return the words of a command that reads it."""
    file, other, retyped = (folder / f"{name}.md" for name in ("list", "other", "retyped"))
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
    with other.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(islice(text.splitlines(keepends=True), 0, None, 2))
    with retyped.open("w", encoding="utf-8", newline="") as stream:
        for number, line in enumerate(text.splitlines(keepends=True)):
            stream.write(line if number % 3 else line.replace("e", "ee", 1))
    ordinary = folder / "ordinary.md"
    ordinary.write_text(ORDINARY, encoding="utf-8")
    for name in _WRITTEN.values():
        (folder / name).unlink(missing_ok=True)
    if command in _WRITTEN:
        written = folder / _WRITTEN[command]
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_bytes(text.encode("utf-8", "replace"))
    if command == "pages":
        _write_pages(text, folder / "pages")
    if command == "new":
        _follow([other.read_bytes(), file.read_bytes()])
    places = {
        "FILE": str(file),
        "OTHER": str(other),
        "RETYPED": str(retyped),
        "LIST": str(ordinary),
        "FOLDER": str(folder / "pages"),
        "PAGE": str(folder / "page.html"),
        "DATABASE": str(folder / "papers.db"),
        "TEXT": text,
    }
    if command in ("references", "venues"):
        return _named(command, text, folder / "named.md")
    return tuple(places.get(word, word) for word in COMMANDS[command])


def _named(command: str, text: str, file: Path) -> tuple[str, ...]:
    """Write a list of the entries that a text names; return the words that ask for them."""
    asked = [line.split("\t") for line in text.splitlines()]
    entry = "* **{}**, CVPR 2020, [ :link: ]({})\n"
    if command == "venues":
        entry = "* **Alpha**, {} 2020, [ :link: ]({})\n"
    entries = (entry.format(name, url) for _, name, url in asked)
    file.write_text(HEAD + "".join(entries), encoding="utf-8")
    *words, _ = COMMANDS[command]
    words[words.index("NAMED")] = str(file)
    values = [value for value, *_ in asked]
    if command == "references":
        return (*words, *values)
    return (*words, *(word for value in values[:_MOST_VALUES] for word in ("--venue", value)))


def _write_pages(text: str, folder: Path) -> None:
    """Let a folder hold a page for each line of a text, and a configuration that all obey."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "kdcat.toml").write_text('pages = ["*.md"]\n', encoding="utf-8")
    for number, line in enumerate(text.splitlines()):
        (folder / f"{number}.md").write_text(f"{HEAD}{line}\n", encoding="utf-8")


def _follow(copies: Sequence[bytes]) -> None:
    """Let a list be followed of which there were these copies, a day apart."""
    from kdcat.cli import followed
    from kdcat.following import kept, settings

    settings.follow(followed.settings_file(), "mine", "o/r")
    kept.forget(folder := followed.folder_of_list("mine"))
    for days, content in zip(range(len(copies), 0, -1), copies, strict=True):
        fetched = kept.Fetched({"README.md": (content, 1)}, {})
        kept.keep(folder, "o/r", fetched, _NOW - timedelta(days=days))


_MOST_VALUES = 1000
"""Of one filter, see `kdcat.searching.filters`."""
_LONG_ENOUGH = 0.05
_FOUR, _AT_MOST = 4, 6.0
_TELLING = _LONG_ENOUGH * _AT_MOST
"""Seconds from which on the larger of two figures tells something."""
_TIMES_ORDINARY = 4.0
_MOST_OF_A_QUERY = 0.2
"""Seconds that any query may take above an ordinary one, however long it is."""
_HOME, _OTHER = _ORDINARY = ("papers", "papers as links")
"""The ordinary lists that others are held against: of the home form, and of another."""
_MENDING = ("fix", "fixed")
"""The commands for which each entry of an ordinary list has something to mend."""
_LONGEST = 2_000_000
"""Characters that no member of a family is longer than."""


class Growth(NamedTuple):
    """How a command grows with a family."""

    number: int
    seconds: float
    """For the member of that number, above an ordinary small catalog's."""
    four: float
    """For the member of four times the number, likewise."""
    size: int
    """The bytes of that member."""

    @property
    def times(self) -> float:
        """How many times longer the command takes for four times the input."""
        return self.four / max(self.seconds, 0.001)


def growth(
    command: str,
    family: Family,
    folder: Path,
    idle: float,
    rounds: int = 1,
    most: int = 60,
    size: int = 0,
) -> Growth:
    """Measure how much longer a command takes for four times the input.

    Args:
        command: One of `COMMANDS`.
        family: The texts.
        folder: Where to write them.
        idle: The seconds that the command takes for an ordinary small catalog.
        rounds: Of how many runs each figure is the best.
        most: Seconds after which a run is ended.
        size: Characters of the smaller text; 0 for as many as take more than 50 ms.
    """

    def took(text: str) -> float:
        # What a run has written is written anew before the next one.
        runs = (run(arguments(command, text, folder), folder, most) for _ in range(rounds))
        return min(one.seconds for one in runs) - idle

    number = _number_of(family, size) if size else 250
    text = family.text(number)
    seconds = took(text)
    while True:
        number *= _FOUR
        before, text = text, family.text(number)
        four = took(text)
        # A query that is as long as one may be grows no more.
        longest = text == before or len(text) * _FOUR > _LONGEST
        if size or longest or seconds > _LONG_ENOUGH:
            return Growth(number // _FOUR, seconds, four, len(text.encode()))
        seconds = four


def _number_of(family: Family, size: int) -> int:
    """The number for which a member of a family is about as long as that."""
    number = max(1, int(1000 * size / len(family.text(1000))))
    if family.text(1) == family.text(COPIES_OF):
        # Its members grow by entries, one for so many; one alone is judged otherwise than several.
        return max(number - number % COPIES_OF, 2 * COPIES_OF)
    return number


def _is_by_vote(text: str) -> bool:
    """Whether a text is read as a list of another form than the home one."""
    return read(io.StringIO(text)).listing is not None


def parsed(text: str) -> float:
    """Return the seconds that markdown-it-py needs for a text, with the rules of GitHub's pages."""
    from markdown_it import MarkdownIt

    start = time.process_time()
    MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return time.process_time() - start


class Told(NamedTuple):
    """What was found of a command and a family."""

    grown: Growth
    costs: float
    """How many times an ordinary catalog of its size it takes, or markdown-it-py, if that is less;
    0 where the figures are too small to say."""
    said: tuple[str, ...]
    """What is wrong."""


def main() -> int:
    """Print a line for each command and family."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--only", default="", help="families whose name has these words")
    parser.add_argument("--command", choices=COMMANDS, action="append", help="these commands only")
    parser.add_argument("--most", type=int, default=60, help="seconds for one run")
    parser.add_argument("--size", type=int, default=0, help="characters of the smaller text")
    chosen = parser.parse_args()
    found: list[Told] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Whatever a run loads is loaded here, once.
        load_all(folder)
        for command in chosen.command or COMMANDS:
            families = families_of(command)
            small = next(iter(families.values())).text(1)
            idle = min(run(arguments(command, small, folder), folder).seconds for _ in range(3))
            forms = _ORDINARY if command not in OF else [next(iter(families))]
            held_against = {form: families[form] for form in forms}
            if command in _MENDING:
                held_against = {form: to_mend(family) for form, family in held_against.items()}
            usual = {
                form: growth(command, family, folder, idle, 3, size=chosen.size)
                for form, family in held_against.items()
            }
            found += [
                _told(command, family, folder, (idle, chosen.most, chosen.size), usual)
                for family in families
                if chosen.only in family
            ]
    bad = sum(bool(told.said) for told in found)
    print(
        f"{len(found)} pairs of command and family; the worst grows {_worst_growth(found):.1f} times"
        f" and costs {max((told.costs for told in found), default=0):.1f} times;"
        f" {bad} take too long"
    )
    return bad > 0


def _worst_growth(found: Sequence[Told]) -> float:
    return max((told.grown.times for told in found if told.grown.four > _TELLING), default=0)


def _told(
    command: str, name: str, folder: Path, how: tuple[float, int, int], usual: dict[str, Growth]
) -> Told:
    """Print how a command grows with a family, and return it with what is too much."""
    family = families_of(command)[name]
    idle, most, size = how
    for rounds in (1, 3):
        grown = growth(command, family, folder, idle, rounds, most, size)
        told = _judged(command, family, grown, usual)
        if not told.said:
            break
    grown = told.grown
    print(
        f"{command:8} {name:40} {grown.number:9,} {grown.seconds:8.3f} s {grown.four:8.3f} s"
        f" {grown.times:6.1f} {told.costs:6.1f}  {', '.join(told.said)}".rstrip(),
        flush=True,
    )
    return told


def _judged(command: str, family: Family, grown: Growth, usual: dict[str, Growth]) -> Told:
    if grown.four <= (_MOST_OF_A_QUERY if command == "query" else _TELLING):
        return Told(grown, 0.0, ())
    text = family.text(grown.number * _FOUR)
    said = []
    if grown.times > _AT_MOST:
        said.append("grows")
    costs = grown.four / _ordinary(command, family, grown.size, usual)
    if costs > _TIMES_ORDINARY and command not in OF:
        costs = min(costs, grown.four / parsed(text))
    if costs > _TIMES_ORDINARY:
        said.append("long")
    return Told(grown, costs, tuple(said))


def _ordinary(command: str, family: Family, size: int, usual: dict[str, Growth]) -> float:
    """The seconds that a command takes for so many bytes of an ordinary text of the kind."""
    if command == "query":
        return _MOST_OF_A_QUERY / _TIMES_ORDINARY
    by_vote = command not in OF and _is_by_vote(family.text(_FOUR))
    of = usual[_OTHER] if by_vote else next(iter(usual.values()))
    return max(of.four / of.size * size, 0.001)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(main())

"""The texts of `benchmarks/growth.py`: small ones of each family are read by every command."""

import ast
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from growth import COMMANDS, OF, arguments, load_all, run, run_here
from hostile import FAMILIES, QUERIES, Family

from kdcat.cli.command_table import COMMANDS as PROGRAM
from kdcat.errors import UsageError
from kdcat.formats.table import FORMATS
from kdcat.searching.query import parse

pytestmark = pytest.mark.slow

SOURCE = Path(__file__).parent.parent / "src" / "kdcat"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("growth")
    with pytest.MonkeyPatch.context() as patched:
        for kind in ("CONFIG", "DATA", "CACHE"):
            patched.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
        load_all(folder)
        yield folder


@pytest.fixture(autouse=True)
def _at_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the settings be those that the benchmark writes, though every test has others."""
    for kind in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))


# What they read is read by `new` and `settings` too; what browse looks for, by `query`, and how it
# draws is measured by `benchmarks/browse.py`.
NOT_MEASURED = {"browse", "update", "unfollow"}


def test_each_command_and_each_format_is_measured() -> None:
    assert {words[0] for words in COMMANDS.values() if ":" not in words[0]} == (
        {*PROGRAM} - NOT_MEASURED
    )
    exported = {
        words[words.index("--format") + 1] for words in COMMANDS.values() if words[0] == "export"
    }
    # It is what `list` is measured with.
    assert exported == {*FORMATS} - {"json"}


# Commands that see of a text nothing but its papers. A third of the families is enough for each of
# them: the next one has the next third, so that five of them read each.
OF_PAPERS = (
    *("table", "show", "stats", "export", "csl-json", "related", "open", "complete", "markdown"),
    *(name for name in COMMANDS if name.startswith("as ")),
    "new",
)


def families_for(command: str) -> dict[str, Family]:
    families = OF.get(command, FAMILIES)
    if command not in OF_PAPERS:
        return families
    return dict([*families.items()][OF_PAPERS.index(command) % 3 :: 3])


@pytest.mark.parametrize("command", COMMANDS)
def test_small_members_of_each_family_are_read(command: str, folder: Path) -> None:
    """In one process that is forked off, so that what it keeps is not there for the next command."""
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        ends = pool.submit(_ends, command, folder).result()
    troubled = {
        name: error
        for name, (code, error) in ends.items()
        if code not in (0, 1) and not _is_refused(error)
    }
    assert troubled == {}
    # The benchmark has a process for each.
    name = next(iter(ends))
    ended = run(arguments(command, families_for(command)[name].text(3), folder), folder)
    assert (ended.code, ended.error) == ends[name]


def _ends(command: str, folder: Path) -> dict[str, tuple[int, str]]:
    """The exit code and what stands on standard error, by the name of the family."""
    ends = {}
    for name, family in families_for(command).items():
        try:
            ended = run_here(arguments(command, family.text(3), folder), folder)
        except Exception as error:
            error.add_note(f"family: {name}")
            raise
        ends[name] = (ended.code, ended.error)
    return ends


def _is_refused(error: str) -> bool:
    """Whether a command says in a line or two why it does not do what was asked."""
    return re.fullmatch(r"(?!.*\bbug\b)(?:kdcat: [^\n]*\n){1,2}", error) is not None


@pytest.mark.parametrize("name", QUERIES)
def test_no_query_is_refused_for_its_length(name: str) -> None:
    refused = ""
    try:
        parse(QUERIES[name].text(10_000))
    except UsageError as error:
        refused = str(error)
    assert "more than" not in refused


def test_families_name_what_there_is() -> None:
    """Each name of a module, or of an expression of a module, is one that the source has."""
    missing = [
        (name, part)
        for families in (FAMILIES, *OF.values())
        for name, family in families.items()
        for part in re.findall(r"(?:\w+/)+\w+|\bwords\b|\btext\b|\bprintable\b", family.attacks)
        if not (SOURCE / f"{part}.py").is_file()
    ]
    assert missing == []


# What is typed in a terminal, of which so much is read at once. What git says, names of files and folders, and what stands in the environment and on the command
# line; patterns of a configuration, and what it holds; files of kdcat's own.
OTHERS = (
    *("bibliography.repositories", "page.html", "browser.terminal_input"),
    *("diff.revisions", "files", "cli.", "reading.collection"),
    *("reading.page_patterns", "lint.mistakes", "lint.configuration"),
    # Names and sources of lists that are followed, which have an end, and what a server says of itself.
    *("following.", "network."),
    # What registries say, which has an end; tests/records has long texts of its own.
    "records.",
)

# Texts that are no longer than one field that is given, one title or one name of a section; an id,
# and a line of a file of one's own synonyms. No family has them, and none would make them long.
UNTRIED = (
    *("formats.new_paper: _DATE", "editing.neighbours", "searching.lookup: _KEY"),
    "editing.sections: _BETWEEN",
    # The words of a line that is printed, each of which begins where the last one ended; the number of
    # a line in a message of lint.
    *("display.console: _WORDS", "lint.since: _LINE"),
    # Tried once for an entry, on what stands between a title in bold and the end of the link around
    # it; all titles that are known to stand so are read as titles that are links.
    "layouts.title_places: _ONLY_MARKS",
    # The pages of a record, which are no longer than `kdcat.records.record` lets them be.
    "formats.bibtex: _RANGE",
    # One character after another, of a feed that no command of a family writes.
    "formats.atom: _NOT_IN_XML",
    *("bibliography.addresses: _NOT_IN_IRI", "bibliography.addresses: _TO_THE_PATH"),
)

TRYING = (
    *("list", "table", "search", "lint", "fix", "arrange", "diff", "retyped", "add", "grouped"),
    *("export", "markdown"),
)


def test_each_expression_is_tried_by_a_family(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each compiled expression of a module looks at the text of a family, by some command."""
    for path in SOURCE.rglob("*.py"):
        if path.name != "__main__.py":
            parts = path.relative_to(SOURCE).with_suffix("").parts
            import_module(".".join(("kdcat", *parts)).removesuffix(".__init__"))
    expressions: dict[int, tuple[re.Pattern[str], list[tuple[str, str]]]] = {}
    for module, names in list(sys.modules.items()):
        if module.startswith("kdcat"):
            for name, value in vars(names).items():
                if isinstance(value, re.Pattern):
                    expressions.setdefault(id(value), (value, []))[1].append((module, name))
    tried: set[tuple[str, str]] = set()
    for pattern, places in expressions.values():
        noted = Noted(pattern, places, tried)
        for module, name in places:
            monkeypatch.setattr(f"{module}.{name}", noted)
    monkeypatch.setenv("COLUMNS", "80")
    for command in (*TRYING, *OF):
        for family in OF.get(command, FAMILIES).values():
            run_here(arguments(command, family.text(3), folder), folder)
    missing = [
        f"{module}: {name}"
        for module, name in sorted(compiled())
        if (f"kdcat.{module}", name) not in tried
        and not f"{module}: {name}".startswith((*OTHERS, *UNTRIED))
    ]
    assert missing == []


class Noted:
    """An expression, and a note of whether it was used."""

    def __init__(
        self, pattern: re.Pattern[str], places: list[tuple[str, str]], tried: set[tuple[str, str]]
    ) -> None:
        self.of, self.places, self.tried = pattern, places, tried

    def __getattr__(self, name: str) -> object:
        if name != "pattern":
            self.tried.update(self.places)
        return getattr(self.of, name)


def compiled() -> set[tuple[str, str]]:
    """The expressions that modules compile when they are loaded: module and name."""
    found: set[tuple[str, str]] = set()
    for path in SOURCE.rglob("*.py"):
        module = path.relative_to(SOURCE).with_suffix("").as_posix().replace("/", ".")
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
                continue
            if ast.unparse(node.value.func) == "re.compile":
                found.update((module, ast.unparse(target)) for target in node.targets)
    assert ("text", "LINE_END") in found
    return found

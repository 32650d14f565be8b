"""The shape of the code: which module may know which, and what a run loads."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kdcat
from kdcat.layouts.labels import CODE_LABELS, PAPER_LABELS

PACKAGE = Path(kdcat.__file__).parent
HOUSE = {
    "": "errors* extras* __init__* printable* text* words* digest* files* toml* paper*",
    "bibliography": "identifiers addresses* repositories* archives works* venues* near_venues* proceedings* names*",
    "layouts": (
        "html block_rules* once* sights* inline* piece* simple pieces* footnotes* labels* fields* runs bullets dates* shortened venue_words venues* together "
        "names credits roles recognise* hidden title_places places* line* listing* flat mask journals links citing title_ends document_types written_names said "
        "titles readings* tally* "
        "units* reader* candidates* cells* columns* tables* section_names* headings* directives* "
        "description* vote* shown*"
    ),
    "reading": "ids* source* page_patterns* collection* blocks* outline* document* home parts page catalog* forms*",
    "records": "record* markup venue_names* csl* atom* title_search* lines* kept* links* fitting* wanting*",
    "diff": "renamed change* git revisions* origins* release_notes* longer_titles compare* history*",
    "index": "wanted* number_arrays* texts* counts* lexicon* papers* cache*",
    "formats": (
        "table* new_paper* schema* file* json_input* bibtex_input* citations* "
        "tsv csv json* jsonl markdown bibtex* ris csl_json sqlite atom*"
    ),
    "searching": (
        "weights synonyms thesaurus* own_synonyms* terms filler filters* query* word_matching lookup* query_words "
        "interpretation abstracts* misspellings understanding candidates ranking highlights* spoken_grammar "
        "spoken_names spoken_words spoken_years spoken_filters concepts near_rows near reasons related* find* in_titles*"
    ),
    "editing": (
        "edit* unified* read_back spacing groups sections* style order contents written_dates slots dropping particular rows "
        "neighbours placement alike add*"
    ),
    "lint": (
        "problem* answers* rule checked_document traits slips placeholders "
        "rules.unused_ignore rules.duplicates rules.links rules.whitespace rules.years "
        "rules.entries rules.table_of_contents rules.venues rules.contradictions rules.headings "
        "rules.titles rules.targets rules.online rules.table* report* checking* harm fixing* "
        "sorting contents_anew arranging* "
        "mistakes* choices configuration* reported* since* found* summary*"
    ),
    "following": "ages* origins* names* settings* kept* news*",
    "network": "hosts answer* content in_time client* pages repositories lists* side_by_side records* links*",
    "display": "console* grid forms* tables* page* charts* picture* problems* changes* followed*",
    "page": "rows html site*",
    "browser": (
        "answers* background known lines lengths keys* bindings look outside* signals* flood terminal_input typed_ahead commands search_line dialogs "
        "paper_list facet_list paper_page bars browser*"
    ),
    "library": "",
    "cli": (
        "pager streams folders followed format_names questions prompts catalogs configured completion references options "
        "output schemas lists published in_use proposals help helped paged dash_words web_browser terminal asking online identified "
        "commands.list commands.search commands.browse commands.related commands.show commands.open commands.stats "
        "commands.export commands.page commands.layout commands.lint commands.add commands.diff commands.complete "
        "commands.follow commands.unfollow commands.update commands.new "
        "command_table program* manual"
    ),
    "__main__": "",
}
"""The folders from the ground up, and so the modules of each: one may import those before it.

With a star they are doors, which other folders may import. A new module is one word in here.
"""


def name_of(path: Path) -> str:
    """A module's name without the package's: `lint.rules.table`; a folder's own is its name."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
FOLDERS = {name for name, path in MODULES.items() if path.name == "__init__.py"} - {"__init__"}


def words() -> Iterator[tuple[str, bool]]:
    """The modules of the house from the ground up, and whether each is a door."""
    for folder, modules in HOUSE.items():
        if not modules:
            yield folder, True
        for word in modules.split():
            name = word.removesuffix("*")
            yield (f"{folder}.{name}" if folder else name), word.endswith("*")


PLACES = {name: place for place, (name, _) in enumerate(words())}
DOORS = {name for name, is_door in words() if is_door}


def folder_of(module: str) -> str:
    return module.partition(".")[0] if "." in module else module


def imports(path: Path) -> Iterator[str]:
    """The full names that a module imports when it runs: imports for types do not count."""
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        waiting += ast.iter_child_nodes(node)


def known(path: Path) -> set[str]:
    """The modules of kdcat that a module imports."""
    modules = set()
    for full in imports(path):
        package, _, name = full.partition(".")
        if package != "kdcat":
            continue
        # A name is of a module, or is one; what the package itself holds is in its `__init__`.
        owner = name if name in MODULES else name.rpartition(".")[0]
        modules.add(owner or "__init__")
    return modules


def test_every_module_has_one_place_in_the_house() -> None:
    assert sorted(name for name, _ in words()) == sorted(set(MODULES) - FOLDERS)


def test_few_modules_stand_beside_the_folders() -> None:
    assert len([name for name in MODULES if "." not in name and name not in FOLDERS]) <= 12


@pytest.mark.slow
@pytest.mark.parametrize("module", sorted(set(MODULES) - FOLDERS))
def test_arrows_run_down_and_through_doors(module: str) -> None:
    for other in known(MODULES[module]):
        if other in FOLDERS:
            assert folder_of(other) == folder_of(module), f"what {other} holds is its own"
            continue
        assert PLACES[other] < PLACES[module], f"{module} may not import {other}"
        assert folder_of(other) == folder_of(module) or other in DOORS, f"{other} is no door"


@pytest.mark.parametrize("folder", sorted(FOLDERS))
def test_a_folder_loads_nothing_by_itself(folder: str) -> None:
    assert known(MODULES[folder]) == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("rich", {"display", "browser"}),
        ("textual", {"browser"}),
        ("markdown_it", {"reading", "layouts"}),
        ("typer", {"cli"}),
        ("platformdirs", {"cli"}),
        ("jinja2", {"page"}),
        ("httpx2", {"network"}),
    ],
)
def test_a_library_has_its_homes(library: str, homes: set[str]) -> None:
    users = {
        folder_of(module)
        for module, path in MODULES.items()
        if any(full.partition(".")[0] == library for full in imports(path))
    }
    assert users <= homes


ONLY_FOR_CLI = {
    "environ", "environb", "getenv", "putenv", "stdin", "stdout", "stderr", "argv", "isatty",
    "print", "input", "exit", "quit", "SystemExit", "_exit",
}  # fmt: skip


def names_used(path: Path) -> set[str]:
    """The names that a module uses: by themselves, and of the modules `os` and `sys`."""
    used = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            used.add(node.id)
        elif isinstance(node, ast.Attribute):
            # Rich's console has a method `print`, and what git did has a `stdout`.
            if ast.unparse(node.value) in {"os", "sys"} or node.attr == "isatty":
                used.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            used |= {alias.name for alias in node.names}
    return used


@pytest.mark.slow
@pytest.mark.parametrize(
    "module", sorted(name for name in MODULES if folder_of(name) not in {"cli", "__main__"})
)
def test_only_the_commands_print_exit_or_ask_the_environment(module: str) -> None:
    assert names_used(MODULES[module]) & ONLY_FOR_CLI == set()


def test_no_module_is_long() -> None:
    lengths = {
        name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()
    }
    long = {name for name, length in lengths.items() if length > 450}
    assert long == set()


@pytest.mark.slow
def test_no_function_is_long() -> None:
    """Of a command only what it does is counted: its signature is its help."""
    long = set()
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                is_command = module.startswith("cli.commands.") and node.name == "command"
                first = node.body[0].lineno if is_command else node.lineno
                assert node.end_lineno is not None
                if node.end_lineno - first >= 50:
                    long.add(f"{module}.{node.name}")
    assert long == set()


# Where a URL may be taken apart outside `bibliography/addresses`, and why.
TAKES_APART = {
    # The anchor of a heading in this page is no address, but percent-encoded like one.
    "reading.outline": {"unquote"},
    # What is to be cut out of the text of the link, where it stands.
    "lint.rules.links": {'partition("#")', 'partition("?")'},
    # Whether a text may hold a bare address at all, before it is looked for.
    "layouts.flat": {'"://" in'},
    "layouts.readings": {'"://" in'},
    # The words of a badge stand percent-encoded in the address of its picture.
    "layouts.roles": {"unquote"},
    # Whether LaTeX's `url` or `doi` field has a whole address.
    "formats.bibtex_input": {'"://" in'},
    # A page on the web is no venue.
    "records.venue_names": {'"://" in'},
}


def test_addresses_alone_takes_a_url_apart() -> None:
    signs = re.compile(
        r"""urlsplit|urlparse|parse_qsl?|unquote|["']://["'] in|\w*partition\(["'](?:://|\?|#)["']\)"""
    )
    for module, path in MODULES.items():
        if module != "bibliography.addresses":
            signs_there = set(signs.findall(path.read_text(encoding="utf-8")))
            assert signs_there <= TAKES_APART.get(module, set()), module


def said_in_code(tree: ast.AST) -> Iterator[ast.expr]:
    """The expressions of a module, less docstrings and the documentation of rules."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Rule", "example"}:
            continue
        if isinstance(node, ast.expr):
            yield node
        yield from said_in_code(node)


@pytest.mark.slow
def test_only_layouts_know_the_labels_of_links() -> None:
    labels = PAPER_LABELS | CODE_LABELS
    for module, path in MODULES.items():
        if folder_of(module) == "layouts":
            continue
        for node in said_in_code(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search(r":link:|octocat", node.value), f"{module}:{node.lineno}"
            if isinstance(node, ast.Set | ast.List | ast.Tuple):
                named = {one.value for one in node.elts if isinstance(one, ast.Constant)}
                assert len(named & labels) < 3, f"{module}:{node.lineno} lists labels"


def test_a_page_is_walked_by_reading_alone() -> None:
    walkers = {
        module
        for module, path in MODULES.items()
        if re.search(r"import .*\bWalked\b|blocks\.Walked", path.read_text(encoding="utf-8"))
    }
    assert walkers == {"reading.document"}


HEAVY = {
    "rich",
    "markdown_it",
    "mdurl",
    "rapidfuzz",
    "pylatexenc",
    "bibtexparser",
    "importlib.metadata",
    "tomllib",
    "hashlib",
    "csv",
    "sqlite3",
    "pydantic",
    "matplotlib",
    "jinja2",
    "httpx2",
    "ssl",
    "textual",
}


def loaded_by(statement: str, cache: Path) -> set[str]:
    program = f"import sys\n{statement}\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True,
        env={"KDCAT_CACHE_DIR": str(cache), "PATH": ""},
    )  # fmt: skip
    return set(done.stderr.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("argv", "may_load"),
    [
        (["list", "--json"], set()),
        (["list", "--year", "2024", "--modality", "speech"], set()),
        (["list", "--venue", "cvpr", "-f", "csv"], {"csv"}),
        (["search", "lidar", "--json"], set()),
        (["search", "lidra", "--json"], {"rapidfuzz", "tomllib"}),
        (["stats", "--json"], set()),
        (["list", "-f", "table"], {"rich"}),
    ],
    ids=lambda value: " ".join(sorted(value)) if isinstance(value, set) else " ".join(value),
)
def test_a_run_with_the_index_kept_loads_only_what_it_needs(
    argv: list[str], may_load: set[str], tmp_path: Path
) -> None:
    statement = f"from kdcat.cli.program import run\nassert run({argv!r}) == 0"
    loaded_by(statement, tmp_path)
    assert HEAVY & loaded_by(statement, tmp_path) == may_load


@pytest.mark.slow
def test_what_add_refuses_is_refused_without_the_rules_and_what_writes_entries(
    tmp_path: Path,
) -> None:
    page = tmp_path / "page.md"
    page.write_text("## Speech\n\n* **Alpha**, ACL 2024, [ :link: ](https://example.org/a)\n")
    told = ["--title", "Alpha", "--venue", "ACL", "--year", "2024", "--modality", "Speech"]
    argv = ["add", "-c", str(page), *told, "--paper-url", "https://example.org/b"]
    refused = f"from kdcat.cli.program import run\nassert run({argv!r}) == 2"
    late = {
        "kdcat.lint.rules.table",
        "kdcat.editing.placement",
        "kdcat.editing.alike",
        "kdcat.editing.unified",
    }
    assert late & loaded_by(refused, tmp_path) == set()
    assert HEAVY & loaded_by(refused, tmp_path) == {"markdown_it", "mdurl", "tomllib"}
    assert late - loaded_by(refused.replace("== 2", "== 0").replace("Alpha", "Beta"), tmp_path) == {
        "kdcat.editing.alike"
    }


def test_importing_kdcat_is_cheap(tmp_path: Path) -> None:
    loaded = loaded_by("import kdcat", tmp_path)
    assert {name for name in loaded if name.startswith("kdcat")} == {"kdcat", "kdcat.errors"}
    assert HEAVY & loaded == set()


def test_the_python_interface_is_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_text("## Speech\n* **Alpha one**, CVPR 2024, [ :link: ](https://x.org/a)\n")
    catalog = kdcat.read(path)
    assert [paper.title for paper in catalog.papers] == ["Alpha one"]
    with path.open(encoding="utf-8") as file:
        assert [paper.title for paper in kdcat.read(file).papers] == ["Alpha one"]
    (match,) = catalog.search("alpha", limit=10)
    assert match.paper is catalog.papers[0]
    assert 0 < match.score <= 1
    assert kdcat.search(catalog.papers, "alpha", 10) == [match]
    assert catalog.search("alpha", limit=0) == []
    assert repr(catalog) == f"<Catalog {str(path)!r}, 1 papers>"
    assert len(kdcat.read().papers) == 172
    with pytest.raises(kdcat.KdcatError, match="no such file"):
        kdcat.read(tmp_path / "none.md")
    # Standard input is for the command line to read: in Python it is `kdcat.read(sys.stdin)`.
    with pytest.raises(kdcat.KdcatError, match="-: no such file"):
        kdcat.read("-")
    with pytest.raises(AttributeError):
        kdcat.nonsense  # noqa: B018

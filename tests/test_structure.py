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
LAYERS = (
    ("errors", "printable", "paper", "digest", "text", "words"),
    ("bibliography",),
    ("layouts",),
    ("reading",),
    ("diff",),
    ("index",),
    ("formats",),
    ("searching",),
    ("editing",),
    ("lint",),
    ("display",),
    ("cli",),
    ("__main__",),
)
"""The folders: arrows run down this list only."""
LAYER = {name: number for number, layer in enumerate(LAYERS) for name in layer}
MODULES = sorted(
    path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"
)


def noun(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imported(path: Path) -> set[str]:
    """The parts of kdcat that a module imports when it runs: imports for types do not count."""
    found: set[str] = set()

    class Imports(ast.NodeVisitor):
        def visit_If(self, node: ast.If) -> None:
            if not (isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"):
                self.generic_visit(node)

        def visit_Import(self, node: ast.Import) -> None:
            found.update(noun(name.name) for name in node.names if name.name.startswith("kdcat."))

        def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
            if node.module == "kdcat":
                found.update(name.name for name in node.names if name.name in LAYER)
            elif node.module and node.module.startswith("kdcat."):
                found.add(noun(node.module))

    Imports().visit(ast.parse(path.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_arrows_go_one_way(module: Path) -> None:
    own = module.parts[0].removesuffix(".py")
    assert own in LAYER, "a new module needs a place in the layers"
    for other in imported(PACKAGE / module):
        assert LAYER[other] <= LAYER[own], f"{own} may not import {other}"


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("rich", {"display", "cli"}),
        (
            "markdown_it",
            {"reading", "layouts"},
        ),
        ("typer", {"cli"}),
        ("platformdirs", {"cli"}),
    ],
)
def test_a_library_has_its_homes(library: str, homes: set[str]) -> None:
    users = {
        module.parts[0].removesuffix(".py")
        for module in MODULES
        if f"import {library}" in (text := (PACKAGE / module).read_text(encoding="utf-8"))
        or f"from {library}" in text
    }
    assert users <= homes


def test_only_the_commands_print_exit_or_read_the_environment() -> None:
    for module in MODULES:
        text = (PACKAGE / module).read_text(encoding="utf-8")
        if module.parts[0] not in {"cli", "__main__.py"}:
            for word in (" print(", "sys.exit", "isatty()", "sys.stdout"):
                assert word not in text or module.name == "tables.py", f"{module}: {word}"


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


def test_only_layouts_know_the_labels_of_links() -> None:
    labels = PAPER_LABELS | CODE_LABELS
    for module in MODULES:
        if module.parts[0] == "layouts":
            continue
        for node in said_in_code(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search(r":link:|octocat", node.value), f"{module}:{node.lineno}"
            if isinstance(node, ast.Set | ast.List | ast.Tuple):
                named = {one.value for one in node.elts if isinstance(one, ast.Constant)}
                assert len(named & labels) < 3, f"{module}:{node.lineno} lists labels"


def test_a_page_is_walked_by_reading_alone() -> None:
    walkers = {
        str(module)
        for module in MODULES
        if re.search(
            r"import .*\bwalk\b|blocks\.walk", (PACKAGE / module).read_text(encoding="utf-8")
        )
    }
    assert walkers == {"reading/document.py"}


HEAVY = {
    "rich",
    "markdown_it",
    "rapidfuzz",
    "tomllib",
    "hashlib",
    "csv",
    "sqlite3",
    "pydantic",
    "matplotlib",
}


def loaded_by(statement: str, cache: Path) -> set[str]:
    program = f"import sys\n{statement}\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True,
        env={"KDCAT_CACHE_DIR": str(cache), "PATH": ""},
    )  # fmt: skip
    return set(done.stderr.split())


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


def test_importing_kdcat_is_cheap(tmp_path: Path) -> None:
    loaded = {name for name in loaded_by("import kdcat", tmp_path) if name.startswith("kdcat")}
    assert loaded == {"kdcat", "kdcat.errors"}


def test_the_python_interface_is_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_text("## Speech\n* **Alpha one**, CVPR 2024, [ :link: ](https://x.org/a)\n")
    catalog = kdcat.read(path)
    assert [paper.title for paper in catalog.papers] == ["Alpha one"]
    with path.open(encoding="utf-8") as file:
        assert [paper.title for paper in kdcat.read(file).papers] == ["Alpha one"]
    (match,) = kdcat.search(catalog.papers, "alpha", 10)
    assert match.paper == catalog.papers[0]
    assert 0 < match.score <= 1
    assert len(kdcat.read().papers) == 172
    with pytest.raises(kdcat.KdcatError, match="no such file"):
        kdcat.read(tmp_path / "none.md")
    with pytest.raises(AttributeError):
        kdcat.nonsense  # noqa: B018

"""The shape of the code: which module may know which, and what a run loads."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import kdcat

PACKAGE = Path(kdcat.__file__).parent
LAYERS = (
    ("errors", "plain", "paper", "digest", "packed"),
    ("words", "files"),
    ("venues", "identifiers", "nearest", "handles"),
    ("entry", "blocks", "source"),
    ("catalog",),
    ("lexicon", "listings", "entry_line"),
    ("index",),
    ("store", "filters", "query", "edit", "meanings"),
    ("question",),
    ("ranking", "references", "stats", "diff"),
    ("export", "layout"),
    ("lint",),
    ("addition",),
    ("incoming",),
    ("view", "plot"),
    ("charts",),
    ("cli",),
    ("__main__",),
)
"""A module imports modules of the layers above its own, or its own folder's, and no others."""
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
    for other in imported(PACKAGE / module) - {own}:
        assert LAYER[other] < LAYER[own], f"{own} may not import {other}"


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("rich", {"view", "charts", "cli"}),
        ("markdown_it", {"blocks", "entry", "catalog", "lint", "addition"}),
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
                assert word not in text or module.name == "view.py", f"{module}: {word}"


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

"""What kdcat is built on: declared, with a reason, and within bounds that CI has tried."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(TEXT)["project"]
NEEDED = [Requirement(text) for text in PROJECT["dependencies"]]
EXTRAS = {
    extra: [Requirement(text) for text in texts]
    for extra, texts in PROJECT["optional-dependencies"].items()
}
TESTED = [
    one
    for requirements in (NEEDED, *(EXTRAS[extra] for extra in ("plot", "bibtex", "browse", "test")))
    for one in requirements
    if one.name != "kdcat"
]
"""What a run of the tests has installed, and what the users of each extra have."""


def lowest(requirement: Requirement) -> Version:
    (bound,) = (one.version for one in requirement.specifier if one.operator == ">=")
    return Version(bound)


def test_each_stands_below_the_reason_why_it_is_there_and_has_a_lower_bound() -> None:
    declared = [*PROJECT["dependencies"], *chain(*PROJECT["optional-dependencies"].values())]
    assert re.findall(r'^ +# .*\n +"([^"]+)",$', TEXT, re.MULTILINE) == declared
    assert [text for text in declared if ">=" not in text] == ["kdcat[plot,bibtex,browse]"]


@pytest.mark.parametrize("requirement", TESTED, ids=str)
def test_the_version_in_use_is_one_that_is_allowed(requirement: Requirement) -> None:
    """And where CI tries the lower bounds, it is the lowest: see `.ci/matrix`."""
    installed = Version(metadata.version(requirement.name))
    if os.environ.get("KDCAT_VERSIONS") == "lowest":
        assert installed == lowest(requirement)
    assert installed in requirement.specifier


def test_what_builds_the_package_is_what_the_tests_build_it_with() -> None:
    (build,) = tomllib.loads(TEXT)["build-system"]["requires"]
    assert build in PROJECT["optional-dependencies"]["test"]


def imported(folder: str) -> set[str]:
    """The distributions, other than Python and this one, that the modules of a folder import."""
    modules: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module)
    packages = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names
    # No module: type checkers alone know it.
    packages.discard("_typeshed")
    # `docs` and `benchmarks` hold programs that the tests run too.
    folders = (folder, "docs", "benchmarks")
    beside = chain.from_iterable((ROOT / name).iterdir() for name in folders)
    ours = {"kdcat", "tests", *(path.stem for path in beside)}
    homes = metadata.packages_distributions()
    return {canonicalize_name(homes.get(name, [name])[0]) for name in packages - ours}


def names(*groups: list[Requirement]) -> set[str]:
    return {canonicalize_name(one.name) for group in groups for one in group}


@pytest.mark.slow
def test_the_program_imports_what_it_needs_and_needs_what_it_imports() -> None:
    assert imported("src") == names(NEEDED, EXTRAS["plot"], EXTRAS["bibtex"], EXTRAS["browse"])


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["tests", "benchmarks", "docs"])
def test_nothing_is_imported_that_is_not_declared(folder: str) -> None:
    assert imported(folder) <= names(TESTED)


def stub(path: Path, says: str) -> Path:
    """A Python that says who it is, or one that does not start."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\n" if says else "#!/bin/sh\nexit 127\n")
    path.chmod(0o755)
    return path


def plan(root: Path) -> str:
    bash = shutil.which("bash")
    assert bash is not None
    (root / ".ci").mkdir()
    script = shutil.copy(ROOT / ".ci" / "matrix", root / ".ci")
    done = subprocess.run(
        [bash, script, "--plan"], capture_output=True, text=True, check=True,
        env={"PATH": str(root / "bin"), "HOME": str(root / "home")},
    )  # fmt: skip
    return done.stdout.replace(str(root), "")


posix = pytest.mark.skipif(os.name != "posix", reason="bash runs the checks of CI")


@posix
def test_ci_tries_the_lowest_versions_the_newest_and_every_python(tmp_path: Path) -> None:
    kept = tmp_path / "home" / ".pyenv" / "versions"
    stub(tmp_path / ".venv" / "bin" / "python", "cpython 3.12 /usr/bin/python3.12")
    stub(tmp_path / "bin" / "python3.11", "cpython 3.11 /usr/bin/python3.11")
    stub(tmp_path / "bin" / "python3.12", "cpython 3.12 /usr/bin/python3.12")
    stub(tmp_path / "bin" / "python3.13", "")
    stub(kept / "3.13-other" / "bin" / "python3.13", "pypy 3.13 /not/this")
    stub(kept / "3.13.0" / "bin" / "python3.13", "cpython 3.13 /kept/python 3.13")
    assert plan(tmp_path) == (
        "Python 3.11 (/usr/bin/python3.11): the lowest versions, all tests but those of what kdcat does alone\n"
        "Python 3.11 (/usr/bin/python3.11): the newest versions, all tests but the slow\n"
        "Python 3.13 (/kept/python 3.13): the newest versions, all tests but the slow\n"
        "Python 3.14: not on this machine\n"
    )


@posix
def test_on_the_only_python_the_readme_has_tried_the_newest_versions(tmp_path: Path) -> None:
    stub(tmp_path / ".venv" / "bin" / "python", "cpython 3.13 /opt/python")
    assert plan(tmp_path) == (
        "Python 3.13 (/opt/python): the lowest versions, all tests but those of what kdcat does alone\n"
        "Python 3.11: not on this machine\n"
        "Python 3.12: not on this machine\n"
        "Python 3.14: not on this machine\n"
    )


def test_what_is_left_out_with_the_lowest_versions_is_there() -> None:
    """Where a file has moved, pytest would not say that there is nothing to leave out."""
    script = (ROOT / ".ci" / "matrix").read_text(encoding="utf-8")
    (left_out,) = re.findall(r"^alone=\(([^)]*)\)$", script, re.MULTILINE)
    assert [path for path in left_out.split() if not (ROOT / path).exists()] == []


def test_every_python_that_is_named_is_looked_for() -> None:
    (looked_for,) = re.findall(
        r"^for version in ([\d. ]+); do$", (ROOT / ".ci" / "matrix").read_text(), re.MULTILINE
    )
    named = [text.rpartition(" ")[2] for text in PROJECT["classifiers"] if "Python :: 3." in text]
    assert named == looked_for.split()[: len(named)]
    assert PROJECT["requires-python"] == f">={named[0]}"

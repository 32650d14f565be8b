"""The package: the wheel and the sdist carry the catalog, and what is installed finds it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from kdcat.cli.manual import formats, manual

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
CATALOG = (ROOT / "catalog.md").read_bytes()
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An sdist of this checkout, and a wheel made from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    return {"wheel": next(folder.glob("*.whl")), "sdist": next(folder.glob("*.tar.gz"))}


def test_the_wheel_carries_the_catalog_and_the_data(built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built["wheel"]) as wheel:
        assert wheel.read("kdcat/catalog.md") == CATALOG
        names = set(wheel.namelist())
    assert {"kdcat/py.typed", "kdcat/bibliography/venues.toml", "kdcat/__main__.py"} <= names
    assets = ROOT / "src" / "kdcat" / "page" / "assets"
    assert {f"kdcat/page/assets/{path.name}" for path in assets.iterdir()} <= names
    for licence in ("LICENSE", "minisearch.LICENSE.txt"):
        assert any("licenses/" in name and name.endswith(f"/{licence}") for name in names)
    assert not any(name.startswith("tests") for name in names)
    assert any(name.endswith("share/man/man1/kdcat.1") for name in names)


def test_the_sdist_carries_the_catalog_and_the_tests(built: dict[str, Path]) -> None:
    with tarfile.open(built["sdist"]) as sdist:
        top = sdist.getnames()[0].split("/")[0]
        member = sdist.extractfile(f"{top}/catalog.md")
        assert member is not None
        assert member.read() == CATALOG
        names = {name.removeprefix(f"{top}/") for name in sdist.getnames()}
    assert {
        *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "docs/searching.md"),
        *("docs/search.svg", "docs/draw_pictures.py", "docs/run_examples.py", "docs/kdcat.1"),
        *(
            "tests/data/labels.jsonl",
            ".pre-commit-hooks.yaml",
            "action.yml",
            "benchmarks/measure.py",
        ),
    } <= names


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_what_is_installed_finds_the_catalog(
    built: dict[str, Path], kind: str, tmp_path: Path
) -> None:
    subprocess.run(
        [
            *PIP,
            "install",
            "--no-deps",
            "--no-build-isolation",
            "--target",
            str(tmp_path / "site"),
            str(built[kind]),
        ],
        check=True,
    )
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); import kdcat; "
        "from kdcat.cli.program import run; print(kdcat.__file__, file=sys.stderr); run(['list', '--json'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path,
        env={"KDCAT_CACHE_DIR": str(tmp_path / "cache"), "PATH": ""},
    )  # fmt: skip
    assert done.stderr == f"{tmp_path / 'site' / 'kdcat' / '__init__.py'}\n"
    assert len(json.loads(done.stdout)) == 172


def test_the_manual_page_is_made_from_the_help_as_it_is() -> None:
    page = (ROOT / "docs" / "kdcat.1").read_text(encoding="utf-8")
    assert page == manual(), "run: python -m kdcat.cli.manual > docs/kdcat.1"


def test_the_list_of_formats_is_that_of_the_table() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    text = "".join(document.read_text(encoding="utf-8") for document in documents)
    assert formats() in text, "run: python -m kdcat.cli.manual formats"


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
def test_the_manual_page_is_read_without_a_warning() -> None:
    done = subprocess.run(
        ["man", "--warnings", "--local-file", str(ROOT / "docs" / "kdcat.1")],
        capture_output=True, text=True, check=True, env={**os.environ, "MANPAGER": "cat", "MANWIDTH": "100"},
    )  # fmt: skip
    assert done.stderr == ""
    assert "kdcat - query a curated list of papers" in done.stdout


def test_a_checkout_finds_the_catalog(tmp_path: Path) -> None:
    """As an editable install does: the package is imported from where it lies."""
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); import kdcat; "
        "print(kdcat.__file__); print(len(kdcat.read().papers))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout == f"{ROOT / 'src' / 'kdcat' / '__init__.py'}\n172\n"

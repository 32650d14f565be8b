"""How to have what is not installed."""

from __future__ import annotations

import importlib.metadata
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from kdcat.extras import lacking

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]


@pytest.mark.parametrize("extra", ["browse", "plot", "bibtex"])
def test_what_is_to_be_installed_is_what_the_extra_asks_for(extra: str) -> None:
    said = str(lacking("This", "a library", extra))
    before, _, install = said.partition("pip install ")
    assert before == "This needs a library: "
    assert Requirement(install.strip("'")) == Requirement(*EXTRAS[extra])


def test_without_metadata_the_library_itself_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> list[str]:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "requires", none)
    assert (
        str(lacking("browse", "Textual", "browse")) == "browse needs Textual: pip install textual"
    )

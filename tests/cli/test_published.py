"""What the page of a list is called, whatever stands above it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kdcat.bibliography.repositories import pages_of_file
from kdcat.cli.published import heading
from kdcat.reading.source import load

ENTRIES = "\n## Wood\n* **Alpha one**, CVPR 2020, [ :link: ](https://x.org/a)\n"
PAGES = pages_of_file("https://github.com/o/awesome-ladders", "main", "README.md")


@pytest.mark.parametrize(
    ("above", "called"),
    [
        ("# Ladders\n", "Ladders"),
        ("Ladders\n===\n", "Ladders"),
        ("# [Ladders](https://x.org)\n", "Ladders"),
        ("# Awesome Ladders [![Awesome](https://awesome.re/a.svg)](https://awesome.re)\n", "Awesome Ladders"),
        ("# [![Awesome](a.svg)](u) Ladders ![Stars](s.svg) <img src=x alt=y>\n", "Ladders"),
        ("# :ladder: Ladders 🪜\n", "Ladders 🪜"),
        ("# ![A picture of ladders](x.png)\n", "A picture of ladders"),
        ("# ![logo](x.png)\n", "{file}"),
        ('<h1 align="center">\n  <img src="x.png"> Ladders &amp; more\n</h1>\n', "Ladders & more"),
        ("# Modalities\n* [Wood](#wood)\n", "{file}"),
        ("# 📚 Table of Contents:\n* [Wood](#wood)\n", "{file}"),
        ("# Paper List\n", "{file}"),
        ("", "{file}"),
    ],
)  # fmt: skip
def test_a_list_is_called_by_its_title_and_else_by_its_file(
    above: str, called: str, write: Callable[..., str]
) -> None:
    read = [load(write(above + ENTRIES, "rungs.md"))]
    assert heading(read, None) == called.format(file="rungs")
    assert heading(read, PAGES) == called.format(file="awesome-ladders")


def test_a_readme_without_a_title_is_called_as_its_folder(
    write: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "steps").mkdir()
    assert heading([load(write(ENTRIES, "steps/README.md"))], None) == "steps"


def test_the_bundled_catalog_is_called_as_what_it_is_about() -> None:
    assert heading([load()], None) == "Knowledge distillation"


def test_several_lists_are_called_by_the_titles_of_all(write: Callable[..., str]) -> None:
    one = load(write(f"# One\n{ENTRIES}", "one.md"))
    two = load(write(f"# Two\n{ENTRIES}", "two.md"))
    untitled = load(write(ENTRIES, "untitled.md"))
    assert heading([one, two], None) == "One · Two"
    assert heading([one, untitled], None) == "Papers"
    assert heading([one, two, one, two], None) == "Papers"

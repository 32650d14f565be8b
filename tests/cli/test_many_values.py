"""Many values, and long ones: what is asked for twice, too much, or longer than any file's name."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from kdcat import words
from kdcat.cli import output
from kdcat.reading import catalog
from kdcat.reading.source import Source
from kdcat.searching import filters
from tests.conftest import Kdcat

LIST = """\
## Whales (WH)
* **Whales sing at night**, CVPR 2020
## Birds of the sea
* **Birds sleep**, ICML 2021
"""


@pytest.fixture
def path(write: Callable[[str], str]) -> str:
    return write(LIST)


@pytest.mark.parametrize(
    ("option", "values"),
    [
        ("--venue", ["cvpr", "icml", "Computer Vision and Pattern Recognition"]),
        ("--section", ["wh", "whales", "whales-wh", "birds", "sea", "of the sea"]),
    ],
)
def test_each_name_is_taken_apart_once_for_all_values(
    option: str, values: list[str], kdcat: Kdcat, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def ways_to_say(name: str) -> tuple[list[str], ...]:
        taken.append(name)
        return words.ways_to_say(name)

    monkeypatch.setattr(filters, "ways_to_say", ways_to_say)
    asked = [word for value in values for word in (option, value)]
    titles = ["Whales sing at night", "Birds sleep"]
    assert kdcat("list", "-c", path, "--fields", "title", *asked).splitlines() == titles
    once = kdcat("list", "-c", path, "--fields", "title", option, ",".join(values))
    assert once.splitlines() == titles
    assert max(map(taken.count, taken)) <= 4  # twice for each of the two calls: two columns


@pytest.mark.parametrize(
    ("option", "value"), [("--venue", "x{}"), ("--year", "{:04}"), ("--section", "{}")]
)
def test_more_values_than_anybody_names_are_refused(
    option: str, value: str, kdcat: Kdcat, path: str
) -> None:
    values = [value.format(number) for number in range(1001)]
    said = f"kdcat: {option[2:]}: more than 1,000 values: ask with fewer\n"
    repeated = [word for one in values for word in (option, one)]
    kdcat("list", "-c", path, *repeated, code=2, stderr=said)
    kdcat("list", "-c", path, option, ",".join(values), code=2, stderr=said)
    as_often = ["--year", "2020"] * 5000
    assert kdcat("list", "-c", path, "--fields", "year", *as_often) == "2020\n"


def test_more_words_of_titles_than_anybody_types_are_refused(kdcat: Kdcat, path: str) -> None:
    many = [word for number in range(501) for word in ("--title", f"whales {number}")]
    said = "kdcat: title: more than 1,000 words: ask with fewer\n"
    kdcat("list", "-c", path, *many, code=2, stderr=said)
    same = ["--title", "sing at night"] * 1000
    assert kdcat("list", "-c", path, "--fields", "year", *same) == "2020\n"


def test_a_field_that_is_sorted_by_is_sorted_by_once(
    kdcat: Kdcat, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sorted_by: list[object] = []

    def sort_key(values: Sequence[object], place: int) -> tuple[int, str]:
        sorted_by.append(values[place])
        return key(values, place)

    key = output._sort_key
    monkeypatch.setattr(output, "_sort_key", sort_key)
    asked = ("list", "-c", path, "--fields", "year", "--sort")
    assert kdcat(*asked, f"-year{',year' * 20_000},venue,-year") == "2021\n2020\n"
    assert sorted_by == ["CVPR", "ICML", 2020, 2021]


def test_a_catalog_that_is_named_again_is_read_once(
    kdcat: Kdcat, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def papers_of(source: Source, *others: Any) -> Any:
        read.append(source.name)
        return parse(source, *others)

    parse = catalog.parse
    monkeypatch.setattr(catalog, "parse", papers_of)
    other = f"{os.path.dirname(path)}/./{os.path.basename(path)}"  # noqa: PTH119, PTH120
    named = [word for name in (path, other) * 500 for word in ("-c", name)]
    # A paper is known by its catalog and line: under another name it is another entry.
    assert kdcat("list", *named, "--fields", "catalog,line") == "".join(
        f"{name}\t{line}\n" for name in (path, other) for line in (2, 4)
    )
    assert read == [path, other]
    assert kdcat("list", *named[:4], "--not-in", path, "--not-in", path) == ""


def test_the_settings_may_name_a_catalog_again(
    kdcat: Kdcat, path: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "kdcat").mkdir()
    (tmp_path / "kdcat" / "config.toml").write_text(f'catalog = ["{path}", "{path}"]\n')
    assert kdcat("list", "--fields", "year") == "2020\n2021\n"


def test_white_space_in_the_name_of_a_section_is_gone_through_once(kdcat: Kdcat, path: str) -> None:
    start = process_time()
    new = ("--title", "A", "--venue", "CVPR", "--year", "2020", "--paper-url", "https://a.org/a")
    name = f"{' ' * 30_000}birds{' ' * 30_000}of the sea / / "
    kdcat("add", "-c", path, "--dry-run", *new, "--section", name)
    assert process_time() - start < 2


def test_a_path_longer_than_any_is_not_resolved(
    kdcat: Kdcat, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.path.realpath

    def realpath(name: str) -> str:
        assert len(os.fspath(name)) < 10_000
        return real(name)

    monkeypatch.setattr(os.path, "realpath", realpath)
    name = "a/" * 10_000
    monkeypatch.chdir("/")
    said = f"kdcat: {_cut(f'HEAD:{name}:')} / is not in a git repository\n"
    kdcat("diff", f"HEAD:{name}", path, code=2, stderr=said)
    said = f"kdcat: {_cut(f'{name}b:')} cannot be read: File name too long\n"
    kdcat("lint", f"{name}b", code=2, stderr=said)


def _cut(word: str) -> str:
    """What is left in a long message of a long word."""
    return f"{word[:98]}...{word[-98:]}"


_X = "x" * 100_000
_Q = f"'{_X}'"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((_X,), f"no command {_cut(_Q)} (see 'kdcat --help')"),
        (("list", f"--{_X}"), f"no such option: {_cut(f'--{_X}')} (see 'kdcat list --help')"),
        (
            ("list", "--year", _X),
            f"{_cut(_Q)} is not a year: write 2024, 2020-2023, 2020- or -2019",
        ),
        (("list", "-c", _X), f"{_cut(f'{_X}:')} cannot be read: File name too long"),
        (
            ("list", "-c", "LIST", "--modality", _X),
            f"no modality {_cut(_Q)} in {{path}}; modalities: Birds of the sea, Whales (WH)",
        ),
        (
            ("unfollow", _X),
            f"no list {_cut(_Q)} is followed, nor any other; 'kdcat follow' begins",
        ),
    ],
    ids=["command", "option", "year", "catalog", "modality", "unfollow"],
)
def test_a_long_value_is_not_repeated_in_full(
    words: Sequence[str], said: str, kdcat: Kdcat, path: str
) -> None:
    asked = [path if word == "LIST" else word for word in words]
    assert kdcat(*asked, code=2, stderr=f"kdcat: {said}\n".replace("{path}", path)) == ""


def test_a_long_value_of_a_configuration_is_not_repeated_in_full(
    kdcat: Kdcat, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path(path).with_name("kdcat.toml")
    file.write_text(f'select = ["{_X}"]\n')
    # A file is called by the shorter one of its names, as seen from here.
    monkeypatch.chdir(file.parent)
    said = f"kdcat: kdcat.toml:1: no rule {_cut(_Q)}\n"
    kdcat("lint", path, code=2, stderr=said)


def test_long_words_that_are_many_are_cut_as_a_whole(kdcat: Kdcat, path: str) -> None:
    asked = ("list", "-c", path, "--section")
    names = "sea " * 25_000
    behind = f" in {path}; sections: Birds of the sea, Whales (WH)"
    said = f"kdcat: no section '{names}'{behind}"
    kdcat(*asked, names, code=2, stderr=f"{said[:998]}...{said[-998:]}\n")
    # What is not that long is not cut.
    said = f"kdcat: no section '{_X[:1800]}'{behind}\n"
    kdcat(*asked, _X[:1800], code=2, stderr=said)

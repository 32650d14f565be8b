"""Filters: an option, a condition in a query and a plain word follow the same rules, errors too."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.cli.test_terminal import on_terminal, plain
from tests.conftest import Kdcat

LIST = """\
## Speech
### Speech Recognition (ASR)
* **Clear lidar beams**, CVPR 2020, [ :link: ](https://x.org/a) [ :octocat: ](https://github.com/x/a)

  Authors: Jane Doe and Geoffrey Hinton
* **Clouds of points**, ICASSP 2021, [ :link: ](https://x.org/b)

  Authors: Oriol Vinyals
## Text
* **Point cloud completion**, IEEE Transactions on Multimedia 2022, [ :link: ](https://x.org/c)
"""
LIDAR, CLOUDS, COMPLETION = "Clear lidar beams", "Clouds of points", "Point cloud completion"


def titles(printed: str) -> list[str]:
    return sorted(paper["title"] for paper in json.loads(printed))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("modality", "speech", [LIDAR, CLOUDS]),
        ("modality", "speech,text", [LIDAR, CLOUDS, COMPLETION]),
        ("task", "asr", [LIDAR, CLOUDS]),
        ("section", "recognition", [LIDAR, CLOUDS]),
        ("venue", "cvpr", [LIDAR]),
        ("venue", "tmm", [COMPLETION]),
        ("year", "2020-2021", [LIDAR, CLOUDS]),
        ("author", "hinton", [LIDAR]),
        ("author", "g. hinton", [LIDAR]),
        ("title", "lidar", [LIDAR]),
        ("title", "lidr", [LIDAR]),
        ("title", "clouds", [CLOUDS, COMPLETION]),
        ("title", "compl", [COMPLETION]),
    ],
)
def test_an_option_and_a_condition_select_the_same(
    field: str, value: str, expected: list[str], kdcat: Kdcat, write: Callable[[str], str]
) -> None:
    path = write(LIST)
    query = f'{field}:"{value}"' if " " in value else f"{field}:{value}"
    assert titles(kdcat("search", "-c", path, query, "--json")) == sorted(expected)
    for command in ("list", "search"):
        found = titles(kdcat(command, "-c", path, f"--{field}", value, "--json"))
        assert found == sorted(expected)


@pytest.mark.parametrize("word", ["lidar", "lidr", "cvpr", "hinton", "hintn", "2020"])
def test_a_plain_word_finds_it_too(word: str, kdcat: Kdcat, write: Callable[[str], str]) -> None:
    assert titles(kdcat("search", "-c", write(LIST), word, "--json")) == [LIDAR]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("modality", "speach", " (did you mean Speech?); modalities: Speech, Text"),
        ("task", "recogniton", " (did you mean Speech Recognition (ASR)?); tasks: Speech Recognition (ASR)"),
        ("section", "textt", " (did you mean Text?); sections: Speech, Speech Recognition (ASR), Text"),
        ("venue", "icasp", " (did you mean ICASSP?); venues: CVPR, ICASSP, TMM"),
        ("author", "hintn", "; did you mean Hinton?"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_there_is_an_error_either_way(
    field: str, value: str, message: str, kdcat: Kdcat, write: Callable[[str], str]
) -> None:
    path = write(LIST)
    said = f"kdcat: no {field} {value!r} in {path}{message}\n"
    assert kdcat("list", "-c", path, f"--{field}", value, code=2, stderr=said) == ""
    assert kdcat("search", "-c", path, f"{field}:{value}", code=2, stderr=said) == ""


@pytest.mark.parametrize("field", ["year", "author", "title"])
def test_a_filter_needs_a_value_either_way(field: str, kdcat: Kdcat) -> None:
    kdcat("list", f"--{field}", " ", code=2, stderr=f"kdcat: --{field} needs a value\n")
    kdcat(
        "search", f"{field}:", code=2,
        stderr=f"kdcat: query '{field}:', character {len(field) + 2}: {field}: needs a value\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--title", "compxexxon"),
            "nothing fits --title compxexxon: no title has 'compxexxon'; did you mean completion?",
        ),
        (("--title", "zzxqy"), "nothing fits --title zzxqy: no title has 'zzxqy'"),
        (
            ("--title", "lidar cloud"),
            "nothing fits --title 'lidar cloud': no title has all of these words",
        ),
    ],
)
def test_that_nothing_fits_is_said(
    words: tuple[str, ...], said: str, kdcat: Kdcat, write: Callable[[str], str]
) -> None:
    assert kdcat("list", "-c", write(LIST), *words, stderr=f"kdcat: {said}\n") == ""


def test_authors_that_no_paper_names_are_no_names_to_choose_from(kdcat: Kdcat) -> None:
    said = "kdcat: no author 'hinton' in kdcat:catalog.md: no paper there has its authors named\n"
    kdcat("list", "--author", "hinton", code=2, stderr=said)


@pytest.mark.slow
def test_a_person_is_told_what_a_title_was_taken_for(write: Callable[[str], str]) -> None:
    for words in (("list", "--title", "lidr"), ("search", "title:lidr")):
        shown, code = on_terminal(*words, "-c", write(LIST), "--fields", "year", "-f", "jsonl")
        assert (plain(shown), code) == ("'lidr' is taken for lidar\n{\"year\": 2020}\n", 0)

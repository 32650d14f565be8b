"""References: from standard input, chosen by number on a terminal, and misspelt."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from kdcat.bibliography import addresses
from kdcat.cli import references
from kdcat.searching import lookup
from tests.cli.test_terminal import on_terminal, plain
from tests.conftest import Kdcat

LIST = """\
## Whales
* **Whales sing at night**, CVPR 2020, [ :link: ](https://arxiv.org/abs/2001.00001)
* **Whales listen to one another over the whole of the ocean**, ICML 2021, [ :link: ](https://arxiv.org/abs/2001.00002)
## Birds
* **Birds sleep**, [ :link: ](https://arxiv.org/abs/2001.00003)
"""
SING, LISTEN, SLEEP = (f"https://arxiv.org/abs/2001.0000{number}\n" for number in (1, 2, 3))
OFFERED = """\
'whales' fits 2 papers:
  1  Whales sing at night (CVPR 2020)
  2  Whales listen to one another over
     the whole of the ocean (ICML 2021)
"""
ASKED = "Which? (a number or several; nothing for none): "


@pytest.fixture
def path(write: Callable[[str], str]) -> str:
    return write(LIST)


@pytest.mark.parametrize(
    ("words", "stdin", "printed"),
    [
        (["-"], "2001.00003\n\n  \r\n2001.00001\r\n", SLEEP + SING),
        (["-"], "birds sleep", SLEEP),
        (["birds", "-", "night"], "2001.00002\n", SLEEP + LISTEN + SING),
        (["-"], "2001.00003\tBirds\t2020\n", SLEEP),
        (["-"], "", ""),
        (["birds"], "2001.00001\n", SLEEP),
    ],
)
def test_references_are_read_from_standard_input(
    words: list[str], stdin: str, printed: str, kdcat: Kdcat, path: str
) -> None:
    assert kdcat("open", "--print", "-c", path, *words, stdin=stdin) == printed


def test_what_list_prints_show_reads(kdcat: Kdcat, path: str) -> None:
    for table in (kdcat("list", "-c", path, "--fields", "id"), kdcat("list", "-c", path)):
        shown = kdcat("show", "-c", path, "-", "--fields", "title", stdin=table)
        assert shown.splitlines() == [
            "Whales sing at night",
            "Whales listen to one another over the whole of the ocean",
            "Birds sleep",
        ]


@pytest.mark.parametrize("words", [["-", "-c", "-"], ["-", "-"]])
@pytest.mark.parametrize("command", ["show", "open"])
def test_standard_input_is_read_once(command: str, words: list[str], kdcat: Kdcat) -> None:
    said = "kdcat: standard input (-) can be read only once\n"
    assert kdcat(command, *words, code=2, stderr=said, stdin=LIST) == ""


def test_what_never_ends_is_no_list_of_references(
    kdcat: Kdcat, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(references, "_MOST", 1 << 20)
    said = "kdcat: -: has more than 1 MB; these are no references\n"
    kdcat("show", "-c", path, "-", stdin="\0" * (1 << 21), code=2, stderr=said)


def test_a_reference_much_longer_than_an_id_is_held_against_none(
    kdcat: Kdcat, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []

    def distance(name: str, key: str, *, score_cutoff: int) -> int:
        compared.append(key)
        return score_cutoff + 1

    monkeypatch.setattr("rapidfuzz.distance.OSA.distance", distance)
    name = "whales-sleep" * 1000
    cut = f"'{name[:97]}...{name[-96:]}'; try: kdcat search {name[:98]}...{name[-98:]}"
    said = f"kdcat: no paper {cut}\n"
    assert kdcat("show", name, "-c", path, code=1, stderr=said) == ""
    assert compared == []


def test_a_misspelt_reference_is_answered_with_the_nearest(kdcat: Kdcat, path: str) -> None:
    (sleep,) = kdcat("list", "-c", path, "-m", "birds", "--fields", "id").split()
    for word in ("brids", f"{sleep[:-1]}!"):
        kdcat(
            "show", "-c", path, word, code=1,
            stderr=f"kdcat: no paper {word!r}; did you mean {sleep} (Birds sleep)?\n",
        )  # fmt: skip
    said = "kdcat: no paper 'zzxqy'; try: kdcat search zzxqy\n"
    assert kdcat("open", "--print", "-c", path, "zzxqy", "birds", code=1, stderr=said) == SLEEP


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reference", "keys", "shown", "code"),
    [
        ("whales", b"2\n", OFFERED + ASKED + LISTEN, 0),
        ("whales", b"2, 1\n", OFFERED + ASKED + LISTEN + SING, 0),
        ("whales", b"3\n1\n", f"{OFFERED}{ASKED}Error: 3 is not from 1 to 2\n{ASKED}{SING}", 0),
        ("whales", b"\n", OFFERED + ASKED, 1),
        ("brids", b"1\n", f"no paper 'brids'; the nearest:\n  1  Birds sleep\n{ASKED}{SLEEP}", 0),
    ],
)
def test_a_person_chooses_by_number(
    reference: str, keys: bytes, shown: str, code: int, path: str
) -> None:
    words = ("open", "--print", "-c", path, reference)
    seen, ended = on_terminal(*words, columns=40, keys=keys)
    # What was typed ahead is seen first.
    assert (plain(seen).removeprefix(keys.decode()), ended) == (shown, code)


def test_a_whole_title_is_meant_before_those_that_have_its_words(
    kdcat: Kdcat, write: Callable[[str], str]
) -> None:
    path = write("## A\n* **Owls at night, again**, CVPR 2020\n* **Owls at Night**, CVPR 2020\n")
    assert kdcat("show", "-c", path, "owls at night", "--fields", "title") == "Owls at Night\n"


def test_a_paper_does_not_stand_beside_itself(kdcat: Kdcat, write: Callable[[str], str]) -> None:
    path = write("## A\n* **Owls**, CVPR 2020\n* **Bats**, ICML 2021\n* **Owls**, CVPR 2020\n")
    beside = kdcat("show", "-c", path, "owls").partition("beside it")[2]
    assert beside == " in A:\n  Bats  ICML 2021\n"


def test_each_paper_is_looked_at_once_for_all_references(
    kdcat: Kdcat, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []

    def noted(module: ModuleType, name: str) -> None:
        function = getattr(module, name)

        def note(text: str) -> object:
            looked_at.append(text)
            return function(text)

        monkeypatch.setattr(module, name, note)

    noted(lookup, "plain_words")
    noted(addresses, "same_url")
    words = ("night", "sleep", "ocean", SING[:-1], LISTEN[:-1], SLEEP[:-1])
    assert kdcat("open", "--print", "-c", path, *words) == SING + SLEEP + LISTEN
    # A title's words are taken apart for the index too, in another module.
    assert looked_at.count("Birds sleep") == 1
    # To know which entries are one paper, here, as what is asked for, and as what is opened.
    assert looked_at.count(SLEEP[:-1]) == 4


def test_what_is_asked_for_twice_is_answered_once(kdcat: Kdcat, path: str) -> None:
    said = "kdcat: no paper 'zzxqy'; try: kdcat search zzxqy\n"
    words = ("zzxqy", "birds", "zzxqy", "birds")
    assert kdcat("open", "--print", "-c", path, *words, code=1, stderr=said) == SLEEP


def test_the_nearest_are_looked_for_for_the_first_unknown_references(
    kdcat: Kdcat, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(references, "_MOST_UNKNOWN", 2)
    (sleep,) = kdcat("list", "-c", path, "-m", "birds", "--fields", "id").split()
    near = [
        f"kdcat: no paper {word!r}; did you mean {sleep} (Birds sleep)?\n"
        for word in ("brids", "bidrs")
    ]
    left = "kdcat: no paper 'brdis'; try: kdcat search brdis\n"
    kdcat("show", "-c", path, "brids", "bidrs", "brdis", code=1, stderr="".join((*near, left)))


def test_the_beginning_of_an_id_reaches_into_its_last_part(kdcat: Kdcat, path: str) -> None:
    (sleep,) = kdcat("list", "-c", path, "-m", "birds", "--fields", "id").split()
    words, _, last = sleep.rpartition("-")
    asked = ("open", "--print", "-c", path)
    assert kdcat(*asked, f"{words}-{last[:2]}") == SLEEP
    assert kdcat(*asked, f"{sleep}-2") == SLEEP
    said = f"kdcat: no paper '{words}-zz'; try: kdcat search {words}-zz\n"
    kdcat(*asked, f"{words}-zz", code=1, stderr=said)
    assert kdcat(*asked, f"{words}-", code=0) == SLEEP  # as words of the title


def test_the_nearest_by_their_lines_stand_beside_a_paper(
    kdcat: Kdcat, write: Callable[[str], str]
) -> None:
    titles = ["Owls", "Bats", "Cats", "Dogs", "Eels", "Flies", "Gnats", "Hares", "Owls"]
    path = write("## A\n" + "".join(f"* **{title}**, CVPR 2020\n" for title in titles))

    def beside(title: str) -> list[str]:
        lines = kdcat("show", "-c", path, title).partition("beside it in A:\n")[2].splitlines()
        return [line.split()[0] for line in lines]

    assert beside("owls") == ["Bats", "Cats", "Dogs", "Eels", "Flies"]
    assert beside("eels") == ["Bats", "Cats", "Dogs", "Flies", "Gnats"]
    assert beside("hares") == ["Dogs", "Eels", "Flies", "Gnats", "Owls"]

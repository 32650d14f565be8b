"""What is put in order for who asks for it by name: sections sorted, contents made anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.lint.arranging import ARRANGED, arrange
from kdcat.lint.checking import check
from kdcat.lint.fixing import Fixed, as_shown, fix
from kdcat.reading.catalog import parse
from kdcat.reading.source import Source
from tests.conftest import Kdcat

BOTH = frozenset(ARRANGED)


def arranged(text: str, rules: frozenset[str] = BOTH, direction: int | None = None) -> str:
    """The text with its order mended; it is the same, and a second time nothing changes."""
    source = Source("list.md", text.encode(), None)
    before = Fixed(source, (), as_shown(source))
    after = arrange(before, rules, direction)  # type: ignore[arg-type]
    again = arrange(after, rules, direction)  # type: ignore[arg-type]
    assert again.source.content == after.source.content
    assert counted(before) == counted(after)
    assert after.catalog.papers == parse(after.source).papers
    return after.source.text()


def counted(fixed: Fixed) -> Counter[object]:
    return Counter(paper._replace(line=0) for paper in fixed.catalog.papers)


def entry(name: str, year: int | None, start: str = "* ") -> str:
    said = f"CVPR {year}" if year else "CVPR"
    return f"{start}**{name}**, {said}, [ :link: ](https://example.org/{name})\n"


FALLING = "## Usual\n\n" + entry("F", 2023) + entry("G", 2021) + "\n"
RISING = "## Usual\n\n" + entry("F", 2021) + entry("G", 2023) + "\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # As most sections are, and where there are none, as most pairs of entries.
        (FALLING + "## Video\n\n" + entry("A", 2021) + entry("B", 2023) + entry("C", 2022),
         FALLING + "## Video\n\n" + entry("B", 2023) + entry("C", 2022) + entry("A", 2021)),
        (RISING + "## Video\n\n" + entry("A", 2022) + entry("B", 2023) + entry("C", 2021),
         RISING + "## Video\n\n" + entry("C", 2021) + entry("A", 2022) + entry("B", 2023)),
        ("## Video\n\n" + entry("A", 2021) + entry("B", 2023) + entry("C", 2022),
         "## Video\n\n" + entry("A", 2021) + entry("C", 2022) + entry("B", 2023)),
        # Papers of one year keep their order, and those of none their places.
        (RISING + "## Video\n\n" + entry("A", 2022) + entry("X", None) + entry("B", 2021) + entry("C", 2022) + entry("D", 2021),
         RISING + "## Video\n\n" + entry("B", 2021) + entry("X", None) + entry("D", 2021) + entry("A", 2022) + entry("C", 2022)),
        # What hangs under an entry goes with it; blank lines stay.
        (RISING + "## Video\n\n" + entry("A", 2022) + "\n  Authors: Ann Lee\n\n" + entry("B", 2023) + "  * a note\n\n\n" + entry("C", 2021).rstrip(),
         RISING + "## Video\n\n" + entry("C", 2021) + "\n" + entry("A", 2022) + "\n  Authors: Ann Lee\n\n\n" + entry("B", 2023) + "  * a note"),
        (RISING + "## Video\n\n" + entry("B", 2023) + entry("C", 2021) + "  * a note\n" + entry("A", 2022) + "\n  Authors: Ann Lee\n\nThe end.\n",
         RISING + "## Video\n\n" + entry("C", 2021) + "  * a note\n" + entry("A", 2022) + "\n  Authors: Ann Lee\n" + entry("B", 2023) + "\nThe end.\n"),
        # Numbers count on.
        (RISING + "## Video\n\n" + entry("A", 2022, "1. ") + entry("B", 2023, "2. ") + entry("C", 2021, "3. "),
         RISING + "## Video\n\n" + entry("C", 2021, "1. ") + entry("A", 2022, "2. ") + entry("B", 2023, "3. ")),
        # A group is sorted in its place, and with those around it.
        (RISING + "## Video\n\n* **Group**\n" + entry("A", 2022, "  * ") + entry("B", 2023, "  * ") + entry("C", 2021, "  * ") + "* **Other**\n" + entry("D", 2020, "  * "),
         RISING + "## Video\n\n* **Group**\n" + entry("C", 2021, "  * ") + entry("A", 2022, "  * ") + entry("B", 2023, "  * ") + "* **Other**\n" + entry("D", 2020, "  * ")),
        # What hangs under an entry goes with it, and is sorted there.
        (RISING + "## Video\n\n" + entry("A", 2022) + "  * **Group**\n" + entry("D", 2019, "    * ") + entry("E", 2020, "    * ") + entry("F", 2018, "    * ") + entry("B", 2023) + entry("C", 2021),
         RISING + "## Video\n\n" + entry("C", 2021) + entry("A", 2022) + "  * **Group**\n" + entry("F", 2018, "    * ") + entry("D", 2019, "    * ") + entry("E", 2020, "    * ") + entry("B", 2023)),
        # A definition goes with its entry, to another line.
        (RISING + "## Video\n\n" + entry("A", 2022) + "\n  [x]\n\n  [x]: https://example.org/1\n\n" + entry("B", 2023) + entry("C", 2021),
         RISING + "## Video\n\n" + entry("C", 2021) + "\n" + entry("A", 2022) + "\n  [x]\n\n  [x]: https://example.org/1\n" + entry("B", 2023)),
        # One section that would show something else when sorted hinders no other.
        (RISING + "## Links\n\n" + entry("A", 2022) + "\n  [x]\n\n  [x]: https://example.org/1\n" + entry("B", 2023) + entry("C", 2021) + "\n  [x]: https://example.org/2\n\n## Video\n\n" + entry("B", 2023) + entry("C", 2021) + entry("A", 2022),
         RISING + "## Links\n\n" + entry("A", 2022) + "\n  [x]\n\n  [x]: https://example.org/1\n" + entry("B", 2023) + entry("C", 2021) + "\n  [x]: https://example.org/2\n\n## Video\n\n" + entry("C", 2021) + entry("A", 2022) + entry("B", 2023)),
    ],
)  # fmt: skip
def test_a_section_is_sorted_by_year(before: str, after: str) -> None:
    assert arranged(before) == after
    assert arranged(before.replace("\n", "\r\n")) == after.replace("\n", "\r\n")


def row(name: str, year: int, first: str = "") -> str:
    return f"{first}| [The title of {name}](https://example.org/{name}) | CVPR | {year} |\n"


HEAD = "| Title | Venue | Year |\n|---|---|---|\n"


def test_the_rows_of_a_table_are_sorted() -> None:
    before = f"# List\n\n## Video\n\n{HEAD}{row('A', 2023)}{row('B', 2020)}{row('C', 2022)}"
    after = f"# List\n\n## Video\n\n{HEAD}{row('A', 2023)}{row('C', 2022)}{row('B', 2020)}"
    assert arranged(before) == after


A, B, C = entry("A", 2022), entry("B", 2023), entry("C", 2021)


@pytest.mark.parametrize(
    "section",
    [
        # Something stands between them that is of none of them.
        f"{A}{B}\nOlder ones:\n\n{C}",
        f"{A}{B}<!-- kdcat: ignore missing-venue -->\n{C}",
        f"{A}<!-- here -->\n{B}{C}",
        # The numbers of rows would no longer count.
        f"| # {HEAD}".replace("\n|-", "\n|---|-") + "".join(
            row(name, year, f"| {number} ")
            for number, (name, year) in enumerate([("A", 2022), ("B", 2023), ("C", 2021)], 1)
        ),
        # What hangs under a longer number hangs there by its width.
        "".join(
            entry(f"N{number}", 2000 + number % 7, f"{number}. ") + "   A note.\n"
            for number in range(1, 12)
        ),
        # A paper that hangs under another is no neighbour of it.
        entry("A", 2023) + entry("B", 2020, "  * ") + entry("C", 2022) + entry("D", 2019),
        entry("A", 2022) + entry("B", 2023, "1. ") + entry("C", 2021) + entry("D", 2020),
        # Neither way is more usual.
        entry("A", 2022) + entry("B", 2023) + entry("C", 2022),
        # They are in order, or it is said that they need not be.
        f"{C}{A}{B}",
        f"{C}\n<!-- kdcat: ignore section-not-sorted -->\n## Other\n\n{A}{B}{C}",
    ],
)  # fmt: skip
def test_what_cannot_be_sorted_is_left_alone(section: str) -> None:
    text = f"# List\n\n## Video\n\n{section}"
    assert arranged(text) == text


def test_sections_are_sorted_as_is_configured() -> None:
    before = f"{RISING}## Video\n\n{A}{B}{C}"
    assert arranged(before, direction=-1) == f"{RISING}## Video\n\n{B}{A}{C}"
    assert arranged(before, direction=1) == f"{RISING}## Video\n\n{C}{A}{B}"


SECTIONS = "".join(
    f"\n{'#' * level} {name}\n\n" + entry(f"P{number}", 2021)
    for number, (level, name) in enumerate(
        [(2, "Video"), (3, "Action"), (3, "Pose [2D]"), (2, "Speech"), (2, "Text")]
    )
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Out of order, and with two missing.
        ("* [Speech](#speech)\n* [Video!](#Video)\n  * [Action](#action)\n",
         "* [Video!](#Video)\n  * [Action](#action)\n  * [Pose \\[2D\\]](#pose-2d)\n* [Speech](#speech)\n* [Text](#text)\n"),
        # Numbers count anew, and what is below them is indented as far.
        ("1. [Video](#video)\n    - [Pose](#pose-2d)\n2. [Text](#text)\n",
         "1. [Video](#video)\n    - [Action](#action)\n    - [Pose](#pose-2d)\n2. [Speech](#speech)\n3. [Text](#text)\n"),
        ("- [Text](#text)\n\n- [Video](#video)\n", "- [Video](#video)\n- [Speech](#speech)\n- [Text](#text)\n"),
    ],
)  # fmt: skip
def test_contents_are_made_anew(before: str, after: str) -> None:
    text = f"# List\n\n{before}{SECTIONS}"
    assert arranged(text) == f"# List\n\n{after}{SECTIONS}"
    assert arranged(text, frozenset({"section-not-sorted"})) == text
    crlf = text.replace("\n", "\r\n")
    assert arranged(crlf) == f"# List\n\n{after}{SECTIONS}".replace("\n", "\r\n")


def test_numbered_contents_are_made_anew_with_numbers_and_room_for_them() -> None:
    names = [f"S{number}" for number in range(1, 11)]
    sections = "".join(
        f"\n## {name}\n\n### In {name}\n\n{entry(f'P{name}', 2021)}\n### Also {name}\n\n{entry(f'Q{name}', 2021)}"
        for name in names
    )
    before = "".join(
        f"{number}. [{name}](#{name.lower()})\n   1. [In](#in-{name.lower()})\n"
        + (f"   2. [Also](#also-{name.lower()})\n" if number < 8 else "")
        for number, name in enumerate(names[:9], 1)
    )
    after = "".join(
        f"{number}. [{name}](#{name.lower()})\n   1. [In](#in-{name.lower()})\n"
        f"   2. [{'Also' if number < 8 else f'Also {name}'}](#also-{name.lower()})\n"
        for number, name in enumerate(names[:9], 1)
    )
    after += "10. [S10](#s10)\n    1. [In S10](#in-s10)\n    2. [Also S10](#also-s10)\n"
    assert arranged(f"# List\n\n{before}{sections}") == f"# List\n\n{after}{sections}"


@pytest.mark.parametrize(
    "contents",
    [
        "* [Text](#text)\n* [Video](#video) and more\n",
        "* [Text](#text)\n* Video\n",
        "* Video\n\n* [Text](#text)\n",
        "* [Text](#text)\n* [Video](#video)\n* [Videos](#video)\n",
        "* [Text](#text)\n* [Video](#vidoe-of-all)\n* [Our site](https://example.org)\n",
        "* [Speech](#speech)\n* [Video](#video)\n  * [Action](#action)\n  * [Pose](#pose-2d)\n* [Text](#text)\n",
    ],
)  # fmt: skip
def test_contents_with_anything_else_or_nothing_missing_are_left_alone(contents: str) -> None:
    text = f"# List\n\n{contents}{SECTIONS}"
    assert arranged(text) == text


@pytest.fixture
def page(write: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(f"{FALLING}## Video\n\n{A}{B}  \n{C}")
    return tmp_path / "list.md"


def test_nothing_is_sorted_unless_it_is_asked_for_by_name(kdcat: Kdcat, page: Path) -> None:
    before = page.read_text()
    style = "list.md:6:1: style: section-not-sorted: the years of the papers neither rise nor fall throughout\n"
    for words in (["--style"], ["--select", "style"], ["--select", "all"]):
        out = kdcat("lint", "list.md", "--diff", *words, code=1)
        assert "**A**" not in "".join(line for line in out.splitlines() if line[:1] in "+-")
    wanted = ["--select", "section-not-sorted"]
    kdcat("lint", "list.md", *wanted, "--ignore", "section-not-sorted", "--fix")
    assert page.read_text() == before
    assert kdcat("lint", "list.md", *wanted, code=1, stderr="1 style\n") == style
    diff = kdcat("lint", "list.md", *wanted, "--diff", code=1)
    assert page.read_text() == before
    fault = "fixed section-not-sorted: the years of the papers neither rise nor fall throughout"
    told = f"list.md:6: {fault}\nlist.md: 1 fixed\n"
    assert kdcat("lint", "list.md", *wanted, "--fix", stderr=told) == ""
    assert page.read_text() == f"{FALLING}## Video\n\n{B}{A}  \n{C}"
    assert diff.startswith("--- a/list.md\n+++ b/list.md\n@@ -5,7 +5,7 @@\n")
    assert kdcat("lint", "list.md", *wanted, "--diff") == ""


_NAMES = st.sampled_from([*"ABCDEFG"])
_LINES = st.one_of(
    st.tuples(_NAMES, st.one_of(st.none(), st.integers(2018, 2023)), st.sampled_from(["* ", "- ", " * ", "  * ", "1. ", "10. "])).map(lambda said: entry(*said)),
    st.sampled_from(["\n", "  Authors: Ann Lee\n", "    code\n", "text\n", "<!-- c -->\n", "## B\n\n", "### C\n", "* **Group**\n", "* [B](#b)\n", "```\n", "[a]: https://example.org\n", row("T", 2020), HEAD]),
)  # fmt: skip


@given(st.lists(_LINES, max_size=14).map("".join))
def test_whatever_stands_there_no_paper_is_lost_and_all_ends(text: str) -> None:
    after = arranged(f"## A\n\n{text}")
    assert Counter(after.splitlines()) == Counter(f"## A\n\n{text}".splitlines()) or (
        "[B](#b)" in text or ". **" in text
    )


def test_what_is_sorted_is_no_longer_found_and_the_rest_is() -> None:
    left = f"## Left\n\n{A}{B}\nOld:\n\n{C}\n"
    source = Source("list.md", f"{FALLING}{left}## Video\n\n{A}{B}{C}".encode(), None)
    (fixed,) = fix([source], lambda problem: problem.rule in ARRANGED)
    after = arrange(fixed, BOTH)
    assert [problem.rule for problem in after.problems] == ["section-not-sorted"]
    assert after.source.text() == f"{FALLING}{left}## Video\n\n{B}{A}{C}"
    found = check([after.catalog], lambda rule, _: rule in ARRANGED)
    assert [(problem.rule, problem.line) for problem in found] == [("section-not-sorted", 6)]

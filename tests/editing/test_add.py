"""`kdcat add`: papers put into a catalog in its own style, and nothing else changed."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kdcat import words
from kdcat.bibliography.addresses import same_url
from kdcat.editing import sections
from kdcat.editing.add import add, already_listed
from kdcat.editing.edit import apply
from kdcat.errors import KdcatError, UsageError
from kdcat.extras import lacking
from kdcat.formats.bibtex_input import from_bibtex
from kdcat.formats.json_input import from_json
from kdcat.formats.new_paper import new_paper
from kdcat.paper import Paper
from kdcat.reading.ids import id_of
from kdcat.reading.outline import slugs
from kdcat.reading.source import bundled_path
from kdcat.words import plain_words
from terminal import all_written
from tests.formats.cases import as_keys
from tests.making import ROOT, catalog

REAL = (ROOT / "catalog.md").read_text(encoding="utf-8")
SAID = ("title", "venue_raw", "year", "modality", "task", "subtask", "paper_url", "code_url")


def said(paper: Paper) -> tuple[object, ...]:
    return tuple(getattr(paper, name) for name in SAID)


def added(text: str, *papers: Paper, new_sections: bool = False) -> str:
    """The text with papers added; whatever else was in it is still there, in order."""
    before = catalog(text)
    edits, made, _ = add(before, papers, new_sections)
    rest, at = "", 0
    after = apply(text, edits)
    assert (made.text, made.papers) == (after, catalog(after).papers)
    for edit in edits:
        assert edit.start == edit.end
        rest += text[at : edit.start]
        at = edit.start
    assert rest + text[at:] == text
    there = [said(paper) for paper in catalog(after).papers]
    ids = [paper.id for paper in catalog(after).papers]
    for paper in before.papers:
        assert paper.id in ids
    others = list(there)
    for paper in papers:
        # A section may be named in several ways, so compare what the entry itself says.
        mine = [one for one in others if one[:3] + one[6:] == said(paper)[:3] + said(paper)[6:]]
        others.remove(mine[-1])
    assert others == [said(paper) for paper in before.papers]
    return after


def new_lines(
    text: str, *papers: Paper, new_sections: bool = False
) -> list[tuple[str | None, str]]:
    """The lines that adding papers makes, each with the line above it."""
    lines = added(text, *papers, new_sections=new_sections).split("\n")
    old, found = text.split("\n"), []
    for at, line in enumerate(lines):
        if old and line == old[0]:
            old.pop(0)
        else:
            found.append((lines[at - 1] if at else None, line))
    assert not old
    return found


def paper(
    title: str = "New",
    venue: str | None = "ACL",
    year: int | None = 2022,
    modality: str | None = "Text",
    task: str | None = None,
    subtask: str | None = None,
    paper_url: str | None = "https://a.b/new",
    code_url: str | None = None,
) -> Paper:
    return new_paper(title, venue, year, modality, task, subtask, paper_url, code_url)


NEW = "* **New**, ACL 2022, [ :link: ](https://a.b/new)"
HEAD = "# List\n\n## Text\n"


def entry(title: str, year: int) -> str:
    return f"* **{title}**, ACL {year}, [ :link: ](https://a.b/{title})"


# Where an entry goes.


@pytest.mark.parametrize(
    ("years", "above"),
    [
        ([2024, 2023, 2021, 2020], 2023),
        ([2024, 2022, 2022, 2020], "last 2022"),
        ([2020, 2021, 2023], 2021),
        ([2021, 2020], None),
        ([2023, 2024], None),
        ([2020, 2024, 2021], 2021),
        ([2022, 2022], "last 2022"),
        ([2020], 2020),
        ([2024], 2024),
        ([2024, None, 2021], None),
    ],
    ids=str,
)
def test_an_entry_goes_where_its_year_belongs(years: list[int | None], above: object) -> None:
    entries = [
        f"* **T{at}**, {year or 'ACL'}, [ :link: ](https://a.b/{at})"
        for at, year in enumerate(years)
    ]
    lines = added(HEAD + "\n".join(entries) + "\n", paper()).split("\n")
    at = lines.index(NEW)
    before = lines[at - 1]
    if above is None:
        expected = {
            (2021, 2020): "## Text",
            (2023, 2024): "## Text",
            (2024, None, 2021): entries[0],
        }[tuple(years)]
    elif above == "last 2022":
        expected = [one for one in entries if "2022" in one][-1]
    else:
        expected = next(one for one in entries if str(above) in one)
    assert before == expected


def test_where_all_years_are_equal_the_other_sections_of_the_modality_decide() -> None:
    falling = f"### A\n{entry('A1', 2024)}\n{entry('A2', 2020)}\n"
    rising = f"### B\n{entry('B1', 2020)}\n{entry('B2', 2024)}\n"
    one = f"### C\n{entry('C1', 2021)}\n"
    where = paper(task="C")
    assert new_lines(HEAD + falling + one, where) == [("### C", NEW)]
    assert new_lines(HEAD + rising + one, where) == [(entry("C1", 2021), NEW)]
    unsorted = f"### D\n{entry('D1', 2020)}\n{entry('D2', 2024)}\n{entry('D3', 2020)}\n"
    older = NEW.replace("2022", "2020")
    for beside in (falling + rising, falling + unsorted, rising + unsorted):
        for year, line in ((2022, NEW), (2020, older)):
            assert new_lines(HEAD + beside + one, where._replace(year=year)) == [
                (entry("C1", 2021), line)
            ]


def test_several_papers_go_each_to_its_place() -> None:
    text = f"{HEAD}{entry('A', 2024)}\n{entry('B', 2021)}\n"
    papers = [
        paper(title=title, year=year, paper_url=f"https://a.b/{title}")
        for title, year in (("X", 2020), ("Y", 2022), ("Z", 2023), ("V", 2022), ("W", 2025))
    ]
    assert added(text, *papers) == HEAD + "".join(
        f"{entry(title, year)}\n"
        for title, year in (
            ("W", 2025), ("A", 2024), ("Z", 2023), ("Y", 2022), ("V", 2022), ("B", 2021), ("X", 2020)
        )
    )  # fmt: skip


def test_an_entry_goes_to_its_own_heading_not_to_one_below_it() -> None:
    text = f"{HEAD}{entry('A', 2024)}\n\n### Tasks\n{entry('B', 2024)}\n\n## Speech\n"
    assert new_lines(text, paper(venue="X", year=2025)) == [
        (entry("A", 2024), NEW.replace("ACL 2022", "X 2025"))
    ]


def test_what_hangs_below_an_entry_stays_with_it() -> None:
    text = f"{HEAD}{entry('A', 2021)}\n  * a note\n\n    and more of it\n{entry('B', 2023)}\n"
    assert new_lines(text, paper()) == [("    and more of it", NEW)]


def test_a_heading_indented_below_an_entry_is_not_of_the_entry() -> None:
    text = f"{HEAD}{entry('A', 2021)}\n\n  ## Speech\n"
    assert new_lines(text, paper()) == [(entry("A", 2021), NEW)]


def test_an_entry_goes_into_a_group() -> None:
    text = (
        f"{HEAD}* **Group**\n  * **A**, ACL 2020, [ :link: ](https://a.b/a)\n{entry('B', 2024)}\n"
    )
    assert new_lines(text, paper(task="group")) == [
        ("  * **A**, ACL 2020, [ :link: ](https://a.b/a)", f"  {NEW}")
    ]


EMPTY = {
    "at the end": ("## Text\n", f"## Text\n{NEW}\n"),
    "without a line ending": ("## Text", f"## Text\n{NEW}"),
    "above a heading": ("## Text\n### A\n", f"## Text\n{NEW}\n\n### A\n"),
    "with blank lines": ("## Text\n\n\n### A\n", f"## Text\n{NEW}\n\n\n### A\n"),
    "with words": (
        "## Text\nWords\non this.\n\n---\n## B\n",
        f"## Text\nWords\non this.\n\n{NEW}\n\n---\n## B\n",
    ),
    "underlined": ("Text\n----\n", f"Text\n----\n{NEW}\n"),
    "where entries stand apart from headings": (
        f"## Text\n\n## B\n\n{entry('B', 2020)}\n",
        f"## Text\n\n{NEW}\n\n## B\n\n{entry('B', 2020)}\n",
    ),
    "the same, but the heading": (
        f"## Text\n## B\n\n{entry('B', 2020)}\n",
        f"## Text\n\n{NEW}\n\n## B\n\n{entry('B', 2020)}\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), EMPTY.values(), ids=EMPTY)
def test_the_first_entry_of_a_section(before: str, after: str) -> None:
    assert added(f"# List\n\n{before}", paper()) == f"# List\n\n{after}"


def test_a_list_without_sections() -> None:
    text = "# List\n\nWords.\n"
    assert added(text, paper(modality=None)) == f"{text}\n{NEW}\n"
    assert added("", paper(modality=None)) == f"{NEW}\n"


# How it is written.

STYLES = {
    "dash": ("- **A**, ACL 2020, [ :link: ](https://a.b/a)", NEW.replace("* *", "- *", 1)),
    "indented": (" *  **A**, ACL 2020, [ :link: ](https://a.b/a)", f" *  {NEW[2:]}"),
    "two spaces": (
        "* **A**, ACL 2020,  [ :link: ](https://a.b/a)  [ :octocat: ](https://a.b/c)",
        NEW.replace("2022, ", "2022,  ") + "  [ :octocat: ](https://a.b/code)",
    ),
    "other labels": (
        "* **A**, ACL 2020 [paper](https://a.b/a_(b)) [Code](https://a.b/c)",
        "* **New**, ACL 2022 [paper](https://a.b/new) [Code](https://a.b/code)",
    ),
    "labels in brackets": (
        "* **A**, ACL 2020, [[pdf]](https://a.b/a)[[code]](<https://a.b/c>)",
        "* **New**, ACL 2022, [[pdf]](https://a.b/new)[[code]](https://a.b/code)",
    ),
    "something behind": ("* **A**, ACL 2020, [ :link: ](https://a.b/a)  ", NEW),
}


@pytest.mark.parametrize(("there", "expected"), STYLES.values(), ids=STYLES)
def test_an_entry_is_written_as_the_others_of_its_section(there: str, expected: Any) -> None:
    code = "https://a.b/code" if "code" in expected else None
    # The style of the section counts, not that of the rest.
    text = f"# List\n\n## B\n{entry('X', 2020)}\n{entry('Y', 2020)}\n\n## Text\n{there}\n"
    assert new_lines(text, paper(code_url=code)) == [(there, expected)]


def test_an_entry_is_indented_as_the_one_beside_it() -> None:
    text = f"{HEAD}  {entry('A', 2023)}\n  {entry('B', 2023)}\n{entry('C', 2023)}\n"
    assert new_lines(text, paper(year=2023)) == [(entry("C", 2023), NEW.replace("2022", "2023"))]
    assert new_lines(text, paper(year=2022)) == [(entry("C", 2023), NEW)]


def test_blank_lines_between_entries_are_kept() -> None:
    text = f"{HEAD}\n{entry('A', 2020)}\n\n{entry('B', 2021)}\n"
    assert added(text, paper()) == f"{text}\n{NEW}\n"
    assert added(text, paper(year=2019)) == (
        f"{HEAD}\n{NEW.replace('2022', '2019')}\n\n{entry('A', 2020)}\n\n{entry('B', 2021)}\n"
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("closed", [True, False])
def test_line_endings_are_the_files_own(ending: str, closed: bool) -> None:
    text = f"{HEAD}{entry('A', 2020)}\n".replace("\n", ending)
    text = text if closed else text.removesuffix(ending)
    last = ending if closed else ""
    expected = f"{text}{NEW}{last}" if closed else f"{text}{ending}{NEW}"
    assert added(text, paper()) == expected


# Sections.


def test_a_section_goes_by_any_of_its_names() -> None:
    text = f"{HEAD}### Speech Recognition (ASR)\n{entry('A', 2020)}\n"
    for name in ("asr", "speech recognition", "Speech-Recognition-ASR", "recognition"):
        assert new_lines(text, paper(modality="text", task=name)) == [(entry("A", 2020), NEW)]


UNKNOWN = {
    ("Txt", None, None): "list.md: no modality 'Txt' (did you mean Text?); modalities: Text; "
    "--new-section makes it",
    ("Text", "Sumaries", None): "list.md: no task 'Sumaries' in Text (did you mean Summaries?); "
    "tasks: Summaries, Speech Summaries, Long Summaries; --new-section makes it",
    ("Text", "Speech Summaries", "A"): "list.md: no subtask 'A' in Text / Speech Summaries; "
    "subtasks: none; --new-section makes it",
    ("Text", None, "A"): "New: a section in no task: name the task too",
    (None, None, None): "New: no modality; modalities: Text",
}


@pytest.mark.parametrize(("section", "message"), UNKNOWN.items(), ids=str)
def test_an_unknown_section_is_refused(section: tuple[str | None, ...], message: str) -> None:
    text = f"{HEAD}### Summaries\n### Speech Summaries\n### Long Summaries\n"
    modality, task, subtask = section
    with pytest.raises(UsageError) as raised:
        add(catalog(text), [paper(modality=modality, task=task, subtask=subtask)])
    assert str(raised.value) == message


def test_a_name_that_fits_several_sections_is_refused() -> None:
    text = f"{HEAD}### Speech Summaries\n### Long Summaries\n"
    with pytest.raises(UsageError) as raised:
        add(catalog(text), [paper(task="summaries")])
    assert str(raised.value) == "task 'summaries' could be Speech Summaries or Long Summaries"


WITH_CONTENTS = """# List

* [Text](#text)
  *  [Old Task (OT)](#Old-Task-OT)
  *  [Last](#last)

* [Speech](#speech)
---
## Text
### Old Task (OT)
* **A**, ACL 2020, [ :link: ](https://a.b/a)

### Last

## Speech
* **B**, ACL 2020, [ :link: ](https://a.b/b)

## License
MIT
"""
NEW_SECTIONS = {
    ("Text", "Q & A (QA)", None): [
        ("  *  [Last](#last)", "  *  [Q & A (QA)](#q--a-qa)"),
        ("", "### Q & A (QA)"),
        ("### Q & A (QA)", NEW),
        (NEW, ""),
    ],
    ("Text", "Last", "Deep"): [("### Last", "#### Deep"), ("#### Deep", NEW)],
    ("Video", "Old Task", None): [
        ("* [Speech](#speech)", ""),
        ("", "* [Video](#video)"),
        ("* [Video](#video)", "  *  [Old Task](#old-task)"),
        ("", "## Video"),
        ("## Video", "### Old Task"),
        ("### Old Task", NEW),
        (NEW, ""),
    ],
    ("Speech", "*A* [b]", None): [
        ("* [Speech](#speech)", "  *  [\\*A\\* \\[b\\]](#a-b)"),
        ("", "### \\*A\\* \\[b\\]"),
        ("### \\*A\\* \\[b\\]", NEW),
        (NEW, ""),
    ],
}


def test_each_of_many_new_sections_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str] = []

    def ways_to_say(name: str) -> tuple[list[str], ...]:
        named.append(name)
        return words.ways_to_say(name)

    monkeypatch.setattr(sections, "ways_to_say", ways_to_say)
    new = [paper(f"New {at}", task=f"Task {at}", paper_url=f"https://a.b/{at}") for at in range(50)]
    # Of one that is made the names in brackets and in other case are known too.
    new[40] = new[40]._replace(task="Task 39 (T39)")
    new[41] = new[41]._replace(task="t39")
    after = catalog(added(HEAD, *new, new_sections=True))
    assert [one.task for one in after.papers[40:42]] == ["Task 39 (T39)"] * 2
    assert sorted(named) == sorted(
        ["Text", *(f"Task {at}" for at in range(50) if at not in (40, 41)), "Task 39 (T39)"]
    )


@pytest.mark.parametrize(("section", "lines"), NEW_SECTIONS.items(), ids=str)
def test_a_section_is_made_in_the_contents_too(
    section: tuple[str | None, ...], lines: list[tuple[str, str]]
) -> None:
    modality, task, subtask = section
    new = paper(modality=modality, task=task, subtask=subtask)
    found = new_lines(WITH_CONTENTS, new, new_sections=True)
    assert found == lines
    after = catalog(added(WITH_CONTENTS, new, new_sections=True))
    assert [said(one) for one in after.papers if one.title == "New"] == [said(new)]


@pytest.mark.parametrize("mark", ["- ", "> ", "1. > "])
def test_a_heading_in_an_item_or_a_quote_ends_on_its_line(mark: str) -> None:
    text = f"# List\n\n{mark}## Text\n{{}}## B\n\nUnderlined\n---\n\nc\n"
    assert added(text.format(""), paper()) == text.format(f"\n{NEW}\n\n")


@pytest.mark.parametrize("line", ["Text\n----", "> Text\n> ----", "- Text\n  ----"])
def test_an_underlined_heading_ends_with_its_line(line: str) -> None:
    text = f"# List\n\n{line}\n{{}}## B\n"
    assert added(text.format(""), paper()) == text.format(f"{NEW}\n\n")


def test_of_several_sections_of_a_name_the_first_with_papers_is_meant() -> None:
    first, second = (
        "".join(f"{entry(f'T{year}', year)}\n" for year in years)
        for years in ((2021, 2020), (2024, 2023))
    )
    text = f"# List\n\n## Text\n\n## Text\n{{}}{first}\n## Text\n{second}"
    assert added(text.format(""), paper()) == text.format(f"{NEW}\n")


def test_a_section_goes_behind_the_last_with_papers() -> None:
    after = added(WITH_CONTENTS, paper(modality="Video"), new_sections=True)
    assert after.index("## Speech") < after.index("## Video") < after.index("## License")


def test_an_item_of_the_contents_is_written_as_those_beside_it() -> None:
    text = WITH_CONTENTS.replace("* [Speech](#speech)", "* [Speech](#speech)\n   - [ASR](#asr)")
    text = text.replace("## License", "### ASR\n\n## License")
    new = paper(task="New task")
    assert "\n  *  [New task](#new-task)\n" in added(text, new, new_sections=True)


def test_a_new_section_is_not_one_whose_name_has_the_same_word() -> None:
    after = added(WITH_CONTENTS, paper(task="Task"), new_sections=True)
    assert f"\n\n### Task\n{NEW}\n" in after


def test_a_section_that_is_there_is_not_made_again() -> None:
    new = paper(modality="text", task="ot")
    assert new_lines(WITH_CONTENTS, new, new_sections=True) == [
        ("* **A**, ACL 2020, [ :link: ](https://a.b/a)", NEW)
    ]


def test_several_papers_share_new_sections() -> None:
    papers = [
        paper(title=f"N{at}", modality="Video", task=task, paper_url=f"https://a.b/N{at}")
        for at, task in enumerate((None, "X", "Y", "X"))
    ]
    after = added("# List\n", *papers, new_sections=True)
    assert after == (
        f"# List\n\n## Video\n{entry('N0', 2022)}\n\n### X\n{entry('N1', 2022)}\n{entry('N3', 2022)}\n\n"
        f"### Y\n{entry('N2', 2022)}\n"
    )


def test_one_blank_line_is_enough_between_what_goes_into_one_place() -> None:
    papers = [paper(), paper(title="N", task="Deep", paper_url="https://a.b/N")]
    assert added("# List\n\n## Text\n## B\n", *papers, new_sections=True) == (
        f"# List\n\n## Text\n{NEW}\n\n### Deep\n{entry('N', 2022)}\n\n## B\n"
    )


def test_a_new_section_does_not_take_the_anchor_of_another() -> None:
    text = WITH_CONTENTS.replace("## License", "### Extra\n\n## License")
    with pytest.raises(KdcatError) as raised:
        add(catalog(text), [paper(task="Extra")], new_sections=True)
    assert str(raised.value) == (
        "list.md:18: a new section of that name above would take its anchor #extra; choose another name"
    )


def test_anchors_are_githubs() -> None:
    texts = ["Neural (NMT)", "a & b", "A  B", "a b", "a b", "a b-1", "Über_x – y", "日本 語!"]
    assert slugs(texts) == [
        "neural-nmt", "a--b", "a--b-1", "a-b", "a-b-1", "a-b-1-1", "über_x--y", "日本-語"
    ]  # fmt: skip


# Hostile values.

ODD = [
    "*",
    "**",
    "_x_",
    "`",
    "[x](y)",
    "](",
    "<b>",
    "&amp;",
    "\\",
    "$x$",
    "~~",
    "#",
    "-",
    "1.",
    "|",
    "![",
]
TEXTS = st.lists(
    st.sampled_from([*ODD, "word", "Übung", "(2024)", "2024", ":link:", "é", "javascript:"])
    | st.text(min_size=1, max_size=8),
    min_size=1,
    max_size=5,
).map(" ".join)
TAILS = st.sampled_from(
    ["x", "(b)_c", "d?x=<y>&amp;z", "*e*", "\\f", "[g]", "%20", "é", "#:~:text=a,-b"]
)
URLS = st.one_of(st.just("https://arxiv.org/abs/2401.00001"), TAILS.map("https://a.b/".__add__))
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["drop", "again", "blank", "indent", "join", "note", "prose", "rule"]),
        st.integers(0, 400),
    ),
    max_size=6,
)


def mutated(text: str, changes: list[tuple[str, int]]) -> str:
    lines = text.splitlines(keepends=True)
    for change, number in changes:
        at = number % len(lines)
        insertion = {
            "again": lines[at], "blank": "\n", "note": "  * a note\n", "prose": "Words.\n", "rule": "---\n"
        }  # fmt: skip
        match change:
            case "drop":
                del lines[at]
            case "indent":
                lines[at] = "  " + lines[at]
            case "join":
                lines[at] = lines[at].rstrip("\n")
            case _:
                lines.insert(at, insertion[change])
    return "".join(lines)


SMALL = (
    WITH_CONTENTS
    + f"\n## Video\n- **X**, ACL 2020, [paper](https://a.b/x)\n\n### Sub\n{entry('Z', 2021)}\n"
)


@pytest.mark.slow
@given(TEXTS, st.none() | TEXTS, st.none() | st.integers(1900, 2099), URLS, st.none() | URLS)
@settings(max_examples=300, deadline=None)
def test_what_is_added_is_read_as_asked_or_refused(
    title: str, venue: str | None, year: int | None, paper_url: str, code_url: str | None
) -> None:
    try:
        new = new_paper(title, venue, year, "Text", "Last", None, paper_url, code_url)
        after = added(SMALL, new)
    except KdcatError:
        return
    assert [said(one) for one in catalog(after).papers if one.task == "Last"] == [said(new)]


@pytest.mark.slow
@given(
    CHANGES,
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.integers(0, 1000),
    st.sampled_from([SMALL, REAL]),
    st.sampled_from([2016, 2022, 2030]),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_plain_paper_can_be_added_wherever_there_is_a_paper(
    changes: list[tuple[str, int]], ending: str, closed: bool, at: int, text: str, year: int | None
) -> None:
    text = mutated(text, changes).replace("\n", ending)
    text = text if closed else text.rstrip()
    there = [one for one in catalog(text).listings if 0 < len(one.sections) <= 3]
    if not there:
        return
    modality, task, subtask = (*there[at % len(there)].sections, None, None, None)[:3]
    new = new_paper(
        "Quite new", "ACL", year, modality, task, subtask, "https://a.b/new", "https://a.b/c"
    )
    after = added(text, new)
    assert [said(one) for one in catalog(after).papers if one.title == "Quite new"] == [said(new)]


@pytest.mark.slow
@given(TEXTS, st.none() | TEXTS, CHANGES)
@settings(max_examples=150, deadline=None)
def test_a_new_section_is_read_as_asked_or_refused(
    modality: str, task: str | None, changes: list[tuple[str, int]]
) -> None:
    text = mutated(SMALL, changes)
    try:
        new = paper(title="Quite new", modality=modality, task=task)
        after = added(text, new, new_sections=True)
    except KdcatError:
        return
    found = [one for one in catalog(after).papers if one.title == "Quite new"]
    assert len(found) == 1
    if modality not in {one.modality for one in catalog(text).papers}:
        assert {heading.text for heading in catalog(after).headings} >= {
            name for name in (found[0].modality, found[0].task) if name
        }


REFUSED = {
    "control": ({"title": "a\x1b[2J"}, "the title 'a\ufffd[2J' has control characters"),
    "direction": ({"venue": "a\u202eb"}, "the venue 'a\ufffdb' has control characters"),
    "nothing": ({"title": " \n "}, "a paper without a title cannot be added"),
    "script": (
        {"paper_url": "javascript:alert(1)"},
        "New: the paper_url 'javascript:alert(1)' is not an absolute http or https address",
    ),
    "space": (
        {"code_url": "https://a.b/c d"},
        "New: the code_url 'https://a.b/c d' is not an absolute http or https address",
    ),
    "venue with a year": (
        {"venue": "ACL 2021", "year": None},
        "New: the venue_raw 'ACL 2021' cannot be written: it would be read as 'ACL'",
    ),
    "year": (
        {"year": 1066},
        "New: the venue_raw 'ACL' cannot be written: it would be read as 'ACL 1066'",
    ),
}


@pytest.mark.parametrize(("values", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_written_is_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(KdcatError) as raised:
        add(catalog(SMALL), [paper(**values)])
    assert str(raised.value) == message


def test_white_space_is_made_one_space() -> None:
    assert new_lines(f"{HEAD}{entry('A', 2020)}\n", paper(title=" N\n e \t w")) == [
        (entry("A", 2020), NEW.replace("New", "N e w"))
    ]


# What is there already.


def test_what_is_listed_is_found_by_title_address_and_identifiers() -> None:
    there = catalog(
        f"{HEAD}* **On whales: a tale**, ACL 2020, [ :link: ](https://arxiv.org/pdf/2401.00001v2)\n"
        "* **Trees**, ACL 2020, [ :link: ](https://doi.org/10.1000/ABC)\n"
        "* **Seas**, ACL 2020, [ :link: ](https://a.b/seas) [ :octocat: ](https://a.b/code)\n"
    ).papers
    wanted = [
        paper(title="On Whales – A Tale"),
        paper(title="B", paper_url="https://arxiv.org/abs/2401.00001"),
        paper(title="C", paper_url="https://dx.doi.org/10.1000/abc"),
        paper(title="D", paper_url="https://a.b/seas"),
        paper(title="E", paper_url="https://a.b/e", code_url="https://a.b/code"),
        paper(title="e", paper_url="https://a.b/e2"),
    ]
    assert [(one.asked, one.there, one.by) for one in already_listed(there, wanted)] == [
        (wanted[0], there[0], "title"),
        (wanted[1], there[0], "arXiv id"),
        (wanted[2], there[1], "DOI"),
        (wanted[3], there[2], "address"),
        (wanted[5], wanted[4], "title"),
    ]


ADDRESSES = [
    None,
    "https://arxiv.org/abs/2401.00001",
    "https://www.alphaxiv.org/abs/2401.00001v2",
    "https://doi.org/10.48550/arXiv.2401.00001",
    "http://arxiv.org/list/cs",
    "https://doi.org/10.1000/ABC",
    "https://dl.acm.org/doi/10.1000/abc",
    "https://doi.org/abc",
    "https://a.b/seas/",
    "http://www.a.b:80/seas?utm_source=x",
    "https://a.b/land",
    "https://github.com/A/b.git",
    "https://github.com/a/B",
]
TITLES = ["On whales", "on Whales!", "Été", "e\u0301te\u0301", "!?", "?", "The\u2019s"]


def test_what_may_be_listed_is_found_as_if_all_names_of_all_entries_were_made() -> None:
    pairs = [(new_paper(one), new_paper(other)) for one, other in product(TITLES, repeat=2)]
    addresses = list(product(ADDRESSES, ADDRESSES[:6]))
    pairs += [
        (
            new_paper("A", paper_url=url, code_url=code),
            new_paper("B", paper_url=own, code_url=other),
        )
        for (url, code), (own, other) in product(addresses, repeat=2)
    ]
    listed = []
    expected = []
    for there, wanted in pairs:
        entry = there._replace(id=id_of(there.title), line=1, catalog="list.md")
        names = dict(names_by_hand(entry))
        by = [name for name, said in names_by_hand(wanted) if names.get(name) == said]
        expected.append(by[:1])
        listed.append([one.by for one in already_listed([entry], [wanted])])
    assert listed == expected


def names_by_hand(one: Paper) -> list[tuple[str, str | None]]:
    names = [
        ("title", " ".join(plain_words(one.title)) or one.title.casefold()),
        ("arXiv id", one.arxiv_id),
        ("DOI", one.doi),
        ("address", same_url(one.paper_url) if one.paper_url else None),
    ]
    return [(name, said) for name, said in names if said]


# Many at once.

JSON = {
    "an object": '{"title": "A", "venue": "ACL", "year": 2022, "modality": "Text"}',
    "an array": '[{"title": "A", "venue": "ACL", "venue_raw": null, "year": "2022", "modality": "Text"}]',
    "lines": '\n{"title": "A", "venue": "ACL", "year": 2022, "modality": "Text", "id": "x"}\n\n',
    "two venues": '{"title": "A", "venue": "X", "venue_raw": "ACL", "year": 2022, "modality": "Text"}',
}


@pytest.mark.parametrize("text", JSON.values(), ids=JSON)
def test_json(text: str) -> None:
    assert from_json(text, "n.json") == [new_paper("A", "ACL", 2022, "Text")]
    assert from_json(text, "n.json", ("Speech", "ASR", None)) == [
        new_paper("A", "ACL", 2022, "Speech", "ASR")
    ]


def test_what_kdcat_writes_can_be_added() -> None:
    papers = catalog(REAL).papers
    text = json.dumps([as_keys(paper) for paper in papers])
    assert [said(paper) for paper in from_json(text, "-")] == [said(paper) for paper in papers]


@pytest.mark.slow
def test_a_whole_catalog_can_be_built_from_nothing() -> None:
    papers = from_json(json.dumps([as_keys(paper) for paper in catalog(REAL).papers]), "-")
    after = catalog(added("# List\n", *papers, new_sections=True))
    assert list(map(said, after.papers)) == list(map(said, papers))


WRONG_JSON = {
    '{"title": "A",': "n.json:1:15: not JSON: Expecting property name enclosed in double quotes",
    "[1]": "n.json: paper 1: not an object with the keys of a paper",
    '{"title": "A"}\n{"titel": "B"}': "n.json: paper 2: no key 'titel' (did you mean title?); keys: id, "
    "title, venue, venue_raw, year, modality, task, subtask, paper_url, code_url, doi, arxiv_id, "
    "catalog, line, authors, date, project_url, links, sections, record",
    '{"venue": "ACL"}': "n.json: paper 1: no title",
    '{"title": ["A"]}': 'n.json: paper 1: title is not text: ["A"]',
    '{"title": "A", "year": true}': "n.json: paper 1: year is not a year: true",
    '{"title": "A", "year": "soon"}': 'n.json: paper 1: year is not a year: "soon"',
    '{"title": "A", "paper_url": "ftp://a.b"}': "n.json: paper 1: A: the paper_url 'ftp://a.b' is not "
    "an absolute http or https address",
    "[" * 100_000: "n.json: not the JSON of papers: nested too deeply",
}


@pytest.mark.parametrize(("text", "message"), WRONG_JSON.items(), ids=range(len(WRONG_JSON)))
def test_what_is_wrong_with_json_is_said(text: str, message: str) -> None:
    with pytest.raises(KdcatError) as raised:
        from_json(text, "n.json")
    assert str(raised.value) == message


BIBTEX = r"""
@string{acl = "Proceedings of the 2022 Conference on Whales"}
@comment{nothing}
@inproceedings{a, title = {{LiDAR} na{\"i}ve \& \emph{new}
  ways}, booktitle = acl, year = 2022, url = {https://a.b/x\_y%20z}, code = {https://a.b/c}}
@article{b, title = "On {W}hales", journal = {Journal of Whales}, date = {2021-05-01}, doi = {10.1000/ab_c}}
@misc{c, title = {Minnows}, eprint = {2401.00001}, archivePrefix = {arXiv}, year = {2024}}
@article{d, title = {Trout}, journal = {arXiv preprint arXiv:2401.00002}, year = {2024}}
"""


def test_bibtex() -> None:
    assert list(map(said, from_bibtex(BIBTEX, "n.bib", ("Text", None, None)))) == [
        said(new_paper(*values))
        for values in (
            ("LiDAR naïve & new ways", "Conference on Whales", 2022, "Text", None, None,
             "https://a.b/x_y%20z", "https://a.b/c"),
            ("On Whales", "Journal of Whales", 2021, "Text", None, None, "https://doi.org/10.1000/ab_c"),
            ("Minnows", "arXiv", 2024, "Text", None, None, "https://arxiv.org/abs/2401.00001"),
            ("Trout", "arXiv", 2024, "Text", None, None, "https://arxiv.org/abs/2401.00002"),
        )
    ]  # fmt: skip


WRONG_BIBTEX = {
    "": "n.bib: no BibTeX entry in it",
    "@misc{a, title = {A}": "n.bib:1: not BibTeX that can be read: Unexpectedly reached end of file",
    "\n@misc{a, title={A}}\n@misc{a, title={B}}": "n.bib:3: not BibTeX that can be read: "
    "Duplicate entry key 'a'",
    "@misc{a, year=2020}": "n.bib: a: no title",
}


@pytest.mark.parametrize(("text", "message"), WRONG_BIBTEX.items(), ids=range(len(WRONG_BIBTEX)))
def test_what_is_wrong_with_bibtex_is_said(
    text: str, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(KdcatError) as raised:
        from_bibtex(text, "n.bib")
    assert str(raised.value) == message
    assert capfd.readouterr() == ("", "")


def test_bibtex_needs_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bibtexparser.entrypoint", None)
    with pytest.raises(KdcatError) as raised:
        from_bibtex(BIBTEX, "n.bib")
    assert str(raised.value) == str(lacking("BibTeX", "bibtexparser", "bibtex"))


# The command.

LIST = f"{HEAD}### Speech Recognition (ASR)\n{entry('A', 2023)}\n{entry('B', 2021)}\n"
PAPER = ("--title", "New", "--venue", "ACL", "--year", "2022", "-m", "text", "-t", "asr",
         "--paper-url", "https://a.b/new")  # fmt: skip
DIFF = f"""--- a/c.md
+++ b/c.md
@@ -3,4 +3,5 @@
 ## Text
 ### Speech Recognition (ASR)
 {entry("A", 2023)}
+{NEW}
 {entry("B", 2021)}
"""
AFTER = LIST.replace(entry("B", 2021), f"{NEW}\n{entry('B', 2021)}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "c.md").write_text(LIST)
    return tmp_path


def run(
    folder: Path,
    *words: str,
    code: int = 0,
    err: str = "",
    stdin: str = "",
    **environment: str,
) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kdcat", "add", *words],
        cwd=folder,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=dict(os.environ, **environment),
    )
    assert (done.returncode, done.stderr) == (code, err)
    return done.stdout


@pytest.mark.slow
def test_the_command_adds_a_paper_and_prints_the_change(folder: Path) -> None:
    assert run(folder, "-c", "c.md", *PAPER) == DIFF
    assert (folder / "c.md").read_text() == AFTER


@pytest.mark.slow
def test_a_dry_run_only_prints_it(folder: Path) -> None:
    assert run(folder, *PAPER, "--dry-run", KDCAT_CATALOG="c.md") == DIFF
    assert run(folder, "-c", "-", *PAPER, "--dry-run", stdin=LIST) == DIFF.replace("/c.md", "/-")
    assert (folder / "c.md").read_text() == LIST


@pytest.mark.slow
def test_bytes_beside_the_entry_stay(folder: Path) -> None:
    mark = b"\xef\xbb\xbf"
    (folder / "c.md").write_bytes(mark + LIST.replace("\n", "\r\n").encode().rstrip())
    run(folder, "-c", "c.md", *PAPER)
    assert (folder / "c.md").read_bytes() == mark + AFTER.replace("\n", "\r\n").encode().rstrip()


@pytest.mark.slow
def test_what_is_listed_is_refused_and_said_where(folder: Path) -> None:
    words = ("-c", "c.md", *PAPER[2:])
    again = "kdcat: a: the same title is at c.md:5; --force adds it all the same\n"
    assert run(folder, *words, "--title", "a", code=2, err=again) == ""
    assert (folder / "c.md").read_text() == LIST
    found = (
        "c.md:6:1: duplicate-in-section: listed already in this section, on line 5\n"
        "c.md:6:1: conflicting-duplicates: listed also at line 5: the year is 2022 here and 2023 there\n"
    )
    added = run(folder, *words, "--title", "a", "--force", err=found)
    assert added == DIFF.replace("New", "a")


@pytest.mark.slow
def test_what_lint_finds_in_the_entry_is_said_and_an_error_refused(folder: Path) -> None:
    # What is wrong with others is not the matter now.
    text = (
        f"{LIST}\n## Speech\n* **Old**, arXiv 2020, [ :link: ](https://arxiv.org/abs/2101.00001)\n"
    )
    (folder / "c.md").write_text(text)
    words = (
        "-c",
        "c.md",
        *PAPER,
        "--venue",
        "arXiv",
        "--paper-url",
        "https://arxiv.org/abs/2401.00001",
    )
    done = subprocess.run(
        [sys.executable, "-m", "kdcat", "add", *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout) == (2, "")
    first, last = done.stderr.splitlines()
    assert first.startswith("c.md:6:")
    assert "arxiv-year-mismatch" in first
    assert (
        last == "kdcat: nothing was added: 1 error in the new lines; --force adds it all the same"
    )
    assert (folder / "c.md").read_text() == text
    done = subprocess.run(
        [sys.executable, "-m", "kdcat", "add", *words, "--force"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, f"{first}\n")


@pytest.mark.slow
def test_many_papers_are_added_or_none(folder: Path) -> None:
    papers = [{"title": title, "venue": "ACL", "year": 2022, "paper_url": f"https://a.b/{title}"}
              for title in ("X", "A", "X")]  # fmt: skip
    words = ("-c", "c.md", "--from-json", "-", "-m", "Text", "-t", "asr")
    refused = (
        "kdcat: A: the same title is at c.md:5\n"
        "kdcat: X: the same title is asked for twice\n"
        "kdcat: nothing was added; --force adds all the same\n"
    )
    assert run(folder, *words, code=2, err=refused, stdin=json.dumps(papers)) == ""
    assert (folder / "c.md").read_text() == LIST
    run(folder, *words, stdin=json.dumps(papers[:1]))
    assert (folder / "c.md").read_text() == LIST.replace(
        entry("B", 2021), f"{entry('X', 2022)}\n{entry('B', 2021)}"
    )


@pytest.mark.slow
def test_a_bibtex_file_is_added(folder: Path) -> None:
    (folder / "n.bib").write_text(
        "@inproceedings{x, title={New}, booktitle={ACL}, year={2022}, url={https://a.b/new}}\n"
    )
    assert run(folder, "-c", "c.md", "--bibtex", "n.bib", "-m", "text", "-t", "asr") == DIFF
    assert (folder / "c.md").read_text() == AFTER


@pytest.mark.slow
def test_the_command_makes_a_section(folder: Path) -> None:
    words = ("-c", "c.md", *PAPER, "--task", "QA")
    unknown = "kdcat: c.md: no task 'QA' in Text; tasks: Speech Recognition (ASR); --new-section makes it\n"
    assert run(folder, *words, code=2, err=unknown) == ""
    run(folder, *words, "--new-section")
    assert (folder / "c.md").read_text() == f"{LIST}\n### QA\n{NEW}\n"


@pytest.mark.slow
def test_entries_are_parsed_once_though_they_are_looked_at_often(parsed: list[str]) -> None:
    entries = [f"* **<i>A{at}</i> b**, ACL 2020, [ :link: ](https://x.org/{at})" for at in range(4)]
    before = catalog("## Text\n\n" + "\n".join(entries) + "\n")
    parsed.clear()
    add(
        before,
        [
            new_paper(
                title="New", venue="ACL", year=2021, modality="Text", paper_url="https://x.org/n"
            )
        ],
    )
    assert {entry.removeprefix("* ") for entry in entries} <= {*parsed}
    assert len(parsed) == len({*parsed})


def test_the_bundled_catalog_is_refused(folder: Path) -> None:
    bundled = bundled_path()
    before = bundled.read_bytes()
    refused = (
        f"kdcat: the bundled catalog is not changed; make a copy and name it: cp {bundled} "
        "my-catalog.md, then add --catalog my-catalog.md\n"
    )
    assert run(folder, *PAPER, code=2, err=refused) == ""
    assert bundled.read_bytes() == before


WRONG = {
    ("-c", "c.md", "--title", "A", "--year", "2020"): (
        "missing --venue, --modality, --paper-url (see 'kdcat add --help')"
    ),
    ("-c", "c.md", "--bibtex", "a", "--from-json", "b"): (
        "--bibtex and --from-json cannot both be meant"
    ),
    ("-c", "c.md", "--bibtex", "a", "--paper-url", "b"): (
        "--paper-url is of one paper, and cannot be given for those of a"
    ),
    ("-c", "-", "--bibtex", "-", "--dry-run"): "standard input (-) can be read only once",
    ("-c", "c.md", "-c", "d.md", *PAPER): "papers are added to one catalog, not to 2",
    ("-c", "none.md", *PAPER): "none.md: no such file",
    ("-c", "c.md", "--bibtex", "none.bib"): "none.bib: no such file",
}


@pytest.mark.slow
@pytest.mark.parametrize(("words", "message"), WRONG.items(), ids=range(len(WRONG)))
def test_what_goes_wrong_is_said_in_a_line(
    folder: Path, words: tuple[str, ...], message: str
) -> None:
    assert run(folder, *words, code=2, err=f"kdcat: {message}\n") == ""
    assert (folder / "c.md").read_text() == LIST


@pytest.mark.slow
def test_on_a_terminal_what_is_missing_is_asked_for(folder: Path) -> None:
    terminal, other = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "kdcat", "add", "-c", "c.md", "--title", "New"],
        cwd=folder,
        stdin=other,
        stdout=subprocess.PIPE,
        stderr=other,
        env=dict(os.environ, TERM="dumb"),
    ) as process:
        os.write(terminal, b"ACL\nsoon\n2022\nspeech\ntext\nasr\nhttps://a.b/new\n\n")
        (shown,) = all_written({terminal: other}, process.wait)
        assert process.stdout
        diff = process.stdout.read().decode()
    assert process.returncode == 0
    assert diff == DIFF
    assert (folder / "c.md").read_text() == AFTER
    for question in (
        "venue: ", "year: ", "modality (Text): ", "task (Speech Recognition (ASR); may be empty): ",
        "paper url: ", "code url (may be empty): ", "c.md: no modality 'speech'",
    ):  # fmt: skip
        assert question in shown.decode()

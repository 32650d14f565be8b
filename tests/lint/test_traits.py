"""What is expected of an entry: of a home list the whole form, of any other what its list has."""

from __future__ import annotations

import pytest

from tests.making import catalog, entry, problems
from tests.reading.forms import PAPERS

FORM = (
    "missing-venue", "missing-year", "missing-paper-link", "misplaced-year", "field-separator",
    "code-link-not-code-host",
)  # fmt: skip


def of_form(text: str) -> list[tuple[int, str]]:
    """The lines and rules of the findings of form."""
    return [(one.line, one.rule) for one in problems(text, *FORM)]


def foreign(number: int, fields: str = "Ada Lovelace, CVPR, 2021", link: str = "[pdf]") -> str:
    """A line with a linked title, authors and a venue, as many lists have it."""
    title = f"Learning to Teach Small Networks, Part {number}"
    return f"- {title}, {fields}. {link}(https://arxiv.org/abs/2103.{number:05})\n"


HEAD = "# A list\n\n## Papers\n\n"


def test_a_home_list_is_judged_by_all_of_its_form_however_short() -> None:
    text = entry("2021") + entry("ICASSP", "https://x.org/b", "Beta")
    assert of_form(text) == [(1, "missing-venue"), (2, "missing-year")]


def test_a_list_of_another_form_may_have_neither_venues_nor_years() -> None:
    text = HEAD + "".join(foreign(number, "Ada Lovelace") for number in range(1, 31))
    assert of_form(text) == []


@pytest.mark.parametrize(
    ("lacking", "found"),
    [(1, [(5, "missing-venue"), (5, "missing-year")]), (3, [])],
    ids=["one of fifty", "three of fifty"],
)
def test_what_nearly_all_entries_have_the_others_lack(
    lacking: int, found: list[tuple[int, str]]
) -> None:
    text = HEAD + "".join(
        foreign(number, "Ada Lovelace") if number <= lacking else foreign(number)
        for number in range(1, 51)
    )
    assert of_form(text) == found


def test_a_code_link_elsewhere_is_a_fault_where_code_lies_with_a_host() -> None:
    code = " [[code](https://github.com/a/b{})]"
    lines = [foreign(number).rstrip() + code.format(number) + "\n" for number in range(1, 41)]
    elsewhere = foreign(41).rstrip() + " [[code](https://example.org/code)]\n"
    assert of_form(HEAD + "".join(lines) + elsewhere) == [(45, "code-link-not-code-host")]
    assert of_form(HEAD + "".join(lines[:9]) + elsewhere) == []


def test_a_year_of_the_heading_is_not_what_the_entry_says() -> None:
    line = "- [A Teacher for Every Student](https://arxiv.org/abs/2101.00001) [CVPR]\n"
    others = "".join(
        f"- [Learning to Teach Small, Part {number}](https://arxiv.org/abs/2001.0000{number}) [CVPR]\n"
        for number in range(5)
    )
    facts = ("year-before-arxiv", "arxiv-year-mismatch", "year-vs-url")
    text = f"# A list\n\n## 2020\n\n{line}{others}"
    assert [paper.year for paper in catalog(text).papers] == [2020] * 6
    assert problems(text, *facts) == []


NEAR_THE_HOME_FORM = {
    "venue behind a linked title": "- [{title}]({paper}), {venue} {year}\n",
    "code behind that": "- [{title}]({paper}), {venue} {year} [code](https://github.com/a/b{at})\n",
    "a remark behind the links": "- **{title}**, {venue} {year}, [paper]({paper}) (Oral)\n",
    "links in brackets": "- **{title}**, {venue} {year}, [[paper]({paper})] [[video](https://x.org/{at})]\n",
    "tags behind the links": "- **[{title}]({paper})**, {venue} {year}, [code](https://github.com/a/b{at}), Tags: a, b\n",
    "a note below": "- **{title}**, {venue} {year}, [paper]({paper})\n  - Shows how this is done.\n",
}  # fmt: skip


@pytest.mark.parametrize("form", NEAR_THE_HOME_FORM.values(), ids=NEAR_THE_HOME_FORM)
def test_a_list_whose_links_have_other_labels_has_its_own_habits(form: str) -> None:
    lines = (form.format(at=at, **paper._asdict()) for at, paper in enumerate(PAPERS))
    text = HEAD + "".join(lines)
    assert [
        (paper.title, paper.venue_raw, paper.year, paper.paper_url)
        for paper in catalog(text).papers
    ] == [(paper.title, paper.venue, paper.year, paper.paper) for paper in PAPERS]
    rules_of_form = (*FORM, "text-after-links", "bullet-and-indent-style", "malformed-entry")
    assert problems(text, *rules_of_form) == []


def test_a_date_says_when_a_paper_came_out_and_not_the_year_of_its_venue() -> None:
    text = (
        HEAD + "| Date | Paper | Venue |\n|---|---|---|\n"
        "| 2018-10 | [Learning to Teach](https://aclanthology.org/N19-1423.pdf) | NAACL |\n"
        "| 2020-10 | [Learning to Learn](https://arxiv.org/abs/2010.00002) | ICCV |\n"
        "| {} | [Learning to See](https://aclanthology.org/N19-1424.pdf) | NAACL |\n"
    )
    rules = ("year-vs-url", "impossible-venue-year", "year-before-arxiv")
    assert problems(text.format("2019-06"), *rules) == []
    # No venue is before the paper came out.
    later = problems(text.format("2021-06"), *rules)
    assert [(one.rule, one.line) for one in later] == [("year-vs-url", 9)]

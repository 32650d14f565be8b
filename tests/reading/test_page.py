"""Lists in any form: what is written in a form reads back, and what is no paper is not read."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kdcat.layouts.readings import plausibility
from kdcat.paper import Paper
from kdcat.reading.catalog import read
from kdcat.reading.document import document
from kdcat.reading.page import Form, PageListing, Skipped, read_page
from tests.making import catalog
from tests.reading.forms import FORMS, PAPERS, TABLES, listed, said

# Quotation marks, full stops and commas at the ends of a title are as their form wants them.
_EDGES = ".,;:\"'“” "


def page(text: str) -> PageListing:
    return read_page(document(text))


def read_as(paper: Paper) -> dict[str, object]:
    return {
        "title": paper.title,
        "authors": paper.authors,
        "venue_raw": paper.venue_raw,
        "year": paper.year,
        "date": paper.date,
        "paper_url": paper.paper_url,
        "code_url": paper.code_url,
        "project_url": paper.project_url,
        "sections": paper.sections,
    }


@pytest.mark.slow
@pytest.mark.parametrize("form", [*FORMS, *TABLES])
def test_papers_written_in_a_form_read_back(form: str) -> None:
    papers = read(io.StringIO(listed(form))).papers
    assert [read_as(paper) for paper in papers] == [said(form, paper) for paper in PAPERS]


@pytest.mark.parametrize(
    ("entry", "authors", "venue", "year"),
    [
        ("Wang, Z., Schaul, T., Hessel, M. *{}*, ICML 2016. [[link]]({})", "Wang, Z., Schaul, T., Hessel, M.", "ICML", 2016),
        ("Wang, Z. and Schaul, T. *{}*. Nature 521.7553 (2015): 436-444. [[pdf]]({})", "Wang, Z. and Schaul, T.", "Nature", 2015),
        ("LeCun, Yann, et al. \"**{}.**\" Proceedings of the IEEE 86.11 (1998): 2278-2324. [[pdf]]({})", "LeCun, Yann, et al.", "Proceedings of the IEEE", 1998),
        ("Sutskever, I., Vinyals, O., & Le, Q. V. (2014). {}. In Advances in Neural Systems (pp. 3104-3112). [Link]({})", "Sutskever, I., Vinyals, O., & Le, Q. V.", "Advances in Neural Systems", 2014),
        ("[ ] **[1]** Mur-Artal R, Tardós J D. **{}**[J]. IEEE Transactions on Robotics, 2017, 33(5): 1255-1262. [pdf]({})", "Mur-Artal R, Tardós J D", "IEEE Transactions on Robotics", 2017),
        ("{} [[pdf]]({}). JMLR, 15(1), 1929-1958, 2014", None, "JMLR", 2014),
        ("{}. Neurocomputing, vol. 452, no. 2, pp. 48-62, 2021. [pdf]({})", None, "Neurocomputing", 2021),
        ("Toshev, Szegedy. {}, CVPR 2014. [[PDF]]({})", "Toshev, Szegedy", "CVPR", 2014),
        ("Marvin Minsky, {}, Proceedings of the IRE, 1961. [[Paper]]({})", "Marvin Minsky", "Proceedings of the IRE", 1961),
        ("Graves, Alex, and Navdeep Jaitly. \"{}.\" ICML. Vol. 14. 2014. [[pdf]]({})", "Graves, Alex, and Navdeep Jaitly", "ICML", 2014),
        ("**{}** (Shen et al., ICASSP 2018) [[paper]]({})", "Shen et al.", "ICASSP", 2018),
        ("**{}**（Oord and Zen, 2016） [[論文]]({})", "Oord and Zen", None, 2016),
        ("**{} (Network Science 2015)** [[Paper]]({})", None, None, 2015),
        ("{}. Shi, Blei, and Veitch. NeurIPS, 2019. [pdf]({})", "Shi, Blei, and Veitch", "NeurIPS", 2019),
        ("{}. Google and Stanford. NeurIPS, 2019. [pdf]({})", None, "NeurIPS", 2019),
        ("{}. Ann Lee, Bo Chen, Can Wang. NeurIPS, 2019. [pdf]({})", "Ann Lee, Bo Chen, Can Wang", "NeurIPS", 2019),
        ("{}, ICLR 2022 (*Bologna*). [pdf]({})", None, "ICLR", 2022),
        ("**{}** (*Jane Doe*). ICLR 2022. [pdf]({})", "Jane Doe", "ICLR", 2022),
        ("{}, ACL25 (ACL 2025). [pdf]({})", None, "ACL", 2025),
        ("Ann Lee, Bo Chen, {}, ArXiv, 22 Sep 2015. [pdf]({})", "Ann Lee, Bo Chen", "ArXiv", 2015),
        ("[![Publish](https://img.shields.io/badge/Conference-ICML'23-blue)]() [![Type](https://img.shields.io/badge/Sparse-red)]() {} [paper]({})", None, "ICML", 2023),
        ("{} | NeurIPS <br> ![Citations](https://img.shields.io/badge/dynamic/json?url=https%3A%2F%2Fa.b&label=citation) | 2017 | [pdf]({})", None, "NeurIPS", 2017),
    ],
)  # fmt: skip
def test_fields_as_reference_managers_write_them(
    entry: str, authors: str | None, venue: str | None, year: int
) -> None:
    names = ["Learning a Policy from Many Teachers", "On the Depth of Students", "Why Schools Help"]
    lines = [entry.format(name, f"https://a.b/{at}.pdf") for at, name in enumerate(names)]
    read = page("# Papers\n\n" + "".join(f"- {line}\n" for line in lines)).entries
    told = [
        (one.reading.title, one.reading.said.authors, one.reading.said.venue, one.year)
        for one in read
    ]
    assert told == [(name, authors, venue, year) for name in names]


def test_a_label_with_a_remark_that_leads_nowhere_is_no_title() -> None:
    below = "**Authors**: Ann Lee, Bo Chen\n\n[📄 Paper](https://arxiv.org/abs/2001.0000{0}) | [💻 Code (not yet)]()\n\n"
    text = "".join(f"### {at}. {name}\n{below.format(at)}" for at, name in enumerate(NAMES))
    assert titles(f"# Papers\n\n## 2024\n\n{text}") == NAMES


def test_what_stands_above_a_table_says_its_year() -> None:
    table = "| Paper | Venue |\n|-|-|\n| [{}](https://arxiv.org/abs/2001.00001) | CVPR |\n"
    text = (
        f"# Papers\n\n**2021**\n\n{table.format(NAMES[0])}\n**In 2020**\n{table.format(NAMES[1])}\n"
        f"<details><summary>2019</summary>\n\n{table.format(NAMES[2])}\n</details>\n\n"
        f"{table.format('Nothing Said of the Year')}"
    )
    read = [(entry.reading.title, entry.year) for entry in page(text).entries]
    assert read == [
        *zip(NAMES, (2021, 2020, 2019), strict=True),
        ("Nothing Said of the Year", None),
    ]


def test_the_names_of_models_are_no_titles_where_another_column_has_these() -> None:
    rows = "".join(
        f"| The {name.split()[0]} Parser (Joint) with Attention | 97.3 | [{name}](https://arxiv.org/abs/2001.0000{at}) | [Official](https://github.com/a/{at}) |\n"
        for at, name in enumerate(NAMES)
    )
    header = "| Model | UAS | Paper / Source | Code |\n|-|:-:|-|-|\n"
    assert titles(f"# Papers\n\n{header}{rows}") == NAMES
    models = "".join(
        f"| {name} | 97.3 | [pdf](https://arxiv.org/abs/2001.0000{at}) | |\n"
        for at, name in enumerate(NAMES)
    )
    assert titles(f"# Papers\n\n{header}{models}") == NAMES


def test_the_badges_of_the_list_itself_are_no_paper() -> None:
    badges = (
        "[![Awesome](https://awesome.re/badge.svg)]()\n"
        "![](https://img.shields.io/badge/PRs-Welcome-red)\n"
        "[![PDF](https://img.shields.io/badge/PDF-2402.13116-green)](https://arxiv.org/abs/2402.13116)\n"
        "[![Kept? yes](https://img.shields.io/badge/Maintained%3F-yes-green)](https://github.com/a/b)\n"
    )
    item = "**{0} for Everyone and Everything.** *Ann Lee.* CVPR 2020. [[pdf]](https://arxiv.org/abs/2001.0000{1})\n\n"
    lines = "".join(item.format(name.split()[0], at) for at, name in enumerate(NAMES))
    for text in (LIST, lines):
        assert titles(f"# A List of Papers\n{badges}\n## Papers\n\n{text}") == NAMES


def titles(text: str) -> list[str]:
    return [entry.reading.title for entry in page(text).entries]


ITEM = "- [{0} for Everyone and Everything](https://arxiv.org/abs/2001.0000{1}), CVPR 2020\n"
LIST = "".join(ITEM.format(name, at) for at, name in enumerate(["Teachers", "Students", "Schools"]))
NAMES = [f"{name} for Everyone and Everything" for name in ("Teachers", "Students", "Schools")]


@pytest.mark.parametrize(
    "section",
    [
        "## Tools\n\n- [Detector](https://github.com/a/detector): a library for everyone to use\n- [Trainer](https://github.com/a/trainer)\n",
        "## Implementations\n\n- [Knowledge Distillation in PyTorch](https://github.com/a/kd)\n- [FitNets in Keras](https://github.com/b/fit)\n",
        "## Blogs\n\n- [How to Distil a Network in Ten Minutes](https://blog.a.b/distil)\n- [A Gentle Introduction to Students](https://medium.com/x)\n",
        "## News\n\n- [2023/10/01] Our survey on students is accepted by TPAMI 2023!\n- 2023.05: We add the papers of [CVPR 2023](https://a.b/cvpr)\n",
        "## Datasets\n\n| Dataset | Year | Classes | Link |\n|-|-|-|-|\n| The Big Animals Set | 2012 | 10 | [Project](http://a.b) |\n",
        "## Datasets\n\n- [ImageNet](http://www.image-net.org/): 14 million images\n- [COCO](http://cocodataset.org/), 2014\n",
        "## Courses\n\n- [CS231n: Convolutional Networks for Recognition](http://cs231n.stanford.edu/), Stanford, 2017\n",
        "## Books\n\n- [Deep Learning](http://www.deeplearningbook.org/), Ian Goodfellow, Yoshua Bengio and Aaron Courville, 2016\n",
        "**Blog posts**\n\n- [Speech Is Hard for Everyone](https://blog.a.b/speech), 2020\n",
        "## Workshops\n\n- [Workshop on Efficient Systems for Students](https://es.a.b/), ICML 2023\n",
        "## About\n\nA list of papers on students. We wrote it with reference to [this survey paper](https://arxiv.org/abs/1809.02165).\n",
        "## Contents\n\n- [Papers for Everyone](#papers)\n- [Tools for Everyone](#tools)\n",
        "## People\n\n- [Ann Lee](https://a.b/ann), University of X\n",
        "## Contributing\n\nPlease feel free to send a [pull request](https://github.com/a/b/pulls) in 2020.\n",
        "## Videos\n\n- [A Lecture on Learning from Teachers](https://www.youtube.com/watch?v=1), 2019\n",
        "## Pre-trained models\n\n| Model | Description | Download |\n|-|-|-|\n| `a.base` | A model with six encoder layers | [a.base](https://m.org/models/a.base.tar.gz) |\n",
    ],
)
def test_what_is_no_paper_is_not_read(section: str) -> None:
    assert titles(f"# Papers\n\n## Methods\n\n{LIST}\n{section}") == NAMES
    assert titles(f"# Papers\n\n{section}\n## Methods\n\n{LIST}") == NAMES


def test_what_is_skipped_is_told_with_the_reason() -> None:
    tools = "- [Detector](https://github.com/a/detector): a library for everyone\n"
    assert page(f"# Papers\n\n## Methods\n\n{LIST}\n## Tools\n\n{tools}").skipped == [
        Skipped(11, tools.strip()[2:], "in a section of something else")
    ]


def test_forms_in_words() -> None:
    text = f"# T\n\n## A\n\n{LIST}\n## B\n\n" + "\n\n".join(
        f"**{name}**  \n*Ann Lee, Bo Chen*  \nICML 2019. [[paper](https://arxiv.org/abs/1)]"
        for name in NAMES
    )
    assert page(text).forms == [
        Form(5, 8, ("A",), "list item: title is a link, venue, year, paper", 3, ()),
        Form(11, 22, ("B",), "paragraph: title in bold, authors, venue, year, paper", 3, ()),
    ]


def test_units_that_are_not_read_alike_are_named() -> None:
    other = '- "A Title in Quotes for Once", Ann Lee, Bo Chen, ICML 2019\n'
    listing = page(f"# T\n\n## A\n\n{LIST}{other}")
    assert [(form.units, form.unlike) for form in listing.forms] == [(4, (8,))]
    assert listing.alike == 0.75


def test_years_come_from_what_stands_above() -> None:
    item = "- [Teachers for Everyone and Everything](https://arxiv.org/abs/2001.00001)\n"
    text = (
        f"# Papers of 2017\n\n## A\n\n{item}\n## CVPR 2018\n\n{item}\n## B\n\n**2019**\n\n{item}\n"
        f"<details><summary>2016</summary>\n\n{item}\n</details>\n"
    )
    assert [entry.year for entry in page(text).entries] == [2017, 2018, 2019, 2016]


def test_venues_come_from_lines_that_say_nothing_else() -> None:
    item = "- [Teachers for Everyone and Everything](https://arxiv.org/abs/2001.00001)\n"
    other = item.strip() + " ICML 2019\n"
    text = (
        f"# Papers\n\n## A\n\n{item}\n> CVPR 2018\n\n{item}\n> 2017\n\n{item}\n"
        f"## NeurIPS 2020\n\n{item}{other}\n## Networks 2020\n\n{item}\n## CVPR\n\n{item}"
    )
    assert [(entry.venue, entry.year) for entry in page(text).entries] == [
        (None, None),
        ("CVPR", 2018),
        (None, 2017),
        ("NeurIPS", 2020),
        ("ICML", 2019),
        (None, 2020),
        (None, None),
    ]
    listings = read(io.StringIO(text)).listings
    assert [sorted(listing.above) for listing in listings] == [
        [],
        ["venue_raw", "year"],
        ["year"],
        ["venue_raw", "year"],
        [],
        ["year"],
        [],
    ]


def test_a_quotation_says_neither_venue_nor_year() -> None:
    said = (
        "“In DEEPER, held at IEEE SaTML 2024, we present findings of a competition (IEEE).”",
        "“An oral of ours”, ICML 2023.",
        "“Nothing closes what is quoted here with eight words and more, ICML 2023.",
        "ICML 2023. “In FURTHER, at the ACM of 2020, we go on, as this shows.”",
    )
    items = "".join(
        f"- [{name} {number}](https://arxiv.org/abs/2001.0000{number})\n\n  {words}\n"
        for number, (name, words) in enumerate(zip(NAMES * 2, said, strict=False))
    )
    papers = read(io.StringIO(f"# Papers\n\n## A\n\n{items}")).papers
    assert [(paper.venue, paper.year) for paper in papers] == [
        (None, None),
        ("ICML", 2023),
        ("ICML", 2023),
        ("ICML", 2023),
    ]


def test_a_venue_keeps_both_its_brackets() -> None:
    cells = {
        "arXiv(v1) 2024": ("arXiv", "arXiv(v1)", 2024),
        "arXiv(v1) (CHI23)": ("CHI", "arXiv(v1) (CHI)", 2023),
        "Asian Control Conference (ASCC 2019)": (None, "Asian Control Conference (ASCC)", 2019),
        "arXiv (Conference of All (COA 2020))": (None, "arXiv (Conference of All (COA))", 2020),
        "CVPR 2022 (arXiv)": ("CVPR", "CVPR (arXiv)", 2022),
    }
    rows = "".join(
        f"| {cell} | [{title}](https://arxiv.org/abs/2001.0000{number}) |\n"
        for number, (cell, title) in enumerate(zip(cells, NAMES * 2, strict=False))
    )
    papers = read(io.StringIO(f"# Papers\n\n| Venue | Title |\n|---|---|\n{rows}")).papers
    assert [(paper.venue, paper.venue_raw, paper.year) for paper in papers] == [
        (venue or raw, raw, year) for venue, raw, year in cells.values()
    ]


def test_an_item_that_ends_in_a_colon_is_a_group_of_its_only_paper() -> None:
    item = "  - [{}](https://arxiv.org/abs/2001.0000{})\n"
    text = f"# Papers\n\n## A\n\n- Temporal differences:\n{item.format(NAMES[0], 1)}"
    text += f"- Some laboratory\n{item.format(NAMES[1], 2)}"
    assert [(entry.reading.title, entry.sections) for entry in page(text).entries] == [
        (NAMES[0], ("A", "Temporal differences:")),
        (NAMES[1], ("A",)),
    ]


def test_a_paper_that_only_names_its_preprint_is_one() -> None:
    items = "- Learning from Many Teachers, arXiv:2105.05233\n"
    items += f"- {NAMES[0]}. [[pdf]](https://arxiv.org/abs/2001.00001)\n"
    paper, _ = read(io.StringIO(f"# Papers\n\n## A\n\n{items}")).papers
    assert (paper.title, paper.venue, paper.paper_url, paper.arxiv_id) == (
        "Learning from Many Teachers",
        "arXiv",
        None,
        "2105.05233",
    )


def test_what_stands_between_a_title_and_a_lone_year_is_no_title() -> None:
    venues = ("Sadhana", "Information and Control", "The Annals of Logic")
    items = "".join(
        f"- J. Pearl, A. Tian, {name} of Causes, {venue}, 1994. [pdf](https://a.org/{at})\n"
        for at, (name, venue) in enumerate(zip(("Alpha", "Beta", "Gamma"), venues, strict=True))
    )
    papers = read(io.StringIO(f"# Papers\n\n## A\n\n{items}")).papers
    assert [(paper.title, paper.year, paper.paper_url) for paper in papers] == [
        ("Alpha of Causes", 1994, "https://a.org/0"),
        ("Beta of Causes", 1994, "https://a.org/1"),
        ("Gamma of Causes", 1994, "https://a.org/2"),
    ]


def test_a_title_in_bold_stands_above_the_list_of_its_fields() -> None:
    fields = "- Project: https://a.github.io\n- Paper: https://arxiv.org/abs/2001.0000{0}\n- Code：https://github.com/a/b{0}\n"
    names = [f"{name}, Told at Such Length That Its Line Is Long" for name in NAMES]
    text = "".join(
        f"# Things of {at}\n\n**{name}**\n\n{fields.format(at)}\n" for at, name in enumerate(names)
    )
    read = [
        (one.reading.title, one.sections, one.reading.said.paper_url, one.reading.said.code_url)
        for one in page(f"# Papers\n\nAll of them.\n\n{text}").entries
    ]
    assert read == [
        (
            name,
            (f"Things of {at}",),
            f"https://arxiv.org/abs/2001.0000{at}",
            f"https://github.com/a/b{at}",
        )
        for at, name in enumerate(names)
    ]


def test_a_title_that_may_be_a_name_is_one_among_papers() -> None:
    item = "* WGAN - [Wasserstein Gan](https://arxiv.org/abs/1701.07875)\n"
    others = "".join(
        f"* {n} - [{n}](https://arxiv.org/abs/2001.0000{at})\n" for at, n in enumerate(NAMES)
    )
    assert titles(f"# Papers\n\n## A\n\n{others}{item}") == [*NAMES, "Wasserstein Gan"]


def test_what_was_done_to_a_list_is_no_paper() -> None:
    news = "- **[Update: June, 2023]** Added all the related papers from ICML 2023!\n"
    assert titles(f"# Papers\n\n{news}\n## A\n\n{LIST}") == NAMES


def test_a_title_may_begin_with_the_name_of_a_venue() -> None:
    name = "GECCO: Point Clouds with Conditions"
    item = f"- [{name}](https://arxiv.org/abs/2001.00001), arXiv 2023\n"
    assert titles(f"# Papers\n\n## A\n\n{item}") == [name]


def test_entries_of_the_home_form_are_read_by_its_own_rules() -> None:
    home = "* **A Title**, A Meeting 2021 , [ :link: ](https://a.b/c) [ :octocat: ](https://d.e)\n"
    papers = read(io.StringIO(f"# T\n\n## S\n\n{LIST}{home}")).papers
    assert read_as(papers[-1]) == {
        "title": "A Title",
        "authors": None,
        "venue_raw": "A Meeting",
        "year": 2021,
        "date": None,
        "paper_url": "https://a.b/c",
        "code_url": "https://d.e",
        "project_url": None,
        "sections": ("S",),
    }
    assert page(f"# T\n\n## S\n\n{LIST}{home}").entries[-1].reading.form == "home"


MARKS = st.sampled_from([
    *"*_`[]()<>!|#-+.,:;\"'\n \tab1é",
    "\n\n", "\n- ", "\n  - ", "\n## ", "| a | b |\n|-|-|\n", "[paper](http://a.b/c.pdf)", "**Title of it**", "CVPR 2020", "<details>",
    "<summary>", "</summary>", "</details>", "<table><tr><td>", "</td></tr></table>", "<h2>", "</h2>", "<li>", "<br>", "<!-- kdcat: no papers -->",
    "<!-- kdcat: layout table title=1 -->", "<!-- kdcat: layout bold -->", "Ann Lee, Bo Chen", "[[arXiv](https://arxiv.org/abs/2001.00001)]",
    "![](https://img.shields.io/badge/a-2020.01-red)", "https://github.com/a/b", "[x]: /u\n", "[x]", "> ", "```\n", "1. ", "2019", "'19", ":link:",
    "[ :link: ](http://a.b)", "et al.", "In Proc. of", "\r\n", "\x1f", "\x1e", "\x1d", "\v",
])  # fmt: skip


@given(st.lists(MARKS, max_size=40).map("".join))
def test_any_text_is_read(text: str) -> None:
    listing = page(text)
    lines = text.count("\n") + text.count("\r") + 2
    assert all(1 <= entry.line < entry.end_line <= lines for entry in listing.entries)
    assert all(1 <= unit.line < lines for unit in listing.skipped)
    assert all(entry.reading.title for entry in listing.entries)
    assert 0 <= listing.alike <= 1
    untitled = sum(unit.reason == "no title" for unit in listing.skipped)
    assert 0 <= sum(form.units for form in listing.forms) - len(listing.entries) <= untitled


@pytest.mark.slow
@pytest.mark.parametrize(
    "run",
    ["*", "[", "(", "<", "|", "a, ", "A B, ", "- ", "[a](http://b.c) ", "**a** ", "2020 ", "<li>", "é. ", ": ", "\n- [A b](http://c.d) e", "(a", "Ab Cd. "],
)  # fmt: skip
def test_long_runs_are_read(run: str) -> None:
    # Of the square of its length this would take minutes.
    page("# T\n\n- " + run * (60_000 // len(run)))


FOUR = [*NAMES, "Lessons for Everyone and Everything"]


def test_a_picture_within_brackets_parts_nothing() -> None:
    before = ("[💬 Task]", "(NeurIPS 2023) [:fire: Benchmark]", "[2024/03] [📖Survey]", "🔥")
    items = "".join(
        f"- {said} {title} [[Paper](https://arxiv.org/abs/2405.0000{number})]\n"
        for number, (said, title) in enumerate(zip(before, FOUR, strict=True))
    )
    papers = read(io.StringIO(f"# Papers\n\n## A\n\n{items}")).papers
    assert [(paper.title, paper.venue, paper.year) for paper in papers] == [
        (FOUR[0], None, None),
        (FOUR[1], "NeurIPS", 2023),
        (FOUR[2], None, 2024),
        (FOUR[3], None, None),
    ]


def test_one_word_in_italics_that_is_an_institution_is_no_author() -> None:
    beside = {"MIT": None, "Tsinghua": None, "Minsky": "Minsky", "Open AI Team": "Open AI Team"}
    items = "".join(
        f"- **[{title}](https://arxiv.org/abs/2405.0000{number})** | [code](https://github.com/a/{number}) | *{said}*\n"
        for number, (said, title) in enumerate(zip(beside, FOUR, strict=True))
    )
    papers = read(io.StringIO(f"# Papers\n\n## A\n\n{items}")).papers
    assert [paper.authors for paper in papers] == [*beside.values()]


def said_of(items: str) -> list[tuple[str, str | None, str | None, int | None]]:
    papers = read(io.StringIO(f"# Papers\n\n## A\n\n{items}")).papers
    return [(paper.title, paper.authors, paper.venue, paper.year) for paper in papers]


@pytest.mark.parametrize(
    "item",
    [
        "**[{title}]({url})**, {authors}, {venue}",
        "**[{title}]({url})** | *{authors}* | {venue}",
        "**[{title}]({url})**. {authors}. {venue}.",
        "__[{title}]({url})__ ({authors}; {venue})",
        "{title} ({venue}) {authors} [[Paper]({url})]",
        "{title} (**{venue}**) {authors} [[Paper]({url})]",
        "{title} [{venue}], {authors} [[Paper]({url})]",
        "{title} ({venue}): {authors}. [Paper]({url})",
        "`{venue}` [{title}]({url}) - {authors} [:octocat:](https://github.com/a/b)",
        "[{authors}, {year}] {title}. {conference}. [[Paper]({url})]",
        "{authors}: {title}. {venue}: 12-24 [[Paper]({url})]",
        "{title} <sub>{venue}</sub> {authors} [paper]({url})",
        "{title}\n  - {venue}, {authors}\n  - paper: {url}",
    ],
)
def test_authors_and_venue_are_told_from_the_title_in_either_order(item: str) -> None:
    known = [
        ("Marvin Minsky, Geoffrey Hinton", "ICLR", 2020),
        ("Ashish Vaswani, Noam Shazeer, Niki Parmar", "NeurIPS", 2017),
        ("Jacob Devlin, Ming-Wei Chang", "NAACL", 2019),
    ]
    items = "".join(
        f"- {item}\n".format(
            title=title,
            url=f"https://arxiv.org/abs/{year}.0000",
            authors=who,
            venue=f"{venue} {year}",
            conference=venue,
            year=year,
        )
        for title, (who, venue, year) in zip(NAMES, known, strict=True)
    )
    assert said_of(items) == [(title, *fields) for title, fields in zip(NAMES, known, strict=True)]


@pytest.mark.parametrize("short", ["**{}:**", "{}:", "**{}**:"])
def test_a_short_name_before_the_authors_is_no_part_of_the_title(short: str) -> None:
    items = "".join(
        f'* {short.format(name)} {authors}.\n  "{title}." {venue} ({year}).\n  [[paper](https://arxiv.org/abs/1606.{year}0)]\n'
        for name, authors, title, venue, year in (
            ("WoD", "Ann Lee, João F. Cruz", NAMES[0], "ECCV", 2016),
            ("Mode-2", "Bo Chen, Cai D.W. Wu", NAMES[1], "CVPR", 2017),
            ("G of G", "Dora Diaz, Eli Evans, Fay Fox", NAMES[2], "AAAI", 2018),
        )
    )
    assert said_of(items) == [
        (NAMES[0], "Ann Lee, João F. Cruz", "ECCV", 2016),
        (NAMES[1], "Bo Chen, Cai D.W. Wu", "CVPR", 2017),
        (NAMES[2], "Dora Diaz, Eli Evans, Fay Fox", "AAAI", 2018),
    ]


def test_a_short_name_is_not_said_twice_and_an_organisation_is_an_author() -> None:
    many = "OpenAI: Ann Lee, Bo Chen, Cai Wu, Dora Diaz, Eli Evans, Fay Fox, Gil Gray, Hal Hill"
    items = (
        "- [WoD](https://arxiv.org/abs/2001.00001): WoD: Winning over Distributions. CVPR 2020\n"
        "- [Mode](https://arxiv.org/abs/2001.00002): Models of Deep Evidence. CVPR 2021\n"
        f"- [Modes](https://arxiv.org/abs/2001.00003): Modesty in Large Models. {many}. ICML 2022\n"
    )
    assert said_of(items) == [
        ("WoD: Winning over Distributions", None, "CVPR", 2020),
        ("Mode: Models of Deep Evidence", None, "CVPR", 2021),
        ("Modes: Modesty in Large Models", many, "ICML", 2022),
    ]


def test_the_remark_on_a_venue_may_stand_in_brackets_of_its_own() -> None:
    items = "".join(
        f"- **[N{number}]** {title} (**{venue}**) [[paper](https://arxiv.org/abs/2001.0000{number})]\n"
        for number, (title, venue) in enumerate(
            zip(NAMES, ("CVPR", "ICCV (Oral)", "ECCV [Best Paper]"), strict=True)
        )
    )
    assert said_of(items) == [
        (NAMES[0], None, "CVPR", None),
        (NAMES[1], None, "ICCV", None),
        (NAMES[2], None, "ECCV", None),
    ]


def test_an_address_in_brackets_is_the_label_of_its_link() -> None:
    url = "https://arxiv.org/pdf/1505.04597.pdf"
    code = "[[Caffe]](https://github.com/a/b)"
    papers = read(
        io.StringIO(
            f"# Papers\n\n- W-Net [[{url}]]({url}) {code}\n- U-Net [[{url}]]({url}) {code}\n- V-Net [[{url}]]({url})\n"
        )
    ).papers
    assert [(paper.title, paper.paper_url, paper.code_url) for paper in papers] == [
        ("W-Net", url, "https://github.com/a/b"),
        ("U-Net", url, "https://github.com/a/b"),
        ("V-Net", url, None),
    ]


def test_two_families_between_dashes_are_authors() -> None:
    items = "".join(
        f"- 202{number}/05 — {authors} — **{title}** — ICLR'2{number} — [pdf](https://arxiv.org/abs/2001.0000{number})\n"
        for number, (title, authors) in enumerate(
            zip(NAMES, ("Ho et al.", "Lee & Chen", "Theory — Sparse & Small"), strict=True)
        )
    )
    assert said_of(items) == [
        (NAMES[0], "Ho et al.", "ICLR", 2020),
        (NAMES[1], "Lee & Chen", "ICLR", 2021),
        (NAMES[2], None, "ICLR", 2022),
    ]


def test_a_volume_and_the_number_of_an_article_are_no_part_of_a_journal() -> None:
    items = "".join(
        f"1. [{title}](https://arxiv.org/abs/2001.0000{number}), *Ann Lee, Bo Chen*, {journal}\n"
        for number, (title, journal) in enumerate(
            zip(
                NAMES,
                ("Nature 549, 195 (2017)", "Nature Physics 15, 1273 (2019)", "PNAS 12, 34 (2020)"),
                strict=True,
            )
        )
    )
    assert said_of(items) == [
        (NAMES[0], "Ann Lee, Bo Chen", "Nature", 2017),
        (NAMES[1], "Ann Lee, Bo Chen", "Nature Physics", 2019),
        (NAMES[2], "Ann Lee, Bo Chen", "PNAS", 2020),
    ]


def test_et_al_without_a_space_is_of_the_authors() -> None:
    items = "".join(
        f"* **{title}**. Ann Lee, Bo Chen, et.al. {venue}. [[pdf](https://arxiv.org/abs/2001.0000{number})]\n"
        for number, (title, venue) in enumerate(
            zip(NAMES, ("ACL 2020 Demo", "EACL 2021", "Arxiv 2020"), strict=True)
        )
    )
    told = [authors for _, authors, _, _ in said_of(items)]
    assert told == ["Ann Lee, Bo Chen, et.al."] * 3


def test_et_al_keeps_its_full_stop_where_the_entry_names_its_authors() -> None:
    text = "".join(
        f"#### {title}\n- Authors: {authors}.\n- Paper: https://arxiv.org/abs/2001.0000{number}\n\n"
        for number, (title, authors) in enumerate(
            zip(NAMES, ("Ann Lee et al", "Lee A, Chen B", "Cai Wu, Di Xu"), strict=True)
        )
    )
    told = [paper.authors for paper in read(io.StringIO(f"# A list\n\n{text}")).papers]
    assert told == ["Ann Lee et al.", "Lee A, Chen B.", "Cai Wu, Di Xu"]


def test_a_title_before_the_archive_in_brackets_is_no_venue() -> None:
    items = (
        f"- **DeTR** - {NAMES[0]} (ECCV 2020) [[arxiv](https://arxiv.org/abs/2005.12872)]\n"
        "- **ResNeSt** - Split-Attention Network (arXiv) [[arxiv](https://arxiv.org/abs/2004.08955)]\n"
        f"- **BYOL** - {NAMES[1]} (NeurIPS 2020) [[arxiv](https://arxiv.org/abs/2006.07733)]\n"
    )
    assert [(title, venue) for title, _, venue, _ in said_of(items)] == [
        (f"DeTR - {NAMES[0]}", "ECCV"),
        ("ResNeSt - Split-Attention Network", "arXiv"),
        (f"BYOL - {NAMES[1]}", "NeurIPS"),
    ]


REFERENCES = {
    # As GB/T 7714-2015 has them, and as search engines for papers write that style.
    "He K, Zhang X, Ren S, et al. {}[C]//Proceedings of the IEEE conference on computer vision and"
    " pattern recognition. 2016: 770-778.": ("He K, Zhang X, Ren S, et al.", "CVPR", 2016),
    "Zhou Z, Feng J. {}[J]. National Science Review, 2019, 6(1): 74-86.": (
        "Zhou Z, Feng J",
        "National Science Review",
        2019,
    ),
    "Kingma D P. {}[D]. University of Amsterdam, 2017.": ("Kingma D P", None, 2017),
    "Simonyan K, Zisserman A. {}[J/OL]. arXiv:1409.1556, 2014.": (
        "Simonyan K, Zisserman A",
        "arXiv",
        2014,
    ),
    "Van Den Oord A, Vinyals O. {} [C] // NeurIPS. 2017.": (
        "Van Den Oord A, Vinyals O",
        "NeurIPS",
        2017,
    ),
    "周志华, 冯霁. {}[J]. 软件学报, 2018, 29(3): 1-20.": ("周志华, 冯霁", "软件学报", 2018),
    "{}[J]. Nature, 2015, 521(7553): 436-444.": (None, "Nature", 2015),
}


def test_a_reference_with_the_type_of_its_document_is_read_by_it() -> None:
    titles = [
        "Deep Learning: A. Study",
        *NAMES,
        "Variational inference & deep learning",
        "深度森林",
    ]
    titles.append("Attention is all you need")
    items = "".join(
        f"- {reference.format(title)} [[paper](https://arxiv.org/abs/2001.0000{number})]\n"
        for number, (reference, title) in enumerate(zip(REFERENCES, titles, strict=True))
    )
    assert said_of(items) == [
        (title, *said) for title, said in zip(titles, REFERENCES.values(), strict=True)
    ]


def test_tags_that_look_like_the_type_of_a_document_end_no_title() -> None:
    items = "".join(
        f"- [C] {name} [P]. Ann Lee, Bo Chen. CVPR 2020. [[pdf](https://arxiv.org/abs/2001.0000{number})]\n"
        for number, name in enumerate(NAMES)
    )
    assert said_of(items) == [(name, "Ann Lee, Bo Chen", "CVPR", 2020) for name in NAMES]


@pytest.mark.parametrize(
    ("written", "authors", "venue"),
    [
        ("(2017), Nature, Biamonte et al.", "Biamonte et al.", "Nature"),
        (
            "(2018), Nature Communications, McClean et al.",
            "McClean et al.",
            "Nature Communications",
        ),
        ("(2018), ICML, Ann Lee and Bo Chen", "Ann Lee and Bo Chen", "ICML"),
        ("(2018), Brain, A. B., Lee, C. et al.", "Brain, A. B., Lee, C. et al.", None),
        # Whose initials follow has a name that is also a journal's.
        ("(2018), Nature, A. B., Lee, C. et al.", "Nature, A. B., Lee, C. et al.", None),
    ],
)
def test_a_journal_before_names_is_none_of_them(
    written: str, authors: str, venue: str | None
) -> None:
    items = "".join(
        f"- **{name}** {written} [[link](https://arxiv.org/abs/1801.0000{number})]\n"
        for number, name in enumerate(NAMES)
    )
    told = {(said_by, where) for _, said_by, where, _ in said_of(items)}
    assert told == {(authors, venue)}


def test_the_track_of_a_conference_is_part_of_the_venue() -> None:
    venues = {
        "NeurIPS 2021 Datasets and Benchmarks": ("NeurIPS Datasets and Benchmarks", 2021),
        "NeurIPS'23 Track on Datasets and Benchmarks": (
            "NeurIPS Track on Datasets and Benchmarks",
            2023,
        ),
        "KDD 2023 Applied Data Science Track": ("KDD Applied Data Science Track", 2023),
    }
    items = "".join(
        f"- **{name}** ({venue}) [[pdf](https://arxiv.org/abs/2001.0000{number})]\n"
        for number, (name, venue) in enumerate(zip(NAMES, venues, strict=True))
    )
    assert [(venue, year) for _, _, venue, year in said_of(items)] == list(venues.values())


def test_a_list_right_after_a_title_may_say_its_authors_and_its_venue() -> None:
    said = {
        "- Duan, Yawen et al. *CVPR 2021*": ("Duan, Yawen et al.", "CVPR", 2021),
        "- *ICLR 2021*": (None, "ICLR", 2021),
        "- Ann Lee, Bo Chen. NeurIPS 2020": ("Ann Lee, Bo Chen", "NeurIPS", 2020),
    }
    text = "".join(
        f"[{name}](https://arxiv.org/abs/2001.0000{number})\n{item}\n\n"
        for number, (name, item) in enumerate(zip(NAMES, said, strict=True))
    )
    assert said_of(text) == [(name, *told) for name, told in zip(NAMES, said.values(), strict=True)]


@pytest.mark.parametrize("remark", ["NeurIPS. We liked it a lot", "A great remark; ICLR"])
def test_a_remark_with_a_venue_says_no_venue_of_the_title_above_it(remark: str) -> None:
    text = "".join(
        f"[{name}](https://arxiv.org/abs/2001.0000{number})\n- {remark}\n\n"
        for number, name in enumerate(NAMES)
    )
    assert [said for said in said_of(text) if said[0] in NAMES] == [
        (name, None, None, None) for name in NAMES
    ]


def test_a_list_of_remarks_right_after_a_title_says_nothing_of_it() -> None:
    text = "".join(
        f"[{name}](https://arxiv.org/abs/2001.0000{number})\n- We liked it more than all that was at CVPR\n\n"
        for number, name in enumerate(NAMES)
    )
    assert said_of(text) == [(name, None, None, None) for name in NAMES]


SHORTENED = {
    # As the IEEE's list of reference abbreviations and ISO 4 have them.
    "IEEE Trans. Geosci. Remote Sens.": "TGRS",
    "IEEE J. Sel. Topics Appl. Earth Observ. Remote Sens.": "JSTARS",
    "IEEE Trans. Pattern Anal. Mach. Intell.": "TPAMI",
    "IEEE Trans. Neural Netw. Learn. Syst.": "TNNLS",
    "IEEE Robot. Autom. Lett.": "RA-L",
    "IEEE Signal Process. Lett.": "SPL",
    "IEEE Trans. Inf. Forensics Security": "TIFS",
    "Proc. IEEE Conf. Comput. Vis. Pattern Recognit.": "CVPR",
    "Proc. Eur. Conf. Comput. Vis.": "ECCV",
    "Proc. Int. Conf. Learn. Represent.": "ICLR",
    "Adv. Neural Inf. Process. Syst.": "NeurIPS",
    "Proc. AAAI Conf. Artif. Intell.": "AAAI",
    "Proc. IEEE/RSJ Int. Conf. Intell. Robots Syst.": "IROS",
    "Proc. Natl. Acad. Sci.": "PNAS",
    "Remote Sens. Environ.": "Remote Sensing of Environment",
    "Comput. Biol. Med.": "Computers in Biology and Medicine",
    "J. Am. Chem. Soc.": "JACS",
}


@pytest.mark.parametrize("laboratory", ["TII", "TSMC"])
def test_a_laboratory_is_no_journal(laboratory: str) -> None:
    items = "".join(
        f"- [{name}](https://arxiv.org/abs/2001.0000{number}) – {laboratory} (Nov 2023)\n"
        for number, name in enumerate(NAMES)
    )
    assert [venue for _, _, venue, _ in said_of(items)] == [None] * 3


@pytest.mark.parametrize("marked", ['"{}," *{}*', "{}. {}"])
def test_the_full_stops_of_shortened_words_end_nothing(marked: str) -> None:
    items = "".join(
        f"- A. Author, B. Book, C. Chen. {marked.format(f'On the Depth of Students, {number}', written)}, vol. 54, "
        f"no. 10, pp. 6232-6251, Oct. 2016. [[link](https://arxiv.org/abs/1601.000{number:02})]\n"
        for number, written in enumerate(SHORTENED)
    )
    papers = read(io.StringIO(f"# Papers\n\n{items}")).papers
    assert [(paper.venue, paper.authors) for paper in papers] == [
        (venue, "A. Author, B. Book, C. Chen") for venue in SHORTENED.values()
    ]


def test_the_first_paper_of_a_table_may_stand_in_its_header() -> None:
    rows = [
        f"| [{name}](https://arxiv.org/abs/2001.0000{number}) | ICML 2020 | Ann Lee, Bo Chen |\n"
        for number, name in enumerate(NAMES)
    ]
    assert said_of(rows[0] + "|---|---|---|\n" + "".join(rows[1:])) == [
        (name, "Ann Lee, Bo Chen", "ICML", 2020) for name in NAMES
    ]


@pytest.mark.parametrize(
    ("table", "titles"),
    [
        ("| Title | Venue |\n|---|---|\n", []),
        ("<!-- kdcat: layout table title=1 -->\n\n| a |\n|---|\n", []),
        ("<table><tr><td>Title</td></tr></table>\n", []),
        (f"| [{NAMES[0]}](https://arxiv.org/abs/2001.00001) |\n|---|\n", [NAMES[0]]),
    ],
)
def test_a_table_may_have_nothing_but_a_header(table: str, titles: list[str]) -> None:
    item = f"- [{NAMES[1]}](https://arxiv.org/abs/2001.00002), ICML 2020\n"
    papers = read(io.StringIO(f"# Papers\n\n{item}\n{table}")).papers
    assert [paper.title for paper in papers] == [NAMES[1], *titles]


@pytest.mark.parametrize("table", ["://|*\n-|-\n. , .\n", "://|*\n-|-\n. , ．\n"])
def test_a_table_may_have_no_word(table: str) -> None:
    assert page(table).entries == []


def test_a_header_that_names_its_columns_is_no_paper() -> None:
    rows = "".join(
        f"| [{name}](https://arxiv.org/abs/2001.0000{number}) | ICML 2020 |\n"
        for number, name in enumerate(NAMES)
    )
    header = "| [Title of the papers](https://arxiv.org/abs/1901.00001) | Venue |\n|---|---|\n"
    assert said_of(header + rows) == [(name, None, "ICML", 2020) for name in NAMES]


@pytest.mark.parametrize(
    ("entry", "authors", "venue"),
    [
        ("**EWC** *{}* (PNAS 2017). J. Kirkpatrick et al. [[pdf]({})]", "J. Kirkpatrick et al.", "PNAS"),
        ("Jin W, Barzilay R, Jaakkola T. {}. In: ICML. 2017. [pdf]({})", "Jin W, Barzilay R, Jaakkola T", "ICML"),
        ("Jin W, Jaakkola T. {}. In: ICML. 2017. [pdf]({})", "Jin W, Jaakkola T", "ICML"),
        ("`DPR` [{}]({}), EMNLP'17 by Lee et al.", "Lee et al.", "EMNLP"),
        ("[{}]({}), EMNLP 2017 by Ann Lee, Bo Chen", "Ann Lee, Bo Chen", "EMNLP"),
        ("[[Lee and Chen, 2017]]({1}) {0}. *EMNLP*.", "Lee and Chen", "EMNLP"),
        ("[[Lee et al., 2017]]({1}) {0}. *KDD*.", "Lee et al.", "KDD"),
        ("Ann Lee (2017): [{}]({}). In: *ITCS*.", "Ann Lee", "ITCS"),
        ("Ann Lee and Bo Chen (2017): [{}]({}). In: *Big Data*.", "Ann Lee and Bo Chen", "Big Data"),
        ("[{}]({}). Lee et al. CVPR'17 #views #of-views", "Lee et al.", "CVPR"),
    ],
)  # fmt: skip
def test_names_stand_where_their_form_says_so(entry: str, authors: str, venue: str) -> None:
    items = "".join(
        f"- {entry.format(name, f'https://a.org/{number}.pdf')}\n"
        for number, name in enumerate(NAMES)
    )
    assert said_of(items) == [(name, authors, venue, 2017) for name in NAMES]


def test_an_item_that_names_a_venue_has_the_papers_below_it() -> None:
    items = (
        "+ _CVPR 2021_\n"
        f"  + **{NAMES[0]}**, Ann Lee et al. [[Paper](https://arxiv.org/abs/2001.00001)]\n"
        "+ _Some Lab_\n"
        f"  + **{NAMES[1]}**, Bo Chen et al. [[Paper](https://arxiv.org/abs/2001.00002)]\n"
        "+ _ICML 2022_\n"
        f"  + **{NAMES[2]}**, Cai Wu et al. [[Paper](https://arxiv.org/abs/2001.00003)]\n"
    )
    assert said_of(items) == [
        (NAMES[0], "Ann Lee et al.", "CVPR", 2021),
        (NAMES[1], "Bo Chen et al.", None, None),
        (NAMES[2], "Cai Wu et al.", "ICML", 2022),
    ]


def test_a_title_that_begins_in_quotes_goes_on_behind_them() -> None:
    items = (
        '- "Why Should I Trust?": Explaining the Predictions, Ann Lee, Bo Chen, KDD 2016 [[arXiv](https://arxiv.org/abs/1602.00001)]\n'
        '- "Learning of Deep Nets": Ann Lee, Bo Chen, CVPR 2020 [[arXiv](https://arxiv.org/abs/2001.00001)]\n'
        '- "Views of Views": ICML 2021 [[arXiv](https://arxiv.org/abs/2101.00001)]\n'
    )
    assert said_of(items) == [
        ('"Why Should I Trust?": Explaining the Predictions', "Ann Lee, Bo Chen", "KDD", 2016),
        ("Learning of Deep Nets", "Ann Lee, Bo Chen", "CVPR", 2020),
        ("Views of Views", None, "ICML", 2021),
    ]


def test_a_citation_may_stand_before_a_title_that_begins_in_quotes() -> None:
    items = "".join(
        f'- [[Lee et al., 2016]](https://arxiv.org/abs/1602.0000{number}) "Why {name}?": A Study of It. *KDD*.\n'
        for number, name in enumerate(NAMES)
    )
    assert said_of(items) == [
        (f'"Why {name}?": A Study of It', "Lee et al.", "KDD", 2016) for name in NAMES
    ]


def test_the_laboratory_behind_a_title_is_no_part_of_it() -> None:
    rows = "".join(
        f"|202{number}.06|[**N{number}**] {title}(@Some University etc)|[[pdf]](https://arxiv.org/abs/2001.0000{number})|\n"
        for number, title in enumerate(NAMES)
    )
    text = f"# T\n\n## S\n\n|Date|Title|Paper|\n|:-:|:-:|:-:|\n{rows}"
    assert [(paper.title, paper.date) for paper in read(io.StringIO(text)).papers] == [
        (title, f"202{number}-06") for number, title in enumerate(NAMES)
    ]


def test_an_empty_date_says_nothing_where_dates_are_repeated() -> None:
    rows = [("2021", 1), ("2021", 2), ("", 3), ("2020", 4)]
    table = "\n".join(
        f"| {year} | [A Study of {at} Students]({PAPERS[at].paper}) |" for year, at in rows
    )
    text = f"# Papers\n\n## Methods\n\n| Year | Title |\n|---|---|\n{table}\n"
    assert [paper.year for paper in read(io.StringIO(text)).papers] == [2021, 2021, None, 2020]


def test_the_label_of_a_link_is_no_venue() -> None:
    rows = "".join(f"| {name} | {source}(https://arxiv.org/abs/2001.0000{at}) |\n"
        for at, (name, source) in enumerate(zip(NAMES, ("[Paper]", "[PDF link]", "[arXiv]"), strict=True)))  # fmt: skip
    text = f"# Papers\n\n## Methods\n\n| Method | Source |\n|-|-|\n{rows}"
    assert [
        (paper.title, paper.venue, paper.paper_url) for paper in read(io.StringIO(text)).papers
    ] == [
        (name, venue, f"https://arxiv.org/abs/2001.0000{at}")
        for at, (name, venue) in enumerate(zip(NAMES, (None, None, "arXiv"), strict=True))
    ]


def test_what_is_there_for_download_is_no_paper() -> None:
    text = (
        "# Papers\n\n## Methods\n\n"
        "- [Teachers for Everyone](https://m.org/weights.tar.gz?download=1) - Ann Lee, Bo Chen - CVPR 2020\n"
        "- [Students for Everyone](https://m.org/students.ps.gz) - Ann Lee, Bo Chen - CVPR 2020\n"
    )
    assert [(paper.title, paper.paper_url) for paper in read(io.StringIO(text)).papers] == [
        ("Teachers for Everyone", None),
        ("Students for Everyone", "https://m.org/students.ps.gz"),
    ]


CITED = ("Lee et al., 2001", "Chen & Day, 2002", "Hansen, 2003, ICML")


def test_works_that_are_cited_have_their_names_for_titles() -> None:
    """Not the citations: two papers of one year by the same people would be one."""
    rows = "".join(f"| Net{at} | [doc](https://d.org/{at}) | [{cited}](https://arxiv.org/abs/2001.0000{at}) |\n" for at, cited in enumerate(CITED))  # fmt: skip
    table = f"| Name | Documentation | Reference |\n|-|-|-|\n{rows}"
    items = "".join(f"- The Net of {at} (N{at}) [[{cited}](https://arxiv.org/abs/2001.0000{at})]\n" for at, cited in enumerate(CITED))  # fmt: skip
    papers = read(io.StringIO(f"# Papers\n\n## Methods\n\n{table}")).papers
    assert [(paper.title, paper.authors, paper.year, paper.paper_url) for paper in papers] == [
        ("Net0", "Lee et al.", 2001, "https://arxiv.org/abs/2001.00000"),
        ("Net1", "Chen & Day", 2002, "https://arxiv.org/abs/2001.00001"),
        ("Net2", "Hansen", 2003, "https://arxiv.org/abs/2001.00002"),
    ]
    assert titles(f"# Papers\n\n## Methods\n\n{items}") == [f"The Net of {at} (N{at})" for at in range(3)]  # fmt: skip


@pytest.mark.parametrize(
    "title",
    ["Masks for Everyone", "Teachers, Students and Schools", "Students"],
)
def test_a_title_beside_a_year_is_no_citation(title: str) -> None:
    item = f"- [{title}, 2017](https://arxiv.org/abs/2001.00007)\n"
    assert titles(f"# Papers\n\n## Methods\n\n{LIST}{item}") == [*NAMES, title]


def test_marks_of_what_works_are_no_titles_and_datasets_no_venues() -> None:
    rows = "".join(f"| Cam{at} | WMT1{at} English | [Paper](https://arxiv.org/abs/2001.0000{at}) | OD✔️ SS❌ C✔️ |\n" for at in range(4))  # fmt: skip
    assert titles(f"# Papers\n\n## Methods\n\n| Kind | Data | Source | Images |\n|-|-|-|-|\n{rows}") == []  # fmt: skip
    rows = "".join(f"| [{name}](https://arxiv.org/abs/2001.0000{at}) | [WMT1{at} English-French](https://d.org/{at}) |\n" for at, name in enumerate(NAMES))  # fmt: skip
    text = f"# Papers\n\n## Methods\n\n| Title | Dataset |\n|-|-|\n{rows}"
    assert [paper.venue for paper in read(io.StringIO(text)).papers] == [None] * 3


def test_a_title_ends_before_a_bracket_that_is_not_closed_in_it() -> None:
    item = "- A Study of Schools [see e.g. Comput. Methods of Ann Lee] [paper](https://arxiv.org/abs/2001.00007)\n"  # fmt: skip
    assert titles(f"# Papers\n\n## Methods\n\n{item}") == ["A Study of Schools"]


def test_a_reference_may_stand_behind_the_short_name_of_a_method() -> None:
    items = "".join(
        f"- **Net{at}**: {names} (200{at}). {name}. IEEE Transactions on Neural Networks, 12(6), 702-713.\n"
        for at, (name, names) in enumerate(
            zip(
                NAMES,
                ("Zhao, W., Wang, L., & Zhang, Z.", "Lee, A. B., & Chen, C.", "Tan, Y., & Zhu, Y."),
                strict=True,
            )
        )
    )
    papers = read(io.StringIO(f"# Papers\n\n## Schools\n\n{LIST}\n## Methods\n\n{items}")).papers
    assert [(paper.title, paper.year) for paper in papers[3:]] == [
        (name, 2000 + at) for at, name in enumerate(NAMES)
    ]


def test_two_spaces_before_from_are_one() -> None:
    item = "- **[Net](https://d.org/net)**  from  Lee *et al.*: [A Study of Schools](https://arxiv.org/abs/2001.00007) (KDD 2019)\n"  # fmt: skip
    (paper,) = read(io.StringIO(f"# Papers\n\n## Methods\n\n{item}")).papers
    assert (paper.title, paper.authors) == ("A Study of Schools", "Lee et al.")


def test_a_link_to_the_paper_may_cite_it_behind_its_title() -> None:
    items = (
        "- Gradients of Schools (GS, [Ann Lee and Ben Wu, 2016](https://arxiv.org/abs/1601.00001))\n"
        "- Importance of Teachers([Lee, 2001](https://arxiv.org/abs/1601.00002); [Wu et al., 2018](https://arxiv.org/abs/1601.00003))\n"
        "- Dependence of Grades ([J.H. Park, 2003](https://arxiv.org/abs/1601.00004))\n"
        "- [Trees in Schools](https://arxiv.org/abs/1601.00005), beyond [Wu et al., 2018](https://arxiv.org/abs/1601.00003)\n"
    )
    papers = read(io.StringIO(f"# Papers\n\n## Methods\n\n{items}")).papers
    assert [(p.title, p.authors, p.venue, p.year, p.paper_url) for p in papers] == [
        ("Gradients of Schools", "Ann Lee and Ben Wu", None, 2016, "https://arxiv.org/abs/1601.00001"),
        ("Importance of Teachers", "Lee", None, 2001, "https://arxiv.org/abs/1601.00002"),
        ("Dependence of Grades", "J.H. Park", None, 2003, "https://arxiv.org/abs/1601.00004"),
        ("Trees in Schools", None, None, None, "https://arxiv.org/abs/1601.00005"),
    ]  # fmt: skip


def test_a_sentence_that_ends_in_a_link_is_no_paper() -> None:
    prose = (
        "- We keep most of the [implementation](https://arxiv.org/abs/1601.00001)\n"
        "- If you use it, please cite our [journal](https://arxiv.org/abs/1601.00002)\n"
        "- Vitamins: The Story of Vitamin A [paper](https://arxiv.org/abs/1601.00003)\n"
    )
    assert titles(f"# Papers\n\n## Methods\n\n{prose}") == ["Vitamins: The Story of Vitamin A"]


def test_a_title_that_looks_like_a_name_ends_at_its_year() -> None:
    entry = "- Layer Normalization (2016), J. Ba et al. [[pdf]](https://arxiv.org/abs/1607.06450)\n"
    others = "".join(
        f"- {name} (2017), A. Author et al. [[pdf]](https://arxiv.org/abs/1)\n" for name in NAMES
    )
    papers = read(io.StringIO(f"# T\n\n## S\n\n{others}{entry}")).papers
    last = papers[-1]
    assert (last.title, last.authors, last.year) == ("Layer Normalization", "J. Ba et al.", 2016)


def test_a_title_may_begin_as_a_series_of_proceedings_does() -> None:
    entry = "- [Advances in neural rendering](https://arxiv.org/abs/2111.05849), Ann Lee et al., CGF 2022\n"
    papers = read(io.StringIO(f"# T\n\n## S\n\n{LIST}{entry}")).papers
    assert papers[-1].title == "Advances in neural rendering"


def test_the_link_to_a_book_is_that_of_the_work_where_no_other_is() -> None:
    others = "".join(
        f"- {name} <br/> Ann Lee, Bo Chen [[paper](https://arxiv.org/abs/2)]\n" for name in NAMES
    )
    entry = (
        "- Text as Data for All of Us <br/> Ann Lee, Bo Chen [[book](https://press.org/text)]\n"
        "- Texts as Data for Some of Us <br/> Ann Lee, Bo Chen [[paper](https://arxiv.org/abs/1)] "
        "[[book](https://press.org/text)]\n"
    )
    papers = read(io.StringIO(f"# T\n\n## S\n\n{others}{entry}")).papers
    assert [paper.paper_url for paper in papers[-2:]] == [
        "https://press.org/text",
        "https://arxiv.org/abs/1",
    ]


@pytest.mark.parametrize(
    ("entry", "title", "authors"),
    [
        ('- What Makes a "Good" Student of Nets - A Statistical Perspective [[paper](https://arxiv.org/abs/1)]', 'What Makes a "Good" Student of Nets - A Statistical Perspective', None),
        ('.. [2] Author, A., Bookman, B., Chen, C., Dahl, D., and Ellis, E., "Nets: Maps of Spaces", JMLR, 2021. https://arxiv.org/abs/1.', "Nets: Maps of Spaces", "Author, A., Bookman, B., Chen, C., Dahl, D., and Ellis, E."),
    ],
)  # fmt: skip
def test_a_title_and_names_are_whole(entry: str, title: str, authors: str | None) -> None:
    papers = read(io.StringIO(f"# T\n\n## S\n\n{entry}\n")).papers
    assert [(paper.title, paper.authors) for paper in papers] == [(title, authors)]


def test_what_a_list_says_of_itself_in_chinese_is_less_of_a_title() -> None:
    said_of_papers = "关于往年顶会论文以及其他优质论文和大盘点，详见"
    note = plausibility(f"注2：{said_of_papers}")
    assert note < plausibility(said_of_papers)


@pytest.mark.parametrize("said", [", Interspech 2020", ", Nuerips, 2020", " (Eurographcs 2020)"])
def test_a_word_beside_a_year_is_the_venue_that_it_misspells(said: str) -> None:
    text = f"- [A Study of Small Networks](https://arxiv.org/abs/2001.00001){said}\n"
    (paper,) = catalog(text).papers
    assert (paper.venue_raw, paper.year) == (said.strip(" ,()").split()[0].rstrip(","), 2020)


def test_a_word_beside_a_year_that_is_near_no_venue_is_none() -> None:
    text = "- [A Study of Small Networks](https://arxiv.org/abs/2001.00001), Boston 2020\n"
    assert [paper.venue_raw for paper in catalog(text).papers] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "# Papers\n\n## Parts\n\n[{0}](https://arxiv.org/abs/2001.00001), ICLR 2020\n\n[{1}](https://arxiv.org/abs/2001.00002), ICML 2021\n",
        "# Parts\n\n1. Ferguson, T. S. (1973). {0}. Annals of Statistics, 1(2):209-230.\n2. Neal, R. M. (2000). {1}. Neural Computation, 9(2):249-265.\n",
        '# Parts\n\n[1] A. Author and B. Author, "{0}," in Proc. NeurIPS, 2017.\n\n[2] C. Author and D. Author, "{1}," in Proc. ICML, 2018.\n',
        "# Parts\n\n| Title | Venue | Year |\n|---|---|---|\n| {0} | ICLR | 2020 |\n| {1} | ICML | 2021 |\n",
    ],
)
def test_what_has_no_bullet_and_what_has_no_address_is_read_too(text: str) -> None:
    titles = ["Parts of wholes in large gardens", "A garden without any wholes"]
    assert [paper.title for paper in read(io.StringIO(text.format(*titles))).papers] == titles


def test_two_headings_with_authors_are_papers_and_one_of_them_may_have_but_its_code() -> None:
    text = (
        "# Splats\n\n## Editing\n\n"
        "### 1. Swift and Controllable Editing of Splats\n**Authors**: Ann Lee, Bo Chen\n\n"
        "[📄 Paper](https://arxiv.org/pdf/2311.14521.pdf) | [💻 Code](https://github.com/a/b)\n\n"
        "### 2. Editing Scenes of Splats with Instructions\n**Authors**: Dana Smith and Ivan Brown\n\n"
        "[🌐 Project Page](https://a.github.io/) | [💻 Code](https://github.com/c/d)\n"
    )
    assert [(p.title, p.authors, p.paper_url, p.code_url) for p in catalog(text).papers] == [
        ("Swift and Controllable Editing of Splats", "Ann Lee, Bo Chen",
         "https://arxiv.org/pdf/2311.14521.pdf", "https://github.com/a/b"),
        ("Editing Scenes of Splats with Instructions", "Dana Smith and Ivan Brown",
         None, "https://github.com/c/d"),
    ]  # fmt: skip
    without = "".join(line for line in text.splitlines(True) if "Authors" not in line)
    assert catalog(without).papers == ()


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ('[1] Lee, Ann, et al. "{}." *ICXYL* (2021). [[pdf]](https://arxiv.org/abs/2101.00001)\n', "ICXYL"),
        ("1. {}. Lee, Ann et al. (Google) CVPR 2021\n", "CVPR"),
        ("1. {}. Lee, Ann et al. (UC Berkeley & Google Research) CVPR 2021\n", "CVPR"),
    ],
)  # fmt: skip
def test_what_stands_between_authors_and_year_is_the_venue(text: str, venue: str) -> None:
    title = "When does it help to learn small networks"
    other = "1. Another title of some words. Smith, Dana et al. ICML 2020\n"
    paper = catalog("# Papers\n\n" + text.format(title) + "\n" + other).papers[0]
    assert (paper.title, paper.authors, paper.venue_raw, paper.year) == (
        title, "Lee, Ann, et al." if "ICXYL" in text else "Lee, Ann et al.", venue, 2021
    )  # fmt: skip


@pytest.mark.parametrize(
    "publisher",
    ["Chapman and Hall", "Morgan Kaufmann", "John Wiley & Sons", "MIT Press", "Taylor & Francis"],
)
def test_who_printed_a_book_is_no_author(publisher: str) -> None:
    text = "# Books\n\n" + "".join(
        f"[{at}] {name}, *{title}*. {publisher}, 19{80 + at}. [[book]](https://example.org/{at})\n\n"
        for at, (name, title) in enumerate(
            [("D. Smith", "Identification of Outliers"), ("J. Brown", "Reasoning in Systems")]
        )
    )
    assert [(paper.authors, paper.venue_raw) for paper in catalog(text).papers] == [
        ("D. Smith", publisher), ("J. Brown", publisher)
    ]  # fmt: skip


TASLP = "IEEE/ACM Trans. Audio, Speech, Lang. Process."


@pytest.mark.parametrize(
    ("entry", "title", "venue", "year"),
    [
        (f"Nets: Maps of Spaces, {TASLP}, 2019 [[paper](URL)]", "Nets: Maps of Spaces", TASLP, 2019),
        ("Nets: Maps of Spaces, IEEE/ACM Transactions on Audio, Speech and Language Processing, 2019 [[paper](URL)]", "Nets: Maps of Spaces", "IEEE/ACM Transactions on Audio, Speech and Language Processing", 2019),
        ("Nets of Nets, So to Speak IEEE TPAMI [[paper]](URL)", "Nets of Nets, So to Speak", "IEEE TPAMI", None),
        ("Nets of Nets for Maps IEEE TPAMI 2018 [[paper]](URL)", "Nets of Nets for Maps", "IEEE TPAMI", 2018),
        ("[Wider, Deeper and Broader Nets, Li, ICCV 2017](URL)", "Wider, Deeper and Broader Nets", "ICCV", 2017),
        ("[Nets via Invariant Maps, Ann Lee, Bo Chen, ICCV 2017](URL)", "Nets via Invariant Maps", "ICCV", 2017),
        ("[Maps, Tracking, ICCV 2017](URL)", "Maps, Tracking", "ICCV", 2017),
        ("Actions, Temporal Grounding and Action Localization, CVPR 2020 [[paper]](URL)", "Actions, Temporal Grounding and Action Localization", "CVPR", 2020),
        ("Nets without Moment Localization, Ann Lee, Bo Marrese-Taylor, WACV 2020 [[paper]](URL)", "Nets without Moment Localization", "WACV", 2020),
        ("Lee (2021) – [Social Media, News Consumption, and Polarization](URL), *American Economic Review*", "Social Media, News Consumption, and Polarization", "American Economic Review", 2021),
        ("Nets: Towards Maps / Ann Lee et al. / ICML 2021 / [arXiv](URL) / [demo](https://example.org/)", "Nets: Towards Maps", "ICML", 2021),
        ("Speech / Music Nets of Maps. ICML 2021 [pdf](URL)", "Speech / Music Nets of Maps", "ICML", 2021),
        ("网络R-CNN（Nets: Delving into Maps），CVPR 2018，[论文](URL)", "网络R-CNN（Nets: Delving into Maps）", "CVPR", 2018),
        ("HashNet | Nets of Maps and of Hashes | ICCV 2017 | [paper](URL) | [code](https://github.com/a/b)", "Nets of Maps and of Hashes", "ICCV", 2017),
        ("[Name] Nets of Maps and of Hashes, NeurIPS 2021 & TPAMI 2024. [[paper](URL)]", "Nets of Maps and of Hashes", "TPAMI", 2024),
        ("Lee A, Chen B, et al. **Nets of maps and of hashes.** PNAS 2021;118(15):e2016239118. [DOI](URL)", "Nets of maps and of hashes", "PNAS", 2021),
        ("**[Nets of Maps]** <br> **Authors:** Lee, Ann; Chen, Bo <br> ICML 2020 <br> [[paper](URL)]", "Nets of Maps", "ICML", 2020),
        ("Lee, D., Kim, D., & Bo, M. (2017). Nets inspired by brains. *Neuron*, 95(2), 245–258. [pdf](URL)", "Nets inspired by brains", "Neuron", 2017),
    ],
)  # fmt: skip
def test_a_title_ends_before_whom_and_where_it_is_of(
    entry: str, title: str, venue: str, year: int | None
) -> None:
    entry = entry.replace("URL", "https://arxiv.org/abs/1801.00001")
    papers = read(io.StringIO(f"# T\n\n## S\n\n- {entry}\n- {entry}\n")).papers
    assert [(paper.title, paper.venue_raw, paper.year) for paper in papers] == [
        (title, venue, year)
    ] * 2


@pytest.mark.parametrize(
    "shown",
    ["Code: [official](https://nets.org/x)", "ExpEnv: [D4RL](https://github.com/rail/d4rl)"],
)
def test_a_field_says_what_its_link_leads_to(shown: str) -> None:
    entry = f"- [Nets: Maps of Spaces](https://arxiv.org/abs/1801.00001)\n  - Ann Lee, Bo Chen\n  - Publisher: ICML 2021\n  - {shown}\n"
    (paper,) = read(io.StringIO(f"# T\n\n## S\n\n{entry}")).papers
    assert paper.code_url == ("https://nets.org/x" if "Code" in shown else None)


def test_a_paper_without_an_address_has_a_field_that_says_so() -> None:
    text = (
        "# T\n\n## S\n\n**Nets: Maps of Spaces**\n\n- Paper: None\n- Code: https://github.com/a/b\n"
    )
    (paper,) = read(io.StringIO(text)).papers
    assert (paper.title, paper.code_url) == ("Nets: Maps of Spaces", "https://github.com/a/b")


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Title | Venue | Paper", ["Wasserstein GAN | ICML 2017 | [pdf](URL)", "Layer Normalization | ICLR 2016 | [pdf](URL)"]),
        ("Paper | Links | Notes", ["**Wasserstein GAN**<br>*Lee et al.*<br>ICML 2017 | [[paper]](URL)<br>[[code]](https://github.com/a/b) | good", "**Nets of Many Maps**<br>*Lee et al.*<br>ICLR 2016 | [[paper]](URL) | bad"]),
    ],
)  # fmt: skip
def test_short_titles_of_a_table(header: str, rows: list[str]) -> None:
    bar = "|---" * 3 + "|"
    text = "\n".join(["# T", "", "## S", "", f"| {header} |", bar, *(f"| {row} |" for row in rows)])
    papers = read(io.StringIO(text.replace("URL", "https://arxiv.org/abs/1"))).papers
    assert [(paper.venue_raw, paper.year) for paper in papers] == [("ICML", 2017), ("ICLR", 2016)]
    assert papers[0].title == "Wasserstein GAN"


def test_a_team_is_no_author() -> None:
    rows = "".join(
        f"| [{name}](https://arxiv.org/abs/1) | Google Brain | ICML 2017 |\n" for name in NAMES
    )
    papers = read(
        io.StringIO(f"# T\n\n## S\n\n| Paper | Team | Venue |\n|---|---|---|\n{rows}")
    ).papers
    assert [paper.authors for paper in papers] == [None] * len(NAMES)


def test_items_that_all_hold_lists_are_sections() -> None:
    names = [
        f"{name} for Everyone and Everything" for name in ("Ants", "Bees", "Cats", "Dogs", "Eels")
    ]
    item = "   {0}. {1} (ICML 2021)\n      [Paper](https://arxiv.org/abs/2101.0000{0})\n"
    lists = [
        f"{number}. {name}\n" + "".join(map(item.format, range(1, 5), titles))
        for number, (name, titles) in enumerate([("Hashes", names[:3]), ("Maps", names[3:])], 1)
    ]
    papers = read(io.StringIO("# T\n\n" + "".join(lists))).papers
    assert [paper.modality for paper in papers] == ["Hashes"] * 3 + ["Maps"] * 2


_SHORT = [
    ["A.", "and", "<br>", "[y]", "and"],
    ["CVPR 2020"],
    ["[pdf](https://arxiv.org/abs/2001.00001)"],
]


@example(cells=_SHORT * 2)
@given(cells=st.lists(st.lists(st.sampled_from(
    ["Ann Lee", "Bo Kim", "the", "A study of views", "et al.", "2020", "(x", "[y]", "http://a", "<br>",
     "CVPR 2020", "![a](b)", "[pdf](https://arxiv.org/abs/2001.00001)", "**b**", "`c`", "", "-"]
), max_size=6), min_size=3, max_size=9))  # fmt: skip
def test_a_table_of_whatever_cells_is_read(cells: list[list[str]]) -> None:
    rows = [" ".join(cell) for cell in cells]
    lines = "".join(f"| {' | '.join(rows[at : at + 3])} |\n" for at in range(0, len(rows), 3))
    table = f"# Papers\n\n| Title | Venue | Link |\n|---|---|---|\n{lines}"
    assert all(paper.title for paper in catalog(table).papers)


@pytest.mark.parametrize("address", ["www.a.org/owls", "https://a.org/owls"])
def test_an_address_alone_is_no_title(address: str) -> None:
    text = f"# Papers\n\n- {address}\n- [Owls of it](https://arxiv.org/abs/2001.00001) CVPR 2020\n"
    listing = catalog(text).listing
    assert listing is not None
    assert [(unit.text, unit.reason) for unit in listing.skipped] == [(address, "no title")]


@pytest.mark.parametrize(
    "notes", ["[^2001]: a note\n\n[^2002]: one more\n", "- www.a.org/2001\n- www.a.org/2002\n"]
)
def test_the_numbers_of_footnotes_and_addresses_are_no_years(notes: str) -> None:
    text = f"# Papers\n\n* **Owls at night**\n\n{notes}"
    assert catalog(text).listing is None, "it is read by vote"

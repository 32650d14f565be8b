"""The rules by their own examples, on the real catalog, and on whatever text comes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kdcat.bibliography.proceedings import decode
from kdcat.editing.edit import Edit, apply
from kdcat.layouts.places import Places
from kdcat.lint.answers import Answers
from kdcat.lint.checked_document import checked_document
from kdcat.lint.checking import check
from kdcat.lint.fixing import fix
from kdcat.lint.problem import ERROR, STYLE, WARNING, Problem
from kdcat.lint.report import record
from kdcat.lint.rule import Rule
from kdcat.lint.rules.table import ALL, RULES
from kdcat.reading.catalog import Catalog, Listing, parse, places_of
from kdcat.reading.document import Document
from kdcat.reading.source import Source, load
from tests.making import DATA, entry, source
from tests.making import catalog as catalog_of

OFF = "preprint-link-for-published-paper"


def problems(*texts: str, answers: Answers | None = None) -> list[Problem]:
    catalogs = [catalog_of(text, f"{at}.md") for at, text in enumerate(texts)]
    return check(catalogs, answers=answers)


def found(*texts: str) -> list[str]:
    return [problem.rule for problem in problems(*texts) if problem.rule != OFF]


@pytest.mark.parametrize("rule", ALL, ids=[rule.name for rule in ALL])
def test_a_rule_by_its_examples(rule: Rule) -> None:
    off = {OFF} - {rule.name}
    assert [
        one.rule for one in problems(rule.wrong, answers=rule.answers) if one.rule not in off
    ] == [rule.name]
    assert [
        one.rule for one in problems(rule.right, answers=rule.answers) if one.rule not in off
    ] == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_of_a_line_the_problems_are_those_that_it_has_among_all(rule: Rule) -> None:
    catalog = catalog_of(rule.wrong)
    every = check([catalog], answers=rule.answers)
    for line in range(1, len(rule.wrong.splitlines()) + 1):
        wanted = [problem for problem in every if problem.line == line]
        assert check([catalog], answers=rule.answers, lines={line}) == wanted


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_the_fix_of_the_wrong_is_the_right(rule: Rule) -> None:
    (problem,) = (
        one for one in problems(rule.wrong, answers=rule.answers) if one.rule == rule.name
    )
    edits = problem.edits or problem.unsafe
    if rule.fixable == "safe":
        assert problem.fixable
    if edits:
        assert rule.fixable != "no"
        assert apply(rule.wrong, edits) == rule.right
    else:
        assert rule.fixable != "safe"


def test_no_entry_is_parsed_for_what_it_cannot_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where its parts stand is asked for where its text may have the fault."""
    placed: list[str] = []

    def noted(listing: Listing, walked: Document) -> Places:
        placed.append(listing.paper.title)
        return places_of(listing, walked)

    monkeypatch.setattr("kdcat.lint.checked_document.places_of", noted)
    text = (
        "*  **Plain**, CVPR \n*  **Two  blanks**, CVPR\n*  **Comma** , CVPR\n*  **Year**, CVPR2020\n"
        "* **Link**, CVPR, [ :link: ](https://x.org/a)\n* **Unseen**, <b>CVPR</b>\n"
    )
    rules = {
        *("trailing-whitespace", "double-space", "space-before-comma", "list-marker-spacing"),
        *("field-separator", "misplaced-year", "tracking-query"),
    }
    found = check([catalog_of(text)], lambda rule, _: rule in rules)
    assert {problem.rule for problem in found} == rules - {"field-separator", "tracking-query"}
    assert sorted(placed) == ["Comma", "Link", "Two blanks", "Year"]


SEVERAL = (
    "".join(rule.wrong for rule in RULES)
    + "* **B** , X  2020, [ :link: ](https://x.org/b) <!-- kdcat: ignore double-space, no-year -->\n"
)


@pytest.mark.parametrize("chosen", [{WARNING}, {ERROR, "double-space"}, {STYLE}, set()])
def test_what_is_not_asked_for_is_left_out_and_changes_nothing_else(chosen: set[str]) -> None:
    catalog = parse(source(SEVERAL))
    every = check([catalog])
    wanted = [one for one in every if not chosen.isdisjoint((one.rule, one.severity))]
    assert {one.severity for one in every} == {ERROR, WARNING, STYLE}
    assert check([catalog], lambda *of: not chosen.isdisjoint(of)) == wanted


def test_the_real_catalog(catalog: Catalog) -> None:
    """Each line of the expected output was compared with the catalog by eye."""
    expected = (DATA / "lint-catalog.jsonl").read_text(encoding="utf-8").splitlines()
    said = [record(problem) for problem in check([catalog])]
    assert said == [json.loads(line) for line in expected]


@pytest.mark.parametrize(
    ("url", "venues", "years", "registered"),
    [
        ("https://openaccess.thecvf.com/content_CVPR_2019/html/B_CVPR_2019_paper.html", "CVPR", 2019, None),
        ("https://openaccess.thecvf.com/content/CVPR2024W/ECV/html/B.html", "CVPRW", 2024, None),
        ("https://openaccess.thecvf.com/content_CVPRW_2020/html/w40/B.html", "CVPRW", 2020, None),
        ("https://openaccess.thecvf.com/content_cvpr_2018_workshops/w1/html/B.html", "CVPRW", 2018, None),
        ("http://openaccess.thecvf.com/content_ECCV_2018/papers/B.pdf", "ECCV", 2018, None),
        ("https://papers.nips.cc/paper/2019/hash/a-Abstract.html", "NeurIPS", 2019, None),
        ("https://papers.nips.cc/paper/7358-title", "NeurIPS", None, None),
        ("https://proceedings.neurips.cc/paper_files/paper/2024/hash/b-C.html", "NeurIPS", 2024, None),
        ("https://aclanthology.org/D16-1139.pdf", "EMNLP,IJCNLP", 2016, None),
        ("https://www.aclweb.org/anthology/P18-2001/", "ACL,IJCNLP", 2018, None),
        ("https://aclanthology.org/P19-2001/", "", 2019, None),
        ("https://aclanthology.org/D19-5601/", "", 2019, None),
        ("https://aclanthology.org/W18-1234/", "", 2018, None),
        ("https://aclanthology.org/2021.emnlp-main.214/", "EMNLP", 2021, None),
        ("https://aclanthology.org/2023.findings-acl.195.pdf", "ACL Findings", 2023, None),
        ("https://doi.org/10.18653/v1/2023.findings-acl.195", "ACL Findings", 2023, None),
        ("https://doi.org/10.18653/v1/d19-1441", "EMNLP,IJCNLP", 2019, None),
        ("https://doi.org/10.1609/aaai.v38i16.29762", "AAAI", 2024, None),
        ("https://ojs.aaai.org/index.php/AAAI/article/view/29762", "AAAI,IAAI,EAAI", None, None),
        ("https://www.ecva.net/papers/eccv_2022/papers_ECCV/html/4326.php", "ECCV", 2022, None),
        ("https://www.isca-archive.org/interspeech_2016/c_interspeech.pdf", "Interspeech", 2016, None),
        ("https://www.ijcai.org/proceedings/2021/0549.pdf", "IJCAI", 2021, None),
        ("https://www.ijcai.org/Proceedings/16/Papers/1.pdf", "IJCAI", 2016, None),
        ("https://www.computer.org/csdl/proceedings-article/bibm/2024/1/2", "BIBM", 2024, None),
        ("https://proceedings.mlr.press/v202/shin23b.html", "ICML", 2023, None),
        ("https://proceedings.mlr.press/v9999/x.html", "", None, None),
        ("https://www.mdpi.com/2313-433X/10/4/85", "Journal of Imaging", 2024, None),
        ("https://www.mdpi.com/1996-1073/17/16/4068", "Energies", 2024, None),
        ("https://www.sciencedirect.com/science/article/abs/pii/S0031320320305252", "Pattern Recognition", None, 2020),
        ("https://link.springer.com/article/10.1007/s11042-023-14680-y", "MTAP", None, 2023),
        ("https://www.nature.com/articles/s41598-023-12345-6", "Scientific Reports", None, 2023),
        ("https://link.springer.com/chapter/10.1007/978-3-030-18305-9_9", "", None, None),
        ("https://ieeexplore.ieee.org/document/9414999", "", None, None),
        ("https://openreview.net/forum?id=abc", "", None, None),
        ("https://[x", "", None, None),
    ],
)  # fmt: skip
def test_what_an_address_says(
    url: str, venues: str, years: int | None, registered: int | None
) -> None:
    said = decode(url)
    assert said.venues == tuple(filter(None, venues.split(",")))
    assert said.years[:1] == ((years,) if years else ())
    assert said.registered == registered


NO_FAULTS = [
    entry("ICCV 2023", "https://arxiv.org/abs/2012.00001"),  # published later
    entry("Pattern Recognition 2021", "https://www.sciencedirect.com/science/article/pii/S0031320320305252"),
    entry("IEEE Access 2023", "https://ieeexplore.ieee.org/document/10136716"),
    entry("CVPR Workshop on Efficient Vision 2024", "https://openaccess.thecvf.com/content/CVPR2024W/ECV/html/L.html"),
    entry("EMNLP 2019", "https://aclanthology.org/D19-1441/"),
    entry("CoRL 2020", "https://proceedings.mlr.press/v155/a21a.html"),
    entry("International Conference on Computer Graphics 2024"),
    entry("IEEE Transactions on Circuits and Systems 2020"),
    entry("ICIC 2021"),
    entry("ICASSP 2021", "https://x.org/record.jsf?pid=diva2:1795316"),
    entry("ICASSP 2021", r"https://x.org/a\_b"),
    entry("ICASSP 2021", "<https://x.org/a(b>"),
    entry("ICASSP 2021", "https://x.org/a_(b)"),
    "* [Top](#top)\n\n# List\n\n## Speech\n" + entry("ICASSP 2021"),
    '<a id="x"></a>\n\n* [Speech](#speech)\n* [X](#x)\n\n## Speech\n' + entry("ICASSP 2021"),
    "# List\n\n## Speech\n\n" + entry("ICASSP 2021") + "\n## License\n\nMIT\n",
    "# List\n\n## Group\n\n* **Speech**\n  * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
    entry("ICASSP 2021") + entry("ICASSP 2021", "https://x.org/b", "Alpha Two of another kind"),
    "",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_FAULTS)
def test_what_is_no_fault(text: str) -> None:
    style = {rule.name for rule in RULES if rule.severity == "style"}
    assert [name for name in found(text) if name not in style] == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (entry("arXiv 2019", "https://link.springer.com/chapter/10.1007/1"), ["venue-vs-url"]),
        (entry("CVPR 2024", "https://openaccess.thecvf.com/content/CVPR2024W/E/html/L.html"), ["venue-vs-url"]),
        (entry("Pattern Recognition 2019", "https://www.sciencedirect.com/science/article/pii/S0031320320305252"), ["year-vs-url"]),
        ("* **Alpha**, ICASSP 2021, [ :link: ]()\n", ["missing-paper-link"]),
        ("* **Alpha**, ICASSP 2021, [ :link: ](x.org/a)\n", ["broken-link-syntax"]),
        ("* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a\n", ["broken-link-syntax"]),
        ("* **Alpha**, ICASSP 2021, [ :link: ]([https://x.org](https://x.org))\n", ["broken-link-syntax"]),
        (entry("Interspech 2021"), ["venue-misspelled"]),
        (entry("CPVR 2021"), ["venue-misspelled"]),
        (entry("International Conference on Robotic and Automation 2021"), ["venue-misspelled"]),
        (entry("ICASSP 2021") + entry("ICASSP 2021", "https://x.org/b"), ["duplicate-in-section"]),
        (entry("ICASSP 2021", "http://arxiv.org/abs/2101.00001"), ["insecure-http"]),
        (entry("ICASSP 2021") + "* **Beta**\n", ["missing-paper-link", "missing-venue", "missing-year"]),
    ],
)  # fmt: skip
def test_what_is_a_fault(text: str, rules: list[str]) -> None:
    assert sorted(found(text)) == rules


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("- Slow models. ACL 2021. [[pdf](https://x.org/c)]\n", []),
        ("- Slow models. ACL 2021. [[pdf](https://x.org/c_(d) 'A title')]\n", []),
        ("- Slow models. ACL 2021. `[pdf](https://x.org/c` [pdf](https://x.org/c)\n", []),
        ("- Slow models. ACL 2021. [[pdf](https://x.org/c]\n", [(27, 49, "it is not closed")]),
        ("- Slow models. ACL 2021. [pdf](https://x.org/c d)\n", [(26, 50, "its destination has spaces")]),
        ("- [Slow models](https://x.org/c, ACL 2021.\n", [(3, 43, "it is not closed")]),
    ],
)  # fmt: skip
def test_a_link_that_shows_its_brackets_is_told_whatever_its_label(
    line: str, places: list[tuple[int, int, str]]
) -> None:
    others = "".join(
        f"- {name}. ACL 2021. [[pdf](https://x.org/{at})]\n"
        for at, name in enumerate(("Fast models answer", "Small models learn", "Old models forget"))
    )
    broken = [one for one in problems(f"# T\n\n{others}{line}") if one.rule == "broken-link-syntax"]
    assert [(one.line, one.column, one.end_column, one.message) for one in broken] == [
        (6, start, end, f"this is no link: {reason}") for start, end, reason in places
    ]


def test_a_paper_without_the_name_in_front_is_perhaps_listed_twice() -> None:
    rest = "Quick answers from slow models"
    named, bare = f"HASTE: {rest}", rest.title()
    url = "https://x.org/b"
    for title, other in ((named, bare), (bare, named)):
        text = entry("ICASSP 2021", title=title) + entry("ICASSP 2021", url, other)
        (problem,) = problems(text)
        assert (problem.rule, problem.line) == ("duplicate-in-section", 2)
        assert problem.severity == WARNING
        assert problem.message == (
            f"perhaps {title!r} on line 1: the titles differ by the name in front only"
        )
    sections = f"# L\n\n## A\n\n{entry('ICASSP 2021', title=named)}\n## B\n\n"
    assert found(sections + entry("ICASSP 2021", url, bare)) == ["duplicate-across-sections"]
    # Two names are two papers, and what is left of a short title is no title.
    assert found(entry("X 2021", title=named) + entry("X 2021", url, f"SWIFT: {rest}")) == []
    assert found(entry("X 2021", title="HASTE: Part I") + entry("X 2021", url, "Part I")) == []


def test_another_catalog_hides_no_duplicate() -> None:
    first = "# L\n\n## A\n\n" + entry("ICASSP 2021")
    second = f"{first}\n## B\n\n{entry('ICASSP 2021')}"
    assert found(second) == ["duplicate-across-sections"]
    for texts in ((first, second), (second, first)):
        (problem,) = problems(*texts)
        assert (problem.rule, problem.line) == ("duplicate-across-sections", 9)
        assert problem.message == "listed also in another section, on line 5"


LEVELS = f"# L\n\n- [A](#a)\n    - [One](#one)\n\n## A\n\n### One\n\n{entry('X 2021')}\n"
TWO = entry("X 2021", "https://x.org/b", "Two gears")
TABLE = (
    "# Papers\n\n| Title | Authors | Venue | Year | Link |\n|---|---|---|---|---|\n"
    "| Quick answers from slow models | Ann Bell | ACL | 2021 | [pdf](https://x.org/a) |\n"
    "| More answers to more questions | Carl Dorn | ACL | 2021 | [pdf](https://x.org/b) |\n"
    "| A question without an answer | Eve Finn | ACL | 2021 | [pdf](https://x.org/d) |\n"
)
BADGE = "[![Awesome](https://x.org/badge.svg)](https://x.org/awesome)"
CODE = "https://github.com/a/b"


def described(title: str, venue: str = "ACL 2021", n: int = 0) -> str:
    """A paper of a form of its own, with its authors."""
    return f"- [{title}](https://arxiv.org/abs/2101.{n:05d}), Ann Bell, Carl Dorn, {venue}\n"


MANY = "".join(described(f"Quick answers number {n}", n=n) for n in range(60))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "rules"),
    [
        # A page about many papers is no slip, an arXiv id that many have is one.
        ("".join(entry("X 2021", title=title) for title in ("One", "Two gears", "Three")), []),
        (entry("X 2021", title="One") + entry("X 2021", title="Two gears"), ["paper-link-shared"]),
        (
            "".join(entry("arXiv 2021", "https://arxiv.org/abs/2101.00001", title) for title in ("One", "Two gears", "Three")),
            ["paper-link-shared", "paper-link-shared"],
        ),
        # What stands for a field to come is one fault.
        (entry("### 2021"), ["placeholder"]),
        (entry("TBA"), ["placeholder"]),
        (entry("ICASSP nan"), ["placeholder"]),
        (TABLE + "| Slow models are better | nan | ACL | 2021 | [pdf](https://x.org/c) |\n", ["placeholder"]),
        # Two identifiers are two papers of one title: a duplicate perhaps, but no contradiction.
        (
            entry("ACL 2021", "https://arxiv.org/abs/2101.00001") + entry("EMNLP 2022", "https://arxiv.org/abs/2201.00001"),
            ["duplicate-in-section"],
        ),
        # `ISS++` is another paper than `ISS`, with another address.
        (entry("X 2021", title="ISS: A Stone") + entry("X 2021", "https://x.org/b", "ISS++: A Stone"), []),
        # What is of the page and not of the list needs no item, and no papers.
        (f"# L\n\n- [A](#a)\n\n## A\n\n{entry('X 2021')}\n## Star History\n\n## Table of Contents\n", []),
        (f"# L\n\n# Another title\n\n- [A](#a)\n\n## A\n\n{entry('X 2021')}\n##\n", []),
        (f"- [A](#a)\n\n# Another title\n\n## A\n\n{entry('X 2021')}", []),
        (f"## A\n\n{entry('X 2021')}\n## [B](https://x.org/b.md)\n", []),
        (f"## A\n\n## 2021\n\n{entry('X 2021')}\n## B\n", ["empty-section"]),
        # A level of which the table of contents has few headings is not covered by it.
        (LEVELS + f"### Two\n\n{TWO}\n### Three\n\n{entry('X 2021', 'https://x.org/c', 'Three')}", []),
        (LEVELS + f"### Two\n\n{TWO}", ["heading-not-in-toc"]),
        # The anchor of a heading is made without the badge behind it.
        (f"# Good papers {BADGE}\n\n- [Good papers](#good-papers-)\n- [A](#a)\n\n## A\n\n{entry('X 2021')}", []),
        (f"# Good papers\n\n- [Good papers](#good-papers-)\n- [A](#a)\n\n## A\n\n{entry('X 2021')}", ["toc-broken-anchor"]),
        # A heading is linked by an anchor in front of it, too.
        (f'# G\n\n- [A](#a)\n- [B](#Bees)\n\n## A\n\n{entry("X 2021")}\n<a name="Bees"></a>\n\n## B of Bees\n\n{entry("X 2021", "https://x.org/b", "Beta")}', []),
        (f'# G\n\n- [A](#a)\n\n## A\n\n{entry("X 2021")}\n<a name="Bees"></a>\n\n## B of Bees\n\n{entry("X 2021", "https://x.org/b", "Beta")}', ["heading-not-in-toc"]),
        # The venue of a title that is a link stands behind its link.
        ("# G\n\n- [Alpha of one](https://x.org/a), ICLR 2021\n- [Beta of two](https://x.org/b), ICML 2021 ([code](https://github.com/a/c))\n", []),
        # A file beside the list is no broken link, as an address without its scheme is.
        (f"## A\n\n{entry('X 2021')}".replace("https://x.org/a", "papers/alpha.pdf"), []),
        (f"## A\n\n{entry('X 2021')}".replace("https://x.org/a", "arxiv.org/pdf/2101.00001.pdf"), ["broken-link-syntax"]),
        # A venue or a year that is not known to be one is no lack of it.
        (MANY + described("Slow answers", "Powertech 2021", 99), []),
        (MANY + described("Slow answers", "2021", 99), ["missing-venue"]),
        (MANY + described("Slow answers", "RSS, June 21", 99), []),
        (MANY + described("Slow answers", "Eve Finn", 99), ["missing-venue", "missing-year"]),
    ],
)  # fmt: skip
def test_what_only_seems_a_fault_of_a_list(text: str, rules: list[str]) -> None:
    assert found(text) == rules


@pytest.mark.parametrize(
    ("authors", "code", "rules"),
    [
        (("Ann Bell, Carl Dorn", "Eve Finn"), (CODE, CODE), ["code-link-shared"]),
        # Authors keep several papers in one place, and a place may have several pages.
        (("Ann Bell, Carl Dorn", "Carl Dorn, Eve Finn"), (CODE, CODE), []),
        (("Ann Bell, Carl Dorn", "Eve Finn"), (f"{CODE}#one", f"{CODE}#two"), []),
    ],
)
def test_authors_share_their_code(
    authors: tuple[str, str], code: tuple[str, str], rules: list[str]
) -> None:
    text = "".join(
        f"- **{title}**, {names}. ACL 2021. [[paper](https://x.org/{n})] [[code]({url})]\n"
        for n, (title, names, url) in enumerate(
            zip(("Quick answers", "Slow models"), authors, code, strict=True)
        )
    )
    assert [rule for rule in found(text) if rule == "code-link-shared"] == rules


@pytest.mark.parametrize(("page", "rules"), [("tree/main", 1), ("tree/v2", 0), ("tree/main/a", 0)])
def test_the_root_of_another_branch_is_meant(page: str, rules: int) -> None:
    text = entry("ACL 2021")[:-1] + f" [ :octocat: ]({CODE}/{page})\n"
    assert found(text) == ["code-link-into-tree"] * rules


def test_several_catalogs_are_one_collection() -> None:
    first, second = entry("ICASSP 2021"), entry("ICASSP 2022")
    assert found(first) == found(second) == []
    (problem,) = problems(first, second)
    assert (problem.rule, problem.catalog, problem.line) == ("conflicting-duplicates", "1.md", 1)
    assert problem.message == "listed also at 0.md:1: the year is 2022 here and 2021 there"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (entry("ECCV 2021")[:-1] + " <!-- kdcat: ignore impossible-venue-year -->\n", []),
        ("<!-- kdcat: ignore impossible-venue-year, insecure-http -->\n" + entry("ECCV 2021", "http://x.org/a"), []),
        ("<!-- kdcat: ignore insecure-http -->\n" + entry("ECCV 2021"), ["unused-ignore", "impossible-venue-year"]),
        ("<!-- kdcat: ignore nonsense -->\n" + entry("ECCV 2022"), ["unused-ignore"]),
        ("<!-- kdcat: ignore impossible-venue-year -->\n\n" + entry("ECCV 2021"), ["unused-ignore", "impossible-venue-year"]),
    ],
)  # fmt: skip
def test_a_comment_silences(text: str, rules: list[str]) -> None:
    assert found(text) == rules


def everything(_: Problem) -> bool:
    return True


def fixed(content: bytes, unsafe: bool = False) -> bytes:
    before = Source("list.md", content, None)
    (one,) = fix([before], everything, everything if unsafe else None)
    return one.source.content


LINES = [
    "", " ", "\t", "# List", "## Speech", "### ASR ", "text", "---", "    code", "```", "<!-- x -->",
    "* [Speech](#Speech)", "  *  [ASR](#asr)", "* [Spech](#spech)", "* **Group**", "  * **Beta one**, arXiv 2005, [ :link: ](https://arxiv.org/abs/2005.14435)",
    "* **Alpha**, AAAI2019, [ :link: ](http://arxiv.org/pdf/1911.12747v2#:~:text=a)",
    "*  **Alpha  two** , arxive  2024 [ :link: ](https://www.arxiv.org/abs/2412.16380?utm_source=x)  ",
    "* **A** : **B**, icassp, 2021. [ :link: ](https://x.org/a b) [ :octocat: ](https://github.com/a/b/tree/main)",
    "1. **Gamma**,CVPR 2024,[ :link: ](https://openaccess.thecvf.com/content/ICCV2023/html/L_ICCV_2023_paper.html)",
    "* **Delta**, `x  y` ICASSP 2021 <!-- kdcat: ignore all -->, [ :link: ](https://x.org/a)",
    "**Epsilon**, 2020 , [ :link: ](https://x.org/e)",
]  # fmt: skip
CATALOGS = st.builds(
    lambda mark, lines, newline, last: mark + newline.join(lines) + (newline if last else ""),
    st.sampled_from(["", "\ufeff"]),
    st.lists(st.sampled_from(LINES), max_size=12),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CATALOGS, st.booleans())
def test_fixing_twice_changes_nothing_more(text: str, unsafe: bool) -> None:
    once = fixed(text.encode(), unsafe)
    assert fixed(once, unsafe) == once
    assert once.startswith(b"\xef\xbb\xbf") == text.startswith("\ufeff")
    if "\r\n" in text or "\n" not in text:
        assert once.count(b"\n") == once.count(b"\r\n")


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("*[]():#<!->\\`_,. \t\r\n:link:octocat20aé\u2028"), max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    for problem in check([parse(source(text))]):
        assert 1 <= problem.line <= problem.end_line
        assert problem.column >= 1
        assert (problem.line, problem.column) <= (problem.end_line, problem.end_column)
    fixed(text.encode())


@pytest.mark.slow
def test_the_real_catalog_fixed() -> None:
    content = load().content
    once = fixed(content)
    assert fixed(once) == once
    before, after = (parse(Source("c", one, None)).papers for one in (content, once))
    assert len(before) == len(after)
    changed = [
        (old.line, name)
        for old, new in zip(before, after, strict=True)
        for name, one, other in zip(old._fields, old, new, strict=True)
        if one != other and name not in ("line", "id", "paper_url", "venue_raw", "code_url")
    ]
    assert changed == [(213, "year")]


@pytest.mark.parametrize("line", [1, 3])
def test_a_fix_changes_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch, line: int) -> None:
    from kdcat.editing.edit import Edit
    from kdcat.lint import fixing

    def wrong(catalogs: Sequence[Catalog]) -> list[Problem]:
        at = catalogs[0].text.index("A title")
        edits = (Edit(at, at + 1, "O"),)
        one: Any = ("text-fragment", "warning", "list.md", line, 1, line, 2, "", None, True, edits)
        return [Problem(*one)]

    monkeypatch.setattr(fixing, "check", wrong)
    before = source(entry("ICASSP 2021") + "\ntext\n")
    (fixed,) = fix([before], everything)
    assert (fixed.source.content, fixed.problems) == (before.content, ())


def test_a_harmful_fix_is_left_out_and_the_others_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    from kdcat.editing.edit import Edit
    from kdcat.lint import fixing

    real = check

    def also_wrong(catalogs: Sequence[Catalog]) -> list[Problem]:
        at = catalogs[0].text.index("A title")
        edits = (Edit(at, at + 1, "O"),)
        one: Any = ("text-fragment", "warning", "list.md", 1, 1, 1, 2, "", None, True, edits)
        return [Problem(*one), *real(catalogs)]

    monkeypatch.setattr(fixing, "check", also_wrong)
    text = entry("ICASSP 2021") + entry("ICASSP  2022 ", "https://x.org/b", "Beta")
    (one,) = fix([source(text)], everything)
    right = entry("ICASSP 2021") + entry("ICASSP 2022", "https://x.org/b", "Beta")
    assert one.source.text() == right
    assert [problem.rule for problem in one.problems] == ["double-space", "space-before-comma"]


@pytest.mark.slow
def test_ten_thousand_entries_are_checked() -> None:
    text = "# List\n\n" + "".join(
        entry("ICASSP  2021", f"https://x.org/{number % 5000}", f"Title {number % 7000}")
        for number in range(10_000)
    )
    catalog = parse(source(text))
    assert len(check([catalog])) > 10_000


def test_places_are_counted_in_characters() -> None:
    (problem,) = problems(
        "\ufeff# Ü\r\n\r\n* **Ähm**, ICASSP 2021 , [ :link: ](https://x.org/a)\r\n"
    )
    assert (problem.line, problem.column, problem.end_line, problem.end_column) == (3, 23, 3, 24)
    assert checked_document(parse(source("a\rb\r\nc\nd"))).line_text(4) == "d"


def test_no_safe_fix_changes_a_title_whatever_its_rule_declares(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from kdcat.lint import fixing

    text = entry("ICASSP 2021")
    place = text.index("A title")

    def wrong(catalogs: Sequence[Catalog]) -> list[Problem]:
        (problem, *_) = [
            problem
            for catalog in catalogs
            for problem in real(
                [parse(source(entry("ICASSP 2021", title="Alpha").replace("**, ", "**. ")))]
            )
            if problem.rule == "field-separator"
        ]
        return [problem._replace(catalog=catalogs[0].name, edits=(Edit(place, place + 1, "O"),))]

    real = check
    monkeypatch.setattr(fixing, "check", wrong)
    (one,) = fix([source(text)], everything)
    assert one.source.text() == text
    assert one.problems == ()


def test_a_call_of_a_footnote_is_no_separator_and_no_part_of_a_field() -> None:
    notes = "\n[^1]: A note.\n[^2]: Another.\n"
    read = parse(source(f"* **Alpha**[^1], ICASSP 2021[^2], [ :link: ](https://x.org/a)\n{notes}"))
    (paper,) = read.papers
    assert (paper.title, paper.venue_raw, paper.year) == ("Alpha", "ICASSP", 2021)
    assert check([read]) == []

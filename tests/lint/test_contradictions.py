"""Entries that contradict the address of their paper, and those that only seem to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.editing.edit import apply
from kdcat.lint.checking import check
from kdcat.lint.problem import Problem
from kdcat.reading.catalog import Catalog
from tests.making import entry
from tests.making import problems as problems_of

RULES = (
    "arxiv-year-mismatch",
    "year-before-arxiv",
    "year-vs-url",
    "venue-vs-url",
    "impossible-venue-year",
    "arxiv-venue-without-arxiv-link",
    "title-case-vs-url",
)
CVF = "https://openaccess.thecvf.com/content/"
ANTHOLOGY = "https://aclanthology.org/"
ARXIV = "https://arxiv.org/abs/"
PII = "https://www.sciencedirect.com/science/article/pii/"
SPRINGER = "https://link.springer.com/article/10.1007/"


def problems(text: str) -> list[Problem]:
    return problems_of(text, *RULES, "venue-misspelled")


@pytest.mark.parametrize(
    ("fields", "url", "rule", "severity", "suggestion"),
    [
        # The year of arXiv.
        ("arXiv 2005", ARXIV + "2005.14435", "arxiv-year-mismatch", "error", "2020"),
        ("arXiv 2020", ARXIV + "2101.00001", "arxiv-year-mismatch", "error", "2021"),
        ("arXiv 2022", ARXIV + "2101.00001v2", "arxiv-year-mismatch", "error", "2021"),
        ("arXiv 2022", "https://arxiv.org/pdf/2101.00001.pdf", "arxiv-year-mismatch", "error", "2021"),
        ("CoRR 2020", "https://doi.org/10.48550/arXiv.2101.00001", "arxiv-year-mismatch", "error", "2021"),
        ("ECCV 2020", ARXIV + "2203.16034", "year-before-arxiv", "warning", None),
        ("ECCV 2020", ARXIV + "2103.16034", "year-before-arxiv", "warning", None),
        ("CVPR 2020", ARXIV + "2101.16034", "year-before-arxiv", "warning", None),
        ("Unheard of 2020", ARXIV + "2101.00001", "year-before-arxiv", "warning", None),
        # The year of the proceedings.
        ("CVPR 2024", CVF + "CVPR2023/html/L.html", "year-vs-url", "error", "2023"),
        ("CVPR 2019", CVF + "CVPR2020/html/L.html", "year-vs-url", "error", "2020"),
        ("NeurIPS 2025", "https://proceedings.neurips.cc/paper_files/paper/2024/hash/a.html", "year-vs-url", "error", "2024"),
        ("EMNLP 2020", ANTHOLOGY + "2021.emnlp-main.428/", "year-vs-url", "error", "2021"),
        ("EMNLP 2018", ANTHOLOGY + "D19-1441/", "year-vs-url", "error", "2019"),
        ("ICML 2022", "https://proceedings.mlr.press/v202/a.html", "year-vs-url", "error", "2023"),
        ("AAAI 2023", "https://doi.org/10.1609/aaai.v38i16.29762", "year-vs-url", "error", "2024"),
        ("Sensors 2021", "https://www.mdpi.com/1424-8220/20/18/5097", "year-vs-url", "error", "2020"),
        ("IJCAI 2020", "https://www.ijcai.org/proceedings/2021/0549.pdf", "year-vs-url", "error", "2021"),
        ("Interspeech 2017", "https://www.isca-archive.org/interspeech_2016/a.pdf", "year-vs-url", "error", "2016"),
        ("ECCV 2021", "https://www.ecva.net/papers/eccv_2022/papers_ECCV/html/4.php", "year-vs-url", "error", "2022"),
        ("BIBM 2023", "https://www.computer.org/csdl/proceedings-article/bibm/2024/1/2", "year-vs-url", "error", "2024"),
        # Of registration, only what is earlier.
        ("Pattern Recognition 2019", PII + "S0031320320305252", "year-vs-url", "error", None),
        ("IJCV 2020", SPRINGER + "s11263-021-01453-z", "year-vs-url", "error", None),
        # The venue.
        ("CVPR 2023", CVF + "ICCV2023/html/L.html", "venue-vs-url", "error", "ICCV"),
        ("arXiv 2023", CVF + "ICCV2023/html/L.html", "venue-vs-url", "error", "ICCV"),
        ("ICLR 2023", "https://proceedings.mlr.press/v202/a.html", "venue-vs-url", "error", "ICML"),
        ("ACL 2021", ANTHOLOGY + "2021.emnlp-main.428/", "venue-vs-url", "error", "EMNLP"),
        ("Neurocomputing 2021", PII + "S0031320320305252", "venue-vs-url", "error", "Pattern Recognition"),
        ("Nature 2023", "https://www.nature.com/articles/s41598-023-1-2", "venue-vs-url", "error", "Scientific Reports"),
        ("arXiv 2019", "https://link.springer.com/chapter/10.1007/978-3-030-18305-9_9", "venue-vs-url", "error", None),
        ("CVPR 2024", CVF + "CVPR2024W/E/html/L.html", "venue-vs-url", "warning", "CVPRW"),
        ("ACCV 2022", CVF + "ACCV2022W/E/html/L.html", "venue-vs-url", "warning", "ACCVW"),
        ("CVPRW 2024", CVF + "CVPR2024/html/L.html", "venue-vs-url", "warning", "CVPR"),
        ("ACL 2023", ANTHOLOGY + "2023.findings-acl.195/", "venue-vs-url", "warning", "ACL Findings"),
        # The year of a venue.
        ("ECCV 2021", "https://x.org/a", "impossible-venue-year", "warning", None),
        ("ICCV 2022", "https://x.org/a", "impossible-venue-year", "warning", None),
        ("ACCV 2023", "https://x.org/a", "impossible-venue-year", "warning", None),
        ("ICPR 2025", "https://x.org/a", "impossible-venue-year", "warning", None),
        # No link to arXiv.
        ("arXiv 2019", "https://a.github.io/b/", "arxiv-venue-without-arxiv-link", "warning", None),
        ("arXiv 2021", "https://openreview.net/forum?id=a", "arxiv-venue-without-arxiv-link", "warning", None),
    ],
)  # fmt: skip
def test_one_fault_is_reported_once(
    fields: str, url: str, rule: str, severity: str, suggestion: str | None
) -> None:
    (problem,) = problems(entry(fields, url))
    assert (problem.rule, problem.severity, problem.suggestion) == (rule, severity, suggestion)
    # Either side may be wrong: nothing is mended unasked, but for what has one reading.
    assert problem.fixable == (fields == "arXiv 2005")


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        # A preprint of what appeared later, however many years.
        ("CVPR 2024", ARXIV + "2306.09347"),
        ("TPAMI 2024", ARXIV + "1506.00001"),
        ("Image and Vision Computing 2024", ARXIV + "2112.05301"),
        ("ICCV 2021", ARXIV + "2112.00001"),
        ("arXiv 2021", ARXIV + "2112.00001"),
        ("arXiv 2007", ARXIV + "cs/0701001"),
        ("arXiv 2021", "https://doi.org/10.48550/arXiv.2101.00001"),
        # Registered before or in the year.
        ("Pattern Recognition 2020", PII + "S0031320320305252"),
        ("Pattern Recognition 2022", PII + "S0031320320305252"),
        ("MTAP 2024", SPRINGER + "s11042-023-14680-y"),
        # Years of conference and of printing.
        ("CoRL 2020", "https://proceedings.mlr.press/v155/a.html"),
        ("CoRL 2021", "https://proceedings.mlr.press/v155/a.html"),
        # Names of one venue.
        ("NIPS 2016", "https://proceedings.neurips.cc/paper/2016/hash/a-Abstract.html"),
        ("NeurIPS Datasets and Benchmarks 2023", "https://proceedings.neurips.cc/paper_files/paper/2023/hash/a.html"),
        ("EMNLP-IJCNLP 2019", ANTHOLOGY + "D19-1441/"),
        ("IJCNLP 2019", ANTHOLOGY + "D19-1441/"),
        ("COLING-ACL 2006", ANTHOLOGY + "P06-1001/"),
        ("EMNLP-CoNLL 2012", ANTHOLOGY + "D12-1001/"),
        ("Findings of EMNLP 2020", ANTHOLOGY + "2020.findings-emnlp.372/"),
        ("Findings of the Association for Computational Linguistics 2020", ANTHOLOGY + "2020.findings-emnlp.372/"),
        # Papers of autumn come to arXiv in winter too; what is no venue yet is before no year.
        ("ECCV 2020", ARXIV + "2101.16034"),
        ("ACM MM 2020", ARXIV + "2102.16034"),
        ("NeurIPS Workshop 2020", ARXIV + "2101.00001"),
        ("Preprint 2020", ARXIV + "2103.00001"),
        ("CVPR (Oral) 2024", CVF + "CVPR2024/html/L.html"),
        ("CVPR Highlight 2024", CVF + "CVPR2024/html/L.html"),
        # Workshops have names of their own.
        ("CVPR Workshop on Efficient Vision 2024", CVF + "CVPR2024W/E/html/L.html"),
        ("CVPR-W 2024", CVF + "CVPR2024W/E/html/L.html"),
        ("NTIRE 2024", CVF + "CVPR2024W/NTIRE/html/L.html"),
        ("NTIRE Workshop 2024", CVF + "CVPR2024W/NTIRE/html/L.html"),
        ("ACCV Workshop 2022", CVF + "ACCV2022W/E/html/L.html"),
        # Abbreviations of journals.
        ("PR 2021", PII + "S0031320320305252"),
        ("PRL 2021", PII + "S0167865520305252"),
        ("NN 2021", PII + "S0893608020318129"),
        ("INS 2021", PII + "S0020025520305252"),
        ("MIA 2021", PII + "S1361841520305252"),
        ("ISPRS 2021", PII + "S0924271620305252"),
        ("MAKE 2021", "https://www.mdpi.com/2504-4990/3/2/20"),
        ("Drones 2021", "https://www.mdpi.com/2504-446X/5/2/52"),
        ("MDPI Drones 2021", "https://www.mdpi.com/2504-446X/5/2/52"),
        ("Springer IJCV 2021", SPRINGER + "s11263-021-01453-z"),
        # Addresses that say nothing.
        ("ICASSP 2021", "https://ieeexplore.ieee.org/document/1"),
        ("AAAI 2024", "https://ojs.aaai.org/index.php/AAAI/article/view/4649"),
        # Held in these years.
        ("ECCV 2022", "https://x.org/a"), ("ICCV 2023", "https://x.org/a"), ("ICPR 2024", "https://x.org/a"),
        ("ECCV Workshop 2021", "https://x.org/a"),
        ("WACV 2021", "https://x.org/a"),
    ],
)  # fmt: skip
def test_what_only_seems_a_contradiction(fields: str, url: str) -> None:
    assert problems(entry(fields, url)) == []


@pytest.mark.parametrize(
    ("fields", "url", "mended"),
    [
        ("arXiv 2005", ARXIV + "2005.14435", "arXiv 2020"),
        ("arXiv 2022", ARXIV + "2101.00001", "arXiv 2021"),
        ("CVPR 2024", CVF + "CVPR2023/html/L.html", "CVPR 2023"),
        ("CVPR 2023", CVF + "ICCV2023/html/L.html", "ICCV 2023"),
        ("ACL 2023", ANTHOLOGY + "2023.findings-acl.195/", "ACL Findings 2023"),
    ],
)
def test_what_is_suggested_mends_it(fields: str, url: str, mended: str) -> None:
    text = entry(fields, url)
    (problem,) = problems(text)
    after = apply(text, problem.edits or problem.unsafe)
    assert after == entry(mended, url)
    assert problems(after) == []


TITLE = CVF + "CVPR2024/html/Li_{}_CVPR_2024_paper.html"


@pytest.mark.parametrize(
    ("title", "words", "found"),
    [
        ("Fast 3d bert net", "Fast_3D_BERT_Net", True),
        ("How many Observations are Enough", "How_Many_Observations_Are_Enough", True),
        ("Fast 3D BERT Net", "Fast_3D_BERT_Net", False),
        # One word, no acronym; or only small words.
        ("Fast net Of All", "Fast_Net_of_All", False),
        ("Learning with a Net of Nets", "Learning_With_a_Net_Of_Nets", False),
        # Another title says nothing of this one's letters.
        ("Wholly Other Words Here", "Fast_3D_BERT_Net", False),
    ],
)
def test_capitals(title: str, words: str, found: bool) -> None:
    rules = [one.rule for one in problems(entry("CVPR 2024", TITLE.format(words), title))]
    assert rules == (["title-case-vs-url"] if found else [])


# By eye: line, rule, severity, suggestion, whether it is mended unasked.
EXPECTED = [
    (38, "title-case-vs-url", "style", None, False),
    (64, "title-case-vs-url", "style", None, False),
    (102, "year-vs-url", "error", "2023", False),
    (105, "year-vs-url", "error", "2024", False),
    (108, "year-before-arxiv", "warning", None, False),
    (162, "venue-vs-url", "error", None, False),
    (213, "arxiv-year-mismatch", "error", "2020", True),
    (232, "venue-vs-url", "warning", "ACL Findings", False),
    (250, "impossible-venue-year", "warning", None, False),
    (275, "arxiv-venue-without-arxiv-link", "warning", None, False),
    (278, "year-vs-url", "error", "2023", False),
    (282, "title-case-vs-url", "style", None, False),
]


def test_the_real_catalog(catalog: Catalog) -> None:
    assert [
        (one.line, one.rule, one.severity, one.suggestion, one.fixable)
        for one in check([catalog])
        if one.rule in RULES
    ] == EXPECTED


@given(year=st.integers(2000, 2035), number=st.integers(700, 3512))
def test_a_year_of_arxiv_is_that_of_its_identifier(year: int, number: int) -> None:
    month = number % 100
    if not 1 <= month <= 12:
        return
    found = problems(
        entry(f"arXiv {year}", f"{ARXIV}{number:04}.{'1234' if number < 1501 else '12345'}")
    )
    assert [one.rule for one in found] == (
        [] if year == 2000 + number // 100 else ["arxiv-year-mismatch"]
    )
    assert all(one.fixable == (f"{year}" == f"{number:04}") for one in found)


def test_of_hundreds_of_broken_anchors_no_heading_is_looked_for() -> None:
    """Each would be held against each heading: of a page whose links are all broken, that is much."""
    names = [
        f"{first}{second}orithm" for first in "bcdfghklmnprstvwxz" for second in "aeiouyäöü"
    ] * 2
    for count, meant in ((1, 1), (301, 0)):
        items = "".join(f"- [{name}s](#{name}sx)\n" for name in names[:count])
        text = (
            f"# Papers\n\n{items}\n## {names[0]}\n\n* **A**, CVPR 2020, [ :link: ](https://x.org)\n"
        )
        found = problems_of(text, "toc-broken-anchor")
        assert len(found) == count
        assert sum("the heading on line" in problem.message for problem in found) == meant

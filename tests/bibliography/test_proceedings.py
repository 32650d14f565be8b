"""What addresses of proceedings and journals say: of the real catalog, and at their edges."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kdcat.bibliography.proceedings import Said, decode, never_carries
from kdcat.reading.catalog import Catalog

# Of all papers of the catalog whose address says something, read by eye: the line, the venue, the
# year, the year of registration. The addresses of AAAI hold no year.
CATALOG = [
    (38, "CVPR", 2024, None),
    (39, "CVPR", 2024, None),
    (40, "CVPR", 2024, None),
    (41, "AAAI", None, None),
    (42, "CVPR", 2023, None),
    (43, "CVPR", 2023, None),
    (44, "CVPR", 2023, None),
    (45, "CVPR", 2023, None),
    (46, "CVPR", 2023, None),
    (47, "ICCV", 2023, None),
    (48, "ICCV", 2023, None),
    (52, "NeurIPS", 2022, None),
    (56, "Information Sciences", None, 2023),
    (62, "CVPR", 2021, None),
    (63, "ICCV", 2021, None),
    (64, "CVPR", 2022, None),
    (66, "ICCV", 2023, None),
    (68, "ACM MM", 2023, None),
    (71, "Pattern Recognition Letters", None, 2024),
    (72, "CVPR", 2024, None),
    (84, "WACV", 2023, None),
    (88, "ACM MM", 2024, None),
    (89, "Energies", 2024, None),
    (102, "CVPR", 2023, None),
    (103, "CVPR", 2024, None),
    (105, "NeurIPS", 2024, None),
    (117, "CVPR", 2024, None),
    (118, "CVPR", 2024, None),
    (119, "ECCV", 2022, None),
    (151, "EMNLP", 2016, None),
    (156, "EMNLP", 2021, None),
    (157, "WSDM", 2020, None),
    (164, "EMNLP", 2021, None),
    (166, "AAAI", None, None),
    (171, "ICCV", 2021, None),
    (172, "Pattern Recognition", None, 2020),
    (174, "AAAI", None, None),
    (175, "KDD", 2021, None),
    (177, "AAAI", None, None),
    (181, "KDD", 2022, None),
    (194, "Interspeech", 2016, None),
    (196, "Neurocomputing", None, 2020),
    (200, "MTAP", None, 2023),
    (206, "ACM MM", 2023, None),
    (209, "Interspeech", 2019, None),
    (216, "Applied Sciences", 2019, None),
    (218, "ICML", 2023, None),
    (222, "AAAI", None, None),
    (224, "Digital Signal Processing", None, 2022),
    (232, "ACL Findings", 2023, None),
    (234, "KDD", 2020, None),
    (235, "ICML", 2018, None),
    (242, "Interspeech", 2023, None),
    (254, "Journal of Systems Architecture", None, 2023),
    (259, "AAAI", None, None),
    (260, "Interspeech", 2024, None),
    (261, "Digital Signal Processing", None, 2022),
    (264, "IJCAI", 2021, None),
    (271, "Journal of Imaging", 2024, None),
    (272, "Journal of Systems Architecture", None, 2019),
    (273, "AAAI", None, None),
    (277, "CVPR", 2019, None),
    (278, "CVPR", 2023, None),
    (279, "BIBM", 2024, None),
    (280, "WACV", 2024, None),
    (281, "ICCV", 2023, None),
    (282, "CVPR", 2022, None),
    (283, "ACM MM", 2023, None),
    (284, "CVPR", 2023, None),
    (287, "ICCV", 2019, None),
    (290, "WACV", 2020, None),
    (291, "CVPR", 2020, None),
]  # fmt: skip


def test_every_address_of_the_real_catalog(catalog: Catalog) -> None:
    said = [(paper.line, decode(paper.paper_url or "")) for paper in catalog.papers]
    # Sites of single years of a conference may be read, or not.
    assert [
        (line, one.venues[0], one.years[0] if one.years else None, one.registered)
        for line, one in said
        if one != Said() and line != 195
    ] == CATALOG


CVF = "https://openaccess.thecvf.com/"


@pytest.mark.parametrize(
    ("url", "venue", "year"),
    [
        (CVF + "content_cvpr_2013/html/L_2013_CVPR_paper.html", "CVPR", 2013),
        (CVF + "content_iccv_2015/papers/L.pdf", "ICCV", 2015),
        (CVF + "content_ICCV_2017/html/L_ICCV_2017_paper.html", "ICCV", 2017),
        (CVF + "content_ICCVW_2019/html/X/L_ICCVW_2019_paper.html", "ICCVW", 2019),
        (CVF + "content_CVPRW_2019/html/X/L_CVPRW_2019_paper.html", "CVPRW", 2019),
        (CVF + "content_cvpr_2017_workshops/w4/html/L.html", "CVPRW", 2017),
        (CVF + "content/CVPR2024W/ECV24/html/L_CVPRW_2024_paper.html", "CVPRW", 2024),
        (CVF + "content/WACV2021/papers/L.pdf", "WACV", 2021),
        (CVF + "content/ACCV2022/html/L.html", "ACCV", 2022),
        (CVF + "content_WACVW_2020/html/w1/L.html", "WACVW", 2020),
        (CVF + "CVPR2024?day=all", None, None),
        (CVF + "menu", None, None),
        ("https://papers.neurips.cc/paper_files/paper/2023/hash/a-Abstract.html", "NeurIPS", 2023),
        ("https://papers.nips.cc/paper/7358-title", "NeurIPS", None),
        ("https://aclanthology.org/N18-1101", "NAACL", 2018),
        ("https://aclanthology.org/E17-1001.pdf", "EACL", 2017),
        ("https://aclanthology.org/P19-1001v2.pdf", "ACL", 2019),
        ("https://aclanthology.org/P98-1001/", "ACL", 1998),
        ("https://aclanthology.org/Q18-1001/", "TACL", 2018),
        ("https://aclanthology.org/2020.findings-emnlp.372/", "EMNLP Findings", 2020),
        ("https://aclanthology.org/2020.tacl-1.5/", "TACL", 2020),
        ("https://aclanthology.org/2021.acl-demo.1/", None, 2021),
        ("https://aclanthology.org/venues/acl/", None, None),
        ("https://www.ecva.net/papers/eccv_2018/papers_ECCV/html/1.php", "ECCV", 2018),
        ("https://www.isca-speech.org/archive/Interspeech_2020/pdfs/1.pdf", "Interspeech", 2020),
        ("https://www.isca-archive.org/slate_2019/a_slate.pdf", None, None),
        ("https://www.ijcai.org/Proceedings/07/Papers/1.pdf", "IJCAI", 2007),
        ("https://www.computer.org/csdl/proceedings-article/cvpr/2021/450900b/x", "CVPR", 2021),
        ("https://www.computer.org/csdl/proceedings-article/nowhere/2021/1/x", None, 2021),
        ("http://proceedings.mlr.press/v97/a19a.html", "ICML", 2019),
        ("https://proceedings.mlr.press/v139/a21a/a21a.pdf", "ICML", 2021),
        ("https://proceedings.mlr.press/v108/a20a.html", "AISTATS", 2020),
        ("https://proceedings.mlr.press/v155/a21a.html", "CoRL", 2020),
        ("https://proceedings.mlr.press/v180/a22a.html", "UAI", 2022),
        ("https://proceedings.mlr.press/v134/a21a.html", "COLT", 2021),
        ("https://doi.org/10.1609/aaai.v33i01.33018311", "AAAI", 2019),
        ("https://ojs.aaai.org/index.php/ICWSM/article/view/1", None, None),
        ("https://www.mdpi.com/1424-8220/20/18/5097", "Sensors", 2020),
        ("https://www.mdpi.com/2072-4292/13/3/1", "Remote Sensing", 2021),
        ("https://www.mdpi.com/2079-9292/10/3/1", "Electronics", 2021),
        ("https://www.mdpi.com/1099-4300/23/3/1/htm", "Entropy", 2021),
        ("https://www.mdpi.com/0000-0000/23/3/1", None, None),
        ("https://jmlr.org/papers/v22/20-1.html", "JMLR", 2021),
        ("https://jmlr.org/papers/v18/17-1.html", "JMLR", None),
        # What DOIs say, wherever they stand.
        ("https://doi.org/10.1109/CVPR46437.2021.00123", "CVPR", 2021),
        ("https://doi.org/10.1109/CVPR.2016.90", "CVPR", 2016),
        ("https://doi.org/10.1109/3DV50981.2020.00012", "3DV", 2020),
        ("https://doi.org/10.1109/BigData52589.2021.9671500", "IEEE Big Data", 2021),
        ("https://dl.acm.org/doi/abs/10.1145/3394171.3413547", "ACM MM", 2020),
        ("https://doi.org/10.3390/s20185097", "Sensors", 2020),
        ("https://doi.org/10.3390/rs9010001", "Remote Sensing", 2017),
        ("https://doi.org/10.21437/Interspeech.2020-1234", "Interspeech", 2020),
        ("https://doi.org/10.24963/ijcai.2021/12", "IJCAI", 2021),
        ("https://doi.org/10.15607/RSS.2020.XVI.001", "RSS", 2020),
        ("https://doi.org/10.1371/journal.pone.0123456", "PLOS ONE", None),
        ("https://doi.org/10.1162/tacl_a_00123", "TACL", None),
        ("https://doi.org/10.1162/coli.2006.32.4.485", "Computational Linguistics", None),
    ],
)
def test_the_edges(url: str, venue: str | None, year: int | None) -> None:
    said = decode(url)
    assert said.venues[:1] == ((venue,) if venue else ())
    assert said.years[:1] == ((year,) if year else ())
    assert said.registered is None


@pytest.mark.parametrize(
    ("url", "venue", "registered"),
    [
        ("https://linkinghub.elsevier.com/retrieve/pii/S0031320320305252", None, None),
        ("https://www.sciencedirect.com/science/article/pii/S0031320399000552", "Pattern Recognition", 1999),
        ("https://www.sciencedirect.com/science/article/pii/S105120042200063X", "Digital Signal Processing", 2022),
        ("https://www.sciencedirect.com/science/article/pii/S9999999923000017", None, 2023),
        ("https://www.sciencedirect.com/science/article/pii/0031320394900552", None, None),
        ("https://link.springer.com/article/10.1007/s11263-007-0090-8", "IJCV", 2007),
        ("https://doi.org/10.1007/s11263-021-01453-z", "IJCV", 2021),
        ("https://doi.org/10.1109/TPAMI.2021.3059968", "TPAMI", 2021),
        ("https://doi.org/10.1109/LRA.2021.3059968", "RA-L", 2021),
        ("https://dl.acm.org/doi/10.1109/TASLP.2020.1234567", "TASLP", 2020),
        ("https://doi.org/10.1016/j.patcog.2021.107840", "Pattern Recognition", 2021),
        ("https://www.nature.com/articles/s41467-022-1-2.pdf", "Nature Communications", 2022),
        ("https://www.nature.com/articles/nature14539", None, None),
        ("https://link.springer.com/chapter/10.1007/978-3-031-20080-9_6", None, None),
    ],
)  # fmt: skip
def test_the_year_of_registration(url: str, venue: str | None, registered: int | None) -> None:
    said = decode(url)
    assert said == Said((venue,) if venue else (), (), registered)


@pytest.mark.parametrize(
    "url",
    [
        # Nothing is to be inferred from these.
        "https://ieeexplore.ieee.org/document/9414999",
        "https://openreview.net/forum?id=abc",
        "https://dl.acm.org/doi/10.1145/3651640.3651652",
        "https://doi.org/10.1109/5.726791",
        "https://doi.org/10.1109/nowhere.2020.1",
        "https://doi.org/10.48550/arXiv.2101.00001",
        "https://doi.org/10.1126/scirobotics.abc1234",
        "https://doi.org/10.3390/nowhere20185097",
        "https://arxiv.org/abs/2005.14435",
        "https://openaccess.thecvf.com.example.org/content/CVPR2024/html/L.html",
        "https://example.org/?u=https://openaccess.thecvf.com/content/CVPR2024/html/L.html",
        "not an address",
        "https://[",
        "",
    ],
)
def test_what_says_nothing(url: str) -> None:
    assert decode(url) == Said()


def test_sites_that_never_carry_a_venue() -> None:
    chapter = "https://link.springer.com/chapter/10.1007/978-3-030-18305-9_9"
    assert never_carries(chapter, "arXiv") == "link.springer.com"
    assert never_carries(chapter, "ECCV") is None
    assert never_carries("https://arxiv.org/abs/2005.14435", "CVPR") is None


HOSTS = sorted(
    {
        urlsplit(url).hostname or ""
        for url in (
            CVF, "https://www.mdpi.com", "https://aclanthology.org", "https://doi.org",
            "https://www.sciencedirect.com", "https://link.springer.com", "https://jmlr.org",
            "https://www.computer.org", "https://proceedings.mlr.press", "https://www.ijcai.org",
            "https://papers.nips.cc", "https://ojs.aaai.org", "https://www.ecva.net",
            "https://www.isca-archive.org", "https://www.nature.com",
        )
    }
)  # fmt: skip
PARTS = [
    "content", "content_", "CVPR2024", "CVPR2024W", "cvpr_2018_workshops", "paper", "paper_files", "2024",
    "0", "99", "P", "P19-", "P19-1001", "2021.acl-long.1", "2023.findings-acl.195", "eccv_2022", "papers",
    "proceedings", "csdl", "proceedings-article", "journal", "tp", "icpr", "v202", "v99999999999", "pii",
    "S0031320320305252", "S003132032030525X", "10.1007", "s11042-023-14680-y", "articles", "2313-433X",
    "10.1609", "aaai.v38i16", "10.18653", "v1", "index.php", "AAAI", "%00", "%E2%82", "\u0660\u0661", "..",
]  # fmt: skip
ADDRESSES = st.builds(
    lambda host, parts, tail: f"https://{host}/{'/'.join(parts)}{tail}",
    st.sampled_from(HOSTS),
    st.lists(st.sampled_from(PARTS) | st.text(max_size=6), max_size=6),
    st.sampled_from(["", "/", "?a=b", "#c", ".pdf"]),
)


@pytest.mark.slow
@settings(deadline=None, max_examples=500)
@given(ADDRESSES | st.text())
def test_no_address_is_too_odd(url: str) -> None:
    said = decode(url)
    assert all(said.venues)
    assert all(1960 < year < 2100 for year in said.years)
    assert said.registered is None or 1960 < said.registered < 2100
    never_carries(url, "arXiv")

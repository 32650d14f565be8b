"""Identifiers read from addresses."""

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.bibliography.addresses import arxiv_id, as_arxiv_id, as_doi, doi, same_url
from tests.making import DATA, ROOT

CATALOG = ROOT / "catalog.md"
# Every address of the catalog with the identifiers that a person reads in it.
with (DATA / "identifiers.tsv").open(encoding="utf-8", newline="") as rows:
    OF_THE_CATALOG = list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_address_of_the_catalog_is_in_the_table() -> None:
    written = re.findall(r"\]\(\s*(https?://[^\s)]*)", CATALOG.read_text(encoding="utf-8"))
    assert {row["url"] for row in OF_THE_CATALOG} == set(written)


@pytest.mark.parametrize("row", OF_THE_CATALOG, ids=lambda row: row["url"][:80])
def test_the_addresses_of_the_catalog(row: dict[str, str]) -> None:
    assert (arxiv_id(row["url"]), doi(row["url"])) == (row["arxiv_id"] or None, row["doi"] or None)


ARXIV = {
    "https://arxiv.org/abs/2412.16380": "2412.16380",
    "http://www.arxiv.org/abs/2412.16380v12": "2412.16380",
    "HTTPS://ArXiv.org/abs/2412.16380/": "2412.16380",
    "https://arxiv.org:443/abs/2412.16380": "2412.16380",
    "https://arxiv.org/abs/2412.16380#:~:text=4%20May": "2412.16380",
    "https://arxiv.org/abs/2412.16380?context=cs.CV#top": "2412.16380",
    "https://arxiv.org/abs/2412.16380).": "2412.16380",
    "https://arxiv.org/pdf/2412.16380": "2412.16380",
    "https://arxiv.org/pdf/2412.16380v2.pdf": "2412.16380",
    "https://arxiv.org/html/2412.16380v1": "2412.16380",
    "https://arxiv.org/abs/0704.0001": "0704.0001",
    "https://arxiv.org/abs/1412.6550": "1412.6550",
    "https://export.arxiv.org/abs/2412.16380": "2412.16380",
    "https://arxiv.org/abs/cs.CL/0501001": "cs.CL/0501001",
    "https://arxiv.org/abs/cs%2F0501001v1": "cs/0501001",
    "https://arxiv.org/pdf/hep-th/9901001.pdf": "hep-th/9901001",
    "https://ar5iv.org/abs/2412.16380": "2412.16380",
    "https://ar5iv.labs.arxiv.org/html/2412.16380": "2412.16380",
    "https://www.alphaxiv.org/abs/2412.16380v1": "2412.16380",
    "https://huggingface.co/papers/2412.16380": "2412.16380",
    "https://doi.org/10.48550/arXiv.2412.16380": "2412.16380",
    "https://dx.doi.org/10.48550/ARXIV.2412.16380": "2412.16380",
    "https://huggingface.co/abs/2412.16380": None,
    "https://huggingface.co/datasets/arxiv/2412.16380": None,
    "https://example.org/arxiv.org/abs/2412.16380": None,
    "https://example.org/?u=https://arxiv.org/abs/2412.16380": None,
    "https://arxiv.org.example.com/abs/2412.16380": None,
    "https://arxiv.org@example.com/abs/2412.16380": None,
    "https://notarxiv.org/abs/2412.16380": None,
    "ftp://arxiv.org/abs/2412.16380": None,
    "arxiv.org/abs/2412.16380": None,
    "https://arxiv.org/abs/2413.16380": None,
    "https://arxiv.org/abs/2412.1638": None,
    "https://arxiv.org/abs/2412.163801": None,
    "https://arxiv.org/abs/user/0501001": None,
    "https://arxiv.org/list/cs.CV/2412": None,
    "https://arxiv.org": None,
    "https://[::1/abs/2412.16380": None,
    "": None,
}


@pytest.mark.parametrize(("url", "expected"), ARXIV.items())
def test_arxiv_id(url: str, expected: str | None) -> None:
    assert arxiv_id(url) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "2412.16380": "2412.16380",
        " arXiv:2412.16380v2 ": "2412.16380",
        "ARXIV: 2412.16380": "2412.16380",
        "hep-th/9901001": "hep-th/9901001",
        "cs.CL/0501001": "cs.CL/0501001",
        "https://arxiv.org/abs/2412.16380": "2412.16380",
        "user/0501001": None,
        "see 2412.16380": None,
        "2412.16380 and more": None,
        "2024": None,
        "10.48550/arXiv.2412.16380": None,
    }.items(),
)
def test_as_arxiv_id(text: str, expected: str | None) -> None:
    assert as_arxiv_id(text) == expected


DOI = {
    "https://doi.org/10.1145/3581783.3612013": "10.1145/3581783.3612013",
    "http://dx.doi.org/10.1109/CVPR.2016.90": "10.1109/cvpr.2016.90",
    "https://www.doi.org/10.1109/CVPR.2016.90/": "10.1109/cvpr.2016.90",
    "https://doi.org/10.1109%2FCVPR.2016.90": "10.1109/cvpr.2016.90",
    "https://doi.org/10.1109/CVPR.2016.90?x=1#y": "10.1109/cvpr.2016.90",
    "https://doi.org/10.1109/CVPR.2016.90).": "10.1109/cvpr.2016.90",
    "https://doi.org/10.1016/S0031-3203(99)00137": "10.1016/s0031-3203(99)00137",
    "https://doi.org/10.1000/a(b)": "10.1000/a(b)",
    "https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15%3C1661::AID-SIM968%3E3.0.CO;2-2": (
        "10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2"
    ),
    "https://doi.org/10.48550/arXiv.2412.16380": "10.48550/arxiv.2412.16380",
    "https://doi.acm.org/10.1145/3292500.3330701": "10.1145/3292500.3330701",
    "https://doi.ieeecomputersociety.org/10.1109/CVPR.2019.00065": "10.1109/cvpr.2019.00065",
    "https://doi.org/": None,
    "https://doi.org/10.1145": None,
    "https://doi.org/10.1145/": None,
    "https://doi.org/10.1145/a%00b": None,
    "https://doi.org/10.1145/a b": None,
    "https://dl.acm.org/doi/pdf/10.1145/3581783.3612013": "10.1145/3581783.3612013",
    "https://dl.acm.org/doi/fullHtml/10.1145/3581783.3612013": "10.1145/3581783.3612013",
    "https://dl.acm.org/doi/book/10.1145/3581783": "10.1145/3581783",
    "https://dl.acm.org/doi/10.5555/3295222.3295349": None,
    "https://link.springer.com/content/pdf/10.1007/978-3-030-18305-9_9.pdf": (
        "10.1007/978-3-030-18305-9_9"
    ),
    "https://link.springer.com/10.1007/s11263-021-01453-z": "10.1007/s11263-021-01453-z",
    "https://link.springer.com/article/10.1007/s11263-021-01453-z/fulltext.html": (
        "10.1007/s11263-021-01453-z"
    ),
    "https://link.springer.com/article/10.1140/epjs/s11734-021-00104-8": (
        "10.1140/epjs/s11734-021-00104-8"
    ),
    "https://ietresearch.onlinelibrary.wiley.com/doi/full/10.1049/cvi2.12000": "10.1049/cvi2.12000",
    "https://onlinelibrary.wiley.com/doi/epdf/10.1111/cgf.14506": "10.1111/cgf.14506",
    "https://www.tandfonline.com/doi/abs/10.1080/00401706.2020.1811154?journalCode=utch20": (
        "10.1080/00401706.2020.1811154"
    ),
    "https://journals.sagepub.com/doi/10.1177/02783649231201201": "10.1177/02783649231201201",
    "https://www.science.org/doi/10.1126/science.abc1234": "10.1126/science.abc1234",
    "https://www.pnas.org/doi/full/10.1073/pnas.1611835114": "10.1073/pnas.1611835114",
    "https://www.nature.com/articles/s41598-021-00001-2": "10.1038/s41598-021-00001-2",
    "https://www.nature.com/articles/nature14539.pdf": "10.1038/nature14539",
    "https://www.nature.com/articles/nature14539/figures/1": "10.1038/nature14539",
    "https://www.nature.com/nature/articles": None,
    "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0285668": (
        "10.1371/journal.pone.0285668"
    ),
    "https://journals.plos.org/plosone/article/file?id=10.1371%2Fjournal.pone.0285668&type=printable": (
        "10.1371/journal.pone.0285668"
    ),
    "https://www.frontiersin.org/articles/10.3389/fnbot.2021.658280/full": (
        "10.3389/fnbot.2021.658280"
    ),
    "https://www.biorxiv.org/content/10.1101/2020.07.12.199554v3.full.pdf": (
        "10.1101/2020.07.12.199554"
    ),
    "https://ieeexplore.ieee.org/document/9632771": None,
    "https://ieeexplore.ieee.org/xpl/articleDetails.jsp?doi=10.1109/TPAMI.2021.3055564": (
        "10.1109/tpami.2021.3055564"
    ),
    "https://www.mdpi.com/1424-8220/20/18/5097/htm": "10.3390/s20185097",
    "https://www.mdpi.com/9999-9999/20/18/5097": None,
    "https://www.mdpi.com/journal/sensors": None,
    "https://aclanthology.org/D14-1162/": "10.3115/v1/d14-1162",
    "https://aclanthology.org/N19-1423v2.pdf": "10.18653/v1/n19-1423",
    "https://www.aclweb.org/anthology/P19-1001.pdf": "10.18653/v1/p19-1001",
    "https://www.aclweb.org/anthology/papers/D/D19/D19-1001/": "10.18653/v1/d19-1001",
    "https://aclanthology.org/2020.coling-main.66/": "10.18653/v1/2020.coling-main.66",
    "https://aclanthology.org/2022.coling-1.66/": None,
    "https://aclanthology.org/2024.lrec-main.66/": None,
    "https://aclanthology.org/P02-1040/": None,
    "https://aclanthology.org/W18-5446/": None,
    "https://aclanthology.org/Q17-1010/": None,
    "https://aclanthology.org/L18-1001/": None,
    "https://aclanthology.org/C18-1001/": None,
    "https://aclanthology.org/2021.acl-long.0/": None,
    "https://aclanthology.org/volumes/2021.acl-long/": None,
    "https://openreview.net/forum?id=abc": None,
    "https://example.org/doi/10.1145/3581783.3612013": None,
    "https://doi.org.example.com/10.1145/3581783.3612013": None,
    "https://doi.org@example.com/10.1145/3581783.3612013": None,
    "https://[doi.org/10.1145/3581783.3612013": None,
    "doi.org/10.1145/3581783.3612013": None,
}


@pytest.mark.parametrize(("url", "expected"), DOI.items())
def test_doi(url: str, expected: str | None) -> None:
    assert doi(url) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "10.1145/3581783.3612013": "10.1145/3581783.3612013",
        " doi:10.1109/CVPR.2016.90. ": "10.1109/cvpr.2016.90",
        "DOI 10.1109/CVPR.2016.90": "10.1109/cvpr.2016.90",
        "doi.org/10.1109/CVPR.2016.90": "10.1109/cvpr.2016.90",
        "https://doi.org/10.1109/CVPR.2016.90": "10.1109/cvpr.2016.90",
        "https://dl.acm.org/doi/abs/10.1145/3581783.3612013": "10.1145/3581783.3612013",
        "10.1145": None,
        "see 10.1145/3581783.3612013": None,
        "10.1145/3581783 3612013": None,
        "2412.16380": None,
        "": None,
        # Read in no time: shared out before and behind a colon in each way, they would take minutes.
        f"doi{' ' * 200_000}x": None,
    }.items(),
    ids=lambda value: str(value)[:40],
)
def test_as_doi(text: str, expected: str | None) -> None:
    assert as_doi(text) == expected


ADDRESSES = st.one_of(
    st.text(),
    st.builds(
        "{}://{}{}".format,
        st.sampled_from(["http", "https", "HTTPS"]),
        st.sampled_from(
            [
                "arxiv.org",
                "doi.org",
                "dl.acm.org",
                "link.springer.com",
                "aclanthology.org",
                "www.mdpi.com",
                "nature.com",
                "biorxiv.org",
                "journals.plos.org",
                "[",
            ]
        ),
        st.lists(
            st.one_of(
                st.text(max_size=5),
                st.sampled_from(
                    ["/", "10.1145/", "abs/", "2412.16380", "?", "#", "%2F", "%", "id=", ")", "["]
                ),
            )
        ).map("".join),
    ),
)


@pytest.mark.parametrize("repeated", ["/full", ")", "(", "%", "10.1145/", "."])
def test_a_very_long_address_takes_no_time(repeated: str) -> None:
    for host in ("dl.acm.org", "doi.org", "arxiv.org"):
        url = f"https://{host}/10.1145/{repeated * 100_000}x/)"
        assert (doi(url), arxiv_id(url), same_url(url)) == (None, None, url.rstrip("/"))


@given(ADDRESSES)
def test_no_text_is_trouble(text: str) -> None:
    for read in (arxiv_id, as_arxiv_id, doi, as_doi):
        found = read(text)
        assert found is None or (found.isascii() and found.isprintable() and " " not in found)


@given(ADDRESSES)
def test_an_identifier_that_was_read_is_read_again(text: str) -> None:
    if found := doi(text):
        assert (as_doi(found), doi(f"https://doi.org/{found.replace('#', '%23')}")) == (
            found,
            found,
        )
    if found := arxiv_id(text):
        assert (as_arxiv_id(found), arxiv_id(f"https://arxiv.org/abs/{found}")) == (found, found)

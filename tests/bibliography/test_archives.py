"""Pages of archives: one name for the abstract and the file of a paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.bibliography.archives import Page, page_of


@pytest.mark.parametrize(
    ("urls", "page"),
    [
        ("https://openreview.net/forum?id=aB_c http://www.openreview.net/pdf?id=aB_c&x=1", ("OpenReview", "aB_c")),
        (("https://openaccess.thecvf.com/content/CVPR2024/html/Bang_R_CVPR_2024_paper.html "
         "https://openaccess.thecvf.com/content/CVPR2024/papers/Bang_R_CVPR_2024_paper.pdf"), ("CVF", "bang_r_cvpr_2024")),
        (("https://proceedings.neurips.cc/paper_files/paper/2022/hash/8625a8c2be8ba5197b7a14833dbea8ac-Abstract-Conference.html "
         "https://papers.nips.cc/paper/2022/file/8625a8c2be8ba5197b7a14833dbea8ac-Paper.pdf"),
         ("NeurIPS", "8625a8c2be8ba5197b7a14833dbea8ac")),
        ("https://papers.nips.cc/paper/7181-attention https://papers.nips.cc/paper/7181-attention.pdf", ("NeurIPS, numbers", "7181")),
        ("https://aclanthology.org/2021.emnlp-main.214/ https://aclanthology.org/2021.emnlp-main.214v2.pdf",
         ("ACL Anthology", "2021.emnlp-main.214")),
        ("https://www.aclweb.org/anthology/P18-2001/ https://aclanthology.org/P18-2001.pdf", ("ACL Anthology", "p18-2001")),
        (("https://www.isca-archive.org/interspeech_2023/mao23_interspeech.pdf "
         "https://www.isca-speech.org/archive/interspeech_2023/mao23_interspeech.html"),
         ("ISCA", "interspeech_2023/mao23_interspeech")),
        ("https://www.ijcai.org/proceedings/2021/0549.pdf https://www.ijcai.org/proceedings/2021/549", ("IJCAI", "2021/549")),
        ("https://proceedings.mlr.press/v202/shin23b.html https://proceedings.mlr.press/v202/shin23b/shin23b.pdf",
         ("PMLR", "v202/shin23b")),
        ("https://ojs.aaai.org/index.php/AAAI/article/view/17280 https://ojs.aaai.org/index.php/AAAI/article/download/17280/17087",
         ("AAAI", "aaai/17280")),
        (("https://ieeexplore.ieee.org/abstract/document/10022581 https://ieeexplore.ieee.org/document/10022581/ "
         "https://ieeexplore.ieee.org/stamp/stamp.jsp?arnumber=10022581"), ("IEEE Xplore", "10022581")),
        (("https://www.sciencedirect.com/science/article/abs/pii/S0020025523011271 "
         "https://www.sciencedirect.com/science/article/pii/S0020025523011271?via%3Dihub"), ("ScienceDirect", "s0020025523011271")),
        ("https://www.ecva.net/papers/eccv_2022/papers_ECCV/html/4326_ECCV_2022_paper.php", ("ECVA", "eccv_2022/4326")),
    ],
)  # fmt: skip
def test_the_pages_of_one_paper_have_one_name(urls: str, page: tuple[str, str]) -> None:
    assert [page_of(url) for url in urls.split()] == [Page(*page)] * len(urls.split())


@pytest.mark.parametrize(
    "url",
    ["https://arxiv.org/abs/2401.00001", "https://openreview.net/", "https://x.org/forum?id=a", ""],
)
def test_other_addresses_are_pages_of_no_archive(url: str) -> None:
    assert page_of(url) is None


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    page = page_of(f"https://openaccess.thecvf.com/{text}")
    assert page is None or page.archive == "CVF"
    page_of(text)


@pytest.mark.parametrize(
    ("before", "again", "after"),
    [
        ("openaccess.thecvf.com/", "html/", "/"),
        ("openaccess.thecvf.com/html/", "a/", "/"),
        ("www.computer.org/", "csdl/", "."),
        ("www.ecva.net/", "eccv_2020/", "a"),
        ("www.ecva.net/eccv_2020/a/", "1", "/"),
        ("www.ijcai.org/proceedings/2020/", "0", "!"),
        ("ceur-ws.org/", "Vol-1/", "//"),
        ("www.isca-archive.org/", "a_2020/", "!"),
    ],
)
def test_long_addresses_are_looked_through_once(before: str, again: str, after: str) -> None:
    # Of the square of its length this would take minutes.
    page_of(f"https://{before}{again * (200_000 // len(again))}{after}")

"""Addresses taken apart and compared, and looked up: search and show agree on each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kdcat.bibliography.addresses import (
    address as valid,
)
from kdcat.bibliography.addresses import (
    arxiv_id,
    as_address,
    as_iri,
    doi,
    host_of,
    in_ascii,
    parameters_of,
    parts,
    path_of,
    repository,
    same_url,
)
from kdcat.searching.lookup import Lookup, NoSuchPaperError
from tests.searching.cases import ask, papers

if TYPE_CHECKING:
    from kdcat.paper import Paper


@pytest.mark.parametrize(
    ("url", "expected"),
    {
        "https://x.org/a?b=c#d": ("x.org", "/a", "b=c"),
        "HTTP://WWW.X.org:80": ("x.org", "", ""),
        "https://www.www.x.org:443/": ("x.org", "/", ""),
        "https://x.org:8080/a": ("x.org:8080", "/a", ""),
        "https://user:word@x.org/a": ("x.org", "/a", ""),
        "https://x.org?q": ("x.org", "", "q"),
        "https://[::1]:80/a": ("[::1]", "/a", ""),
        "https://x.org.": ("x.org", "", ""),
        "ftp://x.org/a": ("", "", ""),
        "x.org/a": ("", "", ""),
        "": ("", "", ""),
    }.items(),
)
def test_parts(url: str, expected: tuple[str, str, str]) -> None:
    assert parts(url) == expected


def test_what_else_an_address_is_made_of() -> None:
    url = "https://www.x.org:8080/a%20b/c?ID=7&id=8&q=a%26b&&flag"
    assert (host_of(url), path_of(url)) == ("x.org", "/a b/c")
    assert parameters_of(url) == {"id": "7", "q": "a&b", "": "", "flag": ""}


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "https://x.org/a": "https://x.org/a",
        " <HTTPS://x.org/a_(b)>. ": "HTTPS://x.org/a_(b)",
        "(https://x.org/a)": "https://x.org/a",
        "x.org/a,": "https://x.org/a",
        "x.org/?u=https://y.org/b": "https://x.org/?u=https://y.org/b",
        "https://localhost": "https://localhost",
        "x.org": None,
        "owner/name": None,
        "10.1145/3651640.3651652": None,
        "arXiv:2412.16380": None,
        "ftp://x.org/a": None,
        "https://": None,
        "see https://x.org/a": None,
        "https://x.org/a b": None,
        "": None,
    }.items(),
)
def test_as_address(text: str, expected: str | None) -> None:
    assert as_address(text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    {
        "http://www.arxiv.org/pdf/2412.16380v2.pdf": "https://arxiv.org/abs/2412.16380",
        "https://dl.acm.org/doi/abs/10.1145/3581783.3612013": "https://doi.org/10.1145/3581783.3612013",
        "HTTP://WWW.Example.org:80/A/b/#part": "https://example.org/A/b",
        "https://example.org": "https://example.org",
        "https://example.org/": "https://example.org",
        "https://example.org/a?utm_source=x&id=7&denied=&REF=y": "https://example.org/a?id=7",
        "https://example.org/record.jsf?pid=diva2:1795316": (
            "https://example.org/record.jsf?pid=diva2:1795316"
        ),
        "https://github.com/a/b?tab=readme-ov-file": "https://github.com/a/b",
        "https://github.com/a/b?tab=repositories": "https://github.com/a/b?tab=repositories",
        " not an address ": "not an address",
        "https://user@example.org:443/a": "https://example.org/a",
        "https://example.org:8080/a": "https://example.org:8080/a",
        "https://example.org/%7Ea/%28b%29%2fc%e9%": "https://example.org/~a/(b)%2Fc%E9%25",
        "https://example.org/caf\u00e9?q=%63%26 d": "https://example.org/caf%C3%A9?q=c%26%20d",
        "https://example.org/A_(b)).": "https://example.org/A_(b)",
        "https://example.org/a?id=7).": "https://example.org/a?id=7",
        "https://GitHub.com/Owner/Name.git": "https://github.com/owner/name",
        "https://github.com/Owner/Name/tree/Main/": "https://github.com/owner/name/tree/Main",
        "https://gitlab.com/Owner": "https://gitlab.com/owner",
        "https://github.com": "https://github.com",
        "https://example.org/Owner/Name.git": "https://example.org/Owner/Name.git",
        "https://doi.org/10.1000/a%23b": "https://doi.org/10.1000/a%23b",
    }.items(),
)
def test_same_url(url: str, expected: str) -> None:
    assert same_url(url) == expected


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://github.com/Cc-Hy/CMKD", "cc-hy/cmkd"),
        ("https://www.github.com/a_b/c.git", "a-b/c"),
        ("https://github.com/CVLAB-Unibo/3D-UDA/tree/main", "cvlab-unibo/3d-uda"),
        ("https://huggingface.co/a/b", "a/b"),
        ("https://threedle.github.io/3d-paintbrush/", "threedle/3d-paintbrush"),
        ("https://aptx4869lm.github.io/", "aptx4869lm"),
        ("https://github.com/only", None),
        ("https://example.org/a/b", None),
    ],
)
def test_repositories(address: str, name: str | None) -> None:
    assert repository(address) == name


PIECES = st.lists(
    st.one_of(
        st.text(max_size=5),
        st.sampled_from(
            [
                *(
                    "/",
                    "?",
                    "#",
                    "&",
                    "=",
                    "%",
                    "%2F",
                    "%41",
                    "%2e",
                    ".",
                    ")",
                    "(",
                    "[",
                    ".git",
                    ":80",
                ),
                *("10.1145/", "abs/", "2412.16380", "id=", "ref", "utm_x=1", "www.", "a", "B"),
            ]
        ),
    )
).map("".join)
HOSTS = st.sampled_from(
    [
        *(
            "arxiv.org",
            "doi.org",
            "dl.acm.org",
            "link.springer.com",
            "aclanthology.org",
            "nature.com",
        ),
        *(
            "www.mdpi.com",
            "journals.plos.org",
            "github.com",
            "x.github.io",
            "x.org",
            "www.",
            "[",
            "",
        ),
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.builds("{}://{}{}".format, st.sampled_from(["http", "https", "HTTPS"]), HOSTS, PIECES),
)


@pytest.mark.slow
@given(TEXTS)
@settings(max_examples=500)
def test_the_form_for_comparing_is_its_own(text: str) -> None:
    assert same_url(same_url(text)) == same_url(text)


@given(TEXTS)
@example("HTTP://.")
@example("HTTP://./0")
def test_an_address_that_was_pasted_is_meant_as_it_is(text: str) -> None:
    if address := as_address(text):
        assert as_address(address) == address
        assert parts(address).host or parts(address) == ("", "", "")


def variants(urls: list[str], prefixes: list[str], ends: list[str]) -> st.SearchStrategy[str]:
    return st.builds(
        "{}{}{}".format, st.sampled_from(prefixes), st.sampled_from(urls), st.sampled_from(ends)
    )


PREFIXES = ["https://", "http://", "HTTPS://", "https://www.", "http://WWW.", "https://me@"]
ENDS = ["", "", "/", "#top", "?utm_source=x", "?ref=y#z", ".", "/?x=1"]
KINDS = st.one_of(
    variants(
        ["openreview.net/forum?id=AAA", "openreview.net/forum?id=BBB", "openreview.net/pdf?id=AAA"],
        PREFIXES, ["", "&utm_source=x", "&x=1", "#discussion", "&noteId="],
    ),
    variants(
        [
            *("arxiv.org/abs/2412.16380", "arxiv.org/pdf/2412.16380v2", "arXiv.org/abs/2412.16381"),
            *("arxiv.org/html/2412.16380v1", "export.arxiv.org/abs/2412.16380", "arxiv.org/list/cs"),
            *("doi.org/10.48550/arXiv.2412.16380", "arxiv.org/abs/cs.CL/0501001"),
        ],
        PREFIXES, ENDS,
    ),
    variants(
        [
            *("doi.org/10.1109/CVPR.2016.90", "dx.doi.org/10.1109/cvpr.2016.90", "doi.org/10.1109"),
            *("doi.org/10.1109%2FCVPR.2016.90", "ieeexplore.ieee.org/document/7780459"),
            *("dl.acm.org/doi/pdf/10.1145/3581783.3612013", "dl.acm.org/doi/10.1145/3581783.3612013"),
        ],
        PREFIXES, ENDS,
    ),
    variants(
        [
            *("github.com/a/b", "github.com/A/B.git", "github.com/a/b/tree/main", "github.com/a/b-c"),
            *("github.com/a/b/blob/main/x.py", "github.com/a/b/issues/7", "a.github.io/b", "github.com/a"),
            *("github.com/a/b_c", "a.github.io", "gitlab.com/a/b", "huggingface.co/a/b"),
        ],
        PREFIXES, [*ENDS, "?tab=readme-ov-file"],
    ),
    variants(
        [
            *("x.org/a", "X.org/A", "x.org:443/a", "x.org:8080/a", "x.org/%61", "x.org/a%20b", "x.org"),
            *("x.org/(a)", "x.org/%28a%29", "x.org/caf%c3%a9", "x.org/caf\u00e9", "x.org/a?q=1&r=2"),
        ],
        PREFIXES, ENDS,
    ),
    TEXTS,
)  # fmt: skip


@st.composite
def listed(draw: st.DrawFn) -> tuple[Paper, ...]:
    def paper(number: int) -> Paper:
        urls = [valid(draw(st.none() | KINDS)) for _ in range(2)]
        known = [url or "" for url in urls]
        return papers()[0]._replace(
            id=f"paper-{number}",
            title=f"Title {number}",
            paper_url=urls[0],
            code_url=urls[1],
            doi=doi(known[0]) or doi(known[1]),
            arxiv_id=arxiv_id(known[0]) or arxiv_id(known[1]),
        )

    return tuple(paper(number) for number in range(draw(st.integers(1, 5))))


def searched(text: str, of: tuple[Paper, ...]) -> set[str]:
    return {match.paper.id for match in ask(text, of).matches}


def shown(text: str, of: tuple[Paper, ...]) -> set[str]:
    try:
        ((paper,),) = Lookup([(paper,) for paper in of], [text]).meant(text)
        return {paper.id}
    except NoSuchPaperError as error:
        return set(re.findall(r"(paper-\d) \(", str(error)))


@pytest.mark.slow
@given(listed(), KINDS)
@settings(max_examples=1000, deadline=None)
@example((papers()[0]._replace(id="paper-0", arxiv_id=None, doi=None),), "https://arxiv.org")
def test_search_and_show_agree_on_any_address(of: tuple[Paper, ...], text: str) -> None:
    # Another run of characters is not one address, but several words.
    if as_address(text) and not text.startswith("-"):
        assert searched(text, of) == shown(text, of)


@pytest.mark.slow
@given(listed())
@settings(deadline=None)
@example((papers()[0]._replace(id="paper-0", code_url="HTTP://WWW."),))
def test_an_address_of_a_paper_finds_it(of: tuple[Paper, ...]) -> None:
    for paper in of:
        for url in filter(as_address, (paper.paper_url or "", paper.code_url or "")):
            assert paper.id in searched(url, of)


def of_urls(*urls: str) -> tuple[Paper, ...]:
    return tuple(
        papers()[0]._replace(
            id=f"paper-{number}", paper_url=url, code_url=None, doi=doi(url), arxiv_id=arxiv_id(url)
        )
        for number, url in enumerate(urls)
    )


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        ("https://x.org/ä(b)?c=%41#d", "https://x.org/ä(b)?c=%41#d"),
        ("https://[2001:db8::1]/a[0]?b[]#c[d]", "https://[2001:db8::1]/a%5B0%5D?b%5B%5D#c%5Bd%5D"),
        ("https://x.org/a#b#c##", "https://x.org/a#b%23c%23%23"),
        ("https://x.org/100%/%4/a b<\x00\x9f>", "https://x.org/100%25/%254/a%20b%3C%00%C2%9F%3E"),
        ("urn:a[b]\ud800", "urn:a%5Bb%5D%3F"),
    ],
)
def test_what_no_address_may_hold_is_percent_encoded(url: str, iri: str) -> None:
    assert (as_iri(url), as_iri(iri)) == (iri, iri)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://openreview.net/forum?id=AAA", set()),
        ("https://openreview.net/forum?id=BBB&utm_source=x", {"paper-0"}),
        ("https://github.com/owner/name", {"paper-2", "paper-3"}),
        ("github.com/Owner/Name/tree/main/one/", {"paper-2"}),
        ("https://github.com/owner/name/issues", {"paper-2", "paper-3"}),
        ("https://github.com/owner/na", set()),
        ("https://github.com/owner", set()),
        ("<http://www.arxiv.org/pdf/2412.16380v3.pdf>", {"paper-4"}),
        ("https://x.org/%7Eme/(a)", {"paper-5"}),
        ("https://x.org/~me/%28A%29", set()),
    ],
)
def test_which_papers_have_an_address(text: str, found: set[str]) -> None:
    of = of_urls(
        "https://openreview.net/forum?id=BBB",
        "https://openreview.net/forum?id=CCC",
        "https://github.com/owner/name/tree/main/one",
        "https://github.com/owner/name/tree/main/two",
        "https://arxiv.org/abs/2412.16380",
        "https://x.org/~me/%28a%29",
    )
    assert (searched(text, of), shown(text, of)) == (found, found)


@given(st.text())
def test_an_address_in_ascii_is_the_same_address(text: str) -> None:
    written = valid(f"https://x.org/{text}")
    assert written is not None
    assert re.fullmatch("[!-~]+", in_ascii(written))
    assert unquote(in_ascii(written)) == unquote(written)

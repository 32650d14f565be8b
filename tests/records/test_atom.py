"""Records of arXiv: its feeds, well and badly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.bibliography.names import Name
from kdcat.records.atom import of_feed
from kdcat.records.csl import LARGEST
from kdcat.records.record import Record
from tests.records.answers import ABSTRACT, FETCHED, entry, feed

SPARROW = Record(
    title="Teaching a sparrow by a choir",
    authors=(Name("Lark", "Ada"), Name("Berg", "Cy", "van den")), abstract=ABSTRACT,
    venue="arXiv", year=2022, arxiv_id="2203.00017", kind="preprint", source="arXiv",
    fetched=FETCHED,
)  # fmt: skip
PUBLISHED = (
    "<arxiv:journal_ref>Birds 3 (2022)</arxiv:journal_ref><arxiv:doi>10.9999/Birds.3</arxiv:doi>"
)
MISTAKE = (
    "<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_abc</id><title>Error</title>"
    "<summary>incorrect id format for abc</summary></entry>"
)


def test_a_feed_of_two_and_the_published_version_of_one() -> None:
    answer = feed(entry(), entry("1707.08567", more=PUBLISHED))
    assert of_feed(answer, FETCHED) == [
        SPARROW, SPARROW._replace(arxiv_id="1707.08567", doi="10.9999/birds.3"),
    ]  # fmt: skip


def test_an_identifier_from_before_2007() -> None:
    assert of_feed(feed(entry("quant-ph/0201082")), FETCHED) == [
        SPARROW._replace(arxiv_id="quant-ph/0201082")
    ]


@pytest.mark.parametrize(
    "entries",
    [(), (MISTAKE,), (entry(title=""),), (entry("abc"),), ("<entry/>",), ("<entry><id/></entry>",)],
)
def test_what_arxiv_does_not_know_is_not_in_it(entries: tuple[str, ...]) -> None:
    assert of_feed(feed(*entries), FETCHED) == []


def test_the_titles_of_a_feed_are_those_of_no_paper() -> None:
    other = '<x:entry xmlns:x="http://example.org/x">' + entry() + "</x:entry>"
    assert of_feed(feed(other), FETCHED) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Teaching a sparrow by a $k$-choir", "Teaching a sparrow by a k-choir"),
        ("Schr&#246;dinger and Schr\\&quot;odinger", "Schrödinger and Schrödinger"),
        ("<![CDATA[a < b <b>c</b>]]>", "a < b c"), ("a &lt;i&gt;b&lt;/i&gt;", "a b"),
        ("5 % of $5 and $6", "5 % of $5 and $6"), ("a<b>b</b>c", "c"),
    ],
)  # fmt: skip
def test_markup_in_a_title(written: str, read: str) -> None:
    assert of_feed(feed(entry(title=written)), FETCHED) == [SPARROW._replace(title=read)]


def test_where_one_author_has_no_name_there_is_none() -> None:
    assert of_feed(feed(entry(authors=("Ada Lark", " "))), FETCHED) == [
        SPARROW._replace(authors=())
    ]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><title>&b;</title></feed>"""
OUTSIDE = b"""<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&x;</title></entry></feed>"""


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"<html><body>arXiv</body></html>", b"<feed/>", feed(entry())[:-9], BOMB, OUTSIDE,
        BOMB.decode().encode("utf-16"), feed(entry(title="&unknown;")), feed(entry()) + b" " * LARGEST,
        feed("<a>" * 100_000 + "</a>" * 100_000), b'<feed xmlns="http://www.w3.org/2005/Atom">' + b"<a>" * 40,
        b"<?xml version='1.0' encoding='klingon'?><feed/>", b"<" * 100_000, feed("\x00"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_none(content: bytes) -> None:
    assert of_feed(content, FETCHED) is None


@given(st.binary(max_size=60), st.integers(0, 900))
def test_a_damaged_feed_is_read_or_is_none(damage: bytes, at: int) -> None:
    answer = feed(entry())
    found = of_feed(answer[:at] + damage + answer[at:], FETCHED)
    assert found is None or all(record.title and record.arxiv_id for record in found)

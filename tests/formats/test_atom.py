"""News as an Atom feed, judged by another reader of feeds."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from kdcat.formats.atom import News, feed
from tests.making import LABELLED, paper

DAY = datetime(2026, 11, 5, 10, 30, tzinfo=UTC)
SCHEMA = etree.RelaxNG(file=str(Path(__file__).parent.parent / "data" / "atom.rng"))
ATOM = "{http://www.w3.org/2005/Atom}"
ALPHA = paper(
    "Alpha & <omega>", "Speech/ASR", id="alpha-1", venue="ACL", year=2024,
    paper_url="https://x.org/a?b=1&c=2", code_url="https://github.com/a/b", authors="Ada Lee, van Dam, B.",
)  # fmt: skip
BETA = paper("Beta", id="beta-2")


def written(*news: News, title: str = "New papers", **more: str) -> str:
    return "".join(feed(news, title, "https://x.org/feed", **more))  # type: ignore[arg-type]


def test_a_feed_is_written_whole() -> None:
    text = written(
        News(ALPHA, "llm-kd", DAY),
        News(BETA, "other", DAY - timedelta(days=1)),
        address="https://x.org/feed.xml",
        page="https://x.org/",
    )
    assert re.sub("urn:uuid:[0-9a-f-]{36}", "urn:uuid:ID", text) == (
        """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>urn:uuid:ID</id>
  <title>New papers</title>
  <updated>2026-11-05T10:30:00Z</updated>
  <author>
    <name>kdcat</name>
  </author>
  <link rel="self" type="application/atom+xml" href="https://x.org/feed.xml" />
  <link rel="alternate" type="text/html" href="https://x.org/" />
  <entry>
    <id>urn:uuid:ID</id>
    <title>Alpha &amp; &lt;omega&gt;</title>
    <updated>2026-11-05T10:30:00Z</updated>
    <published>2026-11-05T10:30:00Z</published>
    <author>
      <name>Ada Lee</name>
    </author>
    <author>
      <name>B. van Dam</name>
    </author>
    <link rel="alternate" href="https://x.org/a?b=1&amp;c=2" />
    <link rel="related" title="code" href="https://github.com/a/b" />
    <category term="Speech" />
    <category term="ASR" />
    <content type="text">llm-kd · Speech / ASR · ACL 2024 · code: https://github.com/a/b</content>
  </entry>
  <entry>
    <id>urn:uuid:ID</id>
    <title>Beta</title>
    <updated>2026-11-04T10:30:00Z</updated>
    <published>2026-11-04T10:30:00Z</published>
    <content type="text">other</content>
  </entry>
</feed>
"""
    )


def test_what_could_act_where_it_is_shown_is_written_as_a_reference() -> None:
    title = "A\x9b\u202eb\u2028c\u200b d\u200de"
    text = written(News(BETA._replace(title=title), "a\u2066", DAY))
    assert re.findall("<title>(.*)</title>|<content.*>(.*)</content>", text) == [
        ("New papers", ""),
        ("A&#155;&#8238;b&#8232;c&#8203; d&#8205;e", ""),
        ("", "a&#8294;"),
    ]
    assert ElementTree.fromstring(text).findtext(f"{ATOM}entry/{ATOM}title") == title


def test_another_library_reads_the_same() -> None:
    read = feedparser.parse(written(News(ALPHA, "llm-kd", DAY), News(BETA, "other", DAY)))
    assert (read.bozo, read.version, read.feed.title) == (False, "atom10", "New papers")
    alpha, beta = read.entries
    assert alpha.title_detail.value in {"Alpha & <omega>", "Alpha &amp; &lt;omega&gt;"}
    assert alpha.link == "https://x.org/a?b=1&c=2"
    assert alpha.updated_parsed[:6] == (2026, 11, 5, 10, 30, 0)
    assert [author.name for author in alpha.authors] == ["Ada Lee", "B. van Dam"]
    assert [tag.term for tag in alpha.tags] == ["Speech", "ASR"]
    assert beta.content[0].value == "other"


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Ada Lee, van Dam, B., et al.", ["Ada Lee", "B. van Dam", "et al."]),
        ("Lee and others", ["Lee", "et al."]),
        ("et al.", []),
        (None, []),
    ],
)
def test_an_entry_says_that_there_are_more_authors(authors: str | None, names: list[str]) -> None:
    item = feedparser.parse(written(News(paper("Alpha", authors=authors), "list", DAY))).entries[0]
    assert [author.name for author in item.get("authors", [])] == names


def musts(text: str) -> None:
    """What RFC 4287, sections 4.1.1 and 4.1.2, demands, and 3.2 to 3.3 of what is inside."""
    read = feedparser.parse(text.encode())
    assert not read.bozo, read.get("bozo_exception")
    whole = etree.fromstring(text.encode())
    assert SCHEMA.validate(whole), SCHEMA.error_log
    root = ElementTree.fromstring(text.encode())
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{tag}")) == 1, tag
        for tag in ("updated", "published"):
            for moment in element.findall(f"{ATOM}{tag}"):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment.text or "")
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id") or "")
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    # What a grammar cannot say: one address of each kind, and something to read (4.1.1, 4.1.2).
    for element in (root, *root.iter(f"{ATOM}entry")):
        alternates = [
            (link.get("type"), link.get("hreflang"))
            for link in element.findall(f"{ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        ]
        assert len(alternates) == len(set(alternates))
    for entry in root.iter(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}content") is not None
    for link in root.iter(f"{ATOM}link"):
        assert re.fullmatch(r"""https?://(?:[^\x00-\x20"<>\\^`{|}%\x7f-\x9f]|%[0-9A-F]{2})+""", link.attrib["href"], re.IGNORECASE)  # fmt: skip


def test_every_paper_of_the_catalog_makes_a_valid_entry() -> None:
    text = written(*(News(one, "kd", DAY) for one in LABELLED))
    musts(text)
    assert len(feedparser.parse(text).entries) == len({one.id for one in LABELLED})


def test_a_feed_without_news_is_a_feed() -> None:
    musts(written())
    assert "<updated>1970-01-01T00:00:00Z</updated>" in written()
    assert "<updated>2026-11-05T10:30:00Z</updated>" in "".join(feed([], "t", "i", updated=DAY))


def test_a_paper_of_two_sections_is_one_entry_and_of_two_lists_two() -> None:
    twice = ALPHA._replace(modality="Video", task=None)
    news = [News(ALPHA, "a", DAY), News(twice, "a", DAY), News(ALPHA, "b", DAY)]
    first, second = feedparser.parse(written(*news)).entries
    assert [tag.term for tag in first.tags] == ["Speech", "ASR", "Video"]
    assert [tag.term for tag in second.tags] == ["Speech", "ASR"]
    assert first.id != second.id


def test_names_stay_and_times_are_those_of_greenwich() -> None:
    east = DAY.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert written(News(ALPHA, "a", east)) == written(News(ALPHA, "a", DAY))


def test_the_name_of_a_feed_is_of_its_identity_alone() -> None:
    first, again, other = (
        feedparser.parse("".join(feed([], title, identity))).feed.id
        for title, identity in (("a", "x"), ("b", "x"), ("a", "y"))
    )
    assert first == again != other


@pytest.mark.parametrize("control", [*map(chr, range(32)), "\x7f", "\ufffe", "\uffff", "\ud800"])
def test_what_xml_cannot_hold_goes(control: str) -> None:
    dirty = ALPHA._replace(
        title=f"A{control}b", authors=f"x{control}", paper_url=f"https://x.org/{control}"
    )
    text = written(News(dirty, f"l{control}", DAY), title=f"t{control}")
    musts(text)
    kept = control if control in "\t\n\r\x7f" else ""
    (title,) = (one.text for one in ElementTree.fromstring(text.encode()).iter(f"{ATOM}title") if one.text != f"t{kept}".replace("\r", "\n"))  # fmt: skip
    assert title == f"A{kept}b".replace("\r", "\n")


@given(st.text(), st.text(), st.text(), st.text(max_size=20))
def test_a_feed_of_any_text_is_valid(title: str, authors: str, name: str, url: str) -> None:
    one = paper(title, name, id=authors, authors=authors, paper_url=f"https://x.org/{url}")
    musts(written(News(one, name, DAY), News(one, title, DAY), title=title))

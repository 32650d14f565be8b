"""Reading: the hand labels of the catalog, the oddities of other lists, and hostile text."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat import KdcatError
from kdcat.bibliography.addresses import address
from kdcat.layouts.fields import venue_and_year
from kdcat.layouts.inline import parser
from kdcat.layouts.piece import Content
from kdcat.layouts.pieces import pieces, whole_content
from kdcat.layouts.recognise import _USUAL_FORM, entry_pieces, recognise, recognised
from kdcat.layouts.runs import runs
from kdcat.reading.catalog import Catalog, read
from kdcat.reading.ids import id_of
from kdcat.reading.source import bundled_path

Write = Callable[[str | bytes], str]
LINKS = "[ :link: ](https://x.org/a) [ :octocat: ](https://github.com/a/b)"


def papers_of(text: str) -> list[tuple[object, ...]]:
    """Title, venue as written, year, sections, links."""
    return [
        (paper.title, paper.venue_raw, paper.year, (paper.modality, paper.task, paper.subtask),
         paper.paper_url, paper.code_url)
        for paper in read(io.StringIO(text)).papers
    ]  # fmt: skip


def only_paper(entry: str) -> tuple[object, ...]:
    (paper,) = papers_of(entry)
    return (*paper[:3], *paper[4:])


def test_every_entry_of_the_catalog_reads_as_it_was_labelled_by_hand(
    catalog: Catalog, labels: list[dict[str, Any]]
) -> None:
    read_as = [{name: getattr(paper, name) for name in labels[0]} for paper in catalog.papers]
    assert read_as == labels
    assert catalog.unread == ()


def test_the_catalogs_title_is_no_section(catalog: Catalog) -> None:
    assert catalog.title is not None
    assert catalog.title[1:] == ("Modalities", 1)


A, B = "https://x.org/a", "https://github.com/a/b"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (f"* **A title**, CVPR 2024, {LINKS}", ("A title", "CVPR", 2024, A, B)),
        (f"* **A title**, {LINKS}", ("A title", None, None, A, B)),
        (f"* **A title**, 2023, {LINKS}", ("A title", None, 2023, A, B)),
        (f"* **A title**, IEEE/ACM 2021 , {LINKS}", ("A title", "IEEE/ACM", 2021, A, B)),
        (f"* **A title**, DCASE2024 Challenge, {LINKS}", ("A title", "DCASE2024 Challenge", 2024, A, B)),
        (f"* **A title**, AAAI2019, {LINKS}", ("A title", "AAAI", 2019, A, B)),
        (f"* **A title**. CVPR, 2024. {LINKS}", ("A title", "CVPR", 2024, A, B)),
        (f"* **A title** CVPR 2024 {LINKS}", ("A title", "CVPR", 2024, A, B)),
        (f"* **A title** (CVPR 2024) {LINKS}", ("A title", "CVPR", 2024, A, B)),
        (f"* **A title**, CVPR (2024), {LINKS}", ("A title", "CVPR", 2024, A, B)),
        (f"* **A title**, **CVPR** 2024, {LINKS}", ("A title", "CVPR", 2024, A, B)),
        (f"* **A title,** CVPR 2024, {LINKS}", ("A title", "CVPR", 2024, A, B)),
        (f"* **A** : **B**, CVPR 2024, {LINKS}", ("A : B", "CVPR", 2024, A, B)),
        (f"* **A**: **B**, CVPR 2024, {LINKS}", ("A: B", "CVPR", 2024, A, B)),
        (f"*  **A  title**,  arXiv  2024,  {LINKS}", ("A title", "arXiv", 2024, A, B)),
        (f"- **A title**, CVPR 2024, {LINKS}", ("A title", "CVPR", 2024, A, B)),
        (f"1. **A title**, CVPR 2024, {LINKS}", ("A title", "CVPR", 2024, A, B)),
        (f"* __A title__, CVPR 2024, {LINKS}", ("A title", "CVPR", 2024, A, B)),
        (f"* 🔥 **A title**, CVPR 2024, {LINKS}", ("A title", "CVPR", 2024, A, B)),
        (f"* **A title**, arXiv:2004.12345 2021, {LINKS}", ("A title", "arXiv:2004.12345", 2021, A, B)),
        (f"* **A *b* `c` &amp; <i>d</i>**, CVPR 2024, {LINKS}", ("A b c & d", "CVPR", 2024, A, B)),
        (f"* A title, with comma, CVPR 2024, {LINKS}", ("A title, with comma", "CVPR", 2024, A, B)),
        (f"* **A title**,\n  CVPR 2024,\n  {LINKS}", ("A title", "CVPR", 2024, A, B)),
        ("* **A title**, CVPR 2024, [ :link: ]() [ :octocat: ]()", ("A title", "CVPR", 2024, None, None)),
        ("* **A title**, CVPR 2024, [ :link: ](A title)", ("A title", "CVPR", 2024, None, None)),
        ("* **A title**, CVPR 2024, [ :link: ](<https://x.org/a b>)", ("A title", "CVPR", 2024, "https://x.org/a%20b", None)),
        ("* **A title**, CVPR 2024, [ :link: ](javascript:alert) [ :octocat: ](file:///x)", ("A title", "CVPR", 2024, None, None)),
        ("* **A title**, CVPR 2024, [ :link: ](https://x.org/a)[ :octocat: ](https://github.com/a\\_b/c)", ("A title", "CVPR", 2024, A, "https://github.com/a_b/c")),
        ("* **A title**, CVPR 2024, [ :link: ][1]\n\n[1]: https://x.org/a", ("A title", "CVPR", 2024, A, None)),
        ("* **A title**", ("A title", None, None, None, None)),
        ("* [A title](https://x.org/a), CVPR 2024, [code](https://github.com/a/b)", ("A title", "CVPR", 2024, A, B)),
        ("* **[A title](https://x.org/a)**, CVPR 2024", ("A title", "CVPR", 2024, A, None)),
    ],
)  # fmt: skip
def test_an_entry_says_what_its_rendered_line_says(
    entry: str, expected: tuple[object, ...]
) -> None:
    assert only_paper(entry) == expected


@pytest.mark.parametrize(
    "text",
    [
        "* [Speech](#speech)\n  * [ASR](#asr)",
        "* **Note:** send a pull request",
        "* **Important** notes follow.",
        "* plain words",
        "```\n* **A title**, CVPR 2024, [ :link: ](https://x.org/a)\n```",
        "<!-- * **A title**, CVPR 2024, [ :link: ](https://x.org/a) -->",
        "Some **bold** prose of 2024.",
        "* [**A tool**](https://x.org/a), which may be of use",
        "* ",
        "",
    ],
)
def test_what_is_no_entry_is_no_paper(text: str) -> None:
    assert papers_of(text) == []


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("# T\n## S\n### ASR\n#### Sub\n{}", ("S", "ASR", "Sub")),
        ("## S\n### ASR\n{}", ("S", "ASR", None)),
        ("# T\n### S\n{}", ("S", None, None)),
        ("# T\n{}", (None, None, None)),
        ("# S\n{}\n# Other", ("S", None, None)),
        ("## T\n* [S](#s)\n---\n### S\n{}", ("S", None, None)),
        ("## T\n* [S](#s)\n---\n## S\n### ASR\n{}", ("S", "ASR", None)),
        ("# T\n## Contents\n- [S](#s)\n### S\n{}", ("S", None, None)),
        ("T\n=\n\nS\n-\n\n{}", ("S", None, None)),
        ("## S\n### ASR\n## V\n{}", ("V", None, None)),
        ("## S *of* `x` &amp; y\n{}", ("S of x & y", None, None)),
        ("## S\n* **Group**\n  {}", ("S", "Group", None)),
        ("## S\n* Group\n  * **Inner**\n    {}", ("S", "Group", "Inner")),
        ("## S\n* **G**\n  * *note*\n  {}", ("S", "G", None)),
        ("## S\n* item\n---\n{}", ("S", None, None)),
    ],
)
def test_the_sections_are_those_of_the_rendered_page(
    text: str, sections: tuple[object, ...]
) -> None:
    ((_, _, _, found, _, _),) = papers_of(text.format(f"* **A title**, CVPR 2024, {LINKS}"))
    assert found == sections


def test_entries_whose_bullet_is_missing_are_told_apart() -> None:
    text = f"* **A title**, CVPR 2024, {LINKS}\n***B title**, ICCV 2023, {LINKS}\n**C title**, ICML 2022, {LINKS}"
    assert [(paper.line, paper.title, paper.year) for paper in read(io.StringIO(text)).papers] == [
        (1, "A title", 2024), (2, "B title", 2023), (3, "C title", 2022),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("## S\n\n    * **A title**, CVPR 2024, [ :link: ](https://x.org/a)", 3),
        ("* , CVPR 2024, [ :link: ](https://x.org/a)", 1),
    ],
)
def test_what_looks_like_an_entry_and_is_not_read_is_not_dropped_in_silence(
    text: str, line: int
) -> None:
    assert line in [unread.line for unread in read(io.StringIO(text)).unread]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("last", ["", "end"])
def test_line_numbers_count_as_commonmark_counts(
    write: Write, end: str, mark: bytes, last: str
) -> None:
    lines = [
        "# T",
        "",
        f"* **A \u2028 title\f\x85x**, CVPR 2024, {LINKS}",
        f"* **B \x0b\x1c title**, ICCV 2023, {LINKS}",
    ]
    text = end.join(lines) + (end if last else "")
    papers = read(write(mark + text.encode())).papers
    assert [(paper.line, paper.title) for paper in papers] == [(3, "A title x"), (4, "B title")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a\nb\xffc", "not UTF-8: byte 3 (0xff) on line 2; convert the file to UTF-8"),
        (b"\xef\xbb\xbfa\xff", "not UTF-8: byte 4 (0xff) on line 1; convert the file to UTF-8"),
        (b"\xff\xfea\0", "not UTF-8: byte 0 (0xff) on line 1; convert the file to UTF-8"),
        (b"a\r\nb\r\0", "byte 5 on line 3 is NUL; this is not a text file"),
    ],
)
def test_content_that_is_not_text_is_refused_with_its_place(
    write: Write, content: bytes, message: str
) -> None:
    path = write(content)
    with pytest.raises(KdcatError) as error:
        read(path)
    assert str(error.value) == f"{path}: {message}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        "* " * 10_000 + "**A**",
        "\n".join("  " * depth + "* x" for depth in range(2_000)),
        "> " * 10_000,
        "**" * 10_000,
        "* **" + "[" * 10_000 + "**, CVPR 2024, [ :link: ](https://x.org/a)",
        "* **A**, " + "(" * 10_000,
        "`" * 10_000 + " a",
        "* **a" + " " * 50_000 + "b**, CVPR 2024",
        "<" * 10_000 + "!--" * 10_000,
        "&" * 20_000 + ";",
        "\\" * 10_001,
        "* **" + "a_b" * 10_000 + "**, x 2024, [ :link: ](https://x.org/a)",
        ("* **A**, CVPR 2024, [ :link: ](https://x.org/a)\n" * 3_000),
    ],
    ids=lambda text: text[:8],
)
def test_pathological_text_is_read(text: str) -> None:
    read(io.StringIO(text))


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    if "\0" not in text:
        for paper in read(io.StringIO(text)).papers:
            assert paper.title == " ".join(paper.title.split())


ENTRIES = bundled_path().read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(ENTRIES), max_size=12),
    st.lists(
        st.tuples(
            st.integers(0, 2000),
            st.integers(0, 5),
            st.text("*[]()#:\n\r\t `<>&;_\\-~ab12é知", max_size=6),
        ),
        max_size=8,
    ),
)
def test_mutated_catalogs_can_be_read(
    lines: list[str], changes: list[tuple[int, int, str]]
) -> None:
    text = "".join(lines)
    for at, removed, added in changes:
        text = text[:at] + added + text[at + removed :]
    papers = read(io.StringIO(text)).papers
    assert [paper.id for paper in papers] == [id_of(paper.title) for paper in papers]


TITLE = st.text("ab XY3:,.!?()/@-–é'\"~|;+=", min_size=1, max_size=30)


@given(
    TITLE,
    st.sampled_from([", ", ",", ".", ":", " ", " ,", ""]),
    TITLE,
    st.text("abz:/.?=&%~#+,;-_", max_size=20),
    st.integers(0, 2),
)
def test_the_usual_form_reads_alike_with_the_inline_parser_and_without_it(
    title: str, between: str, fields: str, path: str, links: int
) -> None:
    content = f"**{title}**{between}{fields}"
    content += f", [ :link: ](https://x.org/{path})" if links else ""
    content += f" [ :octocat: ](https://g.co/{path})" if links > 1 else ""
    content = content.rstrip()
    markdown = parser()
    parsed = pieces(Content(content, (0,), (7,)), markdown, {})
    known = recognised(runs(parsed))
    assert recognise(whole_content(content), markdown, {}) == (known and known[0])
    assert entry_pieces(Content(content, (0,), (7,)), markdown, {}) == parsed


def test_most_entries_of_the_catalog_are_of_the_usual_form(catalog: Catalog) -> None:
    usual = [
        listing for listing in catalog.listings if _USUAL_FORM.fullmatch(listing.block.content)
    ]
    assert len(usual) >= 165


def test_all_entries_read_alike_with_the_inline_parser_and_without_it(catalog: Catalog) -> None:
    markdown = parser()
    for listing in catalog.listings:
        content = whole_content(listing.block.content)
        parsed = pieces(content, markdown, {})
        assert entry_pieces(content, markdown, {}) == parsed
        known = recognised(runs(parsed))
        assert known
        assert known[0] == recognise(content, markdown, {})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://x.org", "https://x.org"),
        ("HTTP://x.org/ a", "HTTP://x.org/%20a"),
        ("https://x.org/\x1b[31m\u202e", "https://x.org/%1B[31m%E2%80%AE"),
        ("https://", None), ("https:///a", None), ("//x.org", None), ("/a", None), ("#a", None),
        ("javascript:alert(1)", None), ("file:///etc/passwd", None), ("ftp://x.org", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_only_http_and_https_with_a_host_are_addresses(
    written: str | None, expected: str | None
) -> None:
    assert address(written) == expected


@given(st.text(max_size=60))
def test_venue_and_year_take_any_text(text: str) -> None:
    venue, year = venue_and_year(text)
    assert venue is None or venue in " ".join(text.split())
    assert year is None or str(year) in text


def test_sections_are_all_headings_above_an_entry() -> None:
    entry = f"* **A title**, CVPR 2024, {LINKS}\n"
    text = f"# List\n\n{entry}\n## A\n\n### B\n\n#### C\n\n##### D\n\n###### E\n\n* **Group**\n  {entry}"
    first, second = read(io.StringIO(text)).papers
    assert (first.sections, first.deeper) == ((), ())
    assert second.sections == ("A", "B", "C", "D", "E", "Group")
    assert (second.modality, second.task, second.subtask) == ("A", "B", "C")
    assert second.deeper == ("D", "E", "Group")


def test_blocks_know_their_lines(catalog: Catalog) -> None:
    lines = bundled_path().read_text(encoding="utf-8").split("\n")
    for listing in catalog.listings:
        block = listing.block
        assert block.end_line == block.line + 1
        assert block.content in lines[block.line - 1]

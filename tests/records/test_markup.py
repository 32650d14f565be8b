"""Texts of registries as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.printable import printable
from kdcat.records.markup import plain_text
from kdcat.words import one_line


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("plain", "plain"),
        ("  two\n words\t here ", "two words here"),
        ("a &amp; b &lt; c &amp;lt; d", "a & b < c < d"),
        ("<jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One. Two."),
        ("H<sub>2</sub>O and x<sup>2</sup>", "H2O and x2"),
        ("a < b and c > d, V<max>17", "a < b and c > d, V<max>17"),
        ("if x <y and z> w", "if x <y and z> w"),
        ("<script>alert(1)</script>Birds<style>p{}</style>", "Birds"),
        ("a<mml:math><mml:mi>x</mml:mi><mml:annotation>$x$</mml:annotation></mml:math>b", "ax b"),
        ("<a href='https://x.org'>here</a><br/>there<!-- not -->", "here there"),
        ("<b>unclosed", "unclosed"), ("</p></p>", None), ("<p", "<p"),
        ('Schr\\"{o}dinger, Erd\\H{o}s, \\L ukasz', "Schrödinger, Erdős, Łukasz"),
        ("$\\alpha$-divergence and $L_2$", "α-divergence and L_2"),
        ("$x^{2}$ of {BERT}", "x^2 of BERT"),
        ("5 % of $5 and $6 & more # \\'e", "5 % of $5 and $6 & more # é"),
        ("a set {a, b} \\textbf{bold}", "a set {a, b} bold"),
        ("\\frac{", "\\frac{"), ("\x00\x07\x1b[31mred\x9b", "[31mred"), ("\u202egnis\u200b", "gnis"),
        ("\ud800", None), ("", None), ("   ", None), (None, None), (5, None), ([], None), ([None], None),
        (["first", "second"], "first"), ([["x"]], None), ({"a": 1}, None), ("a" * 501, None),
        ("a" * 500, "a" * 500), ("a" * 100_001, None), ("张三的鸟", "张三的鸟"), ("e\u0301", "e\u0301"),
    ],
)  # fmt: skip
def test_a_text(written: object, read: str | None) -> None:
    assert plain_text(written) == read


def test_the_heading_of_an_abstract_is_none_of_it() -> None:
    assert plain_text("Abstract: We sing.", "abstract") == "We sing."
    assert plain_text("Abstract art is seen.", "abstract") == "Abstract art is seen."


PIECES = st.sampled_from(
    ["<", ">", "</", "<p>", "<jats:p", "&", "&amp;", "&lt;", "$", "$$", "\\", "{", "}", "\\frac", "\\begin{a}",
     "%", "a b", "ö", "\x00", "\u202e", "<!--", "-->", "<script>", "^", "_"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_any_text_becomes_one_line_that_does_nothing(text: str) -> None:
    read = plain_text(text)
    assert read is None or (read == one_line(read) == printable(read) != "")


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "&amp;", "$", "\\", "{", "}", "\\frac{", "<script>", "<!--", "\\begin{a}", "$x$ ", "a<b ", "{a"]
)  # fmt: skip
def test_a_long_text_of_one_piece_is_read_to_its_end(piece: str) -> None:
    whole = plain_text((piece * 100_000)[:100_000], "abstract")
    assert whole is None or len(whole) <= 20_000
    some = plain_text((piece * 20_000)[:20_000], "abstract")
    assert some is None or len(some) <= 20_000

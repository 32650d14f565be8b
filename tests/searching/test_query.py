"""The query language: text to a parsed query."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kdcat.errors import UsageError
from kdcat.index.papers import Index
from kdcat.searching.filters import rows_of, years
from kdcat.searching.query import NAMES, Clause, Name, Phrase, Qualifier, Query, Term, Word, parse
from tests.searching.cases import papers


def terms(text: str) -> list[tuple[Term, ...]]:
    return [clause.terms for clause in parse(text).clauses]


def test_a_whole_query() -> None:
    text = 'asr -"cued speech" -year:2020-2023 title:bert OR task:"speech recognition"'
    assert parse(text) == Query(
        text,
        (
            Clause((Word("asr", 0),)),
            Clause((Phrase("cued speech", 6, None, True),)),
            Clause((Qualifier("year", "2020-2023", 25, True),)),
            Clause((Word("bert", 41, "title"), Qualifier("task", "speech recognition", 55))),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "3D-to-2D",
        "FBK@IWSLT2020",
        "CRKD: Enhanced Camera-Radar",
        "Title: of a paper",
        "a - b",
        "-",
        "--",
        "--title",
        "-- a",
        "self-distillation",
        "OR",
        "OR a",
        "a OR",
        "OR OR",
        "a or b",
        "A AND B",
        "DO NOT TRUST",
        "NOT",
        "NOT NOT",
        "AND",
        "a NOT",
        "AND a",
        "a AND",
        "a AND OR",
        "a and b not c",
        '"unmatched',
        'unmatched"',
        '5" disk',
        '""',
        '"-"',
        "\u2013 \u2014",
        "-: -)",
        "(a) [b] {c} <d>",
        "http://example.org/a?b=c#d",
        "10.1145/3651640.3651652",
        "multi-task: learning",
        "subtask:x",
        "2020:2024",
    ],
)
def test_no_syntax_by_accident(text: str) -> None:
    assert [[term] for term in map(word_of, parse(text).clauses)] == [[w] for w in text.split()]


def word_of(clause: Clause) -> str:
    (term,) = clause.terms
    assert isinstance(term, Word)
    assert (term.field, term.negated) == (None, False)
    return term.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \t\n ", []),
        ("a  b", [(Word("a", 0),), (Word("b", 3),)]),
        ("-a", [(Word("a", 1, None, True),)]),
        ("-2019", [(Word("2019", 1, None, True),)]),
        ('"a b"', [(Phrase("a b", 1),)]),
        ('"a b"c', [(Phrase("a b", 1),), (Word("c", 5),)]),
        ("\u201ca b\u201d", [(Phrase("a b", 1),)]),
        ('"a" b"', [(Phrase("a", 1),), (Word('b"', 4),)]),
        ("a OR b c", [(Word("a", 0), Word("b", 5)), (Word("c", 7),)]),
        ("a OR b OR c", [(Word("a", 0), Word("b", 5), Word("c", 10))]),
        ("a OR OR b", [(Word("a", 0),), (Word("OR", 2),), (Word("OR", 5),), (Word("b", 8),)]),
        ('"a OR b" "c"OR d', [(Phrase("a OR b", 1),), (Phrase("c", 10), Word("d", 15))]),
        ("a AND b", [(Word("a", 0),), (Word("b", 6),)]),
        ("a NOT b", [(Word("a", 0),), (Word("b", 6, None, True),)]),
        ("NOT a", [(Word("a", 4, None, True),)]),
        ("a AND NOT b", [(Word("a", 0),), (Word("b", 10, None, True),)]),
        ("a OR NOT b", [(Word("a", 0), Word("b", 9, None, True))]),
        ("a AND b OR c", [(Word("a", 0),), (Word("b", 6), Word("c", 11))]),
        ('a NOT "b c"', [(Word("a", 0),), (Phrase("b c", 7, None, True),)]),
        ("asr NOT year:2020", [(Word("asr", 0),), (Qualifier("year", "2020", 13, True),)]),
        ("a NOT -b", [(Word("a", 0),), (Word("NOT", 2),), (Word("b", 7, None, True),)]),
        ("a NOT NOT b", [(Word("a", 0),), (Word("NOT", 2),), (Word("b", 10, None, True),)]),
        ("-OR a", [(Word("OR", 1, None, True),), (Word("a", 4),)]),
        ("a OR -b", [(Word("a", 0), Word("b", 6, None, True))]),
        ("Venue:CVPR", [(Qualifier("venue", "CVPR", 6),)]),
        ("venue:T-IV", [(Qualifier("venue", "T-IV", 6),)]),
        ("year:2020-", [(Qualifier("year", "2020-", 5),)]),
        ("year:-2020", [(Qualifier("year", "-2020", 5),)]),
        ("year:>2020", [(Qualifier("year", ">2020", 5),)]),
        ("year:<=2020", [(Qualifier("year", "<=2020", 5),)]),
        ("year:2019..2020", [(Qualifier("year", "2019..2020", 5),)]),
        ("year:2019,2021-", [(Qualifier("year", "2019,2021-", 5),)]),
        ("has:code", [(Qualifier("has", "code", 4),)]),
        ("-has:paper", [(Qualifier("has", "paper", 5, True),)]),
        ("is:preprint", [(Qualifier("is", "preprint", 3),)]),
        ('title:"a b"', [(Phrase("a b", 7, "title"),)]),
        ("-title:a", [(Word("a", 7, "title", True),)]),
        ("venue:a:b", [(Qualifier("venue", "a:b", 6),)]),
    ],
)
def test_syntax(text: str, found: list[tuple[Term, ...]]) -> None:
    assert terms(text) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("year:", "query 'year:', character 6: year: needs a value"),
        ("a venue: b", "query 'a venue: b', character 9: venue: needs a value"),
        ('task:""', "query 'task:\"\"', character 6: task: needs a value"),
        (
            "asr year:20x3",
            (
                "query 'asr year:20x3', character 10: '20x3' is not a year: "
                "write 2024, 2020-2023, 2020- or -2019"
            ),
        ),
        (
            "-year:2023-2020",
            (
                "query '-year:2023-2020', character 7: '2023-2020' ends before it begins: "
                "write 2020-2023"
            ),
        ),
        (
            "has:tea",
            "query 'has:tea', character 5: has: does not know 'tea': write has:code or has:paper",
        ),
        (
            "is:book",
            (
                "query 'is:book', character 4: is: does not know 'book': write is:conference or "
                "is:journal or is:preprint or is:workshop"
            ),
        ),
        ("a\nyear:", "query 'a\\nyear:', character 8: year: needs a value"),
    ],
)
def test_queries_that_cannot_be_meant(text: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse(text)
    assert str(raised.value) == message


@pytest.mark.parametrize("text", ["arXiv:2403.01479", "arxiv:2403.01479", "doi:10.1/x", "http://a"])
def test_identifiers_are_no_unknown_qualifiers(text: str) -> None:
    assert parse(text).hints == ()


def test_an_unknown_qualifier_is_a_word_and_a_hint() -> None:
    assert parse("writer:hinton writer:hinton") == Query(
        "writer:hinton writer:hinton",
        (Clause((Word("writer:hinton", 0),)), Clause((Word("writer:hinton", 14),))),
        (
            (
                "writer: is not a qualifier, so it was read as a word; there are "
                "modality: task: section: venue: year: author: title: has: is:"
            ),
        ),
    )


PIECES = st.sampled_from(
    [
        *(f"{name}:" for name in NAMES),
        '"',
        "-",
        "OR",
        "AND",
        "NOT",
        " ",
        "2020",
        "code",
        "a",
        "\u201c",
        ":",
        "\n",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
@example('"0"MODALITY:"0"')
@example('"a"OR OR"b OR c"')
def test_any_text_is_a_query_or_a_usage_error_of_one_line(text: str) -> None:
    try:
        query = parse(text)
    except UsageError as error:
        message = str(error)
    else:
        message = "fine"
        check_places(query, text)
    assert len(message.splitlines()) == 1


def check_places(query: Query, text: str) -> None:
    assert query.text == text
    for clause in query.clauses:
        for term in clause.terms:
            said = term.value if isinstance(term, Qualifier) else term.text
            assert text[term.start : term.start + len(said)] == said


@pytest.mark.slow
@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), max_size=32))
def test_words_are_words(words: list[str]) -> None:
    words = [word for word in words if word not in ("OR", "AND", "NOT")]
    assert [word_of(clause) for clause in parse(" ".join(words)).clauses] == words


def test_a_query_of_too_many_words_is_refused_in_one_line() -> None:
    for text in ("a " * 1001, "a-" * 1001, "- " * 1001, '"a b" ' * 501):
        with pytest.raises(UsageError) as refused:
            parse(text)
        assert str(refused.value) == "the query has more than 1,000 words: ask with fewer"
    with pytest.raises(UsageError) as refused:
        parse("a" * 201)
    assert str(refused.value) == "a word of the query has more than 200 letters"


def test_of_a_long_query_the_first_words_are_looked_for() -> None:
    hint = ("only the first 32 words of the query are looked for",)
    long = parse("a " * 1000)
    assert (len(long.clauses), long.hints) == (32, hint)
    one = parse("a-" * 1000)
    assert [clause.terms[0].text for clause in one.clauses] == ["a-" * 31 + "a"]  # type: ignore[union-attr]
    assert one.hints == hint
    assert parse("a " * 32).hints == ()


def test_an_address_in_a_query_is_never_cut() -> None:
    address = "https://x.org/" + "a-" * 40 + "b"
    for words, read in (("", []), ("one two ", ["one", "two"])):
        query = parse(words + address)
        assert [word_of(clause) for clause in query.clauses] == [*read, address]
        assert query.hints == ()


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2024", (2024, 2024)),
        ("2020-2023", (2020, 2023)),
        ("2020..2023", (2020, 2023)),
        ("2020-", (2020, 9999)),
        ("2020..", (2020, 9999)),
        ("-2019", (0, 2019)),
        ("..2019", (0, 2019)),
        (">2019", (2020, 9999)),
        (">=2019", (2019, 9999)),
        ("> 2019", (2020, 9999)),
        ("<2019", (0, 2018)),
        ("<=2019", (0, 2019)),
    ],
)
def test_years(text: str, span: tuple[int, int]) -> None:
    assert years(text) == span


@pytest.mark.parametrize(
    "text",
    ["", "-", "..", ">", "20x4", "=2020", "2020...2021", ">2020-", "\u0662\u0660\u0662\u0660"],
)
def test_what_is_no_year(text: str) -> None:
    with pytest.raises(UsageError):
        years(text)


def test_values_with_commas_are_any_of_them() -> None:
    index = Index.build(papers())

    def lines(field: Name, value: str) -> list[int]:
        return [papers()[row].line for row in rows_of(index, field, value)]

    assert lines("year", "2016,2005-2010") == [151, 194, 208, 213]
    assert lines("venue", "ecir,3dv") == [61, 168]
    assert lines("venue", "ecir, 3DV") == [61, 168]
    with pytest.raises(UsageError, match="no venue 'nope' in"):
        lines("venue", "ecir,nope")
    # A name that has a comma is a name.
    named = Index.build((papers()[0]._replace(venue="A, B"), papers()[1]._replace(venue="A")))
    assert rows_of(named, "venue", "a, b") == [0]
    assert rows_of(named, "venue", "A,A") == [1]

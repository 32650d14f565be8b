"""Who wrote a paper: lists of authors as people write them, and any other text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.bibliography.names import LONGEST, Authors, Name, authors, is_among, listed, short_name


def whole(text: str) -> Name:
    return Name(text, whole=True)


GRAVES, HINTON = Name("Graves", "Anna"), Name("Hinton", "Bert")
WRITTEN = {
    "Anna Graves and Bert Hinton": [GRAVES, HINTON],
    "Anna Graves, Bert Hinton": [GRAVES, HINTON],
    "Anna Graves & Bert Hinton": [GRAVES, HINTON],
    "By Anna Graves, and Bert Hinton.": [GRAVES, HINTON],
    "Authors: Anna Graves; Bert Hinton": [GRAVES, HINTON],
    "Graves, Anna; Hinton, Bert": [GRAVES, HINTON],
    "Graves, Anna and Hinton, Bert": [GRAVES, HINTON],
    "Graves, Anna, and Bert Hinton": [GRAVES, HINTON],
    "Graves, Anna": [GRAVES],
    "Anna Graves*, Bert Hinton†": [GRAVES, HINTON],
    "Anna Graves1,2, Bert Hinton¹": [GRAVES, HINTON],
    "Anna Graves (MIT), Bert Hinton [ETH]": [GRAVES, HINTON],
    "Graves, A., Hinton, B. E.": [Name("Graves", "A."), Name("Hinton", "B. E.")],
    "A. Graves, B. E. Hinton": [Name("Graves", "A."), Name("Hinton", "B. E.")],
    "Graves A, De Schutter BC": [Name("Graves", "A"), Name("De Schutter", "BC")],
    "Anna GRAVES, Wei LI": [Name("GRAVES", "Anna"), Name("LI", "Wei")],
    "Kingston, Anna P., and Bert Hinton": [Name("Kingston", "Anna P."), HINTON],
    "Graves": [Name("Graves")],
    "Graves, Hinton, Minnow": [Name("Graves"), Name("Hinton"), Name("Minnow")],
    "Laurens van der Whale": [Name("Whale", "Laurens", "van der")],
    "van der Whale, Laurens; Hinton, Bert": [Name("Whale", "Laurens", "van der"), HINTON],
    "Luc Van Whale": [Name("Van Whale", "Luc")],
    "Santiago Minnow y Whale": [Name("Minnow y Whale", "Santiago")],
    "Bert Hinton Jr.": [Name("Hinton", "Bert", suffix="Jr.")],
    "Bert Hinton, Jr., Anna Graves": [Name("Hinton", "Bert", suffix="Jr."), GRAVES],
    "Hinton, Bert, III; Graves, Anna": [Name("Hinton", "Bert", suffix="III"), GRAVES],
    "Alexander Sanders": [Name("Sanders", "Alexander")],
    "Yann LeWhale": [Name("LeWhale", "Yann")],
    "Émile O'Whale": [Name("O'Whale", "Émile")],
    "WhaleAI": [whole("WhaleAI")],
    "The Whale Team, Anna Graves": [whole("The Whale Team"), GRAVES],
    "张三, 李四": [whole("张三"), whole("李四")],
    "作者：张三、李四": [whole("张三"), whole("李四")],
    "张三 李四": [whole("张三"), whole("李四")],
    "": [],
    " , ; and ": [],
}


@pytest.mark.parametrize(("text", "names"), WRITTEN.items())
def test_authors_as_people_write_them(text: str, names: list[Name]) -> None:
    assert authors(text) == Authors(tuple(names), False)


@pytest.mark.parametrize(
    "end",
    [
        " et al.", " et al", ", et al.", " et al., 2015", " and others", " and 12 others",
        " (et al.)", ", ...", "…",
    ],
)  # fmt: skip
def test_more_than_are_named(end: str) -> None:
    assert authors(f"Anna Graves{end}") == Authors((GRAVES,), True)


def test_more_than_are_named_in_chinese() -> None:
    assert authors("张三、李四等") == Authors((whole("张三"), whole("李四")), True)
    assert authors("张三等人") == Authors((whole("张三"),), True)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Anna Graves, Bert Hinton", "graves"), ("Laurens van der Whale", "vanderwhale"),
        ("Émile Łørssæn", "lorssaen"), ("Anna Graves-Hinton et al.", "graveshinton"),
        ("WhaleAI", "whaleai"), ("张三", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_short_name_of_the_first_author(text: str, short: str) -> None:
    assert [short_name(name) for name in authors(text).names[:1]] == ([short] if text else [])


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("hinton", "Anna Graves, Bert Hinton", True),
        ("HINTON, Bert", "Anna Graves, Bert Hinton", True),
        ("b. hinton", "Anna Graves, Bert Hinton", True),
        ("bert hinton", "Graves, A., Hinton, B.", True),
        ("anna hinton", "Anna Graves, Bert Hinton", False),
        ("hint", "Anna Graves, Bert Hinton", False),
        ("b", "Anna Graves, Bert Hinton", False),
        ("b.", "Graves, A., Hinton, B.", False),
        ("van der whale", "Laurens van der Whale", True),
        ("emile", "Émile Whale", True),
        ("张三", "张三、李四", True),
        ("", "Anna Graves", False),
    ],
)
def test_who_is_among_the_authors(name: str, text: str, expected: bool) -> None:
    assert is_among(name, text) is expected


def test_what_is_listed_are_the_parts() -> None:
    assert listed("By Hinton, B. and Graves (MIT), A. et al.") == ["Hinton", "B", "Graves", "A"]
    assert listed("a" * (LONGEST + 1)) == []


@given(st.text("abÉ .,;&*()1等张…{}", max_size=40) | st.text(max_size=40))
def test_any_text_names_somebody_or_nobody(text: str) -> None:
    for name in authors(text).names:
        assert name.family
        for part in name[:4]:
            assert part == " ".join(part.split())
            assert name.whole or not re.search("[,;]", part)


# Words that mean something in a list of authors (`By`, `Van`, `Team`) are no names here.
GIVEN = st.sampled_from(
    ["Anna", "Bo", "Wei", "Émile", "Jean-Luc", "Anna P.", "B.", "J.-P.", "B. E.", "Andy", "Alan"]
)
FAMILY = st.sampled_from(
    ["Ba", "Graves", "Hinton", "O'Whale", "LeWhale", "Whale-Minnow", "Łukasz", "Sanders", "Li"]
)
PEOPLE = st.lists(st.tuples(GIVEN, FAMILY), min_size=1, max_size=6)


@given(PEOPLE)
def test_names_come_back_in_every_usual_form(people: list[tuple[str, str]]) -> None:
    names = tuple(Name(family, given) for given, family in people)
    plain = [f"{given} {family}" for given, family in people]
    reverse = [f"{family}, {given}" for given, family in people]
    assert authors(", ".join(plain)) == Authors(names, False)
    assert authors(" and ".join(plain)) == Authors(names, False)
    assert authors(" and ".join(reverse)) == Authors(names, False)
    assert authors("; ".join([*reverse, "Ann, Al"])).names[:-1] == names


@pytest.mark.slow
def test_a_hostile_list_takes_no_time_to_speak_of() -> None:
    for text in ("," * 100_000, "a, " * 50_000, "a" * 100_000, "x; y, " * 30_000, "( " * 50_000):
        authors(text)

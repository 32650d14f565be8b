"""Dates: looked for where one can begin, all those are found that stand anywhere."""

import calendar
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.layouts import dates as dates_module
from kdcat.layouts import venues
from kdcat.layouts.dates import dates, is_of_date, years

_MONTHS = (
    *("Jan", "february", "MAR.", "Apr", "May", "june", "Jul", "Aug.", "Sept", "october"),
    *("Nov", "December"),
)
_FORMS = st.sampled_from(
    (
        *("12 {} 2020", "{} 2nd, 1999", "{} 2020", "2021, {}", "2021 {} 3", "1st of {} 2022"),
        *("2020-01-02", "2020/1", "12/2020", "2020年3月4日", "20200102", "23.05", "21/05/17"),
        *("2020", "1929-1958", "2004.12345", "20201", "202306"),
    )
)
_DATES = st.builds(str.format, _FORMS, st.sampled_from(_MONTHS))
_BESIDE = st.sampled_from(
    [*"0123456789", "12", "th", "of", "x", "é", *" .,/-–'’()年月日_", "\v", "\u017f"]
)
_TEXTS = st.lists(st.one_of(_DATES, _BESIDE), max_size=6).map("".join)


@given(_TEXTS)
def test_a_date_is_found_wherever_the_expression_finds_one(text: str) -> None:
    expected = [match.span() for match in dates_module._DATE.finditer(text)]
    assert [tuple(date.span) for date in dates(text)] == expected


@given(_TEXTS)
def test_a_year_is_none_of_a_longer_number_nor_the_last_of_some_pages(text: str) -> None:
    alone = re.compile(r"(?<![\d.])(?<!\d{4}[-–])(?P<year>(?:19[5-9]|20[0-4])\d)(?!\d|\.\d|[-–]\d)")
    expected = [(match.span(), int(match["year"])) for match in alone.finditer(text)]
    if expected:
        assert [(tuple(year.span), year.year) for year in years(text)] == expected


@given(_TEXTS)
def test_a_date_stands_alone_where_it_is_one_and_no_letter_or_digit_beside_it(text: str) -> None:
    inside = text.strip(venues._EDGES)
    found = dates(inside) or (() if re.search(r"[^\W\d_]", inside) else years(inside))
    is_alone = len(found) == 1
    for start, end in (date.span for date in found[:1]):
        is_alone = is_alone and not any(map(str.isalnum, inside[:start] + inside[end:]))
    assert venues.is_date(text) == is_alone


def test_a_word_of_no_date_shows_that_none_stands_alone() -> None:
    words = ("May", "sept", "rd", "of", "年", "Mayor", "CVPR", "a", "o\u017f")
    assert [*filter(is_of_date, words)] == ["May", "sept", "rd", "of", "年", "Mayor"]


@pytest.mark.parametrize("number", range(1, 13))
def test_each_month_is_known_by_its_name(number: int) -> None:
    for name in (calendar.month_name[number], calendar.month_abbr[number]):
        assert [date.iso for date in dates(f"{name} 2020")] == [f"2020-{number:02}"]


@pytest.mark.parametrize("text", ["202306", " 202306", "202306 ", "\v202306"])
def test_a_year_and_month_in_six_digits_are_a_date_where_they_stand_alone(text: str) -> None:
    assert [date.iso for date in dates(text)] == ["2023-06"]
    assert not dates(f"a {text}")


@pytest.mark.parametrize("month", ["\u017fep", "Apr\u0131l", "AUGU\u017fT"])
def test_letters_that_are_equal_to_those_of_a_month_but_for_case_name_none(month: str) -> None:
    """Without regard to case `re` takes the long s and the dotless i for those of ASCII."""
    text = f"CVPR, 12 {month} 2020"
    assert [(date.year, date.month) for date in (*dates(text), *years(text))] == [(2020, None)]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *(("May 2021, 12", True), ("(2020) Sept. – dec", True), ("3 / 4", True)),
        *(("Mays 2021", False), ("In May 2021", False), ("2021年", False), ("²", False)),
    ],
)
def test_a_text_of_dates_has_no_letters_but_those_of_months(text: str, is_one: bool) -> None:
    assert dates_module.is_of_dates(text) == is_one

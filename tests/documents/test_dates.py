from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.dates import find_date, is_partial_date, read_date

DAY = date(2021, 5, 10)


@pytest.mark.parametrize(
    "text",
    [
        "2021-05-10", "2021-05-10 20:40:42Z", "2021-05-10T20:40:42+02:00", "2021-05-10T20:40:42.123456Z", "2021-05-10 20:40", "2021/05/10",
        "20210510", "10 May 2021", "10th May, 2021", "10th of May 2021", "May 10, 2021", "May 10 2021", "MAY 10, 2021",
        "Monday, May 10, 2021",
        "Mon, 10 May 2021 20:40:42 GMT", "Mon, 10 May 2021 20:40:42 +0200", "May 10, 2021, 3:15 p.m. ET", "May 10, 2021 at 3:15 pm",
        "10-May-2021", " 2021-5-10 ", "May\u00a010,\u00a02021",
    ],
)  # fmt: skip
def test_a_date_is_read_in_any_form(text):
    assert read_date(text) == DAY


@pytest.mark.parametrize("text", ["Aug. 13, 2024", "August 13, 2024", "13 Aug 2024", "13 August 2024"])
def test_short_month_names_count(text):
    assert read_date(text) == date(2024, 8, 13)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "5/6/21",
        "05/06/2021",
        "10 May 21",
        "May 10",
        "2021",
        "May 2021",
        "2021-13-01",
        "2021-02-30",
        "31 June 2021",
        "12021-05-10",
    ],
)
def test_what_is_no_full_date_is_none(text):
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["Since 10 May 2021 the port is shut", "10 May 2021 was a Monday", "10 May 2021 to 12 May 2021"])
def test_a_date_within_a_sentence_is_found_but_not_read(text):
    assert read_date(text) is None
    assert find_date(text).day == DAY


def test_the_first_date_is_found_with_its_place():
    found = find_date("On 2 June 2020, after May 1, 2020.")
    assert (found.day, found.start, found.end) == (date(2020, 6, 2), 3, 14)


@pytest.mark.parametrize(
    ("text", "is_partial"), [("2021", True), ("2021-05", True), ("May 2021", True), ("21", False), ("2021-05-10", False)]
)
def test_a_year_or_a_month_is_partial(text, is_partial):
    assert is_partial_date(text) is is_partial


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_is_read_back(day):
    month = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"][
        day.month - 1
    ]
    forms = [day.isoformat(), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", f"{month[:3]}. {day.day:02d}, {day.year}"]
    assert {read_date(form) for form in forms} == {day}
    assert read_date(f"{day.isoformat()} 00:00:00Z") != day + timedelta(days=1)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    read_date(text)
    is_partial_date(text)

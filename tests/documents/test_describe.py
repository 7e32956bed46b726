from datetime import date

import pytest

from pipeline.documents.decode import DocumentError
from pipeline.documents.describe import describe

BODY = "Pilots refuse\nBy Nuria Castell\n3 March 2031\n\nThe pier is shut."


def test_each_column_comes_from_the_first_place_that_states_it():
    found = describe(BODY, sidecar={"title": "From the sidecar"}, said={"title": "From the front", "author": "Otto Brandvold"})
    assert (found.title, found.author, found.published_on) == ("From the sidecar", "Otto Brandvold", date(2031, 3, 3))


def test_nothing_is_guessed():
    found = describe("The pier is shut.", sidecar={}, said={})
    assert (found.title, found.author, found.publisher, found.published_on, found.url, found.license) == (None,) * 6
    assert found.language == "en"


@pytest.mark.parametrize(
    ("value", "language"), [("en", "en"), ("EN", "en"), ("en-GB", "en"), ("pt_BR", "pt"), ("English", "en"), ("fr", "fr")]
)
def test_a_language_is_two_letters(value, language):
    assert describe(BODY, sidecar={"language": value}, said={}).language == language


@pytest.mark.parametrize("value", ["2031", "2031-03"])
def test_a_year_or_month_is_no_day_and_the_first_lines_do_not_mend_it(value):
    assert describe(BODY, sidecar={"published": value}, said={}).published_on is None


@pytest.mark.parametrize(("key", "value"), [("published", "last week"), ("published", "3/3/31"), ("language", "Klingon")])
def test_a_value_that_cannot_be_read_is_named(key, value):
    with pytest.raises(DocumentError, match=f"{key}.*{value}") as caught:
        describe(BODY, sidecar={key: value}, said={})
    assert caught.value.code == "bad_metadata"

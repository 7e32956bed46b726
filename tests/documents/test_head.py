from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.head import Head, read_head

BODY = "The harbour master closed the northern pier on Monday after a quarrel with the pilots, who had refused to take out a ship at night."


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Pilots refuse to sail\n\n", "Pilots refuse to sail"),
        ("\n\n  Pilots refuse to sail  \r\n\r\n", "Pilots refuse to sail"),
        ("Pilots refuse to sail\nBy Nuria Castell\n\n", "Pilots refuse to sail"),
        ("Pilots refuse to sail\n3 March 2031\n", "Pilots refuse to sail"),
        ("Pilots refuse to sail\n", "Pilots refuse to sail"),
        ("Will the pilots sail?\n\n", "Will the pilots sail?"),
        ("Pilots stay in the U.S.\n\n", "Pilots stay in the U.S."),
        ("[Quay-list] Pilots refuse to sail\n\n\n", "Pilots refuse to sail"),
        ("Re: [Quay-list] Pilots refuse to sail\n\n", "Pilots refuse to sail"),
        ("# Pilots refuse to sail\n\n", "Pilots refuse to sail"),
        ("From: Otto\nDate: 3 March 2031\nSubject: [Quay] Pilots refuse\n\n", "Pilots refuse"),
        ("Sections\nHarbour News\n\nPilots refuse to sail\n\n", "Pilots refuse to sail"),
    ],
)
def test_a_title_is_found(top, title):
    assert read_head(top + BODY).title == title


@pytest.mark.parametrize(
    "text",
    [
        "", BODY, f"{BODY}\n\n{BODY}", "Pilots refuse to sail", "Pilots refuse to sail\n\n \n", f"Pilots refused to sail.\n\n{BODY}",
        f"By Nuria Castell\n\n{BODY}", f"3 March 2031\n\n{BODY}", f"The master said:\n\n{BODY}", f"***\n\n{BODY}",
        "The pilots of the northern pier refused on Monday to take out\na ship at night, and so the harbour\nmaster closed it.",
    ],
)  # fmt: skip
def test_no_title_is_guessed(text):
    assert read_head(text).title is None


@pytest.mark.parametrize(
    ("top", "day"),
    [
        ("Pilots\nMarch 3, 2031\n\n", date(2031, 3, 3)),
        ("Pilots\nBy Nuria Castell\nMonday, 3 March 2031\n\n", date(2031, 3, 3)),
        ("Pilots\nPublished: 2031-03-03 10:15\n\n", date(2031, 3, 3)),
        ("Harbour events of 2031-03-03\n\n", date(2031, 3, 3)),
        ("Harbour news for March 3, 2031\n\n", date(2031, 3, 3)),
        ("Pilots\n\nBERGEN, March 3, 2031 (Quay Wire) - ", date(2031, 3, 3)),
        ("Pilots\n\nBERGEN, Norway, 3 March 2031 — ", date(2031, 3, 3)),
        ("Pilots\n\nBERGEN, March 3 - ", None),
        ("The ships of 3 March 1931\n\n", None),
        ("Pilots\n\nOn 3 March 1931, a ship sank. ", None),
        ("Pilots\nUpdated: 3 March 2031\n\n", None),
        ("Pilots\n03/04/31\n\n", None),
    ],
)
def test_a_date_is_taken_only_where_it_dates_the_text(top, day):
    assert read_head(top + BODY).published_on == day


def test_a_byline_gives_author_publisher_and_date():
    head = read_head(f"Pilots refuse\n\nA quarrel at the pier\n\nBy Nuria Castell   3 March 2031   The Quay Gazette\n\n{BODY}")
    assert head == Head("Pilots refuse", "Nuria Castell", "The Quay Gazette", date(2031, 3, 3))


def test_a_byline_deep_in_the_text_is_somebody_elses():
    assert read_head("\n\n".join(["Pilots refuse", *[BODY] * 9, "By Nuria Castell"])).author is None


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    read_head(text)

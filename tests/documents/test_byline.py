from datetime import date

import pytest

from pipeline.documents.byline import Byline, read_byline


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Nuria Castell", Byline("Nuria Castell", None, None)),
        ("BY NURIA CASTELL", Byline("NURIA CASTELL", None, None)),
        ("by Otto van den Berg and Ana de Souza", Byline("Otto van den Berg and Ana de Souza", None, None)),
        ("Written by: Mira Solheim", Byline("Mira Solheim", None, None)),
        ("By J. B. Priest Jr.", Byline("J. B. Priest Jr.", None, None)),
        ("By Nuria Castell \u00a0 Aug. 3, 2031\u00a0 The Quay Gazette", Byline("Nuria Castell", "The Quay Gazette", date(2031, 8, 3))),
        ("By Nuria Castell | The Quay Gazette | 3 August 2031", Byline("Nuria Castell", "The Quay Gazette", date(2031, 8, 3))),
        ("By Nuria Castell, March 3, 2031", Byline("Nuria Castell", None, date(2031, 3, 3))),
        ("By Nuria Castell  Updated March 3, 2031 10:15 am", Byline("Nuria Castell", None, date(2031, 3, 3))),
        ("By The Brief Desk", Byline("The Brief Desk", None, None)),
    ],
)
def test_a_byline_says_who_where_and_when(line, expected):
    assert read_byline(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "By",
        "By the sea",
        "By evening the road was quiet.",
        "By Friday, Russia had left.",
        "Nuria Castell",
        "Bystanders Saw It",
        "By 2031",
        "By ...",
    ],
)
def test_other_lines_are_no_bylines(line):
    assert read_byline(line) is None

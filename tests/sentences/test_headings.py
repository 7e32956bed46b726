import pytest

from pipeline.sentences.headings import find_headings, find_title_index, is_heading, is_standfirst

BODY = "The harbour master closed the northern pier on Monday."


@pytest.mark.parametrize(
    "text", ["A quarrel at the pier", "2031: the quiet year", "A pier for whom?", "Pilots in the U.S.", "## What is next", "What Is Next"]
)
def test_a_short_line_over_a_paragraph_is_a_heading(text):
    assert is_heading(text, BODY)


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("The pier is shut.", BODY),
        ("The master said:", BODY),
        ("“We will not sail”", BODY),
        ("- a first point", BODY),
        ("and so it goes", BODY),
        ("Bergen", "Oslo"),
        ("Will you sail again?", '"Never."'),
        ("Why did the pilots of the northern pier refuse to sail on Monday night?", BODY),
        ("A line that is much too long to stand over anything because it has far more words than a heading", BODY),
    ],
)
def test_other_lines_are_none(text, below):
    assert not is_heading(text, below)


@pytest.mark.parametrize(
    ("texts", "title", "index"),
    [
        (["Pilots refuse", BODY], "Pilots refuse", 0),
        (["PILOTS  refuse", BODY], "Pilots refuse", 0),
        (["Tags", "Pilots refuse", BODY], "Pilots refuse", 1),
        (["[Quay] Pilots refuse", "Pilots refuse", BODY], "Pilots refuse", 1),
        (["[Quay] Pilots refuse", BODY], "Pilots refuse", 0),
        ([BODY], "Pilots refuse", None),
        ([BODY], None, None),
        ([BODY] * 8 + ["Pilots refuse"], "Pilots refuse", None),
        ([], "Pilots refuse", None),
    ],
)
def test_the_title_is_found_in_the_first_lines(texts, title, index):
    assert find_title_index(texts, title) == index


def test_a_line_below_the_title_sums_up():
    texts = ["Pilots refuse", "as the harbour waits and nobody knows how the quarrel at the northern pier may end", "By X", BODY]
    assert find_headings(texts, ["title", "body", "boilerplate", "body"]) == [1]


def test_the_last_line_heads_nothing():
    assert find_headings([BODY, "A quarrel at the pier"], ["body", "body"]) == []


def test_a_sentence_is_no_standfirst():
    assert not is_standfirst(BODY)

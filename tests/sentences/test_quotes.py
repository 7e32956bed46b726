import pytest

from pipeline.codebook.codebook import FOLDER
from pipeline.codebook.furniture import load_furniture
from pipeline.sentences.quotes import is_quote, mark_quotes

FURNITURE = load_furniture(FOLDER / "furniture.tsv")


@pytest.mark.parametrize(
    "text",
    [
        '"We will sail."',
        "“We will sail.”",
        "“We will sail”.",
        '"We will sail. (It goes on)',
        "“We will sail",
        "> We will sail.",
        '"We will sail.”',
        "«We sail.»",
    ],
)
def test_words_quoted_throughout_are_a_quote(text):
    assert is_quote(text)


@pytest.mark.parametrize(
    "text",
    [
        '"We will sail," he said.',
        "“We sail,” she said. “We must.”",
        '"We sail," he said. "We must',
        "We sail.",
        'He said "we sail"',
        '"Yes," he said. "No.”',
        "",
    ],
)
def test_words_with_their_speaker_are_none(text):
    assert not is_quote(text)


def marks(*texts, kinds=None):
    return mark_quotes(texts, kinds or ["body"] * len(texts), FURNITURE)


def test_unquoted_words_after_a_lead_are_a_quote_until_marks_come_back():
    assert marks("The pilot said:", "We sail.", "We must.", 'He added that it was "late".', "The pier is shut.") == [
        "body", "quote_block", "quote_block", "body", "body",
    ]  # fmt: skip


def test_a_heading_or_another_lead_ends_the_words():
    assert marks("The pilot said:", "We sail.", "What next", "The pier is shut.", kinds=["body", "body", "title", "body"]) == [
        "body", "quote_block", "title", "body",
    ]  # fmt: skip
    assert marks("The pilot said:", "We sail.", "The master wrote:", "No.") == ["body", "quote_block", "body", "quote_block"]


def test_quoted_words_after_a_lead_do_not_draw_in_what_follows():
    assert marks("The pilot said:", '"We sail."', "The pier is shut.") == ["body", "quote_block", "body"]


def test_furniture_keeps_its_kind():
    assert marks("The pilot said:", "Photo: Otto", "We sail.", kinds=["body", "boilerplate", "body"]) == [
        "body",
        "boilerplate",
        "quote_block",
    ]

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sentences.paragraphs import split_paragraphs

LONG = (
    "The harbour master closed the northern pier on Monday after a quarrel with the pilots, who had refused to take out a ship at night, "
    "and nobody in the town expects it to open before the end of the month, because the ministry is silent."
)


def parts(text, start=0):
    return [text[begin:end] for begin, end in split_paragraphs(text, start)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n", []),
        ("One.", ["One."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        ("  One. \r\n\r\n\t Two.\r\n", ["One.", "Two."]),
        ("One.\rTwo.\u2028Three.", ["One.", "Two.", "Three."]),
        ("\u00a0One.\u00a0\n \u00a0 \nTwo.", ["One.", "Two."]),
    ],
)
def test_line_breaks_separate(text, expected):
    assert parts(text) == expected


def test_the_text_before_the_start_is_left_out():
    assert parts("title: T\n\nBody.", 10) == ["Body."]


@pytest.mark.parametrize("width", [60, 66, 72, 78])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_text_cut_to_a_width_is_joined(width, end):
    text = (end * 2).join(end.join(textwrap.wrap(LONG, width)) for _ in range(3))
    assert [" ".join(part.split()) for part in parts(text)] == [LONG] * 3


def test_short_lines_of_a_text_cut_to_a_width_stay_apart():
    text = "Pilots refuse to sail\nBy Otto Brandvold\n" + "\n".join(textwrap.wrap(LONG, 72)) + "\n\n" + "\n".join(textwrap.wrap(LONG, 72))
    assert [" ".join(part.split()) for part in parts(text)] == ["Pilots refuse to sail", "By Otto Brandvold", LONG, LONG]


def test_lines_of_like_length_that_are_sentences_stay_apart():
    lines = [f"The {word} pilots of the northern pier refused to take out a ship." for word in ("old", "young", "tired", "angry", "new")]
    assert parts("\n".join(lines)) == lines


def test_headlines_one_a_line_stay_apart():
    lines = [f"{word} pilots of the northern pier refuse to take out a ship at night" for word in ("Old", "Young", "Tired", "Angry", "New")]
    assert parts("\n".join(lines)) == lines


@given(st.text(alphabet=st.sampled_from("aB .!\n\r\t\u00a0\u2028é"), max_size=200) | st.text(max_size=200), st.integers(0, 50))
def test_paragraphs_cover_all_that_shows_and_nothing_twice(text, start):
    paragraphs = split_paragraphs(text, start)
    ends = [0, *(end for _, end in paragraphs)]
    assert all(before <= begin < end <= len(text) for before, (begin, end) in zip(ends, paragraphs, strict=False))
    covered = "".join(text[begin:end] for begin, end in paragraphs)
    assert "".join(covered.split()) == "".join(text[start:].split())
    assert all(text[begin:end] == text[begin:end].strip() for begin, end in paragraphs)


@given(st.lists(st.text(alphabet="abcdefg", min_size=2, max_size=9), min_size=60, max_size=90), st.integers(68, 80))
def test_wrapping_changes_no_paragraph(words, width):
    paragraph = " ".join(words) + "."
    text = "\n\n".join(["\n".join(textwrap.wrap(paragraph, width))] * 4)
    assert len(parts(text)) == 4

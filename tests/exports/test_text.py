"""What of a text may go into other formats."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports.text import plain, to_json, web_address


@given(st.text())
def test_json_is_one_line_of_ascii_that_means_the_same(text):
    line = to_json({"text": text, "list": [text, "x"]})
    assert line.isascii()
    assert line.isprintable()
    assert "<" not in line
    assert json.loads(line) == ({"text": text} if text else {}) | {"list": [text, "x"]}


def test_what_is_empty_is_left_out_and_what_is_nothing_stays():
    assert json.loads(to_json({"a": None, "b": "", "c": [], "d": {"e": None}, "n": 0, "no": False})) == {"n": 0, "no": False}


@given(st.text())
def test_plain_text_is_one_line_without_controls(text):
    found = plain(text)
    assert len(found.splitlines()) <= 1
    assert found == plain(found)
    assert not any(character < " " or "\x7f" <= character < "\xa0" for character in found)


@pytest.mark.parametrize("url", ["https://a.example/x?y=1#z", "http://a.example/"])
def test_addresses_of_the_web_stay(url):
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.example", "http://", "http://a b.example", "http://[",
     "https://a.example/\"onclick='x'", "java\nscript:x"],
)  # fmt: skip
def test_other_addresses_are_none(url):
    assert web_address(url) is None

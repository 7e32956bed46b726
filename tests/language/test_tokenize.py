"""Words of raw text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.tokenize import find_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It can't go.", "It ca n't go ."),
        ("Israel's forces", "Israel 's forces"),
        ("the U.S. said", "the U.S. said"),
        ("US-led talks", "US - led talks"),
        ("anti-American talks", "anti-American talks"),
        ("on Sept. 9.", "on Sept. 9 ."),
        ("Gen. Smith met J. Doe.", "Gen. Smith met J. Doe ."),
        ("1,000 drones in the 1960s", "1,000 drones in the 1960s"),
        ("a 10am call", "a 10 am call"),
        ("“No,” he said…", "“ No , ” he said …"),
        ("see http://a.example/b.", "see http://a.example/b ."),
        ("Shi'ite groups", "Shi'ite groups"),
    ],
)
def test_text_is_cut_as_treebanks_cut_it(text: str, words: str) -> None:
    assert " ".join(text[start:end] for start, end in find_words(text)) == words


@given(st.text())
def test_words_are_in_order_and_leave_only_white_space(text: str) -> None:
    spans, at = find_words(text), 0
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()

"""Checks find what breaks a contract and what does not lie in its text."""

import pyarrow as pa

from assets.checks import find_astray, run_checks
from pipeline.tables import ENTITIES, SENTENCES

TEXTS = {"d": "Iran denied it."}


def spans(start: int, end: int, text: str) -> pa.Table:
    return pa.table({"document_id": ["d"], "char_start": [start], "char_end": [end], "text": [text]})


def test_a_span_that_says_what_its_text_says_is_right():
    assert list(find_astray(spans(0, 4, "Iran"), TEXTS)) == []


def test_spans_outside_their_text_and_other_words_are_found():
    assert list(find_astray(spans(0, 4, "Iraq"), TEXTS)) == ["1 rows whose text is not the document's"]
    assert list(find_astray(spans(10, 99, "d it."), TEXTS)) == ["1 rows whose char_start, char_end lie outside the text"]
    assert list(find_astray(spans(0, 4, "Iran"), {})) != []


def test_every_pair_of_span_columns_is_looked_at():
    cues = pa.table({"document_id": ["d", "d"], "cue_start": [5, None], "cue_end": [99, None]})
    assert list(find_astray(cues, TEXTS)) == ["1 rows whose cue_start, cue_end lie outside the text"]


def test_results_tell_contract_and_evidence():
    assert [(result.check_name, result.passed) for result in run_checks(ENTITIES, ENTITIES.empty(), {})] == [
        ("contract", True),
        ("evidence", True),
    ]
    broken = run_checks(SENTENCES, ENTITIES.empty(), None)
    assert [(result.check_name, result.passed) for result in broken] == [("contract", False)]

"""The engine: sentences, words, trees and names of raw text, from one file."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.engine import OnnxEngine, Sentence, load_engine
from pipeline.language.model import EngineError

TEXT = "Gen. Smith said U.S. forces struck Raqqa on Sept. 9. Russia denied it. “We were not there,” a spokesman said."
FORM, LEMMA, UPOS, HEAD, DEPREL, NAME = 2, 3, 4, 7, 8, 9


def analyse(engine: OnnxEngine, text: str) -> list[Sentence]:
    return engine.analyse(text, [(0, len(text))] if text.strip() else [])


def test_sentences_end_where_they_end(engine: OnnxEngine) -> None:
    assert [TEXT[s.char_start : s.char_end] for s in analyse(engine, TEXT)] == [
        "Gen. Smith said U.S. forces struck Raqqa on Sept. 9.",
        "Russia denied it.",
        "“We were not there,” a spokesman said.",
    ]


def test_words_have_tags_lemmas_and_a_tree(engine: OnnxEngine) -> None:
    [sentence] = analyse(engine, "Russia denied the attack.")
    assert sentence.columns[LEMMA] == ["Russia", "deny", "the", "attack", "."]
    assert sentence.columns[UPOS] == ["PROPN", "VERB", "DET", "NOUN", "PUNCT"]
    assert sentence.columns[HEAD] == [2, 0, 4, 2, 2]
    assert sentence.columns[DEPREL] == ["nsubj", "root", "det", "obj", "punct"]
    assert sentence.columns[NAME][0] == "B-LOC"


def test_offsets_count_the_text(engine: OnnxEngine) -> None:
    text = "  Iran’s drones 🚀 hit Kyiv.\n"
    for sentence in engine.analyse(text, [(2, len(text) - 1)]):
        for start, end, form in zip(*sentence.columns[:3], strict=True):
            assert text[start:end] == form


def test_a_paragraph_is_a_hard_limit(engine: OnnxEngine) -> None:
    text = "Talks in Geneva\nIran met France"
    assert len(engine.analyse(text, [(0, 15), (16, len(text))])) == 2


def test_a_long_paragraph_without_a_full_stop_is_cut(engine: OnnxEngine) -> None:
    text = "and the army of the north " * 400
    sentences = analyse(engine, text)
    assert sum(len(s.columns[FORM]) for s in sentences) == 2400
    assert max(len(s.columns[FORM]) for s in sentences) <= 220


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text_gives_whole_trees(engine: OnnxEngine, text: str) -> None:
    for sentence in analyse(engine, text):
        heads = sentence.columns[HEAD]
        assert heads.count(0) == 1
        assert [d == "root" for d in sentence.columns[DEPREL]] == [h == 0 for h in heads]


def test_a_missing_model_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"gone\.onnx: the engine's model file cannot be read"):
        load_engine(tmp_path / "gone.onnx")


def test_a_damaged_model_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.onnx"
    path.write_bytes(b"no model")
    with pytest.raises(EngineError, match=r"bad\.onnx: the engine's model file is damaged"):
        load_engine(path)

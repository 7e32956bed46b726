"""The engine: sentences, words, trees and names of raw text, from one file."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.engine import OnnxEngine, Sentence, load_engine
from pipeline.language.model import EngineError

ROOT = Path(__file__).parent.parent.parent
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


ODD = (
    "Iran denied it. |🚀|👩‍👩‍👧|🇮🇷|\u200b|\u00a0|\u2028|\u3000|\t|\x00|\x1b[31m|\r|\ufeff|“|‘|\"|''|(|[|…|....|-|--"
    "|مرحبا |москва|北京|é|e\u0301|\ufffd|\U0010ffff|n't|'s|U.S.|Sept. 9|@x#y|http://a.b/c|1,000.5|NATO|and |?|!|?!|\\|<script>|&amp;|%s"
).split("|")
ODD_TEXT = st.lists(st.sampled_from([*ODD, "x" * 90, "_" * 40]), max_size=60).map("".join)


@given(st.one_of(st.text(max_size=300), ODD_TEXT))
@settings(max_examples=80)
def test_any_text_gives_whole_trees_over_all_its_words(engine: OnnxEngine, text: str) -> None:
    end = 0
    for sentence in analyse(engine, text):
        starts, ends, forms, *_, heads, deprels, names = sentence.columns
        assert (sentence.char_start, sentence.char_end) == (starts[0], ends[-1])
        for start, after, form in zip(starts, ends, forms, strict=True):
            assert not text[end:start].strip()
            assert text[start:after] == form
            end = after
        assert heads.count(0) == 1
        assert all(0 <= head <= len(forms) for head in heads)
        assert [deprel == "root" for deprel in deprels] == [head == 0 for head in heads]
        assert len(names) == len(forms)
    assert not text[end:].strip()


def test_ten_megabytes_without_a_space_or_full_stop_take_little_memory() -> None:
    code = """
import resource
from pipeline.language.engine import load_engine
engine = load_engine()
engine.analyse("Iran denied it.", [(0, 15)])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
text = "drone" * 2_000_000
found = engine.analyse(text, [(0, len(text))])
assert "".join(form for sentence in found for form in sentence.columns[2]) == text
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 300, "megabytes beside the engine's own, the text and its copy included"


def test_a_missing_model_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"gone\.onnx: the engine's model file cannot be read"):
        load_engine(tmp_path / "gone.onnx")


def test_a_damaged_model_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.onnx"
    path.write_bytes(b"no model")
    with pytest.raises(EngineError, match=r"bad\.onnx: the engine's model file is damaged"):
        load_engine(path)

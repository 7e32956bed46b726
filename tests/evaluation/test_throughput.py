import json
import sys

import pyarrow as pa
import pytest

from evaluation import throughput
from evaluation.throughput import MEANINGS, BenchError, main, medians, run_together, speed
from evaluation.timing import count_words, lines_of, peak_memory, repeated_samples
from pipeline.tables import DOCUMENTS, SENTENCES


def test_words_per_second_count_from_the_first_begin_to_the_last_end():
    assert speed([{"words": 60, "began": 1.0, "ended": 3.0}, {"words": 40, "began": 1.5, "ended": 6.0}]) == 20.0
    assert speed([{"words": 60, "began": 1.0, "has_sentences": 2.0, "ended": 3.0}], since="has_sentences") == 60.0


def test_medians_are_rounded_by_what_they_count():
    runs = [dict.fromkeys(MEANINGS, value) for value in (9.0, 1.236, 4321.432)]
    assert medians(runs)["load_seconds"] == 9.0
    assert medians(runs[1:2])["rss_mb"] == 1.24
    assert medians(runs[2:])["claims_words_per_second"] == 4321


def test_the_samples_are_repeated_under_ids_of_their_own():
    once, thrice = repeated_samples(1), repeated_samples(3)
    assert thrice.num_rows == 3 * once.num_rows > 0
    assert DOCUMENTS.breaches(thrice) == []


def test_words_are_tokens():
    token = {field.name: 0 if pa.types.is_integer(field.type) else "x" for field in SENTENCES.schema.field("tokens").type.value_type}
    row = {"sentence_id": "d-0", "document_id": "d", "sentence_index": 0, "char_start": 0, "char_end": 1, "text": "x", "kind": "body"}
    rows = [row | {"paragraph_index": 0, "tokens": [token] * 3}, row | {"sentence_id": "d-1", "paragraph_index": 1, "tokens": []}]
    assert count_words(SENTENCES.table(rows)) == 3


def test_lines_are_spans_of_what_is_said():
    text = "A pier.\n\n  \nA ship. \n"
    assert [text[s:e] for s, e in lines_of(text)] == ["A pier.", "A ship."]


def test_memory_is_in_megabytes():
    assert 5 < peak_memory() < 20_000


def test_processes_begin_together_and_report(monkeypatch):
    child = "import json, sys; print('ready', flush=True); sys.stdin.readline(); print(json.dumps({'words': 7}))"
    monkeypatch.setattr(throughput, "COMMAND", [sys.executable, "-c", child])
    assert run_together("engine", 2) == [{"words": 7}, {"words": 7}]


def test_a_failed_run_is_one_line(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(throughput, "COMMAND", [sys.executable, "-c", "raise SystemExit('no engine here')"])
    with pytest.raises(BenchError, match="no engine here"):
        run_together("engine", 1)
    assert main(["--runs", "1", "--out", str(tmp_path / "performance.json")]) == 1
    assert capsys.readouterr().err == "sayso: no engine here\n"
    assert list(tmp_path.iterdir()) == []


def test_figures_are_written_with_those_of_others(monkeypatch, tmp_path):
    path = tmp_path / "performance.json"
    path.write_text('{"browser_seconds": 1.0}')
    monkeypatch.setattr(throughput, "measure_once", lambda: dict.fromkeys(MEANINGS, 2.0))
    assert main(["--runs", "2", "--out", str(path)]) == 0
    assert json.loads(path.read_text()) == dict.fromkeys(MEANINGS, 2) | {"browser_seconds": 1.0}

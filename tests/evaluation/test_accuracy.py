import json

import pytest

from evaluation import accuracy, reliability
from evaluation.accuracy import EvaluationError, GoldSet, export_claims, flat, load_scorer, main, score_set
from evaluation.figures import ROOT

SCORER = '''
"""Counts claims that are the same, at every level alike."""
import json
NAMES = "dyad event source full denied unreal attributed event_macro".split()
class BadClaims(ValueError): pass
def load(path, documents):
    claims = [json.loads(line) for line in open(path, encoding="utf-8")]
    if any(claim["doc"] not in documents for claim in claims):
        raise BadClaims(f"{path}: an unknown document")
    return claims
def score(gold, predicted):
    same = {(c["doc"], c["event"]) for c in gold} & {(c["doc"], c["event"]) for c in predicted}
    sizes = {"gold": len(gold), "predicted": len(predicted)}
    f = {"precision": len(same) / max(1, len(predicted)), "recall": len(same) / max(1, len(gold))} | sizes
    return {name: f | {"f1": 2 * len(same) / max(1, len(gold) + len(predicted))} for name in NAMES}
def pair(gold, predicted, level):
    keys = [(c["doc"], c["event"]) for c in gold]
    return {i: keys.index((c["doc"], c["event"])) for i, c in enumerate(predicted) if (c["doc"], c["event"]) in keys}
def interval(gold, predicted):
    return 0.25, 0.75
'''
EXPORT = 'import pathlib, sys; print(pathlib.Path(sys.argv[1], "claims.jsonl").read_text(encoding="utf-8"), end="")'
GOLD = [("a", "tune", "AID"), ("a", "tune", "ASSAULT"), ("b", "check", "AID")]


def claim(doc, event, **columns):
    parties = {"actor": {"name": "Iran", "principal": "IRN"}, "target": {"name": "Russia", "principal": "RUS"}}
    held = {"source": {"name": "Iran", "principal": "IRN"}, "polarity": "affirmed", "modality": "actual"}
    return {"doc": doc, "start": 0, "end": 9, "event": event, **parties, **held, **columns}


def write_lines(path, claims):
    path.write_text("".join(json.dumps(one) + "\n" for one in claims), encoding="utf-8")


@pytest.fixture
def gold(tmp_path, monkeypatch):
    """A gold folder with scripts of its own, and a pipeline that finds one right claim, one wrong and one in a third document."""
    folder = tmp_path / "gold"
    (folder / "dev").mkdir(parents=True)
    for name in "abc":
        (folder / "dev" / f"{name}.txt").write_text("Iran armed Russia, and Russia denies it.", encoding="utf-8")
    (folder / "score_claims.py").write_text(SCORER, encoding="utf-8")
    (folder / "export_claims.py").write_text(EXPORT, encoding="utf-8")
    write_lines(folder / "dev_claims.jsonl", [claim(doc, event, half=half) for doc, half, event in GOLD])

    def build(documents, warehouse):
        warehouse.mkdir(parents=True, exist_ok=True)
        write_lines(warehouse / "claims.jsonl", [claim("a", "AID"), claim("b", "CONSULT"), claim("c", "AID")])

    monkeypatch.setattr(accuracy, "build_warehouse", build)
    monkeypatch.setattr(accuracy, "nearest_claims", lambda warehouse, codebook: [claim("b", "AID")])
    monkeypatch.setattr(accuracy, "load_codebook", lambda: None)
    monkeypatch.setattr(reliability, "confidences", lambda warehouse: {reliability.key_of(claim("a", "AID")): 0.45})
    monkeypatch.setattr(accuracy, "BUILD", tmp_path / "build")
    monkeypatch.setenv("SAYSO_CORPORA", str(tmp_path / "no-corpora"))
    dev = GoldSet("dev", folder / "dev", folder / "dev_claims.jsonl", ("tune", "check"))
    monkeypatch.setattr(accuracy, "gold_sets", lambda given: [GoldSet("samples", folder / "nowhere", folder / "nothing.jsonl"), dev])
    return folder


def test_every_system_is_scored_on_the_whole_and_on_each_half(gold, tmp_path, capsys):
    assert main(["--gold", str(gold)]) == 0
    figures = json.loads((tmp_path / "build" / "quality.json").read_text())
    assert figures["dev_dyad_f1"] == 0.4
    assert (figures["dev_event_precision"], figures["dev_event_recall"]) == (0.5, 0.3333)
    assert (figures["dev_tune_full_f1"], figures["dev_check_full_f1"]) == (0.6667, 0.0)
    assert (figures["baseline_nearest_dev_check_event_macro_f1"], figures["baseline_author_dev_denied_f1"]) == (1.0, 0.4)
    assert (figures["dev_full_f1_low"], figures["dev_full_f1_high"]) == (0.25, 0.75)
    assert {key: value for key, value in figures.items() if "precision_from" in key} == {"dev_tune_precision_from_40": 1.0}
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("samples: skipped, no gold claims at ")
    assert [line.split()[:3] for line in lines if "0.400" in line] == [["dev", "Sayso", "3"], ["all", "author,", "affirmed,"]]


def test_a_table_keeps_its_figures_whole_in_a_narrow_window(gold, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert main(["--gold", str(gold)]) == 0
    assert "…" not in capsys.readouterr().out


def test_without_the_scorer_it_says_so_and_succeeds(tmp_path, capsys):
    assert main(["--gold", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("skipped: no score_claims.py and no export_claims.py in ")


def test_the_gold_folder_may_be_named_by_the_environment(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SAYSO_GOLD", str(tmp_path / "elsewhere"))
    assert main([]) == 0
    assert "elsewhere" in capsys.readouterr().out


def test_claims_that_cannot_be_scored_are_one_line(gold, capsys):
    write_lines(gold / "dev_claims.jsonl", [claim("unknown", "AID")])
    assert main(["--gold", str(gold)]) == 1
    assert capsys.readouterr().err.splitlines()[-1].endswith("dev_claims.jsonl: an unknown document")


def test_a_failing_export_is_one_line(gold, tmp_path):
    (gold / "export_claims.py").write_text("raise SystemExit('no such view')")
    with pytest.raises(EvaluationError, match="no such view"):
        export_claims(gold, tmp_path, tmp_path / "out.jsonl")


def test_only_documents_with_gold_claims_count(gold, tmp_path):
    files = {"sayso": tmp_path / "claims.jsonl"}
    write_lines(files["sayso"], [claim("a", "AID"), claim("c", "AID")])
    rows = score_set(load_scorer(gold), GoldSet("dev", gold / "dev", gold / "dev_claims.jsonl"), files)
    assert flat(rows)["dev_event_precision"] == 1.0


def test_the_scorer_is_used_where_it_lies_and_nothing_is_written_there(gold, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    before = sorted(gold.rglob("*"))
    assert load_scorer(gold).interval([], []) == (0.25, 0.75)
    assert sorted(gold.rglob("*")) == before


def test_the_samples_have_their_gold():
    samples, dev = accuracy.gold_sets(ROOT / "nowhere")
    assert samples.is_there
    assert not dev.is_there
    docs = {json.loads(line)["doc"] for line in samples.claims.read_text(encoding="utf-8").splitlines()}
    assert docs <= {file.stem for file in samples.documents.glob("*.txt")}

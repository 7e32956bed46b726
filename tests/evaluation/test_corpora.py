"""Measures on corpora that were not made for us: each on a few lines in the corpus's form."""

import io
import json
import lzma
import tarfile

import pytest

from evaluation.agreement import Count
from evaluation.corpora import is_there
from evaluation.factuality import figures_of, judge, read_judgments
from evaluation.quotations import compare as compare_spans
from evaluation.quotations import count_attributions, read_archive
from evaluation.reading import read_texts
from evaluation.triples import code_of, compare, count_triples, gsr_codes, read_records


def record(text, event, sources, targets):
    parties = [[{"code": code} for code in codes] if codes else "" for codes in (sources, targets)]
    return {"text": text, "event": event, "source": parties[0], "target": parties[1]}


@pytest.fixture
def records(tmp_path):
    rows = [
        {"event": "DOCUMENT", "comment": "no sentence"},
        record("Kenya attacked Somalia on Monday.", "FIGHT", ["KEN"], ["SOM"]),
        record("Norway and Japan signed a treaty.", "AGREE", ["NOR", "JAP"], []),
        record("Kenya's army rested.", "CONSULT", ["KEN"], ["SOM"]),
    ]
    path = tmp_path / "records.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return read_records(path)


def test_records_become_units_under_todays_names(records):
    assert [units for _, units in records] == [
        {("KEN", "ASSAULT", "SOM")}, {("NOR", "AGREE", None), ("JPN", "AGREE", None)}, {("KEN", "CONSULT", "SOM")},
    ]  # fmt: skip


def test_triples_are_counted_over_sentences(records, engine, codebook):
    tables = read_texts([text for text, _ in records], engine, codebook)
    assert count_triples([units for _, units in records], tables, codebook) == Count(n_gold=4, n_system=2, n_shared=2)


def test_claims_beyond_the_gold_are_false_and_an_open_target_is_met_once():
    found = {("KEN", "AID", "SOM"), ("KEN", "AID", "UGA")}
    assert compare(frozenset({("KEN", "AID", None)}), found) == Count(1, 2, 1)
    assert compare(frozenset(), found) == Count(0, 2, 0)


CODES = {"UN": "IGO", "KENYANS": "KEN", "AFGHAN REBELS": "AFG", "HAMAS": "HAMAS", "KEN": "KEN"}


@pytest.mark.parametrize(("principal", "code"), CODES.items())
def test_principals_go_by_the_codes_of_the_records(principal, code, codebook):
    assert code_of(principal, gsr_codes(codebook)) == code


CONLLU = """\
# newdoc id = tiny
# sent_id = tiny-1
1\tKenya\tKenya\tPROPN\tNNP\t_\t2\tnsubj\t_\t_
2\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
3\tSomalia\tSomalia\tPROPN\tNNP\t_\t4\tnsubj\t_\t_
4\tattacked\tattack\tVERB\tVBD\t_\t2\tccomp\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""
TREE = """<rst><body>
<segment id="1" parent="2" relname="attribution-positive">Kenya said</segment>
<segment id="2">Somalia attacked .</segment>
<signals>
<signal source="1" type="lexical" subtype="indicative_word" tokens="2"/>
<signal source="1" type="semantic" subtype="attribution_source" tokens="1"/>
<signal source="2" type="lexical" subtype="indicative_word" tokens="4"/>
</signals></body></rst>"""


def test_attributions_are_counted_by_the_words_they_share(tmp_path, engine, codebook):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in (("tiny.conllu", CONLLU), ("tiny.rs4", TREE)):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content.encode()))
    path = tmp_path / "gum.tar.xz"
    path.write_bytes(lzma.compress(packed.getvalue()))
    [said] = documents = read_archive(path)
    assert [[said.text[s:e] for s, e in spans] for spans in (*said.cues, *said.speakers)] == [["said"], ["Kenya"]]
    counts = count_attributions(documents, read_texts([said.text], engine, codebook))
    assert counts == {"cue": Count(1, 1, 1), "speaker": Count(1, 1, 1)}


def test_a_span_is_paired_once():
    assert compare_spans([[(0, 4)], [(2, 6)]], [(1, 5), (8, 9)]) == Count(2, 2, 1)


def test_facts_are_what_is_affirmed_and_actual(tmp_path, engine, codebook):
    path = tmp_path / "facts.jsonl.xz"
    row = {"text": "Kenya left but it may not return .", "targets": [{"span1": [1, 2], "label": 3.0}, {"span1": [6, 7], "label": -1.5}]}
    path.write_bytes(lzma.compress((json.dumps(row) + "\n").encode()))
    judgments = read_judgments(path)
    assert judgments == [(row["text"], [(6, True), (26, False)])]
    pairs = list(judge(judgments, read_texts([row["text"]], engine, codebook), codebook))
    assert pairs == [(True, True), (False, False)]
    assert figures_of(pairs) == {"uds_fact_accuracy": 1.0, "uds_fact_macro_f1": 1.0}


def test_half_right_is_half():
    assert figures_of([(True, True), (False, True)]) == {"uds_fact_accuracy": 0.5, "uds_fact_macro_f1": pytest.approx(1 / 3)}


def test_nothing_is_measured_where_the_corpora_are_not(tmp_path):
    assert not is_there(tmp_path)

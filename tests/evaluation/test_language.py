import json
import lzma

import pytest

from evaluation import language
from evaluation.agreement import MEASURES, Count
from evaluation.language import CORPORA, join_text, key_of, main, measure_part, named, on_raw_text
from pipeline.language.engine import MODEL_FILE, Sentence
from pipeline.language.training.corpora import read_treebank

CONLLU = """\
# newdoc id = one
# newpar
# sent_id = one-1
1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tsail\tsail\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# sent_id = one-2
1\tWhy\twhy\tADV\tWRB\t_\t0\troot\t_\tSpaceAfter=No
2\t?\t?\tPUNCT\t.\t_\t1\tpunct\t_\t_

# newpar
# sent_id = one-3
1\tStorms\tstorm\tNOUN\tNNS\t_\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_
"""
TEXT = "They don't sail. Why?\n\nStorms."


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "tiny.conllu.xz"
    path.write_bytes(lzma.compress(CONLLU.encode()))
    (document,) = read_treebank(path)
    return document


class GoldEngine:
    """Reads the text above as it is annotated, but for the second sentence, which it takes for part of the first."""

    def analyse(self, text, paragraphs):
        assert [text[s:e] for s, e in paragraphs] == ["They don't sail. Why?", "Storms."]
        first = [(0, 4), (5, 7), (7, 10), (11, 15), (15, 16), (17, 20), (20, 21)]
        lemmas, upos = ["they", "do", "not", "sail", ".", "why", "?"], ["PRON", "AUX", "PART", "VERB", "PUNCT", "ADV", "PUNCT"]
        yield self.sentence(first, lemmas, upos, [4, 4, 4, 0, 4, 4, 6], ["nsubj", "aux", "advmod", "root", "punct", "parataxis", "punct"])
        yield self.sentence([(23, 29), (29, 30)], ["storm", "."], ["NOUN", "PUNCT"], [0, 1], ["root", "punct"])

    def sentence(self, spans, lemmas, upos, heads, deprels):
        blank = ["_"] * len(spans)
        return Sentence(0, 0, ([s for s, _ in spans], [e for _, e in spans], blank, lemmas, upos, blank, blank, heads, deprels, blank))


def test_a_document_is_joined_as_it_was_written(document):
    text, paragraphs, spans = join_text(document)
    assert text == TEXT
    assert [text[s:e] for s, e in paragraphs] == ["They don't sail. Why?", "Storms."]
    assert [[text[s:e] for s, e in places] for places in spans] == [list(example.words) for example in document]


def test_raw_text_is_compared_by_characters(document):
    counts = on_raw_text(GoldEngine(), document)
    assert counts["token"] == Count(9, 9, 9)
    assert counts["sentence"] == Count(3, 2, 1)
    assert counts["las"] == Count(9, 9, 8)


def test_figures_are_per_cent_under_keys_of_their_own():
    counts = dict.fromkeys(MEASURES, Count(3, 3, 2))
    assert named(counts, "pud", raw=False) == dict.fromkeys(("upos_pud", "lemma_pud", "uas_pud", "las_pud", "core_f1_pud"), 66.67)
    assert set(named(counts, "pud", raw=True)) == {
        "token_f1_pud", "sentence_f1_pud", "upos_pud_raw", "lemma_pud_raw", "uas_pud_raw", "las_pud_raw", "core_f1_pud_raw",
    }  # fmt: skip
    assert key_of("core", "ewt", raw=True) == "core_f1_ewt_raw"


def test_without_corpora_it_says_so_and_succeeds(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(language, "BUILD", tmp_path / "build")
    assert main(["--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("skipped: no treebanks/en_ewt-ud-test.conllu.xz in ")
    assert not (tmp_path / "build").exists()


@pytest.mark.skipif(not (CORPORA / "treebanks").is_dir(), reason="the corpora are not here")
def test_the_shipped_file_gives_the_figures_that_stand_beside_it(engine):
    kept = json.loads(MODEL_FILE.with_name("metrics.json").read_text(encoding="utf-8"))["part"]
    assert measure_part(engine, CORPORA) == pytest.approx(kept, abs=0.3), "other processors round otherwise"

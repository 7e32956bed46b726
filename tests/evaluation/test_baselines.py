import re
from types import SimpleNamespace

import pytest

from evaluation.baselines import flatten, nearest_pairs
from pipeline.claims.find import LONGEST_EVIDENCE
from pipeline.codebook.words import Frame, Pattern
from pipeline.tables import ENTITIES, SENTENCES

CODES = {"Iran": "IRN", "Russia": "RUS", "Tehran": "IRN", "Kyiv": "UKR", "Kazan": None}
AUTHOR = {"name": "author", "principal": "AUTHOR"}


def frame(name, lemma, event):
    return Frame(name, Pattern(lemma, "VERB", ()), event, None, "affirmed", ("subj",), ("obj",), (), frozenset(), "", ())


CODEBOOK = SimpleNamespace(frames=(frame("f1", "arm", "AID"), frame("f2", "warn", "THREATEN"), frame("f3", "arm", "COERCE")))


def claim(start, source, **columns):
    parties = {"actor": {"name": "Iran", "principal": "IRN"}, "target": {"name": "Russia", "principal": "RUS"}}
    held = {"source": source, "polarity": "denied", "modality": "possible"}
    return {"doc": "d", "start": start, "end": start + 9, "event": "AID", **parties, **held, **columns}


def sentences_of(text, kind="body"):
    words = [(m.start(), m.end(), m.group()) for m in re.finditer(r"\w+|[^\w\s]", text)]
    tokens = [
        {"char_start": s, "char_end": e, "form": w, "lemma": w.removesuffix("s").lower(), "xpos": "X", "feats": "_", "name_tag": "O"}
        | {"upos": "VERB" if w.endswith("s") else "NOUN", "head": int(i > 0), "deprel": "dep" if i else "root"}
        for i, (s, e, w) in enumerate(words)
    ]
    row = {"sentence_id": "d0-0", "document_id": "d0", "sentence_index": 0, "paragraph_index": 0, "kind": kind, "text": text}
    return SENTENCES.table([row | {"char_start": 0, "char_end": len(text), "tokens": tokens}])


def entities_of(text):
    places = [m for name in CODES for m in re.finditer(name, text)]
    return ENTITIES.table(
        {
            "mention_id": f"d0-0-{m.start():04d}", "document_id": "d0", "sentence_id": "d0-0", "char_start": m.start(), "char_end": m.end(),
            "head_start": m.start(), "text": m.group(), "entity_type": "state" if CODES[m.group()] else "place", "mention_kind": "name",
            "actor_id": CODES[m.group()], "actor_name": CODES[m.group()] and m.group(), "actor_code": CODES[m.group()],
            "resolved_by": "codebook",
        }
        for m in places
    )  # fmt: skip


def pairs(text, kind="body"):
    found = nearest_pairs(sentences_of(text, kind), entities_of(text), CODEBOOK, stems={"d0": "story"})
    return [(c["actor"]["name"], c["event"], c["target"]["name"]) for c in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Iran arms Russia .", [("Iran", "AID", "Russia")]),
        ("Kyiv and Iran said it arms Russia and Tehran .", [("Iran", "AID", "Russia")]),
        ("In Iran and Russia someone arms .", [("Iran", "AID", "Russia")]),
        ("Iran , that is Tehran , arms Russia .", [("Tehran", "AID", "Russia")]),
        ("Iran arms Tehran and Kyiv .", [("Iran", "AID", "Kyiv")]),
        ("Iran arms Kazan .", []),
        ("Iran likes Russia .", []),
        ("Iran arms Russia and warns Kyiv .", [("Iran", "AID", "Russia"), ("Russia", "THREATEN", "Kyiv")]),
    ],
)
def test_the_nearest_actors_around_a_trigger_are_a_pair(text, found):
    assert pairs(text) == found


def test_boilerplate_has_no_pairs():
    assert pairs("Iran arms Russia .", kind="boilerplate") == []


def test_a_nearest_pair_is_the_authors_and_covers_trigger_and_parties():
    text = "Today Iran again arms Russia ."
    (found,) = nearest_pairs(sentences_of(text), entities_of(text), CODEBOOK, stems={"d0": "story"})
    assert text[found["start"] : found["end"]] == "Iran again arms Russia"
    assert (found["doc"], found["source"], found["polarity"], found["modality"]) == ("story", AUTHOR, "affirmed", "actual")


def test_evidence_is_cut_around_the_trigger_where_it_is_too_long():
    text = "Iran " + "so " * 400 + "arms Russia ."
    (found,) = nearest_pairs(sentences_of(text), entities_of(text), CODEBOOK, stems={"d0": "story"})
    assert found["end"] - found["start"] <= LONGEST_EVIDENCE
    assert "arms Russia" in text[found["start"] : found["end"]]


def test_flattened_claims_are_the_authors_and_kept_once():
    iran, russia = {"name": "Iran", "principal": "IRN"}, {"name": "Russia", "principal": "RUS"}
    before = [claim(0, iran), claim(0, russia, polarity="affirmed"), claim(20, iran), claim(0, iran, event="CONSULT")]
    found = flatten(before)
    assert [(c["start"], c["event"]) for c in found] == [(0, "AID"), (20, "AID"), (0, "CONSULT")]
    assert all((c["source"], c["polarity"], c["modality"]) == (AUTHOR, "affirmed", "actual") for c in found)
    assert before[0]["polarity"] == "denied"

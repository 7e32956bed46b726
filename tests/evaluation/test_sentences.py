"""Each sentence of the project's own gold yields exactly its claims, or fails as it is known to."""

import pytest

from evaluation.sentences import brief, find_claims_in, in_order, load_sentences, mark, what_is_wrong
from pipeline.codebook.words import Expected

SENTENCES = {sentence.sentence_id: sentence for sentence in load_sentences()}
EVENTS = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
WAYS = [(polarity, modality) for polarity in ("affirmed", "denied") for modality in ("actual", "possible", "future")]


@pytest.fixture(scope="module")
def found(engine, codebook):
    return find_claims_in(tuple(SENTENCES.values()), engine, codebook)


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_yields_exactly_its_claims_or_is_known_to_fail(name, found):
    sentence = SENTENCES[name]
    wrong = what_is_wrong(sentence, found[name])
    assert bool(wrong) == bool(sentence.known_failure), wrong or "it is right now: python -m evaluation.sentences --mark"


def test_the_gold_covers_every_type_held_in_every_way():
    held = {(claim.event, claim.polarity, claim.modality) for sentence in SENTENCES.values() for claim in sentence.expected}
    assert len(SENTENCES) >= 400
    assert {(event, *way) for event in EVENTS for way in WAYS} <= held


def test_what_is_wrong_is_written_down(tmp_path):
    path = tmp_path / "sentences.tsv"
    path.write_text(
        'sentence_id\tconstruction\texample\texpected\tknown_failure\na\tx\tKenya "met" Chad.\tKEN CONSULT TCD\t\n', encoding="utf-8"
    )
    [sentence] = load_sentences(path)
    aid = Expected("UGA", "KEN", "AID", "TCD", "denied", "future")
    mark([sentence], {"a": frozenset({aid})}, path)
    [marked] = load_sentences(path)
    assert marked.text == sentence.text
    assert marked.known_failure == "misses KEN CONSULT TCD; finds UGA: KEN AID TCD denied future"


def test_symmetric_events_have_no_direction():
    one, other = (Expected("AUTHOR", a, "CONSULT", b, "affirmed", "actual") for a, b in (("KEN", "TCD"), ("TCD", "KEN")))
    assert in_order([one]) == in_order([other])
    assert brief(one) == "KEN CONSULT TCD"

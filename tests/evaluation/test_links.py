"""What the weights of links are learnt from: documents with claims that stand in them, and the learning itself."""

import numpy as np
import pytest

from evaluation.links import FOLDER, OWN, encode, join_sentences, learn, place, read_own, write_weights

BODY = "1| Kenya sent troops.\n2| Uganda held talks about talks.\n\n3| The end.\n"


def test_sentences_are_joined_and_paragraphs_kept_apart():
    text, spans = join_sentences(BODY)
    assert text == "Kenya sent troops. Uganda held talks about talks.\n\nThe end."
    assert {number: text[a:b] for number, (a, b) in spans.items()}["2"] == "Uganda held talks about talks."


@pytest.mark.parametrize(("words", "start"), [("talks", 31), ("talks#2", 43), ("Uganda", 19)])
def test_words_are_placed_in_their_sentence(words, start):
    text, spans = join_sentences(BODY)
    assert place(text, spans["2"], words)[0] == start


def test_words_that_do_not_stand_there_are_an_error():
    text, spans = join_sentences(BODY)
    with pytest.raises(ValueError, match="substring"):
        place(text, spans["1"], "Chad")


def test_every_claim_stands_in_its_document():
    documents = list(read_own(FOLDER))
    assert len({document.name for document in documents}) == len(documents) > 40 * len(OWN) - 1
    assert all(document.claims for document in documents)
    for document in documents:
        for claim in document.claims:
            spans = [span for span in (claim.trigger, claim.actor, claim.target) if isinstance(span, tuple)]
            assert all(0 <= start < end <= len(document.text) for start, end in spans)
            assert len(spans) >= 1


def test_what_goes_with_right_pairs_weighs_more(tmp_path):
    found = [(["trigger|a", "pair|b"], True), (["trigger|a", "pair|c"], False)] * 20 + [(["trigger|rare"], True)]
    features, arrays = encode(iter(found))
    assert set(features) == {"trigger|a", "pair|b", "pair|c"}
    weights, bias = learn(len(features), arrays)
    by_name = dict(zip(features, weights, strict=True))
    assert by_name["pair|b"] > 0 > by_name["pair|c"]
    assert np.isfinite(bias)
    path = tmp_path / "links.tsv"
    assert write_weights(features, weights, bias, path) <= len(features)
    assert path.read_text(encoding="utf-8").startswith("feature\tweight\nbias\t")

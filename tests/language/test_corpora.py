"""What training reads: the names that GUM's entities give, what may be trained on and what may not."""

import lzma
from pathlib import Path

import pytest

from pipeline.language.training.corpora import begin_spans, read_entities, read_treebank

SENTENCES = """
Envoy Mara Quill of the Lake Council met sailors in Old Harbour
NNP NNP NNP IN DT NNP NNP VBD NNS IN NNP NNP
PROPN PROPN PROPN ADP DET PROPN PROPN VERB NOUN ADP PROPN PROPN
3 3 8 7 7 7 3 0 8 12 12 8
compound compound nsubj case det compound nmod root obj case amod obl
(1-person-new-cf1 _ _ _ (2-organization-new-cf2 _ 2)1) _ (3-person-new-cf3) _ (4-place-new-cf4 4)

Captain Vale and General Oak
NNP NNP CC NNP NNP
PROPN PROPN CCONJ PROPN PROPN
0 1 5 5 1
root flat cc compound conj
(1-person-new-cf1(2-person-new-cf2 2) _ (3-person-new-cf3 3)1)
"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    blocks = []
    for number, block in enumerate(SENTENCES.strip().split("\n\n")):
        words, xpos, upos, heads, deprels, entities = (line.split() for line in block.split("\n"))
        misc = ["_" if cell == "_" else f"Entity={cell}" for cell in entities]
        rows = zip(range(1, 99), words, words, upos, xpos, ["_"] * 99, heads, deprels, ["_"] * 99, misc)  # noqa: B905 - as many as there are words
        blocks.append("\n".join([f"# sent_id = {number}", *("\t".join(map(str, row)) for row in rows)]))
    path = tmp_path / "tiny.conllu.xz"
    path.write_bytes(lzma.compress(("\n\n".join(blocks) + "\n").encode()))
    return path


def test_entities_by_name_are_names(treebank: Path) -> None:
    [first, _] = [example for document in read_entities(treebank) for example in document]
    assert first.names == (
        "B-PER", "I-PER", "I-PER", "O", "O", "B-ORG", "I-ORG", "O", "O", "O", "B-LOC", "I-LOC",
    )  # fmt: skip
    assert first.corpus == "gum"


def test_a_title_may_or_may_not_belong_to_a_name_and_a_list_is_no_name(treebank: Path) -> None:
    [_, second] = [example for document in read_entities(treebank) for example in document]
    assert second.names == ("O|B-PER", "B-PER|I-PER", "O", "O|B-PER", "B-PER|I-PER")


def test_entities_keep_the_documents(treebank: Path) -> None:
    assert [len(d) for d in read_entities(treebank)] == [len(d) for d in read_treebank(treebank)]


def test_a_span_begins_with_b() -> None:
    assert list(begin_spans("O I-PER I-PER I-ORG O".split())) == ["B-PER", "I-PER", "B-ORG", "O"]

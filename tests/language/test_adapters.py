"""Other engines in place of ours: a small spaCy pipeline trained here, and what Stanza gives, by the shape of its objects."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from pickle import dumps, loads
from types import ModuleType, SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest
import spacy
from spacy.training import Example

from pipeline.codebook import Codebook
from pipeline.language import adapters
from pipeline.language.adapters import adapt_spacy, adapt_stanza, engine_of_setting
from pipeline.language.engine import OnnxEngine, Sentence
from pipeline.language.model import EngineError
from pipeline.sentences.find import find_sentences
from pipeline.tables import SENTENCES

LESSONS = (
    ("Iran denied it .", "PROPN VERB PRON PUNCT", [1, 1, 1, 1], "nsubj root obj punct"),
    ("Russia attacked Ukraine .", "PROPN VERB PROPN PUNCT", [1, 1, 1, 1], "nsubj root obj punct"),
    ("Kyiv accused Moscow today .", "PROPN VERB PROPN ADV PUNCT", [1, 1, 1, 1, 1], "nsubj root obj advmod punct"),
    ("Moscow denied the attack .", "PROPN VERB DET NOUN PUNCT", [1, 1, 3, 1, 1], "nsubj root det obj punct"),
)
TINY = {
    "@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 32, "depth": 2, "embed_size": 200, "window_size": 1,
    "maxout_pieces": 2, "subword_features": True,
}  # fmt: skip
PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": False, "hidden_width": 32,
    "maxout_pieces": 2, "use_upper": True,
}  # fmt: skip
TEXT = "Russia attacked Ukraine. \n Moscow denied  the attack."
PARAGRAPHS = [(0, 24), (27, len(TEXT))]
FORM, UPOS, HEAD, DEPREL, NAME = 2, 4, 7, 8, 9


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    """A pipeline that learnt four sentences by heart."""
    spacy.util.fix_random_seed(1)
    nlp = spacy.blank("en")
    nlp.add_pipe("morphologizer", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": TINY}})
    nlp.add_pipe("parser", config={"min_action_freq": 1, "model": PARSER | {"tok2vec": TINY}})
    lessons = [lesson(nlp, *row) for row in LESSONS]
    optimizer = nlp.initialize(lambda: lessons)
    for _ in range(80):
        nlp.update(lessons, sgd=optimizer)
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": [{"ORTH": name}]} for name in ("Russia", "Ukraine", "Moscow")])
    return nlp


def lesson(nlp: spacy.language.Language, text: str, pos: str, heads: list[int], deps: str) -> Example:
    names = ["ROOT" if dep == "root" else dep for dep in deps.split()]
    return Example.from_dict(nlp.make_doc(text), {"pos": pos.split(), "heads": heads, "deps": names, "words": text.split()})


def test_a_spacy_pipeline_reads_in_place_of_ours(nlp: spacy.language.Language) -> None:
    first, second = adapt_spacy(nlp, "spacy:test").analyse(TEXT, PARAGRAPHS)
    assert first.columns[FORM] == ["Russia", "attacked", "Ukraine", "."]
    assert first.columns[UPOS] == ["PROPN", "VERB", "PROPN", "PUNCT"]
    assert first.columns[HEAD] == [2, 0, 2, 2]
    assert first.columns[DEPREL] == ["nsubj", "root", "obj", "punct"]
    assert first.columns[NAME] == ["B-LOC", "O", "B-LOC", "O"]
    assert second.columns[FORM] == ["Moscow", "denied", "the", "attack", "."], "spaCy's token of white space is none of ours"
    assert second.columns[HEAD] == [2, 0, 4, 2, 2]
    for sentence in (first, second):
        assert [TEXT[start:end] for start, end in zip(*sentence.columns[:2], strict=True)] == sentence.columns[FORM]


def test_its_sentences_go_the_whole_way_to_a_table(nlp: spacy.language.Language, codebook: Codebook) -> None:
    row = {"document_id": "d", "title": None, "author": None, "publisher": None, "body_start": 0, "text": TEXT}
    table = find_sentences(pa.Table.from_pylist([row]), engine=adapt_spacy(nlp, "spacy:test"), furniture=codebook.furniture)
    assert SENTENCES.check(table).num_rows == 2


def test_white_space_at_the_root_leaves_one_root(nlp: spacy.language.Language) -> None:
    words = ["\n", "Iran", "denied", "it"]
    doc = spacy.tokens.Doc(nlp.vocab, words=words, heads=[0, 2, 0, 0], deps=["ROOT", "nsubj", "dep", "obj"])
    assert [(word.form, word.head, word.deprel) for word in adapters.words_of_span(doc[:])] == [
        ("Iran", 2, "nsubj"), ("denied", 0, "root"), ("it", 2, "obj"),
    ]  # fmt: skip


@spacy.Language.component("clear_nlp_labels")
def label_as_clear_nlp(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
    return spacy.tokens.Doc(doc.vocab, words=[token.text for token in doc], heads=[1, 1, 1], deps=["nsubj", "ROOT", "dobj"])


def test_labels_that_are_not_universal_are_named() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("clear_nlp_labels")
    with pytest.raises(EngineError, match=r"spacy:clear: 'dobj' is no relation of Universal Dependencies"):
        adapt_spacy(nlp, "spacy:clear").analyse("Iran denied it", [(0, 14)])


def test_a_setting_names_a_pipeline_on_disk(nlp: spacy.language.Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "mine")
    setting = f"spacy:{tmp_path / 'mine'}"
    engine = engine_of_setting(setting)
    assert engine.analyse(TEXT, PARAGRAPHS) == adapt_spacy(nlp, setting).analyse(TEXT, PARAGRAPHS)
    assert loads(dumps(engine)) is engine, "another process loads it by its setting"
    (tmp_path / "mine" / "meta.json").write_text("{}", encoding="utf-8")
    assert adapters.adapt_spacy(SimpleNamespace(path=tmp_path / "mine"), setting).version != engine.version


@pytest.fixture
def own_module(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    def add(**functions: Callable[[], Any]) -> None:
        module = ModuleType("my_engine")
        vars(module).update(functions)
        monkeypatch.setitem(sys.modules, "my_engine", module)

    yield add
    engine_of_setting.cache_clear()


def test_a_setting_names_a_function_of_ones_own(own_module: Callable[..., None]) -> None:
    class Silent:
        version = "1"

        def analyse(self, text: str, paragraphs: Any) -> list[Sentence]:
            return []

    own_module(load=Silent)
    assert isinstance(engine_of_setting("my_engine:load"), Silent)


@pytest.mark.parametrize("setting", ["", "sayso"])
def test_without_a_setting_ours_reads(setting: str) -> None:
    assert isinstance(engine_of_setting(setting), OnnxEngine)


@pytest.mark.parametrize("setting", ["spacy:no_such_model", "no_such_module:load", "json:no_such_function", "stanza:en"])
def test_a_setting_that_names_nothing_is_named(setting: str) -> None:
    with pytest.raises(EngineError, match=rf"^{setting}: there is no such engine: "):
        engine_of_setting(setting)


def stanza_word(number: int, text: str, head: int, deprel: str) -> SimpleNamespace:
    return SimpleNamespace(id=number, text=text, lemma=None, upos="X", xpos=None, feats=None, head=head, deprel=deprel)


def test_a_stanza_pipeline_reads_in_place_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapters, "version_of", lambda name: "1.15.0")
    rows = [("Kyiv", 4, "nsubj"), ("does", 4, "aux"), ("n't", 4, "advmod"), ("agree", 0, "root")]
    words = [stanza_word(i, *row) for i, row in enumerate(rows, 1)]
    tokens = [
        SimpleNamespace(words=words[:1], start_char=0, end_char=4, ner="S-GPE"),
        SimpleNamespace(words=words[1:3], start_char=5, end_char=12, ner="O"),
        SimpleNamespace(words=words[3:], start_char=13, end_char=18, ner="O"),
    ]
    document = SimpleNamespace(sentences=[SimpleNamespace(tokens=tokens)])
    pipeline = type("Pipeline", (), {"processors": {}, "__call__": lambda self, text: document})()
    [sentence] = adapt_stanza(pipeline, "stanza:en").analyse("\n\nKyiv doesn't agree", [(2, 20)])
    assert list(zip(*sentence.columns[:3], strict=True)) == [(2, 6, "Kyiv"), (7, 11, "does"), (11, 14, "n't"), (15, 20, "agree")]
    assert sentence.columns[HEAD] == [4, 4, 4, 0]
    assert sentence.columns[NAME] == ["B-LOC", "O", "O", "O"]

"""Export a trained network: torch to ONNX to int8, with all that reading needs inside one file."""

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from simplemma import is_known, lemmatize

from pipeline.language.labels import Labels
from pipeline.language.lemmas import REGULARLY_INFLECTED, lexicon_key
from pipeline.language.model import FORMAT, OUTPUTS
from pipeline.language.training.corpora import CORPORA, Document, training_documents
from pipeline.language.training.network import Exported, Reader
from pipeline.language.training.train import read_vocabulary

TYPO, COMMON_TYPO, NO_LEMMA = "Typo=Yes", 3, "_"
BASE_FORMS = frozenset("NN JJ RB VB VBP".split())


def lemma_lexicon(documents: list[Document]) -> dict[str, dict[str, str]]:
    """Return by Penn tag the commonest lemma of each form.

    What is marked as a typing error counts only where it is common and the form is never right, what is seen once only where it is no
    surprise: annotators slip too.
    """
    counts, typos = defaultdict[tuple[str, str], Counter[str]](Counter), defaultdict[tuple[str, str], Counter[str]](Counter)
    for example in (e for document in documents for e in document if e.lemmas):
        rows = zip(example.words, example.lemmas or (), example.xpos or (), example.feats or (), strict=True)
        for form, lemma, xpos, feats in rows:
            if lemma != NO_LEMMA:
                (typos if TYPO in feats.split("|") else counts)[xpos, lexicon_key(form, xpos)][lemma] += 1
    counts |= {key: lemmas for key, lemmas in typos.items() if key not in counts and lemmas.total() >= COMMON_TYPO}
    lexicon: dict[str, dict[str, str]] = defaultdict(dict)
    for (xpos, form), lemmas in sorted(counts.items()):
        lemma = min(lemmas, key=lambda lemma: (-lemmas[lemma], lemma))
        if lemmas.total() > 1 or not is_surprise(form, xpos, lemma):
            lexicon[xpos][form] = lemma
    return lexicon


def is_surprise(form: str, xpos: str, lemma: str) -> bool:
    """Return whether a dictionary knows a form and would not give this lemma."""
    if xpos in REGULARLY_INFLECTED:
        return lemmatize(form, lang="en") not in (form, lemma)
    return xpos in BASE_FORMS and lemma != form and is_known(form, lang="en")


def export_graph(reader: Reader, path: Path) -> None:
    """Write the network as an ONNX graph over one window of words."""
    reader.eval()
    example = tuple(torch.tensor(row) for row in ([101, 7, 8, 9, 102], [5, 0, 1, 2, 5], [1, 2], [1, 3]))
    axes: dict[str, dict[int, str]] = {"ids": {0: "pieces"}, "shapes": {0: "pieces"}, "first": {0: "words"}, "last": {0: "words"}}
    axes |= {name: {0: "words"} for name in OUTPUTS} | {"arcs": {0: "words", 1: "heads"}, "keys": {0: "heads"}}
    torch.onnx.export(
        Exported(reader, CORPORA.index("uner")), example, str(path), input_names=["ids", "shapes", "first", "last"],
        output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def export(corpora: Path, trained: Path, out: Path) -> None:
    """Write the model file from a checkpoint and its labels."""
    labels = Labels(**{name: tuple(values) for name, values in json.loads((trained / "labels.json").read_text(encoding="utf-8")).items()})
    vocabulary, _ = read_vocabulary()
    reader = Reader(len(vocabulary), labels, len(CORPORA))
    reader.load_state_dict(torch.load(trained / "checkpoint.pt", weights_only=True)["reader"])
    with tempfile.TemporaryDirectory() as folder:
        full, small = Path(folder) / "full.onnx", Path(folder) / "small.onnx"
        export_graph(reader, full)
        quantize_dynamic(full, small, weight_type=QuantType.QInt8, per_channel=True)
        graph = onnx.load(small)
    card = {
        "format": FORMAT,
        "labels": json.dumps(vars(labels), ensure_ascii=False),
        "vocabulary": "\n".join(vocabulary),
        "lemmas": json.dumps(lemma_lexicon(training_documents(corpora)), ensure_ascii=False),
    }
    onnx.helper.set_model_props(graph, card)
    out.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(graph, out)
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB, {sum(int(np.prod(x.dims)) for x in graph.graph.initializer):,} weights")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    export(given.corpora, given.trained, given.out)

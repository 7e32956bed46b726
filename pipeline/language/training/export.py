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

from pipeline.language.labels import Labels
from pipeline.language.model import FORMAT, OUTPUTS
from pipeline.language.training.corpora import CORPORA, Document, training_documents
from pipeline.language.training.network import Exported, Reader
from pipeline.language.training.train import encoder_folder


def lemma_lexicon(documents: list[Document]) -> dict[str, dict[str, str]]:
    """Return by tag the commonest lemma of each form; a form that is always its own lower-cased lemma stands too, as a known lemma."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for example in (e for document in documents for e in document if e.upos and e.lemmas):
        for form, lemma, upos in zip(example.words, example.lemmas or (), example.upos or (), strict=True):
            counts[upos, form if upos == "PROPN" else form.lower()][lemma] += 1
    lexicon: dict[str, dict[str, str]] = defaultdict(dict)
    for (upos, form), lemmas in sorted(counts.items()):
        if upos not in ("NUM", "PUNCT", "SYM", "X"):
            lexicon[upos][form] = min(lemmas, key=lambda lemma: (-lemmas[lemma], lemma))
    return lexicon


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
    vocabulary = (encoder_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
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

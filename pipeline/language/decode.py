"""Scores to tags, lemmas, trees and names."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.language.labels import ROOT, Labels
from pipeline.language.lemmas import Lexicon, find_lemma
from pipeline.language.model import Floats, Scores
from pipeline.language.names import best_names
from pipeline.language.trees import best_tree

RULES_TRIED = 6


@dataclass(frozen=True)
class Decoder:
    """Turns the scores of one sentence into columns of labels."""

    labels: Labels
    lexicon: Lexicon

    def decode(self, words: list[str], scores: Scores) -> tuple[list[int] | list[str], ...]:
        """Return forms, lemmas, upos, xpos, feats, heads (from 1; 0 the root), relations and name tags of one sentence."""
        xpos, heads = pick(self.labels.xpos, scores.xpos), best_tree(scores.arcs)
        return (
            words, self.lemmas(words, xpos, scores.lemma), pick(self.labels.upos, scores.upos), xpos, pick(self.labels.feats, scores.feats),
            heads, self.relations(heads, scores), best_names(scores.names, self.labels.name_tags),
        )  # fmt: skip

    def lemmas(self, words: list[str], xpos: list[str], scores: Floats) -> list[str]:
        return [find_lemma(*word, self.lexicon) for word in zip(words, xpos, map(self.likely_rules, scores), strict=True)]

    def likely_rules(self, scores: Floats) -> Iterator[str]:
        """Yield the likeliest lemma rules of one word; sorted only when asked for, since most words are in the lexicon."""
        yield from (self.labels.lemma_rules[i] for i in np.argsort(-scores, kind="stable")[:RULES_TRIED])

    def relations(self, heads: list[int], scores: Scores) -> list[str]:
        """Return the best relation of each word to its head; `root` where and only where the head is the root."""
        table = np.einsum("wrd,wd->wr", scores.queries, scores.keys[heads])
        if ROOT in self.labels.deprels:
            table[:, self.labels.deprels.index(ROOT)] = -np.inf
        return [ROOT if head == 0 else self.labels.deprels[i] for head, i in zip(heads, table.argmax(axis=1), strict=True)]


def pick(labels: tuple[str, ...], scores: Floats) -> list[str]:
    """Return the best label of each row."""
    return [labels[i] for i in scores.argmax(axis=1)]

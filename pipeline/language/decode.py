"""Scores to tags, lemmas, trees and names."""

from dataclasses import dataclass

import numpy as np

from pipeline.language.labels import ROOT, Labels
from pipeline.language.lemmas import WHOLE, apply_rule
from pipeline.language.model import Floats, Lemmas, Scores
from pipeline.language.trees import best_tree

OPEN_CLASSES = frozenset(("VERB", "NOUN", "ADJ", "ADV", "AUX"))
RULES_TRIED = 6


@dataclass(frozen=True)
class Decoder:
    """Turns the scores of one sentence into columns of labels."""

    labels: Labels
    lemmas: Lemmas

    def decode(self, words: list[str], scores: Scores) -> tuple[list[int] | list[str], ...]:
        """Return forms, lemmas, upos, xpos, feats, heads (from 1; 0 the root), relations and name tags of one sentence."""
        upos = pick(self.labels.upos, scores.upos)
        heads = best_tree(scores.arcs)
        lemmas = [self.lemma(*word) for word in zip(words, upos, scores.lemma, strict=True)]
        return (
            words, lemmas, upos, pick(self.labels.xpos, scores.xpos), pick(self.labels.feats, scores.feats),
            heads, self.relations(heads, scores), self.names(scores.names),
        )  # fmt: skip

    def lemma(self, form: str, upos: str, scores: Floats) -> str:
        """Return the lexicon's lemma, else that of the likeliest rule that gives a known lemma, else of the likeliest rule that fits.

        A rule that names a whole lemma (*be*, *good*) is for the forms of the lexicon alone.
        """
        lexicon = self.lemmas.of_form.get(upos, {})
        found = lexicon.get(form) or lexicon.get(form.lower())
        if found is not None:
            return found
        ranked = np.argsort(-scores, kind="stable")[:RULES_TRIED]
        rules = (self.labels.lemma_rules[i] for i in ranked)
        candidates = [lemma for rule in rules if not rule.startswith(WHOLE) and (lemma := apply_rule(form, rule))]
        known = self.lemmas.known.get(upos, frozenset()) if upos in OPEN_CLASSES else frozenset()
        return next((lemma for lemma in candidates if lemma in known), candidates[0] if candidates else form.lower())

    def relations(self, heads: list[int], scores: Scores) -> list[str]:
        """Return the best relation of each word to its head; `root` where and only where the head is the root."""
        table = np.einsum("wrd,wd->wr", scores.queries, scores.keys[heads])
        if ROOT in self.labels.deprels:
            table[:, self.labels.deprels.index(ROOT)] = -np.inf
        return [ROOT if head == 0 else self.labels.deprels[i] for head, i in zip(heads, table.argmax(axis=1), strict=True)]

    def names(self, scores: Floats) -> list[str]:
        """Return the best legal BIO sequence."""
        tags = self.labels.name_tags
        greedy = [tags[i] for i in scores.argmax(axis=1)]
        return greedy if is_legal(greedy) else viterbi(scores, tags)


def pick(labels: tuple[str, ...], scores: Floats) -> list[str]:
    """Return the best label of each row."""
    return [labels[i] for i in scores.argmax(axis=1)]


def is_legal(tags: list[str]) -> bool:
    return all(not tag.startswith("I-") or before[2:] == tag[2:] for before, tag in zip(["O", *tags], tags, strict=False))


def viterbi(scores: Floats, tags: tuple[str, ...]) -> list[str]:
    """Return the best sequence in which an I- follows a B- or I- of its own type."""
    legal = np.array([[0.0 if is_legal([before, tag]) or not tag.startswith("I-") else -1e9 for tag in tags] for before in tags])
    start = np.array([-1e9 if tag.startswith("I-") else 0.0 for tag in tags])
    best, back = scores[0] + start, []
    for row in scores[1:]:
        step = best[:, None] + legal
        back.append(step.argmax(axis=0))
        best = step.max(axis=0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return [tags[i] for i in reversed(path)]

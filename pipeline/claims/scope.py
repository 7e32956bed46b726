"""How a clause is held: polarity and modality, composed on the way from a trigger up to the top of what is said."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.claims.phrases import is_headline_infinitive, is_infinitive
from pipeline.claims.slots import fillers
from pipeline.claims.triggers import Match, Matcher
from pipeline.codebook.words import Operator
from pipeline.language.tree import Tree

TRANSPARENT = frozenset(("xcomp", "ccomp", "obj", "conj", "acl", "appos", "nsubj:pass", "csubj"))
HAPPENING = frozenset(
    "happen occur take exist begin start continue end come follow proceed fail be break erupt resume flare intensify".split()
)
RANK = {"actual": 0, "future": 1, "possible": 2}
CONDITIONS = frozenset(("if", "unless"))


@dataclass(frozen=True)
class Held:
    """Polarity, modality, the ids of the operators that made them, and of those the ones that made it only possible."""

    polarity: str = "affirmed"
    modality: str = "actual"
    rules: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def under(self, polarity: str, modality: str, rule: str, *, toggles: bool = False) -> "Held":
        """Return how it is held below one more operator; *possible* outranks *future* outranks *actual*."""
        flipped = "denied" if self.polarity == "affirmed" else "affirmed"
        now = {"same": self.polarity, "affirmed": self.polarity, "flip": flipped, "denied": flipped if toggles else "denied"}[polarity]
        stronger = modality if modality != "same" and RANK[modality] > RANK[self.modality] else self.modality
        doubts = (*self.doubts, rule) if modality == "possible" else self.doubts
        return replace(self, polarity=now, modality=stronger, rules=(*self.rules, rule), doubts=doubts)


def held_at(tree: Tree, word: int, top: int, operators: Matcher[Operator]) -> Held:
    """Return how the clause of a word is held within everything up to `top`, the highest word of what its source says."""
    held = modified(tree, word, operators, Held())
    at = word
    while at != top and tree.head[at] >= 0:
        above = tree.head[at]
        found = next((m for m in operators_over(tree, above, operators) if at in content(tree, m)), None)
        if found is not None:
            above = found.word
            held = held.under(found.entry.polarity, found.entry.modality, found.entry.operator_id)
        elif is_purpose(tree, at):
            held = held.under("same", "possible", "purpose")
            break
        elif not passes(tree, at, above):
            break
        held = modified(tree, above, operators, held, below=at) if shares_modifiers(tree, at) else held
        at = above
    return held


def operators_over(tree: Tree, word: int, operators: Matcher[Operator]) -> Iterator[Match[Operator]]:
    """Yield the operators that a word is, or is a part of: *short* of "stopped short"."""
    yield from operators.at(tree, word)
    if tree.head[word] >= 0:
        yield from (match for match in operators.at(tree, tree.head[word]) if word in match.parts)


def content(tree: Tree, match: Match[Operator]) -> list[int]:
    """Return the words that an operator acts on, its own modifiers left out."""
    slots = (slot for slot in match.entry.content if slot != "head")
    return [word for slot in slots for at in (match.word, *match.parts) for word in fillers(tree, at, slot)]


def modified(tree: Tree, word: int, operators: Matcher[Operator], held: Held, below: int = -1) -> Held:
    """Return how a word is held below its own auxiliaries, negations, adverbs, determiners and conditions."""
    for child in modifiers_of(tree, word, below):
        for match in operators.at(tree, child):
            if "head" in match.entry.content:
                held = held.under(match.entry.polarity, match.entry.modality, match.entry.operator_id, toggles=True)
                break
    if tree.upos[word] in ("VERB", "ADJ", "NOUN") and has_condition(tree, word) and held.modality == "future":
        held = held.under("same", "possible", "condition")
    if tree.feature(word, "Mood") == "Imp":
        held = held.under("same", "possible", "imperative")
    if tree.upos[word] == "VERB" and is_infinitive(tree, word) and any(tree.lemma[c] == "be" for c in tree.by(word, "aux", "cop")):
        held = held.under("same", "future", "be-to")
    if is_headline_infinitive(tree, word):
        held = held.under("same", "future", "headline-to")
    return held


def modifiers_of(tree: Tree, word: int, below: int) -> Iterator[int]:
    """Yield what may change how a word is held: its dependents, and the *no* or *neither* of its participants, but for `below`."""
    yield from (child for child in tree.children[word] if child != below)
    yield from (c for adverb in tree.by(word, "advmod") for c in tree.by(adverb, "advmod") if tree.lemma[c] == "never")  # "never again"
    if tree.upos[word] == "VERB":
        for participant in (p for p in tree.by(word, "nsubj", "nsubj:pass", "obj") if p != below):
            yield from (c for c in tree.by(participant, "det", "cc:preconj") if tree.lemma[c].lower() in ("no", "neither"))


def has_condition(tree: Tree, word: int) -> bool:
    clauses = tree.by(word, "advcl")
    return any(tree.lemma[c] in CONDITIONS for clause in clauses for c in tree.by(clause, "mark"))


def is_purpose(tree: Tree, word: int) -> bool:
    """Return whether a word is an infinitive of purpose: "to defeat" in "they strike to defeat"."""
    is_beside = is_infinitive(tree, word) and tree.deprel[word] in ("advcl", "acl") and tree.upos[word] == "VERB"
    return is_beside and not is_headline_infinitive(tree, word)


def passes(tree: Tree, word: int, above: int) -> bool:
    """Return whether what holds of the word above holds of this word too."""
    relation = tree.deprel[word]
    if relation == "obj":
        return tree.upos[above] == "VERB"
    if relation in ("nsubj", "nsubj:pass"):
        return relation == "nsubj:pass" or tree.lemma[above] in HAPPENING
    if relation == "conj":
        return not tree.by(word, "nsubj", "aux", "cop")
    if relation == "acl":
        return tree.upos[above] == "NOUN" and tree.deprel[above] == "obj" and tree.feature(word, "VerbForm") == "Inf"
    return relation in TRANSPARENT


def reaches(tree: Tree, word: int, top: int) -> bool:
    """Return whether what holds of a word higher up holds of this word too, all the way."""
    at = word
    while at != top:
        if tree.head[at] < 0 or not passes(tree, at, tree.head[at]):
            return False
        at = tree.head[at]
    return True


def shares_modifiers(tree: Tree, word: int) -> bool:
    return tree.deprel[word] not in ("appos", "parataxis")

"""Find where the patterns of the codebook stand in a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pipeline.claims.inflect import forms, plural
from pipeline.claims.phrases import antecedent, conjuncts, heads, modifiers, with_case
from pipeline.codebook.words import Pattern
from pipeline.language.tree import Tree

RELATIONS = {
    "prt": ("compound:prt", "advmod"),
    "obj": ("obj", "nsubj:pass", "xcomp"),
    "fixed": ("fixed", "obl", "xcomp"),
    "mod": ("amod", "compound", "advmod", "nmod", "nmod:unmarked", "det"),
    "xcomp": ("xcomp",),
    "case": ("case",),
}


NOMINAL = frozenset(("nsubj", "nsubj:pass", "obj", "obl", "nmod"))


class HasPattern(Protocol):
    @property
    def pattern(self) -> Pattern: ...


T = TypeVar("T", bound=HasPattern)


@dataclass(frozen=True)
class Match(Generic[T]):
    """One entry of the codebook found at a word; `parts` are the words that its pattern uses beside the head."""

    entry: T
    word: int
    parts: tuple[int, ...]


class Matcher(Generic[T]):
    """Finds the entries whose pattern stands at a word, those with most parts first."""

    def __init__(self, entries: Iterable[T]) -> None:
        self._by_head: dict[tuple[str, str], list[T]] = defaultdict(list)
        for entry in sorted(entries, key=lambda entry: -len(entry.pattern.parts)):
            self._by_head[entry.pattern.lemma, entry.pattern.upos].append(entry)
        self._lemma_of = {(form, upos): lemma for lemma, upos in self._by_head for form in forms(lemma, upos)}

    def at(self, tree: Tree, word: int) -> Iterator[Match[T]]:
        """Yield the entries found at a word; a participle before a noun is also looked up as an adjective."""
        for key in self.keys(tree, word):
            for entry in self._by_head.get(key, ()):
                parts = find_parts(tree, word, entry.pattern)
                if parts is not None:
                    yield Match(entry, word, parts)

    def keys(self, tree: Tree, word: int) -> list[tuple[str, str]]:
        """Return the lemma and tag to look up; by its regular form where the lemma is unknown, and a participle as adjective too."""
        form, upos = tree.form[word].lower(), tree.upos[word]
        key = (tree.lemma[word].lower(), upos)
        lemma = self._lemma_of.get((form, upos))
        if lemma is not None and (key not in self._by_head or (form.endswith(("ed", "ing")) and lemma != form and form not in forms(*key))):
            key = (lemma, upos)
        if upos == "ADJ" or (upos == "VERB" and (tree.deprel[word] == "amod" or tree.xpos[word] == "JJ")):
            noun = [(form, "NOUN")] if tree.deprel[word] in NOMINAL else []
            return list(dict.fromkeys(((form, "ADJ"), key, *noun)))
        if upos == "VERB" and tree.xpos[word] == "VBN":
            return [key, (form, "ADJ")]
        if upos == "VERB" and tree.xpos[word] == "VBG":
            is_bare = not tree.by(word, "nsubj", "aux", "mark", "obj")
            return [(form, "NOUN"), key] if tree.deprel[word] in NOMINAL else [key, (form, "NOUN")] if is_bare else [key]
        return [key]


def find_parts(tree: Tree, word: int, pattern: Pattern) -> tuple[int, ...] | None:
    """Return the words that fill a pattern's parts, or None where one is missing."""
    found = []
    for slot, lemmas in pattern.parts:
        forms_of = {form for lemma in lemmas for form in (lemma, plural(lemma))}
        part = next((c for c in candidates(tree, word, slot) if tree.lemma[c].lower() in lemmas or tree.form[c].lower() in forms_of), None)
        if part is None:
            return None
        found.append(part)
    return tuple(found)


def candidates(tree: Tree, word: int, slot: str) -> Iterable[int]:
    if slot == "prt":
        return [*tree.by(word, *RELATIONS[slot]), *stray_particles(tree, word)]
    if slot == "mod":
        return [*modifiers(tree, word, possessive=False), *tree.by(word, *RELATIONS[slot])]
    if slot == "obj":
        found = [antecedent(tree, first) for first in tree.by(word, *RELATIONS[slot])]
        is_after = tree.deprel[word] == "acl" and tree.xpos[word] == "VBN"  # "a claim rejected by Kenya"
        return [one for first in (found or heads(tree, word) * is_after) for one in conjuncts(tree, first)]
    if slot in RELATIONS:
        return tree.by(word, *RELATIONS[slot])
    return with_case(tree, word, slot) if slot != "as" else judgements(tree, word)


def judgements(tree: Tree, word: int) -> list[int]:
    """Return what a verb says that its object is: "as lies" in "described as lies reports that", "described reports that ... as lies"."""
    nouns = with_case(tree, word, "as")
    before = [c for noun in nouns for c in tree.by(noun, "amod", "compound") if tree.lemma[c - 1].lower() == "as"]
    clauses = [clause for said in tree.by(word, "obj") for clause in tree.by(said, "acl")]  # where the parser hangs it too low
    being = [c for c in tree.by(word, "advcl") if any(tree.lemma[mark] == "as" for mark in tree.by(c, "mark"))]  # "as being false"
    return [*nouns, *before, *being, *(c for clause in clauses for c in with_case(tree, clause, "as"))]


def stray_particles(tree: Tree, word: int) -> list[int]:
    """Return the particles of a verb that the parser takes for prepositions of what follows: *off* in "fought off an ambush"."""
    nouns = [n for n in tree.by(word, "obj", "obl") if n > word]
    cases = [(n, tree.by(n, "case")) for n in nouns]
    return [c for _, found in cases for c in found if c == word + 1 or (len(found) > 1 and c == found[0])]

"""Slots: the places around a word of the tree where its participants stand."""

from collections.abc import Callable

from pipeline.claims.arguments import CALLING, OBJECT_CONTROL, objects, receivers, subjects
from pipeline.claims.phrases import heads, is_infinitive, modifiers, prepositional, with_case
from pipeline.language.tree import Tree

CLAUSES = ("advcl", "appos")


def fillers(tree: Tree, word: int, slot: str) -> list[int]:
    """Return the words that fill a slot, heads of their phrases, first conjuncts only.

    `x.mod` is a modifier of what fills x, `x.subj` its subject, `head` the word's own head, `prt` and other names in
    `CLAUSES` a relation, anything else a preposition.
    """
    if "." in slot:
        outer, inner = slot.split(".", 1)
        found = [x for filler in fillers(tree, word, outer) for x in inner_fillers(tree, filler, inner)]
        return list(dict.fromkeys(found))
    if slot in FINDERS:
        return FINDERS[slot](tree, word)
    return tree.by(word, slot) if slot in CLAUSES else prepositional(tree, word, slot)


def inner_fillers(tree: Tree, word: int, inner: str) -> list[int]:
    if inner == "mod":
        agents = [x for case in ("by", "of", "from") for x in prepositional(tree, word, case)]
        own = [*modifiers(tree, word, possessive=True), *modifiers(tree, word, possessive=False)]
        return [*own, *agents, *(m for x in with_case(tree, word, "of") for m in inner_fillers(tree, x, "mod"))]
    return fillers(tree, word, inner)


def infinitive_complements(tree: Tree, word: int) -> list[int]:
    """Return the open complements of a verb, an infinitive or the gerund right after it that the parser hangs beside them included."""
    is_calling = tree.lemma[word] in OBJECT_CONTROL | CALLING
    beside = [c for c in tree.by(word, "advcl") if (is_calling and is_infinitive(tree, c)) or (c == word + 1 and tree.xpos[c] == "VBG")]
    return tree.by(word, "xcomp") or beside


def quoted_clause(tree: Tree, word: int) -> list[int]:
    """Return the clause that a loosely attached reporting verb reports: below it as parataxis, or the clause it hangs from."""
    below = [c for c in tree.by(word, "parataxis") if tree.upos[c] in ("VERB", "NOUN", "ADJ", "AUX", "PROPN", "PRON")]
    if below or tree.by(word, "ccomp"):
        return below
    if is_aside(tree, word):
        return heads(tree, tree.head[word])
    if tree.deprel[word] in ("parataxis", "advcl") and tree.head[word] >= 0:
        is_as = any(tree.lemma[c] == "as" for c in tree.by(word, "mark", "advmod"))
        return heads(tree, word) if tree.deprel[word] == "parataxis" or is_as else []
    return []


def is_aside(tree: Tree, word: int) -> bool:
    """Return whether a reporting clause stands between the subject and its verb: "Kenya, Ruto added, has asked Uganda"."""
    subject = tree.head[word]
    is_clause = tree.deprel[word] in ("acl", "parataxis", "appos") and bool(tree.by(word, "nsubj")) and not tree.by(word, "mark", "obj")
    return is_clause and tree.deprel[subject].startswith("nsubj") and tree.form[word + 1 : word + 2] == [","]


FINDERS: dict[str, Callable[[Tree, int], list[int]]] = {
    "subj": subjects,
    "obj": objects,
    "poss": lambda tree, word: modifiers(tree, word, possessive=True),
    "mod": lambda tree, word: modifiers(tree, word, possessive=False),
    "head": heads,
    "acl": lambda tree, word: tree.by(word, "acl", "acl:relcl", "ccomp", "xcomp"),
    "parataxis": quoted_clause,
    "xcomp": infinitive_complements,
    "ccomp": lambda tree, word: tree.by(word, "ccomp", "csubj", "csubj:pass"),
    "iobj": receivers,
}

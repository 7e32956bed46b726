"""Phrases: what modifies a word, and what hangs from it by a preposition."""

from pipeline.language.tree import Tree

RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
MODIFIERS = ("nmod:poss", "amod", "compound", "nmod:desc", "nmod:unmarked", "det:poss", "nmod")


def is_infinitive(tree: Tree, word: int) -> bool:
    return any(tree.lemma[c] == "to" and tree.upos[c] == "PART" for c in tree.by(word, "mark"))


def is_headline_infinitive(tree: Tree, word: int) -> bool:
    """Return whether an infinitive says what will happen: "Spain to expel envoy"."""
    above = tree.head[word]
    is_below_name = above >= 0 and tree.deprel[word] == "acl" and tree.deprel[above] == "root" and tree.upos[above] == "PROPN"
    return is_below_name and is_infinitive(tree, word)


def heads(tree: Tree, word: int) -> list[int]:
    return [tree.head[word]] if tree.head[word] >= 0 else []


def antecedent(tree: Tree, word: int) -> int:
    """Return what a relative pronoun stands for, or the word itself."""
    if tree.lemma[word].lower() in RELATIVE and tree.upos[word] in ("PRON", "DET", "SCONJ"):
        for above in tree.ancestors(word):
            if tree.deprel[above] in ("acl:relcl", "advcl:relcl") and tree.head[above] >= 0:
                return tree.head[above]
    return word


def hyphenated(tree: Tree, word: int) -> list[int]:
    """Return the agent inside a compound participle: *Iran* in "Iran-backed"."""
    if word < 2 or tree.form[word - 1] not in ("-", "–"):
        return []
    return [c for c in tree.children[word] if c < word - 1 and tree.upos[c] in ("PROPN", "NOUN", "ADJ") and tree.deprel[c] != "conj"]


def modifiers(tree: Tree, word: int, *, possessive: bool) -> list[int]:
    """Return possessors, or the adjectives and nouns before a noun, those inside a compound participle included."""
    if possessive:
        return [antecedent(tree, c) for c in tree.by(word, "nmod:poss")]
    found: list[int] = []
    for child in tree.children[word]:
        if child < word and tree.deprel[child] in MODIFIERS and tree.deprel[child] != "nmod:poss":
            found.append(child)
            if tree.upos[child] in ("VERB", "ADJ", "NOUN", "PROPN"):
                found += hyphenated(tree, child)
    return found


def prepositional(tree: Tree, word: int, preposition: str) -> list[int]:
    """Return the phrases with a preposition that hang from a word, else from its object or the noun that it is `of`."""
    own = with_case(tree, word, preposition)
    if own:
        return own
    below = tree.by(word, "obj", "nsubj:pass", "iobj") if tree.upos[word] in ("VERB", "ADJ") else with_case(tree, word, "of")
    if preposition not in ("of", "in", "at"):
        below = [*below, *(c for c in tree.by(word, "nmod", "obl", "obl:agent") if tree.upos[c] == "PROPN" or tree.case(c) == "by")]
    for noun in below:
        for one in (noun, *tree.by(noun, "conj")):
            own = with_case(tree, one, preposition)
            if own:
                return own
    return []


def with_case(tree: Tree, word: int, preposition: str) -> list[int]:
    found = []
    for child in tree.children[word]:
        relation = tree.deprel[child]
        if relation.startswith(("obl", "nmod", "advmod", "advcl", "acl", "xcomp")) and marks(tree, child, preposition):
            found.append(antecedent(tree, child))
    return found


def marks(tree: Tree, word: int, preposition: str) -> bool:
    """Return whether a phrase or a gerund is marked by a preposition."""
    case = tree.case(word)
    if case:
        return case == preposition or (case.startswith(f"{preposition} ") and preposition not in ("because",))
    return any(tree.lemma[c] == preposition for c in tree.by(word, "mark")) and tree.feature(word, "VerbForm") in ("Ger", "Part")


def conjuncts(tree: Tree, word: int) -> list[int]:
    """Return a word and those it is joined with."""
    found = [word]
    for child in tree.by(word, "conj"):
        if tree.upos[child] != "VERB":
            found += conjuncts(tree, child)
    return found


def is_aside(tree: Tree, word: int) -> bool:
    """Return whether a word takes up what its sentence has just said: *which* after a comma, *a charge* in apposition."""
    is_after_comma = "," in tree.form[max(0, word - 2) : word]
    return is_after_comma and (tree.lemma[word] == "which" or (tree.upos[word] == "NOUN" and tree.deprel[word] in ("appos", "parataxis")))

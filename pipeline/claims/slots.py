"""Slots: the places around a word of the tree where its participants stand."""

from collections.abc import Callable

from pipeline.language.tree import Tree

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
CLAUSES = ("ccomp", "advcl", "appos", "iobj")
OBJECT_CONTROL = frozenset(
    "advise allow ask beg call compel convince direct encourage expect force help implore instruct invite lead lobby oblige order permit "
    "persuade press pressure prompt push request require tell urge want warn".split()
)
RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
CALLING = frozenset(("call", "appeal", "press", "prevail", "plead"))
SUBJECT_CONTROL = frozenset(("promise", "vow", "threaten", "pledge"))
DEEPEST = 6
MODIFIERS = ("nmod:poss", "amod", "compound", "nmod:desc", "nmod:unmarked", "det:poss", "nmod")


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


def infinitive_complements(tree: Tree, word: int) -> list[int]:
    """Return the open complements of a verb, an infinitive that the parser hangs beside them included."""
    beside = tree.by(word, "advcl") if tree.lemma[word] in OBJECT_CONTROL | CALLING else []
    return tree.by(word, "xcomp") or [c for c in beside if is_infinitive(tree, c)]


def is_infinitive(tree: Tree, word: int) -> bool:
    return any(tree.lemma[c] == "to" and tree.upos[c] == "PART" for c in tree.by(word, "mark"))


def inner_fillers(tree: Tree, word: int, inner: str) -> list[int]:
    if inner == "mod":
        agents = [x for case in ("by", "of", "from") for x in prepositional(tree, word, case)]
        own = [*modifiers(tree, word, possessive=True), *modifiers(tree, word, possessive=False)]
        return [*own, *agents, *(m for x in with_case(tree, word, "of") for m in inner_fillers(tree, x, "mod"))]
    return fillers(tree, word, inner)


def heads(tree: Tree, word: int) -> list[int]:
    return [tree.head[word]] if tree.head[word] >= 0 else []


def quoted_clause(tree: Tree, word: int) -> list[int]:
    """Return the clause that a loosely attached reporting verb reports: below it as parataxis, or the clause it hangs from."""
    below = [c for c in tree.by(word, "parataxis") if tree.upos[c] in ("VERB", "NOUN", "ADJ", "AUX", "PROPN", "PRON")]
    if below or tree.by(word, "ccomp"):
        return below
    if tree.deprel[word] in ("parataxis", "advcl") and tree.head[word] >= 0:
        is_as = any(tree.lemma[c] == "as" for c in tree.by(word, "mark", "advmod"))
        return heads(tree, word) if tree.deprel[word] == "parataxis" or is_as else []
    return []


def is_passive(tree: Tree, word: int) -> bool:
    """Return whether a verb's grammatical subject is what it is done to."""
    if tree.upos[word] not in ("VERB", "ADJ") or tree.xpos[word] not in ("VBN", "VBD", "JJ"):
        return False
    if tree.by(word, "aux:pass", "nsubj:pass") or (tree.by(word, "obl:agent") and not tree.by(word, "nsubj")):
        return True
    if tree.by(word, "nsubj", "aux", "cop"):
        return False
    match tree.deprel[word]:
        case "acl" | "amod" | "advcl":
            return tree.xpos[word] in ("VBN", "VBD") and not tree.by(word, "obj", "ccomp")
        case "conj":
            return tree.xpos[word] == "VBN" and tree.head[word] >= 0 and is_passive(tree, tree.head[word])
        case "xcomp":
            return tree.xpos[word] == "VBN" and not tree.by(word, "obj")
    return False


def subjects(tree: Tree, word: int) -> list[int]:
    """Return who does it: the subject of an active verb, the agent of a passive one."""
    if is_passive(tree, word):
        agents = [*tree.by(word, "obl:agent"), *with_case(tree, word, "by")] or [
            x for c in tree.by(word, "obl", "xcomp", "obj") for x in with_case(tree, c, "by")
        ]
        return agents[:1] or hyphenated(tree, word)
    return grammatical_subjects(tree, word)


def objects(tree: Tree, word: int) -> list[int]:
    """Return what it is done to: the object of an active verb, the grammatical subject of a passive one."""
    own = [antecedent(tree, x) for x in tree.by(word, "obj") or tree.by(word, "iobj")]
    if is_passive(tree, word):
        return grammatical_subjects(tree, word) or own
    if own or tree.upos[word] != "VERB":
        return own
    if tree.lemma[word] in OBJECT_CONTROL:
        return told(tree, word)
    if tree.deprel[word] == "acl:relcl" and tree.by(word, "nsubj") and not has_relative(tree, word):
        return heads(tree, word)
    if tree.deprel[word] == "conj":
        return [x for x in tree.by(tree.head[word], "obj") if x > word]
    if shared := [c for c in tree.by(word, "conj") if tree.upos[c] == "VERB"]:
        later = tree.by(shared[0], "obj")
        return later if later and not tree.by(word, "obl", "xcomp", "ccomp") and shared[0] - word <= 2 else []
    return []


def told(tree: Tree, word: int) -> list[int]:
    """Return who is told to do something, where the parser hangs them from what they are told to do."""
    return [x for clause in tree.by(word, "xcomp", "ccomp") for x in tree.by(clause, "nsubj", "obj") if word < x < clause][:1]


def has_relative(tree: Tree, word: int) -> bool:
    return any(tree.lemma[c] in RELATIVE and c < word for c in tree.children[word])


def grammatical_subjects(tree: Tree, word: int, depth: int = 0) -> list[int]:
    """Return the grammatical subject of a verb, its own or the one it shares with the clause above."""
    own = [antecedent(tree, x) for x in tree.by(word, *SUBJECTS) if not is_stray(tree, word, x)]
    own = own or [x for clause in tree.by(word, "ccomp") for x in tree.by(clause, "nsubj") if x < word and is_stray(tree, clause, x)]
    if own or depth > DEEPEST or tree.head[word] < 0:
        return own
    above = tree.head[word]
    match tree.deprel[word]:
        case "conj" if tree.upos[above] in ("VERB", "AUX", "ADJ", "NOUN", "PROPN") and tree.upos[word] in ("VERB", "AUX", "ADJ"):
            return grammatical_subjects(tree, above, depth + 1)
        case "xcomp":
            return controllers(tree, above, depth)
        case "advcl" if is_infinitive(tree, word) and (called := called_on(tree, above)):
            return called
        case "advcl" if marks_object(tree, word, above):
            return objects(tree, above)
        case "advcl" | "ccomp" if tree.upos[above] in ("VERB", "ADJ", "NOUN"):
            return grammatical_subjects(tree, above, depth + 1)
        case "acl" | "amod" if tree.feature(word, "VerbForm") == "Inf" or any(tree.lemma[c] == "to" for c in tree.by(word, "mark")):
            return [*modifiers(tree, above, possessive=True), *modifiers(tree, above, possessive=False)] or light_subjects(tree, above)
        case "acl" | "acl:relcl" if tree.upos[word] in ("VERB", "ADJ"):
            marked = [c for c in tree.by(word, "mark") if tree.lemma[c] in ("of", "for", "in", "by", "from")]
            return (modifiers(tree, above, possessive=True) or light_subjects(tree, above)) if marked else [above]
        case "amod":
            return [above] if tree.xpos[word] in ("VBN", "VBD") else hyphenated(tree, word)
    return []


def is_stray(tree: Tree, word: int, subject: int) -> bool:
    """Return whether a subject belongs to the reporting verb after it: *officials* in "Israel bombed Syria, officials said"."""
    first = tree.by(word, "nsubj", "nsubj:pass")[:1]
    return subject > word and first != [subject] and "," in tree.form[word:subject]


def marks_object(tree: Tree, word: int, above: int) -> bool:
    """Return whether a clause is about the object above: "accused Iran of arming", "kept Poland from sending", "ordered it to leave"."""
    marker = next((tree.lemma[c] for c in tree.by(word, "mark", "case")), "")
    if marker == "to":
        return tree.lemma[above] in OBJECT_CONTROL and bool(objects(tree, above))
    return marker in ("of", "for", "with", "from", "as") and bool(objects(tree, above)) and tree.xpos[word] == "VBG"


def controllers(tree: Tree, above: int, depth: int) -> list[int]:
    """Return the subject of an open complement: the object of the verb above where it has one, else its subject."""
    given = [antecedent(tree, x) for x in tree.by(above, "obj", "iobj")]
    if given and tree.lemma[above] not in SUBJECT_CONTROL and tree.upos[above] == "VERB":
        return given
    return called_on(tree, above) or grammatical_subjects(tree, above, depth + 1)


def called_on(tree: Tree, word: int) -> list[int]:
    """Return whom a verb calls on to do something: *Kenya* in "appealed to Kenya to send food"."""
    return [c for c in tree.by(word, "obl") if tree.case(c) in ("on", "upon", "to", "for", "with")] if tree.lemma[word] in CALLING else []


def light_subjects(tree: Tree, noun: int) -> list[int]:
    """Return the subject of the verb whose object a noun is: *Iran* in "Iran has a plan to strike"."""
    above = tree.head[noun]
    return grammatical_subjects(tree, above, DEEPEST) if tree.deprel[noun] == "obj" and above >= 0 else []


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
        below = [*below, *(c for c in tree.by(word, "nmod", "obl", "obl:agent") if tree.upos[c] == "PROPN")]
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
    "iobj": lambda tree, word: tree.by(word, "iobj") or tree.by(word, "obj")[:-1],
}

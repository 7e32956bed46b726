"""Arguments of a verb: who does it and what it is done to, however the sentence is built."""

from pipeline.claims.phrases import RELATIVE, antecedent, heads, hyphenated, is_headline_infinitive, is_infinitive, modifiers, with_case
from pipeline.language.tree import Tree

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
OBJECT_CONTROL = frozenset(
    "advise allow ask beg call compel convince direct encourage expect force help implore instruct invite lead lobby oblige order permit "
    "persuade press pressure prompt push request require tell urge want warn".split()
)
SUBJECT_CONTROL = frozenset(("promise", "vow", "threaten", "pledge"))
CALLING = frozenset(("call", "appeal", "press", "prevail", "plead"))
DEEPEST = 6


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
    unmarked = [x for x in tree.by(word, "obl:unmarked") if tree.lemma[x] in RELATIVE]  # "the tanks that Algeria moved", by a slip
    own = [antecedent(tree, x) for x in tree.by(word, "obj") or tree.by(word, "iobj") or unmarked]
    if is_passive(tree, word):
        return grammatical_subjects(tree, word) or own
    if own or tree.upos[word] != "VERB":
        return own
    named = [x for x in tree.by(word, "xcomp") if tree.upos[x] in ("NOUN", "PROPN")]
    if len(named) > 1:
        return named[:1]  # "called the story a lie"
    if named and tree.by(word, "compound:prt"):
        return named  # "ruled out talks", by a slip of the parser
    if bare := [x for x in tree.by(word, "obl") if x > word and not tree.by(x, "case")]:
        return bare[:1]  # "brushed aside the objections", by a slip of the parser
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


def receivers(tree: Tree, word: int) -> list[int]:
    """Return to whom something is given: the indirect object, the first of two, or a name that the parser joins to what is given."""
    given = tree.by(word, "obj")
    found = tree.by(word, "iobj") or given[:-1]
    if found or not given or tree.by(given[0], "det", "nmod:poss"):
        return found
    return [
        c
        for c in tree.by(given[0], "compound", "nmod:unmarked")
        if word < c and tree.upos[c] == "PROPN" and tree.subtree_ends[c][0] == word + 1
    ]


def told(tree: Tree, word: int) -> list[int]:
    """Return who is told to do something, where the parser hangs them from what they are told to do."""
    return [x for clause in tree.by(word, "xcomp", "ccomp") for x in tree.by(clause, "nsubj", "obj") if word < x < clause][:1]


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


def grammatical_subjects(tree: Tree, word: int, depth: int = 0) -> list[int]:
    """Return the grammatical subject of a verb, its own or the one it shares with the clause above."""
    own = own_subjects(tree, word)
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
        case "advcl" | "ccomp" | "advmod" if tree.upos[above] in ("VERB", "ADJ", "NOUN", "ADV"):
            return grammatical_subjects(tree, above, depth + 1)
        case "acl" | "amod" if tree.feature(word, "VerbForm") == "Inf" or any(tree.lemma[c] == "to" for c in tree.by(word, "mark")):
            return [*modifiers(tree, above, possessive=True), *modifiers(tree, above, possessive=False)] or light_subjects(tree, above)
        case "acl" | "acl:relcl" if tree.upos[word] in ("VERB", "ADJ"):
            marked = [c for c in tree.by(word, "mark") if tree.lemma[c] in ("of", "for", "in", "by", "from")]
            return (modifiers(tree, above, possessive=True) or light_subjects(tree, above)) if marked else [above]
        case "amod":
            return [above] if tree.xpos[word] in ("VBN", "VBD") else hyphenated(tree, word)
    return []


def own_subjects(tree: Tree, word: int) -> list[int]:
    """Return the subject that hangs from a verb, or that the parser hung from the clause before it; of an order, whoever is told."""
    if is_headline_infinitive(tree, word):
        return heads(tree, word)
    if tree.feature(word, "Mood") == "Imp" and tree.deprel[word] in ("ccomp", "parataxis"):
        return tree.by(tree.head[word], "obj", "iobj")
    own = [antecedent(tree, x) for x in tree.by(word, *SUBJECTS) if not is_stray(tree, word, x)]
    return own or [x for clause in tree.by(word, "ccomp") for x in tree.by(clause, "nsubj") if x < word and is_stray(tree, clause, x)]


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


def has_relative(tree: Tree, word: int) -> bool:
    return any(tree.lemma[c] in RELATIVE and c < word for c in tree.children[word])


def carried_by(tree: Tree, noun: int) -> list[int]:
    """Return the verbs after a noun that it is the object of: "the attack carried out by Chad", "the ban that it imposed on Mali"."""
    return [c for c in tree.by(noun, "acl", "acl:relcl") if tree.upos[noun] == "NOUN" and objects(tree, c) == [noun]]

"""Where a participant stands when no slot of a frame holds one: deeper inside a phrase, or higher in the sentence."""

from collections.abc import Iterator

from pipeline.claims.arguments import SUBJECTS, subjects
from pipeline.claims.phrases import antecedent
from pipeline.language.tree import Tree

PHRASE = frozenset(("nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "amod", "compound", "det:poss", "appos"))
CLAUSE = PHRASE | {"obj", "iobj", "obl", "xcomp", "nsubj:pass"}
CLIMBED = frozenset(
    ("nsubj", "nsubj:pass", "obj", "obl", "nmod", "conj", "compound", "xcomp", "acl", "advcl", "ccomp", "obl:agent", "nmod:poss", "amod")
)
DEEPEST = 3


def inside(tree: Tree, word: int, relations: frozenset[str] = PHRASE) -> Iterator[list[int]]:
    """Yield the words below a word by some relations, those of a noun phrase, nearest first, a list for each step down."""
    level = [word]
    for _ in range(DEEPEST):
        level = [child for above in level for child in tree.children[above] if tree.deprel[child] in relations]
        if not level:
            return
        yield level


def subjects_above(tree: Tree, word: int) -> Iterator[list[int]]:
    """Yield the subjects of the clauses that a word is in, the nearest first."""
    at = word
    for _ in range(DEEPEST):
        while tree.head[at] >= 0 and tree.deprel[at] in CLIMBED:
            at = tree.head[at]
            if tree.upos[at] in ("VERB", "AUX") or tree.by(at, *SUBJECTS):
                break
        else:
            return
        found = [antecedent(tree, x) for x in subjects(tree, at) or tree.by(at, "nsubj:pass")]
        found = [x for x in found if not tree.is_below(word, x)]
        yield found
        yield from (level for subject in found for level in inside(tree, subject))

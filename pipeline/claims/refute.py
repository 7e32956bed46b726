"""Who holds that a claim is not so: of "India rejects Canada's allegation that ..." Canada affirms and India denies."""

from pipeline.claims.scope import Held, content, held_at, operators_over
from pipeline.claims.sources import Commitment, Context, source_of
from pipeline.claims.triggers import Matcher
from pipeline.codebook.words import Operator
from pipeline.language.tree import Tree


def refute(
    tree: Tree, commitment: Commitment, held: Held, operators: Matcher[Operator], context: Context
) -> tuple[Commitment, Held] | None:  # fmt: skip
    """Return who holds that what a claim noun says is not so, and how; None where nobody does.

    `commitment` and `held` are those of an event inside what the noun says.
    """
    noun = commitment.cue_word
    if noun is None or commitment.cue_tree is not tree or tree.lemma[noun].lower() not in context.claim_nouns:
        return None
    outer = source_of(tree, noun, context, is_event=False)
    if outer.cue is not None and outer.cue.polarity == "denied" and outer.top == noun:
        return outer, held.under("denied", outer.cue.modality, outer.cue.cue_id, toggles=True)
    verdict = held_at(tree, noun, outer.top, operators)
    if verdict.polarity != "denied" or not is_judged(tree, noun, operators, context.claim_nouns):
        return None
    *others, last = verdict.rules
    for rule in others:
        held = held.under("same", "same", rule)
    held = held.under("denied", verdict.modality, last, toggles=True)
    return outer, held.under("same", outer.cue.modality, outer.cue.cue_id) if outer.cue else held


def is_judged(tree: Tree, noun: int, operators: Matcher[Operator], nouns: frozenset[str]) -> bool:
    """Return whether a word is one of some nouns and the one above says of it whether it is so: *false*, *corresponds to reality*."""
    above = tree.head[noun]
    if above < 0 or tree.lemma[noun].lower() not in nouns:
        return False
    return any("subj" in match.entry.content and noun in content(tree, match) for match in operators_over(tree, above, operators))

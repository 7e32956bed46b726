"""Sums of money as measures: whoever gives "$2 billion in military aid" gives aid, and the sum only says how much."""

from dataclasses import replace

from pipeline.claims.themes import Themes
from pipeline.language.tree import Tree

SUM = "SUM_OF_MONEY"
SPANS_OF_TIME = frozenset(("day", "week", "month", "quarter", "year", "decade", "time", "phase", "stage", "tranche", "instalment"))


def measured(tree: Tree, themes: Themes) -> Tree:
    """Return a sentence in which what is given stands where the sum did, and the sum below it."""
    head, deprel = list(tree.head), list(tree.deprel)
    for thing, case in enumerate(tree.form):
        amount = _amount_before(tree, thing - 1, themes) if case.lower() == "in" and tree.deprel[thing] == "case" else None
        word = tree.head[thing]
        if amount is not None and _is_measured(tree, word, amount):
            head[word], deprel[word] = head[amount], deprel[amount]
            head[amount], deprel[amount] = word, "nummod"
            head[thing] = amount
    return replace(tree, head=head, deprel=deprel) if head != tree.head else tree


def _amount_before(tree: Tree, last: int, themes: Themes) -> int | None:
    """Return the head of the sum of money whose last word this is."""
    found = [word for word in (last, *tree.ancestors(last)) if last >= 0 and tree.upos[word] in ("SYM", "NOUN")]
    sums = [word for word in found[:1] if (theme := themes.at(tree, word)) and theme.theme_code == SUM]
    return sums[0] if sums else None


def _is_measured(tree: Tree, word: int, amount: int) -> bool:
    return (
        tree.upos[word] == "NOUN"
        and tree.lemma[word].lower() not in SPANS_OF_TIME
        and tree.head[word] in (amount, tree.head[amount])
        and tree.deprel[word] in ("nmod", "obl")
    )

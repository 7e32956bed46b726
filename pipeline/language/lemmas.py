"""Lemmas by edit rules: how a form loses its ending and gains the lemma's."""

KEEP_CASE = "="
LOWER_CASE = "-"
WHOLE = "!"


def rule_of(form: str, lemma: str) -> str:
    """Return the rule that turns a form into its lemma, such as `-3+y` for *carries*: case, letters to cut, letters to add.

    A lemma that shares no beginning with its form is named whole: `!be`.
    """
    case = LOWER_CASE if form != form.lower() and lemma == lemma.lower() else KEEP_CASE
    base = form.lower() if case == LOWER_CASE else form
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    if shared == 0 and lemma:
        return f"{WHOLE}{lemma}"
    return f"{case}{len(base) - shared}+{lemma[shared:]}"


def apply_rule(form: str, rule: str) -> str | None:
    """Return the lemma that a rule gives for a form, or None where the form is too short for it."""
    if rule.startswith(WHOLE):
        return rule[1:]
    cut, ending = rule[1:].split("+", 1)
    base = form.lower() if rule[0] == LOWER_CASE else form
    if int(cut) > len(base) or (int(cut) == len(base) and not ending):
        return None
    return base[: len(base) - int(cut)] + ending

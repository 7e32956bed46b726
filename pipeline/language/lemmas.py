"""Lemmas: what the training data says of a form, else what a dictionary says, else an edit rule."""

from collections.abc import Iterable, Mapping

from simplemma import is_known, lemmatize

Lexicon = Mapping[str, Mapping[str, str]]
"""By Penn tag and form, the lemma that the training data gives; forms of all but proper nouns are in lower case."""

PROPER_NOUNS = frozenset(("NNP", "NNPS"))
REGULARLY_INFLECTED = frozenset("NNS VBZ VBD VBG VBN JJR JJS RBR RBS".split())
BASE_VERBS = frozenset(("VB", "VBP"))
"""What the tagger also takes irregular pasts for."""
OTHER_PAST = {"VBD": "VBN", "VBN": "VBD"}
NUMBER = "CD"
AS_IT_IS = "0+"

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


def lexicon_key(form: str, xpos: str) -> str:
    """Return a form as the lexicon lists it."""
    return form if xpos in PROPER_NOUNS else form.lower()


def find_lemma(form: str, xpos: str, rules: Iterable[str], lexicon: Lexicon) -> str:
    """Return the lemma of a form that bears a Penn tag; `rules` are the edit rules that the engine thinks likely, likeliest first.

    A rule that names a whole lemma (`!be`) is for the forms of the lexicon alone, one that cuts an ending for inflected forms alone.
    """
    key = lexicon_key(form, xpos)
    found = lexicon.get(xpos, {}).get(key) or lexicon.get(OTHER_PAST.get(xpos, ""), {}).get(key)
    if found:
        return found
    if xpos == NUMBER:
        return form.replace(",", "")
    word = form.lower()
    known = str(lemmatize(word, lang="en")) if xpos in REGULARLY_INFLECTED or xpos in BASE_VERBS else word
    if known != word:
        return known
    may_change = xpos in REGULARLY_INFLECTED or xpos == "NNPS"
    fitting = (rule for rule in rules if not rule.startswith(WHOLE) and (may_change or rule[1:] == AS_IT_IS))
    lemmas = [lemma for rule in fitting if (lemma := apply_rule(form, rule))] or [form if xpos in PROPER_NOUNS else word]
    return next((lemma for lemma in lemmas if is_known(lemma, lang="en")), lemmas[0]) if xpos in REGULARLY_INFLECTED else lemmas[0]

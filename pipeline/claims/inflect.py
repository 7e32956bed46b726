"""The forms of a verb or noun: a second way to know a trigger whose lemma the engine has wrong."""

from functools import cache

VOWELS = "aeiou"
IRREGULAR = {
    "beseech": ("besought",),
    "forbid": ("forbade", "forbidden"),
    "foresee": ("foresaw", "foreseen"),
    "freeze": ("froze", "frozen"),
    "overrun": ("overran",),
    "overthrow": ("overthrew", "overthrown"),
    "retake": ("retook", "retaken"),
    "slay": ("slew", "slain"),
    "steal": ("stole", "stolen"),
    "swear": ("swore", "sworn"),
    "tear": ("tore", "torn"),
    "undergo": ("underwent", "undergone"),
    "undertake": ("undertook", "undertaken"),
    "unfreeze": ("unfroze", "unfrozen"),
    "withdraw": ("withdrew", "withdrawn"),
    "withhold": ("withheld",),
    "withstand": ("withstood",),
}


def forms(lemma: str, upos: str) -> frozenset[str]:
    """Return the inflected forms of a lemma, itself included."""
    if upos == "VERB":
        return frozenset((lemma, plural(lemma), *past_and_participle(lemma), *IRREGULAR.get(lemma, ())))
    return frozenset((lemma, plural(lemma))) if upos == "NOUN" else frozenset((lemma,))


@cache
def plural(lemma: str) -> str:
    """Return a lemma with the ending -s: a noun's plural, a verb's third person."""
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def past_and_participle(lemma: str) -> tuple[str, ...]:
    """Return a verb's regular -ed and -ing forms, with a doubled last letter where that may be."""
    if lemma.endswith("e"):
        return f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return f"{lemma[:-1]}ied", f"{lemma}ing"
    doubled = f"{lemma}{lemma[-1]}"
    may_double = len(lemma) > 2 and lemma[-1] not in "aeiouwxy" and lemma[-2] in VOWELS and lemma[-3] not in VOWELS
    return (f"{lemma}ed", f"{lemma}ing", *((f"{doubled}ed", f"{doubled}ing") if may_double else ()))

"""Quick engines for tests: they read sentences such as `Iran said Russia attacked Syria.`; ENGINE=tests.stub_engine:first names one."""

import re
from collections.abc import Iterator, Sequence

from pipeline.language.adapters import AdaptedEngine, Word

LEMMAS = {"attacked": "attack", "praised": "praise", "threatened": "threaten", "said": "say", "denied": "deny"}
SENTENCE, TOKEN = re.compile(r"[^.]*\.|[^.]+$"), re.compile(r"\w+|[^\w\s]")


def first() -> AdaptedEngine:
    """Return an engine that knows every verb."""
    return AdaptedEngine("tests.stub_engine:first", "stub 1", lambda text: read(text, LEMMAS))


def second() -> AdaptedEngine:
    """Return one that answers otherwise: it does not know that `praised` is a verb."""
    return AdaptedEngine("tests.stub_engine:second", "stub 2", lambda text: read(text, {**LEMMAS, "praised": "praised"}))


def read(text: str, lemmas: dict[str, str]) -> Iterator[list[Word]]:
    for match in SENTENCE.finditer(text):
        tokens = [(match.start() + found.start(), found.group()) for found in TOKEN.finditer(match.group())]
        if tokens:
            yield analyse(tokens, lemmas)


def analyse(tokens: Sequence[tuple[int, str]], lemmas: dict[str, str]) -> list[Word]:
    """Return the words of a sentence: its first verb is the root, a second one its clause, and names stand before or after a verb."""
    verbs = [place for place, (_, form) in enumerate(tokens, 1) if lemmas.get(form, form) != form]
    root = verbs[0] if verbs else 1
    words = []
    for place, (start, form) in enumerate(tokens, 1):
        head, upos, relation = root, "X", "dep"
        if place in verbs:
            head, upos, relation = root, "VERB", "ccomp"
        elif form[0].isupper() and verbs:
            later = [verb for verb in verbs if verb > place]
            head, upos, relation = later[0] if later else verbs[-1], "PROPN", "nsubj" if later else "obj"
        elif form == "that" and len(verbs) > 1:
            head, upos, relation = verbs[1], "SCONJ", "mark"
        elif not form.isalnum():
            upos, relation = "PUNCT", "punct"
        if place == root:
            head, relation = 0, "root"
        feats = "Mood=Ind|Tense=Past|VerbForm=Fin" if upos == "VERB" else "_"
        tag = "B-LOC" if upos == "PROPN" else "O"
        words.append(Word(start, start + len(form), form, lemmas.get(form, form), upos, "_", feats, head, relation, tag))
    return words

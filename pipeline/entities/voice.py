"""Whose *we* a document speaks with where its publisher does not tell: who issues the statement, or who acts where *we* begins."""

from collections.abc import Iterator, Sequence

from pipeline.entities.actors import Actor
from pipeline.entities.lexicon import Lexicon
from pipeline.entities.mentions import Reading

WE = frozenset(("we", "us", "our", "ours"))
PAPERS = frozenset("statement remarks remark declaration communique communiqué address".split())
ISSUED_BY = ("by", "of", "from")
AT_LEAST = 2
HEADING = 6
SPEECHLESS = ("person", "population", "place", "weapon")


def infer_voice(readings: Sequence[Reading], quoted: Sequence[Sequence[bool]], lexicon: Lexicon) -> Actor | None:
    """Return the state or body whose voice a document is, or None where it does not say *we* at least twice outside quotations."""
    with_we = [i for i, (reading, marks) in enumerate(zip(readings, quoted, strict=True)) if says_we(reading, marks)]
    if len(with_we) < AT_LEAST:
        return None
    acting = (actor for reading in reversed(readings[: with_we[0] + 1]) for actor in subjects_of(reading))
    found = next((actor for reading in readings[:HEADING] for actor in issuers(reading)), None) or next(acting, None)
    return None if found is None else lexicon.principals.get(found.code, found)


def says_we(reading: Reading, marks: Sequence[bool]) -> bool:
    words = zip(reading.forms, reading.tree.upos, marks, strict=True)
    own = (form.lower() for form, upos, is_quoted in words if upos in ("PRON", "DET") and not is_quoted)
    return reading.tree.kind == "body" and not WE.isdisjoint(own)


def issuers(reading: Reading) -> Iterator[Actor]:
    """Yield who issues a paper that a sentence names: *Statement by the Kenyan Foreign Ministry*."""
    tree = reading.tree
    for word, lemma in enumerate(tree.lemma):
        if lemma.lower() in PAPERS:
            yield from speaking(reading, [c for c in tree.children[word] if tree.case(c) in ISSUED_BY])


def subjects_of(reading: Reading) -> Iterator[Actor]:
    yield from speaking(reading, [word for word, relation in enumerate(reading.tree.deprel) if relation in ("nsubj", "nsubj:pass")])


def speaking(reading: Reading, words: Sequence[int]) -> Iterator[Actor]:
    """Yield the states and bodies that words name."""
    mentions = (reading.covering(word) for word in words)
    yield from (
        m.actors[0] for m in mentions if m is not None and m.kind != "pronoun" and m.actors and m.actors[0].entity_type not in SPEECHLESS
    )

"""Names cut short within a document: acronyms, *the North*, and single words that the engine tags now so, now so."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.entities.actors import Actor
from pipeline.entities.mentions import Mention, Reading
from pipeline.entities.own_names import retype
from pipeline.language.tree import Tree

BRACKETS = frozenset(("()", "[]"))
HALVES = {"North", "South", "East", "West"}


def settle_types(readings: Sequence[Reading]) -> None:
    """Let an own name of one word be throughout what the engine takes it for most often; in doubt a place."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    own = [(reading, mention) for reading in readings for mention in reading.mentions if is_own_word(mention)]
    for reading, mention in own:
        votes[reading.forms[mention.first]][mention.entity_type] += 1
    for reading, mention in own:
        count = votes[reading.forms[mention.first]]
        best = max(count, key=lambda entity_type: (count[entity_type], entity_type == "place", entity_type))
        if best != mention.entity_type:
            retype(reading.tree, mention, best)


def is_own_word(mention: Mention) -> bool:
    is_own = mention.resolved_by == "own_name" or mention.entity_type in ("place", "weapon")
    return is_own and mention.kind == "name" and mention.last - mention.first == 1


def settle_halves(readings: Sequence[Reading]) -> None:
    """Let *the North* mean the one state of a document whose name begins so."""
    whole: dict[str, set[Actor]] = {}
    for reading in readings:
        for mention in reading.mentions:
            for actor in mention.actors if mention.entity_type == "state" and mention.kind == "name" else ():
                whole.setdefault(actor.name.split()[0], set()).add(actor)
    for reading in readings if whole.keys() & HALVES else ():
        for word, form in enumerate(reading.forms):
            is_whole = form in HALVES and len(whole.get(form, ())) == 1 and word > 0
            if is_whole and reading.forms[word - 1].lower() == "the" and stands_alone(reading.tree, word):
                reading.add(Mention(word, word + 1, word, "name", "state", tuple(whole[form]), "coreference"))


def stands_alone(tree: Tree, word: int) -> bool:
    return tree.deprel[word] not in ("compound", "amod", "flat") and not any(child > word for child in tree.by(word, "flat", "compound"))


def settle_acronyms(readings: Sequence[Reading]) -> None:
    """Give an acronym the actor of the long form that introduces it in brackets."""
    meant: dict[str, Mention] = {}
    for reading in readings:
        for mention in list(reading.mentions):
            acronym = introduced(reading, mention)
            if acronym is None:
                continue
            word = mention.last + 1
            standing = reading.at.get(word)
            if standing is not None and standing.resolved_by == "codebook" and mention.resolved_by == "own_name":
                mention.refer(standing.actors, "acronym")
            meant.setdefault(acronym, mention)
    if meant:
        for reading in readings:
            apply_acronyms(reading, meant)


def introduced(reading: Reading, mention: Mention) -> str | None:
    """Return the acronym in brackets after a name."""
    forms, at = reading.forms, mention.last
    if mention.kind != "name" or not mention.actors or at + 2 >= len(forms) or forms[at] + forms[at + 2] not in BRACKETS:
        return None
    word = forms[at + 1]
    return word if 2 <= len(word) <= 10 and sum(sign.isupper() for sign in word) >= 2 else None


def apply_acronyms(reading: Reading, meant: dict[str, Mention]) -> None:
    for word, form in enumerate(reading.forms):
        if form not in meant:
            continue
        standing, source = reading.covering(word), meant[form]
        if standing is None or (standing.resolved_by == "own_name" and standing.last - standing.first == 1):
            reading.add(Mention(word, word + 1, word, "name", source.entity_type, source.actors, "acronym"))

"""What has been said before: governing subjects, groups, and the latest actors that a word may point back to."""

from collections.abc import Callable, Iterator, Sequence

from pipeline.entities.actors import Actor
from pipeline.entities.mentions import Mention, Reading

Fits = Callable[[Mention], bool]
SENTENCES_BACK = 3
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
RELATIVE = ("which", "who", "that", "whose", "whom")


def governing_subjects(reading: Reading, word: int) -> Iterator[int]:
    """Yield the subjects of the clauses around a word, nearest first; the object of *urge* is the subject of what it urges.

    Before a speaker comes the subject of what is said ahead of it: "Kenya has paid, its minister said".
    """
    tree, below = reading.tree, word
    for above in tree.ancestors(word):
        found = [child for child in tree.children[above] if tree.deprel[child] in SUBJECTS]
        if tree.deprel[below] == "xcomp":
            found = [child for child in tree.children[above] if tree.deprel[child] == "obj"] or found
        for subject in found:
            if subject not in (word, below):
                yield resolve_relative(reading, subject, above)
        if below in found:
            said = [clause for clause in tree.by(above, "ccomp") if clause < below]
            yield from (child for clause in said for child in tree.by(clause, *SUBJECTS) if child < below)
        if tree.deprel[below].startswith("acl"):
            yield from (child for child in tree.children[above] if tree.deprel[child] == "nmod:poss" and child not in (word, below))
        below = above


def resolve_relative(reading: Reading, subject: int, verb: int) -> int:
    """Return what a relative pronoun stands for, or the subject itself."""
    tree = reading.tree
    if reading.forms[subject].lower() in RELATIVE and tree.deprel[verb].startswith(("acl", "advcl")):
        return tree.head[verb] if tree.head[verb] >= 0 else subject
    return subject


def group(reading: Reading, word: int) -> tuple[Actor, ...]:
    """Return the actors of a mention and of those joined to it."""
    words = [word, *reading.tree.by(word, "conj")]
    found = [actor for one in words if one in reading.at for actor in reading.at[one].actors]
    return tuple(dict.fromkeys(found))


def is_joined_group(reading: Reading, word: int) -> bool:
    return any(reading.tree.by(child, "cc") for child in reading.tree.by(word, "conj"))


def main_subject(reading: Reading) -> int | None:
    tree = reading.tree
    if not len(tree):
        return None
    return next((child for child in tree.children[tree.root] if tree.deprel[child] in SUBJECTS), None)


def by_salience(reading: Reading, before: int) -> list[Mention]:
    """Return the mentions before a word: subjects first, in reading order, then the others, the last first."""
    tree = reading.tree
    earlier = sorted((m for m in reading.mentions if m.head < before and m.actors), key=lambda m: m.head)
    subjects = [m for m in earlier if tree.deprel[m.head] in SUBJECTS]
    return [*subjects, *(m for m in reversed(earlier) if m not in subjects)]


def look_back(reading: Reading, history: Sequence[Reading], before: int, *, sentences: int = SENTENCES_BACK) -> Iterator[Mention]:
    """Yield mentions before a word, the nearest sentence first, the most salient first."""
    yield from by_salience(reading, before)
    for earlier in reversed(history[-sentences:] if sentences else []):
        yield from by_salience(earlier, len(earlier.tree))


def is_person(mention: Mention) -> bool:
    if mention.is_plural or not mention.actors:
        return False
    return mention.entity_type == "person" or (mention.entity_type == "role" and mention.actors[0].kind in ("office", "spokesperson"))


def is_body(mention: Mention) -> bool:
    """Return whether *it* may mean a mention."""
    if mention.is_plural or not mention.actors or mention.kind == "demonym":
        return False
    if mention.entity_type == "role":
        return mention.actors[0].kind in ("body", "force")
    return mention.entity_type in ("state", "organisation") and mention.actors[0].kind not in ("collective", "person")


def is_several(mention: Mention) -> bool:
    """Return whether *they* may mean a mention."""
    if not mention.actors:
        return False
    if mention.is_plural or len(mention.actors) > 1 or mention.entity_type == "population":
        return True
    return mention.entity_type in ("organisation", "role") and mention.actors[0].kind not in ("office", "spokesperson")

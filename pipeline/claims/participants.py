"""The actors that words stand for, and who of them acts on whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.claims.mentions import Mention, Mentions
from pipeline.claims.phrases import conjuncts
from pipeline.codebook.words import Frame
from pipeline.language.tree import Tree

SYMMETRIC = frozenset(("AGREE", "CONSULT", "COOPERATE"))


@dataclass(frozen=True)
class Participant:
    """An actor in the sentence: the mention and the word that led to it."""

    mention: Mention
    word: int


def participants(tree: Tree, words: Sequence[int], mentions: Mentions) -> list[Participant]:
    """Return the actors that words and those joined with them stand for."""
    found: dict[str, Participant] = {}
    for word in words:
        for one in conjuncts(tree, word):
            for mention in mentions.actors(tree, [one]):
                found.setdefault(mention.actor_id or mention.mention_id, Participant(mention, one))
    return list(found.values())


def first_fresh(tree: Tree, levels: Iterable[list[int]], mentions: Mentions, taken: Sequence[Participant]) -> list[Participant]:
    """Return the participants on the first level that has any beside those taken."""
    known = {p.mention.actor_id for p in taken}
    fresh = ([p for p in participants(tree, level, mentions) if p.mention.actor_id not in known] for level in levels)
    return next((found for found in fresh if found), [])


def pair(frame: Frame, actors: list[Participant], targets: list[Participant], *, same_slot: bool) -> list[tuple[Participant, Participant]]:
    """Return who acts on whom: every actor on every target; of several in one slot, each on those after it."""
    if (same_slot and len(targets) > 1) or ({p.word for p in actors} == {p.word for p in targets} and len(actors) > 1):
        once = [(a, b) for i, a in enumerate(targets) for b in targets[i + 1 :] if a.mention.actor_code != b.mention.actor_code]
        return once if frame.event_type in SYMMETRIC else [both for a, b in once for both in ((a, b), (b, a))]
    found = [(a, b) for a in actors for b in targets if differ(a.mention, b.mention)]
    if frame.event_type in SYMMETRIC:
        seen: set[frozenset[str]] = set()
        unique = []
        for a, b in found:
            both = frozenset((a.mention.mention_id, b.mention.mention_id))
            if both not in seen:
                seen.add(both)
                unique.append((a, b))
        return unique
    return found


def differ(a: Mention, b: Mention) -> bool:
    """Return whether two mentions are two different actors, as far as is known before a speaker is resolved."""
    if a.is_speaker or b.is_speaker:
        return not (a.is_speaker and b.is_speaker)
    return are_two(a, b)


def are_two(a: Mention, b: Mention) -> bool:
    """Return whether two actors may deal with each other: two principals, or two parts of one, neither of them the whole."""
    return a.actor_id != b.actor_id and (a.actor_code != b.actor_code or "state" not in (a.entity_type, b.entity_type))

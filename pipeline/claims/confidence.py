"""How sure a claim is: shares of right claims, by what it rests on."""

from pipeline.claims.events import Event
from pipeline.claims.scope import Held
from pipeline.claims.sources import Source

BASE = 0.7
WEIGHT = {
    "pronoun": 0.85,
    "own_name": 0.8,
    "coreference": 0.8,
    "noun_trigger": 0.9,
    "far": 0.85,
    "owner": 0.85,
    "inside": 0.75,
    "above": 0.7,
    "place": 0.8,
    "complement": 0.8,
    "not-itself": 0.75,
    "linked": 0.5,
    "unreal": 0.95,
    "unspecified": 0.9,
}
FAR = 12


def confidence(event: Event, source: Source, held: Held) -> float:
    """Return a number in [0, 1] that falls with each weak joint a claim rests on."""
    joints = [
        mention.resolved_by if mention.resolved_by in WEIGHT else "pronoun" if mention.mention_kind == "pronoun" else ""
        for mention in (event.actor.mention, event.target.mention)
    ]
    joints.append("noun_trigger" if event.frame.pattern.upos != "VERB" else "")
    joints += event.reached
    joints.append("far" if max(event.words) - min(event.words) > FAR else "")
    joints.append("unreal" if held.modality != "actual" else "")
    joints.append("unspecified" if source.kind == "unspecified" else "")
    value = BASE
    for joint in joints:
        value *= WEIGHT.get(joint, 1.0)
    return round(value, 4)

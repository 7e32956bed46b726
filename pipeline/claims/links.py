"""Who acts on whom at a trigger whose slots do not hold both: pairs of actors, weighed by where they stand and what was said before.

The weights are learnt from documents annotated for it (`evaluation/links.py`); they lie beside this file, a feature a line. Features of an
actor in its role are named `actor|…` or `target|…`, those of the trigger `trigger|…`, those of both together `pair|…`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

from pipeline.claims.arguments import is_passive
from pipeline.claims.events import Event, Reader
from pipeline.claims.mentions import Mention, Mentions
from pipeline.claims.participants import Participant
from pipeline.claims.phrases import conjuncts, is_aside
from pipeline.claims.slots import fillers
from pipeline.claims.sources import Context, Source, source_of
from pipeline.claims.triggers import Match
from pipeline.codebook.words import Frame
from pipeline.language.tree import Tree

LINKED = "linked"
BIAS = "bias"
LIKELY = 0.3
NEAR_BEST = 0.7
MOST_ABSENT = 3
LATEST_ABSENT = 2
MOST_PAIR_FEATURES = 10
WHOLE = frozenset(("nsubj:pass", "nmod:poss", "obl:agent", "acl:relcl"))
CLAUSES = frozenset(("ccomp", "advcl", "acl", "acl:relcl", "parataxis", "xcomp", "conj", "root"))
HOSTILE = frozenset("ASSAULT MOBILIZE COERCE THREATEN SANCTION ACCUSE RETREAT PROTEST REJECT".split())
ROLES = ("actor", "target")
Heads = Sequence[tuple[int, Mention]]


@dataclass(frozen=True)
class Party:
    """One who may take part: an actor with the word that stands for it here, or an absent one, known from elsewhere in the document."""

    mention: Mention
    actor: Mention
    word: int | None = None


@dataclass(frozen=True)
class Pair:
    """Two parties that may be the actor and the target of a trigger.

    The evidence is all that speaks for or against it but for `pair_features`: a sum of weights, or a list of features to learn from.
    """

    match: Match[Frame]
    actor: Party
    target: Party
    evidence: Any


class Cast:
    """The actors of one document: where each is mentioned, and which were found to do something to which."""

    def __init__(self, trees: Iterable[Tree], mentions: Mentions, events: Iterable[tuple[Tree, Event]]) -> None:
        self.seen: dict[str, list[int]] = defaultdict(list)
        self.first: dict[str, Mention] = {}
        self.in_title: set[str] = set()
        self.dealt: dict[frozenset[str], list[tuple[int, str, str]]] = defaultdict(list)
        for tree in trees:
            for mention in (m for m in mentions.of(tree) if m.is_actor):
                self.seen[mention.actor_code].append(tree.sentence_index)
                self.first.setdefault(mention.actor_code, mention)
                if tree.kind == "title":
                    self.in_title.add(mention.actor_code)
        for tree, event in events:
            actor, target = event.actor.mention.actor_code, event.target.mention.actor_code
            self.dealt[frozenset((actor, target))].append((tree.sentence_index, event.frame.event_type, actor))
        self.by_weight = sorted(self.seen, key=lambda code: (-len(self.seen[code]), self.seen[code][0], code))

    def absent(self, tree: Tree, present: set[str]) -> list[str]:
        """Return who is not in a sentence but may be meant: those named most in the document, and those named last before it."""
        others = [code for code in self.by_weight if code not in present]
        before = [code for code in others if self.seen[code][0] <= tree.sentence_index]
        latest = sorted(before, key=lambda code: -max(i for i in self.seen[code] if i <= tree.sentence_index))
        return list(dict.fromkeys((*others[:MOST_ABSENT], *latest[:LATEST_ABSENT])))


@cache
def weights() -> Mapping[str, float]:
    """Return the weight of each feature."""
    lines = files(__package__).joinpath("links.tsv").read_text(encoding="utf-8").splitlines()
    return {feature: float(weight) for feature, weight in (line.split("\t") for line in lines[1:])}


def link(tree: Tree, unlinked: Sequence[Match[Frame]], reader: Reader, cast: Cast, context: Context) -> Iterator[Event]:
    """Yield the likeliest events of the triggers whose slots hold no two parties, of one type for each trigger."""
    heads = context.mentions.heads(tree)
    for matches in by_word([m for m in unlinked if not is_aside(tree, m.word)]) if heads else ():
        weighed = [one for match in matches for one in weighed_pairs(tree, match, heads, reader, cast, context)]
        weighed.sort(key=lambda one: -one[0])
        told: set[object] = set()
        objects = tree.by(matches[0].word, "obj")
        is_mutual = any(tree.form[c].lower() in ("each", "one", "other") and tree.by(c, "fixed", "det") for c in objects)
        for likelihood, pair in weighed:
            best, first = weighed[0]
            event_type = pair.match.entry.event_type
            if likelihood < NEAR_BEST * best or event_type != first.match.entry.event_type:
                continue
            two = (pair.actor.actor.actor_code, pair.target.actor.actor_code)
            key = two if is_mutual else frozenset(two)  # what one does to the other, the other does not do at the same word
            if key not in told:
                told.add(key)
                yield as_event(tree, pair, reader)


def weighed_pairs(
    tree: Tree, match: Match[Frame], heads: Heads, reader: Reader, cast: Cast, context: Context
) -> Iterator[tuple[float, Pair]]:  # fmt: skip
    """Yield the likely pairs of a trigger with their chance; those that nothing could make likely are not looked at closely."""
    for pair in pairs(tree, match, heads, reader, cast, context, weigh):
        if chance(pair.evidence + most_of_pair()) >= LIKELY:
            likelihood = chance(pair.evidence + weigh(pair_features(tree, pair, cast)))
            if likelihood >= LIKELY:
                yield likelihood, pair


def weigh(features: Iterable[str]) -> float:
    known = weights()
    return sum(known.get(feature, 0.0) for feature in features)


@cache
def most_of_pair() -> float:
    """Return what the features of a pair can add at most."""
    best = sorted((weight for feature, weight in weights().items() if feature.startswith("pair|")), reverse=True)
    return sum(best[:MOST_PAIR_FEATURES])


def chance(evidence: float) -> float:
    return 1 / (1 + exp(-weights()[BIAS] - evidence))


def by_word(matches: Sequence[Match[Frame]]) -> list[list[Match[Frame]]]:
    """Return the matches of each word, the first of each event type."""
    found: dict[int, dict[str, Match[Frame]]] = {}
    for match in matches:
        found.setdefault(match.word, {}).setdefault(match.entry.event_type, match)
    return [list(of_type.values()) for of_type in found.values()]


def as_event(tree: Tree, pair: Pair, reader: Reader) -> Event:
    match = pair.match
    actor, target = (Participant(p.mention, match.word if p.word is None else p.word) for p in (pair.actor, pair.target))
    theme = reader.theme(tree, match, {actor.word, target.word})
    words = (match.word, *match.parts, actor.word, target.word, *((theme,) if theme is not None else ()))
    return Event(match.entry, match.word, match.parts, actor, target, theme, words, (LINKED,))


def pairs(
    tree: Tree, match: Match[Frame], heads: Heads, reader: Reader, cast: Cast, context: Context, weigh: Callable[[list[str]], Any]
) -> Iterator[Pair]:  # fmt: skip
    """Yield every two actors of a sentence, or one of them and an absent one, as the parties of a trigger, their features weighed."""
    source = source_of(tree, match.word, context).source
    present = [
        Party(mention, actor, word)
        for word, mention in heads
        if word != match.word and (actor := context.speaker(source) if mention.is_speaker else mention) is not None
    ]
    codes = {party.actor.actor_code for party in present}
    parties = [*present, *(Party(cast.first[code], cast.first[code]) for code in cast.absent(tree, codes))] if present else []
    told = {role: [weigh(features) for features in role_features(tree, match, role, parties, reader, cast, source)] for role in ROLES}
    common = weigh(trigger_features(tree, match, len(codes), source))
    for first, as_actor in zip(parties, told["actor"], strict=True):
        for second, as_target in zip(parties, told["target"], strict=True):
            if (first.word is not None or second.word is not None) and first.actor.actor_code != second.actor.actor_code:
                yield Pair(match, first, second, common + as_actor + as_target)


def trigger_features(tree: Tree, match: Match[Frame], n_codes: int, source: Source) -> list[str]:
    kind, event, relation = trigger_class(tree, match.word), match.entry.event_type, relation_of(tree, match.word)
    counts = (f"{min(len(match.parts), 2)} parts", f"{min(n_codes, 6)} actors")
    return [f"trigger|{feature}" for feature in (event, kind, f"{event} {kind}", f"{kind} {relation}", *counts, tree.kind, source.kind)]


def trigger_class(tree: Tree, word: int) -> str:
    if tree.upos[word] in ("NOUN", "PROPN"):
        return "noun"
    return "passive" if is_passive(tree, word) else "verb" if tree.upos[word] == "VERB" else "adjective"


def relation_of(tree: Tree, word: int) -> str:
    relation = tree.deprel[word]
    return relation if relation in WHOLE else relation.split(":")[0]


def role_features(
    tree: Tree, match: Match[Frame], role: str, parties: Sequence[Party], reader: Reader, cast: Cast, source: Source
) -> Iterator[list[str]]:  # fmt: skip
    """Yield the features of each party in a role."""
    frame = match.entry
    slots = {name: filled(tree, match, getattr(frame, name), name, reader) for name in ROLES}
    mine, other = slots[role], slots[ROLES[role == "actor"]]
    left = sorted({p.word for p in parties if p.word is not None and p.word < match.word}, reverse=True)
    right = sorted({p.word for p in parties if p.word is not None and p.word > match.word})
    rank = {word: i for words in (left, right) for i, word in enumerate(words)}
    n_absent = 0
    for party in parties:
        if party.word is None:
            yield [f"{role}|absent {feature}" for feature in absent_features(tree, match, party.actor, cast, n_absent)]
            n_absent += 1
            continue
        features = [*slot_features(frame, party.word, mine, other), *path_features(tree, match, party.word, rank[party.word])]
        features += mention_features(frame, party.mention)
        features += ["source", f"{frame.event_type} source"] if source.code == party.actor.actor_code else []
        yield [f"{role}|{feature}" for feature in features]


def filled(tree: Tree, match: Match[Frame], slots: Sequence[str], role: str, reader: Reader) -> dict[str, set[int]]:
    """Return the words in each slot of a role, conjuncts and what a light verb lends included."""
    heads = {slot: reader.words_of(tree, match, slot) or fillers(tree, match.word, slot) for slot in slots}
    lent = reader.lent(tree, match).get(role, []) if match.entry.pattern.upos == "NOUN" else []
    heads |= {"lent": lent} if lent else {}
    return {slot: {one for word in words for one in conjuncts(tree, word)} for slot, words in heads.items()}


def slot_features(frame: Frame, word: int, mine: Mapping[str, set[int]], other: Mapping[str, set[int]]) -> Iterator[str]:
    """Yield whether a word stands in a slot of its role, or in one of the other role."""
    slot = next((slot for slot, words in mine.items() if word in words), None)
    others = next((slot for slot, words in other.items() if word in words), None)
    yield f"slot {slot_rank(mine, word)}"
    if slot:
        yield f"slot {slot}"
        yield f"{frame.event_type} slot"
    if first := next((slot for slot, words in mine.items() if words), None):
        yield "first slot" if slot == first else "not the first slot"
    if others and not slot:
        yield f"other's {others}"
    yield "other's slot" if others else "no slot of the other"


def slot_rank(slots: Mapping[str, set[int]], word: int) -> str:
    return next((str(min(i, 2)) for i, words in enumerate(slots.values()) if word in words), "none")


def path_features(tree: Tree, match: Match[Frame], word: int, rank: int) -> Iterator[str]:
    """Yield how the tree leads from a trigger to a word, and how far apart they are."""
    trigger, kind, event = match.word, trigger_class(tree, match.word), match.entry.event_type
    up, down = way(tree, trigger, word)
    above = "/".join(relation_of(tree, x) for x in up if relation_of(tree, x) != "conj") if len(up) < 4 else "far"
    below = [x for x in down if relation_of(tree, x) != "conj"]
    height = min(len(up), 2)
    yield f"{kind} {min(len(up), 4)} up"
    yield f"{min(len(down), 4)} down"
    yield f"{kind} up {above}"
    if below:
        first, last = below[0], below[-1]
        step = relation_of(tree, first)
        yield f"{kind} {height} up {step} {tree.case(first)}"
        yield f"{kind} up {above} down {step}"
        yield f"{kind} {height} up {step} {min(len(below), 3)}"
        yield f"{event} {min(height, 1)} up {step}"
        yield f"ends in {relation_of(tree, last)} {tree.case(last)}"
        yield f"{min(height, 1)} up {'/'.join(relation_of(tree, x) for x in below[:3])}"
    else:
        yield f"{kind} {height} up {'joined' if down else 'ancestor'}"
    side = "left" if word < trigger else "right"
    distance = abs(word - trigger)
    yield f"{kind} {side}"
    yield f"{kind} {side} {min(rank, 3)}"
    yield f"distance {next((i for i, most in enumerate((2, 5, 10, 20)) if distance <= most), 4)}"
    yield "same clause" if clause(tree, trigger) == clause(tree, word) else "other clause"


def way(tree: Tree, trigger: int, word: int) -> tuple[list[int], list[int]]:
    """Return the words from a trigger up to where its way to a word turns, and from there down to the word."""
    up = [trigger, *tree.ancestors(trigger)]
    place = {one: i for i, one in enumerate(up)}
    down = []
    at = word
    while at not in place:
        down.append(at)
        at = tree.head[at]
    return up[: place[at]], down[::-1]


def clause(tree: Tree, word: int) -> int:
    """Return the word that heads the clause around a word."""
    at = word
    while tree.head[at] >= 0 and relation_of(tree, at) not in CLAUSES:
        at = tree.head[at]
    return at


def mention_features(frame: Frame, mention: Mention) -> Iterator[str]:
    yield mention.mention_kind
    yield f"type {mention.entity_type}"
    yield f"by {mention.resolved_by}"
    yield f"{frame.event_type} type {mention.entity_type}"


def absent_features(tree: Tree, match: Match[Frame], actor: Mention, cast: Cast, rank: int) -> Iterator[str]:
    """Yield how much of a document is about an actor that a sentence does not name, and how long ago it was named."""
    seen, event = cast.seen[actor.actor_code], match.entry.event_type
    past = [tree.sentence_index - i for i in seen if i < tree.sentence_index]
    yield "at all"
    yield trigger_class(tree, match.word)
    yield event
    yield f"rank {min(rank, 3)}"
    yield f"named {next((i for i, most in enumerate((1, 3, 7)) if len(seen) <= most), 3)}"
    yield "only later" if not past else f"ago {next((i for i, most in enumerate((1, 3)) if past[-1] <= most), 2)}"
    yield f"type {actor.entity_type}"
    yield f"{event} type {actor.entity_type}"
    if actor.actor_code in cast.in_title:
        yield "in title"


def pair_features(tree: Tree, pair: Pair, cast: Cast) -> list[str]:
    """Return what speaks for two parties together: their order, and what they are known to have done to each other."""
    match, actor, target = pair.match, pair.actor, pair.target
    kind, event, told = trigger_class(tree, match.word), match.entry.event_type, list[str]()
    if actor.word is None or target.word is None:
        missing = "actor" if actor.word is None else "target"
        told += [f"absent {missing}", f"{event} absent {missing}"]
    else:
        told.append(f"{kind} order {int(actor.word < match.word)}{int(target.word < match.word)}{int(actor.word < target.word)}")
        told += ["one word"] if actor.word == target.word else []
        told += ["target below actor"] if tree.is_below(target.word, actor.word) else []
        told += ["actor below target"] if tree.is_below(actor.word, target.word) else []
    return [f"pair|{feature}" for feature in (*told, *dealt_features(tree, event, actor.actor, target.actor, cast))]


def dealt_features(tree: Tree, event: str, actor: Mention, target: Mention, cast: Cast) -> Iterator[str]:
    dealt = cast.dealt.get(frozenset((actor.actor_code, target.actor_code)), ())
    if not dealt:
        yield "never dealt"
        return
    yield "dealt"
    if any((other in HOSTILE) == (event in HOSTILE) for _, other, _ in dealt):
        yield "dealt so"
        yield f"{event} dealt so"
    if any(other == event for _, other, _ in dealt):
        yield "same event"
        yield f"{event} same event"
    if any(other == event and who == actor.actor_code for _, other, who in dealt):
        yield "same direction"
    if any(i < tree.sentence_index for i, _, _ in dealt):
        yield "dealt before"

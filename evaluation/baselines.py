"""Two simple ways to make claims, to hold ours against.

Claims have the form of `evaluation/gold`: one dict each, with offsets as evidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from pipeline.claims.find import LONGEST_EVIDENCE, READ_KINDS
from pipeline.claims.mentions import Mention, Mentions
from pipeline.claims.triggers import Matcher
from pipeline.codebook import Codebook
from pipeline.codebook.words import Frame
from pipeline.language.tree import Tree, read_trees

Claim = dict[str, Any]
Span = tuple[int, int]
HELD_PLAINLY = {"source": {"name": "author", "principal": "AUTHOR"}, "polarity": "affirmed", "modality": "actual"}


def flatten(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims as if the author affirmed them all as facts; what then says the same of the same evidence is kept once."""
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        kept.setdefault(identity(claim), claim | HELD_PLAINLY)
    return list(kept.values())


def identity(claim: Claim) -> tuple[object, ...]:
    """Return what tells two claims of one voice apart: the evidence, the parties and the event."""
    parties = (claim[role][field] for role in ("actor", "target") for field in ("principal", "name"))
    return claim["doc"], claim["start"], claim["end"], claim["event"], *parties


def nearest_pairs(sentences: pa.Table, entities: pa.Table, codebook: Codebook, *, stems: Mapping[str, str]) -> list[Claim]:
    """Return a claim of the author for each trigger of any frame that has two actors in its sentence.

    No tree is read but for the trigger's own parts. `stems` gives the name of each document by its document_id.
    """
    matcher, mentions = Matcher(codebook.frames), by_sentence(entities)
    found: dict[tuple[object, ...], Claim] = {}
    for tree in read_trees(sentences):
        if tree.kind in READ_KINDS:
            for claim in claims_of(tree, mentions[tree.sentence_id], matcher, stems[tree.document_id]):
                found.setdefault(identity(claim), claim)
    return list(found.values())


def by_sentence(entities: pa.Table) -> defaultdict[str, list[Mention]]:
    """Return the mentions that stand for actors, by sentence."""
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in Mentions(entities).by_id.values():
        if mention.is_actor:
            found[mention.sentence_id].append(mention)
    return found


def claims_of(tree: Tree, mentions: list[Mention], matcher: Matcher[Frame], doc: str) -> Iterator[Claim]:
    """Yield a claim at each word where a frame matches, the first frame deciding the event."""
    for word in range(len(tree)):
        match = next(matcher.at(tree, word), None)
        pair = nearest_pair(mentions, (tree.start[word], tree.end[word])) if match else None
        if match and pair:
            actor, target = pair
            start, end = evidence((tree.start[word], tree.end[word]), actor, target)
            yield {
                "doc": doc, "start": start, "end": end, "actor": party(actor), "event": match.entry.event_type,
                "predicate": tree.lemma[word], "target": party(target), **HELD_PLAINLY,
            }  # fmt: skip


def nearest_pair(mentions: Iterable[Mention], trigger: Span) -> tuple[Mention, Mention] | None:
    """Return the nearest actor before a trigger and the nearest other one after it, else the two nearest in reading order."""
    apart = [m for m in mentions if m.char_end <= trigger[0] or trigger[1] <= m.char_start]
    near = sorted(apart, key=lambda m: (max(trigger[0] - m.char_end, m.char_start - trigger[1]), m.char_start))
    before, after = ([m for m in near if (m.char_start < trigger[0]) is is_before] for is_before in (True, False))
    across = next(((a, b) for a in before[:1] for b in after if a.actor_code != b.actor_code), None)
    if across is not None:
        return across
    other = next((m for m in near[1:] if m.actor_code != near[0].actor_code), None)
    if other is None:
        return None
    return (near[0], other) if near[0].char_start < other.char_start else (other, near[0])


def evidence(trigger: Span, actor: Mention, target: Mention) -> Span:
    """Return the span that covers trigger and parties, cut around the trigger where it is too long."""
    start = min(trigger[0], actor.char_start, target.char_start)
    end = max(trigger[1], actor.char_end, target.char_end)
    if end - start > LONGEST_EVIDENCE:
        start = max(start, trigger[0] - LONGEST_EVIDENCE // 2)
        end = min(end, start + LONGEST_EVIDENCE)
    return start, end


def party(mention: Mention) -> dict[str, str]:
    return {"name": mention.actor_name, "principal": mention.actor_code}

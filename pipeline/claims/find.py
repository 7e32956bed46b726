"""Find the claims: who holds that who did what to whom, and how it is held."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

import pyarrow as pa

from pipeline.claims.amounts import measured
from pipeline.claims.attribute import READ_KINDS
from pipeline.claims.confidence import confidence
from pipeline.claims.dates import When, date_of, find_dates
from pipeline.claims.events import Event, Reader
from pipeline.claims.links import Cast, link
from pipeline.claims.mentions import WHOEVER_SAYS_IT, Mention, Mentions
from pipeline.claims.participants import are_two
from pipeline.claims.refer import refer_back
from pipeline.claims.refute import is_judged, refute
from pipeline.claims.scope import Held, held_at, reaches
from pipeline.claims.sources import Commitment, Context, claim_nouns, source_of, span_text, voices
from pipeline.claims.themes import Themes
from pipeline.claims.triggers import Matcher
from pipeline.codebook import Codebook
from pipeline.codebook.words import Cue, Operator
from pipeline.language.tree import Tree, read_trees
from pipeline.tables import CLAIMS, make_id
from pipeline.tables.share import share_documents
from pipeline.tables.workers import ALONE, Workers

LONGEST_EVIDENCE = 600
WOULD = "would.x"
NOT_REFUSED = "not-refused"
QUOTE_MARKS = "”\"'"
COMMITTING = frozenset(("confirm", "agree-that", "believe", "allege", "promise"))
DOCUMENT_COLUMNS = ("document_id", "publisher", "published_on")


@dataclass(frozen=True)
class Rules:
    """The codebook made ready for reading."""

    codebook: Codebook
    reader: Reader
    operators: Matcher[Operator]
    themes: Themes
    claim_nouns: frozenset[str]

    @classmethod
    def of(cls, codebook: Codebook) -> "Rules":
        themes = Themes(codebook.themes)
        reader = Reader(Matcher(sorted(codebook.frames, key=lambda frame: not frame.theme_groups)), Matcher(codebook.light_verbs), themes)
        return cls(codebook, reader, Matcher(codebook.operators), themes, claim_nouns(codebook.cues))


def find_claims(
    documents: pa.Table, sentences: pa.Table, entities: pa.Table, attributions: pa.Table, *, codebook: Codebook, workers: Workers = ALONE
) -> pa.Table:
    """Pair each event with its actors and with the source that stands behind it.

    An event inside several attributions belongs to the innermost; the others are its `via`. Several workers give the
    same rows, since no document depends on another.
    """
    tables = (documents, sentences, entities, attributions)
    return share_documents(_find_claims, CLAIMS, *tables, known=codebook, prepare=Rules.of, workers=workers)


def _find_claims(rules: Rules, documents: pa.Table, sentences: pa.Table, entities: pa.Table, attributions: pa.Table) -> pa.Table:
    mentions = Mentions(entities)
    about = {row[0]: row for row in zip(*(documents[name].to_pylist() for name in DOCUMENT_COLUMNS), strict=True)}
    said: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in attributions.to_pylist():
        said[row["document_id"]].append(row)
    rows: dict[str, dict[str, Any]] = {}
    for document_id, group in groupby(read_trees(sentences), key=lambda tree: tree.document_id):
        _, publisher, published_on = about[document_id]
        context = Context.of(document_id, publisher, said[document_id], mentions, rules.codebook)
        trees = [measured(tree, rules.themes) for tree in group if tree.kind in READ_KINDS and mentions.has_actor(tree)]
        before: list[dict[str, Any]] = []
        for tree, events in events_of(trees, rules, context):
            before += claims_of(tree, events, rules, context, published_on)
            before += refer_back(tree, before, rules.operators, context)
        for row in before:
            rows.setdefault(row["claim_id"], row)
    return CLAIMS.table(rows.values())


def events_of(trees: Sequence[Tree], rules: Rules, context: Context) -> Iterator[tuple[Tree, list[Event]]]:
    """Yield the events of each sentence of a document: those of the slots, and those that all of these make likely."""
    read = [(tree, *rules.reader.read(tree, context.mentions)) for tree in trees]
    cast = Cast(trees, context.mentions, ((tree, event) for tree, events, _ in read for event in events))
    for tree, events, unlinked in read:
        yield tree, [*events, *link(tree, unlinked, rules.reader, cast, context)]


def claims_of(tree: Tree, events: Sequence[Event], rules: Rules, context: Context, published_on: date | None) -> Iterator[dict[str, Any]]:
    """Yield the claims of one sentence as rows."""
    dates = find_dates(tree, published_on)
    for event in events:
        commitment = source_of(tree, event.trigger, context)
        source, at = commitment.source, event.trigger
        if event.actor.mention is WHOEVER_SAYS_IT:
            if source.kind != "named" or commitment.cue_word is None:
                continue
            at = commitment.cue_word
            commitment = source_of(tree, at, context)
        actor, target = (context.speaker(source) if p.mention.is_speaker else p.mention for p in (event.actor, event.target))
        if actor is None or target is None or not are_two(actor, target):
            continue
        for voice, held in stands(tree, at, event.frame.polarity, commitment, rules, context):
            yield as_row(tree, event, (actor, target), voice, held, date_of(tree, event.trigger, dates), published_on, rules, context)


def stands(
    tree: Tree, trigger: int, polarity: str, commitment: Commitment, rules: Rules, context: Context
) -> Iterator[tuple[Commitment, Held]]:  # fmt: skip
    """Yield who holds an event, and how: those who say it together, and whoever holds that it is not so.

    `polarity` is denied where the trigger itself means that the event is not so.
    """
    held = hold(tree, trigger, commitment, rules)
    if polarity == "denied":
        held = replace(held, polarity="denied") if held.polarity == "affirmed" else held.under("flip", "possible", NOT_REFUSED)
    against = refute(tree, commitment, held, rules.operators, context)
    if against is not None and is_negated(against[0], rules):
        against = None
    if against is None or commitment.source.kind != "unspecified":
        yield from ((voice, held) for voice in voices(tree, commitment, context))
    if against is not None:
        yield from ((voice, against[1]) for voice in voices(tree, against[0], context))


def hold(tree: Tree, trigger: int, commitment: Commitment, rules: Rules) -> Held:
    """Return how the source holds an event: within what it says, by its cue, and by what is said of the cue itself."""
    top = trigger if is_judged(tree, trigger, rules.operators, rules.claim_nouns) else commitment.top
    held = held_at(tree, trigger, top, rules.operators)
    if is_question(tree) and reaches(tree, trigger, tree.root):
        held = held.under("same", "possible", "question")
    if commitment.cue is None:
        return held
    held = seen_from_past(held, commitment).under(commitment.cue.polarity, commitment.cue.modality, commitment.cue.cue_id)
    return under_negation(held, commitment.cue) if is_negated(commitment, rules) else held


def is_question(tree: Tree) -> bool:
    return tree.form[-1] == "?" or (len(tree) > 1 and tree.form[-1] in QUOTE_MARKS and tree.form[-2] == "?")


def is_negated(commitment: Commitment, rules: Rules) -> bool:
    """Return whether a cue itself is negated, by its own words or those above it: *has never admitted*, *refused to confirm*."""
    tree, word = commitment.cue_tree, commitment.cue_word
    if tree is None or word is None or is_judged(tree, word, rules.operators, rules.claim_nouns):
        return False
    return held_at(tree, word, tree.root, rules.operators).polarity == "denied"


def under_negation(held: Held, cue: Cue) -> Held:
    """Return how an event is held that a negated cue speaks of: not to confirm is to deny, not to deny or to say leaves it open."""
    if cue.kind in COMMITTING:
        return held.under("denied", "same", "negated-cue", toggles=cue.polarity == "denied")
    return held.under("flip" if cue.polarity == "denied" else "same", "possible", "negated-cue")


def seen_from_past(held: Held, commitment: Commitment) -> Held:
    """Return a *would* as the future that it is under a cue in the past: "said it would send"."""
    tree, word = commitment.cue_tree, commitment.cue_word
    is_past = tree is not None and word is not None and tree.xpos[word] in ("VBD", "VBN")
    return replace(held, modality="future") if is_past and held.doubts == (WOULD,) else held


def as_row(
    tree: Tree, event: Event, parties: tuple[Mention, Mention], commitment: Commitment, held: Held, when: When | None,
    published_on: date | None, rules: Rules, context: Context,
) -> dict[str, Any]:  # fmt: skip
    start, end = evidence(tree, event)
    actor, target = parties
    source, frame = commitment.source, event.frame
    theme = rules.themes.at(tree, event.theme) if event.theme is not None else None
    theme_span = theme_phrase(tree, event)
    trigger = (tree.start[event.trigger], tree.end[event.trigger])
    parts = (
        tree.document_id,
        *trigger,
        frame.event_type,
        actor.actor_id,
        target.actor_id,
        source.source_id or source.name,
        held.polarity,
        held.modality,
    )
    return {
        "claim_id": make_id(*parts), "document_id": tree.document_id, "sentence_id": tree.sentence_id, "char_start": start, "char_end": end,
        "attribution_id": commitment.attribution_id, "source_kind": source.kind, "source_id": source.source_id, "source_name": source.name,
        "source_code": source.code, "holder_code": context.holder(source),
        "via": [{"name": v.name, "code": v.code} for v in commitment.via],
        "cue": commitment.cue_text, "cue_start": commitment.cue_span[0], "cue_end": commitment.cue_span[1],
        "actor_mention_id": event.actor.mention.mention_id or actor.mention_id, "actor_id": actor.actor_id,
        "actor_name": actor.actor_name, "actor_code": actor.actor_code,
        "event_type": frame.event_type, "event_mode": frame.event_mode, "predicate": predicate(tree, event),
        "trigger_start": trigger[0], "trigger_end": trigger[1],
        "target_mention_id": event.target.mention.mention_id, "target_id": target.actor_id,
        "target_name": target.actor_name, "target_code": target.actor_code,
        "theme": span_text(tree, theme_span) if theme_span else None, "theme_code": theme.theme_code if theme else None,
        "theme_start": theme_span[0] if theme_span else None, "theme_end": theme_span[1] if theme_span else None,
        "polarity": held.polarity, "modality": held.modality, "event_date": when.iso if when else None,
        "event_from_on": when.first if when else None, "event_to_on": when.last if when else None,
        "event_granularity": when.granularity if when else None,
        "said_on": published_on, "said_on_basis": "published" if published_on else "unknown",
        "rule_id": "+".join((frame.frame_id, *event.reached, *held.rules)), "confidence": confidence(event, source, held),
    }  # fmt: skip


def predicate(tree: Tree, event: Event) -> str:
    """Return the trigger's lemma with its particle: *shoot down*."""
    particles = [tree.form[p].lower() for p in event.parts if tree.deprel[p] == "compound:prt"]
    return " ".join([tree.lemma[event.trigger].lower(), *particles])


def evidence(tree: Tree, event: Event) -> tuple[int, int]:
    """Return the span from the first to the last word of an event, within its sentence, cut around the trigger where it is too long."""
    mentions = [m for m in (event.actor.mention, event.target.mention) if m.sentence_id == tree.sentence_id]
    start = min([tree.start[w] for w in event.words] + [m.char_start for m in mentions])
    end = max([tree.end[w] for w in event.words] + [m.char_end for m in mentions])
    if end - start > LONGEST_EVIDENCE:
        start = max(start, tree.start[event.trigger] - LONGEST_EVIDENCE // 2)
        end = min(end, start + LONGEST_EVIDENCE)
    return start, end


def theme_phrase(tree: Tree, event: Event) -> tuple[int, int] | None:
    """Return the span of an event's theme: its noun with the adjectives and nouns before it, without determiner, clauses and parties."""
    if event.theme is None:
        return None
    first = last = event.theme
    before = [c for c in tree.children[last] if c < last and tree.deprel[c].split(":")[0] in ("amod", "compound", "nummod", "flat")]
    for word in range(last - 1, min(before, default=last) - 1, -1):
        if word in (event.actor.word, event.target.word, event.trigger):
            break
        first = word
    return tree.start[first], tree.end[max([last, *tree.by(last, "flat")])]

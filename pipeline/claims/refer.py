"""What points back: "Tehran denied these claims" denies what was last claimed of it."""

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.claims.phrases import is_aside
from pipeline.claims.refute import is_judged
from pipeline.claims.scope import held_at
from pipeline.claims.sources import AUTHOR, Context, Source, resolve, span_text
from pipeline.claims.triggers import Matcher
from pipeline.codebook.words import Operator
from pipeline.language.tree import Tree
from pipeline.tables import make_id

Row = dict[str, Any]
POINTERS = frozenset("this these that those such the all any it".split())
FURTHEST = 12  # sentences; a claim further back is no longer what "these claims" means
CARRIED = (
    "actor_mention_id actor_id actor_name actor_code event_type event_mode predicate target_mention_id target_id target_name target_code"
).split()


def refer_back(tree: Tree, before: Sequence[Row], operators: Matcher[Operator], context: Context) -> Iterator[Row]:
    """Yield the claims made before that somebody denies in this sentence by a word that points back at them."""
    for row in context.attributions:
        if row["sentence_id"] != tree.sentence_id:
            continue
        pointer, judgement = find_pointer(tree, row, operators, context)
        source = resolve(tree, row, context)
        if pointer is None or source.kind != "named":
            continue
        here = [claim for claim in before if claim["sentence_id"] == tree.sentence_id]
        among = here if is_aside(tree, pointer) else before
        first = min(row["cue_start"], tree.start[pointer])
        meant = [c for c in among if c["trigger_end"] <= first and is_meant(c, tree, source, is_aside=is_aside(tree, pointer))]
        if meant and not any(is_denial_of(claim, meant[-1], source) for claim in here):
            yield denial(tree, row, pointer, judgement, source, meant[-1], context)
            known = {(claim["actor_code"], claim["target_code"]) for claim in here if claim["event_type"] == "REJECT"}
            yield from (c for c in rejection(tree, row, source, meant[-1], context) if (c["actor_code"], c["target_code"]) not in known)


def is_denial_of(claim: Row, meant: Row, source: Source) -> bool:
    same = all(claim[column] == meant[column] for column in ("actor_code", "event_type", "target_code", "sentence_id"))
    return same and claim["polarity"] == "denied" and claim["source_code"] == source.code


def rejection(tree: Tree, row: Row, source: Source, meant: Row, context: Context) -> Iterator[Row]:
    """Yield that whoever denies a claim rejects the one who made it, in the author's voice."""
    said = next((other for other in context.attributions if other["attribution_id"] == meant["attribution_id"]), None)
    accuser = context.mentions.by_id.get(said["source_mention_id"] or "") if said is not None else None
    if accuser is None or not accuser.is_actor or source.mention is None or accuser.actor_code == source.code:
        return
    cue = (row["cue_start"], row["cue_end"])
    start = min([s for s in (row["source_start"], cue[0]) if s is not None and tree.char_start <= s < tree.char_end])
    parts = (tree.document_id, *cue, "REJECT", source.source_id, accuser.actor_id)
    yield dict.fromkeys(meant) | {
        "claim_id": make_id(*parts), "document_id": tree.document_id, "sentence_id": tree.sentence_id, "char_start": start,
        "char_end": cue[1], "source_kind": AUTHOR.kind, "source_name": AUTHOR.name, "source_code": AUTHOR.code,
        "holder_code": context.holder(AUTHOR), "via": [], "actor_mention_id": source.mention.mention_id, "actor_id": source.source_id,
        "actor_name": source.name, "actor_code": source.code, "event_type": "REJECT", "predicate": span_text(tree, cue).lower(),
        "trigger_start": cue[0], "trigger_end": cue[1], "target_mention_id": accuser.mention_id, "target_id": accuser.actor_id,
        "target_name": accuser.actor_name, "target_code": accuser.actor_code, "polarity": "affirmed", "modality": "actual",
        "said_on": meant["said_on"], "said_on_basis": meant["said_on_basis"], "rule_id": f"{row['cue_id']}+refers-back",
        "confidence": round(meant["confidence"] * 0.8, 4),
    }  # fmt: skip


def find_pointer(tree: Tree, row: Row, operators: Matcher[Operator], context: Context) -> tuple[int | None, tuple[str, ...]]:
    """Return the word by which a source denies what was said before: what it denies, or what it calls false, by which operators."""
    if (cue := next((w for w in range(len(tree)) if tree.start[w] == row["cue_start"]), None)) is None:
        return None, ()
    if held_at(tree, cue, tree.root, operators).polarity == "denied":
        return None, ()  # "did not deny the claims"
    if context.cues[row["cue_id"]].polarity == "denied":
        return find_denied(tree, row, cue, context), ()
    for word in words_of(tree, row):
        if points_back(tree, word, context) and is_judged(tree, word, operators, context.claim_nouns | POINTERS):
            judged = held_at(tree, word, content_top(tree, row, word), operators)
            return (word, judged.rules) if judged.polarity == "denied" else (None, ())
    return None, ()


def find_denied(tree: Tree, row: Row, cue: int, context: Context) -> int | None:
    """Return the word in a denial's content that points back, where the content says nothing more: a claim noun or a pronoun."""
    if relative := [c for c in tree.by(cue, "obj") if is_aside(tree, c)]:
        return relative[0]
    words = words_of(tree, row)
    for word in words:
        if tree.upos[word] == "NOUN" and points_back(tree, word, context):
            return None if any(not tree.is_below(cue, c) for c in tree.by(word, "acl", "acl:relcl", "ccomp", "nmod")) else word
    return words[0] if len(words) == 1 and points_back(tree, words[0], context) else None


def words_of(tree: Tree, row: Row) -> list[int]:
    """Return the words in the content of an attribution."""
    return [w for w in range(len(tree)) if row["content_start"] <= tree.start[w] < row["content_end"]]


def points_back(tree: Tree, word: int, context: Context) -> bool:
    """Return whether a word is "these claims", an aside such as "a charge that ...", or a pronoun."""
    if tree.upos[word] == "PRON":
        return tree.lemma[word].lower() in POINTERS
    pointed = is_aside(tree, word) or any(tree.lemma[c].lower() in POINTERS for c in tree.by(word, "det", "det:predet", "amod"))
    return tree.upos[word] == "NOUN" and tree.lemma[word] in context.claim_nouns and pointed


def content_top(tree: Tree, row: Row, word: int) -> int:
    """Return the highest word above one that is still in the content of an attribution."""
    inside = [above for above in tree.ancestors(word) if row["content_start"] <= tree.start[above] < row["content_end"]]
    return inside[-1] if inside else word


def is_meant(claim: Row, tree: Tree, source: Source, *, is_aside: bool) -> bool:
    """Return whether a claim is one that this source could mean: held by others, about itself and near, or what has just been said."""
    if claim["polarity"] != "affirmed" or claim["source_code"] == source.code:
        return False
    return claim["event_type"] not in ("ACCUSE", "REJECT") if is_aside else claim["actor_code"] == source.code and is_near(claim, tree)


def is_near(claim: Row, tree: Tree) -> bool:
    return tree.sentence_index - int(str(claim["sentence_id"]).rsplit("-", 1)[1]) <= FURTHEST


def denial(tree: Tree, row: Row, pointer: int, judgement: Sequence[str], source: Source, meant: Row, context: Context) -> Row:
    """Return the denied claim; its evidence is the denial itself, its parties those of the claim that is meant."""
    trigger = (tree.start[pointer], tree.end[pointer])
    judged_to = tree.end[tree.head[pointer]] if tree.head[pointer] >= 0 and tree.deprel[pointer].startswith("nsubj") else 0
    starts = [s for s in (row["source_start"], row["cue_start"], trigger[0]) if tree.char_start <= s < tree.char_end]
    claim = dict.fromkeys(meant) | {column: meant[column] for column in CARRIED}
    parts = (
        tree.document_id,
        *trigger,
        meant["event_type"],
        meant["actor_id"],
        meant["target_id"],
        source.source_id,
        "denied",
        meant["modality"],
    )
    return claim | {
        "claim_id": make_id(*parts), "document_id": tree.document_id, "sentence_id": tree.sentence_id,
        "char_start": min(starts), "char_end": max(trigger[1], row["cue_end"], judged_to), "attribution_id": row["attribution_id"],
        "source_kind": source.kind, "source_id": source.source_id, "source_name": source.name, "source_code": source.code,
        "holder_code": context.holder(source), "via": [], "cue": span_text(tree, (row["cue_start"], row["cue_end"])) or None,
        "cue_start": row["cue_start"], "cue_end": row["cue_end"], "trigger_start": trigger[0], "trigger_end": trigger[1],
        "theme_code": meant["theme_code"], "polarity": "denied", "modality": meant["modality"], "event_date": meant["event_date"],
        "event_from_on": meant["event_from_on"], "event_to_on": meant["event_to_on"], "event_granularity": meant["event_granularity"],
        "said_on": meant["said_on"], "said_on_basis": meant["said_on_basis"],
        "rule_id": "+".join((meant["rule_id"].split("+")[0], *judgement, row["cue_id"], "refers-back")),
        "confidence": round(meant["confidence"] * 0.8, 4),
    }  # fmt: skip

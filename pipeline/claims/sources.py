"""Whose commitment an event is: the innermost attribution around it, or the document's own voice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.claims.mentions import Mention, Mentions
from pipeline.codebook import Codebook
from pipeline.codebook.words import Cue
from pipeline.language.tree import Tree

Row = dict[str, Any]
WISH = "hope"
CLAIM_KINDS = frozenset(("allege", "report", "say", "suggest"))
SAID_TOGETHER = ("cue_id", "cue_start", "content_start", "content_end")
UNCOUNTED = frozenset(
    ("statement", "report", "source", "document", "image", "footage", "data", "evidence", "news", "analysis", "study", "article", "letter")
)


@dataclass(frozen=True)
class Source:
    """Who holds a claim: kind is author · named · described · unspecified."""

    kind: str
    source_id: str | None
    name: str
    code: str
    mention: Mention | None = None


AUTHOR = Source("author", None, "author", "AUTHOR")
UNSPECIFIED = Source("unspecified", None, "unspecified", "UNSPECIFIED")


@dataclass(frozen=True)
class Commitment:
    """A source with the attribution that names it, those around it (outermost first), and the top word of what is said."""

    source: Source
    top: int
    via: tuple[Source, ...] = ()
    attribution_id: str | None = None
    cue: Cue | None = None
    cue_text: str | None = None
    cue_span: tuple[int | None, int | None] = (None, None)
    cue_tree: Tree | None = None
    cue_word: int | None = None


@dataclass(frozen=True)
class Context:
    """What the claims of one document share: its attributions, its mentions, its own voice."""

    document_id: str
    publisher: str | None
    attributions: Sequence[Row]
    mentions: Mentions
    cues: dict[str, Cue]
    claim_nouns: frozenset[str]

    @classmethod
    def of(cls, document_id: str, publisher: str | None, attributions: Sequence[Row], mentions: Mentions, codebook: Codebook) -> "Context":
        cues = {cue.cue_id: cue for cue in codebook.cues}
        return cls(document_id, publisher, attributions, mentions, cues, claim_nouns(codebook.cues))

    def speaker(self, source: Source) -> Mention | None:
        """Return who a *we* stands for in what a source says; None where that is nobody known."""
        return source.mention if source.mention is not None and source.mention.is_actor else None

    def holder(self, source: Source) -> str | None:
        """Return who counts as holder: the publisher for the author, nobody for the unspecified."""
        if source.kind == "author":
            return self.publisher or f"DOC:{self.document_id}"
        return None if source.kind == "unspecified" else source.code


def claim_nouns(cues: Iterable[Cue]) -> frozenset[str]:
    """Return the nouns for what somebody holds: *allegation*, *report*."""
    return frozenset(cue.pattern.lemma for cue in cues if cue.pattern.upos == "NOUN" and cue.kind in CLAIM_KINDS)


def span_text(tree: Tree, span: tuple[int, int]) -> str:
    """Return the words of a span as written, white space between them made one space."""
    words = [i for i in range(len(tree)) if span[0] <= tree.start[i] and tree.end[i] <= span[1]]
    out = ""
    for i in words:
        out += (" " if out and tree.start[i] > tree.end[i - 1] else "") + tree.form[i]
    return out


def source_of(tree: Tree, trigger: int, context: Context, *, is_event: bool = True) -> Commitment:
    """Return whose commitment the event at a word is; an unnamed claim that someone denies is the denier's.

    Of a claim noun this is who holds that the claim was made, or, where it is no event, who judges what it says.
    """
    start, end = tree.start[trigger], tree.end[trigger]
    around = [row for row in context.attributions if row["content_start"] <= start and end <= row["content_end"] and not on_cue(row, start)]
    around = [row for row in around if not below_cue(tree, trigger, row) and not (is_event and is_verdict(tree, trigger, row, context))]
    if not around:
        return Commitment(AUTHOR, tree.root)
    around.sort(key=lambda row: (row["content_end"] - row["content_start"], -row["cue_start"], row["attribution_id"]))
    inner = around[0]
    if (
        inner["source_start"] is None
        and len(around) > 1
        and context.cues[around[1]["cue_id"]].pattern.upos == "VERB"
        and is_denied_noun(inner, around[1], context)
    ):
        inner = around.pop(1)
    source = resolve(tree, inner, context)
    if source is UNSPECIFIED and context.cues[inner["cue_id"]].kind == WISH:
        source = AUTHOR  # nobody in particular hopes: that it may be so is the author's word
    outer = [resolve(tree, row, context) for row in around if row is not inner and row["cue_start"] != inner["cue_start"]]
    via = tuple(dict.fromkeys(s for s in reversed(outer) if s.kind in ("named", "described") and s.code != source.code))
    cue_word = next((i for i, s in enumerate(tree.start) if s == inner["cue_start"]), None)
    held = Commitment(
        source, top_of(tree, trigger, cue_word, inner), via, inner["attribution_id"], context.cues[inner["cue_id"]], cue_text(tree, inner),
        (inner["cue_start"], inner["cue_end"]), tree if cue_word is not None else None, cue_word,
    )  # fmt: skip
    return replace(held, via=(), attribution_id=None, cue_text=None, cue_span=(None, None)) if source is AUTHOR else held


def voices(tree: Tree, commitment: Commitment, context: Context) -> list[Commitment]:
    """Return a commitment, and the same of those who make it together with its source: "Mali and Niger allege that"."""
    first = next((row for row in context.attributions if row["attribution_id"] == commitment.attribution_id), None)
    if first is None:
        return [commitment]
    together = [row for row in context.attributions if all(row[part] == first[part] for part in SAID_TOGETHER)]
    sources = {(source := resolve(tree, row, context)).code: (source, row["attribution_id"]) for row in reversed(together)}
    others = [
        replace(commitment, source=source, attribution_id=id_) for source, id_ in sources.values() if source.code != commitment.source.code
    ]
    return [commitment, *others]


def on_cue(row: Row, start: int) -> bool:
    return bool(row["cue_start"] <= start < row["cue_end"])


def below_cue(tree: Tree, trigger: int, row: Row) -> bool:
    """Return whether a word belongs to the reporting clause inside the content: "missiles, said the ministry that met ..., were sent"."""
    cue = next((i for i, s in enumerate(tree.start) if s == row["cue_start"]), None)
    if cue is None or not (row["content_start"] <= row["cue_start"] < row["content_end"]):
        return False
    return tree.is_below(trigger, cue) and tree.deprel[cue] in ("parataxis", "advcl")


def is_verdict(tree: Tree, trigger: int, row: Row, context: Context) -> bool:
    """Return whether a denial is of what a claim noun says: "rejected their allegations" does not deny that they alleged it."""
    if tree.lemma[trigger].lower() not in context.claim_nouns or context.cues[row["cue_id"]].polarity != "denied":
        return False
    above = tree.head[trigger]
    return above < 0 or not row["content_start"] <= tree.start[above] < row["content_end"]


def is_denied_noun(inner: Row, outer: Row, context: Context) -> bool:
    """Return whether an attribution is a claim noun with nobody behind it, inside a denial: "denied allegations that ..."."""
    is_noun = context.cues[inner["cue_id"]].pattern.upos == "NOUN"
    return is_noun and context.cues[outer["cue_id"]].polarity == "denied"


def top_of(tree: Tree, trigger: int, cue_word: int | None, row: Row) -> int:
    """Return the highest word above a trigger that is still inside what is said."""
    at = trigger
    while tree.head[at] >= 0:
        above = tree.head[at]
        inside = row["content_start"] <= tree.start[above] < row["content_end"]
        if above == cue_word or not inside:
            break
        at = above
    return at


def cue_text(tree: Tree, row: Row) -> str | None:
    return span_text(tree, (row["cue_start"], row["cue_end"])) or None


def resolve(tree: Tree, row: Row, context: Context) -> Source:
    """Return the source of an attribution: an actor, a described holder, or nobody."""
    if row["source_start"] is None:
        return UNSPECIFIED
    mention = context.mentions.by_id.get(row["source_mention_id"] or "")
    if mention is not None and mention.is_actor:
        kind = "described" if mention.mention_kind == "description" and mention.resolved_by == "none" else "named"
        return Source(kind, mention.actor_id, mention.actor_name, mention.actor_code, mention)
    if mention is not None and mention.is_speaker:
        return AUTHOR
    return described(tree, row)


def described(tree: Tree, row: Row) -> Source:
    """Return a holder known by its description alone; its code is the head noun in capitals."""
    words = [i for i in range(len(tree)) if row["source_start"] <= tree.start[i] < row["source_end"]]
    if not words:
        return UNSPECIFIED
    head = next((i for i in words if tree.head[i] not in words), words[-1])
    if tree.upos[head] == "PRON" or tree.lemma[head] in UNCOUNTED:
        return UNSPECIFIED
    text = span_text(tree, (row["source_start"], row["source_end"]))
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        text = text.removeprefix(article)
    return Source("described", None, text, tree.form[head].upper())

"""Find who is said to say, believe or deny what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import pyarrow as pa

from pipeline.claims.mentions import Mentions
from pipeline.claims.quotes import Quotation, find_quotations
from pipeline.claims.slots import conjuncts, fillers, grammatical_subjects, is_stray
from pipeline.claims.triggers import Match, Matcher
from pipeline.codebook import Codebook
from pipeline.codebook.words import Cue
from pipeline.language.tree import Tree, read_trees
from pipeline.tables import ATTRIBUTIONS

READ_KINDS = frozenset(("title", "body", "caption", "quote_block"))
SHORTEST_QUOTATION = 12
LENDING = frozenset(
    "express voice issue make level raise have hold share air repeat reiterate state give lodge file release publish".split()
)


@dataclass(frozen=True)
class Attribution:
    """One source, cue and content; offsets count the document's characters, `index` its sentences."""

    index: int
    cue_id: str
    cue: tuple[int, int]
    source: tuple[int, int] | None
    source_mention_id: str | None
    content: tuple[int, int]
    kind: str


def find_attributions(sentences: pa.Table, entities: pa.Table, *, codebook: Codebook) -> pa.Table:
    """Return the `attributions` of sentences: one row a source, cue and content; quotations run on over sentences."""
    cues, mentions = Matcher(codebook.cues), Mentions(entities)
    rows: list[dict[str, object]] = []
    for _, group in groupby(read_trees(sentences), key=lambda tree: tree.document_id):
        trees = sorted(group, key=lambda tree: tree.sentence_index)
        found = [a for i, tree in enumerate(trees) if tree.kind in READ_KINDS for a in attributions_of(tree, i, cues, mentions)]
        rows += as_rows(trees, extend_quotations(trees, found))
    return ATTRIBUTIONS.table(rows)


def attributions_of(tree: Tree, index: int, cues: Matcher[Cue], mentions: Mentions) -> Iterator[Attribution]:
    """Yield the attributions of one sentence, at most one for each cue word and holder."""
    for word in range(len(tree)):
        for match in cues.at(tree, word):
            top = content_top(tree, match)
            if top is None:
                continue
            span = content_span(tree, top, word)
            holders = find_holders(tree, match, top, mentions)
            if span is None or not holders:
                continue
            kind = "belief" if match.entry.attribution_kind == "belief" else "indirect"
            for source, mention_id in holders:
                yield Attribution(index, match.entry.cue_id, cue_span(tree, match), source, mention_id, span, kind)
            break


def cue_span(tree: Tree, match: Match[Cue]) -> tuple[int, int]:
    words = [match.word, *(p for p in match.parts if abs(p - match.word) <= 2)]
    return tree.start[min(words)], tree.end[max(words)]


def content_top(tree: Tree, match: Match[Cue]) -> int | None:
    """Return the highest word of what is said, from the first slot of the cue that is filled."""
    for slot in match.entry.content:
        if slot == "head.head":
            head = (
                tree.head[match.word]
                if match.entry.pattern.upos == "VERB"
                else tree.head[tree.head[match.word]]
                if tree.head[match.word] >= 0
                else -1
            )
            filled = [head] if head >= 0 else []
        else:
            filled = [w for w in fillers(tree, match.word, slot) if w != match.word]
        if filled:
            return filled[0]
    return None


def content_span(tree: Tree, top: int, cue: int) -> tuple[int, int] | None:
    """Return the span below a word, without what hangs from the cue, outer punctuation left out."""
    aside = [x for x in (cue, *grammatical_subjects(tree, cue)) if x != top and tree.is_below(x, top) and (x == cue or x > top)]
    words = [w for w in range(*range_below(tree, top)) if tree.is_below(w, top) and not any(tree.is_below(w, x) for x in aside)]
    if top < cue and not tree.is_below(cue, top):
        words = [w for w in words if w < cue]
    while words and tree.upos[words[0]] == "PUNCT":
        words.pop(0)
    while words and tree.upos[words[-1]] == "PUNCT":
        words.pop()
    return (tree.start[words[0]], tree.end[words[-1]]) if words else None


def range_below(tree: Tree, word: int) -> tuple[int, int]:
    first, last = tree.subtree_ends[word]
    return first, last + 1


def find_holders(tree: Tree, match: Match[Cue], top: int, mentions: Mentions) -> list[tuple[tuple[int, int] | None, str | None]]:
    """Return the span and mention of each source; (None, None) where the cue may stand without one and does."""
    for slot in match.entry.holder:
        for word in holder_words(tree, match, slot):
            if word == top or (tree.is_below(word, top) and not tree.is_below(match.word, top) and not is_stray(tree, top, word)):
                continue
            if tree.lemma[word].lower() in ("it", "there") and tree.by(match.word, "aux:pass"):
                continue
            found = [source for one in conjuncts(tree, word) for source in sources_at(tree, one, mentions)]
            if found:
                return found
        if slot == "unspecified":
            return [(None, None)]
    return []


def holder_words(tree: Tree, match: Match[Cue], slot: str) -> list[int]:
    """Return the words of a holder slot; an adjective takes the subject it is said of, a noun without a holder its light verb's."""
    if slot == "subj" and match.entry.pattern.upos == "ADJ":
        return grammatical_subjects(tree, match.word)
    if slot == "unspecified":
        above = tree.head[match.word]
        lends = match.entry.pattern.upos == "NOUN" and tree.deprel[match.word] == "obj" and tree.lemma[above] in LENDING
        return fillers(tree, above, "subj") if lends else []
    return fillers(tree, match.word, slot)


def sources_at(tree: Tree, word: int, mentions: Mentions) -> list[tuple[tuple[int, int] | None, str | None]]:
    here = mentions.at(tree, word)
    actors = [m for m in here if m.is_actor or m.is_speaker]
    if actors:
        return [((m.char_start, m.char_end), m.mention_id) for m in actors]
    if tree.upos[word] not in ("NOUN", "PROPN", "ADJ", "NUM", "PRON") or tree.lemma[word].lower() in (
        "it",
        "that",
        "this",
        "which",
        "what",
        "there",
    ):
        return []
    start, end = phrase(tree, word)
    return [((tree.start[start], tree.end[end]), here[0].mention_id if here else None)]


def phrase(tree: Tree, word: int) -> tuple[int, int]:
    """Return the first and last word of a noun phrase without its clauses, appositions and long modifiers."""
    kept = [word, *(c for c in tree.children[word] if tree.deprel[c].split(":")[0] in ("amod", "compound", "flat", "nummod") and c != word)]
    kept += [c for c in tree.by(word, "nmod:poss", "nmod:desc") if c < word]
    return min(kept), max(kept)


def extend_quotations(trees: Sequence[Tree], found: list[Attribution]) -> list[Attribution]:
    """Return the attributions with their quotations whole: a quotation goes on to its closing mark, and a speaker goes on speaking."""
    result = list(found)
    for quotation in find_quotations(trees):
        if quotation.char_end - quotation.char_start < SHORTEST_QUOTATION:
            continue
        inside = [k for k, a in enumerate(result) if a.content[0] < quotation.char_end and quotation.char_start < a.content[1]]
        spoken = [k for k in inside if not quotation.char_start <= result[k].cue[0] < quotation.char_end and result[k].kind != "belief"]
        if spoken:
            k = max(spoken, key=lambda k: result[k].content[0])
            content = result[k].content
            whole = content[0] >= quotation.char_start - 3 and content[1] <= quotation.char_end + 3
            widened = (min(content[0], quotation.char_start), max(content[1], quotation.char_end))
            result[k] = replace(result[k], content=widened, kind="direct" if whole else "mixed")
        elif (speaker := last_speaker(trees, result, quotation)) is not None:
            result.append(replace(speaker, content=(quotation.char_start, quotation.char_end), kind="direct"))
    return result


def last_speaker(trees: Sequence[Tree], found: Iterable[Attribution], quotation: Quotation) -> Attribution | None:
    """Return the attribution whose speaker goes on in a quotation of whole sentences: the last before it and near it."""
    tree = trees[quotation.first]
    starts_sentence = quotation.char_start <= tree.start[min(1, len(tree) - 1)] + 1
    if not starts_sentence or quotation.char_end < tree.end[max(0, len(tree) - 3)] or tree.kind == "title":
        return None
    before = [a for a in found if a.kind in ("direct", "mixed", "indirect") and a.cue[0] < quotation.char_start and a.source is not None]
    near = [a for a in before if 0 <= trees[quotation.first].paragraph_index - trees[a.index].paragraph_index <= 1]
    return max(near, key=lambda a: a.cue[0]) if near else None


def as_rows(trees: Sequence[Tree], found: list[Attribution]) -> Iterator[dict[str, object]]:
    """Yield table rows with ids in reading order and each one's parent: the smallest attribution whose content holds its cue."""
    ordered = sorted(found, key=lambda a: (a.index, a.cue, a.content, a.source or (0, 0)))
    seen: dict[str, int] = {}
    ids = []
    for attribution in ordered:
        sentence = trees[attribution.index].sentence_id
        seen[sentence] = seen.get(sentence, -1) + 1
        ids.append(f"{sentence}-a{seen[sentence]:02d}")
    for attribution, own_id in zip(ordered, ids, strict=True):
        around = [
            (other.content[1] - other.content[0], other_id)
            for other, other_id in zip(ordered, ids, strict=True)
            if other.content[0] <= attribution.cue[0] and attribution.cue[1] <= other.content[1] and other.cue != attribution.cue
        ]
        tree = trees[attribution.index]
        source = attribution.source or (None, None)
        yield {
            "attribution_id": own_id, "document_id": tree.document_id, "sentence_id": tree.sentence_id, "kind": attribution.kind,
            "source_start": source[0], "source_end": source[1], "cue_start": attribution.cue[0], "cue_end": attribution.cue[1],
            "cue_id": attribution.cue_id, "content_start": attribution.content[0], "content_end": attribution.content[1],
            "source_mention_id": attribution.source_mention_id, "parent_attribution_id": min(around)[1] if around else None,
        }  # fmt: skip

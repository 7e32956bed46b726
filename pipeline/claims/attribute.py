"""Find who is said to say, believe or deny what."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import pyarrow as pa

from pipeline.claims.arguments import carried_by
from pipeline.claims.holders import PAPERS, find_holders, holder_words, issuers, made_by
from pipeline.claims.mentions import Mentions
from pipeline.claims.slots import fillers
from pipeline.claims.speech import Attribution, cue_span, extend_quotations, quote_blocks
from pipeline.claims.triggers import Match, Matcher
from pipeline.codebook import Codebook
from pipeline.codebook.words import Cue
from pipeline.language.tree import Tree, read_trees
from pipeline.tables import ATTRIBUTIONS
from pipeline.tables.share import share_documents
from pipeline.tables.workers import ALONE, Workers

READ_KINDS = frozenset(("title", "body", "caption", "quote_block"))


def find_attributions(sentences: pa.Table, entities: pa.Table, *, codebook: Codebook, workers: Workers = ALONE) -> pa.Table:
    """Return the `attributions` of sentences: one row a source, cue and content; quotations run on over sentences.

    Several workers give the same rows, since no document depends on another.
    """
    return share_documents(_find_attributions, ATTRIBUTIONS, sentences, entities, known=codebook, prepare=_match_cues, workers=workers)


def _match_cues(codebook: Codebook) -> Matcher[Cue]:
    return Matcher(codebook.cues)


def _find_attributions(cues: Matcher[Cue], sentences: pa.Table, entities: pa.Table) -> pa.Table:
    mentions = Mentions(entities)
    rows: list[dict[str, object]] = []
    for _, group in groupby(read_trees(sentences), key=lambda tree: tree.document_id):
        trees = sorted(group, key=lambda tree: tree.sentence_index)
        found = [a for i, tree in enumerate(trees) if tree.kind in READ_KINDS for a in attributions_of(tree, i, cues, mentions)]
        found = with_issuers(found, trees, mentions)
        blocks = quote_blocks(trees, cues, mentions)
        rows += as_rows(trees, [*extend_quotations(trees, found), *blocks])
    return ATTRIBUTIONS.table(rows)


def attributions_of(tree: Tree, index: int, cues: Matcher[Cue], mentions: Mentions) -> Iterator[Attribution]:
    """Yield the attributions of one sentence, at most one for each cue word and holder."""
    for word in range(len(tree)):
        for match in cues.at(tree, word):
            by_whom = made_by(tree, match, mentions)
            top = by_whom[0] if by_whom else content_top(tree, match)
            if top is None:
                continue
            span = content_span(tree, top, word, [] if by_whom else holder_words(tree, match, top))
            holders = by_whom[1] if by_whom else find_holders(tree, match, top, mentions)
            if span is None or not holders:
                continue
            kind = "belief" if match.entry.attribution_kind == "belief" else "indirect"
            for source, mention_id in holders:
                yield Attribution(index, match.entry.cue_id, cue_span(tree, match), source, mention_id, span, kind)
            break


def with_issuers(found: list[Attribution], trees: Sequence[Tree], mentions: Mentions) -> list[Attribution]:
    """Return the attributions, those to a paper that was named with its issuer before ("the release said") made to that issuer."""
    papers = [(i, tree.lemma[w].lower(), w) for i, tree in enumerate(trees) for w in range(len(tree)) if tree.lemma[w].lower() in PAPERS]
    issued = [(i, paper, m.mention_id) for i, paper, w in papers for m in issuers(trees[i], w, mentions)[:1]]

    def known(attribution: Attribution) -> Attribution:
        tree, end = trees[attribution.index], attribution.source and attribution.source[1]
        word = next((w for w in range(len(tree)) if tree.end[w] == end), None)
        paper = tree.lemma[word].lower() if word is not None else ""
        before = [mention for i, other, mention in issued if other == paper and i < attribution.index]
        is_open = attribution.source_mention_id is None or not mentions.by_id[attribution.source_mention_id].is_actor
        return replace(attribution, source_mention_id=before[-1]) if before and is_open else attribution

    return [known(attribution) for attribution in found]


def content_top(tree: Tree, match: Match[Cue]) -> int | None:
    """Return the highest word of what is said, from the first slot of the cue that is filled."""
    for slot in match.entry.content:
        filled = [w for w in fillers(tree, match.word, slot) if w != match.word and w not in carried_by(tree, match.word)]
        if filled:
            return max(filled, key=lambda w: (tree.upos[w] != "AUX", -w))
    return None


def content_span(tree: Tree, top: int, cue: int, holders: Sequence[int]) -> tuple[int, int] | None:
    """Return the span below a word, without the cue, its source and what hangs from them, outer punctuation left out."""
    aside = [x for x in (cue, *holders) if x != top and tree.is_below(x, top)]
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

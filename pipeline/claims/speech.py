"""Speech over several sentences: quotations that run on, and blocks of somebody's words under a lead-in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.claims.holders import find_holders
from pipeline.claims.mentions import Mentions
from pipeline.claims.quotes import Quotation, find_quotations
from pipeline.claims.triggers import Match, Matcher
from pipeline.codebook.words import Cue
from pipeline.language.tree import Tree

SHORTEST_QUOTATION = 12
LEAD_IN_REACH = 2


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


def cue_span(tree: Tree, match: Match[Cue]) -> tuple[int, int]:
    words = [match.word, *(p for p in match.parts if abs(p - match.word) <= 2)]
    return tree.start[min(words)], tree.end[max(words)]


def quote_blocks(trees: Sequence[Tree], cues: Matcher[Cue], mentions: Mentions) -> Iterator[Attribution]:
    """Yield the attributions of blocks of unquoted speech to the speaker whom the sentence before them names: "The minister said:"."""
    for is_block, group in groupby(range(len(trees)), key=lambda i: trees[i].kind == "quote_block"):
        indices = list(group)
        if not is_block:
            continue
        content = (trees[indices[0]].char_start, trees[indices[-1]].char_end)
        for i in range(indices[0] - 1, max(-1, indices[0] - 1 - LEAD_IN_REACH), -1):
            speakers = list(lead_in(trees[i], i, cues, mentions, content))
            if speakers:
                yield from speakers[:1]
                break


def lead_in(tree: Tree, index: int, cues: Matcher[Cue], mentions: Mentions, content: tuple[int, int]) -> Iterator[Attribution]:
    """Yield whoever a sentence names as speaking next, the last of them first."""
    for word in reversed(range(len(tree))):
        match = next((m for m in cues.at(tree, word) if m.entry.pattern.upos == "VERB" and m.entry.kind == "say"), None)
        for source, mention_id in find_holders(tree, match, -1, mentions) if match else ():
            if match and source is not None:
                yield Attribution(index, match.entry.cue_id, cue_span(tree, match), source, mention_id, content, "direct")


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
            said = (result[k].index, result[k].cue, content)
            for j in (j for j, other in enumerate(result) if (other.index, other.cue, other.content) == said):
                result[j] = replace(result[j], content=widened, kind="direct" if whole else "mixed")
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

"""Attributions against those of GUM: cue and speaker as spans of words that overlap.

GUM marks attribution in its rhetorical trees; the words that signal it (its cue) and the words for its source are given as token numbers.
"""

import io
import lzma
import tarfile
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.agreement import Count, Span
from evaluation.language import join_text
from evaluation.reading import Tables, document_id
from pipeline.language.training.corpora import Document, read_sentence

CUES = frozenset((("lexical", "indicative_word"), ("lexical", "indicative_phrase"), ("dm", "dm")))
SPEAKER = ("semantic", "attribution_source")


@dataclass(frozen=True)
class Said:
    """The attributions of one document: the spans of the words of each cue and of each speaker."""

    text: str
    cues: list[list[Span]]
    speakers: list[list[Span]]


def read_archive(path: Path) -> list[Said]:
    """Return the documents of an archive of CoNLL-U files with a tree file (.rs4) beside each, by name."""
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(path.read_bytes()))) as archive:
        files = {Path(m.name).name: archive.extractfile(m).read().decode() for m in archive.getmembers() if m.isfile()}  # type: ignore[union-attr]
    stems = sorted(name.removesuffix(".rs4") for name in files if name.endswith(".rs4"))
    return [said_in(files[f"{stem}.conllu"], files[f"{stem}.rs4"]) for stem in stems]


def said_in(conllu: str, tree: str) -> Said:
    document: Document = [read_sentence(block.split("\n")) for block in conllu.strip().split("\n\n")]
    text, _, spans = join_text(document)
    words = [span for sentence in spans for span in sentence]
    cues: dict[str, set[int]] = defaultdict(set)
    speakers: dict[str, set[int]] = defaultdict(set)
    root = ET.fromstring(tree)  # noqa: S314
    related = {e.get("id") for e in root.iter() if e.get("relname", "").startswith("attribution")}
    for signal in root.iter("signal"):
        kind, numbers = (signal.get("type"), signal.get("subtype")), [int(n) - 1 for n in (signal.get("tokens") or "").split(",") if n]
        if signal.get("source") in related and kind in CUES | {SPEAKER}:
            (speakers if kind == SPEAKER else cues)[str(signal.get("source"))].update(numbers)
    return Said(text, *([[words[n] for n in sorted(numbers)] for numbers in found.values() if numbers] for found in (cues, speakers)))


def count_attributions(documents: Sequence[Said], tables: Tables) -> dict[str, Count]:
    """Return the counts of cues and of speakers over documents; two spans are one where they share a character."""
    found: dict[str, dict[str, set[Span]]] = {"cue": defaultdict(set), "speaker": defaultdict(set)}
    for row in tables.attributions.to_pylist():
        found["cue"][row["document_id"]].add((row["cue_start"], row["cue_end"]))
        if row["source_start"] is not None:
            found["speaker"][row["document_id"]].add((row["source_start"], row["source_end"]))
    gold = {"cue": [said.cues for said in documents], "speaker": [said.speakers for said in documents]}
    counts = {kind: [compare(spans, found[kind][document_id(i)]) for i, spans in enumerate(gold[kind])] for kind in gold}
    return {kind: sum(each, Count()) for kind, each in counts.items()}


def compare(gold: Iterable[Sequence[Span]], found: Iterable[Span]) -> Count:
    """Return the count of one document, each span paired once, in reading order."""
    groups, left = sorted(gold), sorted(found)
    n_gold, n_found, shared = len(groups), len(left), 0
    for group in groups:
        hit = next((span for span in left if any(span[0] < end and start < span[1] for start, end in group)), None)
        if hit is not None:
            left.remove(hit)
            shared += 1
    return Count(n_gold, n_found, shared)

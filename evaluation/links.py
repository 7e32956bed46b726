"""Learn `pipeline/claims/links.tsv`: the weights of the features that link a trigger to its actor and its target.

Learnt from the documents written for it in `evaluation/gold/links`, and from those of the corpora that `corpora.tsv` there annotates by
offsets. Logistic regression over every pair of actors at every trigger, those included that the slots find.
"""

import csv
import json
import lzma
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from evaluation.reading import document_id, read_texts
from pipeline.claims.find import READ_KINDS, Rules
from pipeline.claims.links import BIAS, ROLES, Cast, Pair, by_word, pair_features, pairs
from pipeline.claims.mentions import Mention, Mentions
from pipeline.claims.participants import SYMMETRIC
from pipeline.claims.sources import Context
from pipeline.codebook import load_codebook
from pipeline.language.engine import load_engine
from pipeline.language.tree import Tree, read_trees

FOLDER = Path("evaluation/gold/links")
WEIGHTS = Path("pipeline/claims/links.tsv")
OWN = ("analyses", "broadcasts", "current_events", "releases", "statements", "wires")
NUMBERED = re.compile(r"(\d+)\| ?(.*)")
RULED, BESIDE = "pair|found by slots", "pair|beside one found by slots"
RAREST = 3
VARIANCE = 0.05
ROUNDS = 200
STEP = 0.08
LEAST = 0.005
UNKNOWN = "?"
SHORT = 3

Span = tuple[int, int]
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Marked:
    """One annotated claim: its type, and the characters of its trigger and parties; a party that the sentence does not name has a name."""

    event_type: str
    trigger: Span
    actor: Span | str
    target: Span | str


@dataclass
class Document:
    """A text with the claims annotated in it."""

    name: str
    text: str = ""
    claims: list[Marked] = field(default_factory=list)


def read_own(folder: Path) -> Iterator[Document]:
    """Yield the documents written for this: sentences by number, claims by the words that stand in them."""
    for genre in OWN:
        claims: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in read_rows(folder / f"{genre}.tsv"):
            claims[row["document"]].append(row)
        for block in (folder / f"{genre}.txt").read_text(encoding="utf-8").split("=== ")[1:]:
            name, _, body = block.partition("\n")
            text, spans = join_sentences(body)
            document = Document(name.strip(), text)
            for row in claims[document.name]:
                span = spans[row["sentence"]]
                actor, target = (party(text, span, row[role]) for role in ROLES)
                document.claims.append(Marked(row["event_type"], place(text, span, row["trigger"]), actor, target))
            yield document


def join_sentences(body: str) -> tuple[str, dict[str, Span]]:
    """Return numbered sentences as one text, paragraphs apart, with the span of each."""
    text, gap, spans = "", "", dict[str, Span]()
    for line in body.split("\n"):
        if found := NUMBERED.match(line):
            text += gap
            spans[found[1]] = (len(text), len(text) + len(found[2].strip()))
            text, gap = text + found[2].strip(), " "
        elif text:
            gap = "\n\n"
    return text, spans


def place(text: str, sentence: Span, words: str) -> Span:
    """Return where words stand in a sentence; `talks#2` is the second *talks*."""
    words, _, count = words.partition("#")
    start, end = sentence
    whole = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text[start:end])]
    first = whole[min(int(count or 1), len(whole)) - 1] if whole else text[start:end].index(words)
    return start + first, start + first + len(words)


def party(text: str, sentence: Span, words: str) -> Span | str:
    return words[1:] if words.startswith("*") else place(text, sentence, words)


def read_corpora(folder: Path, data: Path) -> Iterator[Document]:
    """Yield the annotated documents of the corpora in a folder."""
    texts = dict(corpus_texts(data))
    documents: dict[str, Document] = {}
    for row in read_rows(folder / "corpora.tsv"):
        document = documents.setdefault(row["document"], Document(row["document"], texts[row["document"]]))
        actor, target = (row[f"{role}_name"] or (int(row[f"{role}_start"]), int(row[f"{role}_end"])) for role in ROLES)
        document.claims.append(Marked(row["event_type"], (int(row["trigger_start"]), int(row["trigger_end"])), actor, target))
    yield from documents.values()


def corpus_texts(data: Path) -> Iterator[tuple[str, str]]:
    """Yield names and texts: the documents of re3d, and those of the training parts of two treebanks."""
    with lzma.open(data / "ner/re3d-documents.jsonl.xz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            yield f"re3d-{record['_id'][:8].lower()}", f"{record['title'] or ''}\n\n{record['text']}"
    for treebank in ("ewt", "gum-open"):
        with lzma.open(data / f"treebanks/en_{treebank}-ud-train.conllu.xz", "rt", encoding="utf-8") as lines:
            for block in lines.read().split("# newdoc id = ")[1:]:
                name, _, body = block.partition("\n")
                lines_told = (line for line in body.split("\n") if line.startswith(("# newpar", "# text = ")))
                parts = ("\n\n" if line.startswith("# newpar") else line[9:] for line in lines_told)
                text = re.sub(r" *\n *\n *", "\n\n", " ".join(part.strip(" ") for part in parts)).strip()
                yield f"{treebank[:3]}-{re.sub('[^A-Za-z0-9]+', '-', name.strip())[-40:].strip('-').lower()}", text


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def examples(documents: Sequence[Document]) -> Iterator[tuple[list[str], bool]]:
    """Yield the features of every pair of parties at every trigger, and whether it is annotated."""
    codebook = load_codebook()
    rules = Rules.of(codebook)
    tables = read_texts([document.text for document in documents], load_engine(), codebook)
    mentions = Mentions(tables.entities)
    said: dict[str, list[dict]] = defaultdict(list)
    for row in tables.attributions.to_pylist():
        said[row["document_id"]].append(row)
    trees: dict[str, list[Tree]] = defaultdict(list)
    for tree in read_trees(tables.sentences):
        if tree.kind in READ_KINDS and mentions.has_actor(tree):
            trees[tree.document_id].append(tree)
    for i, document in enumerate(documents):
        own = trees[document_id(i)]
        context = Context.of(document_id(i), None, said[document_id(i)], mentions, codebook)
        yield from examples_of(document, own, rules, context)


def examples_of(document: Document, trees: Sequence[Tree], rules: Rules, context: Context) -> Iterator[tuple[list[str], bool]]:
    mentions, reader = context.mentions, rules.reader
    events = [(tree, event) for tree in trees for event in reader.read(tree, mentions)[0]]
    cast = Cast(trees, mentions, events)
    found = {(tree.sentence_id, e.trigger, e.frame.event_type, code_of(e.actor.mention), code_of(e.target.mention)) for tree, e in events}
    beside = {key[:3] for key in found}
    names = {mention.text.lower(): mention.actor_code for tree in trees for mention in reversed(mentions.of(tree)) if mention.is_actor}
    for tree in trees:
        annotated = {key for marked in document.claims for key in keys_of(marked, tree, mentions, names)}
        matches = [m for word in range(len(tree)) for m in reader.frames.at(tree, word) if reader.has_theme(tree, m)]
        for match in (match for of_word in by_word(matches) for match in of_word):
            for pair in pairs(tree, match, mentions.heads(tree), reader, cast, context, list):
                key = (tree.sentence_id, match.word, match.entry.event_type, *parties_of(pair))
                ruled = [RULED] if key in found or turned(key) in found else [BESIDE] if key[:3] in beside else []
                yield [*pair.evidence, *pair_features(tree, pair, cast), *ruled], key in annotated or turned(key) in annotated


def code_of(mention: Mention) -> str:
    return mention.resolved_by if mention.is_speaker else mention.actor_code


def parties_of(pair: Pair) -> tuple[str, str]:
    return code_of(pair.actor.mention), code_of(pair.target.mention)


def turned(key: tuple) -> tuple | None:
    """Return a pair of a symmetric event the other way round."""
    return (*key[:3], key[4], key[3]) if key[2] in SYMMETRIC else None


def keys_of(marked: Marked, tree: Tree, mentions: Mentions, names: dict[str, str]) -> Iterator[tuple]:
    """Yield an annotated claim as the pair that it is, where its trigger stands in this sentence."""
    start, end = marked.trigger
    word = next((w for w in range(len(tree)) if start <= tree.start[w] < end), None)
    if word is not None and tree.char_start <= start < tree.char_end:
        yield (tree.sentence_id, word, marked.event_type, *(meant(p, tree, mentions, names) for p in (marked.actor, marked.target)))


def meant(who: Span | str, tree: Tree, mentions: Mentions, names: dict[str, str]) -> str:
    """Return the code of the mention that an annotated party is."""
    if isinstance(who, str):
        name = who.lower()
        alike = (code for text, code in names.items() if len(text) > SHORT and (text in name or name in text))
        return names.get(name) or next(alike, UNKNOWN)
    over = [m for m in mentions.of(tree) if m.char_start < who[1] and who[0] < m.char_end and (m.is_actor or m.is_speaker)]
    return code_of(max(over, key=lambda m: fit(m, who))) if over else UNKNOWN


def fit(mention: Mention, span: Span) -> tuple[bool, int, int]:
    """Return how well a mention fits annotated words: its head among them, much in common, little beside."""
    common = min(span[1], mention.char_end) - max(span[0], mention.char_start)
    return span[0] <= mention.head_start < span[1], common, -abs(mention.char_end - mention.char_start - (span[1] - span[0]))


def encode(found: Iterator[tuple[list[str], bool]]) -> tuple[list[str], Arrays]:
    """Return the features that occur often enough, and the examples: feature numbers, the example of each, and labels."""
    numbers: dict[str, int] = {}
    flat: list[np.ndarray] = []
    labels: list[bool] = []
    for features, label in found:
        flat.append(np.unique([numbers.setdefault(feature, len(numbers)) for feature in features]).astype(np.int32))
        labels.append(label)
    counts = np.bincount(np.concatenate(flat), minlength=len(numbers))
    kept = [feature for feature, number in numbers.items() if counts[number] >= RAREST]
    renumbered = np.full(len(numbers), -1, dtype=np.int32)
    renumbered[[numbers[feature] for feature in kept]] = np.arange(len(kept), dtype=np.int32)
    rows = [row[row >= 0] for row in (renumbered[one] for one in flat)]
    return kept, (np.concatenate(rows), np.repeat(np.arange(len(rows)), [len(row) for row in rows]), np.array(labels, dtype=float))


def learn(n_features: int, arrays: Arrays) -> tuple[np.ndarray, float]:
    """Return the weights and the bias of a logistic regression with a normal prior, by Adam over all examples at once."""
    flat, example, labels = arrays
    theta = np.zeros(n_features + 1)
    theta[-1] = -3.0
    first, second = np.zeros_like(theta), np.zeros_like(theta)
    for step in range(1, ROUNDS + 1):
        scores = np.bincount(example, weights=theta[flat], minlength=len(labels)) + theta[-1]
        error = 1 / (1 + np.exp(-scores)) - labels
        slope = np.bincount(flat, weights=error[example], minlength=n_features)
        gradient = np.append(slope + theta[:-1] / VARIANCE, error.sum())
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        rate = STEP * (1 - step / (ROUNDS + 1))
        theta -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return theta[:-1], float(theta[-1])


def write_weights(features: Sequence[str], weights: np.ndarray, bias: float, path: Path) -> int:
    """Write the weights that matter when a claim is read, sorted by feature; return how many."""
    kept = [(f, w) for f, w in sorted(zip(features, weights, strict=True)) if abs(w) >= LEAST and f not in (RULED, BESIDE)]
    lines = ["feature\tweight", f"{BIAS}\t{bias:.4f}", *(f"{feature}\t{weight:.4f}" for feature, weight in kept)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(kept)


def main(data: Path) -> None:
    documents = [*read_own(FOLDER), *read_corpora(FOLDER, data)]
    features, arrays = encode(examples(documents))
    weights, bias = learn(len(features), arrays)
    n_claims = sum(len(document.claims) for document in documents)
    n_kept = write_weights(features, weights, bias, WEIGHTS)
    print(
        f"{len(documents)} documents, {n_claims} claims, {len(arrays[2]):,} pairs, {int(arrays[2].sum()):,} annotated; {n_kept:,} weights"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

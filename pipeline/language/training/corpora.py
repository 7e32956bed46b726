"""Read the training corpora: treebanks as documents of sentences, name corpora as sentences."""

import json
import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path

CORPORA = ("uner", "gum", "wikigold", "crossner", "re3d", "none")
ANNOTATED = {
    "uner": {"PER", "ORG", "LOC", "MISC"},
    "gum": {"PER", "ORG", "LOC"},
    "wikigold": {"PER", "ORG", "LOC", "MISC"},
    "crossner": {"PER", "ORG", "LOC", "MISC"},
    "re3d": {"PER", "ORG", "LOC", "NORP", "WEAPON"},
    "none": set[str](),
}
# Documents of re3d that stand in the evaluation set of claims: never trained on.
HELD_OUT = tuple(
    "11010487 1718a365 189862cf 1e4938bf 26e0189e 2c6cb502 2e857efc 32aacd4c 33a216ad 482c1061 6413ed35 6646f63f 7064d852 7148f3d0 "
    "76957901 78c6fa20 8a716d1b 8bc6b4d3 8ec0382f c35f45fe c3bb2d0e d23ad6d8 e1935755 e9035ff1 e967805e ed9c03d1".split()
)
UNER = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "OTH": "MISC"}
GUM = {"person": "PER", "organization": "ORG", "place": "LOC"}
WIKIGOLD = {kind: kind for kind in ("PER", "ORG", "LOC", "MISC")}
RE3D = {
    "Organisation": "ORG", "Location": "LOC", "Person": "PER", "Nationality": "NORP", "Weapon": "WEAPON", "MilitaryPlatform": "WEAPON",
}  # fmt: skip
CROSSNER_TYPES = {
    "PER": ("person", "politician", "writer", "scientist"),
    "ORG": ("organisation", "politicalparty", "university", "academicjournal", "magazine"),
    "LOC": ("location", "country"),
    "MISC": ("misc", "event", "election", "book", "poem", "award"),
}
CROSSNER = {fine: coarse for coarse, kinds in CROSSNER_TYPES.items() for fine in kinds}
WORD = re.compile(r"\w+|[^\w\s]")
MENTION = re.compile(r"\((?P<opened>\d+)-(?P<kind>[a-z]+)-[^()]*(?P<alone>\))?|(?P<closed>\d+)\)")
INSIDE_PERSONS = frozenset("- de la du al".split())
INSIDE_NAMES = INSIDE_PERSONS | frozenset("of for the and & 's".split())
TITLES = frozenset(
    """mr mr. mrs mrs. ms ms. dr dr. prof prof. professor president senator sen. governor gov. mayor king queen prince princess sir lord
    lady general gen. captain capt. colonel lieutenant lt. sergeant sgt. major minister secretary judge justice chief chairman pope saint
    st. reverend rev. father bishop archbishop sheikh imam emperor duke earl dame count chancellor ambassador congressman congresswoman
    representative""".split()
)
EITHER = "|"
WATCHED = 8
"""Of so many development documents one is not trained on."""


@dataclass(frozen=True)
class Example:
    """One sentence with the labels that its corpus gives; None where it gives none.

    A name tag may leave a choice: `O|B-PER` on a title before a name.
    """

    words: tuple[str, ...]
    corpus: str = "none"
    upos: tuple[str, ...] | None = None
    xpos: tuple[str, ...] | None = None
    feats: tuple[str, ...] | None = None
    lemmas: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    deprels: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    sent_id: str = ""
    opens_paragraph: bool = False
    spaces: tuple[bool, ...] = ()


Document = list[Example]


def read(path: Path) -> str:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return file.read()


def read_treebank(path: Path) -> list[Document]:
    """Return the documents of a CoNLL-U file, in its order."""
    documents: list[Document] = []
    for block in read(path).strip().split("\n\n"):
        lines = block.split("\n")
        if any(line.startswith("# newdoc") for line in lines) or not documents:
            documents.append([])
        documents[-1].append(read_sentence(lines))
    return documents


def read_sentence(lines: list[str]) -> Example:
    rows = [line.split("\t") for line in lines if line[0].isdigit()]
    spaces = spaces_after(rows)
    rows = [row for row in rows if row[0].isdigit()]
    ids = [line.split("=", 1)[1].strip() for line in lines if line.startswith("# sent_id")]
    form, lemma, upos, xpos, feats, deprel = (tuple(row[i] for row in rows) for i in (1, 2, 3, 4, 5, 7))
    return Example(
        words=form, lemmas=lemma, upos=upos, xpos=xpos, feats=feats, heads=tuple(int(row[6]) for row in rows), deprels=deprel,
        sent_id=ids[0] if ids else "", opens_paragraph=any(line.startswith(("# newpar", "# newdoc")) for line in lines), spaces=spaces,
    )  # fmt: skip


def spaces_after(rows: list[list[str]]) -> tuple[bool, ...]:
    """Return for each word whether white space follows it in the text; within a multiword token none does."""
    spaces: dict[str, bool] = {}
    inside: dict[int, bool] = {}
    for row in rows:
        follows = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            inside |= dict.fromkeys(range(first, last), False) | {last: follows}
        elif row[0].isdigit():
            spaces[row[0]] = inside.get(int(row[0]), follows)
    return tuple(spaces.values())


def read_names(path: Path) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return words and name tags by sentence id of a Universal NER file."""
    sentences = {}
    for block in read(path).strip().split("\n\n"):
        lines = block.split("\n")
        sent_id = next(line.split("=", 1)[1].strip() for line in lines if line.startswith("# sent_id"))
        rows = [line.split("\t") for line in lines if line[:1].isdigit()]
        tags = [map_tag(row[2], UNER) for row in rows]
        sentences[sent_id] = (tuple(row[1] for row in rows), tuple(tags))
    return sentences


def map_tag(tag: str, kinds: dict[str, str]) -> str:
    prefix, _, kind = tag.partition("-")
    return f"{prefix}-{kinds[kind]}" if kind in kinds else "O"


def add_names(documents: list[Document], path: Path) -> list[Document]:
    """Return the documents with the names that a Universal NER file gives to the same sentences."""
    names = read_names(path)

    def named(example: Example) -> Example:
        words, tags = names.get(example.sent_id, ((), ()))
        return replace(example, names=tags, corpus="uner") if words == example.words else example

    return [[named(example) for example in document] for document in documents]


def read_entities(path: Path) -> list[Document]:
    """Return the documents of a GUM file, its mentions of people, organisations and places by name as name tags."""
    named = []
    blocks = (block.split("\n") for block in read(path).strip().split("\n\n"))
    for example, lines in zip((e for document in read_treebank(path) for e in document), blocks, strict=True):
        misc = [row[9] for row in (line.split("\t") for line in lines) if row[0].isdigit()]
        named.append(replace(example, names=tuple(tag_mentions(example, find_mentions(misc))), corpus="gum"))
    return regroup(read_treebank(path), named)


def regroup(documents: list[Document], examples: Iterable[Example]) -> list[Document]:
    rest = iter(examples)
    return [[*islice(rest, len(document))] for document in documents]


def find_mentions(misc: list[str]) -> list[tuple[int, int, str]]:
    """Return the mentions that GUM opens and closes in its last column, as word spans with the entity's type; the outer come first."""
    found, opened = [], list[tuple[str, int, str]]()
    for i, cell in enumerate(misc):
        field = next((part for part in cell.split("|") if part.startswith("Entity=")), "")
        for match in MENTION.finditer(field):
            if match["opened"] and match["alone"]:
                found.append((i, i + 1, match["kind"]))
            elif match["opened"]:
                opened.append((match["opened"], i, match["kind"]))
            else:
                at = next((n for n in reversed(range(len(opened))) if opened[n][0] == match["closed"]), None)
                if at is not None:
                    _, start, kind = opened.pop(at)
                    found.append((start, i + 1, kind))
    return sorted(found, key=lambda mention: (mention[0], -mention[1]))


def tag_mentions(example: Example, mentions: list[tuple[int, int, str]]) -> list[str]:
    """Return a name tag for each word: the run of proper nouns around the head of each outermost mention that is a name."""
    heads, deprels, upos, xpos = example.heads or (), example.deprels or (), example.upos or (), example.xpos or ()
    head_of = {span: next((i for i in range(*span[:2]) if not span[0] < heads[i] <= span[1]), span[0]) for span in mentions}
    tags = ["O"] * len(upos)
    for span, head in head_of.items():
        kind = GUM.get(span[2])
        is_list = any(heads[i] == head + 1 and deprels[i] == "conj" and is_inside(part, span) for part, i in head_of.items())
        if kind is None or is_list or upos[head] != "PROPN" or (kind == "PER" and xpos[head] == "NNPS"):
            continue
        start, end = name_around(example, head, span, INSIDE_PERSONS if kind == "PER" else INSIDE_NAMES)
        if all(tag == "O" for tag in tags[start:end]):
            words = [word.lower() for word in example.words[start:end]] if kind == "PER" else [""]
            titles = next((n for n, word in enumerate(words) if word not in TITLES), end - start)
            tags[start:end] = tags_with_titles(kind, titles, end - start)
    return tags


def is_inside(part: tuple[int, int, str], whole: tuple[int, int, str]) -> bool:
    return part != whole and whole[0] <= part[0] and part[1] <= whole[1]


def name_around(example: Example, head: int, span: tuple[int, int, str], joints: frozenset[str]) -> tuple[int, int]:
    """Return the longest run of proper nouns, and of what may join them, around a word and within a mention."""
    tags = zip(example.upos or (), example.xpos or (), strict=True)
    proper = [upos == "PROPN" or xpos in ("NNP", "NNPS") for upos, xpos in tags]
    belongs = [is_proper or word.lower() in joints for is_proper, word in zip(proper, example.words, strict=True)]
    start, end = head, head + 1
    while start > span[0] and belongs[start - 1]:
        start -= 1
    while end < span[1] and belongs[end]:
        end += 1
    inner = [i for i in range(start, end) if proper[i]]
    return inner[0], inner[-1] + 1


def tags_with_titles(kind: str, titles: int, length: int) -> list[str]:
    """Return the tags of a name, its first words titles that guidelines leave out or take in; of titles alone anything may be said."""
    begin, go_on = f"B-{kind}", f"I-{kind}"
    if titles == length:
        return [f"O{EITHER}{begin}", *[f"O{EITHER}{go_on}"] * (length - 1)]
    if not titles:
        return [begin, *[go_on] * (length - 1)]
    free = [f"O{EITHER}{begin}", *[f"O{EITHER}{begin}{EITHER}{go_on}"] * (titles - 1)]
    return [*free, f"{begin}{EITHER}{go_on}", *[go_on] * (length - titles - 1)]


def read_columns(path: Path, corpus: str, kinds: dict[str, str]) -> Document:
    """Return the sentences of a two-column name file, its types mapped to ours, its tags made BIO."""
    examples = []
    for block in re.split(r"\n\s*\n", read(path).strip()):
        rows = [line.split() for line in block.split("\n") if line.strip() and not line.startswith("-DOCSTART-")]
        if rows:
            tags = ["O", *(map_tag(row[-1], kinds) for row in rows)]
            examples.append(Example(words=tuple(row[0] for row in rows), corpus=corpus, names=tuple(begin_spans(tags))))
    return examples


def begin_spans(tags: list[str]) -> Iterator[str]:
    """Yield the tags after the first, an I- that opens a span made B-."""
    for before, tag in pairwise(tags):
        opens = tag.startswith("I-") and before[2:] != tag[2:]
        yield f"B-{tag[2:]}" if opens else tag


def read_re3d(folder: Path) -> list[Document]:
    """Return the documents of re3d as sentences by line, the longest of overlapping entities kept."""
    texts = {row["_id"]: row["text"] for row in map(json.loads, read(folder / "re3d-documents.jsonl.xz").splitlines())}
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for row in map(json.loads, read(folder / "re3d-entities.jsonl.xz").splitlines()):
        if row["type"] in RE3D:
            spans.setdefault(row["documentId"], []).append((row["begin"], row["end"], RE3D[row["type"]]))
    kept = sorted(key for key in texts if not key.lower().startswith(HELD_OUT))
    return [[*cut_lines(texts[key], longest(spans.get(key, [])))] for key in kept]


def longest(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    chosen: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in chosen):
            chosen.append(span)
    return chosen


def cut_lines(text: str, spans: list[tuple[int, int, str]]) -> Iterator[Example]:
    """Yield one example a line or sentence-like stretch of a text, its name tags from character spans."""
    for match in re.finditer(r"[^\n]+?(?:[.!?][\"”]?(?=\s+[A-Z“\"])|\n|$)", text):
        words, tags = [], []
        for word in WORD.finditer(text, match.start(), match.end()):
            inside = [span for span in spans if span[0] <= word.start() and word.end() <= span[1]]
            words.append(word.group())
            tags.append(f"{'B' if word.start() == inside[0][0] else 'I'}-{inside[0][2]}" if inside else "O")
        if words:
            yield Example(words=tuple(words), corpus="re3d", names=tuple(begin_spans(["O", *tags])))


def read_parsed(folder: Path, part: str) -> list[Document]:
    """Return the documents of both treebanks with their names; `part` is train or dev."""
    trees = folder / "treebanks"
    documents = add_names(read_treebank(trees / f"en_ewt-ud-{part}.conllu.xz"), folder / "ner" / f"en_ewt-uner-{part}.iob2.xz")
    return documents + read_entities(trees / f"en_gum-open-ud-{part}.conllu.xz")


def training_documents(folder: Path) -> list[Document]:
    """Return everything that is trained on: no `test` file, nothing of PUD, and not what is watched."""
    names = folder / "ner"
    documents = read_parsed(folder, "train") + [d for i, d in enumerate(read_parsed(folder, "dev")) if i % WATCHED]
    documents += [[e] for e in read_columns(names / "wikigold.conll.xz", "wikigold", WIKIGOLD)]
    for domain in ("politics", "literature", "science"):
        for part in ("train", "dev"):
            documents += [[e] for e in read_columns(names / f"crossner-{domain}-{part}.conll.xz", "crossner", CROSSNER)]
    return documents + read_re3d(names)


def watched_documents(folder: Path) -> list[Document]:
    """Return the part of the development files by which training is watched."""
    return read_parsed(folder, "dev")[::WATCHED]

"""A sentence as later stages read it: words, tags and the tree between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

FIELDS = ("char_start", "char_end", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "name_tag")


@dataclass(frozen=True)
class Tree:
    """One sentence; words count from 0, `head` is -1 for the root; offsets count the document's characters."""

    sentence_id: str
    document_id: str
    sentence_index: int
    paragraph_index: int
    kind: str
    char_start: int
    char_end: int
    start: list[int]
    end: list[int]
    form: list[str]
    lemma: list[str]
    upos: list[str]
    xpos: list[str]
    feats: list[str]
    head: list[int]
    deprel: list[str]
    name: list[str]

    def __len__(self) -> int:
        return len(self.form)

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of each word, in reading order."""
        found: list[list[int]] = [[] for _ in self.head]
        for word, head in enumerate(self.head):
            if head >= 0:
                found[head].append(word)
        return found

    @cached_property
    def root(self) -> int:
        return self.head.index(-1)

    @cached_property
    def subtree_ends(self) -> list[tuple[int, int]]:
        """The first and the last word below each word, itself included."""
        ends = [(word, word) for word in range(len(self))]
        for word in sorted(range(len(self)), key=self.depth, reverse=True):
            head = self.head[word]
            if head >= 0:
                ends[head] = (min(ends[head][0], ends[word][0]), max(ends[head][1], ends[word][1]))
        return ends

    def depth(self, word: int) -> int:
        return sum(1 for _ in self.ancestors(word))

    def ancestors(self, word: int) -> Iterator[int]:
        """Yield the words above a word, nearest first."""
        at = self.head[word]
        while at >= 0:
            yield at
            at = self.head[at]

    def is_below(self, word: int, top: int) -> bool:
        """Return whether a word is `top` or stands below it."""
        return word == top or any(above == top for above in self.ancestors(word))

    def by(self, word: int, *relations: str) -> list[int]:
        """Return the dependents of a word with one of these relations; `nsubj` alone does not mean `nsubj:pass`."""
        return [child for child in self.children[word] if self.deprel[child] in relations]

    def case(self, word: int) -> str:
        """Return the preposition of a word in lower case (`because of` joined by a space), the last of several, or nothing."""
        for child in reversed(self.children[word]):
            if self.deprel[child] == "case" and self.upos[child] != "PART":
                fixed = [self.form[c].lower() for c in self.by(child, "fixed")]
                return " ".join([self.form[child].lower(), *fixed])
        return ""

    def feature(self, word: int, name: str) -> str:
        """Return the value of a morphological feature, or nothing."""
        for pair in self.feats[word].split("|"):
            if pair.startswith(f"{name}="):
                return pair[len(name) + 1 :]
        return ""


def read_trees(sentences: pa.Table) -> Iterator[Tree]:
    """Yield the sentences of a `sentences` table as trees, in its order."""
    columns = [
        sentences[name].to_pylist()
        for name in ("sentence_id", "document_id", "sentence_index", "paragraph_index", "kind", "char_start", "char_end")
    ]
    tokens = sentences["tokens"].combine_chunks()
    if isinstance(tokens, pa.ChunkedArray):
        tokens = pa.concat_arrays(tokens.chunks) if tokens.num_chunks else pa.array([], sentences.schema.field("tokens").type)
    flat = tokens.flatten()
    words = {name: flat.field(name).to_pylist() for name in FIELDS}
    at = 0
    for row, length in zip(zip(*columns, strict=True), tokens.value_lengths().to_pylist(), strict=True):
        part = {name: values[at : at + length] for name, values in words.items()}
        at += length
        part["head"] = [head - 1 for head in part["head"]]
        yield Tree(*row, *(part[name] for name in FIELDS))

"""A mention in the making, and a sentence with its mentions."""

from dataclasses import dataclass, field

from pipeline.entities.actors import Actor
from pipeline.language.tree import Tree


@dataclass(slots=True)
class Mention:
    """Words `first` to `last` (exclusive) around `head`; several actors where a plural stands for them.

    `role` is the codebook's role that it ends with, the words of which begin at `core`; a name that a title was joined to begins at
    `name_first`.
    """

    first: int
    last: int
    head: int
    kind: str
    entity_type: str
    actors: tuple[Actor, ...] = ()
    resolved_by: str = "none"
    is_plural: bool = False
    role: str = ""
    core: int = -1
    lemma: str = ""
    name_first: int = -1

    def refer(self, actors: tuple[Actor, ...], resolved_by: str) -> None:
        self.actors, self.resolved_by = actors, resolved_by


@dataclass(slots=True)
class Reading:
    """A sentence and what has been found in it; `at` gives the mention whose head a word is."""

    tree: Tree
    forms: list[str]
    mentions: list[Mention] = field(default_factory=list)
    at: dict[int, Mention] = field(default_factory=dict)

    def add(self, mention: Mention) -> None:
        """Keep a mention; where one with the same head stands, the new one takes its place."""
        old = self.at.get(mention.head)
        if old is not None:
            self.mentions.remove(old)
        mention.lemma = self.tree.lemma[mention.head]
        self.mentions.append(mention)
        self.at[mention.head] = mention

    def covering(self, word: int) -> Mention | None:
        """Return the mention whose head a word is, else the narrowest that holds it."""
        if word in self.at:
            return self.at[word]
        around = [m for m in self.mentions if m.first <= word < m.last]
        return min(around, key=lambda m: m.last - m.first, default=None)

    def words(self, first: int, last: int) -> list[str]:
        return self.tree.form[first:last]


def top_of(tree: Tree, first: int, last: int) -> int:
    """Return the word of a span whose own head lies outside it; the first such word."""
    for word in range(first, last):
        if not first <= tree.head[word] < last:
            return word
    return first


def text_of(tree: Tree, first: int, last: int) -> str:
    """Return words as written, with a space where the text has white space between them."""
    parts = [tree.form[first]]
    for word in range(first + 1, last):
        parts.append(" " if tree.start[word] > tree.end[word - 1] else "")
        parts.append(tree.form[word])
    return "".join(parts)


def is_plural(tree: Tree, word: int) -> bool:
    return tree.xpos[word] in ("NNS", "NNPS") or "Number=Plur" in tree.feats[word]

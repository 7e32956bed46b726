"""Look up the mentions of a document by the word that heads them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from pipeline.language.tree import Tree

COLUMNS = (
    "mention_id",
    "sentence_id",
    "char_start",
    "char_end",
    "head_start",
    "text",
    "entity_type",
    "mention_kind",
    "actor_id",
    "actor_name",
    "actor_code",
    "resolved_by",
)


@dataclass(frozen=True)
class Mention:
    """One row of `entities`, as the claims stage needs it; the actor is empty where there is none."""

    mention_id: str
    sentence_id: str
    char_start: int
    char_end: int
    head_start: int
    text: str
    entity_type: str
    mention_kind: str
    actor_id: str
    actor_name: str
    actor_code: str
    resolved_by: str

    @property
    def is_actor(self) -> bool:
        return bool(self.actor_id) and self.entity_type not in ("place", "weapon")

    @property
    def is_speaker(self) -> bool:
        """Whether it is a *we* inside a quotation, which stands for whoever is quoted."""
        return self.resolved_by == "speaker"


WHOEVER_SAYS_IT = Mention("", "", 0, 0, 0, "", "", "", "", "", "", "speaker")
"""Stands for the source of what is said, where its saying is the event: *Russia* in "Russia said Sudan must leave"."""


class Mentions:
    """The mentions of all sentences of a table, found by sentence and word."""

    def __init__(self, entities: pa.Table) -> None:
        self._by_sentence: dict[str, list[Mention]] = defaultdict(list)
        self.by_id: dict[str, Mention] = {}
        for row in entities.select(COLUMNS).to_pylist():
            known: dict[str, Any] = {name: "" if value is None else value for name, value in row.items()}
            mention = Mention(**known)
            self._by_sentence[mention.sentence_id].append(mention)
            self.by_id[mention.mention_id] = mention

    def of(self, tree: Tree) -> list[Mention]:
        return self._by_sentence.get(tree.sentence_id, [])

    def heads(self, tree: Tree) -> list[tuple[int, Mention]]:
        """Return who may take part in what a sentence says, each with the word that heads it, in their order."""
        word_at = {start: word for word, start in enumerate(tree.start)}
        heads = {word_at[m.head_start] for m in self.of(tree) if m.head_start in word_at and (m.is_actor or m.is_speaker)}
        found = ((word, m) for word in sorted(heads) for m in self.at(tree, word))
        return [(word, m) for word, m in found if (m.is_actor or m.is_speaker) and m.head_start == tree.start[word]]

    def inside_names(self, tree: Tree) -> set[int]:
        """Return the words of names of bodies that do not head them: *Armed* in "Armed Forces", *Support* in "Resolute Support Mission"."""
        names = [m for m in self.of(tree) if m.mention_kind == "name" and m.entity_type == "organisation"]
        return {
            w
            for m in names
            for w in range(len(tree))
            if m.char_start <= tree.start[w] < m.char_end and tree.start[w] != m.head_start and tree.form[w][0].isupper()
        }

    def at(self, tree: Tree, word: int) -> list[Mention]:
        """Return the mentions headed by a word, else those of the smallest name that covers it; a phrase may stand for several."""
        rows = self.of(tree)
        start = tree.start[word]
        found = [m for m in rows if m.head_start == start]
        if found:
            widest = max(m.char_end - m.char_start for m in found)
            return [m for m in found if m.char_end - m.char_start == widest]
        over = [m for m in rows if m.char_start <= start < m.char_end and m.mention_kind == "name"]
        smallest = min((m.char_end - m.char_start for m in over), default=0)
        return [m for m in over if m.char_end - m.char_start == smallest]

    def actors(self, tree: Tree, words: Iterable[int]) -> list[Mention]:
        """Return the distinct actors that some words stand for, in their order."""
        found: dict[str, Mention] = {}
        for word in words:
            for mention in self.at(tree, word):
                if mention.is_actor or mention.is_speaker:
                    found.setdefault(mention.actor_id or mention.mention_id, mention)
        return list(found.values())

    def has_actor(self, tree: Tree) -> bool:
        return any(m.is_actor or m.is_speaker for m in self.of(tree))

"""Sentences to the table `entities`: one document at a time, each on its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pyarrow as pa

from pipeline.codebook import Codebook
from pipeline.codebook.actors import Role
from pipeline.codebook.publishers import Publisher, find_publisher
from pipeline.entities.actors import Actor, fold
from pipeline.entities.cast import join_titles, settle_people, settle_titled
from pipeline.entities.definites import resolve_bare_role, resolve_known, resolve_noun
from pipeline.entities.focus import Story, weigh_codes
from pipeline.entities.lexicon import Lexicon, build_lexicon
from pipeline.entities.mentions import Mention, Reading, text_of
from pipeline.entities.own_names import find_names
from pipeline.entities.pairs import is_pair, is_reciprocal, resolve_pair, resolve_reciprocal
from pipeline.entities.pronouns import is_pronoun, resolve_pronoun
from pipeline.entities.quotes import quoted_words
from pipeline.entities.roles import find_owned_roles
from pipeline.entities.short_names import settle_acronyms, settle_halves, settle_types
from pipeline.entities.voice import infer_voice
from pipeline.language.tree import read_trees
from pipeline.tables.entities import ENTITIES
from pipeline.tables.share import share_documents
from pipeline.tables.workers import ALONE, Workers

Row = tuple[Any, ...]
Setting = tuple[str, Actor | None]


@dataclass(frozen=True)
class Rules:
    """The codebook made ready for reading."""

    lexicon: Lexicon
    roles: dict[str, Role]
    publishers: Sequence[Publisher]

    @classmethod
    def of(cls, codebook: Codebook) -> "Rules":
        return cls(build_lexicon(codebook), {role.role_id: role for role in codebook.roles}, codebook.publishers)


def find_entities(documents: pa.Table, sentences: pa.Table, *, codebook: Codebook, workers: Workers = ALONE) -> pa.Table:
    """Find the mentions of actors, places and weapons in each sentence, and say whom they refer to.

    A mention that stands for several actors has one row for each, with the same span. A document's answer depends on that document alone,
    so that several workers give the same rows.
    """
    return share_documents(_find_entities, ENTITIES, documents, sentences, known=codebook, prepare=Rules.of, workers=workers)


def _find_entities(rules: Rules, documents: pa.Table, sentences: pa.Table) -> pa.Table:
    settings = dict(find_settings(documents, rules.publishers, rules.lexicon))
    rows: list[Row] = []
    for document_id, trees in groupby(read_trees(sentences), key=lambda tree: tree.document_id):
        readings = [Reading(tree, [fold(form) for form in tree.form]) for tree in trees]
        read_document(readings, rules.lexicon, settings[document_id], rules.roles)
        rows.extend(row for reading in readings for row in rows_of(reading))
    columns = list(zip(*rows, strict=True)) or [()] * len(ENTITIES.schema)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, ENTITIES.schema, strict=True)], schema=ENTITIES.schema)


def find_settings(documents: pa.Table, publishers: Sequence[Publisher], lexicon: Lexicon) -> Iterator[tuple[str, Setting]]:
    """Yield each document's date and the actor whose voice it is."""
    for row in documents.select(["document_id", "publisher", "url", "published_on"]).to_pylist():
        publisher = find_publisher(publishers, name=row["publisher"], url=row["url"])
        on = row["published_on"].isoformat() if row["published_on"] else ""
        yield row["document_id"], (on, voice_of(publisher, lexicon))


def voice_of(publisher: Publisher | None, lexicon: Lexicon) -> Actor | None:
    """Return the actor that a publisher's *we* means."""
    if publisher is None or not publisher.actor_code:
        return None
    name = publisher.names[0]
    own = Actor(publisher.publisher_id, name, publisher.actor_code, "organisation", "organisation")
    return lexicon.principals.get(publisher.actor_code, own)


def read_document(readings: Sequence[Reading], lexicon: Lexicon, setting: Setting, roles: dict[str, Role]) -> None:
    """Find names, then roles that name their actor, then people and acronyms, then all that points back."""
    on, voice = setting
    codes: dict[str, str] = {}
    is_open: list[list[Mention]] = []
    for reading in readings:
        find_names(reading, lexicon, on=on)
    settle_types(readings)
    settle_acronyms(readings)
    settle_halves(readings)
    for reading in readings:
        found, bare = join_titles(reading, find_owned_roles(reading, lexicon, on=on))
        codes = found | codes
        is_open.append(bare)
    settle_titled(readings, lexicon, roles, on=on)
    settle_people(readings, codes)
    quoted = quoted_words(readings)
    story = Story(lexicon, on, voice or infer_voice(readings, quoted, lexicon), weigh_codes(readings, lexicon))
    for reading, bare, marks in zip(readings, is_open, quoted, strict=True):
        point_back(reading, bare, marks, story, roles=roles)
        if reading.tree.kind != "boilerplate":
            story.history.append(reading)


def point_back(reading: Reading, bare: list[Mention], quoted: list[bool], story: Story, *, roles: dict[str, Role]) -> None:
    """Resolve, in reading order, pronouns, pairs, bare roles and definite nouns of one sentence."""
    by_head = {mention.head: mention for mention in bare}
    for word, upos in enumerate(reading.tree.upos):
        if upos not in ("NOUN", "PROPN", "PRON", "DET", "ADJ"):
            continue
        if word in reading.at:
            resolve_known(reading, reading.at[word], story)
        elif is_pronoun(reading, word):
            reading.add(resolve_pronoun(reading, word, story, is_quoted=quoted[word]))
        elif is_reciprocal(reading, word):
            reading.add(resolve_reciprocal(reading, word))
        elif is_pair(reading, word):
            reading.add(resolve_pair(reading, word, story))
        elif word in by_head:
            mention = by_head[word]
            resolve_bare_role(reading, mention, roles[mention.role], story)
            reading.add(mention if mention.actors else resolve_noun(reading, word, story) or mention)
        elif upos == "NOUN" and (taken_up := resolve_noun(reading, word, story)) is not None:
            reading.add(taken_up)


def rows_of(reading: Reading) -> Iterator[Row]:
    """Yield the rows of one sentence in reading order."""
    tree, place = reading.tree, 0
    for mention in sorted(reading.mentions, key=lambda m: (m.first, -m.last, m.head)):
        start, end = tree.start[mention.first], tree.end[mention.last - 1]
        text = text_of(tree, mention.first, mention.last)
        for actor in mention.actors or (None,):
            of_actor = (actor.actor_id, actor.name, actor.code) if actor else (None, None, None)
            yield (
                f"{tree.sentence_id}-{place:03d}", tree.document_id, tree.sentence_id, start, end, tree.start[mention.head], text,
                mention.entity_type, mention.kind, *of_actor, mention.resolved_by,
            )  # fmt: skip
            place += 1

"""The mentions of actors, places, weapons and themes."""

import pyarrow as pa

from pipeline.tables.contract import Contract, column

RESOLVED_BY = "codebook · surname · role · demonym · coreference · speaker · apposition · acronym · own_name · none"

ENTITIES = Contract(
    name="entities",
    purpose="One row a mention, with the actor that it refers to where one is known.",
    key=("mention_id",),
    schema=pa.schema([
        column("mention_id", pa.string(), "the sentence_id and the mention's place in it"),
        column("document_id", pa.string(), "the document it stands in"),
        column("sentence_id", pa.string(), "the sentence it stands in"),
        column("char_start", pa.int64(), "where the mention begins in the document's text"),
        column("char_end", pa.int64(), "where it ends, exclusive"),
        column("head_start", pa.int64(), "where its head word begins: what stages match trees by"),
        column("text", pa.string(), "the mention as written"),
        column("entity_type", pa.string(), "state · organisation · person · population · role · place · weapon · other"),
        column("mention_kind", pa.string(), "name · description · pronoun · demonym"),
        column("actor_id", pa.string(), "the actor: an id of the codebook or one made from the name", nullable=True),
        column("actor_name", pa.string(), "canonical name", nullable=True),
        column("actor_code", pa.string(), "principal: ISO 3166-1 alpha-3 of the state, or a short upper-case name", nullable=True),
        column("resolved_by", pa.string(), RESOLVED_BY),
    ]),
)  # fmt: skip

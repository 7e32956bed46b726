"""The contracts of all tables, and the way to write and read them as Parquet."""

from pipeline.tables.actor_relations import ACTOR_RELATIONS
from pipeline.tables.attributions import ATTRIBUTIONS
from pipeline.tables.claims import CLAIMS
from pipeline.tables.codebook import EVENT_TYPES, PRINCIPALS, THEME_GROUPS
from pipeline.tables.contract import Contract, ContractError, make_id, meaning
from pipeline.tables.copies import COPIES
from pipeline.tables.corrections import CORRECTIONS
from pipeline.tables.documents import DOCUMENTS, REJECTED_DOCUMENTS
from pipeline.tables.entities import ENTITIES
from pipeline.tables.sentences import SENTENCES

CONTRACTS = (
    DOCUMENTS,
    REJECTED_DOCUMENTS,
    SENTENCES,
    ENTITIES,
    ATTRIBUTIONS,
    CLAIMS,
    COPIES,
    ACTOR_RELATIONS,
    EVENT_TYPES,
    PRINCIPALS,
    THEME_GROUPS,
    CORRECTIONS,
)

__all__ = [
    "ACTOR_RELATIONS", "ATTRIBUTIONS", "CLAIMS", "CONTRACTS", "COPIES", "CORRECTIONS", "DOCUMENTS", "ENTITIES", "EVENT_TYPES", "PRINCIPALS",
    "REJECTED_DOCUMENTS", "SENTENCES", "THEME_GROUPS", "Contract", "ContractError", "make_id", "meaning",
]  # fmt: skip

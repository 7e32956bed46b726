"""The relations between pairs of actors, counted."""

import pyarrow as pa

from pipeline.tables.contract import Contract, column

ACTOR_RELATIONS = Contract(
    name="actor_relations",
    purpose="One row an actor, event type, target and month: how many claims, held by how many, denied by whom.",
    key=("actor_code", "event_type", "target_code", "month"),
    schema=pa.schema([
        column("actor_code", pa.string(), "principal of the actor"),
        column("event_type", pa.string(), "root type of PLOVER"),
        column("target_code", pa.string(), "principal of the target"),
        column("month", pa.date32(), "first day of the event's month, else of the saying's", nullable=True),
        column("actor_name", pa.string(), "name of the principal, or the most frequent name"),
        column("target_name", pa.string(), "name of the principal, or the most frequent name"),
        column("n_claims", pa.int64(), "claims"),
        column("n_affirmed", pa.int64(), "claims affirmed by their source"),
        column("n_denied", pa.int64(), "claims denied by their source"),
        column("n_actual", pa.int64(), "claims held as happened or happening"),
        column("n_possible", pa.int64(), "claims held as possible"),
        column("n_future", pa.int64(), "claims held as to come"),
        column("n_sources", pa.int64(), "distinct holders; the unspecified do not count; the author of a copy is that of its original"),
        column("n_documents", pa.int64(), "distinct documents, a copy counted with its original"),
        column("first_on", pa.date32(), "first day of the earliest event date, else of the earliest saying", nullable=True),
        column("last_on", pa.date32(), "last day of the latest event date, else of the latest saying", nullable=True),
        column("is_contested", pa.bool_(), "whether one holder affirms and another denies it, in any month"),
    ]),
)  # fmt: skip

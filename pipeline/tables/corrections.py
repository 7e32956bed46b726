"""What an analyst has corrected."""

import pyarrow as pa

from pipeline.tables.contract import Contract, column

CORRECTIONS = Contract(
    name="corrections",
    purpose="One row a correction in the analyst's file, by the line that it stands in.",
    key=("row_number",),
    schema=pa.schema([
        column("row_number", pa.int64(), "line of the file; the heading is line 1"),
        column("action", pa.string(), "merge · split · code · reject · amend"),
        column("key", pa.string(), "what is corrected: an actor_id, or a claim_id for reject and amend"),
        column("value", pa.string(), "merge: actor_id · split: source_path · code: principal · amend: column=value", nullable=True),
        column("reason", pa.string(), "why"),
    ]),
)  # fmt: skip

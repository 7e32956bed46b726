"""The rows that exports are made of, read from the database a batch at a time, always in the same order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.models.connect import open_database

ROWS_AT_ONCE = 10_000
MEMORY_LIMIT = "512MB"
"""What DuckDB may take before it sorts on disk."""


def stream_rows(warehouse: Path, query: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a query; no more than a batch of them is held at once."""
    with open_database(warehouse) as connection:
        connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        for batch in connection.sql(query).to_arrow_reader(ROWS_AT_ONCE):
            yield from batch.to_pylist()

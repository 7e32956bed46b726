"""Zero-row Parquet files, so that a table can be read before its first batch."""

from pathlib import Path

from pipeline.tables import CONTRACTS
from pipeline.tables.contract import table_path
from pipeline.tables.parquet import write_parquet

EMPTY = "empty"
"""The name that stands where a batch's would; no batch may bear it."""


def write_empty_tables(warehouse: Path) -> None:
    """Write `WAREHOUSE/<table>/empty.parquet` for every contract; files that are right already stay as they are.

    Whoever makes a warehouse, or reads all batches of a table by a glob, calls this first: DuckDB refuses a glob
    that matches nothing. The zero rows belong to no batch of the manifest.
    """
    for contract in CONTRACTS:
        write_parquet(contract.empty(), table_path(warehouse, contract.name, EMPTY), is_lasting=False)

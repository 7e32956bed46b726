"""Open the database of a warehouse, and hold what DuckDB may take."""

import os
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.tables.place import part_of

DATABASE = "warehouse.duckdb"
SETTINGS: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
HEADERS = 3 * 4096
"""Bytes of a DuckDB file before its first block."""
VARIABLE = "getvariable('warehouse')"
MEMORY, LITTLE_MEMORY = "700MB", "600MB"
"""What DuckDB may hold while it builds and checks, and while it renews; what is more goes to files in the warehouse until that is done."""


def is_database(warehouse: Path) -> bool:
    """Return whether a warehouse has a database that opens and is as long as it says."""
    path = warehouse / DATABASE
    try:
        return path.is_file() and _length(path) <= path.stat().st_size
    except duckdb.Error:
        return False


def stretch(path: Path) -> None:
    """Make a database file as long as it says that it is: DuckDB cuts free blocks off its end, but keeps them in its count."""
    if path.stat().st_size < (length := _length(path)):
        os.truncate(path, length)


def _length(path: Path) -> int:
    with duckdb.connect(path, read_only=True, config=SETTINGS) as connection:
        row = connection.execute("select block_size * total_blocks from pragma_database_size()").fetchone()
    assert row is not None
    return HEADERS + int(row[0])


def open_database(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Open the database of a warehouse for reading, wherever it was built."""
    connection = duckdb.connect(warehouse / DATABASE, read_only=True, config=SETTINGS)
    look_into(connection, warehouse.resolve())
    return connection


def look_into(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Let the views read the Parquet tables of a folder."""
    connection.execute(f"set variable warehouse = {quote(glob_safe(folder))}")


def hold_memory(connection: duckdb.DuckDBPyConnection, warehouse: Path, memory: str = MEMORY) -> None:
    """Hold a connection to so much memory; the rest goes to a folder in the warehouse, which DuckDB removes at the end, or a later run."""
    connection.execute(f"set memory_limit = '{memory}'")
    connection.execute(f"set temp_directory = {quote(str(part_of(warehouse.resolve() / 'spill')))}")


def read_rows(warehouse: Path, names: Iterable[str], *, limit: int) -> dict[str, pa.Table]:
    """Return the first rows of each of some models."""
    with open_database(warehouse) as connection:
        return {name: connection.sql(f"from {name} limit {limit:d}").to_arrow_table() for name in names}


def quote(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def glob_safe(path: Path) -> str:
    """Return a path in which no character is a wildcard of a glob."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in str(path))

"""Write and read tables as Parquet: same rows, same bytes; a reader never sees half a file."""

import hashlib
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def to_parquet(table: pa.Table) -> pa.Buffer:
    """Return the bytes of a table's Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(table.combine_chunks(), sink, compression="zstd", row_group_size=65_536, store_schema=True)
    return sink.getvalue()


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table beside its place and move it in; a file that already holds these bytes is left alone."""
    data = to_parquet(table).to_pybytes()
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    os.replace(part, path)


def file_version(path: Path) -> str:
    """Return 16 hex digits made from the bytes of a file: the data version of the table that was written there; OSError as of `open`."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:16]


def read_parquet(path: Path, schema: pa.Schema) -> pa.Table:
    """Return a table with exactly this schema; OSError or ValueError names the file that is missing or differs."""
    table = pq.read_table(path, memory_map=False)
    if not table.schema.equals(schema):
        raise ValueError(f"{path}: made by another version of the table; run again over a new warehouse folder")
    return table.cast(schema)

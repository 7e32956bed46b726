"""Write and read tables as Parquet: same rows, same bytes; a reader never sees half a file, nor takes a damaged one for a good one."""

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.tables.place import put


def to_parquet(table: pa.Table) -> pa.Buffer:
    """Return the bytes of a table's Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(table.combine_chunks(), sink, compression="zstd", row_group_size=65_536, store_schema=True, write_page_checksum=True)
    return sink.getvalue()


def write_parquet(table: pa.Table, path: Path, *, is_lasting: bool = True) -> None:
    """Write a table beside its place and move it in; a file that already holds these bytes is left alone.

    What need not be lasting is not waited for until it is on the disk.
    """
    put(to_parquet(table).to_pybytes(), path, is_lasting=is_lasting)


def file_version(path: Path) -> str:
    """Return 16 hex digits made from the bytes of a file: the data version of the table that was written there; OSError as of `open`."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:16]


def read_parquet(path: Path, schema: pa.Schema) -> pa.Table:
    """Return a table with exactly this schema; OSError or ValueError names the file that is missing, damaged or differs."""
    try:
        table = pq.read_table(path, memory_map=False, page_checksum_verification=True)
    except (OSError, pa.ArrowException) as error:
        if not path.exists():
            raise
        raise ValueError(f"{path} is damaged: {error}") from error
    if not table.schema.equals(schema):
        raise ValueError(f"{path}: made by another version of the table; run again over a new warehouse folder")
    return table.cast(schema)


def is_whole(path: Path, schema: pa.Schema) -> bool:
    """Return whether a file is there whose end says that it is a table with this schema: quick, and no cut or foreign file passes."""
    try:
        return bool(pq.read_schema(path, memory_map=True).equals(schema))
    except (OSError, pa.ArrowException):
        return False


def is_sound(path: Path, schema: pa.Schema) -> bool:
    """Return whether a file can be read to its end as a table with this schema, and every page has the checksum that was written."""
    try:
        read_parquet(path, schema)
    except (OSError, ValueError):
        return False
    return True

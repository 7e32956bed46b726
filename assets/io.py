"""Tables in and out of the warehouse: one Parquet file a batch; whoever asks for all batches gets the live rows."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq

from assets.home import Warehouse
from pipeline.batches import keep_live, live_batches, paths_of
from pipeline.tables import CONTRACTS
from pipeline.tables.contract import table_path
from pipeline.tables.parquet import is_sound, read_parquet, write_parquet

ALL = "all"
"""Stands where a batch's name would for a table made from all batches."""

PER_BATCH = frozenset(("documents", "rejected_documents", "sentences", "entities", "attributions", "claims"))
COLUMNS, ENCODED = "columns", "encoded"
"""Metadata of an input of which only these columns are read, and these of them as dictionaries."""

CONTRACT_OF = {contract.name: contract for contract in CONTRACTS}


class ParquetTables(dg.IOManager):
    """Writes and reads tables by the name of their asset."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse

    def handle_output(self, context: dg.OutputContext, obj: pa.Table) -> None:
        name = context.asset_key.to_user_string()
        path = table_path(self.warehouse.folder, name, context.partition_key if context.has_partition_key else ALL)
        write_parquet(obj, path)
        context.add_output_metadata({"path": dg.MetadataValue.path(path)})

    def load_input(self, context: dg.InputContext) -> pa.Table:
        name = context.asset_key.to_user_string()
        if context.has_partition_key:
            return read_parquet(table_path(self.warehouse.folder, name, context.partition_key), CONTRACT_OF[name].schema)
        if name in PER_BATCH:
            metadata = context.definition_metadata or {}
            return read_current(self.warehouse, name, metadata.get(COLUMNS), metadata.get(ENCODED, ()))
        return read_whole(self.warehouse, name)


def read_current(warehouse: Warehouse, name: str, columns: Sequence[str] | None = None, encoded: Collection[str] = ()) -> pa.Table:
    """Return the live rows of all finished batches of a table, sorted by its key where no columns are chosen.

    Columns of `encoded` come as dictionaries: of those that hold few values many times, that takes a fourth of the time.
    """
    contract, schema, parts = CONTRACT_OF[name], _schema_of(name, columns, encoded), []
    for table, documents, live_paths in _finished(warehouse, name):
        rows = pq.read_table(table, columns=columns, read_dictionary=list(encoded), page_checksum_verification=True).cast(schema)
        if live_paths is not None:
            told_by = pq.read_table(documents, columns=["document_id", "source_path"], page_checksum_verification=True)
            rows = keep_live(rows, told_by, live_paths)
        parts.append(rows)
    found = pa.concat_tables([schema.empty_table(), *parts])
    return contract.sort(found) if columns is None else found.unify_dictionaries()


def count_current(warehouse: Warehouse, name: str) -> int:
    """Return the number of live rows of a table; a batch all of whose files are live is not read for it."""
    n_rows = 0
    for table, documents, live_paths in _finished(warehouse, name):
        if live_paths is None:
            n_rows += pq.read_metadata(table).num_rows
            continue
        rows = pq.read_table(table, columns=["document_id" if "document_id" in CONTRACT_OF[name].schema.names else "source_path"])
        n_rows += keep_live(rows, pq.read_table(documents, columns=["document_id", "source_path"]), live_paths).num_rows
    return n_rows


def _finished(warehouse: Warehouse, name: str) -> Iterator[tuple[Path, Path, Mapping[str, str] | None]]:
    """Yield for each live batch the files of a table and of its documents, with the live paths where not all are live."""
    manifest = warehouse.read_manifest()
    n_files = Counter(manifest["batch"].to_pylist())
    for batch, n_live in live_batches(manifest).items():
        table, documents = table_path(warehouse.folder, name, batch), table_path(warehouse.folder, "documents", batch)
        if table.exists() and documents.exists():
            yield table, documents, None if n_live == n_files[batch] else paths_of(manifest, batch, only_live=True)


def _schema_of(name: str, columns: Sequence[str] | None, encoded: Collection[str]) -> pa.Schema:
    schema = CONTRACT_OF[name].schema
    fields = [schema.field(column) for column in (schema.names if columns is None else columns)]
    return pa.schema([field.with_type(pa.dictionary(pa.int32(), field.type)) if field.name in encoded else field for field in fields])


def read_whole(warehouse: Warehouse, name: str) -> pa.Table:
    """Return a table that is made from all batches, without rows where it is not made yet."""
    path, schema = table_path(warehouse.folder, name, ALL), CONTRACT_OF[name].schema
    return read_parquet(path, schema) if path.exists() else schema.empty_table()


def remove_damaged(warehouse: Warehouse) -> list[Path]:
    """Remove the tables that cannot be read to their end, of dead batches too, since DuckDB opens those as well; return their paths.

    The next run makes what live batches miss. Reads every byte: for when something has failed.
    """
    places = [(path, contract) for contract in CONTRACTS for path in sorted((warehouse.folder / contract.name).glob("*.parquet"))]
    damaged = [path for path, contract in places if not is_sound(path, contract.schema)]
    for path in damaged:
        path.unlink()
    return damaged

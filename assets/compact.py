"""Make few full batches of many small ones, without reading a document again, and clear away what no live file rests on.

The order makes it safe to be stopped anywhere: the new batch is on disk, and Dagster knows it as finished, before the manifest is
switched in one write; the old batches are removed only after that, and forgotten last.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq
from dagster._core.definitions.assets.graph.asset_graph import AssetGraph
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES
from dagster._core.storage.tags import PARTITION_NAME_TAG

from assets.home import Warehouse
from assets.io import CONTRACT_OF, PER_BATCH
from assets.partitions import document_batches
from assets.progress import data_versions, find_unfinished, tags_of
from assets.register import report_manifest
from assets.stage import Made, finish
from pipeline.batches import (
    Size,
    dead_batches,
    forget_batches,
    keep_live,
    live_batches,
    merge_batches,
    merge_key,
    paths_of,
    plan_merges,
    small_batches,
)
from pipeline.tables import ContractError
from pipeline.tables.contract import table_path
from pipeline.tables.empty import EMPTY
from pipeline.tables.parquet import file_version, read_parquet, write_parquet
from pipeline.tables.place import find_parts

TABLES = tuple(name for name in CONTRACT_OF if name in PER_BATCH)
PARTITIONS = str(document_batches.name)


@dataclass(frozen=True)
class Merged:
    """A new batch, and the batches that it was made from."""

    batch: str
    made_from: tuple[str, ...]


@dataclass(frozen=True)
class Swept:
    """What was cleared away: batches that the manifest forgot, and files."""

    n_batches: int
    n_files: int


def compact(instance: dg.DagsterInstance, graph: AssetGraph, warehouse: Warehouse) -> Iterator[dg.AssetMaterialization | Merged | Swept]:
    """Merge the small finished batches and clear away what is dead; whoever holds the writer's lock may call this.

    Each materialisation that is yielded must be stored before the next item is asked for.
    """
    yield sweep(instance, warehouse)
    for batches in plan_compaction(instance, graph, warehouse):
        yield from _merge(instance, graph, warehouse, batches)
    yield sweep(instance, warehouse)
    report_manifest(instance, warehouse.read_manifest())


def plan_compaction(instance: dg.DagsterInstance, graph: AssetGraph, warehouse: Warehouse) -> list[tuple[str, ...]]:
    """Return the batches to merge; those that are not finished, damaged, or waited for by a run are left for another time."""
    manifest = warehouse.read_manifest()
    left = {found.batch for found in find_unfinished(instance, graph, warehouse)} | waited_for(instance)
    versions = {name: data_versions(instance, name) for name in TABLES}
    batches = [batch for batch in small_batches(manifest) if batch not in left and _is_whole(warehouse, batch, versions)]
    return plan_merges({batch: _measure(warehouse, manifest, batch) for batch in batches})


def _merge(
    instance: dg.DagsterInstance, graph: AssetGraph, warehouse: Warehouse, batches: Sequence[str]
) -> Iterator[dg.AssetMaterialization | Merged]:
    manifest = warehouse.read_manifest()
    files = {path: mark for batch in batches for path, mark in paths_of(manifest, batch, only_live=True).items()}
    key, made = merge_key(manifest, batches), {name: _merge_table(warehouse, manifest, name, batches) for name in TABLES}
    for name in TABLES:
        write_parquet(made[name].value, table_path(warehouse.folder, name, key))
    instance.add_dynamic_partitions(PARTITIONS, [key])
    versions = {name: str(found.data_version.value) for name, found in made.items() if found.data_version}
    for name in TABLES:
        metadata = {
            **(made[name].metadata or {}),
            "path": dg.MetadataValue.path(table_path(warehouse.folder, name, key)),
            "merged_batches": len(batches),
        }
        yield dg.AssetMaterialization(name, partition=key, metadata=metadata, tags=tags_of(instance, graph, name, key, versions))
    with warehouse.lock("manifest"):
        warehouse.write_manifest(merge_batches(warehouse.read_manifest(), batches, key, files))
    yield Merged(key, tuple(batches))


def _merge_table(warehouse: Warehouse, manifest: pa.Table, name: str, batches: Sequence[str]) -> Made:
    """Return the live rows of these batches as one table, with its version; ContractError where they break the contract together."""
    contract = CONTRACT_OF[name]
    parts = [_live_rows(warehouse, manifest, name, batch) for batch in batches]
    made = finish(contract, contract.sort(pa.concat_tables(parts)))
    for result in made.check_results or ():
        if not result.passed:
            raise ContractError(f"the batches {', '.join(batches)} cannot be merged: {result.description}")
    return made


def _live_rows(warehouse: Warehouse, manifest: pa.Table, name: str, batch: str) -> pa.Table:
    told_by = pq.read_table(table_path(warehouse.folder, "documents", batch), columns=["document_id", "source_path"])
    rows = read_parquet(table_path(warehouse.folder, name, batch), CONTRACT_OF[name].schema)
    return keep_live(rows, told_by, paths_of(manifest, batch, only_live=True))


def _measure(warehouse: Warehouse, manifest: pa.Table, batch: str) -> Size:
    tables = [
        read_parquet(table_path(warehouse.folder, name, batch), CONTRACT_OF[name].schema) for name in ("documents", "rejected_documents")
    ]
    live = paths_of(manifest, batch, only_live=True)
    return Size(sum(keep_live(table, tables[0], live).num_rows for table in tables), sum(table.num_rows for table in tables))


def _is_whole(warehouse: Warehouse, batch: str, versions: Mapping[str, Mapping[str, str]]) -> bool:
    """Return whether each file of a batch holds the very bytes that were reported when it was made."""
    return all(file_version(table_path(warehouse.folder, name, batch)) == versions[name].get(batch) for name in TABLES)


def sweep(instance: dg.DagsterInstance, warehouse: Warehouse) -> Swept:
    """Remove the files, partitions and manifest rows of batches without a live file; whoever holds the writer's lock may call this.

    What was there is listed before the manifest is read, so that a batch which is registered meanwhile is not taken for dead.
    """
    files, partitions = list(batch_files(warehouse)), instance.get_dynamic_partitions(PARTITIONS)
    manifest = warehouse.read_manifest()
    kept = live_batches(manifest).keys() | waited_for(instance)
    gone = [path for path in files if batch_of(path) not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    for batch in partitions:
        if batch not in kept:
            instance.delete_dynamic_partition(PARTITIONS, batch)
    dead = [batch for batch in dead_batches(manifest) if batch not in kept]
    if dead:
        with warehouse.lock("manifest"):
            warehouse.write_manifest(forget_batches(warehouse.read_manifest(), dead))
    return Swept(len(dead), len(gone))


def batch_files(warehouse: Warehouse) -> Iterator[Path]:
    """Yield the Parquet files of batches, and what a stopped process left of one, in order."""
    for name in TABLES:
        yield from (path for path in sorted((warehouse.folder / name).glob("*.parquet")) if path.stem != EMPTY)
        yield from find_parts(warehouse.folder / name)


def batch_of(path: Path) -> str:
    """Return the batch of a Parquet file; a left-over part belongs to none."""
    return path.stem


def waited_for(instance: dg.DagsterInstance) -> set[str]:
    """Return the batches of which a run has begun or stands in the queue."""
    runs = instance.get_runs(dg.RunsFilter(statuses=NOT_FINISHED_STATUSES))
    return {run.tags[PARTITION_NAME_TAG] for run in runs if PARTITION_NAME_TAG in run.tags}

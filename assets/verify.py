"""Compare the warehouse with its manifest and with what Dagster has seen written, and say in words what differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from dagster._core.definitions.assets.graph.asset_graph import AssetGraph

from assets.compact import TABLES, batch_files, batch_of
from assets.home import Warehouse
from assets.io import ALL, CONTRACT_OF, PER_BATCH
from assets.progress import EXPORTS, FILE, data_versions, find_stale, find_unfinished, whole_version
from pipeline.batches import MANIFEST, live_batches, paths_of
from pipeline.batches.verify import fault_of_file, faults_of_batch
from pipeline.documents.files import document_id
from pipeline.models import DATABASE, open_database
from pipeline.tables import CORRECTIONS
from pipeline.tables.contract import table_path

AGAIN = "`make run` makes it again"
AFTER_MENDING = "`make verify MEND=1` removes it, then `make run` makes it again"
RELATIONS = "select table_name from information_schema.tables where table_schema = 'main'"
COLUMNS = {"documents": ["document_id", "source_path"], "rejected_documents": ["source_path"]}


@dataclass(frozen=True)
class Fault:
    """What is wrong and what helps, in one line; `file` is what is to be removed, so that the next run makes it anew."""

    line: str
    file: Path | None = None


@dataclass(frozen=True)
class Verdict:
    """What was looked at, what is wrong, and what is merely not made yet."""

    n_batches: int
    n_files: int
    faults: tuple[Fault, ...]
    to_do: tuple[str, ...]


def verify(instance: dg.DagsterInstance, graph: AssetGraph, warehouse: Warehouse) -> Verdict:
    """Look at every table of every live batch, at the tables made from all, and at the database; nothing is written."""
    manifest = warehouse.read_manifest()
    versions = {name: data_versions(instance, name) for name in TABLES}
    batches = live_batches(manifest)
    faults = [fault for batch in batches for fault in _faults_of_batch(warehouse, manifest, batch, versions)]
    faults += _orphans(warehouse, manifest)
    faults += _faults_of_whole_tables(instance, warehouse)
    faults += _faults_of_database(instance, graph, warehouse)
    to_do = [f"batch {found.batch}: {', '.join(found.assets)}" for found in find_unfinished(instance, graph, warehouse)]
    if stale := find_stale(instance, graph, warehouse):
        to_do.append(f"all batches: {', '.join(stale)}")
    return Verdict(len(batches), len(batches) * len(TABLES), tuple(faults), tuple(to_do))


def _faults_of_batch(warehouse: Warehouse, manifest: pa.Table, batch: str, versions: Mapping[str, Mapping[str, str]]) -> Iterator[Fault]:
    found: dict[str, pa.Table] = {}
    for name in TABLES:
        path, version = table_path(warehouse.folder, name, batch), versions[name].get(batch)
        what = f"{name} of batch {batch}"
        if not path.exists():
            if version is not None:
                yield Fault(f"{what}: the file is gone; {AGAIN}")
        elif fault := fault_of_file(path, CONTRACT_OF[name], version):
            yield Fault(f"{what}: {fault}; {AFTER_MENDING}", path)
        else:
            found[name] = pq.read_table(path, columns=COLUMNS.get(name, ["document_id"]), memory_map=False)
    if found.keys() >= COLUMNS.keys():
        ids = {path: document_id(path, fingerprint) for path, fingerprint in paths_of(manifest, batch).items()}
        documents, rejected, live = found.pop("documents"), found.pop("rejected_documents"), paths_of(manifest, batch, only_live=True)
        for line in faults_of_batch(documents, rejected, found, ids=ids, live=live):
            name = line.partition(":")[0]
            yield Fault(f"batch {batch}: {line}; {AFTER_MENDING}", table_path(warehouse.folder, name, batch))


def _orphans(warehouse: Warehouse, manifest: pa.Table) -> Iterator[Fault]:
    known = set(manifest["batch"].to_pylist())
    for path in batch_files(warehouse):
        if batch_of(path) not in known:
            place = path.relative_to(warehouse.folder).as_posix()
            yield Fault(f"{place}: belongs to no batch of the manifest; `make compact` or `make verify MEND=1` removes it", path)


def _faults_of_whole_tables(instance: dg.DagsterInstance, warehouse: Warehouse) -> Iterator[Fault]:
    for name, contract in CONTRACT_OF.items():
        path, version = table_path(warehouse.folder, name, ALL), whole_version(instance, name)
        if name in PER_BATCH or version is None:
            continue
        if not path.exists():
            yield Fault(f"{name}: the file is gone; {AGAIN}")
        elif fault := fault_of_file(path, contract, None if name == CORRECTIONS.name else version):
            yield Fault(f"{name}: {fault}; {AFTER_MENDING}", path)


def _faults_of_database(instance: dg.DagsterInstance, graph: AssetGraph, warehouse: Warehouse) -> Iterator[Fault]:
    """Yield what is wrong with the database; one that was never made is no fault."""
    path, models = warehouse.folder / DATABASE, {name for name in _models(graph) if whole_version(instance, name) is not None}
    if not models:
        return
    if not path.exists():
        yield Fault(f"{DATABASE}: the file is gone; {AGAIN}")
        return
    try:
        with open_database(warehouse.folder) as database:
            there = {name for (name,) in database.execute(RELATIONS).fetchall()}
    except duckdb.Error as error:
        yield Fault(f"{DATABASE}: it cannot be read: {' '.join(str(error).split())[:200]}; {AFTER_MENDING}", path)
        return
    if missing := sorted(models - there):
        yield Fault(f"{DATABASE}: {len(missing)} models are missing, such as {missing[0]}; {AFTER_MENDING}", path)


def _models(graph: AssetGraph) -> set[str]:
    """Return the names of the assets that are made in the database."""
    whole = (graph.get(key) for key in graph.materializable_asset_keys if graph.get(key).partitions_def is None)
    names = {node.key.to_user_string() for node in whole if node.group_name != EXPORTS and FILE not in node.metadata}
    return names - CONTRACT_OF.keys() - {MANIFEST.name}

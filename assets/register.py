"""Give new files to batches: the manifest and Dagster's partitions follow the documents folder."""

import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq

from assets.home import Warehouse
from assets.partitions import document_batches
from assets.stage import Made, files_version, finish
from pipeline.batches import MANIFEST, Plan, live_batches, plan_batches
from pipeline.documents.files import document_id, files_in, fingerprints_of, look
from pipeline.documents.seen import Sight, recall, remember
from pipeline.tables.parquet import write_parquet

SEEN_FILE, VERSION = "seen", b"sayso"
KEYS_AT_ONCE = 500


def register_batches(instance: dg.DagsterInstance, warehouse: Warehouse, *, afresh: bool = False) -> Plan:
    """Compare the folder with the manifest, write the manifest and add the partitions that are missing.

    Files that have not changed since they were last read are not read again, unless all are to be read `afresh`.
    """
    with warehouse.lock("manifest"):
        files = {file.source_path: file.fingerprint for file in files_in(see_folder(warehouse, afresh=afresh))}
        plan = plan_batches(warehouse.read_manifest(), files)
        warehouse.write_manifest(plan.manifest)
    known = set(instance.get_dynamic_partitions(str(document_batches.name)))
    missing = [batch for batch in live_batches(plan.manifest) if batch not in known]
    for start in range(0, len(missing), KEYS_AT_ONCE):
        instance.add_dynamic_partitions(str(document_batches.name), missing[start : start + KEYS_AT_ONCE])
    return plan


def see_folder(warehouse: Warehouse, *, afresh: bool) -> dict[str, Sight]:
    """Return what the files of the documents folder hold, and keep it in the warehouse for the next time."""
    place, version, began_ns = warehouse.home / SEEN_FILE, files_version("documents").encode(), time.time_ns()
    seen = {} if afresh else read_seen(place, version)
    sights = look(warehouse.documents, seen)
    if sights != seen:
        write_parquet(remember(sights, began_ns=began_ns).replace_schema_metadata({VERSION: version}), place)
    return sights


def read_seen(place: Path, version: bytes) -> dict[str, Sight]:
    """Return what was seen the last time; nothing where that cannot be read, or was seen by other code."""
    try:
        table = pq.read_table(place, memory_map=False)
    except (OSError, pa.ArrowException):
        return {}
    return recall(table) if (table.schema.metadata or {}).get(VERSION) == version else {}


def report_manifest(instance: dg.DagsterInstance, manifest: pa.Table) -> None:
    """Tell Dagster of the manifest where it differs from what Dagster knows, so that what is made from it follows."""
    result = report(manifest)
    version = str(result.data_version.value) if result.data_version else ""
    known = instance.get_latest_materialization_event(dg.AssetKey(MANIFEST.name))
    if known and known.asset_materialization and (known.asset_materialization.tags or {}).get("dagster/data_version") == version:
        return
    instance.report_runless_asset_event(
        dg.AssetMaterialization(
            MANIFEST.name, metadata=result.metadata, tags={"dagster/data_version": version, "dagster/code_version": "1"}
        )
    )


def report(manifest: pa.Table) -> Made:
    """Return what Dagster shows of the manifest; the table itself is written already."""
    result = finish(MANIFEST, manifest)
    return dg.MaterializeResult(asset_key=MANIFEST.name, data_version=result.data_version, metadata=result.metadata)


def not_as_registered(folder: Path, registered: Mapping[str, str], documents: pa.Table) -> list[str]:
    """Return the paths of documents that vanished or changed between their registration and their reading."""
    read = set(documents["document_id"].to_pylist())
    doubtful = [path for path, fingerprint in registered.items() if document_id(path, fingerprint) not in read]
    now = fingerprints_of(folder, doubtful)
    return [path for path in doubtful if now[path] != registered[path]]


def stamp_folder(folder: Path) -> str:
    """Return what changes when a file comes, goes or is written: made from names, sizes and times, without reading a file."""
    digest = hashlib.sha256()
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)  # noqa: PTH118
            try:
                found = os.stat(path)  # noqa: PTH116
            except OSError:
                continue
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_mode}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()

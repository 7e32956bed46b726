"""Let Dagster forget old runs, but none that tells what is finished.

What is finished is told by the latest materialisation of each asset and batch (`assets/progress.py`). A run that wrote one of these is
kept, however old; so are runs that are not over, and those of the last day, from which the sensor knows what failed.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
from dagster._core.definitions.assets.graph.asset_graph import AssetGraph
from dagster._core.storage.dagster_run import FINISHED_STATUSES

from assets.compact import waited_for
from assets.home import Warehouse
from assets.partitions import document_batches
from assets.progress import EVENTS_AT_ONCE
from pipeline.batches import live_batches

KEEP_DAYS, KEEP_RUNS = 30, 300
SPARED_DAYS = 1
RUNS_AT_ONCE = 1000
RUNLESS = "history/runs/.db"
DATABASES = "history/runs/index.db", RUNLESS, "history/runs.db", "schedules/schedules.db"
SHARDS, LOGS = "history/runs", "storage"
NOT_OF_A_RUN = {".db", "index"}
BUSY_S = 5.0
FORGET_RUNLESS = """
delete from event_logs
where run_id = '' and timestamp < ? and id not in (
    select max(id) from event_logs where dagster_event_type = 'ASSET_MATERIALIZATION' group by asset_key, partition
)
"""
FORGET_TAGS = "delete from asset_event_tags where event_id not in (select id from event_logs)"
FORGET_CHECKS = (
    "delete from asset_check_executions where run_id in ({runs}) and id not in "
    "(select max(id) from asset_check_executions group by asset_key, check_name, partition)"
)


@dataclass(frozen=True)
class Pruned:
    """How many runs were deleted and are left, how many batches' partitions were removed, and the bytes of Dagster's home."""

    n_deleted: int
    n_left: int
    n_partitions: int
    bytes_before: int
    bytes_after: int
    is_packed: bool
    """Whether the space was given back to the disk; not where another process held a database all the while."""


def prune(
    instance: dg.DagsterInstance,
    graph: AssetGraph,
    warehouse: Warehouse,
    *,
    now: datetime,
    keep_days: int = KEEP_DAYS,
    keep_runs: int = KEEP_RUNS,
) -> Pruned:
    """Delete runs that are older than `keep_days` or beyond the newest `keep_runs`, with their events and logs."""
    before, shards = size_of(warehouse.home), _shards(warehouse.home)
    needed = find_needed(instance, graph, warehouse)
    records = list(_records(instance))
    old = [
        record.dagster_run.run_id
        for place, record in enumerate(records)
        if record.dagster_run.status in FINISHED_STATUSES
        and record.dagster_run.run_id not in needed
        and now - record.create_timestamp > timedelta(days=SPARED_DAYS)
        and (place >= keep_runs or now - record.create_timestamp > timedelta(days=keep_days))
    ]
    lost = shards - {record.dagster_run.run_id for record in records} - needed
    for run_id in (*old, *sorted(lost)):
        forget_run(instance, warehouse.home, run_id)
    _forget_checks(warehouse.home, old)
    _forget_runless(warehouse.home, now - timedelta(days=keep_days))
    n_partitions = remove_partitions(instance, warehouse)
    packed = [pack(warehouse.home / database) for database in DATABASES]
    return Pruned(len(old), len(records) - len(old), n_partitions, before, size_of(warehouse.home), all(packed))


def find_needed(instance: dg.DagsterInstance, graph: AssetGraph, warehouse: Warehouse) -> set[str]:
    """Return the runs that made the latest state of an asset, or of a live batch of it."""
    live = set(live_batches(warehouse.read_manifest()))
    needed = set()
    for key in graph.materializable_asset_keys:
        latest = instance.get_latest_storage_id_by_partition(key, dg.DagsterEventType.ASSET_MATERIALIZATION)
        places = sorted(place for batch, place in latest.items() if batch in live)
        needed |= {record.run_id for record in instance.fetch_materializations(key, limit=1).records}
        for start in range(0, len(places), EVENTS_AT_ONCE):
            chosen = dg.AssetRecordsFilter(key, storage_ids=places[start : start + EVENTS_AT_ONCE])
            needed |= {record.run_id for record in instance.fetch_materializations(chosen, limit=EVENTS_AT_ONCE).records}
    return needed


def forget_run(instance: dg.DagsterInstance, home: Path, run_id: str) -> None:
    """Delete a run, its events, its database and its logs; what a killed process left of that is deleted by the next."""
    instance.delete_run(run_id)
    for path in (home / SHARDS).glob(f"{run_id}.db*"):
        path.unlink(missing_ok=True)
    shutil.rmtree(home / LOGS / run_id, ignore_errors=True)


def remove_partitions(instance: dg.DagsterInstance, warehouse: Warehouse) -> int:
    """Remove the partitions of batches without a live file; they are listed before the manifest is read, so that no new one is missed."""
    name = str(document_batches.name)
    partitions = instance.get_dynamic_partitions(name)
    dead = sorted(set(partitions) - live_batches(warehouse.read_manifest()).keys() - waited_for(instance))
    for batch in dead:
        instance.delete_dynamic_partition(name, batch)
    return len(dead)


def pack(database: Path) -> bool:
    """Give the space of deleted rows back to the disk; return False where another process is at work in the database."""
    if not database.exists():
        return True
    try:
        with closing(sqlite3.connect(database, timeout=BUSY_S, isolation_level=None)) as connection:
            connection.execute("vacuum")
            connection.execute("pragma wal_checkpoint(truncate)")
    except sqlite3.OperationalError:
        return False
    return True


def size_of(folder: Path) -> int:
    """Return the bytes of the files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _forget_checks(home: Path, runs: Iterable[str]) -> None:
    """Delete the results of asset checks of these runs but for the latest of each check: Dagster has no call for that."""
    chosen = list(runs)
    with closing(sqlite3.connect(home / DATABASES[0], timeout=BUSY_S)) as connection, connection:
        for start in range(0, len(chosen), RUNS_AT_ONCE):
            some = chosen[start : start + RUNS_AT_ONCE]
            connection.execute(FORGET_CHECKS.format(runs=",".join("?" * len(some))), some)


def _forget_runless(home: Path, before: datetime) -> None:
    """Delete what was reported outside of a run, such as each change of the manifest, but for the latest: Dagster has no call for that."""
    moment = (before.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"),)
    for path in (home / name for name in (DATABASES[0], RUNLESS) if (home / name).exists()):
        with closing(sqlite3.connect(path, timeout=BUSY_S)) as connection, connection:
            connection.execute(FORGET_RUNLESS, moment)
            connection.execute(FORGET_TAGS)


def _records(instance: dg.DagsterInstance) -> Iterator[dg.RunRecord]:
    """Yield all runs, the newest first."""
    cursor = None
    while records := instance.get_run_records(limit=RUNS_AT_ONCE, cursor=cursor):
        yield from records
        cursor = records[-1].dagster_run.run_id


def _shards(home: Path) -> set[str]:
    """Return the runs that have a database of their own; those that no run is known of are left over from a killed process."""
    return {path.stem for path in (home / SHARDS).glob("*.db")} - NOT_OF_A_RUN

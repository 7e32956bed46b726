"""What is finished: the manifest compared with what Dagster has seen materialised."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import dagster as dg
from dagster._core.definitions.assets.graph.asset_graph import AssetGraph

from assets.home import Warehouse
from assets.io import ALL, CONTRACT_OF
from pipeline.batches import MANIFEST, live_batches
from pipeline.models import is_database
from pipeline.tables import CORRECTIONS
from pipeline.tables.contract import table_path
from pipeline.tables.parquet import is_whole

CODE, DATA, INPUT = "dagster/code_version", "dagster/data_version", "dagster/input_data_version/"
GIVEN, POINTER = "dagster/data_version_is_user_provided", "dagster/input_event_pointer/"
EVENTS_AT_ONCE = 500
EXPORTS = "exports"
FILE = "sayso/file"
"""Metadata of an asset that is made on demand: its file in the warehouse. It is stale only where there is no such file."""
Tags = Mapping[str, str]

_tags_of_event: dict[str, dict[int, Tags]] = {}


@dataclass(frozen=True)
class Unfinished:
    """The assets of a batch that are to be made, in order; `state` changes whenever what is there already does."""

    batch: str
    assets: tuple[str, ...]
    state: str


def find_unfinished(instance: dg.DagsterInstance, graph: AssetGraph, warehouse: Warehouse) -> list[Unfinished]:
    """Return the live batches of which a table is missing or damaged, or was made by other code or from other inputs than those at hand."""
    keys = [key for key in graph.toposorted_asset_keys if graph.get(key).partitions_def is not None]
    keys.sort(key=lambda key: bool(graph.get(key).parent_keys))  # those that are read together come before what is made from them
    seen = {key: _tags_by_batch(instance, key) for key in keys}
    found = []
    for batch in live_batches(warehouse.read_manifest()):
        stale: set[dg.AssetKey] = set()
        for key in keys:
            node, tags = graph.get(key), seen[key].get(batch)
            parents = {parent: seen[parent].get(batch) for parent in node.parent_keys if parent in seen}
            path = table_path(warehouse.folder, key.to_user_string(), batch)
            if stale & parents.keys() or not _is_whole(path, key.to_user_string()) or not _is_fresh(tags, node.code_version, parents):
                stale |= set(node.execution_set_asset_keys)
        if stale:
            state = hashlib.sha256(repr([(str(key), graph.get(key).code_version, seen[key].get(batch)) for key in keys]).encode())
            found.append(Unfinished(batch, _names(keys, stale), state.hexdigest()[:12]))
    return found


def find_stale(instance: dg.DagsterInstance, graph: AssetGraph, warehouse: Warehouse) -> tuple[str, ...]:
    """Return the tables made from all batches that are missing or damaged, older than what they rest on, or made from other corrections.

    Exports are made on demand and left out; so is the report, but where there is none.
    """
    keys = [key for key in graph.toposorted_asset_keys if graph.get(key).is_materializable]
    made, has_database = {key: _made_at(instance, key) for key in keys}, is_database(warehouse.folder)
    stale: set[dg.AssetKey] = set()
    for key in keys:
        node = graph.get(key)
        if node.partitions_def is not None or node.group_name == EXPORTS or key.to_user_string() == MANIFEST.name:
            continue
        if FILE in node.metadata:
            stale |= set() if (warehouse.folder / node.metadata[FILE]).exists() else {key}
            continue
        parents = set(node.parent_keys)
        name, (place, tags) = key.to_user_string(), made[key]
        is_older = place < max((made[parent][0] for parent in parents if parent in made), default=0)
        rests = _is_whole(table_path(warehouse.folder, name, ALL), name) if name in CONTRACT_OF else has_database
        is_missing = place == 0 or not rests
        is_other = tags.get(CODE) != node.code_version or (name == CORRECTIONS.name and tags.get(DATA) != warehouse.stamp_corrections())
        if is_older or is_missing or is_other or stale & parents:
            stale |= set(node.execution_set_asset_keys)
    return _names(keys, stale)


def _is_whole(path: Path, name: str) -> bool:
    """Return whether the file of a table is there and whole; a process looks into each state of a file once."""
    try:
        found = path.stat()
    except OSError:
        return False
    return _looks_whole(path, name, (found.st_ino, found.st_size, found.st_mtime_ns))


@cache
def _looks_whole(path: Path, name: str, _state: tuple[int, int, int]) -> bool:
    return is_whole(path, CONTRACT_OF[name].schema)


def tags_of(instance: dg.DagsterInstance, graph: AssetGraph, name: str, batch: str, versions: Mapping[str, str]) -> dict[str, str]:
    """Return the tags by which a batch's table counts as made by the code at hand, for us and for Dagster.

    `versions` are those of all tables of the batch; its inputs must have been reported before.
    """
    node = graph.get(dg.AssetKey(name))
    tags = {CODE: str(node.code_version), DATA: versions[name], GIVEN: "true"}
    for parent in sorted(key for key in node.parent_keys if key.to_user_string() in versions):
        tags[INPUT + parent.to_user_string()] = _as_input({DATA: versions[parent.to_user_string()]})
        places = instance.get_latest_storage_id_by_partition(parent, dg.DagsterEventType.ASSET_MATERIALIZATION, {batch})
        tags[POINTER + parent.to_user_string()] = str(places[batch])
    return tags


def data_versions(instance: dg.DagsterInstance, name: str) -> dict[str, str]:
    """Return the data version of each batch of a table, as last made."""
    return {batch: tags.get(DATA, "") for batch, tags in _tags_by_batch(instance, dg.AssetKey(name)).items()}


def whole_version(instance: dg.DagsterInstance, name: str) -> str | None:
    """Return the data version of an asset that is made from all batches, as last made; nothing where it never was."""
    place, tags = _made_at(instance, dg.AssetKey(name))
    return tags.get(DATA, "") if place else None


def _is_fresh(tags: Tags | None, code_version: str | None, parents: Mapping[dg.AssetKey, Tags | None]) -> bool:
    if tags is None or tags.get(CODE) != code_version:
        return False
    return all(made is not None and tags.get(INPUT + parent.to_user_string()) == _as_input(made) for parent, made in parents.items())


def _as_input(made: Tags) -> str:
    """Return how Dagster notes the version of a partition as an input: the hash of its hash."""
    return hashlib.sha256(made.get(DATA, "").encode()).hexdigest()


def _tags_by_batch(instance: dg.DagsterInstance, key: dg.AssetKey) -> Mapping[str, Tags]:
    """Return the tags of the latest materialisation of each batch; a process reads each event once, since events never change."""
    latest = instance.get_latest_storage_id_by_partition(key, dg.DagsterEventType.ASSET_MATERIALIZATION)
    known = _tags_of_event.setdefault(instance.root_directory, {})
    unknown = sorted(place for place in latest.values() if place not in known)
    for start in range(0, len(unknown), EVENTS_AT_ONCE):
        chosen = dg.AssetRecordsFilter(key, storage_ids=unknown[start : start + EVENTS_AT_ONCE])
        for record in instance.fetch_materializations(chosen, limit=EVENTS_AT_ONCE).records:
            tags = (record.asset_materialization.tags or {}) if record.asset_materialization else {}
            known[record.storage_id] = {name: value for name, value in sorted(tags.items()) if name.startswith((CODE, DATA, INPUT))}
    return {batch: known[place] for batch, place in latest.items()}


def _made_at(instance: dg.DagsterInstance, key: dg.AssetKey) -> tuple[int, Tags]:
    """Return the place in the event log of an asset's latest materialisation, 0 where there is none, and its tags."""
    records = instance.fetch_materializations(key, limit=1).records
    if not records or records[0].asset_materialization is None:
        return 0, {}
    return records[0].storage_id, records[0].asset_materialization.tags or {}


def _names(order: Iterable[dg.AssetKey], chosen: set[dg.AssetKey]) -> tuple[str, ...]:
    return tuple(key.to_user_string() for key in order if key in chosen)

"""What other tools take: a file for each in `WAREHOUSE/exports`, written on demand and every night."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from assets.home import ROOT, Warehouse
from assets.models import MODELS
from assets.progress import EXPORTS
from assets.stage import Made, files_version
from pipeline.codebook import Codebook
from pipeline.exports.ftm import write_ftm
from pipeline.exports.graphml import write_graphml
from pipeline.exports.plover import write_plover
from pipeline.exports.schema_org import write_schema_org
from pipeline.exports.spreadsheet import write_csv
from pipeline.models import load_exports, stream_rows

FOLDER = "exports"
QUERIES = load_exports(ROOT / "sql", MODELS)


def describe(name: str, kind: str, *queries: str) -> dict[str, Any]:
    """Return the arguments by which an export shows what it reads; it has no automation, so that no run waits for it."""
    return {
        "name": f"export_{name}",
        "group_name": EXPORTS,
        "kinds": {kind, "python"},
        "deps": sorted({read for query in queries for read in QUERIES[query].reads}),
        "code_version": files_version("exports", "../sql/exports"),
    }


def rows_of(warehouse: Warehouse, query: str) -> Iterator[dict[str, Any]]:
    return stream_rows(warehouse.folder, QUERIES[query].sql)


def report(path: Path, n_rows: int) -> Made:
    """Return what a reader wants to know of a file that was written."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    metadata: dict[str, Any] = {"path": dg.MetadataValue.path(path), "dagster/row_count": n_rows, "bytes": path.stat().st_size}
    return dg.MaterializeResult(metadata=metadata, data_version=dg.DataVersion(digest[:16]))


@dg.asset(**describe("plover", "json", "claims"))
def plover(warehouse: dg.ResourceParam[Warehouse], codebook: dg.ResourceParam[Codebook]) -> Made:
    """Events as PLOVER records; denied and possible ones are no events, and future cooperation is an agreement."""
    path = warehouse.folder / FOLDER / "plover.jsonl"
    scales = {event.event_type: (event.quad_class, event.score) for event in codebook.events.values()}
    return report(path, write_plover(rows_of(warehouse, "claims"), path, scales=scales))


@dg.asset(**describe("ftm", "json", "documents", "actors", "claims"))
def ftm(warehouse: dg.ResourceParam[Warehouse], codebook: dg.ResourceParam[Codebook]) -> Made:
    """Documents, actors and claims as FollowTheMoney entities."""
    path = warehouse.folder / FOLDER / "entities.ftm.json"
    documents, actors, claims = (rows_of(warehouse, name) for name in ("documents", "actors", "claims"))
    countries = {state.actor_id: state.iso2.lower() for state in codebook.states if state.iso2 and not state.valid_to}
    return report(path, write_ftm(documents, actors, claims, path, countries=countries))


@dg.asset(**describe("schema_org", "json", "claims"))
def schema_org(warehouse: dg.ResourceParam[Warehouse]) -> Made:
    """Claims as schema.org's, in JSON-LD."""
    path = warehouse.folder / FOLDER / "claims.jsonld"
    return report(path, write_schema_org(rows_of(warehouse, "claims"), path))


@dg.asset(**describe("graphml", "xml", "nodes", "edges"))
def graphml(warehouse: dg.ResourceParam[Warehouse]) -> Made:
    """Who is said to do what to whom, as a network in GraphML."""
    path = warehouse.folder / FOLDER / "network.graphml"
    nodes, edges = rows_of(warehouse, "nodes"), rows_of(warehouse, "edges")
    return report(path, write_graphml(nodes, edges, path, columns=tuple(QUERIES["edges"].columns)))


@dg.asset(**describe("claims_csv", "csv", "claims"))
def claims_csv(warehouse: dg.ResourceParam[Warehouse]) -> Made:
    """Claims as CSV, each with its sentence and its document."""
    return write_sheet(warehouse, "claims")


@dg.asset(**describe("relations_csv", "csv", "relations"))
def relations_csv(warehouse: dg.ResourceParam[Warehouse]) -> Made:
    """Relations between pairs of actors as CSV, by month."""
    return write_sheet(warehouse, "relations")


def write_sheet(warehouse: Warehouse, query: str) -> Made:
    path = warehouse.folder / FOLDER / f"{query}.csv"
    return report(path, write_csv(rows_of(warehouse, query), path, columns=tuple(QUERIES[query].columns)))

"""The exports as Dagster shows them: on demand and every night, never at every run."""

import json

import dagster as dg
import pytest

from assets import export, exports
from assets.definitions import defs
from assets.home import Warehouse
from assets.models import MODELS
from assets.progress import find_stale
from assets.schedules import export_nightly
from pipeline.batches import MANIFEST
from pipeline.codebook import Codebook
from pipeline.models import build_database
from pipeline.tables.empty import write_empty_tables
from pipeline.tables.parquet import write_parquet

GRAPH = defs.resolve_asset_graph()
FILES = {"plover.jsonl", "entities.ftm.json", "claims.jsonld", "network.graphml", "claims.csv", "relations.csv"}
NAMES = {key.to_user_string() for key in GRAPH.materializable_asset_keys if GRAPH.get(key).group_name == "exports"}


@pytest.fixture
def empty(tmp_path) -> Warehouse:
    """Return a warehouse with a database and no documents."""
    folder = tmp_path / "warehouse"
    write_empty_tables(folder)
    write_parquet(MANIFEST.empty(), folder / "manifest.parquet")
    build_database(folder, MODELS)
    return Warehouse(tmp_path, folder)


def materialise(warehouse: Warehouse, codebook: Codebook) -> dict[str, dict]:
    """Make every export, and return the metadata of each by the file's name."""
    made = dg.materialize(dg.load_assets_from_modules([exports]), resources={"warehouse": warehouse, "codebook": codebook})
    events = [event.step_materialization_data.materialization for event in made.get_asset_materialization_events()]
    return {event.metadata["path"].value.rpartition("/")[2]: event.metadata | {"tags": event.tags} for event in events}


def test_each_export_is_a_file_that_tells_its_rows(empty, codebook):
    made = materialise(empty, codebook)
    assert made.keys() == FILES == {path.name for path in (empty.folder / "exports").iterdir()}
    assert {metadata["dagster/row_count"].value for metadata in made.values()} == {0}
    assert json.loads((empty.folder / "exports" / "claims.jsonld").read_text())["@graph"] == []
    again = materialise(empty, codebook)
    assert {name: metadata["tags"]["dagster/data_version"] for name, metadata in made.items()} == {
        name: metadata["tags"]["dagster/data_version"] for name, metadata in again.items()
    }


def test_exports_read_what_their_queries_read():
    assert len(NAMES) == len(FILES)
    parents = {name: {key.to_user_string() for key in GRAPH.get(dg.AssetKey(name)).parent_keys} for name in NAMES}
    assert parents["export_relations_csv"] == {"stg_actor_relations"}
    assert parents["export_graphml"] == {"principal_names", "stg_claims", "stg_documents", "stg_sentences"}


def test_no_run_waits_for_an_export(warehouse, instance):
    assert not any(GRAPH.get(dg.AssetKey(name)).automation_condition for name in NAMES)
    stale = set(find_stale(instance, GRAPH, warehouse))
    assert "contested_claims" in stale
    assert not stale & NAMES
    jobs = {job.name: {key.to_user_string() for key in job.asset_layer.executable_asset_keys} for job in defs.resolve_all_job_defs()}
    assert jobs["export_all"] == NAMES
    assert not jobs["derive_current"] & NAMES


def test_every_night_there_is_an_export_if_there_is_a_database(warehouse):
    assert isinstance(export_nightly(), dg.SkipReason)
    build_database(warehouse.folder, MODELS)
    assert isinstance(export_nightly(), dg.RunRequest)


def test_make_export_lists_its_files(warehouse, capsys):
    assert export.main() == 1
    assert capsys.readouterr().err.startswith("sayso: there is no database in")
    build_database(warehouse.folder, MODELS)
    assert export.main() == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert {(n, path.rpartition("/")[2]) for n, path in lines} == {("0", name) for name in FILES}


def test_a_failing_export_is_one_line_and_stops_no_other(warehouse, capsys, monkeypatch):
    build_database(warehouse.folder, MODELS)
    monkeypatch.setattr(exports, "write_ftm", lambda *_, **__: 1 / 0)
    assert export.main() == 1
    captured = capsys.readouterr()
    assert "exports: export_ftm: ZeroDivisionError: division by zero" in captured.err
    assert len(captured.out.splitlines()) == len(FILES) - 1

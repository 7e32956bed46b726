"""The report as an asset: written when asked for, by the first run, and every night; no run waits for it."""

import dagster as dg
import pytest

from assets import carry as carrying
from assets.definitions import defs
from assets.home import Warehouse
from assets.progress import find_stale
from assets.report import PLACE, report
from assets.schedules import report_nightly
from pipeline.models import DATABASE, build_database, load_models
from tests.models.conftest import SQL, World
from tests.report.conftest import EVENTS

GRAPH = defs.resolve_asset_graph()


def test_the_report_is_written_and_previewed(tmp_path):
    world = World()
    name = world.document("first", publisher="Gazette")
    world.claim(name, "USA")
    world.claim(name, "IRN", "denied")
    world.rows["event_types"] = EVENTS
    world.relate()
    build_database(world.write(tmp_path), load_models(SQL))
    result = dg.materialize([report], resources={"warehouse": Warehouse(tmp_path, tmp_path)})
    metadata = result.asset_materializations_for_node("report")[0].metadata
    page = tmp_path / PLACE
    assert metadata["page"].value == str(page.resolve())
    assert metadata["n_bytes"].value == page.stat().st_size
    assert "| Iran | AID | Russia |" in metadata["contested"].value


def test_a_run_makes_the_report_only_where_there_is_none(warehouse, instance):
    assert "report" in find_stale(instance, GRAPH, warehouse)
    (warehouse.folder / PLACE).parent.mkdir()
    (warehouse.folder / PLACE).write_text("")
    stale = find_stale(instance, GRAPH, warehouse)
    assert "report" not in stale
    assert "propositions" in stale


@pytest.mark.parametrize(("stale", "made"), [((), ("report",)), (("claims", "report"), ("claims", "report"))])
def test_a_run_makes_what_it_is_told_to_make_too(warehouse, tiny_stages, monkeypatch, stale, made):
    works = []
    monkeypatch.setattr(carrying, "find_unfinished", lambda *_: [])
    monkeypatch.setattr(carrying, "find_stale", lambda *_: stale)
    monkeypatch.setattr(carrying, "_execute", lambda _instance, work, _bar: works.append(work.assets) or [])
    assert carrying.carry(warehouse, also=["report"]) == []
    assert works == [made]


def test_every_night_the_report_is_asked_for_where_there_is_a_database(warehouse):
    assert isinstance(report_nightly(), dg.SkipReason)
    (warehouse.folder / DATABASE).write_text("")
    assert isinstance(report_nightly(), dg.RunRequest)
    assert report_nightly.default_status == dg.DefaultScheduleStatus.RUNNING

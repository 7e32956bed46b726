"""The commands and the jobs of housekeeping: what they say, and that they hold the locks and their schedules wait for a gain."""

import multiprocessing

import dagster as dg
import pytest
from dagster._core.definitions.data_version import CachingStaleStatusResolver, StaleStatus
from dagster._core.loader import LoadingContextForTest

from assets import carry as carrying
from assets import claims, copies, documents, entities, housekeeping, keep, relations, resources, sentences
from assets.jobs import compact, derive_batch, derive_current, prune, verify
from assets.keep import main
from assets.progress import find_stale, find_unfinished
from assets.schedules import MANY_BATCHES, compact_nightly, prune_weekly
from pipeline.batches import MANIFEST, live_batches, plan_batches
from pipeline.tables.contract import table_path
from tests.assets.test_home import hold

MODULES = [documents, sentences, entities, claims, copies, relations, housekeeping]
HOUSE = dg.Definitions(
    assets=dg.load_assets_from_modules(MODULES),
    asset_checks=dg.load_asset_checks_from_modules(MODULES),
    jobs=[derive_batch, derive_current, compact, prune, verify],
    resources=resources.RESOURCES,
    executor=dg.in_process_executor,
)
GRAPH = HOUSE.resolve_asset_graph()


@pytest.fixture
def trickled(warehouse, made_once, tiny_stages, monkeypatch):
    """Return a warehouse of two finished batches of one file."""
    monkeypatch.setattr("assets.definitions.defs", HOUSE)
    monkeypatch.setattr(carrying, "defs", HOUSE)
    monkeypatch.setattr("assets.register.plan_batches", lambda manifest, files: plan_batches(manifest, files, batch_size=1))
    made_once(lambda: carrying.carry(warehouse))
    return warehouse


def test_compaction_says_what_it_did_and_leaves_nothing_to_do(trickled, instance, capsys):
    assert main(["compact"]) == 0
    assert "2 small batches became 1; 2 batches and 12 files were removed." in capsys.readouterr().out
    assert len(live_batches(trickled.read_manifest())) == 1
    assert find_unfinished(instance, GRAPH, trickled) == []
    assert find_stale(instance, GRAPH, trickled) == ()
    n_runs = len(instance.get_runs())
    assert carrying.carry(trickled) == []
    assert len(instance.get_runs()) == n_runs
    assert main(["compact"]) == 0
    assert "nothing to merge" in capsys.readouterr().out
    assert main(["verify"]) == 0


def test_after_compaction_the_automation_asks_for_what_follows_from_it(trickled, instance):
    first = dg.evaluate_automation_conditions(HOUSE, instance)
    assert HOUSE.resolve_job_def("compact").execute_in_process(carrying.QUIET, instance).success
    found = dg.evaluate_automation_conditions(HOUSE, instance, cursor=first.cursor)
    assert found.get_num_requested(dg.AssetKey("actor_relations")) == 1


def test_dagster_too_takes_a_merged_batch_for_up_to_date(trickled, instance):
    assert HOUSE.resolve_job_def("compact").execute_in_process(carrying.QUIET, instance).success
    [batch] = live_batches(trickled.read_manifest())
    resolver = CachingStaleStatusResolver(instance, GRAPH, LoadingContextForTest(instance))
    of_batch = [key for key in GRAPH.materializable_asset_keys if GRAPH.get(key).partitions_def]
    assert len(of_batch) == 6
    assert {resolver.get_status(key, batch) for key in of_batch} == {StaleStatus.FRESH}


def test_verifying_names_what_is_wrong_and_mends_it_where_asked(trickled, instance, capsys, monkeypatch):
    path = table_path(trickled.folder, "sentences", next(iter(live_batches(trickled.read_manifest()))))
    before = path.read_bytes()
    path.write_bytes(b"no table")
    assert main(["verify"]) == 1
    out = capsys.readouterr().out
    assert f"wrong: sentences of batch {path.stem}: its bytes are not those that were written" in out
    assert "1 faults." in out
    assert path.exists()
    monkeypatch.setenv("SAYSO_MEND", "1")
    assert main(["verify"]) == 0
    assert not path.exists()
    assert carrying.carry(trickled) == []
    assert path.read_bytes() == before
    assert main(["verify"]) == 0
    assert "2 batches, 12 files: all is as it was written." in capsys.readouterr().out
    history = instance.event_log_storage.get_asset_check_execution_history(housekeeping.warehouse_is_whole.check_key, limit=9)
    assert [record.event.dagster_event.event_specific_data.passed for record in history] == [True, False, False]


def test_pruning_says_what_it_did_and_takes_its_settings(trickled, capsys, monkeypatch):
    monkeypatch.setenv("SAYSO_KEEP_DAYS", "1")
    monkeypatch.setenv("SAYSO_KEEP_RUNS", "0")
    assert main(["prune"]) == 0
    assert capsys.readouterr().out.startswith("0 runs deleted, 4 kept; 0 partitions removed;")


@pytest.mark.parametrize(("variable", "value"), [("SAYSO_KEEP_DAYS", "many"), ("SAYSO_KEEP_DAYS", "0")])
def test_a_wrong_setting_is_one_line(trickled, capsys, monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    assert main(["prune"]) == 1
    assert len([line for line in capsys.readouterr().err.splitlines() if line.startswith("sayso: ")]) == 1


@pytest.mark.parametrize("job", ["compact", "prune", "verify"])
def test_another_run_is_not_disturbed_and_an_empty_place_is_named(trickled, tmp_path, capsys, monkeypatch, job):
    monkeypatch.setattr(keep, "WAIT_S", 0.0)
    spawn = multiprocessing.get_context("spawn")
    is_held, may_end = spawn.Event(), spawn.Event()
    other = spawn.Process(target=hold, args=(trickled, is_held, may_end))
    other.start()
    try:
        assert is_held.wait(60)
        assert main([job]) == 1
        assert "is being written by another run" in capsys.readouterr().err
    finally:
        may_end.set()
        other.join(30)
    monkeypatch.setenv("SAYSO_WAREHOUSE", str(tmp_path / "nowhere"))
    assert main([job]) == 1
    assert "yet; type: make run" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()


def test_the_schedules_ask_only_where_there_is_something_to_gain(warehouse, instance, monkeypatch):
    files = {f"{i}.txt": "1" for i in range(MANY_BATCHES)}
    assert isinstance(compact_nightly(dg.build_schedule_context(instance)), dg.SkipReason)
    warehouse.write_manifest(plan_batches(MANIFEST.empty(), files, batch_size=1).manifest)
    assert isinstance(compact_nightly(dg.build_schedule_context(instance)), dg.RunRequest)
    assert isinstance(prune_weekly(dg.build_schedule_context(instance)), dg.SkipReason)
    monkeypatch.setattr("assets.schedules.KEEP_RUNS", -1)
    assert isinstance(prune_weekly(dg.build_schedule_context(instance)), dg.RunRequest)

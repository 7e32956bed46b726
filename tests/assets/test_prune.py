"""Old runs go, and what they told of live batches stays."""

from datetime import UTC, datetime, timedelta

import dagster as dg
import pytest

from assets import prune as pruning
from assets.carry import QUIET, carry
from assets.progress import find_stale, find_unfinished
from assets.prune import find_needed, forget_run, prune, size_of
from pipeline.batches import live_batches, plan_batches
from tests.assets.conftest import SMALL

GRAPH = SMALL.resolve_asset_graph()
LATER = timedelta(days=2)


@pytest.fixture
def busy(warehouse, made_once, tiny_stages, monkeypatch):
    """Return a warehouse of two batches of one file, one of which has died, and many runs that nothing rests on."""
    monkeypatch.setattr("assets.register.plan_batches", lambda manifest, files: plan_batches(manifest, files, batch_size=1))

    def make() -> None:
        assert carry(warehouse) == []
        (warehouse.documents / "b.txt").unlink()
        assert carry(warehouse) == []
        with dg.DagsterInstance.get() as instance:
            for _ in range(4):
                assert SMALL.resolve_job_def("derive_current").execute_in_process(QUIET, instance).success

    made_once(make)
    return warehouse


def state(instance, warehouse):
    latest = {
        key: instance.get_latest_storage_id_by_partition(key, dg.DagsterEventType.ASSET_MATERIALIZATION)
        for key in GRAPH.materializable_asset_keys
    }
    live = live_batches(warehouse.read_manifest())
    return {key: {batch: place for batch, place in places.items() if batch in live} for key, places in latest.items()}


def test_what_is_finished_is_the_same_and_the_log_is_smaller(busy, instance):
    before, n_before, size = state(instance, busy), len(instance.get_runs()), size_of(busy.home)
    done = prune(instance, GRAPH, busy, now=datetime.now(UTC) + LATER, keep_runs=0)
    assert (n_before, done.n_deleted, done.n_left) == (8, 5, 3)
    assert [run.job_name for run in instance.get_runs()] == ["derive_current", "derive_batch", "derive_batch"]
    assert done.bytes_after == size_of(busy.home) < done.bytes_before <= size
    assert done.is_packed
    assert state(instance, busy) == before
    assert find_unfinished(instance, GRAPH, busy) == []
    assert find_stale(instance, GRAPH, busy) == ()
    assert instance.get_latest_materialization_event(dg.AssetKey("manifest"))
    n_runs = len(instance.get_runs())
    assert carry(busy) == []
    assert len(instance.get_runs()) == n_runs


def test_the_partition_of_a_dead_batch_is_removed_and_a_live_one_stays(busy, instance):
    assert len(instance.get_dynamic_partitions("document_batches")) == 2
    assert prune(instance, GRAPH, busy, now=datetime.now(UTC)).n_partitions == 1
    assert instance.get_dynamic_partitions("document_batches") == list(live_batches(busy.read_manifest()))


def test_the_latest_result_of_each_check_stays(busy, instance):
    key = dg.AssetCheckKey(dg.AssetKey("actor_relations"), "contract")
    before = instance.event_log_storage.get_asset_check_execution_history(key, limit=9)
    prune(instance, GRAPH, busy, now=datetime.now(UTC) + LATER, keep_runs=0)
    assert len(before) == 6
    assert instance.event_log_storage.get_asset_check_execution_history(key, limit=9) == before[:1]


@pytest.mark.parametrize(
    ("age", "keep_days", "keep_runs", "n_deleted"),
    [(timedelta(hours=23), 1, 0, 0), (LATER, 30, 300, 0), (LATER, 30, 5, 1), (LATER, 1, 300, 5), (timedelta(days=31), 30, 300, 5)],
)
def test_runs_go_by_age_and_by_number_but_not_in_a_day(busy, instance, age, keep_days, keep_runs, n_deleted):
    done = prune(instance, GRAPH, busy, now=datetime.now(UTC) + age, keep_days=keep_days, keep_runs=keep_runs)
    assert done.n_deleted == n_deleted


def test_of_what_was_reported_without_a_run_the_latest_stays(busy, instance):
    key = dg.AssetKey("manifest")
    before = instance.fetch_materializations(key, limit=9).records
    assert len(before) == 2
    prune(instance, GRAPH, busy, now=datetime.now(UTC) + LATER)
    assert len(instance.fetch_materializations(key, limit=9).records) == 2
    prune(instance, GRAPH, busy, now=datetime.now(UTC) + timedelta(days=31))
    assert [record.storage_id for record in instance.fetch_materializations(key, limit=9).records] == [before[0].storage_id]
    assert find_stale(instance, GRAPH, busy) == ()


def test_a_run_that_is_not_over_stays(busy, instance):
    run = instance.create_run_for_job(SMALL.resolve_job_def("derive_current"), status=dg.DagsterRunStatus.STARTED)
    prune(instance, GRAPH, busy, now=datetime.now(UTC) + LATER, keep_runs=0)
    assert instance.get_run_by_id(run.run_id)


def test_what_a_killed_prune_left_is_removed_by_the_next(busy, instance, monkeypatch):
    before, n_deleted = state(instance, busy), 0

    def stop_in_the_middle(other, home, run_id):
        if n_deleted == 0:
            other.run_storage.delete_run(run_id)
        raise KeyboardInterrupt

    monkeypatch.setattr(pruning, "forget_run", stop_in_the_middle)
    with pytest.raises(KeyboardInterrupt):
        prune(instance, GRAPH, busy, now=datetime.now(UTC) + LATER, keep_runs=0)
    monkeypatch.setattr(pruning, "forget_run", forget_run)
    prune(instance, GRAPH, busy, now=datetime.now(UTC) + LATER, keep_runs=0)
    assert {path.stem for path in (busy.home / "history" / "runs").glob("*.db")} == {".db", "index"} | (
        find_needed(instance, GRAPH, busy) - {""}
    )
    assert state(instance, busy) == before


def test_the_automation_goes_on_after_batches_were_removed(busy, instance):
    prune(instance, GRAPH, busy, now=datetime.now(UTC) + LATER, keep_runs=0)
    found = dg.evaluate_automation_conditions(SMALL, instance)
    assert found.total_requested == 0

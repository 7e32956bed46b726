"""The sensor asks for what is new, changed or half done; the schedule for what is left."""

import dagster as dg
import pytest

from assets import claims
from assets.carry import carry
from assets.schedules import complete_batches
from assets.sensors import ATTEMPTS_A_DAY, IDLE_TICKS, STATE_TAG, new_documents
from pipeline.batches import live_batches, paths_of
from tests.assets.conftest import SMALL

ALL = ["documents", "rejected_documents", "sentences", "entities", "attributions", "claims"]


@pytest.fixture
def tick(warehouse, instance):
    """Return a function that evaluates the sensor as the daemon does, cursor and all."""
    cursor = None

    def evaluate() -> list[dg.RunRequest]:
        nonlocal cursor
        context = dg.build_sensor_context(instance, cursor=cursor, definitions=SMALL, sensor_name="new_documents")
        found = new_documents(context)
        if isinstance(found, dg.SkipReason):
            return []
        cursor = found.cursor
        return list(found.run_requests or [])

    return evaluate


def assets_of(request: dg.RunRequest) -> list[str]:
    return sorted(key.to_user_string() for key in request.asset_selection or [])


def test_new_documents_are_one_request_for_the_whole_batch(warehouse, instance, tick):
    [request] = tick()
    assert (request.job_name, assets_of(request)) == ("derive_batch", sorted(ALL))
    assert instance.get_dynamic_partitions("document_batches") == [request.partition_key]
    assert instance.get_latest_materialization_event(dg.AssetKey("manifest"))


def test_nothing_is_asked_for_when_all_is_done(warehouse, tick, tiny_stages):
    carry(warehouse)
    assert tick() == tick() == []


def test_a_changed_file_is_asked_for_alone_and_with_a_key_of_its_own(warehouse, tick, tiny_stages):
    [first] = tick()
    carry(warehouse)
    (warehouse.documents / "a.txt").write_text("Changed.", encoding="utf-8")
    [second] = tick()
    assert paths_of(warehouse.read_manifest(), str(second.partition_key)).keys() == {"a.txt"}
    assert second.run_key != first.run_key


def test_a_deleted_file_changes_the_manifest_that_the_whole_tables_follow(warehouse, instance, tick, tiny_stages):
    carry(warehouse)
    tick()
    before = instance.fetch_materializations(dg.AssetKey("manifest"), limit=9).records
    (warehouse.documents / "a.txt").unlink()
    assert tick() == []
    assert len(instance.fetch_materializations(dg.AssetKey("manifest"), limit=9).records) == len(before) + 1
    assert sum(live_batches(warehouse.read_manifest()).values()) == 1


def test_a_half_done_batch_is_asked_for_from_where_it_stopped(warehouse, tick, tiny_stages):
    tiny_stages(claims, "find_attributions", lambda *_, **__: 1 / 0)
    carry(warehouse)
    [request] = tick()
    assert assets_of(request) == ["attributions", "claims"]


def test_a_batch_at_work_is_not_asked_for_and_one_that_keeps_failing_not_for_ever(warehouse, instance, tick):
    [request] = tick()
    tags = {"dagster/partition": request.partition_key, STATE_TAG: request.tags[STATE_TAG]}
    job = SMALL.resolve_job_def("derive_batch")
    run = instance.create_run_for_job(job, tags=tags, status=dg.DagsterRunStatus.STARTED)
    assert tick() == []
    instance.report_run_failed(run)
    [again] = tick()
    assert again.run_key != request.run_key
    for _ in range(ATTEMPTS_A_DAY - 1):
        instance.create_run_for_job(job, tags=tags, status=dg.DagsterRunStatus.FAILURE)
    assert tick() == []
    context = dg.build_schedule_context(instance, repository_def=SMALL.get_repository_def())
    assert [request.partition_key for request in complete_batches(context)] == [again.partition_key]


def test_stale_whole_tables_are_asked_for_where_the_automation_let_them_lie(warehouse, instance, tick, tiny_stages):
    carry(warehouse)
    tick()
    (warehouse.folder / "actor_relations" / "all.parquet").unlink()
    asked = [tick() for _ in range(IDLE_TICKS + 1)]
    assert asked[:-1] == [[]] * IDLE_TICKS
    assert asked[-1][0].job_name == "derive_current"
    assert "actor_relations" in assets_of(asked[-1][0])


def test_the_schedule_skips_when_every_batch_is_finished(warehouse, instance, tiny_stages):
    carry(warehouse)
    context = dg.build_schedule_context(instance, repository_def=SMALL.get_repository_def())
    assert [type(found) for found in complete_batches(context)] == [dg.SkipReason]

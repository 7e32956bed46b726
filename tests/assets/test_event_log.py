"""The event log that keeps its files open: what it writes is what Dagster's own writes, and who watches a run hears of it."""

import threading
import time

import dagster as dg
import pytest
from dagster._core.storage.event_log import SqliteEventLogStorage

from assets.carry import carry
from assets.event_log import N_OPEN, EventLog, instance_of


@pytest.fixture
def carried(warehouse, tiny_stages):
    assert carry(warehouse) == []
    return warehouse


def test_dagsters_own_reads_what_was_written(carried):
    own = SqliteEventLogStorage(str(carried.home / "history" / "runs"))
    with instance_of(carried.home) as instance:
        assert isinstance(instance.event_log_storage, EventLog)
        for run in instance.get_runs():
            assert own.get_logs_for_run(run.run_id) == instance.event_log_storage.get_logs_for_run(run.run_id)
        for key in instance.all_asset_keys():
            assert own.get_latest_materialization_events([key]) == instance.event_log_storage.get_latest_materialization_events([key])


def test_few_files_stay_open(carried):
    with instance_of(carried.home) as instance:
        log = EventLog(str(carried.home))
        job = dg.JobDefinition(graph_def=dg.GraphDefinition(name="nothing"))
        for _ in range(N_OPEN + 3):
            log.get_logs_for_run(instance.create_run_for_job(job).run_id)
        log.all_asset_keys()
        assert len(log._engines) == N_OPEN + 1
        log.get_logs_for_run(instance.get_runs()[-1].run_id)
        assert len(log._engines) == N_OPEN + 1
        log.dispose()


def test_who_watches_a_run_hears_of_an_event_that_another_process_wrote(carried):
    with instance_of(carried.home) as instance:
        run, heard = instance.create_run_for_job(dg.JobDefinition(graph_def=dg.GraphDefinition(name="nothing"))), threading.Event()
        other = EventLog(str(carried.home))
        other.watch(run.run_id, None, lambda *_: heard.set())
        time.sleep(0.2)
        instance.report_engine_event("begun", run)
        assert heard.wait(10)
        other.dispose()

"""What starts by itself: new, changed and deleted documents are noticed, and half-done work is taken up again."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import dagster as dg
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES
from dagster._core.storage.tags import PARTITION_NAME_TAG

from assets.home import HomeError, Warehouse
from assets.jobs import derive_batch, derive_current
from assets.progress import Unfinished, find_stale, find_unfinished
from assets.register import register_batches, report_manifest, stamp_folder

TICK_S = 5
STATE_TAG, CURRENT = "sayso/state", "current"
ATTEMPTS_A_DAY = 3
REQUESTS_A_TICK = 25
IDLE_TICKS = 4
"""How many idle ticks are left to the automation condition before the sensor asks for stale tables itself."""


@dg.sensor(jobs=[derive_batch, derive_current], minimum_interval_seconds=TICK_S, default_status=dg.DefaultSensorStatus.RUNNING)
def new_documents(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Give new and changed files to batches, and ask for a run of each batch that is not finished."""
    warehouse, cursor = Warehouse.from_environment(), json.loads(context.cursor or "{}")
    try:
        with warehouse.lock("run", wait_s=0):
            return _look(context, warehouse, cursor)
    except HomeError as error:
        return dg.SkipReason(str(error))


def _look(context: dg.SensorEvaluationContext, warehouse: Warehouse, cursor: dict[str, object]) -> dg.SensorResult:
    assert context.repository_def is not None
    instance, graph, stamp = context.instance, context.repository_def.asset_graph, stamp_folder(warehouse.documents)
    if stamp != cursor.get("folder") or not warehouse.has_manifest():
        register_batches(instance, warehouse)
    manifest = warehouse.stamp_manifest()
    if manifest != cursor.get("manifest"):
        report_manifest(instance, warehouse.read_manifest())
    requests = list(request_batches(instance, find_unfinished(instance, graph, warehouse)))
    stale = () if requests or _is_busy(instance) else find_stale(instance, graph, warehouse)
    idle = int(str(cursor.get("idle", 0))) + 1 if stale else 0
    if idle > IDLE_TICKS:
        requests, idle = list(request_current(instance, stale, warehouse)), 0
    return dg.SensorResult(run_requests=requests, cursor=json.dumps({"folder": stamp, "manifest": manifest, "idle": idle}))


def request_batches(instance: dg.DagsterInstance, unfinished: Sequence[Unfinished]) -> Iterator[dg.RunRequest]:
    """Yield a request for each batch that no run is at work on and that was not tried in vain today."""
    for batch in unfinished[:REQUESTS_A_TICK]:
        runs = instance.get_runs(dg.RunsFilter(tags={PARTITION_NAME_TAG: batch.batch}))
        if not any(run.status in NOT_FINISHED_STATUSES for run in runs) and _may_try(instance, batch.state):
            yield dg.RunRequest(
                run_key=f"{batch.batch}-{batch.state}-{runs[0].run_id if runs else 'first'}",
                job_name=derive_batch.name,
                partition_key=batch.batch,
                asset_selection=[dg.AssetKey(name) for name in batch.assets],
                tags={STATE_TAG: batch.state},
            )


def request_current(instance: dg.DagsterInstance, stale: Sequence[str], warehouse: Warehouse) -> Iterator[dg.RunRequest]:
    """Yield a request for stale tables that are made from all batches, unless they failed too often today with these corrections."""
    state = f"{CURRENT}-{warehouse.stamp_corrections()}"
    if _may_try(instance, state):
        tags = {STATE_TAG: state}
        yield dg.RunRequest(job_name=derive_current.name, asset_selection=[dg.AssetKey(name) for name in stale], tags=tags)


def _may_try(instance: dg.DagsterInstance, state: str) -> bool:
    """Return whether a state may be worked on: not after three failures in a day, nor after a success that did not change it.

    Such a success is that of a run that loads newer code than this process: without this, they would take turns for ever.
    """
    today = dg.RunsFilter(tags={STATE_TAG: state}, created_after=datetime.now(UTC) - timedelta(days=1))
    n_of = Counter(run.status for run in instance.get_runs(today))
    n_failed = n_of[dg.DagsterRunStatus.FAILURE] + n_of[dg.DagsterRunStatus.CANCELED]
    return n_failed < ATTEMPTS_A_DAY and (state.startswith(CURRENT) or not n_of[dg.DagsterRunStatus.SUCCESS])


def _is_busy(instance: dg.DagsterInstance) -> bool:
    return instance.get_runs_count(dg.RunsFilter(statuses=NOT_FINISHED_STATUSES)) > 0


automation = dg.AutomationConditionSensorDefinition(
    "automation", target=dg.AssetSelection.all(), minimum_interval_seconds=TICK_S, default_status=dg.DefaultSensorStatus.RUNNING
)

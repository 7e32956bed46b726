"""What is done every night."""

from collections.abc import Iterator

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

from assets.home import Warehouse
from assets.jobs import compact, derive_batch, export_all, prune, write_report
from assets.progress import find_unfinished
from assets.prune import KEEP_RUNS
from assets.register import register_batches, report_manifest
from pipeline.batches import dead_batches, small_batches
from pipeline.models import DATABASE

MANY_BATCHES = 50
"""So many small batches, or batches without a live file, are worth a night's compaction."""


@dg.schedule(job=derive_batch, cron_schedule="0 3 * * *", default_status=dg.DefaultScheduleStatus.RUNNING)
def complete_batches(context: dg.ScheduleEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """Read every file's fingerprint again, and ask for every batch that is not finished, however often it failed."""
    assert context.repository_def is not None
    warehouse = Warehouse.from_environment()
    plan = register_batches(context.instance, warehouse, afresh=True)
    report_manifest(context.instance, plan.manifest)
    unfinished = find_unfinished(context.instance, context.repository_def.asset_graph, warehouse)
    for batch in unfinished:
        yield dg.RunRequest(partition_key=batch.batch, asset_selection=[dg.AssetKey(name) for name in batch.assets])
    if not unfinished:
        yield dg.SkipReason("every batch is finished")


def nightly(job: UnresolvedAssetJobDefinition, name: str) -> dg.ScheduleDefinition:
    """Return a schedule that asks for a job every night, where there is a database to make it from."""

    @dg.schedule(name=name, job=job, cron_schedule="0 4 * * *", default_status=dg.DefaultScheduleStatus.RUNNING)
    def ask() -> dg.RunRequest | dg.SkipReason:
        if (Warehouse.from_environment().folder / DATABASE).exists():
            return dg.RunRequest()
        return dg.SkipReason("there is no database yet")

    return ask


report_nightly = nightly(write_report, "report_nightly")
export_nightly = nightly(export_all, "export_nightly")


@dg.schedule(job=compact, cron_schedule="0 2 * * *", default_status=dg.DefaultScheduleStatus.RUNNING)
def compact_nightly() -> dg.RunRequest | dg.SkipReason:
    """Ask for compaction where there is something to gain."""
    manifest = Warehouse.from_environment().read_manifest()
    n_small, n_dead = len(small_batches(manifest)), len(dead_batches(manifest))
    if max(n_small, n_dead) >= MANY_BATCHES:
        return dg.RunRequest()
    return dg.SkipReason(f"{n_small} small batches and {n_dead} without a live file are not worth it")


@dg.schedule(job=prune, cron_schedule="30 2 * * 0", default_status=dg.DefaultScheduleStatus.RUNNING)
def prune_weekly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Ask for pruning where there are more runs than are kept."""
    n_runs = context.instance.get_runs_count()
    return dg.RunRequest() if n_runs > KEEP_RUNS else dg.SkipReason(f"{n_runs} runs are not too many")

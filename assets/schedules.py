"""What is done every night."""

from collections.abc import Iterator

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

from assets.home import Warehouse
from assets.jobs import derive_batch, export_all, write_report
from assets.progress import find_unfinished
from assets.register import register_batches, report_manifest
from pipeline.models import DATABASE


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

"""Carry everything unfinished to its end, in this process, as runs that the UI shows afterwards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import dagster as dg
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES
from dagster_shared.error import SerializableErrorInfo

from assets.bar import Bar, Work
from assets.definitions import defs
from assets.home import Warehouse
from assets.io import remove_damaged
from assets.jobs import derive_batch, derive_current
from assets.progress import find_stale, find_unfinished
from assets.register import register_batches, report_manifest
from assets.resources import forget_engine, the_codebook, the_engine

STARTED_BY, RUN, UI = "sayso/started_by", "make run", "make ui"
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass(frozen=True)
class Failure:
    """What went wrong: in one line, and in full."""

    line: str
    details: str


def carry(warehouse: Warehouse, also: Sequence[str] = ()) -> list[Failure]:
    """Register what is new, derive what is not finished, then what is made from all batches; one failure stops no other batch.

    `also` names assets made on demand that are to be made anew. After a failure every table is read to its end; where one turns out
    to be damaged, it is removed and made again.
    """
    warehouse.remove_left_over()
    with dg.DagsterInstance.get() as instance:
        close_left_over(instance, RUN)
        report_manifest(instance, register_batches(instance, warehouse).manifest)
        failures = _derive(instance, warehouse, also)
        return _derive(instance, warehouse, also) if failures and remove_damaged(warehouse) else failures


def _derive(instance: dg.DagsterInstance, warehouse: Warehouse, also: Sequence[str]) -> list[Failure]:
    graph = defs.resolve_asset_graph()
    batches = [Work(derive_batch.name, found.assets, found.batch) for found in find_unfinished(instance, graph, warehouse)]
    if batches or find_stale(instance, graph, warehouse):
        the_codebook()
    if any("sentences" in work.assets for work in batches):
        the_engine()
    with Bar(batches) as bar:
        failures = [failure for work in batches for failure in _execute(instance, work, bar)]
        forget_engine()  # its memory is wanted for what is made from all batches
        stale = find_stale(instance, graph, warehouse)
        wanted = tuple(dict.fromkeys((*stale, *also)))
        if wanted:
            failures += _execute(instance, Work(derive_current.name, wanted), bar)
    return failures


def derive_stale(warehouse: Warehouse) -> list[Failure]:
    """Make anew what is made from all batches and is older than they are; no document is looked for."""
    with dg.DagsterInstance.get() as instance, Bar([]) as bar:
        stale = find_stale(instance, defs.resolve_asset_graph(), warehouse)
        return _execute(instance, Work(derive_current.name, stale), bar) if stale else []


def _execute(instance: dg.DagsterInstance, work: Work, bar: Bar) -> list[Failure]:
    @dg.success_hook(name="advance")
    def advance(context: dg.HookContext) -> None:
        bar.progress.advance(bar.task)
        bar.show(context.op.name)

    bar.begin(work)
    job = defs.resolve_job_def(work.job).with_hooks({advance})
    chosen = [dg.AssetKey(name) for name in work.assets]
    result = job.execute_in_process(QUIET, instance, work.batch, raise_on_error=False, asset_selection=chosen, tags={STARTED_BY: RUN})
    bar.end(work)
    return list(find_failures(result, f"batch {work.batch}" if work.batch else "all batches"))


def find_failures(result: dg.ExecuteInProcessResult, what: str) -> Iterator[Failure]:
    """Yield what failed in a run: steps, checks, or the run itself."""
    steps = [event for event in result.all_events if event.is_step_failure]
    for event in steps:
        yield _failure(f"{what}: {event.step_key}", event.step_failure_data.error)
    for check in result.get_asset_check_evaluations():
        if not check.passed and check.severity == dg.AssetCheckSeverity.ERROR:
            said = f"{what}: {check.asset_key.to_user_string()}: the check {check.check_name} failed: {check.description or 'see make ui'}"
            yield Failure(_one_line(said), said)
    if not result.success and not steps:
        error = next((event.job_failure_data.error for event in result.all_events if event.is_job_failure), None)
        yield _failure(what, error)


def _failure(what: str, error: SerializableErrorInfo | None) -> Failure:
    """Return the first cause of an error in one line, and the whole of it."""
    if error is None:
        return Failure(f"{what}: failed", f"{what}: failed")
    cause = error
    while cause.cause:
        cause = cause.cause
    return Failure(_one_line(f"{what}: {cause.message}"), error.to_string())


def _one_line(message: str) -> str:
    return " ".join(message.split())[:300]


def close_left_over(instance: dg.DagsterInstance, started_by: str) -> None:
    """Mark the runs as failed that a killed process left open; only whoever holds that process's lock may call this."""
    begun = [status for status in NOT_FINISHED_STATUSES if status != dg.DagsterRunStatus.QUEUED]
    for run in instance.get_runs(dg.RunsFilter(statuses=begun)):
        if run.tags.get(STARTED_BY, UI) == started_by:
            instance.report_run_failed(run, "The process that made this run was stopped.")

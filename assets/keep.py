"""`make compact`, `make prune`, `make verify`: keep a warehouse small and sound; a failure is one line on the error stream."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.home import HomeError, Warehouse

if TYPE_CHECKING:
    import dagster as dg

WAIT_S = 10.0
KEPT = {"days": "SAYSO_KEEP_DAYS", "runs": "SAYSO_KEEP_RUNS"}


def main(arguments: Sequence[str]) -> int:
    """Run the job that the first argument names over the warehouse of the environment; return the exit status."""
    job, warehouse = arguments[0], Warehouse.from_environment()
    if not warehouse.has_manifest():
        return _fail(f"there is nothing in {warehouse.folder} yet; type: make run")
    try:
        warehouse.open()
        os.environ["DAGSTER_HOME"] = str(warehouse.home)
        with warehouse.lock("run", wait_s=WAIT_S), warehouse.lock("writer", wait_s=WAIT_S):
            return WAYS[job](warehouse)
    except (HomeError, ValueError) as error:
        return _fail(" ".join(str(error).split())[:300])


def compact(warehouse: Warehouse) -> int:
    """Merge small batches, then bring what is made from all batches up to date."""
    made = _numbers(_execute("compact"))
    if not any(made.values()):
        print("There is nothing to merge and nothing to remove.")
        return 0
    print(
        f"{made['merged_batches']:,} small batches became {made['into_batches']:,}; "
        f"{made['forgotten_batches']:,} batches and {made['removed_files']:,} files were removed."
    )
    from assets.carry import derive_stale

    failures = derive_stale(warehouse)
    return _fail(failures[0].line) if failures else 0


def prune(warehouse: Warehouse) -> int:
    """Delete old runs."""
    config = {name: int(value) for name, variable in KEPT.items() if (value := os.environ.get(variable))}
    made = _numbers(_execute("prune", {"ops": {"prune_event_log": {"config": config}}}))
    print(
        f"{made['deleted_runs']:,} runs deleted, {made['kept_runs']:,} kept; {made['removed_partitions']:,} partitions removed; "
        f"{warehouse.home}: {made['MB_before']} MB, now {made['MB_after']} MB."
    )
    if not made["is_packed"]:
        print("Another process is at work in Dagster's databases: space is given back when `make ui` is stopped and this is run again.")
    return 0


def verify(warehouse: Warehouse) -> int:
    """Say what is wrong, a line each; remove what is damaged where MEND is set."""
    [found] = _execute("verify").get_asset_check_evaluations()
    said: dict[str, Any] = {name: value.value for name, value in found.metadata.items()}
    for line in said["faults"]:
        print(f"wrong: {line}")
    for line in said["not_made_yet"]:
        print(f"to do: {line}; `make run` makes it")
    n_faults = len(said["faults"])
    print(f"{said['batches']:,} batches, {said['files']:,} files: {f'{n_faults:,} faults' if n_faults else 'all is as it was written'}.")
    if os.environ.get("SAYSO_MEND") and said["files_to_remove"]:
        for name in said["files_to_remove"]:
            Path(name).unlink(missing_ok=True)
        print(f"{len(said['files_to_remove']):,} files removed in {warehouse.folder}; now type: make run")
        return 0
    return 1 if n_faults else 0


WAYS = {"compact": compact, "prune": prune, "verify": verify}


def _execute(job: str, config: dict[str, Any] | None = None) -> "dg.ExecuteInProcessResult":
    """Run a job in this process, seen by the UI; HomeError says in one line why it failed."""
    import dagster as dg

    from assets.carry import QUIET, RUN, STARTED_BY, close_left_over, find_failures
    from assets.definitions import defs

    with dg.DagsterInstance.get() as instance:
        close_left_over(instance, RUN)
        chosen = defs.resolve_job_def(job)
        result = chosen.execute_in_process(QUIET | (config or {}), instance, raise_on_error=False, tags={STARTED_BY: RUN})
    if not result.success:
        raise HomeError("; ".join(failure.line for failure in find_failures(result, job)))
    return result


def _numbers(result: "dg.ExecuteInProcessResult") -> dict[str, Any]:
    """Return what the one step of a job says of itself."""
    [output] = [event.step_output_data for event in result.all_events if event.is_successful_output]
    return {name: value.value for name, value in output.metadata.items()}


def _fail(line: str) -> int:
    print(f"sayso: {line}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

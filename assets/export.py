"""`make export`: write the files that other tools take; a failure is one line on the error stream."""

import os
import sys

from assets.home import HomeError, Warehouse
from pipeline.models.connect import DATABASE

WAIT_S = 10.0


def main() -> int:
    """Write every export, and print how many rows each holds and where it is."""
    warehouse = Warehouse.from_environment()
    if not (warehouse.folder / DATABASE).exists():
        return _fail(f"there is no database in {warehouse.folder} yet; type: make run")
    os.environ["DAGSTER_HOME"] = str(warehouse.home)
    try:
        with warehouse.lock("writer", wait_s=WAIT_S):
            return _export()
    except HomeError as error:
        return _fail(str(error))


def _export() -> int:
    import dagster as dg

    from assets.carry import QUIET, RUN, STARTED_BY, find_failures
    from assets.definitions import defs
    from assets.jobs import export_all

    job = defs.resolve_job_def(export_all.name)
    with dg.DagsterInstance.get() as instance:
        result = job.execute_in_process(QUIET, instance, raise_on_error=False, tags={STARTED_BY: RUN})
    for event in result.get_asset_materialization_events():
        made = event.step_materialization_data.materialization.metadata
        print(f"{made['dagster/row_count'].value:>9,}  {made['path'].value}")
    return _fail("; ".join(failure.line for failure in find_failures(result, "exports"))) if not result.success else 0


def _fail(line: str) -> int:
    print(f"sayso: {line}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

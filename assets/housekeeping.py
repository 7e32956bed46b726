"""What keeps a warehouse small and sound, as steps that a job runs: merging batches, pruning the event log, verifying."""

from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg
from dagster._core.definitions.assets.graph.asset_graph import AssetGraph
from pydantic import Field

from assets.compact import Merged, compact
from assets.home import Warehouse
from assets.prune import KEEP_DAYS, KEEP_RUNS, prune
from assets.verify import verify
from pipeline.batches import MANIFEST

MEGABYTE = 1e6


class Keep(dg.Config):
    """Which runs are kept though nothing rests on them."""

    days: int = Field(default=KEEP_DAYS, ge=1, description="Runs that are older, in days, are deleted.")
    runs: int = Field(default=KEEP_RUNS, ge=0, description="So are those beyond the newest so many, after a day.")


def whole_graph() -> AssetGraph:
    """Return the graph of all assets; looked up late, since the definitions import this module."""
    from assets.definitions import defs

    return defs.resolve_asset_graph()


@dg.op(out=dg.Out(dg.Nothing), description="Merge small finished batches, and clear away what no live file rests on.")
def merge_small_batches(
    context: dg.OpExecutionContext, warehouse: dg.ResourceParam[Warehouse]
) -> Iterator[dg.AssetMaterialization | dg.Output[None]]:
    """Pass on each materialisation as it comes, and count the rest."""
    n_old, n_new, n_files, n_dead = 0, 0, 0, 0
    for item in compact(context.instance, whole_graph(), warehouse):
        if isinstance(item, dg.AssetMaterialization):
            yield item
        elif isinstance(item, Merged):
            n_old, n_new = n_old + len(item.made_from), n_new + 1
        else:
            n_files, n_dead = n_files + item.n_files, n_dead + item.n_batches
    counts = {"merged_batches": n_old, "into_batches": n_new, "forgotten_batches": n_dead, "removed_files": n_files}
    yield dg.Output(None, metadata=counts)


@dg.op(out=dg.Out(dg.Nothing), description="Delete old runs and their events, but none that tells what is finished.")
def prune_event_log(context: dg.OpExecutionContext, config: Keep, warehouse: dg.ResourceParam[Warehouse]) -> Iterator[dg.Output[None]]:
    """Prune, and say by how much Dagster's home has shrunk."""
    done = prune(context.instance, whole_graph(), warehouse, now=datetime.now(UTC), keep_days=config.days, keep_runs=config.runs)
    metadata = {
        "deleted_runs": done.n_deleted,
        "kept_runs": done.n_left,
        "removed_partitions": done.n_partitions,
        "MB_before": round(done.bytes_before / MEGABYTE, 1),
        "MB_after": round(done.bytes_after / MEGABYTE, 1),
        "is_packed": done.is_packed,
    }
    yield dg.Output(None, metadata=metadata)


@dg.asset_check(
    asset=MANIFEST.name,
    name="warehouse_is_whole",
    description="Every table of every live batch is there, holds the bytes that were written, and covers the files of the manifest.",
)
def warehouse_is_whole(context: dg.AssetCheckExecutionContext, warehouse: dg.ResourceParam[Warehouse]) -> dg.AssetCheckResult:
    """Compare the warehouse with its manifest; nothing is changed."""
    found = verify(context.op_execution_context.instance, whole_graph(), warehouse)
    return dg.AssetCheckResult(
        passed=not found.faults,
        description="; ".join(fault.line for fault in found.faults[:3]) or None,
        metadata={
            "batches": found.n_batches,
            "files": found.n_files,
            "faults": dg.MetadataValue.json([fault.line for fault in found.faults]),
            "files_to_remove": dg.MetadataValue.json([str(fault.file) for fault in found.faults if fault.file]),
            "not_made_yet": dg.MetadataValue.json(list(found.to_do)),
        },
    )

"""Which file rests in which batch, and which files are live: pure functions over the manifest."""

from pipeline.batches.live import keep_live
from pipeline.batches.manifest import MANIFEST, live_batches, paths_of, withdraw
from pipeline.batches.merge import Size, dead_batches, forget_batches, merge_batches, merge_key, plan_merges, small_batches
from pipeline.batches.plan import BATCH_SIZE, Plan, plan_batches

__all__ = [
    "BATCH_SIZE", "MANIFEST", "Plan", "Size", "dead_batches", "forget_batches", "keep_live", "live_batches", "merge_batches",
    "merge_key", "paths_of", "plan_batches", "plan_merges", "small_batches", "withdraw",
]  # fmt: skip

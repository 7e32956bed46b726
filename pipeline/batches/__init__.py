"""Which file rests in which batch, and which files are live: pure functions over the manifest."""

from pipeline.batches.live import keep_live
from pipeline.batches.manifest import MANIFEST, live_batches, paths_of, withdraw
from pipeline.batches.plan import BATCH_SIZE, Plan, plan_batches

__all__ = ["BATCH_SIZE", "MANIFEST", "Plan", "keep_live", "live_batches", "paths_of", "plan_batches", "withdraw"]

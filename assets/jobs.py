"""The jobs: all tables of one batch, all that is made from all batches, and, on demand, the report, what other tools take, housekeeping."""

import dagster as dg

from assets.housekeeping import merge_small_batches, prune_event_log, warehouse_is_whole

PER_BATCH = dg.AssetSelection.assets("documents", "rejected_documents", "sentences", "entities", "attributions", "claims")
REPORT = dg.AssetSelection.assets("report")
EXPORTS = dg.AssetSelection.groups("exports")
VERIFY = dg.AssetSelection.checks(warehouse_is_whole)
FROM_ALL = dg.AssetSelection.all() - PER_BATCH - EXPORTS - dg.AssetSelection.assets("manifest")

derive_batch = dg.define_asset_job("derive_batch", PER_BATCH, description="Read one batch of documents and derive every table from it.")
derive_current = dg.define_asset_job("derive_current", FROM_ALL, description="Make the tables that rest on the live rows of all batches.")
write_report = dg.define_asset_job("write_report", REPORT, description="Write the report from the tables as they are.")
export_all = dg.define_asset_job("export_all", EXPORTS, description="Write the files that other tools take.")
verify = dg.define_asset_job("verify", VERIFY, description="Compare the warehouse with its manifest; only reads.")


@dg.job(description="Merge small batches into full ones, and clear away what no live file rests on.")
def compact() -> None:
    """Run the one step."""
    merge_small_batches()


@dg.job(description="Delete old runs from Dagster's log, but none that tells what is finished.")
def prune() -> None:
    """Run the one step."""
    prune_event_log()

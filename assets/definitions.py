"""Everything that Dagster is to know of Sayso."""

import importlib
import importlib.util

import dagster as dg

from assets import claims, codebook, copies, corrections, documents, entities, housekeeping, relations, sentences
from assets.jobs import compact, derive_batch, derive_current, export_all, prune, verify, write_report
from assets.resources import RESOURCES
from assets.schedules import compact_nightly, complete_batches, export_nightly, prune_weekly, report_nightly
from assets.sensors import automation, new_documents

MODULES = [documents, sentences, entities, claims, copies, relations, codebook, corrections, housekeeping]
MODULES += [importlib.import_module(name) for name in ("assets.models", "assets.report", "assets.exports")]

defs = dg.Definitions(
    assets=dg.load_assets_from_modules(MODULES),
    asset_checks=dg.load_asset_checks_from_modules(MODULES),
    jobs=[derive_batch, derive_current, write_report, export_all, compact, prune, verify],
    sensors=[new_documents, automation],
    schedules=[complete_batches, report_nightly, export_nightly, compact_nightly, prune_weekly],
    resources=RESOURCES,
    executor=dg.in_process_executor,
)

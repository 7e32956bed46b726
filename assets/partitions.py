"""How the work is cut: one dynamic partition a batch of documents, and what follows when batches change."""

import dagster as dg

document_batches = dg.DynamicPartitionsDefinition(name="document_batches")

FOLLOW_BATCHES = (
    dg.AutomationCondition.any_deps_updated().since_last_handled()
    & ~dg.AutomationCondition.any_deps_in_progress()
    & ~dg.AutomationCondition.asset_matches("claims", dg.AutomationCondition.in_progress())
    & ~dg.AutomationCondition.in_progress()
).with_label("follow_batches")
"""For tables made from all batches. `eager()` would wait for ever while one batch is missing. A batch's run ends with
`claims`: whoever follows an earlier table waits for that end, so that one run serves all."""

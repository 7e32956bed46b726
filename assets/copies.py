"""The copies among the live documents of all batches."""

import dagster as dg
import pyarrow as pa

from assets.checks import check_specs
from assets.io import COLUMNS
from assets.partitions import FOLLOW_BATCHES
from assets.stage import Made, describe, finish
from pipeline.copies import link
from pipeline.tables import COPIES


@dg.asset(
    **describe(COPIES, "documents", "copies"),
    ins={"documents": dg.AssetIn(metadata={COLUMNS: list(link.COLUMNS)})},
    deps=["manifest"],
    automation_condition=FOLLOW_BATCHES,
    check_specs=check_specs(COPIES),
)
def copies(documents: pa.Table) -> Made:
    """Link the documents that tell a story again to the one that told it first."""
    return finish(COPIES, link.link_copies(documents))

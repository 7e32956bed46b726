"""The relations between actors, counted over the live claims of all batches."""

import dagster as dg
import pyarrow as pa

from assets.checks import check_specs
from assets.io import COLUMNS, ENCODED
from assets.partitions import FOLLOW_BATCHES
from assets.stage import Made, describe, finish
from pipeline.codebook import Codebook
from pipeline.relations import relate
from pipeline.relations.relate import relate_actors
from pipeline.tables import ACTOR_RELATIONS


@dg.asset(
    **describe(ACTOR_RELATIONS, "relations", "codebook", "relations"),
    ins={"claims": dg.AssetIn(metadata={COLUMNS: list(relate.COLUMNS), ENCODED: list(relate.REPEATED)})},
    deps=["manifest"],
    automation_condition=FOLLOW_BATCHES,
    check_specs=check_specs(ACTOR_RELATIONS),
)
def actor_relations(claims: pa.Table, copies: pa.Table, codebook: dg.ResourceParam[Codebook]) -> Made:
    """Count the claims of each pair of actors."""
    return finish(ACTOR_RELATIONS, relate_actors(claims, copies, codebook=codebook))

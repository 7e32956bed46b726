"""The attributions and the claims of a batch."""

import dagster as dg
import pyarrow as pa

from assets.checks import check_specs, texts_of
from assets.partitions import document_batches
from assets.stage import N_WORKERS, Made, describe, finish
from pipeline.claims.attribute import find_attributions
from pipeline.claims.find import find_claims
from pipeline.codebook import Codebook
from pipeline.tables import ATTRIBUTIONS, CLAIMS


@dg.asset(
    **describe(ATTRIBUTIONS, "claims", "codebook", "claims"),
    partitions_def=document_batches,
    check_specs=check_specs(ATTRIBUTIONS, evidence=True),
)
def attributions(documents: pa.Table, sentences: pa.Table, entities: pa.Table, codebook: dg.ResourceParam[Codebook]) -> Made:
    """Find who is said to say what in one batch of documents."""
    return finish(ATTRIBUTIONS, find_attributions(sentences, entities, codebook=codebook, workers=N_WORKERS), texts_of(documents))


@dg.asset(
    **describe(CLAIMS, "claims", "codebook", "claims"),
    partitions_def=document_batches,
    check_specs=check_specs(CLAIMS, evidence=True),
)
def claims(
    documents: pa.Table, sentences: pa.Table, entities: pa.Table, attributions: pa.Table, codebook: dg.ResourceParam[Codebook]
) -> Made:
    """Find who holds that who did what to whom in one batch of documents."""
    return finish(
        CLAIMS, find_claims(documents, sentences, entities, attributions, codebook=codebook, workers=N_WORKERS), texts_of(documents)
    )

"""The attributions and the claims of a batch."""

import dagster as dg
import pyarrow as pa

from assets.checks import check_specs, texts_of
from assets.partitions import document_batches
from assets.stage import Made, describe, finish
from pipeline.claims.attribute import find_attributions
from pipeline.claims.find import find_claims
from pipeline.codebook import Codebook
from pipeline.tables import ATTRIBUTIONS, CLAIMS
from pipeline.tables.workers import Workers


@dg.asset(
    **describe(ATTRIBUTIONS, "claims", "codebook", "claims"),
    partitions_def=document_batches,
    check_specs=check_specs(ATTRIBUTIONS, evidence=True),
)
def attributions(
    documents: pa.Table, sentences: pa.Table, entities: pa.Table, codebook: dg.ResourceParam[Codebook], workers: dg.ResourceParam[Workers]
) -> Made:
    """Find who is said to say what in one batch of documents."""
    return finish(ATTRIBUTIONS, find_attributions(sentences, entities, codebook=codebook, workers=workers), texts_of(documents))


@dg.asset(
    **describe(CLAIMS, "claims", "codebook", "claims"),
    partitions_def=document_batches,
    check_specs=check_specs(CLAIMS, evidence=True),
)
def claims(
    documents: pa.Table, sentences: pa.Table, entities: pa.Table, attributions: pa.Table, codebook: dg.ResourceParam[Codebook],
    workers: dg.ResourceParam[Workers],
) -> Made:  # fmt: skip
    """Find who holds that who did what to whom in one batch of documents."""
    found = find_claims(documents, sentences, entities, attributions, codebook=codebook, workers=workers)
    workers.close()  # no later table is made by them, and a run that makes the models too needs their memory
    return finish(CLAIMS, found, texts_of(documents))

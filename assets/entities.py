"""The mentions of a batch, and whom they mean."""

import dagster as dg
import pyarrow as pa

from assets.checks import check_specs, texts_of
from assets.partitions import document_batches
from assets.stage import Made, describe, finish
from pipeline.codebook import Codebook
from pipeline.entities.find import find_entities
from pipeline.tables import ENTITIES
from pipeline.tables.workers import Workers


@dg.asset(
    **describe(ENTITIES, "entities", "codebook", "entities"),
    partitions_def=document_batches,
    check_specs=check_specs(ENTITIES, evidence=True),
)
def entities(documents: pa.Table, sentences: pa.Table, codebook: dg.ResourceParam[Codebook], workers: dg.ResourceParam[Workers]) -> Made:
    """Find the mentions in one batch of documents."""
    return finish(ENTITIES, find_entities(documents, sentences, codebook=codebook, workers=workers), texts_of(documents))

"""The sentences of a batch, read by the engine: the one place where it runs."""

import dagster as dg
import pyarrow as pa

from assets.checks import check_specs, texts_of
from assets.partitions import document_batches
from assets.resources import other_engine
from assets.stage import Made, describe, finish
from pipeline.codebook.furniture import Furniture
from pipeline.language.engine import Engine
from pipeline.sentences.find import find_sentences
from pipeline.tables import SENTENCES
from pipeline.tables.workers import Workers

SPEC = describe(SENTENCES, "sentences", "language", "sentences", "codebook/furniture.py", "codebook/furniture.tsv")
SPEC["code_version"] += other_engine()


@dg.asset(
    **SPEC,
    partitions_def=document_batches,
    check_specs=check_specs(SENTENCES, evidence=True),
)
def sentences(
    documents: pa.Table, engine: dg.ResourceParam[Engine], furniture: dg.ResourceParam[Furniture], workers: dg.ResourceParam[Workers]
) -> Made:
    """Analyse one batch of documents."""
    return finish(SENTENCES, find_sentences(documents, engine=engine, furniture=furniture, workers=workers), texts_of(documents))

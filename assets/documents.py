"""The documents of a batch, and the manifest that tells which file rests in which batch."""

import dagster as dg

from assets.checks import check_specs
from assets.home import Warehouse
from assets.partitions import document_batches
from assets.register import not_as_registered, register_batches, report
from assets.stage import Made, describe, finish
from pipeline.batches import MANIFEST, paths_of, withdraw
from pipeline.documents.read import read_documents
from pipeline.tables import DOCUMENTS, REJECTED_DOCUMENTS
from pipeline.tables.workers import Workers

GROUP = "documents"
INPUT = {"code_version": "1"}
"""What was read is a batch's input: it is not read again when our code changes, since the files may have changed too."""


@dg.asset(**describe(MANIFEST, GROUP) | INPUT | {"dagster_type": dg.Nothing})
def manifest(context: dg.AssetExecutionContext, warehouse: dg.ResourceParam[Warehouse]) -> Made:
    """Look for new, changed and deleted files, and give the new ones to batches."""
    return report(register_batches(context.instance, warehouse).manifest)


@dg.multi_asset(
    name="read_documents",
    outs={contract.name: dg.AssetOut(**describe(contract, GROUP) | INPUT) for contract in (DOCUMENTS, REJECTED_DOCUMENTS)},
    check_specs=[*check_specs(DOCUMENTS), *check_specs(REJECTED_DOCUMENTS)],
    partitions_def=document_batches,
)
def documents_of_batch(
    context: dg.AssetExecutionContext, warehouse: dg.ResourceParam[Warehouse], workers: dg.ResourceParam[Workers]
) -> tuple[Made, Made]:
    """Read the files of one batch."""
    batch = context.partition_key
    registered = paths_of(warehouse.read_manifest(), batch)
    documents, rejected = read_documents(warehouse.documents, list(registered), workers=workers)
    with warehouse.lock("manifest"):
        moved = not_as_registered(warehouse.documents, registered, documents)
        warehouse.write_manifest(withdraw(warehouse.read_manifest(), batch, moved))
    return finish(DOCUMENTS, documents), finish(REJECTED_DOCUMENTS, rejected)

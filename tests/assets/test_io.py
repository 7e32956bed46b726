"""Tables go to their batch's file and come back the same; all batches together are the live rows."""

import dagster as dg
import pytest

from assets.io import COLUMNS, ParquetTables, read_current, read_whole
from assets.register import register_batches
from pipeline.batches import live_batches, paths_of
from pipeline.documents.read import read_documents
from pipeline.tables import ACTOR_RELATIONS, DOCUMENTS, REJECTED_DOCUMENTS


def write(tables: ParquetTables, name: str, table, batch: str | None) -> None:
    tables.handle_output(dg.build_output_context(asset_key=dg.AssetKey(name), partition_key=batch), table)


@pytest.fixture
def batch(warehouse, instance) -> str:
    """Register and read the documents; return their batch."""
    register_batches(instance, warehouse)
    manifest = warehouse.read_manifest()
    [batch] = live_batches(manifest)
    documents, rejected = read_documents(warehouse.documents, list(paths_of(manifest, batch)))
    write(ParquetTables(warehouse), "documents", documents, batch)
    write(ParquetTables(warehouse), "rejected_documents", rejected, batch)
    return batch


def test_a_batch_comes_back_as_it_went(warehouse, batch):
    context = dg.build_input_context(asset_key=dg.AssetKey("documents"), partition_key=batch)
    table = ParquetTables(warehouse).load_input(context)
    assert DOCUMENTS.check(table)["source_path"].to_pylist() != []
    assert (warehouse.folder / "documents" / f"{batch}.parquet").exists()


def test_all_batches_are_the_live_rows_sorted(warehouse, instance, batch):
    context = dg.build_input_context(asset_key=dg.AssetKey("documents"))
    assert sorted(ParquetTables(warehouse).load_input(context)["source_path"].to_pylist()) == ["a.txt", "b.txt"]
    (warehouse.documents / "a.txt").unlink()
    register_batches(instance, warehouse)
    live = DOCUMENTS.check(ParquetTables(warehouse).load_input(context))
    assert live["source_path"].to_pylist() == ["b.txt"]
    assert REJECTED_DOCUMENTS.check(read_current(warehouse, "rejected_documents")).num_rows == 0
    assert read_current(warehouse, "documents", ["document_id"]).schema.names == ["document_id"]


def test_an_input_that_names_columns_gets_these_alone(warehouse, batch):
    names = ["document_id", "signature"]
    context = dg.build_input_context(asset_key=dg.AssetKey("documents"), definition_metadata={COLUMNS: names})
    found = ParquetTables(warehouse).load_input(context)
    assert (found.schema.names, found.num_rows) == (names, 2)


def test_a_batch_that_is_not_finished_has_no_rows_yet(warehouse, batch):
    assert read_current(warehouse, "claims").num_rows == 0


def test_a_table_made_from_all_batches_is_one_file(warehouse):
    assert read_whole(warehouse, "actor_relations").num_rows == 0
    write(ParquetTables(warehouse), "actor_relations", ACTOR_RELATIONS.empty(), None)
    assert (warehouse.folder / "actor_relations" / "all.parquet").exists()
    assert ParquetTables(warehouse).load_input(dg.build_input_context(asset_key=dg.AssetKey("actor_relations"))).num_rows == 0

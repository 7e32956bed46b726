"""The live rows of a batch are told by the documents that its live files hold."""

import pyarrow as pa

from pipeline.batches import keep_live

DOCUMENTS = pa.table({"document_id": ["1", "2"], "source_path": ["a.txt", "b.txt"]})


def test_rows_of_live_documents_are_kept():
    rows = pa.table({"document_id": ["1", "2", "2"], "n": [1, 2, 3]})
    assert keep_live(rows, DOCUMENTS, {"b.txt"})["n"].to_pylist() == [2, 3]
    assert keep_live(rows, DOCUMENTS, set()).num_rows == 0


def test_a_table_without_documents_is_told_by_its_paths():
    rejected = pa.table({"source_path": ["c.txt", "d.txt"]})
    assert keep_live(rejected, DOCUMENTS, {"a.txt", "d.txt"})["source_path"].to_pylist() == ["d.txt"]

"""The rows do not depend on how many processes read them."""

from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.codebook import Codebook
from pipeline.documents import list_files, read_documents
from pipeline.language.engine import OnnxEngine
from pipeline.sentences import find
from pipeline.tables.parquet import to_parquet
from pipeline.tables.workers import Workers

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def documents() -> pa.Table:
    return read_documents(SAMPLES, [file.source_path for file in list_files(SAMPLES)[:5]])[0]


def test_two_processes_give_the_same_table(
    documents: pa.Table, engine: OnnxEngine, codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = find.find_sentences(documents, engine=engine, furniture=codebook.furniture)
    monkeypatch.setattr(find, "WORTH_PROCESSES", 0)
    monkeypatch.setattr(find, "CHUNK", 1)
    with Workers(2) as workers:
        together = find.find_sentences(documents, engine=engine, furniture=codebook.furniture, workers=workers)
        assert workers.is_running
    assert to_parquet(together) == to_parquet(alone)


def test_a_document_does_not_depend_on_the_others(documents: pa.Table, engine: OnnxEngine, codebook: Codebook) -> None:
    all_of_them = find.find_sentences(documents, engine=engine, furniture=codebook.furniture)
    one = documents.slice(2, 1)
    alone = find.find_sentences(one, engine=engine, furniture=codebook.furniture)
    document_id = one["document_id"][0].as_py()
    kept = [value == document_id for value in all_of_them["document_id"].to_pylist()]
    assert all_of_them.filter(pa.array(kept)).combine_chunks().equals(alone.combine_chunks())

"""Documents are shared between processes whole, and the rows are those of one process."""

import os
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.claims.attribute import find_attributions
from pipeline.claims.find import find_claims
from pipeline.documents import list_files, read_documents
from pipeline.entities.find import find_entities
from pipeline.sentences.find import find_sentences
from pipeline.tables import share
from pipeline.tables.contract import Contract
from pipeline.tables.parquet import to_parquet
from pipeline.tables.share import share_documents, split_documents
from pipeline.tables.workers import Workers

SAMPLES = Path(__file__).parents[2] / "samples"
PIDS = Contract("pids", "Who worked.", ("document_id",), pa.schema([("document_id", pa.string()), ("pid", pa.int64())]))


def table(counts: dict[str, int]) -> pa.Table:
    ids = [document for document, n in counts.items() for _ in range(n)]
    return pa.table({"document_id": pa.array(ids, pa.string()), "place": range(len(ids))})


@pytest.mark.parametrize("n_parts", [1, 2, 3, 7])
def test_every_row_is_in_one_part_with_the_others_of_its_document(n_parts):
    tables = [table({"a": 1, "b": 1, "c": 1, "silent": 1}), table({"a": 9, "b": 4, "c": 5})]
    parts = list(split_documents(tables, n_parts))
    assert len(parts) <= n_parts
    for i, whole in enumerate(tables):
        assert sorted(place for part in parts for place in part[i]["place"].to_pylist()) == whole["place"].to_pylist()
    of_part = [{document for one in part for document in one["document_id"].to_pylist()} for part in parts]
    assert sum(map(len, of_part)) == len(set().union(*of_part))


def test_the_parts_are_of_like_size():
    parts = list(split_documents([table({f"d{n:03d}": 1 + n % 5 for n in range(300)})], 2))
    assert abs(parts[0][0].num_rows - parts[1][0].num_rows) <= 5


def test_no_rows_make_no_parts_that_say_something():
    assert sum(part[0].num_rows for part in split_documents([table({})], 2)) == 0


def test_little_is_not_shared(monkeypatch):
    with Workers(2) as workers:
        monkeypatch.setattr(share, "WORTH_PROCESSES", 4)
        assert process_of(table({"a": 1, "b": 2}), workers) == {os.getpid()}
        assert not workers.is_running
        assert os.getpid() not in process_of(table({"a": 1, "b": 3}), workers)
    assert process_of(table({"a": 9}), Workers()) == {os.getpid()}


def process_of(documents, workers):
    """Return the processes that worked on a table."""
    found = share_documents(pid_of, PIDS, documents, known=None, prepare=str, workers=workers)
    return set(found["pid"].to_pylist())


def pid_of(_, documents):
    return pa.table({"document_id": documents["document_id"], "pid": [os.getpid()] * documents.num_rows}, schema=PIDS.schema)


@pytest.fixture(scope="module")
def tables(engine, codebook):
    documents, _ = read_documents(SAMPLES, [file.source_path for file in list_files(SAMPLES)[:5]])
    sentences = find_sentences(documents, engine=engine, furniture=codebook.furniture)
    return documents, sentences


def derive(documents, sentences, codebook, workers):
    entities = find_entities(documents, sentences, codebook=codebook, workers=workers)
    attributions = find_attributions(sentences, entities, codebook=codebook, workers=workers)
    claims = find_claims(documents, sentences, entities, attributions, codebook=codebook, workers=workers)
    return [to_parquet(found).to_pybytes() for found in (entities, attributions, claims)]


def test_two_processes_find_what_one_finds_with_whatever_codebook(tables, codebook, monkeypatch):
    """The smaller codebooks bear the version of the whole one, by which none may be known again."""
    frames, cues, states = codebook.frames[::2], codebook.cues[::2], codebook.states[:20]
    books = [codebook, replace(codebook, frames=frames), replace(codebook, cues=cues), replace(codebook, states=states), codebook]
    alone = [derive(*tables, book, Workers()) for book in books]
    monkeypatch.setattr(share, "WORTH_PROCESSES", 1)
    with Workers(2) as workers:
        together = [derive(*tables, book, workers) for book in books]
        assert workers.is_running
    assert together == alone
    assert len({tuple(found) for found in alone}) == 4

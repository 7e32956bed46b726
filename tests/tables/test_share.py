"""Documents are shared between processes whole, and the rows are those of one process."""

from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.claims.attribute import find_attributions
from pipeline.claims.find import find_claims
from pipeline.documents import list_files, read_documents
from pipeline.entities.find import find_entities
from pipeline.sentences.find import find_sentences
from pipeline.tables import share
from pipeline.tables.share import is_worth_sharing, split_documents

SAMPLES = Path(__file__).parents[2] / "samples"


def table(counts: dict[str, int]) -> pa.Table:
    ids = [document for document, n in counts.items() for _ in range(n)]
    return pa.table({"document_id": pa.array(ids, pa.string()), "place": range(len(ids))})


@pytest.mark.parametrize("n_parts", [1, 2, 3, 7])
def test_every_row_is_in_one_part_with_the_others_of_its_document(n_parts):
    tables = [table({"a": 1, "b": 1, "c": 1, "silent": 1}), table({"a": 9, "b": 4, "c": 5})]
    parts = split_documents(tables, n_parts)
    assert len(parts) <= n_parts
    for i, whole in enumerate(tables):
        assert sorted(place for part in parts for place in part[i]["place"].to_pylist()) == whole["place"].to_pylist()
    of_part = [{document for one in part for document in one["document_id"].to_pylist()} for part in parts]
    assert sum(map(len, of_part)) == len(set().union(*of_part))


def test_the_parts_are_of_like_size():
    parts = split_documents([table({f"d{n:03d}": 1 + n % 5 for n in range(300)})], 2)
    assert abs(parts[0][0].num_rows - parts[1][0].num_rows) <= 5


def test_no_rows_make_no_parts_that_say_something():
    assert sum(part[0].num_rows for part in split_documents([table({})], 2)) == 0


def test_little_is_not_shared():
    assert not is_worth_sharing(table({"a": share.WORTH_PROCESSES}), 1)
    assert not is_worth_sharing(table({"a": share.WORTH_PROCESSES - 1}), 2)
    assert is_worth_sharing(table({"a": share.WORTH_PROCESSES}), 2)


def test_two_processes_find_what_one_finds(engine, codebook, monkeypatch):
    documents, _ = read_documents(SAMPLES, [file.source_path for file in list_files(SAMPLES)[:5]])
    sentences = find_sentences(documents, engine=engine, furniture=codebook.furniture)
    entities = find_entities(documents, sentences, codebook=codebook)
    attributions = find_attributions(sentences, entities, codebook=codebook)
    claims = find_claims(documents, sentences, entities, attributions, codebook=codebook)
    monkeypatch.setattr(share, "WORTH_PROCESSES", 1)
    assert find_entities(documents, sentences, codebook=codebook, workers=2).equals(entities)
    assert find_attributions(sentences, entities, codebook=codebook, workers=2).equals(attributions)
    assert find_claims(documents, sentences, entities, attributions, codebook=codebook, workers=2).equals(claims)
    assert claims.num_rows > 10

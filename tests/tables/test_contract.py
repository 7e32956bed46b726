"""Contracts: what they let through and what they name."""

from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.tables import CONTRACTS, REJECTED_DOCUMENTS, Contract, ContractError, meaning
from pipeline.tables.contract import spans_outside
from pipeline.tables.parquet import read_parquet, write_parquet

ROW = {"source_path": "b.txt", "reason_code": "empty", "reason": "b.txt: nothing in it"}


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_every_column_says_what_it_means(contract: Contract) -> None:
    assert [field.name for field in contract.schema if not meaning(field)] == []


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_an_empty_table_keeps_its_contract(contract: Contract) -> None:
    assert contract.breaches(contract.empty()) == []


def test_rows_are_sorted_by_key() -> None:
    table = REJECTED_DOCUMENTS.table([ROW, ROW | {"source_path": "a.txt"}])
    assert table["source_path"].to_pylist() == ["a.txt", "b.txt"]


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(ContractError, match="rejected_documents: no column named reasons"):
        REJECTED_DOCUMENTS.table([ROW | {"reasons": "x"}])


def test_a_null_is_named() -> None:
    table = REJECTED_DOCUMENTS.table([ROW | {"reason": None}])
    with pytest.raises(ContractError, match=r"rejected_documents\.reason: 1 nulls"):
        REJECTED_DOCUMENTS.check(table)


def test_a_repeated_key_is_named() -> None:
    assert REJECTED_DOCUMENTS.breaches(REJECTED_DOCUMENTS.table([ROW, ROW])) == ["rejected_documents: the key source_path is not unique"]


def test_spans_outside_their_text_are_counted() -> None:
    table = pa.table({"document_id": ["d", "d", "d", "x"], "s": [0, 3, None, 0], "e": [4, 3, None, 1]})
    assert spans_outside(table, "s", "e", {"d": 4}) == 2


def test_the_same_rows_leave_the_file_untouched(tmp_path: Path) -> None:
    path, table = tmp_path / "t" / "a.parquet", REJECTED_DOCUMENTS.table([ROW])
    write_parquet(table, path)
    before = path.stat().st_mtime_ns
    write_parquet(table, path)
    assert path.stat().st_mtime_ns == before
    assert read_parquet(path, REJECTED_DOCUMENTS.schema).equals(table)


def test_another_schema_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_parquet(pa.table({"x": [1]}), path)
    with pytest.raises(ValueError, match="another version"):
        read_parquet(path, REJECTED_DOCUMENTS.schema)

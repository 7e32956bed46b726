"""What a contract is: the schema of a table, its key, and what each column means."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa


class ContractError(ValueError):
    """A table that breaks its contract; the message names the table, the column and the reason."""


@dataclass(frozen=True)
class Contract:
    """A table's name, purpose, key columns and schema; a column's meaning is its field's `doc`."""

    name: str
    purpose: str
    key: tuple[str, ...]
    schema: pa.Schema

    def table(self, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
        """Return rows as a table of this contract, sorted by its key; an unknown column raises."""
        rows = list(rows)
        for unknown in sorted({column for row in rows for column in row} - set(self.schema.names)):
            raise ContractError(f"{self.name}: no column named {unknown}")
        return self.sort(pa.Table.from_pylist(rows, schema=self.schema))

    def sort(self, table: pa.Table) -> pa.Table:
        return table.sort_by([(column, "ascending") for column in self.key])

    def empty(self) -> pa.Table:
        return self.schema.empty_table()

    def breaches(self, table: pa.Table) -> list[str]:
        """Return every way in which a table breaks the contract: schema, nulls, repeated or unsorted keys."""
        if not table.schema.equals(self.schema):
            return [f"{self.name}: the columns are {table.schema.names}, not {self.schema.names}, or their types differ"]
        found = [
            f"{self.name}.{field.name}: {table[field.name].null_count} nulls"
            for field in self.schema
            if not field.nullable and table[field.name].null_count
        ]
        keys = table.select(list(self.key))
        if keys.group_by(list(self.key)).aggregate([]).num_rows != table.num_rows:
            found.append(f"{self.name}: the key {', '.join(self.key)} is not unique")
        if not keys.equals(self.sort(keys)):
            found.append(f"{self.name}: not sorted by {', '.join(self.key)}")
        return found

    def check(self, table: pa.Table) -> pa.Table:
        """Return the table itself where it keeps the contract; raise ContractError where not."""
        found = self.breaches(table)
        if found:
            raise ContractError("; ".join(found))
        return table


def column(name: str, kind: pa.DataType, doc: str, *, nullable: bool = False) -> pa.Field:
    """Return a field that carries its meaning."""
    return pa.field(name, kind, nullable=nullable, metadata={"doc": doc})


def meaning(field: pa.Field) -> str:
    doc: bytes = (field.metadata or {}).get(b"doc", b"")
    return doc.decode()


def make_id(*parts: object) -> str:
    """Return 16 hex digits that depend on the parts alone."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def spans_outside(table: pa.Table, start: str, end: str, lengths: Mapping[str, int]) -> int:
    """Return how many rows have a span that is empty, half given or outside its document's text of that length."""
    rows = zip(table["document_id"].to_pylist(), table[start].to_pylist(), table[end].to_pylist(), strict=True)
    return sum(1 for d, s, e in rows if (s is None) != (e is None) or (s is not None and not 0 <= s < e <= lengths.get(d, -1)))


def table_path(warehouse: Path, name: str, batch: str) -> Path:
    """Return where a batch of a table rests: `WAREHOUSE/<table>/<batch>.parquet`."""
    return warehouse / name / f"{batch}.parquet"

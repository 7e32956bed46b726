"""Build the database beside its place and move it in, so that a reader never waits and never sees half of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from sqlglot import exp

from pipeline.models.header import ModelError
from pipeline.models.load import Check, Model
from pipeline.tables.place import part_of, place

DATABASE = "warehouse.duckdb"
STORAGE_VERSION = "v1.4.0"
SETTINGS: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
HEADERS = 3 * 4096
"""Bytes of a DuckDB file before its first block."""
VARIABLE = "getvariable('warehouse')"
MEMORY = "700MB"
"""What DuckDB may hold while it builds and checks; what is more goes to files in the warehouse until that is done."""

SHARED = "stg_claims"
"""The view that nearly every mart reads. While they are built, a temporary table with the columns that they read stands for it."""


@dataclass(frozen=True)
class ModelReport:
    """What became of a model: rows, DuckDB types by column, and a digest of its rows (null for a view)."""

    name: str
    n_rows: int
    types: Mapping[str, str]
    digest: str | None


@dataclass(frozen=True)
class BuildReport:
    """The database that was built and its models, in the order in which they were made."""

    database: Path
    models: tuple[ModelReport, ...]

    def __getitem__(self, name: str) -> ModelReport:
        return next(model for model in self.models if model.name == name)


def build_database(warehouse: Path, models: Sequence[Model]) -> BuildReport:
    """Build `WAREHOUSE/warehouse.duckdb` from the Parquet tables: staging as views, marts as tables, described by comments.

    Readers of the file that it replaces keep theirs. A view names the Parquet files by the warehouse's absolute path,
    since DuckDB knows none relative to a database; after a move `set variable warehouse = '<new place>'` leads it there.
    Raises ModelError with the file of the model that failed; the database before it then stays in place.
    """
    warehouse = warehouse.resolve()
    part = part_of(warehouse / DATABASE)
    _remove(part)
    try:
        with duckdb.connect(config=SETTINGS) as connection:
            hold_memory(connection, warehouse)
            connection.execute(f"attach {quote(str(part))} as warehouse (storage_version '{STORAGE_VERSION}')")
            connection.execute("use warehouse")
            connection.execute("begin")
            reports = tuple(_build_model(connection, model, models, warehouse) for model in models)
            connection.execute("commit")
            connection.execute("use memory")
            connection.execute("detach warehouse")
        place(part, warehouse / DATABASE)
    finally:
        _remove(part)
    return BuildReport(warehouse / DATABASE, reports)


def is_database(warehouse: Path) -> bool:
    """Return whether a warehouse has a database that opens and is as long as it says."""
    path = warehouse / DATABASE
    if not path.is_file():
        return False
    try:
        with duckdb.connect(path, read_only=True, config=SETTINGS) as connection:
            row = connection.execute("select block_size * total_blocks from pragma_database_size()").fetchone()
    except duckdb.Error:
        return False
    return row is not None and HEADERS + int(row[0]) <= path.stat().st_size


def open_database(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Open the database of a warehouse for reading, wherever it was built."""
    connection = duckdb.connect(warehouse / DATABASE, read_only=True, config=SETTINGS)
    connection.execute(f"set variable warehouse = {quote(glob_safe(warehouse.resolve()))}")
    return connection


def hold_memory(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    """Hold a connection to MEMORY; what does not fit goes to a folder in the warehouse, which DuckDB removes at the end, or a later run."""
    connection.execute(f"set memory_limit = '{MEMORY}'")
    connection.execute(f"set temp_directory = {quote(str(part_of(warehouse.resolve() / 'spill')))}")


def read_rows(warehouse: Path, name: str, *, limit: int) -> pa.Table:
    """Return the first rows of a model."""
    with open_database(warehouse) as connection:
        return connection.sql(f"from {name} limit {limit:d}").to_arrow_table()


def quote(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def glob_safe(path: Path) -> str:
    """Return a path in which no character is a wildcard of a glob."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in str(path))


def _build_model(connection: duckdb.DuckDBPyConnection, model: Model, models: Sequence[Model], warehouse: Path) -> ModelReport:
    kind = "view" if model.is_view else "table"
    body = model.sql.replace(VARIABLE, f"coalesce({VARIABLE}, {quote(glob_safe(warehouse))})")
    try:
        connection.execute(f"create {kind} {model.name} as {body}")
        types = {name: str(kind) for name, kind, *_ in connection.execute(f"describe {model.name}").fetchall()}
        if model.name == SHARED:
            share_view(connection, models)
        n_rows = _count(connection, model.name)
    except duckdb.Error as error:
        raise ModelError(f"{model.file}: {error}") from error
    connection.execute(f"comment on {kind} warehouse.main.{model.name} is {quote(model.header.purpose)}")
    for column, meaning in model.columns.items():
        connection.execute(f"comment on column warehouse.main.{model.name}.{column} is {quote(meaning)}")
    return ModelReport(model.name, n_rows, types, None if model.is_view else _digest(connection, model.name))


def share_view(connection: duckdb.DuckDBPyConnection, readers: Sequence[Model | Check]) -> None:
    """Put the columns of the view SHARED that its readers name into a temporary table, which DuckDB finds before the view."""
    columns = [name for name, *_ in connection.execute(f"describe {SHARED}").fetchall()]
    read = {column.name for reader in readers if SHARED in reader.reads for column in reader.query.find_all(exp.Column)}
    wanted = ", ".join(name for name in columns if name in read) or "null as nothing"
    database = connection.execute("select current_database()").fetchone()
    assert database is not None
    connection.execute(f"create temp table {SHARED} as select {wanted} from {database[0]}.main.{SHARED}")  # noqa: S608


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    row = connection.execute(f"select count(*) from {name}").fetchone()  # noqa: S608
    assert row is not None
    return int(row[0])


def _digest(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    row = connection.execute(f"select format('{{:x}}', coalesce(sum(hash(t, rowid)), 0)) from {name} t").fetchone()  # noqa: S608
    assert row is not None
    return str(row[0])


def _remove(part: Path) -> None:
    for path in (part, part.with_name(part.name + ".wal")):
        path.unlink(missing_ok=True)

"""Build the database beside its place and move it in, so that a reader never waits and never sees half of it."""

import hashlib
import shutil
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.models.check import CheckReport, check_models
from pipeline.models.connect import DATABASE, LITTLE_MEMORY, MEMORY, SETTINGS, hold_memory, is_database, open_database, quote, stretch
from pipeline.models.header import ModelError
from pipeline.models.load import Check, Model
from pipeline.models.make import ModelReport, make_model, renew_model
from pipeline.models.narrow import Narrowing
from pipeline.tables.codebook import EVENT_TYPES, PRINCIPALS, THEME_GROUPS
from pipeline.tables.contract import table_path
from pipeline.tables.place import part_of, place

STORAGE_VERSION = "v1.4.0"
GIVEN = (EVENT_TYPES, PRINCIPALS, THEME_GROUPS)
"""Tables that rows of every pair of principals rest on, beside the claims."""


@dataclass(frozen=True)
class BuildReport:
    """The database that was built, its models in the order in which they were made, and how the checks went."""

    database: Path
    models: tuple[ModelReport, ...]
    checks: tuple[CheckReport, ...] = ()

    def __getitem__(self, name: str) -> ModelReport:
        return next(model for model in self.models if model.name == name)


def build_database(
    warehouse: Path, models: Sequence[Model], *, checks: Sequence[Check] = (), batches: Collection[str] | None = None
) -> BuildReport:
    """Build `WAREHOUSE/warehouse.duckdb` from the Parquet tables: staging as views, marts as tables, described by comments; check it.

    Where there is one by the same recipe already, a copy of it is renewed: of the marts of scope `dyad`, only rows of pairs of
    principals whose claims are others than before are made again. Where `batches` are given, a check that goes batch by batch looks at
    these only.

    Readers of the file that it replaces keep theirs. A view names the Parquet files by the warehouse's absolute path,
    since DuckDB knows none relative to a database; after a move `set variable warehouse = '<new place>'` leads it there.
    Raises ModelError with the file of the model that failed; the database before it then stays in place.
    """
    warehouse = warehouse.resolve()
    recipe = _recipe(warehouse, models, checks)
    if is_database(warehouse) and _read_recipe(warehouse) == recipe:
        with suppress(ModelError, duckdb.Error):  # one that cannot be renewed, be it damaged, is built from nothing
            return _build(warehouse, models, checks, batches, recipe, is_renewal=True)
    return _build(warehouse, models, checks, batches, recipe, is_renewal=False)


def _build(
    warehouse: Path, models: Sequence[Model], checks: Sequence[Check], batches: Collection[str] | None, recipe: str, *, is_renewal: bool
) -> BuildReport:
    part = part_of(warehouse / DATABASE)
    _remove(part)
    try:
        if is_renewal:
            shutil.copyfile(warehouse / DATABASE, part)
        with duckdb.connect(config=SETTINGS) as connection:
            hold_memory(connection, warehouse, LITTLE_MEMORY if is_renewal else MEMORY)
            connection.execute(f"attach {quote(str(part))} as warehouse (storage_version '{STORAGE_VERSION}')")
            connection.execute("use warehouse")
            connection.execute("begin")
            narrowing, make = Narrowing(connection, models, checks), renew_model if is_renewal else make_model
            reports = tuple(make(connection, model, narrowing, warehouse) for model in models)
            checked = check_models(connection, warehouse, checks, narrowing, batches=batches)
            _note_recipe(connection, recipe if all(report.has_passed for report in checked if report.check.scope == "dyad") else "")
            connection.execute("commit")
            connection.execute("use memory")
            connection.execute("detach warehouse")
        stretch(part)
        place(part, warehouse / DATABASE)
    finally:
        _remove(part)
    return BuildReport(warehouse / DATABASE, reports, tuple(checked))


def _recipe(warehouse: Path, models: Sequence[Model], checks: Sequence[Check]) -> str:
    """Return what changes when a database that is there cannot be renewed: the SQL, DuckDB, the codebook, the warehouse's place."""
    given = [path.read_bytes() for contract in GIVEN if (path := table_path(warehouse, contract.name, "all")).exists()]
    made_by = [str(warehouse), duckdb.__version__, *(part.sql for part in models), *(part.sql for part in checks), given]
    return hashlib.sha256(repr(made_by).encode()).hexdigest()


def _read_recipe(warehouse: Path) -> str:
    """Return the recipe of the database that is there; nothing where there is none that opens, or where a check of its pairs failed."""
    try:
        with open_database(warehouse) as connection:
            row = connection.execute("select recipe from build.recipes").fetchone()
    except duckdb.Error:
        return ""
    return str(row[0]) if row else ""


def _note_recipe(connection: duckdb.DuckDBPyConnection, recipe: str) -> None:
    connection.execute("create schema if not exists build")
    connection.execute("create or replace table build.recipes as select ? as recipe", [recipe])
    connection.execute("comment on table build.recipes is 'What this database was built by; where it is another, all is built anew.'")


def _remove(part: Path) -> None:
    for path in (part, part.with_name(part.name + ".wal")):
        path.unlink(missing_ok=True)

"""Run the checks on a database: each is a query, and its rows are the failures."""

import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.models.connect import hold_memory, look_into, open_database
from pipeline.models.header import ModelError
from pipeline.models.load import MANIFEST, Check
from pipeline.models.narrow import Narrowing
from pipeline.tables import CONTRACTS
from pipeline.tables.contract import table_path
from pipeline.tables.empty import EMPTY

N_EXAMPLES = 5
ALL = "all"
"""Stands where a batch's name would for a table made from all batches."""


@dataclass(frozen=True)
class CheckReport:
    """How a check went: the number of failing rows, and the first few of them by column."""

    check: Check
    n_failing: int
    examples: tuple[dict[str, Any], ...]

    @property
    def has_passed(self) -> bool:
        return self.n_failing == 0


def run_checks(warehouse: Path, checks: Sequence[Check], *, batches: Collection[str] | None = None) -> list[CheckReport]:
    """Run checks on the database of a warehouse, opened for reading; ModelError names the file of a check that fails to run.

    Where `batches` are given, a check that goes batch by batch looks at these only.
    """
    with open_database(warehouse) as connection:
        hold_memory(connection, warehouse)
        return check_models(connection, warehouse, checks, Narrowing(connection, (), checks), batches=batches)


def check_models(
    connection: duckdb.DuckDBPyConnection,
    warehouse: Path,
    checks: Sequence[Check],
    narrowing: Narrowing,
    *,
    batches: Collection[str] | None = None,
) -> list[CheckReport]:
    """Run checks on a connection, those of scope `dyad` on what it shows of pairs; the reports stand in the order of the checks."""
    reports: dict[Check, CheckReport] = {}
    with slice_of(warehouse, batches) as folder, narrowing.as_they_are():
        look_into(connection, folder)
        reports |= {check: _run_check(connection, check) for check in checks if check.scope == "batch"}
    look_into(connection, warehouse.resolve())
    for check in (check for check in checks if check.scope != "batch"):
        with narrowing.on_pairs(check) if check.scope == "dyad" else nullcontext():
            reports[check] = _run_check(connection, check)
    return [reports[check] for check in checks]


@contextmanager
def slice_of(warehouse: Path, batches: Collection[str] | None) -> Iterator[Path]:
    """Yield a warehouse that holds, of the tables of batches, only these batches' files, by links; the whole one where none are given."""
    if batches is None:
        yield warehouse.resolve()
        return
    place = warehouse.resolve() / f".checks.{os.getpid()}.part"
    shutil.rmtree(place, ignore_errors=True)
    try:
        for contract in CONTRACTS:
            (place / contract.name).mkdir(parents=True)
            for name in (EMPTY, ALL, *batches):
                if (file := table_path(warehouse.resolve(), contract.name, name)).exists():
                    table_path(place, contract.name, name).symlink_to(file)
        (place / f"{MANIFEST}.parquet").symlink_to(warehouse.resolve() / f"{MANIFEST}.parquet")
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _run_check(connection: duckdb.DuckDBPyConnection, check: Check) -> CheckReport:
    try:
        connection.execute(f"create or replace temp table failing as\n{check.sql}")
        counted = connection.execute("select count(*) from failing").fetchone()
        assert counted is not None
        n_failing = int(counted[0])
        examples = _find_examples(connection) if n_failing else ()
    except duckdb.Error as error:
        raise ModelError(f"{check.file}: {error}") from error
    return CheckReport(check, n_failing, examples)


def _find_examples(connection: duckdb.DuckDBPyConnection) -> tuple[dict[str, Any], ...]:
    connection.execute(f"from failing limit {N_EXAMPLES}")
    names = [name for name, *_ in connection.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in connection.fetchall())

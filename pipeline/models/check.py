"""Run the checks on a database: each is a query, and its rows are the failures."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.models.build import open_database
from pipeline.models.header import ModelError
from pipeline.models.load import Check

N_EXAMPLES = 5


@dataclass(frozen=True)
class CheckReport:
    """How a check went: the number of failing rows, and the first few of them by column."""

    check: Check
    n_failing: int
    examples: tuple[dict[str, Any], ...]

    @property
    def has_passed(self) -> bool:
        return self.n_failing == 0


def run_checks(warehouse: Path, checks: Sequence[Check]) -> list[CheckReport]:
    """Run checks on the database of a warehouse, opened for reading; ModelError names the file of a check that fails to run."""
    with open_database(warehouse) as connection:
        return [_run_check(connection, check) for check in checks]


def _run_check(connection: duckdb.DuckDBPyConnection, check: Check) -> CheckReport:
    try:
        counted = connection.execute(f"select count(*) from (\n{check.sql}\n)").fetchone()  # noqa: S608
        assert counted is not None
        n_failing = int(counted[0])
        examples = _find_examples(connection, check) if n_failing else ()
    except duckdb.Error as error:
        raise ModelError(f"{check.file}: {error}") from error
    return CheckReport(check, n_failing, examples)


def _find_examples(connection: duckdb.DuckDBPyConnection, check: Check) -> tuple[dict[str, Any], ...]:
    connection.execute(f"{check.sql}\nlimit {N_EXAMPLES}")
    names = [name for name, *_ in connection.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in connection.fetchall())

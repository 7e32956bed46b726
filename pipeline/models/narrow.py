"""Show models and checks fewer rows than there are: the columns of claims that anybody reads, and the pairs of principals that changed.

A temporary view is found before a table or view of the database, so that a query need not know that it sees less.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb
from sqlglot import exp

from pipeline.models.load import Check, Model

SHARED = "stg_claims"
"""The view that nearly every mart reads: it is worked out once."""
PAIR = "actor_code, target_code"
MANY = 0.1
"""Share of the pairs from which on all are made again: to look for each row of so many takes longer."""


class Narrowing:
    """What the queries of one connection see of a database that is being made or checked: all pairs, until `touch` is called."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, models: Sequence[Model], checks: Sequence[Check]) -> None:
        self.connection, self.is_shared, self.is_touched = connection, False, False
        self.database = _value(connection, "select current_database()")
        self.readers: list[Model | Check] = [*models, *(check for check in checks if check.scope != "batch")]
        self.with_pairs = {model.name for model in models if set(PAIR.split(", ")) <= set(model.columns)}

    def place_of(self, name: str) -> str:
        """Return how the model itself is called, which a temporary view may hide."""
        return f"{self.database}.main.{name}"

    def share_claims(self) -> None:
        """Work out the claims once, with the columns that somebody reads."""
        columns = [name for name, *_ in self.connection.execute(f"describe {self.place_of(SHARED)}").fetchall()]
        read = {column.name for reader in self.readers if SHARED in reader.reads for column in reader.query.find_all(exp.Column)}
        wanted = ", ".join(name for name in columns if name in read) or "null as nothing"
        self.connection.execute(f"create temp table shared_claims as select {wanted} from {self.place_of(SHARED)}")
        self.is_shared = True
        self._show(SHARED, "shared_claims")

    def touch(self, renewed: str, model: Model) -> None:
        """Take as touched the pairs whose row in a renewed table is none of those in the model, and those that only the model has."""
        before = self.place_of(model.name)
        self.connection.execute(
            f"create temp table touched as select distinct {PAIR} "
            f"from ((from {before} except from {renewed}) union all (from {renewed} except from {before}))"
        )
        n_touched, n_pairs = (int(_value(self.connection, f"select count(*) from {name}")) for name in ("touched", renewed))
        if n_touched > MANY * n_pairs:
            self.connection.execute(
                f"create or replace temp table touched as select {PAIR} from {before} union select {PAIR} from {renewed}"
            )
        self.connection.execute(f"create temp table touched_claims as from shared_claims semi join touched using ({PAIR})")
        self.is_touched = True

    @contextmanager
    def on_pairs(self, reader: Model | Check) -> Iterator[None]:
        """Let a query see only the rows of touched pairs, in all tables that know of pairs."""
        narrowed = [name for name in reader.reads if self.is_touched and name in self.with_pairs]
        for name in narrowed:
            self._show(name, "touched_claims" if name == SHARED else f"{self.place_of(name)} semi join touched using ({PAIR})")
        yield
        self._restore(narrowed)

    @contextmanager
    def as_they_are(self) -> Iterator[None]:
        """Let queries see the claims as the view gives them."""
        self.connection.execute(f"drop view if exists temp.{SHARED}")
        yield
        self._restore([SHARED])

    def _restore(self, names: Sequence[str]) -> None:
        for name in names:
            self.connection.execute(f"drop view if exists temp.{name}")
        if self.is_shared and SHARED in names:
            self._show(SHARED, "shared_claims")

    def _show(self, name: str, rows: str) -> None:
        self.connection.execute(f"create or replace temp view {name} as from {rows}")


def _value(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    row = connection.execute(query).fetchone()
    assert row is not None
    return str(row[0])

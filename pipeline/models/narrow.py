"""Show models and checks fewer rows than there are: the columns of claims that anybody reads, and the pairs of principals that changed.

A temporary view is found before a table or view of the database, so that a query need not know that it sees less.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import duckdb
from sqlglot import exp

from pipeline.models.load import Check, Model

CLAIMS = "stg_claims"
SHARED = (CLAIMS, "stg_actor_relations")
"""Views that many marts or checks read: each is worked out once."""
PAIR = "actor_code, target_code"
MANY = 0.1
"""Share of the pairs from which on all are made again: to look for each row of so many takes longer."""


class Narrowing:
    """What the queries of one connection see of a database that is being made or checked: all pairs, until `touch` is called."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, models: Sequence[Model], checks: Sequence[Check]) -> None:
        self.connection, self.shared, self.is_touched = connection, set[str](), False
        self.database = _value(connection, "select current_database()")
        self.readers: list[Model | Check] = [*models, *(check for check in checks if check.scope != "batch")]
        self.with_pairs = {model.name for model in models if set(PAIR.split(", ")) <= set(model.columns)}

    def place_of(self, name: str) -> str:
        """Return how the model itself is called, which a temporary view may hide."""
        return f"{self.database}.main.{name}"

    def share(self, view: str) -> None:
        """Work out a view, with the columns that somebody reads, for all who read it from now on."""
        columns = [name for name, *_ in self.connection.execute(f"describe {self.place_of(view)}").fetchall()]
        read = {column.name for reader in self.readers if view in reader.reads for column in reader.query.find_all(exp.Column)}
        wanted = ", ".join(name for name in columns if name in read) or "null as nothing"
        self.connection.execute(f"create temp table shared_{view} as select {wanted} from {self.place_of(view)}")
        self.shared.add(view)
        self._restore([view])

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
        self.connection.execute(f"create temp table touched_claims as from shared_{CLAIMS} semi join touched using ({PAIR})")
        self.is_touched = True

    @contextmanager
    def on_pairs(self, reader: Model | Check) -> Iterator[None]:
        """Let a query see only the rows of touched pairs, in all tables that know of pairs."""
        narrowed = [name for name in reader.reads if self.is_touched and name in self.with_pairs]
        for name in narrowed:
            rows = f"shared_{name}" if name in self.shared else self.place_of(name)
            self._show(name, "touched_claims" if name == CLAIMS else f"{rows} semi join touched using ({PAIR})")
        yield
        self._restore(narrowed)

    @contextmanager
    def as_they_are(self) -> Iterator[None]:
        """Let queries see the views as they are now."""
        for view in self.shared:
            self.connection.execute(f"drop view temp.{view}")
        yield
        self._restore(self.shared)

    def _restore(self, names: Iterable[str]) -> None:
        for name in names:
            self.connection.execute(f"drop view if exists temp.{name}")
            if name in self.shared:
                self._show(name, f"shared_{name}")

    def _show(self, name: str, rows: str) -> None:
        self.connection.execute(f"create or replace temp view {name} as from {rows}")


def _value(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    row = connection.execute(query).fetchone()
    assert row is not None
    return str(row[0])

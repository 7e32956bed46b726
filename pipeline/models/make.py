"""Make one model of a database, or renew it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.models.connect import VARIABLE, glob_safe, quote
from pipeline.models.header import ModelError
from pipeline.models.load import DYADS, Model
from pipeline.models.narrow import PAIR, SHARED, Narrowing


@dataclass(frozen=True)
class ModelReport:
    """What became of a model: rows, DuckDB types by column, and a digest of its rows in any order (null for a view)."""

    name: str
    n_rows: int
    types: Mapping[str, str]
    digest: str | None


def make_model(connection: duckdb.DuckDBPyConnection, model: Model, narrowing: Narrowing, warehouse: Path) -> ModelReport:
    """Create a model that is not there; ModelError names its file where that fails."""
    kind = "view" if model.is_view else "table"
    try:
        connection.execute(f"create {kind} {model.name} as {_body(model, warehouse)}")
        connection.execute(f"comment on {kind} {narrowing.place_of(model.name)} is {quote(model.header.purpose)}")
        for column, meaning in model.columns.items():
            connection.execute(f"comment on column {narrowing.place_of(model.name)}.{column} is {quote(meaning)}")
        return _look_at(connection, model, narrowing)
    except duckdb.Error as error:
        raise ModelError(f"{model.file}: {error}") from error


def renew_model(connection: duckdb.DuckDBPyConnection, model: Model, narrowing: Narrowing, warehouse: Path) -> ModelReport:
    """Renew a model that is there by the same SQL; of a mart of scope `dyad`, the rows of touched pairs alone."""
    place, body = narrowing.place_of(model.name), _body(model, warehouse)
    try:
        if model.name == DYADS:
            connection.execute(f"create temp table renewed as {body}")
            narrowing.touch("renewed", model)
            connection.execute(f"delete from {place}")
            connection.execute(f"insert into {place} from renewed")
        elif model.header.scope == "dyad":
            connection.execute(f"delete from {place} where ({PAIR}) in (from touched)")
            with narrowing.on_pairs(model):
                connection.execute(f"insert into {place} {body}")
        elif not model.is_view:
            connection.execute(f"delete from {place}")
            connection.execute(f"insert into {place} {body}")
        return _look_at(connection, model, narrowing)
    except duckdb.Error as error:
        raise ModelError(f"{model.file}: {error}") from error


def _body(model: Model, warehouse: Path) -> str:
    return model.sql.replace(VARIABLE, f"coalesce({VARIABLE}, {quote(glob_safe(warehouse))})")


def _look_at(connection: duckdb.DuckDBPyConnection, model: Model, narrowing: Narrowing) -> ModelReport:
    place = narrowing.place_of(model.name)
    types = {name: str(kind) for name, kind, *_ in connection.execute(f"describe {place}").fetchall()}
    if model.name in SHARED:
        narrowing.share(model.name)
    digest = "null" if model.is_view else "format('{:x}', coalesce(sum(hash(t)), 0))"
    row = connection.execute(f"select count(*), {digest} from {model.name if model.name in SHARED else place} t").fetchone()
    assert row is not None
    return ModelReport(model.name, int(row[0]), types, row[1])

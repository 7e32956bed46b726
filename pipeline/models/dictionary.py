"""Write the data dictionary, `warehouse/README.md`, from the contracts and the SQL headers.

usage: python -m pipeline.models.dictionary
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from pipeline.models.build import BuildReport, build_database
from pipeline.models.load import MANIFEST, Check, Model, load_checks, load_models
from pipeline.tables import CONTRACTS, Contract, meaning
from pipeline.tables.empty import write_empty_tables
from pipeline.tables.parquet import write_parquet

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "warehouse" / "README.md"

INTRODUCTION = """\
# The warehouse: what each table and column means

*Made by `python -m pipeline.models.dictionary` from the contracts in `pipeline/tables` and the headers in `sql`; do not edit.*

A warehouse is a folder. Whatever is in it can be made again from the documents, and is not kept in git but for this file.

- `<table>/<batch>.parquet`: the tables, a file for each batch of documents. `<table>/empty.parquet` has no rows, so that a table can
  be read before its first batch. Rows of deleted or changed documents stay in their batch; `manifest.parquet` says which are live.
- `warehouse.duckdb`: the database. `stg_<table>` are views of the live rows of each table, the marts are tables.
  Open it for reading: `make sql`, or `duckdb.connect("warehouse.duckdb", read_only=True)`. Each run replaces the file as a whole: a
  reader keeps the one that it has opened. Comments on tables and columns say what is said here.
- `report/index.html`: one page to read, made on demand, every night, and by the first `make run`.
- A moved warehouse answers from its marts at once; the views find their Parquet files again after
  `set variable warehouse = '<its new folder>';` (`make sql` does so) or the next `make run`.

Offsets are half-open and count the characters of `documents.text`. `_id` is a key, `_code` a value of the codebook, `_on` a date, `n_` a
count, `_share` lies in [0, 1]. The files in `sql` run in DuckDB as they stand, after `set variable warehouse = '<folder>';`.
"""


def make_dictionary(sql: Path) -> str:
    """Return the data dictionary in Markdown, for the models and checks of a folder."""
    models = load_models(sql)
    report = _build_empty(models)
    parts = [INTRODUCTION, "## Tables\n"]
    parts += [_table_part(contract, report[f"stg_{contract.name}"].types) for contract in CONTRACTS]
    parts += ["## Views\n", _views_part(models), "## Marts\n"]
    parts += [_mart_part(model, report[model.name].types) for model in models if not model.is_view]
    parts += ["## Checks\n", _checks_part(load_checks(sql, models))]
    return "\n".join(parts)


def _build_empty(models: Sequence[Model]) -> BuildReport:
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Path(folder)
        write_empty_tables(warehouse)
        files = pa.table(
            {"source_path": pa.array([], pa.string()), "batch": pa.array([], pa.string()), "is_deleted": pa.array([], pa.bool_())}
        )
        write_parquet(files, warehouse / f"{MANIFEST}.parquet")
        return build_database(warehouse, models)


def _table_part(contract: Contract, types: Mapping[str, str]) -> str:
    rows = [(f"`{f.name}`", _type(types[f.name]), "yes" if f.nullable else "", meaning(f)) for f in contract.schema]
    return _part(contract.name, contract.purpose, contract.key, [("column", "type", "null", "meaning"), *rows])


def _mart_part(model: Model, types: Mapping[str, str]) -> str:
    rows = [(f"`{name}`", _type(types[name]), doc) for name, doc in model.columns.items()]
    purpose = f"{model.header.purpose} Reads {_names(model.reads)}."
    return _part(model.name, purpose, model.header.grain, [("column", "type", "meaning"), *rows])


def _part(name: str, purpose: str, key: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return f"### {name}\n\n{purpose} Unique by {_names(key)}.\n\n{_grid(rows)}\n"


def _views_part(models: Iterable[Model]) -> str:
    rows = [("view", "what it shows", "columns of its own")]
    for model in models:
        if model.is_view:
            own = "; ".join(f"`{name}`: {doc}" for name, doc in model.header.columns.items())
            rows.append((f"`{model.name}`", model.header.purpose, own))
    return _grid(rows) + "\n"


def _checks_part(checks: Iterable[Check]) -> str:
    rows = [("check", "of", "severity", "rows that fail it")]
    rows += [(f"`{c.name}`", f"`{c.model}`", c.severity, c.purpose) for c in checks if c.file.startswith("checks/")]
    grain = "Each view and each mart is also checked, as `grain_is_unique`, for rows that share its grain (severity: error)."
    return f"{_grid(rows)}\n\n{grain}\n"


def _grid(rows: Sequence[Sequence[str]]) -> str:
    head, *body = (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
    return "\n".join([head, f"|{' --- |' * len(rows[0])}", *body])


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _type(name: str) -> str:
    """Return a type in lower case; of a struct only that it is one, and its fields."""
    fields = name.lower().replace("struct(", "struct of (")
    return fields.removesuffix("[]") + (", a list" if name.endswith("[]") else "")


def main() -> None:
    PLACE.write_text(make_dictionary(ROOT / "sql"), encoding="utf-8")


if __name__ == "__main__":
    main()

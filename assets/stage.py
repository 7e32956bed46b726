"""What all our assets share: how a contract describes an asset, and what a finished table reports of itself."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg
import pyarrow as pa

from assets.checks import run_checks
from assets.home import ROOT
from assets.preview import preview
from pipeline.tables import Contract, meaning
from pipeline.tables.parquet import to_parquet

if TYPE_CHECKING:
    Made = dg.MaterializeResult[pa.Table]
else:
    Made = dg.MaterializeResult  # Dagster reads this annotation and knows only the bare class

TABLE = dg.PythonObjectDagsterType(pa.Table, name="Table")

KINDS = {"parquet", "python"}


def describe(contract: Contract, group: str, *made_by: str) -> dict[str, Any]:
    """Return the arguments by which an asset (or one output of several) shows its contract.

    `made_by` are the folders and files of `pipeline` that decide the rows: when one of them changes, the asset is made anew.
    """
    return {
        "group_name": group,
        "description": contract.purpose,
        "kinds": KINDS,
        "dagster_type": TABLE,
        "code_version": files_version(*made_by),
        "metadata": {"dagster/column_schema": column_schema(contract)},
    }


def finish(contract: Contract, table: pa.Table, texts: Mapping[str, str] | None = None) -> Made:
    """Return a table with its checks, a version made from its bytes and what a reader wants to see first.

    `texts` gives the text of each document, by which the spans are checked.
    """
    return dg.MaterializeResult(
        asset_key=contract.name,
        value=table,
        data_version=dg.DataVersion(hashlib.sha256(to_parquet(table)).hexdigest()[:16]),
        metadata={
            "dagster/row_count": table.num_rows,
            "dagster/column_schema": column_schema(contract),
            "preview": dg.MetadataValue.md(preview(table)),
        },
        check_results=run_checks(contract, table, texts),
    )


def column_schema(contract: Contract) -> dg.TableSchema:
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=field.name,
                type=short_type(field.type),
                description=meaning(field),
                constraints=dg.TableColumnConstraints(nullable=field.nullable, unique=(field.name,) == contract.key),
            )
            for field in contract.schema
        ]
    )


def short_type(kind: pa.DataType) -> str:
    """Return a type's name without the fields of its structs, which would fill the page."""
    if pa.types.is_list(kind):
        return f"list of {short_type(kind.value_type)}"
    return "struct" if pa.types.is_struct(kind) else str(kind)


@cache
def files_version(*given_paths: str) -> str:
    """Return 12 hex digits made from files of `pipeline` and those below its folders; an engine's training is none of them."""
    digest = hashlib.sha256()
    for path in (path for given in given_paths for path in _files_below(ROOT / "pipeline" / given)):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _files_below(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = (file for file in path.rglob("*") if file.is_file() and file.suffix != ".md")
    return sorted(file for file in found if not {"__pycache__", "training"} & set(file.parts))

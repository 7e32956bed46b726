"""The SQL models: one step builds the whole database beside the old one, moves it in and checks it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow as pa

from assets.home import ROOT, Warehouse
from assets.io import PER_BATCH
from assets.partitions import FOLLOW_BATCHES
from assets.preview import ROWS, preview
from assets.stage import files_version
from pipeline.batches import MANIFEST, live_batches
from pipeline.models import (
    BuildReport,
    Check,
    CheckReport,
    Model,
    ModelReport,
    build_database,
    load_checks,
    load_models,
    read_rows,
    trace_columns,
)
from pipeline.tables import CONTRACTS
from pipeline.tables.contract import table_path
from pipeline.tables.place import put

MODELS = load_models(ROOT / "sql")
CHECKS = load_checks(ROOT / "sql", MODELS)
ASSETS = {model.name for model in MODELS} | {contract.name for contract in CONTRACTS} | {MANIFEST.name}
PASSED = "passed.json"
"""In Dagster's home: which batches, in which state, have passed the checks that go batch by batch."""
LINEAGE = "lineage.json"
"""In Dagster's home: which columns each column of the models is made from, since to trace that takes seconds."""

Lineage = Mapping[str, Sequence[Sequence[str]]]
"""For each column of a model, the tables and columns that it is made from."""

SEVERITY = {"error": dg.AssetCheckSeverity.ERROR, "warn": dg.AssetCheckSeverity.WARN}


def spec_of(model: Model) -> dg.AssetSpec:
    """Return how a model shows itself as an asset."""
    return dg.AssetSpec(
        model.name,
        deps=[name for name in model.reads if name in ASSETS],
        description=f"{model.header.purpose}\n\nOne row for each {', '.join(model.header.grain)}.\n\n```sql\n{model.sql}```",
        group_name="staging" if model.is_view else "marts",
        kinds={"duckdb", "sql"},
        code_version=hashlib.sha256(model.sql.encode()).hexdigest()[:12],
        automation_condition=FOLLOW_BATCHES,
        metadata={"dagster/table_name": f"warehouse.main.{model.name}"},
    )


def check_spec_of(check: Check) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(check.name, asset=check.model, description=check.purpose)


@dg.multi_asset(
    name="models",
    specs=[spec_of(model) for model in MODELS],
    check_specs=[check_spec_of(check) for check in CHECKS],
)
def models(warehouse: dg.ResourceParam[Warehouse]) -> Iterator[dg.MaterializeResult[None]]:
    """Build the database from the tables of all batches, and check it."""
    pa.default_memory_pool().release_unused()  # what the steps before have let go of, which DuckDB is to have now
    report, lineage = build_and_check(warehouse), lineage_of(warehouse, MODELS)
    first = read_rows(warehouse.folder, [model.name for model in MODELS if not model.is_view], limit=ROWS)
    for model in MODELS:
        found = report[model.name]
        yield dg.MaterializeResult(
            asset_key=model.name,
            metadata=metadata_of(model, found, lineage[model.name], first.get(model.name)),
            data_version=dg.DataVersion(found.digest) if found.digest else None,
            check_results=check_results(model, report.checks),
        )


def build_and_check(warehouse: Warehouse) -> BuildReport:
    """Build the database and run all checks, those that go batch by batch over the batches that have not passed them as they are now."""
    version = fingerprint([check.sql for check in CHECKS] + [model.sql for model in MODELS])
    place, stamps = warehouse.home / PASSED, {batch: stamp_batch(warehouse, batch) for batch in live_batches(warehouse.read_manifest())}
    rests_on = {"version": version, "corrections": warehouse.stamp_corrections()}
    passed = read_passed(place, rests_on)
    new = [batch for batch, stamp in stamps.items() if passed.get(batch) != stamp]
    report = build_database(warehouse.folder, MODELS, checks=CHECKS, batches=new)
    if all(found.has_passed for found in report.checks if found.check.scope == "batch"):
        put(json.dumps({**rests_on, "batches": stamps}).encode(), place, is_lasting=False)
    return report


def read_passed(place: Path, rests_on: Mapping[str, str]) -> dict[str, str]:
    """Return the stamps of the batches that have passed; none where that was for other checks or corrections, or cannot be read."""
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
        return dict(found["batches"]) if {name: found[name] for name in rests_on} == rests_on else {}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def stamp_batch(warehouse: Warehouse, batch: str) -> str:
    """Return what changes when a table of a batch is written."""
    files = [table_path(warehouse.folder, name, batch) for name in sorted(PER_BATCH)]
    return " ".join(f"{found.st_size} {found.st_mtime_ns}" for file in files if file.exists() and (found := file.stat()))


def metadata_of(model: Model, found: ModelReport, lineage: Lineage, rows: pa.Table | None) -> dict[str, Any]:
    """Return what a reader wants to see of a model: rows, columns, where they come from and, of a table, the first rows."""
    metadata: dict[str, Any] = {
        "dagster/row_count": found.n_rows,
        "dagster/column_schema": column_schema(model, found.types),
        "dagster/column_lineage": column_lineage(lineage),
    }
    return metadata if rows is None else metadata | {"preview": dg.MetadataValue.md(preview(rows))}


def column_schema(model: Model, types: Mapping[str, str]) -> dg.TableSchema:
    return dg.TableSchema([dg.TableColumn(name, type=types[name].lower(), description=meaning) for name, meaning in model.columns.items()])


def column_lineage(lineage: Lineage) -> dg.TableColumnLineage:
    return dg.TableColumnLineage(
        {
            name: [dg.TableColumnDep(asset_key=dg.AssetKey(table), column_name=column) for table, column in sources if table in ASSETS]
            for name, sources in lineage.items()
        }
    )


def lineage_of(warehouse: Warehouse, models: Sequence[Model]) -> dict[str, Lineage]:
    """Return the columns that each column of each model is made from, as kept in Dagster's home for these very models."""
    place, version = warehouse.home / LINEAGE, f"{files_version('models')} {fingerprint(model.sql for model in models)}"
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
        if found["version"] == version:
            return dict(found["models"])
    except (OSError, ValueError, LookupError, TypeError):
        pass
    traced: dict[str, Lineage] = {model.name: trace_columns(model, models) for model in models}
    put(json.dumps({"version": version, "models": traced}).encode(), place, is_lasting=False)
    return traced


def fingerprint(texts: Iterable[str]) -> str:
    return hashlib.sha256(repr(sorted(texts)).encode()).hexdigest()


def check_results(model: Model, checked: Sequence[CheckReport]) -> list[dg.AssetCheckResult]:
    """Return the results of the checks of a model, with the first failing rows."""
    return [
        dg.AssetCheckResult(
            asset_key=model.name,
            check_name=report.check.name,
            passed=report.has_passed,
            severity=SEVERITY[report.check.severity],
            metadata={"failing": report.n_failing}
            | ({"examples": dg.MetadataValue.md(preview(pa.Table.from_pylist(list(report.examples))))} if report.examples else {}),
        )
        for report in checked
        if report.check.model == model.name
    ]

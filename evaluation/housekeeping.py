"""What compaction and pruning gain: a warehouse of many batches of one small document each, before and after.

The tables are contract-valid stubs (a document is one sentence and claims nothing), each batch with a run in Dagster's log, a day old and
written as a run would write it. The commands are those of `make`, each in a process of its own.
"""

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import dagster as dg
import pyarrow as pa
from dagster._core.definitions.assets.graph.asset_graph import AssetGraph
from dagster._core.events import DagsterEvent, StepMaterializationData
from dagster._core.storage.tags import PARTITION_NAME_TAG
from dagster._core.utils import make_new_run_id
from dagster_shared.record import copy
from rich.console import Console
from rich.table import Table

from assets.compact import PARTITIONS, TABLES
from assets.definitions import defs
from assets.home import Warehouse
from assets.io import CONTRACT_OF
from assets.progress import tags_of
from assets.prune import size_of
from assets.stage import Made, finish
from evaluation.figures import BUILD, ROOT, merge_figures
from pipeline.batches import MANIFEST, live_batches, paths_of, plan_batches
from pipeline.documents.files import list_files
from pipeline.documents.read import read_documents
from pipeline.tables.contract import table_path
from pipeline.tables.parquet import write_parquet

N_BATCHES, RUNS = 1000, 3
MEGABYTE = 1e6


def fill(warehouse: Warehouse, n_batches: int) -> None:
    """Make a warehouse of finished batches of one document each, with a run for each in Dagster's log."""
    warehouse.documents.mkdir(parents=True)
    for n in range(n_batches):
        (warehouse.documents / f"{n:05d}.txt").write_text(f"Iran denied report {n}.\n", encoding="utf-8")
    warehouse.open()
    files = {file.source_path: file.fingerprint for file in list_files(warehouse.documents)}
    manifest = plan_batches(MANIFEST.empty(), files, batch_size=1).manifest
    warehouse.write_manifest(manifest)
    with dg.DagsterInstance.get() as instance:
        instance.add_dynamic_partitions(PARTITIONS, list(live_batches(manifest)))
        graph, first = defs.resolve_asset_graph(), instance.create_run_for_job(defs.resolve_job_def("derive_batch"))
        for batch in live_batches(manifest):
            tags = {PARTITION_NAME_TAG: batch}
            run = instance.add_run(copy(first, run_id=make_new_run_id(), status=dg.DagsterRunStatus.SUCCESS, tags=tags))
            made = {
                name: finish(CONTRACT_OF[name], table) for name, table in _stub_tables(warehouse, list(paths_of(manifest, batch))).items()
            }
            _report(instance, graph, warehouse, run, made)
        instance.delete_run(first.run_id)
    with closing(sqlite3.connect(warehouse.home / "history" / "runs.db")) as connection, connection:
        connection.execute("update runs set create_timestamp = datetime(create_timestamp, '-2 days')")


def _report(instance: dg.DagsterInstance, graph: AssetGraph, warehouse: Warehouse, run: dg.DagsterRun, made: Mapping[str, Made]) -> None:
    """Write the tables of a batch and report them, as its run would."""
    batch, versions = (
        run.tags[PARTITION_NAME_TAG],
        {name: str(found.data_version.value) for name, found in made.items() if found.data_version},
    )
    for name, found in made.items():
        write_parquet(found.value, table_path(warehouse.folder, name, batch))
        told = dg.AssetMaterialization(name, partition=batch, metadata=found.metadata, tags=tags_of(instance, graph, name, batch, versions))
        event = DagsterEvent("ASSET_MATERIALIZATION", run.job_name, event_specific_data=StepMaterializationData(told))
        instance.report_dagster_event(event, run.run_id)


def _stub_tables(warehouse: Warehouse, paths: list[str]) -> dict[str, pa.Table]:
    documents, rejected = read_documents(warehouse.documents, paths)
    same = {"sentence_index": 0, "char_start": 0, "kind": "body", "paragraph_index": 0, "tokens": []}
    sentences = [
        same
        | {"sentence_id": f"{row['document_id']}-0", "document_id": row["document_id"], "char_end": len(row["text"]), "text": row["text"]}
        for row in documents.select(["document_id", "text"]).to_pylist()
    ]
    given = {"documents": documents, "rejected_documents": rejected, "sentences": CONTRACT_OF["sentences"].table(sentences)}
    return {name: given.get(name, CONTRACT_OF[name].empty()) for name in TABLES}


def timed(name: str, *arguments: str) -> dict[str, float]:
    """Return how many seconds a command of ours takes, by the clock and of the processor; CalledProcessError where it fails."""
    began, used = time.perf_counter(), _processor_seconds()
    subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, check=True, capture_output=True)
    return {f"house_{name}_seconds": time.perf_counter() - began, f"house_{name}_processor_seconds": _processor_seconds() - used}


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def look(warehouse: Warehouse, when: str, runs: int) -> dict[str, float]:
    """Return the figures of a warehouse as it is; the shortest of some runs with nothing new."""
    idle = [timed(f"idle_run_{when}", "assets.run") for _ in range(runs)]
    return {
        **{key: min(times[key] for times in idle) for key in idle[0]},
        f"house_parquet_files_{when}": len(list(warehouse.folder.glob("*/*.parquet"))),
        f"house_home_megabytes_{when}": size_of(warehouse.home) / MEGABYTE,
    }


def measure(folder: Path, n_batches: int, runs: int) -> dict[str, float]:
    """Return the figures of a warehouse below a folder, which is filled where there is none."""
    warehouse = Warehouse(folder / "documents", folder / "warehouse")
    os.environ |= {"SAYSO_DOCUMENTS": str(warehouse.documents), "SAYSO_WAREHOUSE": str(warehouse.folder)}
    os.environ |= {"DAGSTER_HOME": str(warehouse.home)}
    if not warehouse.has_manifest():
        fill(warehouse, n_batches)
    figures = timed("first_run", "assets.run") | look(warehouse, "before", runs)
    figures |= timed("verify", "assets.keep", "verify")
    figures |= timed("compact", "assets.keep", "compact") | look(warehouse, "compacted", runs)
    return figures | timed("prune", "assets.keep", "prune") | look(warehouse, "pruned", runs)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the figures, add them to `build/performance.json`; return the exit status."""
    parser = argparse.ArgumentParser(prog="evaluation.housekeeping", description="Measure compaction and pruning.")
    parser.add_argument("--batches", type=int, default=N_BATCHES)
    parser.add_argument("--folder", type=Path, help="where to work, and to leave what was made; a temporary folder if none is given")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--out", type=Path, default=BUILD / "performance.json")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        figures = measure(given.folder or Path(name), given.batches, given.runs)
    table = Table("figure", "value", title=f"{given.batches:,} batches of one document", title_justify="left")
    for key, value in figures.items():
        table.add_row(key.removeprefix("house_"), f"{value:,.1f}")
    Console().print(table)
    merge_figures(given.out, {key: round(value, 2) for key, value in figures.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main())

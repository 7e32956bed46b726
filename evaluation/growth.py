"""How cost grows: stages by one and two processes, and the cost of a document more at 1,000, 10,000 and 100,000: a part of `make bench`.

Each run is `python -m assets.run` as a user types it, start-up included; its time is wall time, its memory that of all its processes
together. The large warehouses are replicas (`replica.py`); the documents that are added pass the whole way.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from evaluation.chart import Line, draw_chart
from evaluation.figures import BUILD, ROOT, FiguresError, merge_figures, read_figures
from evaluation.stages import MEGABYTE, STAGES, TICK_S, memory_of
from evaluation.stories import write_story

SIZES, RUNS, N_STAGED, LATER = (1_000, 10_000, 100_000), 3, 1_000, 10_000_000
PICTURES = ROOT / "docs" / "pictures"
Figures = dict[str, float]
ASK = """
with mine as (select claim_id from stg_claims join stg_documents using (document_id) where source_path = $path)
select (select count(*) from mine), (select count(*) from mine join proposition_claims using (claim_id))
"""


class GrowthError(RuntimeError):
    """A run that failed or did not do what is measured; the message is one line."""


def measure_size(folder: Path, n_documents: int, read: Any, runs: int) -> Figures:
    """Return the figures of a warehouse of so many documents, made below a folder: keys end in the number of documents."""
    from assets.home import Warehouse
    from evaluation.replica import make_replica

    warehouse = Warehouse(folder / "documents", folder / "warehouse")
    warehouse.documents.mkdir(parents=True)
    warehouse.open()
    make_replica(warehouse, n_documents, read)
    report = warehouse.folder / "report" / "index.html"
    report.parent.mkdir()
    report.write_text("Made on demand, and not measured here.", encoding="utf-8")
    environment = {"SAYSO_DOCUMENTS": str(warehouse.documents), "SAYSO_WAREHOUSE": str(warehouse.folder)}
    time_run(environment)
    time.sleep(2 + TICK_S)  # until the files are older than a tick of the clock, as they are in a folder that has been there
    idle = [time_run(environment, is_watched=i == 0) for i in range(runs + 1)]
    added = [add_document(warehouse, LATER + i, environment, is_watched=i == 0) for i in range(runs + 1)]
    sizes = {"database": warehouse.folder / "warehouse.duckdb", "warehouse": warehouse.folder, "documents": warehouse.documents}
    figures = {
        "idle_seconds": median(seconds for seconds, _ in idle[1:]), "idle_seconds_highest": max(seconds for seconds, _ in idle[1:]),
        "idle_mb": idle[0][1],
        "add_seconds": median(seconds for seconds, _ in added[1:]), "add_seconds_highest": max(seconds for seconds, _ in added[1:]),
        "add_mb": added[0][1],
        **{f"{name}_disk_mb": size_of(path) / MEGABYTE for name, path in sizes.items()},
    }  # fmt: skip
    return {f"growth_{name}_{n_documents}": round(value, 2) for name, value in figures.items()}


def add_document(warehouse: Any, n: int, environment: Mapping[str, str], *, is_watched: bool) -> tuple[float, float]:
    """Put one story more into the folder and return what the run took; GrowthError where it is not in tables and marts then."""
    from pipeline.models import open_database

    path = warehouse.documents / "later" / f"{n}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(write_story(n), encoding="utf-8")
    taken = time_run(environment, is_watched=is_watched)
    with open_database(warehouse.folder) as connection:
        found = connection.execute(ASK, {"path": f"later/{n}.txt"}).fetchone()
    if not found or not found[0] or found[0] != found[1]:
        raise GrowthError(f"{path} is not in claims and propositions: {found}")
    return taken


def time_run(environment: Mapping[str, str], *, is_watched: bool = False) -> tuple[float, float]:
    """Run to the end and return the seconds and, of a run that is watched, the most MB that all its processes held together.

    To look at the memory takes time from the run, so that the seconds of one that is watched do not count.
    """
    began, peak = time.perf_counter(), 0.0
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    command = [sys.executable, "-m", "assets.run"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, start_new_session=True, **quiet)
    while is_watched and process.poll() is None:
        peak = max(peak, memory_of(process.pid))
        time.sleep(TICK_S)
    said = process.communicate()[1]
    if process.returncode:
        raise GrowthError((said.strip().splitlines() or ["a run failed"])[-1])
    return time.perf_counter() - began, peak


def size_of(path: Path) -> int:
    return path.stat().st_size if path.is_file() else sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def measure_stages(n_documents: int, runs: int) -> Figures:
    """Return words and documents a second of each stage and of the whole way, by one and by two processes."""
    figures: Figures = {}
    for workers in (1, 2):
        command = [sys.executable, "-m", "evaluation.stages", str(workers), str(n_documents)]
        wanted: dict[str, Any] = {"check": True, "capture_output": True, "text": True, "start_new_session": True}
        found = [json.loads(subprocess.run(command, cwd=ROOT, **wanted).stdout) for _ in range(runs)]
        seconds = {stage: median(run[stage] for run in found) for stage in STAGES}
        whole = median(sum(run[stage] for stage in STAGES) for run in found)
        for stage, taken in {**seconds, "text_to_claims": whole}.items():
            figures[f"{stage}_words_per_second_{workers}"] = round(found[0]["n_words"] / taken)
            figures[f"{stage}_documents_per_second_{workers}"] = round(n_documents / taken, 1)
        figures[f"text_to_claims_mb_{workers}"] = round(max(run["mb"] for run in found))
    figures["text_to_claims_two_to_one"] = round(
        figures["text_to_claims_words_per_second_2"] / figures["text_to_claims_words_per_second_1"], 2
    )
    return figures


def draw(figures: Mapping[str, float], sizes: Sequence[int], folder: Path) -> list[Path]:
    """Draw how time, memory and disk grow, from what was measured; return the pictures."""

    def line(name: str, key: str) -> Line:
        return Line(name, [(n, figures[f"growth_{key}_{n}"]) for n in sizes])

    new, nothing = "one new document", "nothing new"
    a_document = [(n, 1000 * figures[f"growth_warehouse_disk_mb_{n}"] / n) for n in sizes]
    charts = {
        "growth-seconds": draw_chart("A run, start-up included", "seconds", [line(new, "add_seconds"), line(nothing, "idle_seconds")]),
        "growth-memory": draw_chart("All processes of a run", "MB at most", [line(new, "add_mb"), line(nothing, "idle_mb")]),
        "growth-disk": draw_chart("Disk for each document", "kB", [Line("warehouse", a_document)]),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, chart in charts.items():
        (folder / f"{name}.svg").write_text(chart, encoding="utf-8")
    return [folder / f"{name}.svg" for name in charts]


def table_of(figures: Mapping[str, float]) -> Table:
    table = Table("figure", "value", title="Growth", title_justify="left")
    for name, value in figures.items():
        table.add_row(name, f"{value:,.2f}")
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, write `build/performance.json` and the pictures; return the exit status."""
    parser = argparse.ArgumentParser(prog="evaluation.growth", description="Measure how cost grows with the number of documents.")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of documents, parted by commas; none leaves them out")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--documents", type=int, default=N_STAGED, help="documents by which the stages are measured; 0 leaves them out")
    parser.add_argument("--folder", type=Path, default=BUILD / "growth", help="where the warehouses are made; removed at the end")
    parser.add_argument("--out", type=Path, default=BUILD / "performance.json")
    parser.add_argument("--pictures", type=Path, default=PICTURES)
    given = parser.parse_args(arguments)
    folder = given.folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        read_figures(given.out)
        figures = measure(given, folder)
    except (GrowthError, subprocess.CalledProcessError, FiguresError) as error:
        print(f"sayso: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    merge_figures(given.out, figures)
    Console().print(table_of(figures))
    return 0


def measure(given: argparse.Namespace, folder: Path) -> Figures:
    from evaluation.replica import read_paragraphs

    figures = measure_stages(given.documents, 1) if given.documents else {}
    sizes = [int(size) for size in given.sizes.split(",") if size]
    read = read_paragraphs() if sizes else None
    for size in sizes:
        print(f"{size:,} documents ...", file=sys.stderr, flush=True)
        figures |= measure_size(folder / str(size), size, read, given.runs)
        shutil.rmtree(folder / str(size))
    if sizes:
        draw(figures, sizes, given.pictures)
    return figures


if __name__ == "__main__":
    sys.exit(main())

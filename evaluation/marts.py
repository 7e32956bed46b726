"""How long the SQL models take over a million invented claims, and how much memory: a part of `make bench`.

The database is built in a process of its own, so that making the claims does not count.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from evaluation.figures import BUILD, ROOT, merge_figures
from evaluation.invented import invent_warehouse
from evaluation.timing import peak_memory
from pipeline.codebook import load_codebook
from pipeline.models import DATABASE, build_database, load_models

RUNS, N_CLAIMS = 3, 1_000_000
MEANINGS = {
    "marts_seconds": "s, all SQL models built, the database put in place",
    "marts_megabytes": "MB of memory at most, the process that builds them",
}


def measure(warehouse: Path, runs: int) -> list[dict[str, float]]:
    """Return the figures of so many builds, each by a new process; CalledProcessError where one fails."""
    command = [sys.executable, "-m", "evaluation.marts", "--build", str(warehouse.resolve())]
    return [json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout) for _ in range(runs)]


def build(warehouse: Path) -> dict[str, float]:
    """Build the database in this process and return what it took."""
    models = load_models(ROOT / "sql")
    (warehouse / DATABASE).unlink(missing_ok=True)  # or it would be renewed
    began = time.perf_counter()
    build_database(warehouse, models)
    return {"marts_seconds": time.perf_counter() - began, "marts_megabytes": peak_memory()}


def table_of(figures: dict[str, float], runs: Sequence[dict[str, float]], n_claims: int) -> Table:
    table = Table(title=f"SQL models over {n_claims:,} invented claims, median of {len(runs)} runs", title_justify="left")
    for name in ("figure", "lowest", "highest"):
        table.add_column(name, justify="right")
    table.add_column("meaning")
    for key, meaning in MEANINGS.items():
        values = (figures[key], min(run[key] for run in runs), max(run[key] for run in runs))
        table.add_row(*(f"{value:,.2f}" for value in values), meaning)
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, add to `build/performance.json`; return the exit status."""
    parser = argparse.ArgumentParser(prog="evaluation.marts", description="Measure how long the SQL models take.")
    parser.add_argument("--claims", type=int, default=N_CLAIMS)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--out", type=Path, default=BUILD / "performance.json")
    parser.add_argument("--build", type=Path, help="build the database of this warehouse, once, and print the figures as JSON")
    given = parser.parse_args(arguments)
    if given.build:
        print(json.dumps(build(given.build)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        invent_warehouse(Path(folder), given.claims, codebook=load_codebook())
        runs = measure(Path(folder), max(1, given.runs))
    figures = {key: round(median(run[key] for run in runs), 2) for key in MEANINGS}
    merge_figures(given.out, figures)
    Console().print(table_of(figures, runs, given.claims))
    return 0


if __name__ == "__main__":
    sys.exit(main())

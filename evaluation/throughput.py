"""How fast Sayso is and what it takes: `make bench`.

Each run is a process of its own, held to one core with one thread; the figures are medians. The text is fixed: the samples,
repeated. Words are the engine's.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from evaluation.figures import BUILD, ROOT, merge_figures

RUNS = 5
COMMAND = [sys.executable, "-m", "evaluation.timing"]
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS"), "1")
MEANINGS = {
    "words_per_second_1": "words/s, documents to sentences, one process",
    "words_per_second_2": "words/s, documents to sentences, two processes",
    "claims_words_per_second": "words/s, documents to claims, one core",
    "after_sentences_words_per_second": "words/s, sentences to claims, one core",
    "load_seconds": "s, import and load of the engine",
    "rss_mb": "MB of memory at most, a process that reads the text with the engine",
    "claims_rss_mb": "MB of memory at most, a process that goes from documents to claims",
    "file_mb": "MB, the model file",
}
Report = Mapping[str, Any]


class BenchError(RuntimeError):
    """A run that failed; the message is the last line that it wrote."""


def run_together(job: str, n: int) -> list[Report]:
    """Run a job of `evaluation.timing` in n processes that begin its timed part at once; return what each reports."""
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    environment = {**os.environ, **ONE_THREAD}
    processes = [subprocess.Popen([*COMMAND, job, str(i), str(n)], cwd=ROOT, env=environment, text=True, **pipes) for i in range(n)]
    ready = [process.stdout.readline() for process in processes if process.stdout]
    for process in processes:
        if process.stdin and all(ready):
            process.stdin.write("go\n")
            process.stdin.flush()
    return [finish(process) for process in processes]


def finish(process: "subprocess.Popen[str]") -> Report:
    """Wait for a process and return its report; BenchError where it failed."""
    out, err = process.communicate()
    if process.returncode:
        raise BenchError((err.strip().splitlines() or ["a run failed"])[-1])
    report: Report = json.loads(out.splitlines()[-1])
    return report


def speed(reports: Sequence[Report], *, since: str = "began", until: str = "ended") -> float:
    """Return words per second of processes that worked at the same time, from the first begin to the last end."""
    seconds = max(report[until] for report in reports) - min(report[since] for report in reports)
    return float(sum(report["words"] for report in reports) / seconds)


def measure_once() -> dict[str, float]:
    """Return one run's figures."""
    engine, (claims,) = run_together("engine", 1), run_together("claims", 1)
    return {
        "words_per_second_1": speed(run_together("sentences", 1)),
        "words_per_second_2": speed(run_together("sentences", 2)),
        "claims_words_per_second": speed([claims]),
        "after_sentences_words_per_second": speed([claims], since="has_sentences"),
        "load_seconds": engine[0]["load_seconds"],
        "rss_mb": engine[0]["rss_mb"],
        "claims_rss_mb": claims["rss_mb"],
        "file_mb": engine[0]["file_mb"],
    }


def medians(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the median of each figure: words per second as whole numbers, the rest to two places."""
    found = {key: median(run[key] for run in runs) for key in MEANINGS}
    return {key: round(value) if "per_second" in key else round(value, 2) for key, value in found.items()}


def table_of(figures: Mapping[str, float], runs: Sequence[Mapping[str, float]]) -> Table:
    table = Table(title=f"Speed, median of {len(runs)} runs", title_justify="left")
    table.add_column("figure", justify="right")
    table.add_column("lowest", justify="right")
    table.add_column("highest", justify="right")
    table.add_column("meaning")
    for key, meaning in MEANINGS.items():
        values = (figures[key], min(run[key] for run in runs), max(run[key] for run in runs))
        table.add_row(*(f"{value:,.0f}" if "per_second" in key else f"{value:,.2f}" for value in values), meaning)
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, write `build/performance.json`; return the exit status."""
    parser = argparse.ArgumentParser(prog="evaluation.throughput", description="Measure words per second, load time and memory.")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--out", type=Path, default=BUILD / "performance.json")
    given = parser.parse_args(arguments)
    try:
        runs = [measure_once() for _ in range(max(1, given.runs))]
    except BenchError as error:
        print(f"sayso: {error}", file=sys.stderr)
        return 1
    figures = medians(runs)
    merge_figures(given.out, figures)
    Console().print(table_of(figures, runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How right the claims are, beside two baselines: `make eval`.

Documents with gold claims go the whole way into a warehouse of their own, `build/eval/<set>`; the export and the scorer that lie
beside the gold are used where they lie. Without them nothing is measured.
"""

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pyarrow as pa
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from evaluation import corpora, reliability
from evaluation.baselines import Claim, flatten, nearest_pairs
from evaluation.figures import BUILD, ROOT, merge_figures, shown
from evaluation.language import CORPORA
from pipeline.codebook import Codebook, load_codebook
from pipeline.language.engine import load_engine

GOLD = ROOT.parent / "shared" / "gold"
MEASURES = ("dyad", "event", "source", "full", "denied", "unreal", "attributed", "event_macro")
SYSTEMS = {"sayso": "Sayso", "author": "all author, affirmed, actual", "nearest": "nearest pair at a trigger"}
PREFIXES = {"sayso": "", "author": "baseline_author_", "nearest": "baseline_nearest_"}
Scores = Mapping[str, Mapping[str, float]]


class EvaluationError(RuntimeError):
    """Something that cannot be measured; the message is one line."""


@dataclass(frozen=True)
class GoldSet:
    """Documents with gold claims; `halves` are the parts that are scored apart too."""

    name: str
    documents: Path
    claims: Path
    halves: tuple[str, ...] = ()

    @property
    def is_there(self) -> bool:
        return self.documents.is_dir() and self.claims.is_file()


@dataclass(frozen=True)
class Row:
    """One line of the table: a system on a set of documents, or on one half of it."""

    part: str
    system: str
    scores: Scores
    extra: Mapping[str, float]


def gold_sets(gold: Path) -> list[GoldSet]:
    samples = GoldSet("samples", ROOT / "samples", ROOT / "evaluation" / "gold" / "samples.jsonl")
    return [samples, GoldSet("dev", gold / "dev", gold / "dev_claims.jsonl", ("tune", "check"))]


def load_scorer(gold: Path) -> ModuleType:
    """Return the scorer beside the gold as a module; nothing is written there."""
    spec = importlib.util.spec_from_file_location("score_claims", gold / "score_claims.py")
    if spec is None or spec.loader is None:
        raise EvaluationError(f"{gold / 'score_claims.py'}: not a Python module")
    scorer = importlib.util.module_from_spec(spec)
    is_off, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(scorer)
    finally:
        sys.dont_write_bytecode = is_off
    return scorer


def build_warehouse(documents: Path, warehouse: Path) -> None:
    """Run the whole way over a folder into a new warehouse."""
    print(f"reading {shown(documents)}", file=sys.stderr)
    shutil.rmtree(warehouse, ignore_errors=True)
    environment = {**os.environ, "SAYSO_DOCUMENTS": str(documents), "SAYSO_WAREHOUSE": str(warehouse)}
    done = subprocess.run([sys.executable, "-m", "assets.run"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise EvaluationError(f"the run over {shown(documents)} failed")


def export_claims(gold: Path, warehouse: Path, out: Path) -> list[Claim]:
    """Write the claims of a warehouse in the gold form, by the script beside the gold, and return them."""
    script = [sys.executable, str(gold / "export_claims.py"), str(warehouse)]
    done = subprocess.run(script, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise EvaluationError(f"export_claims.py: {(done.stderr.strip().splitlines() or ['failed'])[-1]}")
    out.write_text(done.stdout, encoding="utf-8")
    return [json.loads(line) for line in done.stdout.splitlines()]


def nearest_claims(warehouse: Path, codebook: Codebook) -> list[Claim]:
    """Return the claims of the nearest-pair baseline over the sentences and mentions of a warehouse."""
    with duckdb.connect(str(warehouse / "warehouse.duckdb"), read_only=True) as database:
        sentences = _rows(database, "from stg_sentences order by sentence_id")
        entities = _rows(database, "from stg_entities order by mention_id")
        paths = database.execute("select document_id, source_path from stg_documents").fetchall()
    return nearest_pairs(sentences, entities, codebook, stems={document: Path(path).stem for document, path in paths})


def _rows(database: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    return database.sql(query).to_arrow_table()


def predict(gold: Path, gold_set: GoldSet, codebook: Codebook) -> dict[str, Path]:
    """Return a file of claims for each system, made anew."""
    folder = BUILD / "eval"
    folder.mkdir(parents=True, exist_ok=True)
    files = {system: folder / f"{gold_set.name}.{system}.jsonl" for system in SYSTEMS}
    warehouse = folder / gold_set.name
    build_warehouse(gold_set.documents, warehouse)
    ours = export_claims(gold, warehouse, files["sayso"])
    write_claims(files["author"], flatten(ours))
    write_claims(files["nearest"], nearest_claims(warehouse, codebook))
    return files


def write_claims(path: Path, claims: Iterable[Claim]) -> None:
    path.write_text("".join(json.dumps(claim, ensure_ascii=False) + "\n" for claim in claims), encoding="utf-8")


def score_set(scorer: ModuleType, gold_set: GoldSet, files: Mapping[str, Path]) -> list[Row]:
    """Return a row for each system on the whole set, and then on each half."""
    gold = load_claims(scorer, gold_set, gold_set.claims)
    predicted = {system: load_claims(scorer, gold_set, file) for system, file in files.items()}
    parts = {gold_set.name: gold}
    parts |= {f"{gold_set.name}_{half}": [claim for claim in gold if claim.get("half") == half] for half in gold_set.halves}
    return [score_part(scorer, part, claims, system, predicted[system]) for part, claims in parts.items() for system in files]


def halves_of(scorer: ModuleType, gold_set: GoldSet, file: Path) -> dict[str, list[reliability.Band]]:
    """Return for each half of a set how right our claims of each band of confidence are."""
    gold, predicted = load_claims(scorer, gold_set, gold_set.claims), load_claims(scorer, gold_set, file)
    known = reliability.confidences(BUILD / "eval" / gold_set.name) if gold_set.halves else {}
    halves = {half: [claim for claim in gold if claim.get("half") == half] for half in gold_set.halves}
    return {f"{gold_set.name}_{half}": reliability.bands_of(scorer, claims, predicted, known) for half, claims in halves.items()}


def load_claims(scorer: ModuleType, gold_set: GoldSet, file: Path) -> list[Claim]:
    documents = {path.stem: path.read_text(encoding="utf-8") for path in sorted(gold_set.documents.glob("*.txt"))}
    try:
        claims: list[Claim] = scorer.load(file, documents)
    except scorer.BadClaims as error:
        raise EvaluationError(str(error)) from error
    return claims


def score_part(scorer: ModuleType, part: str, gold: list[Claim], system: str, predicted: list[Claim]) -> Row:
    """Score one system against some gold; as the scorer does, only documents with gold claims count."""
    scored = {claim["doc"] for claim in gold}
    there = [claim for claim in predicted if claim["doc"] in scored]
    low, high = scorer.interval(gold, there)
    return Row(part, system, scorer.score(gold, there), {"full_f1_low": low, "full_f1_high": high})


def flat(rows: Iterable[Row]) -> dict[str, float]:
    """Return the figures by key, such as `dev_tune_full_f1` or `baseline_author_dev_event_precision`."""
    figures: dict[str, float] = {}
    for row in rows:
        prefix = f"{PREFIXES[row.system]}{row.part}_"
        figures |= {f"{prefix}{measure}_f1": row.scores[measure]["f1"] for measure in MEASURES}
        figures |= {f"{prefix}event_{name}": row.scores["event"][name] for name in ("precision", "recall")}
        figures |= {f"{prefix}{name}": value for name, value in row.extra.items()}
    return {key: round(value, 4) for key, value in figures.items()}


def table_of(rows: Sequence[Row]) -> Table:
    """Return the figures as one table, a block for each set of documents."""
    title = "Claims against gold: F1, and precision and recall at level event"
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("documents", no_wrap=True)
    table.add_column("system", no_wrap=True)
    for name in ("gold", "found", *MEASURES, "event_P", "event_R"):
        table.add_column(name.replace("_", "\n"), justify="right", no_wrap=True)
    systems = list(SYSTEMS)
    for row in rows:
        event: Mapping[str, Any] = row.scores["event"]
        figures = [*(row.scores[measure]["f1"] for measure in MEASURES), event["precision"], event["recall"]]
        is_first, is_last = row.system == systems[0], row.system == systems[-1]
        cells = (row.part.replace("_", " ") if is_first else "", SYSTEMS[row.system], str(event["gold"]), str(event["predicted"]))
        table.add_row(*cells, *(f"{figure:.3f}" for figure in figures), style="bold" if is_first else None, end_section=is_last)
    return table


def print_whole(table: Table, console: Console) -> None:
    """Print a table with every figure whole, also where a line is longer than the window."""
    console.width = max(console.width, console.measure(table, options=console.options.update(width=1000)).maximum)
    console.print(table)


def measure(gold: Path, console: Console) -> tuple[list[Row], dict[str, list[reliability.Band]]]:
    """Return the rows of every set that is there, and the bands of confidence of its halves; say which is not."""
    scorer, codebook = load_scorer(gold), load_codebook()
    rows: list[Row] = []
    bands: dict[str, list[reliability.Band]] = {}
    for gold_set in gold_sets(gold):
        if gold_set.is_there:
            files = predict(gold, gold_set, codebook)
            rows += score_set(scorer, gold_set, files)
            bands |= halves_of(scorer, gold_set, files["sayso"])
        else:
            console.print(f"{gold_set.name}: skipped, no gold claims at {shown(gold_set.claims)}", soft_wrap=True, highlight=False)
    return rows, bands


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, write `build/quality.json`; return the exit status."""
    parser = argparse.ArgumentParser(prog="evaluation.accuracy", description="Score the claims against gold claims.")
    parser.add_argument("--gold", type=Path, default=Path(os.environ.get("SAYSO_GOLD") or GOLD), help="folder of gold claims and scorer")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_CORPORA") or CORPORA), help="folder of annotated corpora")
    given = parser.parse_args(arguments)
    gold, data = given.gold.resolve(), given.data.resolve()
    console = Console()
    missing = [name for name in ("score_claims.py", "export_claims.py") if not (gold / name).is_file()]
    if missing:
        console.print(f"skipped: no {' and no '.join(missing)} in {shown(gold)}", soft_wrap=True, highlight=False)
        return 0
    try:
        rows, bands = measure(gold, console)
        merge_figures(BUILD / "quality.json", flat(rows) | reliability.figures_of(bands))
        figures = corpora.corpus_figures(data, load_engine(), load_codebook()) if corpora.is_there(data) else None
        merge_figures(BUILD / "quality.json", figures or {})
    except (EvaluationError, ValueError) as error:
        print(f"sayso: {error}", file=sys.stderr)
        return 1
    print_whole(table_of(rows), console)
    if bands:
        console.print(reliability.table_of(bands))
    if figures is None:
        console.print(f"corpora: skipped, none in {shown(data)}", soft_wrap=True, highlight=False)
    else:
        console.print(corpora.table_of(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())

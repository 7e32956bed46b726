"""`make sample N=200`: a coding sheet of random claims; `make sample SHEET=file`: what the filled one says of precision."""

import os
import sys
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from assets.home import Warehouse
from pipeline.models.sample import LEVEL, Precision, SheetError, draw_sample, precision_by_band, precision_of, read_sheet, write_sheet

SIZE = 200


def main() -> int:
    """Write a sheet, or read the one that SHEET names; a failure is one line on the error stream."""
    sheet = os.environ.get("SAYSO_SHEET", "")
    try:
        return judge(Path(sheet)) if sheet else draw(os.environ.get("SAYSO_N", ""), os.environ.get("SAYSO_SEED", ""))
    except SheetError as error:
        return _fail(str(error))
    except duckdb.Error:
        return _fail("there is no database yet; type: make run")


def draw(size: str, seed: str) -> int:
    """Write a sheet of claims beside the warehouse's tables."""
    if size and not (size.isdecimal() and int(size)):
        return _fail(f"N={size} is no number of claims")
    folder = Warehouse.from_environment().folder
    rows = draw_sample(folder, int(size or SIZE), seed=seed)
    path = folder / f"coding-sheet{f'-{seed}' if seed else ''}.csv"
    write_sheet(path, rows)
    print(f"{path}: {len(rows)} claims. Write y or n under verdict, then type: make sample SHEET={path}")
    return 0


def judge(path: Path) -> int:
    """Print the precision of a filled sheet, whole and by confidence."""
    judgments = read_sheet(path)
    if not judgments:
        return _fail(f"{path}: no verdict yet")
    table = Table(title=f"Precision, with its {LEVEL:.0%} interval", title_justify="left")
    for name in ("confidence", "judged", "right", "precision", "interval"):
        table.add_column(name, justify="right")
    for low, high, precision in precision_by_band(judgments):
        table.add_row(f"{low:g} to {high:g}", *cells(precision))
    table.add_section()
    table.add_row("all", *cells(precision_of(judgments)))
    Console().print(table)
    return 0


def cells(precision: Precision) -> tuple[str, ...]:
    low, high = precision.interval
    shown = (f"{precision.share:.2f}", f"{low:.2f} to {high:.2f}") if precision.judged else ("", "")
    return (str(precision.judged), str(precision.right), *shown)


def _fail(line: str) -> int:
    print(f"sayso: {line}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

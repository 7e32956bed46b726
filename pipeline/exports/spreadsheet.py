"""Rows as CSV that pandas and every spreadsheet open, in which no cell is a formula."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.exports.beside import write_beside
from pipeline.tables.cells import safe


def write_csv(rows: Iterable[Mapping[str, Any]], path: Path, *, columns: Sequence[str]) -> int:
    """Write these columns of each row, and return how many rows there are; a list is its names, parted by a semicolon."""
    n_rows = 0
    with write_beside(path, encoding="utf-8-sig") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([safe(flat(row[column])) for column in columns])
            n_rows += 1
    return n_rows


def flat(value: Any) -> Any:
    return "; ".join(item["name"] for item in value) if isinstance(value, list) else value

"""A random sample of claims for a reader to judge, and what the judgments say: precision with its interval."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

from pipeline.models.connect import open_database
from pipeline.tables.cells import safe

QUERY = """
select
    c.claim_id, d.source_path, s.text as sentence, c.source_name as source, c.actor_name as actor, c.event_type as event,
    c.target_name as target, c.theme, c.polarity, c.modality, c.event_date, c.confidence
from stg_claims c
join stg_documents d using (document_id)
join stg_sentences s using (sentence_id)
order by md5(c.claim_id || $seed), c.claim_id
limit $n
"""
COLUMNS = "claim_id source_path sentence source actor event target theme polarity modality event_date confidence verdict note".split()
VERDICTS = dict.fromkeys(("y", "yes", "right", "true", "1"), True) | dict.fromkeys(("n", "no", "wrong", "false", "0"), False)
LEVEL = 0.95
BANDS = (0.0, 0.3, 0.5, 0.6, 1.0)


class SheetError(ValueError):
    """A coding sheet that cannot be written or read; the message names the file, the line and the reason."""


@dataclass(frozen=True)
class Precision:
    """How many claims were judged and how many of them right, with the Wilson interval of the share."""

    judged: int
    right: int

    @property
    def share(self) -> float:
        return self.right / self.judged if self.judged else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The interval of Wilson (1927) at `LEVEL`, in [0, 1]."""
        if not self.judged:
            return 0.0, 1.0
        n, z = self.judged, NormalDist().inv_cdf((1 + LEVEL) / 2)
        middle = (self.share + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * sqrt(self.share * (1 - self.share) / n + z * z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


def draw_sample(warehouse: Path, n: int, *, seed: str) -> list[dict[str, Any]]:
    """Return n live claims, or all where there are fewer; the same seed draws the same of the same claims."""
    with open_database(warehouse) as connection:
        rows: list[dict[str, Any]] = connection.sql(QUERY, params={"n": n, "seed": seed}).to_arrow_table().to_pylist()
    return rows


def write_sheet(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a coding sheet as CSV, its verdicts blank; SheetError where there is a file already, whose verdicts would be lost."""
    try:
        with path.open("x", newline="", encoding="utf-8-sig") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows([safe(row.get(column)) for column in COLUMNS] for row in rows)
    except FileExistsError as error:
        raise SheetError(f"{path}: there is a sheet already; name another") from error
    except OSError as error:
        raise SheetError(f"{path}: cannot be written: {error.strerror}") from error


def read_sheet(path: Path) -> list[tuple[float, bool]]:
    """Return confidence and verdict of each claim that was judged; SheetError names a line that cannot be read."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SheetError(f"{path}: cannot be read: {error}") from error
    if rows and not {"verdict", "confidence"} <= rows[0].keys():
        raise SheetError(f"{path}: no coding sheet: the columns verdict and confidence are missing")
    return [judgment for number, row in enumerate(rows, 2) if (judgment := read_judgment(path, number, row)) is not None]


def read_judgment(path: Path, number: int, row: Mapping[str, str | None]) -> tuple[float, bool] | None:
    word = (row["verdict"] or "").strip().lower()
    if not word:
        return None
    if word not in VERDICTS:
        raise SheetError(f"{path}, row {number}: the verdict {word!r} is none of {', '.join(VERDICTS)}")
    try:
        return float(row["confidence"] or ""), VERDICTS[word]
    except ValueError as error:
        raise SheetError(f"{path}, row {number}: the confidence {row['confidence']!r} is no number") from error


def precision_by_band(judgments: Sequence[tuple[float, bool]]) -> list[tuple[float, float, Precision]]:
    """Return the precision in each band of confidence, lower bound included, upper excluded but in the last."""
    found = []
    for low, high in pairwise(BANDS):
        inside = [right for confidence, right in judgments if low <= confidence < high or confidence == high == BANDS[-1]]
        found.append((low, high, Precision(len(inside), sum(inside))))
    return found


def precision_of(judgments: Sequence[tuple[float, bool]]) -> Precision:
    return Precision(len(judgments), sum(right for _, right in judgments))

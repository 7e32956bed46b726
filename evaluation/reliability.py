"""What `confidence` is worth: how many claims of each band are right, beside what the band says."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
from rich.table import Table

from evaluation.baselines import Claim
from pipeline.models.sample import Precision

BANDS = (0.0, 0.3, 0.4, 0.5, 0.6, 1.0)
QUERY = """
select
    d.source_path, c.char_start, c.char_end, c.source_name, c.actor_name, c.event_type, c.target_name, c.polarity, c.modality, c.confidence
from stg_claims c join stg_documents d using (document_id)
"""
Key = tuple[object, ...]
Band = tuple[float, float, Precision]


def confidences(warehouse: Path) -> dict[Key, float]:
    """Return the confidence of each claim of a warehouse by what tells it from others."""
    with duckdb.connect(str(warehouse / "warehouse.duckdb"), read_only=True) as database:
        rows = database.execute(QUERY).fetchall()
    return {(Path(path).stem, *rest): confidence for path, *rest, confidence in rows}


def key_of(claim: Claim) -> Key:
    """Return what tells a claim in the gold form from others."""
    source = claim["source"]["name"]
    parties = claim["actor"]["name"], claim["event"], claim["target"]["name"]
    return claim["doc"], claim["start"], claim["end"], source, *parties, claim["polarity"], claim["modality"]


def bands_of(scorer: ModuleType, gold: Sequence[Any], predicted: Sequence[Any], known: Mapping[Key, float]) -> list[Band]:
    """Return for each band of confidence how many claims it has and how many of them are right in all that is scored."""
    docs = {claim["doc"] for claim in gold}
    there = [claim for claim in predicted if claim["doc"] in docs]
    right = set(scorer.pair(gold, there, "full"))
    judged = [(known[key_of(claim)], i in right) for i, claim in enumerate(there) if key_of(claim) in known]
    inside = {(low, high): [hit for value, hit in judged if low <= value < high] for low, high in pairwise(BANDS)}
    return [(low, high, Precision(len(hits), sum(hits))) for (low, high), hits in inside.items()]


def figures_of(parts: Mapping[str, Sequence[Band]]) -> dict[str, float]:
    """Return the precision of each band that has claims, such as `dev_check_precision_from_40`."""
    found = ((part, low, precision) for part, bands in parts.items() for low, _, precision in bands if precision.judged)
    return {f"{part}_precision_from_{100 * low:.0f}": round(precision.share, 4) for part, low, precision in found}


def table_of(parts: Mapping[str, Sequence[Band]]) -> Table:
    table = Table(title="Confidence, and how many are right (level full)", title_justify="left")
    table.add_column("confidence")
    for part in parts:
        table.add_column(part.replace("_", " "), justify="right")
    for low, high, *_ in next(iter(parts.values()), []):
        found = [next(band for band in bands if band[0] == low)[2] for bands in parts.values()]
        table.add_row(f"{low:.1f} to {high:.1f}", *(f"{p.share:.2f} of {p.judged}" if p.judged else "" for p in found))
    return table

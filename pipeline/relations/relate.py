"""Count the relations between pairs of actors."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from pipeline.codebook import Codebook
from pipeline.relations.stories import tell_once
from pipeline.tables import ACTOR_RELATIONS

COLUMNS = (
    "document_id actor_code actor_name event_type target_code target_name polarity modality source_kind holder_code event_from_on "
    "event_to_on said_on"
).split()
Row = dict[str, Any]


def relate_actors(claims: pa.Table, copies: pa.Table, *, codebook: Codebook) -> pa.Table:
    """Return one row an actor, event type, target and month, from all current claims; a copy is no document or source of its own."""
    original_of = dict(zip(copies["document_id"].to_pylist(), copies["duplicate_of"].to_pylist(), strict=True))
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in tell_once(claims.select(COLUMNS).to_pylist(), original_of):
        groups[row["actor_code"], row["event_type"], row["target_code"]].append(row)
    rows = []
    for key, members in groups.items():
        contested = is_contested(members)
        months: dict[date | None, list[Row]] = defaultdict(list)
        for row in members:
            months[month_of(row)].append(row)
        rows += [relation(key, month, found, contested, codebook) for month, found in months.items()]
    return ACTOR_RELATIONS.table(rows)


def month_of(row: Row) -> date | None:
    day: date | None = row["event_from_on"] or row["said_on"]
    return day.replace(day=1) if day else None


def is_contested(rows: Sequence[Row]) -> bool:
    """Return whether one holder affirms and another one denies."""
    affirming = {row["holder_code"] for row in rows if row["polarity"] == "affirmed" and row["holder_code"]}
    denying = {row["holder_code"] for row in rows if row["polarity"] == "denied" and row["holder_code"]}
    return any(a != d for a in affirming for d in denying)


def relation(key: tuple[str, str, str], month: date | None, rows: Sequence[Row], contested: bool, codebook: Codebook) -> Row:
    counts = Counter(row[column] for row in rows for column in ("polarity", "modality"))
    firsts = [day for row in rows if (day := row["event_from_on"] or row["said_on"])]
    lasts = [day for row in rows if (day := row["event_to_on"] or row["said_on"])]
    return {
        "actor_code": key[0], "event_type": key[1], "target_code": key[2], "month": month,
        "actor_name": name_of(key[0], [row["actor_name"] for row in rows], codebook),
        "target_name": name_of(key[2], [row["target_name"] for row in rows], codebook),
        "n_claims": len(rows), "n_affirmed": counts["affirmed"], "n_denied": counts["denied"],
        "n_actual": counts["actual"], "n_possible": counts["possible"], "n_future": counts["future"],
        "n_sources": len({row["holder_code"] for row in rows if row["holder_code"]}),
        "n_documents": len({row["document_id"] for row in rows}),
        "first_on": min(firsts, default=None), "last_on": max(lasts, default=None), "is_contested": contested,
    }  # fmt: skip


def name_of(code: str, names: Sequence[str], codebook: Codebook) -> str:
    """Return the name of a principal, else the most frequent name it is called by."""
    counts = Counter(names)
    return codebook.principal_names.get(code) or min(counts, key=lambda name: (-counts[name], name))

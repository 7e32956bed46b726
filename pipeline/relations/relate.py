"""Count the relations between pairs of actors, column by column, so that a million claims take a second."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.codebook import Codebook
from pipeline.tables import ACTOR_RELATIONS

COLUMNS = (
    "document_id actor_code actor_name event_type target_code target_name polarity modality holder_code event_from_on event_to_on said_on"
).split()
DEED = ["actor_code", "event_type", "target_code"]
KEY = [*DEED, "month"]
COUNTED = {"polarity": ("affirmed", "denied"), "modality": ("actual", "possible", "future")}


def relate_actors(claims: pa.Table, *, codebook: Codebook) -> pa.Table:
    """Return one row an actor, event type, target and month, from all current claims; only COLUMNS of them are read."""
    claims = with_days(claims.select(COLUMNS))
    counts = [(f"n_{value}", "sum") for values in COUNTED.values() for value in values]
    relations = claims.group_by(KEY).aggregate([
        ([], "count_all"), *counts, ("holder_code", "count_distinct"), ("document_id", "count_distinct"),
        ("first_on", "min"), ("last_on", "max"),
    ])  # fmt: skip
    relations = in_order(relations).rename_columns({
        "count_all": "n_claims", "holder_code_count_distinct": "n_sources", "document_id_count_distinct": "n_documents",
        "first_on_min": "first_on", "last_on_max": "last_on", **{f"{name}_sum": name for name, _ in counts},
    })  # fmt: skip
    for part in ("actor", "target"):
        relations = relations.append_column(f"{part}_name", names_of(claims, part, codebook.principal_names))
    relations = relations.join(contested_deeds(claims), DEED)
    return ACTOR_RELATIONS.sort(relations.select(ACTOR_RELATIONS.schema.names).cast(ACTOR_RELATIONS.schema))


def with_days(claims: pa.Table) -> pa.Table:
    """Return claims with their month, their first and last day, and a 1 in the column of each value that is counted."""
    claims = claims.append_column("first_on", pc.coalesce(claims["event_from_on"], claims["said_on"]))
    claims = claims.append_column("last_on", pc.coalesce(claims["event_to_on"], claims["said_on"]))
    claims = claims.append_column("month", pc.floor_temporal(claims["first_on"], unit="month"))
    for column, values in COUNTED.items():
        for value in values:
            claims = claims.append_column(f"n_{value}", pc.equal(claims[column], value).cast(pa.int64()))
    return claims


def names_of(claims: pa.Table, part: str, principals: Mapping[str, str]) -> pa.ChunkedArray:
    """Return the name of each relation's actor or target, in their order: the principal's, else the most frequent that it is called by."""
    code, name = f"{part}_code", f"{part}_name"
    called = claims.group_by([*KEY, name]).aggregate([([], "count_all")])
    called = called.sort_by([("count_all", "descending"), (name, "ascending")])
    firsts = in_order(called.group_by(KEY, use_threads=False).aggregate([(name, "first")]))
    places = pc.index_in(firsts[code], value_set=pa.array(principals.keys(), pa.string()))
    return pc.coalesce(pc.take(pa.array(principals.values(), pa.string()), places), firsts[f"{name}_first"])


def contested_deeds(claims: pa.Table) -> pa.Table:
    """Return for each actor, event type and target whether one holder affirms and another one denies it."""
    ends = [(column, end) for column in ("polarity", "holder_code") for end in ("min", "max")]
    held = claims.filter(pc.is_valid(claims["holder_code"])).group_by(DEED).aggregate(ends)
    differs = [pc.not_equal(held[f"{column}_min"], held[f"{column}_max"]) for column in ("polarity", "holder_code")]
    contested = held.select(DEED).append_column("is_contested", pc.and_(*differs))
    deeds = claims.group_by(DEED).aggregate([]).join(contested, DEED)
    return deeds.set_column(len(DEED), "is_contested", pc.fill_null(deeds["is_contested"], False))


def in_order(table: pa.Table) -> pa.Table:
    return table.sort_by([(column, "ascending") for column in KEY])

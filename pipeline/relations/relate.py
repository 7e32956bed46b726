"""Count the relations between pairs of actors, by columns of numbers, so that a million claims take a second or two and little memory."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.codebook import Codebook
from pipeline.relations.stories import tell_once
from pipeline.tables import ACTOR_RELATIONS

REPEATED = "actor_code actor_name event_type target_code target_name polarity modality source_kind holder_code".split()
"""Columns of few values, best given as dictionaries; given as strings, they become such."""
COLUMNS = ("document_id", *REPEATED, "event_from_on", "event_to_on", "said_on")
DEED, KEY = ACTOR_RELATIONS.key[:3], ACTOR_RELATIONS.key
COUNTED = {"polarity": ("affirmed", "denied"), "modality": ("actual", "possible", "future")}
Numbers = npt.NDArray[np.int64]


def relate_actors(claims: pa.Table, copies: pa.Table, *, codebook: Codebook) -> pa.Table:
    """Return one row an actor, event type, target and month, from the COLUMNS of all current claims.

    A copy is no document or source of its own.
    """
    claims = encode(tell_once(claims.select(COLUMNS), copies))
    first_on, last_on = (pc.coalesce(claims[column], claims["said_on"]).combine_chunks() for column in ("event_from_on", "event_to_on"))
    key = {**{name: claims[name].combine_chunks() for name in DEED}, "month": pc.floor_temporal(first_on, unit="month").cast(pa.date32())}
    _, firsts, relations = np.unique(join_places(*key.values()), return_index=True, return_inverse=True)
    _, deed_of = np.unique(join_places(*(key[name].take(pa.array(firsts)) for name in DEED)), return_inverse=True)
    columns = {name: decode(column.take(pa.array(firsts))) for name, column in key.items()}
    for part in ("actor", "target"):
        known = known_names(columns[f"{part}_code"], codebook.principal_names)
        columns[f"{part}_name"] = add_names(known, relations, claims[f"{part}_name"].combine_chunks())
    for column, values in COUNTED.items():
        for value in values:
            columns[f"n_{value}"] = np.bincount(relations[is_equal(claims[column], value)], minlength=len(firsts))
    columns["n_claims"] = np.bincount(relations, minlength=len(firsts))
    columns["n_sources"] = count_distinct(relations, claims["holder_code"].combine_chunks())
    columns["n_documents"] = count_distinct(relations, claims["document_id"].combine_chunks())
    columns["first_on"], columns["last_on"] = extremes(relations, first_on, last_on)
    columns["is_contested"] = are_contested(deed_of[relations], claims)[deed_of]
    schema = ACTOR_RELATIONS.schema
    return pa.table([pa.array(columns[name]).cast(schema.field(name).type) for name in schema.names], schema=schema)


def encode(claims: pa.Table) -> pa.Table:
    """Return claims with the REPEATED columns as dictionaries, in one piece each."""
    for name in REPEATED:
        column = claims[name].unify_dictionaries().combine_chunks()
        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        claims = claims.set_column(claims.schema.get_field_index(name), name, encoded)
    return claims


def decode(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def join_places(*columns: pa.Array) -> Numbers:
    """Return a number for each row that sorts as its values do, nulls last, and is equal where they are."""
    joined: Numbers = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        found, n_values = places(column)
        joined = joined * (n_values + 1) + found
    return joined


def places(column: pa.Array) -> tuple[Numbers, int]:
    """Return the place of each value among the sorted values of a column, nulls after the last, and how many values there are."""
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    n_values = len(encoded.dictionary)
    order = pc.subtract(pc.rank(encoded.dictionary), 1).cast(pa.int64())
    return order.take(encoded.indices).fill_null(n_values).to_numpy(zero_copy_only=False), n_values


def known_names(codes: pa.Array, names: Mapping[str, str]) -> pa.Array:
    found = pc.index_in(codes, value_set=pa.array(names.keys(), pa.string()))
    return pa.array(names.values(), pa.string()).take(found)


def add_names(known: pa.Array, groups: Numbers, names: pa.Array) -> pa.Array:
    """Return the names of groups, those that are not known filled with the most frequent name of their rows, the first of several."""
    is_open = known.is_null().to_numpy(zero_copy_only=False)[groups]
    groups, names = groups[is_open], names.filter(pa.array(is_open))
    found, n_values = places(names)
    pairs, rows, counts = np.unique(groups * (n_values + 1) + found, return_index=True, return_counts=True)
    of_pair = pairs // (n_values + 1)
    order = np.lexsort((-counts, of_pair))
    _, firsts = np.unique(of_pair[order], return_index=True)
    return pc.replace_with_mask(known, known.is_null(), decode(names.take(pa.array(rows[order[firsts]]))))


def count_distinct(groups: Numbers, column: pa.Array) -> Numbers:
    """Return how many values each group has; nulls do not count."""
    found, n_values = places(column)
    is_value = found < n_values
    pairs = np.sort(groups[is_value] * (n_values + 1) + found[is_value])  # np.unique would hash them, which takes twenty times as long
    is_first = np.diff(pairs, prepend=-1) > 0
    return np.bincount(pairs[is_first] // (n_values + 1), minlength=int(groups.max(initial=-1)) + 1)


def extremes(groups: Numbers, first_on: pa.Array, last_on: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return the least first day and the greatest last day of each group, null where it has none."""
    table = pa.table({"group": groups, "first": first_on, "last": last_on})
    found = table.group_by("group").aggregate([("first", "min"), ("last", "max")]).sort_by("group")
    return found["first_min"].combine_chunks(), found["last_max"].combine_chunks()


def are_contested(deeds: Numbers, claims: pa.Table) -> npt.NDArray[np.bool_]:
    """Return for each actor, event type and target whether one holder affirms and another one denies it."""
    held, n = pc.is_valid(claims["holder_code"]).to_numpy(), int(deeds.max(initial=-1)) + 1
    affirmed, denied = (np.bincount(deeds[held & is_equal(claims["polarity"], side)], minlength=n) for side in COUNTED["polarity"])
    several: npt.NDArray[np.bool_] = count_distinct(deeds, claims["holder_code"].combine_chunks()) > 1
    return several & (affirmed > 0) & (denied > 0)


def is_equal(column: pa.ChunkedArray, value: str) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = pc.equal(column, value).to_numpy()
    return found

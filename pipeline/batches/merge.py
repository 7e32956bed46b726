"""Which small batches become one, and the manifest before, at and after the change."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.batches.manifest import MANIFEST
from pipeline.batches.plan import BATCH_SIZE
from pipeline.tables.contract import make_id

SMALL_SHARE = 0.5
"""A batch is small where it holds at most this share of a full one; what is fuller is not worth its writing."""


@dataclass(frozen=True)
class Size:
    """How many rows of a batch's `documents` and `rejected_documents` are live, and how many there are."""

    n_live: int
    n_rows: int

    @property
    def is_mostly_dead(self) -> bool:
        return self.n_live < self.n_rows - self.n_live


def small_batches(manifest: pa.Table, *, batch_size: int = BATCH_SIZE) -> list[str]:
    """Return the live batches, in order, with so few live files that they may be worth merging."""
    n_live = Counter(manifest.filter(pc.invert(manifest["is_deleted"]))["batch"].to_pylist())
    return sorted(batch for batch, n in n_live.items() if n <= batch_size * SMALL_SHARE)


def dead_batches(manifest: pa.Table) -> list[str]:
    """Return the batches without a live file, in order."""
    live = manifest.filter(pc.invert(manifest["is_deleted"]))
    return sorted(set(manifest["batch"].to_pylist()) - set(live["batch"].to_pylist()))


def plan_merges(sizes: Mapping[str, Size], *, batch_size: int = BATCH_SIZE) -> list[tuple[str, ...]]:
    """Return the batches that are to become one, for each new batch: at most `batch_size` live rows in each.

    The largest come first and each goes into the first new batch that has room. A batch that finds no partner is left alone,
    but for one that is mostly dead.
    """
    small = [batch for batch, size in sizes.items() if size.n_live <= batch_size * SMALL_SHARE]
    bins: list[list[str]] = []
    room: list[int] = []
    for batch in sorted(small, key=lambda batch: (-sizes[batch].n_live, batch)):
        n = sizes[batch].n_live
        place = next((i for i, free in enumerate(room) if free >= n), len(bins))
        if place == len(bins):
            bins.append([])
            room.append(batch_size)
        bins[place].append(batch)
        room[place] -= n
    return [tuple(sorted(found)) for found in bins if len(found) > 1 or sizes[found[0]].is_mostly_dead]


def merge_key(manifest: pa.Table, batches: Collection[str]) -> str:
    """Return the key of the batch that these become: made from their live files, and never one that stands in the manifest."""
    rows, old = manifest.to_pylist(), set(batches)
    times_seen = Counter((row["source_path"], row["fingerprint"]) for row in rows)
    live = sorted((row["source_path"], row["fingerprint"]) for row in rows if row["batch"] in old and not row["is_deleted"])
    key = make_id("merged", *((path, fingerprint, times_seen[path, fingerprint]) for path, fingerprint in live))
    known = {row["batch"] for row in rows}
    while key in known:
        key = make_id("merged", key)
    return key


def merge_batches(manifest: pa.Table, batches: Sequence[str], key: str, files: Mapping[str, str]) -> pa.Table:
    """Return the manifest in which `key` holds these files and the batches that held them hold none.

    A file that has been withdrawn since `files` (path to fingerprint) were looked up stays withdrawn in its new batch.
    """
    rows, old = manifest.to_pylist(), set(batches)
    is_live = {(row["source_path"], row["fingerprint"]) for row in rows if row["batch"] in old and not row["is_deleted"]}
    for row in rows:
        row["is_deleted"] = row["is_deleted"] or row["batch"] in old
    rows += [
        {"batch": key, "source_path": path, "fingerprint": fingerprint, "is_deleted": (path, fingerprint) not in is_live}
        for path, fingerprint in files.items()
    ]
    return MANIFEST.table(rows)


def forget_batches(manifest: pa.Table, batches: Collection[str]) -> pa.Table:
    """Return the manifest without these batches; ValueError names one that has live files."""
    known = pa.array(sorted(batches), pa.string())
    live = manifest.filter(pc.and_(pc.is_in(manifest["batch"], value_set=known), pc.invert(manifest["is_deleted"])))
    if live.num_rows:
        raise ValueError(f"batch {live['batch'][0].as_py()} has live files")
    return manifest.filter(pc.invert(pc.is_in(manifest["batch"], value_set=known)))

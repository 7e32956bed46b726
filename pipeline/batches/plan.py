"""Compare the folder with the manifest: what is new goes into new batches, what is gone is no longer live."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.batches.manifest import MANIFEST
from pipeline.tables.contract import make_id

BATCH_SIZE = 1000


@dataclass(frozen=True)
class Plan:
    """The manifest as it is to be, the keys of the new batches, and how many files are new, changed and deleted."""

    manifest: pa.Table
    new_batches: tuple[str, ...]
    n_new: int
    n_changed: int
    n_deleted: int

    @property
    def is_change(self) -> bool:
        return bool(self.n_new or self.n_changed or self.n_deleted)


def plan_batches(manifest: pa.Table, files: Mapping[str, str], *, batch_size: int = BATCH_SIZE) -> Plan:
    """Plan for a folder that holds these files (path to fingerprint).

    A batch's files and their states are never changed. A state that was live once and comes back, goes into a new batch
    and is read anew.
    """
    if _is_as_known(manifest, files):
        return Plan(manifest, (), 0, 0, 0)
    rows = manifest.to_pylist()
    was_live = {row["source_path"] for row in rows if not row["is_deleted"]}
    for row in rows:
        row["is_deleted"] = row["is_deleted"] or files.get(row["source_path"]) != row["fingerprint"]
    is_live = {row["source_path"] for row in rows if not row["is_deleted"]}
    arrived = sorted(files.keys() - is_live)
    times_seen = Counter((row["source_path"], row["fingerprint"]) for row in rows)
    new_batches = []
    for chunk in _chunks(arrived, batch_size):
        key = make_id(*((path, files[path], times_seen[path, files[path]]) for path in chunk))
        new_batches.append(key)
        rows += [_row(key, path, files[path]) for path in chunk]
    return Plan(
        MANIFEST.table(rows),
        tuple(new_batches),
        n_new=len(files.keys() - was_live),
        n_changed=len((was_live - is_live) & files.keys()),
        n_deleted=len(was_live - files.keys()),
    )


def _is_as_known(manifest: pa.Table, files: Mapping[str, str]) -> bool:
    """Return whether the folder holds just what is live, each file in the state in which it was given to its batch."""
    live = manifest.filter(pc.invert(manifest["is_deleted"]))
    known = dict(zip(live["source_path"].to_pylist(), live["fingerprint"].to_pylist(), strict=True))
    return len(known) == live.num_rows and known == files


def _row(batch: str, source_path: str, fingerprint: str) -> dict[str, Any]:
    return {"batch": batch, "source_path": source_path, "fingerprint": fingerprint, "is_deleted": False}


def _chunks(paths: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (paths[start : start + size] for start in range(0, len(paths), size))

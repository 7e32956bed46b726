"""The manifest: which file, in which state, rests in which batch."""

from collections import Counter
from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables.contract import Contract, column

MANIFEST = Contract(
    name="manifest",
    purpose="One row a file and batch: the state in which the file was given to the batch, and whether that state is still the file's.",
    key=("batch", "source_path"),
    schema=pa.schema([
        column("batch", pa.string(), "key of the batch, made from its files: the name of its Parquet files in every table"),
        column("source_path", pa.string(), "path relative to the documents folder, with forward slashes"),
        column("fingerprint", pa.string(), "SHA-256 of the file's bytes and its sidecar's when the batch was made"),
        column("is_deleted", pa.bool_(), "whether the file has since changed, gone or been withdrawn; its rows are then not live"),
    ]),
)  # fmt: skip


def live_batches(manifest: pa.Table) -> dict[str, int]:
    """Return the batches with live files, in order of their keys, and how many live files each has."""
    live = manifest.filter(pc.invert(manifest["is_deleted"]))
    return dict(sorted(Counter(live["batch"].to_pylist()).items()))


def paths_of(manifest: pa.Table, batch: str, *, only_live: bool = False) -> dict[str, str]:
    """Return the paths of a batch's files, each with its fingerprint; KeyError names an unknown batch."""
    rows = manifest.filter(pc.equal(manifest["batch"], batch)).to_pylist()
    if not rows:
        raise KeyError(f"no batch {batch} in the manifest")
    return {row["source_path"]: row["fingerprint"] for row in rows if not (only_live and row["is_deleted"])}


def withdraw(manifest: pa.Table, batch: str, source_paths: Collection[str]) -> pa.Table:
    """Return the manifest with these files of a batch no longer live: the next plan gives them a new batch, if they are there."""
    gone = pc.and_(
        pc.equal(manifest["batch"], batch), pc.is_in(manifest["source_path"], value_set=pa.array(sorted(source_paths), pa.string()))
    )
    is_deleted = pc.or_(manifest["is_deleted"], gone)
    place = manifest.schema.get_field_index("is_deleted")
    return manifest.set_column(place, MANIFEST.schema.field("is_deleted"), is_deleted)

"""What the documents folder held when it was last looked at, so that a file which has not changed since need not be read again."""

from collections.abc import Mapping
from typing import NamedTuple

import pyarrow as pa

from pipeline.tables.contract import Contract, column

UNREADABLE = "unreadable"
TICK_NS = 2_000_000_000
"""The coarsest clock of a file system: within a tick a file may change twice and bear one time."""


class SourceFile(NamedTuple):
    """A file below the documents folder; `fingerprint` is `unreadable` where its bytes, or its sidecar's, cannot be had."""

    source_path: str
    fingerprint: str
    size: int


class Sight(NamedTuple):
    """What a file held when it was read.

    `stamp` is made of size, times and inode, its own and its sidecar's; `changed_ns` is the latest of the times, in nanoseconds.
    """

    stamp: str
    changed_ns: int
    files: tuple[SourceFile, ...]


SEEN = Contract(
    name="seen",
    purpose="One row a document: the stamp that its file had when it was read, and what was found in it.",
    key=("file_path", "source_path"),
    schema=pa.schema([
        column("file_path", pa.string(), "path of the file relative to the documents folder"),
        column("stamp", pa.string(), "size, times and inode of the file and of its sidecar"),
        column("changed_ns", pa.int64(), "latest of the times, in nanoseconds"),
        column("source_path", pa.string(), "path of the document"),
        column("fingerprint", pa.string(), "fingerprint of the document"),
        column("size", pa.int64(), "bytes of the document"),
    ]),
)  # fmt: skip


def remember(sights: Mapping[str, Sight], *, began_ns: int) -> pa.Table:
    """Return sights as a table, but of what could not be read or changed just now.

    A file that changed less than a tick before we began to look may have been read between two changes of one time; its stamp
    would not tell them apart.
    """
    settled = sorted((path, sight) for path, sight in sights.items() if _is_settled(sight, began_ns))
    rows = [(path, sight.stamp, sight.changed_ns, *file) for path, sight in settled for file in sight.files]
    columns = list(zip(*rows, strict=True)) or [()] * len(SEEN.schema)
    return pa.table([pa.array(values, field.type) for values, field in zip(columns, SEEN.schema, strict=True)], schema=SEEN.schema)


def _is_settled(sight: Sight, began_ns: int) -> bool:
    return sight.changed_ns < began_ns - TICK_NS and all(file.fingerprint != UNREADABLE for file in sight.files)


def recall(table: pa.Table) -> dict[str, Sight]:
    """Return the sights of a table that `remember` made, by path."""
    paths, stamps, changed, *files = (table[name].to_pylist() for name in SEEN.schema.names)
    found: dict[str, Sight] = {}
    for path, stamp, changed_ns, file in zip(paths, stamps, changed, map(SourceFile, *files), strict=True):
        known = found.get(path)
        found[path] = Sight(stamp, changed_ns, (*known.files, file) if known else (file,))
    return found

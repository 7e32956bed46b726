"""Write a text file beside its place and move it in, so that a reader never sees half of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from pipeline.tables.place import part_of, place


@contextmanager
def write_beside(path: Path, *, encoding: str = "utf-8") -> Iterator[TextIOWrapper]:
    """Yield a stream whose text stands at `path` once all is written; after a failure what stood there stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(path)
    try:
        with part.open("w", encoding=encoding, newline="") as stream:
            yield stream
        place(part, path)
    finally:
        part.unlink(missing_ok=True)

"""Write a text file beside its place and move it in, so that a reader never sees half of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path


@contextmanager
def write_beside(path: Path, *, encoding: str = "utf-8") -> Iterator[TextIOWrapper]:
    """Yield a stream whose text stands at `path` once all is written; after a failure what stood there stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding=encoding, newline="") as stream:
            yield stream
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)

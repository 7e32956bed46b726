"""A warehouse folder and Dagster's home in it: whose it is, who writes, and that both fit this version."""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pyarrow as pa

from assets.advice import with_advice
from pipeline.batches import MANIFEST
from pipeline.tables import CONTRACTS
from pipeline.tables.empty import EMPTY, write_empty_tables
from pipeline.tables.parquet import read_parquet, write_parquet
from pipeline.tables.place import find_parts, put

ROOT = Path(__file__).parent.parent
LAYOUT = 1
"""Raised by hand when files move within the warehouse; a change of a contract needs no raise."""

DAGSTER_YAML = """\
# Written by Sayso; changes are overwritten.
event_log_storage:
  module: assets.event_log
  class: EventLog
  config:
    home:
      env: DAGSTER_HOME
telemetry:
  enabled: false
nux:
  enabled: false
run_queue:
  max_concurrent_runs: 1
  dequeue_interval_seconds: 1
retention:
  schedule:
    purge_after_days: {skipped: 1, failure: 30, success: 30}
  sensor:
    purge_after_days: {skipped: 1, failure: 30, success: 30}
"""

HELD_BY = {
    "writer": "is being written by another run; try again when that is done",
    "run": "is at work under another `make run`; try again when that is done",
    "ui": "is served by another `make ui` already",
    "manifest": "has its manifest held by another process; try again",
}
"""The locks: `writer` for one run, `run` for a whole `make run`, `ui` for the web server, `manifest` for a change of the manifest."""

_held: set[Path] = set()


class HomeError(RuntimeError):
    """A warehouse that cannot be used as asked; the message is one line and says what to do."""


@dataclass(frozen=True)
class Warehouse:
    """The documents folder, the warehouse made from it, and the file of corrections where one is named."""

    documents: Path
    folder: Path
    corrections: Path | None = None

    @classmethod
    def from_environment(cls) -> "Warehouse":
        """Return what SAYSO_DOCUMENTS, SAYSO_WAREHOUSE and SAYSO_CORRECTIONS name, else `samples`, `warehouse` and no file."""
        documents, folder = os.environ.get("SAYSO_DOCUMENTS") or "samples", os.environ.get("SAYSO_WAREHOUSE") or "warehouse"
        corrections = os.environ.get("SAYSO_CORRECTIONS")
        return cls(Path(documents), Path(folder), Path(corrections) if corrections else None)

    @property
    def home(self) -> Path:
        """DAGSTER_HOME."""
        return self.folder.resolve() / ".dagster"

    @property
    def corrections_file(self) -> Path:
        """The file that was named, else `corrections.tsv` beside the documents folder, whether it is there or not."""
        return self.corrections or self.documents.resolve().parent / "corrections.tsv"

    def stamp_corrections(self) -> str:
        """Return what changes when the file of corrections does."""
        data = self.corrections_file.read_bytes() if self.corrections_file.is_file() else b""
        return hashlib.sha256(data).hexdigest()[:16]

    def has_manifest(self) -> bool:
        return (self.folder / "manifest.parquet").exists()

    def stamp_manifest(self) -> int:
        """Return when the manifest was last changed."""
        return (self.folder / "manifest.parquet").stat().st_mtime_ns

    def read_manifest(self) -> pa.Table:
        """Return the manifest, without rows where there is none yet; HomeError where it is damaged."""
        if not self.has_manifest():
            return MANIFEST.empty()
        try:
            return read_parquet(self.folder / "manifest.parquet", MANIFEST.schema)
        except (OSError, ValueError) as error:
            raise HomeError(self._without_manifest(f"{self.folder / 'manifest.parquet'} cannot be read")) from error

    def write_manifest(self, manifest: pa.Table) -> None:
        write_parquet(MANIFEST.check(manifest), self.folder / "manifest.parquet")

    def open(self) -> None:
        """Make the folder ready, or check that it is this version's and belongs to these documents; HomeError if not."""
        if not self.documents.is_dir():
            raise HomeError(f"there is no documents folder {self.documents}; name one with DOCUMENTS=folder")
        if self.corrections and not self.corrections.is_file():
            raise HomeError(f"there is no file of corrections {self.corrections}; name one with CORRECTIONS=file, or none")
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self._claim()
            put(DAGSTER_YAML.encode(), self.home / "dagster.yaml", is_lasting=False)
            write_empty_tables(self.folder)
            with self.lock("manifest"):
                self._begin_manifest()
        except OSError as error:
            raise HomeError(self._cannot_write(error)) from error

    def _begin_manifest(self) -> None:
        """Write a manifest where none is yet; HomeError where one was lost, since what it told is told nowhere else."""
        if self.has_manifest():
            return
        if any(path.stem != EMPTY for path in (self.folder / "documents").glob("*.parquet")):
            raise HomeError(self._without_manifest(f"{self.folder} holds tables but no manifest.parquet"))
        self.write_manifest(MANIFEST.empty())

    def remove_left_over(self) -> None:
        """Remove what a killed process was writing; only whoever holds the lock `writer` may call this."""
        for path in find_parts(self.folder):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _claim(self) -> None:
        card = self.folder / "warehouse.json"
        if not card.exists():
            if any((self.folder / contract.name).exists() for contract in CONTRACTS):
                raise HomeError(f"{self.folder} holds tables but no warehouse.json; name another folder with WAREHOUSE=folder")
            put((json.dumps(self._card(), indent=2) + "\n").encode(), card)
        self.check_card()

    def _card(self) -> dict[str, str]:
        return {"version": layout_version(), "documents": os.path.relpath(self.documents.resolve(), self.folder.resolve())}

    def check_card(self) -> None:
        """Check that the warehouse is this version's and belongs to these documents, without a change; HomeError if not."""
        card, mine = self.folder / "warehouse.json", self._card()
        try:
            found = {key: str(value) for key, value in json.loads(card.read_text(encoding="utf-8")).items()}
        except (OSError, ValueError, AttributeError) as error:
            raise HomeError(f"{card} cannot be understood; delete {self.folder} or name another with WAREHOUSE=folder") from error
        if found.get("version") != mine["version"]:
            raise HomeError(f"{self.folder} was made by another version of Sayso; delete it or name another with WAREHOUSE=folder")
        if found.get("documents") != mine["documents"]:
            owner = (self.folder.resolve() / found.get("documents", "")).resolve()
            raise HomeError(f"{self.folder} belongs to the documents in {owner}, not {self.documents}; name another with WAREHOUSE=folder")

    @contextmanager
    def lock(
        self, name: str = "writer", *, wait_s: float | None = None, on_wait: Callable[[], None] = lambda: None, is_kept: bool = False
    ) -> Iterator[None]:
        """Hold a lock among processes; within a process it is held once and shared.

        `name` is one of HELD_BY. Waits for ever, or `wait_s` seconds at most and then raises HomeError; `on_wait` is called
        once if it must wait. A lock that is kept goes on when this process becomes another program.
        """
        path = self.home / f"{name}.lock"
        if path in _held:
            yield
            return
        with self._open_lock(path) as stream:
            os.set_inheritable(stream.fileno(), is_kept)
            _lock_file(stream.fileno(), self.folder, name, wait_s, on_wait)
            _held.add(path)
            try:
                yield
            finally:
                _held.discard(path)

    def _open_lock(self, path: Path) -> TextIO:
        try:
            return path.open("a+")
        except OSError as error:
            raise HomeError(self._cannot_write(error)) from error

    def _without_manifest(self, said: str) -> str:
        return f"{said}; put a copy of it back, or delete {self.folder}: all in it is made again from the documents"

    def _cannot_write(self, error: OSError) -> str:
        return with_advice(f"cannot write to the warehouse {self.folder}: {error.strerror or error}")


def _lock_file(descriptor: int, folder: Path, name: str, wait_s: float | None, on_wait: Callable[[], None]) -> None:
    began = time.monotonic()
    waiting = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if wait_s is not None and time.monotonic() - began >= wait_s:
                raise HomeError(f"the warehouse {folder} {HELD_BY[name]}") from None
            if not waiting:
                on_wait()
            waiting = True
            time.sleep(0.2)
        else:
            return


def layout_version() -> str:
    """Return what changes when tables of one version cannot be read by another: the layout's number and a hash of the contracts."""
    columns = [
        (contract.name, contract.key, [(f.name, str(f.type), f.nullable) for f in contract.schema]) for contract in (*CONTRACTS, MANIFEST)
    ]
    return f"{LAYOUT}-{hashlib.sha256(repr(columns).encode()).hexdigest()[:12]}"

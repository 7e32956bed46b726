"""A warehouse folder and Dagster's home in it: whose it is, who writes, and that both fit this version."""

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.batches import MANIFEST
from pipeline.tables import CONTRACTS
from pipeline.tables.empty import write_empty_tables
from pipeline.tables.parquet import read_parquet, write_parquet

ROOT = Path(__file__).parent.parent
LAYOUT = 1
"""Raised by hand when files move within the warehouse; a change of a contract needs no raise."""

DAGSTER_YAML = """\
# Written by Sayso; changes are overwritten.
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
        return read_parquet(self.folder / "manifest.parquet", MANIFEST.schema) if self.has_manifest() else MANIFEST.empty()

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
            (self.home / "dagster.yaml").write_text(DAGSTER_YAML, encoding="utf-8")
            write_empty_tables(self.folder)
            self.write_manifest(self.read_manifest())
        except OSError as error:
            raise HomeError(f"cannot write to the warehouse {self.folder}: {error.strerror or error}") from error

    def _claim(self) -> None:
        card = self.folder / "warehouse.json"
        if not card.exists():
            if any((self.folder / contract.name).exists() for contract in CONTRACTS):
                raise HomeError(f"{self.folder} holds tables but no warehouse.json; name another folder with WAREHOUSE=folder")
            card.write_text(json.dumps(self._card(), indent=2) + "\n", encoding="utf-8")
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
        with path.open("a+") as stream:
            os.set_inheritable(stream.fileno(), is_kept)
            _lock_file(stream.fileno(), self.folder, name, wait_s, on_wait)
            _held.add(path)
            try:
                yield
            finally:
                _held.discard(path)


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

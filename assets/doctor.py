"""`make doctor`: what about this machine, this checkout and this warehouse would keep a run from ending well, a line each.

Nothing is written, and nothing is imported before it is needed, so that it speaks also where a package is missing.
"""

import difflib
import importlib.metadata
import json
import os
import re
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
METRICS = ROOT / "pipeline" / "language" / "model" / "metrics.json"
OK, WARN, WRONG = "ok", "warn", "wrong"
OLDEST_PYTHON = (3, 11)
PREFIX = "SAYSO_"
SETTINGS = frozenset("DOCUMENTS WAREHOUSE PORT CLAIM N SEED SHEET ENGINE CORRECTIONS MEND KEEP_DAYS KEEP_RUNS".split())
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)\s*(?:;\s*([^\\]+))?", re.MULTILINE)
LOCKS = {"run": "a `make run`", "writer": "a run", "ui": "a `make ui`", "manifest": "a change of the manifest"}
GROWTH, SPARE_BYTES, LEAST_BYTES = 20, 500_000_000, 100_000_000
"""The tables take about 9 times the bytes of the documents (measured on the samples), database and event log as much again."""
LEAST_MEMORY = 1_500_000_000
AGAIN = "type: make clean run"


@dataclass(frozen=True)
class Line:
    """What was looked at, what was found, and what to do about it where that is not well."""

    level: str
    found: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.level:<6}{self.found}{f': {self.advice}' if self.advice else ''}"


Look = Callable[[], Iterator[Line]]


def examine(looks: "dict[str, Look] | None" = None) -> list[Line]:
    """Return a line for each thing that was looked at; what cannot be looked at is a line too."""
    lines: list[Line] = []
    for name, look in (LOOKS if looks is None else looks).items():
        try:
            lines += look()
        except ImportError as error:
            lines.append(Line(WRONG, f"{name}: the package {error.name} is missing", AGAIN))
        except Exception as error:  # noqa: BLE001 - whatever is broken, the other lines must still be said
            lines.append(Line(WRONG, f"{name}: {' '.join(str(error).split())[:300] or type(error).__name__}"))
    return lines


def look_at_python() -> Iterator[Line]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= OLDEST_PYTHON:
        yield Line(OK, f"Python {version}")
    else:
        yield Line(WRONG, f"Python {version} is too old", "install 3.11 or newer, then type: make clean run")


def look_at_packages() -> Iterator[Line]:
    """Compare what is installed with requirements.lock, but for what is locked for other machines."""
    locked = LOCKED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    wanted = [(name, version) for name, version, marker in locked if not marker or _applies(marker)]
    n_bad = 0
    for name, version in wanted:
        found = _version_of(name)
        if found != version:
            n_bad += 1
            yield Line(WRONG, f"the package {name} is {found or 'missing'}, not {version}", AGAIN)
    if not n_bad:
        yield Line(OK, f"{len(wanted)} packages as in requirements.lock")


def look_at_engine() -> Iterator[Line]:
    from pipeline.language.adapters import OURS, engine_of_setting

    setting = os.environ.get("SAYSO_ENGINE") or OURS
    version, measured = engine_of_setting(setting).version, json.loads(METRICS.read_text(encoding="utf-8"))["version"]
    if setting == OURS and version != measured:
        yield Line(WRONG, f"the model file is {version}, not {measured} as measured", "take it anew: git checkout pipeline/language/model")
    else:
        yield Line(OK, f"the engine {setting} can be loaded, version {version}")


def look_at_codebook() -> Iterator[Line]:
    from pipeline.codebook import load_codebook

    found = load_codebook()
    yield Line(OK, f"the codebook can be read: {len(found.frames)} frames, {len(found.cues)} cues")


def look_at_documents() -> Iterator[Line]:
    folder = _folder("SAYSO_DOCUMENTS", "samples")
    if not folder.is_dir():
        yield Line(WRONG, f"there is no documents folder {folder}", "name one with DOCUMENTS=folder")
    elif not os.access(folder, os.R_OK | os.X_OK):
        yield Line(WRONG, f"the documents folder {folder} cannot be read", "change its permissions")
    else:
        yield Line(OK, f"the documents folder {folder} can be read")
    corrections = os.environ.get("SAYSO_CORRECTIONS")
    if corrections and not Path(corrections).is_file():
        yield Line(WRONG, f"there is no file of corrections {corrections}", "name one with CORRECTIONS=file, or none")


def look_at_warehouse() -> Iterator[Line]:
    from assets.home import Warehouse

    warehouse = Warehouse.from_environment()
    if not (warehouse.folder / "warehouse.json").exists() and not warehouse.has_manifest():
        yield Line(OK, f"there is no warehouse in {warehouse.folder} yet", "make run makes it")
        return
    warehouse.check_card()
    yield Line(OK, f"the warehouse {warehouse.folder} is of this version and of these documents")
    n_files = warehouse.read_manifest().num_rows
    yield Line(OK, f"its manifest can be read: {n_files} rows")


def look_at_permissions() -> Iterator[Line]:
    folder = _folder("SAYSO_WAREHOUSE", "warehouse")
    places = [place for place in (folder, folder / ".dagster", *sorted(folder.glob("*/"))) if place.is_dir()] or [_nearest(folder)]
    shut = [place for place in places if not os.access(place, os.W_OK | os.X_OK)]
    for place in shut:
        yield Line(WRONG, f"{place} cannot be written", "change its permissions, or name another with WAREHOUSE=folder")
    if not shut:
        yield Line(OK, f"{folder} can be written")


def look_at_locks() -> Iterator[Line]:
    home, n_held = _folder("SAYSO_WAREHOUSE", "warehouse") / ".dagster", 0
    holders = _holders()
    for name, what in LOCKS.items():
        path = home / f"{name}.lock"
        pid = holders.get(path.stat().st_ino) if path.exists() else None
        if pid is not None:
            n_held += 1
            yield Line(WARN, f"{what} holds {path.name}, process {pid} ({_command(pid)})", f"wait for it, or stop it with: kill {pid}")
    if not Path("/proc/locks").exists():
        yield Line(WARN, "this system does not tell who holds a lock", "see whether a run or `make ui` is at work")
    elif not n_held:
        yield Line(OK, "no lock is held; a lock ends with its process, so none can be left over")


def look_at_disk() -> Iterator[Line]:
    documents, folder = _folder("SAYSO_DOCUMENTS", "samples"), _folder("SAYSO_WAREHOUSE", "warehouse")
    free, database = shutil.disk_usage(_nearest(folder)).free, folder / "warehouse.duckdb"
    needed = GROWTH * _bytes_below(documents) - _bytes_below(folder)
    needed = max(needed, 0) + (database.stat().st_size if database.exists() else 0) + SPARE_BYTES
    found = f"{free / 1e9:,.1f} GB free on the disk of {folder}; a run may need {needed / 1e9:,.1f} GB"
    if free < LEAST_BYTES:
        yield Line(WRONG, found, "make room before the next run")
    elif free < needed:
        yield Line(WARN, found, "make room, or type: make compact, and make prune")
    else:
        yield Line(OK, found)


def look_at_machine() -> Iterator[Line]:
    memory, cores = _memory(), os.cpu_count() or 1
    found = f"{f'{memory / 1e9:,.1f} GB of memory available' if memory else 'memory unknown'}, {cores} cores"
    if memory and memory < LEAST_MEMORY:
        yield Line(WARN, found, "a run takes up to 1.5 GB; close other programs")
    else:
        yield Line(OK, found)


def look_at_port() -> Iterator[Line]:
    setting = os.environ.get("SAYSO_PORT") or "3000"
    if not setting.isdigit() or not 0 < int(setting) < 65536:
        yield Line(WRONG, f"PORT={setting} is no port", "name one between 1 and 65535")
        return
    with socket.socket() as probe:
        probe.settimeout(1)
        is_taken = probe.connect_ex(("127.0.0.1", int(setting))) == 0
    if is_taken:
        yield Line(
            WARN, f"a server is at work on port {setting}", "if that is not `make ui` of this warehouse, choose another: make ui PORT=3001"
        )
    else:
        yield Line(OK, f"port {setting} is free")


def look_at_home() -> Iterator[Line]:
    from assets.home import DAGSTER_YAML, Warehouse

    home = Warehouse.from_environment().home
    named, settings = os.environ.get("DAGSTER_HOME"), home / "dagster.yaml"
    if named and Path(named).resolve() != home:
        yield Line(WARN, f"DAGSTER_HOME is {named}", f"it is not used here; the home is {home}; type: unset DAGSTER_HOME")
    if not settings.exists():
        yield Line(OK, "Dagster's settings are not written yet", "make run writes them")
    elif settings.read_text(encoding="utf-8") != DAGSTER_YAML:
        yield Line(WARN, f"{settings} was changed by hand", "the next run overwrites it; change DAGSTER_YAML in assets/home.py")
    else:
        yield Line(OK, f"Dagster's settings in {home} are ours")


def look_at_settings() -> Iterator[Line]:
    given = {name.removeprefix(PREFIX): value for name, value in sorted(os.environ.items()) if name.startswith(PREFIX)}
    for name in sorted(given.keys() - SETTINGS):
        near = difflib.get_close_matches(name, SETTINGS, n=1)
        yield Line(WARN, f"nothing reads the setting {PREFIX}{name}", f"do you mean {PREFIX}{near[0]}?" if near else "remove it")
    said = ", ".join(f"{name}={value}" for name, value in given.items() if name in SETTINGS and value)
    yield Line(OK, f"settings: {said or 'none, so the defaults'}")


def look_at_database() -> Iterator[Line]:
    import duckdb

    path = _folder("SAYSO_WAREHOUSE", "warehouse") / "warehouse.duckdb"
    if not path.exists():
        yield Line(OK, "there is no database yet", "make run makes it")
        return
    try:
        with duckdb.connect(str(path), read_only=True):
            yield Line(OK, f"{path} can be opened")
    except duckdb.Error as error:
        yield Line(WRONG, f"{path} cannot be opened: {' '.join(str(error).split())[:200]}", "delete it, then type: make run")


LOOKS: dict[str, Look] = {
    "Python": look_at_python,
    "packages": look_at_packages,
    "engine": look_at_engine,
    "codebook": look_at_codebook,
    "settings": look_at_settings,
    "documents": look_at_documents,
    "warehouse": look_at_warehouse,
    "permissions": look_at_permissions,
    "database": look_at_database,
    "Dagster's home": look_at_home,
    "locks": look_at_locks,
    "port": look_at_port,
    "disk": look_at_disk,
    "machine": look_at_machine,
}


def _version_of(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _applies(marker: str) -> bool:
    """Return whether a marker, such as `sys_platform == 'win32'`, is true of this machine; not where that cannot be told."""
    try:
        from packaging.markers import Marker
    except ImportError:
        return False
    return Marker(marker.strip()).evaluate()


def _folder(variable: str, default: str) -> Path:
    return Path(os.environ.get(variable) or default)


def _nearest(folder: Path) -> Path:
    """Return the folder itself, or the first above it that is there."""
    return next(place for place in (folder.resolve(), *folder.resolve().parents) if place.exists())


def _bytes_below(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _holders() -> dict[int, int]:
    """Return, for the number of each file (its inode) that is locked by `flock`, the process that holds it; Linux only."""
    table = Path("/proc/locks")
    lines = [line.split() for line in table.read_text(encoding="utf-8").splitlines()] if table.exists() else []
    return {int(line[5].rsplit(":", 1)[1]): int(line[4]) for line in lines if len(line) > 5 and line[1] == "FLOCK"}


def _command(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return "of another user"
    return " ".join(words).strip()[:80] or "unknown"


def _memory() -> int | None:
    """Return the bytes of memory that a new program may take; nothing where the system does not say."""
    table = Path("/proc/meminfo")
    if not table.exists():
        return None
    found = re.search(r"^MemAvailable:\s+(\d+) kB", table.read_text(encoding="utf-8"), re.MULTILINE)
    return int(found[1]) * 1024 if found else None


def main() -> int:
    """Print a line for each thing, then how many are wrong; return 1 where one is."""
    lines = examine()
    for line in lines:
        print(line)
    n_wrong, n_warn = (sum(line.level == level for line in lines) for level in (WRONG, WARN))
    print(f"{n_wrong} wrong, {n_warn} to think of." if n_wrong or n_warn else "All is well.")
    return 1 if n_wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.faulty_run FAULT FILE [ASSET...]`: as `make run`, in a process that comes to harm when it writes a file.

FILE is a pattern of paths relative to the warehouse. FAULT is one of:
`before`, `after` (killed before or after the file is moved into its place), `during` (killed when a part of it is written),
`full` (there is no room for it), `lose` (after it, what LOST names is gone), `wait` (before it, this waits for a file `go` beside the
warehouse), `none`. WAIT_S is how long it waits for another run.
"""

import errno
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from threading import Thread
from typing import Any

from assets import models, run

ROOM = 64
"""Bytes of a file that are written before it ends."""


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


def is_meant(path: str | Path, pattern: str) -> bool:
    place = os.path.relpath(Path(path).resolve(), Path(os.environ["SAYSO_WAREHOUSE"]).resolve())
    return fnmatch(place, pattern) and (not place.endswith("empty.parquet") or pattern.endswith("empty.parquet"))


def target_of(part: Path) -> Path:
    return part.with_name(part.name[1:].rpartition(".part")[0].rpartition(".")[0])


def die_before(pattern: str) -> None:
    at_move(pattern, before=die)


def die_after(pattern: str) -> None:
    at_move(pattern, after=die)


def at_move(pattern: str, before: Callable[[], None] = lambda: None, after: Callable[[], None] = lambda: None) -> None:
    move = os.replace

    def replace(part: Path, path: Path) -> None:
        is_it = is_meant(path, pattern)
        if is_it:
            before()
        move(part, path)
        if is_it:
            after()

    os.replace = replace


def die_during(pattern: str) -> None:
    """Let no file grow any more as soon as the part of one that is meant is opened; DuckDB's is watched for, as it tells nobody."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    at_opening(pattern, stop_growth)
    if pattern == "warehouse.duckdb":
        Thread(target=watch_for_database, daemon=True).start()


def lack_room(pattern: str) -> None:
    at_opening(pattern, refuse)


def refuse() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def at_opening(pattern: str, act: Callable[[], None]) -> None:
    """Act when the part of a file that is meant is opened."""

    def hear(event: str, given: tuple[Any, ...]) -> None:
        opened = str(given[0]) if event == "open" else ""
        if ".part" in opened and is_meant(target_of(Path(opened)), pattern):
            act()

    sys.addaudithook(hear)


def watch_for_database() -> None:
    while not list(Path(os.environ["SAYSO_WAREHOUSE"]).glob(".warehouse.duckdb.*.part*")):
        time.sleep(0.001)
    stop_growth()


def stop_growth() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def lose(pattern: str) -> None:
    """Remove a document, or all of them with their folder."""
    lost = Path(os.environ["LOST"])
    at_move(pattern, after=lambda: shutil.rmtree(lost) if lost.is_dir() else lost.unlink(missing_ok=True))


def wait(pattern: str) -> None:
    go = Path(os.environ["SAYSO_WAREHOUSE"]).parent / "go"

    def until_go() -> None:
        go.with_name("waiting").touch()
        while not go.exists():
            time.sleep(0.05)

    at_move(pattern, before=until_go)


FAULTS = {
    "before": die_before, "during": die_during, "after": die_after, "full": lack_room, "lose": lose, "wait": wait, "none": lambda _: None,
}  # fmt: skip

if __name__ == "__main__":
    fault, pattern, *also = sys.argv[1:]
    models.trace_columns = lambda *_: {}  # takes longer than all the rest, and writes nothing
    run.WAIT_S = float(os.environ.get("WAIT_S", run.WAIT_S))
    FAULTS[fault](pattern)
    sys.argv[1:] = also
    print("begun", flush=True)
    sys.exit(run.main())

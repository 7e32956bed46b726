"""Put a file in its place as a whole: after a kill, a full disk or a lost power, what lies there is all of the new or all of the old."""

import os
from contextlib import suppress
from pathlib import Path

PART = ".part"


def part_of(path: Path) -> Path:
    """Return where this process writes what will lie at `path`: hidden, beside it, named by the process, for a later one to tidy up."""
    return path.with_name(f".{path.name}.{os.getpid()}{PART}")


def place(part: Path, path: Path, *, is_lasting: bool = True) -> None:
    """Move a finished part into its place, once its bytes are on the disk; what every start makes anew need not be lasting."""
    if not is_lasting:
        os.replace(part, path)
        return
    _sync(part)
    os.replace(part, path)
    with suppress(OSError):  # some network drives know no such thing; the file itself is whole
        _sync(path.parent)


def put(data: bytes, path: Path, *, is_lasting: bool = True) -> None:
    """Write a file beside its place and move it in; one that already holds these bytes is left alone. OSError leaves no part."""
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(path)
    try:
        part.write_bytes(data)
        place(part, path, is_lasting=is_lasting)
    finally:
        part.unlink(missing_ok=True)


def find_parts(folder: Path) -> list[Path]:
    """Return the parts in a folder and in those right below it that no living process is writing."""
    found = [*folder.glob(f".*{PART}*"), *folder.glob(f"*/.*{PART}*")]
    return sorted(path for path in found if not _is_alive(path.name.partition(PART)[0].rpartition(".")[2]))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_alive(process: str) -> bool:
    """Return whether a process of that number, but this one, is there."""
    if not process.isdecimal() or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

"""Which files are documents, and a fingerprint of each that changes when the file or its sidecar does."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.documents.seen import UNREADABLE, Sight, SourceFile
from pipeline.tables.contract import make_id

ENDINGS = (".txt", ".md")
NOT_DOCUMENTS = frozenset({"README.md"})
SIDECAR_ENDING = ".meta.json"
NEVER_NS = 2**63 - 1
"""Stands for the time of what cannot be seen, so that it is looked at again."""


def list_files(folder: Path) -> list[SourceFile]:
    """Return the document files below a folder, sorted by path.

    Hidden files and folders, README.md and sidecars are no documents. FileNotFoundError or NotADirectoryError
    names a folder that is none; OSError names a folder inside it that cannot be listed.
    """
    return files_in(look(folder, {}))


def files_in(sights: Mapping[str, Sight]) -> list[SourceFile]:
    """Return the document files that were seen, sorted by path."""
    return sorted((file for sight in sights.values() for file in sight.files), key=lambda file: file.source_path)


def look(folder: Path, seen: Mapping[str, Sight]) -> dict[str, Sight]:
    """Return what each file below a folder holds, by its path; one that bears the same stamp as in `seen` is not read.

    Raises what `list_files` does.
    """
    if not folder.exists():
        raise FileNotFoundError(f"the documents folder does not exist: {folder}")
    if not folder.is_dir():
        raise NotADirectoryError(f"the documents folder is not a folder: {folder}")
    sights, root = {}, str(folder)
    for path, sidecar in _document_paths(root):
        source_path = _writable(path[len(root) + 1 :])
        stamp, changed_ns = _stamp_file(path, sidecar)
        known = seen.get(source_path)
        if known is None or known.stamp != stamp:
            known = Sight(stamp, changed_ns, (_source_file(Path(path), source_path),))
        sights[source_path] = known
    return sights


def document_id(source_path: str, fingerprint: str) -> str:
    """Return the id of the document that a file holds in this very state, its sidecar included."""
    return make_id(source_path, fingerprint)


def sidecar_path(path: Path) -> Path:
    return path.with_name(sidecar_name(path.name))


def sidecar_name(name: str) -> str:
    """Return the name of the sidecar of a file, whether it is there or not."""
    return os.path.splitext(name)[0] + SIDECAR_ENDING  # noqa: PTH122


def join_hashes(content_sha256: str, sidecar_sha256: str | None) -> str:
    """Return the fingerprint of a file from the SHA-256 of its bytes and of its sidecar's, where it has one."""
    if sidecar_sha256 is None:
        return content_sha256
    return hashlib.sha256(f"{content_sha256} {sidecar_sha256}".encode()).hexdigest()


def regular_size(path: Path) -> int:
    """Return the size of a regular file; OSError for anything else, such as a pipe, which would keep a reader waiting."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(f"a folder, not a file: {path.name}")
    if not stat.S_ISREG(found.st_mode):
        raise OSError(f"not a regular file: {path.name}")
    return found.st_size


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a regular file's bytes, read piece by piece."""
    regular_size(path)
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fingerprint_file(path: Path) -> str:
    """Return the fingerprint of a file and its sidecar; OSError where one of them cannot be read."""
    sidecar = sidecar_path(path)
    return join_hashes(hash_file(path), hash_file(sidecar) if os.path.lexists(sidecar) else None)


def _document_paths(folder: str) -> Iterator[tuple[str, str | None]]:
    """Yield the path of each document file and of its sidecar, where it has one; as strings, since there may be a million."""
    for place, folders, names in os.walk(folder, onerror=_raise):
        here = {*names, *folders}
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.endswith(ENDINGS) and name not in NOT_DOCUMENTS and not name.startswith("."):
                sidecar = sidecar_name(name)
                yield f"{place}/{name}", f"{place}/{sidecar}" if sidecar in here else None


def _stamp_file(path: str, sidecar: str | None) -> tuple[str, int]:
    """Return what changes when a file or its sidecar does, and the time of the last change; a stat that fails is a stamp, too."""
    found = [_stat(each) for each in (path, sidecar) if each]
    stamp = " ".join(f"{s.st_size} {s.st_mtime_ns} {s.st_ctime_ns} {s.st_ino} {s.st_mode}" if s else "none" for s in found)
    return stamp, max(max(s.st_mtime_ns, s.st_ctime_ns) if s else NEVER_NS for s in found)


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116
    except OSError:
        return None


def _source_file(path: Path, source_path: str) -> SourceFile:
    try:
        return SourceFile(source_path, fingerprint_file(path), path.stat().st_size)
    except OSError:
        return SourceFile(source_path, UNREADABLE, 0)


def _writable(name: str) -> str:
    """Return a file name that no encoding can fail on: bytes that are not UTF-8 become `\\xNN`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _raise(error: OSError) -> None:
    raise error

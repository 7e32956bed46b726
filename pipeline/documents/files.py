"""Which files are documents, and a fingerprint of each that changes when the file or its sidecar does."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.tables.contract import make_id

ENDINGS = (".txt", ".md")
NOT_DOCUMENTS = frozenset({"README.md"})
SIDECAR_ENDING = ".meta.json"
UNREADABLE = "unreadable"


@dataclass(frozen=True)
class SourceFile:
    """A file below the documents folder; `fingerprint` is `unreadable` where its bytes, or its sidecar's, cannot be had."""

    source_path: str
    fingerprint: str
    size: int


def list_files(folder: Path) -> list[SourceFile]:
    """Return the document files below a folder, sorted by path.

    Hidden files and folders, README.md and sidecars are no documents. FileNotFoundError or NotADirectoryError
    names a folder that is none; OSError names a folder inside it that cannot be listed.
    """
    if not folder.exists():
        raise FileNotFoundError(f"the documents folder does not exist: {folder}")
    if not folder.is_dir():
        raise NotADirectoryError(f"the documents folder is not a folder: {folder}")
    return sorted((_source_file(folder, path) for path in _document_paths(folder)), key=lambda file: file.source_path)


def document_id(source_path: str, fingerprint: str) -> str:
    """Return the id of the document that a file holds in this very state, its sidecar included."""
    return make_id(source_path, fingerprint)


def sidecar_path(path: Path) -> Path:
    return path.with_name(path.stem + SIDECAR_ENDING)


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


def _document_paths(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.endswith(ENDINGS) and name not in NOT_DOCUMENTS and not name.startswith("."):
                yield Path(place, name)


def _source_file(folder: Path, path: Path) -> SourceFile:
    source_path = _writable(path.relative_to(folder).as_posix())
    try:
        return SourceFile(source_path, fingerprint_file(path), path.stat().st_size)
    except OSError:
        return SourceFile(source_path, UNREADABLE, 0)


def _writable(name: str) -> str:
    """Return a file name that no encoding can fail on: bytes that are not UTF-8 become `\\xNN`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _raise(error: OSError) -> None:
    raise error

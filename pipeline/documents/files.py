"""Which documents a folder holds, and a fingerprint of each that changes when the document or its sidecar does."""

import hashlib
import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.documents import decode
from pipeline.documents.archives import read_container
from pipeline.documents.budget import MAX_CONTAINER_BYTES, Budget, ExhaustedError
from pipeline.documents.decode import DocumentError
from pipeline.documents.endings import INSIDE, container_of, format_of, is_listed, sidecar_name
from pipeline.documents.names import Names
from pipeline.documents.seen import UNREADABLE, Sight, SourceFile
from pipeline.documents.units import Unit, fingerprint_trouble, join_hashes
from pipeline.tables.contract import make_id

SPELT_OUT = re.compile(r"\\x([0-9a-f]{2})")
NEVER_NS = 2**63 - 1
"""Stands for the time of what cannot be seen, so that it is looked at again."""


def list_files(folder: Path) -> list[SourceFile]:
    """Return the documents below a folder, those inside containers too, sorted by path.

    A container that cannot be read, or not to its end, is listed itself. Hidden files and folders, README.md and sidecars are no
    documents. FileNotFoundError or NotADirectoryError names a folder that is none; OSError names a folder inside it that cannot be
    listed.
    """
    return files_in(look(folder, {}))


def files_in(sights: Mapping[str, Sight]) -> list[SourceFile]:
    """Return the documents that were seen, sorted by path."""
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
        source_path = writable(path[len(root) :].lstrip("/"))
        stamp, changed_ns = _stamp_file(path, sidecar)
        known = seen.get(source_path)
        if known is None or known.stamp != stamp:
            known = Sight(stamp, changed_ns, tuple(_source_files(Path(path), source_path)))
        sights[source_path] = known
    return sights


def fingerprints_of(folder: Path, source_paths: Iterable[str]) -> dict[str, str]:
    """Return the fingerprints that these documents have now; each container is opened once."""
    found: dict[str, str] = {}
    for file_path, wanted in by_file(folder, source_paths).items():
        listed = {file.source_path: file.fingerprint for file in _source_files(real_path(folder, file_path), file_path)}
        found |= {path: listed.get(path, UNREADABLE) for path in wanted}
    return found


def by_file(folder: Path, source_paths: Iterable[str]) -> Mapping[str, Collection[str]]:
    """Return the paths by the file that holds them: a container, or the document's own."""
    files: dict[str, set[str]] = {}
    for path in source_paths:
        files.setdefault(container_path(folder, path) or path, set()).add(path)
    return files


def container_path(folder: Path, source_path: str) -> str | None:
    """Return the path of the container file that holds a document, or null for a document of its own.

    A number or id after `#` has no slash and no document's ending, so that no file's path is taken for one.
    """
    for match in INSIDE.finditer(source_path):
        outer, member = source_path[: match.end()], source_path[match.end() :]
        is_member = member.startswith("/") or ("/" not in member and format_of(member) is None)
        if is_member and real_path(folder, outer).is_file():
            return outer
    return None


def read_members(path: Path, source_path: str) -> Iterator[Unit]:
    """Yield the documents of a container file; DocumentError for what keeps it from being read, or from being read further."""
    size = regular_size(path)
    if size > MAX_CONTAINER_BYTES:
        raise ExhaustedError("too_large", f"{size} bytes; a container has at most {MAX_CONTAINER_BYTES}")
    with path.open("rb") as stream:
        yield from read_container(stream, str(container_of(path.name)), source_path, Names(), Budget(size))


def document_id(source_path: str, fingerprint: str) -> str:
    """Return the id of the document that a file holds in this very state, its sidecar included."""
    return make_id(source_path, fingerprint)


def sidecar_path(path: Path) -> Path:
    return path.with_name(sidecar_name(path.name))


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


def writable(name: str) -> str:
    """Return a file name that no encoding can fail on: a byte that is not UTF-8 becomes `\\xNN`, and `real_path` finds it again."""
    if name.isascii() and "\\x" not in name:
        return name
    spelt = SPELT_OUT.sub(r"\\x5cx\1", name)
    return spelt.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def real_path(folder: Path, source_path: str) -> Path:
    """Return where a file lies whose name is spelt out in its path."""
    if "\\x" not in source_path:
        return folder / source_path
    spelt = SPELT_OUT.sub(lambda match: os.fsdecode(bytes([int(match[1], 16)])), source_path)
    return folder / os.fsdecode(os.fsencode(spelt))


def _document_paths(folder: str) -> Iterator[tuple[str, str | None]]:
    """Yield the path of each document or container and of its sidecar, where it has one; as strings, since there may be a million."""
    for place, folders, names in os.walk(folder, onerror=_raise):
        here = {*names, *folders}
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if is_listed(name):
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


def _source_files(path: Path, source_path: str) -> Iterator[SourceFile]:
    """Yield the document that a file is, or the documents that it contains; itself where that fails, with what it holds so far."""
    if container_of(path.name) is None:
        yield _source_file(path, source_path)
        return
    found: list[SourceFile] = []
    try:
        for unit in read_members(path, source_path):
            found.append(SourceFile(unit.source_path, unit.fingerprint, len(unit.data)))
    except ExhaustedError:
        found = [_source_file(path, source_path)]
    except (DocumentError, OSError):
        found.append(_source_file(path, source_path))
    yield from found


def _source_file(path: Path, source_path: str) -> SourceFile:
    """Return a file as it stands on disk; one that is too large is not read: what comes of it depends on its size alone."""
    try:
        size = regular_size(path)
        if size > (MAX_CONTAINER_BYTES if container_of(path.name) else decode.MAX_BYTES):
            return SourceFile(source_path, fingerprint_trouble(DocumentError("too_large", f"{size} bytes")), size)
        sidecar = sidecar_path(path)
        return SourceFile(source_path, join_hashes(hash_file(path), hash_file(sidecar) if os.path.lexists(sidecar) else None), size)
    except OSError:
        return SourceFile(source_path, UNREADABLE, 0)


def _raise(error: OSError) -> None:
    raise error

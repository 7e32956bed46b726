"""ZIP archives: their documents, and those of containers inside them; nothing is ever written to disk."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BufferedIOBase
from typing import Any

from pipeline.documents import decode
from pipeline.documents.budget import MOST_DEPTH, Budget, ExhaustedError, counted
from pipeline.documents.decode import DocumentError
from pipeline.documents.endings import container_of, format_of, is_listed, sidecar_name
from pipeline.documents.feeds import read_feed, read_mailbox, read_packed_feed
from pipeline.documents.names import Names
from pipeline.documents.units import Unit

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MOST_DIRECTORY_BYTES = 50_000_000  # the list of members, which is read at once
LARGEST_INNER = 100_000_000  # bytes of a container in an archive; it is held in memory
FEEDS = {"jsonl": read_feed, "jsonl.gz": read_packed_feed, "mbox": read_mailbox}
IS_ENCRYPTED = 0x1
DRIVE = re.compile(r"[A-Za-z]:")
SEPARATORS = re.compile(r"[/\\]")
LEFT_BY_MACS = "__MACOSX"
DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class _Directory:
    """A stream from which no more than a directory of members is read at once."""

    def __init__(self, stream: BufferedIOBase) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def read(self, size: int = -1) -> bytes:
        if size > MOST_DIRECTORY_BYTES:
            raise ExhaustedError("too_many", f"the list of its members has more than {MOST_DIRECTORY_BYTES} bytes")
        return self._stream.read(size)


def read_archive(stream: BufferedIOBase, path: str, names: Names, budget: Budget, depth: int) -> Iterator[Unit]:
    """Yield each document of an archive, in the order of its directory; a member that cannot be read is trouble of its own."""
    try:
        archive = zipfile.ZipFile(_Directory(stream))
    except DAMAGE as error:
        raise DocumentError("broken", f"no ZIP archive that can be read: {error}") from error
    with archive:
        sidecars = {info.filename: info for info in archive.infolist()}
        for info in archive.infolist():
            if _is_wanted(info):
                yield from _read_member(archive, info, sidecars.get(sidecar_name(info.filename)), path, names, budget, depth)


def read_container(stream: BufferedIOBase, kind: str, path: str, names: Names, budget: Budget, depth: int = 1) -> Iterator[Unit]:
    """Yield the documents of a container; DocumentError for what keeps it from being read, or from being read further.

    An ExhaustedError says that what was yielded before is not to be kept either.
    """
    if depth > MOST_DEPTH:
        raise DocumentError("too_deep", f"containers are read {MOST_DEPTH} deep")
    n_units = 0
    for unit in read_archive(stream, path, names, budget, depth) if kind == "zip" else FEEDS[kind](stream, path, names, budget):
        n_units += 1
        yield unit
    if not n_units:
        raise DocumentError("empty", "the container holds no documents")


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a document or a container; hidden ones are none."""
    parts = SEPARATORS.split(info.filename)
    is_hidden = any(part.startswith(".") and part != ".." for part in parts) or LEFT_BY_MACS in parts
    return not info.is_dir() and not is_hidden and is_listed(parts[-1])


def _read_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, sidecar: zipfile.ZipInfo | None, path: str, names: Names, budget: Budget, depth: int
) -> Iterator[Unit]:
    budget.count_member()
    source_path = names.take(f"{path}/{info.filename}")
    kind = format_of(info.filename)
    try:
        _refuse_unsafe(info)
        if kind is None:
            inner = io.BytesIO(_read(archive, info, LARGEST_INNER, budget))
            yield from read_container(inner, str(container_of(info.filename)), source_path, names, budget, depth + 1)
        else:
            data = _read(archive, info, decode.MAX_BYTES, budget)
            yield Unit(source_path, kind, data, _read_sidecar(archive, sidecar, budget))
    except ExhaustedError:
        raise
    except DocumentError as trouble:
        yield Unit(source_path, kind or "", trouble=trouble)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, budget: Budget) -> bytes:
    """Return the bytes of a member, read no further than a document may go."""
    try:
        with archive.open(info) as packed, counted(packed, budget) as stream:  # type: ignore[arg-type]
            data = stream.read(most + 1)
    except ExhaustedError:
        raise
    except DAMAGE as error:
        raise DocumentError("broken", f"the member is damaged: {error}") from error
    if len(data) > most:
        raise DocumentError("too_large", f"more than {most} bytes")
    return data


def _read_sidecar(archive: zipfile.ZipFile, sidecar: zipfile.ZipInfo | None, budget: Budget) -> bytes | None:
    if sidecar is None:
        return None
    try:
        _refuse_unsafe(sidecar)
        return _read(archive, sidecar, decode.MAX_BYTES, budget)
    except ExhaustedError:
        raise
    except DocumentError as error:
        raise DocumentError("bad_metadata", f"the sidecar cannot be read: {error}") from error


def _refuse_unsafe(info: zipfile.ZipInfo) -> None:
    """Raise DocumentError for a member that would leave the archive, is a link, or is encrypted or packed in a way not read here."""
    name = info.orig_filename
    if name.startswith(("/", "\\")) or DRIVE.match(name) or ".." in SEPARATORS.split(name) or "\0" in name:
        raise DocumentError("unsafe_path", "the member's path leads out of the archive")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise DocumentError("unsafe_path", "the member is a link")
    if info.flag_bits & IS_ENCRYPTED:
        raise DocumentError("encrypted", "the member wants a password")
    if info.compress_type not in METHODS:
        raise DocumentError("wrong_format", f"packed by method {info.compress_type}, which is not read; use deflate")

"""Files to the tables `documents` and `rejected_documents`."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.documents.decode import DocumentError, checked, is_blank, refuse_size
from pipeline.documents.describe import DEFAULT_LANGUAGE, describe
from pipeline.documents.endings import container_of, format_of
from pipeline.documents.files import by_file, document_id, read_members, real_path, regular_size, sidecar_path
from pipeline.documents.formats.readers import Readers
from pipeline.documents.language import foreign_language
from pipeline.documents.metadata import read_sidecar
from pipeline.documents.signature import sign_body
from pipeline.documents.units import Unit, sha256
from pipeline.tables.contract import Contract
from pipeline.tables.documents import DOCUMENTS, REJECTED_DOCUMENTS
from pipeline.tables.workers import ALONE, Workers

CHUNK = 50_000  # bytes that a process reads at a time
WORTH_PROCESSES = 500_000  # bytes from which on starting processes pays, if not here, then where their text is analysed
Row = dict[str, Any]


def read_documents(folder: Path, source_paths: Sequence[str], *, workers: Workers = ALONE) -> tuple[pa.Table, pa.Table]:
    """Return the documents at these paths below a folder, those inside containers too, and those that are none, with the reason.

    Files are opened here, and containers but once; several workers share what is read from the bytes, each with readers of its own.
    """
    chunks = _chunks(_units(folder, source_paths))
    first = list(islice(chunks, WORTH_PROCESSES // CHUNK if workers.number > 1 else 0))
    sharing = workers.if_worth(sum(map(_size, first)), least=WORTH_PROCESSES)
    with Readers() as readers:
        found = list(sharing.map(_read_chunk, readers, chain(first, chunks)))
    documents, rejected = zip(*found, strict=True) if found else ((), ())
    return _joined(DOCUMENTS, documents), _joined(REJECTED_DOCUMENTS, rejected)


def _joined(contract: Contract, tables: Iterable[pa.Table]) -> pa.Table:
    return contract.sort(pa.concat_tables([contract.empty(), *tables]))


def _chunks(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    """Yield units in their order, as many together as make a process's while."""
    chunk: list[Unit] = []
    size = 0
    for unit in units:
        chunk.append(unit)
        size += len(unit.data)
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(chunk: Sequence[Unit]) -> int:
    return sum(len(unit.data) for unit in chunk)


def _read_chunk(readers: Readers, units: Sequence[Unit]) -> tuple[pa.Table, pa.Table]:
    rows: list[Row] = []
    rejected: list[Row] = []
    for unit in units:
        try:
            rows.append(read_document(unit, readers))
        except DocumentError as rejection:
            rejected.append(_rejected_row(unit, rejection))
    return DOCUMENTS.table(rows), REJECTED_DOCUMENTS.table(rejected)


def read_document(unit: Unit, readers: Readers) -> Row:
    """Return one row of `documents`; raise DocumentError with the cause."""
    if unit.trouble is not None:
        raise unit.trouble
    found = readers.read(unit.format, unit.data)
    text, body = checked(found.text, n_bytes=len(unit.data)), found.text[found.body_start :]
    if is_blank(body):
        raise DocumentError("empty", "the file holds front matter only")
    sidecar = read_sidecar(unit.sidecar) if unit.sidecar is not None else {}
    description = describe(body, sidecar=sidecar, said=found.said)
    _refuse_foreign(body, stated=description.language if "language" in {**found.said, **sidecar} else None)
    return {
        "document_id": document_id(unit.source_path, unit.fingerprint),
        "source_path": unit.source_path,
        "content_sha256": sha256(unit.data),
        "format": unit.format,
        **asdict(description),
        **sign_body(body),
        "body_start": found.body_start,
        "text": text,
    }


def _refuse_foreign(body: str, *, stated: str | None) -> None:
    """Raise DocumentError for a document in another language, by what is stated of it, else by its text."""
    language = stated if stated is not None else foreign_language(body)
    if language not in (None, DEFAULT_LANGUAGE):
        raise DocumentError("not_english", f"its language is {language}, {'as it states' if stated else 'as its words show'}")


def _units(folder: Path, source_paths: Sequence[str]) -> Iterator[Unit]:
    """Yield what is to be read, each container opened once."""
    for file_path, wanted in sorted(by_file(folder, source_paths).items()):
        if container_of(file_path) is None:
            yield _lone_unit(folder, file_path)
        else:
            yield from _members(folder, file_path, wanted)


def _members(folder: Path, file_path: str, wanted: Collection[str]) -> Iterator[Unit]:
    """Yield the members of a container that are wanted; the container's own trouble, and members that are no longer there, as trouble."""
    missing = set(wanted)
    trouble = DocumentError("unreadable", "it is no longer there")
    try:
        for unit in read_members(real_path(folder, file_path), file_path):
            if unit.source_path in missing:
                missing.remove(unit.source_path)
                yield unit
    except DocumentError as found:
        if file_path in missing:
            missing.remove(file_path)
            yield Unit(file_path, "", trouble=found)
    except (OSError, ValueError) as error:
        trouble = DocumentError("unreadable", f"the file cannot be read: {_cause(error)}")
    for source_path in sorted(missing):
        yield Unit(source_path, "", trouble=trouble)


def _lone_unit(folder: Path, source_path: str) -> Unit:
    """Return a file with its sidecar, if it has one, or what keeps it from being read."""
    path, kind = real_path(folder, source_path), format_of(source_path) or ""
    try:
        refuse_size(regular_size(path))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        return Unit(source_path, kind, trouble=DocumentError("unreadable", f"the file cannot be read: {_cause(error)}"))
    except DocumentError as trouble:
        return Unit(source_path, kind, trouble=trouble)
    sidecar = sidecar_path(path)
    if not os.path.lexists(sidecar):
        return Unit(source_path, kind, data)
    try:
        refuse_size(regular_size(sidecar))
        return Unit(source_path, kind, data, sidecar.read_bytes())
    except (OSError, DocumentError) as error:
        reason = f"the sidecar cannot be read: {_cause(error)}"
        return Unit(source_path, kind, data, trouble=DocumentError("bad_metadata", reason))


def _rejected_row(unit: Unit, rejection: DocumentError) -> Row:
    return {
        "source_path": unit.source_path,
        "content_sha256": sha256(unit.data) if unit.data or unit.trouble is None else None,
        "reason_code": rejection.code,
        "reason": str(rejection),
    }


def _cause(error: Exception) -> str:
    """Return why, without the machine's path, which would differ from place to place."""
    return getattr(error, "strerror", None) or str(error)

"""Files to the tables `documents` and `rejected_documents`."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.documents.decode import DocumentError, decode, is_blank, refuse_size
from pipeline.documents.describe import describe
from pipeline.documents.files import document_id, hash_file, join_hashes, regular_size, sidecar_path
from pipeline.documents.metadata import read_sidecar, split_front_matter
from pipeline.documents.signature import sign_body
from pipeline.tables.documents import DOCUMENTS, REJECTED_DOCUMENTS

Row = dict[str, Any]


def read_documents(folder: Path, source_paths: Sequence[str]) -> tuple[pa.Table, pa.Table]:
    """Return the documents in the files at these paths below a folder, and the files that hold none, with the reason."""
    rows: list[Row] = []
    rejected: list[Row] = []
    for source_path in sorted(set(source_paths)):
        try:
            rows.append(read_document(folder, source_path))
        except DocumentError as rejection:
            rejected.append(_rejected_row(folder, source_path, rejection))
    return DOCUMENTS.table(rows), REJECTED_DOCUMENTS.table(rejected)


def read_document(folder: Path, source_path: str) -> Row:
    """Return one row of `documents`; raise DocumentError with the cause."""
    data, sidecar = _read_bytes(folder / source_path)
    text = decode(data)
    front_matter, body_start = split_front_matter(text)
    if is_blank(text[body_start:]):
        raise DocumentError("empty", "the file holds front matter only")
    said = read_sidecar(sidecar) if sidecar is not None else {}
    description = describe(text[body_start:], sidecar=said, front_matter=front_matter)
    content_sha256 = _sha256(data)
    fingerprint = join_hashes(content_sha256, _sha256(sidecar) if sidecar is not None else None)
    return {
        "document_id": document_id(source_path, fingerprint),
        "source_path": source_path,
        "content_sha256": content_sha256,
        **asdict(description),
        **sign_body(text[body_start:]),
        "body_start": body_start,
        "text": text,
    }


def _read_bytes(path: Path) -> tuple[bytes, bytes | None]:
    """Return the bytes of a file and of its sidecar, if it has one."""
    try:
        refuse_size(regular_size(path))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise DocumentError("unreadable", f"the file cannot be read: {_cause(error)}") from error
    sidecar = sidecar_path(path)
    if not os.path.lexists(sidecar):
        return data, None
    try:
        refuse_size(regular_size(sidecar))
        return data, sidecar.read_bytes()
    except (OSError, DocumentError) as error:
        raise DocumentError("bad_metadata", f"the sidecar cannot be read: {_cause(error)}") from error


def _rejected_row(folder: Path, source_path: str, rejection: DocumentError) -> Row:
    try:
        content_sha256 = hash_file(folder / source_path)
    except (OSError, ValueError):
        content_sha256 = None
    return {
        "source_path": source_path,
        "content_sha256": content_sha256,
        "reason_code": rejection.code,
        "reason": str(rejection),
    }


def _cause(error: Exception) -> str:
    """Return why, without the machine's path, which would differ from place to place."""
    return getattr(error, "strerror", None) or str(error)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

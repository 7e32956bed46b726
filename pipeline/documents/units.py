"""A unit: the bytes of one document, alone in a file or a member of a container."""

import hashlib
from dataclasses import dataclass

from pipeline.documents.decode import DocumentError


@dataclass(frozen=True)
class Unit:
    """What one document is read from; `trouble` stands in place of bytes that cannot be had.

    `format` is an ending of `FORMATS`; `source_path` goes on inside a container: `feed.jsonl#17`, `stories.zip/inner/a.html`.
    """

    source_path: str
    format: str
    data: bytes = b""
    sidecar: bytes | None = None
    trouble: DocumentError | None = None

    @property
    def fingerprint(self) -> str:
        """What changes when the document or its sidecar does; of trouble, when the trouble does."""
        if self.trouble is not None:
            return fingerprint_trouble(self.trouble)
        return join_hashes(sha256(self.data), sha256(self.sidecar) if self.sidecar is not None else None)


def fingerprint_trouble(trouble: DocumentError) -> str:
    """Return the fingerprint of what is rejected unread: all that comes out of it is its reason."""
    return sha256(f"{trouble.code} {trouble}".encode())


def join_hashes(content_sha256: str, sidecar_sha256: str | None) -> str:
    """Return the fingerprint of a file from the SHA-256 of its bytes and of its sidecar's, where it has one."""
    if sidecar_sha256 is None:
        return content_sha256
    return sha256(f"{content_sha256} {sidecar_sha256}".encode())


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

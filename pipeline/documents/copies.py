"""Which documents of a batch say the same, word for word."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Candidate:
    """What decides whether a document is a copy, and of which."""

    document_id: str
    source_path: str
    published_on: date | None
    body_sha256: str


def hash_body(body: str) -> str:
    """Return a SHA-256 that does not see how the white space falls."""
    return hashlib.sha256(" ".join(body.split()).encode()).hexdigest()


def find_copies(candidates: Iterable[Candidate]) -> dict[str, str]:
    """Return the document_id of the first document for each later one with the same body.

    First is who was published first, the undated after all others, then by path.
    """
    firsts: dict[str, str] = {}
    copies: dict[str, str] = {}
    for one in sorted(candidates, key=lambda c: (c.published_on or date.max, c.published_on is None, c.source_path)):
        first = firsts.setdefault(one.body_sha256, one.document_id)
        if first != one.document_id:
            copies[one.document_id] = first
    return copies

"""Records of a feed: JSON objects, and the ids that they give themselves."""

import json
import re
from collections.abc import Mapping
from typing import Any

from pipeline.documents.decode import DocumentError

ID_FIELDS = ("id", "_id", "guid", "uuid", "article_id", "doc_id", "document_id")
USABLE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@=+-]{0,99}", re.ASCII)


def parse_record(text: str) -> Mapping[str, Any]:
    """Return a JSON object; DocumentError for anything else."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentError("bad_record", f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise DocumentError("bad_record", "not a JSON object")
    return record


def id_of_record(data: bytes) -> str | None:
    """Return the id that a record gives itself, if a path can be made with it."""
    if not any(f'"{name}"'.encode() in data for name in ID_FIELDS):
        return None
    try:
        record = parse_record(data.decode("utf-8-sig"))
    except (DocumentError, UnicodeDecodeError):
        return None
    value = next((record[name] for name in ID_FIELDS if isinstance(record.get(name), str | int)), None)
    return str(value) if value is not None and not isinstance(value, bool) and USABLE_ID.fullmatch(str(value)) else None

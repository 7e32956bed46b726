"""Records: one JSON object, such as a line of a feed, under whichever of the usual names its fields go."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pipeline.documents.decode import DocumentError, decode
from pipeline.documents.formats.extract import Extract, extract_of
from pipeline.documents.formats.html import extract_html
from pipeline.documents.records import parse_record

FIELDS = {
    "text": ("text", "body", "content", "article_text", "full_text", "maintext", "article", "story"),
    "title": ("title", "headline", "heading", "name"),
    "author": ("author", "authors", "byline", "creator", "writer"),
    "publisher": ("publisher", "source", "source_name", "outlet", "site_name", "sitename", "publication", "newspaper", "media"),
    "published": ("published", "published_on", "published_at", "publishedAt", "date_published", "datePublished", "pub_date", "pubDate",
                  "publish_date", "publication_date", "date", "datetime", "timestamp", "created_at"),
    "url": ("url", "link", "canonical_url", "permalink", "uri"),
    "language": ("language", "lang", "inLanguage"),
    "license": ("license", "licence"),
}  # fmt: skip
INNER = ("name", "title", "value", "rendered", "text")
MARKUP = re.compile(r"</?(?:p|div|br|h[1-6]|ul|li)\b[^>]{0,200}>", re.IGNORECASE)
MILLISECONDS_FROM = 100_000_000_000


def read_record(data: bytes) -> Extract:
    """Return the text of a record and what it says of it; DocumentError for what is no JSON object with a text."""
    record = parse_record(decode(data))
    found = {key: _first(record, names, between=", ") for key, names in FIELDS.items() if key != "text"}
    text = _first(record, FIELDS["text"], between="\n\n")
    if text is None:
        raise DocumentError("bad_record", f"no field with the text: it is looked for in {', '.join(FIELDS['text'])}")
    if MARKUP.search(text):
        text = extract_html(f"<html><body><article>{text}</article></body></html>").text
    return extract_of(text, **found)


def _first(record: Mapping[str, Any], names: tuple[str, ...], *, between: str) -> str | None:
    """Return the first of these fields that says anything, as a text."""
    values = (_as_text(record.get(name), between, is_date=names is FIELDS["published"]) for name in names)
    return next((value for value in values if value and value.strip()), None)


def _as_text(value: Any, between: str, *, is_date: bool = False) -> str | None:
    """Return a text, the name inside an object, the parts of a list, or the day of a number of seconds since 1970."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return next((value[key] for key in INNER if isinstance(value.get(key), str)), None)
    if isinstance(value, list):
        parts = [part for one in value if not isinstance(one, list) and (part := _as_text(one, between))]
        return between.join(parts) if parts else None
    if is_date and isinstance(value, int | float) and not isinstance(value, bool):
        return _day(value)
    return None


def _day(seconds: float) -> str | None:
    try:
        return datetime.fromtimestamp(seconds / 1000 if abs(seconds) >= MILLISECONDS_FROM else seconds, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None

"""What a document is: from its sidecar, else its front matter or format, else its first lines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.documents.dates import is_partial_date, read_date
from pipeline.documents.decode import DocumentError
from pipeline.documents.head import read_head

LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
LANGUAGE_NAMES = {"english": "en", "eng": "en"}
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True)
class Description:
    """The descriptive columns of a document."""

    title: str | None
    author: str | None
    publisher: str | None
    published_on: date | None
    language: str
    url: str | None
    license: str | None


def describe(body: str, *, sidecar: Mapping[str, str], said: Mapping[str, str]) -> Description:
    """Return what is known of a document, each column from the first place that states it; DocumentError for a bad date or language.

    `said` is what front matter says, or the format: a page's head, a mail's header, a record's fields.
    """
    said = {**said, **sidecar}
    head = read_head(body)
    published = said.get("published")
    return Description(
        title=said.get("title", head.title),
        author=said.get("author", head.author),
        publisher=said.get("publisher", head.publisher),
        published_on=_read_published(published) if published is not None else head.published_on,
        language=_read_language(said.get("language", DEFAULT_LANGUAGE)),
        url=said.get("url"),
        license=said.get("license"),
    )


def _read_published(value: str) -> date | None:
    day = read_date(value)
    if day is None and not is_partial_date(value):
        raise DocumentError("bad_metadata", f"published: cannot read {value!r} as a day with a year of four digits")
    return day


def _read_language(value: str) -> str:
    if value.lower() in LANGUAGE_NAMES:
        return LANGUAGE_NAMES[value.lower()]
    match = LANGUAGE.fullmatch(value)
    if match is None:
        raise DocumentError("bad_metadata", f"language: {value!r} is not a code of two letters")
    return match[1].lower()

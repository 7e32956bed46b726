"""What a reader returns, and what all readers do to a text that is not a file's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST_VALUE = 500  # characters of a title or a name; more is text in the wrong place
NOT_TEXT = re.compile(r"[\ud800-\udfff]")
HEAD_CHARACTERS = 1_000


@dataclass(frozen=True)
class Extract:
    """A text and what its format says of it, under the keys of a sidecar; the text proper begins at `body_start`."""

    text: str
    said: Mapping[str, str] = field(default_factory=dict)
    body_start: int = 0


def extract_of(text: str, **said: str | None) -> Extract:
    """Return a text that was taken out of a file, its title in front, and what was said of it where anything was.

    Half a surrogate pair, which no encoding can write, becomes U+FFFD.
    """
    kept = {key: cleaned for key, value in said.items() if (cleaned := clean(value))}
    return Extract(put_title(NOT_TEXT.sub("\ufffd", text), kept.get("title")), kept)


def clean(value: str | None) -> str | None:
    """Return a value on one line, or null where there is none or it is no name or title but a text."""
    cleaned = " ".join(NOT_TEXT.sub("\ufffd", value or "").split())
    return cleaned if 0 < len(cleaned) <= LONGEST_VALUE else None


def put_title(text: str, title: str | None) -> str:
    """Return a text with its title as the first paragraph, unless it stands in its head: headlines are read as documents' own are."""
    text = text.strip("\r\n")
    if title is None or not text.strip() or stands_in_head(title, text):
        return text
    return f"{title}\n\n{text}"


def stands_in_head(title: str, text: str) -> bool:
    """Whether a title is a line of the head of a text, or its beginning, wherever its lines break."""
    wanted, head = _plain(title), text[:HEAD_CHARACTERS]
    begins = re.match(re.escape(wanted) + r"\b", _plain(head)) if wanted else None
    return begins is not None or wanted in map(_plain, head.splitlines())


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()

"""Bylines: `By Name`, with a date and a publisher on the same line or without."""

import re
from dataclasses import dataclass
from datetime import date

from pipeline.documents.dates import find_date

BY = re.compile(r"(?:(?:written|reported|story)\s+)?by(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)
BETWEEN = re.compile(r"\s{2,}|\t|\s*[|•·]\s*|\s+[-–—]\s+")
STAMP = re.compile(r"\b(?:first\s+)?(?:published|posted|updated)(?:\s+(?:on|at))?\s*:?", re.IGNORECASE)
TIME_OF_DAY = re.compile(r"\d{1,2}[:.]\d{2}\b.*|\d{1,2}\s*[ap]\.?m\b.*", re.IGNORECASE)
PARTICLES = frozenset(
    [
        "and",
        "&",
        "for",
        "in",
        "of",
        "the",
        "de",
        "da",
        "del",
        "della",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "bin",
        "bint",
        "ibn",
        "al",
        "el",
        "y",
        "zu",
        "with",
    ]
)
NEVER_FIRST = PARTICLES - {"de", "van", "von", "al", "el", "la", "le"}
MOST_WORDS = 14


@dataclass(frozen=True)
class Byline:
    """Who wrote a text, and what else the line says."""

    author: str
    publisher: str | None
    published_on: date | None


def read_byline(line: str) -> Byline | None:
    """Return what a byline says, or null for any other line; parts are set apart by wide space, bars, dashes or the date."""
    line = line.strip()
    by = BY.match(line)
    if by is None:
        return None
    rest = line[by.end() :]
    found = find_date(rest)
    if found is not None:
        rest = f"{rest[: found.start]} | {rest[found.end :]}"
    parts = [part for raw in BETWEEN.split(STAMP.sub(" | ", rest)) if (part := " ".join(raw.split()).strip(",;"))]
    parts = [part for part in parts if not TIME_OF_DAY.fullmatch(part)]
    if not parts or not all(_is_name(part) for part in parts):
        return None
    return Byline(parts[0], parts[1] if len(parts) == 2 else None, found.day if found else None)


def _is_name(part: str) -> bool:
    """Whether every word has a capital but the particles: a sentence that begins with `by` has others."""
    words = [word.strip(",;()") for word in part.split()]
    is_sentence = part.endswith((".", "?", "!")) and len(words[-1]) > 3
    if is_sentence or len(words) > MOST_WORDS or words[0] in NEVER_FIRST:
        return False
    capital = [word for word in words if word not in PARTICLES]
    return bool(capital) and all(any(c.isupper() for c in word) and not word.isdigit() for word in capital if word)

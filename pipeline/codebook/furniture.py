"""Site furniture: what stands around the text of an article without being part of it, as patterns."""

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.codebook.rows import Row, read_rows

FURNITURE_COLUMNS = ["furniture_id", "pattern", "kind", "example"]
FURNITURE_KINDS = {
    "boilerplate": "not part of the article",
    "label": "not part of the article, and neither is the short line right below",
    "caption": "describes a picture, with a credit or without",
    "author_note": "about the author, where it stands last and names nobody from the text",
    "quote_lead": "part of the text; what follows is somebody's words without quotation marks",
}


@dataclass(frozen=True)
class Mark:
    """One kind of furniture: a pattern that matches from a paragraph's or a sentence's first character on."""

    furniture_id: str
    pattern: re.Pattern[str]
    kind: str
    example: str


@dataclass(frozen=True)
class Furniture:
    """All marks, and one pattern for each kind."""

    marks: tuple[Mark, ...]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    def kind_of(self, text: str) -> str | None:
        """Return the kind of furniture that a paragraph or a sentence is, or null; the first of FURNITURE_KINDS wins."""
        return next((kind for kind, pattern in self.patterns if pattern.match(text)), None)

    def is_kind(self, text: str, kind: str) -> bool:
        """Whether a text is furniture of this kind, whatever else it may be."""
        return any(pattern.match(text) for known, pattern in self.patterns if known == kind)


def load_furniture(path: Path) -> Furniture:
    """Load the patterns; CodebookError names the line with an unknown kind, a bad pattern or an example that does not match."""
    marks = tuple(_mark(row) for row in read_rows(path, FURNITURE_COLUMNS, ["furniture_id"]))
    return Furniture(marks, tuple(_joined(marks, kind) for kind in FURNITURE_KINDS))


def _mark(row: Row) -> Mark:
    try:
        pattern = re.compile(row.needed("pattern"), re.IGNORECASE)
    except re.error as error:
        raise row.error(f"bad pattern {row['pattern']!r}: {error}") from error
    if pattern.groups:
        raise row.error("a pattern groups with (?:...) only: patterns are joined, and numbers and names would clash")
    if pattern.match(""):
        raise row.error("the pattern matches an empty text")
    if not pattern.match(row.needed("example")):
        raise row.error(f"the pattern does not match its example {row['example']!r}")
    return Mark(row["furniture_id"], pattern, row.one_of("kind", FURNITURE_KINDS), row["example"])


def _joined(marks: tuple[Mark, ...], kind: str) -> tuple[str, re.Pattern[str]]:
    patterns = [f"(?:{mark.pattern.pattern})" for mark in marks if mark.kind == kind]
    return kind, re.compile("|".join(patterns) if patterns else r"(?!)", re.IGNORECASE)

"""What the first lines of a text say of it: a title, a byline, a date; nothing where they do not say it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.documents.byline import read_byline
from pipeline.documents.dates import find_date, read_date

HEAD_CHARACTERS = 6_000
HEAD_LINES = 8  # non-empty lines in which a byline or a date line may stand
LONGEST_TITLE, MOST_TITLE_WORDS = 160, 24
LONGEST_LABEL_WORDS = 3
LONG_LINE = 120  # no hard-wrapped line is longer, so what stands above it is a line of its own
MAIL_TAG = re.compile(r"(?:\[[^\]\n]{1,30}\]|(?:re|fwd?):|subject:|title:|#{1,3}\s)\s*", re.IGNORECASE)
MAIL_FIELD = re.compile(r"(?:from|to|cc|date|sent|reply-to|published|posted|updated)\s*:", re.IGNORECASE)
SUBJECT = re.compile(r"subject:\s*\S", re.IGNORECASE)
LABEL = re.compile(r"(?:(?:first\s+)?published|posted|issued|released|date|sent)(?:\s+on|\s+at)?\s*:?\s*", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.;:,…][\"'”’)\]]*$")
ABBREVIATION_END = re.compile(r"\b(?:[A-Z]\.){2,}$")
DIGEST = re.compile(
    r"\b(?:events|news|headlines|brief|briefing|bulletin|digest|summary|report|roundup)\s+(?:of|for|from|on)\s*$", re.IGNORECASE
)
DATELINE = re.compile(r"[A-Z][^\n,]{1,40}(?:,\s+[A-Z][^\n,]{1,30}){0,2},\s*$")
DATELINE_END = re.compile(r"\s*(?:\([^)\n]{2,40}\)\s*|/[^/\n]{2,40}/\s*)?[-–—:.]")


@dataclass(frozen=True)
class Head:
    """What the first lines say."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published_on: date | None = None


def read_head(text: str) -> Head:
    """Return the title, author, publisher and date that stand in the first lines of a text."""
    lines = [line.strip() for line in text[:HEAD_CHARACTERS].splitlines()]
    first = [line for line in lines if line][:HEAD_LINES]
    title = find_title(lines)
    byline = next((found for line in first if (found := read_byline(line)) is not None), None)
    stated = next((day for line in first if (day := read_date_line(line)) is not None), None)
    published_on = stated or (byline.published_on if byline else None) or _title_date(title) or _dateline_date(first)
    return Head(title, byline.author if byline else None, byline.publisher if byline else None, published_on)


def find_title(lines: Sequence[str]) -> str | None:
    """Return the title among the first lines, or null: the first line after any labels, if it stands like one."""
    subject = next((line for line in [line for line in lines if line][:HEAD_LINES] if SUBJECT.match(line)), None)
    if subject is not None:
        return strip_tags(subject) or None
    start = _after_labels(lines)
    if start is None or not looks_like_title(lines[start]):
        return None
    return strip_tags(lines[start]) if _stands_alone(lines, start) else None


def strip_tags(line: str) -> str:
    """Return a title without the marks of mail and Markdown before it."""
    while match := MAIL_TAG.match(line):
        line = line[match.end() :]
    return " ".join(line.split())


def looks_like_title(line: str) -> bool:
    """Whether a line may be a title: short, no sentence end, and neither byline, date nor mail field."""
    title = strip_tags(line)
    if not any(c.isalpha() for c in title) or len(title) > LONGEST_TITLE or len(title.split()) > MOST_TITLE_WORDS:
        return False
    if SENTENCE_END.search(title) and not ABBREVIATION_END.search(title):
        return False
    return not (MAIL_FIELD.match(line) or read_byline(line) or read_date_line(line))


def read_date_line(line: str) -> date | None:
    """Return the day of a line that is a date and nothing else but a label, a weekday and a time."""
    label = LABEL.match(line)
    return read_date(line[label.end() :] if label else line)


def _after_labels(lines: Sequence[str]) -> int | None:
    """Return the index of the first line, or of the one after a block of labels such as a menu; null for no line."""
    filled = [i for i, line in enumerate(lines) if line]
    if not filled:
        return None
    end = next((i for i in range(filled[0], len(lines)) if not lines[i]), len(lines))
    block = lines[filled[0] : end]
    is_menu = len(block) > 1 and all(len(line.split()) <= LONGEST_LABEL_WORDS and looks_like_title(line) for line in block)
    return next((i for i in filled if i >= end), None) if is_menu else filled[0]


def _stands_alone(lines: Sequence[str], index: int) -> bool:
    """Whether a blank line, a byline, a date or a long paragraph comes right below, and some text somewhere below."""
    if not any(lines[index + 1 :]):
        return False
    below = lines[index + 1]
    return not below or len(below) > LONG_LINE or read_byline(below) is not None or read_date_line(below) is not None


def _title_date(title: str | None) -> date | None:
    """Return the day of a title such as a daily digest's, which ends with it."""
    found = find_date(title) if title else None
    if title is None or found is None or found.end != len(title):
        return None
    is_iso = title[found.start : found.end].replace("-", "").isdigit()
    return found.day if is_iso or DIGEST.search(title[: found.start]) else None


def _dateline_date(first: Sequence[str]) -> date | None:
    """Return the day of a dateline with a year: place, date, a dash."""
    for line in first:
        found = find_date(line[:100])
        if found and DATELINE.fullmatch(line[: found.start]) and DATELINE_END.match(line, found.end):
            return found.day
    return None

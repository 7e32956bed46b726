"""Dates as people write them; a date counts only with its day, its month and a year of four digits."""

import re
from dataclasses import dataclass
from datetime import date

MONTH_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YEAR = r"(?P<year>[12]\d{3})(?!\d)"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d-])(?P<year>[12]\d{3})(?P<mark>[-/.])(?P<number>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        rf"(?<!\d){DAY}(?:\s+of)?[\s-]+{MONTH_NAME},?[\s-]+{YEAR}",
        rf"\b{MONTH_NAME}\s+{DAY}(?:,\s*|\s+){YEAR}",
    )
)
COMPACT = re.compile(r"(?P<year>[12]\d{3})(?P<number>\d{2})(?P<day>\d{2})")
PARTIAL = re.compile(rf"[12]\d{{3}}(?:-\d{{1,2}})?|{MONTH_NAME}\s+{YEAR}", re.IGNORECASE)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
ZONE = r"(?:\s*(?:Z|[A-Z]{2,5}|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|\([A-Z]{2,5}\)))*"
TIME = rf"(?:(?:,|\s+at|\s*[-|])?[T\s]\s*\d{{1,2}}(?:[:.]\d{{2}}){{0,2}}(?:[.,]\d+)?\s*(?:[ap]\.?m\.?)?{ZONE})?"
BEFORE, AFTER = re.compile(WEEKDAY, re.IGNORECASE), re.compile(TIME, re.IGNORECASE)


@dataclass(frozen=True)
class FoundDate:
    """A date and where it stands."""

    day: date
    start: int
    end: int


def find_date(text: str) -> FoundDate | None:
    """Return the first full date in a text."""
    return min(find_dates(text), key=lambda one: one.start, default=None)


def find_dates(text: str) -> list[FoundDate]:
    """Return every full date in a text, in no order of theirs."""
    return [
        FoundDate(day, match.start(), match.end())
        for pattern in WRITTEN
        for match in pattern.finditer(text)
        if (day := _day(match)) is not None
    ]


def read_date(text: str) -> date | None:
    """Return the date that a text is: alone, or with its weekday, time of day and zone; as written, in no other zone."""
    text = text.strip()
    found = find_date(text)
    if found is None:
        compact = COMPACT.fullmatch(text)
        return _day(compact) if compact else None
    whole = BEFORE.fullmatch(text, 0, found.start) and AFTER.fullmatch(text, found.end)
    return found.day if whole else None


def is_partial_date(text: str) -> bool:
    """Whether a text is a year, or a year and a month: true, but no day."""
    return PARTIAL.fullmatch(text.strip()) is not None


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else MONTHS.index(parts["month"][:3].lower()) + 1
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None

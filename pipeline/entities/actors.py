"""Actors as the text refers to them, made from the codebook or from the text itself."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

APART = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"} | dict.fromkeys("’‘ʻʼ", "'")
ARTICLES = ("the", "a", "an", "these", "those", "this", "that", "some", "any", "all", "both")


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom a mention refers to; `kind` is the codebook's kind of organisation or role, else the type itself."""

    actor_id: str
    name: str
    code: str
    entity_type: str
    kind: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name may stand for, and while when; entries of lower `rank` go first."""

    actor: Actor
    rank: int
    valid_from: str
    valid_to: str

    def is_valid(self, on: str) -> bool:
        return self.valid_from <= on[: len(self.valid_from)] and (not self.valid_to or on[: len(self.valid_to)] <= self.valid_to)


def choose(entries: Sequence[Entry], on: str) -> Entry:
    """Return the entry valid on a date; else, or without a date, the one still open, else the latest begun."""
    if len(entries) == 1:
        return entries[0]
    best = min(entry.rank for entry in entries)
    entries = [entry for entry in entries if entry.rank == best]
    if on:
        valid = [entry for entry in entries if entry.is_valid(on)]
        begun = [entry for entry in entries if entry.valid_from <= on[: len(entry.valid_from)]]
        entries = valid or begun or entries
    is_open = [entry for entry in entries if not entry.valid_to] or entries
    return max(is_open, key=lambda entry: entry.valid_from)


def fold(form: str) -> str:
    """Return a word without diacritics, its apostrophes straight."""
    if form.isascii():
        return form
    plain = "".join(APART.get(sign) or (APART[sign.lower()].capitalize() if sign.lower() in APART else sign) for sign in form)
    return "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))


def slug(name: str) -> str:
    """Return an id made from a name: lower case, words joined by hyphens."""
    return re.sub(r"[^\w]+", "-", fold(name).lower()).strip("-") or "unnamed"


def short_code(name: str) -> str:
    """Return the upper-case short name of an actor that the codebook does not know."""
    return " ".join(fold(name).replace("'s", "").upper().split())


def without_article(words: Sequence[str]) -> str:
    """Return words as a name: no article in front."""
    start = 0
    while start < len(words) - 1 and words[start].lower() in ARTICLES:
        start += 1
    return " ".join(words[start:])

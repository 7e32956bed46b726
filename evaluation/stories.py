"""Invented news by templates, as much of it as is wanted: `stories.txt` has the words, a hash makes the choices."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path

from pipeline.codebook import load_codebook

TEMPLATES = Path(__file__).with_suffix(".txt")
PART = re.compile(r"\{(\w+)\}")
FIRST_DAY, N_DAYS = date(2028, 1, 3), 1095
PARAGRAPHS, GAP = 4, "\n\n"
N_PUBLISHERS = 40
Chance = Iterator[int]


def write_story(n: int) -> str:
    """Return the n-th story as a file: front matter and about 400 words; the same number gives the same text."""
    return front_matter(n) + GAP.join(map(write_paragraph, range(n * PARAGRAPHS, (n + 1) * PARAGRAPHS))) + "\n"


def front_matter(n: int) -> str:
    """Return the lines before a story."""
    title, publisher, day = head_of(n)
    return f"---\ntitle: {title}\npublisher: {publisher}\npublished: {day.isoformat()}\n---\n"


def head_of(n: int) -> tuple[str, str, date]:
    """Return the title of a story, who published it and when."""
    chance = chances("front", n)
    return f"Dispatch {n:08d}", f"Gazette {next(chance) % N_PUBLISHERS:02d}", FIRST_DAY + timedelta(next(chance) % N_DAYS)


def write_paragraph(n: int) -> str:
    """Return the n-th paragraph, five sentences about four states."""
    chance = chances("paragraph", n)
    return re.sub(r"(^|[.”\"] )([a-z])", lambda m: m[1] + m[2].upper(), _fill("{paragraph}", templates() | _cast(chance), chance))


def chances(*key: object) -> Chance:
    """Yield numbers that depend on the key alone."""
    for i in count():
        yield int.from_bytes(hashlib.sha256(repr((key, i)).encode()).digest()[:8])


def _fill(text: str, parts: Mapping[str, Sequence[str]], chance: Chance) -> str:
    return PART.sub(lambda match: _fill(parts[match[1]][next(chance) % len(parts[match[1]])], parts, chance), text)


def _cast(chance: Chance) -> dict[str, list[str]]:
    """Return four different states by letter; the first of the list come much more often than the last."""
    known, chosen = states(), []
    while len(chosen) < 4:
        place = int(len(known) ** ((next(chance) % 1_000_003) / 1_000_003)) - 1
        if place not in chosen:
            chosen.append(place)
    cast = zip("ABCD", chosen, strict=True)
    return {f"{letter}{form}": [known[place][i]] for letter, place in cast for i, form in enumerate(("", "j", "c"))}


@cache
def states() -> tuple[tuple[str, str, str], ...]:
    """Return name, adjective and capital of the states of the codebook that have all three."""
    return tuple((state.name, state.demonyms[0], state.capital) for state in load_codebook().states if state.demonyms and state.capital)


@cache
def templates() -> Mapping[str, Sequence[str]]:
    """Return the alternatives of each part; those of a word stand on one line, parted by bars."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in TEMPLATES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            part, _, text = line.partition(": ")
            found[part] += text.split(" | ")
    return dict(found)

"""What to do about an error that comes from the machine: said in words, since the error alone tells only what happened."""

import re

FULL = "the disk is full: make room, and type the same again"
BROKEN = "the database is damaged: delete warehouse.duckdb in the warehouse, and type the same again; it is built anew"
FAILING = "the disk is full or fails: see to it, and type the same again"
CLOSED = "the warehouse cannot be written: make it writable, or name another with WAREHOUSE=folder"
DAMAGED = "Dagster's records are damaged: delete the folder .dagster in the warehouse, and type the same again; its tables are made anew"
ADVICE = (
    (r"no space left|disk is full|disk quota|file too large", FULL),
    (r"read-?only|permission denied|not permitted", CLOSED),
    (r"file is not a database|malformed|no such table|can't locate revision", DAMAGED),
    (r"corrupt database|not a valid duckdb", BROKEN),
    (r"disk i/o error|input/output error", FAILING),
)
"""What an error's words look like, and what to do then; the first that fits counts."""
NOISE = re.compile(r" \[SQL: .*")


def advise(error: str) -> str:
    """Return what to do about an error, or nothing."""
    return next((advice for pattern, advice in ADVICE if re.search(pattern, error, re.IGNORECASE)), "")


def with_advice(line: str) -> str:
    """Return the line of an error after what to do about it, where that is known; what SQLAlchemy says of its own is left out."""
    advice = advise(line)
    return f"{advice} ({NOISE.sub('', line)})" if advice else line

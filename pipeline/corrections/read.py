"""Read an analyst's file of corrections strictly: doubt is an error that names the file, the line and the reason."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from pipeline.codebook import Codebook
from pipeline.tables import CORRECTIONS

COLUMNS = ("action", "key", "value", "reason")
ACTIONS = ("merge", "split", "code", "reject", "amend")
CODE = re.compile(r"[A-Z0-9][A-Z0-9 /'\-]*")
NO_PRINCIPALS = ("AUTHOR", "UNSPECIFIED")
DATE = re.compile(r"\d{4}(-\d\d){0,2}")
Amendable = Mapping[str, Callable[[str], bool]]
"""The columns of a claim that may be amended, each with the test of its values."""


class CorrectionsError(ValueError):
    """A file of corrections that cannot be trusted; the message names the file, the line and the reason."""


@dataclass(frozen=True)
class Correction:
    """One line of the file."""

    row_number: int
    action: str
    key: str
    value: str
    reason: str

    @property
    def subject(self) -> tuple[str, str, str]:
        """What may be corrected once only: of a split actor in each document, of an amended claim in each column."""
        part = {"split": self.value, "amend": self.value.partition("=")[0]}.get(self.action, "")
        return self.action, self.key, part


def read_corrections(path: Path, *, codebook: Codebook) -> pa.Table:
    """Return the corrections of a file, by line; where there is no file, none."""
    if not path.exists():
        return CORRECTIONS.empty()
    try:
        heading, *lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionsError(f"{path}: cannot be read: {error}") from error
    if [cell.strip() for cell in heading.split("\t")] != list(COLUMNS):
        raise CorrectionsError(f"{path}, line 1: the heading is {heading.split()}, not {list(COLUMNS)}, parted by tabs")
    rows = [_read_line(line, number, path) for number, line in enumerate(lines, 2) if line.strip()]
    for number, reason in _find_problems(rows, amendable_by(codebook)):
        raise CorrectionsError(f"{path}, line {number}: {reason}")
    return CORRECTIONS.table(asdict(row) | {"value": row.value or None} for row in rows)


def amendable_by(codebook: Codebook) -> Amendable:
    """Return the columns of a claim that may be amended, each with the test of its values."""
    return {
        "polarity": ("affirmed", "denied").__contains__,
        "modality": ("actual", "possible", "future").__contains__,
        "event_type": codebook.events.__contains__,
        "theme_code": {theme.theme_code for theme in codebook.themes}.__contains__,
        "event_date": is_date,
        "said_on": lambda value: len(value) == len("2024-09-10") and is_date(value),
        "actor_code": is_code,
        "target_code": is_code,
        "source_code": is_code,
    }


def is_code(value: str) -> bool:
    return CODE.fullmatch(value) is not None and value not in NO_PRINCIPALS


def is_date(value: str) -> bool:
    """Return whether a value is a year, a month or a day of the calendar."""
    try:
        return DATE.fullmatch(value) is not None and bool(date.fromisoformat(f"{value}-01-01"[: len("2024-09-10")]))
    except ValueError:
        return False


def _read_line(line: str, number: int, path: Path) -> Correction:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(COLUMNS):
        raise CorrectionsError(f"{path}, line {number}: {len(cells)} cells parted by tabs, not {len(COLUMNS)}")
    return Correction(number, *cells)


def _find_problems(rows: Sequence[Correction], amendable: Amendable) -> Iterator[tuple[int, str]]:
    """Yield the line and the reason of whatever is wrong, in the order of the lines."""
    merged = {row.key: row for row in rows if row.action == "merge"}
    rejected = {row.key: row for row in rows if row.action == "reject"}
    seen: dict[tuple[str, str, str], int] = {}
    for row in rows:
        problem = _problem_of(row, amendable)
        if not problem and row.subject in seen:
            problem = f"{row.action} {row.key} stands in line {seen[row.subject]} already"
        if not problem and row.action == "merge" and row.value in merged:
            problem = f"{row.value} is itself merged in line {merged[row.value].row_number}; merge both into the same"
        if not problem and row.action == "amend" and row.key in rejected:
            problem = f"{row.key} is rejected in line {rejected[row.key].row_number}"
        if problem:
            yield row.row_number, problem
        seen[row.subject] = row.row_number


def _problem_of(row: Correction, amendable: Amendable) -> str | None:
    """Return what is wrong with a line by itself."""
    if row.action not in ACTIONS:
        return f"the action {row.action!r} is none of {', '.join(ACTIONS)}"
    if not row.key or not row.reason:
        return f"the {'reason' if row.key else 'key'} is empty"
    match row.action:
        case "reject":
            return "reject takes no value" if row.value else None
        case "merge" if row.value == row.key:
            return f"{row.key} is merged into itself"
        case "code":
            return None if is_code(row.value) else f"{row.value!r} is no code of a principal, such as IRN"
        case "amend":
            column, _, value = row.value.partition("=")
            if column not in amendable:
                return f"the value {row.value!r} is not column=value with one of {', '.join(amendable)}"
            return None if amendable[column](value) else f"{value!r} is no {column}"
    return None if row.value else f"{row.action} needs a value"

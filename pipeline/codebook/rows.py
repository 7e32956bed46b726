"""Read a table of the codebook strictly: doubt is an error that names the file, the line and the reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path


class CodebookError(ValueError):
    """A codebook that cannot be trusted; the message names the file, the line and the reason."""


@dataclass(frozen=True)
class Row:
    """One line of a codebook file."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def list(self, column: str, separator: str = "|") -> tuple[str, ...]:
        """Return the entries of a list cell."""
        return tuple(part for part in self.cells[column].split(separator) if part)

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """Return a cell that must be one of some values."""
        if self.cells[column] not in allowed:
            raise self.error(f"unknown {column} {self.cells[column]!r}")
        return self.cells[column]

    def needed(self, column: str) -> str:
        if not self.cells[column].strip():
            raise self.error(f"{column} is empty")
        return self.cells[column]

    def error(self, reason: str) -> CodebookError:
        return CodebookError(f"{self.path.name}, line {self.line}: {reason}")


def read_rows(path: Path, columns: Sequence[str], key: Sequence[str]) -> list[Row]:
    """Return the rows of a tab-separated file with exactly these columns, its keys filled, unique and in order."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as why:
        raise CodebookError(f"{path.name}: cannot be read: {why}") from why
    if lines[0].split("\t") != list(columns):
        raise CodebookError(f"{path.name}, line 1: the columns are {lines[0].split(chr(9))}, not {list(columns)}")
    rows = [read_row(path, number, line, columns) for number, line in enumerate(lines[1:], 2) if line]
    before: tuple[str, ...] = ()
    for row in rows:
        this = tuple(row[column] for column in key)
        row.needed(key[0])
        if this == before:
            raise row.error(f"duplicate {' '.join(key)} {' '.join(this)}")
        if this < before:
            raise row.error(f"{' '.join(this)} stands after {' '.join(before)}: keep the file sorted")
        before = this
    return rows


def read_row(path: Path, number: int, line: str, columns: Sequence[str]) -> Row:
    cells = line.split("\t")
    if len(cells) != len(columns):
        raise CodebookError(f"{path.name}, line {number}: {len(cells)} cells, not {len(columns)}")
    return Row(path, number, dict(zip(columns, cells, strict=True)))

"""The header of an SQL file: what it is for, its grain, what it reads and what its columns mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LISTS = ("grain", "reads")
WORDS = ("contract", "checks", "severity", "scope")
SEVERITIES = ("error", "warn")
SCOPES = ("all", "batch", "dyad")


class ModelError(ValueError):
    """An SQL file that does not say, or not truly, what it is; the message names the file and the place."""


@dataclass(frozen=True)
class Header:
    """What the comment lines at the top of an SQL file say.

    The first lines, up to the first `key:`, are the purpose; then each line is one of
    `-- grain: a, b` · `-- reads: a, b` · `-- contract: table` · `-- checks: model` · `-- severity: error|warn` ·
    `-- scope: batch` (of a check: no row of one batch can fail because of another batch; of a view: its grain is unique if it is so in each
    batch) · `-- scope: dyad` (of a mart: its rows of an actor and a target are made from what the mart `dyads` digests of the two; of a
    check: no row of one pair can fail because of another pair) · `-- column: name: meaning`.
    """

    purpose: str
    grain: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    contract: str | None = None
    checks: str | None = None
    severity: str | None = None
    scope: str = "all"
    columns: Mapping[str, str] = field(default_factory=dict)


def parse_header(text: str, file: str) -> Header:
    """Read the comment lines that open a file; ModelError names the file and the line that is wrong."""
    lines = _comment_lines(text)
    first_key = next((index for index, line in enumerate(lines) if _key(line)), len(lines))
    purpose = " ".join(lines[:first_key])
    if not purpose:
        raise ModelError(f"{file}: the header does not begin with a purpose")
    given: dict[str, str] = {}
    columns: dict[str, str] = {}
    for number, line in enumerate(lines[first_key:], first_key + 1):
        key = _key(line)
        value = line.partition(":")[2].strip()
        if key == "column":
            _add_column(columns, value, f"{file}, line {number}")
        elif not key or key in given or not value:
            raise ModelError(f"{file}, line {number}: {'given twice or empty' if key else 'no key of a header'}: {line}")
        else:
            given[key] = value
    return _make_header(purpose, given, columns, file)


def _comment_lines(text: str) -> list[str]:
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line[2:].strip())
    return lines


def _key(line: str) -> str:
    key = line.partition(":")[0]
    return key if key in (*LISTS, *WORDS, "column") and ":" in line else ""


def _add_column(columns: dict[str, str], value: str, place: str) -> None:
    name, _, meaning = (part.strip() for part in value.partition(":"))
    if not name.isidentifier() or not meaning:
        raise ModelError(f"{place}: a column's line is `-- column: name: meaning`, not {value!r}")
    if name in columns:
        raise ModelError(f"{place}: the column {name} is described twice")
    columns[name] = meaning


def _make_header(purpose: str, given: Mapping[str, str], columns: Mapping[str, str], file: str) -> Header:
    if given.get("severity", "error") not in SEVERITIES:
        raise ModelError(f"{file}: the severity is {given['severity']}, not one of {', '.join(SEVERITIES)}")
    if given.get("scope", "all") not in SCOPES:
        raise ModelError(f"{file}: the scope is {given['scope']}, not one of {', '.join(SCOPES)}")
    lists = {key: tuple(part.strip() for part in given.get(key, "").split(",") if part.strip()) for key in LISTS}
    return Header(
        purpose, grain=lists["grain"], reads=lists["reads"], columns=columns,
        contract=given.get("contract"), checks=given.get("checks"), severity=given.get("severity"), scope=given.get("scope", "all"),
    )  # fmt: skip

"""The first rows of a table in Markdown."""

from typing import Any

import pyarrow as pa

ROWS, CHARACTERS = 5, 60


def preview(table: pa.Table) -> str:
    """Return the first rows as a Markdown table; long cells are cut, lists are counted."""
    lines = [_line(table.schema.names), _line(["---"] * table.num_columns)]
    lines += [_line([_cell(value) for value in row.values()]) for row in table.slice(0, ROWS).to_pylist()]
    return "\n".join(lines)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return f"{len(value)} items"
    text = " ".join(str(value).split())
    text = text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + "…"
    for sign in "\\|`<[*_":
        text = text.replace(sign, "\\" + sign)
    return text

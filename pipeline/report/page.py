"""Put the page together: one file with its style, scripts and data, which asks no network for anything."""

import base64
import hashlib
import json
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

import pyarrow as pa
from plotly.offline import get_plotlyjs

from pipeline.report.collect import Rows
from pipeline.report.shape import shape_rows
from pipeline.tables.place import put

FOLDER = Path(__file__).parent
ENDS_A_SCRIPT = ("</script", "<!--")


def make_page(rows: Rows) -> str:
    """Return the report as HTML; only the scripts that are put in here may run in it."""
    scripts = {"plotly": get_plotlyjs(), "layout": _read("layout.js"), "script": _read("page.js")}
    for name, text in scripts.items():
        if any(end in text.lower() for end in ENDS_A_SCRIPT):
            raise ValueError(f"the script {name} cannot be put into a page")
    hashes = " ".join(_hash_script(text) for text in scripts.values())
    parts = scripts | {"style": _read("page.css"), "script_hashes": hashes, "data": to_json(shape_rows(rows))}
    return Template(_read("page.html")).substitute(parts)


def write_page(page: bytes, path: Path) -> None:
    """Put a page in its place as a whole."""
    put(page, path)


def list_contested(rows: Rows) -> pa.Table:
    """Return the contested propositions of a report as a table, those with the most holders first."""
    names = {row["code"]: row["name"] for row in rows.names}
    contested = [row for row in rows.propositions if row["status"] == "contested"]
    columns = {
        "actor": [names[row["actor_code"]] for row in contested],
        "event": [row["event_type"] for row in contested],
        "target": [names[row["target_code"]] for row in contested],
        "with": [row["theme_group"] for row in contested],
        "affirming": [row["n_affirming"] for row in contested],
        "denying": [row["n_denying"] for row in contested],
    }
    return pa.table(columns)


def to_json(value: Any) -> str:
    """Return a value as JSON that may stand in a script element: no character of it begins a tag or ends a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_as_day)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _as_day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {value!r}")


def _hash_script(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")

"""Rows as the queries of `sql/exports` give them, and texts that try to be more than text."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.exports.graphml import write_graphml
from pipeline.exports.plover import write_plover
from pipeline.exports.schema_org import write_schema_org
from pipeline.exports.spreadsheet import write_csv

Row = dict[str, Any]
HOSTILE = [
    "</script><script>alert(1)</script>",
    '"}]}\n{"id":"forged"}',
    "=HYPERLINK(\"http://evil.example\";\"x\")",
    "nul \x00, bell \x07, escape \x1b[31m",
    "line\u2028and\u2029paragraph\x85ends\r\nhere\rand there\x0b",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x; ]]> <!--",
    "\ufffe\uffff 👍 Ω العربية \u202egnp.exe",
]  # fmt: skip


def claim_of(**columns: Any) -> Row:
    """Return a claim by the USA that Iran gave Russia drones in March 2031."""
    return {
        "claim_id": "c1", "proposition_id": "p1", "document_id": "d1", "source_path": "a.txt", "title": "Drones",
        "author": "N. Tovmas", "publisher": "Gazette", "published_on": date(2031, 3, 20), "url": "https://gazette.example/drones",
        "license": "Apache-2.0", "language": "en", "first_document_id": "d0", "sentence_index": 0, "sentence_start": 10,
        "sentence_end": 60, "sentence": "Iran gave drones to Russia, Washington said.", "evidence": "Iran gave drones to Russia",
        "trigger": "gave",
        "source_kind": "named", "source_id": "USA", "source_name": "United States", "source_code": "USA", "holder_code": "USA",
        "source_type": "state", "via": [{"name": "Gazette", "code": "GAZETTE"}], "cue": "said",
        "actor_id": "IRN", "actor_name": "Iran", "actor_code": "IRN", "actor_text": "Iran", "actor_type": "state",
        "event_type": "AID", "event_mode": None, "target_id": "RUS", "target_name": "Russia", "target_code": "RUS",
        "target_text": "Russia", "target_type": "state", "theme": "drones", "theme_code": "DRONE", "polarity": "affirmed",
        "modality": "actual", "event_date": "2031-03", "event_from_on": date(2031, 3, 1), "event_to_on": date(2031, 3, 31),
        "said_on": date(2031, 3, 19), "said_on_basis": "stated", "rule_id": "aid.give.v", "confidence": 0.7,
    } | columns  # fmt: skip


TEXTS = [name for name, value in claim_of().items() if isinstance(value, str) and not name.endswith(("_id", "_code", "_type", "_kind"))]
WORDS = {"polarity", "modality", "event_type"}


def hostile(row: Row, text: str) -> Row:
    """Return a row in which every cell of text holds this one."""
    return row | {name: text for name in row if name in TEXTS and name not in WORDS}


SCALES = {"AID": (2, 10.0), "AGREE": (1, 2.5), "ASSAULT": (4, -9.0), "ACCUSE": (3, -3.0)}
WRITERS: dict[str, Callable[[Any, Path], int]] = {
    "plover": lambda rows, path: write_plover(rows, path, scales=SCALES),
    "schema_org": write_schema_org,
    "graphml": lambda rows, path: write_graphml([], rows, path, columns=("actor_code", "event_type", "target_code", "sentence")),
    "csv": lambda rows, path: write_csv(rows, path, columns=tuple(claim_of())),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "exports" / "file"

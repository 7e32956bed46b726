"""A small warehouse made by hand: documents of one sentence each, with claims about them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.batches import MANIFEST
from pipeline.models import build_database, load_checks, load_models, open_database
from pipeline.tables import CONTRACTS, COPIES
from pipeline.tables.contract import table_path
from pipeline.tables.empty import write_empty_tables
from pipeline.tables.parquet import write_parquet

SQL = Path(__file__).parents[2] / "sql"
NAMES = {"IRN": "Iran", "RUS": "Russia", "USA": "United States", "ARM": "Armenia", "GBR": "United Kingdom"}
EVENT_TYPES = [
    {"event_type": name, "quad_class": quad_class, "score": score, "modes": modes, "meaning": "does"}
    for name, quad_class, score, modes in [
        ("AID", 2, 10, []),
        ("ASSAULT", 4, -9, ["aerial"]),
        ("CONSULT", 1, 2.5, ["visit"]),
        ("REJECT", 3, -2, ["assist"]),
        ("SANCTION", 4, -6, ["withdraw"]),
    ]
]
TEXT = "Iran has given drones to Russia, says Ω."


@dataclass
class World:
    """The rows of a warehouse by table; `write` lays them down as Parquet, by batch."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {contract.name: [] for contract in CONTRACTS})
    batch_of: dict[str, str] = field(default_factory=dict)
    deleted: set[tuple[str, str]] = field(default_factory=set)

    def document(self, name: str, *, batch: str = "b1", text: str = TEXT, **columns: Any) -> str:
        document_id = f"{name}-{batch}"
        self.batch_of[document_id] = batch
        sentence = {"sentence_id": f"{document_id}-0", "document_id": document_id}
        self.rows["documents"].append(
            {
                "document_id": document_id,
                "source_path": f"{name}.txt",
                "content_sha256": f"sha of {name}",
                "format": "txt",
                "language": "en",
                "body_start": 0,
                "body_sha256": f"words of {name}",
                "n_runs": 0,
                "signature": [],
                "text": text,
            }
            | columns
        )
        self.rows["sentences"].append(
            sentence
            | {
                "sentence_index": 0,
                "char_start": 0,
                "char_end": len(text),
                "text": text,
                "kind": "body",
                "paragraph_index": 0,
                "tokens": [],
            }
        )
        for start, end, code in ((0, 4, "IRN"), (25, 31, "RUS")):
            self.rows["entities"].append(
                sentence
                | {
                    "mention_id": f"{document_id}-{code}",
                    "char_start": start,
                    "char_end": end,
                    "head_start": start,
                    "text": text[start:end],
                    "entity_type": "state",
                    "mention_kind": "name",
                    "actor_id": code,
                    "actor_name": code,
                    "actor_code": code,
                    "resolved_by": "codebook",
                }
            )
        self.rows["attributions"].append(
            sentence
            | {
                "attribution_id": f"{document_id}-a0",
                "kind": "indirect",
                "cue_start": 33,
                "cue_end": 37,
                "cue_id": "say",
                "content_start": 0,
                "content_end": 31,
            }
        )
        return document_id  # fmt: skip

    def copy(self, document_id: str, original: str, kind: str = "near") -> None:
        """Say that a document is a copy of another."""
        row = {"document_id": document_id, "duplicate_of": original, "kind": kind, "similarity": 0.9, "copied_share": 0.9}
        self.rows["copies"].append(row)

    def claim(self, document_id: str, holder: str | None, polarity: str = "affirmed", **columns: Any) -> dict[str, Any]:
        """Add a claim that Iran gave Russia drones, held by a principal (upper case), a publisher, or nobody."""
        kind = "unspecified" if holder is None else "named" if holder.isupper() else "author"
        code = {"unspecified": "UNSPECIFIED", "author": "AUTHOR"}.get(kind, holder)
        row = {
            "claim_id": f"c{len(self.rows['claims']):03}", "document_id": document_id, "sentence_id": f"{document_id}-0",
            "char_start": 0, "char_end": 31, "attribution_id": None if kind == "author" else f"{document_id}-a0",
            "source_kind": kind, "source_name": NAMES.get(str(holder), str(code)), "source_code": code, "holder_code": holder, "via": [],
            "actor_mention_id": f"{document_id}-IRN", "actor_id": "IRN", "actor_name": "Iran", "actor_code": "IRN",
            "event_type": "AID", "predicate": "give", "trigger_start": 9, "trigger_end": 14,
            "target_mention_id": f"{document_id}-RUS", "target_id": "RUS", "target_name": "Russia", "target_code": "RUS",
            "theme": "drones", "theme_start": 15, "theme_end": 21, "polarity": polarity, "modality": "actual",
            "said_on_basis": "stated" if columns.get("said_on") else "unknown", "rule_id": "give", "confidence": 0.5,
        }  # fmt: skip
        self.rows["claims"].append(row | columns)
        return self.rows["claims"][-1]

    def live_claims(self) -> list[dict[str, Any]]:
        paths = {row["document_id"]: row["source_path"] for row in self.rows["documents"]}
        return [c for c in self.rows["claims"] if (self.batch_of[c["document_id"]], paths[c["document_id"]]) not in self.deleted]

    def relate(self) -> None:
        """Count the live claims as relations, without months."""
        by_key: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for claim in self.live_claims():
            by_key.setdefault((claim["actor_code"], claim["event_type"], claim["target_code"]), []).append(claim)
        self.rows["actor_relations"] = [relation(key, claims) for key, claims in by_key.items()]

    def write(self, warehouse: Path) -> Path:
        """Lay the tables down; `relate` before it, or break them, as the test wants."""
        write_empty_tables(warehouse)
        batch_of_path = {row["source_path"]: "b1" for row in self.rows["rejected_documents"]}
        for contract in CONTRACTS:
            parts: dict[str, list[dict[str, Any]]] = {}
            for row in self.rows[contract.name]:
                batch = self.batch_of.get(row.get("document_id", ""), batch_of_path.get(row.get("source_path", ""), "all"))
                batch = "all" if contract is COPIES else batch
                parts.setdefault(batch, []).append(row)
            for batch, rows in parts.items():
                write_parquet(contract.table(rows), table_path(warehouse, contract.name, batch))
        files = {(self.batch_of[row["document_id"]], row["source_path"]) for row in self.rows["documents"]}
        files |= {(batch, path) for path, batch in batch_of_path.items()}
        manifest = [{"batch": b, "source_path": p, "fingerprint": "f", "is_deleted": (b, p) in self.deleted} for b, p in files]
        write_parquet(MANIFEST.table(manifest), warehouse / "manifest.parquet")
        return warehouse


def relation(key: tuple[str, str, str], claims: list[dict[str, Any]]) -> dict[str, Any]:
    says, moods = Counter(c["polarity"] for c in claims), Counter(c["modality"] for c in claims)
    sides = {p: {c["holder_code"] for c in claims if c["polarity"] == p and c["holder_code"]} for p in ("affirmed", "denied")}
    return {
        "actor_code": key[0], "event_type": key[1], "target_code": key[2], "actor_name": NAMES[key[0]], "target_name": NAMES[key[2]],
        "n_claims": len(claims), "n_affirmed": says["affirmed"], "n_denied": says["denied"], "n_actual": moods["actual"],
        "n_possible": moods["possible"], "n_future": moods["future"], "n_sources": len(sides["affirmed"] | sides["denied"]),
        "n_documents": len({c["document_id"] for c in claims}),
        "is_contested": any(a != d for a in sides["affirmed"] for d in sides["denied"]),
    }  # fmt: skip


@pytest.fixture(scope="session")
def models():
    return load_models(SQL)


@pytest.fixture(scope="session")
def checks(models):
    return load_checks(SQL, models)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def quarrel(world) -> World:
    """The USA and the Gazette say that Iran armed Russia, Iran denies it; nobody in particular says so too; Iran affirms a visit."""
    first = world.document("first", publisher="Gazette", published_on=date(2024, 9, 10))
    second = world.document("second", batch="b2", published_on=date(2024, 9, 12))
    world.claim(first, "USA", said_on=date(2024, 9, 9))
    world.claim(first, "Gazette", said_on=date(2024, 9, 10))
    world.claim(second, "IRN", "denied", said_on=date(2024, 9, 11))
    world.claim(second, "IRN", "denied", said_on=None, modality="future", via=[{"name": "Gazette", "code": "Gazette"}])
    world.claim(second, None)
    world.claim(second, "IRN", event_type="CONSULT", modality="possible")
    world.rows["event_types"] = EVENT_TYPES
    world.relate()
    return world


@pytest.fixture
def ask(tmp_path, models):
    """Write a world, build its database, and return the rows of a query as dicts."""

    def run(world, query):
        build_database(world.write(tmp_path), models)
        with open_database(tmp_path) as connection:
            connection.execute(query)
            names = [name for name, *_ in connection.description]
            return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]

    return run

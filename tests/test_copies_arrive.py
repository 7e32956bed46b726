"""A story and its copies arrive in batches of their own, in one order or another, and go: counts follow, nothing else does."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assets.carry import carry
from assets.home import Warehouse
from pipeline.models import open_database
from pipeline.tables import COPIES
from pipeline.tables.parquet import read_parquet

STORY = (Path(__file__).parent.parent / "samples" / "caspian-drone-shipment.txt").read_text(encoding="utf-8")
TOLD = {
    "wire": ("Harbour Wire", "2031-03-04", STORY),
    "paper": (
        "Coastal Courier",
        "2031-03-05",
        STORY.replace("US accuses Iran of sending drones to Russia", "Drones for gold, says Washington").replace(
            "WASHINGTON, March 4", "BY OUR DESK"
        )
        + "\nThe Coastal Courier is read in forty harbours and owned by those who write it.\n",
    ),
    "early": ("Northern Post", "2031-03-03", "From our correspondent\n\n" + STORY),
}
COUNTS = "select actor_code, event_type, target_code, month, n_sources, n_documents, is_contested from stg_actor_relations order by all"
SOURCES = "select actor_code, event_type, target_code, status, n_affirming, n_denying, n_independent_sources from propositions order by all"
CONTESTED = "select actor_code, event_type, target_code, affirming_holders, denying_holders, n_documents from contested_claims order by all"
VOICES = "select holder_code from stg_claims where source_kind = 'author' group by all order by all"
Rows = list[tuple[Any, ...]]


@pytest.fixture
def new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Warehouse]:
    """Return a way to an empty warehouse, which the environment then names."""

    def open_new(name: str) -> Warehouse:
        warehouse = Warehouse(tmp_path / name / "documents", tmp_path / name / "warehouse")
        warehouse.documents.mkdir(parents=True)
        warehouse.open()
        (warehouse.folder / "report").mkdir()
        (warehouse.folder / "report" / "index.html").touch()  # so that none is made
        for variable, path in (("SAYSO_DOCUMENTS", warehouse.documents), ("SAYSO_WAREHOUSE", warehouse.folder)):
            monkeypatch.setenv(variable, str(path))
        monkeypatch.setenv("DAGSTER_HOME", str(warehouse.home))
        return warehouse

    return open_new


def arrive(warehouse: Warehouse, *names: str) -> None:
    for name in names:
        publisher, published, text = TOLD[name]
        (warehouse.documents / f"{name}.txt").write_text(text, encoding="utf-8")
        said = {"publisher": publisher, "published": published}
        (warehouse.documents / f"{name}.meta.json").write_text(json.dumps(said), encoding="utf-8")
    assert carry(warehouse) == []


def leave(warehouse: Warehouse, name: str) -> None:
    for ending in ("txt", "meta.json"):
        (warehouse.documents / f"{name}.{ending}").unlink()
    assert carry(warehouse) == []


def ask(warehouse: Warehouse, query: str) -> Rows:
    with open_database(warehouse.folder) as database:
        return database.sql(query).fetchall()


def links(warehouse: Warehouse) -> dict[str, str]:
    """Return the name of each copy's original, from the database; `copies` must say the same."""
    found = ask(
        warehouse, "select d.source_path, o.source_path from stg_documents d join stg_documents o on o.document_id = d.duplicate_of"
    )
    assert len(found) == read_parquet(warehouse.folder / "copies" / "all.parquet", COPIES.schema).num_rows
    return {copy.removesuffix(".txt"): original.removesuffix(".txt") for copy, original in found}


def made_of_all(warehouse: Warehouse) -> dict[str, bytes]:
    return {name: (warehouse.folder / name / "all.parquet").read_bytes() for name in ("copies", "actor_relations")}


def of_batches(warehouse: Warehouse) -> dict[str, bytes]:
    tables = ("documents", "sentences", "entities", "attributions", "claims")
    return {str(path): path.read_bytes() for name in tables for path in (warehouse.folder / name).glob("*.parquet")}


def test_a_story_told_again_counts_once_whenever_it_arrives(new):
    warehouse = new("one")
    arrive(warehouse, "wire")
    counts, sources, contested = (ask(warehouse, query) for query in (COUNTS, SOURCES, CONTESTED))
    assert links(warehouse) == {}
    assert (max(row[5] for row in counts), len(contested) > 0) == (1, True)

    arrive(warehouse, "paper")
    assert links(warehouse) == {"paper": "wire"}
    assert [ask(warehouse, query) for query in (COUNTS, SOURCES, CONTESTED)] == [counts, sources, contested]
    assert ask(warehouse, VOICES) == [("Harbour Wire",)]
    assert ask(warehouse, "select publisher, n_documents, n_copies, n_claims_in_copies = n_claims from coverage order by all") == [
        ("Coastal Courier", 1, 1, True),
        ("Harbour Wire", 1, 0, False),
    ]
    with_wire, rows_of_batches = made_of_all(warehouse), of_batches(warehouse)

    arrive(warehouse, "early")
    assert links(warehouse) == {"paper": "early", "wire": "early"}
    assert ask(warehouse, VOICES) == [("Northern Post",)]
    assert {row[5] for row in ask(warehouse, COUNTS)} == {1}
    assert rows_of_batches.items() <= of_batches(warehouse).items()
    with_all = made_of_all(warehouse)

    leave(warehouse, "early")
    assert links(warehouse) == {"paper": "wire"}
    assert made_of_all(warehouse) == with_wire

    other = new("other")
    arrive(other, "early", "paper")
    arrive(other, "wire")
    assert made_of_all(other) == with_all

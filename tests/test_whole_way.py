"""The whole way, as a user goes it: two warehouses from the same documents, and one of them run again."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from pipeline.models import open_database
from pipeline.tables import CONTRACTS, CORRECTIONS
from pipeline.tables.contract import spans_outside
from pipeline.tables.parquet import read_parquet

ROOT = Path(__file__).parent.parent
SPANS = ["char", "cue", "trigger", "theme"]


def make_run(documents: Path, warehouse: Path) -> subprocess.CompletedProcess[str]:
    named = os.environ | {"SAYSO_DOCUMENTS": str(documents), "SAYSO_WAREHOUSE": str(warehouse)}
    return subprocess.run(
        [sys.executable, "-m", "assets.run"], cwd=ROOT, env=named, capture_output=True, text=True, timeout=240, check=False
    )


def hashes(warehouse: Path) -> dict[str, str]:
    return {path.relative_to(warehouse).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in warehouse.rglob("*.parquet")}


def read_all(warehouse: Path, name: str) -> pa.Table:
    [contract] = [contract for contract in CONTRACTS if contract.name == name]
    return pa.concat_tables([read_parquet(path, contract.schema) for path in sorted((warehouse / name).glob("*.parquet"))])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the samples, a few files that hold no document, and two warehouses made from it."""
    folder = tmp_path_factory.mktemp("whole_way")
    shutil.copytree(ROOT / "samples", folder / "documents")
    (folder / "documents" / "empty.txt").touch()
    (folder / "documents" / "picture.txt").write_bytes(bytes(range(256)))
    (folder / "documents" / "nobody.txt").write_text("It rained. Then it stopped.\n", encoding="utf-8")
    told = (ROOT / "samples" / "water-cannon-at-lantern-reef.txt").read_text(encoding="utf-8")
    (folder / "documents" / "told-again.txt").write_text("From our own desk\n\n" + told, encoding="utf-8")
    for name in ("first", "second"):
        done = make_run(folder / "documents", folder / name)
        assert done.returncode == 0, done.stderr
        assert [line for line in done.stderr.splitlines() if "━" not in line] == [], "a run shows its bar there, and nothing else"
    return folder


def test_two_warehouses_hold_the_same_bytes(made):
    assert hashes(made / "first") == hashes(made / "second")


def test_a_second_run_changes_no_byte(made):
    before = hashes(made / "first")
    done = make_run(made / "documents", made / "first")
    assert done.returncode == 0, done.stderr
    assert hashes(made / "first") == before


def test_every_table_keeps_its_contract_and_has_rows(made):
    for contract in CONTRACTS:
        table = contract.sort(read_all(made / "first", contract.name))
        assert contract.breaches(table) == []
        assert table.num_rows > 0 or contract is CORRECTIONS, contract.name


def test_bad_files_are_reported_and_stop_nothing(made):
    rejected = read_all(made / "first", "rejected_documents")
    assert dict(zip(rejected["source_path"].to_pylist(), rejected["reason_code"].to_pylist(), strict=True)) == {
        "empty.txt": "empty",
        "picture.txt": "binary",
    }
    assert "nobody.txt" in read_all(made / "first", "documents")["source_path"].to_pylist()


def test_every_span_of_a_claim_lies_in_its_text(made):
    documents, claims = read_all(made / "first", "documents"), read_all(made / "first", "claims")
    lengths = {row["document_id"]: len(row["text"]) for row in documents.select(["document_id", "text"]).to_pylist()}
    assert [name for name in SPANS if spans_outside(claims, f"{name}_start", f"{name}_end", lengths)] == []


def test_the_database_answers_and_older_readers_may_open_it(made):
    with duckdb.connect(str(made / "first" / "warehouse.duckdb"), read_only=True) as connection:
        connection.execute("select count(*) from contested_claims").fetchone()
        assert connection.execute("select count(*) from source_profiles").fetchone() != (0,)


def test_what_arrives_in_pieces_gives_the_same_relations_and_copies(made):
    folder = made / "in_pieces"
    files = sorted(path for path in (made / "documents").iterdir() if path.suffix == ".txt")
    (folder / "documents").mkdir(parents=True)
    for part in (files[::2], files[1::2]):
        for path in part:
            for file in (path, path.with_name(path.stem + ".meta.json")):
                if file.exists():
                    shutil.copy(file, folder / "documents")
        done = make_run(folder / "documents", folder / "warehouse")
        assert done.returncode == 0, done.stderr
    for one in (Path("actor_relations", "all.parquet"), Path("copies", "all.parquet")):
        assert (folder / "warehouse" / one).read_bytes() == (made / "first" / one).read_bytes()
    assert len(list((folder / "warehouse" / "claims").glob("*.parquet"))) == 3


def blocks(path: Path, language: str) -> list[str]:
    """Return the code blocks of a page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["docs/queries.md", "docs/how-to/ask-in-sql.md"])
def test_every_query_of_the_docs_has_an_answer(made, page):
    queries = blocks(ROOT / page, "sql")
    assert len(queries) >= 5
    with open_database(made / "first") as database:
        for query in queries:
            assert database.sql(query).fetchall(), query


def test_the_cookbook_has_fifteen_questions_each_with_its_query():
    text = (ROOT / "docs/queries.md").read_text(encoding="utf-8")
    assert [int(number) for number in re.findall(r"^## (\d+)\. .+\?$", text, flags=re.MULTILINE)] == list(range(1, 16))
    assert len(blocks(ROOT / "docs/queries.md", "sql")) == 15


def test_the_tour_can_be_walked(made, tmp_path, monkeypatch):
    steps = blocks(ROOT / "docs/tour/README.md", "python")
    assert len(steps) == 12
    (tmp_path / "warehouse").symlink_to(made / "first")
    monkeypatch.chdir(tmp_path)
    exec("\n".join(steps), {"__name__": "tour"})

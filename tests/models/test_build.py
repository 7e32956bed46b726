"""The database as a file: described, repeatable, movable, and replaced under its readers."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.models import DATABASE, ModelError, build, build_database, is_database, open_database
from pipeline.tables import CLAIMS, meaning

SHELL = Path(sys.executable).with_name("duckdb")


def rows_of(warehouse, name):
    """Return the rows of a mart as they lie; a view has no order."""
    with open_database(warehouse) as connection:
        return connection.execute(f"from {name} {'order by all' if name.startswith('stg_') else ''}").fetchall()


def test_built_twice_the_rows_are_equal_and_in_order(tmp_path, models, quarrel):
    first = build_database(quarrel.write(tmp_path), models)
    before = {model.name: rows_of(tmp_path, model.name) for model in models}
    assert build_database(tmp_path, models) == first
    assert {model.name: rows_of(tmp_path, model.name) for model in models} == before
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {DATABASE, "manifest.parquet"}


def test_the_digest_follows_the_rows(tmp_path, models, quarrel):
    first = build_database(quarrel.write(tmp_path), models)
    quarrel.rows["claims"][0]["polarity"] = "denied"
    second = build_database(quarrel.write(tmp_path), models)
    assert first["source_profiles"].digest != second["source_profiles"].digest
    assert first["principal_names"].digest == second["principal_names"].digest


def test_before_the_first_batch_every_model_is_there_and_empty(tmp_path, models, world):
    report = build_database(world.write(tmp_path), models)
    assert [model.n_rows for model in report.models] == [0] * len(models)


def test_tables_views_and_columns_are_described(tmp_path, models, quarrel):
    build_database(quarrel.write(tmp_path), models)
    with open_database(tmp_path) as connection:
        commented = dict(connection.execute(
            "select table_name, comment from duckdb_tables() where schema_name = 'main' "
            "union all select view_name, comment from duckdb_views() where not internal"
        ).fetchall())  # fmt: skip
        columns = connection.execute(
            "select table_name, column_name, comment from duckdb_columns() where schema_name = 'main' and not internal"
        ).fetchall()
    assert commented == {model.name: model.header.purpose for model in models}
    assert set(columns) == {(model.name, name, doc) for model in models for name, doc in model.columns.items()}
    assert ("stg_claims", "polarity", meaning(CLAIMS.schema.field("polarity"))) in columns


@pytest.mark.parametrize("name", ["warehouse", "it's [odd] *", "ein Läger"])
def test_a_moved_warehouse_answers_from_marts_and_views(tmp_path, models, quarrel, name):
    (tmp_path / "old").mkdir()
    build_database(quarrel.write(tmp_path / "old"), models)
    before = {model.name: rows_of(tmp_path / "old", model.name) for model in models}
    shutil.move(tmp_path / "old", tmp_path / name)
    with duckdb.connect(tmp_path / name / DATABASE, read_only=True) as connection:
        assert len(connection.execute("from contested_claims").fetchall()) == 1
        with pytest.raises(duckdb.IOException):
            connection.execute("from stg_claims").fetchall()
    assert {model.name: rows_of(tmp_path / name, model.name) for model in models} == before
    build_database(tmp_path / name, models)
    with duckdb.connect(tmp_path / name / DATABASE, read_only=True) as connection:
        assert len(connection.execute("from stg_claims").fetchall()) == 6


def test_a_reader_keeps_its_database_while_it_is_replaced(tmp_path, models, quarrel):
    """The reader is another process: DuckDB locks between processes."""
    build_database(quarrel.write(tmp_path), models)
    program = (
        "import duckdb, sys\n"
        "connection = duckdb.connect(sys.argv[1], read_only=True)\n"
        "for _ in sys.stdin:\n"
        "    print(connection.execute('select count(*) from contested_claims').fetchone()[0], flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / DATABASE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as reader:  # fmt: skip
        assert reader.stdin
        assert reader.stdout
        reader.stdin.write("\n")
        assert reader.stdout.readline() == "1\n"
        for claim in quarrel.rows["claims"]:
            claim["polarity"] = "affirmed"
        build_database(quarrel.write(tmp_path), models)
        reader.stdin.write("\n")
        assert reader.stdout.readline() == "1\n"
        assert rows_of(tmp_path, "contested_claims") == []
        reader.stdin.close()


@pytest.mark.skipif(not SHELL.exists(), reason="duckdb-cli is not installed here")
def test_make_sql_answers_from_the_old_database_while_a_new_one_is_built(tmp_path, models, quarrel, monkeypatch):
    """The shell opens as in `make sql` at every model of a build, half of the new database being there, and sees the old one whole."""
    build_database(quarrel.write(tmp_path), models)
    before = {model.name: len(rows_of(tmp_path, model.name)) for model in models if not model.is_view}
    counts = ", ".join(f"(select count(*) from {name})" for name in before)
    renew_model, seen = build.renew_model, []

    def build_and_ask(connection, model, *rest):
        report = renew_model(connection, model, *rest)
        if not model.is_view:
            seen.append(ask_shell(tmp_path, f"select {counts}"))
            assert list(tmp_path.glob(".*.part"))
        return report

    monkeypatch.setattr(build, "renew_model", build_and_ask)
    quarrel.deleted = {("b2", "second.txt")}
    quarrel.relate()
    build_database(quarrel.write(tmp_path), models)
    assert seen == [",".join(map(str, before.values()))] * len(before)
    assert len(rows_of(tmp_path, "contested_claims")) == 0 < before["contested_claims"]


def ask_shell(warehouse, query):
    """Return the one row that the shell of `make sql` prints."""
    shell = [SHELL, "-no-init", "-readonly", "-csv", "-noheader", "-cmd", "set variable warehouse = '.'", DATABASE, "-c", query]
    return subprocess.run(shell, cwd=warehouse, check=True, capture_output=True, text=True).stdout.strip()


def test_a_model_that_fails_leaves_the_database_before_it(tmp_path, models, quarrel):
    build_database(quarrel.write(tmp_path), models)
    (tmp_path / "claims" / "b1.parquet").write_bytes(b"PAR1 is not all it takes")
    with pytest.raises(ModelError, match=r"staging/stg_claims_as_read.sql: .*b1.parquet"):
        build_database(tmp_path, models)
    assert len(rows_of(tmp_path, "contested_claims")) == 1
    assert not list(tmp_path.glob(".*.part*"))


def test_a_database_that_was_cut_or_overwritten_is_told_from_a_good_one(tmp_path, models, quarrel):
    assert not is_database(tmp_path)
    path = build_database(quarrel.write(tmp_path), models).database
    assert is_database(tmp_path)
    data = path.read_bytes()
    for damaged in (b"", data[:4096], data[: len(data) // 2], data[:-1], b"x" * len(data)):
        path.write_bytes(damaged)
        assert not is_database(tmp_path)


@pytest.mark.skipif(not SHELL.exists(), reason="duckdb-cli is not installed here")
def test_the_older_shell_opens_it_and_reads_the_views(tmp_path, models, quarrel):
    report = build_database(quarrel.write(tmp_path), models)
    counts = ", ".join(f"(select count(*) from {model.name}) as n_{model.name}" for model in models)
    done = subprocess.run(
        [SHELL, "-no-init", "-readonly", "-csv", "-noheader", tmp_path / DATABASE, "-c", f"select {counts}"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.strip() == ",".join(str(report[model.name].n_rows) for model in models)

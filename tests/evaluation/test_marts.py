import json

import pytest

from evaluation.invented import invent_warehouse
from evaluation.marts import MEANINGS, main
from pipeline.codebook import load_codebook
from pipeline.models import build_database, load_checks, load_models, open_database, run_checks
from tests.models.conftest import SQL


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder = tmp_path_factory.mktemp("invented")
    invent_warehouse(folder, 3000, codebook=load_codebook())
    return folder


def test_invented_claims_pass_every_check_and_fill_every_mart(warehouse):
    models = load_models(SQL)
    report = build_database(warehouse, models)
    assert report["stg_claims"].n_rows == 3000
    empty = {"stg_rejected_documents", "stg_principals"} | {model.name for model in models if "correct" in model.name}
    assert {model.name for model in report.models if not model.n_rows} <= empty
    assert [r.check.name for r in run_checks(warehouse, load_checks(SQL, models)) if not r.has_passed] == []


def test_invented_claims_stand_in_their_text(warehouse):
    wrong = """
        select c.claim_id
        from stg_claims c
        join stg_documents d using (document_id)
        where substring(d.text, c.trigger_start + 1, c.trigger_end - c.trigger_start) not in ('gave', 'did not give')
            or substring(d.text, c.theme_start + 1, c.theme_end - c.theme_start) <> c.theme
            or substring(d.text, c.cue_start + 1, c.cue_end - c.cue_start) <> c.cue
    """
    build_database(warehouse, load_models(SQL))
    with open_database(warehouse) as connection:
        assert connection.sql(wrong).fetchall() == []
        assert connection.sql("select count(theme), count(cue) from stg_claims").fetchall()[0] > (1000, 1000)


def test_the_same_number_of_claims_gives_the_same_bytes(warehouse, tmp_path):
    invent_warehouse(tmp_path, 3000, codebook=load_codebook())
    files = sorted(path.relative_to(warehouse) for path in warehouse.rglob("*.parquet"))
    assert files == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.parquet"))
    assert [path for path in files if (warehouse / path).read_bytes() != (tmp_path / path).read_bytes()] == []


def test_figures_are_written_with_those_of_others(tmp_path, capsys):
    path = tmp_path / "performance.json"
    path.write_text('{"browser_seconds": 1.0}')
    assert main(["--claims", "2000", "--runs", "1", "--out", str(path)]) == 0
    figures = json.loads(path.read_text())
    assert figures.keys() == MEANINGS.keys() | {"browser_seconds"}
    assert 0 < figures["marts_seconds"] < 60
    assert 20 < figures["marts_megabytes"] < 4000
    assert "over 2,000 invented claims" in capsys.readouterr().out

"""What a header must say, and the error that names the file where it does not."""

from pathlib import Path

import pytest

from pipeline.models import ModelError, load_checks, load_models, parse_header, trace_columns

STAGING = """\
-- Files.
-- grain: source_path
-- reads: manifest
-- column: source_path: where it is
select source_path from read_parquet(getvariable('warehouse') || '/manifest.parquet')
"""
MART = """\
-- Paths, counted.
-- grain: source_path
-- reads: stg_files
-- column: source_path: where it is
-- column: n_files: how many
with
files as (select source_path from stg_files)
select source_path, count(*) as n_files
from files
group by all
order by source_path
"""
CHECK = """\
-- Files without a path.
-- checks: stg_files
-- severity: warn
-- reads: stg_files
select source_path from stg_files where source_path = ''
"""


@pytest.fixture
def load(tmp_path: Path):
    def run(**files: str):
        texts = {"staging/stg_files.sql": STAGING, "marts/paths.sql": MART, "checks/no_path.sql": CHECK}
        for name, text in (texts | {name.replace("__", "/") + ".sql": text for name, text in files.items()}).items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        models = load_models(tmp_path)
        return models, load_checks(tmp_path, models)

    return run


def test_a_folder_without_models_is_an_error_that_names_it(tmp_path):
    with pytest.raises(ModelError, match=f"there are no models in {tmp_path}"):
        load_models(tmp_path)


def test_a_good_folder_loads_in_order_of_dependency(load):
    models, checks = load(marts__a_first=MART.replace("stg_files", "paths"))
    assert [model.name for model in models] == ["stg_files", "paths", "a_first"]
    assert [model.is_view for model in models] == [True, False, False]
    assert models[1].columns == {"source_path": "where it is", "n_files": "how many"}
    assert [(check.model, check.name, check.severity) for check in checks] == [
        ("stg_files", "no_path", "warn"),
        ("stg_files", "grain_is_unique", "error"), ("paths", "grain_is_unique", "error"), ("a_first", "grain_is_unique", "error"),
    ]  # fmt: skip


def test_a_purpose_may_go_over_lines():
    header = parse_header("-- One thing\n-- and another: so it is.\n-- grain: a, b\nselect 1", "f")
    assert (header.purpose, header.grain) == ("One thing and another: so it is.", ("a", "b"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("-- column: n_files: how many\n", ""), "marts/paths.sql: the column n_files is not described in the header"),
        (("-- column: n_files", "-- column: n_fish: how many\n-- column: n_files"), "marts/paths.sql: the header describes n_fish"),
        (("-- column: n_files: how many", "-- column: n_files"), "marts/paths.sql, line 5: a column's line is"),
        (("-- column: n_files", "-- column: source_path: again\n-- column: n_files"), "line 5: the column source_path is described twice"),
        (("-- reads: stg_files", "-- reads: stg_files, stg_more"), "marts/paths.sql: the header says that it reads stg_more"),
        (("from stg_files)", "from stg_files, stg_more)"), "marts/paths.sql: reads stg_more, which the header does not say"),
        (("stg_files", "stg_other"), "marts/paths.sql: reads stg_other, which is no model"),
        (("grain: source_path", "grain: path"), "marts/paths.sql: the grain must be columns of the model: path"),
        (("-- grain: source_path\n", ""), "marts/paths.sql: the grain must be columns of the model: none given"),
        (("-- Paths, counted.\n", ""), "marts/paths.sql: the header does not begin with a purpose"),
        (("-- reads:", "-- grain: n_files\n-- reads:"), "marts/paths.sql, line 3: given twice or empty: grain: n_files"),
        (("-- reads:", "-- raeds: x\n-- reads:"), "marts/paths.sql, line 3: no key of a header: raeds: x"),
        (("select source_path, count", "select *, count"), r"marts/paths.sql: selects \*"),
        ((" as n_files", ""), "marts/paths.sql: column 2 has no name"),
        (("order by source_path", "order by n_files"), "marts/paths.sql: a mart is ordered by its grain: source_path"),
        (("order by source_path", "; select 1"), "marts/paths.sql: holds 2 statements"),
        (("count(*)", "count((("), "marts/paths.sql: "),
    ],
)
def test_a_wrong_model_is_named(load, change, message):
    with pytest.raises(ModelError, match=message):
        load(marts__paths=MART.replace(*change))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("-- severity: warn", "-- severity: warn\n-- scope: table"), "checks/no_path.sql: the scope is table"),
        (("-- severity: warn", "-- severity: perhaps"), "checks/no_path.sql: the severity is perhaps"),
        (("-- checks: stg_files\n", ""), "checks/no_path.sql: a check's header says"),
        (("-- checks: stg_files", "-- checks: stg_flies"), "checks/no_path.sql: stg_flies is no model"),
        (("-- reads: stg_files\n", ""), "checks/no_path.sql: reads stg_files, which the header does not say"),
    ],
)
def test_a_wrong_check_is_named(load, change, message):
    with pytest.raises(ModelError, match=message):
        load(checks__no_path=CHECK.replace(*change))


def test_a_view_must_select_every_column_of_its_contract(load):
    text = STAGING.replace("-- column", "-- contract: rejected_documents\n-- column")
    with pytest.raises(ModelError, match=r"stg_files\.sql: the column content_sha256 of the contract rejected_documents is not selected"):
        load(staging__stg_files=text)


def test_a_path_that_is_not_the_warehouse_s_is_refused(load):
    with pytest.raises(ModelError, match=r"staging/stg_files.sql: reads .*; only getvariable"):
        load(staging__stg_files=STAGING.replace("'/manifest.parquet'", "'/x/' || 'y.csv'"))


def test_models_that_read_each_other_are_refused(load):
    with pytest.raises(ModelError, match="in a circle: "):
        load(marts__paths=MART.replace("stg_files", "other"), marts__other=MART.replace("stg_files", "paths"))


def test_each_column_of_a_mart_is_traced_to_others_unless_it_counts_rows(models):
    untraced = {
        (model.name, name)
        for model in models
        if not model.is_view
        for name in model.columns.keys() - trace_columns(model, models).keys()
        if not name.startswith("n_")
    }
    assert untraced == {("corrections_applied", "status")}

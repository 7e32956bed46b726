"""The models as Dagster shows them: one step, an asset for each model, a result for each check."""

import dagster as dg
import pytest

from assets.home import Warehouse
from assets.models import CHECKS, MODELS, models
from pipeline.batches import MANIFEST
from pipeline.models import DATABASE
from pipeline.tables import CONTRACTS, DOCUMENTS, REJECTED_DOCUMENTS
from pipeline.tables.contract import table_path
from pipeline.tables.empty import write_empty_tables
from pipeline.tables.parquet import write_parquet

TABLES = [contract.name for contract in CONTRACTS]
WHOLE = {"actor_relations", "copies", "corrections", "event_types", "manifest", "principals", "theme_groups"}


@pytest.fixture
def warehouse(tmp_path) -> Warehouse:
    folder = tmp_path / "warehouse"
    write_empty_tables(folder)
    row = {"document_id": "d", "source_path": "d.txt", "content_sha256": "s", "format": "txt", "language": "en", "body_start": 0}
    row |= {"body_sha256": "w", "n_runs": 0, "signature": [], "text": "A | text."}
    rejected = {"source_path": "d.txt", "reason_code": "empty", "reason": "holds nothing"}
    write_parquet(DOCUMENTS.table([row]), table_path(folder, "documents", "b"))
    write_parquet(REJECTED_DOCUMENTS.table([rejected]), table_path(folder, "rejected_documents", "b"))
    manifest = [{"batch": "b", "source_path": "d.txt", "fingerprint": "f", "is_deleted": False}]
    write_parquet(MANIFEST.table(manifest), folder / "manifest.parquet")
    return Warehouse(tmp_path, folder)


def test_one_step_makes_every_model_with_what_a_reader_wants_to_see(warehouse):
    result = dg.materialize([models], resources={"warehouse": warehouse})
    events = result.get_asset_materialization_events()
    made = {event.asset_key.to_user_string(): event.step_materialization_data.materialization.metadata for event in events}
    assert made.keys() == {model.name for model in MODELS}
    assert made["stg_documents"]["dagster/row_count"].value == 1
    assert made["contested_claims"]["dagster/row_count"].value == 0
    columns = {column.name: column for column in made["contested_claims"]["dagster/column_schema"].value.columns}
    assert (columns["n_denying"].type, columns["n_denying"].description) == ("bigint", "distinct holders who deny it")
    traced = made["contested_claims"]["dagster/column_lineage"].value.deps_by_column
    assert [(dep.asset_key.to_user_string(), dep.column_name) for dep in traced["n_denying"]] == [
        ("stg_claims", "holder_code"), ("stg_claims", "polarity"),
    ]  # fmt: skip
    assert (warehouse.folder / DATABASE).exists()


def test_checks_report_their_failing_rows(warehouse):
    result = dg.materialize([models], resources={"warehouse": warehouse})
    found = {(e.asset_key.to_user_string(), e.check_name): e for e in result.get_asset_check_evaluations()}
    assert found.keys() == {(check.model, check.name) for check in CHECKS}
    failed = [key for key, evaluation in found.items() if not evaluation.passed]
    assert failed == [("stg_rejected_documents", "rejected_documents_are_not_read")]
    assert "d.txt" in found[failed[0]].metadata["examples"].value


def test_models_depend_on_the_tables_that_they_read():
    deps = {spec.key.to_user_string(): {dep.asset_key.to_user_string() for dep in spec.deps} for spec in models.specs}
    assert deps["stg_claims_as_read"] == {"claims", "stg_live_documents"}
    assert deps["stg_corrections"] == {"corrections"}
    assert deps["contested_claims"] == {"principal_names", "stg_claims", "stg_documents"}
    assert deps["stg_manifest"] == {"manifest"}
    assert {name for names in deps.values() for name in names} <= {*TABLES, "manifest", *deps}
    assert {(spec.group_name, *sorted(spec.kinds)) for spec in models.specs} == {("staging", "duckdb", "sql"), ("marts", "duckdb", "sql")}


def test_a_new_batch_asks_for_all_models_once(warehouse):
    batches = dg.DynamicPartitionsDefinition(name="document_batches")

    tables = [dg.asset(name=name, partitions_def=None if name in WHOLE else batches)(lambda: None) for name in (*TABLES, "manifest")]
    defs = dg.Definitions([*tables, models], resources={"warehouse": warehouse})
    with dg.DagsterInstance.ephemeral() as instance:
        first = dg.evaluate_automation_conditions(defs, instance)
        instance.add_dynamic_partitions("document_batches", ["b"])
        instance.report_runless_asset_event(dg.AssetMaterialization("claims", partition="b"))
        second = dg.evaluate_automation_conditions(defs, instance, cursor=first.cursor)
        assert {spec.key for spec in models.specs if second.get_num_requested(spec.key)} == {spec.key for spec in models.specs}
        dg.materialize([models], instance=instance, resources={"warehouse": warehouse})
        third = dg.evaluate_automation_conditions(defs, instance, cursor=second.cursor)
        assert third.total_requested == 0

"""The definitions load, and show what a reader of the UI needs."""

import dagster as dg
import pytest

from assets.definitions import defs
from assets.partitions import document_batches
from pipeline.tables import CONTRACTS

WHOLE = {"actor_relations", "copies", "corrections", "event_types", "principals", "theme_groups"}
PER_BATCH = [contract.name for contract in CONTRACTS if contract.name not in WHOLE]
GRAPH = defs.resolve_asset_graph()


def test_everything_loads():
    dg.Definitions.validate_loadable(defs)
    assert {job.name for job in defs.resolve_all_job_defs()} >= {"derive_batch", "derive_current"}


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_each_table_is_an_asset_that_shows_its_contract(contract):
    node = GRAPH.get(dg.AssetKey(contract.name))
    assert node.description == contract.purpose
    assert node.group_name != "default"
    assert node.kinds == {"parquet", "python"}
    assert node.code_version
    assert [column.name for column in node.metadata["dagster/column_schema"].columns] == contract.schema.names
    assert (node.partitions_def == document_batches) == (contract.name in PER_BATCH)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_each_table_is_checked_against_its_contract(contract):
    names = {key.name for key in GRAPH.get_check_keys_for_assets({dg.AssetKey(contract.name)})}
    assert names >= ({"contract", "evidence"} if contract.name in {"sentences", "entities", "attributions", "claims"} else {"contract"})


def test_what_starts_by_itself_is_on_and_ticks_every_five_seconds():
    sensors = {sensor.name: sensor for sensor in defs.sensors or []}
    assert {name: sensor.minimum_interval_seconds for name, sensor in sensors.items()} == {"new_documents": 5, "automation": 5}
    assert all(sensor.default_status == dg.DefaultSensorStatus.RUNNING for sensor in sensors.values())
    assert defs.resolve_schedule_def("complete_batches").default_status == dg.DefaultScheduleStatus.RUNNING


def test_tables_made_from_all_batches_follow_by_themselves():
    whole = [key for key in GRAPH.materializable_asset_keys if GRAPH.get(key).partitions_def is None and GRAPH.get(key).parent_keys]
    assert dg.AssetKey("actor_relations") in whole
    on_demand = {key.to_user_string() for key in whole if not GRAPH.get(key).automation_condition}
    assert on_demand == {"report"} | {key.to_user_string() for key in whole if GRAPH.get(key).group_name == "exports"}

"""A warehouse belongs to one documents folder, one version and, while it is written, one process."""

import json
import multiprocessing
from pathlib import Path

import pytest
import yaml

from assets.home import HomeError, Warehouse
from pipeline.tables import CONTRACTS


def hold(warehouse: Warehouse, is_held, may_end) -> None:
    with warehouse.lock():
        is_held.set()
        may_end.wait(30)


def test_an_open_warehouse_has_every_table_and_a_quiet_home(warehouse):
    assert all((warehouse.folder / contract.name / "empty.parquet").exists() for contract in CONTRACTS)
    settings = yaml.safe_load((warehouse.home / "dagster.yaml").read_text(encoding="utf-8"))
    assert (settings["telemetry"], settings["nux"]) == ({"enabled": False}, {"enabled": False})


def test_another_documents_folder_is_refused_by_name(warehouse, tmp_path):
    (tmp_path / "other").mkdir()
    with pytest.raises(HomeError, match=rf"belongs to the documents in {warehouse.documents}, not {tmp_path / 'other'}"):
        Warehouse(tmp_path / "other", warehouse.folder).open()


def test_a_missing_documents_folder_is_named(tmp_path):
    with pytest.raises(HomeError, match=r"no documents folder .*nowhere"):
        Warehouse(tmp_path / "nowhere", tmp_path / "warehouse").open()
    assert not (tmp_path / "warehouse").exists()


@pytest.mark.parametrize("card", ['{"version": "0-old", "documents": "."}', "{}", "[]", "no json"])
def test_a_warehouse_of_another_version_is_refused(warehouse, card):
    (warehouse.folder / "warehouse.json").write_text(card, encoding="utf-8")
    with pytest.raises(HomeError, match=r"another version|cannot be understood"):
        warehouse.open()


def test_tables_of_unknown_origin_are_refused(warehouse):
    (warehouse.folder / "warehouse.json").unlink()
    with pytest.raises(HomeError, match=r"no warehouse\.json"):
        warehouse.open()


def test_documents_and_warehouse_may_move_together(warehouse, tmp_path):
    moved = tmp_path / "moved"
    moved.mkdir()
    for part in (warehouse.documents, warehouse.folder):
        part.rename(moved / part.name)
    Warehouse(moved / "documents", moved / "warehouse").open()
    assert json.loads((moved / "warehouse" / "warehouse.json").read_text(encoding="utf-8"))["documents"] == str(Path("..", "documents"))


def test_one_process_writes_at_a_time(warehouse):
    spawn = multiprocessing.get_context("spawn")
    is_held, may_end = spawn.Event(), spawn.Event()
    other = spawn.Process(target=hold, args=(warehouse, is_held, may_end))
    other.start()
    try:
        assert is_held.wait(30)
        with pytest.raises(HomeError, match="is being written by another run"), warehouse.lock(wait_s=0):
            pass
        with warehouse.lock("manifest", wait_s=0):
            may_end.set()
        with warehouse.lock(wait_s=30), warehouse.lock(wait_s=0):
            pass
    finally:
        may_end.set()
        other.join(30)

"""What is damaged, lost, doubled or left over is named, and can be mended by removing a file and running again."""

import dagster as dg
import pyarrow as pa
import pytest

from assets.carry import carry
from assets.home import Warehouse
from assets.verify import Verdict, verify
from pipeline.batches import live_batches, plan_batches
from pipeline.models import DATABASE
from pipeline.tables import DOCUMENTS
from pipeline.tables.contract import table_path
from pipeline.tables.parquet import read_parquet, write_parquet
from tests.assets.conftest import SMALL

GRAPH = SMALL.resolve_asset_graph()


@pytest.fixture
def sound(warehouse, made_once, tiny_stages) -> Warehouse:
    made_once(lambda: carry(warehouse))
    return warehouse


@pytest.fixture
def look(sound, instance):
    return lambda: verify(instance, GRAPH, sound)


def batch_of(warehouse: Warehouse) -> str:
    [batch] = live_batches(warehouse.read_manifest())
    return batch


def lines(found: Verdict) -> list[str]:
    return [fault.line for fault in found.faults]


def mend_and_run(warehouse: Warehouse, found: Verdict) -> None:
    for fault in found.faults:
        if fault.file:
            fault.file.unlink(missing_ok=True)
    assert carry(warehouse) == []


def test_a_sound_warehouse_has_no_fault_and_is_not_changed(sound, look):
    before = {path: path.stat().st_mtime_ns for path in sound.folder.rglob("*.parquet")}
    assert look() == Verdict(1, 6, (), ())
    assert {path: path.stat().st_mtime_ns for path in sound.folder.rglob("*.parquet")} == before


@pytest.mark.parametrize("name", ["documents", "sentences", "claims", "actor_relations"])
@pytest.mark.parametrize("damage", [lambda data: data[:-1] + b"?", lambda data: data[: len(data) // 2], lambda _: b""])
def test_other_bytes_are_named_and_made_again(sound, look, name, damage):
    path = table_path(sound.folder, name, "all" if name == "actor_relations" else batch_of(sound))
    before = path.read_bytes()
    path.write_bytes(damage(before))
    [fault] = look().faults
    assert fault.line.startswith(name)
    assert "its bytes are not those that were written" in fault.line
    assert fault.file == path
    if name != "claims":
        mend_and_run(sound, look())
        assert path.read_bytes() == before
        assert look() == Verdict(1, 6, (), ())


def test_a_lost_file_is_named_and_made_again_by_a_run_alone(sound, look):
    path = table_path(sound.folder, "entities", batch_of(sound))
    path.unlink()
    found = look()
    assert lines(found) == [f"entities of batch {path.stem}: the file is gone; `make run` makes it again"]
    assert found.to_do == (f"batch {path.stem}: entities, attributions, claims",)
    mend_and_run(sound, found)
    assert look().faults == ()


def test_what_is_not_made_yet_is_no_fault(sound, look):
    (sound.documents / "c.txt").write_text("New.", encoding="utf-8")
    sound.write_manifest(plan_batches(sound.read_manifest(), {"c.txt": "1"}).manifest)
    found = look()
    assert found.faults == ()
    assert len(found.to_do) == 1


def test_a_leftover_of_a_stopped_process_and_a_file_of_no_batch(sound, look):
    stray = table_path(sound.folder, "claims", "0" * 16)
    stray.write_bytes(b"")
    part = sound.folder / "claims" / ".x.parquet.999999999.part"
    part.write_bytes(b"")
    assert [line.partition(":")[0] for line in lines(look())] == ["claims/0000000000000000.parquet", "claims/.x.parquet.999999999.part"]
    mend_and_run(sound, look())
    assert not stray.exists()
    assert not part.exists()


def reported(instance: dg.DagsterInstance, name: str, batch: str, table: pa.Table, path) -> None:
    """Write a table and report it as finished, as a faulty stage would."""
    from pipeline.tables.parquet import file_version

    write_parquet(table, path)
    tags = {"dagster/code_version": "1", "dagster/data_version": file_version(path)}
    instance.report_runless_asset_event(dg.AssetMaterialization(name, partition=batch, tags=tags))


def test_documents_that_are_missing_doubled_or_strange(sound, look, instance):
    batch = batch_of(sound)
    path = table_path(sound.folder, "documents", batch)
    whole = read_parquet(path, DOCUMENTS.schema)
    reported(instance, "documents", batch, whole.slice(0, 1), path)
    [missing, *_] = lines(look())
    assert "1 files are neither in documents nor in rejected_documents, such as" in missing
    assert any("sentences: 1 rows are of no document of the batch" in line for line in lines(look()))
    rows = whole.to_pylist()
    reported(instance, "documents", batch, DOCUMENTS.table([*rows, rows[0] | {"document_id": "f" * 16}]), path)
    assert any(f"1 files stand there more than once, such as {rows[0]['source_path']}" in line for line in lines(look()))
    reported(instance, "documents", batch, DOCUMENTS.table([rows[0] | {"document_id": "f" * 16}, rows[1]]), path)
    assert any("1 rows are not of the files in the manifest, such as" in line for line in lines(look()))
    mend_and_run(sound, look())
    assert look().faults == ()


def test_a_key_that_is_not_unique_and_columns_of_another_version(sound, look, instance):
    batch = batch_of(sound)
    path = table_path(sound.folder, "documents", batch)
    whole = read_parquet(path, DOCUMENTS.schema)
    reported(instance, "documents", batch, pa.concat_tables([whole, whole]), path)
    assert "its key document_id is not unique" in lines(look())[0]
    reported(instance, "documents", batch, whole.drop_columns(["text"]), path)
    assert "its columns are not those of this version" in lines(look())[0]


def test_a_database_that_is_gone_broken_or_of_fewer_models(sound, instance, monkeypatch):
    import duckdb

    import assets.verify as module

    monkeypatch.setattr(module, "_models", lambda _: {"actor_relations"})
    assert lines(verify(instance, GRAPH, sound)) == [f"{DATABASE}: the file is gone; `make run` makes it again"]
    (sound.folder / DATABASE).write_bytes(b"no database at all")
    [fault] = verify(instance, GRAPH, sound).faults
    assert "cannot be read" in fault.line
    assert fault.file == sound.folder / DATABASE
    fault.file.unlink()
    duckdb.connect(sound.folder / DATABASE).close()
    assert "1 models are missing, such as actor_relations" in lines(verify(instance, GRAPH, sound))[0]

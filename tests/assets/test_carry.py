"""What is not finished is finished, what is finished is left alone, and one failure stops nothing else."""

import os

import dagster as dg
import pyarrow as pa
import pytest

from assets import claims, entities, sentences
from assets.carry import carry, close_left_over
from assets.io import read_current
from assets.progress import find_stale, find_unfinished
from assets.register import register_batches
from pipeline.batches import live_batches, plan_batches
from pipeline.tables import CLAIMS, ENTITIES
from pipeline.tables.parquet import to_parquet
from tests.assets.conftest import SMALL, whole_texts

ALL = ["documents", "rejected_documents", "sentences", "entities", "attributions", "claims"]
OTHER = to_parquet(pa.table({"other": [1]})).to_pybytes()
GRAPH = SMALL.resolve_asset_graph()


def parquet_of(warehouse) -> dict[str, bytes]:
    return {str(path.relative_to(warehouse.folder)): path.read_bytes() for path in sorted(warehouse.folder.rglob("*.parquet"))}


def test_a_second_run_makes_nothing_and_changes_no_byte(warehouse, instance, tiny_stages):
    assert carry(warehouse) == []
    before, n_runs = parquet_of(warehouse), len(instance.get_runs())
    assert read_current(warehouse, "sentences").num_rows == 2
    assert carry(warehouse) == []
    assert parquet_of(warehouse) == before
    assert len(instance.get_runs()) == n_runs == 2
    assert {run.job_name for run in instance.get_runs()} == {"derive_batch", "derive_current"}


def test_a_run_that_fails_half_way_is_completed_by_the_next(warehouse, instance, tiny_stages):
    def fail(*_, **__):
        raise RuntimeError("the lights went out")

    tiny_stages(claims, "find_claims", fail)
    [failure] = carry(warehouse)
    assert failure.line.endswith("claims: RuntimeError: the lights went out")
    assert "Traceback" in failure.details or "File" in failure.details
    [unfinished] = find_unfinished(instance, GRAPH, warehouse)
    assert unfinished.assets == ("claims",)
    tiny_stages(claims, "find_claims", lambda *_, **__: CLAIMS.empty())
    assert carry(warehouse) == []
    assert find_unfinished(instance, GRAPH, warehouse) == []
    assert find_stale(instance, GRAPH, warehouse) == ()


def test_one_failing_batch_stops_no_other(warehouse, instance, tiny_stages, monkeypatch):
    monkeypatch.setattr("assets.register.plan_batches", lambda manifest, files: plan_batches(manifest, files, batch_size=1))

    def fail_at_a(documents, **_):
        if "a.txt" in documents["source_path"].to_pylist():
            raise RuntimeError("not this one")
        return whole_texts(documents)

    tiny_stages(sentences, "find_sentences", fail_at_a)
    [failure] = carry(warehouse)
    assert "not this one" in failure.line
    assert read_current(warehouse, "sentences")["text"].to_pylist() == ["Iran denied it, said b.\n"]
    assert len(find_unfinished(instance, GRAPH, warehouse)) == 1


def test_a_broken_contract_is_a_failure_that_names_the_check(warehouse, instance, tiny_stages):
    def lie(documents, *_, **__):
        same = {"entity_type": "state", "mention_kind": "name", "resolved_by": "none", "sentence_id": "s", "head_start": 0}
        return ENTITIES.table(
            [same | {"mention_id": "m", "document_id": documents["document_id"][0].as_py(), "char_start": 0, "char_end": 4, "text": "Iraq"}]
        )

    tiny_stages(entities, "find_entities", lie)
    assert any(
        "entities: the check evidence failed: 1 rows whose text is not the document's" in failure.line for failure in carry(warehouse)
    )


def test_new_changed_and_deleted_files_reach_the_current_rows(warehouse, instance, tiny_stages):
    carry(warehouse)
    (warehouse.documents / "a.txt").write_text("Changed.", encoding="utf-8")
    (warehouse.documents / "b.txt").unlink()
    (warehouse.documents / "c.txt").write_text("New.", encoding="utf-8")
    before = parquet_of(warehouse)
    assert carry(warehouse) == []
    assert sorted(read_current(warehouse, "sentences")["text"].to_pylist()) == ["Changed.", "New."]
    after = parquet_of(warehouse)
    assert all(after[path] == data for path, data in before.items() if path != "manifest.parquet")
    (warehouse.documents / "a.txt").unlink()
    assert carry(warehouse) == []
    assert instance.get_runs(limit=1)[0].job_name == "derive_current"


def test_an_empty_folder_still_makes_every_table(warehouse, instance, tiny_stages):
    for path in warehouse.documents.iterdir():
        path.unlink()
    assert carry(warehouse) == []
    assert (warehouse.folder / "actor_relations" / "all.parquet").exists()
    assert read_current(warehouse, "claims").num_rows == 0


def test_a_missing_parquet_file_is_made_again(warehouse, instance, tiny_stages):
    carry(warehouse)
    [path] = [path for path in (warehouse.folder / "entities").glob("*.parquet") if path.stem != "empty"]
    path.unlink()
    assert find_unfinished(instance, GRAPH, warehouse)[0].assets == ("entities", "attributions", "claims")
    assert carry(warehouse) == []
    assert path.exists()


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:-9], lambda data: b"x" * len(data), lambda data: OTHER])
def test_a_damaged_table_is_made_again(warehouse, instance, tiny_stages, damage):
    carry(warehouse)
    before = parquet_of(warehouse)
    [batch] = live_batches(warehouse.read_manifest())
    for place, name in enumerate(ALL):
        path = warehouse.folder / name / f"{batch}.parquet"
        path.write_bytes(damage(path.read_bytes()))
        [unfinished] = find_unfinished(instance, GRAPH, warehouse)
        assert set(unfinished.assets) >= {name, "claims"}
        assert name in {"documents", "rejected_documents"} or set(unfinished.assets) == set(ALL[place:])
        path.write_bytes(before[str(path.relative_to(warehouse.folder))])
        assert find_unfinished(instance, GRAPH, warehouse) == []
    for name in (*ALL, "actor_relations"):
        for path in (warehouse.folder / name).glob("*.parquet"):
            path.write_bytes(damage(path.read_bytes()))
    warehouse.open()
    assert find_stale(instance, GRAPH, warehouse) == ("actor_relations",)
    assert carry(warehouse) == []
    assert parquet_of(warehouse) == before


def test_damage_that_only_a_reader_meets_is_mended_in_the_same_run(warehouse, instance, tiny_stages):
    carry(warehouse)
    before = parquet_of(warehouse)
    [batch] = live_batches(warehouse.read_manifest())
    path = warehouse.folder / "sentences" / f"{batch}.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 8] ^= 0xFF
    path.write_bytes(data)
    assert find_unfinished(instance, GRAPH, warehouse) == []
    (warehouse.folder / "entities" / f"{batch}.parquet").unlink()
    tiny_stages(entities, "find_entities", lambda documents, sentences, **_: ENTITIES.empty())
    assert carry(warehouse) == []
    assert parquet_of(warehouse) == before


def test_what_a_killed_run_left_is_removed_and_what_a_living_one_writes_is_not(warehouse, instance, tiny_stages):
    dead = [warehouse.folder / ".manifest.parquet.999999999.part", warehouse.folder / "claims" / ".b.parquet.999999999.part"]
    living = warehouse.folder / f".manifest.parquet.{os.getppid()}.part"
    for path in (*dead, living):
        path.write_bytes(b"half")
    assert carry(warehouse) == []
    assert [path.exists() for path in (*dead, living)] == [False, False, True]


def test_other_code_or_another_codebook_derives_anew_from_the_first_stage_concerned(warehouse, instance, tiny_stages, monkeypatch):
    carry(warehouse)
    node = GRAPH.get(dg.AssetKey("entities"))
    monkeypatch.setattr(type(node), "code_version", property(lambda self: "new" if self.key == node.key else self._spec.code_version))
    assert find_unfinished(instance, GRAPH, warehouse)[0].assets == ("entities", "attributions", "claims")


def test_a_lost_home_is_made_again_over_the_same_batches(warehouse, instance, tiny_stages):
    carry(warehouse)
    before = parquet_of(warehouse)
    with dg.DagsterInstance.ephemeral() as other:
        register_batches(other, warehouse)
        assert set(other.get_dynamic_partitions("document_batches")) == set(live_batches(warehouse.read_manifest()))
        assert len(find_unfinished(other, GRAPH, warehouse)[0].assets) == 6
    assert parquet_of(warehouse) == before


def test_a_file_that_vanishes_before_it_is_read_is_rejected_and_read_when_it_is_back(warehouse, instance, tiny_stages, monkeypatch):
    def vanish(*given):
        plan = register_batches(*given)
        (warehouse.documents / "a.txt").unlink()
        return plan

    monkeypatch.setattr("assets.carry.register_batches", vanish)
    assert carry(warehouse) == []
    assert read_current(warehouse, "documents")["source_path"].to_pylist() == ["b.txt"]
    [batch] = live_batches(warehouse.read_manifest())
    assert (warehouse.folder / "rejected_documents" / f"{batch}.parquet").stat().st_size > (
        warehouse.folder / "rejected_documents" / "empty.parquet"
    ).stat().st_size
    monkeypatch.undo()


def test_runs_left_open_by_a_killed_process_are_closed(warehouse, instance, tiny_stages):
    job = SMALL.resolve_job_def("derive_current")
    run = instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED, tags={"sayso/started_by": "make run"})
    other = instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED)
    close_left_over(instance, "make run")
    assert instance.get_run_by_id(run.run_id).status == dg.DagsterRunStatus.FAILURE
    assert instance.get_run_by_id(other.run_id).status == dg.DagsterRunStatus.STARTED


@pytest.mark.parametrize("name", ["sentences", "claims"])
def test_a_stage_made_by_hand_again_leaves_nothing_stale(warehouse, instance, tiny_stages, name):
    carry(warehouse)
    [batch] = live_batches(warehouse.read_manifest())
    job = SMALL.resolve_job_def("derive_batch")
    assert job.execute_in_process(instance=instance, partition_key=batch, asset_selection=[dg.AssetKey(name)]).success
    assert find_unfinished(instance, GRAPH, warehouse) == []


def test_files_are_read_once_and_all_of_them_when_asked_for(warehouse, instance, monkeypatch):
    monkeypatch.setattr("pipeline.documents.seen.TICK_NS", -(10**12))
    plan = register_batches(instance, warehouse)
    monkeypatch.setattr("pipeline.documents.files.hash_file", lambda path: f"read {path.name}")
    assert register_batches(instance, warehouse).manifest.equals(plan.manifest)
    assert register_batches(instance, warehouse, afresh=True).n_changed == 2
    (warehouse.home / "seen").write_bytes(b"PAR1 not")
    monkeypatch.setattr("pipeline.documents.files.hash_file", lambda path: f"read {path.name} again")
    assert register_batches(instance, warehouse).n_changed == 2

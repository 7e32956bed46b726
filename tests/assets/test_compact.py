"""Small batches become one without a document being read again, wherever the work is stopped."""

import shutil
from pathlib import Path

import dagster as dg
import pytest

from assets import compact as compaction
from assets import sentences
from assets.carry import carry
from assets.compact import TABLES, Merged, batch_files, compact, plan_compaction
from assets.home import Warehouse
from assets.io import read_current
from assets.progress import find_unfinished
from assets.register import report_manifest
from pipeline.batches import dead_batches, live_batches, plan_batches
from pipeline.tables import CLAIMS
from tests.assets.conftest import SMALL, whole_texts

GRAPH = SMALL.resolve_asset_graph()


class Stopped(BaseException):
    """Stands for a process that is killed: nothing may catch it."""


@pytest.fixture
def one_each(monkeypatch):
    """Give each file a batch of its own."""
    monkeypatch.setattr("assets.register.plan_batches", lambda manifest, files: plan_batches(manifest, files, batch_size=1))


@pytest.fixture
def trickled(warehouse, made_once, tiny_stages, one_each) -> Warehouse:
    """Return a warehouse with three finished batches of one file, one of them rejected, and a dead batch."""

    def make() -> None:
        (warehouse.documents / "c.txt").write_bytes(b"\x00\x01")
        (warehouse.documents / "d.txt").write_text("Gone tomorrow.\n", encoding="utf-8")
        assert carry(warehouse) == []
        (warehouse.documents / "d.txt").unlink()
        assert carry(warehouse) == []
        assert len(live_batches(warehouse.read_manifest())) == 3
        assert len(dead_batches(warehouse.read_manifest())) == 1

    made_once(make)
    return warehouse


def run(instance: dg.DagsterInstance, warehouse: Warehouse) -> list[Merged]:
    """Compact, and tell the instance of it as a run would; return the merges."""
    found = []
    for item in compact(instance, GRAPH, warehouse):
        if isinstance(item, dg.AssetMaterialization):
            instance.report_runless_asset_event(item)
        elif isinstance(item, Merged):
            found.append(item)
    return found


def current(warehouse: Warehouse) -> dict[str, list[dict[str, object]]]:
    return {name: read_current(warehouse, name).to_pylist() for name in TABLES}


def test_the_rows_are_the_same_in_one_batch_that_counts_as_finished(trickled, instance):
    before, manifest = current(trickled), trickled.read_manifest()
    [merged] = run(instance, trickled)
    assert merged.made_from == tuple(live_batches(manifest))
    assert current(trickled) == before
    assert [len(before[name]) for name in ("documents", "rejected_documents", "sentences")] == [2, 1, 2]
    assert live_batches(trickled.read_manifest()) == {merged.batch: 3}
    assert find_unfinished(instance, GRAPH, trickled) == []
    assert [path.stem for path in batch_files(trickled)] == [merged.batch] * len(TABLES)
    assert instance.get_dynamic_partitions("document_batches") == [merged.batch]
    assert dead_batches(trickled.read_manifest()) == []


def test_a_second_time_finds_nothing_to_do(trickled, instance):
    run(instance, trickled)
    before = {path: path.read_bytes() for path in batch_files(trickled)}
    assert run(instance, trickled) == []
    assert {path: path.read_bytes() for path in batch_files(trickled)} == before


def test_the_next_run_reads_no_document_and_a_changed_file_leaves_the_merged_batch(trickled, instance, tiny_stages):
    [merged] = run(instance, trickled)
    tiny_stages(sentences, "find_sentences", lambda *_, **__: 1 / 0)
    assert carry(trickled) == []
    tiny_stages(sentences, "find_sentences", lambda documents, **_: whole_texts(documents))
    (trickled.documents / "a.txt").write_text("Changed.", encoding="utf-8")
    assert carry(trickled) == []
    assert sorted(read_current(trickled, "sentences")["text"].to_pylist()) == ["Changed.", "Iran denied it, said b.\n"]
    assert live_batches(trickled.read_manifest())[merged.batch] == 2


def test_other_code_makes_the_merged_batch_anew(trickled, instance, monkeypatch):
    [merged] = run(instance, trickled)
    node = GRAPH.get(dg.AssetKey("entities"))
    monkeypatch.setattr(type(node), "code_version", property(lambda self: "new" if self.key == node.key else self._spec.code_version))
    [unfinished] = find_unfinished(instance, GRAPH, trickled)
    assert (unfinished.batch, unfinished.assets) == (merged.batch, ("entities", "attributions", "claims"))


def test_a_merged_batch_can_be_read_from_its_files_again(trickled, instance):
    [merged] = run(instance, trickled)
    before = current(trickled)
    for path in list(batch_files(trickled)):
        path.unlink()
    assert carry(trickled) == []
    assert current(trickled) == before
    assert live_batches(trickled.read_manifest()) == {merged.batch: 3}


def test_unfinished_and_damaged_batches_are_left_alone(trickled, instance):
    first, second, third = live_batches(trickled.read_manifest())
    (trickled.folder / "claims" / f"{first}.parquet").unlink()
    assert plan_compaction(instance, GRAPH, trickled) == [tuple(sorted((second, third)))]
    path = trickled.folder / "claims" / f"{second}.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert plan_compaction(instance, GRAPH, trickled) == []


def test_a_batch_that_a_run_waits_for_is_left_alone(trickled, instance):
    first, *others = live_batches(trickled.read_manifest())
    job, tags = SMALL.resolve_job_def("derive_batch"), {"dagster/partition": first}
    instance.create_run_for_job(job, tags=tags, status=dg.DagsterRunStatus.STARTED)
    assert plan_compaction(instance, GRAPH, trickled) == [tuple(sorted(others))]


def test_a_batch_of_mostly_dead_rows_is_written_anew_and_a_full_one_is_not_touched(warehouse, instance, tiny_stages, monkeypatch):
    for name in "cdef":
        (warehouse.documents / f"{name}.txt").write_text(f"Said {name}.\n", encoding="utf-8")
    assert carry(warehouse) == []
    [batch] = live_batches(warehouse.read_manifest())
    (warehouse.documents / "c.txt").unlink()
    carry(warehouse)
    assert run(instance, warehouse) == []
    for name in "def":
        (warehouse.documents / f"{name}.txt").unlink()
    carry(warehouse)
    before = current(warehouse)
    [merged] = run(instance, warehouse)
    assert merged.made_from == (batch,)
    assert current(warehouse) == before
    assert find_unfinished(instance, GRAPH, warehouse) == []


def test_a_file_withdrawn_while_batches_are_merged_stays_withdrawn(trickled, instance, monkeypatch):
    add = instance.add_dynamic_partitions

    def withdraw_meanwhile(*given):
        add(*given)
        trickled.write_manifest(plan_batches(trickled.read_manifest(), {}).manifest)

    monkeypatch.setattr(instance, "add_dynamic_partitions", withdraw_meanwhile)
    run(instance, trickled)
    assert current(trickled) == {name: [] for name in TABLES}
    assert list(batch_files(trickled)) == []


def stop_before(n: int, monkeypatch, instance: dg.DagsterInstance) -> list[str]:
    """Stop before the nth change of the disk or of Dagster; return the list that fills with what was changed."""
    done: list[str] = []

    def watched(name, change):
        def maybe(*given, **named):
            if len(done) == n:
                raise Stopped
            done.append(name)
            return change(*given, **named)

        return maybe

    for owner, name in [
        (compaction, "write_parquet"),
        (Warehouse, "write_manifest"),
        (Path, "unlink"),
        (instance, "add_dynamic_partitions"),
        (instance, "delete_dynamic_partition"),
        (instance, "report_runless_asset_event"),
    ]:
        monkeypatch.setattr(owner, name, watched(name, getattr(owner, name)))
    return done


def test_stopped_before_any_of_its_steps_nothing_is_lost_or_doubled(trickled, instance, tmp_path):
    before, saved = current(trickled), tmp_path / "saved"
    shutil.copytree(trickled.folder, saved, ignore=shutil.ignore_patterns(".dagster"))
    partitions = instance.get_dynamic_partitions("document_batches")

    def start_again() -> None:
        for path in batch_files(trickled):
            path.unlink()
        shutil.copytree(saved, trickled.folder, dirs_exist_ok=True)
        for batch in instance.get_dynamic_partitions("document_batches"):
            instance.delete_dynamic_partition("document_batches", batch)
        instance.add_dynamic_partitions("document_batches", list(partitions))
        report_manifest(instance, trickled.read_manifest())

    with pytest.MonkeyPatch.context() as patch:
        steps = stop_before(-1, patch, instance)
        run(instance, trickled)
    assert len(steps) > 30
    assert len(set(steps)) == 6
    for n in [n for n, step in enumerate(steps) if n % 5 == 0 or step != steps[n - 1]]:
        start_again()
        with pytest.MonkeyPatch.context() as patch, pytest.raises(Stopped):
            stop_before(n, patch, instance)
            run(instance, trickled)
        assert current(trickled) == before, f"stopped before step {n}, {steps[n]}"
        assert find_unfinished(instance, GRAPH, trickled) == []
        run(instance, trickled)
        assert current(trickled) == before
        [batch] = live_batches(trickled.read_manifest())
        assert [path.stem for path in batch_files(trickled)] == [batch] * len(TABLES)
        assert instance.get_dynamic_partitions("document_batches") == [batch]
        assert find_unfinished(instance, GRAPH, trickled) == []


def test_tables_that_break_their_contract_together_are_not_merged(trickled, instance, monkeypatch):
    monkeypatch.setattr(compaction, "keep_live", lambda table, *_: table.slice(0, 1))
    monkeypatch.setattr(compaction, "_live_rows", lambda *_: CLAIMS.empty())
    before = trickled.read_manifest()
    with pytest.raises(compaction.ContractError, match="cannot be merged: documents: the columns are"):
        run(instance, trickled)
    assert trickled.read_manifest().equals(before.filter([row["batch"] in live_batches(before) for row in before.to_pylist()]))

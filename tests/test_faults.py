"""A run is killed, finds no room, loses its input or meets damage: the next one ends right by itself, or says in one line what to do."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import duckdb
import pytest
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES

from assets.event_log import instance_of
from assets.home import Warehouse
from assets.io import CONTRACT_OF
from pipeline.models import DATABASE, is_database
from pipeline.tables.parquet import is_sound
from pipeline.tables.place import find_parts
from tests.rebuild import assert_same_tables

ROOT = Path(__file__).parent.parent
TEXT = "Iran said Russia attacked Syria. Ukraine denied that Israel threatened Iran. France praised Germany. Number {}.\n"
WHOLE = ["actor_relations", "copies", "corrections", "event_types", "principals", "theme_groups"]
FILES = {
    "card": "warehouse.json", "settings": ".dagster/dagster.yaml", "empty tables": "*/empty.parquet", "first manifest": "manifest.parquet",
    **{name: f"{name}/*.parquet" for name in ("documents", "rejected_documents", "sentences", "entities", "attributions", "claims")},
    **{name: f"{name}/all.parquet" for name in WHOLE},
    "models": DATABASE, "report": "report/index.html", "registering": "manifest.parquet",
}  # fmt: skip
"""What each stage writes, in the order in which a first run comes to it."""
KILLS = [(stage, how) for stage in FILES for how in ("before", "during", "after")]
A_FEW = [("registering", "during"), ("sentences", "during"), ("claims", "after"), ("models", "during")]
N_TIMED = 12
OTHER_RECORDS = ["history/runs/index.db", "schedules/schedules.db"]
LINE = re.compile(r"^sayso: .+$", re.MULTILINE)


def begin(warehouse: Warehouse, fault: str = "none", stage: str = "", *also: str, **named: str) -> subprocess.Popen[str]:
    """Start a run that comes to harm, or to none."""
    names = {"SAYSO_DOCUMENTS": warehouse.documents, "SAYSO_WAREHOUSE": warehouse.folder, "SAYSO_ENGINE": "tests.stub_engine:first"}
    command = [sys.executable, "-m", "tests.faulty_run", fault, FILES.get(stage, stage), *also]
    environment = os.environ | {name: str(value) for name, value in names.items()} | named
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(warehouse: Warehouse, fault: str = "none", stage: str = "", *also: str, **named: str) -> tuple[int, list[str]]:
    """Return how a run ended, and the lines in which it said why."""
    with begin(warehouse, fault, stage, *also, **named) as process:
        _, errors = process.communicate(timeout=900)
    return process.returncode, LINE.findall(errors)


def write(warehouse: Warehouse, number: int) -> None:
    """Write a document, and change another one now and then."""
    (warehouse.documents / f"{number:03d}.txt").write_text(TEXT.format(number), encoding="utf-8")
    if number % 4 == 3:
        (warehouse.documents / f"{number - 2:03d}.txt").write_text(TEXT.format(f"{number} changed"), encoding="utf-8")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two documents and their finished warehouse."""
    folder = tmp_path_factory.mktemp("done")
    warehouse = Warehouse(folder / "documents", folder / "warehouse")
    warehouse.documents.mkdir()
    for number in range(2):
        write(warehouse, number)
    assert run(warehouse) == (0, [])
    return folder


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Return what a fresh run makes of three documents."""
    folder = tmp_path_factory.mktemp("wanted")
    warehouse = Warehouse(folder / "documents", folder / "warehouse")
    warehouse.documents.mkdir()
    for number in range(3):
        write(warehouse, number)
    assert run(warehouse) == (0, [])
    return warehouse


@pytest.fixture
def warehouse(done: Path, tmp_path: Path) -> Warehouse:
    """Return a copy of that warehouse and its documents, and a third document that is new."""
    shutil.copytree(done, tmp_path, dirs_exist_ok=True)
    found = Warehouse(tmp_path / "documents", tmp_path / "warehouse")
    write(found, 2)
    return found


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of 64 MB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", place], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("a disk cannot be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def assert_nothing_half(warehouse: Warehouse) -> None:
    """Assert that whatever a reader finds is whole."""
    for name, contract in CONTRACT_OF.items():
        assert [path for path in (warehouse.folder / name).glob("*.parquet") if not is_sound(path, contract.schema)] == []
    warehouse.read_manifest()
    if (warehouse.folder / DATABASE).exists():
        assert is_database(warehouse.folder)
    if (warehouse.folder / "warehouse.json").exists():
        json.loads((warehouse.folder / "warehouse.json").read_text(encoding="utf-8"))


def assert_right(warehouse: Warehouse, wanted: Warehouse) -> None:
    """Assert that the tables are those of a fresh warehouse, and that nothing is left of a run that was stopped."""
    assert_nothing_half(warehouse)
    assert_same_tables(warehouse, wanted)
    assert find_parts(warehouse.folder) == []
    with instance_of(warehouse.home) as instance:
        assert instance.get_runs(dg.RunsFilter(statuses=NOT_FINISHED_STATUSES)) == []


def assert_nobody_left(warehouse: Warehouse) -> None:
    """Assert that no process that worked on the warehouse outlives its run for long."""
    for _ in range(300):
        if not (left := list(processes_of(warehouse))):
            return
        time.sleep(0.1)
    raise AssertionError(f"still at work: {left}")


def processes_of(warehouse: Warehouse) -> Iterator[str]:
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if f"SAYSO_WAREHOUSE={warehouse.folder}\0" in (place / "environ").read_text(encoding="utf-8", errors="replace"):
                yield (place / "cmdline").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue


def kill_at(warehouse: Warehouse, stage: str, how: str) -> None:
    """Let a run be killed at the file of a stage, which is to be written anew."""
    if stage in WHOLE:
        (warehouse.folder / stage / "all.parquet").unlink(missing_ok=True)
    status, _ = run(warehouse, how, stage, *(["report"] if stage == "report" else []))
    assert status == -(signal.SIGXFSZ if how == "during" else signal.SIGKILL), (stage, how)
    assert_nothing_half(warehouse)


def test_a_run_that_is_killed_is_completed_by_the_next(warehouse, wanted):
    for stage, how in A_FEW:
        kill_at(warehouse, stage, how)
    assert find_parts(warehouse.folder) != []
    assert run(warehouse) == (0, [])
    assert_right(warehouse, wanted)
    assert_nobody_left(warehouse)


@pytest.mark.slow
def test_kills_in_every_stage_lose_nothing_and_double_nothing(tmp_path):
    warehouse = Warehouse(tmp_path / "documents", tmp_path / "warehouse")
    warehouse.documents.mkdir()
    for number in range(2):
        write(warehouse, number)
    for number, (stage, how) in enumerate(KILLS):
        if stage == "registering":
            write(warehouse, number)
        kill_at(warehouse, stage, how)
    assert len(KILLS) >= 40
    stages, chance = Counter(stage for stage, _ in KILLS), random.Random(6)
    lasts = None
    while (number := sum(stages.values())) < len(KILLS) + N_TIMED:
        if number % 3 == 0:
            write(warehouse, number)
        lasts, stage = kill_after(warehouse, chance, lasts)
        stages[stage] += 1
        assert_nothing_half(warehouse)
    print(dict(stages))
    assert run(warehouse) == (0, [])
    fresh = Warehouse(warehouse.documents, tmp_path / "fresh")
    assert run(fresh) == (0, [])
    assert_right(warehouse, fresh)
    assert_nobody_left(warehouse)


def kill_after(warehouse: Warehouse, chance: random.Random, lasts: float | None) -> tuple[float, str]:
    """Kill a run after a random time of what one lasts, if that is known; return what it lasts, and what it was at."""
    with begin(warehouse, "none", "", "report") as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        began = time.monotonic()
        if lasts is None:
            process.communicate()
            lasts = time.monotonic() - began
        else:
            time.sleep(chance.uniform(0, lasts))
            process.kill()
    return lasts, stage_of_last_run(warehouse)


def stage_of_last_run(warehouse: Warehouse) -> str:
    with instance_of(warehouse.home) as instance:
        runs = instance.get_runs(limit=1)
        steps = [entry.step_key for entry in instance.all_logs(runs[0].run_id) if entry.step_key] if runs else []
    return f"timed: {steps[-1] if steps else 'start'}"


@pytest.mark.parametrize("stage", ["claims", pytest.param("registering", marks=pytest.mark.slow)])
def test_a_file_for_which_there_is_no_room_is_one_line_and_the_next_run_ends_right(warehouse, wanted, stage):
    status, [line] = run(warehouse, "full", stage)
    assert status == 1
    assert "the disk is full: make room, and type the same again" in line
    assert_nothing_half(warehouse)
    assert run(warehouse) == (0, [])
    assert_right(warehouse, wanted)


@pytest.mark.slow
@pytest.mark.parametrize("free_kb", [0, 16, 100, 500, 1500, 3000])
def test_a_full_disk_is_one_line_and_the_next_run_ends_right(done, wanted, small_disk, free_kb):
    shutil.copytree(done, small_disk, dirs_exist_ok=True)
    warehouse, ballast = Warehouse(small_disk / "documents", small_disk / "warehouse"), small_disk / "ballast"
    write(warehouse, 2)
    room = os.statvfs(small_disk)
    ballast.write_bytes(bytes(room.f_bavail * room.f_frsize - free_kb * 1024))
    status, lines = run(warehouse)
    assert (status, len(lines)) == (1, 1)
    assert any(f"the disk is full{what}, and type the same again" in lines[0] for what in (": make room", " or fails: see to it"))
    ballast.unlink()
    assert_nothing_half(warehouse)
    assert run(warehouse) == (0, [])
    assert_right(warehouse, wanted)


def test_a_warehouse_that_is_read_only_is_one_line(done, small_disk):
    shutil.copytree(done, small_disk, dirs_exist_ok=True)
    warehouse = Warehouse(small_disk / "documents", small_disk / "warehouse")
    write(warehouse, 2)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    status, [line] = run(warehouse)
    assert status == 1
    assert f"cannot write to the warehouse {warehouse.folder}" in line
    assert "make it writable, or name another with WAREHOUSE=folder" in line


@pytest.mark.slow
def test_a_document_that_vanishes_during_a_run_is_left_out_until_it_is_back(done, warehouse, wanted):
    lost = warehouse.documents / "002.txt"
    assert run(warehouse, "lose", "registering", LOST=str(lost)) == (0, [])
    assert not lost.exists()
    assert_right(warehouse, Warehouse(done / "documents", done / "warehouse"))
    write(warehouse, 2)
    assert run(warehouse) == (0, [])
    assert_right(warehouse, wanted)


def test_a_documents_folder_that_vanishes_is_one_line_and_withdraws_nothing(warehouse):
    before = warehouse.read_manifest()
    (warehouse.home / "dagster.yaml").unlink()
    status, [line] = run(warehouse, "lose", ".dagster/dagster.yaml", LOST=str(warehouse.documents))
    assert status == 1
    assert "documents folder" in line
    assert warehouse.read_manifest().equals(before)


def test_a_second_run_gives_way_and_a_reader_keeps_what_it_has_opened(warehouse, wanted):
    with duckdb.connect(warehouse.folder / DATABASE, read_only=True) as reader, begin(warehouse, "wait", "sentences") as first:
        assert first.stdout
        assert first.stdout.readline() == "begun\n"
        while not (warehouse.folder.parent / "waiting").exists():
            time.sleep(0.05)
        status, [line] = run(warehouse, WAIT_S="1")
        assert (status, line.endswith("is at work under another `make run`; try again when that is done")) == (1, True)
        (warehouse.folder.parent / "go").touch()
        first.communicate(timeout=300)
        assert first.returncode == 0
        assert reader.execute("select sum(n_documents) from coverage").fetchone() == (2,)
    with duckdb.connect(warehouse.folder / DATABASE, read_only=True) as reader:
        assert reader.execute("select sum(n_documents) from coverage").fetchone() == (3,)
    assert_right(warehouse, wanted)


def test_damaged_tables_are_made_again_and_what_is_left_over_goes(warehouse, wanted):
    [sentences, *_] = batches_of(warehouse, "sentences")
    data = bytearray(sentences.read_bytes())
    data[len(data) // 3] ^= 0xFF
    sentences.write_bytes(data)
    [claims, *_] = batches_of(warehouse, "claims")
    claims.write_bytes(claims.read_bytes()[:-9])
    (warehouse.folder / "claims" / "left-over.parquet").write_bytes(b"no table")
    (warehouse.folder / ".warehouse.duckdb.999999999.part").write_bytes(b"half")
    (warehouse.folder / ".warehouse.duckdb.999999999.part.tmp").mkdir()
    (warehouse.folder / DATABASE).write_bytes((warehouse.folder / DATABASE).read_bytes()[:-5000])
    assert run(warehouse) == (0, [])
    assert_right(warehouse, wanted)
    assert not (warehouse.folder / "claims" / "left-over.parquet").exists()


def batches_of(warehouse: Warehouse, name: str) -> list[Path]:
    return sorted(path for path in (warehouse.folder / name).glob("*.parquet") if path.stem != "empty")


@pytest.mark.parametrize("name", ["history/runs.db", *(pytest.param(name, marks=pytest.mark.slow) for name in OTHER_RECORDS)])
def test_damaged_records_of_dagster_are_one_line_that_says_what_to_do(warehouse, name):
    (warehouse.home / name).write_bytes(b"no database" * 1000)
    status, [line] = run(warehouse)
    assert status == 1
    assert "delete the folder .dagster in the warehouse, and type the same again" in line


@pytest.mark.slow
def test_a_warehouse_whose_records_were_deleted_is_made_right(warehouse, wanted):
    shutil.rmtree(warehouse.home)
    assert run(warehouse) == (0, [])
    assert_right(warehouse, wanted)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("warehouse.json", b'{"version": "0-old", "documents": "../documents"}', "was made by another version of Sayso; delete it"),
        ("warehouse.json", b"\0" * 80, "cannot be understood; delete"),
        ("manifest.parquet", b"no table", "cannot be read; put a copy of it back, or delete"),
        ("manifest.parquet", None, "holds tables but no manifest.parquet; put a copy of it back, or delete"),
    ],
    ids=["older schema", "no card", "no manifest", "lost manifest"],
)
def test_a_warehouse_that_cannot_be_understood_is_one_line_that_says_what_to_do(warehouse, monkeypatch, capsys, name, data, says):
    from assets.run import main

    monkeypatch.setenv("SAYSO_DOCUMENTS", str(warehouse.documents))
    monkeypatch.setenv("SAYSO_WAREHOUSE", str(warehouse.folder))
    if data is None:
        (warehouse.folder / name).unlink()
    else:
        (warehouse.folder / name).write_bytes(data)
    assert main() == 1
    [line] = LINE.findall(capsys.readouterr().err)
    assert says in line

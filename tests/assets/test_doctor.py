"""Each thing that is wrong is said in words, with what to do, and nothing is written."""

import builtins
import multiprocessing
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assets import doctor
from assets.doctor import OK, WARN, WRONG, Line, examine, main
from tests.assets.test_home import hold

ROOT = Path(__file__).parent.parent.parent


def found(name: str) -> list[Line]:
    return examine({name: doctor.LOOKS[name]})


def level_and_words(name: str) -> tuple[str, str]:
    [line] = found(name)
    return line.level, str(line)


def files_of(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


def test_a_sound_machine_is_told_so_and_nothing_is_written(warehouse, capsys, monkeypatch):
    monkeypatch.setenv("SAYSO_PORT", str(free_port()))
    before = files_of(warehouse.folder)
    assert main() == 0
    out = capsys.readouterr().out
    assert "wrong " not in out
    assert out.count("\n") > len(doctor.LOOKS)
    assert files_of(warehouse.folder) == before


def test_before_the_first_run_all_is_well_and_no_folder_is_made(warehouse, tmp_path, monkeypatch):
    monkeypatch.setenv("SAYSO_WAREHOUSE", str(tmp_path / "new" / "warehouse"))
    monkeypatch.delenv("DAGSTER_HOME")
    assert not [line for line in examine() if line.level == WRONG]
    assert not (tmp_path / "new").exists()


def test_an_old_python(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 1, "final", 0))
    assert level_and_words("Python") == (WRONG, "wrong Python 3.10.1 is too old: install 3.11 or newer, then type: make clean run")


@pytest.mark.parametrize(("version", "words"), [("1.0", "is 1.0, not"), (None, "is missing, not")])
def test_a_package_of_another_version_or_none(monkeypatch, version, words):
    real = doctor._version_of
    monkeypatch.setattr(doctor, "_version_of", lambda name: version if name == "duckdb" else real(name))
    level, said = level_and_words("packages")
    assert level == WRONG
    assert f"the package duckdb {words}" in said


def test_a_package_for_another_system_is_not_missed():
    [line] = found("packages")
    assert line.level == OK
    assert not doctor._applies("sys_platform == 'beos'")


@pytest.mark.parametrize("name", ["engine", "codebook", "warehouse", "database"])
def test_a_package_that_cannot_be_imported_is_a_line_and_not_an_end(warehouse, monkeypatch, name):
    real = builtins.__import__

    def fail(module, *given):
        if module.startswith(("pipeline", "assets.home", "duckdb")):
            raise ModuleNotFoundError("no such module", name="pyarrow")
        return real(module, *given)

    monkeypatch.setattr(builtins, "__import__", fail)
    level, said = level_and_words(name)
    assert (level, said) == (WRONG, f"wrong {name}: the package pyarrow is missing: type: make clean run")


def test_without_any_package_it_still_speaks(tmp_path):
    """The interpreter alone, with no site-packages, as after a failed installation."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from assets.doctor import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-ISB", "-c", code], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert done.returncode == 1
    assert re.search(r"^wrong the package pyarrow is missing", done.stdout, re.MULTILINE)
    assert re.search(r"^ok    Python", done.stdout, re.MULTILINE)
    assert "Traceback" not in done.stderr


def test_a_missing_model_and_one_that_is_not_the_measured_one(monkeypatch, tmp_path):
    from pipeline.language import engine

    monkeypatch.setattr(engine, "MODEL_FILE", tmp_path / "none.onnx")
    engine_of_setting = sys.modules["pipeline.language.adapters"].engine_of_setting
    engine_of_setting.cache_clear()
    assert "none.onnx" in level_and_words("engine")[1]
    engine_of_setting.cache_clear()
    monkeypatch.undo()
    metrics = tmp_path / "metrics.json"
    metrics.write_text('{"version": "another"}', encoding="utf-8")
    monkeypatch.setattr(doctor, "METRICS", metrics)
    level, said = level_and_words("engine")
    assert level == WRONG
    assert "not another as measured" in said


def test_the_engine_that_ships_is_the_measured_one():
    assert level_and_words("engine")[0] == OK


def test_a_broken_codebook(monkeypatch):
    import pipeline.codebook

    monkeypatch.setattr(pipeline.codebook, "load_codebook", lambda: int("cues.tsv, line 3"))
    level, said = level_and_words("codebook")
    assert level == WRONG
    assert "cues.tsv, line 3" in said


def test_a_missing_documents_folder_and_missing_corrections(warehouse, monkeypatch):
    monkeypatch.setenv("SAYSO_DOCUMENTS", "nowhere")
    monkeypatch.setenv("SAYSO_CORRECTIONS", "none.tsv")
    assert [str(line) for line in found("documents")] == [
        "wrong there is no documents folder nowhere: name one with DOCUMENTS=folder",
        "wrong there is no file of corrections none.tsv: name one with CORRECTIONS=file, or none",
    ]


def test_a_warehouse_of_another_version_or_of_other_documents(warehouse, tmp_path, monkeypatch):
    (tmp_path / "other").mkdir()
    monkeypatch.setenv("SAYSO_DOCUMENTS", str(tmp_path / "other"))
    assert "belongs to the documents in" in level_and_words("warehouse")[1]
    (warehouse.folder / "warehouse.json").write_text('{"version": "0-old", "documents": "."}', encoding="utf-8")
    assert "was made by another version" in level_and_words("warehouse")[1]


def test_a_damaged_manifest_and_a_damaged_database(warehouse):
    (warehouse.folder / "manifest.parquet").write_bytes(b"PAR1 no more")
    assert found("warehouse")[-1].level == WRONG
    (warehouse.folder / "warehouse.duckdb").write_bytes(b"no database")
    level, said = level_and_words("database")
    assert level == WRONG
    assert said.endswith("delete it, then type: make run")


def test_a_folder_that_cannot_be_written_or_read(warehouse, monkeypatch):
    real = doctor.os.access
    monkeypatch.setattr(doctor.os, "access", lambda path, mode: real(path, mode) and Path(path).name not in {"claims", "documents"})
    assert [line.level for line in found("permissions")] == [WRONG, WRONG]
    assert level_and_words("documents")[0] == WRONG


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="the system does not tell who holds a lock")
def test_who_holds_a_lock(warehouse):
    assert level_and_words("locks")[0] == OK
    spawn = multiprocessing.get_context("spawn")
    is_held, may_end = spawn.Event(), spawn.Event()
    other = spawn.Process(target=hold, args=(warehouse, is_held, may_end))
    other.start()
    try:
        assert is_held.wait(60)
        level, said = level_and_words("locks")
        assert level == WARN
        assert f"a run holds writer.lock, process {other.pid} (" in said
    finally:
        may_end.set()
        other.join(30)
    assert level_and_words("locks")[0] == OK


@pytest.mark.parametrize(("free", "level"), [(10**12, OK), (3 * 10**8, WARN), (10**7, WRONG)])
def test_a_disk_that_is_full_or_nearly_so(warehouse, monkeypatch, free, level):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**12, 0, free))
    assert level_and_words("disk")[0] == level


@pytest.mark.parametrize(("memory", "level"), [(10**10, OK), (10**9, WARN), (None, OK)])
def test_little_memory(monkeypatch, memory, level):
    monkeypatch.setattr(doctor, "_memory", lambda: memory)
    assert level_and_words("machine")[0] == level


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_that_is_taken_and_one_that_is_none(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("SAYSO_PORT", str(server.getsockname()[1]))
        assert level_and_words("port")[0] == WARN
    for wrong in ("http", "0", "70000"):
        monkeypatch.setenv("SAYSO_PORT", wrong)
        assert level_and_words("port")[0] == WRONG


def test_a_home_that_is_not_ours_and_settings_changed_by_hand(warehouse, monkeypatch):
    assert level_and_words("Dagster's home")[0] == OK
    monkeypatch.setenv("DAGSTER_HOME", "/elsewhere")
    (warehouse.home / "dagster.yaml").write_text("telemetry: {enabled: true}\n", encoding="utf-8")
    lines = found("Dagster's home")
    assert [line.level for line in lines] == [WARN, WARN]
    assert "/elsewhere" in str(lines[0])
    assert "changed by hand" in str(lines[1])


def test_a_misspelt_setting(monkeypatch):
    monkeypatch.setenv("SAYSO_DOCUMENT", "here")
    monkeypatch.setenv("SAYSO_XYZZY", "")
    lines = [str(line) for line in found("settings")]
    assert lines[0] == "warn  nothing reads the setting SAYSO_DOCUMENT: do you mean SAYSO_DOCUMENTS?"
    assert lines[1] == "warn  nothing reads the setting SAYSO_XYZZY: remove it"


def test_the_settings_are_those_that_make_gives():
    exported = re.findall(r"^SAYSO_(\w+) :=", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(exported) == doctor.SETTINGS


def test_the_status_is_one_where_something_is_wrong(warehouse, monkeypatch, capsys):
    monkeypatch.setattr(doctor, "LOOKS", {"a": lambda: iter([Line(OK, "fine"), Line(WARN, "hm", "look")])})
    assert main() == 0
    monkeypatch.setattr(doctor, "LOOKS", {"a": lambda: iter([Line(WRONG, "broken")])})
    assert main() == 1
    assert capsys.readouterr().out.splitlines() == [
        "ok    fine",
        "warn  hm: look",
        "0 wrong, 1 to think of.",
        "wrong broken",
        "1 wrong, 0 to think of.",
    ]

"""A file lies in its place whole, or what lay there before does."""

import os
import subprocess
import sys

import pyarrow as pa
import pytest

from pipeline.tables import place
from pipeline.tables.parquet import is_sound, is_whole, read_parquet, to_parquet
from pipeline.tables.place import find_parts, part_of, put

TABLE = pa.table({"n": list(range(1000)), "text": [f"row {n}" for n in range(1000)]})


def test_a_file_is_written_whole_and_one_with_these_bytes_is_left_alone(tmp_path):
    path = tmp_path / "folder" / "file"
    put(b"new", path)
    before = path.stat()
    put(b"new", path)
    assert (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) == (b"new", before.st_ino, before.st_mtime_ns)
    put(b"newer", path)
    assert path.read_bytes() == b"newer"
    assert list(path.parent.iterdir()) == [path]


def test_the_bytes_are_on_the_disk_before_the_file_is_moved_and_its_name_after(tmp_path, monkeypatch):
    done = []
    sync, move = os.fsync, os.replace
    monkeypatch.setattr(place.os, "fsync", lambda descriptor: done.append("sync") or sync(descriptor))
    monkeypatch.setattr(place.os, "replace", lambda part, path: done.append("move") or move(part, path))
    put(b"new", tmp_path / "file")
    assert done == ["sync", "move", "sync"]
    put(b"newer", tmp_path / "file", is_lasting=False)
    assert done[3:] == ["move"]


def test_what_cannot_be_written_leaves_the_old_file_and_no_part(tmp_path, monkeypatch):
    put(b"old", tmp_path / "file")
    monkeypatch.setattr(place.os, "fsync", lambda _: (_ for _ in ()).throw(OSError("no room")))
    with pytest.raises(OSError, match="no room"):
        put(b"new", tmp_path / "file")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"old")]


def test_parts_of_processes_that_are_gone_are_found(tmp_path):
    (tmp_path / "claims").mkdir()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    names = [
        f".a.b.{gone.pid}.part",
        f"claims/.b.parquet.{gone.pid}.part",
        f".a.b.{gone.pid}.part.wal",
        f".a.{os.getppid()}.part",
        "a.part",
    ]
    for name in names:
        (tmp_path / name).touch()
    assert sorted(path.relative_to(tmp_path).as_posix() for path in find_parts(tmp_path)) == sorted(names[:3])
    assert part_of(tmp_path / "a").name == f".a.{os.getpid()}.part"


@pytest.mark.parametrize("cut", [0, 3, 500, -1])
def test_a_cut_table_is_not_whole(tmp_path, cut):
    data = to_parquet(TABLE).to_pybytes()
    (tmp_path / "whole.parquet").write_bytes(data)
    (tmp_path / "cut.parquet").write_bytes(data[:cut])
    assert is_whole(tmp_path / "whole.parquet", TABLE.schema)
    assert not is_whole(tmp_path / "cut.parquet", TABLE.schema)
    assert not is_whole(tmp_path / "whole.parquet", pa.schema([("n", pa.int32())]))
    assert not is_whole(tmp_path / "none.parquet", TABLE.schema)


def test_any_byte_of_a_page_that_turned_makes_a_table_unsound(tmp_path):
    path, data = tmp_path / "table.parquet", to_parquet(TABLE).to_pybytes()
    path.write_bytes(data)
    assert is_sound(path, TABLE.schema)
    for at in range(100, len(data) * 2 // 3, 97):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert not is_sound(path, TABLE.schema), at
        with pytest.raises(ValueError, match=r"table\.parquet is damaged"):
            read_parquet(path, TABLE.schema)

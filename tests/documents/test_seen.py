"""A file that bears the stamp that it had is not read again; whatever may have changed is."""

import os
from pathlib import Path

import pytest

from pipeline.documents import files
from pipeline.documents.files import files_in, list_files, look
from pipeline.documents.seen import SEEN, TICK_NS, recall, remember

LONG_AFTER = 2**62


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"a.txt": "One.", "b/c.md": "Two.", "b/c.meta.json": "{}"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are read from now on."""
    names: list[str] = []
    hash_file = files.hash_file

    def note(path: Path) -> str:
        names.append(path.name)
        return hash_file(path)

    monkeypatch.setattr(files, "hash_file", note)
    return names


def test_what_is_as_it_was_is_not_read(folder: Path, read: list[str]) -> None:
    seen = recall(remember(look(folder, {}), began_ns=LONG_AFTER))
    read.clear()
    assert files_in(look(folder, seen)) == files_in(seen)
    assert read == []
    assert files_in(seen) == list_files(folder)


def test_what_is_remembered_keeps_its_contract(folder: Path) -> None:
    assert SEEN.breaches(remember(look(folder, {}), began_ns=LONG_AFTER)) == []
    assert SEEN.breaches(remember({}, began_ns=0)) == []


def test_a_change_of_the_same_size_with_its_time_put_back_is_noticed(folder: Path) -> None:
    seen, path = look(folder, {}), folder / "a.txt"
    times = path.stat()
    while path.stat().st_ctime_ns == times.st_ctime_ns:
        path.write_text("Six.", encoding="utf-8")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_mtime_ns == times.st_mtime_ns
    assert files_in(look(folder, seen)) == list_files(folder) != files_in(seen)


@pytest.mark.parametrize("change", [lambda f: (f / "b/c.meta.json").unlink(), lambda f: (f / "a.meta.json").write_text("{}")])
def test_a_sidecar_that_comes_or_goes_is_noticed(folder: Path, change) -> None:
    seen = look(folder, {})
    change(folder)
    assert files_in(look(folder, seen)) == list_files(folder) != files_in(seen)


def test_a_file_that_comes_or_goes_is_noticed(folder: Path) -> None:
    seen = look(folder, {})
    (folder / "a.txt").rename(folder / "d.txt")
    assert [file.source_path for file in files_in(look(folder, seen))] == ["b/c.md", "d.txt"]


def test_what_changed_within_a_tick_before_we_looked_is_read_again(folder: Path) -> None:
    sights = look(folder, {})
    newest = max(sight.changed_ns for sight in sights.values())
    assert remember(sights, began_ns=newest + TICK_NS + 1).num_rows == 2
    assert remember(sights, began_ns=newest + TICK_NS).num_rows == 1 or sights["a.txt"].changed_ns == sights["b/c.md"].changed_ns
    assert remember(sights, began_ns=newest).num_rows == 0


def test_what_cannot_be_read_is_tried_again(folder: Path) -> None:
    (folder / "b" / "c.meta.json").unlink()
    (folder / "b" / "c.meta.json").mkdir()
    assert [row["file_path"] for row in remember(look(folder, {}), began_ns=LONG_AFTER).to_pylist()] == ["a.txt"]

"""Whatever lies in the folder: each file comes out as a document or a rejection with its reason, and its neighbours are read."""

import os

import pytest

from pipeline.documents import list_files, read_documents
from pipeline.documents.formats import readers
from tests.documents.builders import STORY
from tests.documents.hostile import CASES, Case, unreadable

GOOD = "good.txt"


def write(folder, case):
    folder.mkdir()
    (folder / GOOD).write_text(STORY)
    for name, data in case.files.items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    if case.make is not None:
        case.make(folder)


def outcome(folder):
    """Return what each path below a folder came to: its row, of either table."""
    files = list_files(folder)
    documents, rejected = read_documents(folder, [file.source_path for file in files])
    rows = [*documents.to_pylist(), *rejected.to_pylist()]
    assert sorted(row["source_path"] for row in rows) == [file.source_path for file in files]
    return {row["source_path"]: row for row in rows}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    for case in CASES:
        write(folder / case.name, case)
    return folder


@pytest.fixture(scope="module")
def found(folder):
    """Read all cases in one batch, so that one can hurt another; what is slow is so by far, on any machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readers, "LIMITS", readers.Limits(processor_s=5))
        return outcome(folder)


def test_there_are_enough_of_them():
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_comes_to_what_it_must(found, case):
    prefix = f"{case.name}/"
    rows = {path.removeprefix(prefix): row for path, row in found.items() if path.startswith(prefix)}
    assert {path: row.get("reason_code") for path, row in rows.items()} == {GOOD: None, **case.expected}
    assert {path: rows[path]["text"] for path in case.texts} == case.texts
    for row in rows.values():
        assert "\n" not in row.get("reason", "")
        row.get("text", "").encode()


def test_nothing_is_written_where_archives_are_read(folder, found):
    assert not [path for path in (folder.parent / "b.txt", folder / "b.txt", folder / "up.zip" / "c.txt") if path.exists()]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said_to_be_so(tmp_path):
    write(tmp_path / "a", Case("a", {}, {}, make=unreadable))
    assert outcome(tmp_path / "a")["a.txt"]["reason_code"] == "unreadable"

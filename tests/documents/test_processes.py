"""Documents read by several processes are those that one reads, and hostile ones stay as harmless."""

import os
import pickle
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.documents import list_files, read, read_documents
from pipeline.documents.decode import DocumentError
from pipeline.documents.formats import readers
from pipeline.tables.parquet import to_parquet
from pipeline.tables.workers import Workers
from tests.documents.builders import STORY, archive, article, feed
from tests.documents.hostile import CASES
from tests.documents.test_hostile import write

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "WORTH_PROCESSES", 1)
    monkeypatch.setattr(read, "CHUNK", 1)


@pytest.fixture(scope="module")
def two() -> Iterator[Workers]:
    with Workers(2) as workers:
        yield workers


def bytes_of(folder: Path, workers: Workers) -> list[bytes]:
    return [to_parquet(table).to_pybytes() for table in read_documents(folder, paths_in(folder), workers=workers)]


def paths_in(folder: Path) -> list[str]:
    return [file.source_path for file in list_files(folder)]


def test_the_samples_are_the_same_by_two(two: Workers) -> None:
    assert bytes_of(SAMPLES, two) == bytes_of(SAMPLES, Workers())
    assert two.is_running


def test_so_are_pages_and_the_members_of_containers(two: Workers, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive({"b.txt": STORY, "c.html": article(), "d.txt": b"\0"}))
    (tmp_path / "e.jsonl").write_bytes(feed(*({"text": f"{STORY} {i}"} for i in range(20)), {"text": ""}))
    (tmp_path / "f.html").write_text(article("Another title"))
    alone = bytes_of(tmp_path, Workers())
    assert bytes_of(tmp_path, two) == alone
    documents, rejected = read_documents(tmp_path, [*paths_in(tmp_path), "gone.txt", "a.zip/gone.txt"], workers=two)
    assert documents.num_rows == 23
    assert sorted(rejected["reason_code"].to_pylist()) == ["bad_record", "binary", "unreadable", "unreadable"]


def test_so_is_what_is_hostile_or_odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, two: Workers) -> None:
    monkeypatch.setattr(readers, "LIMITS", readers.Limits(processor_s=5))
    slow = [case for case in CASES if "too_slow" in case.expected.values()]
    cases = [case for case in CASES if case not in slow[1:]]
    for case in cases:
        write(tmp_path / case.name, case)
    _, rejected = read_documents(tmp_path, paths_in(tmp_path), workers=two)
    codes = dict(zip(rejected["source_path"].to_pylist(), rejected["reason_code"].to_pylist(), strict=True))
    assert codes == {f"{case.name}/{name}": code for case in cases for name, code in case.expected.items() if code is not None}


def test_little_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "WORTH_PROCESSES", 100_000_000)
    with Workers(2) as workers:
        read_documents(SAMPLES, paths_in(SAMPLES)[:3], workers=workers)
        assert not workers.is_running


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="there is no /proc")
def test_the_processes_of_hostile_formats_end_with_the_others(tmp_path: Path) -> None:
    for i in range(4):
        (tmp_path / f"{i}.html").write_text(article(f"Title {i}"))
    before = limited()
    with Workers(2) as workers:
        assert read_documents(tmp_path, paths_in(tmp_path), workers=workers)[0].num_rows == 4
        assert limited() - before
    for _ in range(100):
        if not limited() - before:
            return
        time.sleep(0.1)
    raise AssertionError(f"still there: {limited() - before}")


def limited() -> set[str]:
    """Return the processes of this session in which hostile formats are read."""
    found = set()
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            is_ours = os.getsid(int(place.name)) == os.getsid(0)
            if is_ours and b"pipeline.documents.formats.worker" in (place / "cmdline").read_bytes():
                found.add(place.name)
    return found


def test_trouble_travels_with_its_code() -> None:
    trouble = pickle.loads(pickle.dumps(DocumentError("bomb", "it  expands")))
    assert (trouble.code, str(trouble)) == ("bomb", "it expands")

"""The rows do not depend on how many processes read them."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.codebook import Codebook
from pipeline.documents import list_files, read_documents
from pipeline.language.engine import OnnxEngine
from pipeline.sentences import find

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "samples"
POOL = """
import os, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pipeline.tables.orphans import end_with_parent
if __name__ == "__main__":
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(600)
"""


@pytest.fixture(scope="module")
def documents() -> pa.Table:
    return read_documents(SAMPLES, [file.source_path for file in list_files(SAMPLES)[:5]])[0]


def test_two_processes_give_the_same_table(
    documents: pa.Table, engine: OnnxEngine, codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = find.find_sentences(documents, engine=engine, furniture=codebook.furniture)
    monkeypatch.setattr(find, "WORTH_PROCESSES", 0)
    monkeypatch.setattr(find, "CHUNK", 1)
    together = find.find_sentences(documents, engine=engine, furniture=codebook.furniture, workers=2)
    assert together.equals(alone)


def test_a_document_does_not_depend_on_the_others(documents: pa.Table, engine: OnnxEngine, codebook: Codebook) -> None:
    all_of_them = find.find_sentences(documents, engine=engine, furniture=codebook.furniture)
    one = documents.slice(2, 1)
    alone = find.find_sentences(one, engine=engine, furniture=codebook.furniture)
    document_id = one["document_id"][0].as_py()
    kept = [value == document_id for value in all_of_them["document_id"].to_pylist()]
    assert all_of_them.filter(pa.array(kept)).combine_chunks().equals(alone.combine_chunks())


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="there is no /proc")
def test_a_process_that_reads_ends_with_the_one_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / "pool.py").write_text(POOL, encoding="utf-8")
    named = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(tmp_path / "pool.py")], env=named, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        reader = Path("/proc", parent.stdout.readline().strip(), "exe")
        assert reader.exists()
        parent.kill()
        parent.wait()
        wait_until_gone(reader)


def wait_until_gone(process: Path) -> None:
    for _ in range(600):
        if not process.exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{process} is still there")

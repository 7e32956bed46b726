"""Processes that are started once, know what they are told, and leave nothing behind."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from pipeline.tables.workers import AHEAD, ALONE, WARM, Workers

ROOT = Path(__file__).parents[2]
KILLED = """
import os, time
from pipeline.tables.workers import Workers
def tell(known, part):
    return os.getpid()
if __name__ == "__main__":
    with Workers(2) as workers:
        print(*workers.map(tell, None, range(6)), flush=True)
        time.sleep(600)
"""
has_proc = pytest.mark.skipif(not Path("/proc").is_dir(), reason="there is no /proc")


def tell(known: object, part: object) -> tuple[object, object, int]:
    return known, part, os.getpid()


def made(known: str) -> tuple[str, float]:
    return known, time.monotonic()


def fail_at_three(known: object, part: int) -> int:
    if part == 3:
        raise ValueError("three")
    return part


def die_at_three(known: object, part: int) -> int:
    if part == 3:
        os._exit(1)
    return part


@pytest.fixture(scope="module")
def two() -> Iterator[Workers]:
    with Workers(2) as workers:
        yield workers


def test_one_works_here_and_starts_nothing() -> None:
    with Workers() as workers:
        assert list(workers.map(tell, "k", [1, 2])) == [("k", 1, os.getpid()), ("k", 2, os.getpid())]
        assert not workers.is_running


def test_parts_come_back_in_their_order_from_other_processes(two: Workers) -> None:
    found = list(two.map(tell, "k", range(40)))
    assert [part for _, part, _ in found] == list(range(40))
    pids = {pid for _, _, pid in found}
    assert os.getpid() not in pids
    assert len(pids) <= 2


def test_the_same_processes_serve_the_next_stage(two: Workers) -> None:
    pids = [{pid for _, _, pid in two.map(tell, stage, range(20))} for stage in ("a", "b", "c")]
    assert len(set.union(*pids)) <= 2


def test_what_is_known_is_prepared_once_a_process_and_never_taken_for_another(two: Workers) -> None:
    found = [[two.map(tell, known, range(9), prepare=made) for known in ("a", "b")] for _ in range(3)]
    seen = [known for ways in found for way in ways for known, _, _ in way]
    assert [name for name, _ in seen] == [name for _ in range(3) for name in "a" * 9 + "b" * 9]  # type: ignore[misc]
    assert len(set(seen)) <= 4


def test_what_is_known_may_be_anything(two: Workers) -> None:
    assert [[known for known, _, _ in two.map(tell, known, [1])] for known in (None, 0, {}, {"a": [1]})] == [
        [None],
        [0],
        [{}],
        [{"a": [1]}],
    ]


def test_no_more_parts_are_made_than_are_soon_wanted(two: Workers) -> None:
    asked = []

    def parts() -> Iterator[int]:
        for part in range(100):
            asked.append(part)
            yield part

    found = two.map(tell, None, parts())
    next(found)
    assert len(asked) <= AHEAD * 2 + 1
    found.close()  # type: ignore[attr-defined]


def test_an_error_comes_back_and_the_processes_go_on(two: Workers) -> None:
    found = two.map(fail_at_three, None, range(9))
    assert [next(found) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="three"):
        next(found)
    assert two.is_running
    assert list(two.map(fail_at_three, None, [1, 2])) == [1, 2]


def test_others_are_started_after_one_was_lost() -> None:
    with Workers(2) as workers:
        with pytest.raises(BrokenExecutor):
            list(workers.map(die_at_three, None, range(9)))
        assert not workers.is_running
        assert list(workers.map(die_at_three, None, [1, 2])) == [1, 2]


def test_little_is_worth_it_only_where_they_run_already() -> None:
    with Workers(2) as workers:
        assert workers.if_worth(99, least=100) is ALONE
        assert workers.if_worth(100, least=100) is workers
        list(workers.map(tell, None, [1]))
        assert workers.if_worth(100 // WARM, least=100) is workers
        assert workers.if_worth(100 // WARM - 1, least=100) is ALONE
    assert Workers(1).if_worth(1000, least=100).number == 1


@has_proc
def test_none_is_left_where_they_are_closed() -> None:
    with Workers(2) as workers:
        pids = {pid for _, _, pid in workers.map(tell, None, range(6))}
        workers.close()
        assert not [pid for pid in pids if Path(f"/proc/{pid}/exe").exists()]
        assert not workers.is_running


@has_proc
def test_none_outlives_the_process_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / "pool.py").write_text(KILLED, encoding="utf-8")
    named = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(tmp_path / "pool.py")], env=named, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        readers = [Path("/proc", pid, "exe") for pid in set(parent.stdout.readline().split())]
        assert readers
        assert all(reader.exists() for reader in readers)
        parent.kill()
        parent.wait()
        for reader in readers:
            wait_until_gone(reader)


def wait_until_gone(process: Path) -> None:
    for _ in range(600):
        if not process.exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{process} is still there")

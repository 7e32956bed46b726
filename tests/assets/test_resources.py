"""Which engine reads, how a change of engine makes the sentences stale, and when processes end."""

import os
import sys
from types import SimpleNamespace

import dagster as dg
import pytest

from assets.resources import RESOURCES, other_engine, the_engine
from pipeline.language.adapters import engine_of_setting
from pipeline.language.engine import OnnxEngine


@pytest.fixture(autouse=True)
def fresh_engines():
    yield
    engine_of_setting.cache_clear()


@pytest.mark.parametrize("setting", [None, "", "sayso"])
def test_ours_reads_where_no_other_is_named(setting, monkeypatch):
    monkeypatch.delenv("SAYSO_ENGINE", raising=False)
    if setting is not None:
        monkeypatch.setenv("SAYSO_ENGINE", setting)
    assert isinstance(the_engine(), OnnxEngine)
    assert other_engine() == "", "the code version covers our own engine's files"


def test_another_engine_tells_its_version(monkeypatch):
    monkeypatch.setitem(sys.modules, "my_engine", SimpleNamespace(load=lambda: SimpleNamespace(version="mine-2")))
    monkeypatch.setenv("SAYSO_ENGINE", "my_engine:load")
    assert other_engine() == "mine-2"


@pytest.mark.parametrize("does_fail", [False, True])
def test_the_processes_of_a_run_serve_all_its_steps_and_end_with_it(does_fail, monkeypatch):
    monkeypatch.setattr("assets.resources.N_WORKERS", 2)
    seen = []

    @dg.op(required_resource_keys={"workers"})
    def first(context):
        seen.append(set(context.resources.workers.map(pid_of, None, range(8))))

    @dg.op(required_resource_keys={"workers"}, ins={"after": dg.In(dg.Nothing)})
    def second(context):
        seen.append(set(context.resources.workers.map(pid_of, None, range(8))))
        assert not does_fail

    @dg.job(resource_defs={"workers": RESOURCES["workers"]})
    def run():
        second(first())

    assert run.execute_in_process(raise_on_error=False).success is not does_fail
    assert 1 <= len(seen[0] | seen[1]) <= 2
    for pid in seen[0] | seen[1]:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def pid_of(known, part):
    return os.getpid()

"""Which engine reads, and how a change of engine makes the sentences stale."""

import sys
from types import SimpleNamespace

import pytest

from assets.resources import other_engine, the_engine
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

"""`make run` says in one line what went wrong, and shows what came out and what to type next."""

import sys

import pytest

from assets import claims
from assets.run import main
from pipeline.language.model import EngineError


@pytest.fixture(autouse=True)
def _no_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["run"])


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, list[str]]:
    captured = capsys.readouterr()
    return captured.out, [line for line in captured.err.splitlines() if line.startswith("sayso: ")]


def test_what_came_out_and_what_comes_next(warehouse, tiny_stages, capsys):
    assert main() == 0
    out, errors = said(capsys)
    rows = [line.split() for line in out.splitlines()]
    assert ["2", "documents"] in rows
    assert ["2", "sentences"] in rows
    assert f"make ui DOCUMENTS={warehouse.documents} WAREHOUSE={warehouse.folder}" in out
    assert errors == []


def test_an_empty_folder_is_no_failure(warehouse, tiny_stages, capsys):
    for path in warehouse.documents.iterdir():
        path.unlink()
    assert main() == 0
    assert "No documents in" in said(capsys)[0]


@pytest.mark.parametrize(("variable", "value", "line"), [("SAYSO_DOCUMENTS", "nowhere", "there is no documents folder nowhere")])
def test_a_missing_folder_is_one_line(warehouse, monkeypatch, capsys, variable, value, line):
    monkeypatch.setenv(variable, value)
    assert main() == 1
    assert [line in error for error in said(capsys)[1]] == [True]


def test_a_missing_model_is_one_line_that_names_it(warehouse, tiny_stages, capsys):
    def missing() -> None:
        raise EngineError("the model file is missing: sayso-en.onnx")

    tiny_stages(sys.modules["assets.carry"], "the_engine", missing)
    assert main() == 1
    [line] = said(capsys)[1]
    assert "sayso-en.onnx" in line
    assert (warehouse.home / "failure.log").read_text(encoding="utf-8").startswith("Traceback")


def test_a_failing_stage_is_one_line_with_its_details_in_a_file(warehouse, tiny_stages, capsys):
    tiny_stages(claims, "find_claims", lambda *_, **__: 1 / 0)
    assert main() == 1
    [line] = said(capsys)[1]
    assert "claims: ZeroDivisionError: division by zero" in line
    assert "ZeroDivisionError" in (warehouse.home / "failure.log").read_text(encoding="utf-8")

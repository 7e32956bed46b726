"""`make sample`: a sheet of claims to judge, and what the judgments say; every failure is one line."""

import pytest

from assets import sample
from assets.sample import main

ROWS = [{"claim_id": "1", "sentence": "Iran armed Russia.", "confidence": 0.7}]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in ("N", "SEED", "SHEET"):
        monkeypatch.delenv(f"SAYSO_{name}", raising=False)
    monkeypatch.setenv("SAYSO_WAREHOUSE", str(tmp_path))
    return tmp_path


def test_a_sheet_goes_from_drawn_to_judged(folder, monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(sample, "draw_sample", lambda warehouse, n, seed: asked.append((warehouse, n, seed)) or ROWS)
    monkeypatch.setenv("SAYSO_N", "7")
    assert main() == 0
    path = folder / "coding-sheet.csv"
    assert asked == [(folder, 7, "")]
    assert str(path) in capsys.readouterr().out.replace("\n", "")
    path.write_text(path.read_text(encoding="utf-8-sig").replace("0.7,,", "0.7,y,"), encoding="utf-8")
    monkeypatch.setenv("SAYSO_SHEET", str(path))
    assert main() == 0
    assert "0.21 to 1.00" in capsys.readouterr().out


FAILURES = [
    ("N", "many", "N=many is no number of claims"),
    ("N", "", "there is no database yet"),
    ("SHEET", "gone.csv", "gone.csv: cannot be"),
]


@pytest.mark.parametrize(("name", "value", "line"), FAILURES)
def test_a_failure_is_one_line(folder, monkeypatch, capsys, name, value, line):
    monkeypatch.setenv(f"SAYSO_{name}", value)
    assert main() == 1
    assert capsys.readouterr().err.startswith(f"sayso: {line}")


def test_an_unfilled_sheet_says_so(folder, monkeypatch, capsys):
    (folder / "s.csv").write_text("confidence,verdict\n0.5,\n")
    monkeypatch.setenv("SAYSO_SHEET", str(folder / "s.csv"))
    assert main() == 1
    assert capsys.readouterr().err.rstrip().endswith("no verdict yet")

"""CSV: what goes in comes out of pandas, and no cell is a formula."""

import csv

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports.spreadsheet import write_csv
from pipeline.tables.cells import FORMULA
from tests.exports.conftest import HOSTILE, claim_of, hostile

COLUMNS = ("a", "b")


def reread(path):
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream))


@given(cells=st.lists(st.tuples(st.text(), st.sampled_from(FORMULA).flatmap(lambda sign: st.text().map(sign.__add__))), max_size=5))
def test_any_text_comes_back_and_formulas_behind_a_quote(tmp_path_factory, cells):
    path = tmp_path_factory.getbasetemp() / "cells.csv"
    write_csv([{"a": free, "b": formula} for free, formula in cells], path, columns=COLUMNS)
    rows = reread(path)
    assert [row["b"] for row in rows] == [f"'{formula}" for _, formula in cells]
    assert [row["a"].removeprefix("'" if free.startswith(FORMULA) else "") for row, (free, _) in zip(rows, cells, strict=True)] == [
        free for free, _ in cells
    ]
    assert not any(cell.startswith(FORMULA) for row in rows for cell in row.values())


def test_pandas_opens_it(path):
    columns = tuple(claim_of())
    write_csv([claim_of(), claim_of(claim_id="c2", title=None, via=[])], path, columns=columns)
    frame = pd.read_csv(path, parse_dates=["said_on"])
    assert tuple(frame.columns) == columns
    assert frame["confidence"].sum() == pytest.approx(1.4)
    assert frame["said_on"].dt.year.tolist() == [2031, 2031]
    assert frame["via"].tolist()[0] == "Gazette"
    assert frame["title"].isna().tolist() == [False, True]
    assert frame["sentence"].tolist() == ["Iran gave drones to Russia, Washington said."] * 2


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\0" not in text])
def test_hostile_text_stays_in_its_cell(path, text):
    write_csv([hostile(claim_of(), text), claim_of()], path, columns=tuple(claim_of()))
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert len(frame) == 2
    assert frame["sentence"][0] == (f"'{text}" if text.startswith(FORMULA) else text)
    assert frame["confidence"].tolist() == ["0.7", "0.7"]


def test_a_named_source_cannot_be_a_formula_through_a_list(path):
    write_csv([{"a": [{"name": "=1+1"}, {"name": "x"}], "b": -0.5}], path, columns=COLUMNS)
    assert reread(path) == [{"a": "'=1+1; x", "b": "-0.5"}]

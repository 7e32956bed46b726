"""Coding sheets: the same draw for the same seed, nothing overwritten, no formulas, and precision with its interval."""

import csv

import pytest

from pipeline.models.build import build_database
from pipeline.models.sample import (
    COLUMNS,
    Precision,
    SheetError,
    draw_sample,
    precision_by_band,
    precision_of,
    read_sheet,
    write_sheet,
)

ROWS = [{"claim_id": "1", "sentence": "=cmd()", "confidence": 0.7}, {"claim_id": "2", "sentence": "Iran armed Russia.", "confidence": 0.2}]


def fill(path, *verdicts):
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(row | {"verdict": verdict} for row, verdict in zip(rows, verdicts, strict=True))


def test_a_filled_sheet_gives_its_judgments(tmp_path):
    path = tmp_path / "sheet.csv"
    write_sheet(path, ROWS)
    assert read_sheet(path) == []
    fill(path, " Y ", "wrong")
    assert read_sheet(path) == [(0.7, True), (0.2, False)]


def test_a_sheet_that_is_there_is_kept(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text("mine")
    with pytest.raises(SheetError, match=r"sheet\.csv: there is a sheet already"):
        write_sheet(path, ROWS)
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n1,2\n", "no coding sheet"),
        ("confidence,verdict\n0.5,perhaps\n", r"row 2: the verdict 'perhaps' is none of y, yes"),
        ("confidence,verdict\nhigh,y\n", r"row 2: the confidence 'high' is no number"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, content, message):
    path = tmp_path / "sheet.csv"
    path.write_text(content)
    with pytest.raises(SheetError, match=message):
        read_sheet(path)


def test_a_missing_sheet_is_named(tmp_path):
    with pytest.raises(SheetError, match=r"gone\.csv: cannot be read"):
        read_sheet(tmp_path / "gone.csv")


@pytest.mark.parametrize(("judged", "right", "low", "high"), [(10, 8, 0.490, 0.943), (200, 150, 0.686, 0.805), (5, 5, 0.566, 1.0)])
def test_the_interval_is_wilsons(judged, right, low, high):
    assert Precision(judged, right).interval == pytest.approx((low, high), abs=0.001)


def test_bands_hold_every_judgment():
    judgments = [(0.0, True), (0.29, False), (0.3, True), (0.7, True), (1.0, False)]
    bands = precision_by_band(judgments)
    assert [(low, band.judged, band.right) for low, _, band in bands] == [(0.0, 2, 1), (0.3, 1, 1), (0.5, 0, 0), (0.6, 2, 1)]
    assert precision_of(judgments) == Precision(5, 3)


def test_a_seed_draws_the_same_claims(quarrel, models, tmp_path):
    warehouse = quarrel.write(tmp_path)
    build_database(warehouse, models)
    drawn = draw_sample(warehouse, 4, seed="a")
    assert drawn == draw_sample(warehouse, 4, seed="a")
    assert {row["claim_id"] for row in drawn} < {claim["claim_id"] for claim in quarrel.rows["claims"]}
    assert {row["sentence"] for row in drawn} == {"Iran has given drones to Russia, says Ω."}
    all_of_them = {seed: [row["claim_id"] for row in draw_sample(warehouse, 100, seed=seed)] for seed in "ab"}
    assert sorted(all_of_them["a"]) == sorted(claim["claim_id"] for claim in quarrel.rows["claims"])
    assert all_of_them["a"] != all_of_them["b"]

"""What the page is made from: few rows, exact counts, marked text, and JSON that cannot end its element."""

import json
import re
from collections import Counter
from datetime import date

import pytest

from pipeline.report import READS, collect, list_contested, make_page, write_page
from pipeline.report.page import to_json
from pipeline.report.shape import cut_text, keep_within, shape_rows
from tests.models.conftest import World
from tests.report.conftest import HOSTILE, rows_of

SENTENCE = ("sentence", 10, 30)


def test_each_counting_counts_what_it_tells_apart(quarrel_rows):
    shaped = shape_rows(quarrel_rows)
    counts = shaped["counts"]
    assert {name: sum(table["n"]) for name, table in counts.items()} == {"by_relation": 5, "by_period": 5, "by_source": 4, "by_both": 4}
    assert {name: sum(table["n_denied"]) for name, table in counts.items()} == dict.fromkeys(counts, 1)
    assert all(table["is_whole"] for table in counts.values())
    assert sorted(shaped["sources"]) == sorted(["USA", "IRN", "Gazette", HOSTILE])
    assert sum(n for _, _, n in shaped["moments"]) == 5


def test_a_proposition_has_its_sides_and_their_sentences(quarrel_rows):
    [contested] = [one for one in shape_rows(quarrel_rows)["propositions"] if one["status"] == "contested"]
    assert contested["holders"] == {"affirmed": ["Gazette", "USA"], "denied": ["IRN"], "possible": []}
    assert Counter(saying["stand"] for saying in contested["sayings"]) == {"affirmed": 3, "denied": 1}
    assert (contested["first_on"], contested["last_on"]) == (date(2024, 9, 9), date(2024, 9, 11))


def test_what_is_left_out_is_said(monkeypatch, tmp_path):
    world = World()
    name = world.document("first")
    for place, code in enumerate(("RUS", "RUS", "ARM", "GBR", "USA")):
        world.claim(name, "IRN", target_code=code, target_name=code, said_on=date(2020 + place, 1, 1))
    for limit, n in (("N_CELLS", 2), ("N_PROPOSITIONS", 1), ("N_SAYINGS", 1)):
        monkeypatch.setattr(collect, limit, n)
    rows = rows_of(world, tmp_path)
    shaped = shape_rows(rows)
    assert rows.unit == "month"
    assert [(row["target_code"], row["n"]) for row in rows.cells if not (row["by_source"] or row["by_period"])] == [("ARM", 1), ("RUS", 2)]
    assert [len(table["n"]) for table in shaped["counts"].values()] == [2, 2, 2, 2]
    assert not any(table["is_whole"] for table in shaped["counts"].values())
    assert "2 of 4 relations are counted, those with the most claims; they have 3 of 5 claims." in shaped["left_out"][0]
    assert shaped["left_out"][-3:-1] == [
        "Propositions: the 1 of 4 with the most holders, so many of each status.",
        "Sentences: 1 more on these propositions; each side shows a few, first one of each holder.",
    ]
    assert sum(n for _, _, n in shaped["moments"]) == 5


@pytest.mark.parametrize(
    ("marks", "pieces"),
    [
        ([("claim", 12, 20)], [("aa" * 5, ""), ("bb", "sentence"), ("b" * 8, "sentence claim"), ("b" * 10, "sentence"), ("c" * 5, "")]),
        ([("claim", 10, 30), ("source", 2, 4)], [("aa", ""), ("aa", "source"), ("a" * 6, ""), ("b" * 20, "sentence claim"), ("c" * 5, "")]),
        ([("source", 90, 95)], [("a" * 10, ""), ("b" * 20, "sentence"), ("c" * 5, "")]),
    ],
)
def test_text_is_cut_where_marks_begin_and_end(marks, pieces):
    assert cut_text("a" * 10 + "b" * 20 + "c" * 5, 0, [SENTENCE, *marks]) == pieces


def test_a_long_context_is_cut():
    pieces = cut_text("a" * 1000 + "b" * 20, 500, [("sentence", 1500, 1520)])
    assert pieces == [("… ", ""), ("a" * 300, ""), ("b" * 20, "sentence")]


def test_propositions_stay_within_their_bytes():
    assert list(keep_within(({"a": "Ω" * n} for n in (10, 10, 10)), 70)) == [{"a": "Ω" * 10}] * 2


@pytest.mark.parametrize("text", [HOSTILE, "\u2028\u2029", "&lt;", "\ud7ff\\u003c"])
def test_json_cannot_end_its_element(text):
    written = to_json({"text": text})
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == {"text": text}


def test_the_page_is_one_file_that_asks_nothing_of_a_network(quarrel_rows):
    page = make_page(quarrel_rows)
    assert page == make_page(quarrel_rows)
    assert len(page.encode()) < 8_000_000
    assert "default-src 'none'" in page
    assert page.count("<script") - page.count('<script type="application/json"') == page.count("'sha256-") == 3
    assert not re.search(r"<(link|script|img|iframe)[^>]*\b(href|src)=\"(?!data:)", page[: page.index("<script")])


def test_a_page_is_put_in_its_place_whole(tmp_path):
    write_page(b"one", tmp_path / "report" / "index.html")
    write_page(b"two", tmp_path / "report" / "index.html")
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "report").iterdir()] == [("index.html", b"two")]


def test_the_contested_are_listed(quarrel_rows):
    assert list_contested(quarrel_rows).to_pylist() == [
        {"actor": "Iran", "event": "AID", "target": "Russia", "with": None, "affirming": 2, "denying": 1}
    ]


def test_the_queries_say_what_they_read():
    assert {"propositions", "proposition_claims", "stg_claims", "stg_sentences"} <= set(READS)

"""Input and expected rows of each mart."""

import shutil
from datetime import date

import pytest

from pipeline.batches import MANIFEST
from pipeline.models import build_database
from pipeline.tables.parquet import write_parquet
from tests.models.conftest import EVENT_TYPES


def test_contested_claims_name_both_sides(ask, quarrel):
    [row] = ask(quarrel, "from contested_claims")
    affirming, denying = row.pop("affirming_evidence"), row.pop("denying_evidence")
    assert row == {
        "actor_code": "IRN", "actor_name": "Iran", "event_type": "AID", "target_code": "RUS", "target_name": "Russia",
        "n_affirming": 2, "n_denying": 1, "affirming_holders": ["Gazette", "USA"], "denying_holders": ["IRN"], "is_about_facts": True,
        "first_affirmed_on": date(2024, 9, 9), "last_affirmed_on": date(2024, 9, 10),
        "first_denied_on": date(2024, 9, 11), "last_denied_on": date(2024, 9, 11), "n_documents": 2,
    }  # fmt: skip
    assert affirming[0] == {
        "claim_id": "c000", "holder_code": "USA", "source_name": "United States", "said_on": date(2024, 9, 9), "modality": "actual",
        "source_path": "first.txt", "evidence": "Iran has given drones to Russia",
    }  # fmt: skip
    assert [(e["holder_code"], e["said_on"]) for e in affirming] == [("USA", date(2024, 9, 9)), ("Gazette", date(2024, 9, 10))]
    assert [e["said_on"] for e in denying] == [date(2024, 9, 11), None]


@pytest.mark.parametrize(
    ("holders", "n_rows"),
    [
        ([("USA", "affirmed"), ("IRN", "denied")], 1),
        ([("USA", "affirmed"), ("USA", "denied")], 0),
        ([("USA", "affirmed"), ("USA", "denied"), ("IRN", "denied")], 1),
        ([("USA", "affirmed"), (None, "denied")], 0),
        ([("USA", "affirmed"), ("GBR", "affirmed")], 0),
        ([], 0),
    ],
)
def test_it_takes_two_holders_to_contest(ask, world, holders, n_rows):
    document = world.document("one")
    for holder, polarity in holders:
        world.claim(document, holder, polarity)
    world.relate()
    assert len(ask(world, "from contested_claims")) == n_rows


def test_what_may_be_is_contested_but_not_about_facts(ask, world):
    document = world.document("one")
    world.claim(document, "USA", modality="possible")
    world.claim(document, "IRN", "denied")
    world.relate()
    assert [row["is_about_facts"] for row in ask(world, "from contested_claims")] == [False]


def test_source_profiles_count_what_each_holder_says(ask, quarrel):
    rows = {row["holder_code"]: row for row in ask(quarrel, "from source_profiles")}
    assert sorted(rows) == ["Gazette", "IRN", "USA"]
    assert rows["IRN"] == {
        "holder_code": "IRN", "holder_name": "Iran", "n_claims": 3, "n_affirmed": 1, "n_denied": 2,
        "n_actual": 1, "n_possible": 1, "n_future": 1,
        "n_in_own_voice": 0, "n_relayed": 1, "n_documents": 1, "n_actors_named": 2, "n_about_itself": 3, "n_contested": 2,
        "n_changes": 0, "first_said_on": date(2024, 9, 11), "last_said_on": date(2024, 9, 11),
        "denied_share": pytest.approx(2 / 3), "possible_share": pytest.approx(1 / 3), "contested_share": pytest.approx(2 / 3),
    }  # fmt: skip
    assert (rows["USA"]["n_contested"], rows["USA"]["denied_share"], rows["USA"]["n_about_itself"]) == (1, 0, 0)
    assert (rows["Gazette"]["holder_name"], rows["Gazette"]["n_in_own_voice"]) == ("Gazette", 1)


def test_nobody_contests_himself(ask, world):
    document = world.document("one")
    for holder, polarity in [("USA", "affirmed"), ("USA", "denied"), ("IRN", "denied")]:
        world.claim(document, holder, polarity)
    world.relate()
    found = {row["holder_code"]: row["n_contested"] for row in ask(world, "from source_profiles")}
    assert found == {"USA": 1, "IRN": 1}


def test_a_denial_of_one_thing_contests_no_other(ask, world):
    world.rows["theme_groups"] = [{"theme_code": "MISSILE", "theme_group": "missiles"}, {"theme_code": "UAV", "theme_group": "drones"}]
    document = world.document("one")
    for theme in ("UAV", "MISSILE"):
        world.claim(document, "USA", theme_code=theme)
    world.claim(document, "IRN", "denied", theme_code="MISSILE")
    world.relate()
    assert {row["holder_code"]: row["n_contested"] for row in ask(world, "from source_profiles")} == {"USA": 1, "IRN": 1}


def test_principals_are_called_by_their_own_name_first(ask, world):
    document = world.document("one")
    world.claim(document, "USA", source_name="Matthew Miller")
    world.claim(document, "IRN", source_name="Abbas Araghchi")
    world.relate()
    assert ask(world, "from principal_names") == [
        {"code": "IRN", "name": "Iran"}, {"code": "RUS", "name": "Russia"}, {"code": "USA", "name": "Matthew Miller"},
    ]  # fmt: skip


def test_staging_keeps_live_rows_of_the_right_batch(ask, world):
    old = world.document("one", batch="b1", content_sha256="old")
    new = world.document("one", batch="b2", content_sha256="new")
    gone = world.document("two", batch="b1")
    for document in (old, new, gone):
        world.claim(document, "USA")
    world.deleted = {("b1", "one.txt"), ("b1", "two.txt")}
    world.relate()
    for table in ("documents", "sentences", "entities", "attributions", "claims"):
        assert {row["document_id"] for row in ask(world, f"from stg_{table}")} == {new}


def test_a_document_that_comes_back_stands_once(tmp_path, models, world):
    """A state that went and came back has the same ids in two batches; only the live batch counts."""
    document = world.document("one")
    world.claim(document, "USA")
    world.relate()
    world.write(tmp_path)
    for path in tmp_path.glob("*/b1.parquet"):
        shutil.copy(path, path.with_name("b9.parquet"))
    rows = [{"batch": b, "source_path": "one.txt", "fingerprint": "f", "is_deleted": b == "b1"} for b in ("b1", "b9")]
    write_parquet(MANIFEST.table(rows), tmp_path / "manifest.parquet")
    report = build_database(tmp_path, models)
    assert [report[f"stg_{table}"].n_rows for table in ("documents", "sentences", "claims")] == [1, 1, 1]


def test_documents_name_their_originals_in_whichever_batch(ask, world):
    first, second, third = world.document("a"), world.document("b", batch="b2"), world.document("c", batch="b2")
    world.copy(second, first)
    found = ask(world, "select document_id, duplicate_of from stg_documents")
    assert {row["document_id"]: row["duplicate_of"] for row in found} == {first: None, second: first, third: None}


def test_a_story_told_by_three_counts_as_one_document_and_one_source(ask, world):
    """The Gazette's story stands in the Echo and in an unsigned paper, which deny what it affirms; the Post tells one of its own."""
    world.rows["event_types"] = EVENT_TYPES
    first, second = world.document("a", publisher="Gazette"), world.document("b", batch="b2", publisher="Echo")
    third, own = world.document("c", batch="b2"), world.document("d", publisher="Post")
    for document, holder in ((first, "Gazette"), (second, "Echo"), (third, f"doc:{third}"), (own, "Post")):
        world.claim(document, holder)
        world.claim(document, "USA", "denied")
    for copy in (second, third):
        world.copy(copy, first)
        world.claim(copy, "Echo", "denied")
    world.relate()
    [edge] = ask(world, "select n_claims, n_sources, n_documents from network_edges")
    assert edge == {"n_claims": 10, "n_sources": 3, "n_documents": 2}
    [contested] = ask(world, "select affirming_holders, denying_holders, n_documents from contested_claims")
    assert contested == {"affirming_holders": ["Gazette", "Post"], "denying_holders": ["Gazette", "USA"], "n_documents": 2}
    profiles = ask(world, "select holder_code, n_claims, n_documents from source_profiles")
    assert [tuple(row.values()) for row in profiles] == [("Gazette", 5, 1), ("Post", 1, 1), ("USA", 4, 2)]


def test_a_claim_in_a_copy_stays_and_says_whose_story_it_is(ask, world):
    first, second = world.document("a", publisher="Gazette"), world.document("b", batch="b2", publisher="Echo")
    world.copy(second, first)
    world.claim(second, "Echo")
    world.relate()
    [claim] = ask(world, "select document_id, story_id, holder_code from stg_claims")
    assert claim == {"document_id": second, "story_id": first, "holder_code": "Echo"}
    world.claim(first, "Gazette")
    assert [row["holder_code"] for row in ask(world, "select holder_code from stg_claims order by claim_id")] == ["Gazette", "Gazette"]
    assert [row["holder_code"] for row in ask(world, "from stg_claims_as_read order by claim_id")] == ["Echo", "Gazette"]


def test_rejected_documents_are_live_ones(ask, world):
    for name in ("bad", "gone"):
        world.rows["rejected_documents"].append({"source_path": f"{name}.txt", "reason_code": "empty", "reason": "holds nothing"})
    world.deleted = {("b1", "gone.txt")}
    assert [row["source_path"] for row in ask(world, "from stg_rejected_documents")] == ["bad.txt"]

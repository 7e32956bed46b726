"""Pairs of principals: month by month, as edges of a network, and each principal by itself."""

from datetime import date

import pytest

from tests.models.conftest import EVENT_TYPES

JANUARY, FEBRUARY, MARCH = (date(2024, month, 1) for month in (1, 2, 3))
OTHER = {"actor_code": "RUS", "actor_name": "Russia", "target_code": "ARM", "target_name": "Armenia"}
COUNTS = "n_affirmed_actual, n_verbal_cooperation, n_material_cooperation, n_verbal_conflict, n_material_conflict, score_sum, score_mean"


@pytest.fixture
def spring(world):
    """Two documents, of January and March; Iran gives in January and strikes in March, Russia has said no before anything was read."""
    world.rows["event_types"] = EVENT_TYPES
    first = world.document("first", published_on=date(2024, 1, 20))
    third = world.document("third", published_on=date(2024, 3, 5))
    world.claim(first, "USA", event_from_on=date(2024, 1, 3), event_to_on=date(2024, 1, 3), event_granularity="day")
    world.claim(first, "USA", event_type="CONSULT", said_on=date(2024, 1, 19))
    world.claim(third, "USA", event_type="ASSAULT", said_on=date(2024, 3, 4))
    world.claim(third, "IRN", "denied", said_on=date(2024, 3, 4))
    world.claim(third, "IRN", modality="future", said_on=date(2024, 3, 4))
    world.claim(
        third, None, event_type="REJECT", event_from_on=date(2023, 5, 1), event_to_on=date(2023, 5, 31), event_granularity="month", **OTHER
    )
    world.relate()
    return world


def test_the_panel_has_every_pair_in_every_month_that_was_covered(ask, spring):
    rows = ask(spring, f"select actor_code, month, {COUNTS}, n_documents_of_month, n_claims_of_month from dyad_months")
    assert [tuple(row.values()) for row in rows] == [
        ("IRN", JANUARY, 2, 1, 1, 0, 0, 12.5, 6.25, 1, 2),
        ("IRN", FEBRUARY, 0, 0, 0, 0, 0, 0.0, None, 0, 0),
        ("IRN", MARCH, 1, 0, 0, 0, 1, -9.0, -9.0, 1, 1),
        ("RUS", date(2023, 5, 1), 1, 0, 0, 1, 0, -2.0, -2.0, 0, 1),
        ("RUS", JANUARY, 0, 0, 0, 0, 0, 0.0, None, 1, 2),
        ("RUS", FEBRUARY, 0, 0, 0, 0, 0, 0.0, None, 0, 0),
        ("RUS", MARCH, 0, 0, 0, 0, 0, 0.0, None, 1, 1),
    ]


def test_copies_and_dates_by_year_alone_are_not_counted(ask, world):
    world.rows["event_types"] = EVENT_TYPES
    for name in ("a", "b"):
        document = world.document(name, published_on=date(2024, 1, 20))
        world.claim(document, "USA", said_on=date(2024, 1, 19))
        world.claim(document, "USA", event_from_on=date(2016, 1, 1), event_to_on=date(2016, 12, 31), event_granularity="year")
    world.copy("b-b1", "a-b1")
    world.relate()
    [row] = ask(world, "from dyad_months")
    assert (row["month"], row["n_affirmed_actual"], row["n_documents_of_month"], row["n_claims_of_month"]) == (JANUARY, 1, 1, 1)


def test_where_no_document_has_a_date_only_months_with_claims_are_there(ask, world):
    world.rows["event_types"] = EVENT_TYPES
    world.claim(world.document("one"), "USA", said_on=date(2024, 3, 4))
    world.relate()
    [row] = ask(world, "from dyad_months")
    assert (row["month"], row["n_affirmed_actual"], row["n_documents_of_month"]) == (MARCH, 1, 0)


def test_edges_weigh_what_is_affirmed_as_actual(ask, spring):
    iran, russia = ask(spring, "from network_edges")
    assert iran == {
        "actor_code": "IRN", "actor_name": "Iran", "target_code": "RUS", "target_name": "Russia",
        "n_claims": 5, "n_affirmed": 4, "n_denied": 1, "n_possible": 0, "n_future": 1, "n_affirmed_actual": 3,
        "n_verbal_cooperation": 1, "n_material_cooperation": 1, "n_verbal_conflict": 0, "n_material_conflict": 1,
        "score_sum": 3.5, "score_mean": pytest.approx(3.5 / 3), "n_sources": 2, "n_documents": 2, "n_contested": 1,
        "first_on": date(2024, 1, 3), "last_on": date(2024, 3, 4),
    }  # fmt: skip
    assert (russia["target_code"], russia["n_verbal_conflict"], russia["n_sources"], russia["n_contested"]) == ("ARM", 1, 0, 0)


def test_an_edge_without_anything_actual_has_no_mean(ask, world):
    world.claim(world.document("one"), "IRN", "denied")
    world.relate()
    [row] = ask(world, "from network_edges")
    assert (row["n_claims"], row["n_affirmed_actual"], row["score_sum"], row["score_mean"]) == (1, 0, 0, None)


def test_a_profile_tells_of_a_principal_as_actor_target_and_voice(ask, spring):
    rows = {row["code"]: row for row in ask(spring, "from actor_profiles")}
    assert list(rows) == ["ARM", "IRN", "RUS"]
    assert rows["IRN"] == {
        "code": "IRN", "name": "Iran", "n_claims_as_actor": 5, "n_claims_as_target": 0, "n_claims_as_holder": 2, "n_counterparts": 1,
        "n_verbal_cooperation": 1, "n_material_cooperation": 1, "n_verbal_conflict": 0, "n_material_conflict": 1,
        "score_given": pytest.approx(3.5 / 3), "score_received": None, "n_acts": 4, "n_contested_acts": 0, "n_denied_acts": 0,
        "first_on": date(2024, 1, 3), "last_on": date(2024, 3, 4),
    }  # fmt: skip
    assert (rows["RUS"]["n_counterparts"], rows["RUS"]["score_given"], rows["RUS"]["score_received"]) == (2, -2, pytest.approx(3.5 / 3))
    assert (rows["ARM"]["n_claims_as_target"], rows["ARM"]["n_acts"], rows["ARM"]["n_claims_as_holder"]) == (1, 0, 0)

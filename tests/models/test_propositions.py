"""Which claims are about the same thing, and how far their holders agree on it."""

from datetime import date, timedelta

import pytest

DAY = date(2024, 1, 1)


def on(day, *, until=None):
    """Return the columns of an event's date, in days after the first of January."""
    return {"event_from_on": DAY + timedelta(day), "event_to_on": DAY + timedelta(day if until is None else until)}


def test_a_proposition_tells_who_stands_where(ask, quarrel):
    quarrel.rows["theme_groups"] = [{"theme_code": "UAV", "theme_group": "weapons"}]
    for claim in quarrel.rows["claims"]:
        claim |= {"theme_code": "UAV"} | on(0, until=30) if claim["event_type"] == "AID" else {}
    arms, visit = ask(quarrel, "from propositions order by event_type")
    assert ask(quarrel, "select claim_id from proposition_claims where proposition_id = '" + arms.pop("proposition_id") + "'") == [
        {"claim_id": claim_id} for claim_id in ["c000", "c001", "c002", "c003", "c004"]
    ]
    assert arms == {
        "actor_code": "IRN", "actor_name": "Iran", "event_type": "AID", "target_code": "RUS", "target_name": "Russia",
        "theme_group": "weapons", "status": "contested", "n_affirming": 2, "n_denying": 1, "n_possible": 0, "n_independent_sources": 3,
        "first_said_on": date(2024, 9, 9), "last_said_on": date(2024, 9, 11),
        "event_from_on": date(2024, 1, 1), "event_to_on": date(2024, 1, 31), "claim_ids": ["c000", "c001", "c002", "c003", "c004"],
    }  # fmt: skip
    assert (visit["status"], visit["n_possible"], visit["theme_group"], visit["claim_ids"]) == ("unconfirmed", 1, None, ["c005"])


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ({"near": [on(0), on(180)]}, [["c000", "c001"]]),
        ({"one day too far": [on(0), on(181)]}, [["c000"], ["c001"]]),
        ({"a chain": [on(0), on(300), on(150)]}, [["c000", "c001", "c002"]]),
        ({"within a long one": [on(0, until=800), on(10), on(900)]}, [["c000", "c001", "c002"]]),
        ({"two islands": [on(1000), on(0), on(1010), on(10)]}, [["c000", "c002"], ["c001", "c003"]]),
        ({"undated": [{}, on(0), {}]}, [["c000", "c002"], ["c001"]]),
        ({"the same day": [on(5), on(5)]}, [["c000", "c001"]]),
    ],
    ids=lambda given: next(iter(given)) if isinstance(given, dict) else "",
)
def test_events_that_are_near_in_time_are_one(ask, world, events, expected):
    document = world.document("one")
    for columns in next(iter(events.values())):
        world.claim(document, "USA", **columns)
    world.relate()
    found = ask(world, "select list(claim_id order by claim_id) as ids from proposition_claims group by proposition_id order by ids")
    assert [row["ids"] for row in found] == expected
    assert sorted(row["claim_ids"] for row in ask(world, "from propositions")) == expected


def test_another_actor_event_target_or_kind_of_theme_is_another_proposition(ask, world):
    world.rows["theme_groups"] = [
        {"theme_code": c, "theme_group": g} for c, g in [("LOAN", "money"), ("MISSILE", "weapons"), ("UAV", "weapons")]
    ]
    document = world.document("one")
    columns = [
        {"theme_code": "UAV"},
        {"theme_code": "MISSILE"},
        {"theme_code": "LOAN"},
        {},
        {"event_type": "ASSAULT"},
        {"target_code": "ARM"},
    ]
    for given in [*columns, {"actor_code": "GBR"}]:
        world.claim(document, "USA", **given)
    world.relate()
    assert sorted(row["claim_ids"] for row in ask(world, "from propositions")) == [["c000", "c001"], *([f"c00{n}"] for n in range(2, 7))]


@pytest.mark.parametrize(
    ("claims", "status", "n_sources"),
    [
        ([("USA", "affirmed"), ("IRN", "denied")], "contested", 2),
        ([("USA", "affirmed future"), ("IRN", "denied")], "contested", 2),
        ([("USA", "affirmed possible"), ("IRN", "denied")], "denied only", 2),
        ([("USA", "affirmed"), ("USA", "denied")], "uncontested", 1),
        ([("USA", "affirmed"), ("USA", "denied"), ("IRN", "denied")], "contested", 2),
        ([("USA", "affirmed"), ("USA", "denied"), ("IRN", "affirmed")], "contested", 2),
        ([("IRN", "denied"), ("IRN", "denied future")], "denied only", 1),
        ([("IRN", "denied"), (None, "affirmed")], "denied only", 1),
        ([("USA", "affirmed"), (None, "denied")], "uncontested", 1),
        ([("USA", "affirmed possible"), (None, "affirmed")], "unconfirmed", 1),
        ([("USA", "affirmed possible"), ("IRN", "affirmed possible")], "unconfirmed", 2),
        ([("USA", "affirmed"), ("IRN", "denied possible")], "uncontested", 2),
        ([("USA", "affirmed possible"), ("IRN", "denied possible")], "unconfirmed", 2),
        ([(None, "denied possible")], "unconfirmed", 0),
        ([("USA", "affirmed possible"), ("IRN", "affirmed future")], "uncontested", 2),
        ([(None, "affirmed")], "uncontested", 0),
        ([(None, "denied")], "denied only", 0),
        ([(None, "affirmed possible")], "unconfirmed", 0),
    ],
)
def test_the_status_is_what_the_holders_make_it(ask, world, claims, status, n_sources):
    document = world.document("one")
    for holder, held in claims:
        polarity, _, modality = held.partition(" ")
        world.claim(document, holder, polarity, modality=modality or "actual")
    world.relate()
    [row] = ask(world, "from propositions")
    assert (row["status"], row["n_independent_sources"]) == (status, n_sources)


def test_a_copy_speaks_with_the_voice_of_its_original(ask, world):
    for name, publisher in [("a", "Gazette"), ("b", "Echo"), ("c", None)]:
        document = world.document(name, publisher=publisher)
        if name != "a":
            world.copy(document, "a-b1")
        world.claim(document, publisher or f"doc:{document}")
        world.claim(document, "USA")
    world.claim(world.document("other"), "Echo")
    world.relate()
    [row] = ask(world, "select n_affirming, n_independent_sources from propositions")
    assert row == {"n_affirming": 3, "n_independent_sources": 3}


def test_ids_depend_on_the_claims_alone(ask, world):
    first, second = world.document("one"), world.document("two", batch="b2")
    world.claim(first, "USA")
    world.claim(second, "IRN", "denied")
    world.relate()
    before = ask(world, "from proposition_claims")
    world.rows["claims"].reverse()
    world.claim(first, "GBR", event_type="CONSULT")
    world.relate()
    assert ask(world, "from proposition_claims")[:2] == before
    assert all(len(row["proposition_id"]) == 12 for row in before)

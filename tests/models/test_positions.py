"""How each holder stands on each proposition from day to day."""

from datetime import date

import pytest

FIRST, SECOND, THIRD = (date(2024, 9, day) for day in (1, 2, 3))


def stands(rows):
    return [(row["holder_code"], row["said_on"], row["stand"], row["previous_stand"], row["is_change"]) for row in rows]


def test_a_change_of_mind_is_marked_on_the_day_on_which_it_shows(ask, world):
    document = world.document("one")
    for day, polarity in [(FIRST, "denied"), (SECOND, "denied"), (THIRD, "affirmed"), (None, "affirmed")]:
        world.claim(document, "IRN", polarity, said_on=day)
    world.claim(document, "USA", said_on=SECOND)
    world.claim(document, None, said_on=SECOND)
    world.relate()
    assert stands(ask(world, "from positions")) == [
        ("IRN", FIRST, "denied", None, False),
        ("IRN", SECOND, "denied", "denied", False),
        ("IRN", THIRD, "affirmed", "denied", True),
        ("IRN", None, "affirmed", None, False),
        ("USA", SECOND, "affirmed", None, False),
    ]
    assert {row["holder_code"]: row["n_changes"] for row in ask(world, "from source_profiles")} == {"IRN": 1, "USA": 0}


@pytest.mark.parametrize(
    ("said", "stand", "claim_id"),
    [
        ([("affirmed", "possible")], "possible", "c000"),
        ([("affirmed", "possible"), ("affirmed", "future")], "affirmed", "c001"),
        ([("affirmed", "actual"), ("denied", "possible"), ("denied", "actual")], "denied", "c002"),
        ([("affirmed", "actual"), ("denied", "possible")], "affirmed", "c000"),
        ([("denied", "possible")], "possible", "c000"),
    ],
)
def test_the_stand_of_a_day_is_its_denial_else_what_it_affirms(ask, world, said, stand, claim_id):
    document = world.document("one")
    for polarity, modality in said:
        world.claim(document, "IRN", polarity, modality=modality, said_on=FIRST)
    world.relate()
    [row] = ask(world, "from positions")
    del row["proposition_id"]
    n_denied = [polarity for polarity, _ in said].count("denied")
    assert row == {
        "holder_code": "IRN", "said_on": FIRST, "actor_code": "IRN", "event_type": "AID", "target_code": "RUS", "stand": stand,
        "previous_stand": None, "is_change": False, "n_claims": len(said), "n_affirmed": len(said) - n_denied, "n_denied": n_denied,
        "claim_id": claim_id,
    }  # fmt: skip


def test_each_proposition_has_positions_of_its_own(ask, world):
    document = world.document("one")
    world.claim(document, "IRN", said_on=FIRST)
    world.claim(document, "IRN", "denied", said_on=SECOND, event_type="CONSULT")
    world.relate()
    rows = ask(world, "from positions order by said_on")
    assert [(row["event_type"], row["stand"], row["is_change"]) for row in rows] == [
        ("AID", "affirmed", False),
        ("CONSULT", "denied", False),
    ]
    assert len({row["proposition_id"] for row in rows}) == 2

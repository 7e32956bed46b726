"""What is given and how much of it, and who sanctions whom."""

from datetime import date

import pytest

from pipeline.codebook import load_codebook

DRONE = {"theme_code": "UAV"}
GROUPS = [{"theme_code": "MONEY", "theme_group": "money"}, {"theme_code": "UAV", "theme_group": "weapons"}]


def test_flows_tell_who_gives_how_much_to_whom(ask, world):
    world.rows["theme_groups"] = GROUPS
    document = world.document("one")
    world.claim(document, "USA", said_on=date(2024, 9, 9), theme="200 drones", **DRONE)
    world.claim(document, "GBR", said_on=date(2024, 9, 8), theme="two drones", modality="possible", **DRONE)
    world.claim(document, "IRN", "denied", theme="9,000 drones", **DRONE)
    world.claim(document, None, theme=None)
    world.claim(document, "USA", event_type="CONSULT", theme="3 drones", **DRONE)
    world.relate()
    drones, unknown = ask(world, "from material_flows")
    assert drones == {
        "actor_code": "IRN", "actor_name": "Iran", "target_code": "RUS", "target_name": "Russia", "theme_group": "weapons",
        "theme_code": "UAV", "n_claims": 3, "n_affirmed": 2, "n_denied": 1, "n_possible": 1, "n_future": 0, "n_affirmed_actual": 1,
        "n_sources": 3, "n_quantified": 2, "lowest_quantity": 2, "highest_quantity": 200, "amounts": ["200 drones", "two drones"],
        "first_on": date(2024, 9, 8), "last_on": date(2024, 9, 9), "claim_ids": ["c000", "c001", "c002"],
    }  # fmt: skip
    assert (unknown["theme_code"], unknown["n_claims"], unknown["lowest_quantity"], unknown["amounts"]) == (None, 1, None, [])


@pytest.mark.parametrize(
    ("theme", "quantity"),
    [
        ("200 attack drones", 200),
        ("5,000 shells", 5000),
        ("1.5 million rounds", 1_500_000),
        ("$2.5 billion", 2_500_000_000),
        ("US$ 40 million", 40_000_000),
        ("€300", 300),
        ("Two patrol ships", 2),
        ("two dozen tanks", 24),
        ("twenty tanks", 20),
        ("twenty-five tanks", 25),
        ("twenty-five million dollars", 25_000_000),
        ("three hundred rifles", 300),
        ("18 F-16 fighters", 18),
        ("drones", None),
        ("S-300 missiles", None),
        ("155mm shells", None),
        ("155 mm shells", None),
        ("155-millimetre shells", None),
        ("billion dollars", None),
        ("more radars", None),
        ("onerous debts", None),
        ("1.2.3 engines", None),
    ],
)
def test_a_quantity_is_read_where_the_theme_begins_with_one(ask, world, theme, quantity):
    world.claim(world.document("one"), "USA", theme=theme)
    world.relate()
    assert [row["highest_quantity"] for row in ask(world, "from material_flows")] == [quantity]


def test_sanctions_tell_how_far_they_have_come(ask, world):
    world.rows["theme_groups"] = GROUPS
    document = world.document("one")
    columns = {"event_type": "SANCTION", "theme": "loans", "theme_code": "MONEY"}
    world.claim(document, "USA", said_on=date(2024, 9, 9), event_mode="withdraw", **columns)
    world.claim(document, "IRN", "denied", said_on=date(2024, 9, 10), **columns)
    world.claim(document, "USA", event_type="CONSULT")
    world.relate()
    [row] = ask(world, "from sanctions")
    assert len(row.pop("proposition_id")) == 12
    assert row == {
        "actor_code": "IRN", "actor_name": "Iran", "target_code": "RUS", "target_name": "Russia", "theme_group": "money",
        "theme_codes": ["MONEY"], "event_modes": ["withdraw"], "stage": "imposed", "status": "contested", "n_claims": 2,
        "n_affirming": 1, "n_denying": 1, "n_independent_sources": 2, "first_said_on": date(2024, 9, 9), "last_said_on": date(2024, 9, 10),
        "event_from_on": None, "event_to_on": None, "claim_ids": ["c000", "c001"],
        "lifting_stage": None, "lifted": [], "lifting_claim_ids": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ([("affirmed", "possible"), ("affirmed", "future"), ("affirmed", "actual")], "imposed"),
        ([("affirmed", "possible"), ("affirmed", "future"), ("denied", "actual")], "announced"),
        ([("affirmed", "possible"), ("denied", "actual")], "considered"),
        ([("denied", "actual")], "denied"),
    ],
)
def test_the_stage_of_a_sanction_is_the_furthest_that_is_affirmed(ask, world, said, stage):
    document = world.document("one")
    for polarity, modality in said:
        world.claim(document, "USA", polarity, modality=modality, event_type="SANCTION")
    world.relate()
    assert [row["stage"] for row in ask(world, "from sanctions")] == [stage]


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ([("affirmed", "future"), ("affirmed", "actual")], "lifted"),
        ([("denied", "actual"), ("affirmed", "future")], "announced"),
        ([("affirmed", "possible"), ("denied", "actual")], "considered"),
        ([("denied", "actual")], "denied"),
    ],
)
def test_a_sanction_stands_beside_what_is_said_of_its_lifting(ask, world, said, stage):
    document = world.document("one")
    world.claim(document, "USA", event_type="SANCTION")
    world.claim(document, "USA", event_type="SANCTION", target_code="ARM")
    for polarity, modality in said:
        world.claim(document, "USA", polarity, modality=modality, event_type="CONCEDE", rule_id="concede.lift_embargo.v+say.v", theme=None)
    world.claim(document, "USA", "denied", event_type="CONCEDE", rule_id="concede.lift_sanction.v", theme="oil sanctions")
    world.claim(document, "USA", event_type="CONCEDE", rule_id="concede.release.v", theme="prisoners")
    world.relate()
    armenia, russia = ask(world, "select lifting_stage, lifted, len(lifting_claim_ids) as n from sanctions order by target_code")
    assert russia == {"lifting_stage": stage, "lifted": ["embargo", "oil sanctions"], "n": len(said) + 1}
    assert armenia == {"lifting_stage": None, "lifted": [], "n": 0}


def test_every_frame_that_lifts_a_measure_is_known_for_one(ask, world):
    measures = "ban blockade boycott curb embargo measure restriction sanction suspension tariff".split()
    frames = [
        frame.frame_id
        for frame in load_codebook().frames
        if frame.event_type == "CONCEDE" and any(lemma in measures for _, lemmas in frame.pattern.parts for lemma in lemmas)
    ]
    document = world.document("one")
    world.claim(document, "USA", event_type="SANCTION")
    for frame_id in frames:
        world.claim(document, "USA", event_type="CONCEDE", rule_id=frame_id)
    world.relate()
    assert ask(world, "select len(lifting_claim_ids) as n from sanctions") == [{"n": len(frames)}]
    assert len(frames) > 40

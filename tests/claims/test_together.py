"""Those who say it together: each holds the claim."""

import pytest


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Chad dismissed allegations by Mali and Niger that it had sent rifles to Libya.", {"MLI", "NER"}),
        (
            "Chad condemned a speech, citing allegations by Mali and Niger that it had sent rifles to Libya as “baseless and fake.”",
            {"MLI", "NER"},
        ),
        ("Canada and Japan said that Kenya had sent rifles to Libya.", {"CAN", "JPN"}),
        ("Canada said that Kenya had sent rifles to Libya.", {"CAN"}),
    ],
)
def test_each_of_those_who_say_it_holds_it(text, holders, read):
    [claims] = read([text])
    given = [
        claim for claim in claims if claim["event_type"] == "AID" and claim["target_code"] == "LBY" and claim["polarity"] == "affirmed"
    ]
    assert {claim["source_code"] for claim in given} == holders
    assert len({claim["claim_id"] for claim in given}) == len(given)

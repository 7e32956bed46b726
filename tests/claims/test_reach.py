"""Parties that no slot of a frame holds: deeper in a phrase, or higher in the sentence."""

import pytest

SENTENCES = {
    "inside what is named": ("Canada expressed concern about the growth of Russian military activity.", "CAN ACCUSE RUS inside"),
    "a possessor far down": ("Britain condemned the Syrian army's use of barrel bombs.", "GBR ACCUSE SYR"),
    "the subject of the clause above": ("Denmark said nothing about it, and a visit to Norway was called off.", "DNK REJECT NOR above"),
    "whose airspace it is": ("Colombia accuses Venezuela of violating its airspace.", "VEN COERCE COL"),
    "both of two who fight": (
        "Kenyan soldiers and Somali soldiers died in a battle near the river.", "KEN ASSAULT SOM above", "SOM ASSAULT KEN above",
    ),
    "what a threat is about": ("Iran threatened to cut off electricity to Armenia.", "IRN THREATEN ARM complement"),
    "where what is hit stands": ("Al-Shabab destroyed the bridge of Marka in southern Somalia.", "AL-SHABAB ASSAULT SOM place"),
}  # fmt: skip


def shown(claim):
    ways = [rule for rule in claim["rule_id"].split("+") if rule in ("inside", "above", "not-itself", "place", "complement")]
    return " ".join([claim["actor_code"], claim["event_type"], claim["target_code"], *ways])


@pytest.mark.parametrize("case", SENTENCES)
def test_a_party_is_found_and_how_is_told(case, read):
    text, *expected = SENTENCES[case]
    [claims] = read([text])
    assert set(expected) <= {shown(claim) for claim in claims}


def test_what_is_reached_is_less_sure(read):
    text = "Denmark said nothing about it, and a visit to Norway was called off."
    [[slotted], [reached]] = read(["Denmark called off a visit to Norway.", text])
    assert reached["confidence"] < slotted["confidence"]


def test_a_paper_speaks_for_whoever_issued_it_before(read):
    text = "A Kenyan Defence Ministry statement said Somalia attacked Uganda. The statement also said Eritrea attacked Ethiopia."
    [claims] = read([text])
    assert {(claim["source_code"], claim["actor_code"]) for claim in claims} == {("KEN", "SOM"), ("KEN", "ERI")}


def test_nobodys_hope_is_the_authors_word(read):
    [claims] = read(["The shelling ended any hope of Russia's talks with Ukraine."])
    assert [(claim["source_kind"], claim["modality"]) for claim in claims] == [("author", "possible")]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Did Russia attack Ukraine?", "possible"),
        ("Who spoke of the drones that Iran sent to Russia?", "actual"),
        ("“Attack Syria,” Iran told Hezbollah.", "possible"),
    ],
)
def test_a_question_asks_what_it_says_not_what_it_mentions_and_an_order_is_no_deed(text, modality, read):
    [claims] = read([text])
    assert modality in {claim["modality"] for claim in claims if claim["event_type"] in ("ASSAULT", "AID", "CONSULT")}


def test_whoever_is_told_to_do_it_is_its_actor(read):
    [claims] = read(["“Attack Syria,” Iran told Hezbollah."])
    assert [(claim["source_code"], claim["actor_code"], claim["target_code"]) for claim in claims] == [("IRN", "HEZBOLLAH", "SYR")]


def test_denying_a_claim_rejects_whoever_made_it(read):
    [claims] = read(["The United States said Iran sent missiles to Russia. Tehran denied the claim."])
    held = {(c["source_code"], c["actor_code"], c["event_type"], c["target_code"], c["polarity"]) for c in claims}
    assert ("AUTHOR", "IRN", "REJECT", "USA", "affirmed") in held
    assert ("IRN", "IRN", "AID", "RUS", "denied") in held

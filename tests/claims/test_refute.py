"""Whoever says that a claim is not so denies it; whoever made it still holds it, and nobody denies that it was made."""

import pytest

SENT = "Kenya said that Chad had sent rifles to Libya. "


def deliveries(read, text):
    [claims] = read([text])
    return {
        (claim["source_code"], claim["polarity"])
        for claim in claims
        if (claim["event_type"], claim["actor_code"], claim["target_code"]) == ("AID", "TCD", "LBY")
    }


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Chad rejected Kenya's allegation that Chad had sent rifles to Libya.", {("KEN", "affirmed"), ("TCD", "denied")}),
        ("Chad denied allegations made by Kenya that Chad had sent rifles to Libya.", {("KEN", "affirmed"), ("TCD", "denied")}),
        ("Chad denied a claim by Kenya that it had not sent rifles to Libya.", {("KEN", "denied"), ("TCD", "affirmed")}),
        ("Kenya's claims that Chad had sent rifles to Libya are groundless, Ndjamena said.", {("KEN", "affirmed"), ("TCD", "denied")}),
        ("Chad said that reports that it had sent rifles to Libya were false.", {("TCD", "denied")}),
        ("There is no truth to reports that Chad sent rifles to Libya, Mahamat Deby said.", {("TCD", "denied")}),
        ("Chad dismissed as baseless reports that it had sent rifles to Libya.", {("TCD", "denied")}),
        ("Chad described reports that it had sent rifles to Libya as fabrications.", {("TCD", "denied")}),
        ("It is not true that Chad sent rifles to Libya, Kenya said.", {("KEN", "denied")}),
    ],
)
def test_both_who_makes_a_claim_and_who_calls_it_false_are_heard(text, holders, read):
    assert deliveries(read, text) == holders


@pytest.mark.parametrize(
    "answer",
    [
        "“These allegations are baseless,” Chad's foreign minister said.",
        "Chad says the claims are false.",
        "“That is a lie,” Chad's foreign minister said.",
        "Chad said it was not true.",
        "Chad described the allegations as “ugly propaganda”.",
        "Chad declared these allegations as being “false and tired”.",
    ],
)
def test_an_answer_denies_what_was_said_before(answer, read):
    assert deliveries(read, SENT + answer) == {("KEN", "affirmed"), ("TCD", "denied")}


@pytest.mark.parametrize("answer", ["Chad says the claims are grave.", "Chad did not deny the claims.", "Chad says the claims are true."])
def test_what_is_no_denial_denies_nothing(answer, read):
    assert deliveries(read, SENT + answer) == {("KEN", "affirmed")}


def test_nobody_denies_that_the_claim_was_made(read):
    [claims] = read(["Chad rejected Kenya's allegation that it had sent rifles to Libya."])
    accusations = {(c["source_code"], c["polarity"]) for c in claims if (c["event_type"], c["actor_code"]) == ("ACCUSE", "KEN")}
    assert accusations <= {("AUTHOR", "affirmed")}


def test_a_word_of_judgement_holds_nothing(read):
    [claims] = read(["The paper printed baseless claims that Chad had sent rifles to Libya."])
    assert {claim["source_code"] for claim in claims if claim["event_type"] == "AID"} <= {"UNSPECIFIED", "PAPER"}

"""Who holds that who did what to whom: one construction a test."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = dict[str, Any]
Read = Callable[[Sequence[str]], list[list[Row]]]


def brief(rows: list[Row]) -> set[tuple[str, ...]]:
    return {(r["source_code"], r["actor_code"], r["event_type"], r["target_code"], r["polarity"], r["modality"]) for r in rows}


CASES = {
    "an active verb": ("Russia attacked Ukraine.", ("AUTHOR", "RUS", "ASSAULT", "UKR", "affirmed", "actual")),
    "a passive": ("Ukraine was attacked by Russia.", ("AUTHOR", "RUS", "ASSAULT", "UKR", "affirmed", "actual")),
    "an event noun with possessor": ("Iran's supply of drones to Russia continued.", ("AUTHOR", "IRN", "AID", "RUS", "affirmed", "actual")),
    "a demonym as actor": ("Western sanctions against Iran hurt trade.", ("AUTHOR", "WEST", "SANCTION", "IRN", "affirmed", "actual")),
    "a light verb": ("Israel carried out an attack on Iran.", ("AUTHOR", "ISR", "ASSAULT", "IRN", "affirmed", "actual")),
    "a denial": ("Iran denied that it had sent missiles to Russia.", ("IRN", "IRN", "AID", "RUS", "denied", "actual")),
    "an accusation": ("The United States accused Iran of sending missiles to Russia.", ("USA", "IRN", "AID", "RUS", "affirmed", "actual")),
    "the accusation itself": (
        "The United States accused Iran of sending missiles to Russia.",
        ("AUTHOR", "USA", "ACCUSE", "IRN", "affirmed", "actual"),
    ),
    "a source after its words": ("Israel bombed Syria, officials in Iraq said.", ("IRQ", "ISR", "ASSAULT", "SYR", "affirmed", "actual")),
    "a negation": ("Iran did not send missiles to Russia.", ("AUTHOR", "IRN", "AID", "RUS", "denied", "actual")),
    "a modal": ("Iran may send missiles to Russia.", ("AUTHOR", "IRN", "AID", "RUS", "affirmed", "possible")),
    "a future": ("Iran will send missiles to Russia.", ("AUTHOR", "IRN", "AID", "RUS", "affirmed", "future")),
    "a failure": ("Iran failed to send missiles to Russia.", ("AUTHOR", "IRN", "AID", "RUS", "denied", "actual")),
    "nobody's word": ("Iran is believed to have sent missiles to Russia.", ("UNSPECIFIED", "IRN", "AID", "RUS", "affirmed", "actual")),
    "a negated confirmation": (
        "Iran has never acknowledged that it sent missiles to Russia.",
        ("IRN", "IRN", "AID", "RUS", "denied", "actual"),
    ),
    "a relative clause": ("Russia praised Iran, which had sent missiles to Syria.", ("AUTHOR", "IRN", "AID", "SYR", "affirmed", "actual")),
    "conjoined targets": ("France met with Germany and Poland.", ("AUTHOR", "FRA", "CONSULT", "POL", "affirmed", "actual")),
    "conjoined actors": ("The EU and the UK sanctioned Iran.", ("AUTHOR", "GBR", "SANCTION", "IRN", "affirmed", "actual")),
    "a controlled subject": ("Iran tried to attack Israel.", ("AUTHOR", "IRN", "ASSAULT", "ISR", "affirmed", "possible")),
    "talks between two": ("Talks between Iran and France began.", ("AUTHOR", "IRN", "CONSULT", "FRA", "affirmed", "actual")),
    "a direct quotation": ("“Russia attacked Poland,” said Emmanuel Macron.", ("FRA", "RUS", "ASSAULT", "POL", "affirmed", "actual")),
    "a sum of money by its sign": ("Kuwait gave $40 million to Lebanon.", ("AUTHOR", "KWT", "AID", "LBN", "affirmed", "actual")),
    "a sum that measures aid": (
        "Norway will provide nearly $100 million in military aid to Moldova.",
        ("AUTHOR", "NOR", "AID", "MDA", "affirmed", "future"),
    ),
    "a city for its state": ("Russia shelled Kherson overnight.", ("AUTHOR", "RUS", "ASSAULT", "UKR", "affirmed", "actual")),
    "a city that was left": ("India struck a camp near Lahore.", ("AUTHOR", "IND", "ASSAULT", "PAK", "affirmed", "actual")),
}


@pytest.fixture(scope="module")
def claims(read: Read) -> dict[str, list[Row]]:
    return dict(zip(CASES, read([text for text, _ in CASES.values()]), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_a_construction_gives_its_claim(name: str, claims: dict[str, list[Row]]) -> None:
    text, expected = CASES[name]
    assert expected in brief(claims[name]), f"{text} gives {brief(claims[name])}"


def test_a_denied_event_is_not_also_affirmed(claims: dict[str, list[Row]]) -> None:
    assert not any(r["event_type"] == "AID" and r["polarity"] == "affirmed" for r in claims["a denial"])


def test_a_nested_report_names_those_through_whom_it_came(read: Read) -> None:
    [rows] = read(["France said that Poland had reported that Russia attacked Ukraine."])
    [attack] = [r for r in rows if r["event_type"] == "ASSAULT"]
    assert (attack["source_code"], [v["code"] for v in attack["via"]]) == ("POL", ["FRA"])


def test_a_denial_may_point_back(read: Read) -> None:
    [rows] = read(["The United States said that Iran had sent missiles to Russia. Tehran dismissed the claim."])
    assert ("IRN", "IRN", "AID", "RUS", "denied", "actual") in brief(rows)


def test_a_denial_that_points_at_nothing_denies_nothing(read: Read) -> None:
    [rows] = read(["Tehran dismissed the claim."])
    assert not any(r["polarity"] == "denied" for r in rows)


def test_the_author_counts_under_the_documents_own_name(read: Read) -> None:
    [[row]] = read(["Russia attacked Ukraine."])
    assert (row["source_kind"], row["holder_code"]) == ("author", "DOC:00000")


def test_every_span_is_evidence(read: Read) -> None:
    text = "The United States said on Monday that Iran had sent ballistic missiles to Russia in September 2024."
    [rows] = read([text])
    [row] = [r for r in rows if r["event_type"] == "AID"]
    spans = {name: text[row[f"{name}_start"] : row[f"{name}_end"]] for name in ("char", "cue", "trigger", "theme")}
    assert spans == {"char": "Iran had sent ballistic missiles to Russia", "cue": "said", "trigger": "sent", "theme": "ballistic missiles"}
    assert (row["event_date"], row["event_granularity"], row["theme"]) == ("2024-09", "month", "ballistic missiles")


def test_a_document_without_claims_gives_an_empty_table(read: Read) -> None:
    assert read(["The weather was fine, and the market was busy."]) == [[]]


def test_other_documents_change_nothing(read: Read) -> None:
    text = "Iran denied that it had sent missiles to Russia."
    [alone] = read([text])
    beside = read([text, "Kenya and Somalia held talks. The two countries agreed on a border.", "x"])[0]
    assert alone == beside

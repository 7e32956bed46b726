"""PLOVER records: the fields of its Draft 2.0, its rule for what lies ahead, and what is no event."""

import json
from datetime import date

import pytest

from pipeline.exports.plover import BECOME_AGREE, write_plover
from tests.exports.conftest import HOSTILE, SCALES, claim_of, hostile

FIELDS = set(
    "id date enddate actor recipient event event_text quad_code event_scale mode context text text_info cite_info coder comment".split()
)
OURS = {"date_basis", "said_by", "holder_code", "confidence"}
PARTS = {
    "actor": {"code", "entity_text", "identifier_text"},
    "text_info": {"sequence", "start", "end"},
    "cite_info": {"citation", "url", "title", "language", "publication", "license"},
}


def records(path, *claims):
    write_plover(claims, path, scales=SCALES)
    return [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]


def test_a_record_has_the_fields_of_plover(path):
    [record] = records(path, claim_of(event_mode="discontinue"))
    assert set(record) == FIELDS - {"context", "comment"} | OURS
    assert {name: set(record[name]) for name in ("text_info", "cite_info")} | {"actor": set(record["actor"][0])} == PARTS
    assert record["event"] == ["AID"]
    assert (record["date"], record["enddate"], record["date_basis"]) == ("2031-03-01", "2031-03-31", "event")
    assert [(record[end][0]["code"], record[end][0]["entity_text"]) for end in ("actor", "recipient")] == [
        ("IRN", "Iran"),
        ("RUS", "Russia"),
    ]
    assert (record["quad_code"], record["event_scale"], record["mode"]) == (2, 10.0, ["discontinue"])
    assert record["text"] == "Iran gave drones to Russia, Washington said."
    assert record["cite_info"]["citation"] == "a.txt"
    assert record["said_by"] == {"code": "USA", "entity_text": "United States", "via": ["Gazette"]}


@pytest.mark.parametrize("event_type", sorted(BECOME_AGREE))
def test_future_cooperation_is_an_agreement_on_the_day_it_is_said(path, event_type):
    [record] = records(path, claim_of(event_type=event_type, modality="future", event_mode="visit"))
    assert (record["event"], record["quad_code"], record["event_scale"]) == (["AGREE"], 1, 2.5)
    assert (record["date"], record["date_basis"]) == ("2031-03-19", "said")
    assert record["comment"] == f"a future {event_type}"
    assert not {"enddate", "mode", "context"} & record.keys()


def test_another_future_event_stays_and_says_so(path):
    [record] = records(path, claim_of(event_type="ASSAULT", modality="future"))
    assert (record["event"], record["context"], record["date"]) == (["ASSAULT"], ["future"], "2031-03-01")


@pytest.mark.parametrize("stance", [{"polarity": "denied"}, {"modality": "possible"}, {"polarity": "denied", "modality": "future"}])
def test_denials_and_possibilities_are_no_events(path, stance):
    assert records(path, claim_of(**stance)) == []


def test_a_record_without_an_event_date_has_the_day_of_saying_or_publication_or_is_none(path):
    undated = {"event_from_on": None, "event_to_on": None}
    found = records(
        path,
        claim_of(**undated),
        claim_of(**undated, said_on=None),
        claim_of(**undated, said_on=None, published_on=None),
    )
    assert [(record["date"], record["date_basis"]) for record in found] == [("2031-03-19", "said"), ("2031-03-20", "published")]
    assert all(date.fromisoformat(record["date"]) for record in found)


def test_an_event_type_without_a_scale_is_loud(path):
    with pytest.raises(KeyError, match="RETREAT"):
        records(path, claim_of(event_type="RETREAT"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(path, text):
    [record] = records(path, hostile(claim_of(), text))
    assert record["text"] == record["actor"][0]["entity_text"] == record["cite_info"]["title"] == text
    assert "url" not in record["cite_info"]

"""FollowTheMoney entities, as its own library sees them; where that is not installed, as their ids and references tell."""

import json
from datetime import date

import pytest

from pipeline.exports.ftm import write_ftm
from tests.exports.conftest import HOSTILE, claim_of, hostile

COUNTRIES = {"IRN": "ir", "RUS": "ru", "USA": "us"}
DOCUMENT = {
    "document_id": "d1", "source_path": "a.txt", "title": "Drones", "author": "N. Tovmas", "publisher": "Gazette",
    "published_on": date(2031, 3, 20), "url": "https://gazette.example/drones",
}  # fmt: skip


def actor_of(code="IRN", **columns):
    return {"actor_id": code, "actor_name": f"name of {code}", "actor_code": code, "entity_type": "state"} | columns


def entities(path, *claims, documents=(DOCUMENT,), actors=None):
    actors = actors or [actor_of(), actor_of("RUS")]
    n_entities = write_ftm(documents, actors, claims, path, countries=COUNTRIES)
    found = [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]
    assert n_entities == len(found)
    return found


def accepted(found):
    """Return the entities as the library takes them, each value cleaned; it raises or drops what is wrong."""
    ftm = pytest.importorskip("followthemoney")
    for entity in found:
        ftm.model.get(entity["schema"]).validate(entity)
    return [ftm.EntityProxy.from_dict(entity, cleaned=False) for entity in found]


def test_a_claim_is_a_link_with_proof(path):
    article, iran, russia, link = entities(path, claim_of())
    assert [article["schema"], iran["schema"], link["schema"]] == ["Article", "PublicBody", "UnknownLink"]
    assert iran["properties"]["country"] == ["ir"]
    assert link["properties"] == {
        "subject": [iran["id"]], "object": [russia["id"]], "proof": [article["id"]], "role": ["AID"], "status": ["affirmed, actual"],
        "summary": ["United States (USA)"], "description": ["Iran gave drones to Russia, Washington said."], "date": ["2031-03-19"],
        "startDate": ["2031-03-01"], "endDate": ["2031-03-31"], "publisher": ["Gazette"],
        "sourceUrl": ["https://gazette.example/drones"], "recordId": ["c1"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "role"),
    [
        ({"polarity": "denied"}, "AID (denied)"),
        ({"modality": "possible"}, "AID (possible)"),
        ({"polarity": "denied", "modality": "future"}, "AID (denied, future)"),
    ],
)
def test_a_link_that_is_no_affirmed_fact_says_so_where_it_is_drawn(path, columns, role):
    assert entities(path, claim_of(**columns))[-1]["properties"]["role"] == [role]


@pytest.mark.parametrize(
    ("entity_type", "schema"),
    [("state", "PublicBody"), ("organisation", "Organization"), ("person", "Person"), ("role", "LegalEntity"), (None, "LegalEntity")],
)
def test_an_actor_has_the_schema_of_its_kind(path, entity_type, schema):
    assert entities(path, actors=[actor_of(entity_type=entity_type)])[1]["schema"] == schema


def check_that_nothing_is_lost(found):
    proxies = accepted(found)
    by_id = {proxy.id: proxy for proxy in proxies}
    assert len(by_id) == len(found)
    for proxy, entity in zip(proxies, found, strict=True):
        assert {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()} == entity["properties"]
        assert all(proxy.get(name) for name in proxy.schema.required)
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert by_id[value].schema.is_a(prop.range)


def test_the_library_accepts_them_and_drops_no_value(path):
    kinds = ("state", "organisation", "person", "role")
    actors = [actor_of(), actor_of("RUS"), *(actor_of(kind, entity_type=kind) for kind in kinds)]
    check_that_nothing_is_lost(entities(path, claim_of(), claim_of(claim_id="c2", url=None, said_on=None, holder_code=None), actors=actors))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(path, text):
    actors = [actor_of(actor_name=text), actor_of("RUS", actor_id=text)]
    document = {name: text if isinstance(value, str) else value for name, value in DOCUMENT.items()}
    claim = hostile(claim_of(document_id=text, target_id=text), text)
    found = entities(path, claim, documents=[document], actors=actors)
    assert len(found) == 4
    assert "sourceUrl" not in found[0]["properties"]
    check_that_nothing_is_lost(found)

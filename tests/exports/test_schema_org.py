"""Claims as JSON-LD: only properties that schema.org has for these types."""

import json
from collections.abc import Iterator

import pytest

from pipeline.exports.schema_org import write_schema_org
from tests.exports.conftest import HOSTILE, claim_of, hostile

THING = {"@type", "@id", "name", "identifier", "url"}
WORK = THING | {"text", "keywords", "about", "author", "datePublished", "publisher", "inLanguage", "hasPart", "position"}
PROPERTIES = {
    "Claim": WORK | {"appearance", "firstAppearance"},
    "CreativeWork": WORK,
    **dict.fromkeys(("Thing", "Person", "Organization", "Country"), THING),
}


def graph(path, *claims):
    assert write_schema_org(claims, path) == len(claims)
    document = json.loads(path.read_text(encoding="ascii"))
    assert document["@context"] == "https://schema.org"
    return document["@graph"]


def nodes(value) -> Iterator[dict]:
    for item in value if isinstance(value, list) else value.values() if isinstance(value, dict) else []:
        yield from nodes(item)
    if isinstance(value, dict):
        yield value


def test_a_claim_has_its_claimant_its_text_and_where_it_appears(path):
    [claim] = graph(path, claim_of(polarity="denied"))
    assert claim["@type"] == "Claim"
    assert claim["text"] == "Iran gave drones to Russia"
    assert claim["author"] == {"@type": "Organization", "name": "United States", "identifier": "USA"}
    assert claim["keywords"] == ["AID", "denied", "actual"]
    assert claim["datePublished"] == "2031-03-19"
    assert claim["appearance"]["@id"] == "urn:sayso:document:d1"
    assert claim["appearance"]["url"] == "https://gazette.example/drones"
    assert claim["appearance"]["hasPart"]["text"] == "Iran gave drones to Russia, Washington said."
    assert claim["firstAppearance"]["@id"] == "urn:sayso:document:d0"
    assert [(thing["@type"], thing["name"]) for thing in claim["about"]] == [("Country", "Iran"), ("Country", "Russia")]


@pytest.mark.parametrize("columns", [{}, {"source_kind": "author"}, {"actor_type": "person", "target_type": None, "source_type": "person"}])
def test_every_property_is_one_of_schema_org(path, columns):
    for node in nodes(graph(path, claim_of(**columns), claim_of(publisher=None, title=None, url=None))):
        assert set(node) <= PROPERTIES[node["@type"]]


@pytest.mark.parametrize(
    ("columns", "author"),
    [
        ({"source_kind": "author"}, {"@type": "Organization", "name": "Gazette"}),
        ({"source_kind": "author", "publisher": None}, {"@type": "Person", "name": "N. Tovmas"}),
        ({"source_kind": "author", "publisher": None, "author": None}, None),
        ({"source_kind": "unspecified"}, None),
        ({"source_type": "person", "source_name": "Wang Yi"}, {"@type": "Person", "name": "Wang Yi", "identifier": "USA"}),
    ],
)
def test_the_claimant_is_whoever_holds_it(path, columns, author):
    assert graph(path, claim_of(**columns))[0].get("author") == author


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_even_inside_a_page(path, text):
    claims = graph(path, hostile(claim_of(), text), claim_of())
    assert len(claims) == 2
    assert claims[0]["text"] == claims[0]["appearance"]["hasPart"]["text"] == text
    assert "url" not in claims[0]["appearance"]
    assert "<" not in path.read_text(encoding="ascii")

"""Claims as schema.org sees them: one JSON-LD document with a graph of `Claim`s."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.exports.beside import write_beside
from pipeline.exports.text import to_json, web_address

TYPES = {"state": "Country", "organisation": "Organization", "person": "Person"}


def write_schema_org(claims: Iterable[Mapping[str, Any]], path: Path) -> int:
    """Write every claim, denied and possible ones as such, and return how many there are."""
    n_claims = 0
    with write_beside(path) as stream:
        stream.write('{"@context":"https://schema.org","@graph":[')
        for claim in claims:
            stream.write((",\n" if n_claims else "\n") + to_json(node_of(claim)))
            n_claims += 1
        stream.write("\n]}\n")
    return n_claims


def node_of(claim: Mapping[str, Any]) -> dict[str, Any]:
    """Return a claim: its text is the evidence, its author whoever holds it, its first appearance where they first said so."""
    stance = [claim["polarity"], claim["modality"]]
    return {
        "@type": "Claim",
        "@id": f"urn:sayso:claim:{claim['claim_id']}",
        "name": f"{claim['actor_name']} {claim['event_type']} {claim['target_name']} ({', '.join(stance)})",
        "text": claim["evidence"],
        "keywords": [claim["event_type"], *stance],
        "about": [thing_of(claim, "actor"), thing_of(claim, "target")],
        "author": author_of(claim),
        "datePublished": claim["said_on"],
        "appearance": work_of(claim)
        | {"hasPart": {"@type": "CreativeWork", "text": claim["sentence"], "position": claim["sentence_index"]}},
        "firstAppearance": {"@type": "CreativeWork", "@id": f"urn:sayso:document:{claim['first_document_id']}"},
    }


def thing_of(claim: Mapping[str, Any], part: str) -> dict[str, Any]:
    return {"@type": TYPES.get(claim[f"{part}_type"], "Thing"), "name": claim[f"{part}_name"], "identifier": claim[f"{part}_code"]}


def author_of(claim: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return who holds a claim, a person or else an organisation; for the text's own voice its publisher, else its author."""
    if claim["source_kind"] == "unspecified":
        return None
    if claim["source_kind"] == "author":
        return organisation(claim["publisher"]) or ({"@type": "Person", "name": claim["author"]} if claim["author"] else None)
    kind = "Person" if claim["source_type"] == "person" else "Organization"
    return {"@type": kind, "name": claim["source_name"], "identifier": claim["source_code"]}


def organisation(name: str | None) -> dict[str, Any] | None:
    return {"@type": "Organization", "name": name} if name else None


def work_of(claim: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "@id": f"urn:sayso:document:{claim['document_id']}",
        "name": claim["title"] or claim["source_path"],
        "identifier": claim["source_path"],
        "url": web_address(claim["url"]),
        "datePublished": claim["published_on"],
        "publisher": organisation(claim["publisher"]),
        "inLanguage": claim["language"],
    }

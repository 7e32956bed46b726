"""Documents, actors and claims as FollowTheMoney entities, one JSON object a line."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.exports.beside import write_beside
from pipeline.exports.text import plain, to_json, web_address
from pipeline.tables.contract import make_id

SCHEMAS = {"state": "PublicBody", "organisation": "Organization", "person": "Person"}
Row = Mapping[str, Any]


def write_ftm(documents: Iterable[Row], actors: Iterable[Row], claims: Iterable[Row], path: Path, *, countries: Mapping[str, str]) -> int:
    """Write what claims refer to, then the claims, and return how many entities there are.

    `countries` gives the two letters of each state by its code.
    """
    n_entities = 0
    with write_beside(path) as stream:
        for entity in chain(map(article_of, documents), actor_entities(actors, countries), map(link_of, claims)):
            stream.write(to_json(entity) + "\n")
            n_entities += 1
    return n_entities


def article_of(document: Row) -> dict[str, Any]:
    return entity(
        "Article",
        id_of("document", document["document_id"]),
        title=document["title"],
        fileName=document["source_path"],
        author=document["author"],
        publisher=document["publisher"],
        publishedAt=iso(document["published_on"]),
        sourceUrl=web_address(document["url"]),
    )


def actor_entities(actors: Iterable[Row], countries: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for actor in actors:
        yield entity(
            SCHEMAS.get(actor["entity_type"], "LegalEntity"),
            id_of("actor", actor["actor_id"]),
            name=actor["actor_name"],
            country=countries.get(actor["actor_code"]),
            description=f"principal: {actor['actor_code']}",
        )


def link_of(claim: Row) -> dict[str, Any]:
    """Return a claim as a link between its actor and its target, which says in its role where it is not affirmed as a fact."""
    stance = [word for word in (claim["polarity"], claim["modality"]) if word not in ("affirmed", "actual")]
    return entity(
        "UnknownLink",
        id_of("claim", claim["claim_id"]),
        subject=id_of("actor", claim["actor_id"]),
        object=id_of("actor", claim["target_id"]),
        role=f"{claim['event_type']} ({', '.join(stance)})" if stance else claim["event_type"],
        status=f"{claim['polarity']}, {claim['modality']}",
        summary=f"{claim['source_name']} ({claim['holder_code'] or 'nobody in particular'})",
        description=claim["sentence"],
        date=iso(claim["said_on"]),
        startDate=iso(claim["event_from_on"]),
        endDate=iso(claim["event_to_on"]),
        proof=id_of("document", claim["document_id"]),
        publisher=claim["publisher"],
        sourceUrl=web_address(claim["url"]),
        recordId=claim["claim_id"],
    )


def entity(schema: str, entity_id: str, **values: str | None) -> dict[str, Any]:
    return {
        "id": entity_id,
        "schema": schema,
        "properties": {name: [text] for name, value in values.items() if (text := plain(value or ""))},
    }


def id_of(kind: str, key: str) -> str:
    """Return an id that FollowTheMoney accepts, whatever the key holds."""
    return f"sayso-{make_id(kind, key)}"


def iso(day: Any) -> str | None:
    return day.isoformat() if day else None

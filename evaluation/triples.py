"""Claims against the PLOVER gold standard records: source, event type and target of single sentences.

A unit of gold is one source with one target of a record, or one source where a record has no target. Claims beyond the units of their
sentence count as false. Types have their names of PLOVER 2; as in the records, much that is yet to come is an agreement.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from evaluation.agreement import Count
from evaluation.reading import Tables, document_id
from pipeline.claims.participants import SYMMETRIC
from pipeline.codebook import Codebook

Triple = tuple[str, str, str | None]
OLDER_TYPES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
OLDER_CODES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
AGREED = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
"""What is yet to come of these counts as AGREE in the records."""
KINDS = {"igo": "IGO", "alliance": "IGO", "ngo": "NGO"}


def read_records(path: Path) -> list[tuple[str, frozenset[Triple]]]:
    """Return the sentences of the records, in their order, each with its units of gold."""
    units: dict[str, set[Triple]] = defaultdict(set)
    for record in json.loads(path.read_text(encoding="utf-8")):
        if "text" in record:
            units[record["text"]] |= units_of(record)
    return [(text, frozenset(found)) for text, found in units.items()]


def units_of(record: Mapping[str, Any]) -> set[Triple]:
    event = OLDER_TYPES.get(record["event"], record["event"])
    sources, targets = codes_of(record.get("source")), codes_of(record.get("target"))
    return {in_order((source, event, target)) for source in sources for target in targets or [None]}


def in_order(triple: Triple) -> Triple:
    """Return a triple; of a symmetric event, with its parties in the order of the alphabet."""
    first, event, second = triple
    return (second, event, first) if event in SYMMETRIC and second is not None and second < first else triple


def codes_of(actors: object) -> list[str]:
    """Return the codes of a list of actors, those of today; records hold a plain text where there is nobody."""
    known = [actor["code"] for actor in actors if isinstance(actor, dict) and actor.get("code")] if isinstance(actors, list) else []
    return [OLDER_CODES.get(code, code) for code in known]


def gsr_codes(codebook: Codebook) -> dict[str, str]:
    """Return how the records code principals that are no state's: a people by its state, a body between or beside states by its kind."""
    states = {state.iso3 for state in codebook.states}
    demonyms = ((demonym.upper(), state.iso3) for state in codebook.states for demonym in state.demonyms)
    people = {demonym if demonym.endswith("S") else f"{demonym}S": iso3 for demonym, iso3 in demonyms}
    return people | {o.principal_code: KINDS[o.kind] for o in codebook.organisations if o.kind in KINDS and o.principal_code not in states}


def code_of(principal: str, codes: Mapping[str, str]) -> str:
    """Return how the records code a principal; a group that is known by its people's name alone (`AFGHAN REBELS`) goes by their state."""
    return codes.get(principal) or next((codes[f"{word}S"] for word in principal.split() if f"{word}S" in codes), principal)


def triples_of(claims: pa.Table, codes: Mapping[str, str]) -> dict[str, set[Triple]]:
    """Return the triples of each document that has any."""
    found: dict[str, set[Triple]] = defaultdict(set)
    for row in claims.select(["document_id", "actor_code", "event_type", "target_code", "modality"]).to_pylist():
        event = "AGREE" if row["modality"] == "future" and row["event_type"] in AGREED else row["event_type"]
        actor, target = (code_of(row[name], codes) for name in ("actor_code", "target_code"))
        found[row["document_id"]].add(in_order((actor, event, target)))
    return found


def count_triples(gold: Iterable[frozenset[Triple]], tables: Tables, codebook: Codebook) -> Count:
    """Return how many units there are, how many triples were found, and how many of them right."""
    found = triples_of(tables.claims, gsr_codes(codebook))
    return sum((compare(units, found.get(document_id(i), set())) for i, units in enumerate(gold)), Count())


def compare(units: frozenset[Triple], triples: set[Triple]) -> Count:
    """Return the count of one sentence; a unit without a target is met by any triple of its source and type, once."""
    met = units & triples
    left = sorted(triples - met)
    for source, event, target in sorted(units - met, key=str):
        hit = next((t for t in left if target is None and t[1] == event and source in (t if event in SYMMETRIC else t[:1])), None)
        if hit is not None:
            left.remove(hit)
            met |= {(source, event, target)}
    return Count(len(units), len(triples), len(met))

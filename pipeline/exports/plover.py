"""Events as PLOVER records (Draft 2.0, "Data Fields"), one JSON object a line."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.exports.beside import write_beside
from pipeline.exports.text import to_json, web_address

BECOME_AGREE = frozenset(("AID", "CONSULT", "COOPERATE", "SUPPORT"))
"""What PLOVER takes for an agreement while it lies in the future; other future events are marked in `context`."""

Scale = tuple[int, float]
"""The quad class of an event type and its score, from conflict (-10) to cooperation (10)."""


def write_plover(claims: Iterable[Mapping[str, Any]], path: Path, *, scales: Mapping[str, Scale]) -> int:
    """Write each claim that tells of an event, and return how many do.

    Denied claims and mere possibilities are no events, and a record needs a date: such claims are left out.
    """
    n_records = 0
    with write_beside(path) as stream:
        for claim in claims:
            day, basis = date_of(claim)
            if claim["polarity"] == "affirmed" and claim["modality"] != "possible" and day:
                stream.write(to_json(record_of(claim, day, basis, scales)) + "\n")
                n_records += 1
    return n_records


def becomes_agree(claim: Mapping[str, Any]) -> bool:
    return claim["modality"] == "future" and claim["event_type"] in BECOME_AGREE


def date_of(claim: Mapping[str, Any]) -> tuple[date | None, str]:
    """Return the day of a record and what it is the day of: an agreement is made when it is said."""
    days = [("event", claim["event_from_on"]), ("said", claim["said_on"]), ("published", claim["published_on"])]
    return next(((day, basis) for basis, day in days[becomes_agree(claim) :] if day), (None, ""))


def record_of(claim: Mapping[str, Any], day: date, basis: str, scales: Mapping[str, Scale]) -> dict[str, Any]:
    """Return a record; `date_basis`, `said_by`, `holder_code` and `confidence` are fields of ours beside PLOVER's."""
    event = "AGREE" if becomes_agree(claim) else claim["event_type"]
    is_other = event != claim["event_type"]
    quad_class, score = scales[event]
    return {
        "id": claim["claim_id"],
        "date": day,
        "enddate": claim["event_to_on"] if basis == "event" else None,
        "actor": [entity_of(claim, "actor")],
        "recipient": [entity_of(claim, "target")],
        "event": [event],
        "event_text": [claim["trigger"]],
        "quad_code": quad_class,
        "event_scale": score,
        "mode": [claim["event_mode"]] if claim["event_mode"] and not is_other else [],
        "context": ["future"] if claim["modality"] == "future" and not is_other else [],
        "text": claim["sentence"],
        "text_info": {"sequence": claim["sentence_index"], "start": claim["sentence_start"], "end": claim["sentence_end"]},
        "cite_info": {
            "citation": claim["source_path"],
            "url": web_address(claim["url"]),
            "title": claim["title"],
            "language": claim["language"],
            "publication": claim["publisher"],
            "license": claim["license"],
        },
        "coder": "Sayso",
        "comment": f"a future {claim['event_type']}" if is_other else None,
        "date_basis": basis,
        "said_by": {
            "code": claim["source_code"],
            "entity_text": claim["source_name"],
            "via": [through["name"] for through in claim["via"]],
        },
        "holder_code": claim["holder_code"],
        "confidence": claim["confidence"],
    }


def entity_of(claim: Mapping[str, Any], part: str) -> dict[str, Any]:
    return {"code": claim[f"{part}_code"], "entity_text": claim[f"{part}_text"], "identifier_text": claim[f"{part}_name"]}

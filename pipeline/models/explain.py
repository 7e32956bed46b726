"""What one claim rests on: its sentence, and in it the words for source, cue, actor, trigger, target and theme."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.models.connect import open_database

QUERY = """
select
    c.claim_id, c.char_start, c.char_end, c.source_name, c.source_code, c.via, c.cue_start, c.cue_end, c.actor_name, c.actor_code,
    c.event_type, c.trigger_start, c.trigger_end, c.target_name, c.target_code, c.theme_start, c.theme_end, c.polarity, c.modality,
    c.rule_id, d.source_path, o.source_path as original_path, d.text, s.char_start as sentence_start, s.char_end as sentence_end,
    a.source_start, a.source_end, actor.char_start as actor_start, actor.char_end as actor_end,
    target.char_start as target_start, target.char_end as target_end
from stg_claims c
join stg_documents d using (document_id)
left join stg_documents o on o.document_id = d.duplicate_of
join stg_sentences s using (sentence_id)
left join stg_attributions a using (attribution_id)
left join stg_entities actor on actor.mention_id = c.actor_mention_id
left join stg_entities target on target.mention_id = c.target_mention_id
where c.claim_id = $claim_id
"""
PARTS = ("source", "cue", "actor", "trigger", "target", "theme")


class UnknownClaimError(LookupError):
    """A claim that no live document makes; the message names it."""


@dataclass(frozen=True)
class Part:
    """One part of a claim: where its words stand in the document's text, and the words."""

    name: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Explanation:
    """A claim's row, the span and text of its sentence, and its parts in reading order."""

    row: dict[str, Any]
    start: int
    sentence: str
    parts: tuple[Part, ...]


def explain_claim(warehouse: Path, claim_id: str) -> Explanation:
    """Return what a claim rests on; UnknownClaimError where no live document makes it."""
    with open_database(warehouse) as connection:
        rows = connection.sql(QUERY, params={"claim_id": claim_id}).to_arrow_table().to_pylist()
    if not rows:
        raise UnknownClaimError(f"there is no claim {claim_id} in {warehouse}")
    row = rows[0]
    text, start, end = row["text"], row["sentence_start"], row["sentence_end"]
    spans = {name: (row[f"{name}_start"], row[f"{name}_end"]) for name in PARTS}
    parts = [Part(name, first, last, text[first:last]) for name, (first, last) in spans.items() if first is not None]
    return Explanation(row, start, text[start:end], tuple(sorted(parts, key=lambda part: (part.start, part.end))))

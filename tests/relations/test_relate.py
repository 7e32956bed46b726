"""Relations counted from claims."""

from datetime import date
from typing import Any

import pyarrow as pa

from pipeline.codebook import Codebook
from pipeline.relations.relate import relate_actors
from pipeline.tables import ACTOR_RELATIONS, CLAIMS, COPIES


def claim(number: int, **changes: Any) -> dict[str, Any]:
    row = {
        "claim_id": f"{number:016x}", "document_id": "d1", "sentence_id": "s1", "char_start": 0, "char_end": 9, "source_kind": "named",
        "source_name": "United States", "source_code": "USA", "holder_code": "USA", "via": [], "actor_mention_id": "m1", "actor_id": "IRN",
        "actor_name": "Tehran", "actor_code": "IRN", "event_type": "AID", "predicate": "send", "trigger_start": 1, "trigger_end": 2,
        "target_mention_id": "m2", "target_id": "RUS", "target_name": "Russia", "target_code": "RUS", "polarity": "affirmed",
        "modality": "actual",
        "said_on": date(2024, 9, 9), "said_on_basis": "published", "rule_id": "aid.send.v", "confidence": 0.7,
    }  # fmt: skip
    return row | changes


def relate(codebook: Codebook, *rows: dict[str, Any], copies: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """Return relations; `copies` gives the original of each copy."""
    alike = {"kind": "near", "similarity": 0.9, "copied_share": 0.9}
    linked = COPIES.table({"document_id": copy, "duplicate_of": original} | alike for copy, original in (copies or {}).items())
    table: pa.Table = relate_actors(CLAIMS.table(rows), linked, codebook=codebook)
    ACTOR_RELATIONS.check(table)
    return table.to_pylist()


def test_a_pair_is_counted_by_month(codebook: Codebook) -> None:
    rows = relate(codebook, claim(1), claim(2, event_from_on=date(2022, 3, 1), event_to_on=date(2022, 3, 31)), claim(3, document_id="d2"))
    assert [(r["month"], r["n_claims"], r["n_documents"]) for r in rows] == [(date(2022, 3, 1), 1, 1), (date(2024, 9, 1), 2, 2)]


def test_two_holders_who_disagree_make_it_contested_in_every_month(codebook: Codebook) -> None:
    rows = relate(codebook, claim(1), claim(2, holder_code="IRN", polarity="denied", said_on=date(2024, 10, 1)))
    assert [r["is_contested"] for r in rows] == [True, True]


def test_a_holder_alone_contests_nothing(codebook: Codebook) -> None:
    rows = relate(codebook, claim(1), claim(2, polarity="denied"))
    assert [r["is_contested"] for r in rows] == [False]


def test_the_unspecified_are_no_source(codebook: Codebook) -> None:
    [row] = relate(codebook, claim(1, holder_code=None), claim(2))
    assert row["n_sources"] == 1


def test_a_principal_bears_its_own_name(codebook: Codebook) -> None:
    [row] = relate(codebook, claim(1))
    assert row["actor_name"] == "Iran"


def test_no_claims_give_no_relations(codebook: Codebook) -> None:
    assert relate(codebook) == []


def says(number: int, document: str, holder: str, **changes: Any) -> dict[str, Any]:
    """Return a claim that a document makes as author."""
    return claim(number, document_id=document, source_kind="author", source_code="AUTHOR", holder_code=holder, **changes)


def test_a_copy_is_no_document_and_its_author_no_source_of_its_own(codebook: Codebook) -> None:
    rows = [says(1, "d1", "Gazette"), says(2, "d2", "Echo", polarity="denied"), says(3, "d3", "Post")]
    [apart] = relate(codebook, *rows)
    [linked] = relate(codebook, *rows, copies={"d2": "d1"})
    assert (apart["n_claims"], apart["n_sources"], apart["n_documents"], apart["is_contested"]) == (3, 3, 3, True)
    assert (linked["n_claims"], linked["n_sources"], linked["n_documents"], linked["is_contested"]) == (3, 2, 2, True)
    [alone] = relate(codebook, *rows[:2], copies={"d2": "d1"})
    assert (alone["n_sources"], alone["n_documents"], alone["is_contested"]) == (1, 1, False)


def test_what_only_copies_say_as_author_is_the_word_of_one(codebook: Codebook) -> None:
    copies = {"d2": "d1", "d3": "d1"}
    [row] = relate(codebook, claim(1), says(2, "d2", "Post"), says(3, "d3", "Echo"), claim(4, document_id="d3"), copies=copies)
    assert (row["n_claims"], row["n_sources"], row["n_documents"]) == (4, 2, 1)

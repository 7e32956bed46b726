"""Relations counted from claims."""

from datetime import date
from typing import Any

import pyarrow as pa

from pipeline.codebook import Codebook
from pipeline.relations.relate import relate_actors
from pipeline.tables import ACTOR_RELATIONS, CLAIMS


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


def relate(codebook: Codebook, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    table: pa.Table = relate_actors(CLAIMS.table(rows), codebook=codebook)
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
